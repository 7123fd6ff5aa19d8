"""The references of an article as files that reference managers read: BibTeX, RIS and CSL-JSON.

Each work is written once for the whole site, and an article's file is put together from those pieces.
"""

from __future__ import annotations

import json
from functools import cached_property, partial
from typing import TYPE_CHECKING, NamedTuple

from citegate import ris, tidyvalues
from citegate.csl import to_csl_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from citegate.bibliography import Work


class Format(NamedTuple):
    """A format: the name that readers see, the file's name, its media type."""

    label: str
    file: str
    media: str


BIBTEX = Format("BibTeX", "references.bib", "application/x-bibtex")
RIS = Format("RIS", "references.ris", "application/x-research-info-systems")
CSL = Format("CSL-JSON", "references.json", "application/vnd.citationstyles.csl+json")
FORMATS = (BIBTEX, RIS, CSL)


def bibtex(work: Work) -> str:
    """Return a work as an entry that stands alone: fields in the project's order, `crossref` resolved."""
    values = {name: value for name, value in work.raw.items() if name != "crossref" and value.strip()}
    known = [name for name in tidyvalues.order() if name in values]
    lines = "".join(f"  {name} = {{{tidyvalues.tidy(name, values[name])}}},\n" for name in known)
    return f"@{work.type}{{{work.key},\n{lines}}}\n"


class Exports:
    """Writes works, each of them once and only when an article asks for it."""

    def __init__(self, works: Mapping[str, Work]) -> None:
        self._works = works
        self._pieces: dict[Format, dict[str, str]] = {named: {} for named in FORMATS}

    def text(self, named: Format, keys: Iterable[str]) -> str:
        """Return the file of these works in their order; keys without a work are left out."""
        pieces = [self._piece(named, key) for key in keys if key in self._works]
        if named is CSL:
            return "[\n" + ",\n".join(pieces) + "\n]\n"
        return "\n".join(pieces)

    def _piece(self, named: Format, key: str) -> str:
        pieces = self._pieces[named]
        if key not in pieces:
            pieces[key] = self._writers[named](self._works[key])
        return pieces[key]

    @cached_property
    def _writers(self) -> Mapping[Format, partial[str]]:
        return {BIBTEX: partial(bibtex), RIS: partial(_ris), CSL: partial(_csl)}


def _ris(work: Work) -> str:
    return ris.record(to_csl_json(work))


def _csl(work: Work) -> str:
    return json.dumps(to_csl_json(work), ensure_ascii=False, separators=(",", ":"))
