"""Draw the pictures that other sites and phones show for this one, from SVG, with a real Chromium.

`social.svg` beside this script becomes `social.png` (1200 by 630), and the favicon `touch-icon.png` (180 by 180), both
in the theme's images. Run it after one of the drawings changed: `.venv/bin/python scripts/social.py`.
"""

from __future__ import annotations

import runpy
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "docs" / ".overrides" / "assets" / "images"
FONTS = ROOT / "docs" / ".overrides" / "assets" / "fonts"
PICTURES = (
    (Path(__file__).with_name("social.svg"), "social.png", 1200, 630),
    (IMAGES / "favicon.svg", "touch-icon.png", 180, 180),
)
PAGE = """<!doctype html><meta charset="utf-8"><style>
@font-face {{ font-family: CgSans; src: url("{fonts}/source-sans-3-latin-normal.woff2"); font-weight: 200 900 }}
@font-face {{ font-family: CgSerif; src: url("{fonts}/source-serif-4-latin-600.woff2"); font-weight: 600 }}
html, body {{ margin: 0; background: #0b5565 }} svg {{ display: block; width: {width}px; height: {height}px }}
</style>{svg}"""


def draw(chromium: str, source: Path, target: Path, width: int, height: int) -> None:
    """Draw one picture; raise `CalledProcessError` where the browser fails."""
    svg = source.read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "page.html"
        page.write_text(PAGE.format(fonts=FONTS.as_uri(), svg=svg, width=width, height=height), encoding="utf-8")
        options = ["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--force-device-scale-factor=1"]
        size = [f"--window-size={width},{height}", f"--screenshot={target}", "--virtual-time-budget=2000"]
        quiet = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"]
        subprocess.run([chromium, *options, *quiet, *size, page.as_uri()], check=True, capture_output=True)  # noqa: S603


def main() -> int:
    """Draw all pictures."""
    chromium = runpy.run_path(str(ROOT / "scripts" / "browser.py"))["find"]()
    if not chromium:
        print("no Chromium was found", file=sys.stderr)
        return 1
    for source, name, width, height in PICTURES:
        draw(str(chromium), source, IMAGES / name, width, height)
        print(f"{IMAGES.relative_to(ROOT) / name}: {(IMAGES / name).stat().st_size} bytes")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
