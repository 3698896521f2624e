"""Where everything lies. Imports nothing of ours."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

ROOT_VARIABLE = "AARSMELDING_ROOT"
PACKAGE = Path(__file__).parent
TEMPLATES = PACKAGE / "template"
RAW = "data/raw"


@dataclass(frozen=True)
class Project:
    """The folders of one checkout; every path in the program comes from here."""

    root: Path

    def raw(self, year: int) -> Path:
        return self.root / "data" / "raw" / str(year)

    def clean(self, year: int) -> Path:
        return self.root / "data" / "clean" / str(year)

    def dataset(self, year: int, name: str) -> Path:
        return self.clean(year) / f"{name}.parquet"

    def report(self, year: int) -> Path:
        return self.root / "reports" / str(year)

    def build(self, year: int) -> Path:
        """Intermediate products and state: disposable, never published."""
        return self.root / ".build" / str(year)

    @classmethod
    def of_dataset(cls, path: Path) -> Project:
        """The checkout that the clean dataset at `path` lies in."""
        return cls(path.parents[3])

    @property
    def notebooks(self) -> Path:
        return self.root / "notebooks"

    def years(self) -> list[int]:
        """Years with raw tables, ascending: a folder with templates only is not a year yet."""
        folder = self.root / "data" / "raw"
        if not folder.is_dir():
            return []
        named = (p for p in folder.iterdir() if p.name.isascii() and p.name.isdigit())
        return sorted(int(p.name) for p in named if any(p.glob("*.csv")))

    def shown(self, path: Path) -> str:
        """`path` as a person in the root folder would type it."""
        try:
            return path.resolve().relative_to(self.root.resolve()).as_posix()
        except ValueError:
            return path.as_posix()


def short(notebook: Path) -> str:
    """A notebook as a person in the root folder would type it."""
    return f"{notebook.parent.name}/{notebook.name}"


def find_project(start: Path | None = None) -> Project:
    """The checkout around `start` (default: the working folder), or $AARSMELDING_ROOT."""
    named = os.environ.get(ROOT_VARIABLE)
    if named and start is None:
        return Project(Path(named).resolve())
    here = (start or Path.cwd()).resolve()
    for folder in (here, *here.parents):
        if (folder / "notebooks").is_dir() and (folder / "data").is_dir():
            return Project(folder)
    return Project(here)
