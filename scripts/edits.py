"""Random edits of a project, as its editors make them: each gives the new text of some files."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

Texts = dict[str, str | None]
"""Files by path with their new text; None removes one."""


class Copy:
    """The text files of a copy of the project, as an edit sees them."""

    def __init__(self, root: Path, chance: random.Random) -> None:
        self.root = root
        self.chance = chance

    def text(self, path: str) -> str:
        """Return the text of a file."""
        return (self.root / path).read_text(encoding="utf-8")

    def one(self, pattern: str) -> str:
        """Return the path of any file that a pattern finds."""
        found = sorted(file.relative_to(self.root).as_posix() for file in self.root.glob(pattern))
        return self.chance.choice(found)

    def changed(self, path: str, pattern: str, new: str | Callable[[re.Match[str]], str]) -> Texts:
        """Return a file with one place that a pattern finds, any of them, changed."""
        text = self.text(path)
        found = [*re.finditer(pattern, text, re.MULTILINE)]
        if not found:
            return {}
        place = self.chance.choice(found)
        put = new(place) if callable(new) else place.expand(new)
        return {path: text[: place.start()] + put + text[place.end() :]}

    @property
    def article(self) -> str:
        """Return the path of any article."""
        return self.one("docs/articles/**/*.md")


def _word(copy: Copy) -> Texts:
    return copy.changed(copy.article, r" (?:and|with|of|the) ", lambda found: f" {found[0].strip()}  ")


def _sentence(copy: Copy) -> Texts:
    return copy.changed(copy.article, r"^([A-Z][^|\n]*?) (?:was|were|is|are) ", r"\1 may have been ")


def _title(copy: Copy) -> Texts:
    return copy.changed(copy.article, r"^title: (.*)$", rf"title: \1 {copy.chance.randrange(9)}")


def _front(copy: Copy) -> Texts:
    line = copy.chance.choice(
        [
            "updated: 2026-11-30",
            "status: under review",
            "status: approved",
            "audience: [professional, patient]",
            "tags: [withdrawal, a new topic]",
            "drugs: [baclofen]",
            "ai: assisted",
            "reviewers: [nobody]",
        ]
    )
    return copy.changed(copy.article, rf"^{line.partition(':')[0]}: .*$", line)


def _paragraph(copy: Copy) -> Texts:
    return copy.changed(copy.article, r"^\n(?=[A-Z])", "\nThe widget is blue [@wei-2011].\n\n")


def _cut(copy: Copy) -> Texts:
    return copy.changed(copy.article, r"^\n[A-Z][^\n]*\n(?:[A-Za-z][^\n]*\n)*(?=\n)", "")


def _entry_title(copy: Copy) -> Texts:
    return copy.changed("references.bib", r"^( *title *= *\{)", rf"\1New {copy.chance.randrange(9)} ")


def _entry_note(copy: Copy) -> Texts:
    note = copy.chance.choice(["Retracted in: X 2020", "Expression of concern in: X", "Erratum in: X", "A note"])
    return copy.changed("references.bib", r"^( *year *=)", rf"  note = {{{note}}},\n\1")


def _entry_more(copy: Copy) -> Texts:
    number = copy.chance.randrange(1000)
    more = f"\n@misc{{more-{number},\n  title = {{More {number}}},\n  year = {{2024}},\n}}\n"
    return {"references.bib": copy.text("references.bib") + more}


def _policy(copy: Copy) -> Texts:
    text = copy.text("pyproject.toml")
    value = f"source-age-years = {copy.chance.randrange(2, 30)}\n"
    if "source-age-years" in text:
        return {"pyproject.toml": re.sub(r"(?m)^source-age-years.*\n", value, text)}
    return {
        "pyproject.toml": text.replace("[tool.citegate.notices]", f"[tool.citegate]\n{value}\n[tool.citegate.notices]")
    }


def _notice(copy: Copy) -> Texts:
    """Change a notice, with the digest that the policy approves in two of three cases."""
    path = copy.one("docs/editorial/notices/*.md")
    edited = copy.changed(path, r"\.$", " indeed.")
    if not edited or not copy.chance.randrange(3):
        return edited
    text = str(edited[path])
    _, front, body = text.split("---\n", 2)
    title = re.search(r"(?m)^title: *(.*)$", front)
    said = f"{title[1].strip(chr(34)) if title else ''}\n{' '.join(body.split())}"
    digest = hashlib.sha256(said.encode()).hexdigest()
    return edited | copy.changed("pyproject.toml", rf'^({Path(path).stem} = ")[0-9a-f]+', rf"\g<1>{digest}")


def _member(copy: Copy) -> Texts:
    name = copy.chance.choice(["ab", "cd", "nobody"])
    page = (
        f"---\nhandle: {name}\nname: A. {name.upper()}\ncredentials: {copy.chance.choice(['PharmD', 'MD'])}\n"
        "interests: none\nroles: reviewer\nactive:\n  from: 2026-01-01\nkeys: []\n---\n\n# A member\n"
    )
    return {f"docs/editorial/board/{name}.md": page}


def _template(copy: Copy) -> Texts:
    path = copy.one("docs/.overrides/**/*.html")
    return copy.changed(
        path, r"^(\s*)(</(?:div|section|article|ul|header)>)$", rf"\1<!-- {copy.chance.random()} -->\n\1\2"
    )


def _words(copy: Copy) -> Texts:
    return copy.changed(copy.one("docs/.overrides/partials/citegate/*.html"), r">([A-Z][a-z]+)<", r">\1 now<")


def _style(copy: Copy) -> Texts:
    path = copy.one("docs/.overrides/assets/stylesheets/citegate/*.css")
    rule = copy.chance.choice(
        [".cg-x { color: red }", ".cg-notice { display: none }", "@media print { .cg-y { top: 0 } }"]
    )
    return {path: f"{copy.text(path)}{rule}\n"}


def _script(copy: Copy) -> Texts:
    path = copy.one("docs/.overrides/assets/javascripts/citegate/*.js")
    return {path: f"{copy.text(path)}// {copy.chance.random()}\n"}


def _glossary(copy: Copy) -> Texts:
    return copy.changed("docs/editorial/glossary.md", r"^(\| \S+ \| [^|]*?) \|$", r"\1, as it is called |")


def _quotation(copy: Copy) -> Texts:
    return copy.changed("docs/editorial/quotations.yml", r"^(    - )(\S.*)$", r"\1and \2")


def _configuration(copy: Copy) -> Texts:
    return copy.changed("mkdocs.yml", r"^(site_name: .*|      - Glossary|  - Evidence)(?=$|:)", r"\1 new")


def _page(copy: Copy) -> Texts:
    path = copy.chance.choice(["docs/index.md", "docs/editorial/index.md", "docs/editorial/writing.md"])
    return {path: f"{copy.text(path)}\nOne sentence more, number {copy.chance.randrange(99)}.\n"}


def _rename(copy: Copy) -> Texts:
    path = copy.article
    return {path: None, path.replace(".md", f"-{copy.chance.randrange(99)}.md"): copy.text(path)}


def _add(copy: Copy) -> Texts:
    text = re.sub(r"(?m)^title: (.*)$", r"title: \1 again", copy.text(copy.article))
    return {f"docs/articles/more-{copy.chance.randrange(99)}.md": text}


def _remove(copy: Copy) -> Texts:
    return {copy.article: None}


EDITS: dict[str, Callable[[Copy], Texts]] = {
    "a word of an article": _word,
    "a sentence of an article": _sentence,
    "the title of an article": _title,
    "the front matter of an article": _front,
    "a paragraph more": _paragraph,
    "a paragraph less": _cut,
    "the title of a source": _entry_title,
    "a note of a source": _entry_note,
    "a source more": _entry_more,
    "the policy": _policy,
    "a notice": _notice,
    "the roster": _member,
    "a template": _template,
    "words of a template": _words,
    "a stylesheet": _style,
    "a script": _script,
    "the glossary": _glossary,
    "a quotation": _quotation,
    "the configuration": _configuration,
    "a page": _page,
    "an article renamed": _rename,
    "an article added": _add,
    "an article removed": _remove,
}
