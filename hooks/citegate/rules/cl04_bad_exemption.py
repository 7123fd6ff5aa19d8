"""An exemption that is not allowed.

What: `{.nocite}` without a reason of the closed list, without the name of who decided, on a Tier A claim, or on more
than one claim in twenty.

Why: some sentences need no source, but who says so must be on record, and what readers act on is never among them.

Bad:

    The maximum is 3 mg.
    {.nocite reason=common-knowledge by=ab}

Good:

    The heart pumps blood.
    {.nocite reason=common-knowledge by=ab}

Instead: cite a source; for a true commonplace give `reason=…` and `by=…`. A project adds reasons with `nocite-reasons`
in its policy.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from citegate import tiers
from citegate.diagnostics import Finding, Level
from citegate.lexicon import load
from citegate.select import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from citegate.article import Article, Unit
    from citegate.context import Context
    from citegate.policy import Policy

CODE = "CL04"
LEVEL = Level.ERROR
LISTING = ("The reasons", "exemptions", "reasons")
_LEAST = 1
"""One exemption is always within the share: one in twenty of few claims would be none."""


def check(article: Article, context: Context) -> Iterator[Finding]:
    """Yield each faulty exemption, and the first one beyond the allowed share."""
    policy = context.policy
    exempted = [unit for unit in article.units if unit.reason.startswith("nocite")]
    faults = {unit.span: list(_faults(unit, policy)) for unit in exempted}
    for found in faults.values():
        yield from found
    sound = [unit for unit in exempted if not faults[unit.span]]
    claims = sum(1 for unit in article.units if unit.is_claim) + len(sound)
    allowed = max(_LEAST, int(policy.exempt_share * claims))
    if len(sound) > allowed:
        message = f"{len(sound)} of {claims} claims are exempted; the policy allows {allowed}"
        yield Finding(sound[allowed].span, message, "cite sources for some of them")


def _faults(unit: Unit, policy: Policy) -> Iterator[Finding]:
    reason, by = unit.attributes.get("reason", ""), unit.attributes.get("by", "")
    tier, why = tiers.tier(unit.text, policy.units)
    known = (*load("exemptions")["reasons"], *policy.nocite_reasons)
    if tier == "A":
        yield Finding(unit.span, f"a claim ({why}) cannot be exempted: {quoted(unit)}", "cite its source")
    elif reason not in known:
        said = f"the reason `{reason}` is not on the list" if reason else "an exemption without a reason"
        yield Finding(unit.span, f"{said}: {quoted(unit)}", f"reason= one of {', '.join(known)}")
    elif not by:
        yield Finding(unit.span, f"an exemption without a name: {quoted(unit)}", "say who decided: by=initials")
