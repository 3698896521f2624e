"""Each raw file changed by itself, and the whole report built again: what a correction costs."""

from __future__ import annotations

import os
import statistics
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from aarsmelding.errors import EXIT_DATA_REFUSED

from benchmarks.copies import Copy
from benchmarks.measuring import Cost, Verdict, Watch

MOST = 0.35
# Seconds of processor time that a page of a municipality or a committee may take.
PAGE = 0.3
# A machine has not the same pace all the time: after so many files the whole is measured again.
AGAIN = 4
# What seems to take too much is measured so many times more, each time beside the whole.
LOOKS = 2


@dataclass(frozen=True)
class Share:
    """What the build after a change took of the whole; `beside` without what its pages may take."""

    wall: float
    beside: float


def beside_pages(wall: float, pages: int) -> float:
    """The seconds that are left of `wall` when so many pages take what one may, on all cores."""
    return wall - pages * PAGE / (os.cpu_count() or 1)


def run(copy: Copy, rounds: int) -> Iterator[Verdict]:
    """Print what each file takes of a build from nothing, then yield the median and the worst of them."""
    print(
        f"{'one raw file changed':38}{'pages':>6}{'wall s':>8}{'CPU s':>8}{'wall':>8}{'CPU':>7}  of the whole"
    )
    shares: dict[Path, list[Share]] = {}
    for number, path in enumerate(sorted(copy.raw.glob("*.csv")) * rounds):
        if number % AGAIN == 0:
            whole = _whole(copy)
        if share := _share(copy, path, whole):
            shares.setdefault(path, []).append(share)
    seem_beyond = [path for path, found in shares.items() if _typical(found).wall > MOST]
    for path in seem_beyond * LOOKS:
        if share := _share(copy, path, _whole(copy)):
            shares[path].append(share)
    found = {path.stem: _typical(each) for path, each in shares.items()}
    beyond = [f"{name} {share.wall:.2f}" for name, share in found.items() if share.wall > MOST]
    print(f"beyond {MOST}, {len(beyond)} of {len(found)}: {', '.join(beyond) or 'none'}")
    name = "one raw file changed"
    middle = statistics.median(share.wall for share in found.values())
    yield Verdict(f"{name}, the median of all, wall, of the whole", middle, MOST)
    worst = max(share.wall for share in found.values())
    yield Verdict(f"{name}, the worst of all, wall, of the whole", worst, MOST)
    worst = max(share.beside for share in found.values())
    yield Verdict(f"{name}, the worst, {PAGE} s of CPU for each page apart", worst, MOST)


def _typical(shares: list[Share]) -> Share:
    walls, besides = ([getattr(share, part) for share in shares] for part in ("wall", "beside"))
    return Share(statistics.median(walls), statistics.median(besides))


def _whole(copy: Copy) -> Cost:
    copy.clear()
    with Watch(looks=False) as watch:
        copy.build()
    print(f"{'the whole report':44}{watch.cost.wall:8.2f}{watch.cost.cpu:8.2f}", flush=True)
    return watch.cost


def _share(copy: Copy, path: Path, whole: Cost) -> Share | None:
    """What the build after a change of the file takes; None, and said, where it is refused."""
    cost = _changed(copy, path)
    if cost is None:
        print(f"{path.stem:44}  refused: a claim names the place that was changed", flush=True)
        return None
    pages, ratio = copy.pages_run(), cost.wall / whole.wall
    ratios = f"{ratio:8.2f}{cost.cpu / whole.cpu:7.2f}"
    print(f"{path.stem:38}{pages:6}{cost.wall:8.2f}{cost.cpu:8.2f}{ratios}", flush=True)
    return Share(ratio, beside_pages(cost.wall, pages) / whole.wall)


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
