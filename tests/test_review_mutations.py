"""What an approval is bound to, by changing single bytes: each change of what it rests on ends it, no other does."""

from __future__ import annotations

import random
import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from citegate.errors import ConfigurationError
from citegate.project import Project
from citegate.review.reviews import Reviews

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.review_project import ARTICLE, RECORDS, TODAY, Reviewed, approved
else:
    from review_project import ARTICLE, RECORDS, TODAY, Reviewed, approved

BIB = "references.bib"
NOTICE = "docs/editorial/notices/professional-use.md"
BOUND = {
    ARTICLE: 700,
    BIB: 500,
    RECORDS: 500,
    "docs/.snippets/storage.md": 150,
    "docs/articles/widget.png": 150,
    NOTICE: 150,
}
"""How many bytes are changed in each file; of the .bib within the entries that the article cites."""
FREE = {"docs/articles/other.md": 1000, BIB: 1150}
"""How many are changed that the article does not rest on; of the .bib within the other entries."""
BYTES = b"aZ09 \n\r\t.,;:'\"{}[]()@#%&=-_*\\/\x00\x7f\xc3\xff"
CITED = ("alpha", "beta", "gamma")


class Judge:
    """Tells whether the article is approved as the files now stand, with one parser and each signature checked once."""

    def __init__(self, project: Reviewed) -> None:
        self.root = project.root
        self.first = Project(project.root)
        self.verifier = self.first.reviews.verifier
        self.read: dict[str, bytes] = {}

    def approved(self, changed: str) -> bool:
        """Return whether the article is declared approved and its records bear that out."""
        fresh = Project(self.root)
        kept = ["settings", "policy", "glossary", "addresses", "parser", "roster"]
        kept += [] if changed == BIB else ["bibliography"]
        kept += [] if changed == NOTICE else ["notices"]
        fresh.__dict__.update({name: getattr(self.first, name) for name in kept})
        parser = fresh.parser
        parser.setting = replace(parser.setting, known=fresh.bibliography.works)
        reviews = Reviews(fresh, TODAY)
        reviews.__dict__["verifier"] = self.verifier
        try:
            article = fresh.read(self.root / ARTICLE)
            return article.declared == "approved" and reviews.of(article).approved
        except ConfigurationError:
            return False


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Reviewed:
    """An approved article."""
    return approved(tmp_path_factory.mktemp("mutations"), bib=lambda text: text[: text.index("@article{bowery-1980")])


def mutants(data: bytes, places: list[int], number: int, seed: str) -> Iterator[tuple[str, bytes]]:
    """Yield texts that differ from the data in one byte: another one, one less, one more.

    No byte makes a whole .bib unreadable that is no UTF-8: such a file is refused as a whole.
    """
    end = -2 if seed == BIB else None
    chance = random.Random(seed)  # noqa: S311 - a sample that is the same in each run
    for _ in range(number):
        at, byte = chance.choice(places), chance.choice(BYTES[:end])
        kind = chance.choice(("other", "less", "more"))
        changed = {
            "other": data[:at] + bytes([byte]) + data[at + 1 :],
            "less": data[:at] + data[at + 1 :],
            "more": data[:at] + bytes([byte]) + data[at:],
        }[kind]
        if changed != data:
            yield f"{kind} at {at}: {byte!r}", changed


def entries(data: bytes, *, cited: bool) -> list[int]:
    """Return the places within the entries of a .bib that are cited, or within the others."""
    places: list[int] = []
    for match in re.finditer(rb"^@\w+\{([\w-]+),(?:.*\n)*?\}", data, re.MULTILINE):
        if (match[1].decode() in CITED) is cited:
            places += range(match.start() + 1, match.end() - 1)
    return places


def survivors(project: Reviewed, path: str, number: int, places: list[int], *, expected: bool) -> list[str]:
    """Return the changes of a file after which the article is approved though it should not be, or the other way."""
    file, judge = project.root / path, Judge(project)
    data = file.read_bytes()
    assert judge.approved(path)
    wrong = []
    try:
        for name, changed in mutants(data, places or list(range(len(data))), number, path):
            file.write_bytes(changed)
            if judge.approved(path) is not expected:
                wrong.append(name)
    finally:
        file.write_bytes(data)
    return wrong


@pytest.mark.parametrize("path", BOUND)
def test_each_byte_counts(project: Reviewed, path: str) -> None:
    """No changed byte of article, cited entries, record, snippet, image or notice leaves the approval standing."""
    places = entries((project.root / path).read_bytes(), cited=True) if path == BIB else []
    assert survivors(project, path, BOUND[path], places, expected=False) == []


@pytest.mark.parametrize("path", FREE)
def test_what_is_not_cited_does_not_count(project: Reviewed, path: str) -> None:
    """No single changed byte of another article or of an entry that is not cited ends the approval."""
    places = entries((project.root / path).read_bytes(), cited=False) if path == BIB else []
    assert survivors(project, path, FREE[path], places, expected=True) == []


def test_as_many_changes_on_both_sides() -> None:
    """Two thousand changes and more are tried of what counts, and as many of what does not."""
    assert sum(BOUND.values()) == sum(FREE.values()) >= 2000


def test_value_from_elsewhere_counts(tmp_path: Path) -> None:
    """An entry that takes a value from `@string` or from its parent changes with it, though its own text stays."""
    project = approved(tmp_path)
    project.status("under review")
    text = project.read(BIB)
    project.write(
        BIB, '@string{thing = "Widgets Weekly"}\n' + re.sub(r"journal = \{The Lancet\}", "journal = thing", text)
    )
    assert project.approve("cd").exit_code == project.approve("ef").exit_code == 0
    project.status("approved")
    assert project.check() == []
    project.edit("Widgets Weekly", "Widgets Daily", BIB)
    assert "source `alpha` changed" in "\n".join(project.check())
