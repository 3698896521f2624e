"""What the build does, one function per kind of step; knows nothing of the engine that calls it.

Every step gets the project's root and a year, reads from the places in `paths`, writes its products
all at once, and raises one of our own errors where it cannot.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

from aarsmelding import notebook
from aarsmelding.errors import DataRefused
from aarsmelding.kernels import Kernel
from aarsmelding.paths import Project

PRODUCTS = (
    "index.html",
    "facts.json",
    "reconciliation.json",
    "tabeller.xlsx",
    "ro-crate-metadata.json",
    "manifest.json",
)


def _write_text(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(f".{os.getpid()}.tmp")
    unfinished.write_text(text, encoding="utf-8")
    os.replace(unfinished, path)


def checks_path(project: Project, year: int) -> Path:
    return project.build(year) / "checks.json"


def executed_path(project: Project, year: int, stem: str) -> Path:
    return project.build(year) / "notebooks" / f"{stem}.ipynb"


def fragment_path(project: Project, year: int, stem: str) -> Path:
    return project.build(year) / "fragments" / f"{stem}.json"


def make_dataset(root: str, year: int, name: str) -> None:
    """Raw file -> validated parquet."""
    from aarsmelding import store
    from aarsmelding.validate import validate

    project = Project(Path(root))
    frame, faults = validate(project, year, name)
    if frame is None:
        raise DataRefused(faults)
    store.write(frame, project.dataset(year, name))


def make_checks(root: str, year: int, names: tuple[str, ...]) -> None:
    """What must hold between the clean datasets."""
    from aarsmelding import checks, store

    project = Project(Path(root))
    faults = checks.run({name: store.read(project, year, name) for name in names}, year)
    if faults:
        raise DataRefused(faults)
    _write_text(checks_path(project, year), json.dumps({"checked": sorted(names)}) + "\n")


def make_section(root: str, year: int, stem: str, kernel: Kernel | None = None) -> None:
    """Notebook and clean datasets -> executed notebook and fragment of the page."""
    from aarsmelding import fragments, sections

    project = Project(Path(root))
    section = notebook.section(project, stem)
    executed = executed_path(project, year, stem)
    sections.run(project, section, {"year": year}, executed, kernel)
    record = fragments.fragment(executed, section.name).as_record()
    _write_text(fragment_path(project, year, stem), json.dumps(record, ensure_ascii=False, indent=1))


def make_report(root: str, year: int, stems: tuple[str, ...], names: tuple[str, ...], commit: str) -> None:
    """Fragments -> the report folder, complete or untouched."""
    from aarsmelding import report

    project = Project(Path(root))
    report.publish(project, year, stems, names, commit)
