"""How two values of a member's page may look: an ORCID iD with its check character, and a public key."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from citegate import sshkeys
from citegate.identifiers import check_orcid
from citegate.keys import Field, Group
from citegate.shapes import Day, Text

if TYPE_CHECKING:
    from citegate.shapes import Report
    from citegate.yamlnodes import Node

_ORCID = Text(19, "^([0-9]{4}-){3}[0-9]{3}[0-9X]$", "ORCID iD", "0000-0002-1825-0097")
_LINE = Text(2000)
_GROUP = Group(
    {
        "key": Field(_LINE, "The public key, the whole line of the file `.pub`.", required=True),
        "from": Field(Day(), "The first day on which the key may sign."),
        "until": Field(Day(), "The last day on which the key may sign; what it signed before that day stays valid."),
        "revoked": Field(Day(), "The day of the revocation: nothing that the key ever signed counts any more."),
        "reason": Field(Text(300), "Why the key was revoked."),
    }
)


@dataclass(frozen=True, slots=True)
class Orcid:
    """An ORCID iD whose last character agrees with the others (ISO 7064 mod 11-2)."""

    def read(self, name: str, node: Node, report: Report) -> str | None:
        """Return the iD."""
        text = _ORCID.read(name, node, report)
        wrong = check_orcid(text) if text else None
        if wrong:
            report(node, f"the ORCID iD {wrong}", "copy it from the person's own page at orcid.org")
            return None
        return text

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema of the value; it cannot say what the check character must be."""
        return _ORCID.schema()


@dataclass(frozen=True, slots=True)
class PublicKey:
    """A public key: its line alone, or a group with `key`, `from`, `until`, `revoked` and `reason`."""

    def read(self, name: str, node: Node, report: Report) -> sshkeys.SigningKey | None:
        """Return the key."""
        grouped = node.tag == "map"
        values: dict[str, Any] = (_GROUP.read(name, node, report) or {}) if grouped else {}
        line = values.get("key") if grouped else _LINE.read(name, node, report)
        if not line:
            return None
        wrong = sshkeys.problem(line)
        if wrong:
            report(node, f"`{name}` holds no public key: {wrong}", "write the line that ssh-keygen wrote to `.pub`")
            return None
        if ("revoked" in values) != ("reason" in values):
            report(node, f"a revoked key of `{name}` needs both `revoked` and `reason`", "add the other one")
            return None
        text, comment = sshkeys.parts(line)
        start, end, revoked = (values.get(key) for key in ("from", "until", "revoked"))
        return sshkeys.SigningKey(text, comment, start, end, revoked, values.get("reason", ""))

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema of the value."""
        return {"anyOf": [_LINE.schema(), _GROUP.schema()]}
