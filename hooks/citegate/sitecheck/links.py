"""Links inside a site: every one leads to a file of the site, and every fragment to a place on that page."""

from __future__ import annotations

import re
from functools import lru_cache
from posixpath import normpath
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from citegate.sitecheck.page import BuiltPage

CODE = "VS07"
_LEADS = {**dict.fromkeys(("a", "area", "link", "use"), "href"), **dict.fromkeys(("img", "script", "source"), "src")}
"""Elements that lead somewhere, and the attribute that says where."""
_NEAR = re.compile(r"(?!//)([\w./-]*)(?:#([\w-]*))?", re.ASCII)
_ABROAD = re.compile(r"https?://([\w.-]+)(?:[/?#][!-~]*)?", re.ASCII)
"""What most addresses are: a path with a fragment, and a page elsewhere, with nothing that must be decoded."""


@lru_cache(maxsize=4096)
def target(folder: str, href: str, base: str) -> tuple[str, str] | None:
    """Return path below the site and fragment of an address on a page in a folder; None where it leads elsewhere.

    `base` is the site's own address. A path that ends in a slash is that of its `index.html`.

    >>> target("articles/one", "../../topics/#a", "https://widgets.example/x/")
    ('topics/index.html', 'a')
    >>> target("", "/x/claims.json", "https://widgets.example/x/")
    ('claims.json', '')
    """
    own = urlsplit(base)
    if near := _NEAR.fullmatch(href):
        return _place(folder, near[1], own.path if near[1].startswith("/") else None), near[2] or ""
    abroad = _ABROAD.fullmatch(href)
    if abroad and abroad[1] != own.netloc:
        return None
    try:
        parts = urlsplit(href.strip())
    except ValueError:
        return ("\0", "")
    if parts.scheme not in ("", "http", "https") or (parts.netloc and (parts.netloc, True) != (own.netloc, bool(base))):
        return None
    path = unquote(parts.path)
    from_root = bool(parts.netloc) or path.startswith("/")
    return _place(folder, path, own.path if from_root else None), unquote(parts.fragment)


def _place(folder: str, path: str, root: str | None) -> str:
    """Return where a path leads; `root` is the site's own, None where the path starts at the page."""
    if root is not None:
        root = root or "/"
        path = path[len(root) :] if path.startswith(root) else path.lstrip("/")
        whole = normpath(path) if path else "."
    elif not path:
        return "\0"  # the page itself
    else:
        whole = normpath(f"{folder}/{path}".lstrip("/"))
    if path.endswith(("/", "..", "/.")) or path in ("", ".", ".."):
        whole = "index.html" if whole == "." else f"{whole}/index.html"
    return whole


def outgoing(page: BuiltPage, base: str) -> dict[tuple[str, str], str]:
    """Return the places within the site that a page leads to, each with the address as it stands there.

    What leads to a place that is there on the page itself is left out.
    """
    found: dict[tuple[str, str], str] = {}
    folder, own, names = page.folder, page.address, page.names
    for href in dict.fromkeys(_addresses(page)):
        place = target(folder, href, base)
        if place is not None:
            path, fragment = place
            path = own if path == "\0" else path
            if path != own or (fragment and fragment not in names):
                found.setdefault((path, fragment), href)
    return found


def _addresses(page: BuiltPage) -> Iterator[str]:
    for node in page.tree.css("[href], [src]"):
        name = _LEADS.get(node.tag or "")
        if name:
            yield node.attrs.get(name) or ""


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
