"""Find what an author meant as a citation although it is none: CI02, CI03 and CI04 refuse it by these marks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from citegate.article import Mark
from citegate.citations import find_lookalikes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from citegate.align import Source
    from citegate.diagnostics import Span
    from citegate.harvest import Harvester, RawBlock
    from citegate.placing import Placed

_UNIT = r"(?:mg|mcg|g|kg|mL|ml|L|mmol|%|h|hrs?|hours?|min|minutes?|sec|s|seconds?|days?|weeks?|months?|years?|units?)"
_HIGH = "¹²³⁰⁴-⁹"
_POWER = r"(?:[kcdmnpµμ]m|ft|in|yd|mi|ha|sec|min|log|sin|cos|tan|exp|chi|eta|tau|rho|phi|sigma|beta|SD|SE)"
"""What may be raised to a power: a square centimetre, a statistic. Single letters never are words."""
_MAY_BE_BARE = re.compile(rf"\d\s?[A-Za-z%/]+\s+\d|[{_HIGH}]")
"""What stands in every text that holds such a number: looked for first, since few texts do."""
_BARE = re.compile(
    rf"\d\s?(?:{_UNIT}|{_UNIT}/(?:kg|day|h|min|{_UNIT}))\s+(?P<n>\d{{1,2}}(?:[,–-]\d{{1,2}})*)"
    r"(?=\s*[.;,)]?\s*(?:$|\n|[.;)]|[A-Z][a-z]))"
    rf"|(?:(?:\b|(?<=_))(?!{_POWER}\s?[{_HIGH}])[^\W\d_]{{2,}}|[.,;:!?%)\]”’\"»])\s?"
    rf"(?P<s>[{_HIGH}]+(?:[,–-][{_HIGH}]+)*)(?=[\s.,;:!?)”’\"»\ue000-\uf8ff—]|$)"
)
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_COMMENT = re.compile(r"\[[^\[\]]*@\w[^\[\]]*\]?|\[@\s?\w|(?<![\w.])@\w")
_LINK = re.compile(r"@\s?\w")
_FAR = 4000


def _raised(text: str, ranges: Sequence[tuple[int, int]]) -> str:
    """Return a text of the same length with the digits that `<sup>` raises as superscript signs."""
    parts, position = [], 0
    for start, end in ranges:
        parts += [text[position:start], text[start:end].translate(_RAISED)]
        position = end
    return "".join([*parts, text[position:]]) if parts else text


class Lookalikes:
    """Marks of kind `citation-like` (name `at`, `number`, `link`, `code`, `comment`) and `bare-number`, with places.

    `broken` holds for each block the offsets at which such an attempt stands: its sentence is not refused twice.
    """

    def __init__(self, harvester: Harvester, placed: Sequence[Placed], source: Source) -> None:
        self.source = source
        self.marks: list[Mark] = []
        self.broken: dict[int, list[int]] = {}
        self._after = self._tagged = 0
        comments = self._comments(harvester)
        for block in harvester.blocks:
            for start, end, name in self._in_text(block):
                value = block.run.text[start:end]
                kind = "bare-number" if name in ("bare", "raised") else "citation-like"
                place = self._raised if name == "raised" else self._place
                self._add(Mark(kind, name, value, place(value, placed[block.index], start, end)), block, start)
        for block_index, offset, text in comments:
            self._comment(harvester, placed, block_index, offset, text)

    def _add(self, mark: Mark, block: RawBlock | None, offset: int) -> None:
        self.marks.append(mark)
        if block is not None:
            self.broken.setdefault(block.index, []).append(offset)

    def _place(self, value: str, placed: Placed, start: int, end: int) -> Span:
        low, high = placed.extent(start, end)
        at = self.source.text.find(value, max(0, low - len(value) - 4), high + len(value) + 4)
        return self.source.span(at, at + len(value)) if at >= 0 else placed.span(start, end)

    def _raised(self, value: str, placed: Placed, start: int, end: int) -> Span:
        """Return the place of what a tag raises: no word of the source is aligned with it, so it is the next one."""
        low = max(placed.extent(0, end)[0], self._tagged)
        at = self.source.text.find(f">{value}<", low, low + _FAR) + 1
        self._tagged = at or self._tagged
        return self.source.span(at, at + len(value)) if at else placed.span(start, end)

    def _in_text(self, block: RawBlock) -> Iterator[tuple[int, int, str]]:
        text = block.run.text
        code = [(0, len(text))] if block.kind in ("code", "pre") else block.run.code
        for start, end, name in find_lookalikes(text):
            inside = any(low <= start < high for low, high in code)
            if inside and name == "at":
                yield start, end, "code"
            elif not inside:
                yield start, end, name
        for low, high in block.run.links:
            if _LINK.match(text, low):
                yield low, high, "link"
        if block.kind not in ("code", "pre"):
            shown = _raised(text, block.run.raised)
            for match in _BARE.finditer(shown) if _MAY_BE_BARE.search(shown) else ():
                group = "n" if match["n"] else "s"
                raised = group == "s" and match[group] != text[match.start(group) : match.end(group)]
                yield match.start(group), match.end(group), "raised" if raised else "bare"

    def _comments(self, harvester: Harvester) -> list[tuple[int, int, str]]:
        return [
            (at[0], at[1], match.group())
            for at, found in harvester.raw
            for comment in found.comments
            for match in _COMMENT.finditer(comment)
        ]

    def _comment(self, harvester: Harvester, placed: Sequence[Placed], index: int, offset: int, text: str) -> None:
        block = harvester.blocks[index] if 0 <= index < len(harvester.blocks) else None
        low = placed[index].extent(0, max(1, offset))[0] if block else 0
        at = self.source.text.find(text, max(low, self._after))
        at = at if at >= 0 else max(0, self.source.text.find(text))
        self._after = at + len(text)
        mark = Mark("citation-like", "comment", text, self.source.span(at, at + len(text)))
        self._add(mark, block, max(0, offset - 1))
