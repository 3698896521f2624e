"""One build of a year at a time: the second one says who holds the lock."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from filelock import FileLock, Timeout

from aarsmelding.errors import Locked
from aarsmelding.paths import Project


@contextmanager
def hold(project: Project, year: int) -> Iterator[None]:
    """Hold the lock of a year; raises Locked at once where another process has it."""
    folder = project.build(year)
    folder.mkdir(parents=True, exist_ok=True)
    holder = folder / "lock.holder"
    lock = FileLock(folder / "lock", timeout=0)
    try:
        lock.acquire()
    except Timeout:
        who = (
            holder.read_text(encoding="utf-8", errors="replace").strip()
            if holder.is_file()
            else "an unknown process"
        )
        raise Locked(
            f"another build of {year} is under way: {who}",
            project.shown(folder / "lock"),
            "wait for it to finish, then try again",
        ) from None
    try:
        since = f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC"
        who = f"process {os.getpid()} on {socket.gethostname()}, since {since}"
        holder.write_text(who, encoding="utf-8")
        yield
    finally:
        holder.unlink(missing_ok=True)
        lock.release()
