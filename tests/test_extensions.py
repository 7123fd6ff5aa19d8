"""Markdown extensions are found by their names, and as Python-Markdown finds them."""

from __future__ import annotations

import subprocess
import sys

import pytest
from citegate.extensions import DirectMarkdown
from markdown import Markdown

NAMES = ("abbr", "admonition", "toc", "pymdownx.details", "markdown.extensions.toc:TocExtension")


@pytest.mark.parametrize("name", NAMES)
def test_same_class(name: str) -> None:
    """A name becomes an extension of the class that Python-Markdown makes of it."""
    assert type(DirectMarkdown().build_extension(name, {})) is type(Markdown().build_extension(name, {}))


def test_settings() -> None:
    """An extension gets its settings."""
    assert DirectMarkdown().build_extension("toc", {"permalink": "#"}).getConfig("permalink") == "#"


@pytest.mark.parametrize("name", ["nothing.of.this.name", "nothing", "os.path"])
def test_unknown(name: str) -> None:
    """What is no extension raises what Python-Markdown raises."""
    with pytest.raises((ModuleNotFoundError, AttributeError)) as wanted:
        Markdown().build_extension(name, {})
    with pytest.raises(wanted.type, match=str(wanted.value)):
        DirectMarkdown().build_extension(name, {})


def test_cold_start_asks_no_entry_points() -> None:
    """The parser of this project is made without a look into any package's metadata."""
    code = (
        "import sys; from pathlib import Path; from citegate.project import Project; Project(Path()).parser;"
        "print('importlib.metadata' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
