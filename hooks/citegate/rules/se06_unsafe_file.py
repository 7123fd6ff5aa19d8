"""A file that may not be published as it stands.

What: a file in the documents' folder that is neither Markdown nor an image of a known kind (by its content, not only by
its name), is larger than 2 MB as an image, is a link, a pipe or a device, has a name with marks that mean something in
HTML, addresses or on other systems, lies where the theme keeps its own files, or would be written to the same address
as another one: `Foo.md` beside `foo.md`, `s.md` beside `s/index.md`. Also a file among the records of reviews that is
none.

Why: everything in that folder is copied to the site. An HTML or SVG file runs its scripts there when it is opened, a
name with a tag in it runs in every list of pages, a file under the theme's paths replaces what all pages load, a link
publishes what lies outside, and of two files with one address a page is lost in silence.

Bad:

    docs/articles/widget.svg

Good:

    docs/articles/widget.webp

Instead: save drawings as WebP or PNG; name files with letters, digits, `-` and `_`; put what pages share in the theme's
folder `docs/.overrides`, which only its owners may change.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from citegate.characters import scan, visible
from citegate.diagnostics import FILE, Finding, Level, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from citegate.context import Context
    from citegate.tree import Entry, Tree

CODE = "SE06"
LEVEL = Level.ERROR
SCOPE = "project"
MOST_BYTES = 2_000_000
IMAGES = {
    ".png": re.compile(rb"\x89PNG\r\n\x1a\n"),
    ".jpg": re.compile(rb"\xff\xd8\xff"),
    ".jpeg": re.compile(rb"\xff\xd8\xff"),
    ".gif": re.compile(rb"GIF8[79]a"),
    ".webp": re.compile(rb"RIFF....WEBPVP8[ LX]", re.DOTALL),
    ".avif": re.compile(rb"....ftypavi[fs]", re.DOTALL),
}
"""How the content of each kind of image begins (WHATWG MIME Sniffing, 6.1; AVIF 1.1, 6)."""
_THEME = re.compile(
    r"assets/(?:javascripts|stylesheets|fonts|images)/|templates/|(?:404|main|base)\.html$", re.IGNORECASE
)
_PART = re.compile(r"[^\W_](?:[\w.+-]*[\w+-])?")
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)
_LONGEST = 200
_STRAY = "restore it from the repository's history, or take it out; `citegate approve` writes such files"
_MARKDOWN = ".md"


def check_project(context: Context) -> Iterator[Finding]:
    """Yield a finding for each file that is not on the list of what may be copied to the site."""
    tree = context.tree
    if tree is None or not context.complete:
        return
    for entry in tree.entries:
        fault = _fault(entry)
        if fault:
            yield _finding(tree, entry, *fault)
    yield from _collisions(tree)
    for path, line, said in tree.strays:
        message = f"this is no file of records, although it stands among them: {said}"
        yield Finding(Span.point(line), message, _STRAY, f"{tree.name}/{visible(path, 400)}")


def allowed(entry: Entry) -> bool:
    """Return whether a file may be copied to the site."""
    return _fault(entry) is None


def _finding(tree: Tree, entry: Entry, message: str, advice: str) -> Finding:
    return Finding(FILE, message, advice, f"{tree.name}/{visible(entry.path, 400)}")


def _fault(entry: Entry) -> tuple[str, str] | None:
    """Return what is wrong with a file, and what to do."""
    if entry.kind != "file":
        what = "a link" if entry.kind == "link" else "no regular file"
        return f"this is {what}: only regular files are published", "put the file itself here"
    if not _named_safely(entry.path):
        return (
            f"the name `{visible(entry.path.rpartition('/')[2])}` is not safe in addresses and on every system",
            "use letters, digits, `-`, `_` and `.`",
        )
    if _THEME.match(entry.path):
        return "it lies where the theme keeps its own files, and would replace them on every page", "move it elsewhere"
    return None if entry.path.endswith(_MARKDOWN) else _image_fault(entry)


def _image_fault(entry: Entry) -> tuple[str, str] | None:
    suffix = f".{entry.path.rpartition('.')[2]}".lower()
    signature = IMAGES.get(suffix)
    if signature is None:
        kinds = ", ".join(sorted(IMAGES))
        return f"files of this kind are not published: only .md and images ({kinds})", "convert it, or take it out"
    if not signature.match(entry.head):
        return f"its content is no {suffix} image", "save it again as what its name says"
    if entry.size > MOST_BYTES:
        return f"the image has {entry.size:,} bytes, more than {MOST_BYTES:,}", "make it smaller"
    return None


def _named_safely(path: str) -> bool:
    parts = path.split("/")
    plain = unicodedata.is_normalized("NFC", path) and len(path) <= _LONGEST and not any(scan(path))
    return plain and all(_PART.fullmatch(part) and not _DEVICE.fullmatch(part) for part in parts)


def _collisions(tree: Tree) -> Iterator[Finding]:
    """Yield a finding for each file whose address, on a system that ignores case, another file took before."""
    taken: dict[str, str] = {}
    for entry in tree.entries:
        first = taken.setdefault(_address(entry.path, directory=tree.directory), entry.path)
        if first != entry.path:
            message = f"it would be written to the same address as `{tree.name}/{visible(first, 200)}`"
            yield _finding(tree, entry, message, "give one of them another name")


def _address(path: str, *, directory: bool) -> str:
    """Return where a file is written, as systems see it that ignore case and forms of characters."""
    if path.endswith(_MARKDOWN):
        stem = path.removesuffix(_MARKDOWN)
        folder, slash, name = stem.rpartition("/")
        if name in ("index", "README"):
            path = f"{folder}{slash}index.html"
        else:
            path = f"{stem}/index.html" if directory else f"{stem}.html"
    return unicodedata.normalize("NFKC", path).casefold()
