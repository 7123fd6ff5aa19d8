"""The JSON Schemas that the site publishes: what editors write, for completion, and what machines read."""

from __future__ import annotations

import json

FOLDER = "schemas"
"""Where they stand below the site's address."""


def article() -> str:
    """Return the schema of an article's front matter."""
    from citegate.frontmatter import schema  # noqa: PLC0415 - each command imports only what it needs

    return json.dumps(schema(), indent=2, ensure_ascii=False)


def policy() -> str:
    """Return the schema of the table `[tool.citegate]`."""
    from citegate.policyschema import schema  # noqa: PLC0415 - it imports every rule

    return json.dumps(schema(), indent=2, ensure_ascii=False)


def claims() -> str:
    """Return the schema of the site's claims as data."""
    from importlib.resources import files  # noqa: PLC0415 - see above

    return files("citegate").joinpath("data", "claims.schema.json").read_text(encoding="utf-8")


def build() -> str:
    """Return the schema of what a site was built from."""
    from importlib.resources import files  # noqa: PLC0415 - see above

    return files("citegate").joinpath("data", "build.schema.json").read_text(encoding="utf-8")


def published() -> dict[str, str]:
    """Return every schema by its address below the site's own."""
    return {
        f"{FOLDER}/article.json": f"{article()}\n",
        f"{FOLDER}/policy.json": f"{policy()}\n",
        f"{FOLDER}/claims.json": claims(),
        f"{FOLDER}/build.json": build(),
    }
