"""Measure hostile input: every payload in every place, refused by whom, and what runs where refusals are lowered.

    python scripts/hostile.py [N]

Judges all cases in process, then builds them all (or all but every N-th) with refusals lowered, opens each page in
Chromium without the site's own policy, touches everything on it, and writes tests/measures/hostile.md.
"""

from __future__ import annotations

import runpy
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))
if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.hostile.payloads import Case, cases
    from tests.hostile.refusing import Judge, Verdict
    from tests.hostile.running import Seen, build, drive, served
else:
    from hostile.payloads import cases
    from hostile.refusing import Judge
    from hostile.running import build, drive, served

TABLE = ROOT / "tests" / "measures" / "hostile.md"
HEAD = """# Hostile input

Written by `make hostile`. Each payload stands in each place: {cases} articles. "Harmful" are those that a default build
of the same Markdown extensions, without any of our code, would put onto the page as live markup (judged by a parser of
its own); in front matter and bibliography every payload of HTML counts. "Refused" are those with an error on the line
of the payload. "Opened" pages were built with refusals lowered and shown in Chromium without the site's
Content-Security-Policy; everything on them was hovered, focused and clicked. "Ran" counts pages on which a dialog, a
script, a navigation or a request to another host was seen.

Harmful and not refused: {missed}. Pages opened: {opened}. Pages on which anything ran: {ran}.
"""
COLUMNS = """
| {what} | Cases | Harmful | Harmful and refused | Refused in all | Opened | Ran |
|---|---:|---:|---:|---:|---:|---:|
"""


def main(every: int) -> int:
    """Measure and write the table; return 1 where anything was missed or ran."""
    verdicts = Judge().judge(cases())
    chosen = [verdict.case for verdict in verdicts if every == 1 or verdict.case.number % every]
    seen = _open(chosen)
    missed = [verdict for verdict in verdicts if verdict.harmful and not verdict.codes]
    tables = (_table(name, verdicts, chosen, seen) for name in ("payload", "place"))
    given = {"cases": len(verdicts), "missed": len(missed), "opened": seen.pages, "ran": len(seen.events)}
    TABLE.write_text(HEAD.format(**given) + "".join(tables), encoding="utf-8")
    for verdict in missed:
        print(f"not refused: {verdict.case.payload} in {verdict.case.place}")
    for case in chosen:
        if case.number in seen.events:
            print(f"ran: {case.payload} in {case.place}: {'; '.join(seen.events[case.number])}")
    print(f"{len(verdicts)} cases, {len(missed)} missed; {seen.pages} pages opened, {len(seen.events)} ran")
    return int(bool(missed or seen.events))


def _open(chosen: Sequence[Case]) -> Seen:
    browser_script: dict[str, Any] = runpy.run_path(str(ROOT / "scripts" / "browser.py"))
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as play:
        site = build(Path(folder), chosen)
        browser = play.chromium.launch(executable_path=browser_script["find"](), args=["--no-sandbox", "--disable-gpu"])
        with served(site) as address:
            return drive(browser, address, chosen)


def _table(name: str, verdicts: Sequence[Verdict], chosen: Sequence[Case], seen: Seen) -> str:
    """Return a row for each payload or place."""
    every: dict[str, Counter[str]] = {}
    for verdict in verdicts:
        count = every.setdefault(getattr(verdict.case, name), Counter())
        count["cases"] += 1
        count["harmful"] += verdict.harmful
        count["both"] += bool(verdict.harmful and verdict.codes)
        count["refused"] += bool(verdict.codes)
    for case in chosen:
        every[getattr(case, name)]["opened"] += 1
        every[getattr(case, name)]["ran"] += case.number in seen.events
    columns = ("cases", "harmful", "both", "refused", "opened", "ran")
    head = COLUMNS.format(what=name.capitalize())
    return head + "".join(f"| {key} | {' | '.join(str(count[c]) for c in columns)} |\n" for key, count in every.items())


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 1))
