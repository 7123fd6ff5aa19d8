"""What has changed between two subjects: claims added, changed, removed; sources; files; the rest of the text."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from citegate.review.statement import Subject

_FILES = ("snippets", "images", "notices")
_ONE = {"snippets": "snippet", "images": "image", "notices": "notice"}


@dataclass(frozen=True, slots=True)
class Change:
    """One change. `kind` is `claim source snippet image notice term policy path text`; `name` a claim's id or a key.

    `old` is empty for what was added, `new` for what was removed; for files both are digests.
    """

    kind: str
    name: str
    old: str = ""
    new: str = ""

    def __str__(self) -> str:
        if self.kind == "text":
            return "the text beside the claims, or the front matter, changed"
        if self.kind == "path":
            return f"it is about `{self.old}`, and this is `{self.new}`"
        what = f"{self.kind} `{self.name}`" if self.kind not in ("claim", "policy") else self.kind
        done = "changed" if self.old and self.new else "added" if self.new else "removed"
        return f"{what} {done}"


def changes(old: Subject, new: Subject) -> Iterator[Change]:
    """Yield what differs, claims first, in page order."""
    if old.article != new.article:
        yield Change("path", "", old.article, new.article)
    found = [*claims(old, new)]
    yield from found
    yield from _mapped("source", _field(old.sources, "entry"), _field(new.sources, "entry"))
    listed = [key for key in old.sources.keys() & new.sources.keys() if _borrowed(old, new, key)]
    yield from (Change("source", key, "the same entry", "other values from `@string` or `crossref`") for key in listed)
    for name in _FILES:
        yield from _mapped(_ONE[name], getattr(old, name), getattr(new, name))
    yield from _mapped("term", old.terms, new.terms)
    if old.policy != new.policy:
        yield Change("policy", "", _policy(old.policy), _policy(new.policy))
    if old.body != new.body and not found:
        yield Change("text", "", old.body, new.body)


def claims(old: Subject, new: Subject) -> Iterator[Change]:
    """Yield the claims added, changed and removed; one that only cites other sources has changed."""
    before, after = ([_shown(claim) for claim in side.claims] for side in (old, new))
    names = [claim[0] for claim in old.claims], [claim[0] for claim in new.claims]
    for tag, a, b, c, d in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        paired = min(b - a, d - c)
        yield from (Change("claim", names[1][c + i], before[a + i], after[c + i]) for i in range(paired))
        yield from (Change("claim", names[0][i], before[i], "") for i in range(a + paired, b))
        yield from (Change("claim", names[1][i], "", after[i]) for i in range(c + paired, d))


def _shown(claim: tuple[str, str, tuple[str, ...]]) -> str:
    _, text, keys = claim
    return f"{text} [{'; '.join(f'@{key}' for key in keys)}]" if keys else text


def _field(sources: Mapping[str, Mapping[str, str]], name: str) -> dict[str, str]:
    return {key: source[name] for key, source in sources.items()}


def _borrowed(old: Subject, new: Subject, key: str) -> bool:
    one, other = old.sources[key], new.sources[key]
    return one["entry"] == other["entry"] and one["digest"] != other["digest"]


def _mapped(kind: str, old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[Change]:
    for name in sorted(old.keys() | new.keys()):
        before, after = old.get(name, ""), new.get(name, "")
        if before != after:
            yield Change(kind, name, before, after)


def _policy(policy: Mapping[str, object]) -> str:
    return ", ".join(f"{name} = {value}" for name, value in sorted(policy.items()) if name != "digest")


def lines(old: str, new: str) -> list[str]:
    """Return two texts as the lines of a diff, without what is the same.

    >>> lines("year = 2016", "year = 2017")
    ['- year = 2016', '+ year = 2017']
    """
    compared = difflib.ndiff(old.splitlines(), new.splitlines())
    return [line.rstrip() for line in compared if line[:2] in ("- ", "+ ")]
