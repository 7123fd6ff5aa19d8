"""The project's policy: `[tool.citegate]` in pyproject.toml over these defaults."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, fields
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from citegate.diagnostics import Level
from citegate.errors import SettingsError, fault, find

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_WEIGHT = {Level.WARNING: 0, Level.APPROVAL: 1, Level.ERROR: 2}
AUDIENCES = ("professional", "student", "patient")
UNIT = r"[^\W\d_]\S*(?: \S+)*"
ROLE = r"[a-z][a-z-]*"
TELEPHONE = r"[0-9]+(?:[ -][0-9]+)*"


@dataclass(frozen=True, slots=True)
class RuleLevel:
    """The level that a project gives a rule, and why; the reason is empty only where the level is no lower."""

    level: Level
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Lowered:
    """A rule that weighs less in this project than by default."""

    code: str
    default: Level
    level: Level
    reason: str

    def __str__(self) -> str:
        return f"{self.code} is lowered from {self.default} to {self.level} by this project's policy: {self.reason}"


def _key(default: Any, about: str, **limits: Any) -> Any:
    """Return a field with what people are told of it and its limits: `least`, `most`, `choices`, `each`, `lists`."""
    metadata = MappingProxyType({"about": about, **limits})
    if isinstance(default, dict):
        return field(default_factory=dict, metadata=metadata)
    return field(default=default, metadata=metadata)


@dataclass(frozen=True, slots=True)
class Policy:
    """What a project decides for itself. Each field is a key of `[tool.citegate]`, written with hyphens."""

    rules: Mapping[str, RuleLevel] = _key({}, "levels of single rules; lowering one needs a reason")
    reach: int = _key(3, "sentences that one citation covers in its block, its own included", least=1, most=10)
    exempt_share: float = _key(0.05, "share of an article's claims that may be exempted by hand", least=0, most=1)
    nocite_reasons: tuple[str, ...] = _key((), "reasons for an exemption, beside those shipped")
    source_age_years: float = _key(10.0, "age in years from which a source needs a note that it still holds", least=1)
    reading_grade: float = _key(8.0, "highest reading grade of text for patients", least=1, most=20)
    review_max_years: float = _key(3.0, "longest time in years until the next review", least=0.25, most=10)
    review_signoffs: int = _key(2, "sign-offs of members of the roster that an approval needs", least=1, most=9)
    review_roles: tuple[str, ...] = _key(
        ("reviewer",), "roles in which members sign; each must be among the sign-offs", each=ROLE
    )
    retractions_max_age_days: int = _key(90, "age in days from which the list of retractions is too old", least=1)
    audiences: tuple[str, ...] = _key(AUDIENCES, "audiences that this project writes for", choices=AUDIENCES)
    locale: str = _key("en", "language of the articles, as a BCP 47 tag", pattern="[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
    guideline_issuers: tuple[str, ...] = _key((), "bodies that issue guidelines, beside those shipped")
    own_sites: tuple[str, ...] = _key((), "hosts of this project's own sites, which support no claim")
    error_prone: tuple[str, ...] = _key((), "error-prone abbreviations, beside those shipped")
    tall_man: tuple[str, ...] = _key((), "drug names in tall-man letters, beside those shipped")
    units: tuple[str, ...] = _key((), "units in which doses are given, beside those shipped", each=UNIT)
    grading_schemes: Mapping[str, tuple[str, ...]] = _key(
        {}, "grading schemes, beside those shipped: name and grades of each", lists=True
    )
    emergency_numbers: tuple[str, ...] = _key(
        (), "telephone numbers for emergencies, beside those shipped", each=TELEPHONE
    )
    notices: Mapping[str, str] = _key({}, "approved wording: name of each notice and the SHA-256 of its text")
    baseline: str = _key("citegate-baseline.json", "file of findings that stood when the gate was adopted")

    def level(self, code: str, default: Level) -> Level:
        """Return the level of a rule in this project."""
        given = self.rules.get(code)
        return given.level if given else default

    def lowered(self, defaults: Mapping[str, Level]) -> Iterator[Lowered]:
        """Yield each rule that weighs less here than by default, by code; `defaults` are the levels of all rules."""
        for code, given in sorted(self.rules.items()):
            if code in defaults and lower(given.level, defaults[code]):
                yield Lowered(code, defaults[code], given.level, given.reason)


KEYS = {f.name.replace("_", "-"): f for f in fields(Policy)}
"""The keys of `[tool.citegate]` and the fields that they fill, in the order in which they are shown."""


def lower(level: Level, default: Level) -> bool:
    """Return whether a level weighs less than another."""
    return _WEIGHT[level] < _WEIGHT[default]


def of(file: Mapping[str, Any], text: str) -> Policy:
    """Return the policy of what a pyproject.toml holds; raise `SettingsError` that names every problem of it."""
    tool = file.get("tool", {})
    if isinstance(tool, dict):
        return read(tool.get("citegate", {}), text)
    place = ("pyproject.toml", *find(text, "tool"))
    raise SettingsError(
        fault(place, f"`tool` = {tool!r} must be a table", "write [tool.citegate], and the keys below it")
    )


def unreadable(error: Exception, text: str) -> SettingsError:
    """Return what is wrong with a text that is no TOML, from what the reader of TOML said: it ends with the place."""
    if isinstance(error, RecursionError):
        return SettingsError(fault(("pyproject.toml", 1, 1), "lists or tables are nested too deeply", "mend it"))
    said, _, at = str(error).partition(" (at ")
    numbers = re.fullmatch(r"line (\d+), column (\d+)\)", at)
    place = (int(numbers[1]), int(numbers[2])) if numbers else (max(1, len(text.splitlines())), 1)
    return SettingsError(fault(("pyproject.toml", *place), f"the file is no TOML: {said}", "mend it here"))


def read(table: Mapping[str, Any], text: str = "") -> Policy:
    """Return the policy of a `[tool.citegate]` table; raise `SettingsError` that names every problem of it.

    `text` is the file that holds the table; with it the problems have their lines.
    """
    if table == {}:
        return Policy()
    from citegate.policytable import values  # noqa: PLC0415 - most projects give no table

    return Policy(**values(table, text))
