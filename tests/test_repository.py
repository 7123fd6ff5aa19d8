"""What the repository promises about itself: sound workflows, whole lock files, a core without MkDocs, small files."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.y*ml"))
FORMS = sorted((ROOT / ".github" / "ISSUE_TEMPLATE").glob("[0-9]*.yml"))
LOCKS = ("requirements.lock", "requirements-dev.lock")
PYTHON_FILES = sorted(path for folder in ("hooks", "scripts", "tests") for path in (ROOT / folder).rglob("*.py"))
CORE_FILES = [
    path
    for path in PYTHON_FILES
    if path.is_relative_to(ROOT / "hooks" / "citegate")
    and not path.is_relative_to(ROOT / "hooks" / "citegate" / "site")
]
MOST_LINES_OF_A_FILE = 250
MOST_LINES_OF_A_FUNCTION = 40
# Letters before the first slash, as in a web address, make it no path of a machine.
MACHINE_PATH = re.compile(r"(?<![\w.~*<-])/(?:work|root|tmp|home/\w+|Users/\w+)/\w")
PIN = re.compile(r"uses: +([\w./-]+)@(\S+) *(.*)")
ACTION_PINS = ROOT.parent / "shared" / "design" / "action-pins.md"


def relative(path: Path) -> str:
    """Return a path as people write it, from the root."""
    return path.relative_to(ROOT).as_posix()


def run(*command: str) -> tuple[int, str]:
    """Run one of the development tools at the root; return its exit status and all that it printed."""
    program = [str(BIN / command[0]), *command[1:]]
    done = subprocess.run(program, cwd=ROOT, capture_output=True, text=True, check=False, timeout=300)
    return done.returncode, done.stdout + done.stderr


def tracked_files() -> list[Path]:
    """Return the files that git tracks; outside a clone there is nothing to ask."""
    done = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip("not a git clone")
    return [ROOT / name for name in done.stdout.split("\0") if name]


def pins(lock: str) -> dict[str, tuple[int, list[str]]]:
    """Return, for each `name==version ; marker` of a lock file, the number of its line and its hashes."""
    found: dict[str, tuple[int, list[str]]] = {}
    latest: list[str] = []
    for number, raw in enumerate((ROOT / lock).read_text(encoding="utf-8").splitlines(), start=1):
        line = raw.rstrip(" \\")
        if line.startswith("    --hash="):
            latest.append(line.strip())
        elif line and not line.startswith(" " * 4 + "#"):
            latest = []
            found[line] = (number, latest)
    return found


def versions(lock: str) -> dict[str, set[str]]:
    """Return the pinned versions of each package, by canonical name."""
    found: dict[str, set[str]] = {}
    for line in pins(lock):
        requirement = Requirement(line)
        found.setdefault(canonicalize_name(requirement.name), set()).add(str(requirement.specifier).removeprefix("=="))
    return found


def actions() -> list[tuple[str, str, str, str]]:
    """Return each use of an action as file, action, what it is pinned to, and the comment behind it."""
    return [
        (relative(path), match[1], match[2], match[3])
        for path in WORKFLOWS
        for match in PIN.finditer(path.read_text(encoding="utf-8"))
    ]


def imported(tree: ast.AST) -> set[str]:
    """Return the top-level names of all modules that a file imports, also inside functions."""
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module)
    return {name.partition(".")[0] for name in names}


def test_workflows_pass_the_strictest_audit() -> None:
    """Nothing in .github is found by zizmor when it audits as strictly as it can."""
    status, said = run("zizmor", "--offline", "--persona=auditor", "--no-progress", ".github")
    assert status == 0, said
    assert "No findings to report" in said


@pytest.mark.parametrize(
    ("schema", "files"),
    [
        ("vendor.github-workflows", WORKFLOWS),
        ("custom.github-workflows-require-timeout", WORKFLOWS),
        ("vendor.dependabot", [ROOT / ".github" / "dependabot.yml"]),
        ("vendor.github-issue-forms", FORMS),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_github_files_satisfy_their_schema(schema: str, files: list[Path]) -> None:
    """Workflows, Dependabot's file and the issue forms are of the shape that GitHub asks for."""
    assert files
    status, said = run("check-jsonschema", "--builtin-schema", schema, *map(str, files))
    assert status == 0, said


def test_actions_are_pinned_by_commit_and_version() -> None:
    """Every action is pinned by commit, names its version, and is the same wherever it is used."""
    used = actions()
    assert used
    for path, action, pin, comment in used:
        assert re.fullmatch(r"[0-9a-f]{40}", pin), f"{path}: {action} is not pinned by commit"
        assert re.fullmatch(r"# v\d+\.\d+\.\d+", comment), f"{path}: {action} does not say its version"
    assert len({action for _, action, _, _ in used}) == len({(action, pin) for _, action, pin, _ in used})


def test_pinned_commits_were_seen_in_real_workflows() -> None:
    """Each pinned commit and its version stand in the list of pins that others use."""
    if not ACTION_PINS.exists():
        pytest.skip("the list of pins is not beside this project")
    known = dict(re.findall(r"\| (\S+ \| [0-9a-f]{40}) \| (v[\d.]+)", ACTION_PINS.read_text(encoding="utf-8")))
    for _, action, pin, comment in actions():
        whole = "/".join(action.split("/")[:2])  # `actions/cache/restore` is a part of `actions/cache`
        version = known.get(f"{action} | {pin}") or known.get(f"{whole} | {pin}")
        assert comment == f"# {version}", action


def test_workflows_never_run_foreign_code_with_rights() -> None:
    """No workflow listens to pull_request_target or workflow_run, and none has rights at its top."""
    for path in WORKFLOWS:
        text = path.read_text(encoding="utf-8")
        assert "pull_request_target" not in text, relative(path)
        assert "workflow_run" not in text, relative(path)
        assert "\npermissions: {}\n" in text, relative(path)


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pin_is_exact_and_has_hashes(lock: str) -> None:
    """Each line of a lock file is one exact version with its hashes, and no line names an index."""
    found = pins(lock)
    assert found
    for line, (number, hashes) in found.items():
        assert re.match(r"[a-z0-9.-]+==[\w.!+]+( ; |$)", line), f"{lock}:{number}: {line}"
        assert hashes, f"{lock}:{number}: {line} has no hash"
        for each in hashes:
            assert re.fullmatch(r"--hash=sha256:[0-9a-f]{64}", each), f"{lock}:{number}: {each}"


def test_lock_files_agree_with_pyproject() -> None:
    """Each package that pyproject.toml asks for is pinned within its bounds; what builds the site is what is tested."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    groups = project["dependency-groups"]
    site, dev = (versions(lock) for lock in LOCKS)
    for pinned, wanted in ((site, project["project"]["dependencies"] + groups["build"]), (dev, groups["dev"])):
        for requirement in map(Requirement, wanted):
            found = pinned.get(canonicalize_name(requirement.name), set())
            assert found, f"{requirement.name} is not pinned: run make lock"
            assert all(requirement.specifier.contains(version) for version in found), f"{requirement}: pinned {found}"
    assert site.items() <= dev.items()


def test_core_imports_no_site_generator() -> None:
    """Outside `site`, the package imports neither MkDocs nor anything that belongs to it."""
    assert CORE_FILES
    for path in CORE_FILES:
        foreign = imported(ast.parse(path.read_text(encoding="utf-8"))) & {
            "mkdocs",
            "mkdocs_bibtex",
            "material",
            "hooks",
        }
        assert not foreign, f"{relative(path)} imports {', '.join(sorted(foreign))}"


def test_core_loads_without_a_site_generator() -> None:
    """Importing the command line, and whatever it pulls in, loads no MkDocs module."""
    code = "import sys, citegate.cli; print([m for m in sys.modules if m.split('.')[0] in ('mkdocs', 'material')])"
    status, said = run("python", "-c", code)
    assert (status, said) == (0, "[]\n")


def test_files_and_functions_are_small() -> None:
    """No Python file has more than 250 lines and no function more than 40."""
    assert PYTHON_FILES
    large = []
    for path in PYTHON_FILES:
        source = path.read_text(encoding="utf-8")
        if (lines := source.count("\n")) > MOST_LINES_OF_A_FILE:
            large.append(f"{relative(path)}: {lines} lines")
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno:
                length = node.end_lineno - node.lineno + 1
                if length > MOST_LINES_OF_A_FUNCTION:
                    large.append(f"{relative(path)}:{node.lineno}: {node.name} has {length} lines")
    assert not large


def test_no_machine_path_or_index_is_left_in_a_file() -> None:
    """No tracked text names a folder of the machine that it was written on, or the place packages came from."""
    found = []
    for path in tracked_files():
        if path.is_symlink() or not path.is_file() or b"\0" in (data := path.read_bytes()):
            continue
        for number, line in enumerate(data.decode("utf-8", "replace").splitlines(), start=1):
            if MACHINE_PATH.search(line) or line.startswith(("--index-url", "--extra-index-url", "--find-links")):
                found.append(f"{relative(path)}:{number}: {line.strip()[:120]}")
    assert not found


@pytest.mark.parametrize(
    "command",
    [("ruff", "check", "--no-cache", "."), ("ruff", "format", "--no-cache", "--check", "."), ("mypy",)],
    ids=["lint", "format", "types"],
)
def test_code_passes_the_linters(command: tuple[str, ...]) -> None:
    """ruff with all its rules, ruff's formatting and mypy --strict have nothing to say."""
    status, said = run(*command)
    assert status == 0, said
