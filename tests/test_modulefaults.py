"""A dataset's module that fails is named with its line; the log of a build has the trace."""

from __future__ import annotations

import json
import os
import shutil

import pytest
from aarsmelding import catalog, datasets, modulefaults
from aarsmelding.errors import AarsmeldingError, UsageError
from aarsmelding.paths import PACKAGE

from tests.conftest import YEAR
from tests.unattended.conftest import small

BROKEN = "def clean(raw):\n    rows = raw\n    return rows.finnes_ikke()\n"


@pytest.fixture
def broken(tmp_path, monkeypatch):
    """A made-up year, and a copy of the program in which one dataset's module fails; and the failing line."""
    copy = tmp_path / "lib" / "aarsmelding"
    shutil.copytree(PACKAGE, copy, ignore=shutil.ignore_patterns("__pycache__"))
    module = copy / "datasets" / "avvik_opphav.py"
    module.write_text(module.read_text(encoding="utf-8") + f"\n\n{BROKEN}", encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", os.fspath(copy.parent))
    return small(tmp_path / "p"), len(module.read_text(encoding="utf-8").splitlines())


def test_check_names_the_module_and_the_line(broken):
    invented, line = broken
    done = invented.run("check", "--year", str(YEAR), "--only", "avvik_opphav")
    assert done.returncode == 1
    said, where, remedy = done.stderr.splitlines()
    assert said.startswith("the module of the dataset avvik_opphav fails: AttributeError: ")
    assert f"lib/aarsmelding/datasets/avvik_opphav.py, line {line}" in where
    assert f"data/raw/{YEAR}/avvik_opphav.csv" in where
    assert "mend it there" in remedy


def test_the_log_of_a_build_has_the_trace(broken):
    invented, line = broken
    done = invented.run("build", "--year", str(YEAR), "--only", "avvik", "--json")
    verdict = json.loads(done.stdout)
    assert (done.returncode, len(verdict["errors"])) == (1, 1)
    assert f"avvik_opphav.py, line {line}" in verdict["errors"][0]["where"]
    log = [json.loads(text) for text in (invented.root / verdict["log"]).read_text().splitlines()]
    (crash,) = (event for event in log if event["event"] == "crash")
    assert crash["step"] == f"data {YEAR} avvik_opphav"
    assert f'avvik_opphav.py", line {line}, in clean' in crash["trace"]
    assert "AttributeError" in crash["trace"]


def test_a_module_that_is_no_python_is_named_with_the_line():
    file = str(catalog.FOLDER / "oppdiktet.py")
    with pytest.raises(AarsmeldingError) as failed, modulefaults.named("oppdiktet"):
        compile("a = 1\nb = (\n", file, "exec")
    assert failed.value.where == "lib/aarsmelding/datasets/oppdiktet.py, line 2"
    with pytest.raises(AarsmeldingError) as failed, modulefaults.named("oppdiktet"):
        raise KeyError
    assert failed.value.where == "lib/aarsmelding/datasets/oppdiktet.py"
    assert failed.value.problem.endswith("KeyError: no message")


@pytest.mark.parametrize("ours", [UsageError("a", "b", "c"), MemoryError(), FileNotFoundError()])
def test_what_is_not_the_modules_doing_is_left_as_it_is(ours):
    with pytest.raises(type(ours)) as failed, modulefaults.named("kommuner"):
        raise ours
    assert failed.value is ours
    with pytest.raises(UsageError, match="there is no dataset"):
        datasets.get("finnes_ikke")
