"""The plain-language block: `/// plain` … `///` becomes `<div class="plain">` with the label "In plain words".

A block restates the text of the section that it stands in for readers without training; RD01 judges how hard it is to
read and RD02 that it says nothing which the section does not say. It is a block of `pymdownx.blocks`, so that it may
hold paragraphs and lists, and the extension is always loaded; a project need not name it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

from pymdownx.blocks import BlocksExtension  # type: ignore[import-untyped]
from pymdownx.blocks.block import Block  # type: ignore[import-untyped]

from citegate import blocks

if TYPE_CHECKING:
    from markdown import Markdown
    from pymdownx.blocks import BlocksProcessor

CLASS = "plain"
LABEL = "In plain words"
"""What readers see above the block. Its text, not its class, makes it a label: a class can be typed by an author."""


class Plain(Block):  # type: ignore[misc]
    """The block `/// plain`. It takes no argument, and it does not stand inside another of its kind."""

    NAME = "plain"
    ARGUMENT = False

    def on_validate(self, parent: ET.Element) -> bool:
        """Refuse a block directly inside another one: its text then shows the slashes, and the author sees why."""
        return CLASS not in parent.get("class", "").split()

    def on_create(self, parent: ET.Element) -> ET.Element:
        """Return the element of the block, with its label."""
        element = ET.SubElement(parent, "div", {"class": CLASS})
        ET.SubElement(element, "p", {"class": CLASS}).text = LABEL
        return element


class PlainExtension(BlocksExtension):  # type: ignore[misc]
    """Registers the block."""

    def extendMarkdownBlocks(self, md: Markdown, block_mgr: BlocksProcessor) -> None:  # noqa: ARG002, N802 - its name
        """Make `/// plain` known, and keep the processor of all blocks from going round in a circle."""
        blocks.guard(block_mgr)
        block_mgr.register(Plain, self.getConfigs())


def makeExtension(**configs: Any) -> PlainExtension:  # noqa: N802 - Python-Markdown's name
    """Return the extension, as Python-Markdown asks for it by `citegate.plain`."""
    return PlainExtension(**configs)
