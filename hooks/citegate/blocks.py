"""Keeps `pymdownx.blocks` from going round in a circle for ever.

Its processor keeps one block that it has found between `test` and `run`. Where text stands before that block, `test`
parses the text first; if that holds a block of its own, the outer one is forgotten, nothing is consumed, and it is
found again without end (`> /// plain`, its end, and `/// plain` in the next line). Here the found blocks are a stack.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pymdownx.blocks import BlocksProcessor  # type: ignore[import-untyped]

from citegate import limits

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_MOST_IDLE = 100
"""Runs in a row that consume nothing; one or two happen where a block goes on after other elements."""


class Processor(BlocksProcessor):  # type: ignore[misc]
    """The processor, with each found block kept until it is run, and an end of runs that consume nothing."""

    @property
    def cached_block(self) -> Any:
        """Return the block that was found last and not run yet, with the rest of its text."""
        return self.__dict__.setdefault("found", [None])[-1]

    @cached_block.setter
    def cached_block(self, value: Any) -> None:
        found = self.__dict__.setdefault("found", [None])
        if value is not None:
            found.append(value)
        elif len(found) > 1:
            found.pop()

    def _reset(self) -> None:
        super()._reset()
        self.__dict__["found"], self.idle = [None], 0

    def run(self, parent: Element, blocks: list[str]) -> None:
        """Run the block that was found, or go on with one that takes more."""
        before = (len(blocks), blocks[0] if blocks else "")
        super().run(parent, blocks)
        self.idle = self.idle + 1 if before == (len(blocks), blocks[0] if blocks else "") else 0
        if self.idle > _MOST_IDLE:
            raise limits.Exceeded("a block `/// …` is begun where it cannot be: put a blank line before it")


def guard(manager: BlocksProcessor) -> None:
    """Make a processor that was registered already one of these."""
    if not isinstance(manager, Processor):
        before = manager.__dict__.pop("cached_block", None)
        manager.__class__ = Processor
        manager.__dict__["found"], manager.idle = [None, *([before] if before else [])], 0
