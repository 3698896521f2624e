"""The process that kernels are forked from: everything imported, a single thread, nothing run.

For each request it forks a process that becomes an ordinary ipykernel. Each kernel has a socket to
the process that asked for it, on which stand, one JSON object a line: the request from there; `pid`,
`ready`, and at the end `status` and `peak_kib` from here. A request names the small datasets (`kept`)
that this process reads first, and the `cells` that it compiles, once, so that its kernels need not. When
the asking process is gone, so are the kernels and this process.
"""

from __future__ import annotations

import atexit
import ctypes
import gc
import json
import os
import selectors
import signal
import socket
import sys
import threading
import time
from pathlib import Path
from typing import Any, NoReturn

from aarsmelding import store
from aarsmelding.kernels import foreseen
from aarsmelding.kernels.preload import SET_BY_IMPORTS
from aarsmelding.readings import READS_VARIABLE

PR_SET_PDEATHSIG = 1


def main(control: int) -> NoReturn:
    """Serve requests in a new interpreter; `control` is the descriptor of the socket they come on."""
    serve(socket.socket(fileno=control))


def serve(control: socket.socket) -> NoReturn:
    """Fork a kernel for every descriptor that comes on `control`, until its other end is closed."""
    # What runs at the end of the process that this one was forked from is not for its kernels to run.
    atexit._clear()  # type: ignore[attr-defined]
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    ended, wake = os.pipe()
    os.set_blocking(ended, False)
    os.set_blocking(wake, False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(wake, warn_on_full_buffer=False)
    kernels: dict[int, socket.socket] = {}
    with selectors.DefaultSelector() as selector:
        selector.register(control, selectors.EVENT_READ)
        selector.register(ended, selectors.EVENT_READ)
        while True:
            for key, _ in selector.select():
                if key.fileobj is not control:
                    os.read(ended, 4096)
                    _report_ended(kernels)
                    continue
                _, descriptors, _, _ = socket.recv_fds(control, 1, 1)
                if not descriptors:
                    _end(kernels)
                connection = socket.socket(fileno=descriptors[0])
                request = _request(connection)
                if request is None:
                    connection.close()
                    continue
                are_told = READS_VARIABLE in request["environment"]
                store.keep(map(Path, request["kept"]), are_told=are_told)
                foreseen.prepare(request["cells"])
                # As after the imports: not to be visited, and so copied, in every kernel.
                gc.freeze()
                parent = os.getpid()
                pid = os.fork()
                if pid == 0:
                    _end_with(parent)
                    selector.close()
                    for other in (control, *kernels.values()):
                        other.close()
                    _become_kernel(connection, request, (ended, wake))
                kernels[pid] = connection
                _tell(connection, pid=pid)


def _request(connection: socket.socket) -> dict[str, Any] | None:
    """What the one who asks has written; nothing where that is gone already."""
    with connection.makefile("rb") as lines:
        line = lines.readline()
    return dict(json.loads(line)) if line.endswith(b"\n") else None


def _report_ended(kernels: dict[int, socket.socket]) -> None:
    while kernels:
        pid, status, usage = os.wait4(-1, os.WNOHANG)
        if pid == 0:
            return
        connection = kernels.pop(pid)
        _tell(connection, status=os.waitstatus_to_exitcode(status), peak_kib=usage.ru_maxrss)
        connection.close()


def _end(kernels: dict[int, socket.socket]) -> NoReturn:
    for pid in kernels:
        os.kill(pid, signal.SIGKILL)
    os._exit(0)


def _tell(connection: socket.socket, **what: Any) -> None:
    try:
        connection.sendall(json.dumps(what).encode() + b"\n")
    except OSError:
        # Nobody listens any more; the end of `control` will be next.
        return


def _end_with(parent: int) -> None:
    """End as soon as `parent` does, or now where it has ended: ipykernel would take who adopted us for it."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)


def _become_kernel(connection: socket.socket, request: dict[str, Any], unused: tuple[int, ...]) -> NoReturn:
    status = 1
    try:
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        for descriptor in unused:
            os.close(descriptor)
        _run_kernel(connection, request)
        status = 0
    except SystemExit as exit_:
        status = exit_.code if isinstance(exit_.code, int) else int(exit_.code is not None)
    except BaseException:
        sys.excepthook(*sys.exc_info())
    finally:
        # What the interpreter does at its end, but for the frames of the process this is a copy of, and
        # for collections: the shell asks for one, of all that is about to go.
        gc.collect = lambda generation=2: 0  # type: ignore[assignment]
        threading._shutdown()  # type: ignore[attr-defined]
        atexit._run_exitfuncs()
        os._exit(status)


def _run_kernel(connection: socket.socket, request: dict[str, Any]) -> None:
    os.setsid()
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    # What a kernel says outside its cells (its libraries' own log) is not the build's to repeat.
    silent = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silent, 1)
    os.dup2(silent, 2)
    os.chdir(request["folder"])
    os.environ.clear()
    os.environ.update(SET_BY_IMPORTS)
    os.environ.update(request["environment"], JPY_PARENT_PID=str(os.getppid()))
    time.tzset()
    _as_if_new(request["arguments"])

    from ipykernel.kernelapp import IPKernelApp

    from aarsmelding.kernels import lean, percell

    lean.before_start()
    # Named here, for the class looked for it in the environment when it was imported.
    application = IPKernelApp.instance(parent_handle=os.getppid())
    application.update_config(lean.CONFIG)
    application.initialize(request["arguments"])
    percell.after_start(application)
    _choose_backend()
    _tell(connection, ready=True)
    connection.close()
    application.start()


def _as_if_new(arguments: list[str]) -> None:
    """What a notebook could see of this process's past: the command, where modules come from, chance."""
    import ipykernel_launcher
    import numpy.random

    sys.argv = [str(ipykernel_launcher.__file__), *arguments]
    named = [path for path in os.environ.get("PYTHONPATH", "").split(os.pathsep) if path]
    archive = f"python{sys.version_info.major}{sys.version_info.minor}.zip"
    (start,) = [n for n, path in enumerate(sys.path) if os.path.basename(path) == archive][:1] or [0]  # noqa: PTH119
    sys.path[:] = [*map(os.path.abspath, named), *(path for path in sys.path[start:] if path)]
    numpy.random.seed()


def _choose_backend() -> None:
    """What matplotlib does with the variable when it is imported; here it was imported before."""
    import matplotlib

    matplotlib.rcParams["backend"] = os.environ["MPLBACKEND"]
