"""A step that was sent when the scheduler was already lost comes back as a failure, not never."""

from __future__ import annotations

from concurrent.futures import Future

import pytest

pytest.importorskip("distributed", reason="install dask: python -m pip install dask distributed")

from aarsmelding.building.cluster import executor
from aarsmelding.errors import AarsmeldingError
from aarsmelding.kernels import Kernel


class Client:
    """Of dask's, as much as is needed to send a step that nobody takes."""

    def __init__(self, *statuses: str) -> None:
        self._statuses = list(statuses)

    @property
    def status(self) -> str:
        return self._statuses.pop(0) if len(self._statuses) > 1 else self._statuses[0]

    def nthreads(self) -> dict[str, int]:
        raise RuntimeError("cannot schedule new futures after shutdown")

    def get_executor(self, pure: bool) -> Client:
        return self

    def submit(self, *_: object, **__: object) -> Future[bytes]:
        return Future()

    def shutdown(self, wait: bool) -> None: ...


@pytest.mark.parametrize(
    "statuses", [["closed"], ["closing"], ["running", "connecting", "running", "closed"]]
)
def test_what_was_sent_to_nowhere_fails_with_the_reason(monkeypatch, statuses):
    monkeypatch.setattr(executor, "LOOK_SECONDS", 0.01)
    monkeypatch.setattr(executor.watching, "label", lambda task: f"words {task}")
    monkeypatch.setattr(executor.handing, "packed", lambda task, arguments: b"")
    pool = executor.ClusterExecutor(Client(*statuses), None, 1, Kernel.PLAIN)
    answer = pool.submit(print, task="2031 avvik", kwargs={})
    problem = answer.exception(timeout=30)
    pool.shutdown()
    assert isinstance(problem, AarsmeldingError)
    assert problem.problem == "the connection to the scheduler of the cluster was lost"
    assert problem.where == "the step «words 2031 avvik»"
