"""What is written for each scheduler is read by that scheduler's own parser, where there is one."""

from __future__ import annotations

import ast
import os
import shlex
import shutil
import subprocess
import sys
from types import ModuleType

import pytest
import yaml
from aarsmelding.unattended.schedules import Scheduled, airflow, cron, github, systemd

HOOK = "sh -c \"echo 100% $HOME; logger 'feil'\""


@pytest.fixture
def task(tmp_path) -> Scheduled:
    folder = tmp_path / "rapporten 100% ferdig"
    folder.mkdir()
    return Scheduled(folder, 2031, 4, 5, HOOK)


def text(files: dict[str, str], ending: str) -> str:
    (found,) = (content for name, content in files.items() if name.endswith(ending))
    return found


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="install systemd to have the units verified")
def test_systemd_finds_nothing_wrong_with_the_units(task, tmp_path):
    for name, content in systemd.files(task).items():
        (tmp_path / name).write_text(content)
    units = sorted(str(path) for path in tmp_path.glob("aarsmelding-2031.*"))
    done = subprocess.run(
        ["systemd-analyze", "verify", "--recursive-errors=no", *units],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert [unit.rpartition(".")[2] for unit in units] == ["service", "timer"]


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="install systemd to have the units verified")
def test_systemd_refuses_units_that_are_wrong(task, tmp_path):
    broken = systemd.files(task)["aarsmelding-2031.service"].replace("ExecStart=", "ExecStrat=")
    (tmp_path / "feil.service").write_text(broken)
    done = subprocess.run(
        ["systemd-analyze", "verify", str(tmp_path / "feil.service")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert "ExecStrat" in done.stderr


def test_the_service_escapes_what_systemd_would_replace(task):
    service = text(systemd.files(task), ".service")
    assert f"WorkingDirectory={str(task.root).replace('%', '%%')}\n" in service
    assert '"sh -c \\"echo 100%% $$HOME; logger \'feil\'\\""' in service
    assert "OnCalendar=*-*-* 04:05:00" in text(systemd.files(task), ".timer")
    # Long enough for any build, and no night without an end.
    assert "\nTimeoutStartSec=1h\nKillMode=control-group\n" in service


def crontab_line(task: Scheduled) -> str:
    return text(cron.files(task), ".crontab").splitlines()[-1]


def test_the_crontab_line_has_five_times_and_a_command_that_the_shell_reads(task):
    minute, hour, day, month, weekday, command = crontab_line(task).split(" ", 5)
    assert (minute, hour, day, month, weekday) == ("5", "4", "*", "*", "*")
    assert "%" not in command.replace(r"\%", "")
    words = shlex.split(command.replace(r"\%", "%"))
    assert words[:3] == ["cd", str(task.root), "&&"]
    assert words[3:] == task.command


@pytest.mark.skipif(not shutil.which("crontab"), reason="install cron (Debian: apt-get install cron)")
def test_crontab_accepts_the_line(task, tmp_path):
    table = tmp_path / "crontab"
    table.write_text(text(cron.files(task), ".crontab"))
    done = subprocess.run(["crontab", "-T", str(table)], capture_output=True, text=True, check=False)
    if "invalid option" in done.stderr:
        pytest.skip("this crontab cannot test a table: install cronie or Debian's cron 3.0pl1-140 or newer")
    assert done.returncode == 0, done.stderr


def test_the_workflow_has_what_github_asks_for(task):
    workflow = yaml.safe_load(text(github.files(task), ".yml"))
    # YAML 1.1 reads the word `on` as true; GitHub does not.
    assert set(workflow) == {"name", True, "permissions", "concurrency", "jobs"}
    assert workflow[True]["schedule"] == [{"cron": "5 4 * * *"}]
    (job,) = workflow["jobs"].values()
    assert job["runs-on"] == "ubuntu-latest"
    assert all(("uses" in step) != ("run" in step) for step in job["steps"])
    known = {"name", "uses", "run", "with", "if", "shell"}
    assert all(set(step) <= known for step in job["steps"])
    (build,) = (step for step in job["steps"] if step.get("name") == "Build")
    assert shlex.split(build["run"].partition(" | ")[0])[1:6] == [
        "build",
        "--year",
        "2031",
        "--on-failure",
        HOOK,
    ]
    # The shell that GitHub takes by itself would give the exit code of tee.
    assert build["shell"] == "bash"
    (verify,) = (step for step in job["steps"] if step.get("name") == "Verify")
    assert verify["run"] == "aarsmelding verify reports/2031"


def test_the_summary_of_the_workflow_has_the_verdict(task, tmp_path):
    workflow = yaml.safe_load(text(github.files(task), ".yml"))
    (job,) = workflow["jobs"].values()
    (shown,) = (step["run"] for step in job["steps"] if step.get("name") == "Verdict")
    (tmp_path / "verdict.json").write_text('{"verdict": "built"}\n')
    environment = {**os.environ, "GITHUB_STEP_SUMMARY": str(tmp_path / "summary.md")}
    subprocess.run(["bash", "-e", "-c", shown], cwd=tmp_path, env=environment, check=True)
    assert (tmp_path / "summary.md").read_text() == '```json\n{"verdict": "built"}\n```\n'


def test_the_dag_is_python_with_one_bash_operator_and_no_papermill(task, monkeypatch):
    code = text(airflow.files(task), ".py")
    assert "papermill" not in code
    ast.parse(code)
    operators, dags = loaded(code, monkeypatch)
    (operator,), (dag,) = operators, dags
    assert shlex.split(operator["bash_command"]) == task.command
    assert operator["cwd"] == str(task.root)
    assert (dag["schedule"], dag["catchup"], dag["max_active_runs"]) == ("5 4 * * *", False, 1)


def test_braces_in_the_hook_are_no_template_in_the_dag(tmp_path, monkeypatch):
    jinja2 = pytest.importorskip("jinja2")
    task = Scheduled(tmp_path, 2031, 4, 5, "notify '{{ title }}'")
    (operator,), _ = loaded(text(airflow.files(task), ".py"), monkeypatch)
    assert shlex.split(jinja2.Template(operator["bash_command"]).render()) == task.command


def loaded(code: str, monkeypatch) -> tuple[list[dict], list[dict]]:
    """What the DAG file asks of Airflow, which is not installed: its arguments."""
    operators: list[dict] = []
    dags: list[dict] = []

    class Dag:
        def __init__(self, **given):
            dags.append(given)

        def __enter__(self):
            return self

        def __exit__(self, *_):
            return None

    def module(name: str, **content) -> None:
        made = ModuleType(name)
        vars(made).update(content)
        monkeypatch.setitem(sys.modules, name, made)

    module("airflow", DAG=Dag)
    module("airflow.operators")
    module("airflow.operators.bash", BashOperator=lambda **given: operators.append(given))
    module("pendulum", datetime=lambda *_, **__: None)
    exec(compile(code, "dag.py", "exec"), {})
    return operators, dags


@pytest.mark.parametrize("kind", ["systemd", "cron", "github", "airflow"])
def test_the_files_are_shown_or_written(kind, command, tmp_path):
    (tmp_path / "data" / "raw" / "2031").mkdir(parents=True)
    (tmp_path / "data" / "raw" / "2031" / "oppdiktet.csv").touch()
    (tmp_path / "notebooks").mkdir()
    shown = command(tmp_path, "schedule", f"--{kind}", "--at", "23:59")
    assert shown.exit_code == 0
    assert "59" in shown.output
    command(tmp_path, "schedule", f"--{kind}", "--at", "23:59", "--out", str(tmp_path / "ut"))
    written = [path.read_text() for path in sorted((tmp_path / "ut").iterdir())]
    assert len(written) == (2 if kind == "systemd" else 1)
    assert all(content in shown.output for content in written)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "one scheduler must be chosen"),
        (("--cron", "--systemd"), "one scheduler must be chosen"),
        (("--cron", "--at", "24:00"), "not a time of day"),
        (("--cron", "--at", "4"), "not a time of day"),
        (("--cron", "--hook", "a\nb"), "the command must be one line"),
        (("--cron", "--year", "2040"), "there is no data for 2040"),
        (("--cron", "--out", "data/raw/2031/oppdiktet.csv"), "the place for the files is not a folder"),
    ],
)
def test_what_cannot_be_scheduled_is_refused(arguments, said, command, tmp_path, monkeypatch):
    (tmp_path / "data" / "raw" / "2031").mkdir(parents=True)
    (tmp_path / "data" / "raw" / "2031" / "oppdiktet.csv").touch()
    monkeypatch.chdir(tmp_path)
    result = command(tmp_path, "schedule", *arguments)
    assert result.exit_code == 2
    assert said in result.error


@pytest.mark.parametrize("kind", ["systemd", "cron"])
@pytest.mark.parametrize("name", ["med\nlinje", "med\ttab"])
def test_a_path_that_is_not_one_line_is_not_written_for_a_scheduler(kind, name, command, tmp_path):
    root = tmp_path / name
    (root / "data" / "raw" / "2031").mkdir(parents=True)
    (root / "data" / "raw" / "2031" / "oppdiktet.csv").touch()
    result = command(root, "schedule", f"--{kind}")
    assert (result.exit_code, result.output) == (2, "")
    assert f"where: {str(root)!r}" in result.error
