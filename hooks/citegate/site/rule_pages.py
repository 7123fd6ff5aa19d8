"""What the site has beside what was written: a page for each rule, their index, the schemas. It is not judged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mkdocs.structure.files import File, InclusionLevel

from citegate.rulepages import FOLDER, index, page
from citegate.rules import all_rules
from citegate.schemas import published

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

    from citegate.policy import Policy


def add(files: Files, config: MkDocsConfig, policy: Policy) -> set[str]:
    """Add them to a build; return the source paths of the pages. Only the index stands in the navigation."""
    texts = {f"{FOLDER}/{rule.code}.md": page(rule, policy) for rule in all_rules()}
    for path, text in texts.items():
        files.append(File.generated(config, path, content=text, inclusion=InclusionLevel.NOT_IN_NAV))
    files.append(File.generated(config, f"{FOLDER}/index.md", content=index(all_rules(), policy)))
    for path, text in published().items():
        files.append(File.generated(config, path, content=text))
    return {*texts, f"{FOLDER}/index.md"}
