"""A step on its way to another process, and what came of it on the way back.

The build engine would send its own objects, and every process that does steps would import the engine to
read them: a third of a second, while nothing else can begin. So a step travels as the function it is, and
the engine is answered here, by the process that leads the build.
"""

from __future__ import annotations

import io
import traceback
import warnings
from concurrent.futures import Future
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from types import FunctionType
from typing import Any

import cloudpickle


def packed(task: Any, arguments: dict[str, Any]) -> bytes:
    """The call of a task's function with `arguments`, pickled."""
    own = task.function
    # Without what the engine has noted on it.
    bare = FunctionType(own.__code__, own.__globals__, own.__name__, own.__defaults__, own.__closure__)
    return bytes(cloudpickle.dumps((bare, arguments)))


@dataclass(frozen=True)
class Raised:
    """What a step raised, and the trace of it, which does not travel with it."""

    problem: Exception
    trace: str

    @classmethod
    def of(cls, problem: Exception) -> Raised:
        return cls(problem, "".join(traceback.format_exception(problem)))


def done(payload: bytes) -> Raised | None:
    """Do the step that `packed` has made `payload` of; returns what it raised.

    What it prints and warns of is not for who waits for the build: steps speak by their products.
    """
    unheard = io.StringIO()
    with warnings.catch_warnings(record=True), redirect_stdout(unheard), redirect_stderr(unheard):
        try:
            function, arguments = cloudpickle.loads(payload)
            function(**arguments)
        except Exception as problem:
            return Raised.of(problem)
    return None


def answer(came: Raised | None) -> Any:
    """What the engine expects of a step that was done, or raised something."""
    from pytask_parallel.wrappers import WrapperResult

    raised = (type(came.problem), came.problem, came.trace) if came else None
    return WrapperResult(carry_over_products=None, warning_reports=[], exc_info=raised, stdout="", stderr="")


def answered(sent: Future[Raised | None]) -> Future[Any]:
    """The future that the engine waits for, of one that comes to what `done` returns."""
    waiting: Future[Any] = Future()

    def settle(came: Future[Raised | None]) -> None:
        if came.cancelled():
            waiting.cancel()
        elif (broken := came.exception()) is not None:
            waiting.set_exception(broken)
        else:
            waiting.set_result(answer(came.result()))

    sent.add_done_callback(settle)
    return waiting
