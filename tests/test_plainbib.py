"""Entries that are read quickly are read as the splitter reads them."""

from __future__ import annotations

import random
from pathlib import Path

from citegate import plainbib
from citegate.bench.workshop import bibliography
from citegate.bibblocks import by_splitter, split

FILES = sorted(Path(__file__).parent.rglob("*.bib"))
TEXTS = [text for file in FILES if (text := file.read_bytes().decode("utf-8", "replace"))]
SIGNS = '{}"@,=#\n\\( )%a1\r\t'
CASES = 4_000


def test_files_are_cut_alike() -> None:
    """Every .bib of the tests is cut into the same blocks, and so is the shipped bibliography."""
    shipped = Path(__file__).resolve().parents[1] / "references.bib"
    for text in (*TEXTS, shipped.read_text(encoding="utf-8")):
        assert list(split(text)) == list(by_splitter(text, 0))


def test_broken_files_are_cut_alike() -> None:
    """Pieces of files, joined at random, with signs put in and taken out, are cut into the same blocks."""
    chance = random.Random(8)  # noqa: S311 - texts, not secrets
    for _ in range(CASES):
        text = chance.choice(TEXTS)
        start = chance.randrange(len(text))
        signs = list(text[start : start + chance.randint(20, 900)] + chance.choice(["", chance.choice(TEXTS)[:400]]))
        for _ in range(chance.randint(0, 5)):
            at = chance.randrange(len(signs) + 1)
            signs[at : at + chance.choice([0, 0, 1, 3])] = chance.choice([SIGNS[chance.randrange(len(SIGNS))], ""])
        broken = "".join(signs)
        assert list(split(broken)) == list(by_splitter(broken, 0)), broken


def test_the_splitter_is_not_asked_for_plain_entries() -> None:
    """A bibliography as people write them is read without the splitter; one odd entry costs one short part."""

    entries = [entry.text for entry in bibliography(50)]
    entries[25:25] = ['@misc{odd, title = "Quoted", year = 2024}\n']
    parts = list(plainbib.parts("\n".join(entries)))
    rest = [part for part in parts if isinstance(part, plainbib.Rest) and part.text.strip()]
    assert [part.text.strip() for part in rest] == [entries[25].strip()]
    assert len(parts) - len(rest) >= 50
