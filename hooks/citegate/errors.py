"""What cannot be judged at all: a path, a setting, a policy. One line for the person, exit status 2."""

from __future__ import annotations


class ConfigurationError(ValueError):
    """A path, `mkdocs.yml`, `pyproject.toml` or an option cannot be used."""
