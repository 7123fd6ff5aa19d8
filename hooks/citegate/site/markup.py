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


_EMPTY = re.compile(r"(<(pre|textarea|script|style)\b.*?</\2>)|\n[ \t\r\f\n]+", re.DOTALL)
"""Lines that templates leave empty, and their indentation: a sixth of a page. Where white space counts, all is kept."""


def mended(html: str) -> str:
    """Return a page without empty lines and indentation, whose two toggles lack `autocomplete`.

    Checkboxes do not have that attribute (HTML, 4.10.18.7.1).
    """
    folded = _EMPTY.sub(lambda found: found[1] or "\n", html)
    return _TOGGLE.sub(lambda found: f"{found[1]}{_NAMED[found[2]]}>", folded)
