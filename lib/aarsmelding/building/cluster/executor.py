"""Hands steps to a cluster and brings their outcome back, in the form that the build engine expects."""

from __future__ import annotations

import threading
from concurrent.futures import CancelledError, Executor, Future
from functools import partial
from typing import Any
from uuid import uuid4

import cloudpickle
from distributed import Client, KilledWorker

from aarsmelding.building import handing, watching, workers
from aarsmelding.building.cluster.order import Order
from aarsmelding.errors import AarsmeldingError
from aarsmelding.kernels import Kernel

# Publishing is done by the process that holds the lock, and by no other.
LED = "report"
ALONE_SECONDS = 60.0
LOOK_SECONDS = 2.0
KEPT = "the last report is as it was"
# A client that has given its scheduler up: what is sent by it now goes nowhere, and is never answered.
GONE = ("closing", "closed")


class ClusterExecutor(Executor):
    """A dask client's executor that sends pickled steps to `worker.step`.

    What happens to the cluster comes back as one of our errors: a scheduler that is lost, no worker for a
    minute, a step that ends every worker it is given to.
    """

    def __init__(self, client: Client, order: Order, n_workers: int, kernel: Kernel) -> None:
        from aarsmelding.building.cluster.joining import remote

        self._client, self._order, self._kernel = client, order, kernel
        self._sender = client.get_executor(pure=False)
        self._step = remote("worker", "step")
        self._local: Executor | None = None
        # What was sent, which would be cancelled if nobody held it, and for which step.
        self._open: dict[Future[Any], tuple[Future[Any], str]] = {}
        self._lock = threading.Lock()
        self._closed = threading.Event()
        threading.Thread(target=self._look, daemon=True, name="cluster").start()

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        name = watching.label(kwargs["task"])
        if name.partition(" ")[0] == LED:
            self._local = self._local or workers.pool(1, kernel=self._kernel)
            return self._local.submit(fn, *args, **kwargs)
        payload = handing.packed(kwargs["task"], kwargs["kwargs"])
        answer: Future[Any] = Future()
        sent = self._sender.submit(self._step, self._order, payload, key=f"{name}-{uuid4().hex}")
        with self._lock:
            self._open[answer] = (sent, name)
        sent.add_done_callback(partial(self._came_back, answer, name))
        return answer

    def _came_back(self, answer: Future[Any], name: str, sent: Future[Any]) -> None:
        try:
            result, problem = handing.answer(cloudpickle.loads(sent.result())), None
        except Exception as failure:
            result, problem = None, _explained(failure, name)
        self._settle(answer, result, problem)

    def _settle(self, answer: Future[Any], result: Any, problem: BaseException | None) -> None:
        with self._lock:
            if self._open.pop(answer, None) is None:
                return
        if problem is None:
            answer.set_result(result)
        else:
            answer.set_exception(problem)

    def _look(self) -> None:
        """What waits for workers that do not come, or for a scheduler that is gone, would wait for ever."""
        alone = 0.0
        while not self._closed.wait(LOOK_SECONDS):
            if self._client.status in GONE:
                for answer, (_, name) in list(self._open.items()):
                    self._settle(answer, None, _explained(CancelledError(), name))
                continue
            try:
                alone = 0.0 if self._client.nthreads() else alone + LOOK_SECONDS
            except Exception:
                # Of many kinds, while the client loses its scheduler.
                continue
            if alone >= ALONE_SECONDS:
                problem = AarsmeldingError(
                    f"for {ALONE_SECONDS:.0f} s the cluster has had no worker",
                    "--cluster",
                    f"start some, then build again; {KEPT}",
                )
                for answer in list(self._open):
                    self._settle(answer, None, problem)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        self._closed.set()
        # What has not come back is not waited for: its worker ends it when it learns that.
        self._sender.shutdown(wait=False)
        if self._local:
            self._local.shutdown(wait)


def _explained(failure: BaseException, step: str) -> BaseException:
    if isinstance(failure, CancelledError):
        return AarsmeldingError(
            "the connection to the scheduler of the cluster was lost",
            f"the step «{step}»",
            f"look whether the scheduler still runs, then build again; {KEPT}",
        )
    if isinstance(failure, KilledWorker):
        return AarsmeldingError(
            f"{failure.allowed_failures + 1} workers ended while they did it, perhaps for want of memory",
            f"the step «{step}»",
            f"look in the log of worker {failure.last_worker.address}, then build again; {KEPT}",
        )
    return failure
