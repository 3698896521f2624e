"""After any change, a build that goes on leaves what one from nothing does."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from aarsmelding.unattended.verify import verify

from tests.conftest import YEAR, Invented, first_often, write_notebook
from tests.editions.test_editions import COUNTED, LOAD, PARAMETERS, PER
from tests.unattended.conftest import files, small

BIG = {**PER, "where": "kommune_nr in ['5501', '5503']", "shown": {}}
NAME = "80_profil.ipynb"


def profile(invented: Invented, title: str = "# Profil", **said: object) -> None:
    path = invented.project.notebooks / NAME
    write_notebook(path, LOAD.partition("avvik =")[0], COUNTED, title=title, parameters=PARAMETERS)
    content = json.loads(path.read_text(encoding="utf-8"))
    content["metadata"]["aarsmelding"] = {**BIG, **said}
    path.write_text(json.dumps(content), encoding="utf-8")


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Invented:
    invented = small(tmp_path_factory.mktemp("bygget"), "ressurser")
    profile(invented)
    write_notebook(invented.project.notebooks / "60_ekstra.ipynb", "## Ekstra\n\nOgså diktet opp.")
    build(invented)
    return invented


def build(invented: Invented) -> Path:
    done = invented.run("build", "--year", str(YEAR))
    assert done.returncode == 0, done.stderr
    return invented.project.report(YEAR)


def remove_dataset(invented: Invented) -> None:
    for path in invented.project.raw(YEAR).glob("ressurser.*"):
        path.unlink()


def lose_beside_the_page(invented: Invented) -> None:
    """What makes a new report, but no new page, and something that lies beside it."""
    (invented.project.build(YEAR) / "page" / "notebooks" / "avvik.ipynb").unlink(missing_ok=True)
    invented.project.report(YEAR).joinpath("facts.json").unlink(missing_ok=True)


def say_it_otherwise(invented: Invented) -> None:
    """Other code that shows the same."""
    path = invented.project.notebooks / "50_avvik.ipynb"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("from aarsmelding", "# Diktet opp.\\nfrom aarsmelding", 1), encoding="utf-8")


def write_otherwise(invented: Invented) -> None:
    """The same data in other bytes."""
    raw = invented.raw("ressurser").read_bytes()
    assert b"\r" not in raw
    invented.write("ressurser", raw.replace(b"\n", b"\r\n"))


CHANGES: dict[str, Callable[[Invented], None]] = {
    "a section less": lambda made: (made.project.notebooks / "60_ekstra.ipynb").unlink(),
    "a dataset less that no section loads": remove_dataset,
    "a file less beside the page": lose_beside_the_page,
    "other code that shows the same": say_it_otherwise,
    "a raw file of no dataset more": lambda made: made.raw("notat").with_suffix(".txt").touch(),
    "a raw file in other bytes": write_otherwise,
    "pages less": lambda made: (made.project.notebooks / NAME).unlink(),
    "pages in another folder": lambda made: profile(made, folder="steder"),
    "pages of other rows": lambda made: profile(made, where="kommune_nr == '1806'"),
    "pages of another title": lambda made: profile(made, title="# Stedene"),
}


@pytest.mark.parametrize("change", first_often(*CHANGES))
def test_a_build_that_goes_on_leaves_what_one_from_nothing_does(tmp_path, built, change):
    # As deep as where it was built: the engine knows a step by its way from there to the program.
    shutil.copytree(built.root, tmp_path, dirs_exist_ok=True)
    CHANGES[change](Invented(tmp_path))
    new = Invented(tmp_path / "fra_ingenting")
    shutil.copytree(
        tmp_path, new.root, ignore=shutil.ignore_patterns(".build", "clean", "reports", new.root.name)
    )
    assert files(build(Invented(tmp_path))) == files(build(new))


@pytest.mark.parametrize(
    "harmed",
    [
        f"reports/{YEAR}/kommuner/5501.html",
        f"reports/{YEAR}/notebooks/avvik.ipynb",
    ],
)
@pytest.mark.parametrize("harm", first_often("removed", "changed"))
def test_what_a_build_has_left_is_mended(tmp_path, built, harmed, harm):
    shutil.copytree(built.root, tmp_path, dirs_exist_ok=True)
    invented = Invented(tmp_path)
    path = tmp_path / harmed
    path.unlink() if harm == "removed" else path.write_text("skadd", encoding="utf-8")
    report = build(invented)
    assert verify(report).whole
    assert files(report) == files(built.project.report(YEAR))


@pytest.mark.parametrize("name", first_often("profil", "avvik"))
def test_a_section_that_is_up_to_date_is_not_run_again(tmp_path, built, name):
    shutil.copytree(built.root, tmp_path, dirs_exist_ok=True)
    invented = Invented(tmp_path)
    said = invented.run("explain", name, "--year", str(YEAR)).stdout
    assert f"{name} {YEAR}: nothing would run: it is up to date" in said
    done = invented.run("build", "--year", str(YEAR), "--only", name, "--json")
    assert json.loads(done.stdout)["verdict"] == "nothing to do"


def test_another_commit_is_in_the_next_manifest(tmp_path, built):
    shutil.copytree(built.root, tmp_path, dirs_exist_ok=True)
    invented = Invented(tmp_path)

    def git(*arguments: str) -> str:
        command = ["git", "-c", "user.name=x", "-c", "user.email=x", *arguments]
        return subprocess.run(
            command, cwd=tmp_path, capture_output=True, text=True, check=True
        ).stdout.strip()

    def named() -> str:
        return json.loads((build(invented) / "manifest.json").read_text(encoding="utf-8"))["package"][
            "commit"
        ]

    git("init", "-q")
    git("add", "data", "notebooks")
    git("commit", "-qm", "a")
    first = git("rev-parse", "HEAD")
    assert named() == first
    git("commit", "-qm", "b", "--allow-empty")
    assert named() == git("rev-parse", "HEAD") != first
    notebook = invented.project.notebooks / "60_ekstra.ipynb"
    notebook.write_text(
        notebook.read_text(encoding="utf-8").replace("diktet opp", "skrevet om"), encoding="utf-8"
    )
    assert named() == git("rev-parse", "HEAD") + "+endret"


def test_what_a_crash_has_left_is_put_right_first(tmp_path, built):
    shutil.copytree(built.root, tmp_path, dirs_exist_ok=True)
    invented = Invented(tmp_path)
    state, report = invented.project.build(YEAR), invented.project.report(YEAR)
    before = files(report)
    # Between the two moves that put a report in place, with its temporary files left.
    report.rename(state / "staging-previous")
    scratch = tmp_path / "aar-igjen"
    scratch.mkdir()
    (state / "scratch").write_text(f"{scratch}\n", encoding="utf-8")
    done = invented.run("build", "--year", str(YEAR), "--json")
    assert json.loads(done.stdout)["verdict"] == "nothing to do"
    assert files(report) == before
    assert not scratch.exists()
