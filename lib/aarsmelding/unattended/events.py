"""What the steps of a build tell the process that leads it, a JSON line each in one file.

A step is done in another process, so it appends to a file that the leading process reads. Outside a
build nobody listens, and nothing is written.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

EVENTS_VARIABLE = "AARSMELDING_EVENTS"
# What a build says to its steps in the same way: how many seconds a cell may take.
CELL_SECONDS_VARIABLE = "AARSMELDING_CELL_SECONDS"


def tell(event: str, **what: Any) -> None:
    """Say `event` to the build that this step belongs to. Never fails: a step is not lost for its news."""
    heard = os.environ.get(EVENTS_VARIABLE)
    if not heard:
        return
    line = json.dumps({"event": event, **what}, ensure_ascii=False) + "\n"
    try:
        # One write at the end of the file: lines of several processes do not mix.
        descriptor = os.open(heard, os.O_WRONLY | os.O_APPEND)
        try:
            os.write(descriptor, line.encode())
        finally:
            os.close(descriptor)
    except OSError:
        return


class Listener:
    """The leading process's end: hands out each event once."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"")
        self.path = path
        self._read = 0

    def heard(self) -> list[dict[str, Any]]:
        """Events since the last call, in the order in which they were told."""
        try:
            with self.path.open("rb") as file:
                file.seek(self._read)
                new = file.read()
        except OSError:
            return []
        whole = new[: new.rfind(b"\n") + 1]
        self._read += len(whole)
        found = []
        for line in whole.splitlines():
            try:
                found.append(json.loads(line))
            except ValueError:
                continue
        return [event for event in found if isinstance(event, dict)]
