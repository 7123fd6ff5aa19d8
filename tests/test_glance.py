"""What is looked for at a glance never hides what a pattern would find."""

from __future__ import annotations

import re

import pytest
from citegate import glance, once
from citegate.lexicon import alternation

PHRASES = ["world class", "Kelvin", "risk ratio", "is", "X-ray", "µg", "COVID-19"]
TEXTS = [
    "It is WORLD CLASS.",
    "\u212aelvin, with the sign of degrees",
    "the R\u0130SK rat\u0131o was lower",
    "it \u0131\u017f so",
    "an x-RAY of the hand",
    "COVID-19_again",
    "covid-19, then",
    "10\u00a0\u03bcg",
    "nothing of the list stands here",
]


@pytest.mark.parametrize("phrase", PHRASES)
@pytest.mark.parametrize("text", TEXTS)
def test_no_phrase_is_missed(phrase: str, text: str) -> None:
    """A text that a pattern without case finds a phrase in never lacks it, with whatever letters it is written."""
    if re.search(rf"(?<!\w)(?:{alternation([phrase])})(?!\w)", text, re.IGNORECASE):
        assert not glance.lacks(text, glance.firsts([phrase]))


def test_texts_without_a_word_lack_its_list() -> None:
    """A text is passed over where it has no first word of a list, and only there."""
    begins = glance.firsts(["world class", "risk ratio"])
    assert glance.lacks("a class of risks", begins)
    assert not glance.lacks("the world", begins)
    assert not glance.lacks("anything", glance.firsts(["world class", "%"]))


@pytest.mark.parametrize("text", ["4 kg", "m²", "\u0661", "in \u2460", "none", ""])
def test_digits_are_those_of_unicode(text: str) -> None:
    """A digit is what Unicode takes for one, raised and circled ones included."""
    assert glance.has_digit(text) == any(map(str.isdigit, text))


def test_what_was_kept_of_texts_is_let_go() -> None:
    """A result is worked out once until all are let go, so that a process keeps those of one article."""
    asked: list[str] = []
    kept = once.per_text(asked.append)
    for text in ("a", "b", "a"):
        kept(text)
    once.forget()
    kept("a")
    assert asked == ["a", "b", "a"]


def test_the_article_that_was_parsed_is_judged_with_what_was_kept() -> None:
    """Nothing is let go while the source stays the very same, everything with the next one."""
    asked: list[str] = []
    kept = once.per_text(asked.append)
    first, second = "one article", "another article"
    for source in (first, first, second):
        once.forget(source)
        kept("a")
    assert asked == ["a", "a"]
