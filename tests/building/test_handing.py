"""Steps travel to workers without the build engine, and what they raise comes back."""

from __future__ import annotations

import pickle
import subprocess
import sys
from concurrent.futures import Future
from types import SimpleNamespace

import pytest
from aarsmelding.building import handing, workers
from aarsmelding.errors import UsageError


def task(function):
    return SimpleNamespace(function=function)


def test_a_step_is_done_with_its_arguments_and_the_defaults_it_was_made_with(tmp_path):
    def write(text, place=tmp_path / "made"):
        place.write_text(text)

    assert handing.done(handing.packed(task(write), {"text": "3"})) is None
    assert (tmp_path / "made").read_text() == "3"


def test_what_a_step_raises_comes_back_as_the_engine_expects_it():
    def refuse():
        raise UsageError("problem", "where", "remedy")

    raised = handing.done(handing.packed(task(refuse), {}))
    kind, error, text = handing.answer(pickle.loads(pickle.dumps(raised))).exc_info
    assert (kind, error.remedy) == (UsageError, "remedy")
    assert "in refuse" in text


def test_what_a_step_prints_and_warns_of_is_not_heard(capfd):
    def speak():
        import warnings

        print("said")
        warnings.warn("warned", stacklevel=1)

    assert handing.done(handing.packed(task(speak), {})) is None
    assert capfd.readouterr() == ("", "")


def test_what_the_engine_noted_on_a_function_stays_behind():
    def step(): ...

    step.noted = task(step)
    assert b"SimpleNamespace" not in handing.packed(task(step), {})


@pytest.mark.parametrize("end", ["result", "exception", "cancelled"])
def test_the_engine_hears_of_every_end(end):
    sent = Future()
    waiting = handing.answered(sent)
    assert not waiting.done()
    if end == "result":
        sent.set_result(None)
        assert waiting.result(1).exc_info is None
    elif end == "exception":
        sent.set_exception(MemoryError())
        assert isinstance(waiting.exception(1), MemoryError)
    else:
        sent.cancel()
        sent.set_running_or_notify_cancel()
        assert waiting.cancelled()


def test_workers_do_not_import_the_engine():
    code = f"import importlib, sys; [importlib.import_module(n) for n in {workers.PRELOADED}]; " + (
        "sys.exit(bool({'pytask', 'pytask_parallel', 'sqlalchemy'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
