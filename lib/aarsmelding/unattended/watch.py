"""A run as it goes: steps begin and end, notebooks are done; to the log, to the view, to the verdict."""

from __future__ import annotations

import re
import threading
import time
from dataclasses import dataclass, field
from typing import Any, Protocol

from aarsmelding.unattended.events import Listener

DONE, UNCHANGED, FAILED, SKIPPED, RUNNING, WAITING = "built unchanged failed skipped running waiting".split()
# Steps that a reader of the progress knows: the name of the step begins with one of these.
OF_SECTIONS = ("section", "editions", "edition", "overview")
LABEL = re.compile(r"(?P<kind>\w+)(?: (?P<year>\d+))?(?: (?P<name>\w+))?.*")


class Log(Protocol):
    """Where events go."""

    def write(self, event: str, **what: Any) -> None: ...


class View(Protocol):
    """What is shown of a run while it goes."""

    def changed(self, step: Step) -> None: ...


@dataclass
class Step:
    """One step of the build, as the engine names it: `section 2025 avvik`."""

    label: str
    state: str = RUNNING
    begun: float = 0.0
    seconds: float = 0.0

    @property
    def kind(self) -> str:
        return self.label.partition(" ")[0]

    @property
    def section(self) -> str | None:
        match = LABEL.fullmatch(self.label)
        return match["name"] if match and self.kind in OF_SECTIONS else None

    @property
    def running_seconds(self) -> float:
        return time.monotonic() - self.begun


@dataclass
class Watch:
    """Everything that has happened; safe to look at from another thread."""

    log: Log
    view: View | None = None
    listener: Listener | None = None
    expected: int = 0
    names: tuple[str, ...] = ()
    steps: dict[str, Step] = field(default_factory=dict)
    notebooks: list[dict[str, Any]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._lock = threading.Lock()

    def expect(self, steps: int, names: tuple[str, ...]) -> None:
        """How many steps there will be, and the sections whose states the verdict tells."""
        self.expected, self.names = steps, names
        self.log.write("steps", count=steps, sections=list(names))

    def step_begun(self, label: str) -> None:
        step = self.steps[label] = Step(label, begun=time.monotonic())
        if self.view:
            self.view.changed(step)

    def step_ended(self, label: str, state: str) -> None:
        step = self.steps.setdefault(label, Step(label, begun=time.monotonic()))
        step.state, step.seconds = state, round(step.running_seconds, 3)
        self.listen()
        if state != UNCHANGED:
            self.log.write("step", step=label, state=state, took=step.seconds)
        if self.view:
            self.view.changed(step)

    def crashed(self, trace: str, step: str | None = None) -> None:
        """A fault in the program, in a step or in the engine: the log has where it was."""
        self.log.write("crash", step=step, trace=trace)

    def listen(self) -> None:
        """Take in what the steps have told."""
        if self.listener is None:
            return
        with self._lock:
            for event in self.listener.heard():
                self.notebooks.append(event)
                self.log.write(event.pop("event"), **event)

    def count(self, state: str) -> int:
        return sum(step.state == state for step in list(self.steps.values()))

    def sections(self) -> list[dict[str, Any]]:
        """For each section its state, how long it ran, and how long each of its cells took."""
        return [self._section(name) for name in self.names]

    def _section(self, name: str) -> dict[str, Any]:
        own = [step for step in self.steps.values() if step.section == name]
        states = {step.state for step in own}
        state = next((s for s in (FAILED, SKIPPED, RUNNING, DONE, UNCHANGED) if s in states), WAITING)
        done = [told for told in self.notebooks if told.get("section") == name]
        ran = [step.seconds for step in own if step.state in (DONE, FAILED)]
        record: dict[str, Any] = {
            "section": name,
            "state": state,
            "seconds": round(sum(ran), 3) if ran else None,
        }
        if any(told.get("edition") for told in done):
            record["editions"] = len(done)
        elif done:
            record["cells"] = done[-1]["cells"]
        return record
