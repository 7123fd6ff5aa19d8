"""The index of all claims, in parts: a reader's question moves a few small files, however large the site.

All files are JSON. `start.json` holds what every question needs: numbers, filters, drugs as stems, words; `names.json`
the names of drugs, for a word that the site does not have.
`words/N.json` holds, for stems from one to the next in the order of the alphabet, the documents in which each stands,
best first and cut after `MOST` (static pruning of an index, Carmel et al., SIGIR 2001: what is cut is the weakest of
very common words). `texts/N.json` holds one document: an article with its claims, verbatim, and their citations.
Pure functions; nothing is computed per page twice.
"""

from __future__ import annotations

import base64
import json
from array import array
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from citegate.markers import KEPT, NBSP
from citegate.stems import stems, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

VERSION = 1
MOST = 300
"""Documents kept for each stem."""
PART = 4000
"""Characters of a part of the words, about."""
_TITLE, _HEADING = 6, 2
_APPROVED = 8
"""How far an approved article goes before others where a list is cut."""
_SHORT = 3
"""Letters of a name that is too short to be taken for a slip of the pen."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A claim, or a passage of a page that is no article.

    `lead` is what stands before it and is needed to understand it: the term that it defines, the header of its row.
    `cites` are places in the document's `sources`, and locators.
    """

    id: str
    text: str
    section: str = ""
    lead: str = ""
    plain: bool = False
    cites: tuple[tuple[int, str], ...] = ()
    drugs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A page that can be found. `kind` is `article` or `page`; `sources` are key, short name and type, as listed."""

    address: str
    title: str
    kind: str
    entries: tuple[Entry, ...]
    question: str = ""
    status: str = ""
    audience: tuple[str, ...] = ()
    updated: str = ""
    topics: tuple[str, ...] = ()
    drugs: tuple[str, ...] = ()
    sources: tuple[tuple[str, str, str], ...] = ()


class Piece(NamedTuple):
    """What a document gives to the index: `text` is its own file.

    `claims` says in how many of its claims each stem stands, `weights` how much the stem weighs in it.
    """

    kind: str
    status: str
    audience: tuple[str, ...]
    drugs: tuple[str, ...]
    entries: int
    claims: dict[str, int]
    weights: dict[str, int]
    text: str


@dataclass(slots=True)
class _Posting:
    """Where a stem stands: in how many claims, in which documents, and what it weighs in each."""

    claims: int = 0
    documents: array[int] = field(default_factory=lambda: array("I"))
    weights: array[int] = field(default_factory=lambda: array("B"))


class Index:
    """An index that grows by one document after the other, in any order. Of the pieces it keeps no words."""

    def __init__(self) -> None:
        """Begin with none."""
        self._postings: dict[str, _Posting] = {}
        self._pieces: dict[int, Piece] = {}

    def add(self, number: int, one: Piece) -> None:
        """Add a document's piece; `number` is its place in the index."""
        self._pieces[number] = one._replace(claims={}, weights={}, text="")
        for word, weight in one.weights.items():
            posting = self._postings.get(word)
            if posting is None:
                posting = self._postings[word] = _Posting()
            posting.claims += one.claims.get(word, 0)
            posting.documents.append(number)
            posting.weights.append(weight)

    def files(self, vocabulary: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        """Yield the path and text of each file that tells of all documents."""
        pieces = [self._pieces[number] for number in sorted(self._pieces)]
        parts = list(_parts(self._postings, {n for n, one in enumerate(pieces) if one.status == "Approved"}))
        names = {word for one in pieces for drug in one.drugs for word in words(drug)}
        yield "names.json", _json(sorted(word for word in names if len(word) > _SHORT))
        yield "start.json", _json(_start(pieces, vocabulary, [first for first, _ in parts]))
        for number, (_, text) in enumerate(parts):
            yield f"words/{number}.json", text


def files(documents: Sequence[Document], vocabulary: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield the path and text of each file of the index; documents go by their places in the order given."""
    index, texts = Index(), {}
    for number, document in enumerate(documents):
        made = piece(document)
        index.add(number, made)
        texts[f"texts/{number}.json"] = made.text
    yield from index.files(vocabulary)
    yield from texts.items()


def _start(documents: Sequence[Piece], vocabulary: Mapping[str, Any], parts: list[str]) -> dict[str, Any]:
    drugs = {drug for document in documents for drug in document.drugs}
    return {
        "version": VERSION,
        "documents": len(documents),
        "claims": sum(document.entries for document in documents),
        "parts": parts,
        "drugs": sorted({" ".join(stems(drug)) for drug in drugs}),
        "kind": _filter([(document.kind,) for document in documents]),
        "status": _filter([(document.status,) for document in documents]),
        "audience": _filter([document.audience for document in documents]),
        "words": vocabulary,
    }


def _filter(values: Sequence[tuple[str, ...]]) -> dict[str, str]:
    """Return for each value the documents that have it: one bit each, least first, in base 64."""
    bits: dict[str, bytearray] = {}
    for number, held in enumerate(values):
        for value in held:
            if value:
                bits.setdefault(value, bytearray(len(values) // 8 + 1))[number // 8] |= 1 << number % 8
    return {value: base64.b64encode(bytes(mask)).decode() for value, mask in sorted(bits.items())}


def piece(document: Document) -> Piece:
    """Return what a document gives to the index, whatever the others give."""
    claims: Counter[str] = Counter()
    for entry in document.entries:
        claims.update(_told(f"{entry.lead} {entry.text}"))
    weights = claims.copy()
    for section in dict.fromkeys(entry.section for entry in document.entries):
        weights.update(dict.fromkeys(_told(section), _HEADING))
    names = " ".join((document.title, document.question, *document.drugs, *document.topics))
    weights.update(dict.fromkeys(_told(names), _TITLE))
    about = (document.kind, document.status, document.audience, document.drugs, len(document.entries))
    least = {word: min(weight, 99) for word, weight in weights.items()}
    return Piece(*about, dict(claims), least, _json(_text(document)))


def _told(text: str) -> set[str]:
    return {word for word in stems(text) if len(word) > 1 or word.isdigit()}


def _parts(postings: Mapping[str, _Posting], approved: set[int]) -> Iterator[tuple[str, str]]:
    """Yield the first stem and the text of each part."""
    part: list[str] = []
    first, size = "", 0
    for word in sorted(postings):
        entry = f"{json.dumps(word)}:{_json(_flat(postings[word], approved))}"
        if part and size + len(entry) > PART:
            yield first, "{" + ",".join(part) + "}"
            part, size = [], 0
        if not part:
            first = word
        part.append(entry)
        size += len(entry) + 1
    if part:
        yield first, "{" + ",".join(part) + "}"


def _flat(posting: _Posting, approved: set[int]) -> list[int]:
    """Return claims, documents, then number and weight of the best, in the order of numbers, each as a step."""
    found = zip(posting.documents, posting.weights, strict=True)
    best = sorted(found, key=lambda d: (-d[1] - _APPROVED * (d[0] in approved), d[0]))[:MOST]
    flat = [posting.claims, len(posting.documents)]
    before = 0
    for number, weight in sorted(best):
        flat += [number - before, weight]
        before = number
    return flat


def _text(document: Document) -> dict[str, Any]:
    sections = list(dict.fromkeys(entry.section for entry in document.entries))
    place = {section: number for number, section in enumerate(sections)}
    return {
        "address": document.address,
        "title": document.title,
        "question": document.question,
        "kind": document.kind,
        "status": document.status,
        "audience": document.audience,
        "updated": document.updated,
        "topics": document.topics,
        "drugs": document.drugs,
        "sources": document.sources,
        "sections": sections,
        "claims": [_claim(entry, place[entry.section]) for entry in document.entries],
    }


def _claim(entry: Entry, section: int) -> list[Any]:
    """Return a claim as the list that the browser reads: id, text, section, lead, plain, citations, drugs.

    A number and its unit stay on one line, as they do on the page.
    """
    return [entry.id, KEPT.sub(NBSP, entry.text), section, entry.lead, int(entry.plain), entry.cites, entry.drugs]


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
