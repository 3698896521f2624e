"""How fast the report is built, side by side with the ways everybody knows, on the project's own notebooks.

Run it with `make bench`. Everything happens in a copy in a temporary folder. CPU and memory are those of
the whole process tree; memory is proportional (a page that n processes share counts 1/n in each).
"""

from __future__ import annotations

import argparse
import csv
import ctypes
import hashlib
import io
import os
import platform
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

import psutil

CHECKOUT = Path(__file__).parents[1]
BIN = Path(sys.executable).parent
SAMPLE_SECONDS = 0.1
PR_SET_CHILD_SUBREAPER = 36
CHANGED = "avvik_kommune"
TWO_PROCESSES = """
import sys
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

def one(path):
    import papermill
    from nbconvert import HTMLExporter
    executed = Path(sys.argv[2]) / path.name
    papermill.execute_notebook(path, executed, {"year": int(sys.argv[3])}, progress_bar=False)
    body, _ = HTMLExporter().from_filename(executed)
    executed.with_suffix(".html").write_text(body, encoding="utf-8")

if __name__ == "__main__":
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        list(pool.map(one, sorted(Path(sys.argv[1]).glob("*.ipynb"))))
"""


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


class Watch:
    """Measures the process tree below this one while something runs."""

    def __enter__(self) -> Watch:
        self._done, self._peak = threading.Event(), 0
        self._sampler = threading.Thread(target=self._sample)
        self._used = self._cpu()
        self._begun = time.monotonic()
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
        self._sampler.join()
        while True:  # orphans of what ran come to this process
            try:
                os.wait()
            except ChildProcessError:
                break
        self.cost = Cost(wall, self._cpu() - self._used, self._peak / 2**20)


class Benchmark:
    """One copy of the project, and the ways to make something of it."""

    def __init__(self, folder: Path, year: int) -> None:
        self.root, self.year = folder / "prosjekt", str(year)
        self.out = folder / "ut"
        self.raw = self.root / "data" / "raw" / self.year
        shutil.copytree(CHECKOUT / "data" / "raw" / self.year, self.raw)
        shutil.copytree(CHECKOUT / "notebooks", self.root / "notebooks")
        self.notebooks = sorted((self.root / "notebooks").glob("*.ipynb"))
        self.environment = {**os.environ, "AARSMELDING_ROOT": str(self.root), "PYTHONWARNINGS": "ignore"}
        # Not the copy's: git would say that the whole checkout has changed.
        self.environment.update(GIT_CEILING_DIRECTORIES=str(folder), MPLBACKEND="agg")

    def run(self, *command: str | Path) -> None:
        done = subprocess.run(
            [str(part) for part in command],
            cwd=self.root,
            env=self.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
        if done.returncode:
            sys.exit(f"{command[0]} ended with {done.returncode}:\n{done.stderr}")

    def ours(self, *arguments: str) -> None:
        self.run(sys.executable, "-m", "aarsmelding", *arguments)

    def build(self, *options: str) -> None:
        self.ours("build", "--year", self.year, "--quiet", *options)

    def clear(self) -> None:
        for path in (self.root / ".build", self.root / "data" / "clean", self.root / "reports", self.out):
            shutil.rmtree(path, ignore_errors=True)
        self.out.mkdir()

    def only_data(self) -> None:
        """The clean datasets and nothing else: the other ways start with what ours has to make."""
        self.clear()
        self.build(*(f"--only={path.stem}" for path in self.notebooks))
        shutil.rmtree(self.root / ".build")

    def shell_loop(self) -> None:
        for path in self.notebooks:
            executed = self.out / path.name
            self.run(BIN / "papermill", path, executed, "-p", "year", self.year, "--no-progress-bar")
            self.run(BIN / "jupyter", "nbconvert", "--to", "html", executed)

    def two_processes(self) -> None:
        script = self.out / "two.py"
        script.write_text(TWO_PROCESSES, encoding="utf-8")
        self.run(sys.executable, script, self.root / "notebooks", self.out, self.year)

    def sections(self) -> None:
        self.build(*(f"--only={path.stem}" for path in self.notebooks))

    def plain_sections(self) -> None:
        self.build("--kernel=plain", *(f"--only={path.stem}" for path in self.notebooks))

    def change(self) -> None:
        """Another place for the first row of one raw file, and a receipt that fits."""
        path = self.raw / f"{CHANGED}.csv"
        before = path.read_bytes()
        rows = list(csv.reader(io.StringIO(before.decode())))
        rows[1][-1] += ", endret"
        stream = io.StringIO()
        csv.writer(stream, lineterminator="\n").writerows(rows)
        path.write_text(stream.getvalue(), encoding="utf-8")
        receipt = path.with_suffix(".receipt.yml")
        old, new = (hashlib.sha256(content).hexdigest() for content in (before, path.read_bytes()))
        receipt.write_text(receipt.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


def measured(rounds: int, prepare: Callable[[], None], run: Callable[[], None]) -> Cost:
    costs = []
    for _ in range(rounds):
        prepare()
        with Watch() as watch:
            run()
        costs.append(watch.cost)
    return Cost(
        *(statistics.median(getattr(cost, part) for cost in costs) for part in ("wall", "cpu", "memory"))
    )


def facts() -> str:
    names = ("papermill", "nbconvert", "ipykernel", "pandas", "matplotlib")
    versions = ", ".join(f"{name} {metadata.version(name)}" for name in names)
    load = " ".join(f"{value:.1f}" for value in os.getloadavg())
    return (
        f"{platform.platform()}, {os.cpu_count()} cores, "
        f"{psutil.virtual_memory().total / 2**30:.0f} GiB, load {load} at the start\n"
        f"Python {platform.python_version()}, {versions}"
    )


def verdict(what: str, ratio: float, target: float) -> str:
    return f"  {'met    ' if ratio <= target else 'NOT met'}  {what}: {ratio:.2f} (wanted: at most {target})"


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--rounds", type=int, default=1, help="the median of so many is shown")
    asked.add_argument("--year", type=int, default=2025)
    given = asked.parse_args()
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1)
    with tempfile.TemporaryDirectory(prefix="aarsmelding-bench-") as folder:
        bench = Benchmark(Path(folder), given.year)
        print(f"{facts()}\n{len(bench.notebooks)} notebooks, median of {given.rounds}\n", flush=True)
        nothing = bench.notebooks.__len__
        ways: dict[str, tuple[Callable[[], object], Callable[[], None]]] = {
            "shell loop: papermill, jupyter nbconvert": (bench.only_data, bench.shell_loop),
            "papermill + nbconvert, two processes": (bench.only_data, bench.two_processes),
            "our sections, data included, plain kernels": (bench.clear, bench.plain_sections),
            "our sections, data included": (bench.clear, bench.sections),
            "our whole report, PDF and Word included": (bench.clear, bench.build),
            "one raw file changed": (bench.change, bench.build),
            "nothing changed": (nothing, bench.build),
            "aarsmelding --help": (nothing, lambda: bench.ours("--help")),
        }
        print(f"{'':44}{'wall s':>8}{'CPU s':>8}{'MiB':>7}{'wall':>8}{'CPU':>7}  of the shell loop")
        costs: dict[str, Cost] = {}
        for name, (prepare, run) in ways.items():
            cost = costs[name] = measured(given.rounds, lambda p=prepare: p() and None, run)
            loop = next(iter(costs.values()))
            print(
                f"{name:44}{cost.wall:8.2f}{cost.cpu:8.2f}{cost.memory:7.0f}"
                f"{cost.wall / loop.wall:8.2f}{cost.cpu / loop.cpu:7.2f}",
                flush=True,
            )
        loop, pair, _, sections, whole, changed, unchanged, helped = costs.values()
        print("\nSections against the same work done otherwise, the rest against our own whole report:")
        print(verdict("sections, wall, of the shell loop", sections.wall / loop.wall, 0.15))
        print(verdict("sections, CPU, of the shell loop", sections.cpu / loop.cpu, 0.2))
        print(verdict("sections, wall, of papermill + nbconvert in two", sections.wall / pair.wall, 0.4))
        print(verdict("one raw file changed, wall, of the whole", changed.wall / whole.wall, 0.35))
        print(verdict("nothing changed, seconds", unchanged.wall, 1.0))
        print(verdict("nothing changed, wall, of the whole", unchanged.wall / whole.wall, 0.05))
        print(verdict("--help, seconds", helped.wall, 0.3))


if __name__ == "__main__":
    main()
