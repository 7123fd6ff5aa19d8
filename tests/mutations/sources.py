"""Break what claims rest on: kinds of sources, age, retraction, independence."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from citegate import bibliography
from citegate.retractionlist import RetractionList
from citegate.standing import Standings

from .registry import ARTICLE, OTHER, Mutant, Sample, lines_of, mutator
from .works import entries, fields, rewrite, with_fields

if TYPE_CHECKING:
    from collections.abc import Iterator


GONE = {
    "set id": ("setid", "application", "url", "howpublished", "note", "licence"),
    "date": ("year", "date", "version", "howpublished", "note"),
}
"""Fields of a label's entry that hold the same thing."""
SAID = {
    "set id": re.compile(r"^ *(?:setid|application|licence) *=|set ?id", re.MULTILINE | re.IGNORECASE),
    "date": re.compile(r"^ *(?:year|date|version) *=", re.MULTILINE),
}
"""Signs that an entry has what is taken from it."""


def _cited_in_article(sample: Sample, what: str, entry: re.Match[str], **changed: str) -> Iterator[Mutant]:
    """Yield a mutant whose entry has other fields, to be found in the article where the entry is first cited."""
    mutant = rewrite(sample, what, entry, with_fields(entry, (), **changed), ARTICLE)
    groups = [group for group in sample.article.groups if entry["key"] in group.keys]
    if groups:
        yield replace(mutant, lines=lines_of(groups[0].span))


def _sentences(sample: Sample, what: str, kind: str, *sentences: str, sourcetype: str = "") -> Iterator[Mutant]:
    """Yield a mutant for each sentence at every place, citing a work of a kind; its entry may get another kind."""
    key = sample.key(kind)
    context = _as(sample, key, sourcetype) if sourcetype else {}
    for line, sentence in sample.places(*sentences):
        mutant = sample.block_mutant(what, f"## Once more\n\n{sentence} [@{key}, p. 4].", line)
        yield replace(mutant, context=context)


def _as(sample: Sample, key: str, sourcetype: str) -> dict[str, object]:
    entry = next(entry for entry in entries(sample) if entry["key"] == key)
    text = rewrite(sample, "", entry, with_fields(entry, sourcetype=sourcetype)).text
    return {"bibliography": bibliography.parse(text, "references.bib")}


@mutator("CI07")
def label_incomplete(sample: Sample) -> Iterator[Mutant]:
    """Take the section from each citation of a label; take set id and date from each label's entry."""
    labels = {entry["key"] for entry in entries(sample) if fields(entry).get("sourcetype") == "drug-label"}
    for group in sample.article.groups:
        if labels & set(group.keys):
            bare = f"[{'; '.join('@' + key for key in group.keys)}]"
            yield Mutant("section dropped", sample.changed({group.span: bare}), lines_of(group.span))
    for entry in entries(sample):
        if entry["key"] in labels:
            for what, gone in GONE.items():
                if not SAID[what].search(entry["fields"]):
                    continue
                yield rewrite(sample, f"{what} dropped", entry, with_fields(entry, gone))


@mutator("CI08")
def web_source(sample: Sample) -> Iterator[Mutant]:
    """Make a web page of each entry and take the day on which it was read."""
    gone = ("doi", "pmid", "pmcid", "isbn", "setid", "application", "urldate", "howpublished", "note")
    for entry in entries(sample):
        bad = with_fields(entry, gone, url="https://example.org/", sourcetype="web-page")
        yield rewrite(sample, "day of access dropped", entry, bad)
        yield rewrite(sample, "no day", entry, bad[:-1] + "  urldate = {last week},\n}")


@mutator("CI09")
def retracted(sample: Sample) -> Iterator[Mutant]:
    """Retract each cited work, by each way in which an entry says so."""
    for entry in entries(sample):
        yield from _cited_in_article(sample, "retracted", entry, retracted="2020-06-05")
        yield from _cited_in_article(sample, "title", entry, title="RETRACTED: A work about widgets")


@mutator("CI10")
def preprint(sample: Sample) -> Iterator[Mutant]:
    """Make a preprint of each entry and do not say so."""
    for entry in entries(sample):
        bad = with_fields(entry, ("note", "howpublished"), doi="10.1101/2020.01.01.20000001", journal="medRxiv")
        yield rewrite(sample, "preprint", entry, bad)


@mutator("CI11")
def same_work_twice(sample: Sample) -> Iterator[Mutant]:
    """Write each entry again under another key."""
    for entry in entries(sample):
        if fields(entry).keys() & {"doi", "pmid"}:
            again = entry.group().replace(entry["key"], f"{entry['key']}-again", 1)
            yield rewrite(sample, "work twice", entry, f"{entry.group()}\n\n{again}")


@mutator("CI14")
def uncited_entry(sample: Sample) -> Iterator[Mutant]:
    """Put an entry that nothing cites behind each entry."""
    for entry in entries(sample):
        unused = "@misc{never-cited,\n  title = {On lids},\n  author = {Nobody, N.},\n  year = {2001},\n}"
        mutant = rewrite(sample, "never cited", entry, f"{entry.group()}\n\n{unused}")
        yield replace(mutant, context={"complete": True})


@mutator("CI15")
def doubted(sample: Sample) -> Iterator[Mutant]:
    """Let the record of each cited work say that it was doubted or corrected."""
    for entry in entries(sample):
        for said in ("Expression of concern", "Erratum"):
            yield from _cited_in_article(sample, said, entry, note=f"{said} in: Journal of Widgets. 2021;3:10")


@mutator("CI16")
def no_list(sample: Sample) -> Iterator[Mutant]:
    """Judge the project where there is no list of retractions, and where it is old."""
    today = dt.date(2026, 12, 1)
    for what, known in (("none", None), ("old", RetractionList(dt.date(2026, 9, 1), 0, b""))):
        yield Mutant(what, "", (1, 1), OTHER, context={"complete": True, "standings": Standings({}, known, today)})


@mutator("SQ01")
def called_a_guideline(sample: Sample) -> Iterator[Mutant]:
    """Call each trial and case series a guideline."""
    for entry in entries(sample):
        if fields(entry).get("sourcetype") in ("randomised-trial", "case-series", "cohort-study"):
            yield rewrite(sample, "trial as guideline", entry, with_fields(entry, sourcetype="guideline"))


@mutator("SQ02")
def tertiary_alone(sample: Sample) -> Iterator[Mutant]:
    """Make a reference work of each entry on which a claim rests alone."""
    for entry in entries(sample):
        alone = [unit for unit in sample.article.units if unit.is_claim and unit.covering == (entry["key"],)]
        if alone:
            bad = with_fields(entry, sourcetype="reference-work")
            yield replace(rewrite(sample, "reference work", entry, bad, ARTICLE), lines=lines_of(alone[0].span))


@mutator("SQ03")
def position_of_another(sample: Sample) -> Iterator[Mutant]:
    """Report a body's position from a source that is not its own."""
    sentences = ("The AHA states that lids are harmful", "NICE recommends a flat lid", "The FDA warns against lids")
    yield from _sentences(sample, "position of another", "case-series", *sentences)


@mutator("SQ04")
def weak_directive(sample: Sample) -> Iterator[Mutant]:
    """Order care by a case series."""
    sentences = ("Avoid oil in children", "Patients should be given oil slowly", "Oil is contraindicated in asthma")
    yield from _sentences(sample, "weak directive", "case-series", *sentences)


@mutator("SQ05")
def single_study(sample: Sample) -> Iterator[Mutant]:
    """State an effect by one trial without saying so, and a fact that was read in somebody's report."""
    sentences = ("The lid reduces noise", "Oil is more effective than water", "Oil prevents rust")
    yield from _sentences(sample, "single study", "randomised-trial", *sentences)
    for line in sample.gaps:
        fact = f"## Once more\n\nThe hinge is of brass [@{sample.key()}, p. 4, as reported by Rust Weekly]."
        yield sample.block_mutant("second hand", fact, line)


@mutator("SQ06")
def laboratory(sample: Sample) -> Iterator[Mutant]:
    """State an effect by an animal or laboratory study without saying so."""
    for sourcetype in ("animal-study", "laboratory-study"):
        yield from _sentences(sample, sourcetype, "case-series", "Oil suppresses cough", sourcetype=sourcetype)


@mutator("SQ07")
def old_source(sample: Sample) -> Iterator[Mutant]:
    """Make each entry old, without a note and with a note that has no date."""
    for entry in entries(sample):
        gone = ("date", "still_current", "still-current")
        yield rewrite(sample, "old", entry, with_fields(entry, gone, year="1999"))
        bad = with_fields(entry, gone, year="1999", still_current="yes")
        yield rewrite(sample, "note without a date", entry, bad)


@mutator("SQ08")
def superseded(sample: Sample) -> Iterator[Mutant]:
    """Let each cited entry be superseded by a work that is not cited."""
    for entry in entries(sample):
        yield from _cited_in_article(sample, "superseded", entry, superseded_by="a later edition")


@mutator("SQ09")
def one_source(sample: Sample) -> Iterator[Mutant]:
    """Rest every claim on each key in turn."""
    end = sample.text.count("\n") + 1
    for key in sample.article.cited_keys:
        text = sample.changed({group.span: f"[@{key}, p. 4]" for group in sample.article.groups})
        yield Mutant("one source", text, (1, end))
