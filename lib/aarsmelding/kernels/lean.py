"""What a forked kernel starts without: nothing that a cell could tell by its outputs.

It has one client, on one machine, which sends one cell after the other. So what it publishes needs no
thread to go through, and its shell no second channel.
"""

from __future__ import annotations

import logging
import os
import struct
import sys
import threading
import time
from functools import lru_cache
from itertools import takewhile
from typing import Any, ClassVar

import ipykernel.compiler
import ipykernel.iostream
import ipykernel.ipkernel
import ipykernel.kernelapp
import IPython.core.shellapp
import jupyter_client.session
import zmq
from ipykernel.iostream import IOPubThread, OutStream
from ipykernel.kernelapp import IPKernelApp
from ipykernel.kernelbase import Kernel, _accepts_parameters
from jupyter_client.session import DELIM
from traitlets.config import Config
from zmq.eventloop.zmqstream import ZMQStream

# The history of a run is of use to nobody after it, and needs no file and no thread to write it.
CONFIG = Config({"HistoryManager": {"hist_file": ":memory:"}})
# As nbclient asks for the same.
NO_HISTORY_FILE = "--HistoryManager.hist_file=:memory:"
# How long a forked process tries to be heard, and how long its words may be under way.
CHILD_MILLISECONDS = 3000
CHILD_GRACE_SECONDS = 0.05
# What is flushed is on its way when this has passed, whatever becomes of the kernel then.
SENT_SECONDS = 0.001
WORD = 0xFFFFFFFF
FACTOR = 0x5BD1E995


class DirectThread(IOPubThread):
    """Publishes in the thread that asks for it; its own is left with what has to wait for its time."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.publishing = threading.RLock()
        # The id of the request that is dealt with, and how many messages have been published about it.
        self.begin("")
        self.has_children = False
        super().__init__(*args, **kwargs)
        # A process forked while another thread publishes has no such thread to wait for.
        reinit = self.publishing._at_fork_reinit  # type: ignore[attr-defined]
        os.register_at_fork(after_in_child=reinit, after_in_parent=self._forked)
        # It says how much it has published: what the client has no room for yet has to wait.
        self.socket.setsockopt(zmq.XPUB_NODROP, 1)

    def _setup_pipe_in(self) -> None:
        """Hear what forked processes print beside the kernel's own sockets: a port is open to the machine."""
        own = self.socket.getsockopt_string(zmq.LAST_ENDPOINT)
        if not own.startswith("ipc://"):
            super()._setup_pipe_in()  # type: ignore[no-untyped-call]
            return
        self._pipe_uuid, self._pipe_address = os.urandom(16), f"{own}-forks"
        pipe_in = self.socket.context.socket(zmq.PULL)
        pipe_in.linger = 0
        pipe_in.bind(self._pipe_address)
        self._pipe_in = ZMQStream(pipe_in, self.io_loop)
        self._pipe_in.on_recv(self._handle_pipe_msg)

    def _setup_pipe_out(self) -> Any:
        if not hasattr(self, "_pipe_address"):
            return super()._setup_pipe_out()  # type: ignore[no-untyped-call]
        # A context cannot be used on both sides of a fork.
        context = zmq.Context()
        pipe_out = context.socket(zmq.PUSH)
        pipe_out.linger = CHILD_MILLISECONDS
        pipe_out.connect(self._pipe_address)
        return context, pipe_out

    def _forked(self) -> None:
        self.has_children = True

    def hear_children(self) -> None:
        """Publish what forked processes have said until now; costs nothing where there are none."""
        if self.has_children:
            heard = threading.Event()
            self.io_loop.add_callback(self.io_loop.call_later, CHILD_GRACE_SECONDS, heard.set)
            heard.wait(2 * CHILD_GRACE_SECONDS)

    def _setup_xpub_listener(self) -> None:
        """Nobody is welcomed: a second thread would read from the socket that the others write to."""

    def begin(self, request: str) -> None:
        """Count from now on what is published about `request`."""
        self.request, self.published = f'"{request}"'.encode(), 0

    def send_multipart(self, message: list[Any], *args: Any, **kwargs: Any) -> None:
        with self.publishing:
            self._really_send(message, *args, **kwargs)
            # After the delimiter stand the signature, the header and the header of the request.
            self.published += DELIM in message and self.request in message[message.index(DELIM) + 3]


class NoSubshells:
    """Stands where the thread for further shells would be; false, for there are none."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.parent_thread = threading.main_thread()

    def __bool__(self) -> bool:
        return False


class WithoutModules:
    """`sys` without its modules: to visit every one of them is to copy the memory that they lie in.

    The kernel lists all their files, for a debugger that is not there, and its shell all their names.
    """

    modules: ClassVar[dict[str, Any]] = {}

    def __getattr__(self, name: str) -> Any:
        return getattr(sys, name)

    def __setattr__(self, name: str, value: Any) -> None:
        setattr(sys, name, value)


class ModulesThen:
    """What a shell takes from the names of modules, to know which have come since: those there were then."""

    # Worked out once, for all kernels.
    first: ClassVar[frozenset[str]] = frozenset()

    def __init__(self) -> None:
        # The youngest come first.
        self.others = list(takewhile(lambda name: name not in self.first, reversed(sys.modules)))

    def __rsub__(self, names: set[str]) -> set[str]:
        return names.difference(self.first, self.others)


def take_file_only(application: IPKernelApp, argv: list[str] | None) -> bool:
    """Take in `argv` where it is what nbclient gives a kernel; says whether that was so.

    A parser would be made of the options of all classes, to read the name of the connection file.
    """
    if argv is None or len(argv) < 2 or argv[0] != "-f" or argv[2:] not in ([], [NO_HISTORY_FILE]):
        return False
    application.argv, application.extra_args = argv, []
    application.cli_config = Config({"IPKernelApp": {"connection_file": argv[1]}})
    if argv[2:]:
        application.cli_config.merge(CONFIG)
    application.update_config(application.cli_config)
    return True


def log_less(application: IPKernelApp) -> None:
    """What its own configuration comes to: a logger with one handler, but for what nobody reads.

    `logging.config` would visit every logger there is, and so would the logger's own way to set its level.
    """
    handler = logging.StreamHandler()
    handler.setLevel(int(application.log_level))  # type: ignore[call-overload]
    handler.setFormatter(
        application._log_formatter_cls(fmt=application.log_format, datefmt=application.log_datefmt)
    )
    log = logging.getLogger(type(application).__name__)
    log.handlers[:] = [handler]
    log.level = logging.WARNING
    application._logging_configured = True


def before_start() -> None:
    """Change what a kernel of this process will be made of."""
    ipykernel.ipkernel.sys = IPython.core.shellapp.sys = WithoutModules()  # type: ignore[assignment]
    ipykernel.kernelapp.IOPubThread = DirectThread  # type: ignore[misc]
    ipykernel.kernelapp.ShellChannelThread = NoSubshells  # type: ignore[misc, assignment]
    Kernel._supports_kernel_subshells = False  # type: ignore[misc, assignment]
    # Nobody listens for it: who started the kernel is told when it ends.
    IPKernelApp.init_heartbeat = lambda _: None  # type: ignore[method-assign]
    parse = IPKernelApp.parse_command_line

    def parse_command_line(self: IPKernelApp, argv: Any = None) -> None:
        if not take_file_only(self, argv):
            parse(self, argv)

    configure = IPKernelApp._configure_logging

    def _configure_logging(self: IPKernelApp) -> None:
        if self.logging_config:
            configure(self)
        else:
            log_less(self)

    IPKernelApp._configure_logging = _configure_logging  # type: ignore[method-assign, assignment]
    IPKernelApp.parse_command_line = parse_command_line  # type: ignore[method-assign, assignment]
    accepts = lru_cache(_accepts_parameters)
    # Asked at each cell, of the same method, which answers with its signature.
    ipykernel.ipkernel._accepts_parameters = lambda method, names: accepts(method, tuple(names))
    send = OutStream._flush

    def flush_here(self: OutStream) -> None:
        with self.pub_thread.publishing:
            try:
                send(self)
            except UnicodeError:
                # In a plain kernel a thread says so, and the cell goes on.
                logging.getLogger("tornado.general").exception("Uncaught exception in ZMQStream callback")

    def flush(self: OutStream) -> None:
        if self.pub_thread is not None:
            is_asked = bool(self._buffers)
            self._flush()
            if is_asked:
                time.sleep(SENT_SECONDS)

    OutStream._flush = flush_here  # type: ignore[method-assign]
    OutStream.flush = flush  # type: ignore[method-assign]
    ipykernel.compiler.murmur2_x86 = murmur2
    # Looks for dates in all that a request says, for nobody.
    jupyter_client.session.extract_dates = lambda obj: obj  # type: ignore[assignment]


@lru_cache(1024)
def murmur2(text: str, seed: int) -> int:
    """The hash in the name of a cell's file; as ipykernel's own, which goes byte by byte."""
    data = text.encode()
    whole = len(data) & ~3
    found = seed ^ len(data)
    for word in struct.unpack(f"<{whole // 4}I", data[:whole]):
        mixed = word * FACTOR & WORD
        mixed ^= mixed >> 24
        found = (found * FACTOR & WORD) ^ (mixed * FACTOR & WORD)
    if rest := data[whole:]:
        found = (found ^ int.from_bytes(rest, "little")) * FACTOR & WORD
    found ^= found >> 13
    found = found * FACTOR & WORD
    return found ^ found >> 15
