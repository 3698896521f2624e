"""What a scheduler must be told to build the report every day: one module for each kind.

A module has `files(task)`, which gives the names and texts of what it writes.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from aarsmelding.errors import UsageError
from aarsmelding.paths import Project

TIME = re.compile(r"([01]\d|2[0-3]):([0-5]\d)")


class Kind(StrEnum):
    """The schedulers that can be told; each is a module here."""

    SYSTEMD = "systemd"
    CRON = "cron"
    GITHUB = "github"
    AIRFLOW = "airflow"


@dataclass(frozen=True)
class Scheduled:
    """A build of a year every day at `hour`:`minute`; `hook` is told when it fails."""

    root: Path
    year: int
    hour: int
    minute: int
    hook: str | None = None
    python: str = sys.executable

    @property
    def name(self) -> str:
        return f"aarsmelding-{self.year}"

    @property
    def command(self) -> list[str]:
        """The build, as words. Quiet: what is said is a failure."""
        told = ["--on-failure", self.hook] if self.hook else []
        return [self.python, "-m", "aarsmelding", "build", "--year", str(self.year), *told, "--quiet"]


def scheduled(project: Project, year: int, at: str, hook: str | None) -> Scheduled:
    """Raises UsageError for a time that is none, or a command or path that is not on one line."""
    match = TIME.fullmatch(at)
    if not match:
        raise UsageError(f"not a time of day: {at!r}", "--at", "write hours and minutes, such as 04:00")
    if hook is not None and (not hook.strip() or not hook.isprintable()):
        raise UsageError("the command must be one line of text", "--hook", "put several in a script")
    task = Scheduled(project.root.resolve(), year, int(match[1]), int(match[2]), hook)
    for path in (str(task.root), task.python):
        if not path.isprintable():
            problem = "a scheduler cannot be told a path with such a character"
            raise UsageError(problem, repr(path), "rename the folder: letters, digits and spaces on one line")
    return task
