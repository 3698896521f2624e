"""What goes wrong at night: each with one clear sentence, and the last good report whole."""

from __future__ import annotations

import errno
import json
import os
import shutil
import subprocess
import sys
import tempfile
from itertools import pairwise
from pathlib import Path

import pytest
from aarsmelding.building import outcome, scratch
from aarsmelding.unattended import celltimes, faults
from aarsmelding.unattended.verify import verify

from tests.conftest import YEAR, Invented, first_often, write_notebook
from tests.unattended.conftest import ORIGINS, files, small

HANGS = "import time\ntime.sleep(600)"
DIES = "import numpy, os, signal\nbig = numpy.ones(40_000_000)\nos.kill(os.getpid(), signal.SIGKILL)"


def built_anew(invented, *options: str, **environment: str) -> tuple[int, dict]:
    """Exit code and verdict of a build."""
    before = {name: os.environ.get(name) for name in environment}
    os.environ.update(environment)
    try:
        done = invented.run("build", "--year", str(YEAR), "--json", *options)
    finally:
        for name, value in before.items():
            os.environ.pop(name) if value is None else os.environ.update({name: value})
    assert "Traceback" not in done.stderr
    return done.returncode, json.loads(done.stdout)


def copied(built: Invented, folder: Path) -> Invented:
    """The same project with its report in another folder, where a build has nothing to do."""
    shutil.copytree(built.root, folder, dirs_exist_ok=True)
    return Invented(folder)


def change(invented, text: str = "Alt er diktet opp, nå også dette.") -> None:
    write_notebook(
        invented.project.notebooks / "50_avvik.ipynb",
        *ORIGINS[:3],
        f"## Forbehold\n\n{text}",
        title="# Avvikene",
    )


@pytest.mark.parametrize("kernel", first_often("forked", "plain"))
def test_a_hanging_cell_is_stopped_and_a_dead_kernel_named_with_its_memory(tmp_path, kernel):
    invented = small(tmp_path)
    write_notebook(invented.project.notebooks / "60_henger.ipynb", "## Her", HANGS)
    write_notebook(invented.project.notebooks / "70_doer.ipynb", "## Der", DIES)
    code, verdict = built_anew(
        invented, "--cell-seconds", "6", "--kernel", kernel, "--only", "henger", "--only", "doer"
    )
    assert code == 1
    hanging, dead = sorted(verdict["errors"], key=lambda error: "doer" in error["problem"])
    assert hanging["problem"] == "section henger was stopped: the cell took longer than 6 s"
    assert "60_henger.ipynb, under «Her», cell 4" in hanging["where"]
    assert "section doer lost its kernel: " in dead["problem"]
    peak = int(dead["problem"].split()[-2])
    assert dead["problem"].endswith(" MiB") and 300 < peak < 3000
    assert [section["state"] for section in verdict["sections"]] == ["failed", "failed"]


def test_the_limit_is_the_commands_or_the_notebooks_or_five_minutes(tmp_path, monkeypatch):
    from aarsmelding.errors import UsageError
    from aarsmelding.notebook import Notebook

    def declared(**metadata: object) -> Notebook:
        path = write_notebook(tmp_path / "10_a.ipynb", HANGS)
        content = json.loads(path.read_text())
        content["metadata"]["aarsmelding"] = metadata
        path.write_text(json.dumps(content))
        return Notebook(path)

    assert celltimes.limit(declared()) == 300
    assert celltimes.limit(declared(cell_seconds=20)) == 20
    for wrong in ("tjue", 0, -1, 1.5, True):
        with pytest.raises(UsageError, match="cell_seconds"):
            celltimes.limit(declared(cell_seconds=wrong))
    monkeypatch.setenv("AARSMELDING_CELL_SECONDS", "7")
    assert celltimes.limit(declared(cell_seconds=20)) == 7


@pytest.fixture
def disk(tmp_path):
    """A small file system of its own."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", str(folder)]
    if not shutil.which("mount") or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("a small file system cannot be mounted here: run as root on Linux")
    yield folder
    subprocess.run(["mount", "-o", "remount,rw", str(folder)], capture_output=True, check=False)
    subprocess.run(["umount", "-l", str(folder)], check=True)


def test_a_full_disk_and_a_read_only_one_leave_the_report_whole(disk, built):
    invented = copied(built, disk / "p")
    before = files(invented.project.report(YEAR))
    change(invented)
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as file, pytest.raises(OSError, match="No space left"):
        while True:
            file.write(bytes(4096))
    code, verdict = built_anew(invented)
    assert code == 1
    assert {error["problem"] for error in verdict["errors"]} == {"the disk is full"}
    assert files(invented.project.report(YEAR)) == before
    # Room for the sections, but not for a second report.
    os.truncate(filler, filler.stat().st_size - 150_000)
    code, verdict = built_anew(invented)
    assert code == 1
    assert {error["problem"] for error in verdict["errors"]} == {"the disk is full"}
    assert verify(invented.project.report(YEAR)).whole

    filler.unlink()
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    code, verdict = built_anew(invented)
    assert (code, [error["problem"] for error in verdict["errors"]]) == (1, ["the file system is read-only"])
    assert files(invented.project.report(YEAR)) == before

    subprocess.run(["mount", "-o", "remount,rw", str(disk)], check=True)
    assert built_anew(invented)[0] == 0
    assert "nå også dette" in (invented.project.report(YEAR) / "index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("problem", "said"),
    [
        (OSError(errno.ENOSPC, "No space left on device", "x"), "the disk is full"),
        (OSError("[Errno 28] No space left on device"), "the disk is full"),
        (OSError(errno.EDQUOT, "Disk quota exceeded", "x"), "the disk quota is used up"),
        (PermissionError(errno.EACCES, "Permission denied", "x"), "there is no right to do this"),
        (OSError(errno.EROFS, "Read-only file system", "x"), "the file system is read-only"),
        (FileExistsError(errno.EEXIST, "File exists", "x"), "a file stands where a folder should be"),
        (NotADirectoryError(errno.ENOTDIR, "Not a directory", "x"), "a file stands where a folder should be"),
        (IsADirectoryError(errno.EISDIR, "Is a directory", "x"), "a folder stands where a file should be"),
        (FileNotFoundError(errno.ENOENT, "No such file", "a/Sans.ttf"), "the font Sans.ttf is missing"),
        (MemoryError(), "the memory is full"),
        (KeyError("x"), "KeyError: 'x'"),
    ],
)
def test_what_the_system_refuses_is_a_sentence_with_a_way_out(problem, said):
    error = faults.explained(problem, "the step «page»")
    assert error.problem == said
    assert error.remedy and error.where


def test_a_long_path_for_temporary_files_is_said_before_sockets_fail(tmp_path, built):
    where = tmp_path / ("x" * 60)
    where.mkdir()
    code, verdict = built_anew(built, "--only", "avvik", TMPDIR=str(where))
    assert code == 1
    assert "the folder for temporary files is too long" in verdict["errors"][0]["problem"]
    assert "set TMPDIR" in verdict["errors"][0]["remedy"]
    assert list(where.iterdir()) == []


def test_a_worker_that_the_system_ended_is_named_once():
    from concurrent.futures.process import BrokenProcessPool

    errors = [outcome._ours(BrokenProcessPool("x"), step) for step in ("a", "b")]
    (error,) = outcome._each_once(errors)
    assert "a worker process was ended by the system" in error.problem


def test_a_missing_font_stops_the_pdf_instead_of_changing_it(monkeypatch, tmp_path):
    from aarsmelding.documents.pdf import drawing

    gone = {**drawing.font_source_sans_pro.font_files_ttf, "SourceSansProBold": str(tmp_path / "Bold.ttf")}
    monkeypatch.setattr(drawing.font_source_sans_pro, "font_files_ttf", gone)
    with pytest.raises(faults.AarsmeldingError, match=r"the font Bold\.ttf is missing"):
        list(drawing._faces())


def test_a_broken_parquet_file_is_made_again(tmp_path, built):
    invented = copied(built, tmp_path)
    before = files(invented.project.report(YEAR))
    clean = invented.project.dataset(YEAR, "avvik_opphav")
    whole = clean.read_bytes()
    clean.write_bytes(whole[: len(whole) // 2])
    code, verdict = built_anew(invented)
    assert (code, verdict["verdict"], verdict["steps"]["run"]) == (0, "built", 1)
    assert clean.read_bytes() == whole
    assert files(invented.project.report(YEAR)) == before


def back_in_time(*folders: Path) -> None:
    for path in (path for folder in folders for path in folder.rglob("*") if path.is_file()):
        os.utime(path, (1_000_000_000, 1_000_000_000))


def test_times_of_change_that_came_back_hide_nothing(tmp_path, built):
    invented = copied(built, tmp_path)
    report = invented.project.report(YEAR)
    kept = (invented.project.raw(YEAR), invented.project.clean(YEAR), invented.project.build(YEAR), report)
    (invented.project.build(YEAR) / "seal.json").unlink()
    back_in_time(*kept)
    assert built_anew(invented)[0] == 0
    facts, page = (report / "facts.json").read_text(encoding="utf-8"), report / "index.html"
    # Another number, in files of the same size and time.
    invented.edit("avvik_opphav", 2, "antall", "242")
    page.write_bytes(bytes(page.stat().st_size))
    back_in_time(*kept)
    assert built_anew(invented)[0] == 0
    assert '"value": 248' in (report / "facts.json").read_text(encoding="utf-8")
    assert '"value": 248' not in facts
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")
    assert verify(report).whole


def test_in_a_path_as_long_as_may_be_kernels_start(tmp_path, built):
    invented = copied(built, tmp_path)
    change(invented)
    with tempfile.TemporaryDirectory(dir="/tmp") as short:
        where = Path(short) / ("x" * (scratch.LONGEST - len(short) - 1))
        where.mkdir()
        assert len(str(where)) == scratch.LONGEST
        assert built_anew(invented, TMPDIR=str(where))[0] == 0
        assert list(where.iterdir()) == []


@pytest.mark.parametrize(
    "damaged",
    first_often(
        {"pytask.lock": b"[", "recorded/claims.json": b"["},
        {"pytask.lock": b""},
        {"pytask.lock": b"\xff"},
        {"recorded/claims.json": b"null"},
        {"seal.json": b"\xff"},
    ),
)
def test_a_damaged_note_of_earlier_runs_costs_time_only(tmp_path, built, damaged):
    invented = copied(built, tmp_path)
    before = files(invented.project.report(YEAR))
    state = invented.project.build(YEAR)
    (state / "seal.json").unlink()
    (state / "evidence.json").unlink()
    for name, content in damaged.items():
        (state / name).write_bytes(content)
    assert built_anew(invented)[0] == 0
    assert files(invented.project.report(YEAR)) == before


def test_a_folder_in_the_place_of_a_file_is_named_before_any_step(tmp_path, built):
    invented = copied(built, tmp_path)
    change(invented)
    before = files(invented.project.report(YEAR))
    drawn = invented.root / ".build" / str(YEAR) / "cut" / "avvik.json"
    drawn.unlink()
    drawn.mkdir()
    code, verdict = built_anew(invented)
    assert code == 1
    assert verdict["errors"][0]["problem"] == "a folder stands where a file should be"
    assert str(drawn) in verdict["errors"][0]["where"]
    assert files(invented.project.report(YEAR)) == before


@pytest.mark.parametrize(
    ("file", "text"),
    [
        (f"data/raw/{YEAR}/kommuner.csv", "endret"),
        pytest.param("data/skjerming.yml", "regler: []", marks=pytest.mark.heavy),
    ],
)
def test_what_changes_during_the_run_is_not_published(tmp_path, built, file, text):
    invented = copied(built, tmp_path)
    before = files(invented.project.report(YEAR))
    change(invented)
    notebook = invented.project.notebooks / "50_avvik.ipynb"
    touched = (
        "import os, pathlib\\nroot = pathlib.Path(os.environ['AARSMELDING_ROOT'])\\n"
        f"(root / '{file}').write_text('{text}')\\nopphav = load("
    )
    whole = notebook.read_text(encoding="utf-8")
    notebook.write_text(whole.replace("opphav = load(", touched, 1), encoding="utf-8")
    code, verdict = built_anew(invented)
    assert code == 3
    (error,) = verdict["errors"]
    assert error["problem"] == "the file changed while the report was being built from it"
    assert error["where"] == file
    assert files(invented.project.report(YEAR)) == before


@pytest.fixture
def clock(tmp_path) -> dict[str, str]:
    """The environment of processes whose clock goes by a file: seconds that it is wrong by."""
    compiler, shim = shutil.which("cc"), tmp_path / "clock.so"
    if not compiler or sys.platform != "linux":
        pytest.skip("a clock that jumps needs Linux and a C compiler: apt-get install gcc")
    source = Path(__file__).with_name("clock.c")
    subprocess.run([compiler, "-shared", "-fPIC", "-o", str(shim), str(source), "-ldl"], check=True)
    (tmp_path / "clock").write_bytes(bytes(8))
    return {"AARSMELDING_TEST_CLOCK": str(tmp_path / "clock"), "LD_PRELOAD": str(shim)}


def test_a_clock_that_jumps_changes_neither_the_report_nor_the_times(tmp_path, clock):
    invented = small(tmp_path / "p")
    notebook = invented.project.notebooks / "50_avvik.ipynb"
    text = notebook.read_text(encoding="utf-8")
    back = (
        "import os, pathlib\\nback = bytes.fromhex(os.environ['WRONG_BY'])\\n"
        "clock = os.open(os.environ['AARSMELDING_TEST_CLOCK'], os.O_WRONLY)\\n"
        "written = os.write(clock, back)\\nos.close(clock)\\nopphav = load("
    )
    notebook.write_text(text.replace("opphav = load(", back, 1), encoding="utf-8")
    assert built_anew(invented, **clock, WRONG_BY=bytes(8).hex())[0] == 0
    ordinary = files(invented.project.report(YEAR))
    for made in (invented.project.build(YEAR), invented.project.report(YEAR), invented.project.clean(YEAR)):
        shutil.rmtree(made)
    code, verdict = built_anew(
        invented, **clock, WRONG_BY=(-2 * 366 * 86_400).to_bytes(8, sys.byteorder, signed=True).hex()
    )
    assert code == 0
    log = [json.loads(line) for line in (invented.root / verdict["log"]).read_text().splitlines()]
    assert int(log[-1]["at"][:4]) == int(log[0]["at"][:4]) - 2
    assert 0 < verdict["seconds"] < 3600
    assert all(0 <= cell["seconds"] < 3600 for cell in verdict["sections"][0]["cells"])
    assert all(earlier["seconds"] <= later["seconds"] for earlier, later in pairwise(log))
    assert files(invented.project.report(YEAR)) == ordinary


def meddling(notebook: Path, code: str) -> str:
    """The text of the notebook before it does `code` in its first cell."""
    whole = notebook.read_text(encoding="utf-8")
    begin = "from pathlib import Path\\nimport os\\nroot = Path(os.environ['AARSMELDING_ROOT'])\\n"
    meddled = whole.replace("opphav = load(", f"{begin}{code}\\nopphav = load(", 1)
    assert meddled != whole
    notebook.write_text(meddled, encoding="utf-8")
    return whole


def test_a_notebook_saved_while_its_section_runs_is_in_the_next_report(tmp_path, built):
    invented = copied(built, tmp_path)
    notebook = invented.project.notebooks / "50_avvik.ipynb"
    whole = meddling(
        notebook, "(root / 'notebooks/50_avvik.ipynb').write_bytes((root / 'neste').read_bytes())"
    )
    (tmp_path / "neste").write_text(whole.replace("diktet opp", "skrevet om"), encoding="utf-8")
    page = invented.project.report(YEAR) / "index.html"
    assert built_anew(invented)[0] == 0
    assert "skrevet om" not in page.read_text(encoding="utf-8")
    assert built_anew(invented)[0] == 0
    assert "skrevet om" in page.read_text(encoding="utf-8")


@pytest.mark.heavy
def test_rules_changed_and_changed_back_leave_nothing_to_believe(tmp_path, built):
    invented = copied(built, tmp_path)
    rules = tmp_path / "data" / "skjerming.yml"
    rules.write_text("regler: []")
    assert built_anew(invented)[0] == 0
    notebook = invented.project.notebooks / "50_avvik.ipynb"
    turned = "rules = root / 'data' / 'skjerming.yml'\\nrules.write_text('')\\nrules.write_text('regler: []')"
    whole = meddling(notebook, turned)
    assert built_anew(invented)[0] == 3
    assert rules.read_text() == "regler: []"
    notebook.write_text(whole, encoding="utf-8")
    code, verdict = built_anew(invented)
    assert code == 0
    assert verdict["steps"]["unchanged"] == 0
