"""A kernel does not outlive the process that it was forked from, however early that ends."""

import os
import signal
import time

import psutil
from aarsmelding.kernels import parent

SECONDS = 60.0


def forked(do) -> int:
    """A process that does something and then waits for ever."""
    pid = os.fork()
    if pid == 0:
        do()
        time.sleep(600)
        os._exit(0)
    return pid


def ended(pid: int) -> bool:
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        # One that nobody has waited for yet has ended too.
        if not psutil.pid_exists(pid) or psutil.Process(pid).status() == psutil.STATUS_ZOMBIE:
            return True
        time.sleep(0.05)
    return False


def test_a_kernel_ends_with_its_parent():
    read, write = os.pipe()

    def be_parent() -> None:
        own = os.getpid()
        kernel = forked(lambda: (parent._end_with(own), os.write(write, b"x")))
        os.write(write, f"{kernel}\n".encode())

    middle = forked(be_parent)
    told = b""
    while not (b"x" in told and b"\n" in told):
        told += os.read(read, 64)
    kernel = int(told.replace(b"x", b""))
    os.kill(middle, signal.SIGKILL)
    os.waitpid(middle, 0)
    assert ended(kernel)


def test_a_kernel_whose_parent_has_ended_already_does_not_begin():
    pid = forked(lambda: parent._end_with(1))
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 1
