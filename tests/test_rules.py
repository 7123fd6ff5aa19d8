"""Every rule by its own page and fixtures: a new rule is a new file and a new folder, and nothing is edited here."""

from __future__ import annotations

import importlib
import re
import shutil
import sys
import textwrap
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from citegate import engine, rules
from citegate.bibliography import parse
from citegate.context import Context
from citegate.rules import Rule, RuleError, all_rules

if TYPE_CHECKING:
    from collections.abc import Iterator

    from citegate.diagnostics import Diagnostic

    from tests.workbench import FRONT, TODAY, Bench
else:
    from workbench import FRONT, TODAY, Bench

HERE = Path(__file__).with_name("rules")
FOLDERS = sorted(path for path in HERE.iterdir() if path.is_dir())
RULES = all_rules()
PARTS = ("What", "Why", "Bad", "Good", "Instead")
EXAMPLES = [rule for rule in RULES if not rule.code.startswith("DI") and rule.scope != "project"]
"""Rules about notices and status, whose fixtures are pages, and about a project describe their examples in words."""
_PART = re.compile(rf"^(?P<name>{'|'.join(PARTS)}):", re.MULTILINE)


@cache
def bench() -> Bench:
    """Return the workbench that all tests of this file share."""
    return Bench()


def parts(doc: str) -> dict[str, str]:
    """Return the parts of a rule's page by name, the title under `title`."""
    starts = list(_PART.finditer(doc))
    found = {"title": doc[: starts[0].start() if starts else len(doc)].strip()}
    for match, following in zip(starts, [*starts[1:], None], strict=True):
        text = doc[match.end() : following.start() if following else len(doc)]
        found[match["name"]] = textwrap.dedent(text.strip("\n")).strip()
    return found


def faults(doc: str) -> Iterator[str]:
    """Yield the parts that a rule's page lacks, and those that stand in another order than the others' pages."""
    found = parts(doc)
    yield from (f"no {name}" for name in ("title", *PARTS) if not found.get(name))
    if found["title"] and not found["title"].endswith("."):
        yield "the title is no sentence"
    if [name for name in found if name in PARTS] != [name for name in PARTS if name in found]:
        yield "the parts stand in another order"


def codes(rule: Rule, example: str) -> list[str]:
    """Return the codes found in an example: an article, a bibliography, or the body of an article."""
    if rule.scope == "bibliography":
        keys = re.findall(r"@\w+\{([\w-]+)", example)
        return [d.code for d in _judge_bibliography(example, keys)]
    source = example if example.startswith("---") else f"{FRONT}{example}\n"
    base = HERE / f"{rule.code}-{rule.slug.replace('_', '-')}" / "base.md"
    return [d.code for d in bench().judge(source, base=base)]


def _judge_bibliography(text: str, keys: list[str]) -> list[Diagnostic]:
    project = bench().project
    context = Context(parse(text, "bad.bib"), project.notices, project.policy, TODAY, complete=True)
    article = project.parser.parse(f"{FRONT}The widget is blue [{'; '.join(f'@{key}' for key in keys)}].\n", "bad.md")
    return engine.judge([article], context)


def test_rules_are_found_by_their_files() -> None:
    """Each file of the folder is one rule whose code is the file's, is used once and is not retired."""
    files = sorted(path.stem for path in Path(rules.__file__).parent.glob("*.py") if path.stem != "__init__")
    assert [f"{rule.code.lower()}_{rule.slug}" for rule in RULES] == files
    assert len({rule.code for rule in RULES}) == len(RULES)
    assert not rules.RETIRED & {rule.code for rule in RULES}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_page_is_whole(rule: Rule) -> None:
    """A rule's docstring has a title, What, Why, Bad, Good and Instead; the part that lacks is named."""
    assert list(faults(rule.doc)) == []


@pytest.mark.parametrize("part", ["title", *PARTS])
def test_forgotten_part_is_named(part: str) -> None:
    """A page from which one part is taken is refused with the name of that part."""
    whole = RULES[0].doc
    text = parts(whole)[part]
    assert f"no {part}" in list(faults(whole.replace(text, "", 1)))


@pytest.mark.parametrize("rule", EXAMPLES, ids=lambda rule: rule.code)
def test_bad_example_is_refused(rule: Rule) -> None:
    """What a rule's page calls bad is found by that rule."""
    assert rule.code in codes(rule, parts(rule.doc)["Bad"])


@pytest.mark.parametrize("rule", EXAMPLES, ids=lambda rule: rule.code)
def test_good_example_passes(rule: Rule) -> None:
    """What a rule's page calls good passes that rule."""
    assert rule.code not in codes(rule, parts(rule.doc)["Good"])


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_rule_has_a_folder(rule: Rule) -> None:
    """Each rule has a fixture folder of its own name, with a bad and a good case."""
    folder = HERE / f"{rule.code}-{rule.slug.replace('_', '-')}"
    assert folder.is_dir(), f"tests/rules/{folder.name} is missing"


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_folder_is_whole(folder: Path) -> None:
    """A fixture folder belongs to a rule, its golden file expects that rule, and nothing in it is left unread."""
    names = {path.name for path in folder.iterdir()}
    assert folder.name[:4] in {rule.code for rule in RULES}
    assert {"bad.txt", "good.md"} <= names
    assert names & {"bad.md", "bad.html"}
    known = r"(bad|good)\.(md|bib|html|notices)|bad\.txt|policy\.toml|base\.md|docs"
    assert [name for name in names if not re.fullmatch(known, name)] == []
    assert f": {folder.name[:4]} " in (folder / "bad.txt").read_text("utf-8")


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_bad_case(folder: Path) -> None:
    """The bad case gives exactly the findings of bad.txt, each at its place."""
    found = bench().folder(folder, "bad").judge("bad")
    assert [str(diagnostic) for diagnostic in found] == (folder / "bad.txt").read_text("utf-8").splitlines()


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_good_case(folder: Path) -> None:
    """All rules are silent on the good case."""
    assert [str(diagnostic) for diagnostic in bench().folder(folder, "good").judge("good")] == []


BROKEN = {
    "another code than its file's": ("zz01_widget.py", 'CODE = "ZZ02"'),
    "a name that is no rule's": ("widget.py", 'CODE = "ZZ01"'),
    "a code that is retired": ("zz00_widget.py", 'CODE = "ZZ00"'),
}


@pytest.mark.parametrize(("name", "line"), BROKEN.values(), ids=BROKEN)
def test_broken_rule_file(name: str, line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A rule file with a wrong code or name is refused, and named."""
    text = f'"""Widgets."""\n{line}\nLEVEL = "error"\ndef check(article, context):\n    return ()\n'
    (tmp_path / name).write_text(text, "utf-8")
    monkeypatch.setattr(rules, "__path__", [str(tmp_path)])
    monkeypatch.setattr(rules, "RETIRED", frozenset({"ZZ00"}))
    with pytest.raises(RuleError, match=name):
        all_rules.__wrapped__()


def test_new_rule_is_found_without_an_edit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that is put beside the others is a rule, and nothing else had to know."""
    shutil.copytree(Path(rules.__file__).parent, tmp_path / "rules")
    text = '"""Widgets."""\nCODE = "ZZ99"\nLEVEL = "warning"\ndef check(article, context):\n    return ()\n'
    (tmp_path / "rules" / "zz99_widget.py").write_text(text, "utf-8")
    monkeypatch.setattr(rules, "__path__", [str(tmp_path / "rules")])
    importlib.invalidate_caches()
    found = all_rules.__wrapped__()
    monkeypatch.delitem(sys.modules, "citegate.rules.zz99_widget")
    assert [rule.code for rule in found] == [*(rule.code for rule in RULES), "ZZ99"]
