"""What is asked only where its sign stands gives the same page as what is asked everywhere."""

from __future__ import annotations

from pathlib import Path

import pytest
from citegate.project import Project
from markdown import Markdown

ROOT = Path(__file__).parent.parent
PIECES = {
    "admonition": '!!! note "A title"\n\n    It weighs 3 kg.',
    "details": '??? note "A title"\n\n    It weighs 3 kg.',
    "tabs": '=== "One"\n\n    It weighs 3 kg.\n\n=== "Two"\n\n    It weighs 4 kg.',
    "headings": "# One\n\ntext\n## Two {#two}\n\nThree\n=====\n\nFour\n---",
    "contents": "[TOC]\n\n## One\n\n### Two `[TOC]`\n\n## Three",
    "definitions": "Term\n\n:   It weighs 3 kg.\n\nOther\n: It weighs 4 kg.",
    "quotation": "> It weighs 3 kg.\n>\n> > Or so.\n\ntext\n> more",
    "reference": "It is [here][a], [there] and ![seen][a].\n\n[a]: b.md\n[there]: <c.md> 'A title'",
    "attributes": 'It weighs 3 kg.\n{.gap searched="2026-01-01"}\n\n*so*{.x}\n\n| a {.x} |\n|---|\n| b |',
    "inline": "`a` \\* \\[ ![x](y.png) <https://a.example/> <a@b.example> <b>x</b> &amp; &copy; **a** _b_ ***c***  \nd",
    "rule": "One\n\n***\n\n- a\n\n    - b\n\n1. c",
    "code": "    one\n\n~~~ text\n# two\n~~~\n\n`` `[@a]` ``",
}


@pytest.mark.parametrize("name", PIECES)
def test_the_page_is_that_of_markdown(name: str) -> None:
    """An article without citations becomes what Python-Markdown with the same extensions makes of it, anchors aside."""
    project = Project(ROOT, cached=False)
    given = project.settings
    plain = Markdown(
        extensions=[*given.extensions], extension_configs={k: dict(v) for k, v in given.extension_configs.items()}
    )
    ours = project.parser.markdown
    ours.treeprocessors.deregister("citegate")
    assert ours.convert(PIECES[name]) == plain.convert(PIECES[name])
