"""Run the rules: (article, context) → diagnostics, all of them, in order of place."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from citegate import faults, once
from citegate.diagnostics import FILE, Diagnostic, Level
from citegate.rules import Rule, all_rules

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from citegate.article import Article
    from citegate.context import Context
    from citegate.diagnostics import Finding
    from citegate.policy import Policy
    from citegate.readings import Verdict
    from citegate.written import WrittenPage

    Sources = Callable[[Collection[str], str, Context], Iterable[Diagnostic]]
    """What judges the bibliography, from the cited keys, the gravest status of an article and the context."""

INTERNAL = "CG00"
"""Code of an internal error: a rule that raised. It refuses, since nobody knows what the rule would have said."""


def judge(
    articles: Sequence[Article],
    context: Context,
    known: Mapping[str, Verdict] = MappingProxyType({}),
    sources: Sources | None = None,
) -> list[Diagnostic]:
    """Return every diagnostic of every rule over the articles, the bibliography and the project, sorted, once each.

    `known` are the verdicts on articles, by path, that were judged alone before; of these an outline is enough.
    `sources` answers instead of `judge_bibliography`.
    """
    found: set[Diagnostic] = set()
    for article in articles:
        verdict = known.get(article.path)
        found.update(verdict.diagnostics if verdict else judge_alone(article, context))
        found.update(judge_surroundings(article, context))
    cited = {key for verdict in known.values() for key in verdict.cited_keys}
    cited.update(key for article in articles if article.path not in known for key in article.cited_keys)
    status = "approved" if any(article.status == "approved" for article in articles) else "submitted"
    found.update((sources or judge_bibliography)(cited, status, context))
    for rule in in_force(context.policy):
        if rule.check and rule.scope == "project":
            found.update(_run(rule, rule.check, "pyproject.toml", status, context))
    return sorted(found)


def judge_bibliography(
    cited: Collection[str], status: str, context: Context, looking: Collection[bool] = (True, False)
) -> Iterator[Diagnostic]:
    """Yield the diagnostics of the rules about the bibliography: all, or those that look at what is cited or do not.

    To the former bibliography, cited keys, policy, day and whether all is judged are enough, to the latter the first
    and the policy: the rest is hidden from them, since their findings are stored.
    """
    bibliography, hidden = context.bibliography, _HIDDEN_FROM_SOURCES
    path = bibliography.paths[0] if bibliography.paths else "references.bib"
    given = dict.fromkeys(("notices", "pages", "roster", "signoffs", "base", "articles", "standings", "tree"), hidden)
    own = replace(context, **given)
    alone = replace(own, today=hidden, complete=hidden)
    for rule in in_force(context.policy):
        if rule.check and rule.scope == "bibliography" and rule.cited in looking:
            rest = (cited, own) if rule.cited else (hidden, alone)
            yield from _run(rule, rule.check, path, status, bibliography, *rest)


def in_force(policy: Policy) -> tuple[Rule, ...]:
    """Return every rule, sorted by code, at the level that the project's policy gives it."""
    last = _last[0] if _last else None
    if last is None or last[0] is not policy:
        last = policy, tuple(replace(rule, level=policy.level(rule.code, rule.level)) for rule in all_rules())
        _last[:] = [last]
    return last[1]


_last: list[tuple[Policy, tuple[Rule, ...]]] = []
"""The policy that was asked for last, with its rules: one article after another is judged by the same."""


def judge_article(article: Article, context: Context) -> Iterator[Diagnostic]:
    """Yield the diagnostics of the rules that look at one article, or at a page that is none."""
    yield from judge_alone(article, context)
    yield from judge_surroundings(article, context)


def judge_alone(article: Article, context: Context) -> Iterator[Diagnostic]:
    """Yield the diagnostics of the rules to which an article, the sources, the notices and the day are enough."""
    once.forget(article.source)
    hidden = _HIDDEN_FROM_ARTICLES
    own = replace(context, roster=hidden, signoffs=hidden, base=hidden, articles=hidden, complete=hidden)
    for rule in _about(article, context, surroundings=False):
        yield from _run(rule, rule.check, article.path, article.status, article, own)


def judge_surroundings(article: Article, context: Context) -> Iterator[Diagnostic]:
    """Yield the diagnostics of the rules that look at roster, records, base or other articles as well."""
    for rule in _about(article, context, surroundings=True):
        yield from _run(rule, rule.check, article.path, article.status, article, context)


def _about(article: Article, context: Context, *, surroundings: bool) -> Iterator[Any]:
    """Yield the rules that look at an article of its kind, with or without what is around it."""
    scopes = ("page", "article") if article.kind == "article" else ("page",)
    for rule in in_force(context.policy):
        if rule.check and rule.scope in scopes and rule.surroundings == surroundings:
            yield rule


class _Hidden:
    """What a rule may not ask for: its findings would be stored without it. `why` says what is wrong then."""

    def __init__(self, why: str) -> None:
        self._why = why

    def __getattr__(self, name: str) -> Any:
        raise AttributeError(f"{self._why} ({name})")

    def __bool__(self) -> bool:
        raise AttributeError(self._why)

    def __iter__(self) -> Any:
        raise AttributeError(self._why)


_HIDDEN_FROM_ARTICLES: Any = _Hidden(
    "the rule looks at more than its article, so its file must say SURROUNDINGS = True"
)
_HIDDEN_FROM_SOURCES: Any = _Hidden("the rule looks at more than the bibliography and what its file says")


def corrections(article: Article, context: Context) -> Iterator[Diagnostic]:
    """Yield the diagnostics of an article that may offer a safe correction."""
    for rule in in_force(context.policy):
        if rule.check and rule.fixes and article.kind == "article":
            yield from _run(rule, rule.check, article.path, article.status, article, context)


def judge_written(page: WrittenPage, article: Article, context: Context) -> Iterator[Diagnostic]:
    """Yield the diagnostics of the rules that look at the page written for an article."""
    for rule in in_force(context.policy):
        if rule.check_written:
            yield from _run(rule, rule.check_written, page.path, article.status, page, article, context)


def _run(
    rule: Rule, check: Callable[..., Iterable[Finding]], path: str, status: str, *arguments: object
) -> Iterable[Diagnostic]:
    try:
        return [_diagnostic(rule, path, status, finding) for finding in check(*arguments)]
    except Exception as error:  # noqa: BLE001 - a rule that crashes must refuse the build, and the others still run
        message = f"rule {rule.code} failed on {path} with {faults.words(error)}"
        return [Diagnostic(path, FILE, INTERNAL, Level.ERROR, message, faults.ADVICE)]


def _diagnostic(rule: Rule, path: str, status: str, finding: Finding) -> Diagnostic:
    level = str(rule.level.effective(status))
    message = finding.message if finding.message.isprintable() else " ".join(finding.message.split())
    return Diagnostic(finding.path or path, finding.span, rule.code, level, message, finding.help, finding.edits)


def refused(diagnostics: Iterable[Diagnostic]) -> bool:
    """Return whether any diagnostic is an error."""
    return any(d.level == Level.ERROR for d in diagnostics)
