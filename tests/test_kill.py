"""A sample of `make kill`, and that a store which a killed build was writing never changes a result."""

from __future__ import annotations

import random
import runpy
from collections import Counter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    from tests import builds
else:
    import builds

KILL: dict[str, Any] = runpy.run_path(str(builds.ROOT / "scripts" / "kill.py"))


def test_killed_builds(tmp_path: Path) -> None:
    """Builds killed with all their processes leave a whole site; the next one cleans up, with store or without."""
    seen: Counter[str] = Counter()
    KILL["run"](tmp_path, 2, random.Random(5), seen)  # noqa: S311 - moments, not secrets
    assert set(seen) <= KILL["GOOD"]
    assert sum(times for name, times in seen.items() if name.endswith(("killed", "before the kill"))) == 2
    assert seen["old site intact"] + seen["new site whole"] == 2
    assert seen["next build sound, nothing left, store and no store agree"] == 1
