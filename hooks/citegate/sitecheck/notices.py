"""Notices: those that the page needs, whole, in their approved wording, before what they guard, and to be seen."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from citegate.sitecheck.page import attribute

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selectolax.lexbor import LexborNode

    from citegate.diagnostics import Finding
    from citegate.sitecheck.page import BuiltPage
    from citegate.sitecheck.sources import Notice, Source

CODE = "VS02"
_CLOSING = "professional-use"
_DOSE = re.compile(
    r"\d\s?(?:mg|mcg|µg|micrograms?)(?:/kg)?\s"
    r"(?:intravenous|oral|by mouth|once|twice|three times|daily|every|(?:a|per) day)"
)
"""Doses that nobody can miss; that there is none of these does not mean that there is no dose."""
_SEEN = {
    "the status": ".cg-step[aria-current=step] .cg-step__name",
    "the first citation": "a.cg-ref",
    "the list of references": "#references > h2",
}
"""What readers must see beside the notices, by selector."""
_WORD = re.compile(r"[^\W_]+")


def check(page: BuiltPage, source: Source, notices: dict[str, Notice]) -> Iterator[Finding]:
    """Yield what is wrong with the notices of a page, and with what hides them, its status or its sources."""
    found = page.tree.css("[data-notice]")
    by_name = {attribute(node, "data-notice"): node for node in found}
    needed = required(source)
    for name in needed:
        if name not in by_name:
            yield page.finding(f"the notice `{name}` is not on the page", "cg-notices")
    for name, node in by_name.items():
        notice = notices.get(name)
        if notice is None:
            yield page.finding(f"the notice `{name}` is none of the project's", f'data-notice="{name}"')
        else:
            yield from _wording(page, node, notice)
    for node in _behind(page):
        name = attribute(node, "data-notice")
        yield page.finding(f"the notice `{name}` stands behind the first claim", f'data-notice="{name}"')
    yield from _hidden(page, found)


def required(source: Source) -> list[str]:
    """Return the names of the notices that an article needs at least."""
    audience, ai = source.listed("audience"), source.values.get("ai")
    wanted = {
        "pending-review": source.status != "approved",
        "patient-emergency": "patient" in audience,
        "dosing": bool(_DOSE.search(source.prose)),
        f"ai-{ai}": ai in ("generated", "assisted"),
        _CLOSING: set(audience) != {"patient"},
    }
    return [name for name, needed in wanted.items() if needed]


def digest(notice: Notice) -> str:
    """Return the SHA-256 of title and text, white space folded: what a policy approves."""
    return hashlib.sha256(f"{notice.title}\n{' '.join(notice.text.split())}".encode()).hexdigest()


def _wording(page: BuiltPage, node: LexborNode, notice: Notice) -> Iterator[Finding]:
    needle = f'data-notice="{notice.name}"'
    if digest(notice) != notice.approved:
        yield page.finding(f"the policy does not approve the wording of the notice `{notice.name}`", needle)
    if _WORD.findall(node.text(separator=" ")) != _WORD.findall(re.sub(r"\]\([^)]*\)", "", notice.text)):
        yield page.finding(f"the notice `{notice.name}` has other words than those approved", needle)
    if attribute(node, "data-digest") != notice.approved or attribute(node, "aria-label") != notice.title:
        yield page.finding(f"the notice `{notice.name}` has another title or digest than that approved", needle)


def _behind(page: BuiltPage) -> Iterator[LexborNode]:
    guarded = False
    for node in page.tree.css("[data-notice], .cg-claim"):
        name = attribute(node, "data-notice")
        guarded = guarded or not name
        if guarded and name and name != _CLOSING:
            yield node


def _hidden(page: BuiltPage, notices: list[LexborNode]) -> Iterator[Finding]:
    """Yield what is hidden of notices, status, the first marker and the list of references, on screen or in print."""
    from citegate import chosen  # noqa: PLC0415 - as below
    from citegate.visibility import View, concealed  # noqa: PLC0415 - loads a parser of stylesheets

    named = [(f"the notice `{attribute(node, 'data-notice')}`", node) for node in notices]
    named += [(name, node) for name, selector in _SEEN.items() for node in page.tree.css(selector)[:1]]
    targets = [node for _, node in named]
    if not targets:
        return
    audiences = chosen.AUDIENCES if notices and chosen.matters(page.styles.values(), notices) else ()
    everyone = [View(page, targets, scripts=scripts) for scripts in (True, False)]
    chosen_views = [View(page, targets, scripts=True, audience=audience) for audience in audiences]
    for name, node in named:
        guards = name.startswith("the notice")
        views = [*everyone, *chosen_views] if guards else everyone  # one of two versions of a text may be folded
        found = (view.hidden(node, kind) for view in views for kind in (("screen", "print") if guards else ("screen",)))
        reason = concealed(node) or next(filter(None, found), "")
        if reason:
            yield page.finding(f"{name} cannot be seen by everyone: {reason}", attribute(node, "data-notice"))
    for href in dict.fromkeys(everyone[0].unread):
        yield page.finding(f"the stylesheet `{href}` cannot be read, so nobody knows what it hides", href)
