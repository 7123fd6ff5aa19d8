"""Describe the policy: a JSON Schema of `[tool.citegate]`, and what is in force, as TOML that says why."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from citegate.policy import KEYS, Policy, RuleLevel, lower
from citegate.policytable import DIGEST, FILE, LEVELS
from citegate.rules import all_rules

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from dataclasses import Field


def schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of the table."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "[tool.citegate] in pyproject.toml",
        "type": "object",
        "additionalProperties": False,
        "properties": {
            key: {"description": given.metadata["about"], **_type(key, given)} for key, given in KEYS.items()
        },
    }


def _type(key: str, given: Field[Any]) -> dict[str, Any]:
    if key == "rules":
        return {"type": "object", "additionalProperties": False, "properties": dict(_levels())}
    standard, limits = getattr(Policy(), given.name), given.metadata
    if isinstance(standard, tuple):
        choices = limits.get("choices")
        each = f"^(?:{limits['each']})$" if "each" in limits else r"\S"
        item = {"enum": list(choices)} if choices else {"type": "string", "pattern": each}
        return {"type": "array", "items": item, **({"minItems": 1} if choices else {})}
    if limits.get("lists"):
        grades = {"type": "array", "minItems": 1, "items": {"type": "string", "pattern": r"\S"}}
        return {"type": "object", "propertyNames": {"pattern": r"\S"}, "additionalProperties": grades}
    if isinstance(standard, Mapping):
        return {"type": "object", "additionalProperties": {"type": "string", "pattern": f"^{DIGEST}$"}}
    if isinstance(standard, str):
        return {"type": "string", "pattern": f"^(?:{limits.get('pattern', FILE)})$", "default": standard}
    whole = {"type": "integer" if type(standard) is int else "number", "default": standard, "minimum": limits["least"]}
    return {**whole, "maximum": limits["most"]} if "most" in limits else whole


def _levels() -> Iterator[tuple[str, Any]]:
    """Yield what each rule accepts: a level by itself where it lowers nothing, else with a reason."""
    reason = {"type": "string", "pattern": r"\S"}
    for rule in all_rules():
        free = [str(level) for level in type(rule.level) if not lower(level, rule.level)]
        table = {
            "type": "object",
            "additionalProperties": False,
            "required": ["level"],
            "properties": {"level": {"enum": list(LEVELS)}, "reason": {"type": "string"}},
            "anyOf": [
                {"properties": {"level": {"enum": free}}},
                {"properties": {"reason": reason}, "required": ["reason"]},
            ],
        }
        yield rule.code, {"description": rule.title, "anyOf": [{"enum": free}, table]}


def in_force(policy: Policy, given: Collection[str]) -> Iterator[str]:
    """Yield the lines of the policy in force as TOML; `given` are the keys that the project sets."""
    for key, known in KEYS.items():
        if key != "rules":
            origin = "pyproject.toml" if key in given else "default"
            yield f"{key} = {_toml(getattr(policy, known.name))}  # {origin}: {known.metadata['about']}"
    defaults = {rule.code: rule.level for rule in all_rules()}
    for code, rule in sorted(policy.rules.items()):
        why = f", because: {rule.reason}" if rule.reason else ""
        yield f"rules.{code} = {_toml(rule)}  # pyproject.toml: by default {defaults[code]}{why}"
    yield f"# {len(defaults) - len(policy.rules)} rules at their own level, default; `citegate rules` lists them"


def _toml(value: Any) -> str:
    if isinstance(value, RuleLevel):
        reason = f", reason = {_toml(value.reason)}" if value.reason else ""
        return f"{{ level = {_toml(str(value.level))}{reason} }}"
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{_toml(k)} = {_toml(v)}" for k, v in value.items()) + " }" if value else "{}"
    if isinstance(value, tuple):
        return f"[{', '.join(map(_toml, value))}]"
    return json.dumps(value, ensure_ascii=False)
