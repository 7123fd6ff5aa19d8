"""The project's policy: `[tool.citegate]` in pyproject.toml over these defaults."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from citegate.errors import ConfigurationError


@dataclass(frozen=True, slots=True)
class Policy:
    """What a project decides for itself. Each field is a key of `[tool.citegate]`."""

    reach: int = 3
    """Sentences that one citation covers in its block, its own included (Tier B)."""
    exempt_share: float = 0.05
    """Share of an article's claims that may carry a marked exemption."""
    nocite_reasons: tuple[str, ...] = (
        "common-knowledge",
        "definition",
        "about-this-article",
        "worked-example",
        "case-description",
    )
    """Closed list of reasons for a marked exemption."""
    notices: Mapping[str, str] = field(default_factory=dict)
    """Approved wording: name of each notice and the SHA-256 of its text."""


def read(table: Mapping[str, Any]) -> Policy:
    """Return the policy of a `[tool.citegate]` table; raise `ConfigurationError` for unknown keys and wrong types."""
    known = {f.name.replace("_", "-"): f.name for f in fields(Policy)}
    values: dict[str, Any] = {}
    for key, value in table.items():
        if key not in known:
            raise ConfigurationError(f"[tool.citegate] has no key `{key}`; it knows {', '.join(sorted(known))}")
        values[known[key]] = _typed(key, value, getattr(Policy(), known[key]))
    return Policy(**values)


def _typed(key: str, value: Any, default: Any) -> Any:
    if isinstance(default, tuple) and isinstance(value, list) and all(isinstance(v, str) for v in value):
        return tuple(value)
    if isinstance(default, Mapping) and isinstance(value, dict) and all(isinstance(v, str) for v in value.values()):
        return value
    if isinstance(default, float) and isinstance(value, (int, float)) and not isinstance(value, bool):
        return float(value)
    if type(default) is int and type(value) is int:
        return value
    raise ConfigurationError(f"[tool.citegate] {key} = {value!r} is not of the type of {default!r}")
