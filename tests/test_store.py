"""The store of results: what it answers is what was put there by this user, and whatever goes wrong is a miss."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

import pytest
from citegate.store import FILE, Store, key, open_store, secret
from hypothesis import given
from hypothesis import strategies as st

if TYPE_CHECKING:
    from pathlib import Path

OWN, OTHER = b"o" * 32, b"x" * 32


def test_what_was_stored_comes_back(tmp_path: Path) -> None:
    """Values come back by key, as many as a statement of SQLite takes and more; unknown keys are no answer."""
    values = {f"{number}": bytes([number % 256]) * number for number in range(1200)}
    Store(tmp_path, 1, OWN).save(values)
    assert Store(tmp_path, 1, OWN).load([*values, "unknown"]) == values


def test_a_store_of_somebody_else_is_not_read(tmp_path: Path) -> None:
    """A store that came with a checkout was sealed with another key, or with none: it answers nothing."""
    Store(tmp_path, 1, OTHER).save({"a": b"forged"})
    assert Store(tmp_path, 1, OWN).load(["a"]) == {}


def test_a_value_moved_to_another_key_is_not_read(tmp_path: Path) -> None:
    """A sealed value answers for its own key only: a verdict on one article cannot be given to another."""
    made = Store(tmp_path, 1, OWN)
    made.save({"clean": b"no findings", "bad": b"one finding"})
    made.close()
    with sqlite3.connect(tmp_path / FILE) as base:
        base.execute("UPDATE entry SET (code, value) = (SELECT code, value FROM entry WHERE key = 'clean')")
    base.close()
    assert Store(tmp_path, 1, OWN).load(["clean", "bad"]) == {"clean": b"no findings"}


@pytest.mark.parametrize("content", [b"", b"no database", b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_damaged_store_is_a_miss_and_is_made_anew(tmp_path: Path, content: bytes) -> None:
    """Whatever stands in the file, nothing is raised and nothing is answered; afterwards the store works."""
    (tmp_path / FILE).write_bytes(content)
    made = Store(tmp_path, 1, OWN)
    assert made.load(["a"]) == {}
    made.save({"a": b"1"})
    assert Store(tmp_path, 1, OWN).load(["a"]) == {"a": b"1"}


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    """A store that is a link, as a checkout could hold one, is neither read nor written."""
    Store(tmp_path / "real", 1, OWN).save({"a": b"1"})
    (tmp_path / "checkout").mkdir()
    (tmp_path / "checkout" / FILE).symlink_to(tmp_path / "real" / FILE)
    assert Store(tmp_path / "checkout", 1, OWN).load(["a"]) == {}


def test_a_store_that_cannot_be_written_is_none(tmp_path: Path) -> None:
    """Where the folder is a file, saving and loading do nothing."""
    (tmp_path / "cache").write_text("", encoding="utf-8")
    made = Store(tmp_path / "cache", 1, OWN)
    made.save({"a": b"1"})
    assert made.load(["a"]) == {}


def test_a_full_store_drops_what_was_not_used_for_longest(tmp_path: Path) -> None:
    """Above its limit the store keeps what was used last."""
    noise = {f"{number:04}": number.to_bytes(2, "big") + bytes(range(256)) * 4 for number in range(400)}
    Store(tmp_path, 1, OWN, limit=1 << 30).save(noise)
    late = Store(tmp_path, 2, OWN, limit=100_000)
    assert late.load(["0007"])
    late.save({"new": b"1"})
    again = Store(tmp_path, 2, OWN)
    assert set(again.load(["0007", "new"])) == {"0007", "new"}
    assert len(again.load(noise)) < len(noise)
    assert (tmp_path / FILE).stat().st_size <= 100_000


def test_the_key_is_the_users_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The key is made once, outside the checkout, for nobody else's eyes; without a place for it there is no store."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("CITEGATE_NO_CACHE", raising=False)
    made = secret()
    assert made
    assert secret() == made
    assert (tmp_path / "home" / "citegate" / "store.key").stat().st_mode & 0o077 == 0
    assert open_store(tmp_path / "project", 1)
    monkeypatch.setenv("XDG_CACHE_HOME", "/dev/null/nowhere")
    assert open_store(tmp_path / "project", 1) is None
    monkeypatch.setenv("CITEGATE_NO_CACHE", "1")
    assert open_store(tmp_path / "project", 1) is None


@given(st.lists(st.text()), st.lists(st.text()))
def test_lists_that_differ_have_keys_that_differ(one: list[str], other: list[str]) -> None:
    """Parts are not run together: ("ab", "c") and ("a", "bc") are told apart."""
    assert (key(*one) == key(*other)) == (one == other)
