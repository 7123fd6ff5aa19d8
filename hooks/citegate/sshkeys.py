"""Public keys as OpenSSH writes them, one line each, and the key inside an OpenSSH signature."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterator

TYPES = (
    "ssh-ed25519",
    "sk-ssh-ed25519@openssh.com",
    "ecdsa-sha2-nistp256",
    "ecdsa-sha2-nistp384",
    "ecdsa-sha2-nistp521",
    "sk-ecdsa-sha2-nistp256@openssh.com",
    "ssh-rsa",
)
SMALLEST_RSA = 2048
"""Bits: what NIST SP 800-131A asks for signatures."""
_ARMOUR = re.compile(r"-----BEGIN SSH SIGNATURE-----\n((?:[A-Za-z0-9+/=]+\n)+)-----END SSH SIGNATURE-----\n")
_WIDTH = 70
_MAGIC = b"SSHSIG\x00\x00\x00\x01"


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A public key of a member: `line` is its type and its base64; `start` and `end` are its first and last day.

    A key is revoked from `revoked` on, for a `reason`; nothing that it signed counts then, whenever that was.
    """

    line: str
    comment: str = ""
    start: datetime.date | None = None
    end: datetime.date | None = None
    revoked: datetime.date | None = None
    reason: str = ""

    def covers(self, day: datetime.date) -> bool:
        """Return whether the key may sign on a day."""
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)

    @property
    def fingerprint(self) -> str:
        """Return the fingerprint as `ssh-keygen -l` prints it."""
        digest = hashlib.sha256(base64.b64decode(self.line.split()[1])).digest()
        return "SHA256:" + base64.b64encode(digest).decode().rstrip("=")


def problem(text: str) -> str:
    """Return what is wrong with a line that should hold a public key, or an empty text."""
    parts = text.split(maxsplit=2)
    if "PRIVATE KEY" in text:
        return "this is a private key: take it out, and never use it again, since it was shown"
    if len(parts) < 2 or parts[0] not in TYPES:
        return "it does not begin with a type of key and the key, like `ssh-ed25519 AAAA…`"
    blob = _decoded(parts[1])
    fields = list(_fields(blob))
    if not fields or fields[0] != parts[0].encode() or sum(4 + len(field) for field in fields) != len(blob):
        return "it is damaged: copy the whole line of the file `.pub`"
    if parts[0] == "ssh-rsa" and (len(fields) != 3 or int.from_bytes(fields[2], "big").bit_length() < SMALLEST_RSA):
        return f"an RSA key needs {SMALLEST_RSA} bits or more"
    return ""


def parts(text: str) -> tuple[str, str]:
    """Return the line of a sound public key without its comment, and the comment."""
    kind, key, *comment = text.split(maxsplit=2)
    return f"{kind} {key}", comment[0] if comment else ""


@lru_cache(maxsize=4096)
def signing_key(signature: str) -> str:
    """Return the line of the public key inside an armoured OpenSSH signature, or an empty text where it is none.

    Only the one way in which ssh-keygen writes a signature is one: no other line lengths, no other base64.
    """
    match = _ARMOUR.fullmatch(signature)
    if match is None:
        return ""
    blob = _decoded(match[1].replace("\n", ""))
    if armoured(blob) != signature or not blob.startswith(_MAGIC):
        return ""
    key = next(_fields(blob[len(_MAGIC) :]), b"")
    kind = next(_fields(key), b"").decode("ascii", "replace")
    return f"{kind} {base64.b64encode(key).decode()}" if kind in TYPES else ""


def armoured(blob: bytes) -> str:
    """Return a signature in the armour that ssh-keygen writes."""
    text = base64.b64encode(blob).decode()
    lines = "".join(f"{text[at : at + _WIDTH]}\n" for at in range(0, len(text), _WIDTH))
    return f"-----BEGIN SSH SIGNATURE-----\n{lines}-----END SSH SIGNATURE-----\n"


def _decoded(text: str) -> bytes:
    """Return the bytes of canonical base64, none where it is not."""
    try:
        blob = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return b""
    return blob if base64.b64encode(blob).decode() == text else b""


def _fields(blob: bytes) -> Iterator[bytes]:
    """Yield the length-prefixed strings of RFC 4251 as far as they are whole."""
    position = 0
    while position + 4 <= len(blob):
        end = position + 4 + int.from_bytes(blob[position : position + 4], "big")
        if end > len(blob):
            return
        yield blob[position + 4 : end]
        position = end
