"""Broken input, one file a case: one line each with place, code and words, or accepted rightly; quick, no traceback.

`broken/NAME.toml` says how a small project is spoilt. `[[change]]` names a `file` and what happens to it: `write`,
`append`, or `replace` by `with`, a text that may stand `times` over or follow as `then … last`; `deeper`, `growing` and
`numbered` repeat it with more indentation, in longer runs, with numbers `{n}`. `encoding`, `delete`, `link`, `fifo` and
`copy` speak for themselves. `found` are the errors (`path:line:column: CODE`, then words that the message holds);
with CG02 nothing can be judged. Without them the input is accepted, and `about` says why.
"""

from __future__ import annotations

import os
import re
import time
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests import small_project
else:
    import small_project

CASES = sorted(Path(__file__).with_name("broken").glob("*.toml"))
MOST_SECONDS = 5
UNUSABLE = "CG02"
GOOD = "The widget is blue [@alpha].\n"
_ERROR = re.compile(r"^(\S[^\n]*?:\d+:\d+: [A-Z]{2}\d\d) (.+)$", re.MULTILINE)


def repeated(change: dict[str, Any], text: str) -> str:
    """Return a text as often as a change says, each time as it says."""
    if "deeper" in change:
        return "".join(" " * 4 * depth + text for depth in range(change["deeper"]))
    if "growing" in change:
        return "".join(text * length + " a " for length in range(1, change["growing"]))
    if "numbered" in change:
        return "".join(
            text.replace("{n}", str(n)).replace("{m}", str(max(0, n - 1))) for n in range(change["numbered"])
        )
    if "then" in change:
        return f"{text}{change['then'] * change['times']}{change.get('last', '')}"
    return str(text * change.get("times", 1))


def apply(root: Path, change: dict[str, Any]) -> None:
    """Spoil one file of a project."""
    file = root / change["file"]
    file.parent.mkdir(parents=True, exist_ok=True)
    if "delete" in change:
        file.unlink()
    elif "fifo" in change:
        os.mkfifo(file)
    elif "link" in change:
        file.symlink_to(change["link"])
    elif "copy" in change:
        file.write_bytes((root / change["copy"]).read_bytes())
    elif "replace" in change:
        old, new = change["replace"].encode(), repeated(change, change["with"]).encode()
        content = file.read_bytes()
        assert content.count(old) == 1, change["replace"]
        file.write_bytes(content.replace(old, new))
    else:
        before = file.read_bytes() if "append" in change else b""
        text = repeated(change, change["append"] if "append" in change else change["write"])
        file.write_bytes(before + text.encode(change.get("encoding", "utf-8")))


def spoilt(case: dict[str, Any], folder: Path) -> Path:
    """Return a small project that was sound before the changes of a case."""
    root = small_project.make(folder, GOOD)
    for change in case["change"]:
        apply(root, change)
    return root


def errors(output: str) -> list[tuple[str, str]]:
    """Return place with code, and message, of each error that was printed."""
    found = [(match[1], match[2]) for match in _ERROR.finditer(output)]
    return [(place, message) for place, message in found if not message.endswith("(warning)")]


@pytest.mark.parametrize("file", CASES, ids=lambda file: file.stem)
def test_broken(file: Path, tmp_path: Path) -> None:
    """A broken input is told once, with its place and code and words, within seconds and without a traceback."""
    case = tomllib.loads(file.read_text("utf-8"))
    root = spoilt(case, tmp_path)
    started = time.process_time()
    done = small_project.citegate("check", "--no-cache", "--root", root)
    seconds = time.process_time() - started
    told = errors(done.output)
    assert "Traceback" not in done.output
    assert "CG00" not in done.output
    expected = [tuple(line.split(" | ")) for line in case.get("found", [])]
    assert [place for place, _ in told] == [place for place, _ in expected], done.output[:4000]
    assert [m for (_, m), (_, words) in zip(told, expected, strict=True) if words not in m] == []
    unusable = any(place.endswith(UNUSABLE) for place, _ in expected)
    assert done.exit_code == (2 if unusable else 1 if expected else 0)
    assert len(re.findall(r"(?m)^ {4}\S", done.output)) >= len(expected), "each is told with what to do"
    assert seconds < MOST_SECONDS


def test_sound_project_is_accepted(tmp_path: Path) -> None:
    """Without a change the small project is in order, so that each finding is that of its change."""
    done = small_project.citegate("check", "--no-cache", "--root", small_project.make(tmp_path, GOOD))
    assert (done.exit_code, errors(done.stdout)) == (0, []), done.output


def test_table_is_long_and_without_repeats() -> None:
    """There are eighty different broken inputs and more."""
    cases = [tomllib.loads(file.read_text("utf-8")) for file in CASES]
    assert len({repr(case["change"]) for case in cases}) == len(cases) >= 80
