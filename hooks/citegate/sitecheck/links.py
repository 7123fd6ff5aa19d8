"""Links inside a site: every one leads to a file of the site, and every fragment to a place on that page."""

from __future__ import annotations

from functools import lru_cache
from posixpath import normpath
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from citegate.sitecheck.page import attribute

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from citegate.sitecheck.page import BuiltPage

CODE = "VS07"
_LINKS = "a[href], area[href], link[href], img[src], script[src], source[src], use[href]"


@lru_cache(maxsize=65_536)
def target(folder: str, href: str, base: str) -> tuple[str, str] | None:
    """Return path below the site and fragment of an address on a page in a folder; None where it leads elsewhere.

    `base` is the site's own address. A path that ends in a slash is that of its `index.html`.

    >>> target("articles/one", "../../topics/#a", "https://widgets.example/x/")
    ('topics/index.html', 'a')
    >>> target("", "/x/claims.json", "https://widgets.example/x/")
    ('claims.json', '')
    """
    own = urlsplit(base)
    try:
        parts = urlsplit(href.strip())
    except ValueError:
        return ("\0", "")
    if parts.scheme not in ("", "http", "https") or (parts.netloc and (parts.netloc, True) != (own.netloc, bool(base))):
        return None
    path, fragment = unquote(parts.path), unquote(parts.fragment)
    if parts.netloc or path.startswith("/"):
        root = own.path or "/"
        path = path[len(root) :] if path.startswith(root) else path.lstrip("/")
        whole = normpath(path) if path else "."
    else:
        whole = normpath(f"{folder}/{path}".lstrip("/")) if path else "\0"  # the page itself
    if whole != "\0" and (path.endswith(("/", "..", "/.")) or path in ("", ".", "..")):
        whole = "index.html" if whole == "." else f"{whole}/index.html"
    return whole, fragment


def outgoing(page: BuiltPage, base: str) -> dict[tuple[str, str], str]:
    """Return the places within the site that a page leads to, each with the address as it stands there."""
    found: dict[tuple[str, str], str] = {}
    for node in page.tree.css(_LINKS):
        href = attribute(node, "href") or attribute(node, "src")
        place = target(page.folder, href, base)
        if place is not None:
            path, fragment = place
            found.setdefault((page.address if path == "\0" else path, fragment), href)
    return found


def lost(
    leads: Mapping[tuple[str, str], str], files: Collection[str], names: Mapping[str, Collection[str]]
) -> list[tuple[str, str]]:
    """Return each address of a page that leads nowhere, with what is wrong with it."""
    found = []
    for (path, fragment), href in leads.items():
        page = path if path in files else f"{path}/index.html"
        if page not in files:
            found.append((href, f"the link `{href}` leads to no file of the site"))
        elif fragment and page in names and fragment not in names[page]:
            found.append((href, f"the link `{href}` leads to no place on its page"))
    return found
