"""Beyond one machine: the editions of one notebook on one worker and on two, against a local build."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from statistics import median, stdev

from benchmarks.copies import Copy
from benchmarks.measuring import Verdict

DASK = [sys.executable, "-m", "dask"]
START_SECONDS = 60.0
# Of builds this short the machine's pace decides more than the number of workers.
ROUNDS = 3


def run(copy: Copy, rounds: int) -> Iterator[Verdict]:
    """Print a table, then yield what two workers came to."""
    path = max(copy.editions, key=lambda each: "kommune" in each.name)
    ways = {"local, one step at a time": (0, ["--jobs=1"]), "local, two": (0, ["--jobs=2"])}
    ways |= {"one worker": (1, []), "two workers": (2, [])}
    took: dict[str, list[float]] = {name: [] for name in ways}
    # All ways in each round: what else the machine does falls on all of them.
    for _ in range(max(rounds, ROUNDS)):
        for name, (workers, options) in ways.items():
            with started(copy, workers) as address:
                copy.clear()
                begun = time.monotonic()
                copy.build(f"--only={path.stem}", *options, *([f"--cluster={address}"] if address else []))
                took[name].append(time.monotonic() - begun)
    folder = copy.root / ".build" / copy.year / "editions" / path.stem
    count = sum(len(json.loads(share.read_text(encoding="utf-8"))) for share in folder.glob("?.json"))
    print(f"{path.stem}: {count} editions\n{'':30}{'wall s':>8}{'±':>6}{'editions a minute':>20}")
    for name, seconds in took.items():
        spread = stdev(seconds) if len(seconds) > 1 else 0.0
        print(f"{name:30}{median(seconds):8.2f}{spread:6.2f}{60 * count / median(seconds):20.0f}", flush=True)
    one, two = (median(took[name]) for name in ("one worker", "two workers"))
    yield Verdict("wall of two workers, of one", two / one, 0.75)
    yield Verdict("wall of two workers, of two local", two / median(took["local, two"]), 1.5)


@contextmanager
def started(copy: Copy, workers: int) -> Iterator[str | None]:
    """The address of a new cluster with so many workers on this machine; None for none."""
    if not workers:
        yield None
        return
    processes = [_start("scheduler", "--host", "127.0.0.1", "--port", "0")]
    try:
        address = _said(processes[0], r"Scheduler at:\s+(tcp://\S+)")
        for _ in range(workers):
            processes.append(
                _start("worker", address, "--nthreads", "1", "--local-directory", str(copy.out.parent))
            )
            _said(processes[-1], r"Registered to:\s+(\S+)")
        yield address
    finally:
        for process in reversed(processes):
            process.terminate()
        for process in processes:
            process.wait()


def _start(*command: str) -> subprocess.Popen[str]:
    return subprocess.Popen([*DASK, *command, "--no-dashboard"], stderr=subprocess.PIPE, text=True)


def _said(process: subprocess.Popen[str], pattern: str) -> str:
    assert process.stderr is not None
    end = time.monotonic() + START_SECONDS
    for line in process.stderr:
        if found := re.search(pattern, line):
            return found[1]
        if time.monotonic() > end:
            break
    sys.exit(f"{process.args} does not start")
