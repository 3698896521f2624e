"""What the last run of each edition has read: where the data still answer the same, it is not run again.

Beside each share of editions lies a record of it, written all at once: for every edition one value for what
was run (cells, parameters, program), what it loaded, one after the other, and one value for the executed
notebook, which stands in the share itself. No step makes it or rests on it: without it all are run.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from nbformat import NotebookNode

from aarsmelding import loading, readings
from aarsmelding.notebook.vouching import is_vouched
from aarsmelding.paths import Project
from aarsmelding.sections import Prepared

Record = dict[str, Any]


@dataclass
class Recorded:
    """The records of one share as they were left, and those to leave. `program` is one value for our code."""

    project: Project
    program: str
    before: Record = field(default_factory=dict)
    made: Record = field(default_factory=dict)

    def executed(self, key: Any, ready: Prepared) -> str | None:
        """The executed notebook of an edition, where a run of what is `ready` would leave the same."""
        try:
            kept = self.before[str(key)]
            notebook = kept["notebook"]
            read = [readings.read_back(record) for record in kept["read"]]
            is_same = kept["run"] == self._run(ready) and kept["executed"] == _value(notebook)
            # In their order: while all answers are the same, so is the next question.
            if not is_same or not all(loading.came(self.project, each) == each.came for each in read):
                return None
        except Exception:
            # Damaged, of another form, or of data that are no longer there: running it tells.
            return None
        self.made[str(key)] = {name: kept[name] for name in ("run", "read", "executed")}
        return str(notebook)

    def keep(self, key: Any, ready: Prepared, ran: NotebookNode, executed: str, told: Path) -> None:
        """Note what an edition has read that `ran` just now, unless it may have known something else.

        `executed` is the notebook as it was written.
        """
        read = readings.told(told)
        if read is None or not is_vouched(_code(ready)) or not _is_of(ran, ready):
            return
        record = {"run": self._run(ready), "read": [readings.as_record(each) for each in read]}
        self.made[str(key)] = record | {"executed": _value(executed)}

    def _run(self, ready: Prepared) -> str:
        """One value for what is sent to the kernel, what it may load, and the program that it runs."""
        notebook = ready.notebook
        sent = {"cells": ready.cells, "metadata": notebook.metadata, "parameters": ready.parameters}
        return _value(json.dumps([sent, notebook.datasets, notebook.earlier, self.program], sort_keys=True))


def read(project: Project, program: str, record: Path, share: Path) -> Recorded:
    """The records at `record`, with the notebooks of the `share` that they are about."""
    try:
        before = json.loads(record.read_text(encoding="utf-8"))
        made = {str(each["key"]): each["notebook"] for each in json.loads(share.read_text(encoding="utf-8"))}
        known = {key: {**kept, "notebook": made[key]} for key, kept in before.items() if key in made}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        known = {}
    return Recorded(project, program, known)


def _value(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _code(ready: Prepared) -> tuple[str, ...]:
    return tuple(ready.notebook.source(cell) for cell in ready.cells if cell["cell_type"] == "code")


def _is_of(ran: NotebookNode, ready: Prepared) -> bool:
    """Whether what ran is what was `ready`: a notebook can be saved while it is run."""
    cells = [
        (cell["cell_type"], cell["source"])
        for cell in ran["cells"]
        if "injected-parameters" not in cell["metadata"].get("tags", [])
    ]
    return cells == [(cell["cell_type"], ready.notebook.source(cell)) for cell in ready.cells]
