"""The notebooks of a project: sections of the report, and those with editions."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

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
    made = [Notebook(path) for path in found]
    _require_apart(
        project, made, lambda each: each.name, "have the same name", "give one of them another name"
    )
    return made


def _require_apart(
    project: Project, found: Iterable[Notebook], of: Callable[[Notebook], str], problem: str, remedy: str
) -> None:
    """Refuse two notebooks where something `of` them is the same: one would take the other's place."""
    first: dict[str, Notebook] = {}
    for notebook in found:
        other = first.setdefault(of(notebook), notebook)
        if other is not notebook:
            both = f"{project.shown(other.path)}, {project.shown(notebook.path)}"
            raise UsageError(f"two notebooks {problem} ({of(notebook)})", both, remedy)


def sections(project: Project) -> list[Notebook]:
    """The notebooks that are sections of the report."""
    return [notebook for notebook in notebooks(project) if notebook.dimension is None]


def editions(project: Project) -> list[Notebook]:
    """The notebooks that are run once per row of a dataset, each row with a page of its own."""
    found = [notebook for notebook in notebooks(project) if notebook.dimension is not None]
    remedy = 'say another "folder" in the metadata of one of them'
    _require_apart(project, found, _folder, "have their pages in the same folder", remedy)
    return found


def _folder(notebook: Notebook) -> str:
    assert notebook.dimension is not None
    return notebook.dimension.folder


def section(project: Project, name: str) -> Notebook:
    """The notebook `name` (with or without its number)."""
    known = notebooks(project)
    for notebook in known:
        if name in (notebook.name, notebook.stem):
            return notebook
    raise UsageError(
        f"there is no section {name!r}", "notebooks/", "use one of: " + ", ".join(n.name for n in known)
    )
