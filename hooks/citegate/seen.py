"""What a reader of a written page can see, in a form in which other texts can be compared with it."""

from __future__ import annotations

import datetime
import re
import unicodedata
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

    from citegate.written import Markup

_WORD = re.compile(r"[^\W_]+")
_PLAIN = re.compile(r"[A-Za-z0-9]")
"""What is part of a word, however a text is folded."""
_UNSEEN = "head, script, style, template, noscript"
_ISO = re.compile(r"(\d{4}-\d{2}-\d{2})(?:T[0-9:.+-]*Z?)?")
_MONTHS = "January February March April May June July August September October November December".split()


def fold(text: str) -> str:
    """Return the words of a text, each between spaces: case, punctuation and width do not count.

    >>> fold("Widgets:  a\N{NO-BREAK SPACE}History.")
    ' widgets a history '
    """
    return f" {' '.join(_WORD.findall(unicodedata.normalize('NFKC', text).casefold()))} "


def day(text: str) -> datetime.date | None:
    """Return the day of a date of ISO 8601, its time left out; None for every other text."""
    match = _ISO.fullmatch(text)
    try:
        return datetime.date.fromisoformat(match[1]) if match else None
    except ValueError:
        return None


class Words:
    """A text of a page, in which other texts are found as whole words."""

    def __init__(self, text: str) -> None:
        self._text = f" {' '.join(text.split())} "

    @cached_property
    def _folded(self) -> str:
        return fold(self._text)

    def have(self, value: str) -> bool:
        """Return whether a value stands in the text: as it is written, or by its words alone."""
        if _PLAIN.search(value) and _within(value, self._text):
            return True
        words = fold(value).strip()
        return bool(words) and (_within(value, self._text) or _within(words, self._folded))


def _within(value: str, text: str) -> bool:
    """Return whether a value stands in a text and no letter or digit goes on at either end of it."""
    at = text.find(value)
    while at >= 0:
        end = at + len(value)
        before, after = text[at - 1 : at], text[end : end + 1]
        if not (before.isalnum() and value[0].isalnum()) and not (after.isalnum() and value[-1].isalnum()):
            return True
        at = text.find(value, at + 1)
    return False


class Seen:
    """The text, addresses and references that a page shows."""

    def __init__(self, page: Markup) -> None:
        self._tree = page.copy()
        self.language = (self._tree.root.attributes.get("lang") or "") if self._tree.root else ""
        self.canonical = self._attribute('link[rel="canonical"]', "href")
        self.description = self._attribute('meta[name="description"]', "content")
        self.days = {node.attrs.get("datetime") or "" for node in self._tree.css("time[datetime]")}
        for node in self._tree.css(_UNSEEN):
            node.decompose()

    @cached_property
    def text(self) -> Words:
        """Return the words of the page."""
        return Words(self._tree.body.text(separator=" ") if self._tree.body else "")

    @cached_property
    def addresses(self) -> frozenset[str]:
        """Return where the page's links lead."""
        return _addresses(self._tree.css("a[href]"))

    @cached_property
    def references(self) -> list[tuple[Words, frozenset[str]]]:
        """Return the words and the addresses of each reference, in the order of the list."""
        return [
            (Words(node.text(separator=" ")), _addresses(node.css("a[href]")))
            for node in self._tree.css('li[id^="ref-"]')
        ]

    def shows(self, value: str) -> bool:
        """Return whether a value is on the page: as a link, as a day, or word for word."""
        if re.match(r"https?://", value):
            return value in self.addresses or (bool(self.canonical) and self.canonical.startswith(value))
        date = day(value)
        return self.text.have(value) or (date is not None and self.shows_day(date))

    def shows_day(self, date: datetime.date) -> bool:
        """Return whether a day is on the page, in words or as the time of an element."""
        words = f"{date.day} {_MONTHS[date.month - 1]} {date.year}"
        return date.isoformat() in self.days or self.text.have(words) or self.text.have(date.isoformat())

    def _attribute(self, selector: str, name: str) -> str:
        node = self._tree.css_first(selector)
        return (node.attributes.get(name) or "") if node else ""


def _addresses(nodes: list[LexborNode]) -> frozenset[str]:
    return frozenset(node.attrs.get("href") or "" for node in nodes)
