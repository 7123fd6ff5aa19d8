"""A built page as this check sees it: parsed once, with what stands in it in order."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from citegate.diagnostics import Finding
from citegate.written import WrittenPage

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

HELP = "the page was changed after it was rendered, or its template is wrong: build again, or mend the template"


@dataclass(frozen=True)
class BuiltPage(WrittenPage):
    """A page of the built folder; `address` is its path below it."""

    address: str = ""

    @property
    def folder(self) -> str:
        """Return the folder that the page lies in, below the site."""
        return self.address.rpartition("/")[0]

    @cached_property
    def names(self) -> frozenset[str]:
        """Return every id, and every name of an anchor."""
        anchors = (attribute(node, "name") for node in self.tree.css("a[name]"))
        return frozenset([*self.ids, *anchors])

    def finding(self, message: str, needle: str = "", help: str = HELP) -> Finding:  # noqa: A002 - as in Finding
        """Return a finding at a piece of the page's HTML, or at its start."""
        return Finding(self.span(self.find(needle) if needle else 0), message, help)


def attribute(node: LexborNode | None, name: str) -> str:
    """Return an attribute of a node, empty where there is no such node or attribute."""
    return (node.attrs.get(name) or "") if node is not None and node.is_element_node else ""
