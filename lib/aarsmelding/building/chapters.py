"""The page cut into chapters, of which documents are made: one that did not change is not made again."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from aarsmelding import jsonfiles
from aarsmelding.building import places
from aarsmelding.building.hoarding import uncollected
from aarsmelding.paths import Project

if TYPE_CHECKING:
    from aarsmelding.documents.cutting import Chapter, Front


def front_path(project: Project, year: int) -> Path:
    """What stands before the chapters, which there are, and the date that documents bear."""
    return project.build(year) / "cut.json"


def chapter_path(project: Project, year: int, name: str) -> Path:
    return project.build(year) / "cut" / f"{name}.json"


def make_chapters(root: str, year: int, names: tuple[str, ...]) -> None:
    """Page -> the front, and each chapter that there may be."""
    from aarsmelding.documents.cutting import cut

    project = Project(Path(root))
    html = places.page(project, year).read_text(encoding="utf-8")
    dated = jsonfiles.read(places.composed(project, year))["dated"]
    with uncollected():
        front, chapters = cut(html, names)
    for name in names:
        jsonfiles.write(
            chapter_path(project, year, name), asdict(chapters[name]) if name in chapters else None
        )
    jsonfiles.write(front_path(project, year), {"front": asdict(front), "dated": dated})


def front_of(project: Project, year: int) -> tuple[Front, date]:
    """The front, and the date that documents bear."""
    from aarsmelding.documents.cutting import Front

    record = jsonfiles.read(front_path(project, year))
    return Front(**record["front"]), date.fromisoformat(record["dated"])


def chapter_of(project: Project, year: int, name: str) -> Chapter | None:
    """A chapter; None where this report does not have it."""
    from aarsmelding.documents.cutting import Chapter

    record = jsonfiles.read(chapter_path(project, year, name))
    return None if record is None else Chapter(**record)
