"""The project's policy: what a table may say, what each wrong table is told, and what a level does to a run."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from citegate import engine, policy, policyschema
from citegate.diagnostics import Level
from citegate.errors import ConfigurationError
from citegate.policy import KEYS, Policy
from citegate.rules import all_rules
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

if TYPE_CHECKING:
    from tests.small_project import citegate, make
else:
    from small_project import citegate, make

ROOT = Path(__file__).resolve().parents[1]
UNCITED = "The widget weighs 3 kg.\n"
GOOD = (
    "reach = 2",
    "exempt-share = 0",
    "source-age-years = 5",
    'nocite-reasons = ["house-style"]',
    'audiences = ["patient", "student"]',
    'locale = "en-GB"',
    'baseline = "known.json"',
    'rules.CL02 = "error"',
    'rules.CI05 = "error"',
    'rules.CL01 = { level = "approval", reason = "we are moving in" }',
    'rules.CI05 = { level = "approval" }',
    f'notices.dosing = "{"0" * 64}"',
)
BAD = {
    "reech = 2": "there is no key `reech`; did you mean `reach`?",
    "exempt_share = 0.1": "there is no key `exempt_share`; did you mean `exempt-share`?",
    "reach = 0": "reach = 0 must be a whole number, at least 1 and at most 10",
    "reach = true": "reach = True must be a whole number",
    "reach = 2.0": "reach = 2.0 must be a whole number",
    "exempt-share = 1.5": "exempt-share = 1.5 must be a number, at least 0 and at most 1",
    "reading-grade = nan": "reading-grade = nan must be a number",
    'reading-grade = "8"': "reading-grade = '8' must be a number",
    'nocite-reasons = "one"': "nocite-reasons = 'one' must be a list of texts",
    'own-sites = [""]': "own-sites = [''] must be a list of texts",
    'audiences = ["patients"]': "`patients` is none of professional, student, patient; did you mean `patient`?",
    "audiences = []": "audiences must name at least one of professional, student, patient",
    'locale = "English!"': "locale = 'English!' must be a language tag",
    'baseline = "../other.json"': "baseline = '../other.json' must be the name of a .json file inside the project",
    'notices.dosing = "abc"': "notices must give each notice the SHA-256 of its text",
    'rules = "error"': "rules = 'error' must be a table",
    'rules.CLO1 = "error"': "there is no rule `CLO1`; did you mean `CL01`?",
    'rules.CL01 = "eror"': "rules.CL01: the level 'eror' is none of error, approval, warning; did you mean `error`?",
    'rules.CL01 = "off"': "rules.CL01: the level 'off' is none of error, approval, warning",
    'rules.CL01 = "warning"': "rules.CL01: lowering it from error to warning needs a reason",
    'rules.CL01 = { level = "approval", reason = " " }': "lowering it from error to approval needs a reason",
    'rules.CL01 = { level = "error", raeson = "x" }': "rules.CL01: there is no key `raeson`; did you mean `reason`?",
    'rules.CL01 = { level = "error", reason = 3 }': "rules.CL01: the reason must be a text",
}


def read(text: str) -> Policy:
    return policy.read(tomllib.loads(text))


@pytest.mark.parametrize("line", GOOD)
def test_good_table(line: str) -> None:
    """A table that is right gives a policy that differs from the default, and the schema allows it."""
    assert read(line) != Policy()
    assert not list(Draft202012Validator(policyschema.schema()).iter_errors(tomllib.loads(line)))


@pytest.mark.parametrize(("line", "said"), BAD.items(), ids=BAD)
def test_bad_table(line: str, said: str) -> None:
    """Each wrong table is told what is wrong, with the name that was meant where one is near; the schema refuses it."""
    with pytest.raises(ConfigurationError) as caught:
        read(line)
    assert said in str(caught.value)
    if line not in ("reach = 2.0", "reading-grade = nan"):  # to JSON, 2.0 is whole, and there is no nan
        assert list(Draft202012Validator(policyschema.schema()).iter_errors(tomllib.loads(line)))


def test_all_problems_at_once() -> None:
    """Three wrong keys are three lines, each with the file's name."""
    with pytest.raises(ConfigurationError) as caught:
        read('reach = 0\nlocale = "?"\nrules.CL01 = "warning"\nrules.CL02 = "warning"')
    lines = str(caught.value).splitlines()
    assert len(lines) == 4
    assert all(line.startswith("pyproject.toml: [tool.citegate] ") for line in lines)


def test_schema_is_a_schema() -> None:
    """The JSON Schema of the table is one, and describes every key."""
    schema = policyschema.schema()
    Draft202012Validator.check_schema(schema)
    assert set(schema["properties"]) == set(KEYS)
    assert all(described["description"] for described in schema["properties"].values())


LEVELS = st.sampled_from(["error", "approval", "warning", "off", 1])
REASONS = st.sampled_from(["", " ", "why", 3])
SETTINGS = st.one_of(LEVELS, st.fixed_dictionaries({}, optional={"level": LEVELS, "reason": REASONS, "other": REASONS}))
VALUES = st.one_of(
    st.integers(-2, 100),
    st.floats(-2, 30).filter(lambda number: not number.is_integer()),
    st.booleans(),
    st.lists(st.sampled_from(["patient", "a", " ", 3]), max_size=2),
)
TABLES = st.one_of(
    st.dictionaries(st.sampled_from([*KEYS, "other"]).filter(lambda key: key != "rules"), VALUES, max_size=3),
    st.fixed_dictionaries({"rules": st.dictionaries(st.sampled_from(["CL01", "CI05", "XX00"]), SETTINGS, max_size=2)}),
)


@given(TABLES)
def test_schema_says_what_the_reader_says(table: dict[str, Any]) -> None:
    """Whatever the table, the published schema and the reader agree whether it is right."""
    allowed = Draft202012Validator(policyschema.schema()).is_valid(table)
    try:
        policy.read(table)
    except ConfigurationError:
        assert not allowed
    else:
        assert allowed


def test_lists_add_to_what_is_shipped() -> None:
    """A project adds reasons for exemptions; it cannot lose those that are shipped."""
    assert read('nocite-reasons = ["house-style", "definition"]').nocite_reasons == (
        *policy.NOCITE_REASONS,
        "house-style",
    )


@pytest.mark.parametrize("level", Level)
def test_levels_that_are_no_lower_are_free(level: Level) -> None:
    """A rule of each level may be given that level, or a higher one, without a reason."""
    of_level = [rule for rule in all_rules() if rule.level == level]
    weights = {Level.WARNING: 0, Level.APPROVAL: 1, Level.ERROR: 2}
    higher = [str(other) for other in Level if weights[other] >= weights[level]]
    assert of_level
    for given_level in higher:
        read(f'rules.{of_level[0].code} = "{given_level}"')


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
    'tall-man = ["wiDGEt"]': ("The Widget is blue [@alpha, p. 4].", "DO09 “Widget” is a look-alike name by"),
}


def test_own_reason_for_an_exemption(tmp_path: Path) -> None:
    """A reason that the project adds is accepted; elsewhere it is refused."""
    body = "Widgets are blue.\n{.nocite reason=house-style by=ab}\n"
    assert "CL04" in citegate("check", "--root", make(tmp_path / "without", body)).stdout
    added = make(tmp_path / "with", body, 'nocite-reasons = ["house-style"]')
    assert "CL04" not in citegate("check", "--root", added).stdout


@pytest.mark.parametrize(("table", "body", "said"), [(table, *given_) for table, given_ in OWN_LISTS.items()])
def test_own_lists(table: str, body: str, said: str, tmp_path: Path) -> None:
    """What a project adds to a list is in force beside what is shipped."""
    without = citegate("check", "--root", make(tmp_path / "without", f"{body}\n")).stdout
    added = citegate("check", "--root", make(tmp_path / "with", f"{body}\n", table)).stdout
    assert said in added
    assert said not in without


@pytest.mark.parametrize("command", ["check", "policy", "baseline"])
def test_wrong_policy_ends_with_status_2(tmp_path: Path, command: str) -> None:
    """A wrong policy is told and judged nothing by, whatever the command."""
    done = citegate(command, "--root", make(tmp_path, UNCITED, "reech = 2"))
    assert done.exit_code == 2
    assert "did you mean `reach`?" in done.output


def test_policy_command_can_be_pasted(tmp_path: Path) -> None:
    """What `citegate policy` prints is TOML that gives the same policy again, and says where each key comes from."""
    table = 'reach = 2\nown-sites = ["widgets.example"]\nrules.CL01 = { level = "approval", reason = "we \\"move\\"" }'
    done = citegate("policy", "--root", make(tmp_path, UNCITED, table))
    assert done.exit_code == 0
    assert read(done.output) == read((tmp_path / "pyproject.toml").read_text(encoding="utf-8").partition("\n")[2])
    origins = dict(re.findall(r"^([\w.-]+) = .*?  # (default|pyproject\.toml)", done.output, re.MULTILINE))
    assert {key for key, origin in origins.items() if origin == "pyproject.toml"} == {
        "reach",
        "own-sites",
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
