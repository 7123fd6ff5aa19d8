"""The rules, one per file: discovered here, sorted by code, never registered by hand."""

from __future__ import annotations

import importlib
import pkgutil
import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from citegate.diagnostics import Level
from citegate.lexicon import load

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

RETIRED: frozenset[str] = frozenset()
"""Codes that were used once; none returns."""
SCOPES = ("article", "page", "bibliography", "project")
_NAME = re.compile(r"(?P<code>[a-z]{2}\d{2})_(?P<slug>[a-z_]+)")


class RuleError(RuntimeError):
    """A rule file breaks the contract, or a rule raised: the build is refused and the rule is named."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule as the engine sees it. `check` yields findings; what it takes depends on `scope`.

    `check_written`, where there is one, judges the page that was written for an article. `fixes` says whether findings
    may offer a safe correction, `surroundings` whether it looks at more than the article, the sources, the notices and
    the day: at the roster, at records, at the base or at other articles. `cited` says of a rule about the bibliography
    whether it looks at what is cited; one that does not judges every entry.
    """

    code: str
    slug: str
    level: Level
    scope: str
    check: Callable[..., Any] | None
    check_written: Callable[..., Any] | None
    doc: str
    fixes: bool
    surroundings: bool = False
    cited: bool = True

    @property
    def title(self) -> str:
        """Return the first line of the rule's page."""
        return self.doc.strip().splitlines()[0].rstrip(".")


_CHECKS = {"bibliography": "check_bibliography", "project": "check_project"}


def _load(module: ModuleType, slug: str) -> Rule:
    scope = getattr(module, "SCOPE", "article")
    check = getattr(module, _CHECKS.get(scope, "check"), None)
    written = getattr(module, "check_written", None)
    if scope not in SCOPES or (check is None and written is None) or not module.__doc__:
        raise RuleError(f"{module.__name__} needs a docstring, a known SCOPE and a {_CHECKS.get(scope, 'check')}()")
    doc = module.__doc__ + _listing(*module.LISTING) if hasattr(module, "LISTING") else module.__doc__
    fixes, surroundings = getattr(module, "FIXES", False), getattr(module, "SURROUNDINGS", False)
    cited = getattr(module, "CITED", True)
    return Rule(module.CODE, slug, Level(module.LEVEL), scope, check, written, doc, fixes, surroundings, cited)


def _listing(title: str, name: str, key: str) -> str:
    """Return the entries of a data file and their meaning as the end of a rule's page."""
    entries = "\n".join(f"- `{entry}`: {meaning}" for entry, meaning in load(name)[key].items())
    return f"\n{title}:\n\n{entries}\n"


@cache
def all_rules() -> tuple[Rule, ...]:
    """Return every rule, sorted by code; raise `RuleError` for a code that is reused, retired or not the file's."""
    found: dict[str, Rule] = {}
    for info in pkgutil.iter_modules(__path__):
        match = _NAME.fullmatch(info.name)
        if match is None:
            raise RuleError(f"rules/{info.name}.py is not named like cl01_uncited_claim.py")
        rule = _load(importlib.import_module(f"{__name__}.{info.name}"), match["slug"])
        if rule.code.lower() != match["code"] or rule.code in found or rule.code in RETIRED:
            raise RuleError(f"rules/{info.name}.py: the code {rule.code} is not the file's, or it is taken or retired")
        found[rule.code] = rule
    return tuple(found[code] for code in sorted(found))
