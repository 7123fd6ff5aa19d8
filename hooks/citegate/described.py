"""The references of a site with what is known of how each source stands."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from citegate.references import describe

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from citegate.bibliography import Work
    from citegate.references import Reference
    from citegate.standing import Standings


def described(keys: Iterable[str], works: Mapping[str, Work], standings: Standings) -> dict[str, Reference]:
    """Return the references of the works that these keys name, each with its state; unknown keys are left out."""
    return {key: _with_state(describe(works[key]), standings) for key in keys if key in works}


def _with_state(reference: Reference, standings: Standings) -> Reference:
    standing = standings[reference.key]
    if not standing.noteworthy:
        return reference
    words = f"{standing.words[:1].upper()}{standing.words[1:]}"
    return replace(reference, state=str(standing.state).replace(" ", "-"), state_words=words)
