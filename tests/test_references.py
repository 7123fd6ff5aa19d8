"""References: NLM style, safe HTML, links that lead to the source, kinds of sources."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest
from citegate.bibliography import Work, parse
from citegate.references import Reference, describe, spoken_date
from citegate.sourcetypes import source_type
from hypothesis import example, given
from hypothesis import strategies as st

HERE = Path(__file__).parent
EVIDENCE = HERE.parent.parent / "shared" / "evidence" / "references.bib"
NAUGHTY = HERE.parent.parent / "shared" / "corpora" / "text" / "blns.txt"


def shared(key: str) -> Reference:
    text = (HERE / "rules" / "references.bib").read_text(encoding="utf-8")
    return describe(parse(text, "references.bib").works[key])


def entry(text: str) -> Reference:
    (work,) = parse(text, "a.bib").works.values()
    return describe(work)


def test_article() -> None:
    """An article has authors with initials, title, journal in italics, year;volume(issue):pages, DOI and PMID."""
    reference = shared("beta")
    assert reference.html == (
        "Penninga EI, Graudal N, Ladekarl MB, Jürgens G. Adverse Events Associated with Flumazenil Treatment for the "
        "Management of Suspected Benzodiazepine Intoxication \u2013 A Systematic Review with Meta-Analyses of "
        "Randomised Trials. <i>Basic &amp; Clinical Pharmacology &amp; Toxicology</i>. 2016;118(1):37\u201344. "
        "doi:10.1111/bcpt.12434 PMID: 26096314"
    )
    assert reference.text == html.unescape(re.sub("</?i>", "", reference.html))
    assert (reference.type_label, reference.type_slug) == ("Systematic review", "systematic-review")
    assert (reference.short, reference.year) == ("Penninga 2016", "2016")
    assert [tuple(link) for link in reference.links] == [
        ("DOI", "https://doi.org/10.1111/bcpt.12434"),
        ("PubMed", "https://pubmed.ncbi.nlm.nih.gov/26096314"),
    ]


def test_long_list_of_authors_is_cut_after_six() -> None:
    """Of twelve authors six are named, then et al.; a list that ends with `and others` is never taken for complete."""
    assert shared("alpha").text.startswith(
        "Addolorato G, Leggio L, Ferrulli A, Cardone S, Vonghia L, Mirijello A, et al. Effectiveness"
    )
    assert entry("@misc{a, author={Chou, Roger and others}, title={T}}").text == "Chou R, et al. T."


def test_drug_label() -> None:
    """A label has maker, title, what it is and when, the date of access, and one link to DailyMed."""
    reference = shared("label")
    assert reference.text == (
        "Fresenius Kabi USA, LLC. Flumazenil injection, solution: prescribing information. DailyMed drug label, set id "
        "a72d9fc1-121c-455d-93a9-002378c9968f, updated January 22, 2020. Accessed 23 November 2026."
    )
    assert reference.type_label == "Drug label"
    assert [link.label for link in reference.links] == ["DailyMed"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            (
                "@book{a, author={Doe, Jane and Roe, R.}, title={On Widgets}, edition=2, publisher={House}, "
                "address={Paris}, year=2001, isbn={978-3-16-148410-0}}"
            ),
            "Doe J, Roe R. On Widgets. 2nd ed. Paris: House; 2001. ISBN: 9783161484100.",
        ),
        (
            (
                "@incollection{a, author={Doe, Jane}, title={Levers?}, booktitle={Widgets}, "
                "editor={Roe, R. and Poe, E.}, publisher={House}, year=2001, pages={1--9}}"
            ),
            "Doe J. Levers? In: Roe R, Poe E, editors. Widgets. House; 2001. p. 1\u20139.",
        ),
        (
            "@techreport{a, author={{Widget Board}}, title={Counts}, institution={Widget Board}, number=7, year=2001}",
            "Widget Board. Counts. Widget Board; 2001. Report No.: 7.",
        ),
        (
            (
                "@online{a, title={Widgets}, organization={Widget Board}, date={2020-05-01}, "
                "url={https://example.org/w}, urldate={2026-11-23}}"
            ),
            "Widgets. Widget Board. 1 May 2020. Accessed 23 November 2026.",
        ),
        ("@article{a, title={T}, journal={J}, year=2020}", "T. J. 2020."),
        (
            "@article{a, title={T}, journal={J}, year=2020, unverified-field={author: not seen}}",
            "[Authors not recorded]. T. J. 2020.",
        ),
        ("@misc{a}", ""),
    ],
)
def test_types(text: str, expected: str) -> None:
    """Each type of entry is written in its own order, and nothing stands in for what an entry does not have."""
    assert entry(text).text == expected


def test_source_types() -> None:
    """Kinds have the words that readers see, other spellings count, and what is unknown is a Source."""
    expected = {
        "guideline": "Guideline",
        "drug-label": "Drug label",
        "systematic-review": "Systematic review",
        "randomised-trial": "Randomised trial",
        "Randomized Trial": "Randomised trial",
        "government": "Public body",
        "": "Source",
        "blog": "Source",
    }
    assert {value: source_type(value).label for value in expected} == expected
    assert source_type("randomized-trial").slug == "randomised-trial"


def test_dates() -> None:
    """ISO dates are spoken; what is no date stays as it is."""
    given = ["2026-11-23", "2026-1-2", "2020-05", "2026-13-01", "May 2020", ""]
    assert [spoken_date(text) for text in given] == [
        "23 November 2026",
        "2 January 2026",
        "May 2020",
        "2026-13-01",
        "May 2020",
        "",
    ]


def assert_safe(reference: Reference) -> None:
    """HTML whose only elements are italics and whose text is the plain text; links to web addresses only."""
    assert html.unescape(re.sub("</?i>", "", reference.html)) == reference.text
    assert set(re.findall(r"<[^>]*>", reference.html)) <= {"<i>", "</i>"}
    for link in reference.links:
        assert re.match(r"https?://[a-z0-9.\[\]:_-]+", link.url)
        assert not set(link.url) & set("\"'<>` \\")


PAYLOADS = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "javascript:alert(1)",
    "</i><svg onload=alert(1)>",
    "&lt;script&gt;",
    'https://x.org/" onmouseover="alert(1)',
    "https://x.org/)<img src=x>",
    "a\u202eb\x00c",
    "{{x}} {% y %}",
]
FIELDS = ("author", "title", "journal", "year", "volume", "number", "pages", "doi", "pmid", "url", "note", "urldate")


@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.parametrize("kind", ["article", "book", "incollection", "techreport", "misc"])
def test_hostile_fields_are_escaped(payload: str, kind: str) -> None:
    """Markup in any field is shown as text, and no link is made of what is no web address."""
    names = (*FIELDS, "editor", "booktitle", "publisher", "howpublished", "edition", "sourcetype", "setid", "isbn")
    reference = describe(Work("a", kind, dict.fromkeys(names, payload)))
    assert_safe(reference)
    assert "\x00" not in reference.html
    assert "\u202e" not in reference.html + reference.text + reference.short


@example({"journal": "."}, "article")
@given(st.dictionaries(st.sampled_from(FIELDS), st.text(max_size=80)), st.sampled_from(["article", "book", "misc"]))
def test_any_text_is_safe(fields: dict[str, str], kind: str) -> None:
    """No text in any field makes the writer raise or write markup."""
    assert_safe(describe(Work("a", kind, fields)))


def test_naughty_strings_are_safe() -> None:
    """The big list of naughty strings, as titles and addresses, stays text."""
    if not NAUGHTY.is_file():
        pytest.skip("the list of naughty strings is not here")
    lines = [line for line in NAUGHTY.read_text(encoding="utf-8").splitlines() if line]
    assert len(lines) > 500
    for line in lines:
        assert_safe(describe(Work("a", "misc", {"title": line, "url": line, "doi": line, "author": line})))


def test_evidence_is_described() -> None:
    """Each of the 75 verified references has a text, a known kind, a link, and no TeX left in it."""
    if not EVIDENCE.is_file():
        pytest.skip("the evidence pack is not here")
    for work in parse(EVIDENCE.read_text(encoding="utf-8"), "references.bib").works.values():
        reference = describe(work)
        assert reference.text.startswith(reference.short.split()[0]) or "[Authors" in reference.text
        assert reference.type_slug != "source"
        assert reference.links
        assert not set(reference.text) & set("\\{}$")
