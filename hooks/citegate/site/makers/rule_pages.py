"""A page for each rule, and their index, which alone stands in the navigation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from citegate.rulepages import FOLDER, index, page
from citegate.rules import all_rules
from citegate.site.site import Made

if TYPE_CHECKING:
    from collections.abc import Iterator

    from citegate.site.site import Site


def make(site: Site) -> Iterator[Made]:
    """Yield the pages, made from the rules' docstrings."""
    policy = site.project.policy
    for rule in all_rules():
        yield Made(f"{FOLDER}/{rule.code}.md", page(rule, policy))
    yield Made(f"{FOLDER}/index.md", index(all_rules(), policy), listed=True)
