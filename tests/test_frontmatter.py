"""The reader of the front matter: golden cases, hostile input, and agreement with the JSON Schema."""

from __future__ import annotations

import datetime as dt
import re
import time
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from citegate.frontmatter import FrontMatter, read, schema
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

CASES = sorted(Path(__file__).with_name("frontmatter").glob("*.md"))
NAUGHTY = Path(__file__).parents[2] / "shared" / "corpora" / "text" / "blns.txt"
SOUND = (Path(__file__).with_name("frontmatter") / "good-minimal.md").read_text(encoding="utf-8")


def source_of(case: Path) -> str:
    """Return a case as it is: with its byte order mark and line ends."""
    return case.read_bytes().decode("utf-8")


def kind_of(case: Path) -> str:
    return "page" if case.stem.startswith("page-") else "article"


def told(front: FrontMatter) -> str:
    """Return what a golden file holds: a line for each problem, then where the body starts."""
    problems = [f"{p.span.line}:{p.span.column}: {p.message} | {p.help}" for p in front.problems]
    return "\n".join([*problems, f"body from line {front.body_line}"]) + "\n"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_golden(case: Path) -> None:
    """Every fault is told once, at its line and column, in words that say what to do."""
    assert told(read(source_of(case), kind_of(case))) == case.with_suffix(".txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_golden_without_the_c_parser(case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where PyYAML has no C parser, the same faults are told at the same places."""
    monkeypatch.delattr(yaml, "CSafeLoader")
    assert told(read(source_of(case), kind_of(case))) == case.with_suffix(".txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_places_lie_in_the_source(case: Path) -> None:
    """Every span starts on a line that exists, and not beyond its end."""
    source = source_of(case)
    lines = source.split("\n")
    front = read(source, kind_of(case))
    for span in [*front.places.values(), *(p.span for p in front.problems)]:
        assert 1 <= span.column <= len(lines[span.line - 1]) + 1
        assert (span.end_line, span.end_column) > (span.line, span.column)


def test_values_have_their_types_and_places() -> None:
    """Days become dates, single values lists, and each value is found where it stands."""
    source = SOUND.replace("ai: none", "ai: none\nsearch:\n  date: 2026-01-15\n  databases: [PubMed, Embase]")
    front = read(source)
    assert not front.problems
    assert front.values["updated"] == dt.date(2026, 2, 1)
    assert front.values["audience"] == ("professional",)
    assert front.values["search"] == {"date": dt.date(2026, 1, 15), "databases": ("PubMed", "Embase")}
    span = front.places["status"]
    assert source.split("\n")[span.line - 1][span.column - 1 : span.end_column - 1] == "submitted"
    assert front.places["key:status"].column == 1
    assert (front.places["block"].line, front.places["block"].end_line) == (1, 13)
    assert front.body == "Text.\n"


def test_body_is_never_lost() -> None:
    """Whatever is wrong with the block, the text after it is still there to be judged, on its own line."""
    for case in CASES:
        source = source_of(case)
        front = read(source, kind_of(case))
        assert source.endswith(front.body)
        if "Text." in source:
            assert "Text." in front.body
            line = front.body_line + front.body[: front.body.index("Text.")].count("\n")
            assert source.split("\n")[line - 1].startswith("Text.")


def test_problems_are_told_in_one_run() -> None:
    """Six faults in one block are six findings, each on its own line."""
    bad = SOUND.replace("title: ", "titel: ").replace("submitted", "sumbitted").replace("2026-02-01", "2026-02-31")
    bad = bad.replace("professional", "doctors").replace("ai: none", "ai: no\nai: none\ncolour: red")
    assert [p.span.line for p in read(bad).problems] == [2, 4, 5, 8, 9, 10, 11]


def as_json(value: Any) -> Any:
    """Return a YAML value as editors see it: a day is text."""
    if isinstance(value, dict):
        return {key if isinstance(key, str) else str(key): as_json(item) for key, item in value.items()}
    if isinstance(value, list):
        return [as_json(item) for item in value]
    return value.isoformat() if isinstance(value, dt.date) else value


class OnceLoader(yaml.SafeLoader):
    """SafeLoader that keeps days as text and refuses a key that stands twice."""

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:  # noqa: FBT001, FBT002
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]
        if len(keys) != len({str(key) for key in keys}):
            raise yaml.YAMLError("a key stands twice")
        return super().construct_mapping(node, deep)


OnceLoader.add_constructor("tag:yaml.org,2002:timestamp", lambda _, node: str(node.value))


def sound_yaml(case: Path) -> Any:
    """Return the block of a case as JSON, or None where it is not a block of sound, plain YAML."""
    match = re.match(r"---\r?\n(.*?)---\r?\n", source_of(case), re.DOTALL)
    if match is None or len(match[1]) > 64 * 1024 or re.search(r"[&*]\w|!!|\[{9}|<<", match[1]):
        return None
    try:
        value = yaml.load(match[1], OnceLoader)  # noqa: S506 - a SafeLoader
    except (yaml.YAMLError, TypeError):
        return None
    return as_json(value) if isinstance(value, dict) else None


# A bare day as a title is a date in YAML 1.1, which MkDocs reads, and text in YAML 1.2, which editors read.
ARTICLES = [c for c in CASES if kind_of(c) == "article" and c.stem != "title-date" and sound_yaml(c)]


@pytest.mark.parametrize("case", ARTICLES, ids=lambda case: case.stem)
def test_schema_agrees_with_the_reader(case: Path) -> None:
    """Editors' completion accepts exactly what the reader accepts, and asks for `ai` as GV12 does."""
    judge = jsonschema.Draft202012Validator(schema(), format_checker=jsonschema.FormatChecker())
    front = read(source_of(case))
    assert judge.is_valid(sound_yaml(case)) == (not front.problems and "ai" in front.values)


def test_schema_is_a_schema() -> None:
    """The published schema is valid itself and describes every key."""
    jsonschema.Draft202012Validator.check_schema(schema())
    assert len(ARTICLES) > 30
    assert all(entry["description"] for entry in schema()["properties"].values())


HOSTILE = {
    "alias bomb": "a: &a [x]\n"
    + "".join(f"{chr(98 + i)}: &{chr(98 + i)} [*{chr(97 + i)}, *{chr(97 + i)}]\n" for i in range(20)),
    "brackets": "tags: " + "[" * 60_000,
    "braces": "tags: " + "{" * 60_000,
    "pairs": "tags: " + "[a: " * 15_000,
    "dashes": "tags:\n" + "- " * 30_000,
    "question marks": "? " * 30_000,
    "unknown keys": "".join(f"k{i}: x\n" for i in range(6_000)),
    "one key": "a:\n" * 20_000,
    "long key": "k" * 60_000 + ": x\n",
    "quotes": 'a: "' + "\\x41" * 15_000,
    "blank lines": "\n" * 60_000,
    "blank": " " * 60_000,
    "huge number": "title: " + "9" * 60_000,
    "sexagesimal": "title: " + "1:" * 30_000 + "1",
    "bad escape": 'title: "\\UFFFFFFFF"',
    "surrogate escape": 'title: "\\ud800"',
    "directive": "%YAML " + "9" * 6_000 + ".1\n",
    "NUL": "title: a\0b\nquestion: \x1b[31m",
}


@pytest.mark.parametrize("c_parser", [True, False], ids=["C", "Python"])
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_blocks_are_refused_quickly(name: str, c_parser: bool, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: FBT001
    """Nothing that a block can hold raises, hangs or brings in more than a hundred findings."""
    if not c_parser:
        monkeypatch.delattr(yaml, "CSafeLoader")
    start = time.process_time()
    front = read(f"---\n{HOSTILE[name]}\n---\nText.\n")
    assert time.process_time() - start < 3
    assert 1 <= len(front.problems) <= 100
    assert front.body == "Text.\n"


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(), st.sampled_from(["article", "page"]))
@example("---\n\ud800: \udfff\n---\n", "article")
@example("---\n? \n---\n", "article")
def test_never_raises(text: str, kind: str) -> None:
    """Any text at all is read, as a whole file and as a block, and its body is its end."""
    for source in (text, f"---\n{text}\n---\nText.\n", f"---\ntitle: {text}\n---\nText.\n"):
        front = read(source, kind)
        assert source.endswith(front.body)
        assert front.body_line >= 1


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="ab:-[]{}\"'#&*!|>%@` \n\t,?~<", max_size=60))
def test_never_raises_on_yaml_like_text(text: str) -> None:
    """Text made of YAML's own signs is read or refused, and never taken for an article without problems."""
    assert read(f"---\n{text}\n---\nText.\n").problems


def test_naughty_strings_as_titles() -> None:
    """The big list of naughty strings goes into a title, quoted and bare, and nothing raises or is changed."""
    if not NAUGHTY.exists():
        pytest.skip("the list of naughty strings is not here")
    for line in NAUGHTY.read_text(encoding="utf-8").split("\n"):
        read(SOUND.replace("Weight of the widget", line))
        quoted = "'" + line.replace("'", "''") + "'"
        title = read(SOUND.replace("Weight of the widget", quoted)).values.get("title")
        printable = (
            re.search("[^\x20-\x7e\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff\u2028\u2029]", line)
            is None
        )
        if printable and len(line) <= 200 and line.strip() and not re.search("[\u2028\u2029]", line):
            assert title == line.strip()
