"""Foreign text in Markdown for a forge: a title, a path or a message is shown as it is and is never obeyed.

Articles and sources are written by anyone. In a job's summary or an issue their text could otherwise close a table, set
a link, load a picture or call a person. CommonMark gives a character reference no meaning of its own ("cannot be used
in place of symbols indicating structure", section 2.5); inside `<code>` forges look for no names, numbers or addresses.
"""

from __future__ import annotations

import re
import string
from typing import TYPE_CHECKING

from citegate.reporters.excerpt import safe

if TYPE_CHECKING:
    from collections.abc import Sequence

LONGEST = 300
"""Characters of a foreign text that are shown."""
_MARKS = str.maketrans({mark: f"&#{ord(mark)};" for mark in string.punctuation})
_ADDRESS = re.compile(r"https://[a-z0-9.-]+(?::\d+)?(?:/[\w./~%-]*)?", re.ASCII)


def foreign(text: str, longest: int = LONGEST) -> str:
    """Return text as inert Markdown on one line, cut where it is too long.

    >>> foreign("a|b <img>")
    '<code>a&#124;b &#60;img&#62;</code>'
    """
    shown = " ".join(safe(text).split())
    shown = shown if len(shown) <= longest else f"{shown[: longest - 1]}…"
    return f"<code>{shown.translate(_MARKS)}</code>" if shown else ""


def link(label: str, url: str) -> str:
    """Return a link to a plain https address; the label alone where the address is anything else."""
    return f"[{label}]({url})" if _ADDRESS.fullmatch(url) else label


def table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> list[str]:
    """Return the lines of a table; the cells are Markdown already."""
    lines = [head, ("---",) * len(head), *rows]
    return [f"| {' | '.join(cells)} |" for cells in lines]
