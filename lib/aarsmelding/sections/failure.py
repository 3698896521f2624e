"""Why a notebook did not run to its end, and in which cell, as a person would look for it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbformat
from nbclient.exceptions import CellTimeoutError
from papermill.exceptions import PapermillExecutionError

from aarsmelding.errors import AarsmeldingError, parts_of
from aarsmelding.notebook import Notebook
from aarsmelding.paths import Project
from aarsmelding.unattended import celltimes


class SectionFailed(AarsmeldingError):
    """A cell of a section raised; says section, heading, cell and error."""

    def __init__(self, problem: str, where: str, remedy: str, section: str) -> None:
        super().__init__(problem, where, remedy)
        self.section = section

    def __reduce__(self) -> Any:
        return (type(self), (self.problem, self.where, self.remedy, self.section))


def heading_above(notebook: Notebook, cell_index: int) -> str:
    """The nearest heading at or above a cell, so that a person finds the place."""
    for cell in reversed(notebook.cells[: cell_index + 1]):
        if cell["cell_type"] == "markdown":
            for line in reversed(notebook.source(cell).splitlines()):
                if line.startswith("#"):
                    return line.lstrip("# ")
    return notebook.title


def explained(
    project: Project, notebook: Notebook, failure: Exception, kept: Path, ran: Notebook, limit: int
) -> SectionFailed:
    """The `failure` of `notebook`, of which the cells of `ran` were run, and the copy lies in `kept`."""
    place, remedy = "", "open it with «make lab»"
    if isinstance(failure, PapermillExecutionError):
        said = str(failure.evalue or "")
        message = next(iter(said.splitlines()), "")
        # An error of ours says what to do; in a cell it was put into words.
        if known := parts_of(said):
            message, inner, remedy = known
            place = f" ({inner})"
        index, problem = failure.cell_index, f"failed: {failure.ename}: {message}"
    elif isinstance(failure, CellTimeoutError):
        index, problem = _last_begun(kept), f"was stopped: the cell took longer than {limit} s"
    else:
        index, problem = _last_begun(kept), f"lost its kernel: {celltimes.death(failure)}"
    # papermill inserts one cell before the failing one: the injected parameters.
    original = notebook.place_of(ran.cells[max(index - 1, 0)])
    heading = heading_above(notebook, original)
    return SectionFailed(
        f"section {notebook.name} {problem}",
        f"{project.shown(notebook.path)}, under «{heading}», cell {original + 1}{place}",
        f"{remedy}; the run with the whole error lies in {project.shown(kept)}",
        notebook.name,
    )


def _last_begun(kept: Path) -> int:
    cells = nbformat.read(kept, as_version=4).cells  # type: ignore[no-untyped-call]
    begun = [n for n, cell in enumerate(cells) if cell.metadata.get("papermill", {}).get("start_time")]
    return begun[-1] if begun else 0
