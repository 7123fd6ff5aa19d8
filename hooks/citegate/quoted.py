"""Short verbatim quotations from sources, kept beside the bibliography: by key, then by the place in the source.

    penninga-2016:
      abstract:
        - more common in the flumazenil group

Read strictly, and safely: what is no quotation is a finding with its place, and never text on a page.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from citegate.characters import visible
from citegate.diagnostics import FILE, Finding
from citegate.offsets import Offsets
from citegate.yamlnodes import YamlProblem, compose

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from citegate.yamlnodes import Node

PAGE = "editorial/quotations.yml"
"""The file, below the documents' folder; it is not published."""
MOST_WORDS = 25
"""What is longer is no short quotation."""
MAX_SIZE = 16 * 1024 * 1024
_SHAPE = "write `key:`, below it `place in the source:`, below that one `- quotation` a line"


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words of a source, letter for letter, and the place where they stand in it, worded as citations word it."""

    locator: str
    text: str


@dataclass(frozen=True, slots=True)
class Quotations:
    """Quotations by key, in their order in the file, and what is wrong with the file."""

    by_key: Mapping[str, tuple[Quotation, ...]] = field(default_factory=dict)
    problems: tuple[Finding, ...] = ()


def read(text: str, path: str, keys: Collection[str]) -> Quotations:
    """Return the quotations of a file for the works that these keys name. Never raises; problems are findings."""
    try:
        root = compose(text, MAX_SIZE)
    except YamlProblem as problem:
        said, help_ = (words.replace("the front matter", "this file") for words in (problem.message, problem.help))
        return Quotations({}, (Finding(Offsets(text).exact(problem.start, problem.end), said, help_, path),))
    reader = _Reader(text, path, keys)
    for key, node in reader.entries(root, "this file") if root else ():
        reader.work(key, node)
    found = {key: tuple(quotations) for key, quotations in reader.found.items() if quotations}
    return Quotations(found, tuple(sorted(reader.problems, key=lambda finding: finding.span)))


class _Reader:
    """Collects what is sound and reports the rest."""

    def __init__(self, text: str, path: str, keys: Collection[str]) -> None:
        self.offsets, self.path, self.keys = Offsets(text), path, keys
        self.found: dict[str, list[Quotation]] = {}
        self.problems: list[Finding] = []

    def report(self, node: Node, message: str, help_: str = _SHAPE) -> None:
        span = self.offsets.exact(node.start, max(node.end, node.start + 1)) if self.offsets.text else FILE
        self.problems.append(Finding(span, message, help_, self.path))

    def entries(self, node: Node, name: str) -> Iterator[tuple[Node, Node]]:
        """Yield the keys and values of a mapping, those left out that stand in it twice."""
        if node.tag != "map":
            self.report(node, f"{name} is no list of `key: value`")
            return
        seen: set[str] = set()
        for key, value in node.pairs:
            label = " ".join(key.text.split())
            if not label or label in seen:
                self.report(key, f"`{visible(label)}` stands twice" if label else "a key is empty or no text")
            else:
                seen.add(label)
                yield key, value

    def work(self, key: Node, node: Node) -> None:
        if key.text not in self.keys:
            self.report(key, f"`{visible(key.text)}` is not in the bibliography", "correct the key, or add the source")
            return
        listed = self.found.setdefault(key.text, [])
        for place, items in self.entries(node, f"`{key.text}`"):
            locator = " ".join(place.text.split())
            if items.tag != "seq" or not items.items:
                self.report(items if items.tag != "null" else place, f"`{visible(locator)}` has no list of quotations")
            listed += self.quotations(locator, items)

    def quotations(self, locator: str, items: Node) -> Iterator[Quotation]:
        seen: set[str] = set()
        for item in items.items:
            words = item.text.split()
            if item.tag in ("seq", "map") or not words:
                self.report(item, "this is no quotation")
            elif len(words) > MOST_WORDS:
                self.report(item, f"the quotation has {len(words)} words, more than {MOST_WORDS}", "quote less of it")
            elif item.text in seen:
                self.report(item, "the quotation stands twice at this place", "take one of them out")
            else:
                seen.add(item.text)
                yield Quotation(locator, " ".join(words))
