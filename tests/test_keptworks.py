"""A large bibliography is read once: from the store it is what the file says, and only while the file says so."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from citegate import inputs, keptworks, packedworks
from citegate.bench.workshop import bibliography
from citegate.bibliography import Bibliography

DAY = 739_000
BROKEN = "@misc{broken, title = {Never closed\n\n@misc{heir, crossref = {lost}}\n\ntitle = {Outside}\n"


def said(found: Bibliography) -> list[object]:
    """Return all that a bibliography says."""
    works = [
        (
            *(getattr(w, name) for name in w.__match_args__[:5]),
            list(w.places.items()),
            [*w.fields],
            [*w.raw.items()],
            w.text,
        )
        for w in found.works.values()
    ]
    return [works, list(found.works), found.problems, found.paths]


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A bibliography with problems that is large enough to be kept; the user's own store is not touched."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.delenv("CITEGATE_NO_CACHE", raising=False)
    file = tmp_path / "references.bib"
    file.write_text("\n".join(entry.text for entry in bibliography(400)) + BROKEN, encoding="utf-8")
    assert file.stat().st_size > keptworks.LEAST
    return file


def test_the_store_says_what_the_file_says(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second reading parses nothing and says the same of each work, place and problem."""
    first = keptworks.read(file.parent, file, file.name, DAY)
    assert said(first) == said(inputs.bibliography(file, file.name))

    def never(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(inputs, "works", never)
    assert said(keptworks.read(file.parent, file, file.name, DAY)) == said(first)


def test_a_changed_file_is_read_anew(file: Path) -> None:
    """After an edit, and after an edit that keeps size and times, the file counts."""
    keptworks.read(file.parent, file, file.name, DAY)
    before = file.stat()
    file.write_text(file.read_text(encoding="utf-8").replace("2024", "1924"), encoding="utf-8")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    found = keptworks.read(file.parent, file, file.name, DAY)
    assert said(found) == said(inputs.bibliography(file, file.name))
    assert "1924" in {work.fields.get("year") for work in found.works.values()}


def test_without_a_store_nothing_is_kept(file: Path) -> None:
    """Where no store is wanted none is made; a file that is missing is a problem as ever."""
    keptworks.read(file.parent, file, file.name, None)
    assert not (file.parent / ".cache").exists()
    file.unlink()
    assert "cannot be read" in keptworks.read(file.parent, file, file.name, DAY).problems[0].message


@pytest.mark.parametrize("file", sorted(Path(__file__).parent.rglob("*.bib")), ids=lambda file: file.parent.name)
def test_what_was_packed_says_the_same(file: Path) -> None:
    """Quoted, joined, abbreviated, escaped and inherited values come out as they went in, with their places."""
    data = file.read_bytes()
    made, text = inputs.works(data, file.name), inputs.bib_text(data)
    if text is None:
        assert not made.works
        return
    packed = packedworks.PackedWorks(packedworks.pack(made.works, text), text, file.name, "")
    assert said(Bibliography(packed, made.problems, made.paths)) == said(made)
    assert all(packed[key] is packed[key] and key in packed and len(packed) == len(made.works) for key in made.works)
