"""A year as it would become, in a folder elsewhere: what is validated before anything is stored."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from aarsmelding.errors import Fault
from aarsmelding.paths import Project
from aarsmelding.receiving.columns import raw_columns
from aarsmelding.receiving.extracting import Extract


@contextmanager
def trial_of(
    project: Project, year: int, datasets: list[str], files: Mapping[str, bytes]
) -> Iterator[tuple[Project, list[str]]]:
    """A project with the raw files of the year and `files` beside or over them, and what was borrowed.

    Closed lists of `datasets` that the year does not have yet are those of the latest year before it.
    """
    with tempfile.TemporaryDirectory(prefix="aarsmelding-") as root:
        trial = Project(Path(root))
        trial.raw(year).mkdir(parents=True)
        for path in project.raw(year).glob("*"):
            if path.is_file():
                shutil.copyfile(path, trial.raw(year) / path.name)
        for name, content in files.items():
            (trial.raw(year) / name).write_bytes(content)
        wanted = {c.reference for name in datasets for c in raw_columns(name).values() if c.reference}
        notes = [_borrow(project, trial, year, reference) for reference in sorted(wanted)]
        yield trial, [note for note in notes if note]


def _borrow(project: Project, trial: Project, year: int, reference: str) -> str:
    if (trial.raw(year) / f"{reference}.csv").is_file():
        return ""
    for lender in (known for known in reversed(project.years()) if known < year):
        lent = [path for path in project.raw(lender).glob(f"{reference}.*") if path.is_file()]
        if any(path.suffix == ".csv" for path in lent):
            for path in lent:
                shutil.copyfile(path, trial.raw(year) / path.name)
            return f"{year} has no {reference}.csv yet: held against that of {lender}"
    return ""


def in_the_delivery(faults: list[Fault], found: Extract, name: str, year: int) -> list[Fault]:
    """Faults of the raw file as faults of the delivery: its rows, and what its sender can do."""
    shown = f"data/raw/{year}/{found.dataset}.csv"
    told = []
    for fault in faults:
        if fault.file == shown:
            line = (
                found.lines[fault.row - 2]
                if fault.row and 0 <= fault.row - 2 < len(found.lines)
                else fault.row
            )
            remedy = fault.remedy.replace(
                "correct the value against the source document, then renew the receipt",
                "correct the value in the delivery, and deliver it again",
            )
            told.append(replace(fault, file=name, row=line, remedy=remedy))
        else:
            told.append(fault)
    return told
