"""Say at each marker of a doubtful source how the source stands: words of the page, for print and without scripts."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from citegate.standing import Standings

_MARKER = re.compile(
    r'<a class="cg-ref"(?P<before>[^>]*) href="#ref-(?P<key>[A-Za-z0-9_-]+)"(?P<between>[^>]*)'
    r' aria-label="(?P<name>[^"]*)"(?P<after>[^>]*)>(?P<shown>[^<]*)</a>'
)


def mark_standings(body: str, standings: Standings) -> str:
    """Return a page body in which the markers of sources retracted, doubted or withdrawn say so: `[3 retracted]`."""
    return _MARKER.sub(lambda match: _marked(match, standings[match["key"]].mark), body)


def _marked(match: re.Match[str], mark: str) -> str:
    if not mark:
        return match[0]
    slug, words = mark.replace(" ", "-"), html.escape(mark)
    named = match[0].replace(f' aria-label="{match["name"]}"', f' aria-label="{match["name"]}, {words}"', 1)
    return f'{named} <strong class="cg-standing-mark cg-standing-mark--{slug}">{words}</strong>'
