"""The figures drawn for the articles: newer than no drawing, true to the text beside them, whole in the browser."""

from __future__ import annotations

import re
import runpy
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from citegate.article import Role
from citegate.project import Project

if TYPE_CHECKING:
    from collections.abc import Iterator

    from citegate.article import Article, Unit
    from playwright.sync_api import Browser

    from tests.figures import figures
else:
    from figures import figures

ROOT = Path(__file__).resolve().parent.parent
FIGURES: dict[str, Any] = runpy.run_path(str(ROOT / "scripts" / "figures.py"))
DRAWINGS: list[Path] = FIGURES["drawings"]()
ADDRESS = re.compile(r"!\[[^\]]*\]\((?P<address>\.\./assets/figures/[^)]+)\)(?P<attributes>\{[^}]*\})?")
FACTS_OF_IMAGE = """image => {
  const box = image.getBoundingClientRect();
  return {drawn: image.complete && image.naturalWidth, high: image.naturalHeight, left: box.left, right: box.right,
          ratio: box.width / box.height, wide: box.width, window: document.documentElement.clientWidth};
}"""


@cache
def shown(drawing: Path) -> tuple[Article, re.Match[str]]:
    """Return the article that shows a drawing, and where."""
    project = Project(ROOT)
    name = FIGURES["image_of"](drawing).name
    for file in sorted((ROOT / "docs" / "articles").glob("*.md")):
        for match in ADDRESS.finditer(file.read_text("utf-8")):
            if match["address"].endswith(f"/{name}"):
                return project.read(file), match
    return pytest.fail(f"no article shows {name}")


def beside(article: Article, match: re.Match[str]) -> Iterator[Unit]:
    """Yield the text alternative of an image and the sentences of its caption."""
    line = article.source.count("\n", 0, match.start()) + 1
    units = [unit for unit in article.units if unit.span.line >= line]
    yield from [unit for unit in units if unit.role is Role.ALT][:1]
    yield from [unit for unit in units if unit.role is Role.CAPTION][:1]


def test_images_are_those_of_the_drawings() -> None:
    """The digests that `make figures` wrote are those of the drawings and images of today."""
    now = FIGURES["digests"]()
    assert FIGURES["DIGESTS"].read_text("utf-8") == now, "a drawing or its image changed: run make figures"
    images = {FIGURES["image_of"](drawing) for drawing in DRAWINGS}
    assert set(FIGURES["IMAGES"].iterdir()) == images, "an image without a drawing"


def test_a_changed_drawing_is_noticed(tmp_path: Path) -> None:
    """One digit more in a drawing gives other digests than those on record."""
    figures_module = runpy.run_path(str(ROOT / "scripts" / "figures.py"))
    changed = tmp_path / DRAWINGS[0].name
    changed.write_text(DRAWINGS[0].read_text("utf-8").replace("0.2 mg", "0.3 mg"), encoding="utf-8")
    figures_module["digests"].__globals__.update(ROOT=tmp_path, SOURCES=tmp_path, IMAGES=tmp_path)
    digest = figures_module["digests"]().split()[0]
    assert re.fullmatch("[0-9a-f]{64}", digest)
    assert digest not in FIGURES["DIGESTS"].read_text("utf-8")


@pytest.mark.parametrize("drawing", DRAWINGS, ids=lambda drawing: drawing.stem)
def test_alternative_and_caption_are_cited_claims(drawing: Path) -> None:
    """What a screen reader says of a figure, and its caption, are counted as claims and rest on the same sources."""
    units = list(beside(*shown(drawing)))
    assert [unit.role for unit in units] == [Role.ALT, Role.CAPTION]
    assert all(unit.is_claim and unit.covering for unit in units)
    assert units[0].covering == units[1].covering


@pytest.mark.parametrize("drawing", DRAWINGS, ids=lambda drawing: drawing.stem)
def test_numbers_of_a_drawing_stand_in_the_text(drawing: Path) -> None:
    """Each number drawn stands in a claim of the article that cites what the caption cites."""
    article, match = shown(drawing)
    keys = set(next(beside(article, match)).covering)
    said = {f.value for unit in article.units if keys & set(unit.covering) for f in figures(unit.text)}
    words = " ".join(re.findall(r">([^<>]+)<", drawing.read_text("utf-8").partition("<text")[2]))
    drawn = {figure.value for figure in figures(words)}
    assert drawn
    assert drawn <= said


@pytest.mark.parametrize("drawing", DRAWINGS, ids=lambda drawing: drawing.stem)
def test_drawings_run_and_load_nothing(drawing: Path) -> None:
    """A drawing holds shapes and text only, and the image states its size and waits until it is near."""
    source = drawing.read_text("utf-8")
    assert set(re.findall(r"<([a-zA-Z]+)", source)) <= {"svg", "g", "rect", "path", "text", "tspan"}
    assert "href" not in source
    width, height = FIGURES["size"](drawing)
    _, match = shown(drawing)
    assert match["attributes"] == f"{{width={width} height={height} loading=lazy}}"


@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (360, "dark"), (1280, "light")])
@pytest.mark.parametrize("drawing", DRAWINGS, ids=lambda drawing: drawing.stem)
def test_figure_is_whole_in_the_browser(
    browser: Browser, site_url: str, drawing: Path, width: int, scheme: Any
) -> None:
    """The image loads, sharp on fine screens, keeps its shape and lies within the window."""
    article, _ = shown(drawing)
    page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    page.goto(f"{site_url}articles/{Path(article.path).stem}/")
    image = page.locator(f'img[src$="{FIGURES["image_of"](drawing).name}"]')
    image.scroll_into_view_if_needed()
    page.wait_for_function("image => image.complete && image.naturalWidth", arg=image.element_handle())
    facts = image.evaluate(FACTS_OF_IMAGE)
    wide, high = FIGURES["size"](drawing)
    page.close()
    assert (facts["drawn"], facts["high"]) == (wide * FIGURES["SCALE"], high * FIGURES["SCALE"])
    assert facts["left"] >= 0
    assert facts["right"] <= facts["window"]
    assert facts["ratio"] == pytest.approx(wide / high, rel=0.02)
    assert facts["wide"] >= min(wide, width - 60)
