"""References in a CSL style are kept between builds: found again by digest, and cleaned again when they are."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from citegate import csl
from citegate.bibliography import Work

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

STYLES = Path(__file__).parent / "csl"
WORKS = [Work(f"w{i}", "misc", {"title": f"Widget {i}"}) for i in range(3)]


class Memory:
    """A store that lasts as long as a test."""

    def __init__(self) -> None:
        self.values: dict[str, bytes] = {}

    def load(self, keys: Iterable[str]) -> dict[str, bytes]:
        """Return the values that are kept."""
        return {key: self.values[key] for key in keys if key in self.values}

    def save(self, values: Mapping[str, bytes]) -> None:
        """Keep values."""
        self.values.update(values)

    def close(self) -> None:
        """Let go of nothing."""


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Return the list to which each start of pandoc adds its style."""
    started: list[Path] = []
    real = csl._run_pandoc

    def counted(items: str, path: Path) -> str:
        started.append(path)
        return real(items, path)

    monkeypatch.setattr(csl, "_run_pandoc", counted)
    return started


def test_same_works_and_style_start_pandoc_once(runs: list[Path]) -> None:
    """A second build of the same works in the same style starts no pandoc and prints the same."""
    store, style = Memory(), STYLES / "author-date.csl"
    first = csl.format_all(WORKS, style, store)
    assert csl.format_all(WORKS, style, store) == first
    assert len(runs) == 1


def test_another_work_or_style_is_formatted(tmp_path: Path, runs: list[Path]) -> None:
    """A changed work, another style and a changed style file of the same name are formatted anew."""
    store, style = Memory(), tmp_path / "style.csl"
    style.write_bytes((STYLES / "author-date.csl").read_bytes())
    csl.format_all(WORKS, style, store)
    assert "Gadget" in csl.format_all([Work("w0", "misc", {"title": "Gadget"})], style, store)["w0"]
    style.write_bytes((STYLES / "numeric.csl").read_bytes())
    csl.format_all(WORKS, style, store)
    assert len(runs) == 3


def test_what_was_kept_is_cleaned_again() -> None:
    """Markup that somebody puts into the store reaches no page."""
    store, style = Memory(), STYLES / "author-date.csl"
    csl.format_all(WORKS, style, store)
    forged = b'<div id="ref-w0" class="csl-entry">T<script>alert(1)</script></div>'
    store.values = dict.fromkeys(store.values, forged)
    assert csl.format_all(WORKS, style, store)["w0"] == "T"


def test_subtitle_belongs_to_the_title() -> None:
    """A style prints title and subtitle, as the built-in style does."""
    work = Work("w", "book", {"title": "Widgets", "subtitle": "A history"})
    assert csl.to_csl_json(work)["title"] == "Widgets: A history"
