"""Which works are preprints, and whether their entries say so."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from citegate.identifiers import normalise_doi
from citegate.lexicon import load
from citegate.support import host, is_below, kind, mentions

if TYPE_CHECKING:
    from citegate.bibliography import Work

_PLACES = ("journal", "journaltitle", "publisher", "howpublished", "institution", "archive", "organization")
_ARCHIVES = ("archiveprefix", "eprinttype")
_LABELS = ("note", "howpublished", "pubstate", "type", "addendum", "titleaddon", "entrysubtype")
_LABEL = re.compile(r"\b(?:pre-?prints?|not peer[\s-]reviewed)\b", re.IGNORECASE)


def is_preprint(work: Work) -> bool:
    """Return whether a work stands on a preprint server: by DOI, by the server's name, else by archive or host.

    A work that appeared in a journal and names its preprint beside it (`eprint`) is none.
    """
    doi = normalise_doi(work.fields.get("doi", "")).lower()
    if doi:
        return bool(_dois().fullmatch(doi))
    if mentions(" ; ".join(work.fields.get(name, "") for name in _PLACES), "preprints", "servers"):
        return True
    if work.fields.get("journal") or work.fields.get("journaltitle") or work.fields.get("isbn"):
        return False
    archive = " ".join(work.fields.get(name, "") for name in _ARCHIVES)
    return mentions(archive, "preprints", "servers") or is_below(host(work), load("preprints")["hosts"])


def is_labelled(work: Work) -> bool:
    """Return whether the entry calls the work a preprint: by its `sourcetype`, or in words beside the title."""
    return kind(work) == "preprint" or any(_LABEL.search(work.fields.get(name, "")) for name in _LABELS)


@cache
def _dois() -> re.Pattern[str]:
    return re.compile("|".join(load("preprints")["dois"]))
