"""What runs in a dask worker: steps are passed on to stations; nothing of the report is made here."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

from distributed import Status, get_worker

from aarsmelding.building.cluster import stations
from aarsmelding.building.cluster.order import Order, refusal
from aarsmelding.building.cluster.stations import Ended
from aarsmelding.errors import AarsmeldingError

TRIES = 2
# The sockets of kernels lie in it, and the path of a socket has at most 104 characters.
LONGEST_FOLDER = 60
# What the dask worker itself runs, as it was when it imported it: that may be weeks ago.
CODE = hashlib.sha256(
    b"".join(Path(__file__).with_name(f"{name}.py").read_bytes() for name in ("order", "stations", "worker"))
).hexdigest()


def prepare(order: Order, number: int) -> str:
    """Whether this worker can do the steps of a build; leaves a file that the leader must see.

    Returns the path of that file. Raises AarsmeldingError where it cannot.
    """
    if order.code != CODE:
        raise refusal(_name(), "it was started with another edition of the program", "start it again")
    token = Path(order.token)
    try:
        same = token.read_text(encoding="utf-8") == order.build
    except OSError:
        same = False
    if not same:
        raise refusal(
            _name(), f"it does not see the project folder {order.root}", "mount it there, at the same path"
        )
    seen = token.with_name(f"{token.name}-{number}")
    try:
        seen.write_text(_name(), encoding="utf-8")
    except OSError as problem:
        said = f"it cannot write in the project folder {order.root}: {problem.strerror}"
        raise refusal(_name(), said, "mount it for writing by the user that runs the worker") from None
    stations.put_back(order, stations.take(order, _name(), _folder()))
    return str(seen)


def step(order: Order, payload: bytes) -> bytes:
    """Do one step of a build; the same answer as a station's."""
    needed = _needed()
    for _ in range(TRIES):
        station = stations.take(order, _name(), _folder())
        try:
            answer = station.do(payload, needed)
        except Ended as ended:
            station.end()
            how = str(ended)
            if not needed():
                break
        else:
            stations.put_back(order, station)
            return answer
    raise AarsmeldingError(
        f"the process that did the step was ended by the system ({how}), perhaps because memory ran out",
        f"worker {_name()}",
        "give the worker more memory, or fewer threads; the last report is as it was",
    )


def _name() -> str:
    """How this worker is known in its cluster."""
    return str(get_worker().address)


def _needed() -> Callable[[], bool]:
    """Whether the task of this thread is still waited for.

    Not when its build was interrupted or killed, and not when this worker has lost its scheduler.
    """
    worker = get_worker()
    key = worker.get_current_task()

    def needed() -> bool:
        task = worker.state.tasks.get(key)
        wanted = task is not None and task.state not in ("cancelled", "released", "forgotten")
        return wanted and worker.status not in (Status.closing, Status.closed, Status.failed)

    return needed


def _folder() -> Path | None:
    """The worker's own folder, which dask clears after a worker was killed, unless its path is too long."""
    own = Path(get_worker().local_directory)
    return own if len(str(own)) <= LONGEST_FOLDER else None
