"""The build graph of a year, handed to pytask; which step depends on what is said in `tasks`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import Executor
from functools import partial
from pathlib import Path

import pytask
from _pytask import lockfile
from _pytask.console import console
from _pytask.task_utils import COLLECTED_TASKS
from pytask import ExitCode
from pytask_parallel import ParallelBackend, execute, registry
from pytask_parallel.backends import WorkerType

from aarsmelding import catalog, corrections, documents, editions, holdings, notebook
from aarsmelding.building import (
    believing,
    chaptertasks,
    pagetasks,
    places,
    reading,
    remembering,
    tasks,
    waiting,
    watching,
    workers,
)
from aarsmelding.building.outcome import Outcome, not_begun, outcome
from aarsmelding.building.tasks import Task
from aarsmelding.editions import choosing
from aarsmelding.errors import UsageError
from aarsmelding.gaps import reduction
from aarsmelding.kernels import Kernel, usable
from aarsmelding.notebook import Notebook
from aarsmelding.paths import Project
from aarsmelding.unattended.watch import Watch

LOCK = "pytask.lock"


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
    # What a graph that was never built has left in the engine's own list would be built with this one.
    COLLECTED_TASKS.clear()
    way = usable(kernel)
    notebook.require_year(project, year)
    corrections.require_owned(project, year)
    named = dict.fromkeys(notebook.section(project, name) for name in only)
    chosen = [*named] or notebook.notebooks(project)
    for section in chosen:
        section.checked({"year": year})
        for name in section.datasets:
            catalog.require(name)
    held = notebook.datasets_of(project, year)
    sections = reduction.sections_of(project, year)
    many = reduction.editions_of(project, year)
    _require_shown(year, chosen if only else [], [*sections, *many])
    if keys:
        for section in chosen:
            choosing.require_known(project, year, section, keys)
    if only:
        return _only(project, year, chosen, held, way, keys)
    drawn = (name for name in documents.names(year) if name not in documents.missing(year))
    made = (*drawn, places.WORKBOOK)
    return [
        *_data(project, {(year, name) for name in held} | _earlier(project, year, sections)),
        tasks.checks_task(project, year, holdings.delivered_of(project, year)),
        *(tasks.section_task(project, year, section, way) for section in sections),
        *(task for section in many for task in tasks.editions_tasks(project, year, section, held, way)),
        *(tasks.overview_task(project, year, section, held) for section in many),
        pagetasks.evidence_task(project, year, held),
        pagetasks.ledger_task(project, year, sections, held),
        pagetasks.page_task(project, year, sections, many, held),
        *(tasks.bitmaps_task(project, year, section) for section in sections),
        pagetasks.workbook_task(project, year),
        *chaptertasks.document_tasks(project, year, sections),
        tasks.report_task(project, year, many, held, made),
    ]


def _require_shown(year: int, chosen: list[Notebook], shown: list[Notebook]) -> None:
    """Refuse a section that the report of the year leaves out: its words would not be true of that year."""
    known = {section.stem for section in shown}
    for section in chosen:
        if section.stem not in known:
            raise UsageError(
                f"the report of {year} does not have {section.name}: the year lacks its data, or has better",
                "--only",
                "use one of: " + ", ".join(sorted(section.name for section in shown)),
            )


def _only(
    project: Project,
    year: int,
    chosen: list[Notebook],
    held: tuple[str, ...],
    way: Kernel,
    keys: tuple[str, ...],
) -> list[Task]:
    needed = {name for section in chosen for name in reduction.read_for(project, year, section)}
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
    wanted = {(year, name) for name in needed} | _earlier(project, year, chosen)
    return [*_data(project, wanted), *found]


def _earlier(project: Project, year: int, sections: list[Notebook]) -> set[tuple[int, str]]:
    """The datasets of the year before that sections compare with."""
    return {
        (year - 1, name) for section in sections for name in reduction.earlier_for(project, year, section)
    }


def _data(project: Project, wanted: set[tuple[int, str]]) -> list[Task]:
    """The datasets, each of a year, and those that they are counted from: the youngest year first."""
    found: set[tuple[int, str]] = set()
    while missing := wanted - found:
        found |= missing
        wanted = {
            needed
            for year, name in missing
            if name in holdings.derived_of(project, year)
            for needed in holdings.needed_for(project, year, name)
        }
    in_order = sorted(found, key=lambda one: (-one[0], one[1]))
    return [tasks.dataset_task(project, year, name) for year, name in in_order]


def run(
    project: Project,
    year: int,
    graph: list[Task],
    *,
    jobs: int,
    explain: bool,
    kernel: Kernel | None = None,
    watch: Watch | None = None,
    pool: Callable[..., Executor] = workers.pool,
) -> Outcome:
    """Hand the tasks of `graph` to pytask with `jobs` workers of `pool` and say what happened."""
    state = project.build(year)
    state.mkdir(parents=True, exist_ok=True)
    # Its folder is where pytask keeps its state: one for each year, so that years do not disturb each other.
    config = state / "pytask.toml"
    config.write_text("[tool.pytask.ini_options]\n", encoding="utf-8")
    registry.register_parallel_backend(
        ParallelBackend.CUSTOM,
        partial(pool, kernel=usable(kernel)),
        worker_type=WorkerType.PROCESSES,
        remote=False,
    )
    if _is_damaged(state / LOCK):
        forget(project, year)
    # A step that is done wakes the engine, whose own sleep lasts up to a second.
    remembering.remember()
    reading.read_again()
    waking = waiting.Waiting()
    execute._Sleeper = lambda: waking  # type: ignore[misc, assignment]
    console.quiet = not explain
    plugin = watching.Plugin(watch)
    with watching.plugged_in(plugin, waking, believing.Believing()):
        session = pytask.build(
            tasks=graph,
            config=config,
            paths=[state],
            n_workers=jobs,
            parallel_backend=ParallelBackend.CUSTOM,
            verbose=0,
            # The source of every step is read for a link to it, also where nothing is printed.
            editor_url_scheme="file" if explain else "no_link",
            show_traceback=False,
            # Steps are not done here, and nothing else says anything.
            capture="no",
            explain=explain,
            dry_run=explain,
            disable_warnings=True,
        )
    if session.exit_code not in (ExitCode.OK, ExitCode.FAILED):
        raise not_begun(session)
    return outcome(session, len(graph), plugin.crash)


def forget(project: Project, year: int) -> None:
    """Remove what the engine knows of earlier runs: in the next one, every step is run again."""
    lock = project.build(year) / LOCK
    lock.unlink(missing_ok=True)
    lockfile._journal(lock).delete()


def _is_damaged(lock: Path) -> bool:
    try:
        lockfile.read_lockfile(lock)
        lockfile._read_journal_entries(lockfile._journal(lock))
    except (lockfile.LockfileError, ValueError):
        return True
    return False
