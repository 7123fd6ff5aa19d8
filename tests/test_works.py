"""What entries say of works: retracted, a preprint, a label, the same as another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from citegate import labels, preprints, sameworks
from citegate.bibliography import Work, parse
from citegate.retractions import retraction

if TYPE_CHECKING:
    from tests.workbench import CORPORA
else:
    from workbench import CORPORA

EVIDENCE = CORPORA.parent / "evidence" / "references.bib"
SET_ID = "a72d9fc1-121c-455d-93a9-002378c9968f"
TITLE = "title = {On the weight of widgets}"


def work(fields: str, kind: str = "article") -> Work:
    """Return the work of an entry with these fields."""
    return parse(f"@{kind}{{key,\n{fields}\n}}", "x.bib").works["key"]


@pytest.fixture(scope="module")
def evidence() -> dict[str, Work]:
    """Works of all kinds that were collected for medical articles."""
    if not EVIDENCE.is_file():
        pytest.skip("the evidence pack is not here")
    return dict(parse(EVIDENCE.read_text("utf-8"), "references.bib").works)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ("retracted = {2020-06-05}", ("2020-06-05", "retracted")),
        ("retracted = {yes}", ("", "retracted")),
        ("title = {RETRACTED: A study}", ("", "title")),
        ("title = {[Retracted] A study}", ("", "title")),
        ("note = {Retraction in: Lancet. 2020;395:1820}", ("", "note")),
        ("pubstate = {retracted}", ("", "pubstate")),
        ("retracted = {no}", None),
        ("title = {Retraction: A study}", None),
        ("title = {Why retracted papers are cited}", None),
    ],
)
def test_retractions(fields: str, expected: tuple[str, str] | None) -> None:
    """A work is retracted where its entry says so; a notice of retraction, and a study of them, are not."""
    found = retraction(work(fields))
    assert (tuple(found) if found else None) == expected


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ("doi = {10.1101/2020.06.22.20137273}, journal = {medRxiv}", True),
        ("doi = {https://doi.org/10.1101/339747}", True),
        ("doi = {10.64898/2026.01.01.123456}", True),
        ("doi = {10.1101/gr.107524.110}, journal = {Genome Research}", False),
        ("doi = {10.1038/s41586-020-0001-1}, eprint = {2001.00001}, archiveprefix = {arXiv}", False),
        ("journal = {Nature}, url = {https://arxiv.org/abs/2001.00001}", False),
        ("journal = {arXiv preprint}", True),
        ("archiveprefix = {arXiv}, eprint = {2001.00001}", True),
        ("publisher = {Research Square}", True),
        ("howpublished = {bioRxiv}", True),
    ],
)
def test_preprints(fields: str, expected: bool) -> None:  # noqa: FBT001
    """A preprint is told by DOI or server; an article that names its preprint, and a journal's DOI, are none."""
    assert preprints.is_preprint(work(fields)) is expected


@pytest.mark.parametrize("fields", ["sourcetype = {preprint}", "note = {Preprint}", "pubstate = {not peer reviewed}"])
def test_labelled_preprints(fields: str) -> None:
    """The kind of a preprint may stand in `sourcetype` or in words."""
    assert preprints.is_labelled(work(fields))
    assert not preprints.is_labelled(work("journal = {medRxiv}"))


def test_no_work_of_the_evidence_is_a_preprint_or_stands_twice(evidence: dict[str, Work]) -> None:
    """Real bibliographies of articles, guidelines and labels raise no false alarm."""
    assert [key for key, found in evidence.items() if preprints.is_preprint(found)] == []
    assert list(sameworks.repetitions(evidence.values())) == []


@pytest.mark.parametrize(
    ("first", "second", "sign"),
    [
        ("doi = {10.1111/bcpt.12434}", "doi = {https://doi.org/10.1111/BCPT.12434}", "DOI"),
        ("pmid = {26096314}, title = {A}", "pmid = {PMID: 26096314}, title = {B}", "PMID"),
        (
            "title = {On the weight of widgets}, year = 2020",
            "title = {On the {W}eight of Widgets.}, year = 2020",
            "title and year",
        ),
        ("title = {On the weight of widgets}, year = 2020", "title = {On the weight of widgets}, year = 2021", ""),
        ("title = {Reply}, year = 2020", "title = {Reply}, year = 2020", ""),
        (f"{TITLE}, year = 2024, setid = {{{SET_ID}}}", f"{TITLE}, year = 2024, setid = {{{SET_ID[:-1]}e}}", ""),
    ],
)
def test_same_works(first: str, second: str, sign: str) -> None:
    """Two entries are one work by identifier, or by title and year where no identifier speaks against it."""
    works = parse(f"@article{{one,\n{first}}}\n@article{{two,\n{second}}}", "x.bib").works.values()
    assert [(found.work.key, found.first.key, found.sign) for found in sameworks.repetitions(works)] == (
        [("two", "one", sign)] if sign else []
    )


def test_chapters_may_share_the_doi_of_their_book() -> None:
    """Two chapters with the DOI of their book are two works; the same chapter twice is one."""
    chapter = "@incollection{%s, title = {%s}, doi = {10.1007/978-3-030-1}}"
    entries = [chapter % pair for pair in (("a", "On lids"), ("b", "On hinges"), ("c", "On lids"))]
    works = parse("\n".join(entries), "x.bib").works.values()
    assert [found.work.key for found in sameworks.repetitions(works)] == ["c"]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        (f"setid = {{{SET_ID}}}, date = {{2020-01-22}}", []),
        (
            f"howpublished = {{DailyMed drug label, set id {SET_ID}, updated January 22, 2020}}",
            [],
        ),
        ("note = {PL 12345/0001, version 7}", []),
        ("licence = {PL 12345/0001}, year = {2023}", []),
        (
            "howpublished = {Copy PID2010-01263}",
            ["set id, application or licence number", "version or date"],
        ),
        ("unverified-field = {setid, date: not seen}", []),
    ],
)
def test_what_labels_lack(fields: str, expected: list[str]) -> None:
    """A label needs a number and a date, anywhere in its entry, unless it declares them as not seen."""
    assert [what for what, _ in labels.missing(work(fields, "misc"))] == expected
