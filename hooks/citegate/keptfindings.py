"""What the rules find in a large bibliography, from the store where nothing that they look at has changed.

What they look at is the argument of `engine.judge_bibliography`, which hides all else from them: it is the key.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from citegate import engine
from citegate.joinedworks import named
from citegate.pickling import pack, unpack

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from citegate.context import Context
    from citegate.diagnostics import Diagnostic
    from citegate.project import Project
    from citegate.store import Store

FEW = 500
"""Works that are judged as fast as the findings in them are read and kept."""


def of_bibliography(project: Project, cited: Collection[str], status: str, context: Context) -> Iterable[Diagnostic]:
    """Return the diagnostics of all rules about the bibliography; one that is not in the store is judged anew."""
    if not project.cached or not named(context.bibliography.works):
        return engine.judge_bibliography(cited, status, context)
    from citegate import store  # noqa: PLC0415 - a small bibliography needs none

    kept = store.open_store(project.root, context.today.toordinal())
    if kept is None:
        return engine.judge_bibliography(cited, status, context)
    try:
        found = _kept(kept, (), status, context, cites=False)
        if context.complete or len(cited) > FEW:
            return [*found, *_kept(kept, cited, status, context, cites=True)]
        return [*found, *engine.judge_bibliography(cited, status, context, (True,))]
    finally:
        kept.close()


def _kept(kept: Store, cited: Collection[str], status: str, context: Context, *, cites: bool) -> list[Diagnostic]:
    """Return the diagnostics of the rules that look at what is cited, or of those that do not."""
    name = _key(cited, status, context, cites=cites)
    packed = kept.load_packed([name]).get(name)
    if packed is not None:
        return list(unpack(packed))
    found = list(engine.judge_bibliography(cited, status, context, (cites,)))
    if all(diagnostic.code != engine.INTERNAL for diagnostic in found):
        kept.save_packed({name: pack(tuple(found))})
    return found


def _key(cited: Collection[str], status: str, context: Context, *, cites: bool) -> str:
    """Return the key of findings; each part is something that `engine.judge_bibliography` lets the rules look at."""
    from citegate.dependencies import FORMAT, program  # noqa: PLC0415 - a small bibliography needs none
    from citegate.store import key  # noqa: PLC0415

    bibliography = context.bibliography
    judged = (named(bibliography.works), repr(bibliography.problems), key(*bibliography.paths), repr(context.policy))
    rest = (key(*sorted(cited)), str(context.today), str(context.complete)) if cites else ()
    return key("findings in the bibliography", FORMAT, program(), status, *judged, *rest)
