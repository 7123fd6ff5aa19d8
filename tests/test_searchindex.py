"""The search index as the build writes it: words, vocabulary, what is cut where, which drug a claim is about."""

from __future__ import annotations

import base64
import json

import pytest
from citegate.passages import about
from citegate.searchindex import MOST, PART, Document, Entry, files
from citegate.stems import stem, stems, words
from citegate.vocabulary import vocabulary


def written(*documents: Document) -> dict[str, object]:
    """Return the files of the index by path, parsed."""
    return {path: json.loads(text) for path, text in files(documents, vocabulary({"eGFR": "filtration rate"}))}


def document(number: int, text: str, status: str = "Submitted", title: str = "A widget") -> Document:
    """Return an article with one claim."""
    return Document(f"articles/{number}/", title, "article", (Entry(f"c-{number}", text),), "", status, ("patient",))


def postings(index: dict[str, object], word: str) -> tuple[int, int, dict[int, int]]:
    """Return how many claims and documents have a stem, and the weights of those that were kept."""
    (flat,) = [part[word] for path, part in index.items() if path.startswith("words/") and word in part]  # type: ignore[operator,index]
    kept, number = {}, 0
    for step, weight in zip(flat[2::2], flat[3::2], strict=True):
        number += step
        kept[number] = weight
    return flat[0], flat[1], kept


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("haemodialysis", "hemodialysis"),
        ("stopped", "stopping"),
        ("dose", "doses"),
        ("seizures", "Seizure"),
        ("randomised", "randomized"),
        ("allergies", "allergy"),
        ("Rösner", "rosner"),
    ],
)
def test_forms_of_a_word_are_one(one: str, other: str) -> None:
    """Numbers, spellings and endings of a word make no difference to the search."""
    assert stems(one) == stems(other)


@pytest.mark.parametrize(
    ("one", "other"), [("hypertension", "hypotension"), ("0.2", "2"), ("SGLT2", "SGLT"), ("one", "on")]
)
def test_other_words_stay_apart(one: str, other: str) -> None:
    """Words and numbers that mean something else are not taken for one."""
    assert stems(one) != stems(other)


def test_numbers_and_units_are_words() -> None:
    """A decimal is one word; a hyphen parts two."""
    assert words("GLP-1: 0.2 mg, 15,000") == ["glp", "1", "0.2", "mg", "15,000"]
    assert stem("sglt2") == "sglt2"


def test_glossary_is_part_of_the_vocabulary() -> None:
    """An abbreviation stands for its meaning and the other way round."""
    assert [stem("egfr"), " ".join(stems("filtration rate"))] in vocabulary({"eGFR": "filtration rate"})["groups"]


def test_every_file_is_small() -> None:
    """However many documents have a word, what it moves is bounded; the best and the approved are kept."""
    plain = [document(n, "The widget is blue.") for n in range(2 * MOST)]
    named = document(2 * MOST, "The widget is blue.", title="Blue widgets")
    approved = document(2 * MOST + 1, "The widget is blue.", "Approved")
    index = written(*plain, named, approved)
    claims, count, kept = postings(index, "blu")
    assert (claims, count, len(kept)) == (2 * MOST + 2, 2 * MOST + 2, MOST)
    assert {2 * MOST, 2 * MOST + 1} <= set(kept)
    sizes = {path: len(text) for path, text in files([*plain, named, approved], vocabulary({}))}
    assert max(size for path, size in sizes.items() if path.startswith("words/")) < PART + 10 * MOST


def test_parts_go_by_the_alphabet() -> None:
    """Each part begins where `start.json` says, and no stem is lost or twice."""
    index = written(*(document(n, f"Widget{n} is part of gadget{n * 7}.") for n in range(400)))
    start = index["start.json"]
    parts = [index[f"words/{n}.json"] for n in range(len(start["parts"]))]  # type: ignore[index]
    assert [next(iter(part)) for part in parts] == start["parts"]  # type: ignore[index,call-overload]
    every = [word for part in parts for word in part]  # type: ignore[attr-defined]
    assert every == sorted(set(every))


def test_filters_hold_every_document() -> None:
    """The bits of a status are those of the documents that have it."""
    index = written(*(document(n, "Blue.", "Approved" if n in (3, 17) else "Submitted") for n in range(20)))
    mask = base64.b64decode(index["start.json"]["status"]["Approved"])  # type: ignore[index]
    assert [n for n in range(20) if mask[n // 8] >> n % 8 & 1] == [3, 17]


def test_claims_stand_verbatim() -> None:
    """A document's file holds what readers see: text, place, sources with locators; a unit stays with its number."""
    entry = Entry("c-1", "The widget <b>weighs</b> about 3 kg.", "Weight", "Widgets:", plain=True, cites=((0, "p. 4"),))
    article = Document("articles/w/", "Widgets", "article", (entry,), sources=(("smith", "Smith 2020", "Trial"),))
    (text,) = [value for path, value in written(article).items() if path == "texts/0.json"]
    assert text["claims"] == [["c-1", "The widget <b>weighs</b> about 3\u00a0kg.", 0, "Widgets:", 1, [[0, "p. 4"]], []]]  # type: ignore[index]
    assert text["sources"] == [["smith", "Smith 2020", "Trial"]]  # type: ignore[index]


def test_a_claim_is_about_the_drug_that_was_named_last() -> None:
    """The drugs of a claim are those that it names, else those before it in its section, its heading, the article."""
    told = [
        ("", "It is blue."),
        ("Alphadrug", "It is red."),
        ("Alphadrug", "Betadrug is green."),
        ("Alphadrug", "It is round."),
        ("Weight", "Alphadrug and betadrug weigh the same."),
    ]
    both = ("alphadrug", "betadrug")
    assert list(about(told, both)) == [both, ("alphadrug",), ("betadrug",), ("betadrug",), both]
