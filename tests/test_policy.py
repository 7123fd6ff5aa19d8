"""The project's policy: what a table may say, what each wrong table is told, and what a level does to a run."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from citegate import policy, policyschema
from citegate.diagnostics import Level
from citegate.errors import ConfigurationError
from citegate.policy import KEYS, Policy
from citegate.rules import all_rules
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

if TYPE_CHECKING:
    pass
else:
    pass

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
    'units = ["spritz", "Wdg", "dose step"]',
    'grading-schemes.Widgets = ["A", "B+"]',
    'emergency-numbers = ["15", "0800 112 112", "1-1-2"]',
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
    'units = ["5 mg"]': "units: `5 mg` is no unit: one begins with a letter",
    'units = ["dose  step"]': "units: `dose  step` is no unit",
    "grading-schemes.Widgets = []": "grading-schemes = {'Widgets': []} must name schemes with their grades",
    "grading-schemes.Widgets = [1]": "grading-schemes.Widgets = [1] must be a list of texts",
    'grading-schemes = ["Widgets"]': "grading-schemes = ['Widgets'] must name schemes with their grades",
    'grading-schemes." " = ["A"]': 'must name schemes with their grades, like { Local = ["A", "B"] }',
    'emergency-numbers = ["call 112"]': "emergency-numbers: `call 112` is no telephone number: one has digits",
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
    lines = str(caught.value).splitlines()[::2]  # the remedy stands in each second line
    assert len(lines) == 4
    assert all(line.startswith("pyproject.toml:1:1: CG02 [tool.citegate] ") for line in lines)


FILE = """
[tool.other]
reech = 1
[tool.citegate]
  reech = 2
own-sites = [
  "",
]
'grading-schemes'."Widget Council" = []
[tool.citegate.rules]
CL01 = "off"
CI01 = { level = "eror" }
[tool.citegate.notices]
dosing = "abc"
[tool.last]
locale = 3
"""
PLACES = {"`reech`": 5, "own-sites": 6, "grading-schemes": 9, "rules.CL01": 11, "rules.CI01": 12, "notices": 13}


def test_problems_have_their_lines() -> None:
    """Each problem of a file is told with the line of its key, wherever TOML lets the key stand."""
    with pytest.raises(ConfigurationError) as caught:
        policy.read(tomllib.loads(FILE)["tool"]["citegate"], FILE)
    lines = str(caught.value).splitlines()[::2]
    assert len(lines) == len(PLACES)
    for name, number in PLACES.items():
        place = f"pyproject.toml:{number}:{3 if name == '`reech`' else 1}: CG02 [tool.citegate]"
        assert [said for said in lines if name in said and said.startswith(place)]


def test_inline_table_gives_the_line_that_it_stands_on() -> None:
    """A key inside an inline table is told with the line of that table; in a table inside a table too."""
    text = "x = 1\n[tool]\ncitegate = { reach = 0 }\n"
    with pytest.raises(ConfigurationError, match=r"^pyproject\.toml:3:1: CG02 \[tool\.citegate\] reach"):
        policy.read(tomllib.loads(text)["tool"]["citegate"], text)
    text = '[tool.citegate]\nrules = { CL01 = "off" }\n'
    with pytest.raises(ConfigurationError, match=r"^pyproject\.toml:2:1: "):
        policy.read(tomllib.loads(text)["tool"]["citegate"], text)


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


@pytest.mark.parametrize("level", Level)
def test_levels_that_are_no_lower_are_free(level: Level) -> None:
    """A rule of each level may be given that level, or a higher one, without a reason."""
    of_level = [rule for rule in all_rules() if rule.level == level]
    weights = {Level.WARNING: 0, Level.APPROVAL: 1, Level.ERROR: 2}
    higher = [str(other) for other in Level if weights[other] >= weights[level]]
    assert of_level
    for given_level in higher:
        read(f'rules.{of_level[0].code} = "{given_level}"')
