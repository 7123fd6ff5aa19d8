"""What a site was built from: commit, versions, policy and counts, as `/build.json`.

Its schema is `data/build.schema.json`. Nothing in it depends on the machine, the folder or the clock: the moment is
that of `SOURCE_DATE_EPOCH`, else that of the commit, else unknown.
"""

from __future__ import annotations

import dataclasses
import datetime
import hashlib
import json
import os
import platform
from collections import Counter
from importlib import metadata
from typing import TYPE_CHECKING, Any

from citegate.catalogue import known_claims

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from citegate.article import Article
    from citegate.diagnostics import Diagnostic
    from citegate.policy import Policy

FILE = "build.json"
SCHEMA = "schemas/build.json"
VERSION = 1
STATUSES = ("submitted", "under review", "approved")
PACKAGES = ("citegate", "Markdown", "mkdocs", "mkdocs-bibtex", "mkdocs-material", "pymdown-extensions")


def document(
    root: Path, policy: Policy, articles: Iterable[Article], diagnostics: Iterable[Diagnostic], url: str = ""
) -> dict[str, Any]:
    """Return the document of a build of the project in a folder; pages that are no articles are not counted."""
    gated = [article for article in articles if article.kind == "article"]
    commit = _commit(root)
    return {
        "$schema": url + SCHEMA,
        "version": VERSION,
        "moment": _moment(commit.get("seconds", "")),
        "commit": commit.get("name"),
        "modified": commit.get("modified"),
        "versions": {"python": platform.python_version(), **{name: version(name) for name in PACKAGES}},
        "policy": digest(policy),
        **_counts(gated),
        "findings": dict.fromkeys(("error", "warning"), 0) | Counter(str(d.level) for d in diagnostics),
    }


def written(data: Mapping[str, Any]) -> str:
    """Return a document as it is written."""
    return f"{json.dumps(data, ensure_ascii=False, indent=2)}\n"


def digest(policy: Policy) -> str:
    """Return the SHA-256 of a policy as it is in force, defaults included."""
    return hashlib.sha256(json.dumps(_plain(dataclasses.asdict(policy)), sort_keys=True).encode()).hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(one) for one in value]
    if isinstance(value, (set, frozenset)):
        return sorted(map(str, value))
    return value if isinstance(value, (bool, int, float, type(None))) else str(value)


def _counts(articles: list[Article]) -> dict[str, Any]:
    statuses = Counter(article.status for article in articles)
    return {
        "articles": {"total": len(articles), **{status: statuses[status] for status in STATUSES}},
        "claims": sum(len(known_claims(article)) for article in articles),
        "sources": len({key for article in articles for key in article.cited_keys}),
    }


def _moment(seconds: str) -> str | None:
    said = os.environ.get("SOURCE_DATE_EPOCH") or seconds
    if not said.isdigit():
        return None
    return datetime.datetime.fromtimestamp(int(said), tz=datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def version(package: str) -> str | None:
    """Return the version of an installed package, or None where it is not installed."""
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return None


def _commit(root: Path) -> dict[str, Any]:
    """Return name and time of the commit that is checked out, and whether files of it were changed; else nothing."""
    from citegate.gitread import output  # noqa: PLC0415 - starts git

    said = output(root, "show", "--no-patch", "--format=%H %ct", "HEAD")
    if said is None:
        return {}
    name, _, seconds = said.strip().partition(" ")
    status = output(root, "status", "--porcelain", "--untracked-files=no", "--", ".")
    return {"name": name, "seconds": seconds, "modified": bool(status)}
