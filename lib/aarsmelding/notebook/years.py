"""The years that notebooks can be run for."""

from __future__ import annotations

from aarsmelding.errors import UsageError
from aarsmelding.paths import Project
from aarsmelding.receiving import storing


def require_year(project: Project, year: int) -> None:
    """Refuse a year without data, naming the years there are; first finish what a reception has left."""
    storing.settle(project, year)
    if year not in project.years():
        known = ", ".join(map(str, project.years())) or "none yet"
        raise UsageError(
            f"there is no data for {year}", project.shown(project.raw(year)), f"years with data: {known}"
        )
