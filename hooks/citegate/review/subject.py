"""What an approval of an article is bound to, worked out from the article and what it uses."""

from __future__ import annotations

import re
from dataclasses import replace
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


def subject(
    article: Article,
    works: Mapping[str, Work],
    notices: Notices,
    policy: Policy,
    images: Iterable[str],
    file_digest: Callable[[str], str],
) -> Subject:
    """Return what an approval of the article is bound to.

    `images` are the paths of the images that its page shows; `file_digest` returns the SHA-256 of a file's bytes, or
    an empty text where there is no such file.
    """
    known = notices.by_name
    needed = [known[name].path for name in required(as_approved(article), policy.units) if name in known]
    return Subject(
        article.path,
        body(article),
        tuple(_claims(article)),
        {key: source(works[key]) for key in sorted(article.cited_keys) if key in works},
        {path: file_digest(path) for path in article.snippets},
        {path: file_digest(path) for path in images},
        {path: file_digest(path) for path in needed},
        {unescape(term): unescape(meaning) for meaning, term in _TERM.findall(article.html)},
        asked(policy),
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
