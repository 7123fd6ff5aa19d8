"""Break the written page: hide its notices, unmark it, let its structured data say something else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .notices import box_end, boxes, page
from .registry import PAGE, Mutant, Sample, mutator

if TYPE_CHECKING:
    from collections.abc import Iterator

ATTRIBUTES = ("hidden", "inert", 'aria-hidden="true"', 'style="display:none"', 'style="visibility:hidden"')
AROUND = {"template": "template", "closed details": "details"}
STYLES = ("display: none", "visibility: hidden", "opacity: 0", "font-size: 0", "position: absolute; left: -9999px")


def _styled(sample: Sample, what: str, css: str) -> Mutant:
    text = sample.page.replace("</head>", f"<style>{css}</style></head>", 1)
    return Mutant(what, text, (1, text.count("\n") + 1), PAGE)


@mutator("DI04")
def hide_a_notice(sample: Sample) -> Iterator[Mutant]:
    """Hide each notice by an attribute, by an element around it, in a comment, and by a stylesheet."""
    for box in boxes(sample):
        end = box_end(sample, box)
        whole = sample.page[box.start() : end]
        for attribute in ATTRIBUTES:
            yield page(sample, attribute, box.end() - 1, box.end() - 1, f" {attribute}")
        for what, tag in AROUND.items():
            yield page(sample, what, box.start(), end, f"<{tag}>{whole}</{tag}>")
        for style in STYLES:
            yield _styled(sample, style, f'[data-notice="{box["name"]}"] {{ {style} }}')
        narrow = f'@media (max-width: 40em) {{ [data-notice="{box["name"]}"] {{ display: none }} }}'
        yield _styled(sample, "on small screens", narrow)


@mutator("DI05")
def do_not_print_a_notice(sample: Sample) -> Iterator[Mutant]:
    """Hide each notice on paper, and where no script runs."""
    for box in boxes(sample):
        name = box["name"]
        for style in STYLES[:3]:
            yield _styled(sample, f"print: {style}", f'@media print {{ [data-notice="{name}"] {{ {style} }} }}')


@mutator("DI07")
def unmark_a_pending_page(sample: Sample) -> Iterator[Mutant]:
    """Let search engines list the page."""
    for what, new in (("follow", '<meta name="robots" content="follow">'), ("gone", "")):
        text = sample.page.replace('<meta name="robots" content="noindex">', new)
        if text != sample.page:
            yield Mutant(what, text, (1, text.count("\n") + 1), PAGE)


@mutator("DI08")
def false_structured_data(sample: Sample) -> Iterator[Mutant]:
    """Claim a review in structured data, another title, and break them."""
    claims = {
        "review": '{"@type": "MedicalWebPage", "reviewedBy": {"@type": "Person", "name": "C. D."}}',
        "day of review": '{"@type": "MedicalWebPage", "lastReviewed": "2026-01-01"}',
        "title": '{"@type": "MedicalWebPage", "name": "Another title", "headline": "Another title"}',
        "broken": '{"@type": ',
    }
    for what, data in claims.items() if sample.page else ():
        script = f'<script type="application/ld+json">{data}</script></head>'
        text = sample.page.replace("</head>", script, 1)
        yield Mutant(what, text, (1, text.count("\n") + 1), PAGE)
