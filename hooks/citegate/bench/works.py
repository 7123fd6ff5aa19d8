"""What a large bibliography costs to read and to check, without the start of the program.

Run as `python -m citegate.bench.works`, in the folder of a project: prints two numbers, seconds of processor time.
"""

from __future__ import annotations

import time
from functools import partial
from pathlib import Path


def main() -> None:
    """Read the bibliography, then judge it as if an article cited every work of it."""
    from citegate import engine, keptfindings  # noqa: PLC0415 - what is imported here is not measured
    from citegate.project import Project  # noqa: PLC0415
    from citegate.readings import Verdict  # noqa: PLC0415

    project = Project(Path.cwd())
    started = time.process_time()
    works = project.bibliography.works
    read = time.process_time()
    context = project.context
    known = {"": Verdict("", "article", "submitted", tuple(works), {}, (), {}, {})}
    ready = time.process_time()
    engine.judge([], context, known, partial(keptfindings.of_bibliography, project))
    print(f"{read - started:.3f} {time.process_time() - ready:.3f}")  # noqa: T201 - the answer


if __name__ == "__main__":
    main()
