"""The edge that keeps one issue of a kind on GitHub, with its program `gh`, which a workflow gives a token."""

from __future__ import annotations

import json
import shutil
import subprocess
from typing import TYPE_CHECKING

from citegate.errors import ConfigurationError

if TYPE_CHECKING:
    from citegate.issues import Issue

_TIMEOUT = 120
_AUTHOR = "app/github-actions"
"""Only issues that a workflow opened are replaced: one that a person opened under the same title is left alone."""


def keep(issue: Issue) -> str:
    """Open, replace or close the issue with this title; return in words what was done."""
    listing = ("issue", "list", "--state", "open", "--author", _AUTHOR, "--limit", "500", "--json", "number,title")
    listed = json.loads(_gh(*listing) or "[]")
    numbers = sorted(each["number"] for each in listed if each["title"] == issue.title)
    if not issue.body:
        for number in numbers:
            _gh("issue", "close", str(number), "--comment", "The last run found nothing more to say.")
        return f"{issue.title}: nothing to say{', closed' if numbers else ''}"
    if numbers:
        _gh("issue", "edit", str(numbers[0]), "--body-file", "-", said=issue.body)
        return f"{issue.title}: replaced the text of issue {numbers[0]}"
    _gh("issue", "create", "--title", issue.title, "--body-file", "-", said=issue.body)
    return f"{issue.title}: opened"


def _gh(*arguments: str, said: str = "") -> str:
    program = shutil.which("gh")
    if not program:
        raise ConfigurationError("gh, the program of GitHub, was not found: --post needs it")
    command = [program, *arguments]
    done = subprocess.run(  # noqa: S603
        command, input=said.encode("utf-8", "backslashreplace"), capture_output=True, check=False, timeout=_TIMEOUT
    )
    if done.returncode:
        lines = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise ConfigurationError(f"gh {arguments[1]} failed: {lines[-1] if lines else 'it said nothing'}")
    return done.stdout.decode("utf-8", "replace")
