"""One stylesheet for a page instead of one for each of its parts: a phone far from the server waits for one answer.

Rules for features of the theme that the page does not have are left out. The parts stay files of their own, which the
preview links. The joined file is named by its content, so that a browser keeps it until it changes.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from citegate import atomic
from citegate.site.unused import features, pruned

if TYPE_CHECKING:
    from collections.abc import MutableMapping, Sequence

FOLDER = "assets/stylesheets/citegate/"
"""Where the joined file stands, below the site: beside our own parts, whose addresses then hold as they are."""
_ANY = re.compile(r"<link\b[^<>]*\brel=\"?stylesheet\b")
_LINK = re.compile(r'<link rel="stylesheet" href="([^"?#:]*?)(assets/stylesheets/[^"?#:]+\.css)">\n?')
_ADDRESS = re.compile(r"url\(\s*([\"']?)(?![\"']|data:|#|/|[a-z]+:)")
_LEFT_OUT = re.compile(r'@charset "[^"]*";|/\*# sourceMappingURL=[^*]*\*/')


class Linked(NamedTuple):
    """The stylesheets that a page links, as paths below the site, and the features of the theme that it has."""

    parts: tuple[str, ...]
    used: tuple[str, ...]


def joined(html: str, folder: Path, known: MutableMapping[Linked, str]) -> str:
    """Return a page that links one stylesheet, which is written below the folder of the site.

    A page that links a stylesheet from elsewhere, or one that does not exist, stays as it is. `known` keeps what was
    joined: pages of a kind share one file.
    """
    links = _links(html)
    name = sheet(_linked(html, links), folder, known)
    if not name:
        return html
    pieces, at = [], 0
    for link in links:
        pieces.append(html[at : link.start()].rstrip(" \t"))
        at = link.end()
    return f'{pieces[0]}<link rel="stylesheet" href="{links[0][1]}{name}">\n{"".join(pieces[1:])}{html[at:]}'


def linked(html: str) -> Linked:
    """Return the stylesheets of a page that can be joined; no parts where they must stay."""
    return _linked(html, _links(html))


def sheet(asked: Linked, folder: Path, known: MutableMapping[Linked, str]) -> str:
    """Return the path of the file in which parts are joined, written when it is first asked for; empty without one."""
    if asked not in known:
        complete = bool(asked.parts) and all((folder / part).is_file() for part in asked.parts)
        known[asked] = _write(asked, folder) if complete else ""
    return known[asked]


def _linked(html: str, links: Sequence[re.Match[str]]) -> Linked:
    return Linked(tuple(link[2] for link in links), features(html) if links else ())


def _links(html: str) -> list[re.Match[str]]:
    found = [_LINK.match(html, any_.start()) for any_ in _ANY.finditer(html)]
    links = [link for link in found if link]
    alone = len(links) < 2 or len(links) != len(found) or len({link[1] for link in links}) > 1
    return [] if alone else links


def _write(asked: Linked, folder: Path) -> str:
    text = "\n".join(pruned(_part(folder, part), asked.used) for part in asked.parts)
    name = f"{FOLDER}page.{hashlib.sha256(text.encode()).hexdigest()[:8]}.css"
    atomic.write(folder / name, text.encode())
    return name


def _part(folder: Path, part: str) -> str:
    """Return a part's text with its addresses as seen from the joined file."""
    text = _LEFT_OUT.sub("", (folder / part).read_text(encoding="utf-8"))
    up = len(PurePosixPath(FOLDER).parts)
    there = "" if part.startswith(FOLDER) else f"{'../' * up}{PurePosixPath(part).parent}/"
    return _ADDRESS.sub(rf"url(\1{there}", text)
