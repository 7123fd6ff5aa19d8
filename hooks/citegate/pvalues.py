"""p values in a text: "p = 0.03", "P<.001", "P value of 0.2", "p for interaction = 0.4"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from citegate.values import NUMBER, Number, group

_P_WORDS = (
    "values?|for|of|the|interaction|trend|heterogeneity|het|int|non-?inferiority|superiority|difference"
    "|subgroup|between"
)
_SIGNS = ("=", "<", ">", "value", "≤", "≥")
"""One of these stands in each p value."""
_P = re.compile(
    rf"(?<![\w.-])[pP](?P<about>(?:[\s_-]?(?:{_P_WORDS})\b){{0,4}})\s?(?P<sign>[<>=≤≥]{{1,2}}|(?<=value)\s(?:of|was|is)\b"
    rf"|(?<=values)\s(?:of|was|is)\b)\s?(?P<value>-?{NUMBER})(?!\s?[×x*·]\s?10|[eE]-?\d)"
)


@dataclass(frozen=True, slots=True)
class PValue:
    """A p value: its sign (`< > = ≤ ≥`), and what it is for where that is named ("interaction")."""

    sign: str
    value: Number
    about: str
    start: int
    end: int


def read_ps(flat: str) -> tuple[PValue, ...]:
    """Return the p values of a plain text in order."""
    if not any(sign in flat for sign in _SIGNS):
        return ()
    return tuple(_p_value(match) for match in _P.finditer(flat))


def _p_value(match: re.Match[str]) -> PValue:
    about = re.sub(r"\b(?:values?|of|the)\b|[-_]", " ", match["about"]).strip()
    sign = match["sign"].strip()
    return PValue(sign if sign[0] in "<>=≤≥" else "=", group(match, "value"), about, match.start(), match.end())
