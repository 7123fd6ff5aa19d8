"""A notice that the page needs is not there.

What: which notices a page carries follows from audience, review status, doses and use of AI. One of them is not among
the project's notices, or does not stand on the page that was written; or the notice for patients names no telephone
number for emergencies.

Why: a reader who meets a dose must have met the warning, and a patient must find the number to call. A template that is
edited must not be able to lose it.

Bad:

    A patient page whose project has no notice `patient-emergency`.

Good:

    The same page, and `docs/editorial/notices/patient-emergency.md`.

Instead: restore the notice, or the template's place for it. A project adds numbers with `emergency-numbers` in its
policy.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from citegate.diagnostics import FILE, Finding, Level, Span
from citegate.notices import names_emergency_number, required

if TYPE_CHECKING:
    from collections.abc import Iterator

    from citegate.article import Article
    from citegate.context import Context
    from citegate.written import WrittenPage

CODE = "DI01"
LEVEL = Level.ERROR
LISTING = ("Emergency numbers that are known", "emergencynumbers", "numbers")
_FOR_PATIENTS = "patient-emergency"


def check(article: Article, context: Context) -> Iterator[Finding]:
    """Yield each required notice that the project does not have, and the one for patients where it names no number."""
    for name in required(article, context.policy.units):
        if name not in context.notices.by_name:
            span = article.front.places.get("audience", FILE)
            message = f"this article needs the notice `{name}`, and the project has none of that name"
            yield Finding(span, message, f"add {context.notices.folder}/{name}.md")
        elif name == _FOR_PATIENTS:
            notice = context.notices.by_name[name]
            if not names_emergency_number(notice.text, context.policy.emergency_numbers):
                message = f"the notice `{name}` names no telephone number for emergencies"
                advice = "name the number to call; one of your own country goes to `emergency-numbers` in the policy"
                yield Finding(Span.point(notice.line), message, advice, notice.path)


def check_written(page: WrittenPage, article: Article, context: Context) -> Iterator[Finding]:
    """Yield each required notice that the page does not carry, and a page that was not written."""
    found = {node.attrs.get("data-notice") for node in page.notices}
    for name in required(article, context.policy.units):
        if name not in found:
            yield Finding(
                page.span(), f"the written page lacks the notice `{name}`", "restore its place in the template"
            )
