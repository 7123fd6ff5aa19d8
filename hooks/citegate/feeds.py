"""Writes Atom feeds (RFC 4287) with the standard library's XML: a feed is a dozen elements, and no package is needed.

Pure: entries in, text out; the newest entry gives the feed its day, so that the same site has the same feed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable

ATOM = "http://www.w3.org/2005/Atom"
FILE = "feed.xml"
"""Where the feed of new and changed articles stands below the site's address."""
MOST = 50
"""How many entries a feed has."""
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Entry:
    """What a feed tells: `id` is an IRI that never changes, `title` and `summary` are plain text."""

    id: str
    title: str
    link: str
    published: datetime.date
    updated: datetime.date
    summary: str = ""
    authors: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()


def atom(
    title: str, subtitle: str, home: str, own: str, entries: Iterable[Entry], empty: datetime.date | None = None
) -> str:
    """Return a feed of the newest entries; where there is none one without entries of the day `empty`, or no text.

    `home` is the address of what the feed is about, `own` that of the feed, which is its id too. Both are absolute.
    """
    newest = sorted(entries, key=lambda entry: (entry.updated, entry.id), reverse=True)[:MOST]
    day = newest[0].updated if newest else empty
    if day is None:
        return ""
    feed = ET.Element("feed", {"xmlns": ATOM, "xml:lang": "en"})
    _add(feed, "title", title)
    _add(feed, "subtitle", subtitle)
    _add(feed, "id", own)
    ET.SubElement(feed, "link", rel="self", type="application/atom+xml", href=own)
    ET.SubElement(feed, "link", rel="alternate", type="text/html", href=home)
    _add(feed, "updated", moment(day))
    _people(feed, (title,))
    for entry in newest:
        _entry(ET.SubElement(feed, "entry"), entry)
    ET.indent(feed)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(feed, encoding="unicode") + "\n"


def moment(day: datetime.date) -> str:
    """Return the beginning of a day as RFC 3339 writes it: `2026-11-23T00:00:00Z`."""
    return f"{day.isoformat()}T00:00:00Z"


def _entry(element: ET.Element, entry: Entry) -> None:
    _add(element, "title", entry.title)
    _add(element, "id", entry.id)
    ET.SubElement(element, "link", rel="alternate", type="text/html", href=entry.link)
    _add(element, "published", moment(entry.published))
    _add(element, "updated", moment(entry.updated))
    _people(element, entry.authors)
    for category in entry.categories:
        ET.SubElement(element, "category", term=_clean(category))
    _add(element, "summary", entry.summary)


def _people(element: ET.Element, names: Iterable[str]) -> None:
    for name in names:
        _add(ET.SubElement(element, "author"), "name", name)


def _add(element: ET.Element, name: str, text: str) -> None:
    """Add an element of text; an empty text adds none."""
    if text:
        ET.SubElement(element, name).text = _clean(text)


def _clean(text: str) -> str:
    return " ".join(_NO_XML.sub("", text).split())
