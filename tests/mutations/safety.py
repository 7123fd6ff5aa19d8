"""Break what keeps a page safe: elements, attributes, addresses, hidden characters."""

from __future__ import annotations

import itertools
import re
from pathlib import Path
from typing import TYPE_CHECKING

from citegate.tree import Entry, Tree

from .registry import OTHER, Mutant, Sample, lines_of, mutator

if TYPE_CHECKING:
    from collections.abc import Iterator

ELEMENTS = (
    "<script>alert(1)</script>",
    "<iframe src='https://example.org/'></iframe>",
    "<form><button>Go</button></form>",
    "<svg><title>x</title></svg>",
    "<div onclick='alert(1)'>The widget is blue [@alpha, p. 4].</div>",
    "<div style='display:none'>The widget is blue [@alpha, p. 4].</div>",
    "<div>The widget is blue [@alpha, p. 4].",
)
ATTRIBUTES = ('onclick="alert(1)"', 'style="display:none"', "#ref-alpha", ".cg-claim", "hidden=hidden")
ADDRESSES = ("javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "vbscript:x", "//example.org/x")
FILES = (
    Entry("evil.html", head=b"<script>"),
    Entry("articles/evil.svg", head=b"<svg onload=alert(1)>"),
    Entry("articles/evil.png", size=20, head=b"<svg onload=alert(1)>"),
    Entry("articles/large.png", size=3_000_000, head=b"\x89PNG\r\n\x1a\n"),
    Entry("assets/javascripts/bundle.js", head=b"alert(1)"),
    Entry("assets/images/logo.png", size=20, head=b"\x89PNG\r\n\x1a\n"),
    Entry('x"><img src=x onerror=alert(1)>.md'),
    Entry("articles/it's.md"),
    Entry("articles/con.md"),
    Entry("articles/link.md", "link"),
    Entry("articles/pipe.md", "other"),
)
TOGETHER = (("Foo.md", "foo.md"), ("s.md", "s/index.md"), ("README.md", "index.md"))
HIDDEN = {"direction": "\u202e", "zero width": "\u200b", "control": "\u0001", "tag": "\U000e0041", "isolate": "\u2066"}


@mutator("SE01")
def unsafe_html(sample: Sample) -> Iterator[Mutant]:
    """Put each unsafe element between blocks, and each unsafe attribute on each paragraph of one's own."""
    for line, element in sample.places(*ELEMENTS):
        yield sample.block_mutant(element, element.replace("@alpha", f"@{sample.key()}"), line)
    for line, attribute in sample.places(*ATTRIBUTES):
        block = f"The widget is blue [@{sample.key()}, p. 4].\n{{{attribute}}}"
        yield sample.block_mutant(attribute, block, line)


@mutator("SE02")
def unsafe_address(sample: Sample) -> Iterator[Mutant]:
    """Put a link and a picture with each unsafe address between blocks, and into each link that is there."""
    for line, address in sample.places(*ADDRESSES):
        yield sample.block_mutant(address[:11], f"See [the lid]({address}) [@{sample.key()}, p. 4].", line)
        yield sample.block_mutant(address[:11], f"![The lid]({address})", line)
    yield from sample.swap("link", r"\]\(https://[^)]*\)", r"](javascript:alert(1))")


@mutator("SE04")
def hidden_character(sample: Sample) -> Iterator[Mutant]:
    """Hide a character in each number, a letter of another script in each long word, an entity in each sentence."""
    hidden = itertools.cycle([*HIDDEN.items(), ("entity", "&#x202E;")])
    for match in re.finditer(r"(?<=[\d.])(?= ?(?:mg|mL|kg|seconds|hours|%|minutes)\b)", sample.text[sample.body :]):
        at = sample.body + match.start()
        what, character = next(hidden)
        yield sample.mutant(what, at, at, character)
    for unit in sample.units("sentence"):
        start, end = sample.range(unit.span)
        word = re.search(r"\b[a-z]*?a[a-z]{5,}\b", sample.text[start:end])
        if word and "[" not in sample.text[start : start + word.start()]:
            at = start + word.start() + word.group().index("a")
            yield Mutant("Cyrillic letter", sample.replaced(at, at + 1, "а"), lines_of(unit.span))  # noqa: RUF001


@mutator("SE06")
def unsafe_file(sample: Sample) -> Iterator[Mutant]:
    """Put each unsafe file, and each pair of files with one address, into the documents' folder."""
    trees: dict[str, tuple[Entry, ...]] = {entry.path: (entry,) for entry in FILES}
    trees |= {first: (Entry(first), Entry(second)) for first, second in TOGETHER}
    for what, entries in trees.items():
        tree = Tree(Path("nowhere"), "docs")
        tree.__dict__["entries"] = entries
        yield Mutant(what, "", (1, 1), OTHER, context={"complete": True, "tree": tree})
