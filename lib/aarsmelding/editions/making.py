"""Make editions: run the notebook for a row, hold it to every gate, render its page."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from aarsmelding import sections
from aarsmelding.editions import Row, page
from aarsmelding.editions.recorded import Recorded
from aarsmelding.errors import AarsmeldingError
from aarsmelding.kernels import Kernel
from aarsmelding.notebook import Notebook
from aarsmelding.numbers.ledger import ledger, require_cited
from aarsmelding.page import fragments
from aarsmelding.paths import Project
from aarsmelding.unattended import celltimes

Record = dict[str, Any]


def make(
    project: Project,
    year: int,
    notebook: Notebook,
    rows: Iterable[Row],
    frames: Mapping[str, pd.DataFrame],
    kernel: Kernel | None = None,
    recorded: Recorded | None = None,
) -> list[Record]:
    """The editions of `rows`: records with `key`, `title`, `page`, `notebook`, `facts`, `files`.

    What is `recorded` is not run again where that would leave the same. Raises what a section raises, with
    the row named.
    """
    dimension = notebook.dimension
    assert dimension is not None
    made = []
    around = page.around(frames)
    for row in rows:
        try:
            given = {"year": year, dimension.column: row.key}
            ready = sections.prepared(project, notebook, given)
            known = recorded.executed(row.key, ready) if recorded else None
            if recorded and known and (whole := recorded.whole(row, frames, around)):
                celltimes.tell_kept(notebook, given)
                made.append(whole)
                continue
            executed, fragment = _executed(project, year, ready, row.key, kernel, recorded, known)
            facts = ledger(fragment.facts, frames)
            require_cited(((fragment.section, i) for i in fragment.cites), {f["id"]: f for f in facts})
        except AarsmeldingError as problem:
            problem.where = f"{problem.where} ({dimension.column} {row.key}, {row.title})"
            raise
        html = page.edition(year, notebook, row, fragment, facts, around)
        record = {"key": row.key, "title": row.title, "page": html, "notebook": executed, "facts": facts}
        made.append({**record, "files": fragment.files})
        if recorded:
            recorded.keep_whole(row, made[-1], fragment.facts, frames, around)
    return made


def _executed(
    project: Project,
    year: int,
    ready: sections.Prepared,
    key: Any,
    kernel: Kernel | None,
    recorded: Recorded | None,
    known: str | None,
) -> tuple[str, fragments.Fragment]:
    """The executed notebook of an edition, run if it is not `known`, and what the gates let through of it."""
    notebook = ready.notebook
    with tempfile.TemporaryDirectory(prefix="aarsmelding-") as folder:
        executed = Path(folder) / "executed" / notebook.path.name
        if known:
            executed.parent.mkdir()
            executed.write_text(known, encoding="utf-8")
            celltimes.tell_kept(notebook, ready.given)
            return known, fragments.fragment(executed, notebook.name, as_tree=True)
        failed = project.build(year) / "failed" / f"{notebook.stem}-{key}.ipynb"
        told = Path(folder) / "told"
        told.touch()
        ran = sections.execute(project, ready, executed, kernel, failed, told if recorded else None)
        text = executed.read_text(encoding="utf-8")
        fragment = fragments.fragment(executed, notebook.name, ran, as_tree=True)
        if recorded:
            recorded.keep(key, ready, ran, text, told)
        return text, fragment
