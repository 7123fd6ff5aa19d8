"""Fuzz one of the three parsers: front matter, bibliography, citation grammar.

Usage: python scripts/fuzz_targets.py {front-matter,bibliography,citations} [--inputs N] [--seed S] [atheris options]

With atheris (`pip install atheris`, not among the pinned packages) coverage leads the search. Without it, samples are
mutated at random. Exit status 1 where an input broke what must hold; the input is printed.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import random
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "hooks"), str(ROOT / "tests"), str(ROOT)]

from citegate import bibliography, citations, frontmatter  # noqa: E402

from tests.random_documents import citation, front  # noqa: E402
from tests.random_pieces import HOSTILE, KEYS, YAML  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable

    from citegate.diagnostics import Span

MOST_SECONDS = 1
LONGEST = 20_000


def placed(text: str, *spans: Span) -> None:
    """Raise where a place lies outside a text."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for span in spans:
        inside = 1 <= span.line <= span.end_line <= len(lines) + 1 and span.column >= 1
        if not inside:
            raise AssertionError(f"{span} lies outside {len(lines)} lines")


def front_matter(text: str) -> None:
    """Read front matter of each kind: places lie in the file, the body is what follows the block."""
    for kind in frontmatter.KINDS:
        found = frontmatter.read(text, kind)
        placed(text, *(problem.span for problem in found.problems), *found.places.values())
        if not text.endswith(found.body):
            raise AssertionError("the body is not the end of the text")


def bibliography_entries(text: str) -> None:
    """Parse a bibliography: places lie in the file, and every work has the key it is kept under."""
    found = bibliography.parse(text, "x.bib")
    placed(text, *(problem.span for problem in found.problems), *(work.span for work in found.works.values()))
    if any(key != work.key for key, work in found.works.items()):
        raise AssertionError("a work is kept under another key")


def citation_grammar(text: str) -> None:
    """Find citations and look-alikes: groups are brackets of the text, in order, and parse to the same again."""
    end = 0
    for start, stop, group in citations.find_groups(text):
        body = text[start + 1 : stop - 1]
        if start < end or text[start] != "[" or text[stop - 1] != "]" or citations.parse_group(body) != group:
            raise AssertionError(f"no group: {text[start:stop]!r}")
        if any(f"@{each.key}" not in body for each in group):
            raise AssertionError(f"a key that is not there: {group}")
        end = stop
    for start, stop, _ in citations.find_lookalikes(text):
        if not 0 <= start < stop <= len(text):
            raise AssertionError("a look-alike of no width")


def sample_entries(chosen: random.Random) -> str:
    """Return a few entries of a bibliography, some of them of the test's own works."""
    works = (ROOT / "tests" / "rules" / "references.bib").read_text("utf-8").split("\n\n")
    own = '@misc{k, title = {A {b} \\"o $x$} # name, crossref = {k}, year = 2001}\n@string{name = {x}}\n@comment{x}\n'
    return "\n\n".join([*chosen.sample(works, chosen.randrange(1, 4)), own])


TARGETS: dict[str, tuple[Callable[[str], None], Callable[[random.Random], str], tuple[str, ...]]] = {
    "front-matter": (front_matter, front, (*YAML, "&a ", "*a", "!!x ", "? ", "| ", ">-\n", "[", "{", "#", "'", '"')),
    "bibliography": (
        bibliography_entries,
        sample_entries,
        ("{", "}", '"', "@", "@string{", "=", "#", ",", "\\", "crossref = {alpha},", "%", "$", "(", ")", "\\'"),
    ),
    "citations": (
        citation_grammar,
        lambda chosen: " ".join(citation(chosen) for _ in range(9)),
        ("[", "]", "@", ";", ",", "[@", "(", ")", *KEYS),
    ),
}


def mutated(chosen: random.Random, text: str, tokens: tuple[str, ...]) -> str:
    """Return a text with a few pieces taken out, doubled, moved or replaced."""
    for _ in range(chosen.choice((1, 1, 2, 4, 16))):
        at = chosen.randrange(len(text) + 1)
        end = min(len(text), at + chosen.choice((0, 0, 1, 1, 4, 60)))
        new = chosen.choice(
            (
                "",
                text[at:end] * chosen.choice((2, 2, 40)),
                chosen.choice(tokens) * chosen.choice((1, 1, 1, 50)),
                chosen.choice(HOSTILE),
                chr(chosen.randrange(1, 0x250)),
            )
        )
        text = (text[:at] + new + text[end:])[:LONGEST]
    return text


def search(name: str, number: int, seed: int) -> int:
    """Run a target on mutated samples; print a row with inputs, characters and time; return how many broke."""
    target, sample, tokens = TARGETS[name]
    chosen = random.Random(seed)  # noqa: S311 - repeatable on purpose
    failed = characters = 0
    slowest, begin = 0.0, time.process_time()
    pool = [sample(chosen) for _ in range(60)]
    for _ in range(number):
        at = chosen.randrange(len(pool))
        text = mutated(chosen, pool[at], tokens)
        pool[at] = text if chosen.random() < 0.5 else sample(chosen) if chosen.random() < 0.1 else pool[at]
        started = time.process_time()
        try:
            target(text)
        except (Exception, RecursionError) as error:  # noqa: BLE001 - this is what is looked for
            failed += 1
            if failed <= 9:
                print(f"  {type(error).__name__}: {error}\n  {text!r}", flush=True)
        seconds = time.process_time() - started
        if seconds > MOST_SECONDS:
            failed += 1
            print(f"  took {seconds:.1f} s: {text[:300]!r}", flush=True)
        slowest, characters = max(slowest, seconds), characters + len(text)
    spent = time.process_time() - begin
    print(f"| {name} | {number:,} | {characters:,} | {spent:.0f} s | {slowest:.2f} s | {failed} |", flush=True)
    return failed


def led_by_coverage(name: str, arguments: list[str]) -> None:
    """Hand the target to atheris, which never returns."""
    atheris = importlib.import_module("atheris")
    atheris.instrument_all()
    target = TARGETS[name][0]
    atheris.Setup([sys.argv[0], *arguments], lambda data: target(data.decode("utf-8", "surrogateescape")))
    atheris.Fuzz()


def main() -> int:
    """Fuzz the named target."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("target", choices=TARGETS)
    parser.add_argument("--inputs", type=int, default=200_000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--plain", action="store_true", help="mutate at random even where atheris is installed")
    given, others = parser.parse_known_args()
    if importlib.util.find_spec("atheris") and not given.plain:
        led_by_coverage(given.target, others)
    return 1 if search(given.target, given.inputs, given.seed) else 0


if __name__ == "__main__":
    sys.exit(main())
