"""Check a `[tool.citegate]` table: every problem at once, with a suggestion for a key or code that is nearly right."""

from __future__ import annotations

import difflib
import math
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from citegate.diagnostics import Level
from citegate.errors import SettingsError, fault
from citegate.policy import KEYS, ROLE, TELEPHONE, UNIT, Policy, RuleLevel, lower

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from dataclasses import Field

LEVELS = tuple(str(level) for level in Level)
FILE = r"(?!/)(?!.*\.\.)[^\\:]+\.json"
DIGEST = "[0-9a-f]{64}"
_WANTED = {
    UNIT: "no unit: one begins with a letter, and its words stand one space apart",
    ROLE: "no role: one has small letters and hyphens",
    TELEPHONE: "no telephone number: one has digits, parted by single spaces or hyphens",
}
_REMEDY = "correct it here; `citegate schema policy` describes each key, and `citegate policy` shows what is in force"
_MOST = 100
"""Faults that are told one by one."""
_DIGITS = str.maketrans("OIL", "011")
"""Letters that are typed for digits."""


_Problem = tuple[tuple[str, ...], str]
"""A key, as the path to it, and what is wrong with it."""


class _ProblemError(ValueError):
    """What is wrong with one key."""


def values(table: Mapping[str, Any], text: str = "") -> dict[str, Any]:
    """Return the values of a table by field name; raise `SettingsError` with one line per problem.

    `text` is the file that holds the table; with it each problem has its line.
    """
    if not isinstance(table, Mapping):
        raise SettingsError(_placed(text, (), f"= {table!r} must be a table"))
    found: dict[str, Any] = {}
    problems: list[_Problem] = []
    for key, value in table.items():
        if key not in KEYS:
            said = f"there is no key `{key}`{nearest(key, KEYS)}; the keys are {', '.join(KEYS)}"
            problems.append(((key,), said))
            continue
        if key == "rules" and isinstance(value, Mapping):
            problems += _rules_problems(value)
            continue
        try:
            found[KEYS[key].name] = _value(key, value, KEYS[key])
        except _ProblemError as problem:
            problems.append(((key,), str(problem)))
    if problems:
        told = [_placed(text, *problem) for problem in problems[:_MOST]]
        more = len(problems) - _MOST
        raise SettingsError("\n".join([*told, *([_placed(text, (), f"has {more} more faults")] if more > 0 else [])]))
    if "rules" in table:
        found["rules"] = {code: RuleLevel(*_level(given)) for code, given in table["rules"].items()}
    return found


def _placed(text: str, path: tuple[str, ...], said: str) -> str:
    from citegate.policyplaces import place  # noqa: PLC0415 - only a wrong table needs it

    return fault(("pyproject.toml", *place(text, path)), f"[tool.citegate] {said}", _REMEDY)


def nearest(word: str, known: Iterable[str]) -> str:
    """Return `; did you mean …?` where a known word is close, else nothing."""
    listed = list(known)
    close = difflib.get_close_matches(word.replace("_", "-"), listed, n=1, cutoff=0.6)
    return f"; did you mean `{close[0]}`?" if close else ""


def _value(key: str, value: Any, given: Field[Any]) -> Any:
    if key == "rules":
        raise _ProblemError(f'rules = {value!r} must be a table, like rules.CL13 = "error"')
    standard = getattr(Policy(), given.name)
    if isinstance(standard, tuple):
        return _strings(key, value, given.metadata)
    if isinstance(standard, Mapping):
        return _lists(key, value) if given.metadata.get("lists") else _digests(key, value)
    if isinstance(standard, str):
        return _string(key, value, given.metadata.get("pattern", FILE))
    return _number(key, value, standard, given.metadata)


def _strings(key: str, value: Any, limits: Mapping[str, Any]) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(v, str) and v.strip() for v in value):
        raise _ProblemError(f'{key} = {value!r} must be a list of texts, like ["one", "two"]')
    choices: tuple[str, ...] = limits.get("choices", ())
    for word in value if choices else ():
        if word not in choices:
            raise _ProblemError(f"{key}: `{word}` is none of {', '.join(choices)}{nearest(word, choices)}")
    if choices and not value:
        raise _ProblemError(f"{key} must name at least one of {', '.join(choices)}")
    for word in value if "each" in limits else ():
        if not re.fullmatch(limits["each"], word):
            raise _ProblemError(f"{key}: `{word}` is {_WANTED[limits['each']]}")
    return tuple(dict.fromkeys(value))


def _lists(key: str, value: Any) -> dict[str, tuple[str, ...]]:
    if not isinstance(value, dict) or not all(name.strip() and grades for name, grades in value.items()):
        raise _ProblemError(f'{key} = {value!r} must name schemes with their grades, like {{ Local = ["A", "B"] }}')
    return {name: _strings(f"{key}.{name}", grades, {}) for name, grades in value.items()}


def _digests(key: str, value: Any) -> dict[str, str]:
    if not isinstance(value, dict) or not all(isinstance(v, str) and re.fullmatch(DIGEST, v) for v in value.values()):
        raise _ProblemError(f"{key} must give each notice the SHA-256 of its text: 64 digits from 0 to f")
    return value


def _string(key: str, value: Any, pattern: str) -> str:
    if isinstance(value, str) and re.fullmatch(pattern, value):
        return value
    wanted = (
        "the name of a .json file inside the project" if pattern == FILE else "a language tag, like `en` or `en-GB`"
    )
    raise _ProblemError(f"{key} = {value!r} must be {wanted}")


def _number(key: str, value: Any, standard: float, limits: Mapping[str, Any]) -> float:
    whole = type(standard) is int
    least, most = limits["least"], limits.get("most", math.inf)
    allowed = isinstance(value, int if whole else (int, float)) and not isinstance(value, bool)
    if not allowed or not least <= value <= most:  # refuses nan as well
        upper = "" if most == math.inf else f" and at most {most}"
        raise _ProblemError(f"{key} = {value!r} must be a {'whole ' if whole else ''}number, at least {least}{upper}")
    return value if whole else float(value)


def _rules_problems(value: Mapping[str, Any]) -> Iterator[_Problem]:
    from citegate.rules import all_rules  # noqa: PLC0415 - rules read the policy

    levels = {rule.code: rule.level for rule in all_rules()}
    for code, given in value.items():
        yield from ((("rules", code), said) for said in _level_problems(code, given, levels))


def _level(given: Any) -> tuple[Level, str]:
    table = given if isinstance(given, Mapping) else {"level": given}
    return Level(table["level"]), " ".join(table.get("reason", "").split())


def _level_problems(code: str, given: Any, levels: Mapping[str, Level]) -> Iterator[str]:
    if code not in levels:
        digits = code[:2].upper() + code[2:].upper().translate(_DIGITS)
        yield f"rules: there is no rule `{code}`{nearest(digits, levels)}; `citegate rules` lists them"
        return
    table = given if isinstance(given, Mapping) else {"level": given}
    for key in table.keys() - {"level", "reason"}:
        yield f"rules.{code}: there is no key `{key}`{nearest(key, ('level', 'reason'))}"
    level, reason = table.get("level"), table.get("reason", "")
    if level not in LEVELS:
        yield f"rules.{code}: the level {level!r} is none of {', '.join(LEVELS)}{nearest(str(level), LEVELS)}"
    elif not isinstance(reason, str):
        yield f"rules.{code}: the reason must be a text"
    elif lower(Level(level), levels[code]) and not reason.strip():
        example = f'rules.{code} = {{ level = "{level}", reason = "…" }}'
        yield f"rules.{code}: lowering it from {levels[code]} to {level} needs a reason, as in {example}"
