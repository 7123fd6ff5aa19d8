"""Bodies that issue guidelines: which of them a work or a sentence names, and whose position a sentence reports."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from citegate import glance
from citegate.lexicon import fold, inflect, listed, load, words
from citegate.support import carried_by_tertiary, host, kind, mentions

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from citegate.bibliography import Work

_ISSUER = ("author", "editor", "organization", "institution", "publisher", "collaboration")
_NAMED = (*_ISSUER, "title", "subtitle", "series", "howpublished", "note", "journal", "journaltitle")
_FIRST = re.compile(r"[^\W_]+")
_WORD = re.compile(r"[\w'.]+")
_STOP = re.compile(r"[;:()\[\]\t]|\.\s")
_BEFORE = re.compile(
    r"(?:according to|(?:recommended|advised|endorsed|suggested|stated|classified|listed|proposed|required) by)"
    r"(?:\s+(?:the|a|an|both|US|UK))*\s*\Z",
    re.IGNORECASE,
)
_ABBREVIATION = re.compile(r"\([A-Z][A-Za-z/&-]*\)")
_NOUNS = frozenset({"caution", "grade", "list", "prefer", "rank", "rate", "state"})
"""Verbs whose bare form after a body's name is a noun, or is not said of one body ("the WHO list")."""
_REACH = 9


class Named(NamedTuple):
    """A body named in a text: its first name in the list, the name as written, and where it starts and ends."""

    body: str
    name: str
    start: int
    end: int


@cache
def _names() -> dict[str, list[tuple[str, str]]]:
    """Return each name with its body's first name, the longest first, by the name's first word in lower case."""
    index: dict[str, list[tuple[str, str]]] = {}
    for body in load("guidelineissuers")["bodies"]:
        for name in body:
            index.setdefault(_FIRST.findall(name)[0].lower(), []).append((name, body[0]))
    return {word: sorted(names, key=lambda pair: -len(pair[0])) for word, names in index.items()}


def named(text: str) -> Iterator[Named]:
    """Yield the bodies that a text names, in order; short names in capitals are matched with their case."""
    end = 0
    for match in _FIRST.finditer(text):
        for name, body in _names().get(match[0].lower(), ()) if match.start() >= end else ():
            stop = match.start() + len(name)
            written = text[match.start() : stop]
            same = written == name if name.isupper() else written.lower() == name.lower()
            if same and not text[stop : stop + 1].isalnum():
                end = stop
                yield Named(body, written, match.start(), stop)
                break


@cache
def _kinds() -> re.Pattern[str]:
    """Return the pattern of a name that says that its bearer issues guidelines: `British Society for …`."""
    data = load("guidelineissuers")
    origins, joints, offices = ("|".join(map(re.escape, data[key])) for key in ("origins", "joints", "offices"))
    return re.compile(rf"\b(?:{origins})\s(?:[A-Z]\w+\s){{0,3}}(?:{joints})\b|\b(?:{offices})\b")


def speaks_for(work: Work) -> frozenset[str]:
    """Return the bodies that a work names as its issuer, in its title, or by the host of its address."""
    text = fold(" ; ".join(work.fields[name] for name in _NAMED if name in work.fields))
    labels = set(host(work).split("."))
    by_host = {body[0] for body in load("guidelineissuers")["bodies"] if any(n.lower() in labels for n in body)}
    return frozenset(found.body for found in named(text)) | by_host


def is_issued(work: Work, others: Iterable[str] = ()) -> bool:
    """Return whether a body that issues guidelines stands behind a work; `others` are a project's own bodies.

    Its name in the title alone does not count where a tertiary source carries the work: that is a summary.
    """
    names = tuple(name.lower() for name in others)
    issuer = fold(" ; ".join(work.fields[name] for name in _ISSUER if name in work.fields))
    title = fold(" ; ".join(work.fields[name] for name in ("title", "subtitle", "series") if name in work.fields))
    if _names_body(issuer, names):
        return True
    return not carried_by_tertiary(work) and (_names_body(title, names) or bool(speaks_for(work)))


def _names_body(text: str, others: tuple[str, ...]) -> bool:
    lower = text.lower()
    known = any(True for _ in named(text)) or bool(_kinds().search(text))
    return known or any(name in lower for name in others)


@cache
def _verbs() -> frozenset[str]:
    """Return the verbs that report a position, in their bare, third-person and past forms."""
    bare = {verb for verb in load("positions")["verbs"] if verb not in _NOUNS}
    return frozenset(bare.union(*(inflect(verb)[1:3] for verb in load("positions")["verbs"])))


@cache
def _reporting() -> frozenset[str]:
    """Return the words of which one stands in each text that reports a position."""
    return _verbs() | {"according"}


def positions(text: str) -> Iterator[tuple[frozenset[str], str]]:
    """Yield the bodies whose position a text reports ("The AHA recommends …"), each with its name in the text.

    Bodies joined by a stroke ("AHA/ACC") speak with one voice and are yielded together.
    """
    folded = fold(text)
    if _reporting().isdisjoint(glance.words(folded)) or _reporting().isdisjoint(words(folded.lower())):
        return
    for group in _voices(folded):
        start, end = group[0].start, group[-1].end
        if _BEFORE.search(folded[:start]) or _says(folded[end : end + 120]):
            yield frozenset(found.body for found in group), folded[start:end]


def _voices(text: str) -> Iterator[list[Named]]:
    group: list[Named] = []
    for found in named(text):
        if group and text[group[-1].end : found.start] != "/":
            yield group
            group = []
        group.append(found)
    if group:
        yield group


def _says(rest: str) -> bool:
    """Return whether a position verb follows a body's name, with nothing but its documents and partners between."""
    if rest.startswith("-"):
        return False
    rest = _ABBREVIATION.sub(" ", rest)
    documents, between = listed("positions", "documents"), listed("positions", "between")
    for match in list(_WORD.finditer(_STOP.split(rest, maxsplit=1)[0]))[:_REACH]:
        word = match[0].strip("'.")
        if word.lower() in _verbs():
            return True
        passed = word.lower() in between or word.lower() in documents or word[:1].isupper() or word.isdigit()
        if word and not passed:
            return False
    return False


def is_regulator(body: str) -> bool:
    """Return whether what a body decides is made known by drug labels."""
    return body in listed("positions", "regulators")


def answers_for(work: Work, body: str) -> bool:
    """Return whether a work is a body's own word: issued by it, or a label of a drug that it regulates."""
    return body in speaks_for(work) or (is_regulator(body) and kind(work) in ("drug-label", "government"))


def is_secondhand(*texts: str) -> bool:
    """Return whether one of these texts says that the position is known from somebody else's report."""
    return any(mentions(text, "positions", "secondhand") for text in texts)
