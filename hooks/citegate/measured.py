"""The units of an article that hold amounts or effects: most rules about numbers look at these and no others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from citegate import doses, effects
from citegate.once import per_article
from citegate.pinpoint import judged

if TYPE_CHECKING:
    from citegate.article import Article, Unit


@per_article
def dosed(article: Article, own: tuple[str, ...] = ()) -> tuple[Unit, ...]:
    """Return the judged units with an amount, a measurement or a concentration; `own` are units that a project adds."""
    return tuple(unit for unit in judged(article) if doses.read(unit.text, own).quantities)


@per_article
def estimated(article: Article) -> tuple[Unit, ...]:
    """Return the judged units with an estimate or an interval."""
    found = ((unit, effects.read(unit.text)) for unit in judged(article))
    return tuple(unit for unit, said in found if said.estimates or said.intervals)
