"""Where everything lies. Imports nothing of ours but the errors."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from aarsmelding.errors import UsageError

ROOT_VARIABLE = "AARSMELDING_ROOT"
PACKAGE = Path(__file__).parent
TEMPLATES = PACKAGE / "template"
# The first two lie in a checkout around the working folder; any but the second makes a checkout of a folder.
NOTEBOOKS, DATA, RAW, CLEAN, PROGRAM = "notebooks", "data", "data/raw", "data/clean", "lib/aarsmelding"


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
        return self.root / NOTEBOOKS

    def years(self) -> list[int]:
        """Years with raw tables, ascending: a folder with templates only is not a year yet."""
        folder = self.root / RAW
        if not folder.is_dir():
            return []
        named = (p for p in folder.iterdir() if p.name.isascii() and p.name.isdigit())
        return sorted(int(p.name) for p in named if any(p.glob("*.csv")))

    def shown(self, path: Path) -> str:
        """`path` as a person in the root folder would type it."""
        try:
            return path.resolve().relative_to(self.root.resolve()).as_posix()
        # The last two where a link leads back to itself: RuntimeError before Python 3.13.
        except (ValueError, OSError, RuntimeError):
            return path.as_posix()


def short(notebook: Path) -> str:
    """A notebook as a person in the root folder would type it."""
    return f"{notebook.parent.name}/{notebook.name}"


def find_project() -> Project:
    """The checkout around the working folder, or $AARSMELDING_ROOT. Raises UsageError where there is none."""
    project = project_if_any()
    if project is None:
        named = os.environ.get(ROOT_VARIABLE)
        where = f"{ROOT_VARIABLE}={named}" if named else str(Path.cwd())
        remedy = f"go to the folder that has {NOTEBOOKS}/ and {DATA}/, or name it in {ROOT_VARIABLE}"
        raise UsageError("this is no checkout of the report", where, remedy)
    return project


def project_if_any() -> Project | None:
    """As `find_project`, but None outside a checkout. Raises UsageError where there is not even a folder."""
    if named := os.environ.get(ROOT_VARIABLE):
        return _named(named)
    try:
        here = Path.cwd()
    except FileNotFoundError:
        raise UsageError("the working folder has been removed", ".", "go to another folder") from None
    for folder in (here, *here.parents):
        if (folder / NOTEBOOKS).is_dir() and (folder / DATA).is_dir():
            return Project(folder)
    return Project(here) if _is_checkout(here) else None


def _named(given: str) -> Project | None:
    if not Path(given).is_dir():
        remedy = f"name the folder that has {NOTEBOOKS}/ and {DATA}/, or unset the variable"
        raise UsageError("there is no such folder", f"{ROOT_VARIABLE}={given}", remedy)
    root = Path(given).resolve()
    return Project(root) if _is_checkout(root) else None


def _is_checkout(folder: Path) -> bool:
    return any((folder / part).is_dir() for part in (NOTEBOOKS, RAW, CLEAN, PROGRAM))
