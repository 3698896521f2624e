"""The main report against the ways everybody knows, and against itself when little or nothing changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from benchmarks.copies import OF_MANY, OF_ONE, Copy
from benchmarks.files import MOST
from benchmarks.measuring import Cost, Verdict, measured, row

# Rounds of what takes less than a second: all else that the machine does is as long.
SHORT = 5
HEADER = f"{'':44}{'wall s':>8}{'CPU s':>8}{'MiB':>7}{'wall':>8}{'CPU':>7}  of the shell loop"


def run(copy: Copy, rounds: int) -> Iterator[Verdict]:
    """Print a table, then yield what the wanted ratios came to."""

    def nothing() -> None: ...

    ways: dict[str, tuple[Callable[[], None], Callable[[], None]]] = {
        "shell loop: papermill, jupyter nbconvert": (copy.only_data, copy.shell_loop),
        "papermill + nbconvert, two processes": (copy.only_data, copy.two_processes),
        "Jupyter Book 1": (copy.only_data, copy.jupyter_book),
        "marimo export html": (copy.only_data, copy.marimo),
        "our sections, data included, plain kernels": (copy.clear, copy.plain_sections),
        "our sections, data included": (copy.clear, copy.sections),
        "our main report: sections and page": (copy.clear, copy.main_page),
        "our whole report: editions, PDF, Word": (copy.clear, copy.build),
        "one raw file changed, of many pages": (partial(copy.change, OF_MANY), copy.build),
        "one raw file changed, of one section": (partial(copy.change, OF_ONE), copy.build),
        "nothing changed": (nothing, copy.build),
        "aarsmelding --help": (nothing, lambda: copy.ours("--help")),
    }
    print(f"{len(copy.notebooks)} sections\n{HEADER}")
    costs: dict[str, Cost] = {}
    for name, (prepare, way) in ways.items():
        # Plain kernels choose ports that another may take before they do; ours have none to choose.
        often = max(rounds, SHORT) if prepare == nothing else rounds
        costs[name] = measured(often, prepare, way, attempts=3 if prepare == copy.only_data else 1)
        loop = next(iter(costs.values()))
        print(row(name, costs[name], loop), flush=True)
    loop, pair, book, marimo, _, ours, main, whole, _, of_one, unchanged, helped = costs.values()
    yield Verdict("sections, wall, of the shell loop", ours.wall / loop.wall, 0.15)
    yield Verdict("sections, CPU, of the shell loop", ours.cpu / loop.cpu, 0.2)
    yield Verdict("main report, wall, of the shell loop", main.wall / loop.wall, 0.15)
    yield Verdict("main report, CPU, of the shell loop", main.cpu / loop.cpu, 0.2)
    yield Verdict("sections, wall, of papermill + nbconvert in two", ours.wall / pair.wall, 0.4)
    yield Verdict("sections, wall, of Jupyter Book 1", ours.wall / book.wall, 0.25)
    yield Verdict("sections, wall, of marimo export", ours.wall / marimo.wall, 0.25)
    yield Verdict("a raw file of one section changed, wall, of the whole", of_one.wall / whole.wall, MOST)
    yield Verdict("nothing changed, seconds", unchanged.wall, 1.0)
    yield Verdict("nothing changed, wall, of the whole", unchanged.wall / whole.wall, 0.05)
    yield Verdict("--help, seconds", helped.wall, 0.3)
