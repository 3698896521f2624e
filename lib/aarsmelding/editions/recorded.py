"""What the last run of each edition has read: where the data still answer the same, it is not run again.

Beside each share of editions lies a record of it, written all at once: for every edition one value for what
was run (cells, parameters, program), what it loaded, one after the other, and one value for the executed
notebook, which stands in the share itself. Likewise one value for all else that its page is made of, and one
for the page. No step makes the record or rests on it: without it all are run.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd
from nbformat import NotebookNode

from aarsmelding import jsonfiles, loading, readings
from aarsmelding.editions import Row
from aarsmelding.notebook.vouching import is_vouched
from aarsmelding.numbers import provenance
from aarsmelding.paths import Project
from aarsmelding.sections import Prepared

Record = dict[str, Any]
Frames = Mapping[str, pd.DataFrame]


@dataclass
class Recorded:
    """The records of one share as they were left, and those to leave. `program` is one value for our code."""

    project: Project
    program: str
    before: Record = field(default_factory=dict)
    made: Record = field(default_factory=dict)
    # Of the year that all its editions are of.
    _around: str = ""
    _places: dict[str, Any] = field(default_factory=dict)

    def whole(self, row: Row, frames: Frames, around: Frames) -> Record | None:
        """An edition whose executed notebook is known as it was made, where its page would be the same.

        `around` is what a page has of the data besides its facts, `frames` also gives the places of those.
        """
        kept = self.before[str(row.key)]
        try:
            share = kept["share"]
            asked = kept["page"]["unsourced"]
            is_same = kept["page"]["rests_on"] == self._page(row, asked, frames, around)
            if not is_same or kept["page"]["made"] != _value(json.dumps(share)):
                return None
        except Exception:
            # As below: making the page tells.
            return None
        self.made[str(row.key)]["page"] = kept["page"]
        return dict(share)

    def keep_whole(
        self, row: Row, made: Record, stated: Sequence[Record], frames: Frames, around: Frames
    ) -> None:
        """Note what the page of an edition just `made` rests on, whose notebook has `stated` these facts."""
        if (record := self.made.get(str(row.key))) is not None:
            asked = sorted({name for fact in stated if not fact["sources"] for name in fact["datasets"]})
            rests_on = self._page(row, asked, frames, around)
            record["page"] = {"unsourced": asked, "rests_on": rests_on, "made": _value(json.dumps(made))}

    def _page(self, row: Row, unsourced: Sequence[str], frames: Frames, around: Frames) -> str:
        """One value for what a page is made of besides its notebook: facts can be without places there."""
        if not self._around:
            self._around = _value("".join(frame.to_csv() for _, frame in sorted(around.items())))
        for name in unsourced:
            if name not in self._places:
                self._places[name] = provenance.places(frames[name])
        return _value(json.dumps([repr(row), self._around, [self._places[name] for name in unsourced]]))

    def executed(self, key: Any, ready: Prepared) -> str | None:
        """The executed notebook of an edition, where a run of what is `ready` would leave the same."""
        try:
            kept = self.before[str(key)]
            notebook = kept["share"]["notebook"]
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
    """The records at `record`, with the editions of the `share` that they are about."""
    try:
        before = jsonfiles.read(record)
        made = {str(each["key"]): each for each in jsonfiles.read(share)}
        known = {key: {**kept, "share": made[key]} for key, kept in before.items() if key in made}
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
