"""Finds the modules of a folder that each do one thing for the site: adding one is adding a file."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import ModuleType


@cache
def modules(package: str) -> tuple[ModuleType, ...]:
    """Return the modules of a package below this one, sorted by name."""
    parent = importlib.import_module(f"citegate.site.{package}")
    names = sorted(info.name for info in pkgutil.iter_modules(parent.__path__))
    return tuple(importlib.import_module(f"{parent.__name__}.{name}") for name in names)
