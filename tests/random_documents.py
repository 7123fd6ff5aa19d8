"""Random articles: every construct of the Markdown that articles use, sound and hostile pieces, put together anyhow."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    from tests.random_pieces import ENDINGS, HOSTILE, INLINE, KEYS, SUBJECTS, VERBS, YAML
else:
    from random_pieces import ENDINGS, HOSTILE, INLINE, KEYS, SUBJECTS, VERBS, YAML

FRONT = """\
title: The widget
question: What is a widget?
status: submitted
audience: professional
authors: ["A. B., MSc"]
created: 2026-11-01
updated: 2026-11-02
ai: none
coi: none
funding: none
search:
  date: 2026-11-01
  databases: [PubMed]
"""


def citation(random: Random) -> str:
    """Return a citation group, most often a sound one."""
    items = [
        random.choice(("", "", "see ", "-"))
        + f"@{random.choice(KEYS)}"
        + random.choice(("", ", p. 4", ", sec. 2.1", ",", ", Table 3"))
        for _ in range(random.choice((1, 1, 1, 2, 3)))
    ]
    return f"[{random.choice(('; ', '; ', ', ')).join(items)}]"


def sentence(random: Random) -> str:
    """Return a sentence with or without a citation, at times with a piece of markup or of hostile text in it."""
    words = [random.choice(SUBJECTS), random.choice(VERBS)]
    for pieces, share in ((INLINE, 0.3), (HOSTILE, 0.08)):
        if random.random() < share:
            words.insert(random.randrange(3), random.choice(pieces))
    if random.random() < 0.6:
        words.append(citation(random))
    words.append(random.choice(ENDINGS))
    return " ".join(words)


def text(random: Random) -> str:
    """Return a few sentences."""
    return " ".join(sentence(random) for _ in range(random.randrange(1, 4)))


def indented(body: str, by: str) -> str:
    """Return a text whose lines are all moved."""
    return "\n".join(f"{by}{line}" for line in body.split("\n"))


def _list(random: Random) -> str:
    marker = random.choice(("- ", "* ", "1. ", "- [ ] ", "+ "))
    items = [marker + text(random) for _ in range(random.randrange(1, 5))]
    if random.random() < 0.4:
        items.append(indented(block(random), "    "))
    return "\n".join(items)


def _table(random: Random) -> str:
    columns = random.randrange(1, 4)
    rows = [["Item"] * columns, ["---"] * random.choice((columns, columns, columns + 1))]
    rows += [[sentence(random) for _ in range(columns)] for _ in range(random.randrange(4))]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _inside(opening: str) -> Callable[[Random], str]:
    return lambda random: f"{opening}\n\n{indented(block(random), '    ')}"


def _fence(random: Random) -> str:
    fence = random.choice(("```", "~~~", "````"))
    return f"{fence}{random.choice(('', 'python', '{.x}'))}\n{text(random)}\n{random.choice((fence, fence, ''))}"


def _html(random: Random) -> str:
    name = random.choice(("div", "div markdown", "p", "details", "table", "span", "section markdown='1'", "script"))
    closing = random.choice((f"</{name.split()[0]}>", f"</{name.split()[0]}>", ""))
    return f"<{name}>\n{block(random)}\n{closing}"


BLOCKS: tuple[Callable[[Random], str], ...] = (
    text,
    text,
    text,
    lambda random: f"{'#' * random.randrange(1, 7)} {sentence(random)}",
    lambda random: f"{sentence(random)}\n{random.choice('=-')}--",
    _list,
    _list,
    _table,
    lambda random: indented(block(random), "> "),
    _inside('!!! note "Widgets"'),
    _inside("??? warning"),
    _inside('=== "Tab"'),
    _fence,
    _html,
    lambda random: f"Term\n:   {text(random)}",
    lambda random: f"[^{random.choice('112x')}]: {text(random)}",
    lambda random: f"/// {random.choice(('plain', 'caption', 'nowhere'))}\n{block(random)}\n///",
    lambda random: f"*[{random.choice(('ABC', 'CI', 'x'))}]: {sentence(random)}",
    lambda random: f'{sentence(random)} {{.gap searched="PubMed 2026-02-01" query="widget"}}',
    lambda random: f"{sentence(random)} {{.nocite reason={random.choice(('navigation', 'x'))} by=a}}",
    lambda random: f"<!-- {text(random)} {random.choice(('-->', '-->', ''))}",
    lambda random: indented(text(random), "    "),
    lambda random: random.choice(HOSTILE) * random.choice((1, 1, 3, 60)),
)


def block(random: Random, depth: int = 0) -> str:
    """Return one block, which may hold others."""
    return random.choice(BLOCKS)(random) if random.random() < 0.95 else random.choice(HOSTILE) + str(depth)


def front(random: Random) -> str:
    """Return front matter: most often sound, at times with one line changed, or with text around it."""
    lines = FRONT.splitlines()
    while random.random() < 0.3:
        at = random.randrange(len(lines))
        lines[at : at + random.randrange(2)] = [random.choice((*YAML, *HOSTILE))]
    start, end = (
        ("---\n", "---\n") if random.random() < 0.95 else random.choice((("", ""), ("\n---\n", "---\n"), ("---\n", "")))
    )
    return start + "\n".join(lines) + "\n" + end


def body(random: Random) -> str:
    """Return blocks with blank lines between most of them."""
    made = [block(random) for _ in range(random.randrange(1, 9))]
    return "".join(each + random.choice(("\n\n", "\n\n", "\n\n", "\n")) for each in made)


def document(random: Random) -> str:
    """Return a whole article; one in ten has a few characters taken out, doubled or moved."""
    made = front(random) + "\n" + body(random)
    return mutated(random, made) if random.random() < 0.1 else made


def mutated(random: Random, made: str) -> str:
    """Return a text with a few pieces taken out, doubled, moved, or replaced by hostile ones."""
    for _ in range(random.randrange(1, 6)):
        at = random.randrange(len(made) + 1)
        end = min(len(made), at + random.choice((1, 1, 2, 9, 60)))
        piece = made[at:end]
        new = random.choice(
            ("", piece * 2, piece[::-1], random.choice(HOSTILE), random.choice(YAML), chr(random.randrange(1, 0x300)))
        )
        made = made[:at] + new + made[end:]
    return made
