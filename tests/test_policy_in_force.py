"""The policy in force: what a level does to a run, what a project adds, what the commands and the handbook tell."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from citegate import engine, policy, policyschema
from citegate.diagnostics import Level
from citegate.lexicon import load
from citegate.policy import KEYS, Policy
from citegate.rules import all_rules

if TYPE_CHECKING:
    from tests.small_project import citegate, make
else:
    from small_project import citegate, make

ROOT = Path(__file__).resolve().parents[1]
UNCITED = "The widget weighs 3 kg.\n"


def read(text: str) -> Policy:
    return policy.read(tomllib.loads(text))


def test_lowered_rule_no_longer_refuses(tmp_path: Path) -> None:
    """A finding of a lowered rule is a warning, and the closing lines say who lowered it and why."""
    strict = make(tmp_path / "strict", UNCITED)
    assert citegate("check", "--root", strict).exit_code == 1
    mild = make(tmp_path / "mild", UNCITED, 'rules.CL01 = { level = "warning", reason = "we are\\nmoving in" }')
    done = citegate("check", "--root", mild)
    assert done.exit_code == 0
    assert "CL01 this claim (quantity)" in done.output
    assert "CL01 is lowered from error to warning by this project's policy: we are moving in\n" in done.output


def test_lowered_rule_is_told_even_where_nothing_is_found(tmp_path: Path) -> None:
    """Who reads a clean report learns that it is clean by a milder measure."""
    table = 'rules.CL01 = {level = "approval", reason = "moving"}'
    done = citegate("check", "--root", make(tmp_path, "What is a widget?\n", table))
    assert "1 article judged: no error" in done.output
    assert "CL01 is lowered from error to approval" in done.output


def test_raised_rule_refuses() -> None:
    """A raised rule is in force at its higher level."""
    raised = {rule.code: rule.level for rule in engine.in_force(read('rules.CI05 = "error"'))}
    plain = {rule.code: rule.level for rule in engine.in_force(Policy())}
    assert raised == {**plain, "CI05": Level.ERROR}
    assert plain["CI05"] is Level.WARNING


def test_audience_that_is_not_served(tmp_path: Path) -> None:
    """An article for an audience that the policy leaves out is refused where the audience stands."""
    done = citegate("check", "--root", make(tmp_path, "What is a widget?\n", 'audiences = ["student", "patient"]'))
    assert done.exit_code == 1
    assert "widgets.md:5:11: GV01 this project does not write for the audience `professional`" in done.stdout
    assert "name `student` or `patient`" in done.stdout


OWN_LISTS = {
    'error-prone = ["wdg", "q3x"]': (
        "Give 5 mg of wdg by mouth to adults [@alpha, p. 4].",
        "DO03 “wdg” is error-prone by",
    ),
    'units = ["spritz"]': (
        "Adults: give 2 spritzes intravenously three times daily [@alpha, p. 4].",
        "DO06 “2 spritzes” is repeated, with no maximum",
    ),
    'units = ["Wdg"]': ("Adults: give 1.0 Wdg intravenously [@alpha, p. 4].", "DO01 “1.0” can be read as ten times"),
    'units = ["puffle"]': ("The tank of the widget holds 3 puffles.", "CL01 this claim (quantity)"),
    'grading-schemes."Widget Council" = ["A", "B"]': (
        "The Widget Council gives it grade D [@alpha, p. 4].",
        "GR01 “Widget Council gives it grade D”: Widget Council has no grade D",
    ),
    'tall-man = ["wiDGEt"]': ("The Widget is blue [@alpha, p. 4].", "DO09 “Widget” is a look-alike name by"),
}


def test_own_reason_for_an_exemption(tmp_path: Path) -> None:
    """A reason that the project adds is accepted, elsewhere it is refused; a shipped one is accepted in both."""
    body = "Widgets are blue.\n{.nocite reason=house-style by=ab}\n"
    assert "CL04" in citegate("check", "--root", make(tmp_path / "without", body)).stdout
    added = make(tmp_path / "with", body, 'nocite-reasons = ["house-style"]')
    assert "CL04" not in citegate("check", "--root", added).stdout
    shipped = make(tmp_path / "shipped", body.replace("house-style", "definition"), 'nocite-reasons = ["house-style"]')
    assert "CL04" not in citegate("check", "--root", shipped).stdout


@pytest.mark.parametrize(
    ("code", "name", "key"), [("CL04", "exemptions", "reasons"), ("DI01", "emergencynumbers", "numbers")]
)
def test_explain_shows_the_list(code: str, name: str, key: str) -> None:
    """The page of a rule that judges by a list shows each entry of its data file with its meaning."""
    entries = load(name)[key]
    said = citegate("explain", code).output
    assert entries
    assert [entry for entry, meaning in entries.items() if f"- `{entry}`: {meaning}\n" not in said] == []


def test_handbook_names_the_reasons_for_an_exemption() -> None:
    """The handbook names each reason of the data file."""
    page = (ROOT / "docs" / "editorial" / "writing.md").read_text(encoding="utf-8")
    part = page.partition("## Exemptions")[2].partition("\n## ")[0]
    assert [reason for reason in load("exemptions")["reasons"] if f"`{reason}`" not in part] == []


@pytest.mark.parametrize(("table", "body", "said"), [(table, *given_) for table, given_ in OWN_LISTS.items()])
def test_own_lists(table: str, body: str, said: str, tmp_path: Path) -> None:
    """What a project adds to a list is in force beside what is shipped."""
    without = citegate("check", "--root", make(tmp_path / "without", f"{body}\n")).stdout
    added = citegate("check", "--root", make(tmp_path / "with", f"{body}\n", table)).stdout
    assert said in added
    assert said not in without


@pytest.mark.parametrize("text", ["tool.citegate = 3\n", "tool.citegate = [1]\n", "tool.citegate = false\n"])
def test_policy_that_is_no_table(tmp_path: Path, text: str) -> None:
    """Something else in the place of the table is told in one sentence."""
    (make(tmp_path, UNCITED) / "pyproject.toml").write_text(text, encoding="utf-8")
    done = citegate("check", "--root", tmp_path)
    assert done.exit_code == 2
    assert re.search(r"(?m)^pyproject\.toml:1:1: CG02 \[tool\.citegate\] = .* must be a table", done.output)


@pytest.mark.parametrize("command", ["check", "policy", "baseline"])
def test_wrong_policy_ends_with_status_2(tmp_path: Path, command: str) -> None:
    """A wrong policy is told and judged nothing by, whatever the command."""
    done = citegate(command, "--root", make(tmp_path, UNCITED, "reech = 2"))
    assert done.exit_code == 2
    assert "pyproject.toml:2:1: CG02 [tool.citegate] there is no key `reech`; did you mean `reach`?" in done.output


def test_policy_command_can_be_pasted(tmp_path: Path) -> None:
    """What `citegate policy` prints is TOML that gives the same policy again, and says where each key comes from."""
    table = """
reach = 2
grading-schemes."W C" = ["A"]
own-sites = ["widgets.example"]
rules.CL01 = { level = "approval", reason = "we \\"move\\"" }
"""
    done = citegate("policy", "--root", make(tmp_path, UNCITED, table))
    assert done.exit_code == 0
    assert read(done.output) == read((tmp_path / "pyproject.toml").read_text(encoding="utf-8").partition("\n")[2])
    origins = dict(re.findall(r"^([\w.-]+) = .*?  # (default|pyproject\.toml)", done.output, re.MULTILINE))
    assert {key for key, origin in origins.items() if origin == "pyproject.toml"} == {
        "reach",
        "own-sites",
        "grading-schemes",
        "notices",
        "rules.CL01",
    }
    assert set(KEYS) - {"rules"} <= set(origins)
    assert 'by default error, because: we "move"' in done.output


def test_policy_schema_command() -> None:
    """`citegate policy --schema` prints the schema that the tests judge by."""
    assert json.loads(citegate("policy", "--schema").output) == policyschema.schema()


def test_handbook_names_every_key() -> None:
    """The handbook's table names the keys that there are, and its example is a policy that lowers one rule."""
    page = (ROOT / "docs" / "editorial" / "policy-and-tools.md").read_text(encoding="utf-8")
    table = page.partition("| Key | Default |")[2].partition("\n\n")[0]
    assert set(re.findall(r"^\| `([\w-]+)`", table, re.MULTILINE)) == set(KEYS)
    example = re.search(r"```toml\n(.*?)```", page, re.DOTALL)
    assert example
    table_ = tomllib.loads(example[1])["tool"]["citegate"]
    lowered = list(policy.read(table_).lowered({rule.code: rule.level for rule in all_rules()}))
    assert len(lowered) == 1


def test_no_rule_reads_what_is_no_key() -> None:
    """Each `policy.name` in the package is a key of the policy or one of its methods."""
    texts = [path.read_text(encoding="utf-8") for path in (ROOT / "hooks" / "citegate").rglob("*.py")]
    named = {name for text in texts for name in re.findall(r"\bcontext\.policy\.(\w+)", text)}
    assert named
    assert named <= {field.name for field in KEYS.values()} | {"level", "lowered"}
