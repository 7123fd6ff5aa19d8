"""Break notices: in their folder, and on the written page."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from citegate import notices

from .registry import OTHER, PAGE, Mutant, Sample, mutator

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from citegate.notices import Notice

_BOX = re.compile(r'<(?P<tag>\w+)[^>]*data-notice="(?P<name>[\w-]+)"[^>]*>')


def given(sample: Sample) -> Mapping[str, Notice]:
    """Return the notices of the project."""
    _, context = sample.context
    return dict(context.notices.by_name)


def folder(sample: Sample, what: str, by_name: Mapping[str, Notice], found_in: str = OTHER) -> Mutant:
    """Return a mutant with other notices in the folder."""
    _, context = sample.context
    changed = replace(context.notices, by_name=by_name)
    return Mutant(what, sample.text, (1, 99), OTHER, found_in, {"notices": changed})


def boxes(sample: Sample) -> Iterator[re.Match[str]]:
    """Yield the opening tag of each required notice on the written page."""
    needed = set(notices.required(sample.article))
    return (match for match in _BOX.finditer(sample.page) if match["name"] in needed)


def page(sample: Sample, what: str, start: int, end: int, new: str) -> Mutant:
    """Return a mutant of the written page."""
    text = sample.page
    return Mutant(what, text[:start] + new + text[end:], (1, text.count("\n") + 2), PAGE)


def box_end(sample: Sample, box: re.Match[str]) -> int:
    """Return where the element of a notice ends."""
    depth = 0
    for tag in re.finditer(rf"<(/?){box['tag']}\b[^>]*>", sample.page[box.start() :]):
        depth += -1 if tag[1] else 1
        if depth == 0:
            return box.start() + tag.end()
    return len(sample.page)


@mutator("DI01")
def lose_a_notice(sample: Sample) -> Iterator[Mutant]:
    """Take each required notice out of the folder, and out of the page."""
    for name in notices.required(sample.article):
        rest = {key: notice for key, notice in given(sample).items() if key != name}
        yield folder(sample, "notice lost", rest)
    for box in boxes(sample):
        yield page(sample, "notice not on the page", box.start(), box_end(sample, box), "")


@mutator("DI02")
def alter_a_notice(sample: Sample) -> Iterator[Mutant]:
    """Change each word of each notice in the folder, and a word of each on the page."""
    for name, notice in given(sample).items():
        for word in dict.fromkeys(re.findall(r"\b[a-z]{3,}\b", notice.text)):
            text = re.sub(rf"\b{word}\b", f"{word}s", notice.text, count=1)
            source = f"---\ntitle: {notice.title}\nplace: {notice.place}\n---\n\n{text}\n"
            changed = notices.parse(name, source, notice.path)
            yield folder(sample, "word changed", {**given(sample), name: changed})
    for box in boxes(sample):
        end = box_end(sample, box)
        inner = re.search(r">[^<>]*?\b([a-z]{4,})\b", sample.page[box.end() : end])
        if inner:
            at = box.end() + inner.start(1)
            yield page(sample, "word changed on the page", at, at + len(inner[1]), "never")


@mutator("DI03")
def move_a_notice_down(sample: Sample) -> Iterator[Mutant]:
    """Place each notice that must be read first at the bottom, in the folder and on the page."""
    for name, notice in given(sample).items():
        if notice.place == "top":
            moved = {**given(sample), name: replace(notice, place="bottom")}
            yield folder(sample, "placed at the bottom", moved)
    for box in boxes(sample):
        if box["name"] != "professional-use":
            end = box_end(sample, box)
            whole = sample.page[box.start() : end]
            text = sample.page[: box.start()] + sample.page[end:]
            text = text.replace("</body>", f"{whole}</body>")
            yield Mutant("moved to the end", text, (1, text.count("\n") + 1), PAGE)


@mutator("DI06")
def blur_the_status(sample: Sample) -> Iterator[Mutant]:
    """Take the words of the status away, mark no step and two steps as the current one."""
    text = sample.page
    for match in re.finditer(r'aria-current="step"', text):
        yield page(sample, "no step", match.start(), match.end(), "")
        at = text.rindex("<", 0, match.start())
        yield page(sample, "two steps", at, at, '<span aria-current="step"></span>')
    for match in re.finditer(r"Status: *(?:<[^>]*>)?\s*(Submitted|Under review|Approved)", text):
        yield page(sample, "another status", match.start(1), match.end(1), "Settled")
