"""A dataset that the year does not publish, counted from its registers: the clean frame, or every fault."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pandas as pd

from aarsmelding import catalog, datasets, holdings, modulefaults
from aarsmelding.errors import Fault
from aarsmelding.paths import Project
from aarsmelding.schemafaults import schema_faults
from aarsmelding.validate import in_order, validate

Result = tuple[pd.DataFrame | None, list[Fault]]


def clean(project: Project, year: int, name: str) -> Result:
    """Dataset `name` of `year` from its raw file, or from the raw files of its registers."""
    if name not in holdings.derived_of(project, year):
        return validate(project, year, name)
    return derive(project, year, name, lambda of, needed: clean(project, of, needed)[0])


def derive(project: Project, year: int, name: str, read: Callable[[int, str], pd.DataFrame | None]) -> Result:
    """`name` counted in what `read` gives of its registers; neither frame nor fault where one is refused."""
    dataset = datasets.get(name)
    frames = {(of, needed): read(of, needed) for of, needed in holdings.needed_for(project, year, name)}
    before = frames.pop((year - 1, name), None)
    registers = {register: frame for (_, register), frame in frames.items() if frame is not None}
    if len(registers) < len(frames):
        return None, []
    further = {"year_before": before} if catalog.carries_year_before(name) else {}
    shown = project.shown(project.raw(year) / f"{next(iter(registers))}.csv")
    with modulefaults.named(name, shown):
        counted = dataset.derived(year, **registers, **further)
    columns = dataset.model.to_schema().columns
    # What a register cannot say is missing, in a column of the right type.
    typed = counted.reindex(columns=list(columns))
    typed = typed.astype({column: schema.dtype.type for column, schema in columns.items()})
    faults = schema_faults(dataset, typed.reset_index(drop=True), shown, year)
    if faults:
        # The rows of what is counted are not those of the file.
        return None, [replace(f, value=": ".join(filter(None, (name, f.value))), row=None) for f in faults]
    return in_order(dataset, typed), []
