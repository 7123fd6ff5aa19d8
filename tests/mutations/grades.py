"""Break grades: schemes that are not named, classes that do not exist, wording beyond the certainty."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .registry import Mutant, Sample, mutator

if TYPE_CHECKING:
    from collections.abc import Iterator


@mutator("GR01")
def grade_without_scheme(sample: Sample) -> Iterator[Mutant]:
    """State a class that no scheme has, and one whose scheme is not named."""
    for line, words in sample.places("Widgets carry COR 2c", "Widgets are Class 3", "It is a Grade B recommendation"):
        yield sample.block_mutant(words, f"## Once more\n\n{words} [@{sample.key('guideline')}, p. 4].", line)


@mutator("GR02")
def wording_exceeds_certainty(sample: Sample) -> Iterator[Mutant]:
    """State an effect of low and very low certainty without a word of doubt."""
    sentences = (
        "Very low certainty evidence: the widget reduces noise",
        "The widget improves sleep (low certainty evidence)",
        "The lid prevents rust, with very low certainty",
    )
    for line, words in sample.places(*sentences):
        yield sample.block_mutant(words, f"## Once more\n\n{words} [@{sample.key()}, p. 4].", line)


@mutator("GR03")
def grade_differs(sample: Sample) -> Iterator[Mutant]:
    """State two certainties of one outcome."""
    cite = f"[@{sample.key()}, p. 4]"
    both = f"Noise of lids: very low certainty evidence {cite}.\n\nNoise of lids: low certainty evidence {cite}."
    for line in sample.gaps:
        yield sample.block_mutant("two certainties", both, line)
