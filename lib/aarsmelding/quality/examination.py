"""A whole year of raw data held to every rule, in one go."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from aarsmelding import checks, corrections, derive, holdings, notebook
from aarsmelding.errors import Fault
from aarsmelding.paths import Project
from aarsmelding.validate import validate

RAW_FOLDER = "data/raw/"


@dataclass(frozen=True)
class Examination:
    """What was examined, the datasets that kept every rule of their own, and every fault that was found."""

    names: tuple[str, ...]
    frames: dict[str, pd.DataFrame]
    faults: list[Fault]

    def of(self, name: str) -> list[Fault]:
        """The faults of one dataset: in its raw file, its receipt or its corrections."""
        return [fault for fault in self.faults if _dataset(fault) == name]

    @property
    def elsewhere(self) -> list[Fault]:
        """Faults that belong to no dataset of the year."""
        return [fault for fault in self.faults if _dataset(fault) not in self.names]

    def only(self, names: tuple[str, ...]) -> list[Fault]:
        """The faults that concern `names`; all of them where no name is given."""
        return [fault for fault in self.faults if not names or _dataset(fault) in names]


def _dataset(fault: Fault) -> str:
    """The name of the raw file that a fault is in, or beside; nothing for a fault in the program."""
    if RAW_FOLDER not in f"/{fault.file}":
        return ""
    return fault.file.rpartition("/")[2].partition(".")[0]


def examine(project: Project, year: int) -> Examination:
    """Validate every dataset of `year`, and what must hold between those that are sound."""
    notebook.require_year(project, year)
    names = holdings.datasets_of(project, year)
    folder = project.raw(year)
    frames: dict[str, pd.DataFrame] = {}
    faults = corrections.stray(folder, project.shown(folder))
    counted = holdings.derived_of(project, year)

    def read(of: int, needed: str) -> pd.DataFrame | None:
        return frames.get(needed) if of == year else derive.clean(project, of, needed)[0]

    for name in sorted(names, key=lambda name: (name in counted, name)):
        if name in counted:
            frame, found = derive.derive(project, year, name, read)
        else:
            frame, found = validate(project, year, name)
        faults += found
        if frame is not None:
            frames[name] = frame
    # What is counted in a register agrees with it; what is published is held against the register itself.
    delivered = {name: frame for name, frame in frames.items() if name not in counted}
    return Examination(names, frames, faults + checks.run(delivered, year))
