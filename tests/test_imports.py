"""What a process imports, and what it must not wait for."""

import subprocess
import sys

import pytest
from aarsmelding.imports import without

VALIDATES = "import sys, aarsmelding.validate; print([name in sys.modules for name in {names}]); {then}"


def run(names: tuple[str, ...], then: str = "pass") -> str:
    code = VALIDATES.format(names=names, then=then)
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout


def test_validating_imports_pandera_without_dask() -> None:
    assert run(("pandera", "dask")) == "[True, False]\n"


def test_dask_can_still_be_imported() -> None:
    assert run(("dask",), "import dask.dataframe as dd; print(dd.__name__)").endswith("dask.dataframe\n")


def test_the_build_engine_chooses_its_steps_without_pandas() -> None:
    code = "import sys, aarsmelding.building.pipeline; print('pandas' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


def test_what_was_imported_before_stays() -> None:
    with without("json"):
        import json
    assert json.loads("1") == 1


def test_what_is_hidden_is_not_installed_for_a_while() -> None:
    with without("wave"), pytest.raises(ModuleNotFoundError):
        import wave
    import wave  # noqa: F401
