"""Show findings on the text that they are about, in the pages of `mkdocs serve`."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from citegate.site.facts import FindingFacts

_START = re.compile(
    r'<(?P<tag>span|tr)(?P<before>[^>]*?) id="(?P<id>[^"]+)"(?P<after>[^>]*)>(?P<cell>\s*<t[dh][^>]*>)?'
)


def show_findings(body: str, findings: Iterable[FindingFacts]) -> str:
    """Return a page body in which each claim with findings is marked and carries a note that says what is wrong."""
    about: dict[str, list[FindingFacts]] = {}
    for finding in findings:
        if finding.anchor:
            about.setdefault(finding.anchor, []).append(finding)
    if not about:
        return body
    return _START.sub(lambda match: _marked(match, about.get(match["id"], [])), body)


def list_findings(findings: Iterable[FindingFacts]) -> str:
    """Return a list of findings for a page that is no article: the template of articles has its own."""
    items = "".join(
        f'<li class="cg-findings__item">{html.escape(f"{finding.code}, line {finding.line}: {finding.message}")}</li>'
        for finding in findings
    )
    if not items:
        return ""
    title = '<h2 class="cg-findings__title" id="findings-title">The build would be refused</h2>'
    return f'<section class="cg-findings" aria-labelledby="findings-title">{title}<ol>{items}</ol></section>'


def _marked(match: re.Match[str], findings: list[FindingFacts]) -> str:
    if not findings:
        return match[0]
    start = match[0].replace('class="cg-claim', 'class="cg-claim cg-finding', 1)
    notes = "".join(
        f'<span class="cg-finding-note" role="note">{html.escape(f"{finding.code} {finding.message}")}</span>'
        for finding in findings
    )
    return f"{notes}{start}" if match["tag"] == "span" else f"{start}{notes}"
