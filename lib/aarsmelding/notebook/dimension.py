"""What a notebook is run once for each of, as its metadata declare it."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from aarsmelding import catalog
from aarsmelding.errors import UsageError
from aarsmelding.paths import short

# A folder of its own in the report: a path could lead out of that, and what lies there be replaced.
FOLDER = re.compile(r"[a-z0-9_]+")
TAKEN = {"logs", "notebooks", "tabeller"}


@dataclass(frozen=True)
class Dimension:
    """What a notebook is run once for, as `declared_in` it: the rows of a dataset, by their key column.

    `folder` is where the pages go, `where` a pandas query that chooses rows ("" for all), `shown`
    the facts that the overview shows of every edition: id -> column header.
    """

    dataset: str
    column: str
    folder: str
    where: str
    shown: dict[str, str] = field(hash=False)
    declared_in: str


def dimension_of(declared: Mapping[str, Any], parameters: Collection[str], path: Path) -> Dimension:
    """What a notebook has `declared`. Raises UsageError where that does not fit it or the report."""
    dataset, _, column = declared["per"].partition(".")
    if not column:
        raise UsageError(
            f"it is not clear what the notebook is run once for: {declared['per']}",
            f"{short(path)}, metadata",
            'write it as {"per": "kommuner.kommune_nr"}, with folder, where and shown if needed',
        )
    catalog.require(dataset, f"{short(path)}, metadata")
    if column not in parameters:
        raise UsageError(
            f"the notebook is run once per {declared['per']}, but has no parameter {column!r}",
            short(path),
            f"set a default for {column} in the cell tagged «parameters»",
        )
    folder = declared.get("folder", dataset)
    if not FOLDER.fullmatch(folder) or folder in TAKEN:
        raise UsageError(
            f"the pages cannot lie in the folder {folder!r}",
            f"{short(path)}, metadata",
            "name a folder of the report with a-z, 0-9 and _, which is not " + " or ".join(sorted(TAKEN)),
        )
    where, shown = declared.get("where", ""), declared.get("shown", {})
    return Dimension(dataset, column, folder, where, shown, short(path))
