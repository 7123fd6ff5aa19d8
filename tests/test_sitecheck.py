"""The check of the built site: silent on the real one, and on every kind of spoilt page it gives that kind's code."""

from __future__ import annotations

import json
import runpy
import time
import tomllib
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from citegate.cli import main
from citegate.sitecheck import links
from citegate.sitecheck.sources import Sources, values
from citegate.sitecheck.verify import verify
from click.testing import CliRunner

if TYPE_CHECKING:
    from tests import builds
else:
    import builds

SEEDED: dict[str, Any] = runpy.run_path(str(builds.ROOT / "scripts" / "seeded.py"))
SEEDS = sorted((builds.ROOT / "tests" / "seeded").glob("*.toml"))


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of one article, with its built site."""
    made: Path = SEEDED["project"](tmp_path_factory.mktemp("seeded") / "project")
    builds.build_well(made)
    return made


def test_real_site_is_sound(site: Path) -> None:
    """The site that the project ships is what its sources say; the check looked at every page of it."""
    found, pages = verify(site, builds.ROOT)
    assert [str(diagnostic) for diagnostic in found] == []
    assert pages == len(list(builds.pages(site)))


def test_clean_site(project: Path) -> None:
    """The project that is spoilt below has nothing wrong with it, so that each code below is the seed's."""
    assert [str(diagnostic) for diagnostic in verify(project / "site", project)[0]] == []


@pytest.mark.parametrize("file", SEEDS, ids=lambda file: file.stem)
def test_seed(file: Path, project: Path) -> None:
    """A site that is spoilt in one way fails with the code of that way."""
    seed = tomllib.loads(file.read_text(encoding="utf-8"))
    before = SEEDED["spoil"](project / "site", seed)
    try:
        found, _ = verify(project / "site", project)
    finally:
        SEEDED["restore"](before)
    assert seed["code"] in {diagnostic.code for diagnostic in found}
    assert all(diagnostic.level == "error" and diagnostic.help for diagnostic in found)


def test_each_code_has_seeds() -> None:
    """No kind of fault goes without a proof that it is found."""
    codes = Counter(tomllib.loads(file.read_text(encoding="utf-8"))["code"] for file in SEEDS)
    assert set(codes) == {f"VS0{number}" for number in range(8)}


@pytest.mark.parametrize("style", ["text", "json", "github", "sarif", "junit", "rdjson"])
def test_command_in_every_format(project: Path, style: str) -> None:
    """Each format names the code of what is wrong, and the exit status is 1; without a fault it is 0."""
    arguments = ["verify-site", str(project / "site"), "--root", str(project), "--format", style]
    assert CliRunner().invoke(main, arguments).exit_code == 0
    page = project / "site" / SEEDED["PAGE"]
    text = page.read_text(encoding="utf-8")
    page.write_text(text.replace("Status: Submitted", "Status: Approved"), encoding="utf-8")
    done = CliRunner().invoke(main, arguments)
    page.write_text(text, encoding="utf-8")
    assert done.exit_code == 1
    assert "VS03" in done.output


def test_source_that_changed_after_the_build(project: Path) -> None:
    """A claim that is taken out of the source, or a citation that is moved, is seen although no page was touched."""
    file = project / "docs" / "articles" / f"{SEEDED['ARTICLE']}.md"
    text = file.read_text(encoding="utf-8")
    file.write_text(f"{text}\nA sentence about zebras [@label-romazicon, Stripes].\n", encoding="utf-8")
    found, _ = verify(project / "site", project)
    file.write_text(text, encoding="utf-8")
    assert {diagnostic.code for diagnostic in found} == {"VS01", "VS04"}
    assert "“zebras”" in " ".join(diagnostic.message for diagnostic in found)


def test_every_page_of_data_is_compared(project: Path) -> None:
    """The claims beside the page are more than a handful, so that the comparison has something to compare."""
    data = json.loads((project / "site" / "articles" / SEEDED["ARTICLE"] / "claims.json").read_text(encoding="utf-8"))
    assert len(data["claims"]) > 50


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("A [@a, p. 1; @b]. B [see @c].", ["a", "b", "c"]),
        ("`[@a]` and ``[@b] ` `` and <!-- [@c] --> and [@d]", ["d"]),
        ("```\n[@a]\n```\n\n~~~ text\n[@b]\n~~~\n\n[@c]", ["c"]),
        (r"\[@a] and [@b](https://widgets.example) and [@c; and more]", []),
        ("mail a@b.example [a@b.example] [@x]", ["x"]),
    ],
)
def test_own_grammar_of_citations(text: str, keys: list[str]) -> None:
    """Citations are found outside code and comments, in groups that are nothing else."""
    source = Sources(Path()).read("articles/one.md", f"---\ntitle: One\n---\n\n{text}\n")
    assert [cited.key for cited in source.citations] == keys


def test_front_matter_makes_strings_only() -> None:
    """The own reader of front matter makes strings and lists, whatever tags a text asks for."""
    assert values("a: yes\nb: [1, 2026-01-01]\nc: !!python/object/apply:os.getcwd []") == {
        "a": "yes",
        "b": ["1", "2026-01-01"],
        "c": [],
    }
    assert values("a: [") == {}


@pytest.mark.parametrize(
    ("folder", "href", "place"),
    [
        ("articles/one", "../two/#x", ("articles/two/index.html", "x")),
        ("articles/one", "#x", ("\0", "x")),
        ("articles/one", "../..", ("index.html", "")),
        ("", "/sub/claims.json", ("claims.json", "")),
        ("a", "https://widgets.example/sub/b%20c.pdf", ("b c.pdf", "")),
        ("a", "https://elsewhere.example/", None),
        ("a", "mailto:a@b.example", None),
    ],
)
def test_addresses(folder: str, href: str, place: tuple[str, str] | None) -> None:
    """An address on a page is the path below the site's folder, wherever the site lies on its host."""
    assert links.target(folder, href, "https://widgets.example/sub/") == place


@pytest.mark.parametrize(
    "piece",
    ["<!-- ", "[@", "[@a", "`", "`x ``", "~~~\n", "````a\n", "{a", "](", "<a ", "[", "@", '--8<-- "a.md"\n', "> "],
)
def test_long_texts_are_read_in_time(piece: str) -> None:
    """Half a megabyte of one opening that nothing closes is read within two seconds."""
    text = piece * (500_000 // len(piece))
    began = time.process_time()
    source = Sources(Path("nowhere")).read("articles/one.md", text)
    assert len(source.citations) + source.words.total() >= 0
    assert time.process_time() - began < 2


def test_snippets_are_part_of_the_source(tmp_path: Path) -> None:
    """Text that a snippet brings counts as the article's; one that includes itself, or lies outside, ends there."""
    folder = tmp_path / "docs" / ".snippets"
    folder.mkdir(parents=True)
    (folder / "a.md").write_text('Taken [@inside].\n--8<-- "a.md"\n', encoding="utf-8")
    (tmp_path / "docs" / "b.md").write_text("Never [@outside].\n", encoding="utf-8")
    source = Sources(tmp_path).read("articles/one.md", '--8<-- "a.md"\n--8<-- "../b.md"\n')
    assert {cited.key for cited in source.citations} == {"inside"}
