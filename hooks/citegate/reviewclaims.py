"""Finds sentences in which a page claims to have been reviewed.

Precision first: "a peer-reviewed trial" and "the evidence was reviewed by the AHA" are about other works, "not yet
reviewed" and "once it has been reviewed" claim nothing, and "must be reviewed" is a rule, not a report.
"""

from __future__ import annotations

import re
from functools import cache

from citegate.glance import lowered

_ASKED = ("review", "approve", "vetted", "fact-check", "endorsed", "checked", "verified", "validated", "signed off")
"""One of these stands in each claim."""
_HYPHENS = str.maketrans("\u2010\u2011\u00a0\u202f\u2019", "--  '")

_PAGE = r"(?:articles?|pages?|answers?|contents?|summar(?:y|ies)|texts?|entry|entries|website|site|guides?|topics?)"
_KIND = r"(?:medically|clinically|editorially|expert|physician|doctor|pharmacist|clinician|human|peer)"
_PEOPLE = (
    r"(?:board|teams?|editors?|editorial|reviewers?|experts?|panel|staff|physicians?|doctors?|pharmacists?|"
    r"clinicians?|nurses?|committee|specialists?|professionals?)"
)
_ADVERB = (
    r"(?:now|always|all|also|both|since|already|independently|fully|carefully|thoroughly|rigorously|recently|last|"
    r"regularly|professionally|externally|written|researched|created|edited|fact-checked|checked|and|or|been|"
    rf"{_KIND})"
)
_IS = rf"(?:is|are|has been|have been|gets?)(?:[ -]{_ADVERB}|, {_ADVERB}){{0,6}}"
_WAS = rf"(?:was|were)(?:[ -]{_ADVERB}|, {_ADVERB}){{0,6}}"
_DONE = (
    r"(?:[ -](?:reviewed|approved|vetted|fact-checked|endorsed)\b"
    r"|[ -](?:checked|verified|validated|signed off)(?= by\b))"
)
_MARKED = r"[- ](?:reviewed|vetted|fact-checked)"
_NO_VERB = r"(?<!was )(?<!were )(?<!been )(?<!are )(?<!is )"
_NAME = (
    r"(?-i:(?:Dr\.?|Prof\.?|[A-Z][\w.'-]+(?: [A-Z][\w.'-]*){0,3},? "
    r"(?:MD|M\.D\.|DO|PharmD|Pharm\.D\.|RPh|RN|PhD|Ph\.D\.)))"
)

_CLAIMS = {
    "This article has been reviewed": rf"\bthis (?:\w+ )?{_PAGE}(?:, which)? (?:{_IS}|{_WAS}){_DONE}",
    "All articles are reviewed": (
        r"\b(?:all|every|each|our)(?: of)?(?: our| the| these| its)?(?: [\w-]+)?"
        rf" {_PAGE}(?: (?:here|on this (?:web)?site|we publish|published here))? {_IS}{_DONE}"
    ),
    "Our articles were reviewed": rf"\bour(?: [\w-]+)? {_PAGE} {_WAS}{_DONE}",
    "reviewed by our board": (
        r"\b(?:reviewed|approved|vetted|checked|verified|endorsed) (?:\w+ )?"
        rf"by (?:our|the Citegate|the editorial)(?: [\w-]+){{0,3}}? ?{_PEOPLE}\b"
    ),
    "Our pharmacists review every article": (
        rf"\bour(?: [\w-]+){{0,3}} {_PEOPLE} (?:(?:has|have|always|medically|peer|carefully)[ -])*"
        r"(?:reviews?|reviewed|approves?|approved|fact-checks?)(?: and \w+)?"
        rf" (?:all|every|each|this|our)(?: [\w-]+)? {_PAGE}\b"
    ),
    "We review all answers": (
        r"\bwe (?:(?:always|medically|peer|carefully)[ -])*(?:review|fact-check|approve)(?: and \w+)?"
        rf" (?:all|every|each|our)(?: [\w-]+)? {_PAGE}\b"
    ),
    "expert-reviewed answers": (
        rf"{_NO_VERB}\b(?!peer){_KIND}{_MARKED} (?:\w+[ -]){{0,2}}(?:{_PAGE}|information|advice|resources?)\b"
    ),
    "Peer-reviewed by A. B.": (
        rf"^(?:last )?{_KIND}[- ](?:reviewed|approved|vetted|fact-checked)(?: by\b|\s*:|\s+on\b|\s+and\b|[\s.!]*$)"
    ),
    "medically reviewed": rf"{_NO_VERB}\b(?:medically|editorially|doctor|pharmacist){_MARKED}(?: by\b|[\s.!]*$)",
    "Approved by A. B., MD": (
        rf"^(?:written and )?(?:reviewed|approved|fact[- ]checked|vetted)(?: and \w+)? by(?:\s*:|\s+{_NAME})"
    ),
    "Last reviewed on 3 May": r"^last (?:[a-z]+ )?reviewed(?:\s*:|\s+on\b|\s+(?=\d))(?!\s*(?:never|not|nobody|none))",
}


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    """Return what finds a claim, made when a text first holds one of its words: it takes longer than the search."""
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in _CLAIMS.values())


_CLAUSE = re.compile(r"[.;:!?,()\u2013\u2014\u201c\u201d\"]")
# What takes a claim back, in the clause before it or in its own words.
_TAKEN_BACK = re.compile(
    r"\b(?:not(?! only| just| merely)|never|no|nobody|none|neither|nor|without|unless|until|before|once|when|whenever|"
    r"if|whether|only after|after (?:it|they|an?|the)|says?|said|claims?|pretends?|means|meaning|that|"
    r"approved|marked|labell?ed|badge|status)\b|n't\b",
    re.IGNORECASE,
)
_SOME_ONLY = re.compile(rf"\b(?:approved|marked) {_PAGE}", re.IGNORECASE)
# What takes a claim back after it: nobody did it, or it comes before the approval (but not: before publication).
_DENIED = re.compile(
    r"[^.;:!?]{0,20}\bby (?:nobody|no one|no (?:human|person|one|reviewer)|a? ?machines?|software|scripts?)\b"
    r"|[^.;!?,]{0,60}\b(?:before|only when|only if|only after) (?:it|they|the|being|an?|approval|we|its|any)\b"
    r"(?![^.;!?]{0,20}\b(?:publi|goes|go live|appear))",
    re.IGNORECASE,
)


def claimed(text: str) -> str:
    """Return the first words of a text that claim a review of this page or of all of them, or an empty string."""
    low = lowered(text)
    if not any(word in low for word in _ASKED):
        return ""
    plain = text.translate(_HYPHENS)
    for pattern in _patterns():
        for match in pattern.finditer(plain):
            if not _taken_back(plain, match):
                return text[match.start() : match.end()].strip()
    return ""


def _taken_back(plain: str, match: re.Match[str]) -> bool:
    """Return whether what stands around a match, or in it, says that it is no report of a review."""
    clause = _CLAUSE.split(plain[max(0, match.start() - 200) : match.start()])[-1]
    return bool(_TAKEN_BACK.search(clause) or _SOME_ONLY.search(match.group()) or _DENIED.match(plain, match.end()))
