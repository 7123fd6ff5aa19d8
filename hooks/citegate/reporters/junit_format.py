"""JUnit XML for test reports: one suite per file, one case per error, so that a file without errors passes.

There is no standard; this is the part that Jenkins, GitLab and Azure read alike. Warnings are no failures: they stand
in the suite's `system-out`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from citegate.reporters.excerpt import safe

if TYPE_CHECKING:
    from collections.abc import Sequence

    from citegate.diagnostics import Diagnostic
    from citegate.reporters import Run

INTERNAL = "CG00"


def report(run: Run) -> str:
    """Return the document; characters that XML cannot hold are written out."""
    paths = dict.fromkeys(article.path for article in run.articles)
    found: dict[str, list[Diagnostic]] = {path: [] for path in paths}
    for diagnostic in run.diagnostics:
        found.setdefault(diagnostic.path, []).append(diagnostic)
    root = ET.Element("testsuites", name="citegate")
    totals = dict.fromkeys(("tests", "failures", "errors"), 0)
    for path, diagnostics in found.items():
        suite = _suite(path, diagnostics)
        root.append(suite)
        totals = {name: value + int(suite.get(name, "0")) for name, value in totals.items()}
    root.attrib.update({name: str(value) for name, value in totals.items()})
    ET.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, encoding="unicode")}'


def _suite(path: str, diagnostics: Sequence[Diagnostic]) -> ET.Element:
    errors = [d for d in diagnostics if d.level == "error"]
    internal = sum(1 for d in errors if d.code == INTERNAL)
    counts = {"tests": max(1, len(errors)), "failures": len(errors) - internal, "errors": internal, "skipped": 0}
    suite = ET.Element("testsuite", {"name": safe(path), **{name: str(value) for name, value in counts.items()}})
    for diagnostic in errors:
        _case(suite, diagnostic)
    if not errors:
        ET.SubElement(suite, "testcase", classname=safe(path), name="no error")
    warnings = "\n".join(safe(str(d)) for d in diagnostics if d.level != "error")
    if warnings:
        ET.SubElement(suite, "system-out").text = warnings
    return suite


def _case(suite: ET.Element, diagnostic: Diagnostic) -> None:
    span = diagnostic.span
    name = safe(f"{diagnostic.code} at {span.line}:{span.column}")
    place = {"file": safe(diagnostic.path), "line": str(span.line)}
    case = ET.SubElement(suite, "testcase", {"classname": safe(diagnostic.path), "name": name, **place})
    kind = "error" if diagnostic.code == INTERNAL else "failure"
    fault = ET.SubElement(case, kind, type=diagnostic.code, message=safe(diagnostic.message))
    fault.text = "\n".join(safe(line) for line in (str(diagnostic), diagnostic.help) if line)
