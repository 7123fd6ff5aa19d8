"""What `mkdocs.yml` says that the gate must know: extensions, folders, bibliography. Read without MkDocs."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from citegate.errors import ConfigurationError

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
    """Return the settings of the text of a `mkdocs.yml`; raise `ConfigurationError` where it is no mapping."""
    import yaml  # noqa: PLC0415

    try:
        data = yaml.load(text, _loader())  # noqa: S506 - a SafeLoader that knows `!ENV` as well
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f" (at line {mark.line + 1}, column {mark.column + 1})" if mark else ""
        raise ConfigurationError(f"mkdocs.yml cannot be read: {str(error).splitlines()[0]}{place}") from error
    if not isinstance(data, dict):
        raise ConfigurationError("mkdocs.yml holds no settings")
    names, configs = _extensions(_listed(data, "markdown_extensions"), root)
    bib = _plugin(_listed(data, "plugins"), "bibtex")
    for value in (bib.get("bib_file"), bib.get("csl_file")):
        if "://" in str(value):
            raise ConfigurationError(f"mkdocs.yml: {value} is on the network; the gate works offline, so keep a copy")
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
        raise ConfigurationError(f"mkdocs.yml: `{name}` must be a list")
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
    raise ConfigurationError(f"mkdocs.yml: {entry!r} is no Markdown extension")


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
