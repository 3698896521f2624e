"""The processes that do the steps of a build: forked from one that has imported everything."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import tempfile
import threading
from collections.abc import Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from typing import Any

from aarsmelding import kernels
from aarsmelding.building import handing, interruption
from aarsmelding.errors import AarsmeldingError
from aarsmelding.kernels import Kernel
from aarsmelding.unattended.events import CELL_SECONDS_VARIABLE, EVENTS_VARIABLE

# Variables that differ from build to build.
TOLD = (CELL_SECONDS_VARIABLE, EVENTS_VARIABLE, "TMPDIR")

PRELOADED = [
    # The first one: until it is imported, the signal is blocked.
    "aarsmelding.building.deaf",
    "aarsmelding.building.still",
    # Before what imports the same libraries in the usual way.
    "aarsmelding.building.unhurried",
    "aarsmelding.building.steps",
    "aarsmelding.validate",
    "aarsmelding.sections",
    "aarsmelding.page.fragments",
    "aarsmelding.report",
    "aarsmelding.building.ready",
    # The last one, because it closes the books of the garbage collector.
    "aarsmelding.kernels.preload",
]

CUT_OFF = (
    "the process that workers are forked from has ended: an import failed, or the system ended it",
    "the start of the steps",
    "mend what the error above names, or see in the system's log whether memory ran out; "
    "the last report is as it was",
)


def _context() -> Any:
    """Not `fork`: a copy of a process in which threads run can hang."""
    methods = multiprocessing.get_all_start_methods()
    return multiprocessing.get_context("forkserver" if "forkserver" in methods else "spawn")


def begin() -> None:
    """Let the process that workers are forked from start importing, while the caller goes on."""
    context = _context()
    if context.get_start_method() == "forkserver":
        from multiprocessing import forkserver, resource_tracker

        context.set_forkserver_preload(PRELOADED)
        # By itself, for it ends with the signal unblocked.
        resource_tracker.ensure_running()
        # Kernels are forked from its forks, and a fork cannot choose its hash seed or threads any more.
        with kernels.environment_with(kernels.ENVIRONMENT), _own_warnings(), _interrupt_held_back():
            forkserver.ensure_running()


@contextmanager
def _own_warnings() -> Iterator[None]:
    """What is started meanwhile hears of warnings as its environment says, not as this process was told.

    multiprocessing passes that on, and a kernel that shall hear of all cannot be forked from what does not.
    """
    before = sys.warnoptions[:]
    sys.warnoptions.clear()
    try:
        yield
    finally:
        sys.warnoptions[:] = before


@contextmanager
def _interrupt_held_back() -> Iterator[None]:
    """Ctrl-C comes afterwards, to this process alone: one started here is born not to hear it."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def pool(n_workers: int, kernel: Kernel) -> Executor:
    """Workers; where kernels are forked, each has a process of its own for them to be forked from."""
    begin()
    return Workers(n_workers, mp_context=_context(), initializer=_become_worker, initargs=(kernel, _told()))


class Workers(ProcessPoolExecutor):
    """Does the steps that the build engine submits; at an interruption they are not waited for."""

    is_cut_off = False

    def submit(self, fn: Any, /, *, task: Any, kwargs: dict[str, Any], **engine: Any) -> Future[Any]:  # type: ignore[override]
        if not self.is_cut_off:
            try:
                return handing.answered(super().submit(handing.done, handing.packed(task, kwargs)))
            except (EOFError, ConnectionError):
                # Asked once more, it would be started once more, to end in the same way.
                self.is_cut_off = True
        failed: Future[Any] = Future()
        failed.set_result(handing.answer(handing.Raised.of(AarsmeldingError(*CUT_OFF))))
        return failed

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        if interruption.asked():
            interruption.end_trees([*(self._processes or {}), *_forkserver()])
        super().shutdown(wait, cancel_futures=cancel_futures or interruption.asked())


def _forkserver() -> list[int]:
    """What forks workers: it would fork those that it was asked for also when nobody waits for them."""
    from multiprocessing import forkserver

    pid = forkserver._forkserver._forkserver_pid  # type: ignore[attr-defined]
    return [] if pid is None else [pid]


def _told() -> dict[str, str]:
    """What a worker's environment must say, which was forked from a process that began before."""
    return {name: os.environ[name] for name in TOLD if name in os.environ}


def _become_worker(kernel: Kernel, told: dict[str, str]) -> None:
    from aarsmelding.building import deaf, hoarding

    deaf.become()
    for name in TOLD:
        os.environ.pop(name, None)
    os.environ.update(told)
    tempfile.tempdir = None
    if kernel is Kernel.FORKED:
        from aarsmelding.kernels import process

        process.become_parent()
    else:
        # What a kernel says outside its cells is not the build's to repeat; a plain one inherits this.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    # Afterwards, for kernels collect as they do elsewhere.
    hoarding.seldom_collected()
    threading.Thread(target=_end_with_leader, daemon=True, name="leader").start()


def _end_with_leader() -> None:
    """A worker whose leading process was killed would wait for its next step for ever."""
    leader = multiprocessing.parent_process()
    if leader is not None:
        leader.join()
        os._exit(1)
