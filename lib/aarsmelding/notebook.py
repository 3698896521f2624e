"""A notebook read as text: its title, parameters, the datasets it loads. Runs nothing."""

from __future__ import annotations

import ast
import json
import re
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from aarsmelding import catalog
from aarsmelding.errors import AarsmeldingError, UsageError
from aarsmelding.holdings import datasets_of as datasets_of
from aarsmelding.paths import Project
from aarsmelding.receiving import storing

SECTION_NAME = re.compile(r"\d\d_[a-z0-9_]+")
PARAMETER_TYPES = (int, float, str, bool)
# What the metadata «aarsmelding» of a notebook can say; `needs` and `unless` are explained in `gaps`.
DECLARED = {"per", "folder", "where", "shown", "cell_seconds", "needs", "unless", "whole"}


@dataclass(frozen=True)
class Dimension:
    """What a notebook is run once for: the rows of a dataset, by their key column.

    `folder` is where the pages go, `where` a pandas query that chooses rows ("" for all), `shown`
    the facts that the overview shows of every edition: id -> column header.
    """

    dataset: str
    column: str
    folder: str
    where: str
    shown: dict[str, str] = field(hash=False)


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
            return {"cells": content["cells"], "metadata": content.get("metadata", {})}
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as problem:
            raise AarsmeldingError(
                "the notebook cannot be read",
                f"{self.path.parent.name}/{self.path.name}",
                "open it in JupyterLab and save it again, or get it back (git checkout)",
            ) from problem

    @property
    def cells(self) -> list[dict[str, Any]]:
        return self._content["cells"]

    @property
    def metadata(self) -> dict[str, Any]:
        return self._content["metadata"]

    @cached_property
    def dimension(self) -> Dimension | None:
        """The rows that the notebook is run once for each of; None for a section of the report."""
        declared = self._content["metadata"].get("aarsmelding", {})
        if "per" not in declared:
            return None
        dataset, _, column = str(declared["per"]).partition(".")
        if unknown := set(declared) - DECLARED or not column:
            raise UsageError(
                f"the notebook's metadata «aarsmelding» cannot be understood: {unknown or declared['per']}",
                str(self.path),
                'write it as {"per": "kommuner.kommune_nr"}, with folder, where and shown if needed',
            )
        catalog.require(dataset)
        if column not in self.parameters:
            raise UsageError(
                f"the notebook is run once per {declared['per']}, but has no parameter {column!r}",
                str(self.path),
                f"set a default for {column} in the cell tagged «parameters»",
            )
        folder = str(declared.get("folder", dataset))
        return Dimension(dataset, column, folder, declared.get("where", ""), declared.get("shown", {}))

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
        raise AarsmeldingError("the notebook has no title", str(self.path), "start it with a cell «# Title»")

    @cached_property
    def parameters(self) -> dict[str, Any]:
        """Names and defaults in the cell tagged `parameters`; their types are the defaults' types."""
        tagged = [c for c in self.cells if "parameters" in c.get("metadata", {}).get("tags", [])]
        if len(tagged) != 1:
            raise UsageError(
                f"the notebook has {len(tagged)} cells tagged «parameters», it must have one",
                str(self.path),
                "tag the cell that sets the defaults, such as year = 2025 (JupyterLab: property inspector)",
            )
        return _defaults(self.source(tagged[0]), self.path)

    @cached_property
    def datasets(self) -> tuple[str, ...]:
        """Names given to `load("…", year)`, in alphabetical order."""
        return self._loaded(is_earlier=False)

    @cached_property
    def earlier(self) -> tuple[str, ...]:
        """Names given to `load("…", year - 1)`: the same dataset of the year before."""
        return self._loaded(is_earlier=True)

    def _loaded(self, *, is_earlier: bool) -> tuple[str, ...]:
        calls = [call for call in self._loads if of_earlier(call) is is_earlier]
        return tuple(sorted({_loaded(call, self.path) for call in calls}))

    @cached_property
    def _loads(self) -> list[ast.AST]:
        trees = [(text, _tree(text, self.path)) for text in self.code]
        # Most cells load nothing, and going through the code of all takes as long as running some.
        return [node for text, tree in trees if "load" in text for node in ast.walk(tree) if _is_load(node)]

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
        known = self.parameters
        for name, value in given.items():
            where = f"{self.path.name}, parameter {name}"
            if name not in known:
                raise UsageError(
                    f"unknown parameter {name!r}", where, "the notebook has: " + ", ".join(known)
                )
            if type(value) is not type(known[name]):
                wanted = type(known[name]).__name__
                raise UsageError(
                    f"the parameter must be {wanted}, not {type(value).__name__} ({value!r})",
                    where,
                    f"give a value like {known[name]!r}",
                )
        return {**known, **given}


def _tree(code: str, path: Path) -> ast.Module:
    try:
        return ast.parse(code)
    except SyntaxError as problem:
        line = (problem.text or "").strip()
        raise AarsmeldingError(
            f"a cell is not Python: {problem.msg}",
            f"{path.name}, line {problem.lineno} of the cell: {line}",
            "run the cell in JupyterLab and mend it",
        ) from None


def _defaults(code: str, path: Path) -> dict[str, Any]:
    defaults: dict[str, Any] = {}
    for node in _tree(code, path).body:
        try:
            (target,) = getattr(node, "targets", None) or (node.target,)  # type: ignore[attr-defined]
            value = ast.literal_eval(node.value)  # type: ignore[attr-defined]
            if not isinstance(value, PARAMETER_TYPES):
                raise ValueError
            defaults[target.id] = value
        except (AttributeError, ValueError):
            raise UsageError(
                "the parameters cell must hold plain assignments only",
                f"{path.name}, line {getattr(node, 'lineno', 1)} of the cell",
                "write name = value with a number, a text, True or False",
            ) from None
    return defaults


def of_earlier(call: Any) -> bool:
    """Whether a call `load("…", year - 1)` asks for the year before."""
    return len(call.args) > 1 and ast.unparse(call.args[1]) == "year - 1"


def _is_load(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "load"


def _loaded(node: Any, path: Path) -> str:
    name = node.args[0] if node.args else None
    if not (isinstance(name, ast.Constant) and isinstance(name.value, str)):
        raise UsageError(
            "load(…) must be given the dataset's name as a plain text",
            f"{path.name}: {ast.unparse(node)}",
            'write load("avvik_kommune", year), so that the build knows what the section rests on',
        )
    return name.value


def notebooks(project: Project) -> list[Notebook]:
    """Every notebook, in the order of the report."""
    found = sorted(project.notebooks.glob("*.ipynb"))
    for path in found:
        if not SECTION_NAME.fullmatch(path.stem):
            raise UsageError(
                "a section's file name is two digits, an underscore and a name",
                project.shown(path),
                "rename it to something like 50_avvik.ipynb",
            )
    return [Notebook(path) for path in found]


def sections(project: Project) -> list[Notebook]:
    """The notebooks that are sections of the report."""
    return [notebook for notebook in notebooks(project) if notebook.dimension is None]


def editions(project: Project) -> list[Notebook]:
    """The notebooks that are run once per row of a dataset, each row with a page of its own."""
    return [notebook for notebook in notebooks(project) if notebook.dimension is not None]


def section(project: Project, name: str) -> Notebook:
    """The notebook `name` (with or without its number)."""
    known = notebooks(project)
    for notebook in known:
        if name in (notebook.name, notebook.stem):
            return notebook
    raise UsageError(
        f"there is no section {name!r}", "notebooks/", "use one of: " + ", ".join(n.name for n in known)
    )


def require_year(project: Project, year: int) -> None:
    """Refuse a year without data, naming the years there are; first finish what a reception has left."""
    storing.settle(project, year)
    if year not in project.years():
        known = ", ".join(map(str, project.years())) or "none yet"
        raise UsageError(
            f"there is no data for {year}", project.shown(project.raw(year)), f"years with data: {known}"
        )
