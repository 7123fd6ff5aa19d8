"""The command line, run as people run it: exit status, formats, and what a wrong project or call says."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
from citegate.rules import all_rules

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.small_project import ARTICLE, FRONT, make
else:
    from small_project import ARTICLE, FRONT, make

CITEGATE = Path(sys.executable).with_name("citegate")
GOOD = "The widget is blue [@alpha].\n"
BAD = "The widget is blue [@alpha].\n\nThe widget weighs 3 kg.\n"
BAD_LINE = FRONT.count("\n") + 3
PLACE = {"type": "integer", "minimum": 1}
COUNT = {"type": "integer", "minimum": 0}


def whole(**properties: Any) -> dict[str, Any]:
    """Return the schema of an object that has exactly these properties."""
    return {"type": "object", "properties": properties, "required": [*properties], "additionalProperties": False}


def listing(item: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of a list."""
    return {"type": "array", "items": item}


TEXT = {"type": "string", "minLength": 1}
PLACES = dict.fromkeys(("line", "column", "end_line", "end_column"), PLACE)
CHECKED = whole(
    version={"const": 1},
    articles=listing(
        whole(
            path=TEXT,
            status={"enum": ["submitted", "under review", "approved"]},
            claims=whole(total=COUNT, cited=COUNT, exempt=COUNT, uncited=COUNT),
        )
    ),
    diagnostics=listing(
        whole(
            code={"pattern": r"^[A-Z]{2}\d{2}$"},
            level={"enum": ["error", "warning"]},
            path=TEXT,
            **PLACES,
            message=TEXT,
            help=TEXT,
        )
    ),
)
"""The report of `citegate check --format json`."""


@pytest.fixture
def project(tmp_path: Path) -> Callable[[str], Path]:
    """Make a project whose one article has the body that is given, and whose one source is `alpha`."""

    def made(body: str) -> Path:
        root = make(tmp_path / "project", body)
        works = (root / "references.bib").read_text("utf-8")
        (root / "references.bib").write_text(works[: works.index("\n@", works.index("{alpha,"))], "utf-8")
        return root

    return made


def citegate(*arguments: str | Path, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run the installed command in a folder."""
    command = [str(CITEGATE), *map(str, arguments)]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=60)
    assert "Traceback" not in done.stderr + done.stdout
    return done


def refused(done: subprocess.CompletedProcess[str], *words: str) -> None:
    """Hold a run to exit status 2 and one message with these words."""
    assert done.returncode == 2, done.stdout + done.stderr
    assert done.stdout == ""
    messages = [line for line in done.stderr.splitlines() if re.match(r"Error: |\S+:\d+:\d+: CG02 ", line)]
    assert len(messages) == 1
    remedy = done.stderr.rpartition(messages[0])[2]
    assert (not remedy.strip()) == messages[0].startswith("Error: "), done.stderr
    assert all(word in messages[0] for word in words), messages[0]


def test_check_without_an_error(project: Callable[[str], Path]) -> None:
    """A sound project ends with exit status 0, and says how many articles were judged."""
    done = citegate("check", folder=project(GOOD))
    assert done.returncode == 0
    assert done.stdout.startswith("docs/.retractions/list.txt:1:1: CI16 there is no list of retractions")
    assert done.stdout.endswith("\n1 article judged: no error, 1 warning\n")


def test_check_with_an_error(project: Callable[[str], Path]) -> None:
    """An error ends with exit status 1; its line is `path:line:column: CODE message`, what to do stands below it."""
    done = citegate("check", folder=project(BAD))
    assert done.returncode == 1
    assert f"\n{ARTICLE}:{BAD_LINE}:1: CL01 this claim (quantity) has no citation of its own: " in done.stdout
    assert "cite its source in the same sentence" in done.stdout
    assert done.stdout.endswith("1 article judged: 1 error, 1 warning; not to be published\n")


def test_root_and_bib_and_a_path_outside(project: Callable[[str], Path], tmp_path: Path) -> None:
    """From another folder, `--root` names the project; a file outside it is an article; `--bib` is its bibliography."""
    root = project(GOOD)
    outside = tmp_path / "other" / "draft.md"
    outside.parent.mkdir()
    outside.write_text(f"{FRONT}The lid is red [@only-here].\n", "utf-8")
    works = (root / "references.bib").read_text("utf-8")
    (tmp_path / "own.bib").write_text(works.replace("{alpha,", "{only-here,"), "utf-8")
    known = citegate("check", "other/draft.md", "--root", root, "--bib", "own.bib", folder=tmp_path)
    unknown = citegate("check", "other/draft.md", "--root", root, folder=tmp_path)
    assert known.returncode == 0, known.stdout
    assert unknown.returncode == 1
    assert "draft.md:" in unknown.stdout
    assert "CI01 no entry of the bibliography has the key `only-here`" in unknown.stdout


def test_page_named_by_its_path_is_an_article(project: Callable[[str], Path]) -> None:
    """A page of the site that is no article is judged as one when it is named."""
    root = project(GOOD)
    (root / "docs" / "about.md").write_text("---\ntitle: About\n---\n\nThe lid weighs 3 kg.\n", "utf-8")
    assert citegate("check", folder=root).returncode == 0
    named = citegate("check", "docs/about.md", folder=root)
    assert named.returncode == 1
    assert "docs/about.md:5:1: CL01" in named.stdout


@pytest.mark.parametrize("body", [GOOD, BAD, "The lid is [@nokey] and `[@alpha]` <b>thick</b> [1].\n"])
def test_json(project: Callable[[str], Path], body: str) -> None:
    """The JSON report has the published shape, its claims add up, and its findings are those of the text."""
    root = project(body)
    done = citegate("check", "--format", "json", folder=root)
    report = json.loads(done.stdout)
    jsonschema.validate(report, CHECKED)
    (article,) = report["articles"]
    claims = article["claims"]
    assert article["path"] == ARTICLE
    assert claims["total"] == claims["cited"] + claims["exempt"] + claims["uncited"] > 0
    told = re.findall(r"^(\S+?):(\d+):(\d+): (\w+) ", citegate("check", folder=root).stdout, re.MULTILINE)
    assert told == [(d["path"], str(d["line"]), str(d["column"]), d["code"]) for d in report["diagnostics"]]
    assert done.returncode == any(d["level"] == "error" for d in report["diagnostics"])


def test_unknown_path(project: Callable[[str], Path]) -> None:
    """A path that is not there is a wrong call, whatever the other paths are."""
    refused(citegate("check", ARTICLE, "docs/nowhere.md", folder=project(BAD)), "nowhere.md is no file")


@pytest.mark.parametrize(
    ("file", "text", "words"),
    [
        ("pyproject.toml", "[tool.citegate\n", ("pyproject.toml",)),
        ("pyproject.toml", "[tool.citegate]\nraech = 3\n", ("raech",)),
        ("pyproject.toml", "[tool.citegate]\nreach = 'three'\n", ("reach",)),
        ("mkdocs.yml", "site_name: [\n", ("mkdocs.yml",)),
        ("mkdocs.yml", "- a\n- b\n", ("mkdocs.yml",)),
        ("mkdocs.yml", "site_name: x\nmarkdown_extensions: [no_such_extension]\n", ("no_such_extension",)),
        ("mkdocs.yml", "x: !!python/object/apply:os.system ['true']\n", ("mkdocs.yml",)),
    ],
)
def test_broken_configuration(project: Callable[[str], Path], file: str, text: str, words: tuple[str, ...]) -> None:
    """A project file that cannot be read, or says what nobody knows, ends with exit status 2 and names it."""
    root = project(GOOD)
    (root / file).write_text(text, "utf-8")
    refused(citegate("check", folder=root), *words)


def test_configuration_that_is_no_text(project: Callable[[str], Path]) -> None:
    """A `mkdocs.yml` in another encoding is named, not thrown about."""
    root = project(GOOD)
    (root / "mkdocs.yml").write_bytes(b"site_name: caf\xe9\n")
    refused(citegate("check", folder=root), "mkdocs.yml")


@pytest.mark.parametrize(
    "arguments",
    [("check", "--format", "xml"), ("check", "--root", "nowhere"), ("explain", "ZZ99"), ("claims",), ("x",)],
)
def test_wrong_call(arguments: tuple[str, ...], tmp_path: Path) -> None:
    """A call that the command does not know ends with exit status 2 and one message."""
    refused(citegate(*arguments, folder=tmp_path))


def test_claims(project: Callable[[str], Path]) -> None:
    """Each piece of text is listed with class, tier, reason, keys and place, as text and as JSON."""
    root = project(f"# Lids?\n\n{BAD}")
    done = citegate("claims", ARTICLE, "--format", "json", folder=root)
    assert done.returncode == 0
    (article,) = json.loads(done.stdout)["articles"]
    wanted = {"class", "tier", "reason", "keys", "line", "column", "text"}
    assert all(wanted <= unit.keys() for unit in article["units"])
    assert [(u["class"], u["tier"], u["keys"], u["text"]) for u in article["units"]] == [
        ("exempt", "", [], "Lids?"),
        ("cited", "B", ["alpha"], "The widget is blue."),
        ("uncited", "A", [], "The widget weighs 3 kg."),
    ]
    lines = citegate("claims", ARTICLE, folder=root).stdout.splitlines()
    assert len(lines) == 3
    assert lines[2].startswith(f"{ARTICLE}:{BAD_LINE + 2}:1: uncited A (quantity)")


def test_rules_and_explain(tmp_path: Path) -> None:
    """`rules` lists every code once, and `explain` prints a rule's page, in any case of its code."""
    listed = citegate("rules", folder=tmp_path)
    assert listed.returncode == 0
    found = re.findall(r"^([A-Z]{2}\d{2})\b", listed.stdout, re.MULTILINE)
    assert found == [rule.code for rule in all_rules()]
    page = citegate("explain", "cl01", folder=tmp_path)
    assert page.returncode == 0
    assert all(part in page.stdout for part in ("CL01", "What:", "Why:", "Bad:", "Good:", "Instead:"))


def test_project_without_settings(tmp_path: Path) -> None:
    """A folder without `mkdocs.yml` and `pyproject.toml` is judged with the defaults; nothing is assumed to be well."""
    (tmp_path / "draft.md").write_text(f"{FRONT}The lid weighs 3 kg.\n", "utf-8")
    done = citegate("check", "draft.md", folder=tmp_path)
    assert done.returncode == 1
    assert "draft.md:17:1: CL01" in done.stdout
    shutil.copy(Path(__file__).parent / "rules" / "references.bib", tmp_path)
    assert "the bibliography cannot be read" in done.stdout
    assert "the bibliography cannot be read" not in citegate("check", "draft.md", folder=tmp_path).stdout


def test_broken_configuration_is_annotated(project: Callable[[str], Path]) -> None:
    """A setting that cannot be used is marked at its line where GitHub is to show what is found."""
    root = project(GOOD)
    (root / "mkdocs.yml").write_text("site_name: x\nplugins: [\n", encoding="utf-8")
    done = citegate("check", "--format", "github", folder=root)
    assert done.returncode == 2
    assert "::error file=mkdocs.yml,line=3,endLine=3,col=1,endColumn=2,title=Citegate CG02::" in done.stderr
