"""The engine: a rule that fails refuses the build and is named."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from citegate import engine
from citegate.rules import Rule, all_rules

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest

    from tests.workbench import FRONT as BENCH_FRONT
    from tests.workbench import Bench
else:
    from workbench import FRONT as BENCH_FRONT
    from workbench import Bench


def test_rule_that_raises(monkeypatch: pytest.MonkeyPatch) -> None:
    """A rule that crashes is an error of its own, and the other rules are heard."""

    def crash(*_: object) -> None:
        raise ZeroDivisionError("division by zero")

    rules = [rule if rule.code != "CL02" else _with_check(rule, crash) for rule in all_rules()]
    monkeypatch.setattr(engine, "all_rules", lambda: tuple(rules))
    found = Bench().judge(f"{BENCH_FRONT}The lid weighs 3 kg.\n\nThe lid is red.\n")
    assert [(d.code, d.level) for d in found] == [("CG00", "error"), ("CL01", "error")]
    assert "CL02" in found[0].message
    assert "ZeroDivisionError" in found[0].message
    assert engine.refused(found)


def _with_check(rule: Rule, check: Callable[..., Any]) -> Rule:
    from dataclasses import replace

    return replace(rule, check=check)
