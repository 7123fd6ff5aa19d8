"""A refused build says why, once and with the place, and leaves the published site as it was."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests import builds
else:
    import builds

THREE_DEFECTS = [
    ("docs/articles/three-defects.md", 19, 1, "CL01"),
    ("docs/articles/three-defects.md", 21, 20, "CI01"),
    ("docs/articles/three-defects.md", 23, 21, "CI02"),
]
OVERRIDES = "docs/.overrides"
STRANGER = """def on_page_markdown(markdown, page, config, files):
    return markdown + "\\n\\nThe widget weighs 9 kg."
"""
PAINTER = """def on_page_content(html, page, config, files):
    return html.replace('class="cg-ref"', 'class="cg-was"')
"""
GENERATOR = """from mkdocs.structure.files import File

def on_files(files, config):
    files.append(File.generated(config, "articles/generated.md", content="The widget weighs 9 kg."))
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the project with a widget's article, beside folders that no build may touch."""
    return builds.copy_project(tmp_path / "project", "in-order.md")


def refused(project: Path, *arguments: str, cwd: Path | None = None, site: Path | None = None) -> builds.Built:
    """Build over a published site; hold that the build was refused in words and the site is untouched."""
    site = site or project / "site"
    before = builds.publish_something(site)
    built = builds.build(project, *arguments, cwd=cwd)
    assert built.status == 1, built.output
    assert "Traceback" not in built.output
    assert builds.digest(site) == before
    assert builds.leftovers(site.parent) == []
    return built


def is_reported_once(built: builds.Built, expected: list[tuple[str, int, int, str]]) -> bool:
    """Return whether exactly these were printed about the fixture, each once, and nothing twice about any file."""
    about = [found[:4] for found in built.diagnostics if found[0] == expected[0][0]]
    return about == expected and len(built.diagnostics) == len(set(built.diagnostics))


@pytest.mark.parametrize("arguments", ["", "-q", "--dirty", "--strict", "--no-strict", "-v"])
def test_every_way_to_build_refuses(project: Path, arguments: str) -> None:
    """Three defects end every kind of build with exit status 1, three lines and the old site in place."""
    (project / "docs/articles/three-defects.md").write_bytes((builds.FIXTURES / "three-defects.md").read_bytes())
    built = refused(project, *arguments.split())
    assert is_reported_once(built, THREE_DEFECTS), built.output


def test_refuses_in_another_folder_from_another_folder(project: Path, tmp_path: Path) -> None:
    """`-f` and `-d` from elsewhere change neither the verdict nor the paths that it names."""
    (project / "docs/articles/three-defects.md").write_bytes((builds.FIXTURES / "three-defects.md").read_bytes())
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    arguments = ("-f", "../project/mkdocs.yml", "-d", "published")
    built = refused(project, *arguments, cwd=elsewhere, site=elsewhere / "published")
    assert is_reported_once(built, THREE_DEFECTS), built.output
    assert not (project / "site").exists()


def test_refused_first_build_leaves_no_site(project: Path) -> None:
    """Where nothing was published, a refused build publishes nothing and leaves nothing."""
    (project / "docs/articles/three-defects.md").write_bytes((builds.FIXTURES / "three-defects.md").read_bytes())
    before = builds.digest(project)
    built = builds.build(project, PYTHONDONTWRITEBYTECODE="1", CITEGATE_NO_CACHE="1")
    assert built.status == 1
    assert is_reported_once(built, THREE_DEFECTS), built.output
    assert builds.digest(project) == before


def _unclosed(project: Path) -> None:
    builds.add(project / "references.bib", "\n@article{widget,\n  title = {A widget\n")


def _latin_1(project: Path) -> None:
    file = project / "references.bib"
    file.write_bytes(file.read_bytes() + "@misc{w, title = {Größe}}\n".encode("latin-1"))


def _duplicate_key(project: Path) -> None:
    file = project / "references.bib"
    text = file.read_text(encoding="utf-8")
    first = re.search(r"(?s)@\w+\{.*?\n\}", text)
    assert first
    builds.add(file, f"\n{first[0]}\n")


def _front(old: str, new: str) -> Callable[[Path], None]:
    return lambda project: builds.edit(project / "docs/articles/in-order.md", old, new)


def _body(text: str) -> Callable[[Path], None]:
    return lambda project: builds.add(project / "docs/articles/in-order.md", text)


def _latin_1_article(project: Path) -> None:
    file = project / "docs/articles/in-order.md"
    file.write_bytes(file.read_bytes() + "\nDie Größe [@label-kemstro].\n".encode("latin-1"))


def _notice(project: Path) -> None:
    builds.edit(project / "docs/editorial/notices/pending-review.md", "Exercise caution", "Be happy")


def _latin_1_notice(project: Path) -> None:
    file = project / "docs/editorial/notices/dosing.md"
    file.write_bytes(file.read_bytes() + "Größe\n".encode("latin-1"))


def _policy(project: Path) -> None:
    builds.add(project / "pyproject.toml", "\n[tool.citegate]\nreech = 30\n")


def _broken_toml(project: Path) -> None:
    builds.add(project / "pyproject.toml", "\n[tool.citegate\n")


def _no_plugin(project: Path) -> None:
    builds.edit(project / "mkdocs.yml", "  - bibtex:\n      bib_file: references.bib\n", "")


def _hook(text: str) -> Callable[[Path], None]:
    def change(project: Path) -> None:
        (project / "hooks" / "stranger.py").write_text(text, encoding="utf-8")
        builds.edit(project / "mkdocs.yml", "hooks/publish.py\n", "hooks/publish.py\n  - hooks/stranger.py\n")

    return change


def _template(name: str, old: str, new: str) -> Callable[[Path], None]:
    return lambda project: builds.edit(project / OVERRIDES / name, old, new)


def _other_suffix(project: Path) -> None:
    file = project / "docs/articles/in-order.md"
    (project / "docs/articles/hidden.markdown").write_bytes(file.read_bytes())


def _linked_folder(project: Path) -> None:
    outside = project / "outside"
    outside.mkdir()
    (outside / "hidden.md").write_text("# Hidden\n\nThe widget weighs 9 kg.\n", encoding="utf-8")
    (project / "docs/articles/linked").symlink_to(outside, target_is_directory=True)


ARTICLE = r"docs/articles/in-order\.md"
CASES: dict[str, tuple[Callable[[Path], None], str]] = {
    "bib-missing": (lambda p: (p / "references.bib").unlink(), r"references\.bib:1:1: CI13 .*cannot be read"),
    "bib-unclosed": (_unclosed, r"references\.bib:\d+:\d+: CI13 "),
    "bib-latin-1": (_latin_1, r"references\.bib:\d+:\d+: CI13 .*UTF-8"),
    "bib-duplicate-key": (_duplicate_key, r"references\.bib:\d+:\d+: CI13 "),
    "front-matter-unclosed-list": (_front("[PubMed]", "[PubMed"), ARTICLE + r":\d+:\d+: GV01 "),
    "front-matter-unknown-key": (_front("ai: none", "ia: none"), ARTICLE + r":14:1: GV01 .*`ia`"),
    "front-matter-missing": (_front("---\ntitle", "title"), ARTICLE + r":1:1: GV01 "),
    "article-latin-1": (_latin_1_article, ARTICLE + r":21:7: CL03 .*UTF-8"),
    "snippet-missing": (_body('\n--8<-- "nowhere.md"\n'), ARTICLE + r":21:\d+: CL03 .*nowhere\.md"),
    "policy-unknown-key": (_policy, r"pyproject\.toml:\d+:1: CG02 .*`reech`"),
    "policy-no-toml": (_broken_toml, r"pyproject\.toml:\d+:\d+: CG02 "),
    "notice-word-changed": (_notice, r"docs/editorial/notices/pending-review\.md:\d+:1: DI02 "),
    "notice-latin-1": (_latin_1_notice, r"docs/editorial/notices/dosing\.md:\d+:3: CG02 "),
    "plugin-missing": (_no_plugin, r"ERROR .*bibtex"),
    "text-changed-by-a-hook": (_hook(STRANGER), r"ERROR .*a plugin changed the text"),
    "markers-changed-by-a-hook": (_hook(PAINTER), r"site/articles/in-order/index\.html:\d+:\d+: CI03 "),
    "page-made-by-a-hook": (_hook(GENERATOR), r"ERROR .*articles/generated\.md"),
    "page-of-another-suffix": (_other_suffix, r"articles/hidden\.markdown"),
    "page-behind-a-link": (_linked_folder, r"docs/articles/linked:1:1: SE06 .*link"),
    "template-without-notices": (
        _template("article.html", '{% include "partials/citegate/notice.html" %}', ""),
        r"site/articles/in-order/index\.html:1:1: DI01 .*`pending-review`",
    ),
    "template-shortens-notices": (
        _template("partials/citegate/notice.html", "{{ notice.html }}", "{{ notice.html | truncate(40) }}"),
        r"site/articles/in-order/index\.html:\d+:\d+: DI02 .*`pending-review`",
    ),
    "template-with-a-wrong-status": (
        _template("partials/citegate/status.html", "{{ facts.status_words | e }}", "Approved"),
        r"site/articles/in-order/index\.html:1:1: DI06 .*Status: Submitted",
    ),
    "template-without-references": (
        _template("article.html", '{% include "partials/citegate/references.html" %}', ""),
        r"site/articles/in-order/index\.html:\d+:\d+: CI03 ",
    ),
    "template-without-text": (
        _template("article.html", "{{ parts.numbering.number(parts.audience.fold(page.content)) }}", ""),
        r"site/articles/in-order/index\.html:\d+:\d+: CL03 ",
    ),
    "template-broken": (_template("article.html", "{% endblock %}", "{% endblok %}"), r"endblok"),
}


@pytest.mark.parametrize("case", CASES)
def test_defect_is_named_and_site_kept(project: Path, case: str) -> None:
    """Each broken input, policy, template or plugin refuses the build in words, and the old site stays."""
    change, expected = CASES[case]
    change(project)
    built = refused(project)
    assert re.search(rf"(?m)^{expected}", built.output) or re.search(expected, built.output), built.output
    assert len(built.diagnostics) == len(set(built.diagnostics)), built.output


def test_strict_refuses_a_warning_of_mkdocs(project: Path) -> None:
    """`--strict` with a warning of MkDocs itself, here a page that is not there, publishes nothing."""
    builds.add(project / "mkdocs.yml", "\nnav:\n  - index.md\n  - nowhere.md\n")
    built = refused(project, "--strict")
    assert "nowhere.md" in built.output
    assert "strict mode" in built.output
