"""Commands that only tell: what an article's text is to the gate, the rules, the schema, the policy."""

# ruff: noqa: PLC0415 - each command imports only what it needs: start-up counts
from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from citegate.commands.options import BIB, FORMAT, ROOT, open_project, read_articles

if TYPE_CHECKING:
    from collections.abc import Sequence


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@ROOT
@BIB
@FORMAT
def claims(paths: Sequence[Path], root: Path, bib: Path | None, style: str) -> None:
    """Print each piece of an article's text with its class (cited, exempt, uncited), tier, reason and keys."""
    from citegate.claimlist import as_json, as_text

    articles = read_articles(open_project(root, bib), paths)
    click.echo(as_json(articles) if style == "json" else as_text(articles))


@click.command()
@FORMAT
def rules(style: str) -> None:
    """List every rule: code, level, what it is about; as JSON with its page."""
    from citegate.rules import all_rules

    if style == "text":
        for rule in all_rules():
            click.echo(f"{rule.code}  {rule.level:<8}  {rule.title}")
        return
    listed = [
        {
            "code": rule.code,
            "name": rule.slug.replace("_", "-"),
            "level": str(rule.level),
            "scope": rule.scope,
            "title": rule.title,
            "page": rule.doc.strip(),
        }
        for rule in all_rules()
    ]
    click.echo(json.dumps({"version": 1, "rules": listed}, ensure_ascii=False, indent=2))


@click.command()
@click.argument("code")
def explain(code: str) -> None:
    """Print the page of a rule: what it finds, why, a bad and a good example, what to do instead."""
    from citegate.rulepages import INTERNAL
    from citegate.rules import all_rules

    found = {rule.code: f"{rule.code} ({rule.level}): {rule.doc.strip()}" for rule in all_rules()}
    found |= {internal: f"{internal}: {text}." for internal, text in INTERNAL.items()}
    if code.upper() not in found:
        raise click.UsageError(f"there is no rule {code}; `citegate rules` lists them")
    click.echo(found[code.upper()])


@click.command()
def schema() -> None:
    """Print the JSON Schema of an article's front matter, for completion in editors."""
    from citegate import schemas

    click.echo(schemas.article())


@click.command()
@ROOT
@click.option("--schema", "as_schema", is_flag=True, help="Print the JSON Schema of the table instead.")
def policy(root: Path, *, as_schema: bool) -> None:
    """Print the policy in force, key by key, and whether it comes from pyproject.toml or is the default."""
    from citegate import policyschema, schemas

    if as_schema:
        click.echo(schemas.policy())
        return
    project = open_project(root, None)
    click.echo("\n".join(policyschema.in_force(project.policy, _given(project.root / "pyproject.toml"))))


def _given(file: Path) -> set[str]:
    """Return the keys that a project sets; the file was read before, so it can be read."""
    import tomllib

    table = tomllib.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}
    return set(table.get("tool", {}).get("citegate", {}))
