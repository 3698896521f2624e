"""How fast and how large: the report, many editions, a large register; ratios against what everybody knows.

Run it with `make bench`, or one part with `make bench PART=sections`. Everything happens in a copy in a
temporary folder. CPU and memory are those of the whole process tree; memory is proportional (a page that n
processes share counts 1/n in each).
"""

from __future__ import annotations

import argparse
import compileall
import os
import platform
import tempfile
from importlib import metadata
from pathlib import Path

import psutil
from aarsmelding.paths import PACKAGE

from benchmarks import cluster, files, many, register, sections
from benchmarks.copies import Copy
from benchmarks.measuring import adopt_orphans

PARTS = {
    "sections": sections.run,
    "files": files.run,
    "many": many.run,
    "cluster": cluster.run,
    "register": register.run,
}


def facts() -> str:
    """The machine and the versions that the figures belong to."""
    names = ("papermill", "nbconvert", "ipykernel", "pandas", "matplotlib")
    versions = ", ".join(f"{name} {metadata.version(name)}" for name in names)
    load = " ".join(f"{value:.1f}" for value in os.getloadavg())
    return (
        f"{platform.platform()}, {os.cpu_count()} cores, "
        f"{psutil.virtual_memory().total / 2**30:.0f} GiB, load {load} at the start\n"
        f"Python {platform.python_version()}, {versions}"
    )


def main() -> None:
    """Measure the parts asked for, print tables, then whether each wanted number was met."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("parts", nargs="*", choices=[*PARTS, []], help="default: all")
    asked.add_argument("--rounds", type=int, default=1, help="the median of so many is shown")
    asked.add_argument("--year", type=int, default=2025)
    given = asked.parse_args()
    adopt_orphans()
    # As an installer compiles the packages of the others; PYTHONDONTWRITEBYTECODE may keep runs from it.
    compileall.compile_dir(PACKAGE, quiet=1)
    verdicts = []
    print(f"{facts()}\nmedian of {given.rounds}\n", flush=True)
    for part in given.parts or PARTS:
        with tempfile.TemporaryDirectory(prefix="aarsmelding-bench-") as folder:
            verdicts += list(PARTS[part](Copy(Path(folder), given.year), given.rounds))
        print(flush=True)
    print("\n".join(map(str, verdicts)))


if __name__ == "__main__":
    main()
