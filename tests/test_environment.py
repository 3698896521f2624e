"""The three ways to install give the same versions, and no file names a package index."""

import re
import tomllib
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parent.parent
LOCKS = ("requirements.txt", "requirements-lab.txt")
PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^ ;\\]+)", re.MULTILINE)


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def pinned(text: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for name, version in PIN.findall(text):
        found.setdefault(normal(name), set()).add(version)
    return found


@pytest.fixture(scope="module")
def locks() -> dict[str, dict[str, set[str]]]:
    return {name: pinned((ROOT / name).read_text(encoding="utf-8")) for name in LOCKS}


@pytest.fixture(scope="module")
def wanted() -> set[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = [name for group in project["optional-dependencies"].values() for name in group]
    return {normal(re.split(r"[<>=\[ ]", line)[0]) for line in [*project["dependencies"], *extras]}


@pytest.fixture(scope="module")
def conda() -> dict[str, str]:
    content = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
    through_pip = next(part["pip"] for part in content["dependencies"] if isinstance(part, dict))
    return {normal(n): v for n, v in (line.split("==") for line in through_pip if "==" in line)}


def test_conda_users_get_every_dependency_of_pyproject_and_no_other(conda, wanted):
    assert set(conda) == wanted


def test_conda_users_get_the_versions_of_the_locks(conda, locks):
    known = {**locks["requirements-lab.txt"], **locks["requirements.txt"]}
    assert {name: version for name, version in conda.items() if version not in known[name]} == {}


def test_the_build_and_the_laboratory_agree_on_every_shared_version(locks):
    build, laboratory = (locks[name] for name in LOCKS)
    shared = build.keys() & laboratory.keys()
    assert {name for name in shared if build[name] != laboratory[name]} == set()
    assert "pandas" in shared


def test_the_build_is_without_jupyterlab(locks):
    assert "jupyterlab" not in locks["requirements.txt"]
    assert "jupyterlab" in locks["requirements-lab.txt"]


@pytest.mark.parametrize("name", LOCKS)
def test_every_locked_requirement_has_a_hash(name):
    entries = re.split(r"^(?=[A-Za-z0-9])", (ROOT / name).read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert [e.splitlines()[0] for e in entries if PIN.match(e) and "--hash=sha256:" not in e] == []


@pytest.mark.parametrize("name", [*LOCKS, "environment.yml", "pyproject.toml", "Makefile"])
def test_no_file_names_a_package_index(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    assert re.findall(r"https?://\S+|--(?:extra-)?index-url|find-links", text) == []
