"""The report folder gets a new report: all of it at once, or the old one stays.

The new report is complete beside the old one before they change places. Where the system has no call for
that, the old one is moved away first; a start of the program after a crash between the two moves finds
that and moves it back. Files in the folder that no build made, and the logs, are in the new one too.
"""

from __future__ import annotations

import errno
import json
import os
import shutil
from collections.abc import Iterable
from pathlib import Path

from aarsmelding.building import rawfiles
from aarsmelding.building.exchange import exchange
from aarsmelding.paths import Project

LOGS = "logs"
MANIFEST = "manifest.json"
# Where every file is a product, whatever its name.
MADE_FOLDERS = ("notebooks", "tabeller")


def staging_path(project: Project, year: int) -> Path:
    return project.build(year) / "staging"


def _previous(project: Project, year: int) -> Path:
    return project.build(year) / "staging-previous"


def begin(project: Project, year: int) -> Path:
    """An unused staging folder, not yet made. Raises DataRefused as `put_in_place` does, only sooner."""
    rawfiles.require_unchanged(project, year, rawfiles.hashes(project, year))
    staging = staging_path(project, year)
    shutil.rmtree(staging, ignore_errors=True)
    return staging


def put_in_place(project: Project, year: int, optional: Iterable[str]) -> None:
    """Make the staging folder the report; `optional` are products that a build may also not make.

    Raises DataRefused where a raw file is not what it was when the build began.
    """
    staging, target = staging_path(project, year), project.report(year).resolve()
    rawfiles.require_unchanged(project, year, _hashes(staging / MANIFEST, "inputs"))
    if target.is_dir():
        _carry_over(target, staging, set(optional))
    _written_to_disk(staging)
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        _change_places(project, year, staging, target)
    except OSError as problem:
        if problem.errno != errno.EXDEV:
            raise
        beside = _beside(target)
        shutil.rmtree(beside, ignore_errors=True)
        shutil.copytree(staging, beside)
        _written_to_disk(beside)
        _change_places(project, year, beside, target)
    tidy(project, year)


def _change_places(project: Project, year: int, new: Path, target: Path) -> None:
    if not target.exists():
        new.rename(target)
    elif not exchange(new, target):
        here = new == staging_path(project, year)
        previous = _previous(project, year) if here else _previous_beside(target)
        target.rename(previous)
        try:
            new.rename(target)
        except OSError:
            previous.rename(target)
            raise


def _beside(target: Path) -> Path:
    return target.with_name(f".{target.name}.new")


def _previous_beside(target: Path) -> Path:
    return target.with_name(f".{target.name}.previous")


def recover(project: Project, year: int) -> None:
    """After a crash: the last good report in its place, and nothing of the unfinished one left."""
    target = project.report(year).resolve()
    for previous in (_previous(project, year), _previous_beside(target)):
        if previous.is_dir() and not (target / MANIFEST).is_file():
            if target.is_dir():
                _carry_over(target, previous, set())
                shutil.rmtree(target)
            previous.rename(target)
    tidy(project, year)


def tidy(project: Project, year: int) -> None:
    """Remove what is no longer the report, once nothing in it is needed."""
    target = project.report(year).resolve()
    for old in (
        staging_path(project, year),
        _previous(project, year),
        _beside(target),
        _previous_beside(target),
    ):
        if old.is_dir():
            _keep_logs(old, target)
            shutil.rmtree(old, ignore_errors=True)


def _keep_logs(old: Path, new: Path) -> None:
    """A log that another process began after the logs were carried over."""
    for log in sorted((old / LOGS).glob("*")):
        if not (new / LOGS / log.name).exists():
            (new / LOGS).mkdir(parents=True, exist_ok=True)
            log.rename(new / LOGS / log.name)


def _carry_over(old: Path, new: Path, optional: set[str]) -> None:
    """What lies in the old report and is not of its making, and the logs, into the new one."""
    ours = {MANIFEST, *optional, *_hashes(old / MANIFEST, "outputs")}
    for path in sorted(old.rglob("*")):
        name = path.relative_to(old)
        made = name.as_posix() in ours or name.parts[0] in MADE_FOLDERS
        if made or os.path.lexists(new / name):
            continue
        if path.is_dir() and not path.is_symlink():
            # One that was not empty comes with what is in it, if that does.
            if not any(path.iterdir()):
                (new / name).mkdir(parents=True)
            continue
        (new / name).parent.mkdir(parents=True, exist_ok=True)
        try:
            os.link(path, new / name, follow_symlinks=False)
        except (OSError, NotImplementedError):
            shutil.copy2(path, new / name, follow_symlinks=False)


def _hashes(manifest: Path, part: str) -> dict[str, str]:
    try:
        return {entry["file"]: entry["sha256"] for entry in json.loads(manifest.read_bytes())[part]}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def _written_to_disk(folder: Path) -> None:
    """Ask the system to write the files before their names change: a power cut must not leave them empty."""
    if os.name == "nt":
        return
    for path in folder.rglob("*"):
        if path.is_file() and path.lstat().st_nlink == 1:
            with path.open("rb") as file:
                os.fsync(file.fileno())
