"""Make editions: run the notebook for a row, hold it to every gate, render its page."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from aarsmelding import sections
from aarsmelding.editions import Row, page
from aarsmelding.errors import AarsmeldingError
from aarsmelding.kernels import Kernel
from aarsmelding.notebook import Notebook
from aarsmelding.numbers.ledger import ledger, require_cited
from aarsmelding.page import fragments
from aarsmelding.paths import Project

Record = dict[str, Any]


def make(
    project: Project,
    year: int,
    notebook: Notebook,
    rows: Iterable[Row],
    frames: Mapping[str, pd.DataFrame],
    kernel: Kernel | None = None,
) -> list[Record]:
    """The editions of `rows`: records with `key`, `title`, `page`, `notebook`, `facts`.

    Raises what a section raises, with the row named.
    """
    dimension = notebook.dimension
    assert dimension is not None
    made = []
    for row in rows:
        try:
            executed, fragment = _run(project, year, notebook, {dimension.column: row.key}, kernel)
            facts = ledger(fragment.facts, frames)
            require_cited(((fragment.section, i) for i in fragment.cites), {f["id"]: f for f in facts})
        except AarsmeldingError as problem:
            problem.where = f"{problem.where} ({dimension.column} {row.key}, {row.title})"
            raise
        html = page.edition(year, notebook, row, fragment, facts, frames)
        made.append({"key": row.key, "title": row.title, "page": html, "notebook": executed, "facts": facts})
    return made


def _run(
    project: Project, year: int, notebook: Notebook, given: Record, kernel: Kernel | None
) -> tuple[str, fragments.Fragment]:
    with tempfile.TemporaryDirectory(prefix="aarsmelding-") as folder:
        executed = Path(folder) / "executed" / notebook.path.name
        failed = project.build(year) / "failed" / f"{notebook.stem}-{next(iter(given.values()))}.ipynb"
        ran = sections.run(project, notebook, {"year": year, **given}, executed, kernel, failed)
        return executed.read_text(encoding="utf-8"), fragments.fragment(
            executed, notebook.name, ran, as_tree=True
        )
