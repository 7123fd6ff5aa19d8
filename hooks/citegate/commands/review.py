"""Commands for reviewers: approve, ask for changes, withdraw; and what falls due."""

# ruff: noqa: PLC0415 - each command imports only what it needs: start-up counts
from __future__ import annotations

import datetime
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from citegate.commands.options import BIB, FORMAT, ROOT, open_project, read_articles, usage_errors

if TYPE_CHECKING:
    from collections.abc import Callable

    from citegate.article import Article
    from citegate.project import Project
    from citegate.review.signing import Wish

_ARTICLE = click.argument("article", type=click.Path(exists=True, dir_okay=False, path_type=Path))
_AS = click.option("--as", "handle", required=True, metavar="HANDLE", help="Who decides, by the handle on the roster.")
_KEY = click.option(
    "--key",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Private key, or public key of one that ssh-agent holds. [default: a key of yours in ssh-agent]",
)
_ROLE = click.option("--role", default="", help="The role in which you sign. [default: the first that the policy asks]")
_COMMENT = click.option("--comment", default="", help="A note that is signed and published with the record.")
_SHOW = click.option("--show", is_flag=True, help="Print what would be signed, and sign nothing.")


def _shared(command: Callable[..., Any]) -> Callable[..., Any]:
    for option in (_SHOW, BIB, ROOT, _COMMENT, _ROLE, _KEY, _AS, _ARTICLE):
        command = option(command)
    return command


@click.command()
@_shared
@click.option("--review-due", type=click.DateTime(["%Y-%m-%d"]), help="The day by which to review again.")
def approve(article: Path, review_due: datetime.datetime | None, **given: Any) -> None:
    """Sign off an article as it is: its text, its sources, and all that its page shows.

    The record goes to `docs/editorial/approvals/`. It is refused, with every reason, where it would not count.
    """
    _record(article, "approve", review_due.date() if review_due else None, given)


@click.command("request-changes")
@_shared
def request_changes(article: Path, **given: Any) -> None:
    """Record, signed, that an article must change before it is approved; say what with --comment."""
    _record(article, "request-changes", None, given)


@click.command()
@_shared
def withdraw(article: Path, **given: Any) -> None:
    """Record, signed, that your last decision on an article no longer holds; say why with --comment."""
    _record(article, "withdraw", None, given)


def _record(path: Path, decision: str, due: datetime.date | None, given: dict[str, Any]) -> None:
    from citegate.review import signing

    project = open_project(given["root"], given["bib"])
    (article,) = read_articles(project, [path])
    wish = signing.Wish(given["handle"], decision, given["role"], given["comment"].strip(), due)
    with usage_errors():
        if not article.path.startswith(f"{project.settings.docs}/articles/"):
            raise click.UsageError(f"{article.path} is no article: articles stand below docs/articles")
        made = signing.statement(project, article, wish)
        if given["show"]:
            click.echo(made.text, nl=False)
            return
        record = signing.signed(project, article, made, given["key"])
        place = signing.add(project, article, record)
    click.echo(f"{place}: {_told(wish, article, made.review_due)}")
    if decision == "approve":
        click.echo(_next(project, article))


def _told(wish: Wish, article: Article, due: datetime.date | None) -> str:
    if wish.decision != "approve":
        done = "asked for changes to" if wish.decision == "request-changes" else "withdrew the last decision on"
        return f"`{wish.handle}` {done} {article.path}"
    claims = sum(1 for unit in article.units if unit.is_claim and unit.id)
    return (
        f"`{wish.handle}` signed off {article.path}: {claims} claims, {len(article.cited_keys)} sources; "
        f"review due by {due}"
    )


def _next(project: Project, article: Article) -> str:
    """Return what is to be done after a sign-off: who else must sign, or that the status may be written."""
    from citegate.project import Project

    review = Project(project.root, project.bib).reviews.of(article)
    if review.approved:
        return "the sign-offs are complete: commit the record, and write `status: approved` once it is merged"
    roles = f" as {', '.join(review.roles)}" if review.roles else ""
    who = f": {', '.join(f'`{handle}`' for handle in review.able)} could" if review.able else ""
    lack = f"{review.missing} more must sign{roles}{who}" if review.missing or review.roles else "changes are asked for"
    return f"commit the record; {lack}"


@click.command()
@ROOT
@BIB
@FORMAT
@click.option("--within", type=click.IntRange(min=0), default=90, show_default=True, help="Days from today.")
def due(root: Path, bib: Path | None, style: str, within: int) -> None:
    """List the approved articles whose review falls due within some days, the overdue ones first."""
    project = open_project(root, bib)
    found, approved = falling(project, within)
    today = project.context.today
    if style == "json":
        listed = [{"article": path, "due": day.isoformat(), "overdue": day < today} for day, path in found]
        click.echo(json.dumps({"version": 1, "today": today.isoformat(), "due": listed}, indent=2))
        return
    for day, path in found:
        click.echo(f"{day}  {path}{'  (overdue)' if day < today else ''}")
    number = "1 review falls" if len(found) == 1 else f"{len(found) or 'no'} reviews fall"
    click.echo(f"{number} due within {within} days of {today}; {approved} approved")


def falling(project: Project, within: int) -> tuple[list[tuple[datetime.date, str]], int]:
    """Return day and path of each approved article whose review falls due within some days, and how many are."""
    articles = [a for a in read_articles(project, []) if a.kind == "article" and a.declared == "approved"]
    with usage_errors():
        project.reviews.stand(articles)
        days = [(_due(project, article), article.path) for article in articles]
    last = project.context.today + datetime.timedelta(days=within)
    return sorted((day, path) for day, path in days if day and day <= last), len(articles)


def _due(project: Project, article: Article) -> datetime.date | None:
    days = (article.front.values.get("next_review"), project.reviews.of(article).due)
    return min((day for day in days if day), default=None)
