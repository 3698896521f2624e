"""Records as JSON files: what one step leaves for another, and what is published of them.

With orjson, which takes a sixth of the time of Python's own, and more where the text is indented.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import orjson

from aarsmelding import writing

# numpy's floats are numbers too.
PLAIN = orjson.OPT_SERIALIZE_NUMPY


def read(path: Path) -> Any:
    """What lies at `path`. Raises OSError, or ValueError where it is not whole."""
    return orjson.loads(path.read_bytes())


def write(path: Path, record: Any) -> None:
    """Write `record` all at once or not at all. Raises TypeError for what JSON cannot hold."""
    writing.content(path, orjson.dumps(record, option=PLAIN))


def publish(path: Path, record: Any) -> None:
    """Write `record` for people to read, into a report that is not in its place yet."""
    path.write_bytes(orjson.dumps(record, option=PLAIN | orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE))
