"""`mkdocs` with refusals lowered, for tests of what the rendering lets through: never part of the product.

python tests/hostile/lowered.py build -q -d FOLDER
"""

from __future__ import annotations

from citegate import engine
from mkdocs.__main__ import cli


def nothing(diagnostics: object) -> bool:
    """Refuse nothing."""
    return False


if __name__ == "__main__":
    engine.refused = nothing
    cli()
