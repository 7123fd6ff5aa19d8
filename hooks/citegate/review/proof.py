"""Proof of a published page: which approval covers which of its claims. Offline, from the page and the repository."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from selectolax.lexbor import LexborHTMLParser

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from citegate.article import Article
    from citegate.review.derive import Review
    from citegate.review.statement import Statement

COVERED, UNAPPROVED, FOREIGN = "covered", "not approved", "differs"
_BESIDE = ".cg-cite, .cg-support, .cg-hidden, .headerlink"
"""What stands within a claim on the page and is no text of it."""


@dataclass(frozen=True, slots=True)
class ShownClaim:
    """A claim on the page: number from 1, anchor, text, state, and the handles of those whose sign-offs cover it."""

    number: int
    id: str
    text: str
    state: str
    by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Proof:
    """What is proved of one page. `problems` say where the page claims what the repository does not bear out."""

    path: str
    url: str
    status: str
    signoffs: tuple[Statement, ...]
    claims: tuple[ShownClaim, ...]
    problems: tuple[str, ...]

    @property
    def covered(self) -> int:
        """Return how many claims an approval covers."""
        return sum(claim.state == COVERED for claim in self.claims)


def prove(article: Article, review: Review, html: str, url: str) -> Proof:
    """Return what a page's HTML proves; `article` is the article as it stands today, `review` what was signed."""
    tree = LexborHTMLParser(html)
    words = " ".join((tree.body.text() if tree.body else "").split())
    steps = [node.text() for node in tree.css('[aria-current="step"]')]
    said_approved = "Status: Approved" in words or any("Approved" in step for step in steps)
    signoffs = review.counting if article.status == "approved" and review.approved else ()
    own = {unit.id: " | ".join(unit.text.split("\t")) for unit in article.units if unit.is_claim and unit.id}
    signed = {each.reviewer: {name: _plain(text) for name, text, _ in each.subject.claims} for each in signoffs}
    shown = tuple(_shown(tree, own, signed))
    problems = [
        f"`{claim.id}` is not in the repository as the page has it" for claim in shown if claim.state == FOREIGN
    ]
    on_page = {claim.id for claim in shown}
    lost = [unit.id for unit in article.units if unit.is_claim and unit.id and unit.role != "alt"]
    problems += [f"`{name}` is not on the page" for name in lost if name not in on_page]
    if said_approved and not signoffs:
        problems.insert(0, "the page says “Status: Approved”, and no valid sign-offs bear that out")
    return Proof(article.path, url, article.status, signoffs, shown, tuple(problems))


def _shown(
    tree: LexborHTMLParser, own: Mapping[str, str], signed: Mapping[str, Mapping[str, str]]
) -> Iterator[ShownClaim]:
    for node in tree.css(_BESIDE):
        node.decompose()
    for number, node in enumerate(tree.css(".cg-claim[id]"), start=1):
        name, text = node.attributes.get("id") or "", node.text()
        plain = _plain(text)
        by = tuple(handle for handle, claims in signed.items() if claims.get(name) == plain)
        same = name in own and _plain(own[name]) == plain
        state = FOREIGN if not same else COVERED if by else UNAPPROVED
        yield ShownClaim(number, name, own[name] if same else " ".join(text.split()), state, by)


def _plain(text: str) -> str:
    """Return a text without white space, which a page sets otherwise than the source."""
    return "".join(text.split()).replace("|", "")
