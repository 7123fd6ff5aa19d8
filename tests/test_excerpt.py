"""The text report: safe on any terminal, the place under carets, colours only where they are wanted."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from citegate.commands import options
from citegate.diagnostics import Diagnostic, Span
from citegate.reporters import Run, reporter
from citegate.reporters.excerpt import WINDOW, excerpt, safe
from hypothesis import given
from hypothesis import strategies as st

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from tests.small_project import citegate, make
else:
    from small_project import citegate, make


NASTY = st.text(st.one_of(st.characters(), st.sampled_from("\x1b\x07\u202e\u200b\ufeff\u2066\n\r\t\x9b")))


@given(NASTY, NASTY, NASTY)
def test_text_obeys_nobody(source: str, message: str, path: str) -> None:
    """Whatever the text, the report holds no character that a terminal obeys or hides, and no line of its making."""
    diagnostic = Diagnostic(path, Span(1, 2, 1, 4), "CL01", "error", message, message)
    said = reporter("text")(Run([], [diagnostic], {path: source}))
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]", said)
    assert len(said.split("\n")) <= 5
    assert said.split("\n")[0] == f"{safe(path)}:1:2: CL01 {safe(message)}"


@given(st.text("abc é\u200b\u202e家😀\t", min_size=1, max_size=400), st.data())
def test_carets_stand_under_the_place(line: str, data: st.DataObject) -> None:
    """What the carets stand under is the place: as many columns before it as the text before it takes."""
    start = data.draw(st.integers(0, len(line) - 1))
    end = data.draw(st.integers(start + 1, len(line)))
    shown = excerpt([line], Span(1, start + 1, 1, end + 1))
    if shown is None:
        assert not re.search(r"\w", line)
        return
    text, carets = shown
    assert len(text) <= 6 * WINDOW + 2
    columns = [c for c in text for _ in range(2 if c in "家😀" else 1)]  # one entry for each column of the terminal
    place = "".join(columns[carets.index("^") : len(carets)])
    expected = "".join(c * 2 if c in "家😀" else c for c in safe(line[start:end]).replace("\t", "    "))
    assert place
    assert expected.startswith(place)


def test_long_line_is_cut_around_the_place() -> None:
    """Of a megabyte in one line only the part around the place is shown, and quickly for many findings."""
    line = "x" * 500_000 + " here " + "y" * 500_000
    places = [Diagnostic("a.md", Span(1, 500_002, 1, 500_006), "CL01", "error", str(n), "") for n in range(500)]
    lines = reporter("text")(Run([], places, {"a.md": line})).split("\n")
    assert max(map(len, lines)) < 2 * WINDOW
    assert lines[1][lines[2].index("^") : len(lines[2])] == "here"


def test_colour_is_for_terminals_only(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Colours appear on a terminal, not under NO_COLOR, TERM=dumb or in a pipe, and change no word."""
    project = make(tmp_path, "The widget weighs 3 kg.\n")
    plain = citegate("check", "--root", project).stdout
    assert "\x1b" not in plain

    def coloured(**environment: str) -> bool:
        for name in ("NO_COLOR", "TERM"):
            monkeypatch.delenv(name, raising=False)
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        return options.colour()

    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    assert coloured()
    assert coloured(NO_COLOR="")  # by no-color.org only a value counts
    assert not coloured(NO_COLOR="1")
    assert not coloured(TERM="dumb")
    found = [Diagnostic("a.md", Span(1, 1, 1, 4), "CL01", level, "m", "h") for level in ("error", "warning")]
    bright, dull = (reporter("text")(Run([], found, {"a.md": "word"}, ["note"], {}, on)) for on in (True, False))
    assert "\x1b[31m" in bright
    assert re.sub(r"\x1b\[\d+m", "", bright) == dull
