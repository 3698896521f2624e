"""The tools of the browser tests, and the report they look at."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

CHECKOUT = Path(__file__).parents[2]
HERE = Path(__file__).parent
MODULES = CHECKOUT / ".build" / "browser"
REQUIRED = "AARSMELDING_REQUIRE_BROWSER"
BROWSER = "AARSMELDING_CHROMIUM"
BROWSER_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def missing(what: str, remedy: str) -> None:
    message = f"{what} is missing: {remedy}"
    if os.environ.get(REQUIRED) == "1":
        pytest.fail(message, pytrace=False)
    pytest.skip(message)


def found(what: str, names: tuple[str, ...], remedy: str) -> str:
    for name in names:
        if path := shutil.which(name):
            return path
    missing(what, remedy)
    raise AssertionError


@pytest.fixture(scope="session")
def node() -> str:
    return found("node", ("node",), "on Debian type «apt-get install nodejs npm»")


@pytest.fixture(scope="session")
def java() -> str:
    return found("java", ("java",), "on Debian type «apt-get install default-jre-headless»")


@pytest.fixture(scope="session")
def chromium() -> str:
    names = (os.environ[BROWSER],) if BROWSER in os.environ else BROWSER_NAMES
    return found(
        "a Chromium browser",
        names,
        f"on Debian type «apt-get install chromium», or set {BROWSER} to its path",
    )


@pytest.fixture(scope="session")
def one_at_a_time() -> FileLock:
    """What lies in the checkout itself is made by one process, for all that run tests side by side."""
    (CHECKOUT / ".build").mkdir(exist_ok=True)
    return FileLock(CHECKOUT / ".build" / "browser.lock")


@pytest.fixture(scope="session")
def modules(node: str, one_at_a_time: FileLock) -> Path:
    """axe-core, playwright-core and vnu-jar, as package-lock.json pins them."""
    npm = found("npm", ("npm",), "on Debian type «apt-get install npm»")
    lock = (HERE / "package-lock.json").read_bytes()
    done = MODULES / "installed-lock.json"
    with one_at_a_time:
        if not done.is_file() or done.read_bytes() != lock:
            MODULES.mkdir(parents=True, exist_ok=True)
            for name in ("package.json", "package-lock.json"):
                shutil.copyfile(HERE / name, MODULES / name)
            install = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
            result = subprocess.run(install, cwd=MODULES, capture_output=True, text=True, check=False)
            if result.returncode != 0:
                last = (result.stderr.strip().splitlines() or ["npm said nothing"])[-1]
                missing(
                    "axe-core or vnu-jar", f"«npm ci» in tests/browser failed ({last}); is there a network?"
                )
            done.write_bytes(lock)
    return MODULES


@pytest.fixture(scope="session")
def report(one_at_a_time: FileLock) -> Path:
    """The page of the fullest year, built where it is not there or not current; as are the others."""
    from aarsmelding.paths import ROOT_VARIABLE

    held = {path.name: len(list(path.glob("*.csv"))) for path in (CHECKOUT / "data" / "raw").iterdir()}
    with one_at_a_time:
        for year in held:
            built = subprocess.run(
                [sys.executable, "-m", "aarsmelding", "build", "--year", year],
                cwd=CHECKOUT,
                env={**os.environ, ROOT_VARIABLE: str(CHECKOUT)},
                capture_output=True,
                text=True,
                check=False,
            )
            assert built.returncode == 0, built.stdout + built.stderr
    return CHECKOUT / "reports" / max(held, key=lambda year: held[year]) / "index.html"


Measuring = Callable[..., list[dict[str, Any]]]


@pytest.fixture(scope="session")
def measuring(node: str, chromium: str, modules: Path, tmp_path_factory: pytest.TempPathFactory) -> Measuring:
    """What one start of the browser finds in pages: all, or their states alone; measure.mjs says how."""

    def measure(what: str, *pages: Path) -> list[dict[str, Any]]:
        result = tmp_path_factory.mktemp("browser") / "measured.json"
        command = [node, str(HERE / "measure.mjs"), chromium, str(modules), str(result), what]
        done = subprocess.run(
            [*command, *map(str, pages)], capture_output=True, text=True, timeout=1800, check=False
        )
        assert done.returncode == 0, done.stderr
        return json.loads(result.read_text(encoding="utf-8"))

    return measure


@pytest.fixture(scope="session")
def measured(report: Path, measuring: Measuring) -> dict[str, Any]:
    (found,) = measuring("all", report)
    return found
