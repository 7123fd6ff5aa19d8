"""Parse one article: Markdown through Python-Markdown, the finished tree into blocks, claims and a page body."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from citegate import (
    abbreviations,
    anchors,
    citations,
    frontmatter,
    inlines,
    limits,
    markers,
    once,
    placing,
    ranges,
    safety,
    signed,
    snippets,
)
from citegate.accounting import unaccounted
from citegate.align import Source
from citegate.article import Article, Mark
from citegate.claims import Claims
from citegate.diagnostics import FILE
from citegate.extensions import DirectMarkdown
from citegate.harvest import Harvester, Place
from citegate.lookalikes import Lookalikes
from citegate.runs import MARKER, PRIVATE, without_markers

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from xml.etree.ElementTree import Element

    from markdown import Markdown

    from citegate.addresses import Addresses
    from citegate.article import Block, CitationGroup
    from citegate.frontmatter import FrontMatter
    from citegate.harvest import RawBlock
    from citegate.policy import Policy

_LAST = -1000
"""Priority of the Treeprocessor: after every other, so that it sees what readers see."""
_PLAIN = "citegate.plain"
_BLOCKS = ("pymdownx.blocks.", _PLAIN)
_OTHER_BLOCK = re.compile(r"///[ \t]*(?!plain\b)[\w-]")
"""Extensions that do nothing where no line starts with `///`."""
_BEFORE_LINKS = 175
"""Priority of the citation processor: behind code (190) and escapes (180), before references and links (170, 160)."""


@dataclass(slots=True)
class Setting:
    """What parsing depends on beside the text: Markdown extensions with their settings, policy, keys, links."""

    extensions: Sequence[Any]
    extension_configs: Mapping[str, Mapping[str, Any]]
    policy: Policy
    known: Mapping[str, object]
    links: Addresses


@dataclass(slots=True)
class _Work:
    """One article on its way through the parser."""

    source: str
    path: str
    front: FrontMatter
    start: int
    blocks: tuple[Block, ...] = ()
    marks: list[Mark] = field(default_factory=list)
    placeholders: Mapping[str, str] = field(default_factory=dict)
    uses: Mapping[str, int] = field(default_factory=dict)


class _Extension(Extension):
    def __init__(self, parser: Parser) -> None:
        super().__init__()
        self.parser = parser

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        """Register the inline processor and the last Treeprocessor; take over what takes its time."""
        md.inlinePatterns.register(citations.processor(), "citegate", _BEFORE_LINKS)
        md.treeprocessors.register(_Tree(md, self.parser), "citegate", _LAST)
        abbreviations.replace(md)
        inlines.replace(md)
        signed.replace(md)


class _Tree(Treeprocessor):
    def __init__(self, md: Markdown, parser: Parser) -> None:
        super().__init__(md)
        self.parser = parser

    def run(self, root: Element) -> None:
        """Judge the finished tree and write anchors and markers into it."""
        self.parser.read_tree(root, self.md.htmlStash.rawHtmlBlocks)


class Parser:
    """Parses articles one after another with one Markdown instance."""

    def __init__(self, setting: Setting) -> None:
        self.setting = setting
        self._configs = {name: dict(value) for name, value in setting.extension_configs.items()}
        self._later = [name for name in setting.extensions if str(name).startswith(_BLOCKS)]
        extensions = [*(name for name in setting.extensions if name not in self._later), _Extension(self)]
        self.markdown = DirectMarkdown(extensions=extensions, extension_configs=self._configs)
        self._included = snippets.watch(self.markdown)
        self._work = _Work("", "", frontmatter.read("---\n---\n"), 0)

    def parse(self, source: str, path: str, kind: str = "article") -> Article:
        """Return the article of a source text; whatever the text holds, problems are data and nothing is raised."""
        try:
            return self._parse(source, path, kind)
        except (Exception, RecursionError) as error:  # noqa: BLE001 - a parser that fails must refuse, not crash
            mark = Mark("unparsed", type(error).__name__, _first_line(error), FILE)
            return Article(path, source, frontmatter.FrontMatter({}, {}, "", 1), (), (mark,), "", kind)

    def _parse(self, source: str, path: str, kind: str) -> Article:
        once.forget(source)
        front = frontmatter.read(source, kind)
        start = _offset(source, front.body_line)
        work = self._work = _Work(source, path, front, start)
        exceeded = limits.exceeded(front.body)
        if exceeded:
            place = Source(source, len(source)).span(start + exceeded[0], start + exceeded[0] + 1)
            return Article(path, source, front, (), (Mark("unparsed", "limit", exceeded[1], place),), "", kind)
        try:
            self._load_blocks(front.body)
            self.markdown.reset()
            self._included.clear()
            html = self.markdown.convert(front.body)
        except (Exception, RecursionError) as error:  # noqa: BLE001 - a parser that fails must refuse, not crash
            name = "limit" if isinstance(error, limits.Exceeded) else type(error).__name__
            mark = Mark("unparsed", name, _first_line(error), _place_of(error, work))
            return Article(path, source, front, (), (mark,), "", kind)
        html = markers.fill(html, work.placeholders)
        lost = unaccounted(html, work.blocks, Source(source, start))
        toc = tuple(getattr(self.markdown, "toc_tokens", ()))
        files = tuple(sorted(self._included))
        return Article(path, source, front, work.blocks, (*work.marks, *lost), html, kind, work.uses, toc, files)

    def _load_blocks(self, body: str) -> None:
        """Load the extensions of `/// name` blocks when the first one is met: they cost a fifth of a cold start."""
        if self._later and "///" in body:
            wanted = self._later if _OTHER_BLOCK.search(body) else [name for name in self._later if name == _PLAIN]
            self._later = [name for name in self._later if name not in wanted]
            self.markdown.registerExtensions(wanted, self._configs)

    def read_tree(self, root: Element, stash: list[Any]) -> None:
        """Classify the finished tree of the article in hand, then write anchors and markers into it."""
        work = self._work
        harvester = Harvester(stash)
        harvester.visit(root, Place())
        source = Source(work.source, work.start)
        placed = [placing.place(block, source) for block in harvester.blocks]
        groups = [_groups(block, where) for block, where in zip(harvester.blocks, placed, strict=True)]
        found = Lookalikes(harvester, placed, source)
        claims = Claims(harvester.blocks, placed, groups, found.broken, self.setting.policy)
        work.blocks = tuple(claims.classify())
        work.marks += found.marks
        work.marks += safety.marks(root, harvester.raw, source, work.start)
        self.setting.links.rewrite(root, work.path)
        self._write(root, harvester, work)

    def _write(self, root: Element, harvester: Harvester, work: _Work) -> None:
        for raw, block in zip(harvester.blocks, work.blocks, strict=True):
            _anchor(raw, block, harvester.rows)
        numbers, work.placeholders = markers.number([block.run for block in harvester.blocks], self.setting.known)
        work.uses = dict(numbers.uses)
        markers.label_cells(root)
        markers.name_marks(root)
        markers.keep_together(root)
        ranges.wrap(root)


def _anchor(raw: RawBlock, block: Block, rows: Mapping[int, Element]) -> None:
    claims = [unit for unit in block.units if unit.id and unit.role not in ("alt", "code")]
    if raw.kind == "raw" or not claims:
        return
    if raw.place.row:
        row = rows[raw.place.row]
        row.set("id", claims[0].id)
        row.set("class", "cg-claim")
        return
    anchors.wrap(raw.run, _ranges(raw, block))


def _ranges(raw: RawBlock, block: Block) -> list[tuple[int, int, str]]:
    """Return start, end (white space and markers at the end left out) and id of each claim of a run."""
    from citegate.sentences import split  # noqa: PLC0415

    text, ranges = raw.run.text, []
    for (start, end), unit in zip(split(text), (u for u in block.units if u.role != "alt"), strict=False):
        words = re.sub(r"[\s\ue000-\uf8ff]+$", "", text[start:end])
        if unit.id and words:
            ranges.append((start, start + len(words), unit.id))
    return ranges


def _groups(block: RawBlock, where: placing.Placed) -> list[CitationGroup]:
    text = block.run.text
    found = PRIVATE.finditer(text) if block.run.groups else ()
    return [where.group(block.run, ord(match[0]) - MARKER, match.start()) for match in found]


def _offset(source: str, line: int) -> int:
    """Return the offset at which a line starts."""
    position = 0
    for _ in range(line - 1):
        following = source.find("\n", position)
        if following < 0:
            return len(source)
        position = following + 1
    return position


def _first_line(error: BaseException) -> str:
    return without_markers(str(error).splitlines()[0]) if str(error) else ""


def _place_of(error: BaseException, work: _Work) -> Any:
    """Return the line that names a missing snippet, or the first line of the body."""
    source = Source(work.source, work.start)
    name = re.search(r"'([^']+)'", str(error))
    at = work.source.find(name[1], work.start) if name else -1
    return source.span(at if at >= 0 else work.start, (at if at >= 0 else work.start) + 1)
