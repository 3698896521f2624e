"""A raw file that somebody has typed in: where it must lie, and which documents it can rest on."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from aarsmelding import catalog, datasets, sources, years
from aarsmelding.errors import DataRefused, UsageError
from aarsmelding.paths import RAW, Project

DOCUMENTS = "dokumenter"


def require_raw(project: Project, file: Path) -> tuple[int, str]:
    """Year and dataset of a raw file of the checkout. Raises UsageError for any other file."""
    if not file.is_file():
        problem = "this is a folder" if file.is_dir() else "there is no such file"
        raise UsageError(problem, str(file), f"name a raw file, such as {RAW}/2026/tilskudd.csv")
    folder = file.parent.resolve()
    year = folder.name
    is_year = year.isascii() and year.isdigit() and int(year) in years.YEARS
    if not is_year or file.suffix != ".csv" or folder != project.raw(int(year)).resolve():
        remedy = f"only <dataset>.csv in {RAW}/<year>/ has a receipt; a delivery gets its own from receive"
        raise UsageError("this is no raw file of the checkout", str(file), remedy)
    catalog.require(file.stem, str(file))
    return int(year), file.stem


def require_documents(project: Project, year: int, name: str, given: Iterable[str]) -> None:
    """Refuse a document that neither `dokumenter` of the year lists nor any row of the file names.

    Raises DataRefused where the file is no table of its dataset.
    """
    known = _named(project, year, name, "kilde")
    if (project.raw(year) / f"{DOCUMENTS}.csv").is_file():
        known |= _named(project, year, DOCUMENTS, "dokument")
    for document in given:
        if document not in known:
            remedy = "use one of: " + ", ".join(sorted(known)) + f"; a new one is first listed in {DOCUMENTS}"
            raise UsageError(f"there is no document {document!r} in {year}", "--document", remedy)


def _named(project: Project, year: int, name: str, column: str) -> set[str]:
    path, dataset = project.raw(year) / f"{name}.csv", datasets.get(name)
    frame, faults = sources.read_raw(path, project.shown(path), dataset.raw_columns, dataset.takes_categories)
    if frame is None:
        raise DataRefused(faults)
    return set(frame[column].dropna().unique())
