"""The expression language of GitHub Actions, as far as this project's workflows use it; anything else is an error."""

from __future__ import annotations

import re
from typing import Any

_MARK = re.compile(r"\s*(\|\||&&|==|!=|!|\(|\)|'(?:[^']|'')*'|[\w.-]+)")
_SPACE = re.compile(r"\s+(?=(?:[^']*'[^']*')*[^']*$)")
_CALLS = ("cancelled()", "always()", "success()", "failure()")


def fill(text: object, context: dict[str, Any]) -> str:
    """Return text with its `${{ … }}` worked out."""
    said = str(text).lower() if isinstance(text, bool) else str(text)
    return re.sub(r"\$\{\{(.*?)\}\}", lambda found: _shown(evaluate(found[1], context)), said)


def holds(condition: str | None, context: dict[str, Any], *, failed: bool) -> bool:
    """Return whether a step or job runs: without a word about failure only where nothing before it failed."""
    if condition is None:
        return not failed
    found = re.fullmatch(r"\s*\$\{\{(.*)\}\}\s*", condition)
    said = found[1] if found else condition
    known = {**context, "cancelled()": False, "always()": True, "success()": not failed, "failure()": failed}
    speaks = any(name in said for name in _CALLS)
    return bool(evaluate(said, known)) and (speaks or not failed)


def evaluate(expression: str, context: dict[str, Any]) -> Any:
    """Return the value of an expression of `||`, `&&`, `==`, `!=`, `!`, brackets, texts and names."""
    marks = _MARK.findall(expression.replace("()", "__call"))
    if "".join(marks) != _SPACE.sub("", expression.replace("()", "__call")):
        raise ValueError(f"not understood: {expression}")
    value = _either(marks, context)
    if marks:
        raise ValueError(f"not understood: {expression}")
    return value


def _either(marks: list[str], context: dict[str, Any]) -> Any:
    value = _both(marks, context)
    while marks[:1] == ["||"]:
        marks.pop(0)
        other = _both(marks, context)
        value = value or other
    return value


def _both(marks: list[str], context: dict[str, Any]) -> Any:
    value = _equal(marks, context)
    while marks[:1] == ["&&"]:
        marks.pop(0)
        other = _equal(marks, context)
        value = value and other
    return value


def _equal(marks: list[str], context: dict[str, Any]) -> Any:
    value = _one(marks, context)
    while marks[:1] in (["=="], ["!="]):
        same = marks.pop(0) == "=="
        value = (value == _one(marks, context)) == same
    return value


def _one(marks: list[str], context: dict[str, Any]) -> Any:
    mark = marks.pop(0)
    if mark == "!":
        return not _one(marks, context)
    if mark == "(":
        value = _either(marks, context)
        marks.pop(0)
        return value
    if mark.startswith("'"):
        return mark[1:-1]
    if mark.endswith("__call"):
        return context[mark.replace("__call", "()")]
    value = context
    for name in mark.split("."):
        value = value.get(name) if isinstance(value, dict) else None
    return value


def _shown(value: Any) -> str:
    return "" if value is None else str(value)
