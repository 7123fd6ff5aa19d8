r"""What a reviewer signs: one statement, and its only spelling.

The spelling is JSON, ASCII only (everything else as `\uXXXX`), with sorted keys: each key of the statement on a line of
its own, and below it each element of its list or object, indented by two spaces; a line feed at the end. So a change
of one claim is a change of one line. The signature is over these bytes: anybody can take them from the file of records
and check them with `ssh-keygen -Y verify` alone.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

SCHEMA = "citegate-review/1"
NAMESPACE = "citegate-review@v1"
"""What the signature is for, in the sense of ssh-keygen: a signature made for anything else is none here."""
DECISIONS = ("approve", "request-changes", "withdraw")
_CLAIM = {"id", "keys", "text"}
_DIGEST = re.compile(r"[0-9a-f]{64}")
_one = json.JSONEncoder(sort_keys=True, allow_nan=False).encode
_FORMS: Mapping[str, type] = {
    "schema": str,
    "article": str,
    "body": str,
    "claims": list,
    "sources": dict,
    "snippets": dict,
    "images": dict,
    "notices": dict,
    "terms": dict,
    "policy": dict,
    "reviewer": str,
    "role": str,
    "interests": str,
    "decision": str,
    "comment": str,
    "date": str,
    "review_due": str,
    "previous": str,
}


class StatementError(ValueError):
    """Why a text is no statement."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What a decision is about: the article and everything that decides what its page says.

    `body` is the SHA-256 of the article's file without the value of `status`. `claims` are (id, text, keys) in page
    order. `sources` are the text of each cited entry with its digest. `snippets`, `images` and `notices` have the
    digest of each file used by its path; `terms` the meaning of each abbreviation that the page explains. `policy` is
    what the policy asks of an approval, with its digest.
    """

    article: str
    body: str
    claims: tuple[tuple[str, str, tuple[str, ...]], ...]
    sources: Mapping[str, Mapping[str, str]]
    snippets: Mapping[str, str]
    images: Mapping[str, str]
    notices: Mapping[str, str]
    terms: Mapping[str, str]
    policy: Mapping[str, Any]

    def data(self) -> dict[str, Any]:
        """Return the part of a statement that says what it is about."""
        claims = [{"id": name, "keys": list(keys), "text": text} for name, text, keys in self.claims]
        return {
            "article": self.article,
            "body": self.body,
            "claims": claims,
            "sources": {key: dict(source) for key, source in self.sources.items()},
            "snippets": dict(self.snippets),
            "images": dict(self.images),
            "notices": dict(self.notices),
            "terms": dict(self.terms),
            "policy": dict(self.policy),
        }


@dataclass(frozen=True)
class Statement:
    """A decision about a subject. `previous` is the digest of the reviewer's statement before it, or empty.

    `review_due` is None where nothing was approved.
    """

    subject: Subject
    reviewer: str
    role: str
    interests: str
    decision: str
    comment: str
    date: dt.date
    review_due: dt.date | None
    previous: str

    @cached_property
    def text(self) -> str:
        """Return the statement as it is signed."""
        return canonical(
            {
                "schema": SCHEMA,
                **self.subject.data(),
                "reviewer": self.reviewer,
                "role": self.role,
                "interests": self.interests,
                "decision": self.decision,
                "comment": self.comment,
                "date": self.date.isoformat(),
                "review_due": self.review_due.isoformat() if self.review_due else "",
                "previous": self.previous,
            }
        )

    @cached_property
    def digest(self) -> str:
        """Return the SHA-256 of the statement's text."""
        return digest(self.text.encode())


def canonical(data: Any) -> str:
    """Return the only spelling of data, an object."""
    return "{\n" + ",\n".join(f" {_one(name)}: {_spelt(data[name])}" for name in sorted(data)) + "\n}\n"


def _spelt(value: Any) -> str:
    if isinstance(value, dict) and value:
        lines = [f"  {_one(name)}: {_one(value[name])}" for name in sorted(value)]
        return "{\n" + ",\n".join(lines) + "\n }"
    if isinstance(value, list) and value:
        return "[\n" + ",\n".join([f"  {_one(element)}" for element in value]) + "\n ]"
    return _one(value)


def digest(data: bytes) -> str:
    """Return the SHA-256 of bytes as 64 digits."""
    return hashlib.sha256(data).hexdigest()


def read(text: str) -> Statement:
    """Return the statement that a text holds; raise `StatementError` where it is not spelt as it must be."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise StatementError("the statement is no JSON") from error
    _judge(data)
    try:
        found = _statement(data)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise StatementError("the statement holds values that no statement has") from error
    if found.text != text:
        raise StatementError("the statement is not in its canonical spelling: it was changed by hand")
    return found


def _judge(data: Any) -> None:
    if not isinstance(data, dict) or data.get("schema") != SCHEMA:
        raise StatementError(f"the statement is not of the schema {SCHEMA}")
    wrong = sorted(data.keys() ^ _FORMS.keys())
    wrong += [name for name, form in _FORMS.items() if name in data and not isinstance(data[name], form)]
    if wrong:
        raise StatementError(f"the statement has no sound `{wrong[0]}`")
    named = [name for name in ("snippets", "images", "notices", "terms") if not _texts(data[name])]
    named += ["sources"] * (not all(_texts(source, "digest", "entry") for source in data["sources"].values()))
    named += ["claims"] * (not all(_is_claim(claim) for claim in data["claims"]))
    if named:
        raise StatementError(f"the statement has no sound `{named[0]}`")
    if data["decision"] not in DECISIONS:
        raise StatementError("the statement has no known decision")
    if not all(value == "" or _DIGEST.fullmatch(value) for value in (data["body"], data["previous"])):
        raise StatementError("the statement holds a digest that is none")


def _texts(data: Any, *names: str) -> bool:
    """Return whether data are texts by name, exactly these names where any are given."""
    return isinstance(data, dict) and _all_texts(data.values()) and (not names or data.keys() == {*names})


def _all_texts(values: Iterable[Any]) -> bool:
    return {str}.issuperset(map(type, values))


def _is_claim(data: Any) -> bool:
    if not isinstance(data, dict) or data.keys() != _CLAIM:
        return False
    keys = data["keys"]
    return isinstance(data["id"], str) and isinstance(data["text"], str) and isinstance(keys, list) and _all_texts(keys)


def _statement(data: Mapping[str, Any]) -> Statement:
    claims = tuple((claim["id"], claim["text"], tuple(claim["keys"])) for claim in data["claims"])
    named = (data[name] for name in ("sources", "snippets", "images", "notices", "terms", "policy"))
    due = data["review_due"]
    return Statement(
        Subject(data["article"], data["body"], claims, *named),
        data["reviewer"],
        data["role"],
        data["interests"],
        data["decision"],
        data["comment"],
        dt.date.fromisoformat(data["date"]),
        dt.date.fromisoformat(due) if due else None,
        data["previous"],
    )
