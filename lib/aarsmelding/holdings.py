"""Which datasets a year has: those delivered, and those that are counted from its registers.

Light to import: the build asks here what there is to make.
"""

from __future__ import annotations

import os

from aarsmelding import catalog, receipts
from aarsmelding.paths import Project


def datasets_of(project: Project, year: int) -> tuple[str, ...]:
    """The datasets of a year: those delivered, and those counted from registers, in alphabetical order."""
    return tuple(sorted((*delivered_of(project, year), *derived_of(project, year))))


def derived_of(project: Project, year: int) -> tuple[str, ...]:
    """The datasets that are counted from the registers of the year: not delivered, but all they need is.

    A register that may be partial is needed whole.
    """
    raw, held = project.raw(year), delivered_of(project, year)

    def is_usable(name: str) -> bool:
        return name in held and (
            not catalog.can_be_whole(name) or receipts.is_declared_whole(raw / f"{name}.csv")
        )

    return tuple(
        name
        for name in catalog.names()
        if (needed := catalog.derived_from(name)) and name not in held and all(map(is_usable, needed))
    )


def delivered_of(project: Project, year: int) -> tuple[str, ...]:
    """The datasets with a raw file, or with the receipt of one that has gone."""
    try:
        # Read once: this is asked for every edition.
        files = {entry.name for entry in os.scandir(project.raw(year)) if entry.is_file()}
    except (FileNotFoundError, NotADirectoryError):
        return ()
    return tuple(
        name for name in catalog.names() if not files.isdisjoint((f"{name}.csv", f"{name}.receipt.yml"))
    )


def needed_for(project: Project, year: int, name: str) -> list[tuple[int, str]]:
    """The clean datasets, each with its year, that the derived dataset `name` is made of."""
    needed = [(year, register) for register in catalog.derived_from(name)]
    is_carried = catalog.carries_year_before(name) and name in datasets_of(project, year - 1)
    return [*needed, (year - 1, name)] if is_carried else needed


def delivered_for(project: Project, year: int, name: str) -> list[tuple[int, str]]:
    """The delivered datasets, each with its year, that `name` rests on: itself, or what it is counted in."""
    if name not in derived_of(project, year):
        return [(year, name)]
    needed = needed_for(project, year, name)
    return list(dict.fromkeys(one for each in needed for one in delivered_for(project, *each)))
