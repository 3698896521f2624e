"""How far a build is: a live view on a terminal, plain lines elsewhere. On standard error, like a log."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from aarsmelding.unattended.watch import DONE, FAILED, OF_SECTIONS, RUNNING, SKIPPED, UNCHANGED, Step, Watch

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

# Steps with a line of their own in a log file; the reading of one dataset is not news, unless it fails.
TOLD = (*OF_SECTIONS, "checks", "page", "pdf", "docx", "report")
REFRESHED_PER_SECOND = 4
WIDEST_LIST = 12


class Lines:
    """A line for each step that has ended."""

    def changed(self, step: Step) -> None:
        if step.state in (DONE, FAILED) and (step.kind in TOLD or step.state == FAILED):
            print(f"{step.label}: {step.state}, {step.seconds:.1f} s", file=sys.stderr, flush=True)


class Live:
    """What is done, running, waiting and failed; drawn anew a few times a second."""

    def __init__(self, watch: Watch, year: int) -> None:
        self.watch, self.year = watch, year

    def changed(self, step: Step) -> None:
        """The next drawing shows it."""

    def drawn(self) -> Text:
        """The view as it is now."""
        from rich.text import Text

        self.watch.listen()
        steps = list(self.watch.steps.values())
        running = [step for step in steps if step.state == RUNNING]
        failed = [step for step in steps if step.state == FAILED]
        ended = len(steps) - len(running)
        said = [f"{ended} of {self.watch.expected} steps done"]
        unchanged = self.watch.count(UNCHANGED)
        said += [f"{unchanged} of them unchanged"] if unchanged else []
        said += [f"{len(running)} running", f"{max(self.watch.expected - len(steps), 0)} waiting"]
        said += [f"{len(failed)} failed"] if failed else []
        text = Text(f"{self.year}: {', '.join(said)}\n", style="bold")
        text.append(f"  {self._parts()}\n", style="default not bold")
        for step in failed[:WIDEST_LIST]:
            text.append(f"  ✗ {step.label}  failed after {step.seconds:.1f} s\n", style="red not bold")
        for step in running[:WIDEST_LIST]:
            text.append(f"  … {step.label}  {step.running_seconds:.0f} s\n", style="default not bold")
        return text

    def _parts(self) -> str:
        ended = {DONE, UNCHANGED, FAILED, SKIPPED}
        states = [section["state"] for section in self.watch.sections()]
        editions = sum(bool(told.get("edition")) for told in self.watch.notebooks)
        done = f"sections: {sum(state in ended for state in states)} of {len(states)}"
        return f"{done}; editions made: {editions}" if editions else done


@contextmanager
def shown(watch: Watch, year: int, quiet: bool, console: Console | None = None) -> Iterator[None]:
    """Show `watch` for a while: live on a terminal, as lines in a pipe or file, or not at all."""
    if quiet:
        yield
    elif console is None and not sys.stderr.isatty():
        watch.view = Lines()
        yield
    else:
        from rich.console import Console
        from rich.live import Live as RichLive

        view = watch.view = Live(watch, year)
        drawn = RichLive(
            get_renderable=view.drawn,
            console=console or Console(stderr=True),
            refresh_per_second=REFRESHED_PER_SECOND,
            transient=True,
            redirect_stdout=False,
            redirect_stderr=False,
        )
        with drawn:
            yield
