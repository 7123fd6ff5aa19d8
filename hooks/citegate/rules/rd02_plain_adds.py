"""Plain language that says more than its section.

What: a block of plain language that cites a source, or has a number, which the other text of the same section does not
have. Numbers are compared as values: 1,000 is 1000, and "71 out of 100" is 71%. A block belongs to the section whose
heading stands above it; at the end of the last part of a section, it belongs to the whole section.

Why: the plain version restates what was checked. A number that stands only there was checked by nobody, and patients
act on it.

Bad:

    ## Weight

    The widget weighs 3 kg [@alpha, p. 4].

    /// plain
    It weighs 4 kg [@alpha, p. 4].
    ///

Good:

    ## Weight

    The widget weighs 3 kg [@alpha, p. 4].

    /// plain
    It weighs 3 kg [@alpha, p. 4].
    ///

Instead: say it in the text of the section first, with its source, or take it out of the block.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from citegate import numerals
from citegate.diagnostics import Finding, Level
from citegate.sections import Section, has_plain, restated
from citegate.select import locate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from citegate.article import Article, Unit
    from citegate.context import Context
    from citegate.numerals import Number

CODE = "RD02"
LEVEL = Level.ERROR


def check(article: Article, context: Context) -> Iterator[Finding]:  # noqa: ARG001 - every rule takes both
    """Yield each citation and each number of a plain block that its section lacks."""
    told = [section for section in restated(article) if section.plain] if has_plain(article) else []
    for section in told:
        where = f"the text of “{section.heading}”" if section.heading else "the text above"
        cited = {key for unit in section.text for group in unit.groups for key in group.keys}
        known = _Known(section)
        for unit in section.plain:
            for group in unit.groups:
                for key in dict.fromkeys(group.keys):
                    if key not in cited:
                        message = f"the plain language cites `{key}`, which {where} does not cite"
                        yield Finding(group.span, message, "cite it in the text first, or take it out here")
            for number in known.new(unit):
                message = f"the plain language has the number {number.written}, which {where} does not have"
                yield Finding(locate(article, unit, number.written), message, "use the numbers of the text")


class _Known:
    """The numbers of the text of a section; those in words count for what is looked up in them."""

    def __init__(self, section: Section) -> None:
        texts = [unit.text for unit in section.text]
        self.digits = {number.value for text in texts for number in numerals.digits(text)}
        spelled = {number.value for text in texts for number in numerals.words(text, numerals.WORDS)}
        self.values = self.digits | spelled
        self.percents = frozenset(percent for text in texts for percent in numerals.percents(text))

    def new(self, unit: Unit) -> Iterator[Number]:
        """Yield the numbers of a unit that are not known; those in words only where the text has digits."""
        shares = numerals.shares(unit.text)
        same = {n.at for a, b in shares if numerals.is_share_of(a.value, b.value, self.percents) for n in (a, b)}
        found = [*numerals.digits(unit.text)]
        if self.digits:
            found += numerals.words(unit.text, numerals.COUNTED)
        yield from (number for number in found if number.at not in same and number.value not in self.values)
