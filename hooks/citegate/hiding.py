"""Which values of which CSS properties hide the text of an element."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from citegate.media import UNITS

if TYPE_CHECKING:
    from collections.abc import Mapping

INHERITED = frozenset({"visibility", "font-size", "font", "color", "-webkit-text-fill-color", "text-indent"})
"""Properties whose value an element takes from its parent where it has none of its own."""
_OFFSETS = frozenset({"left", "right", "top", "bottom", "inset", "inset-inline-start", "inset-inline-end"})
_MARGINS = frozenset({"margin", "margin-left", "margin-right", "margin-top", "margin-inline-start"})
_SIZES = frozenset({"width", "height", "max-width", "max-height", "inline-size", "block-size", "max-block-size"})
_OVERFLOWS = frozenset({"overflow", "overflow-x", "overflow-y"})
PROPERTIES = (
    INHERITED
    | _OFFSETS
    | _MARGINS
    | _SIZES
    | _OVERFLOWS
    | {"display", "content-visibility", "opacity", "filter", "clip", "clip-path", "position", "transform", "scale"}
)
_ALONE = _MARGINS | {"text-indent", "color", "-webkit-text-fill-color", "transform", "scale", "clip", "clip-path"}
"""Properties that hide text by their own value, whatever that of others."""
FAR = 900.0
"""CSS pixels from which a box is taken to be moved out of sight."""
FAINT = 0.3
"""Opacity below which text is taken for invisible."""
_LENGTH = re.compile(r"(-?\d*\.?\d+)([a-z%]*)")
_RELATIVE = {"vw": 12.8, "vh": 8.0, "vmin": 8.0, "vmax": 12.8, "ch": 8.0, "ex": 8.0, "%": 10.0, "": 1.0, **UNITS}
_NO_COLOUR = re.compile(r"transparent|#[0-9a-f]{3}0|#[0-9a-f]{6}00|(?:rgba?|hsla?)\([^)]*[,/]\s*0?\.?0+%?\s*\)")
_EMPTY_SHAPE = re.compile(
    r"inset\(\s*(?:[5-9]\d|100)(?:\.\d+)?%|circle\(\s*0|ellipse\(\s*0|polygon\((?:\s*0[a-z%]*,?)+\)"
)
_SHRUNK = re.compile(r"scale[xy3d]*\(\s*0?\.?0+\s*[,)]")


_GLOBAL = frozenset({"inherit", "initial", "unset", "revert", "revert-layer"})
_KEYWORDS = {
    "display": frozenset(
        "none block inline inline-block flow flow-root flex inline-flex grid inline-grid table inline-table list-item "
        "contents run-in ruby table-row table-cell table-row-group table-header-group table-footer-group table-column "
        "table-column-group table-caption -webkit-box -webkit-inline-box -webkit-flex -ms-flexbox".split()
    ),
    "visibility": frozenset({"visible", "hidden", "collapse"}),
    "content-visibility": frozenset({"visible", "hidden", "auto"}),
    "position": frozenset({"static", "relative", "absolute", "fixed", "sticky", "-webkit-sticky"}),
    **dict.fromkeys(_OVERFLOWS, frozenset({"visible", "hidden", "clip", "scroll", "auto", "overlay"})),
}
_UNKNOWN = ("display", "visibility", "content-visibility", "opacity")
"""Properties that one value can hide text with; a value that is computed elsewhere is taken to do so."""
_NUMBER = re.compile(r"[-+]?\d*\.?\d+%?")
_SIZE = re.compile(r"[-+]?\d*\.?\d+[a-z%]*|[a-z-]+")


def valid(name: str, value: str) -> bool:
    """Return whether browsers keep a declaration, as far as its kind is known here; they drop what has no sense."""
    if "(" in value or value in _GLOBAL:
        return True
    if name in _KEYWORDS:
        return bool(value) and set(value.split()) <= _KEYWORDS[name]
    if name == "opacity":
        return bool(_NUMBER.fullmatch(value))
    if name in _SIZES | _OFFSETS | _MARGINS:
        most = 1 if name in _SIZES or name not in ("inset", "margin") else 4
        words = value.split()
        return 0 < len(words) <= most and all(_SIZE.fullmatch(word) for word in words)
    return bool(value)


def pixels(value: str) -> list[float]:
    """Return the lengths in a value in CSS pixels, roughly: relative units as on a screen of 1280 by 800."""
    return [float(number) * _RELATIVE[unit] for number, unit in _LENGTH.findall(value) if unit in _RELATIVE]


def hides(values: Mapping[str, str]) -> bool:
    """Return whether the values of an element's properties, in lower case, hide its text."""
    return bool(reason(values))


def tells(name: str, value: str) -> bool:
    """Return whether a declaration can have a part in hiding text, by itself or with others."""
    return name not in _ALONE or hides({name: value})


def reason(values: Mapping[str, str]) -> str:
    """Return the declaration that hides an element's text, or nothing; opacity is left to `opacity`."""
    checks = (_shown, _clipped, _squeezed, _moved, _unpainted)
    return next((found for found in (check(values) for check in checks) if found), "")


def opacity(values: Mapping[str, str]) -> float:
    """Return the opacity of an element by its own `opacity` and `filter`."""
    found = 1.0
    for text in (values.get("opacity", "1"), *re.findall(r"opacity\(([^)]*)\)", values.get("filter", ""))):
        match = re.fullmatch(r"\s*(\d*\.?\d+)(%?)\s*", text)
        if match:
            found *= min(1.0, float(match[1]) / (100 if match[2] else 1))
    return found


def _shown(values: Mapping[str, str]) -> str:
    for name, bad in (
        ("display", {"none"}),
        ("visibility", {"hidden", "collapse"}),
        ("content-visibility", {"hidden"}),
    ):
        if values.get(name) in bad:
            return f"{name}: {values[name]}"
    computed = next((name for name in _UNKNOWN if "var(" in values.get(name, "")), "")
    if computed:
        return f"{computed}: {values[computed]}"
    return f"opacity: {values.get('opacity', values.get('filter'))}" if opacity(values) < FAINT else ""


def _clipped(values: Mapping[str, str]) -> str:
    clip = values.get("clip", "")
    sizes = pixels(clip) if clip.startswith("rect(") else []
    if sizes and all(abs(size) <= 1 for size in sizes):
        return f"clip: {clip}"
    path = values.get("clip-path", "")
    return f"clip-path: {path}" if _EMPTY_SHAPE.search(path) else ""


def _squeezed(values: Mapping[str, str]) -> str:
    if not any(re.search("hidden|clip|scroll|auto", values.get(name, "")) for name in _OVERFLOWS):
        return ""
    small = (name for name in sorted(_SIZES) if [s for s in pixels(values.get(name, "")) if s <= 1][:1])
    return next((f"{name}: {values[name]}" for name in small), "")


def _moved(values: Mapping[str, str]) -> str:
    placed = values.get("position") in ("absolute", "fixed", "relative", "sticky")
    names = [*sorted(_OFFSETS)] * placed + [*sorted(_MARGINS), "text-indent"]
    for name in names:
        sizes = pixels(values.get(name, ""))
        if any(size <= -FAR or (size >= FAR and name in _OFFSETS) for size in sizes):
            return f"{name}: {values[name]}"
    transform = values.get("transform", "")
    far = "translate" in transform and any(abs(size) >= FAR for size in pixels(transform))
    if far or _SHRUNK.search(transform):
        return f"transform: {transform}"
    return "scale: 0" if re.fullmatch(r"0?\.?0+", values.get("scale", "")) else ""


def _unpainted(values: Mapping[str, str]) -> str:
    sizes = pixels(values.get("font-size", ""))
    if sizes and 0 <= sizes[0] <= 2:
        return f"font-size: {values['font-size']}"
    if re.search(r"(?:^|\s)0(?:px|r?em|%)?(?:/|\s)", values.get("font", "")) and "font-size" not in values:
        return f"font: {values['font']}"
    for name in ("-webkit-text-fill-color", "color"):
        if _NO_COLOUR.fullmatch(values.get(name, "")):
            return f"{name}: {values[name]}"
    return ""
