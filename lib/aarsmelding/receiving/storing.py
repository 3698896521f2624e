"""Several files put in their places all at once: whoever is stopped half-way, it is finished or undone."""

from __future__ import annotations

import json
import os
import shutil
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from aarsmelding.errors import AarsmeldingError, Locked
from aarsmelding.paths import Project
from aarsmelding.unattended import faults

UNFINISHED, READY = ".mottak-", ".klar-"
ORDER = "order.json"


@contextmanager
def receiving(project: Project, year: int) -> Iterator[None]:
    """Hold the reception of a year. Raises Locked at once where another process has it."""
    lock = _lock(project, year)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        where = project.shown(project.build(year))
        raise Locked(f"another delivery to {year} is being received", where, "wait, then try again") from None
    try:
        _settle(project, year)
        yield
    finally:
        lock.release()


def settle(project: Project, year: int) -> None:
    """Finish what was ready when a reception was stopped, remove what was not; usually there is nothing."""
    if not list(_left(project, year)):
        return
    lock = _lock(project, year)
    try:
        lock.acquire(timeout=10)
    except Timeout:
        return
    try:
        _settle(project, year)
    finally:
        lock.release()


def put(project: Project, year: int, files: Mapping[str, bytes]) -> None:
    """Write `files` (path below the raw folder of the year -> content), in that order, all or none."""
    parent = project.raw(year).parent
    token = f"{year}-{uuid.uuid4().hex[:8]}"
    unfinished, ready = parent / f"{UNFINISHED}{token}", parent / f"{READY}{token}"
    try:
        unfinished.mkdir(parents=True)
        for number, content in enumerate(files.values()):
            _write(unfinished / str(number), content)
        _write(unfinished / ORDER, json.dumps(list(files)).encode())
        os.replace(unfinished, ready)
    except OSError as problem:
        shutil.rmtree(unfinished, ignore_errors=True)
        why = faults.refused(problem, project.shown(parent))
        raise AarsmeldingError(f"nothing could be stored: {why.problem}", why.where, why.remedy) from None
    except BaseException:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise
    _finish(project, year, ready)


def _lock(project: Project, year: int) -> FileLock:
    folder = project.build(year)
    folder.mkdir(parents=True, exist_ok=True)
    return FileLock(folder / "receiving.lock")


def _left(project: Project, year: int) -> Iterator[Path]:
    for prefix in (READY, UNFINISHED):
        yield from project.raw(year).parent.glob(f"{prefix}{year}-*")


def _settle(project: Project, year: int) -> None:
    for folder in _left(project, year):
        if folder.name.startswith(READY):
            _finish(project, year, folder)
        else:
            shutil.rmtree(folder, ignore_errors=True)


def _finish(project: Project, year: int, ready: Path) -> None:
    """Move what is ready to its places; it may have been begun before."""
    names = json.loads((ready / ORDER).read_text(encoding="utf-8"))
    for number, name in enumerate(names):
        target = project.raw(year) / name
        target.parent.mkdir(parents=True, exist_ok=True)
        staged = ready / str(number)
        if staged.exists():
            os.replace(staged, target)
    shutil.rmtree(ready, ignore_errors=True)


def _write(path: Path, content: bytes) -> None:
    with path.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
