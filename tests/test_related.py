"""Related articles, subjects, and names of files: what comes first, why, and that nothing is quadratic or collides."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING

from citegate.filenames import distinct, folded
from citegate.relating import LOOKED_AT, MOST, Relations
from citegate.subjects import subjects

if TYPE_CHECKING:
    from citegate.catalogue import ArticleRecord

    from tests.records import record
else:
    from records import record


def relations(*records: ArticleRecord) -> Relations:
    """Return the relations between articles."""
    return Relations({one.path: one for one in records})


def test_authors_come_first_then_what_is_shared() -> None:
    """Articles that the authors name stand first; a shared drug weighs more than a shared topic or source."""
    found = relations(
        record("own", drugs=["brass"], tags=["wear"], keys=["a", "b", "c"], related=["named", "articles/bare.md"]),
        record("topic", tags=["Wear"]),
        record("drug", drugs=["Brass"], keys=["c"]),
        record("source", keys=["a"]),
        record("named", tags=["other"]),
        record("bare"),
        record("stranger", tags=["another"]),
    ).of("articles/own.md")
    assert [(one.record.name, one.reason) for one in found] == [
        ("named", "named by the authors"),
        ("bare", "named by the authors"),
        ("drug", "also on brass; shares 1 source"),
        ("topic", "also on wear"),
        ("source", "shares 1 source"),
    ]


def test_reason_counts_what_it_does_not_name() -> None:
    """A reason names two shared subjects, drugs first, and counts the others and the sources."""
    tags, keys = ["one", "two", "three"], ["a", "b", "c", "d"]
    own = record("own", tags=tags, drugs=["brass"], keys=keys)
    found = relations(own, record("other", tags=tags, drugs=["brass"], keys=keys[:3], related=["own"]))
    assert [one.reason for one in found.of(own.path)] == ["also on brass, one and 2 more; shares 3 sources"]
    assert [one.reason for one in found.of("articles/other.md")] == [
        "named by the authors; also on brass, one and 2 more; shares 3 sources"
    ]


def test_article_is_not_related_to_itself_or_to_nobody() -> None:
    """An article that names itself, or one that does not exist, gets no such entry, and at most five others."""
    crowd = [record(f"w{n}", tags=["wear"]) for n in range(9)]
    found = relations(record("own", tags=["wear"], related=["own", "missing", "w3"]), *crowd)
    assert [one.record.name for one in found.of("articles/own.md")] == ["w3", "w0", "w1", "w2", "w4"]
    assert len(found.of("articles/w0.md")) == MOST


def test_rare_subjects_weigh_more() -> None:
    """Of two articles that share one topic each, the one that shares the rarer topic stands first."""
    crowd = [record(f"w{n:02}", tags=["common"]) for n in range(30)]
    found = relations(record("own", tags=["common", "rare"]), *crowd, record("zz", tags=["rare"]))
    assert found.of("articles/own.md")[0].record.name == "zz"


def crowd(count: int) -> Relations:
    """Return relations of many articles that all share one topic and one source, and a few rarer ones."""
    made = (
        record(
            f"w{n:05}",
            tags=["all", f"t{n % 97}", f"u{n // 7}"],
            keys=["all", *(f"k{(n * m) % 991}" for m in (3, 5, 7))],
        )
        for n in range(count)
    )
    return relations(*made)


def seconds(found: Relations) -> float:
    """Return the CPU seconds that relating all articles takes."""
    start = time.process_time()
    for path in found.records:
        found.of(path)
    return time.process_time() - start


def test_nothing_is_quadratic() -> None:
    """Four times the articles take far less than sixteen times as long, and each looks at a bounded number."""
    few, many = crowd(500), crowd(2000)
    assert max(sum(1 for _ in many._candidates(one)) for one in many.records.values()) <= LOOKED_AT
    assert seconds(many) < 9 * max(seconds(few), 0.02)


def test_subjects_are_told_apart_by_words_not_case() -> None:
    """Spellings that differ by case are one subject, called as most articles call it; slugs never collide."""
    found = subjects(
        [
            record("a", tags=["SGLT2 inhibitors", "Ä b"], drugs=["Brass"]),
            record("b", tags=["sglt2 Inhibitors", "a-b", "brass"]),
            record("c", tags=["SGLT2 inhibitors", "測定"]),
        ]
    )
    assert found["sglt2 inhibitors"].name == "SGLT2 inhibitors"
    assert [one.name for one in found["sglt2 inhibitors"].records] == ["a", "b", "c"]
    assert found["brass"].drug
    slugs = [subject.slug for subject in found.values()]
    assert len({slug.casefold() for slug in slugs}) == len(found)
    assert all(re.fullmatch(r"[A-Za-z0-9_-]+", slug) for slug in slugs)


def test_names_of_files_survive_every_file_system() -> None:
    """Names differ by more than case, avoid reserved ones, never depend on order, and keep what they can."""
    keys = ["Smith-2020", "smith-2020", "SMITH-2020", "smith-2020-2", "index", "con", "page-2", "a:b/../c", "…"]
    names = distinct(keys)
    assert names == distinct(reversed(keys))
    assert len({name.casefold() for name in names.values()}) == len(keys)
    assert names["smith-2020-2"] == "smith-2020-2"
    assert not {"index", "con", "page-2"} & {name.casefold() for name in names.values()}
    assert all(re.fullmatch(r"[A-Za-z0-9_-]+", name) for name in names.values())
    assert folded("Kidney disease, stage Ⅲ: é") == "kidney-disease-stage-iii-e"
