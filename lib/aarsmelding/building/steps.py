"""What the build does, one function per kind of step; knows nothing of the engine that calls it.

Every step gets the project's root and a year, reads from the places in `places`, writes its products
all at once, and raises one of our own errors where it cannot.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from aarsmelding import jsonfiles, notebook, writing
from aarsmelding.building import places
from aarsmelding.errors import DataRefused
from aarsmelding.kernels import Kernel
from aarsmelding.paths import Project


def make_dataset(root: str, year: int, name: str) -> None:
    """Raw file -> validated parquet; without one, from the parquet of the registers it is counted in."""
    from aarsmelding import derive, holdings, store
    from aarsmelding.validate import validate

    project = Project(Path(root))
    if name in holdings.derived_of(project, year):
        frame, faults = derive.derive(
            project, year, name, lambda of, needed: store.read_whole(project, of, needed)
        )
    else:
        frame, faults = validate(project, year, name)
    if frame is None:
        raise DataRefused(faults)
    store.write(frame, project.dataset(year, name))


def make_checks(root: str, year: int, names: tuple[str, ...]) -> None:
    """What must hold between the clean datasets."""
    from aarsmelding import checks, store

    project = Project(Path(root))
    faults = checks.run({name: store.read_whole(project, year, name) for name in names}, year)
    if faults:
        raise DataRefused(faults)
    jsonfiles.write(places.checks(project, year), {"checked": sorted(names)})


def make_section(root: str, year: int, stem: str, kernel: Kernel | None = None) -> None:
    """Notebook and clean datasets -> executed notebook, fragment of the page, and the figures in that."""
    from aarsmelding import sections
    from aarsmelding.documents import bitmaps
    from aarsmelding.page import fragments

    project = Project(Path(root))
    section = notebook.section(project, stem)
    executed = places.executed(project, year, stem)
    ran = sections.run(project, section, {"year": year}, executed, kernel)
    record = fragments.fragment(executed, section.name, ran).as_record()
    jsonfiles.write(places.figures(project, year, stem), bitmaps.addresses(record["html"]))
    jsonfiles.write(places.fragment(project, year, stem), record)


def make_bitmaps(root: str, year: int, stem: str) -> None:
    """Figures of a section -> the same as the Word file has them."""
    from aarsmelding.documents import bitmaps

    project = Project(Path(root))
    figures = jsonfiles.read(places.figures(project, year, stem))
    record = bitmaps.as_record(bitmaps.all_painted(figures))
    jsonfiles.write(places.bitmaps(project, year, stem), record)


def make_evidence(root: str, year: int, names: tuple[str, ...], program: str) -> None:
    """Clean datasets -> how complete they are, and what the published claims ought to state.

    `program` is one value for the code that they are computed with.
    """
    from aarsmelding import gathered
    from aarsmelding.reconcile.memory import Memory, recalled

    project = Project(Path(root))
    kept = places.remembered(project, year)
    before = recalled(kept.read_bytes()) if kept.is_file() else {}
    memory = Memory(program, gathered.states_of(project, year, names), before)
    found = gathered.evidence(project, year, gathered.frames_of(project, year, names), memory)
    jsonfiles.write(places.evidence(project, year), found)
    # Nothing rests on it: what cannot be noted is computed again.
    with suppress(OSError):
        writing.text(kept, memory.text())


def make_ledger(root: str, year: int, stems: tuple[str, ...], names: tuple[str, ...]) -> None:
    """Fragments and evidence -> the ledger of facts, with all else that the page is made of."""
    from aarsmelding import gathered

    project = Project(Path(root))
    read = [jsonfiles.read(places.fragment(project, year, stem)) for stem in stems]
    known = jsonfiles.read(places.evidence(project, year))
    frames = gathered.frames_of(project, year, names)
    gathered.write(gathered.gather(year, read, frames, known), project, year, frames)


def make_page(root: str, year: int, stems: tuple[str, ...], names: tuple[str, ...]) -> None:
    """The ledger -> the page and what lies beside it, not yet in the report folder."""
    from aarsmelding import report

    report.compose(Project(Path(root)), year, stems, names)


def make_workbook(root: str, year: int) -> None:
    """The tables of the report -> one workbook."""
    from aarsmelding.downloads import exports, workbook

    project = Project(Path(root))
    record = jsonfiles.read(places.tables(project, year))
    tables = [exports.Export.from_record(each) for each in record["tables"]]
    title = f"Tabellene i årsmeldingen for {year}"
    made = workbook.workbook(tables, title, record["author"], year)
    writing.content(places.document(project, year, places.WORKBOOK), made)


def make_report(
    root: str, year: int, names: tuple[str, ...], documents: tuple[str, ...], commit: str
) -> None:
    """Page and documents -> the report folder, complete or untouched."""
    from aarsmelding import report

    report.publish(Project(Path(root)), year, names, documents, commit)
