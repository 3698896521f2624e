"""The build graph of a year, handed to pytask; which step depends on what is said in `tasks`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import pytask
from _pytask.console import console
from pytask import ExitCode
from pytask_parallel import ParallelBackend, execute, registry
from pytask_parallel.backends import WorkerType

from aarsmelding import catalog, documents, editions, notebook
from aarsmelding.building import tasks, workers
from aarsmelding.building.tasks import Task
from aarsmelding.editions import choosing
from aarsmelding.errors import (
    EXIT_DATA_REFUSED,
    EXIT_FAILED,
    EXIT_INTERRUPTED,
    EXIT_OK,
    AarsmeldingError,
    DataRefused,
    Fault,
)
from aarsmelding.kernels import Kernel, usable
from aarsmelding.notebook import Notebook
from aarsmelding.paths import Project

# How long the engine sleeps between two looks at what has finished; its own ladder goes up to a second.
LOOK_SECONDS = [0.005, 0.01, 0.02]
_Sleeper = execute._Sleeper


@dataclass
class Outcome:
    """What a build came to: task names by what happened, the errors, the exit code."""

    ran: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    errors: list[AarsmeldingError] = field(default_factory=list)
    interrupted: bool = False

    @property
    def exit_code(self) -> int:
        if self.interrupted:
            return EXIT_INTERRUPTED
        if any(isinstance(e, DataRefused) for e in self.errors):
            return EXIT_DATA_REFUSED
        return EXIT_FAILED if self.errors or self.skipped else EXIT_OK


def graph(
    project: Project,
    year: int,
    only: Iterable[str] = (),
    kernel: Kernel | None = None,
    keys: tuple[str, ...] = (),
) -> list[Task]:
    """The tasks of a year; with `only`, those sections and what they rest on, without the report.

    `keys` are the rows whose editions to make, of the notebooks in `only`.
    """
    way = usable(kernel)
    notebook.require_year(project, year)
    chosen = [notebook.section(project, name) for name in only] or notebook.notebooks(project)
    for section in chosen:
        section.checked({"year": year})
        for name in section.datasets:
            catalog.require(name)
    held = notebook.datasets_of(project, year)
    if keys:
        for section in chosen:
            choosing.require_known(project, year, section, keys)
    if only:
        return _only(project, year, chosen, held, way, keys)
    sections = [section for section in chosen if section.dimension is None]
    many = [section for section in chosen if section.dimension is not None]
    made = tuple(name for name in documents.names(year) if name not in documents.missing(year))
    return [
        *(tasks.dataset_task(project, year, name) for name in held),
        tasks.checks_task(project, year, held),
        *(tasks.section_task(project, year, section, way) for section in sections),
        *(task for section in many for task in tasks.editions_tasks(project, year, section, held, way)),
        *(tasks.overview_task(project, year, section, held) for section in many),
        tasks.page_task(project, year, sections, held),
        *([tasks.pdf_task(project, year)] if documents.can_draw() else []),
        tasks.docx_task(project, year),
        tasks.report_task(project, year, many, held, made),
    ]


def _only(
    project: Project,
    year: int,
    chosen: list[Notebook],
    held: tuple[str, ...],
    way: Kernel,
    keys: tuple[str, ...],
) -> list[Task]:
    needed = {name for section in chosen for name in section.datasets}
    found = []
    for section in chosen:
        if section.dimension is None:
            found.append(tasks.section_task(project, year, section, way))
            continue
        needed |= set(editions.datasets(section, held))
        if keys:
            found += [tasks.edition_task(project, year, section, held, key, way) for key in keys]
        else:
            found += [*tasks.editions_tasks(project, year, section, held, way)]
            found.append(tasks.overview_task(project, year, section, held))
    return [*(tasks.dataset_task(project, year, name) for name in sorted(needed)), *found]


def run(
    project: Project,
    year: int,
    graph: list[Task],
    *,
    jobs: int,
    live: bool,
    explain: bool,
    kernel: Kernel | None = None,
) -> Outcome:
    """Hand the tasks of `graph` to pytask with `jobs` workers and say what happened."""
    state = project.build(year)
    state.mkdir(parents=True, exist_ok=True)
    # Its folder is where pytask keeps its state: one for each year, so that years do not disturb each other.
    config = state / "pytask.toml"
    config.write_text("[tool.pytask.ini_options]\n", encoding="utf-8")
    registry.register_parallel_backend(
        ParallelBackend.CUSTOM,
        partial(workers.pool, kernel=usable(kernel)),
        worker_type=WorkerType.PROCESSES,
        remote=False,
    )
    execute._Sleeper = partial(_Sleeper, timings=LOOK_SECONDS)  # type: ignore[misc, assignment]
    console.quiet = not (live or explain)
    session = pytask.build(
        tasks=graph,
        config=config,
        paths=[state],
        n_workers=jobs,
        parallel_backend=ParallelBackend.CUSTOM,
        verbose=1 if live else 0,
        show_traceback=False,
        show_capture="no",
        explain=explain,
        dry_run=explain,
        disable_warnings=True,
    )
    if session.exit_code not in (ExitCode.OK, ExitCode.FAILED):
        raise AarsmeldingError(
            f"the build graph could not be made ({session.exit_code.name})",
            "lib/aarsmelding/building/pipeline.py",
            "this is a fault in the program: report it with the command you typed",
        )
    return outcome(session, len(graph))


def outcome(session: Any, expected: int) -> Outcome:
    """Read pytask's reports; an interrupted run has fewer reports than tasks."""
    result = Outcome()
    refused: list[Fault] = []
    reports = getattr(session, "execution_reports", [])
    for report in reports:
        name = _label(report.task)
        status = report.outcome.name
        if status in ("SUCCESS", "PERSISTENCE", "WOULD_BE_EXECUTED"):
            result.ran.append(name)
        elif status == "SKIP_UNCHANGED":
            result.unchanged.append(name)
        elif status == "FAIL":
            error = report.exc_info[1]
            if isinstance(error, DataRefused):
                refused += error.faults
            else:
                result.errors.append(_ours(error, name))
        else:
            result.skipped.append(name)
    if refused:
        result.errors.insert(0, DataRefused(refused))
    result.interrupted = len(reports) < expected and not result.errors
    return result


def _label(task: Any) -> str:
    return str(task.name).rpartition("::")[2].replace("[", " ").replace("]", "")


def _ours(error: BaseException, task: str) -> AarsmeldingError:
    if isinstance(error, AarsmeldingError):
        return error
    return AarsmeldingError(
        f"{type(error).__name__}: {str(error).splitlines()[0] if str(error) else 'no message'}",
        f"the step «{task}»",
        "this is a fault in the program: report it with the command you typed",
    )
