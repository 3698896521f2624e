"""What a forked kernel does in a shorter way has the same outcome as the long one."""

import logging
import sys

import pytest
from aarsmelding.kernels import lean
from ipykernel.compiler import murmur2_x86
from ipykernel.kernelapp import IPKernelApp


@pytest.mark.parametrize("length", range(9))
@pytest.mark.parametrize("letters", ["a", "ø", "🙂x", "\n\x7f€"])
def test_the_name_of_a_cell_has_the_hash_that_ipykernel_gives_it(letters, length):
    text = (letters * length)[:length]
    assert lean.murmur2(text, 0xC70F6907) == murmur2_x86(text, 0xC70F6907)


@pytest.mark.parametrize("rest", [[], ["--HistoryManager.hist_file=:memory:"]])
def test_the_command_line_of_a_kernel_is_read_as_by_the_parser(rest):
    short, parsed = IPKernelApp(), IPKernelApp()
    argv = ["-f", "/et/sted/kernel.json", *rest]
    assert lean.take_file_only(short, argv)
    parsed.parse_command_line(argv)
    assert short.connection_file == parsed.connection_file == "/et/sted/kernel.json"
    for name in ("argv", "extra_args", "cli_config", "config"):
        assert getattr(short, name) == getattr(parsed, name)


@pytest.mark.parametrize(
    "argv",
    [
        None,
        [],
        ["-f"],
        ["--debug", "-f"],
        ["-f", "k.json", "--debug"],
        ["-f", "k", "--HistoryManager.hist_file=h"],
    ],
)
def test_any_other_command_line_is_left_to_the_parser(argv):
    application = IPKernelApp()
    assert not lean.take_file_only(application, argv)
    assert not application.config


class Short(IPKernelApp):
    _configure_logging = lean.log_less


class Usual(IPKernelApp):
    pass


def test_the_log_of_a_kernel_is_the_usual_one_but_for_what_nobody_reads():
    usual, short = Usual(log_level="ERROR"), Short(log_level="ERROR")
    usual._configure_logging()
    others = logging.getLogger("oppdiktet")
    others._cache = {1: True}
    short._configure_logging()
    assert others._cache == {1: True}
    ((was,), (now,)) = usual.log.handlers, short.log.handlers
    assert (type(now), now.level, now.stream) == (type(was), was.level, was.stream)
    assert (type(now.formatter), vars(now.formatter)["_fmt"]) == (type(was.formatter), was.formatter._fmt)
    assert now.formatter.datefmt == was.formatter.datefmt == short.log_datefmt
    assert (short.log.level, short.log.propagate) == (logging.WARNING, usual.log.propagate)


def test_what_modules_have_come_since_is_known_without_a_list_of_all(monkeypatch):
    monkeypatch.setattr(lean.ModulesThen, "first", frozenset(sys.modules))
    monkeypatch.setitem(sys.modules, "foer", lean)
    then = lean.ModulesThen()
    assert then.others == ["foer"]
    monkeypatch.setitem(sys.modules, "etter", lean)
    assert set(sys.modules) - then == {"etter"}
