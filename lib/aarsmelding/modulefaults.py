"""A dataset's module that fails: which one it is, and on which line."""

from __future__ import annotations

import traceback
from collections.abc import Iterator
from contextlib import contextmanager

from aarsmelding.catalog import FOLDER
from aarsmelding.errors import AarsmeldingError
from aarsmelding.unattended.faults import PROGRAM


@contextmanager
def named(name: str, read: str = "") -> Iterator[None]:
    """What goes wrong in the module of dataset `name`, while it has the file `read`, as one of our errors.

    What the system refuses, such as memory, is not the module's doing.
    """
    try:
        yield
    except (AarsmeldingError, OSError, MemoryError):
        raise
    except Exception as problem:
        line = _line(name, problem)
        place = f"lib/aarsmelding/datasets/{name}.py" + (f", line {line}" if line else "")
        said = (str(problem).strip().splitlines() or ["no message"])[0]
        raise AarsmeldingError(
            f"the module of the dataset {name} fails: {type(problem).__name__}: {said}",
            f"{place} (with {read})" if read else place,
            f"mend it there; if you have not changed it, {PROGRAM}",
        ) from problem


def _line(name: str, problem: Exception) -> int | None:
    """The line of the module that was being run last, or that cannot be read as Python."""
    file = str(FOLDER / f"{name}.py")
    if isinstance(problem, SyntaxError) and problem.filename == file:
        return problem.lineno
    frames = traceback.extract_tb(problem.__traceback__)
    return next((frame.lineno for frame in reversed(frames) if frame.filename == file), None)
