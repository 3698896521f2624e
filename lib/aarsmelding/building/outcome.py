"""What a build came to, read from the reports of the build engine."""

from __future__ import annotations

import errno
import os
import re
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from typing import Any

from aarsmelding.building import interruption, watching
from aarsmelding.errors import (
    EXIT_DATA_REFUSED,
    EXIT_FAILED,
    EXIT_INTERRUPTED,
    EXIT_OK,
    AarsmeldingError,
    DataRefused,
    Fault,
)
from aarsmelding.unattended import faults

# What the engine says of a step before it has begun any.
IS_FOLDER = re.compile(r"The path '(?P<path>.+)' points to a directory")


@dataclass
class Outcome:
    """What a build came to: task names by what happened, the errors, the exit code."""

    ran: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    errors: list[AarsmeldingError] = field(default_factory=list)
    interrupted: bool = False

    @property
    def exit_code(self) -> int:
        if self.interrupted:
            return EXIT_INTERRUPTED
        if any(isinstance(e, DataRefused) for e in self.errors):
            return EXIT_DATA_REFUSED
        return EXIT_FAILED if self.errors or self.skipped else EXIT_OK


def outcome(session: Any, expected: int, crash: Exception | None = None) -> Outcome:
    """Read pytask's reports; `crash` is what broke the engine itself, if anything did."""
    result = Outcome(interrupted=interruption.asked())
    refused: list[Fault] = []
    reports = getattr(session, "execution_reports", [])
    for report in reports:
        name = watching.label(report.task)
        status = report.outcome.name
        if status in ("SUCCESS", "PERSISTENCE", "WOULD_BE_EXECUTED"):
            result.ran.append(name)
        elif status == "SKIP_UNCHANGED":
            result.unchanged.append(name)
        elif status == "FAIL":
            error = report.exc_info[1]
            if isinstance(error, DataRefused):
                refused += error.faults
            else:
                result.errors.append(_ours(error, name))
        else:
            result.skipped.append(name)
    if refused:
        result.errors.insert(0, DataRefused(refused))
    if result.interrupted:
        result.errors = []
    elif crash is not None or (len(reports) < expected and not result.errors):
        broken = crash or RuntimeError("it stopped before every step was done")
        result.errors.append(faults.explained(broken, "the build engine"))
    result.errors = _each_once(result.errors)
    return result


def not_begun(session: Any) -> AarsmeldingError:
    """Why the engine could not begin with the steps."""
    raised = [report.exc_info[1] for report in session.collection_reports if report.exc_info]
    for error in raised:
        if found := IS_FOLDER.search(str(error)):
            number = errno.EISDIR
            return faults.explained(OSError(number, os.strerror(number), found["path"]), "the build graph")
    why = next(iter(raised), RuntimeError(f"the build engine ended with {session.exit_code.name}"))
    return faults.explained(why, "the build graph")


def _ours(error: BaseException, step: str) -> AarsmeldingError:
    if isinstance(error, BrokenProcessPool):
        return AarsmeldingError(
            "a worker process was ended by the system, perhaps because memory ran out",
            "the steps that were running",
            "build with fewer --jobs, or look in the system's log; the last report is as it was",
        )
    return faults.explained(error, f"the step «{step}»")


def _each_once(errors: list[AarsmeldingError]) -> list[AarsmeldingError]:
    return list({str(error): error for error in errors}.values())
