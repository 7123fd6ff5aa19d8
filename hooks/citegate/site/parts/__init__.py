"""Facts of one part of an article's page, one part a module: `facts(site, article) -> object`.

The template of an article finds them under the module's name: `parts.related`, `parts.structured` …
"""
