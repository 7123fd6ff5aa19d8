"""What the words around an effect say of it: that it is claimed, doubted, modelled, or only an example."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from citegate.article import Role
from citegate.effects import read
from citegate.values import NUMBER, plain
from citegate.wordlists import has, pattern

if TYPE_CHECKING:
    from citegate.article import Unit
    from citegate.effects import Estimate
    from citegate.shares import Share

_STATE = re.compile(
    r"\b(?:with|of|in|on|at|and|or)\s(?:reduced|increased|decreased|improved|raised|lowered|worsened)\b"
)
_LIMIT = re.compile(
    r"(?:[<>≤≥]|\b(?:above|below|than|exceeds|exceeding|over|under|least|most|if|suppose|example|e\.g\.|true|threshold|reaching)"
    r"\b[^.;]{0,30})\Z",
    re.IGNORECASE,
)
_BOUNDS = re.compile(rf"{NUMBER}\s?(?:-|to|,)\s?-?{NUMBER}")
_NEAR = 40
_BEFORE = 14


def claims_effect(unit: Unit) -> bool:
    """Return whether a unit claims a benefit or harm; a short cell names an outcome only."""
    cells = unit.text.split("\t") if unit.role is Role.ROW else [unit.text]
    told = [cell for cell in cells if unit.role is not Role.ROW or len(cell.split()) > 2]
    return any(has(_STATE.sub(" ", cell), "measures", "claims") for cell in told)


def hedged(text: str) -> bool:
    """Return whether a text says that an effect is not shown."""
    return has(text, "measures", "hedges")


def bare_ratios(text: str) -> list[Estimate]:
    """Return the ratios of a text with no interval before the next estimate that are no 1, no limit and no example."""
    found = read(text).estimates
    ends = [*(estimate.start for estimate in found[1:]), len(text)]
    return [estimate for estimate, end in zip(found, ends, strict=False) if _lacks_interval(text, estimate, end)]


def _lacks_interval(text: str, estimate: Estimate, end: int) -> bool:
    if estimate.kind != "ratio" or estimate.interval or estimate.percent or estimate.value.value == 1:
        return False
    before, after = (
        plain(text[max(0, estimate.start - 60) : estimate.start]),
        plain(text[estimate.value.end : max(end, estimate.value.end)]),
    )
    if _LIMIT.search(before) or _LIMIT.search(text[estimate.start : estimate.value.start]) or after.startswith(" or "):
        return False
    return not _BOUNDS.search(after) and "respectively" not in text


def modelled(text: str, share: Share) -> bool:
    """Return whether a percentage near a share is said to be modelled or adjusted, or is rounded freely."""
    if pattern("measures", "model").search(text[max(0, share.start - _NEAR) : share.end]):
        return True
    starts = (share.start, share.percent.start if share.percent else share.start)
    rounded = pattern("measures", "rounded")
    return any(rounded.search(text[max(0, at - _BEFORE) : at]) for at in starts)
