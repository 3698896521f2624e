"""What an executed notebook is kept as: the same run gives the same bytes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import orjson
from nbformat import NotebookNode
from nbformat.v4.rwbase import rejoin_lines, split_lines

from aarsmelding import writing


def write_clean(executed: NotebookNode, parameters: dict[str, Any], result: Path) -> None:
    """Write the executed notebook without clock times and paths: the same run gives the same bytes."""
    executed.metadata["papermill"] = {"parameters": parameters}
    executed.metadata.pop("language_info", None)
    for cell in executed.cells:
        for timing in ("papermill", "execution"):
            cell.metadata.pop(timing, None)
        # papermill gives the cell that it adds a random id.
        if "injected-parameters" in cell.metadata.get("tags", []):
            cell["id"] = "injected-parameters"
    writing.content(result, _text(executed) + b"\n")


def _text(notebook: NotebookNode) -> bytes:
    """`notebook` as nbformat writes it but for the width of an indentation, and without copying it first."""
    split_lines(notebook)
    try:
        return orjson.dumps(notebook, option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS)
    finally:
        rejoin_lines(notebook)
