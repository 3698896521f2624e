"""Show the years, sections and datasets there are."""

from __future__ import annotations

from aarsmelding.paths import find_project
from aarsmelding.verbs import REPORT

PLACE = (REPORT, 5)


def command() -> None:
    """Show the years, sections and datasets there are."""
    from rich.console import Console
    from rich.table import Table

    from aarsmelding import catalog, datasets, notebook

    project = find_project()
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
