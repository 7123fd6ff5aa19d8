"""Prove that the gate works: spoil articles and a built site in many ways, one at a time; every one must be refused.

`tests/seeded/NAME.toml` says what is done to the built site (`change` replaces what a pattern finds first in a file,
`append`, `remove`, `copy`) and which code `citegate verify-site` must then give. The articles are those of
`tests/defects`, each with one defect; `citegate check` must refuse each of them with its code, and the clean one not.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SEEDS = ROOT / "tests" / "seeded"
DEFECTS = ROOT / "tests" / "defects"
ARTICLE = "flumazenil-dosing"
PAGE = f"articles/{ARTICLE}/index.html"
_LINE = re.compile(r"^[^\s:]+:\d+:\d+: ([A-Z]{2}\d\d) ", re.MULTILINE)


def project(folder: Path) -> Path:
    """Copy the project with one of its articles; return the folder."""
    folder.mkdir(parents=True)
    for name in ("mkdocs.yml", "pyproject.toml", "references.bib"):
        shutil.copy(ROOT / name, folder)
    for name in ("docs", "hooks"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for file in (folder / "docs" / "articles").glob("*.md"):
        text = file.read_text(encoding="utf-8")
        file.unlink()
        if file.stem == ARTICLE:
            file.write_text(re.sub(r"(?m)^related: .*\n", "", text), encoding="utf-8")
    return folder


def run(*command: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run a command that is installed beside this Python, in a folder."""
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    return subprocess.run(  # noqa: S603 - commands of this file only
        [str(Path(sys.executable).with_name(command[0])), *command[1:]],
        cwd=cwd,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def spoil(site: Path, seed: dict[str, Any]) -> dict[Path, bytes | None]:
    """Spoil a site; return what stood in the files before (None: no file)."""
    before: dict[Path, bytes | None] = {}

    def keep(name: str) -> Path:
        file = site / name
        before.setdefault(file, file.read_bytes() if file.exists() else None)
        file.parent.mkdir(parents=True, exist_ok=True)
        return file

    for change in seed.get("change", ()):
        file = keep(change.get("file", PAGE))
        text, number = re.subn(change["pattern"], change["with"], file.read_text(encoding="utf-8"), count=1)
        if number != 1:
            raise LookupError(f"nothing to spoil: {change['pattern']}")
        file.write_text(text, encoding="utf-8")
    for added in seed.get("append", ()):
        names = [file.relative_to(site).as_posix() for file in site.glob(added["file"])] or [added["file"]]
        for name in names:
            with keep(name).open("a", encoding="utf-8") as opened:
                opened.write(added["text"])
    for removed in seed.get("remove", ()):
        keep(removed["file"]).unlink()
    for copied in seed.get("copy", ()):
        shutil.copyfile(site / copied["file"], keep(copied["to"]))
    return before


def restore(before: dict[Path, bytes | None]) -> None:
    """Put back what stood in the files."""
    for file, data in before.items():
        if data is None:
            file.unlink()
        else:
            file.write_bytes(data)


def sites(folder: Path) -> list[tuple[str, str]]:
    """Return name and fault of each seed that a built site does not fail with."""
    from citegate.sitecheck.verify import verify  # noqa: PLC0415 - `make seeded --help` need not load it

    root = project(folder / "project")
    built = run("mkdocs", "build", "-q", cwd=root)
    if built.returncode:
        return [("the clean project", built.stdout + built.stderr)]
    site = root / "site"
    clean, _ = verify(site, root)
    wrong = [("the clean site", str(diagnostic)) for diagnostic in clean]
    for file in sorted(SEEDS.glob("*.toml")):
        seed = tomllib.loads(file.read_text(encoding="utf-8"))
        try:
            before = spoil(site, seed)
        except LookupError as error:
            wrong.append((file.stem, str(error)))
            continue
        new = {d.code for d in verify(site, root)[0]} - {d.code for d in clean}
        restore(before)
        if seed["code"] not in new:
            wrong.append((file.stem, f"{seed['code']} expected, and {sorted(new) or 'nothing'} found"))
    return wrong


def articles(folder: Path) -> list[tuple[str, str]]:
    """Return name and fault of each article with one defect that `citegate check` does not refuse for it."""
    import runpy  # noqa: PLC0415

    sys.path.insert(0, str(ROOT / "tests"))
    made = runpy.run_path(str(ROOT / "tests" / "test_defects.py"))
    root = project(folder / "articles")
    (root / "docs" / "articles" / f"{ARTICLE}.md").unlink()
    shutil.copytree(DEFECTS / "snippets", root / "docs" / ".snippets")
    wrong = []
    expected: dict[str, str] = {}
    for file in sorted(DEFECTS.glob("*.toml")):
        defect = tomllib.loads(file.read_text(encoding="utf-8"))
        if not defect.get("works"):  # a defect of the bibliography would be one of every article
            (root / "docs" / "articles" / f"{file.stem}.md").write_bytes(made["spoilt"](defect))
            expected[file.stem] = defect["code"]
    (root / "docs" / "articles" / "clean.md").write_text(made["CLEAN"], encoding="utf-8")
    bib = str(ROOT / "tests" / "rules" / "references.bib")
    done = run("citegate", "check", "--no-cache", "--bib", bib, "--format", "json", "docs/articles", cwd=root)
    found: dict[str, set[str]] = {}
    for diagnostic in json.loads(done.stdout)["diagnostics"]:
        if diagnostic["level"] == "error":
            found.setdefault(Path(diagnostic["path"]).stem, set()).add(diagnostic["code"])
    wrong += [
        (n, f"{code} expected, {found.get(n)} found") for n, code in expected.items() if code not in found.get(n, ())
    ]
    wrong += [("the clean article", str(found["clean"]))] if "clean" in found else []
    return (
        wrong if done.returncode == 1 else [*wrong, ("citegate check", f"ended with {done.returncode}: {done.stderr}")]
    )


def main() -> None:
    """Run both; name what passed although it should not have."""
    with tempfile.TemporaryDirectory() as folder:
        wrong = [*articles(Path(folder)), *sites(Path(folder))]
    for name, said in wrong:
        print(f"{name}: {said}", file=sys.stderr)
    alone = [file for file in DEFECTS.glob("*.toml") if "\nworks = " not in file.read_text(encoding="utf-8")]
    number = len(list(SEEDS.glob("*.toml"))) + len(alone)
    print(f"{number} seeds, {len(wrong)} not refused as they should be")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
