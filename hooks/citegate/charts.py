"""Bar charts as inline SVG, drawn with leather: no script, no style, no colour in them; classes let CSS paint them."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

if TYPE_CHECKING:
    from collections.abc import Sequence

WIDTH = 360
_ROW, _FRAME, _BAR = 24, 30, 14
_PAINT = ("fill", "stroke", "stroke-width", "font-family", "font-size")
_NUMBERS = ("x", "y", "width", "height", "x1", "x2", "y1", "y2")
_NOTE = 34
"""Units kept free at the right for the number beside the longest bar."""


def bars(name: str, title: str, rows: Sequence[tuple[str, int]]) -> str:
    """Return horizontal bars, one a row from the top, each with its number; empty where there are no rows.

    `name` makes the ids of title and description; it must be an identifier that the page has once.
    """
    if not rows:
        return ""
    height = _ROW * len(rows) + _FRAME
    root = ET.Element("svg", {"class": "cg-chart", "viewBox": f"0 0 {WIDTH} {height}", "role": "img"})
    root.set("aria-labelledby", f"{name}-title {name}-desc")
    ET.SubElement(root, "title", id=f"{name}-title").text = title
    said = "; ".join(f"{label}: {number:,}" for label, number in rows)
    ET.SubElement(root, "desc", id=f"{name}-desc").text = f"Bar chart. {said}."
    root.append(_plain(_drawn(rows, height)))
    _number(root, rows)
    return ET.tostring(root, encoding="unicode", short_empty_elements=False)


def _drawn(rows: Sequence[tuple[str, int]], height: int) -> ET.Element:
    import leather  # noqa: PLC0415 - only editors' pages need it

    leather.theme.tick_font_char_width = 6.2
    leather.theme.margin = 0.005
    chart = leather.Chart()
    most = max(number for _, number in rows) or 1
    longest = max(len(label) for label, _ in rows) * leather.theme.tick_font_char_width
    free = 1 + _NOTE / max(WIDTH - longest - _NOTE, 1)
    chart.add_x_scale(0, most * free)
    chart.add_x_axis(ticks=[0])
    chart.add_bars([(number, label) for label, number in rows])
    drawn: ET.Element = chart.to_svg_group(WIDTH, height)
    return drawn


def _plain(group: ET.Element) -> ET.Element:
    """Remove paint, grid and the axis of numbers, whose place the numbers beside the bars take; round what is left."""
    for parent in [*group.iter()]:
        for child in [*parent]:
            background = child.tag == "rect" and parent is group
            if background or child.tag == "line" or child.get("class") == "axis bottom":
                parent.remove(child)
    for element in group.iter():
        for key in _PAINT:
            element.attrib.pop(key, None)
        for key in _NUMBERS:
            if key in element.attrib:
                element.set(key, f"{float(element.attrib[key]):.1f}")
    return group


def _number(root: ET.Element, rows: Sequence[tuple[str, int]]) -> None:
    """Write each bar's number beside it; leather draws the bars from the last row to the first."""
    series = next(element for element in root.iter("g") if element.get("class") == "series bars")
    for bar in [*series]:
        bar.set("class", "cg-chart__bar")
        bar.set("y", f"{float(bar.get('y', '0')) + (float(bar.get('height', '0')) - _BAR) / 2:.1f}")
        bar.set("height", str(_BAR))
    placed = sorted(series, key=lambda bar: float(bar.get("y", "0")))
    for bar, (_, number) in zip(placed, rows, strict=True):
        x = float(bar.get("x", "0")) + float(bar.get("width", "0")) + 6
        y = float(bar.get("y", "0")) + float(bar.get("height", "0")) / 2
        text = ET.SubElement(series, "text", {"class": "cg-chart__number", "x": f"{x:.1f}", "y": f"{y:.1f}"})
        text.set("dy", "0.32em")
        text.text = f"{number:,}"
