"""Orders of care in a sentence, and words by which it says what kind of evidence it has."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from citegate.lexicon import alternation, fold, inflect, load
from citegate.support import mentions

if TYPE_CHECKING:
    from citegate.bibliography import Work

_SHARE = re.compile(
    r"\bn\s?=\s?\d|\b\d+ of (?:the )?\d+\b|\b\d+/\d+\b"
    r"|\b\d[\d,]* (?:\w+ )?(?:adults|babies|children|infants|men|newborns|participants|patients|people|subjects|women)"
    r"\b"
)
_NAME = re.compile(r"\b[A-Z][A-Z-]{2,}[A-Z]\b")


def orders_care(text: str) -> bool:
    """Return whether a text orders something in the care of people: a drug, dose, patient or treatment is named.

    What is asked of researchers, or of the reader of a study, is no order of care.
    """
    folded = fold(text)
    ordered = mentions(folded, "positions", "orders") or mentions(folded, "positions", "order_phrases")
    if not (ordered or _imperative().search(folded)) or not mentions(folded, "positions", "care"):
        return False
    return not (_asks_researchers().search(folded) or mentions(folded, "positions", "asked_of_readers"))


def attributes(text: str) -> bool:
    """Return whether a text says whose advice it reports instead of giving it as its own."""
    if mentions(text, "positions", "attributions") or mentions(text, "positions", "secondhand"):
        return True
    return bool(_told().search(fold(text)))


def names_study(text: str, work: Work) -> bool:
    """Return whether a text says that what it states was found in a study: in words, by its people, by its name.

    The name of a study (`EMPA-KIDNEY`) is one that stands in the title or key of the work too.
    """
    if mentions(text, "positions", "studies") or _SHARE.search(fold(text)):
        return True
    known = f"{work.key} {work.fields.get('title', '')}".lower()
    return any(name.lower() in known for name in _NAME.findall(text))


def names_laboratory(text: str) -> bool:
    """Return whether a text says that what it states was found in animals or in the laboratory."""
    return mentions(text, "positions", "laboratory")


@cache
def _imperative() -> re.Pattern[str]:
    """Return the pattern of an order that begins a sentence, a clause after a colon, or a table cell."""
    verbs = alternation(load("positions")["imperatives"])
    return re.compile(
        rf"(?:\A\W*|[:;.!?]\s|\t)(?:(?:never|always|do not|don't|please|then|or|and)\s)?(?:{verbs})\b"
        r"(?!-|'|\s(?:and|are|by|during|for|from|in|is|of|on|or|was|were|with)\b)",
        re.IGNORECASE,
    )


@cache
def _told() -> re.Pattern[str]:
    """Return the pattern of a work that tells something: "a review of practical management lists …"."""
    tellers = alternation(load("positions")["tellers"])
    verbs = {form for verb in (*load("positions")["verbs"], *load("positions")["tells"]) for form in inflect(verb)[1:3]}
    return re.compile(
        rf"\b(?:an?|another|one|the|this|that|these|those|two|three|both|its|their)\s(?:[\w-]+\s){{0,3}}?(?:{tellers})\b"
        rf"[^.;:]{{0,80}}?(?<!\bis)(?<!\bare)(?<!\bwas)(?<!\bbe)(?<!\bwere)(?<!\bbeen)(?<!\bnot)\s(?:{alternation(sorted(verbs))})\b",
        re.IGNORECASE,
    )


@cache
def _asks_researchers() -> re.Pattern[str]:
    subjects = alternation(load("positions")["research"])
    return re.compile(
        rf"\b(?:{subjects})\b(?:[\s,-]+[\w']+){{0,4}}[\s,]+(?:should|must|ought|shall|needs?|is|are)\b", re.IGNORECASE
    )
