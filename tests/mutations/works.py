"""Break the bibliography: identifiers, years, types, keys, form."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .registry import BIB, Mutant, Sample, mutator

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

_ENTRY = re.compile(r"^@(?P<type>\w+)\{(?P<key>[\w-]+),\n(?P<fields>.*?)^\}", re.MULTILINE | re.DOTALL)
_FIELD = re.compile(r"^ *(?P<name>[\w-]+) *= *(?P<value>.*?),?\n(?= *[\w-]+ *=|\Z)", re.MULTILINE | re.DOTALL)
_IDENTIFIERS = ("doi", "pmid", "pmcid", "isbn", "setid", "application", "url", "eprint")


def entries(sample: Sample) -> Iterator[re.Match[str]]:
    """Yield the entries of the bibliography that the article cites."""
    cited = set(sample.article.cited_keys)
    return (match for match in _ENTRY.finditer(sample.bib) if match["key"] in cited)


def rewrite(sample: Sample, what: str, entry: re.Match[str], new: str, found_in: str = "") -> Mutant:
    """Return a mutant with another text for an entry; the finding may lie on any of its lines."""
    first = sample.bib.count("\n", 0, entry.start()) + 1
    text = sample.bib[: entry.start()] + new + sample.bib[entry.end() :]
    return Mutant(what, text, (first, first + new.count("\n")), BIB, found_in)


def with_fields(entry: re.Match[str], drop: Collection[str] = (), /, **add: str) -> str:
    """Return an entry's text without some fields and with others set."""
    kept = [
        (match["name"], match["value"])
        for match in _FIELD.finditer(entry["fields"])
        if match["name"].lower() not in drop and match["name"].lower() not in add
    ]
    kept += [(name, f"{{{value}}}") for name, value in add.items()]
    lines = "".join(f"  {name} = {value},\n" for name, value in kept)
    return f"@{entry['type']}{{{entry['key']},\n{lines}}}"


def fields(entry: re.Match[str]) -> dict[str, str]:
    """Return the fields of an entry, their outer braces left out."""
    return {m["name"].lower(): m["value"].strip().strip("{}") for m in _FIELD.finditer(entry["fields"])}


@mutator("CI06")
def lose_the_source(sample: Sample) -> Iterator[Mutant]:
    """Take every identifier from each entry, and spoil each DOI, PMID and address."""
    for entry in entries(sample):
        yield rewrite(sample, "identifiers dropped", entry, with_fields(entry, (*_IDENTIFIERS, "howpublished", "note")))
        given = fields(entry)
        if "doi" in given:
            yield rewrite(sample, "DOI cut", entry, with_fields(entry, doi="10.12"))
        if "pmid" in given:
            yield rewrite(sample, "PMID with a letter", entry, with_fields(entry, pmid=f"{given['pmid']}x"))
        if "url" in given:
            yield rewrite(sample, "address cut", entry, with_fields(entry, url="www.example"))
        yield rewrite(sample, "ISBN with a wrong digit", entry, with_fields(entry, isbn="978-3-16-148410-1"))


@mutator("CI12")
def incomplete_entry(sample: Sample) -> Iterator[Mutant]:
    """Set each year in the future and before printing, and take title and people from each entry."""
    for entry in entries(sample):
        given = fields(entry)
        for year in ("2099", "20xx", "0207"):
            yield rewrite(sample, f"year {year}", entry, with_fields(entry, ("date",), year=year))
        yield rewrite(sample, "accessed in the future", entry, with_fields(entry, urldate="2099-01-01"))
        yield rewrite(sample, "title dropped", entry, with_fields(entry, ("title", "unverified-field")))
        if entry["type"].lower() == "article" and given.get("sourcetype") != "drug-label":
            people = ("author", "editor", "organization", "institution", "collaboration", "unverified-field")
            yield rewrite(sample, "people dropped", entry, with_fields(entry, people))
            journal = ("journal", "journaltitle", "unverified-field")
            yield rewrite(sample, "journal dropped", entry, with_fields(entry, journal))


@mutator("CI13")
def broken_bibliography(sample: Sample) -> Iterator[Mutant]:
    """Write each entry twice, unclosed, with a strange key, without a comma, with a field twice."""
    for entry in entries(sample):
        whole = entry.group()
        yield rewrite(sample, "entry twice", entry, f"{whole}\n{whole}")
        yield rewrite(sample, "entry not closed", entry, whole[:-1])
        yield rewrite(sample, "full stop in the key", entry, whole.replace(entry["key"], f"{entry['key']}.b", 1))
        yield rewrite(sample, "title twice", entry, f"{whole[:-1]}  title = {{Once more}},\n}}")
        yield rewrite(sample, "comma dropped", entry, re.sub(r",\n( *\w+ *=)", r"\n\1", whole, count=1))


@mutator("SE03")
def markup_in_data(sample: Sample) -> Iterator[Mutant]:
    """Put markup into the fields of each entry and of the front matter."""
    for entry in entries(sample):
        for name in fields(entry):
            if name in ("title", "author", "journal", "publisher"):
                bad = with_fields(entry, **{name: "<script>alert(1)</script>"})
                yield rewrite(sample, f"script in {name}", entry, bad)
        yield rewrite(sample, "script address", entry, with_fields(entry, url="javascript:alert(1)"))
    for name in ("title", "question", "description"):
        place = sample.article.front.places.get(name)
        for bad in ("A <script>alert(1)</script> title", "A {{ config }} title", 'A " onmouseover=alert(1) title'):
            if place:
                text = sample.changed({place: f"'{bad}'"})
                yield Mutant(f"markup in {name}", text, (place.line, place.end_line))
