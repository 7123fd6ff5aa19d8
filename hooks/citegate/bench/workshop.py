"""A synthetic site: articles on an invented workshop, each with 60 claims, about 120 citations, tables and a notice.

No medical text and no real source is in it: DOIs have the prefix 10.5555, which is kept for examples. The same seed and
number give the same words, with or without citations.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

TOPICS = (
    "bearings valves gears springs pumps belts seals shafts couplings filters "
    "lathes drills presses saws grinders clamps gauges hoists ovens fans"
).split()
SECTIONS = "Purpose,Materials,Structure,Inspection,Variants,Operation,Wear,Maintenance".split(",")
_NOUNS = (
    "bearing valve gear spring pump belt seal shaft coupling filter lathe drill press saw grinder clamp gauge "
    "hoist oven fan piston cylinder lever pulley flange gasket rotor stator nozzle spindle chuck anvil bellows "
    "bracket bushing cam crank damper hinge housing impeller journal key lug manifold nut pin plate ram "
    "ratchet rivet screw sleeve socket stud switch tank thread track tube washer wedge wheel winch wire yoke "
).split()
_ADJECTIVES = (
    "brass steel bronze copper zinc cast forged welded polished ground painted hollow solid narrow wide long "
    "short heavy light threaded slotted ribbed tapered curved flat round square double single outer inner "
    "upper lower left right front rear spare worn new used oiled dry damp cold warm "
).split()
_VERBS = "lost,gained,kept,held,carried,moved,lifted,turned,wound,drove".split(",")
_PLACES = "store,yard,hall,shed,basement,loft,annex,depot,foundry,test bench".split(",")
_FAMILIES = (
    "Smith Jones Garcia Rossi Novak Kim Tanaka Silva Nguyen Ivanov Okafor Haddad Larsen Dubois Patel Chen".split()
)
_JOURNALS = "J Workshop Sci,Ann Mach Parts,Proc Bench Test,Tool Rev,Arch Lathe Stud".split(",")
_POOL = 40
"""How many sources an article draws from."""


class Entry(NamedTuple):
    """A source of the synthetic bibliography: its key and its .bib text."""

    key: str
    text: str


def _phrase(chance: random.Random) -> str:
    return f"{chance.choice(_ADJECTIVES)} {chance.choice(_NOUNS)}"


def bibliography(number: int, seed: int = 1) -> list[Entry]:
    """Return the sources of a site."""
    chance = random.Random(f"bib{seed}")  # noqa: S311 - words, not secrets
    return [_entry(chance, i) for i in range(number)]


def _entry(chance: random.Random, number: int) -> Entry:
    families = chance.sample(_FAMILIES, chance.randint(1, 4))
    key = f"{families[0].lower()}-{number:05d}"
    authors = " and ".join(f"{family}, {chance.choice('ABCDEFGHJKLM')}." for family in families)
    first = chance.randint(1, 2000)
    title = f"{_phrase(chance)} and {_phrase(chance)}: report {number}".capitalize()
    fields = {
        "author": authors,
        "title": title,
        "journal": chance.choice(_JOURNALS),
        "year": chance.randint(2023, 2025),
        "volume": chance.randint(1, 400),
        "number": chance.randint(1, 24),
        "pages": f"{first}--{first + 9}",
        "doi": f"10.5555/bench.{number:05d}",
        "sourcetype": "systematic-review",
    }
    lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items())
    text = f"@article{{{key},\n{lines}\n}}\n"
    return Entry(key, text)


class _Numbers:
    """The numbers that an article's sources get, so that each group stands in their order."""

    def __init__(self, *, cited: bool) -> None:
        self.cited = cited
        self.known: dict[str, int] = {}

    def cite(self, keys: Sequence[str]) -> str:
        """Return a group as an editor writes it, or nothing where the text goes without."""
        for key in keys:
            self.known.setdefault(key, len(self.known))
        ordered = sorted(keys, key=self.known.__getitem__)
        return f" [{'; '.join(f'@{key}' for key in ordered)}]" if self.cited else ""


def article(number: int, entries: Sequence[Entry], seed: int = 1, *, cited: bool = True) -> tuple[str, str]:
    """Return the path below `docs/articles` and the text of an article; without citations where `cited` is false."""
    chance = random.Random(f"{seed}:{number}")  # noqa: S311 - words, not secrets
    topic = TOPICS[number % len(TOPICS)]
    pool = chance.sample(list(entries), min(len(entries), _POOL))
    title = f"The {_phrase(chance)} of {topic} {number}"
    lines = [*_front(title, topic, chance), ""]
    numbers = _Numbers(cited=cited)
    for place, section in enumerate(SECTIONS):
        lines += [f"## {section}", "", *_section(chance, pool, place, numbers), ""]
    return f"{topic}/article-{number:05d}.md", "\n".join(lines)


def _front(title: str, topic: str, chance: random.Random) -> list[str]:
    return [
        "---",
        f"title: {title}",
        f"question: What is known of the {title.removeprefix('The ')}?",
        f"description: What was measured on the {_phrase(chance)}.",
        "status: submitted",
        "audience: [professional]",
        'authors: ["Bench generator, software"]',
        "created: 2026-01-05",
        f"updated: 2026-0{chance.randint(2, 9)}-{chance.randint(10, 28)}",
        "search: {date: 2026-01-04, databases: [none]}",
        "ai: none",
        "coi: none",
        "funding: none",
        f"tags: [{topic}]",
        "---",
    ]


def _section(chance: random.Random, pool: Sequence[Entry], place: int, numbers: _Numbers) -> Iterator[str]:
    """Yield the lines of a section: sentences as items or paragraphs, in some a table, in others a box."""
    style = chance.randrange(3)
    for count in range(7):
        keys = [entry.key for entry in chance.sample(pool, chance.choice([1, 1, 1, 2, 2, 3]))]
        sentence = _sentence(chance)
        if chance.random() < 0.25:
            sentence = f"{sentence}; {_sentence(chance).lower()}"
        line = f"{sentence}{numbers.cite(keys)}."
        is_item = style == 0 or (style == 2 and count % 3)
        yield from [f"- {line}"] if is_item else ["", line, ""]
    yield ""
    if place % 4 == 1:
        yield from ["| Part | Mass | Place | Source |", "|---|---|---|---|"]
        for entry in chance.sample(pool, 4):
            mass = f"{chance.randint(2, 500)} kg"
            yield f"| {_phrase(chance)} | {mass} | {chance.choice(_PLACES)} |{numbers.cite([entry.key])} |"
    elif place % 4 == 3:
        yield from ['!!! note "Care"', "", f"    {_sentence(chance)}{numbers.cite([pool[0].key])}."]


def _sentence(chance: random.Random) -> str:
    one, other, third = _phrase(chance), _phrase(chance), _phrase(chance)
    verb, place = chance.choice(_VERBS), chance.choice(_PLACES)
    kind = chance.randrange(4)
    if kind == 0:
        return f"In the {place}, the {one} {verb} {chance.randint(2, 60)} kg more than the {other} beside the {third}"
    if kind == 1:
        return f"A count of {chance.randint(40, 9000)} parts found the {one} between the {other} and the {third}"
    if kind == 2:
        return f"The {one} weighs {chance.choice([5, 10, 20, 50, 100, 250])} kg, as much as the {other} in the {place}"
    return f"The {one} stood {chance.randint(2, 120)} months in the {place} beside the {other} and the {third}"
