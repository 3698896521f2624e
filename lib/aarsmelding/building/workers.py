"""The processes that do the steps of a build: forked from one that has imported everything."""

from __future__ import annotations

import multiprocessing
from concurrent.futures import Executor
from typing import Any

from aarsmelding import kernels
from aarsmelding.kernels import Kernel

PRELOADED = [
    "aarsmelding.building.steps",
    "aarsmelding.validate",
    "aarsmelding.sections",
    "aarsmelding.page.fragments",
    "aarsmelding.report",
    # The last one, because it closes the books of the garbage collector.
    "aarsmelding.kernels.preload",
]


def _context() -> Any:
    """Not `fork`: a copy of a process in which threads run can hang."""
    methods = multiprocessing.get_all_start_methods()
    return multiprocessing.get_context("forkserver" if "forkserver" in methods else "spawn")


def begin() -> None:
    """Let the process that workers are forked from start importing, while the caller goes on."""
    context = _context()
    if context.get_start_method() == "forkserver":
        from multiprocessing import forkserver

        context.set_forkserver_preload(PRELOADED)
        # Kernels are forked from its forks, and a fork cannot choose its hash seed or threads any more.
        with kernels.environment_with(kernels.ENVIRONMENT):
            forkserver.ensure_running()


def pool(n_workers: int, kernel: Kernel) -> Executor:
    """Workers; where kernels are forked, each has a process of its own for them to be forked from."""
    from pytask_parallel.backends import _CloudpickleProcessPoolExecutor

    from aarsmelding.kernels import process

    begin()
    initializer = process.become_parent if kernel is Kernel.FORKED else None
    return _CloudpickleProcessPoolExecutor(n_workers, mp_context=_context(), initializer=initializer)
