"""Lay out a new year: a plan of what to ask whom for, and empty templates to fill in."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from aarsmelding.paths import find_project
from aarsmelding.verbs import DATA, require_folder

PLACE = (DATA, 10)


def command(
    year: Annotated[int, typer.Argument(help="The year the report will be about.")],
    out: Annotated[
        Path | None, typer.Option(help="Folder for the templates. Default: data/raw/YEAR/maler.")
    ] = None,
) -> None:
    """Lay out a new year: a plan of what to ask whom for, and empty templates to fill in."""
    from aarsmelding import years
    from aarsmelding.receiving import expectations, plan, storing, templates

    years.require(year, "new-year")
    require_folder(out)
    project = find_project()
    needed = expectations.expected(project, year)
    made = {
        file: content
        for expected in needed
        for file, content in templates.templates(project, year, expected.dataset).items()
    }
    folder = project.shown(out) if out else project.shown(project.raw(year) / templates.FOLDER)
    files = {plan.FILE: plan.plan(needed, year, folder).encode()}
    if out is None:
        files |= {f"{templates.FOLDER}/{file}": content for file, content in made.items()}
    with storing.receiving(project, year):
        storing.put(project, year, files)
    if out is not None:
        out.mkdir(parents=True, exist_ok=True)
        for file, content in made.items():
            (out / file).write_bytes(content)
    typer.echo(f"wrote {project.shown(project.raw(year) / plan.FILE)}: {len(needed)} datasets to ask for")
    typer.echo(f"wrote {len(made)} templates to {folder}")
    typer.echo(f"next: aarsmelding status --year {year}")
