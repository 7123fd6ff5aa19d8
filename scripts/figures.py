"""Draw the figures of the articles: each SVG file of scripts/figures becomes an image in docs/assets/figures.

An SVG file can carry scripts and is never published. Chromium draws it at twice its size, in the site's own typeface,
as WebP. `built.sha256` keeps the digest of each drawing and of the image that was made of it, in the form that
`sha256sum --check` reads, so that an image which is older than its drawing is found without drawing it again.
"""

from __future__ import annotations

import base64
import hashlib
import re
import runpy
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "scripts" / "figures"
IMAGES = ROOT / "docs" / "assets" / "figures"
DIGESTS = SOURCES / "built.sha256"
FONT = ROOT / "docs" / ".overrides" / "assets" / "fonts" / "source-sans-3-latin-normal.woff2"
SCALE = 2
"""Pixels of the image for each unit of the drawing, so that it is sharp on screens of high resolution."""
PAGE = (
    '<!doctype html><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" '
    "content=\"default-src 'none'; font-src data:; img-src data:; style-src 'unsafe-inline'\">"
    "<style>@font-face {{font-family: 'Source Sans 3'; font-weight: 200 900; src: url(data:font/woff2;base64,{font})}}"
    "body {{margin: 0}} svg {{display: block}}</style>{drawing}"
)
TO_WEBP = """async png => {
  const image = new Image();
  image.src = "data:image/png;base64," + png;
  await image.decode();
  const canvas = Object.assign(document.createElement("canvas"), {width: image.width, height: image.height});
  canvas.getContext("2d", {alpha: false}).drawImage(image, 0, 0);
  return canvas.toDataURL("image/webp", 0.9).split(",")[1];
}"""
"""At this quality letters keep their edges; the lossless form is more than twice as large."""
SIZE = re.compile(r'<svg\b[^>]*?\swidth="(\d+)"\s+height="(\d+)"')


def drawings() -> list[Path]:
    """Return all drawings in order."""
    return sorted(SOURCES.glob("*.svg"))


def image_of(drawing: Path) -> Path:
    """Return where the image of a drawing lies."""
    return IMAGES / f"{drawing.stem}.webp"


def size(drawing: Path) -> tuple[int, int]:
    """Return the width and height that a drawing states, in CSS pixels; ValueError where it states none."""
    match = SIZE.search(drawing.read_text(encoding="utf-8"))
    if not match:
        message = f"{drawing.name}: the svg element needs width and height, in that order, as whole numbers"
        raise ValueError(message)
    return int(match[1]), int(match[2])


def digests() -> str:
    """Return the digests of all drawings and their images as they are now."""
    files = [file for drawing in drawings() for file in (drawing, image_of(drawing)) if file.exists()]
    return "".join(
        f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.relative_to(ROOT).as_posix()}\n" for file in files
    )


def draw(drawing: Path, browser: Browser) -> bytes:
    """Return the image of a drawing; ValueError where it names no size."""
    width, height = size(drawing)
    page = browser.new_page(viewport={"width": width, "height": height}, device_scale_factor=SCALE)
    font = base64.b64encode(FONT.read_bytes()).decode("ascii")
    page.set_content(PAGE.format(font=font, drawing=drawing.read_text(encoding="utf-8")))
    page.evaluate("document.fonts.ready")
    png = base64.b64encode(page.screenshot()).decode("ascii")
    webp = base64.b64decode(page.evaluate(TO_WEBP, png))
    page.close()
    return webp


def main() -> str | None:
    """Draw every figure again; return one line for stderr where one cannot be drawn."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - the digests are read without a browser

    found = runpy.run_path(str(ROOT / "scripts" / "browser.py"))["find"]()
    IMAGES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-gpu"])
        for drawing in drawings():
            try:
                image_of(drawing).write_bytes(draw(drawing, browser))
            except ValueError as problem:
                return f"citegate: {problem}"
            print(f"{image_of(drawing).relative_to(ROOT)}: {image_of(drawing).stat().st_size:,} bytes")
    DIGESTS.write_text(digests(), encoding="utf-8")
    return None


if __name__ == "__main__":
    sys.exit(main())
