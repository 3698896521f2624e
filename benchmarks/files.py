"""Each raw file changed by itself, and the whole report built again: what a correction costs."""

from __future__ import annotations

import statistics
from collections.abc import Iterator
from pathlib import Path

from aarsmelding.errors import EXIT_DATA_REFUSED

from benchmarks.copies import Copy
from benchmarks.measuring import Cost, Verdict, Watch, measured

MOST = 0.35
# Seconds of processor time that a page of a municipality or a committee may take, and those who share it.
PAGE, CORES = 0.3, 2
# A machine has not the same pace all the time: after so many files the whole is measured again.
AGAIN = 8


def run(copy: Copy, rounds: int) -> Iterator[Verdict]:
    """Print what each file takes of a build from nothing, then yield the median and the worst of them."""
    print(
        f"{'one raw file changed':38}{'pages':>6}{'wall s':>8}{'CPU s':>8}{'wall':>8}{'CPU':>7}  of the whole"
    )
    ratios, beside_pages = [], []
    for number, path in enumerate(sorted(copy.raw.glob("*.csv"))):
        if number % AGAIN == 0:
            whole = measured(rounds, copy.clear, copy.build)
            print(f"{'the whole report':44}{whole.wall:8.2f}{whole.cpu:8.2f}", flush=True)
        costs = [cost for _ in range(rounds) if (cost := _changed(copy, path))]
        if len(costs) < rounds:
            print(f"{path.stem:44}  refused: a claim names the place that was changed", flush=True)
            continue
        wall, cpu = (statistics.median(getattr(cost, part) for cost in costs) for part in ("wall", "cpu"))
        pages = copy.pages_run()
        ratios.append(wall / whole.wall)
        beside_pages.append((wall - pages * PAGE / CORES) / whole.wall)
        shares = f"{ratios[-1]:8.2f}{cpu / whole.cpu:7.2f}"
        print(f"{path.stem:38}{pages:6}{wall:8.2f}{cpu:8.2f}{shares}", flush=True)
    beyond = sum(ratio > MOST for ratio in ratios)
    print(f"{'of all, beyond ' + str(MOST):44}{beyond:8} of {len(ratios)}")
    name = "one raw file changed"
    yield Verdict(f"{name}, the median of all, wall, of the whole", statistics.median(ratios), MOST)
    yield Verdict(f"{name}, the worst of all, wall, of the whole", max(ratios), MOST)
    yield Verdict(f"{name}, the worst, {PAGE} s of CPU for each page apart", max(beside_pages), MOST)


def _changed(copy: Copy, path: Path) -> Cost | None:
    """What a build takes after a change of the file; None where it is refused, and the file as it was."""
    both = (path, path.with_suffix(".receipt.yml"))
    before = [each.read_bytes() for each in both]
    copy.change(path.stem)
    try:
        with Watch(looks=False) as watch:
            copy.build()
    except SystemExit as ended:
        if f"ended with {EXIT_DATA_REFUSED}" not in str(ended):
            raise
        for each, content in zip(both, before, strict=True):
            each.write_bytes(content)
        return None
    return watch.cost
