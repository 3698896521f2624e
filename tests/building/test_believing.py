"""What the engine has noted is believed of the same files only, and as they were when the step read them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytask
import pytest
from aarsmelding.building import pipeline, rawfiles
from aarsmelding.errors import DataRefused
from aarsmelding.paths import Project

YEAR = 2031


def ran(project: Project, *, read: str = "", left: str = "", others: Sequence[Path] = ()) -> bool:
    """Whether the engine runs a step that copies a file, which is `read` when it does, and then `left`."""
    raw, copy = project.raw(YEAR) / "a.csv", project.clean(YEAR) / "a.txt"

    def task(others, source=raw, produces=copy):
        if read:
            source.write_text(read)
        produces.write_text(source.read_text())
        if left:
            source.write_text(left)

    pipeline.COLLECTED_TASKS.clear()
    step = pytask.task(name="kopi", kwargs={"others": list(others)})(task)
    found = pipeline.run(project, YEAR, [step], jobs=1, explain=False)
    assert not found.errors
    return bool(found.ran)


def test_a_file_that_stays_is_read_once(project):
    assert [ran(project), ran(project)] == [True, False]


def test_a_file_saved_after_it_was_read_is_read_again(project):
    assert ran(project, left="ny")
    assert ran(project)
    assert (project.clean(YEAR) / "a.txt").read_text() == "ny"


def test_a_file_changed_and_changed_back_is_read_again(project):
    assert ran(project, read="feil", left="gammel")
    assert ran(project)
    assert (project.clean(YEAR) / "a.txt").read_text() == "gammel"


def test_a_file_that_it_rests_on_no_more_or_anew_makes_a_difference(project):
    other = project.raw(YEAR) / "b.csv"
    other.write_text("")
    assert ran(project, others=[other])
    assert not ran(project, others=[other])
    assert ran(project)
    assert not ran(project)
    assert ran(project, others=[other])


def test_what_was_known_before_such_a_step_is_not_believed_after_it(project):
    assert ran(project)
    (project.raw(YEAR) / "a.csv").write_text("ny")
    assert ran(project, left="gammel")
    assert ran(project)
    assert (project.clean(YEAR) / "a.txt").read_text() == "gammel"


def test_a_raw_file_changed_and_changed_back_is_refused(project):
    rawfiles.note(project, YEAR)
    raw = project.raw(YEAR) / "a.csv"
    kept = rawfiles.hashes(project, YEAR)
    rawfiles.require_unchanged(project, YEAR, kept)
    raw.write_text("feil")
    raw.write_text("gammel")
    assert rawfiles.hashes(project, YEAR) == kept
    with pytest.raises(DataRefused, match=r"changed while the report was being built(.|\n)*a\.csv"):
        rawfiles.require_unchanged(project, YEAR, kept)


def test_what_is_forgotten_is_run_again(project):
    assert ran(project)
    (project.build(YEAR) / "pytask.lock.journal").write_text(json.dumps({"lock_version": "x"}))
    pipeline.forget(project, YEAR)
    assert not list(project.build(YEAR).glob("pytask.lock*"))
    assert ran(project)
