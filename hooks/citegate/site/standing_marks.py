"""Say at each marker of a doubtful source how the source stands: words of the page, for print and without scripts."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from citegate.standing import Standings

_MARKER = re.compile(r'(?P<start><a\b[^>]*\bclass="cg-ref"[^>]*)>(?P<shown>[^<]*)</a>')
_KEY = re.compile(r' href="#ref-([A-Za-z0-9_-]+)"')
_NAME = re.compile(r' aria-label="[^"]*')


def mark_standings(body: str, standings: Standings) -> str:
    """Return a page body in which the markers of sources retracted, doubted or withdrawn say so: `[3 retracted]`."""
    return _MARKER.sub(lambda match: _marked(match, standings), body)


def _marked(match: re.Match[str], standings: Standings) -> str:
    key = _KEY.search(match["start"])
    mark = standings[key[1]].mark if key else ""
    if not mark:
        return match[0]
    slug, words = mark.replace(" ", "-"), html.escape(mark)
    start = _NAME.sub(lambda name: f"{name[0]}, {words}", match["start"], count=1)
    said = f'<strong class="cg-standing-mark cg-standing-mark--{slug}">{words}</strong>'
    return f"{start}>{match['shown']}</a> {said}"
