"""Clean datasets on disk: typed parquet, one file per dataset and year."""

from __future__ import annotations

import os
from pathlib import Path

import pandas as pd

from aarsmelding.paths import Project


def clean_path(project: Project, year: int, name: str) -> Path:
    return project.clean(year) / f"{name}.parquet"


def write(frame: pd.DataFrame, path: Path) -> None:
    """Write all at once or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(f".{os.getpid()}.tmp")
    frame.to_parquet(unfinished, index=False)
    os.replace(unfinished, path)
