"""Text for patients that is hard to read.

What: text that only patients read, or a block of plain language, whose Flesch-Kincaid grade lies above the policy's
limit (8 unless the project sets another). Each section is judged by itself; sections of fewer than 30 words are judged
together. Tables, headings and code are left out, and the names in `drugs` do not weigh.

Why: instructions that are not understood are not followed. Advice on patient materials in the United States (AMA, NIH)
asks for about the sixth to eighth grade.

Bad:

    The widget weighs 3 kg [@alpha, p. 4].

    /// plain
    Notwithstanding considerable manufacturing variability, contemporary widgets demonstrate approximately comparable
    gravitational characteristics independently of environmental circumstances [@alpha, p. 4].
    ///

Good:

    The widget weighs 3 kg [@alpha, p. 4].

    /// plain
    A widget is heavy. It weighs 3 kg [@alpha, p. 4].
    ///

Instead: write shorter sentences and shorter words, one thought each.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from citegate.article import Role
from citegate.diagnostics import Finding, Level
from citegate.reading import read
from citegate.sections import has_plain, sections
from citegate.select import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from citegate.article import Article, Unit
    from citegate.context import Context

CODE = "RD01"
LEVEL = Level.APPROVAL
ENOUGH = 30
"""Words from which a section is judged by itself: the formula was made for passages of about a hundred."""
LEAST = 12
"""Words below which nothing is judged: a grade of one short sentence says nothing."""
_READ = (Role.SENTENCE, Role.LEAD_IN, Role.CAPTION)


def check(article: Article, context: Context) -> Iterator[Finding]:
    """Yield a finding for each passage whose grade is too high, at the sentence that is hardest to read."""
    if not context.policy.locale.startswith("en"):
        return
    only = article.front.values.get("audience") == ("patient",)
    if not only and not has_plain(article):
        return
    drugs = article.front.values.get("drugs", ())
    names = frozenset(word for drug in drugs for word in drug.lower().split())
    for where, units in _passages(article, patients_only=only):
        found = read((unit.text for unit in units), names)
        if found.words >= LEAST and round(found.grade, 1) > context.policy.reading_grade:
            worst = max(units, key=lambda unit: read([unit.text], names).grade)
            message = (
                f"{where} reads at grade {found.grade:.1f}; for patients {context.policy.reading_grade:g} is the limit"
            )
            yield Finding(worst.span, message, f"shorter sentences, shorter words; the hardest is {quoted(worst)}")


def _passages(article: Article, *, patients_only: bool) -> Iterator[tuple[str, list[Unit]]]:
    """Yield the passages to judge, each with the words that name it: long sections, then the short ones together."""
    rest: list[Unit] = []
    for section in sections(article):
        chosen = [*section.text, *section.plain] if patients_only else section.plain
        units = [unit for unit in chosen if unit.role in _READ]
        if read(unit.text for unit in units).words >= ENOUGH:
            kind = "the text" if patients_only else "the plain language"
            yield f"{kind} of “{section.heading}”" if section.heading else kind, units
        else:
            rest += units
    if rest:
        yield "the text in short sections" if patients_only else "the plain language", rest
