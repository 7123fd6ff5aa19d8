"""Break citations: unknown keys, forms that are lost, bare numbers, repeats."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

from .registry import PAGE, Mutant, Sample, lines_of, mutator

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from citegate.article import CitationGroup


def _one(sample: Sample, what: str, group: CitationGroup, form: str) -> Mutant:
    new = form.replace("KEY", group.keys[0]).replace("ALL", group.raw.strip("[]"))
    return Mutant(what, sample.changed({group.span: new}), lines_of(group.span))


@mutator("CI01")
def unknown_key(sample: Sample) -> Iterator[Mutant]:
    """Swap each key of each group for one that no entry has, and for a near miss."""
    for group in sample.article.groups:
        for key in group.keys:
            for what, new in (("unknown key", "nokey"), ("near miss", f"{key}x")):
                raw = re.sub(rf"@{re.escape(key)}(?![\w-])", f"@{new}", group.raw, count=1)
                yield Mutant(what, sample.changed({group.span: raw}), lines_of(group.span))


LOST = {
    "comma between keys": "[@KEY,@KEY]",
    "full stop in a key": "[@KEY.b]",
    "colon in a key": "[@KEY:b]",
    "link": "[@KEY](https://example.org/)",
    "code": "`[@KEY]`",
    "comment": "<!-- [@KEY] -->",
    "number": "[1]",
    "locator without a comma": "[@KEY p. 4]",
    "space after the sign": "[@ KEY]",
}


@mutator("CI02")
def malformed_group(sample: Sample) -> Iterator[Mutant]:
    """Write each group in a form that tools lose, cut or show as typed, each form in its turn."""
    for group, (what, form) in zip(sample.article.groups, itertools.cycle(LOST.items()), strict=False):
        yield _one(sample, what, group, form)


@mutator("CI03")
def list_differs(sample: Sample) -> Iterator[Mutant]:
    """Add a list of references by hand; on the page, take each reference out of the list and turn two round."""
    end = sample.text.rstrip().count("\n") + 1
    for title in ("References", "Sources", "Bibliography"):
        text = f"{sample.text.rstrip()}\n\n## {title}\n\n1. A book about widgets\n2. Another one\n"
        yield Mutant("list by hand", text, (end + 2, end + 5))
    for match in re.finditer(r'id="ref-([\w-]+)"', sample.page):
        yield _page(sample, "reference renamed", match.start(), match.end(), 'id="ref-nokey"')
    for match in re.finditer(r'<a class="cg-ref"[^>]*>(\d+)', sample.page):
        yield _page(sample, "marker renumbered", match.start(1), match.end(1), str(int(match[1]) + 1))


def _page(sample: Sample, what: str, start: int, end: int, new: str) -> Mutant:
    page = sample.page
    return Mutant(what, page[:start] + new + page[end:], (1, page.count("\n") + 1), PAGE)


@mutator("CI04")
def bare_marker(sample: Sample) -> Iterator[Mutant]:
    """Write a bare number for each group behind a quantity; on the page, take brackets, names and ways away."""
    for group in sample.article.groups:
        start, end = sample.range(group.span)
        before = sample.text[:start].rstrip()
        if re.search(r"\d (?:hours|mg|seconds|minutes|kg|%|mL)$", before):
            yield sample.mutant("bare number", len(before), end, " 3")
        if re.search(r"(?<![A-Za-z])(?!cm\b)[A-Za-z]{2,}$", before):
            yield sample.mutant("superscript", len(before), end, "³")
            yield sample.mutant("raised by a tag", len(before), end, "<sup>3</sup>")
    for match in re.finditer(r'<span class="cg-cite">\[', sample.page):
        yield _page(sample, "bracket dropped", match.end() - 1, match.end(), "")
    for match in re.finditer(r'(<a class="cg-ref"[^>]*) aria-label="[^"]*"', sample.page):
        yield _page(sample, "name dropped", match.end(1), match.end(), "")
    for match in re.finditer(r'<a class="cg-ref"[^>]*href="(#ref-[^"]*)"', sample.page):
        yield _page(sample, "way lost", match.start(1), match.end(1), "#nowhere")


@mutator("CI05")
def repeat_in_group(sample: Sample) -> Iterator[Mutant]:
    """Repeat the last citation of each group, and turn each group of several round."""
    numbers = {key: number for number, key in enumerate(sample.article.cited_keys)}
    seen: set[str] = set()

    def order(keys: Iterable[str]) -> list[str]:
        return sorted(keys, key=numbers.__getitem__)

    for group in sample.article.groups:
        inner = group.raw.strip("[]")
        last = inner.split(";")[-1].strip()
        changed = sample.changed({group.span: f"[{inner}; {last}]"})
        yield Mutant("citation repeated", changed, lines_of(group.span))
        parts = [part.strip() for part in inner.split(";")]
        if len(set(group.keys)) > 1 and seen >= set(group.keys) and order(group.keys) == list(group.keys):
            text = sample.changed({group.span: f"[{'; '.join(reversed(parts))}]"})
            yield Mutant("group turned round", text, lines_of(group.span))
        seen.update(group.keys)
