"""The leading process joins a cluster: reaches its scheduler, and refuses workers that are unlike it."""

from __future__ import annotations

import asyncio
import logging
import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any
from uuid import uuid4

from distributed import Client, Security, wait
from distributed.comm import connect

from aarsmelding.building.cluster import Joined, likeness, worker
from aarsmelding.building.cluster.executor import ClusterExecutor
from aarsmelding.building.cluster.order import Order, refusal
from aarsmelding.errors import AarsmeldingError, UsageError
from aarsmelding.paths import Project
from aarsmelding.unattended.events import CELL_SECONDS_VARIABLE, EVENTS_VARIABLE

ADDRESS = re.compile(r"(tcp|tls)://[^/\s]+:\d+")
CONNECT_SECONDS = 10
PREPARE_SECONDS = 180
TOLD = (CELL_SECONDS_VARIABLE, EVENTS_VARIABLE)
MOST = 5
START = "dask worker {} --nthreads 1"


@contextmanager
def join(address: str, project: Project, year: int) -> Iterator[Joined]:
    """The cluster at `address`, every worker of which has been found fit to build this project."""
    if not ADDRESS.fullmatch(address):
        raise UsageError(
            f"not the address of a scheduler: {address!r}",
            "--cluster",
            "write tcp://HOST:PORT, as dask shows it",
        )
    _silence()
    client = _client(address)
    token = project.build(year) / f".cluster-{uuid4().hex}"
    try:
        workers = _workers(client, address)
        _same_python(client)
        order = Order(
            build=token.name,
            root=str(project.root),
            told={name: os.environ[name] for name in TOLD if name in os.environ},
            wanted=likeness.ours(),
            token=str(token),
            code=worker.CODE,
        )
        token.write_text(order.build, encoding="utf-8")
        _prepare(client, order, list(workers))
        pool = partial(ClusterExecutor, client, order)
        yield Joined(sum(workers.values()), tuple(workers), pool)
    finally:
        for left in token.parent.glob(f"{token.name}*"):
            left.unlink(missing_ok=True)
        if client.status == "running":
            with suppress(Exception):
                client.run(remote("stations", "finish"), token.name)
        client.close(timeout=CONNECT_SECONDS)


def _silence() -> None:
    """What dask logs of a lost worker or scheduler is said by us, once and in words."""
    for logger in [*logging.root.manager.loggerDict]:
        if logger.startswith("distributed"):
            logging.getLogger(logger).setLevel(logging.CRITICAL + 1)


async def _answered(address: str) -> None:
    """Greet the scheduler, and wait no longer than one may: the client would wait for ever for its answer."""
    options = Security().get_connection_args("client")
    async with asyncio.timeout(CONNECT_SECONDS):
        greeted = await connect(address, timeout=CONNECT_SECONDS, **options)
    await greeted.close()


def _client(address: str) -> Client:
    try:
        asyncio.run(_answered(address))
        return Client(address, timeout=CONNECT_SECONDS, set_as_default=False, name="aarsmelding")
    except (OSError, TimeoutError):
        raise AarsmeldingError(
            f"the scheduler of the cluster cannot be reached at {address}",
            "--cluster",
            "start one with «dask scheduler», or build without --cluster; the last report is as it was",
        ) from None


def _workers(client: Client, address: str) -> dict[str, int]:
    """The threads of each worker. Raises AarsmeldingError where none comes within a while."""
    try:
        client.wait_for_workers(1, timeout=CONNECT_SECONDS)
    except TimeoutError:
        raise AarsmeldingError(
            f"the cluster at {address} has no worker", "--cluster", f"start some: {START.format(address)}"
        ) from None
    return {name: int(threads) for name, threads in sorted(client.nthreads().items())}


def _same_python(client: Client) -> None:
    """Another Python could not even read what it is sent."""
    versions: Any = client.get_versions()
    wanted = versions["client"]["packages"]
    for name, found in versions["workers"].items():
        unlike = likeness.differences(
            {key: str(wanted[key]) for key in ("python", "cloudpickle", "distributed")},
            {key: str(found["packages"].get(key)) for key in ("python", "cloudpickle", "distributed")},
        )
        if unlike:
            raise refusal(name, unlike, "give it the same program and versions as here")


def remote(module: str, function: str) -> Callable[..., Any]:
    """A function of the package on the worker; pickled by value, for the scheduler needs no such package."""

    def call(*arguments: Any) -> Any:
        from importlib import import_module

        return getattr(import_module(f"aarsmelding.building.cluster.{module}"), function)(*arguments)

    return call


def _prepare(client: Client, order: Order, workers: list[str]) -> None:
    sent = {
        name: client.submit(remote("worker", "prepare"), order, n, workers=[name], pure=False)
        for n, name in enumerate(workers)
    }
    with suppress(TimeoutError), client.as_current():
        wait(list(sent.values()), timeout=PREPARE_SECONDS)
    refused = [found for name, future in sent.items() if (found := _refused(name, future, order))]
    if refused:
        names = ", ".join(found.where for found in refused[:MOST])
        hidden = f" and {len(refused) - MOST} more" if len(refused) > MOST else ""
        raise AarsmeldingError(refused[0].problem, f"{names}{hidden}", refused[0].remedy)


def _refused(name: str, future: Any, order: Order) -> AarsmeldingError | None:
    if not future.done():
        said = f"it has not answered for {PREPARE_SECONDS} s"
        return refusal(name, said, "start it again, or remove it")
    problem = future.exception()
    if isinstance(problem, AarsmeldingError):
        return problem
    if problem is not None:
        said = f"{type(problem).__name__}: {problem}"
        return refusal(name, said, "install the same program there as here, and start it again")
    if not Path(future.result()).exists():
        said = f"what it writes in {order.root} is not seen here"
        return refusal(name, said, "let both see one folder, at the same path")
    return None
