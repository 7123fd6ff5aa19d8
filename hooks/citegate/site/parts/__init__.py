"""Facts of one part of an article's page, one part a module: `facts(site, article) -> object`.

The template of an article finds them under the module's name: `parts.related`, `parts.structured` …

`rests_on(site, outline) -> object` says what the facts rest on beside the text of the article, its sources and what all
pages share (see `site/standins.py`): what it returns, as Python shows it, must differ where the facts do.
"""
