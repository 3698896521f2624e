"""The folders that a build writes in may be links; one that leads nowhere is found before anything runs."""

from __future__ import annotations

import errno
from pathlib import Path

from aarsmelding.errors import AarsmeldingError
from aarsmelding.paths import Project
from aarsmelding.unattended.faults import BUILD_AGAIN


def broken(project: Project, year: int) -> AarsmeldingError | None:
    """A link on the way to what a build writes that leads to nothing, in words; usually there is none."""
    for folder in (project.report(year), project.build(year), project.clean(year)):
        inside = folder.relative_to(project.root)
        for path in (project.root / part for part in (*reversed(inside.parents), inside)):
            if path.is_symlink() and not path.exists():
                return _leads_nowhere(path, inside)
    return None


def _leads_nowhere(path: Path, inside: Path) -> AarsmeldingError:
    where = f"{path}, which leads to {path.readlink()}"
    try:
        path.stat()
    except OSError as problem:
        if problem.errno == errno.ELOOP:
            said = f"{inside.as_posix()} cannot be written: a link leads back to itself"
            return AarsmeldingError(said, where, f"remove the link, {BUILD_AGAIN}")
    said = f"{inside.as_posix()} cannot be written: a link leads to a place that is not there"
    remedy = f"mount what it leads to, or remove the link, {BUILD_AGAIN}"
    return AarsmeldingError(said, where, remedy)
