"""What a forked kernel does in a shorter way than a plain one: nothing that a cell could tell by its outputs.

It has one client, on one machine, which sends one cell after the other. So what it publishes needs no
thread to go through, its shell no second channel, and its own log no records that nobody reads.
"""

from __future__ import annotations

import logging
import os
import re
import struct
import sys
import threading
from functools import lru_cache
from typing import Any, ClassVar

import ipykernel.compiler
import ipykernel.iostream
import ipykernel.ipkernel
import ipykernel.kernelapp
from ipykernel.iostream import IOPubThread, OutStream
from ipykernel.kernelapp import IPKernelApp
from ipykernel.kernelbase import Kernel, _accepts_parameters
from traitlets.config import Config

from aarsmelding.kernels import SPARING

# The history of a run is of use to nobody after it, and needs no file and no thread to write it.
CONFIG = Config({"HistoryManager": {"hist_file": ":memory:"}})
# As nbclient asks for the same.
NO_HISTORY_FILE = "--HistoryManager.hist_file=:memory:"
WORD = 0xFFFFFFFF
FACTOR = 0x5BD1E995
# Without one of these a cell cannot be one that has to be awaited.
AWAITING = re.compile(r"\b(?:await|async)\b")
# Without one of these no line of a cell can be a command to IPython, and need not be read for one.
COMMAND = re.compile(r"[%!?]|^\s*[,;/]", re.MULTILINE)


class DirectThread(IOPubThread):
    """Publishes in the thread that asks for it; its own is left with what has to wait for its time.

    Opens no port for what subprocesses print: without one, they print to the descriptors they inherit.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.publishing = threading.RLock()
        super().__init__(*args, **kwargs)
        # A process forked while another thread publishes has no such thread to wait for.
        os.register_at_fork(after_in_child=self.publishing._at_fork_reinit)  # type: ignore[attr-defined]

    def _setup_pipe_in(self) -> None:
        self._pipe_flag = False

    def _setup_xpub_listener(self) -> None:
        """Nobody is welcomed: a second thread would read from the socket that the others write to."""

    def send_multipart(self, *args: Any, **kwargs: Any) -> None:
        with self.publishing:
            self._really_send(*args, **kwargs)


class NoSubshells:
    """Stands where the thread for further shells would be; false, for there are none."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.parent_thread = threading.main_thread()

    def __bool__(self) -> bool:
        return False


class WithoutModules:
    """`sys` without its modules: the kernel lists all their files, for a debugger that is not there."""

    modules: ClassVar[dict[str, Any]] = {}

    def __getattr__(self, name: str) -> Any:
        return getattr(sys, name)


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


def before_start() -> None:
    """Change what a kernel of this process will be made of."""
    # To visit every module is to copy the memory that they lie in.
    ipykernel.ipkernel.sys = WithoutModules()  # type: ignore[assignment]
    ipykernel.kernelapp.IOPubThread = DirectThread  # type: ignore[misc]
    ipykernel.kernelapp.ShellChannelThread = NoSubshells  # type: ignore[misc, assignment]
    Kernel._supports_kernel_subshells = False  # type: ignore[misc, assignment]
    # Nobody listens for it: who started the kernel is told when it ends.
    IPKernelApp.init_heartbeat = lambda _: None  # type: ignore[method-assign]
    parse = IPKernelApp.parse_command_line

    def parse_command_line(self: IPKernelApp, argv: Any = None) -> None:
        if not take_file_only(self, argv):
            parse(self, argv)

    IPKernelApp.parse_command_line = parse_command_line  # type: ignore[method-assign, assignment]
    accepts = lru_cache(_accepts_parameters)
    # Asked at each cell, of the same method, which answers with its signature.
    ipykernel.ipkernel._accepts_parameters = lambda method, names: accepts(method, tuple(names))
    send = OutStream._flush

    def flush_here(self: OutStream) -> None:
        with self.pub_thread.publishing:
            send(self)

    def flush(self: OutStream) -> None:
        if self.pub_thread is not None:
            self._flush()

    OutStream._flush = flush_here  # type: ignore[method-assign]
    OutStream.flush = flush  # type: ignore[method-assign]
    ipykernel.compiler.murmur2_x86 = murmur2


def after_start(application: IPKernelApp) -> None:
    """Change what the kernel of `application` does for each cell."""
    application.log.setLevel(logging.WARNING)
    # Seconds after each cell, for output to arrive that a thread has yet to send.
    application.kernel._execute_sleep = 0
    _say_less(application.kernel)
    shell: Any = application.shell
    manager = shell.input_transformer_manager
    transform, by_tokens, usual = (
        manager.transform_cell,
        manager.do_token_transforms,
        list(manager.token_transformers),
    )
    # Asked for twice for each cell.
    last: list[str] = []

    def transform_once(cell: str) -> str:
        if not last or last[0] != cell:
            last[:] = [cell, transform(cell)]
        return last[1]

    def only_of_commands(lines: list[str]) -> list[str]:
        if manager.token_transformers == usual and not COMMAND.search("".join(lines)):
            return lines
        transformed: list[str] = by_tokens(lines)
        return transformed

    manager.transform_cell = transform_once
    manager.do_token_transforms = only_of_commands
    # Compiles the cell to find out, which it is compiled for again to be run.
    is_async = shell.should_run_async

    def is_async_if_it_can_be(code: str, **kwargs: Any) -> bool:
        return AWAITING.search(code) is not None and bool(is_async(code, **kwargs))

    shell.should_run_async = is_async_if_it_can_be


def _say_less(kernel: Any) -> None:
    """To a request that says so, leave out what the one who asked knows: each message wakes a thread."""
    status, execute_input = kernel._publish_status, kernel._publish_execute_input

    def publish_status(state: str, channel: str, parent: Any = None) -> None:
        asked = parent or kernel.get_parent(channel)
        if state != "busy" or not asked.get("metadata", {}).get(SPARING):
            status(state, channel, parent)

    def publish_execute_input(code: str, parent: Any, execution_count: int) -> None:
        if not parent.get("metadata", {}).get(SPARING):
            execute_input(code, parent, execution_count)

    kernel._publish_status, kernel._publish_execute_input = publish_status, publish_execute_input


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
