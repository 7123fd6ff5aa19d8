"""Identifiers: what is well formed passes in every spelling, what is not says why."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from citegate import identifiers
from citegate.bibliography import Work
from citegate.identifiers import find_set_id, identify, normalise_url
from hypothesis import given
from hypothesis import strategies as st

if TYPE_CHECKING:
    from collections.abc import Callable

KINDS = ("doi", "pmid", "pmcid", "isbn", "issn", "orcid", "set_id", "application", "url")
SET_ID = "a72d9fc1-121c-455d-93a9-002378c9968f"


def check(kind: str, text: str) -> str | None:
    function: Callable[[str], str | None] = getattr(identifiers, f"check_{kind}")
    return function(text)


def normalise(kind: str, text: str) -> str:
    function: Callable[[str], str] = getattr(identifiers, f"normalise_{kind}")
    return function(text)


@pytest.mark.parametrize(
    ("kind", "text", "plain"),
    [
        ("doi", "10.1111/bcpt.12434", "10.1111/bcpt.12434"),
        ("doi", " https://dx.doi.org/10.1016/S0140-6736(07)61814-5", "10.1016/S0140-6736(07)61814-5"),
        ("doi", "doi: 10.1378/chest.129.1_suppl.1S", "10.1378/chest.129.1_suppl.1S"),
        ("doi", r"10.1378/chest.129.1\_suppl.1S", "10.1378/chest.129.1_suppl.1S"),
        ("doi", "https://doi.org/10.1000%2F182", "10.1000/182"),
        (
            "doi",
            "10.1002/(SICI)1096-8644(199601)99:1<1::AID-AJPA1>3.0.CO;2-1",
            "10.1002/(SICI)1096-8644(199601)99:1<1::AID-AJPA1>3.0.CO;2-1",
        ),
        ("pmid", "PMID: 26096314", "26096314"),
        ("pmid", "https://pubmed.ncbi.nlm.nih.gov/26096314/", "26096314"),
        ("pmcid", "2879499", "PMC2879499"),
        ("pmcid", "https://pmc.ncbi.nlm.nih.gov/articles/PMC2879499", "PMC2879499"),
        ("isbn", "ISBN 978-3-16-148410-0", "9783161484100"),
        ("isbn", "0-8044-2957-x", "080442957X"),
        ("issn", "0317-8471", "0317-8471"),
        ("issn", "2434561x", "2434-561X"),
        ("orcid", "https://orcid.org/0000-0002-1825-0097", "0000-0002-1825-0097"),
        ("orcid", "0000000216940233".replace("0233", "233X"), "0000-0002-1694-233X"),
        ("set_id", SET_ID.upper(), SET_ID),
        ("application", "anda 76787", "ANDA076787"),
        ("application", "NDA020073", "NDA020073"),
        ("url", "https://example.org/a b".replace(" ", "%20"), "https://example.org/a%20b"),
    ],
)
def test_well_formed(kind: str, text: str, plain: str) -> None:
    """A good identifier passes in each spelling that people use, and has one plain form."""
    assert check(kind, text) is None
    assert normalise(kind, text) == plain
    assert normalise(kind, plain) == plain


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("doi", ""),
        ("doi", "11.1111/bcpt.12434"),
        ("doi", "10.1111"),
        ("doi", "10.1111/"),
        ("doi", "10.1111/bcpt 12434"),
        ("doi", "10.1111/bcpt.12434."),
        ("doi", "10.1234/x)<img/src=x/onerror=alert(1)>"),
        ("doi", '10.1234/x"onclick="y'),
        ("doi", "javascript:alert(1)//10.1111/bcpt.12434"),
        ("pmid", "026096314"),
        ("pmid", "26096314a"),
        ("pmid", "123456789"),
        ("pmcid", "PMCx"),
        ("isbn", "978-3-16-148410-1"),
        ("isbn", "0-8044-2957-1"),
        ("isbn", "978-3-16"),
        ("issn", "0317-8472"),
        ("issn", "0317847"),
        ("orcid", "0000-0002-1825-0098"),
        ("orcid", "0000-0002-1825"),
        ("set_id", "a72d9fc1-121c-455d-93a9"),
        ("application", "NDA12"),
        ("application", "020073"),
        ("url", "www.example.org"),
        ("url", "javascript:alert(1)"),
        ("url", "data:text/html,x"),
        ("url", "https://"),
        ("url", "https://example.org/a b"),
        ("url", "https://fda.gov@example.org/"),
        ("url", "https://exa mple.org/"),
        ("url", "https://[::1"),
        ("url", "https://example.org:99999999/"),
        ("url", "java\nscript:alert(1)"),
    ],
)
def test_malformed(kind: str, text: str) -> None:
    """A malformed identifier is told why, in words that follow "it"."""
    problem = check(kind, text)
    assert problem
    assert problem.split()[0] in {"is", "has", "does", "ends"}


@pytest.mark.parametrize("kind", ["isbn", "issn", "orcid"])
def test_check_digits_catch_each_wrong_digit(kind: str) -> None:
    """Changing any one digit of a number with a check digit is noticed."""
    good = {"isbn": "9783161484100", "issn": "03178471", "orcid": "0000000218250097"}[kind]
    for i, digit in enumerate(good):
        for other in "0123456789".replace(digit, ""):
            assert check(kind, good[:i] + other + good[i + 1 :])


@pytest.mark.parametrize("kind", KINDS)
@given(text=st.text(max_size=60))
def test_never_raises(kind: str, text: str) -> None:
    """No text makes a checker raise, and what passes passes again in its plain form."""
    if check(kind, text) is None:
        assert check(kind, normalise(kind, text)) is None


@given(
    st.builds(
        "{}{}{}".format,
        st.sampled_from(["https://", "HTTP://a.org/", "https://a.org?", "https://a.org/#", "javascript:", "//", ""]),
        st.text(max_size=30),
        st.sampled_from(["", '"><script>', "'onclick=", "\\", "%00", "%"]),
    )
)
def test_normalised_url_is_inert(text: str) -> None:
    """An address that is let through is http(s) and has no character that could end an attribute or a tag."""
    url = normalise_url(text)
    assert url == "" or (url.startswith(("https://", "http://")) and not set(url) & set("\"'<>` \\\n\t"))
    assert url.isascii()


def test_identify_finds_the_set_id_where_labels_name_it() -> None:
    """The set id of a label is found in its own field, in `howpublished` and in the address, and nowhere else."""
    for text in (f"DailyMed drug label, set id {SET_ID}, updated", f"https://x.org/?setid={SET_ID}&version=1"):
        assert find_set_id(text) == SET_ID
    assert find_set_id(f"document {SET_ID}") == ""
    work = Work("a", "misc", {"howpublished": f"label, set id {SET_ID}"})
    assert [(i.kind, i.field, i.value) for i in identify(work)] == [("set id", "howpublished", SET_ID)]


def test_identify_reports_good_and_bad_together() -> None:
    """A malformed identifier is reported beside a good one, with its field."""
    found = identify(Work("a", "article", {"doi": "10.1111", "pmid": "26096314", "isbn": "9783161484100, 123"}))
    assert [(i.kind, i.problem is None) for i in found] == [
        ("DOI", False),
        ("PMID", True),
        ("ISBN", True),
        ("ISBN", False),
    ]
