"""The build graph on pytask: which step depends on what. Holds no step itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import pytask
from _pytask.console import console
from pytask import ExitCode, PythonNode
from pytask_parallel import ParallelBackend, execute, registry
from pytask_parallel.backends import WorkerType

from aarsmelding import catalog, documents, notebook
from aarsmelding.building import fingerprint, steps, workers
from aarsmelding.building.revision import revision
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
from aarsmelding.sources import receipt_path

Task = Callable[..., Any]
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


def fixed(value: Any) -> PythonNode:
    """A value that a task depends on: another value, another run."""
    return PythonNode(value=value, hash=True)


def dataset_task(project: Project, year: int, name: str) -> Task:
    raw = project.raw(year) / f"{name}.csv"
    inputs = [raw, receipt_path(raw)]
    inputs += [project.raw(year) / f"{other}.csv" for other in fingerprint.references(name)]
    depends = {
        "inputs": [path for path in inputs if path.is_file()],
        "code": fixed(fingerprint.dataset_module(name) + fingerprint.library()),
    }

    @pytask.task(name="data", id=f"{year} {name}", kwargs=depends)
    def task(inputs: Any, code: str, produces: Path = project.dataset(year, name)) -> None:
        steps.make_dataset(str(project.root), year, name)

    return task


def checks_task(project: Project, year: int, names: tuple[str, ...]) -> Task:
    depends = {
        "inputs": [project.dataset(year, name) for name in names],
        "code": fixed(fingerprint.library()),
    }

    @pytask.task(name=f"checks {year}", kwargs=depends)
    def task(inputs: Any, code: str, produces: Path = steps.checks_path(project, year)) -> None:
        steps.make_checks(str(project.root), year, names)

    return task


def section_task(project: Project, year: int, section: Notebook, kernel: Kernel) -> Task:
    depends = {
        "source": section.path,
        "inputs": [project.dataset(year, name) for name in section.datasets],
        "code": fixed(fingerprint.library()),
    }
    products = [
        steps.executed_path(project, year, section.stem),
        steps.fragment_path(project, year, section.stem),
    ]

    @pytask.task(name="section", id=f"{year} {section.name}", kwargs=depends)
    def task(source: Path, inputs: Any, code: str, produces: Any = products) -> None:
        steps.make_section(str(project.root), year, section.stem, kernel)

    return task


def page_task(project: Project, year: int, sections: list[Notebook], names: tuple[str, ...]) -> Task:
    stems = tuple(section.stem for section in sections)
    depends = {
        "inputs": [
            steps.checks_path(project, year),
            *(project.dataset(year, name) for name in names),
            *(steps.executed_path(project, year, stem) for stem in stems),
            *(steps.fragment_path(project, year, stem) for stem in stems),
        ],
        "code": fixed(fingerprint.library()),
    }
    products = [steps.page_path(project, year), steps.composed_path(project, year)]

    @pytask.task(name=f"page {year}", kwargs=depends)
    def task(inputs: Any, code: str, produces: Any = products) -> None:
        steps.make_page(str(project.root), year, stems, names)

    return task


def pdf_task(project: Project, year: int) -> Task:
    products = [steps.document_path(project, year, name) for name in documents.pdf_names(year)]

    @pytask.task(name=f"pdf {year}", kwargs=_page_and_code(project, year))
    def task(inputs: Any, code: str, produces: Any = products) -> None:
        steps.make_pdf(str(project.root), year)

    return task


def docx_task(project: Project, year: int) -> Task:
    product = steps.document_path(project, year, documents.docx_name(year))

    @pytask.task(name=f"docx {year}", kwargs=_page_and_code(project, year))
    def task(inputs: Any, code: str, produces: Path = product) -> None:
        steps.make_docx(str(project.root), year)

    return task


def _page_and_code(project: Project, year: int) -> dict[str, Any]:
    return {
        "inputs": [steps.page_path(project, year), steps.composed_path(project, year)],
        "code": fixed(fingerprint.library()),
    }


def report_task(project: Project, year: int, names: tuple[str, ...], made: tuple[str, ...]) -> Task:
    commit = revision(project)
    depends = {
        "inputs": [
            steps.page_path(project, year),
            steps.composed_path(project, year),
            *(project.dataset(year, name) for name in names),
            *(steps.document_path(project, year, name) for name in made),
        ],
        "code": fixed(fingerprint.library() + commit + repr(made)),
    }
    products = [project.report(year) / name for name in (*steps.PRODUCTS, *made)]

    @pytask.task(name=f"report {year}", kwargs=depends)
    def task(inputs: Any, code: str, produces: Any = products) -> None:
        steps.make_report(str(project.root), year, names, made, commit)

    return task


def graph(project: Project, year: int, only: Iterable[str] = (), kernel: Kernel | None = None) -> list[Task]:
    """The tasks of a year; with `only`, those sections and what they rest on, without the report."""
    way = usable(kernel)
    notebook.require_year(project, year)
    chosen = [notebook.section(project, name) for name in only] or notebook.sections(project)
    for section in chosen:
        section.checked({"year": year})
        for name in section.datasets:
            catalog.require(name)
    if only:
        names = tuple(sorted({name for section in chosen for name in section.datasets}))
        return [
            *(dataset_task(project, year, name) for name in names),
            *(section_task(project, year, section, way) for section in chosen),
        ]
    names = notebook.datasets_of(project, year)
    made = tuple(name for name in documents.names(year) if name not in documents.missing(year))
    return [
        *(dataset_task(project, year, name) for name in names),
        checks_task(project, year, names),
        *(section_task(project, year, section, way) for section in chosen),
        page_task(project, year, chosen, names),
        *([pdf_task(project, year)] if documents.can_draw() else []),
        docx_task(project, year),
        report_task(project, year, names, made),
    ]


def run(
    project: Project,
    year: int,
    tasks: list[Task],
    *,
    jobs: int,
    live: bool,
    explain: bool,
    kernel: Kernel | None = None,
) -> Outcome:
    """Hand `tasks` to pytask with `jobs` workers and say what happened."""
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
        tasks=tasks,
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
    return outcome(session, len(tasks))


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
