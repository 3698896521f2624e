"""The notebooks of a project: sections of the report, and those with editions."""

from __future__ import annotations

import re

from aarsmelding.errors import UsageError
from aarsmelding.notebook.content import Notebook
from aarsmelding.paths import Project

SECTION_NAME = re.compile(r"\d\d_[a-z0-9_]+")


def notebooks(project: Project) -> list[Notebook]:
    """Every notebook, in the order of the report."""
    found = sorted(project.notebooks.glob("*.ipynb"))
    for path in found:
        if not SECTION_NAME.fullmatch(path.stem):
            raise UsageError(
                "a section's file name is two digits, an underscore and a name",
                project.shown(path),
                "rename it to something like 50_avvik.ipynb",
            )
    return [Notebook(path) for path in found]


def sections(project: Project) -> list[Notebook]:
    """The notebooks that are sections of the report."""
    return [notebook for notebook in notebooks(project) if notebook.dimension is None]


def editions(project: Project) -> list[Notebook]:
    """The notebooks that are run once per row of a dataset, each row with a page of its own."""
    return [notebook for notebook in notebooks(project) if notebook.dimension is not None]


def section(project: Project, name: str) -> Notebook:
    """The notebook `name` (with or without its number)."""
    known = notebooks(project)
    for notebook in known:
        if name in (notebook.name, notebook.stem):
            return notebook
    raise UsageError(
        f"there is no section {name!r}", "notebooks/", "use one of: " + ", ".join(n.name for n in known)
    )
