"""Judges a built site by its HTML alone: nothing here is shared with what parsed the articles and wrote the pages.

What it reads: the files of the built folder, and from the sources what a person would look up in them. It has its own
reader of Markdown (`sources`: status, citations, words; regular expressions over the text, no Markdown parser) and its
own idea of which notices a page needs. It imports neither the parser, nor the rules, nor the templates' facts.

What is shared, and why that is honest: the reading of a written page (`written`, `seen`) and of its stylesheets
(`visibility`), which look at HTML and CSS only; the types of diagnostics; and the tools beneath (selectolax, tinycss2,
cssselect2, PyYAML). What counts as a claim is the gate's decision, which a second reader can only repeat: the claims of
a page are compared with its `claims.json`, and against both stand the words of the source, each of which must be on
the page as often as it was written.
"""
