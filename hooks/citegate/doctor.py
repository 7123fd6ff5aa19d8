"""What a repository needs beside its files: checks that can be made here, and settings that a person must look at."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from citegate.lexicon import load

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

_RESERVED = (".example", ".invalid", ".test", ".localhost", "example.com", "example.org", "example.net", "localhost")
_PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)(?: ; ([^\\\n]*))?", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Check:
    """Something that was looked at: whether it is as it should be, what was found, and what to do where it is not."""

    name: str
    good: bool
    found: str
    remedy: str = ""


def owners(text: str | None) -> Check:
    """Return whether CODEOWNERS names an owner, who is no placeholder, for all that decides about reviews."""
    name = "CODEOWNERS"
    remedy = "until then, whoever may merge may change the board: name a team, with the command in docs/editorial/ci.md"
    if text is None:
        return Check(name, good=False, found="there is no .github/CODEOWNERS", remedy=remedy)
    rules = [line.partition("#")[0].split() for line in text.splitlines()]
    owned = {rule[0]: rule[1:] for rule in rules if rule}
    lacking = [path for path in load("repository")["owned"] if not owned.get(path) and not owned.get("*")]
    if lacking:
        return Check(name, good=False, found=f"nobody owns {', '.join(lacking)}", remedy=remedy)
    named = sorted({owner for found in owned.values() for owner in found})
    false = [owner for owner in named if any(mark in owner for mark in load("repository")["placeholders"])]
    if false:
        return Check(name, good=False, found=f"{', '.join(false)} is a placeholder", remedy=remedy)
    return Check(name, good=True, found=f"owned by {', '.join(named)}")


def site_url(text: str) -> Check:
    """Return whether the address of the site is a real one: domains of RFC 2606 are for examples."""
    host = urlsplit(text).hostname or ""
    remedy = "set `site_url` in mkdocs.yml: feeds, sitemap and structured data carry it"
    if not host or any(host == name.lstrip(".") or host.endswith(name) for name in _RESERVED):
        return Check("site_url", good=False, found=f"{text or 'no address'} is a placeholder", remedy=remedy)
    return Check("site_url", good=True, found=text)


def repo_url(text: str) -> Check:
    """Return whether the repository is named, so that readers can report an error in a claim."""
    remedy = "set `repo_url` in mkdocs.yml: without it, pages have no link to report an error in a claim"
    return Check("repo_url", good=bool(text), found=text or "not set", remedy=remedy)


def lock(text: str, installed: Callable[[str], str | None]) -> Check:
    """Return whether what is installed is what the lock file pins; `installed` returns a package's version or None."""
    wrong, number = [], 0
    for name, pinned, marker in _PIN.findall(text):
        found = installed(name)
        number += 1
        if found != pinned and not (found is None and marker) and not marker:
            wrong.append(f"{name} {found or 'missing'} instead of {pinned}")
    remedy = "run `make setup`; after a change of pyproject.toml `make lock`"
    if wrong or not number:
        found = (
            f"{len(wrong)} of {number} packages differ: {', '.join(wrong[:5])}" if number else "there is no lock file"
        )
        return Check("lock file", good=False, found=found, remedy=remedy)
    return Check("lock file", good=True, found=f"{number} packages as pinned")


def programs(which: Callable[[str], str | None]) -> Iterator[Check]:
    """Yield whether each program that parts of Citegate call can be found."""
    for program, purpose in load("repository")["programs"]:
        found = which(program)
        yield Check(program, bool(found), f"{found or 'not found'}; {purpose}", f"install {program}")


def settings(repository: str) -> list[Mapping[str, str]]:
    """Return each setting of the forge with why, where and how to check it, for a repository `owner/name`."""
    found: list[Mapping[str, str]] = [
        {**each, "check": each["check"].replace("REPO", repository)} for each in load("repository")["setting"]
    ]
    return found


def as_text(checks: list[Check], listed: list[Mapping[str, str]]) -> Iterator[str]:
    """Yield the lines that a person reads: what was looked at here, then what only the forge knows."""
    yield "Looked at here:"
    for check in checks:
        yield f"  {'good ' if check.good else 'WRONG'}  {check.name}: {check.found}"
        if not check.good and check.remedy:
            yield f"         {check.remedy}"
    yield ""
    yield "To be looked at by a person, since only GitHub knows:"
    for each in listed:
        yield f"  {each['name']}"
        yield f"         because {each['why']}; {each['where']}"
        yield f"         {each['check']}  →  {each['expect']}"
    wrong = sum(not check.good for check in checks)
    yield f"\n{wrong or 'nothing'} of {len(checks)} wrong here; {len(listed)} settings to look at"


def as_json(checks: list[Check], listed: list[Mapping[str, str]]) -> dict[str, Any]:
    """Return the same as data."""
    found = [{"name": c.name, "good": c.good, "found": c.found, "remedy": "" if c.good else c.remedy} for c in checks]
    return {"version": 1, "checks": found, "settings": [dict(each) for each in listed]}
