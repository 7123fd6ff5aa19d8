"""Write into the tree what readers use: numbered markers, labels of table cells, spaces that do not break."""

from __future__ import annotations

import html
import re
import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING

from citegate.runs import STASH, without_markers

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from xml.etree.ElementTree import Element

    from citegate.article import Citation
    from citegate.runs import RawGroup, Run

NBSP = "\u00a0"
MARKED = frozenset({"by", "query", "reason", "searched"})
KEPT = re.compile(
    r" (?:(?<=\d )(?=(?:mg|mcg|g|kg|mL|L|mmol|mol|units?|IU|h|hours?|min|minutes?|s|seconds?|days?|weeks?|months?"
    r"|years?|mmHg|mm|cm|m²?|bpm)\b|%|°C|±)"
    r"|(?<=[=<>≤≥±] )(?=[\d.])|(?<=\b[pPn] )(?=[=<>≤≥])|(?<=\bCI )(?=\d))"
)
"""Spaces in which no line breaks: the page puts no-break spaces there, so that nobody needs to type them."""
_CODE = frozenset({"code", "pre", "kbd", "samp"})


class Numbers:
    """Numbers of references in order of first use, and how often each was cited; `known` holds the keys there are."""

    def __init__(self, known: Mapping[str, object]) -> None:
        self.known = known
        self.of: dict[str, int] = {}
        self.uses: dict[str, int] = {}

    def marker(self, group: RawGroup) -> Element:
        """Return the marker of a citation group: "[1, 3]", with locators "[1, Dosage; 3]"."""
        element = ET.Element("span", {"class": "cg-cite"})
        element.text = "["
        separator = "; " if any(c.locator or c.prefix for c in group.citations) else ", "
        for position, citation in enumerate(group.citations):
            link = self._link(citation)
            if citation.prefix:
                _append_text(element, citation.prefix + NBSP)
            element.append(link)
            link.tail = separator if position < len(group.citations) - 1 else "]"
        return element

    def _link(self, citation: Citation) -> Element:
        key = citation.key
        number = self.of.setdefault(key, len(self.of) + 1)
        shown = f"{number}, {citation.locator}" if citation.locator else str(number)
        if key not in self.known:
            unknown = ET.Element("span", {"class": "cg-unknown"})
            unknown.text = f"{key}?"
            return unknown
        self.uses[key] = self.uses.get(key, 0) + 1
        link = ET.Element(
            "a",
            {
                "class": "cg-ref",
                "role": "doc-noteref",
                "href": f"#ref-{key}",
                "id": f"cite-{key}-{self.uses[key]}",
                "aria-label": f"Reference {shown}",
            },
        )
        link.text = shown
        return link


def number(runs: Sequence[Run], known: Mapping[str, object]) -> tuple[Numbers, dict[str, str]]:
    """Turn each group's stand-in element into its marker; return the numbers and the markers for raw HTML."""
    numbers, placeholders = Numbers(known), {}
    for run in runs:
        for group in run.groups:
            marker = numbers.marker(group)
            if group.element is None:
                placeholders[group.placeholder] = _html(marker)
                continue
            tail = group.element.tail
            group.element.clear()
            group.element.tag, group.element.text, group.element.tail = "span", marker.text, tail
            group.element.attrib.update(marker.attrib)
            group.element.extend(list(marker))
    return numbers, placeholders


def _append_text(element: Element, text: str) -> None:
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text


def _html(element: Element) -> str:
    """Return a marker as HTML for the store of raw HTML."""
    return str(ET.tostring(element, encoding="unicode", method="html"))


def label_cells(root: Element) -> None:
    """Give each cell of a table's body the words of its column's header: on a phone a row becomes a card."""
    for table in root.iter("table"):
        heads = ["".join(cell.itertext()) for row in table.iterfind("./thead/tr") for cell in row]
        for row in table.iterfind("./tbody/tr"):
            for cell, head in zip(row, heads, strict=False):
                if cell.tag == "td" and head.strip():
                    cell.set("data-label", " ".join(without_markers(STASH.sub("", head)).split()))


def keep_together(root: Element) -> None:
    """Put no-break spaces between a number and its unit and before a marker."""
    for element in root.iter():
        if element.tag in _CODE:
            continue
        if element.text:
            element.text = KEPT.sub(NBSP, element.text)
        previous: Element | None = None
        for child in element:
            if child.tail:
                lead = (child.text or "")[-3:] if child.tag == "abbr" else ""
                child.tail = KEPT.sub(NBSP, lead + child.tail)[len(lead) :]
            if child.get("class") == "cg-cite":
                before = element.text if previous is None else previous.tail
                if before and before.endswith((" ", "\n")):
                    if previous is None:
                        element.text = before.rstrip() + NBSP
                    else:
                        previous.tail = before.rstrip() + NBSP
            previous = child


def name_marks(root: Element) -> None:
    """Turn what attribute lists say of exemptions and searches into `data-` attributes, which HTML allows anywhere."""
    for element in root.iter():
        for name in MARKED.intersection(element.attrib):
            element.set(f"data-{name}", element.attrib.pop(name))


def fill(raw: str, placeholders: Mapping[str, str]) -> str:
    """Return stored raw HTML with its citation placeholders replaced by markers."""
    return re.sub("\x02cgcite:[0-9]+\x03", lambda m: placeholders.get(m[0], html.escape(m[0])), raw)
