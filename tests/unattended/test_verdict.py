"""Exit codes, the one verdict on standard output, and the log of every run."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from types import SimpleNamespace

import pytest
from aarsmelding.building import outcome
from aarsmelding.building.lock import hold
from aarsmelding.errors import DataRefused, Fault, UsageError
from aarsmelding.unattended import runlog
from aarsmelding.unattended.verdict import Verdict, error_records

from tests.conftest import YEAR
from tests.unattended.conftest import small

FIELDS = {
    "schema",
    "verdict",
    "exit_code",
    "year",
    "report",
    "commit",
    "seconds",
    "steps",
    "sections",
    "errors",
    "log",
}


def verdict_of(output: str) -> dict:
    """The only line of standard output."""
    (line,) = output.splitlines()
    verdict = json.loads(line)
    assert set(verdict) == FIELDS
    return verdict


def log_of(invented, verdict: dict) -> list[dict]:
    lines = (invented.root / verdict["log"]).read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


@pytest.fixture(scope="module")
def runs(tmp_path_factory):
    """Runs of one project: built, nothing to do, a section failed, data refused; then the second, quietly."""
    invented = small(tmp_path_factory.mktemp("dommer"))
    notebook = invented.project.notebooks / "50_avvik.ipynb"
    done = [invented.run("build", "--year", str(YEAR), "--json") for _ in range(2)]
    quiet = invented.run("build", "--year", str(YEAR), "--quiet")
    text = notebook.read_text(encoding="utf-8")
    notebook.write_text(text.replace('load(\\"avvik', '1 / 0; load(\\"avvik'), encoding="utf-8")
    hook = "cat > told.json; echo $AARSMELDING_VERDICT > word; exit 3"
    done.append(invented.run("build", "--year", str(YEAR), "--json", "--on-failure", hook))
    notebook.write_text(text, encoding="utf-8")
    invented.edit("avvik_opphav", 2, "antall", "-4")
    done.append(invented.run("build", "--year", str(YEAR), "--json"))
    return invented, [*done, quiet]


@pytest.mark.parametrize(
    ("number", "code", "word"),
    [(0, 0, "built"), (1, 0, "nothing to do"), (2, 1, "failed"), (3, 3, "data refused")],
)
def test_every_end_has_its_exit_code_and_its_word(runs, number, code, word):
    invented, done = runs
    verdict = verdict_of(done[number].stdout)
    assert (done[number].returncode, verdict["exit_code"], verdict["verdict"]) == (code, code, word)
    assert (verdict["report"], verdict["commit"]) == (f"reports/{YEAR}/index.html", "ukjent")
    assert "Traceback" not in done[number].stderr
    (ended,) = (line for line in log_of(invented, verdict) if line["event"] == "ended")
    assert ended["verdict"] == word


def test_a_built_section_has_its_time_and_that_of_its_cells(runs):
    _, done = runs
    (section,) = verdict_of(done[0].stdout)["sections"]
    assert (section["section"], section["state"]) == ("avvik", "built")
    assert section["seconds"] >= sum(cell["seconds"] for cell in section["cells"]) > 0
    # As a person counts them in JupyterLab: title, parameters, imports, heading, fact.
    assert [cell["cell"] for cell in section["cells"]] == [2, 3, 5]


def test_the_log_has_a_line_for_every_step_that_ran(runs):
    invented, done = runs
    verdict = verdict_of(done[0].stdout)
    log = log_of(invented, verdict)
    assert [log[0]["event"], log[-1]["event"]] == ["begun", "ended"]
    assert sum(line["event"] == "step" for line in log) == verdict["steps"]["run"]
    assert all(line["at"] and line["seconds"] >= 0 for line in log)


def test_a_failure_says_problem_place_and_remedy(runs):
    _, done = runs
    verdict = verdict_of(done[2].stdout)
    (error,) = verdict["errors"]
    assert "ZeroDivisionError" in error["problem"]
    assert "50_avvik.ipynb" in error["where"] and error["remedy"]
    assert verdict["sections"][0]["state"] == "failed"
    assert error["problem"] in done[2].stderr


def test_the_hook_gets_the_verdict_and_its_own_failure_hides_nothing(runs):
    invented, done = runs
    told = json.loads((invented.root / "told.json").read_text(encoding="utf-8"))
    assert told == verdict_of(done[2].stdout)
    assert (invented.root / "word").read_text() == "failed\n"
    assert "the command given with --on-failure did not work: it ended with exit code 3" in done[2].stderr


def test_refused_data_are_named_with_row_and_value(runs):
    _, done = runs
    (error,) = verdict_of(done[3].stdout)["errors"]
    assert error["where"] == f"data/raw/{YEAR}/avvik_opphav.csv, column antall_avvik"
    assert error["examples"] == [{"row": 2, "value": "-4"}]


def test_an_unknown_year_is_not_understood_and_leaves_no_folder(command, tmp_path):
    (tmp_path / "data" / "raw" / "2031").mkdir(parents=True)
    (tmp_path / "data" / "raw" / "2031" / "oppdiktet.csv").touch()
    result = command(tmp_path, "build", "--year", "1999", "--json")
    verdict = verdict_of(result.output)
    assert (result.exit_code, verdict["verdict"], verdict["log"]) == (2, "not understood", None)
    assert not (tmp_path / "reports").exists()


def test_a_locked_year_says_who_holds_it_and_since_when(command, tmp_path):
    invented = small(tmp_path)
    with hold(invented.project, YEAR):
        result = command(tmp_path, "build", "--year", str(YEAR), "--json")
    verdict = verdict_of(result.output)
    assert (result.exit_code, verdict["verdict"]) == (4, "locked")
    assert re.search(
        r"process \d+ on \S+, since \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC", verdict["errors"][0]["problem"]
    )


def test_a_crash_of_the_engine_is_a_failure_and_no_interruption():
    result = outcome.outcome(SimpleNamespace(execution_reports=[]), 3, KeyError("oppdiktet"))
    assert (result.exit_code, result.interrupted) == (1, False)
    (error,) = result.errors
    assert (error.problem, error.where) == ("KeyError: 'oppdiktet'", "the build engine")


def test_an_engine_that_stops_early_without_a_word_is_a_failure():
    assert outcome.outcome(SimpleNamespace(execution_reports=[]), 1).exit_code == 1


def test_a_crash_of_the_engine_in_a_run_is_one_sentence(command, tmp_path, monkeypatch):
    from aarsmelding.building import watching

    invented = small(tmp_path)

    def broken(self, task):
        raise RuntimeError("oppdiktet feil")

    monkeypatch.setattr(watching.Plugin, "pytask_execute_task_log_start", watching.hookimpl(broken))
    result = command(invented.root, "build", "--year", str(YEAR), "--json")
    assert result.exit_code == 1
    (error,) = verdict_of(result.output)["errors"]
    assert error["problem"] == "RuntimeError: oppdiktet feil"
    log = (invented.root / verdict_of(result.output)["log"]).read_text(encoding="utf-8")
    (crash,) = (event for line in log.splitlines() if (event := json.loads(line))["event"] == "crash")
    assert "in broken" in crash["trace"]


def test_faults_of_one_kind_are_one_error_with_a_count():
    faults = [Fault("a.csv", "regel", "gjør noe", column="x", row=n, value=str(n)) for n in range(9)]
    (record,) = error_records(DataRefused(faults))
    assert (record["count"], len(record["examples"])) == (9, 5)
    faults[-1] = replace(faults[-1], others=4000)
    (record,) = error_records(DataRefused(faults))
    assert record["count"] == 4009
    assert next(iter(error_records(UsageError("p", "w", "r")))) == {
        "problem": "p",
        "where": "w",
        "remedy": "r",
    }


def test_steps_that_ran_make_the_difference_between_built_and_nothing_to_do():
    assert (Verdict(YEAR, ran=1).word, Verdict(YEAR).word) == ("built", "nothing to do")


def test_the_last_fifty_logs_are_kept(tmp_path):
    invented = small(tmp_path)
    folder = invented.project.report(YEAR) / "logs"
    folder.mkdir(parents=True)
    for number in range(60):
        (folder / f"20200101T0000{number:02}Z-1.jsonl").touch()
    (folder / "20990101T000000Z-1.jsonl").touch()
    log = runlog.RunLog(invented.project, YEAR)
    log.close()
    names = sorted(path.name for path in folder.iterdir())
    assert (len(names), names[0]) == (50, "20200101T000012Z-1.jsonl")
    assert log.shown.rpartition("/")[2] in names


def test_old_logs_that_cannot_be_removed_stop_nothing(tmp_path, monkeypatch):
    invented = small(tmp_path)
    folder = invented.project.report(YEAR) / "logs"
    folder.mkdir(parents=True)
    for number in range(60):
        (folder / f"20200101T0000{number:02}Z-1.jsonl").mkdir()
    log = runlog.RunLog(invented.project, YEAR)
    log.close()
    assert len(list(folder.iterdir())) == 61


def test_a_log_that_cannot_be_written_is_said_and_stops_nothing(tmp_path, capsys):
    invented = small(tmp_path)
    invented.project.report(YEAR).parent.mkdir()
    invented.project.report(YEAR).write_text("a file where the folder should be")
    log = runlog.RunLog(invented.project, YEAR)
    log.write("begun")
    log.close()
    assert log.shown is None
    assert "no log is kept of this run" in capsys.readouterr().err


def test_quiet_is_silent_when_nothing_is_wrong(runs):
    _, (*_, done) = runs
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
