"""Each raw file changed by itself, and the whole report built again: what a correction costs."""

from __future__ import annotations

import statistics
from collections.abc import Iterator
from pathlib import Path

from aarsmelding.errors import EXIT_DATA_REFUSED

from benchmarks.copies import Copy
from benchmarks.measuring import Cost, Verdict, Watch, measured

MOST = 0.35


def run(copy: Copy, rounds: int) -> Iterator[Verdict]:
    """Print what each file takes of a build from nothing, then yield the median and the worst of them."""
    whole = measured(rounds, copy.clear, copy.build)
    print(f"{'one raw file changed':44}{'wall s':>8}{'CPU s':>8}{'wall':>8}{'CPU':>7}  of the whole report")
    ratios = []
    for path in sorted(copy.raw.glob("*.csv")):
        costs = [cost for _ in range(rounds) if (cost := _changed(copy, path))]
        if len(costs) < rounds:
            print(f"{path.stem:44}  refused: a claim names the place that was changed", flush=True)
            continue
        wall, cpu = (statistics.median(getattr(cost, part) for cost in costs) for part in ("wall", "cpu"))
        ratios.append(wall / whole.wall)
        print(f"{path.stem:44}{wall:8.2f}{cpu:8.2f}{ratios[-1]:8.2f}{cpu / whole.cpu:7.2f}", flush=True)
    beyond = sum(ratio > MOST for ratio in ratios)
    print(f"{'of all, beyond ' + str(MOST):44}{beyond:8} of {len(ratios)}")
    yield Verdict(
        "one raw file changed, the median of all, wall, of the whole", statistics.median(ratios), MOST
    )
    yield Verdict("one raw file changed, the worst of all, wall, of the whole", max(ratios), MOST)


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
