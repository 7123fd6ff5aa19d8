"""Whether the numbers of an effect agree with each other. Rounding is allowed for everywhere."""

from __future__ import annotations

import math
from decimal import Decimal
from typing import TYPE_CHECKING

from citegate.effects import NEUTRAL

if TYPE_CHECKING:
    from citegate.effects import Estimate, Interval
    from citegate.values import Number

SKEW = 0.15
"""Share of the interval's width, on the log scale, by which a ratio may lie off its middle, as exact intervals do."""
P_LIMIT = Decimal("0.05")
P_LOW, P_HIGH = Decimal("0.045"), Decimal("0.055")
"""p values between these may stand with an interval that just touches no effect, or just does not."""
ROUNDING = Decimal("1.001")


def reversed_bounds(interval: Interval) -> bool:
    """Return whether the lower bound is above the upper one."""
    return interval.low.value > interval.high.value


def outside(estimate: Estimate) -> bool:
    """Return whether an estimate lies outside its own interval.

    A number without a named measure may be the size of a fall whose interval is written with minus signs, or a
    percentage whose interval is written in parts of one: both are let pass.
    """
    own = estimate.interval
    if own is None or estimate.kind == "needed" or reversed_bounds(own):
        return False
    value = estimate.value
    if _inside(value.value, value.half, own):
        return False
    if estimate.kind == "ratio":
        return True
    turned = _inside(-value.value, value.half, own) or _inside(value.value / 100, value.half / 100, own)
    return not turned and not _inside(value.value * 100, value.half * 100, own)


def _inside(value: Decimal, half: Decimal, own: Interval) -> bool:
    return own.low.value - own.low.half - half <= value <= own.high.value + own.high.half + half


def lopsided(estimate: Estimate) -> bool:
    """Return whether a ratio lies far from the geometric mean of its bounds, beyond rounding and the usual skew."""
    own, value = estimate.interval, estimate.value
    if own is None or own.credible or estimate.kind != "ratio" or estimate.percent:
        return False
    lowest, highest = own.low.value - own.low.half, own.high.value - own.high.half
    if lowest <= 0 or value.value <= value.half or reversed_bounds(own) or outside(estimate):
        return False
    width = math.log((own.high.value + own.high.half) / lowest)
    middle = (_middle(lowest, highest), _middle(own.low.value + own.low.half, own.high.value + own.high.half))
    low, high = math.log(value.value - value.half), math.log(value.value + value.half)
    return high < middle[0] - SKEW * width or low > middle[1] + SKEW * width


def _middle(low: Decimal, high: Decimal) -> float:
    return (math.log(low) + math.log(high)) / 2


def reaches_neutral(estimate: Estimate) -> bool:
    """Return whether the interval of a named measure includes or touches the value of no effect."""
    own = estimate.interval
    if own is None or estimate.kind not in NEUTRAL or (estimate.percent and estimate.kind == "ratio"):
        return False
    return own.low.value <= NEUTRAL[estimate.kind] <= own.high.value


def excludes_neutral(estimate: Estimate) -> bool:
    """Return whether the interval of a named measure lies on one side of no effect, whatever rounding took away."""
    own = estimate.interval
    if own is None or estimate.kind not in NEUTRAL or (estimate.percent and estimate.kind == "ratio"):
        return False
    neutral = NEUTRAL[estimate.kind]
    return own.low.value - own.low.half > neutral or own.high.value + own.high.half < neutral


def p_disagrees(estimate: Estimate) -> bool:
    """Return whether p and a 95 % interval say opposite things, each clear of its limit by more than rounding."""
    own, p = estimate.interval, estimate.p
    if own is None or p is None or own.credible or (own.level is not None and own.level != 95):
        return False
    value, half = p.value.value, p.value.half
    if excludes_neutral(estimate):
        return (p.sign == "=" and value - half > P_HIGH) or (p.sign in {">", "≥"} and value >= P_LIMIT)
    if reaches_neutral(estimate) and _clear_of_neutral(estimate):
        return (p.sign == "=" and value + half < P_LOW) or (p.sign in {"<", "≤"} and value <= P_LIMIT)
    return False


def _clear_of_neutral(estimate: Estimate) -> bool:
    own = estimate.interval
    if own is None:
        return False
    neutral = NEUTRAL[estimate.kind]
    return own.low.value + own.low.half < neutral < own.high.value - own.high.half


def impossible_percentage(part: Number, whole: Number, percent: Number) -> bool:
    """Return whether a percentage is not part divided by whole, rounded to the decimals given."""
    exact = 100 * part.value / whole.value
    return abs(exact - percent.value) > percent.half * ROUNDING
