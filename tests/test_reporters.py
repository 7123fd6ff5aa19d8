"""Each report by its own convention: golden files, published schemas, and what must hold for every text."""

from __future__ import annotations

import json
import os
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest
from citegate import reporters
from citegate.diagnostics import FILE, Diagnostic, Edit, Span
from citegate.reporters import FORMATS, Run, reporter
from citegate.reporters.excerpt import safe
from citegate.rulepages import INTERNAL, links
from citegate.rules import all_rules
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft4Validator, Draft202012Validator

if TYPE_CHECKING:
    from tests.small_project import ARTICLE, citegate, make
    from tests.workbench import Bench
else:
    from small_project import ARTICLE, citegate, make
    from workbench import Bench

CASES = sorted(path for path in Path(__file__).with_name("reporters").iterdir() if path.is_dir())
SUFFIXES = {"json": "json", "sarif": "json", "rdjson": "json", "junit": "xml"}
LINKS = links([rule.code for rule in all_rules()], "https://citegate.example/")


@cache
def bench() -> Bench:
    return Bench()


def span(numbers: list[int]) -> Span:
    return Span(*numbers)


@cache
def run(case: Path) -> Run:
    """Return the run of a case."""
    data = json.loads((case / "diagnostics.json").read_text(encoding="utf-8"))
    source = (case / "article.md").read_bytes().decode()
    found = []
    for given_ in data["diagnostics"]:
        edits = tuple(Edit(span(edit["span"]), edit["text"]) for edit in given_.pop("edits", ()))
        found.append(Diagnostic(**{**given_, "span": span(given_["span"]), "edits": edits}))
    article = bench().project.parser.parse(source, "article.md")
    return Run([article], sorted(found), {"article.md": source}, data["notes"], LINKS)


def golden(style: str, text: str) -> str:
    """Return the part of a report that a golden file holds: of SARIF the results, since the rules are many."""
    if style != "sarif":
        return f"{text}\n"
    results = json.loads(text)["runs"][0]["results"]
    for result in results:
        del result["ruleIndex"]  # another rule moves it
    return json.dumps(results, ensure_ascii=False, indent=1) + "\n"


@pytest.mark.parametrize("style", FORMATS)
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_golden(case: Path, style: str) -> None:
    """Each format writes what the case's golden file holds."""
    said = golden(style, reporter(style)(run(case)))
    file = case / f"{style}.{SUFFIXES.get(style, 'txt')}"
    if os.environ.get("CITEGATE_WRITE_GOLDEN"):
        file.write_bytes(said.encode())
    assert said == file.read_bytes().decode()


def test_cases_are_whole() -> None:
    """No case has a file that no format reads."""
    expected = {"article.md", "diagnostics.json", *(f"{style}.{SUFFIXES.get(style, 'txt')}" for style in FORMATS)}
    assert [case.name for case in CASES if {path.name for path in case.iterdir()} != expected] == []


@cache
def schema(name: str) -> Any:
    return json.loads(Path(__file__).with_name("reporters").joinpath(name).read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_sarif_is_valid(case: Path) -> None:
    """SARIF is valid by the schema that OASIS publishes, and each result names a rule that is declared."""
    log = json.loads(reporter("sarif")(run(case)))
    assert [error.message for error in Draft4Validator(schema("sarif-schema-2.1.0.json")).iter_errors(log)] == []
    (done,) = log["runs"]
    declared = [rule["id"] for rule in done["tool"]["driver"]["rules"]]
    assert [result["ruleId"] for result in done["results"]] == [declared[r["ruleIndex"]] for r in done["results"]]
    marks = [result["partialFingerprints"]["citegate/v1"] for result in done["results"]]
    assert len(marks) == len(set(marks))


def test_sarif_declares_every_rule() -> None:
    """Every rule is declared with its name, help, level and the address of its page."""
    rules = json.loads(reporter("sarif")(run(CASES[0])))["runs"][0]["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == [*(rule.code for rule in all_rules()), *INTERNAL]
    for declared, rule in zip(rules, all_rules(), strict=False):
        assert undoubled(declared["help"]["text"]) == rule.doc.strip()
        assert declared["helpUri"] == f"https://citegate.example/editorial/rules/{rule.code}/"
        assert declared["defaultConfiguration"]["level"] == ("error" if rule.level == "error" else "warning")


def undoubled(text: str) -> str:
    """Return what a reader makes of a message without arguments (section 3.11.5): a brace alone is an error."""
    assert not re.search(r"[{}]", re.sub(r"\{\{|\}\}", "", text))
    return text.replace("{{", "{").replace("}}", "}")


def messages(node: Any) -> list[str]:
    """Return the text of every message of a log; the text of a fix is no message."""
    if isinstance(node, list):
        return [text for each in node for text in messages(each)]
    if not isinstance(node, dict):
        return []
    named = ("message", "description", "shortDescription", "fullDescription", "help")
    own = [value["text"] for key, value in node.items() if key in named]
    return own + [text for value in node.values() for text in messages(value)]


def test_sarif_doubles_braces() -> None:
    """No message of a log holds a placeholder: what editors wrote in braces is shown in braces; a fix keeps its own."""
    edit = Edit(FILE, "{.gap}")
    found = Diagnostic("article.md", FILE, "CL04", "error", "write “{0}”", "as in {.nocite by=ab}", (edit,))
    log = json.loads(reporter("sarif")(Run(run(CASES[0]).articles, [found], {}, (), LINKS)))
    assert "write “{0}”\nas in {.nocite by=ab}" in [undoubled(text) for text in messages(log)]
    (result,) = log["runs"][0]["results"]
    assert "{{.gap}}" not in json.dumps(result["fixes"][0]["artifactChanges"])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_rdjson_is_valid(case: Path) -> None:
    """The reviewdog format has only what its definition names."""
    result = json.loads(reporter("rdjson")(run(case)))
    assert [error.message for error in Draft202012Validator(schema("rdjson-schema.json")).iter_errors(result)] == []


def test_rdjson_counts_bytes() -> None:
    """A column of the reviewdog format is where the place begins in the line's UTF-8."""
    case = next(case for case in CASES if case.name == "hostile")
    data = (case / "article.md").read_bytes().split(b"\n")
    (found,) = (d for d in json.loads(reporter("rdjson")(run(case)))["diagnostics"] if d["code"]["value"] == "DO04")
    place = found["location"]["range"]
    line = data[place["start"]["line"] - 1]
    assert line[place["start"]["column"] - 1 : place["end"]["column"] - 1] == b"10mg"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_junit_counts(case: Path) -> None:
    """JUnit's counts are those of its cases: an error is a failure, a warning is none."""
    root = ET.fromstring(reporter("junit")(run(case)))  # noqa: S314 - our own report
    errors = sum(1 for diagnostic in run(case).diagnostics if diagnostic.level == "error")
    assert len(root.findall(".//failure")) == errors == int(root.attrib["failures"])
    assert len(root.findall(".//testcase")) == int(root.attrib["tests"])
    assert sum(int(suite.attrib["tests"]) for suite in root) == int(root.attrib["tests"])


def test_junit_tells_a_fault_of_the_program() -> None:
    """A rule that raised is an error, not a failure, of the article."""
    fault = Diagnostic("article.md", FILE, "CG00", "error", "rule CL01 failed", "report it")
    root = ET.fromstring(reporter("junit")(Run(run(CASES[0]).articles, [fault], {})))  # noqa: S314
    assert (root.attrib["errors"], root.attrib["failures"], len(root.findall(".//error"))) == ("1", "0", 1)


COMMAND = re.compile(r"::(?P<level>error|warning) (?P<properties>[^\n]*?)::(?P<data>[^\n]*)")


def unescaped(text: str, *, name: bool = False) -> str:
    """Return what GitHub's runner makes of a value (`ActionCommand.cs`): the escape of `%` is undone last."""
    marks = {"%0D": "\r", "%0A": "\n", **({"%3A": ":", "%2C": ","} if name else {}), "%25": "%"}
    for mark, character in marks.items():
        text = text.replace(mark, character)
    return text


@given(st.text(), st.text(), st.text(min_size=1), st.integers(1, 3))
def test_github_runner_reads_what_was_written(message: str, advice: str, path: str, lines: int) -> None:
    """Whatever the texts, the runner sees one command with the same path, place and message."""
    place = Span(7, 3, 6 + lines, 9)
    run_ = Run([], [Diagnostic(path, place, "CL01", "error", message, advice)], {})
    match = COMMAND.fullmatch(reporter("github")(run_))
    assert match
    properties = dict(part.partition("=")[::2] for part in match["properties"].split(","))
    assert unescaped(match["data"]) == "\n".join(safe(text) for text in (message, advice) if text)
    assert unescaped(properties["file"], name=True) == safe(path)
    assert (properties["line"], properties["endLine"]) == ("7", str(6 + lines))
    assert ("col" in properties) == (lines == 1)


def test_github_shows_at_most_ten_of_a_level() -> None:
    """Errors come first, ten of a level at most, and the last line says how many more there are."""
    lines = reporter("github")(run(next(case for case in CASES if case.name == "many"))).splitlines()
    assert [line.split(" ")[0] for line in lines] == ["::error"] * 10 + ["::warning"] * 10 + ["::notice"]
    assert "2 errors and 3 warnings more" in lines[-1]


@pytest.mark.parametrize("style", FORMATS)
def test_exit_status_never_depends_on_the_format(style: str, tmp_path: Path) -> None:
    """Each format ends with 1 where an error is found and 0 where none is."""
    project = make(tmp_path, "The widget weighs 3 kg.\n")
    refused = citegate("check", "--root", project, "--format", style)
    assert refused.exit_code == 1
    assert "CL01" in refused.stdout
    article = project / ARTICLE
    article.write_text(article.read_text(encoding="utf-8").replace("3 kg", "much [@alpha, p. 4]"), encoding="utf-8")
    assert citegate("check", "--root", project, "--format", style).exit_code == 0


@pytest.mark.parametrize("style", FORMATS)
def test_file_name_that_is_no_text(style: str, tmp_path: Path) -> None:
    """A file whose name is no UTF-8 is reported in each format, without a traceback."""
    project = make(tmp_path, "What is a widget?\n")
    other = os.fsdecode(b"docs/articles/w\xff.md")
    (project / other).write_text("The widget weighs 3 kg.\n", encoding="utf-8")
    done = citegate("check", "--root", project, "--format", style)
    assert done.exit_code == 1
    assert "CL01" in done.stdout


def test_formats_are_the_files() -> None:
    """Each format is a file, and each file is a format that the command offers."""
    folder = Path(reporters.__file__).parent
    assert {path.name.removesuffix("_format.py") for path in folder.glob("*_format.py")} == set(FORMATS)
