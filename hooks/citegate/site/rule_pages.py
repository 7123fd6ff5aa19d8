"""Generated pages of the site: one for each rule, and their index. They are no articles and are not judged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mkdocs.structure.files import File, InclusionLevel

from citegate.rulepages import FOLDER, index, page
from citegate.rules import all_rules

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

    from citegate.policy import Policy


def add(files: Files, config: MkDocsConfig, policy: Policy) -> set[str]:
    """Add the pages to a build; return their source paths. Only the index stands in the navigation."""
    texts = {f"{FOLDER}/{rule.code}.md": page(rule, policy) for rule in all_rules()}
    for path, text in texts.items():
        files.append(File.generated(config, path, content=text, inclusion=InclusionLevel.NOT_IN_NAV))
    files.append(File.generated(config, f"{FOLDER}/index.md", content=index(all_rules(), policy)))
    return {*texts, f"{FOLDER}/index.md"}
