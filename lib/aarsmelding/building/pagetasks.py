"""The tasks of the build graph that make the page, and the workbook beside it. Holds no step itself."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytask

from aarsmelding import corrections
from aarsmelding.building import fingerprint, places, steps
from aarsmelding.building.folders import Folder
from aarsmelding.building.tasks import Task, fixed, listed, shown
from aarsmelding.notebook import Notebook
from aarsmelding.paths import Project
from aarsmelding.receipts import receipt_path


def evidence_task(project: Project, year: int, names: tuple[str, ...]) -> Task:
    """The claims held against the data, and how good those are: while the sections run."""
    raw = [project.raw(year) / f"{name}.csv" for name in names]
    receipts = map(receipt_path, raw)
    program = fingerprint.program()
    depends = {
        "inputs": [*shown(project, year, names), *(path for path in receipts if path.is_file())],
        "code": fixed(program + corrections.state(raw)),
    }

    @pytask.task(name=f"evidence {year}", kwargs=depends)
    def task(inputs: Any, code: str, produces: Path = places.evidence(project, year)) -> None:
        steps.make_evidence(str(project.root), year, names, program)

    return task


def ledger_task(project: Project, year: int, sections: list[Notebook], names: tuple[str, ...]) -> Task:
    """All numbers of the report in one place, and what else the page is made of."""
    stems = tuple(section.stem for section in sections)
    depends = {
        "inputs": [
            places.checks(project, year),
            places.evidence(project, year),
            *shown(project, year, names),
            *(places.fragment(project, year, stem) for stem in stems),
        ],
        "code": fixed(fingerprint.program()),
    }
    products = [places.ledger(project, year), places.tables(project, year)]

    @pytask.task(name=f"ledger {year}", kwargs=depends)
    def task(inputs: Any, code: str, produces: Any = products) -> None:
        steps.make_ledger(str(project.root), year, stems, names)

    return task


def page_task(
    project: Project, year: int, sections: list[Notebook], many: list[Notebook], names: tuple[str, ...]
) -> Task:
    """The page, which lists the editions of `many`, and all that lies beside it."""
    stems = tuple(section.stem for section in sections)
    depends = {
        "inputs": [
            places.ledger(project, year),
            places.tables(project, year),
            *shown(project, year, names),
            *(places.executed(project, year, stem) for stem in stems),
        ],
        "code": fixed(fingerprint.program() + listed(many)),
    }
    page = places.page(project, year)
    products = [page, places.composed(project, year), Folder(page.parent)]

    @pytask.task(name=f"page {year}", kwargs=depends)
    def task(inputs: Any, code: str, produces: Any = products) -> None:
        steps.make_page(str(project.root), year, stems, names)

    return task


def workbook_task(project: Project, year: int) -> Task:
    """The tables as a spreadsheet, while documents are made of the page."""
    product = places.document(project, year, places.WORKBOOK)
    depends = {"tables": places.tables(project, year), "code": fixed(fingerprint.library())}

    @pytask.task(name=f"workbook {year}", kwargs=depends)
    def task(tables: Path, code: str, produces: Path = product) -> None:
        steps.make_workbook(str(project.root), year)

    return task
