"""Measure hostile input: every payload in every place, refused by whom, and what runs where refusals are lowered.

    python scripts/hostile.py [N]

Judges all cases in process, then builds them all (or only every N-th) with refusals lowered, opens each page in
Chromium without the site's own policy, touches everything on it, and writes tests/measures/hostile.md.
"""

from __future__ import annotations

import runpy
import sys
import tempfile
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
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
TOGETHER = 320
"""Cases that are built as one site: titles, sources and claims of all of them meet on its lists."""
MADE = ("index.html", "search", "evidence", "questions", "topics", "request")
"""Pages that are made of the articles and their sources; those of the handbook hold none of them."""
HEAD = """# Hostile input

Written by `make hostile` over the version of {day}. Each payload stands in each place: {cases:,} articles.

- "Harmful" are those that a default build of the same Markdown extensions, without any of our code, would put onto the
  page as live markup (judged by a parser of its own); in front matter and bibliography every payload of HTML counts.
- "Refused" are those with an error on the line of the payload. The others are plain text where they stand.
- "Opened" pages were built with refusals lowered and shown in Chromium without the site's Content-Security-Policy. Each
  was loaded, and everything on it was hovered, focused and clicked.
- "Ran" counts pages on which a dialog, a script, a navigation or a request to another host was seen.

| What | Number |
|---|---:|
| Cases | {cases:,} |
| Harmful | {harmful:,} |
| Harmful and not refused on the payload's line | {missed} |
| Pages of the cases opened | {opened:,} |
| Pages made of them opened as well: lists, sources, claims, search | {made:,} |
| Elements touched | {nodes:,} |
| Pages on which anything ran | {ran} |

Files, settings and snippets have their cases in `tests/broken`: file names with markup, HTML, SVG and scripts, files
under the theme's paths, links, pipes, two names that differ in case (SE06, not copied); `mkdocs.yml` with `!!python/…`
or `INHERIT` (refused with its place before MkDocs reads it); snippets from above, behind a link or from an address
(CL03 at their line, not read).
"""
COLUMNS = """
| {what} | Cases | Harmful | Harmful and refused | Refused in all | Opened | Ran |
|---|---:|---:|---:|---:|---:|---:|
"""


def main(every: int) -> int:
    """Measure and write the table; return 1 where anything was missed or ran."""
    listed = list(cases(every))
    parts = [listed[at : at + TOGETHER] for at in range(0, len(listed), TOGETHER)]
    verdicts: list[Verdict] = []
    seen: dict[str, list[str]] = {}
    count: Counter[str] = Counter()
    with ProcessPoolExecutor(max_workers=2, mp_context=get_context("spawn")) as pool:
        for part, found in zip(parts, pool.map(measured, parts), strict=True):
            verdicts += found[0]
            seen |= {f"{part[0].name}: {page}": events for page, events in found[1].events.items()}
            count["opened"] += len(part)
            count["made"] += found[1].pages - len(part)
            count["nodes"] += found[1].nodes
            print(f"{len(verdicts)} of {len(listed)}, {len(seen)} ran", file=sys.stderr, flush=True)
    missed = [verdict for verdict in verdicts if verdict.harmful and not verdict.codes]
    ran = {page.partition(": ")[2] for page in seen}
    tables = "".join(_table(name, verdicts, ran) for name in ("payload", "place"))
    harmful = sum(verdict.harmful for verdict in verdicts)
    given = {"cases": len(verdicts), "harmful": harmful, "missed": len(missed), "ran": len(seen), **count}
    TABLE.write_text(HEAD.format(day=_today(), **given) + tables, encoding="utf-8")
    for verdict in missed:
        print(f"not refused: {verdict.case.payload} in {verdict.case.place}")
    for page, events in seen.items():
        print(f"ran: {page}: {'; '.join(events)}")
    print(f"{len(verdicts)} cases, {len(missed)} missed; {count['opened']} + {count['made']} opened, {len(seen)} ran")
    return int(bool(missed or seen))


def measured(part: Sequence[Case]) -> tuple[list[Verdict], Seen]:
    """Judge some of the cases, build them as one site, and open all that was made of them."""
    return Judge().judge(part), _open(part)


def _open(chosen: Sequence[Case]) -> Seen:
    browser_script: dict[str, Any] = runpy.run_path(str(ROOT / "scripts" / "browser.py"))
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as play:
        site = build(Path(folder), chosen)
        made = [name for file in sorted(site.rglob("*.html")) if (name := _made(file.relative_to(site))) is not None]
        browser = play.chromium.launch(executable_path=browser_script["find"](), args=["--no-sandbox", "--disable-gpu"])
        with served(site) as address:
            return drive(browser, address, chosen, made)


def _made(file: Path) -> str | None:
    """Return the address of a page that is made of articles and sources, or None where it is another."""
    return file.as_posix().removesuffix("index.html") if file.parts[0] in MADE else None


def _today() -> str:
    from citegate.project import today  # noqa: PLC0415 - not before the processes have begun

    return today().isoformat()


def _table(name: str, verdicts: Sequence[Verdict], ran: set[str]) -> str:
    """Return a row for each payload or place."""
    every: dict[str, Counter[str]] = {}
    for verdict in verdicts:
        count = every.setdefault(getattr(verdict.case, name), Counter())
        count["cases"] += 1
        count["harmful"] += verdict.harmful
        count["both"] += bool(verdict.harmful and verdict.codes)
        count["refused"] += bool(verdict.codes)
        count["opened"] += 1
        count["ran"] += verdict.case.page in ran
    columns = ("cases", "harmful", "both", "refused", "opened", "ran")
    head = COLUMNS.format(what=name.capitalize())
    return head + "".join(f"| {key} | {' | '.join(str(count[c]) for c in columns)} |\n" for key, count in every.items())


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 1))
