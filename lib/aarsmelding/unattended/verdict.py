"""What a run came to, for a program to read; docs/unattended.md describes it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from aarsmelding.errors import (
    EXIT_DATA_REFUSED,
    EXIT_FAILED,
    EXIT_INTERRUPTED,
    EXIT_LOCKED,
    EXIT_OK,
    EXIT_USAGE,
    SHOWN_VALUES,
    AarsmeldingError,
    DataRefused,
    Fault,
    grouped,
)

SCHEMA = 1
WORDS = {
    EXIT_OK: "built",
    EXIT_FAILED: "failed",
    EXIT_USAGE: "not understood",
    EXIT_DATA_REFUSED: "data refused",
    EXIT_LOCKED: "locked",
    EXIT_INTERRUPTED: "interrupted",
}
NOTHING_TO_DO = "nothing to do"


@dataclass
class Verdict:
    """One run; `report` is the page that is there now, also where it is that of an earlier run."""

    year: int
    exit_code: int = EXIT_OK
    seconds: float = 0.0
    commit: str = ""
    report: str | None = None
    log: str | None = None
    ran: int = 0
    unchanged: int = 0
    skipped: int = 0
    sections: list[dict[str, Any]] = field(default_factory=list)
    errors: list[AarsmeldingError] = field(default_factory=list)

    @property
    def word(self) -> str:
        if self.exit_code == EXIT_OK and not self.ran:
            return NOTHING_TO_DO
        return WORDS[self.exit_code]

    def as_record(self) -> dict[str, Any]:
        return {
            "schema": SCHEMA,
            "verdict": self.word,
            "exit_code": self.exit_code,
            "year": self.year,
            "report": self.report,
            "commit": self.commit,
            "seconds": round(self.seconds, 3),
            "steps": {"run": self.ran, "unchanged": self.unchanged, "skipped": self.skipped},
            "sections": self.sections,
            "errors": [record for error in self.errors for record in error_records(error)],
            "log": self.log,
        }


def error_records(error: AarsmeldingError) -> Iterable[dict[str, Any]]:
    """An error as problem, where, remedy; of refused data one for each file, column and rule."""
    if not isinstance(error, DataRefused):
        yield {"problem": error.problem, "where": error.where, "remedy": error.remedy}
        return
    for rule, place, remedy, members, count in grouped(error.faults):
        yield {
            "problem": rule,
            "where": place,
            "remedy": remedy,
            "count": count,
            "examples": [_example(fault) for fault in members[:SHOWN_VALUES]],
        }


def _example(fault: Fault) -> dict[str, Any]:
    return {"row": fault.row, "value": fault.value}
