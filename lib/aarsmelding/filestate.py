"""A file as it is now: its hash, and what the system says of it; while that is the same, so is its content.

The time of change alone is not enough: it comes back with a copy, an archive, or `touch`. The other time, of
the last change to the file's content or name, is the system's own (on Windows: of its making).
"""

from __future__ import annotations

import hashlib
from pathlib import Path


def state(path: Path) -> tuple[int, ...]:
    """One value for a file as it is now. Raises OSError as `stat` does."""
    found = path.stat()
    return (found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns)


def changed_at(path: Path) -> float:
    """When what stands at `path` came there, in seconds of the clock, at the latest."""
    found = path.stat()
    return max(found.st_mtime, found.st_ctime)


def sha256(path: Path) -> str:
    """The SHA-256 of what stands in it, as 64 hexadecimal digits. Raises OSError where it cannot be read."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
