"""One notebook as it was written: cells, metadata, title, parameters, the datasets it loads."""

from __future__ import annotations

import ast
import json
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from aarsmelding.errors import AarsmeldingError
from aarsmelding.notebook.dimension import Dimension, dimension_of
from aarsmelding.notebook.loads import loads_in, names_loaded
from aarsmelding.notebook.metadata import understood
from aarsmelding.notebook.parameters import checked, defaults_in
from aarsmelding.paths import short


@dataclass(frozen=True)
class Notebook:
    """One section of the report, or, with a dimension, a page for each of its rows.

    `name` is its id: the file name without number and ending.
    """

    path: Path

    @property
    def stem(self) -> str:
        return self.path.stem

    @property
    def name(self) -> str:
        return self.path.stem[3:]

    @cached_property
    def _content(self) -> dict[str, Any]:
        try:
            content = json.loads(self.path.read_text(encoding="utf-8"))
            cells, metadata = content["cells"], content.get("metadata", {})
            if not isinstance(metadata, dict):
                raise TypeError("the metadata are no mapping")
        except (OSError, ValueError, KeyError, TypeError) as problem:
            raise AarsmeldingError(
                "the notebook cannot be read",
                short(self.path),
                "open it in JupyterLab and save it again, or get it back (git checkout)",
            ) from problem
        return {"cells": cells, "metadata": metadata}

    @property
    def cells(self) -> list[dict[str, Any]]:
        return self._content["cells"]

    @property
    def metadata(self) -> dict[str, Any]:
        return self._content["metadata"]

    @cached_property
    def said(self) -> dict[str, Any]:
        """What it says of itself."""
        return understood(self.metadata, self.path)

    @cached_property
    def dimension(self) -> Dimension | None:
        """The rows that the notebook is run once for each of; None for a section of the report."""
        return dimension_of(self.said, self.parameters, self.path) if "per" in self.said else None

    def of_cells(self, cells: list[dict[str, Any]]) -> Notebook:
        """The same notebook with only these of its cells."""
        made = Notebook(self.path)
        made.__dict__["_content"] = {"cells": cells, "metadata": self.metadata}
        return made

    def source(self, cell: dict[str, Any]) -> str:
        return "".join(cell["source"])

    @property
    def code(self) -> list[str]:
        return [self.source(cell) for cell in self.cells if cell["cell_type"] == "code"]

    @property
    def prose(self) -> list[str]:
        return [self.source(cell) for cell in self.cells if cell["cell_type"] == "markdown"]

    @cached_property
    def title(self) -> str:
        for text in self.prose:
            if match := re.search(r"^# (.+)$", text, re.MULTILINE):
                return match[1].strip()
        raise AarsmeldingError(
            "the notebook has no title", short(self.path), "start it with a cell «# Title»"
        )

    @cached_property
    def parameters(self) -> dict[str, Any]:
        """Names and defaults in the cell tagged `parameters`; their types are the defaults' types."""
        tagged = [c for c in self.cells if "parameters" in c.get("metadata", {}).get("tags", [])]
        return defaults_in([self.source(cell) for cell in tagged], self.path)

    @cached_property
    def datasets(self) -> tuple[str, ...]:
        """Names given to `load("…", year)`, in alphabetical order."""
        return names_loaded(self._loads, self.path, is_earlier=False)

    @cached_property
    def earlier(self) -> tuple[str, ...]:
        """Names given to `load("…", year - 1)`: the same dataset of the year before."""
        return names_loaded(self._loads, self.path, is_earlier=True)

    @cached_property
    def _loads(self) -> list[ast.AST]:
        return loads_in(self.code, self.path)

    def place_of(self, cell: dict[str, Any]) -> int:
        """Where `cell`, of this notebook or one made from it, stands here."""
        ids = [own.get("id") for own in self.cells]
        return ids.index(cell["id"]) if cell.get("id") in ids else self.cells.index(cell)

    def written(self, folder: Path, cells: list[dict[str, Any]]) -> Notebook:
        """The notebook with other `cells`, in `folder`."""
        folder.mkdir(parents=True)
        made = folder / self.path.name
        content = {"cells": cells, "metadata": self.metadata, "nbformat": 4, "nbformat_minor": 5}
        made.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
        return Notebook(made)

    def checked(self, given: dict[str, Any]) -> dict[str, Any]:
        """`given` parameters, refused where a name is unknown or a type differs from the default's."""
        return checked(given, self.parameters, self.path)
