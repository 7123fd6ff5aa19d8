"""Mends what the theme's base template writes and the HTML Standard does not allow, in the finished page.

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


def mended(html: str) -> str:
    """Return a page whose two toggles lack `autocomplete`, which checkboxes do not have (HTML, 4.10.18.7.1)."""
    return _TOGGLE.sub(lambda found: f"{found[1]}{_NAMED[found[2]]}>", html)
