"""Files written all at once or not at all: whoever reads one finds what was there before, or what is new."""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

UNFINISHED = re.compile(r"\..+\.(?P<process>\d+)\.tmp")


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Where to write what shall stand at `path`, in the same folder; nothing is left where that fails."""
    if not path.name:
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    unfinished = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        yield unfinished
        os.replace(unfinished, path)
    except BaseException:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)
        raise


def content(path: Path, written: bytes) -> None:
    """Write `path`, in a folder that is made if it is not there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with replacing(path) as unfinished:
        unfinished.write_bytes(written)


def text(path: Path, written: str) -> None:
    """As `content`, in UTF-8."""
    content(path, written.encode("utf-8"))


def clear(folder: Path) -> None:
    """Remove below `folder` what processes have left that were killed while they wrote."""
    import psutil

    for path in folder.rglob(".*.tmp"):
        found = UNFINISHED.fullmatch(path.name)
        if found and not psutil.pid_exists(int(found["process"])):
            path.unlink(missing_ok=True)
