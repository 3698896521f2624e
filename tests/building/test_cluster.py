"""A build on a real cluster of two worker processes: the same report, whatever happens to the cluster."""

from __future__ import annotations

import hashlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace

import psutil
import pytest
from aarsmelding.building.cluster import executor, joining, likeness, stations, worker
from aarsmelding.building.cluster.order import Order
from aarsmelding.errors import AarsmeldingError
from aarsmelding.kernels import Kernel
from aarsmelding.paths import PACKAGE, ROOT_VARIABLE
from distributed import Client, KilledWorker, LocalCluster

from tests.conftest import YEAR, Invented, invent, write_notebook
from tests.editions.test_editions import LOAD, REPORTED, profile

SECONDS = 120
# What the sections and the pages of editions are made from.
NEEDED = ("avvik_kommune", "dokumenter", "helsefellesskap", "kommuner")
COUNTED = 'fact("kommuner.antall", len(kommuner), "Det er {} kommuner.", unit="kommuner", period=year)'
# The first time it says which kernel it runs in, and waits for ever.
WAITS = """\
import os, time
mark = os.path.join(os.environ["AARSMELDING_ROOT"], "begynt")
first = not os.path.exists(mark)
if first:
    open(mark + "-", "w").write(str(os.getpid()))
    os.rename(mark + "-", mark)
while first:
    time.sleep(1)"""


def until(happened: Callable[[], bool], what: str) -> None:
    end = time.monotonic() + SECONDS
    while not happened():
        assert time.monotonic() < end, f"not within {SECONDS} s: {what}"
        time.sleep(0.05)


def below(pid: int) -> list[psutil.Process]:
    return psutil.Process(pid).children(recursive=True) if psutil.pid_exists(pid) else []


@dataclass
class Cluster:
    """A scheduler on the loopback address and the workers that were started for it."""

    folder: Path
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)
    address: str = ""

    def start(self, *command: str, **environment: str) -> subprocess.Popen[bytes]:
        log = (self.folder / f"{len(self.processes)}.log").open("wb")
        process = subprocess.Popen(
            [sys.executable, "-m", "dask", *command, "--no-dashboard"],
            env={**os.environ, **environment},
            stdout=log,
            stderr=log,
        )
        self.processes.append(process)
        return process

    def lead(self) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.start("scheduler", "--host", "127.0.0.1", "--port", str(port))
        self.address = f"tcp://127.0.0.1:{port}"

    def work(self, **environment: str) -> subprocess.Popen[bytes]:
        options = ("--nthreads", "1", "--local-directory", str(self.folder))
        return self.start("worker", self.address, *options, **environment)

    def workers(self, at_least: int) -> dict[str, int]:
        """The process of each worker, once there are so many."""
        with Client(self.address, timeout=SECONDS, set_as_default=False) as client:
            client.wait_for_workers(at_least, timeout=SECONDS)
            return client.run(os.getpid)

    def end(self, *which: subprocess.Popen[bytes]) -> None:
        for process in which or reversed(self.processes):
            for each in (*below(process.pid), process):
                each.kill()
            process.wait(SECONDS)


@pytest.fixture(scope="module")
def cluster(tmp_path_factory) -> Iterator[Cluster]:
    made = Cluster(tmp_path_factory.mktemp("c"))
    made.lead()
    for _ in range(2):
        made.work()
    yield made
    made.end()


@pytest.fixture(scope="module")
def project(tmp_path_factory) -> Invented:
    """Few datasets, a section that waits for ever unless it was begun before, and 24 editions."""
    made = invent(tmp_path_factory.mktemp("p"))
    for path in made.project.raw(YEAR).iterdir():
        if path.name.partition(".")[0] not in NEEDED:
            path.unlink()
    write_notebook(made.project.notebooks / "10_kommuner.ipynb", LOAD, COUNTED)
    write_notebook(made.project.notebooks / "20_venter.ipynb", WAITS, title="# Venter")
    profile(made, LOAD, "## Meldt", REPORTED)
    return made


def clear(project: Invented) -> None:
    for name in (".build", "reports", "data/clean"):
        shutil.rmtree(project.root / name, ignore_errors=True)
    (project.root / "begynt").unlink(missing_ok=True)


def products(project: Invented) -> dict[str, str]:
    report = project.project.report(YEAR)
    files = [path for path in report.rglob("*") if path.is_file() and path.parent.name != "logs"]
    return {
        path.relative_to(report).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files
    }


@pytest.fixture(scope="module")
def local(project) -> dict[str, str]:
    """The products of the same project, built without a cluster."""
    clear(project)
    (project.root / "begynt").touch()
    done = project.run("build", "--year", str(YEAR))
    assert done.returncode == 0, done.stderr
    return products(project)


def begun(project: Invented, cluster: Cluster, *options: str) -> subprocess.Popen[str]:
    """A build that has come to the cell that waits."""
    clear(project)
    process = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "aarsmelding",
            "build",
            "--year",
            str(YEAR),
            "--cluster",
            cluster.address,
            *options,
        ],
        cwd=project.root,
        env={**os.environ, ROOT_VARIABLE: str(project.root)},
        stderr=subprocess.PIPE,
        text=True,
    )
    until(lambda: (project.root / "begynt").exists() or process.poll() is not None, "the cell that waits")
    assert process.poll() is None, process.communicate()[1]
    return process


def busy(project: Invented, cluster: Cluster) -> tuple[int, list[psutil.Process]]:
    """The worker in whose step the cell waits, and the processes below it, the nearest first."""
    kernel = int((project.root / "begynt").read_text())
    found = [(pid, below(pid)) for pid in cluster.workers(2).values()]
    return next((pid, family) for pid, family in found if kernel in [process.pid for process in family])


def none_left(processes: list[psutil.Process]) -> None:
    until(
        lambda: not any(p.is_running() and p.status() != "zombie" for p in processes),
        f"the end of {processes}",
    )


def test_the_report_is_the_local_one_though_a_worker_was_killed(project, cluster, local):
    process = begun(project, cluster)
    pid, family = busy(project, cluster)
    assert len(family) >= 3, "a station, its parent of kernels, a kernel"
    os.kill(pid, signal.SIGKILL)
    _, said = process.communicate(timeout=SECONDS)
    assert process.returncode == 0, said
    assert products(project) == local
    assert {"index.html", "manifest.json", "kommuner/5501.html"} <= set(local)
    none_left(family)
    none_left([left for pid in cluster.workers(2).values() for left in below(pid)])


def test_a_step_whose_process_is_killed_is_done_again(project, cluster):
    process = begun(project, cluster, "--only", "venter")
    _, family = busy(project, cluster)
    os.kill(family[0].pid, signal.SIGKILL)
    _, said = process.communicate(timeout=SECONDS)
    assert process.returncode == 0, said
    none_left(family)


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGKILL, -9)])
def test_a_build_that_is_ended_leaves_nothing_running_on_the_cluster(project, cluster, number, code):
    process = begun(project, cluster, "--only", "venter")
    _, family = busy(project, cluster)
    process.send_signal(number)
    process.communicate(timeout=SECONDS)
    assert process.returncode == code
    none_left(family)


def test_a_cell_that_fails_is_named_as_in_a_local_build(project, cluster):
    clear(project)
    path = write_notebook(project.project.notebooks / "30_feil.ipynb", "1 / 0", title="# Feil")
    done = project.run("build", "--year", str(YEAR), "--only", "feil", "--cluster", cluster.address)
    path.unlink()
    assert done.returncode == 1
    assert "section feil failed: ZeroDivisionError: division by zero" in done.stderr
    assert "notebooks/30_feil.ipynb, under «Feil», cell 3" in done.stderr


def test_a_worker_with_another_program_is_refused_by_name(project, cluster, tmp_path):
    before = cluster.workers(2)
    shutil.copytree(PACKAGE, tmp_path / "aarsmelding")
    with (tmp_path / "aarsmelding" / "units.py").open("a") as file:
        file.write("# en linje mer\n")
    third = cluster.work(PYTHONPATH=str(tmp_path))
    (name,) = set(cluster.workers(3)) - set(before)
    clear(project)
    done = project.run("build", "--year", str(YEAR), "--only", "kommuner", "--cluster", cluster.address)
    cluster.end(third)
    assert done.returncode == 1
    assert "a worker of the cluster is refused: the program " in done.stderr
    assert f"where: worker {name}\n" in done.stderr


def test_a_scheduler_that_is_lost_ends_the_build_in_words(project, tmp_path):
    other = Cluster(tmp_path)
    other.lead()
    other.work()
    workers = other.workers(1)
    process = begun(project, other, "--only", "venter")
    family = below(*workers.values())
    other.processes[0].kill()
    _, said = process.communicate(timeout=SECONDS)
    none_left(family)
    other.end()
    assert process.returncode == 1
    assert "the connection to the scheduler of the cluster was lost\n  where: the step «section" in said
    assert "Traceback" not in said


@pytest.fixture
def impatient(monkeypatch):
    monkeypatch.setattr(joining, "CONNECT_SECONDS", 1)


@pytest.mark.parametrize("listens", [False, True])
def test_a_scheduler_that_is_not_there_or_says_nothing_is_said_in_one_sentence(
    project, command, impatient, listens
):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        if listens:
            taken.listen()
        address = f"tcp://127.0.0.1:{taken.getsockname()[1]}"
        result = command(
            project.root, "build", "--year", str(YEAR), "--only", "kommuner", "--cluster", address
        )
    assert result.exit_code == 1
    assert result.error.startswith(f"the scheduler of the cluster cannot be reached at {address}\n  where:")
    assert len(result.error.splitlines()) == 3


@pytest.mark.parametrize("address", ["scheduler:8786", "http://scheduler:8787", "tcp://scheduler"])
def test_what_is_no_address_is_refused(project, command, address):
    result = command(project.root, "build", "--year", str(YEAR), "--only", "kommuner", "--cluster", address)
    assert result.exit_code == 2
    assert f"not the address of a scheduler: {address!r}" in result.error


def test_where_dask_is_missing_the_message_says_what_to_type(project, command, monkeypatch):
    for name in ("executor", "joining", "worker"):
        monkeypatch.delitem(sys.modules, f"aarsmelding.building.cluster.{name}", raising=False)
        monkeypatch.delattr(f"aarsmelding.building.cluster.{name}", raising=False)
    monkeypatch.setitem(sys.modules, "distributed", None)
    result = command(
        project.root, "build", "--year", str(YEAR), "--only", "kommuner", "--cluster", "tcp://scheduler:8786"
    )
    assert result.exit_code == 2
    assert 'python -m pip install "aarsmelding[cluster]"' in result.error


@pytest.fixture
def deserted() -> Iterator[LocalCluster]:
    """A scheduler without workers."""
    with LocalCluster(n_workers=0, protocol="tcp", dashboard_address=":0", silence_logs=50) as made:
        yield made


def test_a_cluster_without_workers_is_said_with_how_to_start_one(project, command, impatient, deserted):
    address = deserted.scheduler_address
    result = command(project.root, "build", "--year", str(YEAR), "--only", "kommuner", "--cluster", address)
    assert result.exit_code == 1
    assert f"has no worker\n  where: --cluster\n  do:    start some: dask worker {address}" in result.error


def test_a_step_does_not_wait_for_ever_for_workers_that_are_gone(tmp_path, monkeypatch, deserted):
    monkeypatch.setattr(executor, "ALONE_SECONDS", 0.2)
    monkeypatch.setattr(executor, "LOOK_SECONDS", 0.1)
    with Client(deserted, set_as_default=False) as client:
        waiting = executor.ClusterExecutor(client, order(tmp_path), 1, Kernel.PLAIN)
        task = SimpleNamespace(name="oppdiktet::data", function=order)
        sent = waiting.submit(print, task=task, kwargs={})
        assert "the cluster has had no worker" in str(sent.exception(timeout=SECONDS))
        waiting.shutdown()


def test_the_report_is_published_by_the_process_that_leads(tmp_path, monkeypatch, deserted):
    monkeypatch.setattr(executor.workers, "pool", lambda n_workers, kernel: ThreadPoolExecutor(n_workers))
    with Client(deserted, set_as_default=False) as client:
        leading = executor.ClusterExecutor(client, order(tmp_path), 1, Kernel.PLAIN)
        task = SimpleNamespace(name=f"oppdiktet::report {YEAR}")
        assert leading.submit(lambda task: task.name, task=task).result(SECONDS) == task.name
        leading.shutdown()


def test_a_step_that_ends_every_worker_is_named():
    where = SimpleNamespace(address="tcp://oppdiktet:1")
    said = executor._explained(KilledWorker("noekkel", where, 3), "section 2031 oppdiktet")
    assert isinstance(said, AarsmeldingError)
    assert said.problem.startswith("4 workers ended")
    assert "section 2031 oppdiktet" in said.where


def order(folder: Path, **differs: str) -> Order:
    return Order("b", str(folder), {}, {}, str(folder / "token"), differs.get("code", worker.CODE))


@pytest.mark.parametrize("harm", ["no folder", "another folder", "another edition"])
def test_a_worker_is_refused_that_does_not_see_the_project(tmp_path, monkeypatch, harm):
    monkeypatch.setattr(worker, "_name", lambda: "tcp://oppdiktet:1")
    if harm != "no folder":
        (tmp_path / "token").write_text("b" if harm == "another edition" else "of another build")
    said = (
        "another edition of the program" if harm == "another edition" else "does not see the project folder"
    )
    with pytest.raises(AarsmeldingError, match=rf"{said}(.|\n)*worker tcp://oppdiktet:1"):
        worker.prepare(order(tmp_path, code="old" if harm == "another edition" else worker.CODE), 0)


def test_a_worker_that_joins_later_is_refused_without_the_project_folder(tmp_path):
    with pytest.raises(AarsmeldingError, match="cannot start a process in the project folder"):
        stations.Station(order(tmp_path / "ikke her"), "tcp://oppdiktet:1", tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_differences_name_both_versions_and_at_most_five():
    assert likeness.differences({"a": "1"}, {"a": "1"}) == ""
    assert likeness.differences({"a": "1"}, {"a": "2"}) == "a 2 instead of 1"
    assert likeness.differences({"a": "1"}, {}) == "a is missing instead of 1"
    six = dict.fromkeys("abcdef", "1")
    assert likeness.differences(six, {}).endswith("e is missing instead of 1, and 1 more")
