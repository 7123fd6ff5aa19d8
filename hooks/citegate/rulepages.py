"""The page of each rule: its docstring as Markdown, and the address where the site shows it."""

from __future__ import annotations

import re
import textwrap
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from citegate.policy import Policy
    from citegate.rules import Rule

FOLDER = "editorial/rules"
"""Where the pages stand, below the documents' folder and below the site's address."""
INTERNAL = {
    "CG00": "A rule failed: nobody knows what it would have said, so the build is refused",
    "CG01": "An entry of the baseline no longer occurs, or may not stand there",
    "CG02": "A setting or a file without which nothing can be judged cannot be used; exit status 2",
    "VS00": "A built page is missing, or has no source",
    "VS01": "A built page does not cite or list what its source cites, in that order",
    "VS02": "A notice of a built page is missing, altered, too late or hidden",
    "VS03": "A built page does not show the review status of its source",
    "VS04": "A built page has other claims or words than its data and its source",
    "VS05": "The structured data of a built page say what the page does not",
    "VS06": "A built page runs or loads what it should not, or has no sound policy against that",
    "VS07": "A link inside the built site leads nowhere",
}
"""Codes of the program itself; no rule has them and no policy changes them."""
LEVELS = {
    "error": "refused in every review status",
    "approval": "refused where the status is approved, a warning before",
    "warning": "never refused",
}
FAMILIES = {
    "CI": "Citations and references",
    "CL": "Claims",
    "DI": "Notices",
    "DO": "Doses",
    "GR": "Grades of evidence",
    "GV": "Editorial facts",
    "RD": "Readers",
    "SE": "Safety",
    "SQ": "Sources",
    "ST": "Statistics",
}
_PART = re.compile(r"^(What|Why|Bad|Good|Instead):\s*", re.MULTILINE)
_HEADINGS = {"Why": "Why", "Bad": "What is refused", "Good": "What passes", "Instead": "What to do instead"}


def address(code: str, *, directory: bool = True) -> str:
    """Return the address of a rule's page below the site's own; `directory` as `use_directory_urls`."""
    return f"{FOLDER}/{code}{'/' if directory else '.html'}" if code not in INTERNAL else ""


def links(codes: Iterable[str], site_url: str, *, directory: bool = True) -> dict[str, str]:
    """Return the whole addresses of rules' pages by code; none where the site has no address."""
    base = site_url.rstrip("/")
    return {code: f"{base}/{address(code, directory=directory)}" for code in codes} if base else {}


def page(rule: Rule, policy: Policy) -> str:
    """Return a rule's page in Markdown, with its level, and with the project's own where that differs."""
    body = "\n\n".join(_parts(rule.doc))
    return f"{_front(f'{rule.code}: {rule.title}')}# {rule.code}: {rule.title}\n\n{_level(rule, policy)}\n\n{body}\n"


def index(rules: Iterable[Rule], policy: Policy) -> str:
    """Return the page that lists every rule by family, in Markdown."""
    listed = list(rules)
    lines = [f"{_front('Rules')}# Rules\n", _INTRODUCTION]
    for prefix in dict.fromkeys(rule.code[:2] for rule in listed):
        lines += [f"\n## {FAMILIES.get(prefix, prefix)}\n", "| Rule | What it asks | Level |", "|---|---|---|"]
        for rule in listed:
            if rule.code.startswith(prefix):
                lines.append(f"| [{rule.code}]({rule.code}.md) | {_cell(rule.title)} | {_in_force(rule, policy)} |")
    return "\n".join(lines) + "\n"


_INTRODUCTION = """\
What the gate judges. An *error* is refused in every review status, an *approval* only where an article is approved, a
*warning* never. `citegate explain CODE` prints the same pages on the command line."""


def _front(title: str) -> str:
    """Return front matter that keeps the page, with its wrong examples, out of the search."""
    return f'---\ntitle: "{title.translate(_QUOTED)}"\nsearch:\n  exclude: true\n---\n\n'


_QUOTED = str.maketrans({'"': "'", "\\": "\\\\"})


def _level(rule: Rule, policy: Policy) -> str:
    said = f"Level: **{rule.level}**, {LEVELS[rule.level]}."
    given = policy.rules.get(rule.code)
    if given is None or given.level == rule.level:
        return said
    reason = f": {given.reason}" if given.reason else "."
    return f"{said} In this project: **{given.level}**, {LEVELS[given.level]}{reason}"


def _in_force(rule: Rule, policy: Policy) -> str:
    level = policy.level(rule.code, rule.level)
    return str(level) if level == rule.level else f"{level} (by default {rule.level})"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _parts(doc: str) -> Iterator[str]:
    """Yield the parts of a docstring as Markdown, in its order; examples become fenced blocks."""
    text = doc.strip().partition("\n")[2]
    starts = list(_PART.finditer(text))
    introduction = text[: starts[0].start() if starts else len(text)].strip()
    if introduction:
        yield introduction
    for match, following in zip(starts, [*starts[1:], None], strict=True):
        name, part = match[1], text[match.end() : following.start() if following else len(text)]
        heading = f"## {_HEADINGS[name]}\n\n" if name in _HEADINGS else ""
        yield heading + (_fenced(match[0].partition(":")[2] + part) if name in ("Bad", "Good") else _sentence(part))


def _sentence(text: str) -> str:
    return text.strip()[:1].upper() + text.strip()[1:]


def _fenced(text: str) -> str:
    """Return an example as a block that nothing in it can end."""
    example = textwrap.dedent(text.lstrip(" ").strip("\n")).rstrip()
    longest = max((len(run) for run in re.findall(r"`+|~+", example)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence} text\n{example}\n{fence}"
