"""Compressed copies hold what their files hold, are the same in every build, and are read again with the site."""

from __future__ import annotations

import gzip
import os
import random
import zlib
from typing import TYPE_CHECKING

import brotli
from citegate import reader
from citegate.site import compressing
from citegate.sitecheck import copies

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

PAGE = "<p>The widget weighs 3 kg.</p>\n" * 200


def site(folder: Path) -> Path:
    """Write a few files of a site into a folder."""
    folder.mkdir()
    noise = random.Random(1).randbytes(5000)  # noqa: S311 - bytes that cannot be compressed
    contents = {
        "index.html": PAGE.encode(),
        "page.css": b"p { color: red }\n" * 100,
        "small.html": b"<p>Small.</p>",
        "image.png": b"\x89PNG" + b"0" * 5000,
        "noise.json": noise,
        "sitemap.xml": PAGE.encode(),
        "sitemap.xml.gz": gzip.compress(PAGE.encode(), mtime=0),
        **{f"page-{number}.html": f"{number} {PAGE}".encode() for number in range(6)},
    }
    for name, data in contents.items():
        (folder / name).write_bytes(data)
    return folder


def files(folder: Path) -> dict[str, bytes]:
    """Return the files of a folder by name."""
    return {file.name: file.read_bytes() for file in folder.iterdir()}


def test_copies_hold_what_files_hold(tmp_path: Path) -> None:
    """Each text that shrinks has two copies with its content; small files, images and noise have none."""
    folder = site(tmp_path / "site")
    before = files(folder)
    compressing.compress(folder)
    after = files(folder)
    assert {name: after[name] for name in before} == before
    made = sorted(after.keys() - before.keys())
    assert made == sorted(
        [f"{name}{suffix}" for name in before for suffix in (".gz", ".br") if name.startswith(("index", "page"))]
        + ["sitemap.xml.br"]
    )
    for name in made:
        unpack = gzip.decompress if name.endswith(".gz") else brotli.decompress
        assert unpack(after[name]) == before[name[:-3]]
    assert list(copies.wrong(folder, frozenset(after))) == []


def test_the_same_bytes_in_every_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Copies do not depend on the hour, the folder, or how many processes made them."""
    monkeypatch.setattr(reader, "FEW", 1)
    found = []
    for number in (1, 2):
        monkeypatch.setenv("CITEGATE_PROCESSES", str(number))
        folder = site(tmp_path / f"site-{number}")
        for file in folder.iterdir():
            os.utime(file, (number * 1000, number * 1000))
        compressing.compress(folder)
        found.append(files(folder))
    assert found[0] == found[1]


def test_a_copy_of_something_else_is_found(tmp_path: Path) -> None:
    """A copy that was changed, cut, swollen, is of another file or of none is named; nothing unpacks without end."""
    folder = site(tmp_path / "site")
    compressing.compress(folder)
    names = frozenset(files(folder))
    spoilt = {
        "index.html.gz": gzip.compress(b"x" * 100_000_000, compresslevel=1),
        "index.html.br": brotli.compress(b"Something else."),
        "page.css.gz": (folder / "page.css.gz").read_bytes()[:-12],
        "page.css.br": (folder / "page.css.br").read_bytes()[:-3],
        "page-0.html.gz": b"no gzip",
        "page-0.html.br": b"no brotli",
        "page-1.html.gz": zlib.compress(PAGE.encode()),
        "page-1.html.br": brotli.compress(b"x" * 50_000_000, quality=1),
        "none.html.br": brotli.compress(b"x"),
    }
    for name, data in spoilt.items():
        (folder / name).write_bytes(data)
    found = dict(copies.wrong(folder, names | spoilt.keys()))
    assert found.keys() == spoilt.keys()
    assert "which is not there" in found["none.html.br"]
