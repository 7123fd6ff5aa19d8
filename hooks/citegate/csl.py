"""Formats works in any CSL style (Citation Style Language 1.0.2) with the pandoc that pypandoc-binary brings.

Pandoc is started once for a whole bibliography and never reaches the network: a style that only points at another
one is refused, because pandoc would fetch that one.
"""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Protocol

from citegate.identifiers import identify
from citegate.names import OTHERS, Name, authors
from citegate.references import describe, year

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from citegate.bibliography import Work
    from citegate.references import Reference

SECONDS = 120  # for which pandoc may run


class PandocMissingError(RuntimeError):
    """There is no pandoc on this machine, and a CSL style needs one."""


class StyleError(ValueError):
    """The CSL style cannot be used; the message says why."""


class Kept(Protocol):
    """What keeps values by name from one build to the next: `store.Store` does."""

    def load(self, keys: Iterable[str]) -> dict[str, bytes]:
        """Return the values that are kept, by name."""

    def save(self, values: Mapping[str, bytes]) -> None:
        """Keep values."""

    def close(self) -> None:
        """Let go of what keeps them."""


def styled(
    references: Mapping[str, Reference], works: Mapping[str, Work], csl_path: Path, store: Kept | None = None
) -> dict[str, Reference]:
    """Return references with the words of a CSL style; the errors are those of `format_all`."""
    html = format_all([works[key] for key in sorted(references)], csl_path, store)
    if store is not None:
        store.close()
    return {key: replace(reference, html=html[key]) for key, reference in references.items()}


def format_all(works: Iterable[Work], csl_path: Path, store: Kept | None = None) -> dict[str, str]:
    """Return the reference of each work by key, as safe HTML (`i b em strong sup sub span a` only).

    The number that a numeric style puts first is left out: the page numbers references itself. A work for which the
    style prints nothing gets the reference of `references.describe`. What was formatted is kept in the `store` under
    the digest of works, style and pandoc: pandoc is started only where one of them changed.

    Raises:
        PandocMissingError: pandoc is not installed.
        StyleError: the style is missing, dependent on another, or broken.

    """
    listed = {work.key: work for work in works}
    _judge_style(csl_path)
    if not listed:
        return {}
    items = json.dumps([to_csl_json(work) for work in listed.values()])
    entries = _entries(_page(items, csl_path, store))
    return {key: entries.get(key) or describe(work).html for key, work in listed.items()}


def _page(items: str, csl_path: Path, store: Kept | None) -> str:
    """Return the page that pandoc wrote of these items: the one in the store, or one that it writes now."""
    if store is None:
        return _run_pandoc(items, csl_path)
    digest = hashlib.sha256()
    for part in (_version(), items, csl_path.read_text(encoding="utf-8")):
        digest.update(f"{len(part)}:{part}".encode("utf-8", errors="surrogatepass"))
    name = f"csl-{digest.hexdigest()}"
    kept = store.load([name])
    if name in kept:
        return kept[name].decode()
    page = _run_pandoc(items, csl_path)
    store.save({name: page.encode()})
    return page


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version  # noqa: PLC0415

    try:
        return version("pypandoc-binary")
    except PackageNotFoundError:
        return _pandoc()


def to_csl_json(work: Work) -> dict[str, Any]:
    """Return a work as an item of CSL-JSON, with what the entry has and nothing made up."""
    item: dict[str, Any] = {"id": work.key, "type": _type(work)}
    for variable, names in _VARIABLES.items():
        value = next((work.fields[name] for name in names if work.fields.get(name)), "")
        if value:
            item[variable] = _value(variable, value, work)
    for role in ("author", "editor"):
        names_of = [_name(name) for name in authors(work, role)]
        if names_of:
            item[role] = names_of
    for variable, date in (("issued", _issued(work)), ("accessed", _date_parts(work.fields.get("urldate", "")))):
        if date:
            item[variable] = {"date-parts": [date]}
    for kind, _, value, problem in identify(work):
        if problem is None and kind in {"DOI", "PMID", "PMCID", "ISBN", "URL"}:
            item.setdefault(kind, value)
    return item


_VARIABLES = {
    "title": ("title",),
    "container-title": ("journal", "journaltitle", "booktitle"),
    "collection-title": ("series",),
    "volume": ("volume",),
    "issue": ("number", "issue"),
    "page": ("pages", "eid"),
    "publisher": ("publisher", "institution", "school", "organization", "howpublished"),
    "publisher-place": ("address", "location"),
    "edition": ("edition",),
    "version": ("version",),
    "ISSN": ("issn",),
    "language": ("language", "langid"),
    "note": ("note",),
}
_TYPES = {
    "article": "article-journal",
    "periodical": "article-journal",
    **dict.fromkeys(("book", "mvbook", "collection", "proceedings", "reference"), "book"),
    "booklet": "pamphlet",
    **dict.fromkeys(("inbook", "incollection", "inreference"), "chapter"),
    **dict.fromkeys(("inproceedings", "conference"), "paper-conference"),
    **dict.fromkeys(("techreport", "report", "manual"), "report"),
    **dict.fromkeys(("phdthesis", "mastersthesis", "thesis"), "thesis"),
    "dataset": "dataset",
    "software": "software",
    "unpublished": "manuscript",
}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def _value(variable: str, value: str, work: Work) -> str:
    if variable == "page":
        return re.sub(r"\s*[\u2013\u2014]\s*|--+", "-", value)
    if variable == "title" and work.fields.get("subtitle"):
        return f"{value}: {work.fields['subtitle']}"
    return value


def _type(work: Work) -> str:
    return _TYPES.get(work.type) or ("webpage" if work.fields.get("url") else "document")


def _name(name: Name) -> dict[str, str]:
    if name == OTHERS:
        return {"literal": "others"}
    if name.literal:
        return {"literal": name.literal}
    parts = {"family": name.family, "given": name.given, "suffix": name.suffix}
    return {part: value for part, value in parts.items() if value}


def _issued(work: Work) -> list[int]:
    date = _date_parts(work.fields.get("date", ""))
    if date or not year(work):
        return date
    month = work.fields.get("month", "")[:3].lower()
    if month in _MONTHS:
        return [int(year(work)), _MONTHS.index(month) + 1]
    return [int(year(work))]


def _date_parts(text: str) -> list[int]:
    match = re.match(r"([0-9]{4})(?:-([0-9]{2}))?(?:-([0-9]{2}))?(?![0-9-])", text)
    return [int(part) for part in match.groups() if part] if match else []


def _judge_style(csl_path: Path) -> None:
    try:
        style = csl_path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise StyleError(f"the CSL style {csl_path.name} cannot be read: {error}") from error
    if "independent-parent" in style or "<bibliography" not in style:
        raise StyleError(
            f"the CSL style {csl_path.name} holds no bibliography format of its own; use the style it is based on"
        )


def _run_pandoc(items: str, csl_path: Path) -> str:
    command = [_pandoc(), "--from=csljson", "--to=html", "--citeproc", f"--csl={csl_path}", "--sandbox", "--wrap=none"]
    try:
        done = subprocess.run(  # noqa: S603  (no shell; the program is pandoc, the data goes in through a pipe)
            command, input=items, capture_output=True, encoding="utf-8", timeout=SECONDS, check=False
        )
    except FileNotFoundError as error:
        raise PandocMissingError(_MISSING) from error
    except subprocess.TimeoutExpired as error:
        raise StyleError(f"the CSL style {csl_path.name} keeps pandoc busy for more than {SECONDS} seconds") from error
    if done.returncode:
        first = next(iter(done.stderr.strip().splitlines()), f"exit status {done.returncode}")
        raise StyleError(f"pandoc cannot use the CSL style {csl_path.name}: {first}")
    return done.stdout


_MISSING = "pandoc is missing: install pypandoc-binary, or remove `csl_file` from mkdocs.yml"


def _pandoc() -> str:
    try:
        import pypandoc  # type: ignore[import-untyped]  # noqa: PLC0415

        return str(pypandoc.get_pandoc_path())
    except (ImportError, OSError) as error:
        raise PandocMissingError(_MISSING) from error


def _entries(page: str) -> dict[str, str]:
    """Return the cleaned inside of each entry of the bibliography that pandoc wrote, by key."""
    import nh3  # noqa: PLC0415
    from selectolax.lexbor import LexborHTMLParser  # noqa: PLC0415

    entries = {}
    for node in LexborHTMLParser(page).css("div.csl-entry"):
        for number in node.css("div.csl-left-margin"):
            number.decompose()
        clean = nh3.clean(
            node.inner_html or "",
            tags={"i", "b", "em", "strong", "sup", "sub", "span", "a"},
            attributes={"a": {"href"}},
            url_schemes={"http", "https"},
            link_rel="noopener",
        )
        entries[(node.id or "").removeprefix("ref-")] = " ".join(clean.split())
    return entries
