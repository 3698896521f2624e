"""Run one notebook: what a kernel gets, and what becomes of what it leaves."""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
import papermill
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat import NotebookNode
from papermill.exceptions import PapermillExecutionError
from traitlets.config import Config

from aarsmelding import kernels
from aarsmelding.gaps import reduction
from aarsmelding.kernels import Kernel
from aarsmelding.loading import DATASETS_VARIABLE
from aarsmelding.notebook import Notebook
from aarsmelding.paths import ROOT_VARIABLE, Project
from aarsmelding.readings import READS_VARIABLE
from aarsmelding.sections.executed import write_clean
from aarsmelding.sections.failure import explained
from aarsmelding.unattended import celltimes

START_SECONDS = 120
ENGINES = {Kernel.PLAIN: "nbclient", Kernel.FORKED: Kernel.FORKED.value}


@dataclass(frozen=True)
class Prepared:
    """A notebook ready to be run: its parameters, those that were given, the cells left of it (None: all)."""

    notebook: Notebook
    parameters: dict[str, Any]
    given: dict[str, Any]
    reduced: list[dict[str, Any]] | None
    limit: int

    @property
    def cells(self) -> list[dict[str, Any]]:
        return self.notebook.cells if self.reduced is None else self.reduced


def prepared(project: Project, notebook: Notebook, parameters: dict[str, Any]) -> Prepared:
    """What `run` sends to a kernel. Refuses unknown or wrongly typed parameters."""
    checked = notebook.checked(parameters)
    limit = celltimes.limit(notebook)
    cells = reduction.reduced(project, checked["year"], notebook, checked) if "year" in checked else None
    return Prepared(notebook, checked, parameters, cells, limit)


def run(
    project: Project,
    notebook: Notebook,
    parameters: dict[str, Any],
    result: Path,
    kernel: Kernel | None = None,
    failed: Path | None = None,
) -> NotebookNode:
    """Execute `notebook` with `parameters` and leave the executed copy at `result`; returns what it holds.

    Refuses unknown or wrongly typed parameters before a kernel starts. Raises what `execute` raises.
    """
    return execute(project, prepared(project, notebook, parameters), result, kernel, failed)


def execute(
    project: Project,
    ready: Prepared,
    result: Path,
    kernel: Kernel | None = None,
    failed: Path | None = None,
    reads: Path | None = None,
) -> NotebookNode:
    """Run what is `ready`; leaves the executed copy at `result` and returns what it holds.

    Raises SectionFailed where a cell fails, takes too long, or ends its kernel; the failed copy is then kept
    at `failed` (default: in the build folder's `failed/`). `kernel` is how it gets one (default: the
    fastest); the result is the same. In `reads`, an empty file, the kernel says what it has loaded.
    """
    notebook, checked, limit, cells = ready.notebook, ready.parameters, ready.limit, ready.reduced
    way = kernels.usable(kernel)
    result.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="aarsmelding-") as folder:
        unfinished = Path(folder) / result.name
        to_run = notebook if cells is None else notebook.written(Path(folder) / "reduced", cells)
        environment = {
            **kernels.ENVIRONMENT,
            ROOT_VARIABLE: str(project.root),
            DATASETS_VARIABLE: ",".join([*notebook.datasets, *_earlier(notebook, checked)]),
            "IPYTHONDIR": str(Path(folder) / "ipython"),
            **({} if reads is None else {READS_VARIABLE: str(reads)}),
        }
        kernels.register()
        taken: list[NotebookNode] = []
        handed = {**_for_forked(project, notebook, checked, unfinished), "take": taken.append}
        try:
            with kernels.environment_with(environment):
                executed = papermill.execute_notebook(
                    str(to_run.path),
                    None if way is Kernel.FORKED else str(unfinished),
                    checked,
                    engine_name=ENGINES[way],
                    kernel_name="python3",
                    progress_bar=False,
                    log_output=False,
                    start_timeout=START_SECONDS,
                    execution_timeout=limit,
                    config=_ipc(folder),
                    **(handed if way is Kernel.FORKED else {}),
                )
        except (PapermillExecutionError, CellTimeoutError, DeadKernelError) as failure:
            kept = failed or result.parent.parent / "failed" / result.name
            kept.parent.mkdir(parents=True, exist_ok=True)
            kept.write_bytes(unfinished.read_bytes())
            celltimes.tell(notebook, ready.given, nbformat.read(kept, as_version=4))  # type: ignore[no-untyped-call]
            raise explained(project, notebook, failure, kept, to_run, limit) from None
    (executed,) = taken or [executed]
    celltimes.tell(notebook, ready.given, executed)
    write_clean(executed, checked, result)
    return executed


def _for_forked(
    project: Project, notebook: Notebook, parameters: dict[str, Any], unfinished: Path
) -> dict[str, Any]:
    """What the forked engine is told besides."""
    return {"kept": _files(project, notebook, parameters), "unfinished": str(unfinished)}


def _files(project: Project, notebook: Notebook, parameters: dict[str, Any]) -> list[Path]:
    """Where the datasets lie that the notebook loads."""
    year = parameters.get("year")
    if not isinstance(year, int):
        return []
    now = [project.dataset(year, name) for name in notebook.datasets]
    return now + [project.dataset(year - 1, name) for name in notebook.earlier]


def _earlier(notebook: Notebook, parameters: dict[str, Any]) -> list[str]:
    return [f"{name}@{parameters['year'] - 1}" for name in notebook.earlier]


def _ipc(folder: str) -> Config:
    """Unix sockets in a folder of their own: TCP ports are open to the machine and can collide."""
    if os.name == "nt":
        return Config()
    return Config({"KernelManager": {"transport": "ipc", "ip": str(Path(folder) / "kernel")}})
