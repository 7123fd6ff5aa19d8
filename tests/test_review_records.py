"""What is read for reviews: members' keys and iDs, statements, files of records; and what has changed between two."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from citegate.frontmatter import read
from citegate.review import changes, records
from citegate.review import statement as statements

if TYPE_CHECKING:
    from pathlib import Path

    from citegate.diagnostics import Finding

    from tests.review_project import RECORDS, approved
else:
    from review_project import RECORDS, approved

KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGRMR38H462L4ZAaoHe6oKEggc5ki3AD3znZAfb06dW8"
MEMBER = """---
handle: cd
name: C. D.
credentials: PharmD
interests: none
roles: [reviewer, clinical-pharmacy]
active:
  from: 2026-01-01
{}
---
"""


def member(lines: str) -> tuple[Finding, ...]:
    """Return the problems of a member's page with these lines."""
    return read(MEMBER.format(lines), "member").problems


@pytest.mark.parametrize(
    "lines",
    [
        "orcid: 0000-0002-1825-0097",
        "orcid: 0000-0002-1694-233X",
        f"keys: {KEY} name@host",
        f"keys:\n  - {KEY}\n  - key: {KEY}\n    from: 2026-01-01\n    until: 2026-12-31",
        f"keys:\n  - key: {KEY}\n    revoked: 2026-05-01\n    reason: lost",
    ],
)
def test_sound_member(lines: str) -> None:
    """ORCID iDs with a right check character, and keys with and without validity, are read."""
    assert member(lines) == ()


@pytest.mark.parametrize(
    ("lines", "place", "said"),
    [
        ("orcid: 0000-0002-1825-0098", (9, 8), "the ORCID iD has a wrong check character"),
        ("orcid: 0000-0002-1694-2339", (9, 8), "the ORCID iD has a wrong check character"),
        (f"keys: {KEY[:-4]}", (9, 7), "`keys` holds no public key: it is damaged"),
        ("keys: ssh-dss AAAA", (9, 7), "it does not begin with a type of key"),
        (f"keys:\n  - key: {KEY}\n    revoked: 2026-05-01", (10, 5), "needs both `revoked` and `reason`"),
        (f"keys:\n  - key: {KEY}\n    expires: 2026-05-01", (12, 5), "unknown key `keys.expires`"),
        ("keys: '-----BEGIN OPENSSH PRIVATE KEY-----'", (9, 7), "this is a private key: take it out"),
    ],
)
def test_unsound_member(lines: str, place: tuple[int, int], said: str) -> None:
    """A wrong check character, a damaged key, a private key and half a revocation are told at their place."""
    (found,) = member(lines)
    assert said in found.message
    assert (found.span.line, found.span.column) == place or "expires" in lines


@pytest.mark.parametrize("text", ["", "{}", "[]", "null", "{", "[" * 100_000, '{"schema": "citegate-review/1"}'])
def test_no_statement(text: str) -> None:
    """Whatever else stands there is no statement, and is said to be none."""
    with pytest.raises(statements.StatementError):
        statements.read(text)


def test_records_are_read_back_and_damage_is_placed(tmp_path: Path) -> None:
    """A file of records is spelt as it was; a damaged second record is told with its line."""
    project = approved(tmp_path)
    text = project.read(RECORDS)
    assert records.dump(records.parse(text)) == text
    second = text.index("- statement", text.index("- statement") + 1)
    project.write(RECORDS, text[:second] + text[second:].replace('"cd"', '"xy"', 1).replace(" |", " >", 1))
    (found,) = project.check()
    line = text.count("\n", 0, second) + 1
    assert found.startswith(f"{RECORDS}:{line}:1: GV04 no record of this file counts: here stands no record")


def test_changes_are_told() -> None:
    """Claims added, changed and removed, sources and files are told apart, in the order of the page."""
    empty: dict[str, Any] = {"snippets": {}, "images": {}, "notices": {}, "terms": {}, "policy": {}}
    sources = {"a": {"digest": "1", "entry": "x = {1}"}, "b": {"digest": "2", "entry": "y"}}
    old = statements.Subject("p", "1", (("c-1", "One.", ("a",)), ("c-2", "Two.", ("b",))), sources, **empty)
    newer = {"a": {"digest": "3", "entry": "x = {2}"}}
    now = (("c-1", "One.", ("a",)), ("c-3", "Three.", ("a",)), ("c-4", "Four.", ("a",)))
    new = statements.Subject("p", "2", now, newer, **{**empty, "images": {"i": "9"}})
    assert [(str(c), c.old, c.new) for c in changes.changes(old, new)] == [
        ("claim changed", "Two. [@b]", "Three. [@a]"),
        ("claim added", "", "Four. [@a]"),
        ("source `a` changed", "x = {1}", "x = {2}"),
        ("source `b` removed", "y", ""),
        ("image `i` added", "", "9"),
    ]
    assert changes.lines("x = {1}\nz", "x = {2}\nz") == ["- x = {1}", "+ x = {2}"]
