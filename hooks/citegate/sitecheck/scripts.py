"""What a page may run and load: known scripts only, under a policy that stands first in its head."""

from __future__ import annotations

import base64
import hashlib
import re
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from citegate.sitecheck.links import target
from citegate.sitecheck.page import attribute

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from citegate.diagnostics import Finding
    from citegate.sitecheck.page import BuiltPage

CODE = "VS06"
POLICY = "content-security-policy"
_DATA = frozenset({"application/json", "application/ld+json"})
_SOURCE = re.compile(r"'(?:self|none|sha(?:256|384|512)-[A-Za-z0-9+/=]+)'")
_SCHEMES = re.compile(r"\s*(?:javascript|vbscript|data)\s*:", re.IGNORECASE)
_FORBIDDEN = "base, iframe, frame, object, embed, applet, portal, meta[http-equiv=refresh i]"
_PLACE = re.compile(r'new URL\("[^"]*"')
_HANDLER = re.compile(r"on[a-zA-Z]+\s*=")
_ASSETS = "assets/javascripts"
_CODE_FILES = frozenset({"js", "mjs", "cjs", "wasm"})
_STRANGE_FILES = frozenset({"htm", "xhtml", "xht", "shtml", "swf", "jar", "hta"})


def known(root: Path, docs: str) -> dict[str, set[str]]:
    """Return the digests of the scripts that the project and its theme ship, by path below the site."""
    theme = find_spec("material")
    folders = [root / docs / ".overrides"]
    places = (theme.submodule_search_locations or []) if theme else []
    folders += [Path(place) / "templates" for place in places]
    found: dict[str, set[str]] = {}
    for folder in folders:
        for file in sorted((folder / _ASSETS).rglob("*.js")):
            name = file.relative_to(folder).as_posix()
            found.setdefault(name, set()).add(hashlib.sha256(file.read_bytes()).hexdigest())
    return found


def strangers(folder: Path, files: Iterable[str], allowed: dict[str, set[str]]) -> Iterator[tuple[str, str]]:
    """Yield path and fault of each file of the site that would run and is not shipped by project or theme."""
    for name in sorted(files):
        suffix = name.rpartition(".")[2].lower()
        if suffix in _CODE_FILES:
            digest = hashlib.sha256((folder / name).read_bytes()).hexdigest()
            if digest not in allowed.get(name, ()):
                yield name, "the script is none that the project or its theme ships, or it was changed"
        elif suffix in _STRANGE_FILES:
            yield name, "browsers may run a file of this kind, and the site makes none"


def shapes(page: BuiltPage) -> frozenset[str]:
    """Return the inline scripts of a page, the addresses in them left out."""
    return frozenset(map(_shape, _inline(page)))


def check(page: BuiltPage, allowed: dict[str, set[str]], base: str) -> Iterator[Finding]:
    """Yield what a page runs or loads and should not, and a policy that is missing, late or lax."""
    policy = _policy(page)
    yield from _judged(page, policy)
    hashes = set(policy.get("script-src", ()))
    for node in page.tree.css("script[src]"):
        source = attribute(node, "src")
        found = target(page.folder, source, base)
        if found is None or found[0] not in allowed:
            yield page.finding(f"the page runs `{source}`, which neither project nor theme ships", source)
    for text in _inline(page):
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        if policy and f"'sha256-{digest}'" not in hashes:
            yield page.finding(f"the policy does not know the inline script “{text.strip()[:40]}…”", text[:40])
    yield from _dangerous(page)


def _policy(page: BuiltPage) -> dict[str, list[str]]:
    node = next((n for n in page.tree.css("meta[http-equiv]") if attribute(n, "http-equiv").lower() == POLICY), None)
    parts = (part.split() for part in attribute(node, "content").split(";"))
    return {part[0].lower(): part[1:] for part in parts if part}


def _judged(page: BuiltPage, policy: dict[str, list[str]]) -> Iterator[Finding]:
    if not policy:
        yield page.finding("the page has no Content-Security-Policy", "<head")
        return
    first = page.tree.css_first("head > *")
    if attribute(first, "http-equiv").lower() != POLICY:
        yield page.finding("the Content-Security-Policy is not the first element of the head", "http-equiv")
    scripts = policy.get("script-src", policy.get("default-src"))
    if scripts is None or not all(_SOURCE.fullmatch(source) for source in scripts):
        yield page.finding(f"the policy lets scripts in by {scripts or 'saying nothing'}", "http-equiv")
    for name, sources in policy.items():
        if any(source in ("*", "http:", "https:", "'unsafe-eval'") for source in sources):
            yield page.finding(f"the policy's `{name}` lets in anything", "http-equiv")


def _dangerous(page: BuiltPage) -> Iterator[Finding]:
    for node in page.tree.css(_FORBIDDEN):
        yield page.finding(f"the page has an element <{node.tag}>", f"<{node.tag}")
    if any(page.html[found.start() - 1].isspace() for found in _HANDLER.finditer(page.html)):
        for node in page.tree.css("*"):
            names = [name for name in node.attributes if name.lower().startswith("on")]
            if names:
                yield page.finding(f"<{node.tag}> has the handler `{names[0]}`", f"{names[0]}=")
    for name in ("href", "src", "action", "formaction", "srcset", "poster"):
        for node in page.tree.css(f"[{name}]"):
            value = attribute(node, name)
            if ":" in value and _SCHEMES.match("".join(value.split())):
                yield page.finding(f"<{node.tag}> has the address `{value[:40]}`", value[:40])
            elif name != "href" and urlsplit(value).netloc:
                yield page.finding(f"<{node.tag}> loads from elsewhere: `{value[:60]}`", value[:60])


def _inline(page: BuiltPage) -> Iterator[str]:
    for node in page.tree.css("script:not([src])"):
        if attribute(node, "type").strip().lower() not in _DATA:
            yield node.text()


def _shape(text: str) -> str:
    return _PLACE.sub("new URL(", text)
