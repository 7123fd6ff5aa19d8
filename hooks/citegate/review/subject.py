"""What an approval of an article is bound to, worked out from the article and what it uses."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from html import unescape
from typing import TYPE_CHECKING, Any

from citegate.notices import required
from citegate.offsets import Offsets
from citegate.review.statement import Subject, canonical, digest
from citegate.rules import all_rules

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from citegate.article import Article
    from citegate.bibliography import Work
    from citegate.notices import Notices
    from citegate.policy import Policy

_TERM = re.compile(r'<abbr title="([^"]*)"[^>]*>([^<]*)</abbr>')


def as_approved(article: Article) -> Article:
    """Return the article as it would be with `status: approved`."""
    front = replace(article.front, values={**article.front.values, "status": "approved"})
    return replace(article, front=front, overdue=None)


@dataclass(frozen=True, slots=True)
class Shared:
    """What approvals of all articles of a project are bound to, each part worked out once.

    `source` gives text and digest of an entry by its key, None where there is no such entry. `asked` is what the policy
    asks, `units` are those that it adds. `file_digest` gives the SHA-256 of a file's bytes by its path, or an empty
    text where there is no such file.
    """

    source: Callable[[str], Mapping[str, str] | None]
    notices: Notices
    asked: Mapping[str, Any]
    units: tuple[str, ...]
    file_digest: Callable[[str], str]


def subject(article: Article, shared: Shared, images: Iterable[str]) -> Subject:
    """Return what an approval of the article is bound to; `images` are the paths of those that its page shows."""
    known = shared.notices.by_name
    needed = [known[name].path for name in required(as_approved(article), shared.units) if name in known]
    sources = ((key, shared.source(key)) for key in sorted(article.cited_keys))
    return Subject(
        article.path,
        body(article),
        tuple(_claims(article)),
        {key: found for key, found in sources if found},
        {path: shared.file_digest(path) for path in article.snippets},
        {path: shared.file_digest(path) for path in images},
        {path: shared.file_digest(path) for path in needed},
        {unescape(term): unescape(meaning) for meaning, term in _TERM.findall(article.html)},
        shared.asked,
    )


def body(article: Article) -> str:
    """Return the SHA-256 of the article's file without the value of `status`: the one thing that an approval changes.

    Everything else is part of what was read, the other lines of the front matter too: dates, authors, interests and
    reviewers stand on the page. The text is that of the file, decoded and encoded again as UTF-8.
    """
    text, span = article.source, article.front.places.get("status")
    if span:
        start, value = Offsets(text).slice(span)
        text = text[:start] + text[start + len(value) :]
    return digest(text.encode("utf-8", "surrogatepass"))


def source(work: Work) -> dict[str, str]:
    """Return the text of an entry, and the SHA-256 of that text and of the values that it has.

    The values count as well, since an entry may take them from a `@string` or, by `crossref`, from another entry.
    """
    values = canonical(dict(work.raw))
    return {"digest": digest(f"{work.text}\n{values}".encode("utf-8", "surrogatepass")), "entry": work.text}


def asked(policy: Policy) -> dict[str, Any]:
    """Return what the policy asks of an approval, with its digest: who signs, for how long, how much each rule weighs.

    Lists of words, units and the like are left out: what they change in an article is refused there.
    """
    levels = {rule.code: str(policy.level(rule.code, rule.level)) for rule in all_rules()}
    own = {code: levels[code] for code in sorted(policy.rules) if code in levels}
    parts = {
        "review-signoffs": policy.review_signoffs,
        "review-roles": list(policy.review_roles),
        "review-max-years": policy.review_max_years,
        "rules": own,
    }
    return {**parts, "digest": digest(canonical(parts).encode())}


def _claims(article: Article) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    for unit in article.units:
        if unit.is_claim and unit.id:
            yield unit.id, " | ".join(part for part in unit.text.split("\t") if part.strip()), unit.covering
