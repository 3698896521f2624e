"""Which editions a person asked for, refused before anything runs where there is no such row."""

from __future__ import annotations

from aarsmelding import editions
from aarsmelding.errors import DataRefused, UsageError
from aarsmelding.notebook import Notebook
from aarsmelding.paths import Project


def require_known(project: Project, year: int, notebook: Notebook, keys: tuple[str, ...]) -> None:
    """Raise UsageError for a notebook without editions, or a key that none of its rows has."""
    if notebook.dimension is None:
        raise UsageError(
            f"{notebook.name} is one section of the report, it has no editions",
            "--for",
            "leave out --for, or choose a notebook that is run once per row with --only",
        )
    if not keys:
        return
    from aarsmelding.validate import validate

    frame, faults = validate(project, year, notebook.dimension.dataset)
    if frame is None:
        raise DataRefused(faults)
    editions.chosen(editions.rows(notebook.dimension, frame), keys, notebook)
