"""Citations: rendered as they are typed in the source, numbered by first use, each listed once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from citegate.sitecheck.page import attribute

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selectolax.lexbor import LexborNode

    from citegate.diagnostics import Finding
    from citegate.sitecheck.page import BuiltPage
    from citegate.sitecheck.sources import Source

CODE = "VS01"
_PREFIX = "#ref-"


def check(page: BuiltPage, source: Source) -> Iterator[Finding]:
    """Yield where markers, numbers, places and the list differ from the source's citations."""
    typed = [cited.key for cited in source.citations]
    shown = [attribute(node, "href").removeprefix(_PREFIX) for node in page.markers]
    if typed != shown:
        yield page.finding(_difference(source, shown), 'class="cg-ref"')
        return
    order = list(dict.fromkeys(typed))
    numbers = {key: str(number) for number, key in enumerate(order, start=1)}
    for cited, node in zip(source.citations, page.markers, strict=True):
        expected = ", ".join(filter(None, (numbers[cited.key], cited.locator)))
        said = page.words(node)
        if _same(said, expected) and attribute(node, "aria-label") == f"Reference {said}{_standing(page, node)}":
            continue
        message = f"the marker of `{cited.key}` (line {cited.line} of the source) is “{said}”, not “{expected}”"
        yield page.finding(message, f'id="{attribute(node, "id")}"')
    yield from _list(page, order)


def _standing(page: BuiltPage, marker: LexborNode) -> str:
    """Return what a marker's name says after its place: how its source stands, in the words that stand behind it."""
    behind = marker.next
    while behind is not None and behind.is_text_node and not (behind.text_content or "").strip():
        behind = behind.next
    stands = behind is not None and "cg-standing-mark" in attribute(behind, "class").split()
    return f", {page.words(behind)}" if behind is not None and stands else ""


def _list(page: BuiltPage, order: list[str]) -> Iterator[Finding]:
    items = page.tree.css('[id^="ref-"]')
    listed = [attribute(item, "id").removeprefix("ref-") for item in items]
    if listed != order:
        lost = ", ".join(f"`{key}`" for key in order if key not in set(listed))
        more = ", ".join(f"`{key}`" for key in listed if key not in set(order))
        said = "; ".join(filter(None, (lost and f"{lost} missing", more and f"{more} not cited"))) or "another order"
        yield page.finding(f"the list of references is not what the text cites: {said}", 'id="references"')
        return
    for number, item in enumerate(items, start=1):
        if attribute(item, "value") != str(number):
            key = attribute(item, "id")
            yield page.finding(f"reference {number} is numbered {attribute(item, 'value')}", f'id="{key}"')


def _difference(source: Source, shown: list[str]) -> str:
    typed = source.citations
    pairs = enumerate(zip(typed, shown, strict=False))
    first = next((number for number, (cited, key) in pairs if cited.key != key), min(len(typed), len(shown)))
    counts = f"{len(shown)} citations on the page, {len(typed)} in the source"
    if first < len(typed):
        return f"{counts}: `{typed[first].key}` of line {typed[first].line} is not where it belongs"
    return f"{counts}: `{shown[first]}` was added"


def _same(said: str, expected: str) -> bool:
    """Return whether a marker reads like its source; what Markdown marks up inside a place is left out."""
    return "".join(filter(str.isalnum, said)) == "".join(filter(str.isalnum, expected))
