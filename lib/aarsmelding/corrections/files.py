"""The files of corrections: where they lie, what state they are in, and which belong to nothing."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from aarsmelding.errors import DataRefused, Fault
from aarsmelding.filestate import sha256
from aarsmelding.paths import Project

SUFFIX = ".corrections.yml"


def path_of(raw_file: Path) -> Path:
    """Where the corrections of `raw_file` lie, if there are any."""
    return raw_file.with_suffix(SUFFIX)


def state(raw_files: Iterable[Path]) -> str:
    """What is declared for `raw_files`, as one value; it also changes when a file of theirs goes."""
    paths = [path for path in map(path_of, raw_files) if path.is_file()]
    return " ".join(f"{path.name}:{sha256(path)}" for path in sorted(paths))


def stray(folder: Path, shown: str) -> list[Fault]:
    """The corrections in a raw folder (`shown` as a person types it) that no raw file lies beside."""
    remedy = "give it the name of its raw file, such as tilskudd.corrections.yml, or remove it"
    return [
        Fault(f"{shown}/{path.name}", "the corrections belong to no raw file", remedy)
        for path in sorted(folder.glob("*corrections*"))
        if not path.name.endswith(SUFFIX)
        or not path.with_name(path.name.removesuffix(SUFFIX) + ".csv").is_file()
    ]


def require_owned(project: Project, year: int) -> None:
    """Refuse corrections that would silently never be applied. Raises DataRefused."""
    if faults := stray(project.raw(year), project.shown(project.raw(year))):
        raise DataRefused(faults)
