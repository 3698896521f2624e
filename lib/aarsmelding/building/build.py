"""What a person sees of a build: progress, verdict, what is there, why something would run."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from aarsmelding import catalog, documents, notebook
from aarsmelding.building import seal, steps, workers
from aarsmelding.building.lock import hold
from aarsmelding.errors import EXIT_INTERRUPTED, EXIT_OK, UsageError
from aarsmelding.kernels import Kernel, usable
from aarsmelding.paths import Project

if TYPE_CHECKING:
    from aarsmelding.building.pipeline import Outcome


def build(
    project: Project,
    year: int,
    only: tuple[str, ...],
    jobs: int | None,
    quiet: bool,
    kernel: Kernel | None = None,
    keys: tuple[str, ...] = (),
) -> int:
    """Build and say what happened; returns the exit code."""
    begun = time.monotonic()
    if kernel is Kernel.FORKED and usable(kernel) is Kernel.PLAIN:
        print("kernels cannot be forked on this system: plain ones are used (slower)", file=sys.stderr)
    if keys and not only:
        raise UsageError(
            "--for chooses editions of a notebook", "--for", "name it with --only, such as kommuneprofil"
        )
    notebook.require_year(project, year)
    with hold(project, year):
        unchanged = None if only else seal.steps_if_unbroken(project, year)
        if unchanged is not None:
            return _said_built(project, year, only, keys, f"0 steps run, {unchanged} unchanged", begun, quiet)
        result = _run(project, year, only, jobs or os.cpu_count() or 1, quiet, kernel, keys)
    for error in result.errors:
        print(error, file=sys.stderr)
    if result.interrupted:
        print("interrupted: the report is as it was before", file=sys.stderr)
        return EXIT_INTERRUPTED
    counted = f"{len(result.ran)} steps run, {len(result.unchanged)} unchanged"
    if result.exit_code == EXIT_OK:
        return _said_built(project, year, only, keys, counted, begun, quiet)
    where = project.shown(project.report(year) / "index.html")
    kept = f"; {where} is as it was before" if (project.report(year) / "index.html").exists() else ""
    print(f"not built ({counted}, {time.monotonic() - begun:.1f} s){kept}", file=sys.stderr)
    return result.exit_code


def _run(
    project: Project,
    year: int,
    only: tuple[str, ...],
    jobs: int,
    quiet: bool,
    kernel: Kernel | None,
    keys: tuple[str, ...],
) -> Outcome:
    # The workers' parent imports for a second or two; the build engine does the same meanwhile.
    workers.begin()
    from aarsmelding.building import pipeline

    before = seal.inputs(project, year)
    tasks = pipeline.graph(project, year, only, kernel, keys)
    seal.breach(project, year)
    live = sys.stdout.isatty() and not quiet
    result = pipeline.run(project, year, tasks, jobs=jobs, live=live, explain=False, kernel=kernel)
    # Without a seal the next build looks again whether what was missing has been installed.
    if not (only or documents.missing(year)) and result.exit_code == EXIT_OK:
        seal.seal(project, year, before, len(tasks))
    return result


def _said_built(
    project: Project,
    year: int,
    only: tuple[str, ...],
    keys: tuple[str, ...],
    counted: str,
    begun: float,
    quiet: bool,
) -> int:
    if not quiet:
        places = [project.report(year) / "index.html"]
        if only:
            chosen = [notebook.section(project, name) for name in only]
            places = [place for section in chosen for place in _places(project, year, section, keys)]
        shown = ", ".join(map(project.shown, places))
        print(f"{shown} ({counted}, {time.monotonic() - begun:.1f} s)")
    if not only and documents.missing(year):
        print(documents.note(year), file=sys.stderr)
    return EXIT_OK


def _places(project: Project, year: int, section: notebook.Notebook, keys: tuple[str, ...]) -> list[Path]:
    if section.dimension is None:
        return [steps.executed_path(project, year, section.stem)]
    if keys:
        return [steps.edition_path(project, year, section.stem, key) for key in keys]
    return [steps.overview_path(project, year, section.stem)]


def show_list(project: Project) -> None:
    """Years, sections with their datasets, datasets with the years that have them."""
    from rich.console import Console
    from rich.table import Table

    from aarsmelding import datasets

    console = Console()
    years = project.years()
    console.print("Years: " + (", ".join(map(str, years)) or "none; put raw files in data/raw/<year>/"))
    sections = Table("Section", "Title", "Datasets", title="Sections", title_justify="left")
    for section in notebook.sections(project):
        sections.add_row(section.name, section.title, ", ".join(section.datasets))
    console.print(sections)
    held = Table("Dataset", "What it is", "Years", title="Datasets", title_justify="left")
    for name in catalog.names():
        present = [str(y) for y in years if (project.raw(y) / f"{name}.csv").is_file()]
        held.add_row(name, datasets.get(name).title, ", ".join(present))
    console.print(held)


def explain(project: Project, name: str, year: int | None) -> None:
    """Why a section would or would not be rebuilt, as the build engine sees it."""
    from aarsmelding.building import pipeline

    years = project.years()
    if not years:
        raise UsageError("there is no data yet", "data/raw/", "put raw files in data/raw/<year>/")
    chosen = year or years[-1]
    notebook.require_year(project, chosen)
    section = notebook.section(project, name)
    print(f"{section.name} {chosen} rests on: {section.path.name}, {', '.join(section.datasets)}")
    tasks = pipeline.graph(project, chosen, (section.name,))
    result = pipeline.run(project, chosen, tasks, jobs=1, live=False, explain=True)
    verdict = f"{len(result.ran)} steps would run" if result.ran else "nothing would run: it is up to date"
    print(f"{section.name} {chosen}: {verdict}")
