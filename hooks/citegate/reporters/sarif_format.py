"""SARIF 2.1.0, as code scanning reads it: every rule declared with its help, every finding with a stable fingerprint.

Source: OASIS, Static Analysis Results Interchange Format (SARIF) Version 2.1.0. Columns count Unicode code points, the
end is exclusive.
"""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from citegate import __version__
from citegate.baseline import fingerprints
from citegate.rulepages import INTERNAL, LEVELS
from citegate.rules import all_rules

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from citegate.diagnostics import Diagnostic, Span
    from citegate.reporters import Run

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVEL = {"error": "error", "approval": "warning", "warning": "warning"}
_LINK = re.compile(r"\[(?=[^\[\]]*\]\()")


def report(run: Run) -> str:
    """Return one log with one run."""
    rules = [*_rules(run.links), *_internal()]
    places = {rule["id"]: number for number, rule in enumerate(rules)}
    driver = {"name": "Citegate", "semanticVersion": __version__, "rules": rules}
    log = {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": driver},
                "columnKind": "unicodeCodePoints",
                "invocations": [{"executionSuccessful": all(d.code != "CG00" for d in run.diagnostics)}],
                "results": list(_results(run, places)),
            }
        ],
    }
    return json.dumps(log, ensure_ascii=False, indent=2)


def _rules(links: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    for rule in all_rules():
        name = "".join(word.capitalize() for word in rule.slug.split("_"))
        declared: dict[str, Any] = {
            "id": rule.code,
            "name": name,
            "shortDescription": _message(f"{rule.title}."),
            "fullDescription": _message(f"{rule.title}: {LEVELS[rule.level]}."),
            "help": _message(rule.doc.strip()),
            "defaultConfiguration": {"level": _LEVEL[rule.level]},
            "properties": {"tags": [rule.code[:2]]},
        }
        yield {**declared, "helpUri": links[rule.code]} if rule.code in links else declared


def _internal() -> Iterator[dict[str, Any]]:
    """Yield what the program itself says, so that no result names a rule that is not declared."""
    for code, text in INTERNAL.items():
        level = "warning" if code == "CG01" else "error"
        said = _message(f"{text}.")
        configuration = {"level": level}
        yield {"id": code, "shortDescription": said, "help": said, "defaultConfiguration": configuration}


def _results(run: Run, places: Mapping[str, int]) -> Iterator[dict[str, Any]]:
    seen: Counter[str] = Counter()
    for diagnostic, (mark, _) in zip(run.diagnostics, fingerprints(run.diagnostics, run.sources), strict=True):
        seen[mark] += 1
        text = f"{diagnostic.message}\n{diagnostic.help}" if diagnostic.help else diagnostic.message
        where = {"artifactLocation": _artifact(diagnostic.path), "region": _region(diagnostic.span)}
        result: dict[str, Any] = {
            "ruleId": diagnostic.code,
            "ruleIndex": places[diagnostic.code],
            "level": diagnostic.level,
            # `[text](target)` would be read as a link; what we quote is the editor's own text.
            "message": _message(_LINK.sub(r"\\[", text)),
            "locations": [{"physicalLocation": where}],
            "partialFingerprints": {"citegate/v1": f"{mark}:{seen[mark]}"},
        }
        yield {**result, "fixes": [_fix(diagnostic)]} if diagnostic.edits else result


def _fix(diagnostic: Diagnostic) -> dict[str, Any]:
    replaced = [
        {"deletedRegion": _region(edit.span), "insertedContent": {"text": edit.text}} for edit in diagnostic.edits
    ]
    change = {"artifactLocation": _artifact(diagnostic.path), "replacements": replaced}
    return {"description": _message(diagnostic.help or diagnostic.message), "artifactChanges": [change]}


def _message(text: str) -> dict[str, str]:
    """Return a message; its braces are doubled, since `{0}` would be a placeholder (section 3.11.5)."""
    return {"text": text.replace("{", "{{").replace("}", "}}")}


def _region(span: Span) -> dict[str, int]:
    return {
        "startLine": span.line,
        "startColumn": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
    }


def _artifact(path: str) -> dict[str, str]:
    if PurePosixPath(path).is_absolute():
        return {"uri": f"file://{quote(os.fsencode(path))}"}
    return {"uri": quote(os.fsencode(path)), "uriBaseId": "%SRCROOT%"}
