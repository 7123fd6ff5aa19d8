"""What the search knows of words: those that mean nothing, and those that stand for others, as stems."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from citegate.lexicon import load
from citegate.stems import stems, suffixes, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


def vocabulary(glossary: Mapping[str, str]) -> dict[str, Any]:
    """Return the lists as stems: `stop` words, `weak` stems, `groups` of phrases, `leads` from one to another.

    A phrase is its stems joined by spaces. The glossary's abbreviations and meanings are groups of two.
    """
    data = load("search")
    groups = [*data["groups"], *([term, meaning] for term, meaning in sorted(glossary.items()))]
    return {
        "stop": sorted({word for entry in data["stop"].split() for word in words(entry)}),
        "weak": sorted({phrase(entry) for entry in data["weak"].split()}),
        "suffixes": suffixes(),
        "groups": [_unique(phrase(member) for member in group) for group in groups],
        "leads": sorted({(phrase(old), phrase(new)) for old, new in data["leads"]}),
    }


def phrase(text: str) -> str:
    """Return a word or phrase as the search compares it."""
    return " ".join(stems(text))


def _unique(entries: Iterable[str]) -> list[str]:
    return [entry for entry in dict.fromkeys(entries) if entry]
