"""Mends what the theme's base template writes and the HTML Standard does not allow, and leaves out what nobody sees.

The template has no block around these elements, and a copy of all of it would have to follow every release.
"""

from __future__ import annotations

import re

_TOGGLE = re.compile(
    r'(<input class="md-toggle" data-md-toggle="(?:drawer|search)" type="checkbox" id="__(drawer|search)")'
    r' autocomplete="off">'
)
_NAMED = {"drawer": "", "search": " hidden"}
"""The theme's script needs its toggle for a search, which this site does not have; nobody can reach it."""


_KEPT = re.compile(r"<(pre|textarea|script|style)\b.*?</\1>", re.DOTALL)
"""Where white space counts."""
_EMPTY = re.compile(r"\n[ \t\r\f\n]+")
"""Lines that templates leave empty, and their indentation: a sixth of a page."""


def mended(html: str) -> str:
    """Return a page without empty lines and indentation, whose two toggles lack `autocomplete`.

    Checkboxes do not have that attribute (HTML, 4.10.18.7.1).
    """
    pieces, at = [], 0
    for kept in _KEPT.finditer(html):
        pieces += [_EMPTY.sub("\n", html[at : kept.start()]), kept[0]]
        at = kept.end()
    folded = "".join([*pieces, _EMPTY.sub("\n", html[at:])])
    return _TOGGLE.sub(lambda found: f"{found[1]}{_NAMED[found[2]]}>", folded)
