"""The JSON Schemas that the site publishes for editors' completion; the commands print the same text."""

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


def published() -> dict[str, str]:
    """Return every schema by its address below the site's own."""
    return {f"{FOLDER}/article.json": f"{article()}\n", f"{FOLDER}/policy.json": f"{policy()}\n"}
