"""The report folder changes all at once, keeps what is not the build's, and survives a crash anywhere."""

from __future__ import annotations

import errno
import hashlib
import json
import os
from pathlib import Path

import pytest
from aarsmelding.building import publishing, rawfiles
from aarsmelding.building.exchange import exchange
from aarsmelding.errors import DataRefused
from aarsmelding.paths import Project
from aarsmelding.unattended.verify import verify

YEAR = 2031
OLD, NEW = {"index.html": "gammel", "a.csv": "1"}, {"index.html": "ny", "b.csv": "2"}


class Killed(BaseException):
    """Stands for kill -9: nothing catches it."""


def fill(folder: Path, files: dict[str, str], raw: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / name).write_text(text)
    manifest = {
        "year": YEAR,
        "package": {"commit": "oppdiktet"},
        "inputs": [{"file": f"data/raw/{YEAR}/{p.name}", "sha256": digest(p)} for p in raw.iterdir()],
        "outputs": [{"file": name, "sha256": digest(folder / name)} for name in files],
    }
    (folder / "manifest.json").write_text(json.dumps(manifest))


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def state(folder: Path) -> dict[str, str]:
    return {p.relative_to(folder).as_posix(): p.read_text() for p in folder.rglob("*") if p.is_file()}


@pytest.fixture
def project(tmp_path) -> Project:
    """An old report in place, a new one in staging."""
    project = Project(tmp_path)
    project.raw(YEAR).mkdir(parents=True)
    (project.raw(YEAR) / "a.csv").write_text("oppdiktet")
    rawfiles.note(project, YEAR)
    fill(project.report(YEAR), OLD, project.raw(YEAR))
    fill(publishing.staging_path(project, YEAR), NEW, project.raw(YEAR))
    return project


@pytest.fixture(params=["exchanged", "moved"])
def way(request, monkeypatch):
    """Both ways: the system's own call, and two moves where there is none."""
    if request.param == "moved":
        monkeypatch.setattr(publishing, "exchange", lambda new, old: False)
    return request.param


def test_two_folders_change_places(tmp_path):
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / name).touch()
    if not exchange(tmp_path / "a", tmp_path / "b"):
        pytest.skip("this system or file system has no call that exchanges two folders")
    assert (tmp_path / "a" / "b").exists() and (tmp_path / "b" / "a").exists()


def test_the_new_report_is_there_and_nothing_of_the_old(project, way):
    publishing.put_in_place(project, YEAR, ())
    assert {name for name in state(project.report(YEAR)) if name != "manifest.json"} == set(NEW)
    assert verify(project.report(YEAR)).whole
    assert list(project.build(YEAR).glob("staging*")) == []


def test_logs_and_files_of_others_are_kept(project, way):
    report = project.report(YEAR)
    (report / "logs").mkdir()
    (report / "logs" / "x.jsonl").write_text("logg")
    (report / "notat.txt").write_text("mitt eget")
    publishing.put_in_place(project, YEAR, ())
    assert (report / "logs" / "x.jsonl").read_text() == "logg"
    assert (report / "notat.txt").read_text() == "mitt eget"


def test_links_to_folders_and_empty_folders_of_others_are_kept(project, way, tmp_path):
    report = project.report(YEAR)
    (tmp_path / "annet").mkdir()
    (tmp_path / "annet" / "a.txt").write_text("mitt")
    (report / "lenke").symlink_to(tmp_path / "annet")
    (report / "tom" / "tom").mkdir(parents=True)
    publishing.put_in_place(project, YEAR, ())
    assert (report / "lenke").is_symlink() and (report / "lenke" / "a.txt").read_text() == "mitt"
    assert (report / "tom" / "tom").is_dir()


def test_a_log_begun_during_the_exchange_is_kept(project, monkeypatch):
    report = project.report(YEAR)
    ordinary = publishing._change_places

    def with_late_log(*arguments):
        (report / "logs").mkdir()
        (report / "logs" / "late.jsonl").write_text("logg")
        ordinary(*arguments)

    monkeypatch.setattr(publishing, "_change_places", with_late_log)
    publishing.put_in_place(project, YEAR, ())
    assert (report / "logs" / "late.jsonl").read_text() == "logg"


def test_a_product_that_is_not_made_this_time_goes(project):
    report = project.report(YEAR)
    (report / "manifest.json").unlink()
    (report / "notebooks").mkdir()
    for name in ("notebooks/gone.ipynb", "aarsmelding-2031.pdf"):
        (report / name).write_text("gammel")
    publishing.put_in_place(project, YEAR, ("aarsmelding-2031.pdf",))
    assert set(state(report)) == {*NEW, "a.csv", "manifest.json"}


@pytest.mark.parametrize(
    ("way", "crash_at", "left"),
    [
        ("exchanged", 1, "gammel"),
        ("exchanged", 2, "ny"),
        ("moved", 1, "gammel"),
        ("moved", 2, "gammel"),
        ("moved", 3, "gammel"),
        ("moved", 4, "ny"),
    ],
    indirect=["way"],
)
def test_a_crash_at_any_move_leaves_a_whole_report_after_the_next_start(
    project, way, crash_at, left, monkeypatch
):
    """An odd `crash_at` is before a move, an even one after it."""
    place, name = (publishing, "exchange") if way == "exchanged" else (Path, "rename")
    ordinary, moves = getattr(place, name), 0

    def move(*where):
        nonlocal moves
        moves += 1
        if moves * 2 - 1 == crash_at:
            raise Killed
        done = ordinary(*where)
        if moves * 2 == crash_at:
            raise Killed
        return done

    with monkeypatch.context() as patched, pytest.raises(Killed):
        patched.setattr(place, name, move)
        publishing.put_in_place(project, YEAR, ())
    if way == "exchanged":
        assert verify(project.report(YEAR)).whole
    # The next run begins its log before it can look.
    (project.report(YEAR) / "logs").mkdir(parents=True, exist_ok=True)
    (project.report(YEAR) / "logs" / "neste.jsonl").write_text("logg")
    publishing.recover(project, YEAR)
    found = state(project.report(YEAR))
    assert found["index.html"] == left
    assert verify(project.report(YEAR)).whole
    assert found["logs/neste.jsonl"] == "logg"
    assert list(project.build(YEAR).glob("staging*")) == []


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="which file is meant is read from /proc")
def test_every_file_is_on_the_disk_before_the_report_changes(project, monkeypatch):
    told: list[str] = []
    ordinary = publishing._change_places
    monkeypatch.setattr(
        os, "fsync", lambda descriptor: told.append(Path(f"/proc/self/fd/{descriptor}").readlink().name)
    )

    def change(*arguments):
        assert set(told) == {*NEW, "manifest.json"}
        ordinary(*arguments)
        told.append("changed")

    monkeypatch.setattr(publishing, "_change_places", change)
    publishing.put_in_place(project, YEAR, ())
    assert told[-1] == "changed"


def test_a_report_on_another_file_system_is_copied_beside_it_first(project, monkeypatch):
    ordinary = publishing._change_places

    def across(project_, year, new, target):
        if new == publishing.staging_path(project, YEAR):
            raise OSError(errno.EXDEV, "Invalid cross-device link")
        ordinary(project_, year, new, target)

    monkeypatch.setattr(publishing, "_change_places", across)
    publishing.put_in_place(project, YEAR, ())
    assert (project.report(YEAR) / "index.html").read_text() == "ny"
    assert [path.name for path in project.report(YEAR).parent.iterdir()] == [str(YEAR)]


def test_a_first_report_needs_no_old_one(project):
    for path in project.report(YEAR).iterdir():
        path.unlink()
    project.report(YEAR).rmdir()
    publishing.put_in_place(project, YEAR, ())
    assert (project.report(YEAR) / "index.html").read_text() == "ny"


@pytest.mark.parametrize("harm", ["changed", "removed", "added"])
def test_nothing_is_published_from_data_that_moved(project, harm):
    raw = project.raw(YEAR)
    if harm == "changed":
        (raw / "a.csv").write_text("noe annet")
    elif harm == "removed":
        (raw / "a.csv").unlink()
    else:
        (raw / "b.csv").touch()
    name = "b.csv" if harm == "added" else "a.csv"
    before = state(project.report(YEAR))
    fill(publishing.staging_path(project, YEAR), NEW, raw)
    with pytest.raises(DataRefused, match=rf"changed while the report was being built(.|\n)*{name}"):
        publishing.put_in_place(project, YEAR, ())
    assert state(project.report(YEAR)) == before
