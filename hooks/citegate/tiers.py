"""What a sentence claims: tier A needs a citation of its own, tier B one nearby. See "What a claim is" in the rules."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from citegate.lexicon import NEUTRAL, Phrasebook, alternation, fold, inflect, load, words
from citegate.quantities import estimates, has_dose, has_quantity, measures

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["asserts", "has_dose", "has_quantity", "is_gap", "is_question", "reasons", "tier"]

REASONS = ("effect measure", "quantity", "organisation", "directive", "evidence", "comparison", "causal", "quotation")
"""Why a sentence is tier A, in the order in which `tier` prefers them."""

_BE = frozenset({"is", "are", "was", "were", "be", "been", "remain", "remains", "considered"})
_BETWEEN = frozenset({"not", "also", "often", "still", "only", "no", "longer", "always", "then", "best"})
_QUESTION = re.compile(r"[?؟？][\s\"'”’»)\]]*\Z")  # noqa: RUF001 - the marks of other scripts are meant
_GRADE = re.compile(
    r"\b(?:class|COR|LOE|grade|level|strength)\s?(?:of (?:recommendation|evidence)\s?)?[:=]?\s?(?:[1-4][abc]?|I{1,3}V?|[A-D])\b"
    r"|:\s(?:harm|no benefit)\b",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"“([^“”]*)”|«([^«»]*)»|„([^„“”]*)[“”]|(?<!\w)'([^']*)'(?!\w)|\"([^\"]*)\"")


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
def _listed(name: str, key: str) -> frozenset[str]:
    return frozenset(load(name)[key])


@cache
def _orders() -> re.Pattern[str]:
    """Return the pattern of a bare imperative at the start of a sentence, clause or table cell."""
    data = load("directives")
    return re.compile(
        r"(?:\A[\W\d]{0,6}(?:[a-z]\)\s)?|[,;:.!?)-]\s{1,2}|\t|\b(?:then|please)\s)"
        r"(?:(?:then|or|and|please|also|first|next|instead|slowly|gradually|immediately|carefully)\s){0,2}"
        rf"(?:{alternation(data['imperatives'])})\b(?!['’]|[\s-](?:{alternation(data['no_order_before'])})\b)",  # noqa: RUF001
        re.IGNORECASE,
    )


def reasons(text: str) -> tuple[str, ...]:
    """Return every reason why a sentence, list item or table row (cells parted by tabs) is tier A, `REASONS` in order."""
    folded = fold(text)
    cased = words(folded)
    lower = [word.lower() for word in cased]
    found = _phrasebook().kinds(lower)
    checks = {
        "effect measure": lambda: estimates(folded),
        "quantity": lambda: measures(folded),
        "organisation": lambda: _reports_position(cased, lower, found),
        "directive": lambda: _directs(folded, lower),
        "evidence": lambda: _speaks_of_evidence(folded, lower),
        "comparison": lambda: _compares(lower),
        "quotation": lambda: _quotes(text),
    }
    return tuple(reason for reason in REASONS if reason in found or (reason in checks and checks[reason]()))


def tier(text: str) -> tuple[str, str]:
    """Return ("A", the first reason) for text that needs a citation of its own, else ("B", "statement")."""
    found = reasons(text)
    return ("A", found[0]) if found else ("B", "statement")


def _reports_position(cased: Sequence[str], lower: Sequence[str], found: set[str]) -> bool:
    """Return whether a named body or its document takes a position ("The AHA lists …", "the label states …")."""
    verbs = _forms("organisations")
    if "body" in found or not _listed("organisations", "acronyms").isdisjoint(cased):
        return not verbs.isdisjoint(lower)
    if "document" not in found:
        return False
    documents = {name.rpartition(" ")[2] for name in load("organisations")["documents"]}
    return "according" in lower or any(
        word in documents and not verbs.isdisjoint(lower[index + 1 : index + 5]) for index, word in enumerate(lower)
    )


def _directs(folded: str, lower: Sequence[str]) -> bool:
    """Return whether the sentence gives an order, or says that something is needed, indicated or reasonable."""
    wanted = _listed("directives", "after_be")
    for index, word in enumerate(lower):
        if word in _BE:
            for later in lower[index + 1 : index + 4]:
                if later in wanted:
                    return True
                if later not in _BETWEEN and not later.endswith("ly"):
                    break
    return bool(_orders().search(folded))


def _speaks_of_evidence(folded: str, lower: Sequence[str]) -> bool:
    """Return whether the sentence says what the evidence shows, lacks or is worth."""
    nouns, says = _listed("evidence", "nouns"), _listed("evidence", "says")
    seen = -9
    for index, word in enumerate(lower):
        if word in says and index - seen <= 8:
            return True
        if word in nouns:
            seen = index
    return bool(_GRADE.search(folded)) or _has_gap(lower)


def _compares(lower: Sequence[str]) -> bool:
    """Return whether a "versus" stands in a sentence and not in a title: with a verb or a number."""
    if _listed("comparison", "versus").isdisjoint(lower):
        return False
    return any(word[0].isdigit() or word in _finite() for word in lower)


def _quotes(text: str) -> bool:
    """Return whether at least three words stand between quotation marks."""
    return any(len("".join(part or "" for part in match.groups()).split()) >= 3 for match in _QUOTED.finditer(text))


def is_question(text: str) -> bool:
    """Return whether the text ends with a question mark, quotation marks and brackets after it aside."""
    return bool(_QUESTION.search(text))


@cache
def _gaps() -> re.Pattern[str]:
    """Return the patterns of an evidence gap, with their placeholders filled in."""
    data = load("evidence")["gap"]
    fillers = {
        "NOUN": rf"(?:{alternation(data['nouns'])})\b",
        "ANY": r"(?:\S+ ){0,4}?",
        "PLAIN": rf"(?:(?!(?:{alternation(data['not_plain'])}) )\S+ ){{0,5}}?",
    }
    patterns = "|".join(data["patterns"])
    for name, filler in fillers.items():
        patterns = patterns.replace(name, filler)
    return re.compile(rf"\b(?:{patterns})")


def _has_gap(lower: Sequence[str]) -> bool:
    """Return whether the words hold a statement of an evidence gap."""
    if frozenset(load("evidence")["gap"]["trigger"]).isdisjoint(lower):
        return False
    return bool(_gaps().search(" ".join(lower)))


def is_gap(text: str) -> bool:
    """Return whether the text states that evidence is missing, and orders nothing: what `{.gap}` may mark."""
    lower = [word.lower() for word in words(fold(text))]
    return _has_gap(lower) and frozenset(load("evidence")["gap"]["not_with"]).isdisjoint(lower)


@cache
def _finite() -> frozenset[str]:
    """Return verb forms that make a phrase a statement: auxiliaries, third persons, past tenses."""
    verbs = {
        form
        for name in ("headings", "causal", "evidence", "organisations", "directives")
        for verb in load(name).get("verbs", ())
        for form in inflect(verb)[1:3]
    }
    return frozenset(verbs.union(load("headings")["auxiliaries"], load("headings")["irregular"]))


@cache
def _assertions() -> Phrasebook:
    book = Phrasebook()
    book.add("assertion", load("headings")["asserting"])
    book.add("assertion", load("headings")["asserting_phrases"])
    book.add(NEUTRAL, load("headings")["topics"])
    return book


def asserts(text: str) -> bool:
    """Return whether a heading, caption or alternative text claims something instead of naming a topic or asking."""
    if is_question(text):
        return False
    folded = fold(text)
    lower = [word.lower() for word in words(folded)]
    if measures(folded) or estimates(folded) or _GRADE.search(folded):
        return True
    if not lower or lower[0] in _listed("headings", "questions"):
        return False
    return bool(_assertions().kinds(lower)) or bool(_orders().search(folded)) or _has_verb(lower)


def _has_verb(lower: Sequence[str]) -> bool:
    """Return whether one of the words is a finite verb where it stands."""
    nouns, no_verb_after = _listed("headings", "nouns"), _listed("headings", "no_verb_after")
    auxiliaries = _listed("headings", "auxiliaries")
    for index, word in enumerate(lower):
        if word in auxiliaries:
            return True
        if word not in _finite() or (index and lower[index - 1] in no_verb_after):
            continue
        participle = word.endswith("ed") and index == 0
        last = index + 1 == len(lower)
        if not participle and not (word in nouns and (index == 0 or last or lower[index + 1] in no_verb_after)):
            return True
    return False
