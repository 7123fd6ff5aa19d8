"""What `mkdocs.yml` says that the gate must know: extensions, folders, bibliography. Read without MkDocs."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from citegate.errors import SettingsError, fault, find

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

BUILT_IN = ("toc", "tables", "fenced_code", "citegate.plain")
"""Extensions that are always loaded, before those that the project names: those of MkDocs and our own."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Settings of a project: Markdown extensions with their configuration, .bib paths, style, folders."""

    extensions: tuple[str, ...] = BUILT_IN
    extension_configs: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    bib: tuple[str, ...] = ("references.bib",)
    bib_dir: str | None = None
    csl: str | None = None
    docs: str = "docs"
    directory_urls: bool = True
    repository: str = ""


def read(text: str, root: Path) -> Settings:
    """Return the settings of the text of a `mkdocs.yml`; raise `SettingsError` where it cannot be used."""
    import yaml  # noqa: PLC0415

    try:
        data = yaml.load(text, _loader())  # noqa: S506 - a SafeLoader that knows `!ENV` as well
    except RecursionError as error:
        raise _wrong((1, 1), "lists or mappings are nested too deeply", "mend the YAML") from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        at = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        said = getattr(error, "problem", None) or str(error).splitlines()[0]
        raise _wrong(at, f"the settings cannot be read: {said}", "mend the YAML here") from error
    if not isinstance(data, dict):
        raise _wrong(
            (1, 1), "the file holds no settings", "write settings as `name: value`, like `site_name: Articles`"
        )
    try:
        return _settings(data, root)
    except _Unusable as unusable:
        raise _wrong(find(text, *unusable.words), str(unusable), unusable.remedy) from unusable


class _Unusable(ValueError):  # noqa: N818 - as it is told
    """What is wrong with a setting, and words of the file by which its place is found."""

    def __init__(self, message: str, remedy: str, *words: str) -> None:
        super().__init__(message)
        self.remedy, self.words = remedy, words


def unloadable(error: Exception, text: str) -> SettingsError:
    """Return what is wrong where the Markdown extensions cannot be loaded: their names or their settings."""
    said = str(error).partition("\n")[0] or type(error).__name__
    named = re.search(r"'([\w.-]+)'", said)
    at = find(text, named[1] if named else "", "markdown_extensions")
    return _wrong(
        at, f"the Markdown extensions cannot be loaded: {said}", "correct the name or the setting, or take it out"
    )


def _wrong(at: tuple[int, int], message: str, remedy: str) -> SettingsError:
    return SettingsError(fault(("mkdocs.yml", *at), message, remedy))


def _settings(data: Mapping[str, Any], root: Path) -> Settings:
    names, configs = _extensions(_listed(data, "markdown_extensions"), root)
    bib = _plugin(_listed(data, "plugins"), "bibtex")
    for value in (bib.get("bib_file"), bib.get("csl_file")):
        if "://" in str(value):
            message = f"{value} is on the network, and the gate works offline"
            raise _Unusable(message, "keep a copy in the repository, and name that", str(value), "bibtex")
    files = [] if bib.get("bib_dir") and not bib.get("bib_file") else [bib.get("bib_file") or "references.bib"]
    return Settings(
        tuple(names),
        configs,
        tuple(str(file) for file in files),
        bib.get("bib_dir"),
        bib.get("csl_file"),
        str(data.get("docs_dir", "docs")),
        bool(data.get("use_directory_urls", True)),
        str(data.get("repo_url") or ""),
    )


def _loader() -> Any:
    """Return a safe YAML loader that reads `!ENV` as MkDocs does and refuses every tag of Python's."""
    import yaml  # noqa: PLC0415

    class Loader(yaml.SafeLoader):
        pass

    def environment(loader: Any, node: Any) -> Any:
        return loader.construct_scalar(node) if isinstance(node, yaml.ScalarNode) else None

    Loader.add_constructor("!ENV", environment)
    return Loader


def _listed(data: Mapping[str, Any], name: str) -> Any:
    """Return a setting that is a list or a mapping; raise where it is anything else."""
    listed = data.get(name) or []
    if not isinstance(listed, list | dict):
        raise _Unusable(f"`{name}` must be a list", f"write `{name}:` and below it lines like `  - name`", name)
    return listed


def _extensions(listed: Any, root: Path) -> tuple[list[str], dict[str, Mapping[str, Any]]]:
    pairs = listed.items() if isinstance(listed, dict) else (_pair(entry) for entry in listed)
    configs: dict[str, Mapping[str, Any]] = {}
    for name, config in pairs:
        configs[str(name)] = _rooted(str(name), config or {}, root)
    names = list(dict.fromkeys([*BUILT_IN, *configs]))
    return names, {name: config for name, config in configs.items() if config}


def _pair(entry: Any) -> tuple[str, Any]:
    if isinstance(entry, dict) and len(entry) == 1:
        return next(iter(entry.items()))
    if isinstance(entry, str):
        return entry, {}
    remedy = "write its name, or its name with settings below it, like `- toc:` and `permalink: true`"
    raise _Unusable(
        f"{entry!r} is neither a name nor a name with its settings", remedy, f"- {entry}", "markdown_extensions"
    )


def _rooted(name: str, config: Mapping[str, Any], root: Path) -> Mapping[str, Any]:
    """Return a configuration whose snippets come from their folders only, whatever the working directory is."""
    if name != "pymdownx.snippets":
        return config
    bases = config.get("base_path") or ["."]
    bases = [bases] if isinstance(bases, str) else bases
    forced = {"restrict_base_path": True, "url_download": False, "check_paths": True}
    return {**config, "base_path": [str(root / base) for base in bases], **forced}


def _plugin(listed: Any, name: str) -> Mapping[str, Any]:
    for entry in listed.items() if isinstance(listed, dict) else map(_pair, listed):
        if entry[0] == name:
            return entry[1] or {}
    return {}
