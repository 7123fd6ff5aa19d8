"""The command that starts an article."""

# ruff: noqa: PLC0415 - each command imports only what it needs: start-up counts
from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import click

from citegate.commands.options import ROOT, open_project

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


@click.command()
@click.argument("question")
@click.option("--title", help="The title. [default: the question]")
@click.option(
    "--audience",
    multiple=True,
    default=("professional",),
    help="professional, student or patient; may be given more than once. [default: professional]",
)
@click.option("--author", multiple=True, help='"Name, Credentials"; may be given more than once. [default: git]')
@click.option("--ai", help="What AI does in it: none, assisted or generated. [default: generated, the most cautious]")
@click.option("--slug", help="The name of the file. [default: made from the question]")
@ROOT
def new(  # noqa: PLR0913 - one parameter an option
    question: str,
    *,
    title: str | None,
    audience: Sequence[str],
    author: Sequence[str],
    ai: str | None,
    slug: str | None,
    root: Path,
) -> None:
    """Start an article: write a skeleton that the gate refuses until each `TODO` in it has been answered.

    Nothing is ever overwritten. Without --author the name is git's `user.name`; where git knows none, nobody is named.
    """
    from citegate import project as projects
    from citegate import skeleton

    project = open_project(root, None)
    if not project.docs.is_dir():
        raise click.UsageError(f"there is no folder {project.relative(project.docs)}; name the project with --root")
    plan = skeleton.Plan(
        " ".join(question.split()),
        projects.today(),
        " ".join((title or "").split()),
        tuple(dict.fromkeys(audience)),
        tuple(author) or _git_name(project.root),
        ai or skeleton.MOST_CAUTIOUS,
    )
    text = skeleton.skeleton(plan)
    _refuse_unsound(text)
    file = project.docs / projects.ARTICLES / f"{_name(plan.question, slug)}.md"
    _write(file, text, project.relative(file))
    click.echo(_NEXT.format(path=project.relative(file)))


_NEXT = """\
{path} is written. Next:
  1. Write the text in the place of each TODO, and cite as you write; `citegate find WORDS` searches the sources.
  2. `citegate check {path}` says what is still missing.
  3. `make serve` shows the page with its findings."""


def _name(question: str, given: str | None) -> str:
    from citegate import skeleton

    if given is None:
        made = skeleton.slug(question)
        if not made:
            raise click.UsageError("no file name can be made from the question; give one with --slug")
        return made
    if not skeleton.is_slug(given):
        limit = skeleton.LONGEST_SLUG
        raise click.BadParameter(f"only a-z, 0-9 and single hyphens, at most {limit} characters", param_hint="--slug")
    return given


def _refuse_unsound(text: str) -> None:
    """Refuse a question, title or author that the front matter could not hold."""
    from citegate.frontmatter import read

    problems = read(text).problems
    if problems:
        raise click.UsageError("; ".join(f"{problem.message}: {problem.help}" for problem in problems))


def _write(file: Path, text: str, path: str) -> None:
    try:
        file.parent.mkdir(exist_ok=True)
        with file.open("x", encoding="utf-8") as made:
            made.write(text)
    except FileExistsError:
        raise click.UsageError(f"{path} exists; nothing is overwritten: give another name with --slug") from None
    except OSError as error:
        raise click.UsageError(f"{path} cannot be written: {error.strerror}") from error


def _git_name(root: Path) -> tuple[str, ...]:
    """Return the name that git would sign a commit with here, or nothing."""
    command = ["git", "-C", str(root), "config", "user.name"]
    try:
        done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False, timeout=10)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired, UnicodeDecodeError):
        return ()
    name = done.stdout.strip()
    return (name,) if done.returncode == 0 and name else ()
