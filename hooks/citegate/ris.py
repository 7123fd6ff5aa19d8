"""Writes a work as a record of the RIS format, which reference managers import (EndNote, Zotero, Mendeley, RefWorks).

Pandoc reads RIS and does not write it, and a writer is a table: so the table stands here. A record is lines of a tag of
two characters, two spaces, a hyphen, a space and the value; `TY` comes first, `ER` last. A value has no line of its
own, so that no text of a bibliography can begin another tag.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_TYPES = {
    "article-journal": "JOUR",
    "book": "BOOK",
    "chapter": "CHAP",
    "dataset": "DATA",
    "manuscript": "UNPB",
    "pamphlet": "PAMP",
    "paper-conference": "CPAPER",
    "report": "RPRT",
    "software": "COMP",
    "thesis": "THES",
    "webpage": "ELEC",
}
_TAGS = (
    ("TI", "title"),
    ("T2", "container-title"),
    ("T3", "collection-title"),
    ("VL", "volume"),
    ("IS", "issue"),
    ("ET", "edition"),
    ("PB", "publisher"),
    ("CY", "publisher-place"),
    ("DO", "DOI"),
    ("AN", "PMID"),
    ("C2", "PMCID"),
    ("UR", "URL"),
    ("LA", "language"),
    ("N1", "note"),
)
"""Tags and the CSL variables that they hold. `AN` is the accession number in a database, here PubMed's; EndNote keeps
PubMed Central's in `C2`."""
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


def record(item: Mapping[str, Any]) -> str:
    """Return the record of an item of CSL-JSON, with a line end after its last line."""
    lines = (f"{tag}  - {text}" for tag, value in _pairs(item) if (text := _UNSEEN.sub(" ", value).strip()))
    return "".join(f"{line}\n" for line in lines) + "ER  - \n"


def _pairs(item: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    yield "TY", _TYPES.get(item["type"], "GEN")
    yield "ID", item["id"]
    for tag, role in (("AU", "author"), ("ED", "editor")):
        yield from ((tag, _name(name)) for name in item.get(role, ()) if name != {"literal": "others"})
        if {"literal": "others"} in item.get(role, ()):
            yield "N1", f"The list of {role}s goes on"
    yield from _dates(item)
    yield from ((tag, item[variable]) for tag, variable in _TAGS if variable in item)
    first, _, last = item.get("page", "").partition("-")
    yield from (("SP", first), ("EP", last))
    yield from (("SN", item[variable]) for variable in ("ISSN", "ISBN") if variable in item)


def _name(name: Mapping[str, str]) -> str:
    """Return `Family, Given, Suffix`; an organisation has one comma, at its end, so that nobody parts it."""
    if "literal" in name:
        return f"{name['literal'].replace(',', '')},"
    parts = [name.get("family", ""), name.get("given", ""), name.get("suffix", "")]
    return ", ".join(parts).removesuffix(", ").removesuffix(" ")


def _dates(item: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield the year, the date (`YYYY/MM/DD/`, its parts empty where they are not known) and the day of access."""
    for tag, variable in (("DA", "issued"), ("Y2", "accessed")):
        parts = item.get(variable, {}).get("date-parts", [()])[0]
        if variable == "issued" and parts:
            yield "PY", f"{parts[0]:04}"
        if len(parts) > 1 or (parts and tag == "Y2"):
            numbers = [f"{part:02}" for part in parts] + ["", ""]
            yield tag, "{}/{}/{}/".format(*numbers[:3])
