"""What a claim rests on: kinds of sources, bodies and their positions, orders of care."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from citegate import bodies, orders, support
from citegate.bibliography import Work, parse

if TYPE_CHECKING:
    from citegate.article import Article

    from tests.workbench import CORPORA, FRONT, Bench
else:
    from workbench import CORPORA, FRONT, Bench

EVIDENCE = CORPORA.parent / "evidence" / "references.bib"


def work(fields: str, kind: str = "article") -> Work:
    """Return the work of an entry with these fields."""
    return parse(f"@{kind}{{key,\n{fields}\n}}", "x.bib").works["key"]


def article(body: str) -> Article:
    """Return an article with this body, parsed as the project parses its own."""
    return Bench().project.parser.parse(f"{FRONT}{body}\n", "x.md")


@pytest.fixture(scope="module")
def evidence() -> dict[str, Work]:
    """Works of all kinds that were collected for medical articles."""
    if not EVIDENCE.is_file():
        pytest.skip("the evidence pack is not here")
    return dict(parse(EVIDENCE.read_text("utf-8"), "references.bib").works)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ("sourcetype = {drug-label}, url = {http://www.rxlist.com/romazicon-drug.htm}", False),
        ("sourcetype = {reference-work}", True),
        ("sourcetype = {own-site}", True),
        ("sourcetype = {web-page}, url = {https://en.wikipedia.org/wiki/Flumazenil}", True),
        ("sourcetype = {web-page}, url = {https://wikipedia.org.example.com/}", False),
        ("url = {https://www.uptodate.com/contents/x}", True),
        ("publisher = {UpToDate}", True),
        ("sourcetype = {textbook}, publisher = {StatPearls}", False),
        ("url = {https://answers.example.org/1}", True),
        ("url = {http://[broken}", False),
        ("journal = {The Lancet}", False),
    ],
)
def test_tertiary_sources(fields: str, expected: bool) -> None:  # noqa: FBT001
    """A summary is told by its kind, host or publisher; a label that a portal carries stays a label."""
    assert support.is_tertiary(work(fields), ["example.org"]) is expected


def test_backdrop_has_headings_lead_in_and_table_head() -> None:
    """A list item is read with its lead-in, a row with its table's head, both with all headings above, no others."""
    text = (
        "## Rats\n\n### Dose\n\nIn males:\n\n- one item\n\n| Species | Effect |\n| --- | --- |\n| a | b |\n\n"
        "## People\n\n- another item\n"
    )
    parsed = article(text)
    around = support.backdrop(parsed)
    of = {unit.text: around[unit.block] for unit in parsed.units}
    assert of["one item"] == "Rats Dose In males: one item"
    assert of["a\tb"] == "Rats Dose In males: Species\tEffect a\tb"
    assert of["another item"] == "People another item"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The AHA lists as harmful:", ["AHA"]),
        ("The AHA and ACC recommend it.", ["AHA", "ACC"]),
        ("The 2022 AHA/ACC/HFSA guideline recommends it.", ["AHA/ACC/HFSA"]),
        ("According to the NICE guideline, it is given.", ["NICE"]),
        ("It is recommended by the World Health Organization.", ["World Health Organization"]),
        ("The European Society of Cardiology (ESC) recommends it.", ["European Society of Cardiology"]),
        ("The US CDC does not recommend it.", ["CDC"]),
        ("The American Diabetes Association’s Standards of Care recommend it.", ["American Diabetes Association"]),
        ("The WHO list of essential medicines includes it.", []),
        ("FDA-approved drugs are recommended.", []),
        ("ASA is recommended.", []),
        ("who recommends it?", []),
        ("Trials run by the NIH were small; we recommend more.", []),
    ],
)
def test_positions(text: str, expected: list[str]) -> None:
    """A position is a body's name and, after nothing but its documents and partners, a verb that reports one."""
    assert [name for _, name in bodies.positions(text)] == expected


@pytest.mark.parametrize(
    ("fields", "body", "expected"),
    [
        ("author = {{American Heart Association}}", "AHA", True),
        ("title = {2023 AHA focused update}", "AHA", True),
        ("url = {https://www.nice.org.uk/guidance/ng1}", "NICE", True),
        ("sourcetype = {drug-label}", "FDA", True),
        ("sourcetype = {drug-label}", "AHA", False),
        ("title = {What the aha moment is}", "AHA", False),
    ],
)
def test_answers_for(fields: str, body: str, expected: bool) -> None:  # noqa: FBT001
    """A work is a body's own by issuer, title or host; a label answers for regulators only."""
    assert bodies.answers_for(work(fields), body) is expected


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ("organization = {American Academy of Pediatrics}", True),
        ("organization = {British Society for Widgets}", True),
        ("institution = {Ministry of Health, Singapore}", True),
        ("title = {Joint AAD-NPF Guidelines of care}", True),
        ("title = {Summary of the NICE guideline}, url = {https://www.medscape.com/x}", False),
        ("publisher = {NICE}, url = {https://www.medscape.com/x}", True),
        ("organization = {Widget Board}", True),
        ("author = {Smith, Anna}, title = {A guideline}", False),
    ],
)
def test_issued_guidelines(fields: str, expected: bool) -> None:  # noqa: FBT001
    """A guideline has an issuer on the list, of a listed kind, or in the policy; a summary's title is none."""
    assert bodies.is_issued(work(fields), ["Widget Board"]) is expected


def test_guidelines_of_the_evidence_have_issuers(evidence: dict[str, Work]) -> None:
    """Of the real guidelines only the one whose entry names no body is not taken for issued."""
    guidelines = {key for key, found in evidence.items() if support.kind(found) == "guideline"}
    assert len(guidelines) >= 10
    assert {key for key in guidelines if not bodies.is_issued(evidence[key])} == {"lieberthal-2013"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Patients should not be given it.", True),
        ("Give 5 mg orally.", True),
        ("Dialysis: avoid the drug.", True),
        ("Adults\tReduce the dose", True),
        ("It is the drug of choice in children.", True),
        ("Authors should share data on patients.", False),
        ("Further studies in patients are needed and should be large.", False),
        ("These results should be interpreted with the dose in mind.", False),
        ("Use of the drug in children was rare.", False),
        ("A hinge must be made of brass.", False),
        ("The drug reduces relapse in patients.", False),
    ],
)
def test_orders_of_care(text: str, expected: bool) -> None:  # noqa: FBT001
    """An order of care tells what to do with people or drugs; research, readers and hinges are asked nothing."""
    assert orders.orders_care(text) is expected


def test_names_of_studies() -> None:
    """A sentence names its study in words, by its people, or by a name that its source has too."""
    source = work("title = {Effects of empagliflozin: the EMPA-KIDNEY trial}")
    assert orders.names_study("In one trial it worked.", source)
    assert orders.names_study("Of 530 patients most recovered.", source)
    assert orders.names_study("EMPA-KIDNEY found a benefit.", source)
    assert not orders.names_study("DAPA-CKD found a benefit.", source)
    assert not orders.names_study("Empagliflozin reduces mortality.", source)


def test_data_files_say_where_they_come_from() -> None:
    """Each list names its source and date."""
    folder = Path(support.__file__).with_name("data")
    for name in ("guidelineissuers", "tertiary", "preprints", "positions", "praise", "placeholders"):
        text = (folder / f"{name}.toml").read_text("utf-8")
        assert "Source" in text, name
        assert "Date: 20" in text, name


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A review of practical management orders treatment in lines:", True),
        ("A review of practical management lists the widget as first-line therapy.", True),
        ("Two papers from one clinic advised against the drug.", True),
        ("The lid is recommended, as reported by one clinic.", True),
        ("The study drug should be given to children.", False),
        ("In the review, children are to be given it.", False),
        ("Use of the book is recommended for adults.", False),
        ("First line: topical widgets for children.", False),
    ],
)
def test_attributed_advice(text: str, expected: bool) -> None:  # noqa: FBT001
    """Advice is somebody's where a work is said to give it; that a work is named beside it is not enough."""
    assert orders.attributes(text) is expected
