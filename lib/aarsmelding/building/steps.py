"""What the build does, one function per kind of step; knows nothing of the engine that calls it.

Every step gets the project's root and a year, reads from the places in `paths`, writes its products
all at once, and raises one of our own errors where it cannot.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from datetime import date
from pathlib import Path

from aarsmelding import notebook
from aarsmelding.errors import DataRefused
from aarsmelding.kernels import Kernel
from aarsmelding.paths import Project

WORKBOOK = "tabeller.xlsx"
PRODUCTS = (
    "index.html",
    "facts.json",
    "reconciliation.json",
    WORKBOOK,
    "ro-crate-metadata.json",
    "manifest.json",
)


def write_text(path: Path, text: str) -> None:
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


def figures_path(project: Project, year: int, stem: str) -> Path:
    """The addresses of a section's figures, which hold the whole of them."""
    return project.build(year) / "figures" / f"{stem}.json"


def bitmaps_path(project: Project, year: int, stem: str) -> Path:
    return project.build(year) / "bitmaps" / f"{stem}.json"


def page_path(project: Project, year: int) -> Path:
    return project.build(year) / "page" / "index.html"


def composed_path(project: Project, year: int) -> Path:
    """What the report needs to know about the page: its sections and its date."""
    return project.build(year) / "page.json"


def evidence_path(project: Project, year: int) -> Path:
    """What the page says of the data themselves."""
    return project.build(year) / "evidence.json"


def remembered_path(project: Project, year: int) -> Path:
    """What the expressions of the claims came to; nothing rests on it."""
    return project.build(year) / "recorded" / "claims.json"


def ledger_path(project: Project, year: int) -> Path:
    """What the page is made of, but for its tables."""
    return project.build(year) / "ledger.json"


def tables_path(project: Project, year: int) -> Path:
    """Every table of the report as data, on its way to the workbook."""
    return project.build(year) / "tables.json"


def document_path(project: Project, year: int, name: str) -> Path:
    return project.build(year) / "documents" / name


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
    write_text(checks_path(project, year), json.dumps({"checked": sorted(names)}) + "\n")


def make_section(root: str, year: int, stem: str, kernel: Kernel | None = None) -> None:
    """Notebook and clean datasets -> executed notebook, fragment of the page, and the figures in that."""
    from aarsmelding import sections
    from aarsmelding.documents import bitmaps
    from aarsmelding.page import fragments

    project = Project(Path(root))
    section = notebook.section(project, stem)
    executed = executed_path(project, year, stem)
    ran = sections.run(project, section, {"year": year}, executed, kernel)
    record = fragments.fragment(executed, section.name, ran).as_record()
    write_text(figures_path(project, year, stem), json.dumps(bitmaps.addresses(record["html"])))
    write_text(fragment_path(project, year, stem), json.dumps(record, ensure_ascii=False))


def make_bitmaps(root: str, year: int, stem: str) -> None:
    """Figures of a section -> the same as the Word file has them."""
    from aarsmelding.documents import bitmaps

    project = Project(Path(root))
    figures = json.loads(figures_path(project, year, stem).read_text(encoding="utf-8"))
    write_text(bitmaps_path(project, year, stem), json.dumps(bitmaps.as_record(bitmaps.all_painted(figures))))


def editions_path(project: Project, year: int, stem: str, share: int | str) -> Path:
    """What one step makes of the editions of a notebook: whole pages, notebooks and facts."""
    return project.build(year) / "editions" / stem / f"{share}.json"


def recorded_path(project: Project, year: int, stem: str, share: int) -> Path:
    """What the editions of a share have read; nothing rests on it."""
    return project.build(year) / "recorded" / stem / f"{share}.json"


def make_editions(
    root: str,
    year: int,
    stem: str,
    names: tuple[str, ...],
    share: int,
    kernel: Kernel | None = None,
    program: str = "",
) -> None:
    """A notebook with a dimension -> its editions of this share.

    `program` is one value for the code that they are made with; without it all are run.
    """
    from aarsmelding import editions, store
    from aarsmelding.editions import making, recorded

    project = Project(Path(root))
    source = notebook.section(project, stem)
    assert source.dimension is not None
    frames = {name: store.read(project, year, name) for name in names}
    rows = editions.share(editions.rows(source.dimension, frames[source.dimension.dataset]), share)
    product, record = editions_path(project, year, stem, share), recorded_path(project, year, stem, share)
    known = recorded.read(project, program, record, product) if program else None
    made = making.make(project, year, source, rows, frames, kernel, known)
    write_text(product, json.dumps(made, ensure_ascii=False) + "\n")
    if known:
        # Nothing rests on it: what cannot be noted is run again.
        with suppress(OSError):
            write_text(record, json.dumps(known.made, ensure_ascii=False) + "\n")


def make_edition(
    root: str, year: int, stem: str, names: tuple[str, ...], key: str, kernel: Kernel | None = None
) -> None:
    """A notebook with a dimension -> the page of one row, to look at; not in the report."""
    from aarsmelding import editions, store
    from aarsmelding.editions import making

    project = Project(Path(root))
    source = notebook.section(project, stem)
    assert source.dimension is not None
    frames = {name: store.read(project, year, name) for name in names}
    rows = editions.rows(source.dimension, frames[source.dimension.dataset])
    (made,) = making.make(project, year, source, editions.chosen(rows, (key,), source), frames, kernel)
    write_text(edition_path(project, year, stem, key), made["page"])


def make_overview(root: str, year: int, stem: str, names: tuple[str, ...]) -> None:
    """The editions of a notebook -> their overview."""
    from aarsmelding import store
    from aarsmelding.editions import joining

    project = Project(Path(root))
    frames = {name: store.read(project, year, name) for name in names}
    html = joining.overview(project, year, notebook.section(project, stem), frames)
    write_text(overview_path(project, year, stem), html)


def overview_path(project: Project, year: int, stem: str) -> Path:
    return project.build(year) / "editions" / stem / "index.html"


def edition_path(project: Project, year: int, stem: str, key: str) -> Path:
    return project.build(year) / "editions" / stem / f"{key}.html"


def make_evidence(root: str, year: int, names: tuple[str, ...], program: str) -> None:
    """Clean datasets -> how complete they are, and what the published claims ought to state.

    `program` is one value for the code that they are computed with.
    """
    from aarsmelding import gathered
    from aarsmelding.reconcile.memory import Memory, recalled

    project = Project(Path(root))
    kept = remembered_path(project, year)
    before = recalled(kept.read_text(encoding="utf-8")) if kept.is_file() else {}
    memory = Memory(program, gathered.states_of(project, year, names), before)
    found = gathered.evidence(project, year, gathered.frames_of(project, year, names), memory)
    write_text(evidence_path(project, year), json.dumps(found, ensure_ascii=False))
    # Nothing rests on it: what cannot be noted is computed again.
    with suppress(OSError):
        write_text(kept, memory.text())


def make_ledger(root: str, year: int, stems: tuple[str, ...], names: tuple[str, ...]) -> None:
    """Fragments and evidence -> the ledger of facts, with all else that the page is made of."""
    from aarsmelding import gathered

    project = Project(Path(root))
    read = [json.loads(fragment_path(project, year, stem).read_text(encoding="utf-8")) for stem in stems]
    known = json.loads(evidence_path(project, year).read_text(encoding="utf-8"))
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
    record = json.loads(tables_path(project, year).read_text(encoding="utf-8"))
    tables = [exports.Export.from_record(each) for each in record["tables"]]
    out = unfinished(document_path(project, year, WORKBOOK))
    title = f"Tabellene i årsmeldingen for {year}"
    out.write_bytes(workbook.workbook(tables, title, record["author"], year))
    os.replace(out, out.with_suffix(""))


def unfinished(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    return path.with_name(f"{path.name}.tmp")


def page_of(project: Project, year: int) -> tuple[str, date]:
    """The page, and the date that a document made from it bears."""
    composed = json.loads(composed_path(project, year).read_text(encoding="utf-8"))
    page = page_path(project, year).read_text(encoding="utf-8")
    return page, date.fromisoformat(composed["dated"])


def make_report(
    root: str, year: int, names: tuple[str, ...], documents: tuple[str, ...], commit: str
) -> None:
    """Page and documents -> the report folder, complete or untouched."""
    from aarsmelding import report

    report.publish(Project(Path(root)), year, names, documents, commit)
