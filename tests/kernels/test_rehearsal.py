"""A rehearsal runs every cell, and leaves the process as it was."""

import builtins
import os
import sys
import threading

import pytest
from aarsmelding.kernels import rehearsal

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="nothing is forked here")


def seen():
    hooks = [getattr(sys, name) for name in rehearsal.HOOKS]
    return hooks, sys.modules["__main__"], sys.path[:], set(vars(builtins)), dict(os.environ)


def test_nothing_is_left_of_a_rehearsal():
    before, threads = seen(), threading.active_count()
    rehearsal.rehearse()
    assert seen() == before
    assert threading.active_count() == threads


def test_a_cell_that_cannot_be_run_is_not_passed_over(monkeypatch):
    monkeypatch.setattr(rehearsal, "CELLS", ("1 / 0",))
    before = seen()
    with pytest.raises(Exception):  # noqa: B017, PT011
        rehearsal.rehearse()
    assert seen() == before
