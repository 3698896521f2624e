"""The process that leads a build sleeps until a step is done, and never when there is something to do."""

from __future__ import annotations

import threading
from concurrent.futures import Future

import pytest
from aarsmelding.building import waiting

SOON = 5.0


@pytest.fixture
def sleeper(monkeypatch) -> waiting.Waiting:
    monkeypatch.setattr(waiting, "LOOK_SECONDS", 3600.0)
    return waiting.Waiting()


def begun(sleeper: waiting.Waiting, came: object) -> object:
    """What the engine gets of a step that an executor answered with `came`."""
    hook = sleeper.pytask_execute_task()
    next(hook)
    with pytest.raises(StopIteration) as answered:
        hook.send(came)
    return answered.value.value


def sleeps(sleeper: waiting.Waiting, *, ready: bool = False) -> threading.Thread:
    """A round of the engine: has it something to hand out, and does it go on?"""
    if not ready:
        sleeper.increment()
    asleep = threading.Thread(target=sleeper.sleep, daemon=True)
    asleep.start()
    asleep.join(SOON if ready else 0.1)
    return asleep


def test_with_nothing_to_hand_out_it_sleeps_until_a_step_is_done(sleeper):
    step: Future[None] = Future()
    assert begun(sleeper, step) is step
    asleep = sleeps(sleeper)
    assert asleep.is_alive()
    step.set_result(None)
    asleep.join(SOON)
    assert not asleep.is_alive()


def test_a_step_that_failed_wakes_it_too(sleeper):
    step: Future[None] = Future()
    begun(sleeper, step)
    step.set_exception(ValueError())
    assert not sleeps(sleeper).is_alive()


def test_the_round_after_takes_the_step_in_and_is_not_slept_through(sleeper):
    step: Future[None] = Future()
    begun(sleeper, step)
    step.set_result(None)
    assert [sleeps(sleeper).is_alive() for _ in range(3)] == [False, False, True]


def test_while_there_is_something_to_hand_out_it_does_not_sleep(sleeper):
    assert not sleeps(sleeper, ready=True).is_alive()
    sleeper.increment()
    sleeper.reset()
    assert not sleeps(sleeper, ready=True).is_alive()


def test_what_the_engine_does_by_itself_is_left_alone(sleeper):
    assert begun(sleeper, True) is True
