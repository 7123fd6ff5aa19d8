"""What browsers may do on a page of the site: the Content-Security-Policy that stands first in every head.

Nothing is allowed inline, neither script nor style, so no hash depends on a page: the few inline scripts of the theme
are files of our own (partials/javascripts). A policy in a `meta` element holds from where it stands (CSP Level 3, 3.3),
so it comes before anything that an article has a part in.
"""

from __future__ import annotations

import re

_POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
}
"""`data:` are the icons in the theme's stylesheets; a page cannot name one, SE02 refuses it."""
_LIVE_RELOAD = " 'unsafe-inline'"
"""`mkdocs serve` puts its reloading into each page as an inline script; what is published never gets this."""
_ALIGNED = re.compile(r'(<t[dh](?: [a-z-]+="[^"<>]*")*?) style="text-align: (left|right|center);"')


def content_security_policy(*, serving: bool) -> str:
    """Return the policy of a page that is published, or of the preview."""
    given = {**_POLICY, "script-src": _POLICY["script-src"] + (_LIVE_RELOAD if serving else "")}
    return "; ".join(f"{name} {value}" for name, value in given.items())


def without_styles(html: str) -> str:
    """Return the HTML of an article with the alignment of its cells as data: the policy allows no inline style."""
    return _ALIGNED.sub(r'\1 data-align="\2"', html)
