"""CSL styles: one run of pandoc for a bibliography, safe HTML, clear errors."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from citegate import csl
from citegate.bibliography import Work, parse
from citegate.csl import PandocMissingError, StyleError, format_all, to_csl_json

HERE = Path(__file__).parent
STYLES = HERE / "csl"
WORKS = tuple(parse((HERE / "rules" / "references.bib").read_text(encoding="utf-8"), "references.bib").works.values())


def test_author_date() -> None:
    """An author-date style decides the form, and every work has its entry under its key."""
    entries = format_all(WORKS, STYLES / "author-date.csl")
    assert set(entries) == {work.key for work in WORKS}
    assert entries["beta"].startswith("Penninga, EI; Graudal, N; Ladekarl, MB; Jürgens, G (2016). Adverse Events")
    assert '<a href="https://doi.org/10.1111/bcpt.12434"' in entries["beta"]
    assert "<em>Basic &amp; Clinical Pharmacology &amp; Toxicology</em>" in entries["beta"]


def test_numeric_style_loses_its_own_number() -> None:
    """The number of a numeric style is left out, because the page numbers by first use."""
    for entry in format_all(WORKS, STYLES / "numeric.csl").values():
        assert not re.match(r"\W*\d", re.sub("<[^>]*>", "", entry))


def test_pandoc_is_started_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A whole bibliography costs one run of pandoc; an empty one costs none."""
    runs = []
    real = csl._run_pandoc

    def counted(items: str, path: Path) -> str:
        runs.append(path)
        return real(items, path)

    monkeypatch.setattr(csl, "_run_pandoc", counted)
    many = [Work(f"w{i}", "misc", {"title": f"Widget {i}"}) for i in range(300)]
    assert len(format_all(many, STYLES / "author-date.csl")) == 300
    assert format_all([], STYLES / "author-date.csl") == {}
    assert len(runs) == 1


def test_hostile_fields_are_text() -> None:
    """Markup and addresses that are none, in any field, come out as text without a link or an element."""
    payload = '<script>alert(1)</script><img src=x onerror=alert(1)></div><div id="ref-beta">'
    hostile = Work("hostile", "article", dict.fromkeys(("title", "author", "journal", "year", "note"), payload))
    linked = Work("linked", "misc", {"title": "T", "url": "javascript:alert(1)", "doi": '10.1/x"><b>'})
    entries = format_all([*WORKS, hostile, linked], STYLES / "author-date.csl")
    assert set(re.findall(r"<(\w+)", entries["hostile"])) <= {"em", "i", "b", "span"}
    assert "alert(1)" in entries["hostile"]
    assert "href" not in entries["linked"]
    assert "Penninga" in entries["beta"]


def test_work_that_the_style_skips_is_not_lost(tmp_path: Path) -> None:
    """A work for which the style prints nothing keeps the reference in the style of this project."""
    style = tmp_path / "empty.csl"
    text = (STYLES / "author-date.csl").read_text(encoding="utf-8")
    style.write_text(re.sub(r'<layout suffix="\.">.*?</layout>', "<layout/>", text, flags=re.DOTALL), encoding="utf-8")
    assert "<i>Seminars in Dialysis</i>" in format_all(WORKS, style)["gamma"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (None, "cannot be read"),
        ("<style><bibliography", "pandoc cannot use"),
        ('<style><info><link rel="independent-parent" href="http://example.org/"/></info></style>', "no bibliography"),
    ],
)
def test_bad_style(tmp_path: Path, text: str | None, said: str) -> None:
    """A style that is missing, broken, or only points at another is refused by name, and nothing is fetched."""
    style = tmp_path / "bad.csl"
    if text is not None:
        style.write_text(text, encoding="utf-8")
    with pytest.raises(StyleError, match=said) as error:
        format_all(WORKS, style)
    assert "bad.csl" in str(error.value)


def test_missing_pandoc(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there is no pandoc, the error says what to install."""
    monkeypatch.setattr(csl, "_pandoc", lambda: str(HERE / "no-such-pandoc"))
    with pytest.raises(PandocMissingError, match="pypandoc-binary"):
        format_all(WORKS, STYLES / "author-date.csl")


def test_csl_json() -> None:
    """An item of CSL-JSON has the fields of the entry under CSL's names, and nothing else."""
    beta = next(work for work in WORKS if work.key == "beta")
    item = to_csl_json(beta)
    assert item.pop("title").startswith("Adverse Events")
    assert item.pop("author")[0] == {"family": "Penninga", "given": "Elisabeth I."}
    assert item == {
        "id": "beta",
        "type": "article-journal",
        "container-title": "Basic & Clinical Pharmacology & Toxicology",
        "volume": "118",
        "issue": "1",
        "page": "37-44",
        "issued": {"date-parts": [[2016]]},
        "accessed": {"date-parts": [[2026, 11, 23]]},
        "DOI": "10.1111/bcpt.12434",
        "PMID": "26096314",
    }
    label = to_csl_json(next(work for work in WORKS if work.key == "label"))
    assert (label["type"], label["author"]) == ("webpage", [{"literal": "Fresenius Kabi USA, LLC"}])
