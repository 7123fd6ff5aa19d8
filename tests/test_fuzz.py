"""Property tests: whatever a text holds, judging it ends, in order and in the file; the long runs are `make fuzz`."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from random import Random  # noqa: TC003 - hypothesis reads annotations
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

if TYPE_CHECKING:
    from tests import random_documents
    from tests.invariants import broken
else:
    import random_documents
    from invariants import broken

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "scripts"))
targets: Any = importlib.import_module("fuzz_targets")
CHECKS = list(HealthCheck)
FEW = settings(max_examples=100, deadline=None, derandomize=True, suppress_health_check=CHECKS, database=None)
MANY = settings(FEW, max_examples=200)
WORDS = st.sampled_from(("lid", "widget", "frost", "oil", "Größe", "3 kg", "e.g.", "Dr. No", "(often)", "“so”"))
CITATION = st.sampled_from(("[@alpha]", "[@beta, p. 4]", "[see @gamma, sec. 2.1; @alpha]"))
SENTENCE = st.builds(
    lambda words, cited, end: f"The {' '.join(words)} {cited}{end}",
    st.lists(WORDS, min_size=1, max_size=8),
    CITATION,
    st.sampled_from(".!?"),
)
TEXT = st.lists(SENTENCE, min_size=1, max_size=3).map(" ".join)
TABLE = st.lists(SENTENCE, min_size=1, max_size=3).map(
    lambda rows: "| Item |\n| --- |\n" + "\n".join(f"| {row} |" for row in rows)
)
LEAF = st.one_of(
    TEXT,
    TABLE,
    st.lists(TEXT, min_size=1, max_size=4).map(lambda items: "\n".join(f"- {item}" for item in items)),
    st.lists(TEXT, min_size=1, max_size=3).map(lambda items: "\n".join(f"1. {item}" for item in items)),
    st.lists(WORDS, min_size=1, max_size=4).map(lambda words: f"## The {' '.join(words)}"),
    TEXT.map(lambda text: f"Term\n:   {text}"),
    TEXT.map(lambda text: f"```text\n{text}\n```"),
)


def moved(text: str, by: str) -> str:
    """Return a text below a block that holds it."""
    return "\n".join(f"{by}{line}" for line in text.split("\n"))


BLOCK = st.recursive(
    LEAF,
    lambda inner: st.one_of(
        inner.map(lambda text: moved(text, "> ")),
        inner.map(lambda text: f'!!! note "Widgets"\n\n{moved(text, "    ")}'),
        inner.map(lambda text: f"??? warning\n\n{moved(text, '    ')}"),
        inner.map(lambda text: f'=== "Tab"\n\n{moved(text, "    ")}'),
        inner.map(lambda text: f"- A widget holds [@alpha].\n\n{moved(text, '    ')}"),
    ),
    max_leaves=3,
)
SANE = st.lists(BLOCK, min_size=1, max_size=6).map(lambda blocks: "\n\n".join(blocks) + "\n")
HEAD = f"---\n{random_documents.FRONT}---\n\n"


@FEW
@given(SANE)
def test_sane_article_is_accounted_for(body: str) -> None:
    """In an article that only uses Markdown as intended no text is lost in the account, and nothing fails."""
    assert broken(HEAD + body, sane=True) == []


@MANY
@given(st.randoms(use_true_random=False))
def test_hostile_article(random: Random) -> None:
    """In any article places lie in the file, messages are one line, and a second run says the same."""
    assert broken(random_documents.document(random)) == []


@FEW
@given(st.text(max_size=400))
def test_any_text(text: str) -> None:
    """Any text at all, front matter or none, is judged without failing."""
    assert broken(text) == []


@pytest.mark.parametrize("name", list(targets.TARGETS))
def test_targets(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Each of the three parsers survives hundreds of mutated samples."""
    assert targets.search(name, 600, seed=7) == 0, capsys.readouterr().out
