"""Formats works in any CSL style (Citation Style Language 1.0.2) with the pandoc that pypandoc-binary brings.

Pandoc is started once for a whole bibliography and never reaches the network: a style that only points at another
one is refused, because pandoc would fetch that one.
"""

from __future__ import annotations

import json
import re
import subprocess
from typing import TYPE_CHECKING, Any

from citegate.identifiers import identify
from citegate.names import OTHERS, Name, authors
from citegate.references import describe, year

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from citegate.bibliography import Work

SECONDS = 120
"""How long pandoc may take."""


class PandocMissingError(RuntimeError):
    """There is no pandoc on this machine, and a CSL style needs one."""


class StyleError(ValueError):
    """The CSL style cannot be used; the message says why."""


def format_all(works: Iterable[Work], csl_path: Path) -> dict[str, str]:
    """Return the reference of each work by key, as safe HTML (`i b em strong sup sub span a` only).

    The number that a numeric style puts first is left out: the page numbers references itself. A work for which the
    style prints nothing gets the reference of `references.describe`.

    Raises:
        PandocMissingError: pandoc is not installed.
        StyleError: the style is missing, dependent on another, or broken.

    """
    listed = {work.key: work for work in works}
    _judge_style(csl_path)
    if not listed:
        return {}
    items = [to_csl_json(work) for work in listed.values()]
    entries = _entries(_run_pandoc(json.dumps(items), csl_path))
    return {key: entries.get(key) or describe(work).html for key, work in listed.items()}


def to_csl_json(work: Work) -> dict[str, Any]:
    """Return a work as an item of CSL-JSON, with what the entry has and nothing made up."""
    item: dict[str, Any] = {"id": work.key, "type": _type(work)}
    for variable, names in _VARIABLES.items():
        value = next((work.fields[name] for name in names if work.fields.get(name)), "")
        if value:
            item[variable] = value
    if "page" in item:
        item["page"] = re.sub(r"\s*[\u2013\u2014]\s*|--+", "-", item["page"])
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
