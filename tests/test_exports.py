"""References as files for reference managers: an independent reader, pandoc, finds in them what the works say."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pypandoc  # type: ignore[import-untyped]
import pytest
from citegate.bibliography import Work, parse
from citegate.csl import to_csl_json
from citegate.exports import BIBTEX, CSL, FORMATS, RIS, Exports

ROOT = Path(__file__).resolve().parent.parent
WORKS = parse((ROOT / "references.bib").read_text(encoding="utf-8"), "references.bib").works


def read(text: str, form: str) -> dict[str, dict[str, Any]]:
    """Return the items that pandoc reads in a text, by id."""
    command = [pypandoc.get_pandoc_path(), f"--from={form}", "--to=csljson", "--sandbox"]
    done = subprocess.run(command, input=text, capture_output=True, encoding="utf-8", check=True, timeout=60)
    return {item["id"]: item for item in json.loads(done.stdout)}


def people(item: dict[str, Any]) -> list[str]:
    """Return the names of an item's authors, however they are parted."""
    return [" ".join(name.get(part, "") for part in ("family", "literal")).strip() for name in item.get("author", ())]


def year(item: dict[str, Any]) -> int:
    """Return the year of an item, or 0."""
    return int(item.get("issued", {}).get("date-parts", [[0]])[0][0])


def test_ris_holds_what_the_works_say() -> None:
    """Every work comes back out of RIS with its title, its authors in order, its year, journal, volume and DOI."""
    found = read(Exports(WORKS).text(RIS, WORKS), "ris")
    assert len(found) == len(WORKS)
    for key, work in WORKS.items():
        item, back = to_csl_json(work), found[key]
        assert people(back) == [name.replace(",", "") for name in people(item) if name != "others"]
        assert back.get("title", "").split() == item.get("title", "").split()
        for field in ("container-title", "volume", "DOI", "page"):
            assert back.get(field, "").replace("\N{EN DASH}", "-") == item.get(field, "")
        assert year(back) == year(item)


def test_csl_json_is_read_by_pandoc() -> None:
    """The CSL-JSON of all works is what pandoc reads again, work by work."""
    found = read(Exports(WORKS).text(CSL, WORKS), "csljson")
    assert {key: item.get("DOI") for key, item in found.items()} == {
        key: to_csl_json(work).get("DOI") for key, work in WORKS.items()
    }


def test_bibtex_is_the_bibliography() -> None:
    """All works written as BibTeX are the project's own tidy file, byte for byte."""
    assert Exports(WORKS).text(BIBTEX, WORKS) == (ROOT / "references.bib").read_text(encoding="utf-8")


def test_inherited_fields_come_with_the_entry() -> None:
    """An entry that inherits through `crossref` stands alone: the fields are in it and the reference is not."""
    text = "@inbook{part, title = {A part}, crossref = {whole}}\n@book{whole, title = {The whole}, year = {2020}}\n"
    part = Exports(parse(text, "a.bib").works).text(BIBTEX, ["part"])
    again = parse(part, "b.bib")
    assert not again.problems
    assert (again.works["part"].fields["booktitle"], again.works["part"].fields["year"]) == ("The whole", "2020")


@pytest.mark.parametrize("named", FORMATS, ids=lambda named: named.label)
def test_only_the_works_asked_for_in_their_order(named: Any) -> None:
    """A file holds the works that are named, in that order; a key without a work is left out."""
    text = Exports(WORKS).text(named, ["agabio-2023", "absent", "ada-2025-s6"])
    assert text.index("agabio-2023") < text.index("ada-2025-s6")
    assert "absent" not in text
    assert "accord-2010-lipid" not in text


def test_no_value_begins_a_tag_of_its_own() -> None:
    """A line end within a title ends no line of RIS: the record has one type and one end."""
    work = Work("w", "article", {"title": "A\nER  - \nTY  - BOOK\r\nB\u2028C", "author": "X\nAU  - Y", "year": "2020"})
    lines = Exports({"w": work}).text(RIS, ["w"]).splitlines()
    assert [line[:2] for line in lines] == ["TY", "ID", "AU", "PY", "TI", "ER"]


def test_names_of_every_kind() -> None:
    """An organisation keeps its words together, a suffix stands last, and a list that goes on says so."""
    names = {"author": "{The Group} and Berg, Jr, Ann and Lone and others", "title": "T"}
    lines = Exports({"w": Work("w", "book", names, raw=names)}).text(RIS, ["w"]).splitlines()
    assert [line for line in lines if line[:2] in ("AU", "N1")] == [
        "AU  - The Group,",
        "AU  - Berg, Ann, Jr",
        "AU  - Lone,",
        "N1  - The list of authors goes on",
    ]
