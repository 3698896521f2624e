"""How the build engine is listened to: a plug-in of ours that tells a watch what the engine does."""

from __future__ import annotations

import importlib
import traceback
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import BrokenExecutor
from contextlib import contextmanager
from typing import Any

from pytask import hookimpl

from aarsmelding.documents import APPENDICES
from aarsmelding.errors import DataRefused
from aarsmelding.unattended import faults
from aarsmelding.unattended.watch import DONE, FAILED, SKIPPED, UNCHANGED, Step, Watch

STATES = {"SUCCESS": DONE, "PERSISTENCE": DONE, "SKIP_UNCHANGED": UNCHANGED, "FAIL": FAILED}

# By the first word of a step's name. The pages of the editions fill the time that the document takes,
# which waits for nearly everything and takes longest.
URGENCY = {
    "ledger": 6,
    "page": 5,
    "words": 5,
    "workbook": 4,
    "cut": 4,
    "chapter": 4,
    "front": 4,
    "pdf": 4,
    "data": 3,
    "section": 2,
    "checks": 2,
    "evidence": 3,
    "bitmaps": 1,
    "docx": 1,
}


def label(task: Any) -> str:
    """A task's name without the file it is not in: `section 2025 avvik`."""
    return str(task.name).rpartition("::")[2]


def sections(tasks: Iterable[Any]) -> tuple[str, ...]:
    """The sections that these tasks, not yet given to the engine, make: in their order, each once."""
    found = (Step(task.pytask_meta.name).section for task in tasks)
    return tuple(dict.fromkeys(name for name in found if name))


def urgency(task: Any, name: str) -> tuple[int, int]:
    """Of the steps that could be done now, the one with most is: what others wait for, long ones first."""
    if name.startswith("chapter "):
        return URGENCY["chapter"], int(name.split()[-1] in APPENDICES)
    source = task.depends_on.get("source")
    size = source.path.stat().st_size if name.startswith("section ") and source is not None else 0
    return URGENCY.get(name.split()[0], 0), size


class Plugin:
    """Tells `watch` of every step, and keeps what broke the engine itself, which it only prints."""

    def __init__(self, watch: Watch | None) -> None:
        self.watch = watch
        self.crash: Exception | None = None

    @hookimpl
    def pytask_execute_task_log_start(self, task: Any) -> None:
        if self.watch:
            self.watch.step_begun(label(task))

    @hookimpl
    def pytask_execute_task_log_end(self, report: Any) -> None:
        if not self.watch:
            return
        name = label(report.task)
        state = STATES.get(report.outcome.name, SKIPPED)
        if state == FAILED and _is_fault_in_program(report.exc_info[1]):
            self.watch.crashed(_trace(*report.exc_info[1:]), name)
        self.watch.step_ended(name, state)

    @hookimpl(wrapper=True)
    def pytask_execute_build(self, session: Any) -> Generator[None, Any, Any]:
        tasks = ((task, label(task)) for task in session.tasks)
        session.scheduler.priorities = {task.signature: urgency(task, name) for task, name in tasks}
        try:
            return (yield)
        except Exception as crash:
            self.crash = crash
            if self.watch:
                self.watch.crashed(traceback.format_exc())
            raise


def _is_fault_in_program(error: Any) -> bool:
    if isinstance(error, (DataRefused, BrokenExecutor)):
        return False
    return faults.PROGRAM in faults.explained(error, "").remedy


def _trace(error: BaseException, trace: Any) -> str:
    """That of the process that did the step; of an error from elsewhere, the one it has itself."""
    return trace if isinstance(trace, str) else "".join(traceback.format_exception(error))


@contextmanager
def plugged_in(*plugins: object) -> Iterator[None]:
    """Builds begun meanwhile have `plugins`; pytask has no argument for any."""
    engine = importlib.import_module("_pytask.build")
    database = importlib.import_module("_pytask.database")
    ordinary = engine.get_plugin_manager

    def with_plugin() -> Any:
        manager = ordinary()
        for plugin in plugins:
            manager.register(plugin)
        # What has been built stands in the lock file. The database of older versions is still written
        # beside it, and waits for the disk once for every file of every step.
        manager.unregister(database)
        return manager

    engine.get_plugin_manager = with_plugin  # type: ignore[attr-defined]
    try:
        yield
    finally:
        engine.get_plugin_manager = ordinary  # type: ignore[attr-defined]
