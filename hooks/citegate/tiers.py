"""What a sentence claims: tier A needs a citation of its own, tier B one nearby. See "What a claim is" in the rules."""

# ruff: noqa: RUF001 - quotation marks of many scripts are meant as they stand

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from citegate import gaps, glance, imperatives
from citegate.lexicon import NEUTRAL, Phrasebook, inflect, listed, load, words
from citegate.once import per_text
from citegate.quantities import estimates, has_dose, has_quantity, measures
from citegate.quotations import QUOTED, has_marks
from citegate.verbs import finite, has_verb

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["asserts", "has_dose", "has_quantity", "is_gap", "is_question", "reasons", "tier", "unquoted"]

_BE = frozenset({"is", "are", "was", "were", "be", "been", "remain", "remains", "considered"})
_BETWEEN = frozenset({"not", "also", "often", "still", "only", "no", "longer", "always", "then", "best"})
_QUESTION = re.compile(r"[?؟？][\s\"'”’»)\]]*\Z")
_GRADE = re.compile(
    r"\b(?:class|COR|LOE|grade|level|strength)\s?(?:of (?:recommendation|evidence)\s?)?[:=]?\s?"
    r"(?:[1-4][abc]?|I{1,3}V?|(?-i:[A-D]))\b"
    r"|:\s(?:harm|no benefit)\b",
    re.IGNORECASE,
)
_GRADED = ("class", "cor", "loe", "grade", "level", "strength", "harm", "no benefit")
"""One of these stands in every text with a grade."""
_COMPOUND = re.compile(r"(?<=\w)-(?=\w)")


class _Reading(NamedTuple):
    """A text as written and as judged: folded, its words with and without case, kinds of phrases, a project's units."""

    text: str
    folded: str
    cased: list[str]
    lower: list[str]
    found: set[str]
    own: tuple[str, ...]


@per_text
def _read(text: str, own: tuple[str, ...]) -> _Reading:
    folded = glance.folded(text)
    cased = words(folded)
    lower = " ".join(cased).lower().split(" ")
    return _Reading(text, folded, cased, lower, _phrasebook().kinds(lower), own)


@per_text
def _measures(text: str, own: tuple[str, ...]) -> bool:
    reading = _read(text, own)
    return measures(reading.folded, reading.lower, own)


@per_text
def _estimates(text: str, own: tuple[str, ...]) -> bool:
    reading = _read(text, own)
    return estimates(reading.folded, reading.cased)


@cache
def _phrasebook() -> Phrasebook:
    """Return the phrases of all data files, each of the kind that `reasons` reads."""
    book = Phrasebook()
    for kind, name in (
        ("directive", "directives"),
        ("causal", "causal"),
        ("comparison", "comparison"),
        ("evidence", "evidence"),
    ):
        data = load(name)
        book.add(kind, data["words"])
        book.add(kind, data["phrases"])
        book.add(kind, (form for verb in data.get("verbs", ()) for form in inflect(verb)))
        book.add(NEUTRAL, data["neutral"])
    book.add("quantity", load("units")["frequency"]["phrases"])
    book.add(NEUTRAL, load("units")["frequency"]["neutral"])
    book.add("effect measure", load("effects")["phrases"])
    book.add("directive", (f"be {done}" for done in load("directives")["done"]))
    orders = [order for key in ("imperatives", "noun_imperatives", "forbidden") for order in load("directives")[key]]
    book.add("directive", (f"{refusal} {order}" for order in orders for refusal in ("do not", "don't", "not to")))
    book.add("body", load("organisations")["names"])
    book.add("document", load("organisations")["documents"])
    return book


@cache
def _forms(name: str) -> frozenset[str]:
    """Return the inflected verbs and the single words of a data file as one set."""
    data = load(name)
    verbs = {form for verb in data["verbs"] for form in inflect(verb)}
    return frozenset(verbs.union(data.get("words", ()), data.get("irregular", ())))


@cache
def _last_words(name: str, key: str) -> frozenset[str]:
    """Return the words that the phrases of a list end with."""
    return frozenset(phrase.rpartition(" ")[2] for phrase in load(name)[key])


def reasons(text: str, own: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Return every reason why a sentence, list item or table row (cells parted by tabs) is tier A, in order.

    `own` are the units that a project adds, here and below.
    """
    return tuple(_reasons(_read(text, own)))


def unquoted(text: str) -> str:
    """Return a text with nothing between its quotation marks: what it says itself."""
    return QUOTED.sub("“”", text)


def tier(text: str, own: tuple[str, ...] = ()) -> tuple[str, str]:
    """Return ("A", the first reason) for text that needs a citation of its own, else ("B", "statement")."""
    first = next(_reasons(_read(text, own)), None)
    return ("A", first) if first else ("B", "statement")


def _reasons(reading: _Reading) -> Iterator[str]:
    """Yield the reasons, each looked for only when it is asked for."""
    for reason, check in _CHECKS.items():
        if reason in reading.found or check(reading):
            yield reason


def _reports_position(reading: _Reading) -> bool:
    """Return whether a named body or its document takes a position ("The AHA lists …", "the label states …")."""
    lower, verbs = reading.lower, _forms("organisations")
    if "body" in reading.found or not listed("organisations", "acronyms").isdisjoint(reading.cased):
        return not verbs.isdisjoint(lower)
    if "document" not in reading.found:
        return False
    last_words = _last_words("organisations", "documents")
    return "according" in lower or any(
        word in last_words and not verbs.isdisjoint(lower[index + 1 : index + 5]) for index, word in enumerate(lower)
    )


def _directs(reading: _Reading) -> bool:
    """Return whether the sentence gives an order, or says that something is needed, indicated or reasonable."""
    wanted, lower = listed("directives", "after_be"), reading.lower
    for index, word in enumerate(lower if not _BE.isdisjoint(lower) else ()):
        if word in _BE:
            for later in lower[index + 1 : index + 4]:
                if later in wanted:
                    return True
                if later not in _BETWEEN and not later.endswith("ly"):
                    break
    if lower[0] == "only" and not {"may", "can"}.isdisjoint(lower[1:7]):
        return True
    return imperatives.orders(reading.folded) or imperatives.opens(reading.folded)


def _speaks_of_evidence(reading: _Reading) -> bool:
    """Return whether the sentence says what the evidence shows, lacks or is worth."""
    nouns, says, qualities = (listed("evidence", name) for name in ("nouns", "says", "qualities"))
    seen, told = -9, not says.isdisjoint(reading.lower) or not qualities.isdisjoint(reading.lower)
    for index, word in enumerate(reading.lower if told else ()):
        if word in says and index - seen <= 8:
            return True
        if word in qualities and index - seen <= 5 and not _BE.isdisjoint(reading.lower[index - 2 : index]):
            return True
        if word in nouns:
            seen = index
    return _grades(reading.folded) or gaps.has_gap(reading.lower)


def _grades(folded: str) -> bool:
    """Return whether a text holds a grade of a recommendation or of evidence."""
    low = glance.lowered(folded)
    return any(sign in low for sign in _GRADED) and bool(_GRADE.search(folded))


def _compares(reading: _Reading) -> bool:
    """Return whether there is more of something countable, or a "versus" with a verb or a number, as no title has."""
    more_of = listed("comparison", "more_of")
    if any(w == "more" and not more_of.isdisjoint(reading.lower[i + 1 : i + 4]) for i, w in enumerate(reading.lower)):
        return True
    if listed("comparison", "versus").isdisjoint(reading.lower):
        return False
    return any(word[0].isdigit() or word in finite() for word in reading.lower)


def _quotes(reading: _Reading) -> bool:
    """Return whether at least three words stand between quotation marks."""
    found = QUOTED.finditer(reading.text) if has_marks(reading.text) else ()
    return any(len("".join(part or "" for part in match.groups()).split()) >= 3 for match in found)


_CHECKS: dict[str, Callable[[_Reading], bool]] = {
    "effect measure": lambda reading: _estimates(reading.text, reading.own),
    "quantity": lambda reading: _measures(reading.text, reading.own),
    "organisation": _reports_position,
    "directive": _directs,
    "evidence": _speaks_of_evidence,
    "comparison": _compares,
    "causal": lambda reading: reading.lower[-1] in listed("causal", "final"),
    "quotation": _quotes,
}
"""The reasons in the order in which `tier` prefers them, and what finds them beside the phrases of the data files."""


def is_question(text: str) -> bool:
    """Return whether the text ends with a question mark, quotation marks and brackets after it aside."""
    return any(mark in text for mark in "?؟？") and bool(_QUESTION.search(text))


def is_gap(text: str, own: tuple[str, ...] = ()) -> bool:
    """Return whether the text states that evidence is missing, and orders nothing: what `{.gap}` may mark."""
    return gaps.is_gap(_read(text, own).lower)


@cache
def _assertions() -> Phrasebook:
    book = Phrasebook()
    book.add("assertion", load("headings")["asserting"])
    book.add("assertion", load("headings")["asserting_phrases"])
    book.add(NEUTRAL, load("headings")["topics"])
    return book


def asserts(text: str, own: tuple[str, ...] = ()) -> bool:
    """Return whether a heading, caption or alternative text claims something instead of naming a topic or asking."""
    if is_question(text):
        return False
    folded = glance.folded(text)
    if "-" in folded:
        lower = [word.lower() for word in words(_COMPOUND.sub("", folded))]
        measured = measures(folded, lower, own)
    else:
        lower, measured = _read(text, own).lower, _measures(text, own)
    if measured or _estimates(text, own) or _grades(folded):
        return True
    if not any(lower) or lower[0] in listed("headings", "questions"):
        return False
    leads_in = folded.rstrip().endswith(":")
    return bool(_assertions().kinds(lower)) or imperatives.orders(folded) or has_verb(lower, leads_in=leads_in)
