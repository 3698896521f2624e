"""How long a cell may take, how long each one took, and how much memory a dead kernel had."""

from __future__ import annotations

import os
from typing import Any

from nbformat import NotebookNode

from aarsmelding.notebook import Notebook
from aarsmelding.unattended import events

CELL_SECONDS = 300


def limit(notebook: Notebook) -> int:
    """Seconds that a cell may take: as the command says, else the notebook's metadata, else 300."""
    return int(
        os.environ.get(events.CELL_SECONDS_VARIABLE) or notebook.said.get("cell_seconds", CELL_SECONDS)
    )


def tell(notebook: Notebook, given: dict[str, Any], executed: NotebookNode) -> None:
    """Tell the build how long the cells of `executed` took; cells are numbered as in the notebook."""
    if not os.environ.get(events.EVENTS_VARIABLE):
        return
    numbers = {cell.get("id"): number for number, cell in enumerate(notebook.cells, 1)}
    taken = [
        {"cell": numbers[cell.get("id")], "seconds": round(max(float(seconds), 0.0), 3)}
        for cell in executed.cells
        if cell.cell_type == "code"
        and cell.get("id") in numbers
        and (seconds := cell.metadata.get("papermill", {}).get("duration")) is not None
    ]
    events.tell("notebook", section=notebook.name, edition=_edition(given), cells=taken)


def tell_kept(notebook: Notebook, given: dict[str, Any]) -> None:
    """Tell the build of an edition that did not have to be run: no cell of it took time."""
    events.tell("notebook", section=notebook.name, edition=_edition(given), cells=[], kept=True)


def _edition(given: dict[str, Any]) -> str | None:
    return " ".join(str(value) for name, value in given.items() if name != "year") or None


def death(failure: Exception) -> str:
    """How a kernel died. Of one that was not forked, only the memory of the largest until then is known."""
    cause = str(failure).removeprefix("Kernel died").removeprefix(": ").strip()
    if "memory" in cause:
        return cause
    return f"{cause or 'it ended by itself or was killed'}{_largest_child()}"


def _largest_child() -> str:
    try:
        import resource
    except ImportError:
        return ""
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return f", peak memory of the kernels until then {peak // 1024} MiB" if peak else ""
