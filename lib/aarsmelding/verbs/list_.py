"""Show the years, sections and datasets there are."""

from __future__ import annotations

from aarsmelding.paths import find_project
from aarsmelding.verbs import REPORT

PLACE = (REPORT, 5)


def command() -> None:
    """Show the years, sections and datasets there are."""
    from aarsmelding.building import build as building

    building.show_list(find_project())
