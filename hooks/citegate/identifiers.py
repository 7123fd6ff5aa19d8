"""Identifiers of works: each has a `check` (what is wrong with it, or None) and a `normalise` (its plain form).

All functions are pure and never raise. A checker judges the normalised form, so `https://doi.org/10.…` and
`doi:10.…` are as good as `10.…`. Well formed does not mean that it exists: that needs the network.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote, unquote, urlsplit

from citegate.once import per_work

if TYPE_CHECKING:
    from collections.abc import Callable

    from citegate.bibliography import Work

_DOI_PREFIX = re.compile(r"(?:https?://)?(?:dx\.|www\.)?doi\.org/|doi:\s*", re.IGNORECASE)
_DOI = re.compile(r"10\.[0-9]{4,9}(?:\.[0-9]+)*/[!-~]+")
_DOI_FORBIDDEN = re.compile(r"[\"'`{}\\^|<>]")
_SICI = re.compile(r"<[0-9A-Za-z:.-]*>[0-9]+\.[0-9]+\.[A-Z0-9]{2};[0-9]")
"""The angle brackets that DOIs of the 1990s hold: `…(199601)99:1<1::AID-AJPA1>3.0.CO;2-1`."""
_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_SET_ID = re.compile(
    r"set[ _-]?id(?:=|:|%3A| )\s*(?:%22|\")?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})", re.IGNORECASE
)
_APPLICATION = re.compile(r"(A?NDA|BLA)\s?-?#?\s?([0-9]{5,6})", re.IGNORECASE)
_TEX = re.compile(r"\\([_&%#~$])|\{\\([_&%#~$])\}")


def plain(text: str) -> str:
    r"""Return an identifier or address without the escapes that reference managers add (`\_` for `_`)."""
    return _TEX.sub(lambda match: match[1] or match[2], text).strip()


def normalise_doi(text: str) -> str:
    """Return a DOI without resolver address or label, its letters as written: `10.1111/bcpt.12434`."""
    text = plain(text)
    prefix = _DOI_PREFIX.match(text)
    if prefix is None:
        return text
    rest = text[prefix.end() :].strip()
    return unquote(rest) if "doi.org" in prefix[0].lower() else rest


def check_doi(text: str) -> str | None:
    """Return what is wrong with a DOI (DOI Handbook, 2.2: `10.` registrant `/` suffix), or None."""
    doi = normalise_doi(text)
    if not doi:
        return "is empty"
    if re.search(r"\s", doi):
        return "has white space in it"
    if not doi.startswith("10."):
        return "does not start with `10.`"
    if not _DOI.fullmatch(doi):
        return "is not of the form `10.1234/suffix`"
    if _DOI_FORBIDDEN.search(_SICI.sub("", doi)):
        return "has characters that no DOI has"
    return "ends with a punctuation mark" if doi[-1] in ".,;:" else None


def normalise_pmid(text: str) -> str:
    """Return a PubMed id as digits."""
    text = re.sub(r"^https?://(?:www\.)?(?:pubmed\.ncbi\.nlm\.nih\.gov|ncbi\.nlm\.nih\.gov/pubmed)/", "", text.strip())
    return re.sub(r"^PMID:?\s*", "", text, flags=re.IGNORECASE).rstrip("/")


def check_pmid(text: str) -> str | None:
    """Return what is wrong with a PubMed id (1 to 8 digits), or None."""
    good = re.fullmatch(r"[1-9][0-9]{0,7}", normalise_pmid(text))
    return None if good else "is not a number of 1 to 8 digits"


def normalise_pmcid(text: str) -> str:
    """Return a PubMed Central id with its letters: `PMC2879499`."""
    text = text.strip().rstrip("/").rpartition("/")[2]
    digits = re.sub(r"^(?:PMCID:?\s*)?(?:PMC)?\s*", "", text, flags=re.IGNORECASE)
    return f"PMC{digits}"


def check_pmcid(text: str) -> str | None:
    """Return what is wrong with a PubMed Central id, or None."""
    good = re.fullmatch(r"PMC[1-9][0-9]{0,8}", normalise_pmcid(text))
    return None if good else "is not `PMC` and a number"


def normalise_isbn(text: str) -> str:
    """Return an ISBN without label, hyphens and spaces."""
    text = re.sub(r"^(?:urn:)?isbn(?:-1[03])?:?\s*", "", text.strip(), flags=re.IGNORECASE)
    return re.sub(r"[\s\u2010-\u2015-]", "", text).upper()


def check_isbn(text: str) -> str | None:
    """Return what is wrong with an ISBN of 10 or 13 digits (ISO 2108), its check digit included, or None."""
    isbn = normalise_isbn(text)
    if re.fullmatch(r"[0-9]{9}[0-9X]", isbn):
        total = sum((10 - i) * _digit(char) for i, char in enumerate(isbn))
        return None if total % 11 == 0 else "has a wrong check digit"
    if re.fullmatch(r"97[89][0-9]{10}", isbn):
        total = sum((3 if i % 2 else 1) * int(char) for i, char in enumerate(isbn))
        return None if total % 10 == 0 else "has a wrong check digit"
    return "does not have 10 digits, or 13 that start with 978 or 979"


def normalise_issn(text: str) -> str:
    """Return an ISSN as `1234-567X`."""
    text = re.sub(r"^issn:?\s*", "", text.strip(), flags=re.IGNORECASE).upper()
    digits = re.sub(r"[\s\u2010-\u2015-]", "", text)
    return f"{digits[:4]}-{digits[4:]}"


def check_issn(text: str) -> str | None:
    """Return what is wrong with an ISSN (ISO 3297), its check digit included, or None."""
    issn = normalise_issn(text)
    if not re.fullmatch(r"[0-9]{4}-[0-9]{3}[0-9X]", issn):
        return "is not of the form `1234-567X`"
    total = sum((8 - i) * _digit(char) for i, char in enumerate(issn.replace("-", "")))
    return None if total % 11 == 0 else "has a wrong check digit"


def normalise_orcid(text: str) -> str:
    """Return an ORCID as `0000-0002-1825-0097`."""
    text = re.sub(r"^(?:https?://(?:www\.)?orcid\.org/|orcid:?\s*)", "", text.strip(), flags=re.IGNORECASE)
    digits = re.sub(r"[\s\u2010-\u2015-]", "", text).upper()
    return "-".join(digits[i : i + 4] for i in range(0, len(digits), 4))


def check_orcid(text: str) -> str | None:
    """Return what is wrong with an ORCID, its check character (ISO 7064 mod 11-2) included, or None."""
    orcid = normalise_orcid(text)
    if not re.fullmatch(r"(?:[0-9]{4}-){3}[0-9]{3}[0-9X]", orcid):
        return "is not of the form `0000-0000-0000-000X`"
    total = 0
    for char in orcid.replace("-", "")[:-1]:
        total = (total + int(char)) * 2
    expected = (12 - total % 11) % 11
    return None if _digit(orcid[-1]) == expected else "has a wrong check character"


def normalise_set_id(text: str) -> str:
    """Return the set id of a structured product label (a UUID) in lower case."""
    return text.strip().strip("{}").lower()


def check_set_id(text: str) -> str | None:
    """Return what is wrong with the set id of a structured product label, or None."""
    return None if _UUID.fullmatch(normalise_set_id(text)) else "is not a UUID (8-4-4-4-12 hexadecimal digits)"


def find_set_id(text: str) -> str:
    """Return the set id that a text or address names as one (`set id …`, `setid=…`), or an empty text."""
    match = _SET_ID.search(text)
    return match[1].lower() if match else ""


def normalise_application(text: str) -> str:
    """Return an FDA application number as `NDA020073`."""
    match = _APPLICATION.fullmatch(text.strip())
    return f"{match[1].upper()}{match[2]:0>6}" if match else text.strip()


def check_application(text: str) -> str | None:
    """Return what is wrong with an FDA application number, or None."""
    good = re.fullmatch(r"(?:A?NDA|BLA)[0-9]{6}", normalise_application(text))
    return None if good else "is not NDA, ANDA or BLA and six digits"


def normalise_url(text: str) -> str:
    """Return an http(s) address that is safe in a link, percent-encoded, or an empty text.

    Refused: other schemes, no host, white space or control characters, a user name (`https://fda.gov@…` misleads).
    """
    text = plain(text)
    try:
        parts = urlsplit(text)
        host, port = parts.hostname or "", parts.port
        host = host if host.isascii() else host.encode("idna").decode("ascii")
    except ValueError:
        return ""
    if parts.scheme not in {"http", "https"} or "@" in parts.netloc or re.search(r"[\s\x00-\x1f\x7f]", text):
        return ""
    if not re.fullmatch(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)*\.?|[0-9a-f:]*:[0-9a-f:.]*", host):
        return ""
    place = f"[{host}]" if ":" in host else host
    address = f"{parts.scheme}://{place}{f':{port}' if port else ''}{quote(parts.path, safe=_SAFE)}"
    query = f"?{quote(parts.query, safe=_SAFE + '?')}" if parts.query else ""
    fragment = f"#{quote(parts.fragment, safe=_SAFE + '?')}" if parts.fragment else ""
    return address + query + fragment


_SAFE = "/%:@!$&()*+,;=~-._"


def check_url(text: str) -> str | None:
    """Return what is wrong with the address of a web page, or None."""
    if normalise_url(text):
        return None
    if re.search(r"\s", text.strip()):
        return "has white space in it"
    return "is not a complete http or https address"


def _digit(char: str) -> int:
    return 10 if char == "X" else int(char)


class Identifier(NamedTuple):
    """An identifier that a work gives: its kind in words, its field, its plain form, and what is wrong with it."""

    kind: str
    field: str
    value: str
    problem: str | None


_KINDS: tuple[tuple[str, tuple[str, ...], Callable[[str], str | None], Callable[[str], str]], ...] = (
    ("DOI", ("doi",), check_doi, normalise_doi),
    ("PMID", ("pmid",), check_pmid, normalise_pmid),
    ("PMCID", ("pmcid", "pmc"), check_pmcid, normalise_pmcid),
    ("ISBN", ("isbn",), check_isbn, normalise_isbn),
    ("set id", ("setid", "set-id", "set_id"), check_set_id, normalise_set_id),
    ("application number", ("application", "application-number"), check_application, normalise_application),
    ("URL", ("url",), check_url, normalise_url),
)


@per_work
def identify(work: Work) -> tuple[Identifier, ...]:
    """Return every identifier of a work by which its source can be found, well formed or not.

    The set id of a drug label may also stand in `howpublished`, `note` or `url`, named as one. Several ISBNs may
    share a field.
    """
    found = []
    for kind, names, check, normalise in _KINDS:
        for name in names:
            text = work.fields.get(name)
            if not text:
                continue
            parts = re.split(r"[,;]|\s(?=97[89])", text) if kind == "ISBN" else [text]
            found += [Identifier(kind, name, normalise(part), check(part)) for part in parts if part.strip()]
    if not any(identifier.kind == "set id" for identifier in found):
        for name in ("howpublished", "note", "url"):
            set_id = find_set_id(work.fields.get(name, ""))
            if set_id:
                found.append(Identifier("set id", name, set_id, None))
                break
    return tuple(found)
