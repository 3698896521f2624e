"""What a run cost: seconds, CPU seconds of the whole process tree, and its memory at the peak."""

from __future__ import annotations

import ctypes
import os
import resource
import statistics
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

import psutil

# Looking at the memory of a process stops it for a while, so that is done in a run of its own.
SAMPLE_SECONDS = 0.25
PR_SET_CHILD_SUBREAPER = 36


def adopt_orphans() -> None:
    """Let processes whose parents have ended come to this one, so that their CPU time is counted."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1)


@dataclass(frozen=True)
class Cost:
    """What one run of something took: seconds, CPU seconds, MiB at the peak."""

    wall: float
    cpu: float
    memory: float


def proportional(process: psutil.Process) -> int:
    try:
        whole = process.memory_full_info()
    except psutil.Error:
        return 0
    return getattr(whole, "pss", whole.uss)


def _wait_for_orphans() -> None:
    """Until those of what ran, which come to this process, have ended too."""
    while True:
        try:
            os.wait()
        except ChildProcessError:
            break


class Watch:
    """Measures the process tree below this one while something runs; its memory if it `looks`."""

    def __init__(self, *, looks: bool = True) -> None:
        self._looks = looks

    def __enter__(self) -> Watch:
        self._done, self._peak = threading.Event(), 0
        self._sampler = threading.Thread(target=self._sample)
        # Those of what ran before are not this run's.
        _wait_for_orphans()
        self._used = self._cpu()
        self._begun = time.monotonic()
        if self._looks:
            self._sampler.start()
        return self

    def _sample(self) -> None:
        while not self._done.wait(SAMPLE_SECONDS):
            tree = psutil.Process().children(recursive=True)
            self._peak = max(self._peak, sum(map(proportional, tree)))

    def _cpu(self) -> float:
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        return used.ru_utime + used.ru_stime

    def __exit__(self, *_: object) -> None:
        wall = time.monotonic() - self._begun
        self._done.set()
        if self._looks:
            self._sampler.join()
        _wait_for_orphans()
        self.cost = Cost(wall, self._cpu() - self._used, self._peak / 2**20)


def measured(rounds: int, prepare: Callable[[], None], run: Callable[[], None], attempts: int = 1) -> Cost:
    """The median time of `rounds` runs, and the memory of one more; each is tried so many times."""
    costs = [_tried(prepare, run, looks, attempts) for looks in [*[False] * rounds, True]]
    *timed, looked_at = costs
    wall, cpu = (statistics.median(getattr(cost, part) for cost in timed) for part in ("wall", "cpu"))
    return Cost(wall, cpu, looked_at.memory)


def _tried(prepare: Callable[[], None], run: Callable[[], None], looks: bool, attempts: int) -> Cost:
    while True:
        prepare()
        attempts -= 1
        try:
            with Watch(looks=looks) as watch:
                run()
            return watch.cost
        except SystemExit as ended:
            if not attempts:
                raise
            print(f"tried again, for {str(ended).strip().splitlines()[-1]}", file=sys.stderr, flush=True)


def row(name: str, cost: Cost, loop: Cost) -> str:
    """A line of a table: the cost, and what it is of `loop`."""
    own = f"{name:44}{cost.wall:8.2f}{cost.cpu:8.2f}{cost.memory:7.0f}"
    return f"{own}{cost.wall / loop.wall:8.2f}{cost.cpu / loop.cpu:7.2f}"


@dataclass(frozen=True)
class Verdict:
    """A ratio or a number of seconds, and the most that it may be."""

    what: str
    came_to: float
    wanted: float

    def __str__(self) -> str:
        word = "met    " if self.came_to <= self.wanted else "NOT met"
        return f"  {word}  {self.what}: {self.came_to:.2f} (wanted: at most {self.wanted})"
