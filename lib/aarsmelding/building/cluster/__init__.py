"""Beyond one machine: the steps of a build are done by the workers of a dask cluster.

`joining` finds the cluster and refuses workers that are not like this program; `executor` hands the
steps over; `worker` takes them in a dask worker and passes each to a `station`, a process of its own.
Light to import: a build without a cluster does not need dask.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from dataclasses import dataclass

from aarsmelding.errors import UsageError
from aarsmelding.paths import Project

INSTALL = 'python -m pip install "aarsmelding[cluster]"'


@dataclass(frozen=True)
class Joined:
    """A cluster that has been found fit: how many steps it does at a time, and what takes them."""

    slots: int
    workers: tuple[str, ...]
    pool: Callable[..., Executor]


@contextmanager
def joined(address: str | None, project: Project, year: int) -> Iterator[Joined | None]:
    """The cluster at `address` for one build; None where no address is given.

    Raises UsageError for what is no address or where dask is not installed, AarsmeldingError where the
    scheduler cannot be reached or a worker is refused.
    """
    if address is None:
        yield None
        return
    try:
        from aarsmelding.building.cluster import joining
    except ModuleNotFoundError as missing:
        if missing.name not in ("dask", "distributed"):
            raise
        raise UsageError("dask.distributed is not installed here", "--cluster", INSTALL) from None
    with joining.join(address, project, year) as found:
        yield found
