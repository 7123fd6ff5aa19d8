"""Dates that cannot all be true.

What: an article that was updated before it was created, a day in the future where only the next review may lie there,
or a next review that is due before the last change or later than the policy allows.

Why: readers and the expiry of an approval both rest on these days. Medical knowledge ages; Citegate's policy asks for a
review after three years at the latest.

Bad:

    ---
    title: Weight of the widget
    question: How heavy is a widget?
    status: submitted
    audience: professional
    authors: A. B., PharmD
    created: 2026-02-10
    updated: 2026-02-01
    ai: none
    ---

    The widget weighs 3 kg [@alpha, p. 4].

Good:

    ---
    title: Weight of the widget
    question: How heavy is a widget?
    status: submitted
    audience: professional
    authors: A. B., PharmD
    created: 2026-01-10
    updated: 2026-02-01
    next_review: 2029-02-01
    ai: none
    ---

    The widget weighs 3 kg [@alpha, p. 4].

Instead: correct the day that is wrong; `created` and `updated` are days that have been.
"""

from __future__ import annotations

import calendar
import datetime as dt
from typing import TYPE_CHECKING

from citegate.diagnostics import Finding, Level
from citegate.frontplaces import within

if TYPE_CHECKING:
    from collections.abc import Iterator

    from citegate.article import Article
    from citegate.context import Context

CODE = "GV05"
LEVEL = Level.ERROR
_KEYS = {"search": "search.date"}
_ZONES = dt.timedelta(days=1)
"""Today is a day in UTC, and east of it the next day has begun: an editor there writes tomorrow's date."""


def check(article: Article, context: Context) -> Iterator[Finding]:
    """Yield each day that lies in the future or before the day that it must follow."""
    values, places = article.front.values, article.front.places
    days = {name: values[name] for name in ("created", "updated", "next_review") if name in values}
    past = {name: day for name, day in days.items() if name != "next_review"}
    searched = (values.get("search") or {}).get("date")
    if searched:
        past["search"] = searched
    for name, day in past.items():
        if day > context.today + _ZONES:
            span = within(article, name, day.isoformat())
            yield Finding(span, f"`{_KEYS.get(name, name)}` lies in the future: {day}", "write the day on which it was")
    created, updated, due = (days.get(name) for name in ("created", "updated", "next_review"))
    if created and updated and updated < created:
        message = f"`updated` ({updated}) lies before `created` ({created})"
        yield Finding(places["updated"], message, "correct the one that is wrong")
    if updated and due and due <= updated:
        message = f"`next_review` ({due}) does not lie after `updated` ({updated})"
        yield Finding(places["next_review"], message, "write the day by which it must be reviewed again")
    last = _after(updated, context.policy.review_max_years) if updated else None
    if due and last and due > last:
        message = f"`next_review` ({due}) lies more than {context.policy.review_max_years:g} years after `updated`"
        yield Finding(places["next_review"], message, f"write {last} or an earlier day")


def _after(day: dt.date, years: float) -> dt.date:
    """Return the same day some years later, whole months counted, or the last of a shorter month."""
    months = day.year * 12 + day.month - 1 + round(years * 12)
    year, month = min(months // 12, dt.MAXYEAR), months % 12 + 1
    return dt.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
