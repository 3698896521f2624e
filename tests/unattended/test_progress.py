"""What is seen of a build while it runs."""

from __future__ import annotations

import io
import json
from types import SimpleNamespace

import pytest
from aarsmelding.building import watching
from aarsmelding.unattended import events, progress, watch
from aarsmelding.unattended.watch import Watch
from rich.console import Console

YEAR = 2031


class Log:
    """Keeps what is written."""

    def __init__(self):
        self.lines = []

    def write(self, event, **what):
        self.lines.append({"event": event, **what})


def pass_through(seen: Watch, steps: dict[str, str]) -> None:
    """Each step begun, and ended in its state."""
    for label, state in steps.items():
        seen.step_begun(label)
        seen.step_ended(label, state)


@pytest.fixture
def seen(tmp_path) -> Watch:
    """A run in its middle: one section built, one unchanged, one failed, one running, one waiting."""
    seen = Watch(Log(), listener=events.Listener(tmp_path / "events.jsonl"))
    seen.expect(7, ("moeter", "fsu", "avvik", "tilskudd", "kommuneprofil"))
    ended = {
        "data 2031 moeter": watch.DONE,
        "section 2031 moeter": watch.DONE,
        "section 2031 fsu": watch.UNCHANGED,
        "section 2031 avvik": watch.FAILED,
    }
    pass_through(seen, ended)
    seen.step_begun("section 2031 tilskudd")
    return seen


def test_each_section_has_its_state(seen):
    states = {section["section"]: section["state"] for section in seen.sections()}
    assert states == {
        "moeter": "built",
        "fsu": "unchanged",
        "avvik": "failed",
        "tilskudd": "running",
        "kommuneprofil": "waiting",
    }


def test_the_live_view_says_what_is_done_running_waiting_and_failed(seen):
    console = Console(file=io.StringIO(), force_terminal=True, width=100)
    seen.steps["section 2031 tilskudd"].begun -= 42
    with progress.shown(seen, YEAR, quiet=False, console=console):
        pass
    drawn = progress.Live(seen, YEAR).drawn().plain
    assert drawn.splitlines()[0] == (
        "2031: 4 of 7 steps done, 1 of them unchanged, 1 running, 2 waiting, 1 failed"
    )
    assert "sections: 3 of 5" in drawn
    assert "… section 2031 tilskudd  42 s" in drawn
    assert "✗ section 2031 avvik  failed" in drawn
    assert "4 of 7 steps done" in console.file.getvalue()


def test_editions_are_counted_as_they_are_made(seen, monkeypatch):
    monkeypatch.setenv(events.EVENTS_VARIABLE, str(seen.listener.path))
    for key in ("5501", "5503"):
        events.tell("notebook", section="kommuneprofil", edition=key, cells=[])
    drawn = progress.Live(seen, YEAR).drawn().plain
    assert "editions made: 2" in drawn
    assert seen.sections()[-1]["editions"] == 2


def test_a_pipe_gets_a_line_for_each_step_that_a_reader_knows(capsys):
    seen = Watch(Log())
    with progress.shown(seen, YEAR, quiet=False):
        ended = {
            "data 2031 moeter": watch.DONE,
            "data 2031 avvik": watch.FAILED,
            "section 2031 fsu": watch.UNCHANGED,
            "section 2031 moeter": watch.DONE,
        }
        pass_through(seen, ended)
    lines = capsys.readouterr().err.splitlines()
    assert lines == ["data 2031 avvik: failed, 0.0 s", "section 2031 moeter: built, 0.0 s"]


def test_quiet_shows_nothing(capsys):
    seen = Watch(Log())
    with progress.shown(seen, YEAR, quiet=True):
        pass_through(seen, {"section 2031 moeter": watch.DONE})
    assert capsys.readouterr() == ("", "")


def test_a_listener_gives_whole_lines_once(tmp_path, monkeypatch):
    listener = events.Listener(tmp_path / "events.jsonl")
    monkeypatch.setenv(events.EVENTS_VARIABLE, str(listener.path))
    events.tell("notebook", section="a")
    with listener.path.open("a") as file:
        file.write('ikke json\n[1]\n{"event": "halv')
    assert listener.heard() == [{"event": "notebook", "section": "a"}]
    with listener.path.open("a") as file:
        file.write('t"}\n')
    assert listener.heard() == [{"event": "halvt"}]
    assert listener.heard() == []


def test_outside_a_build_nothing_is_told(tmp_path, monkeypatch):
    monkeypatch.delenv(events.EVENTS_VARIABLE, raising=False)
    events.tell("notebook")
    monkeypatch.setenv(events.EVENTS_VARIABLE, str(tmp_path / "none" / "x"))
    events.tell("notebook")
    assert list(tmp_path.iterdir()) == []


def test_what_a_step_tells_stands_in_the_log(seen, monkeypatch):
    monkeypatch.setenv(events.EVENTS_VARIABLE, str(seen.listener.path))
    events.tell("notebook", section="moeter", edition=None, cells=[{"cell": 3, "seconds": 0.5}])
    seen.listen()
    assert seen.log.lines[-1]["cells"] == [{"cell": 3, "seconds": 0.5}]
    assert json.dumps(seen.sections()[0]["cells"]) == '[{"cell": 3, "seconds": 0.5}]'


def test_the_sections_of_a_build_are_those_that_it_has_steps_for():
    named = ["data 2031 moeter", "section 2031 avvik", "editions 2031 profil 1 of 8"]
    named += ["editions 2031 profil 2 of 8", "overview 2031 profil", "report 2031"]
    tasks = [SimpleNamespace(pytask_meta=SimpleNamespace(name=name)) for name in named]
    assert watching.sections(tasks) == ("avvik", "profil")
