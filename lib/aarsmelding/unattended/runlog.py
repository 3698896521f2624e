"""The log of one run: one JSON object a line, in a file of its own beside the report."""

from __future__ import annotations

import json
import os
import sys
import time
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from aarsmelding.building.publishing import LOGS
from aarsmelding.paths import Project

KEPT = 50


class RunLog:
    """Every line has `event`, `at` (the clock, UTC) and `seconds` since the run began (no clock).

    A log that cannot be written is said once and does not stop the run.
    """

    def __init__(self, project: Project, year: int) -> None:
        self._begun = time.monotonic()
        self._folder = project.report(year) / LOGS
        self.path: Path | None = self._folder / f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}-{os.getpid()}.jsonl"
        self._named = project.shown(self.path)
        self._descriptor: int | None = None
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            # Held open: the folder is exchanged for another while the run goes on.
            self._descriptor = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
        except OSError as problem:
            self._give_up(problem)

    @property
    def shown(self) -> str | None:
        """The file as a person would type it; None where it could not be written."""
        return self._named if self.path else None

    @property
    def seconds(self) -> float:
        return round(time.monotonic() - self._begun, 3)

    def write(self, event: str, **what: Any) -> None:
        if self._descriptor is None:
            return
        line = {"event": event, "at": datetime.now(UTC).isoformat(timespec="milliseconds"), **what}
        line.setdefault("seconds", self.seconds)
        try:
            os.write(self._descriptor, (json.dumps(line, ensure_ascii=False) + "\n").encode())
        except OSError as problem:
            self._give_up(problem)

    def close(self) -> None:
        """End the log and remove the oldest ones."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None
        # This one is the newest, also where a clock that was set back gave it an old name.
        others = sorted(path for path in self._folder.glob("*.jsonl") if path != self.path)
        for old in others[: 1 - KEPT]:
            with suppress(OSError):
                old.unlink(missing_ok=True)

    def _give_up(self, problem: OSError) -> None:
        print(f"no log is kept of this run: {self._named}: {problem.strerror}", file=sys.stderr)
        if self._descriptor is not None:
            os.close(self._descriptor)
        self._descriptor = self.path = None
