"""What a process imports, and what it must not wait for."""

import subprocess
import sys
from pathlib import Path

import pytest
from aarsmelding.imports import later, without

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


def test_what_is_imported_later_is_run_when_something_of_it_is_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "slow.py").write_text("print('slow is run')\nvalue = 1\n")
    monkeypatch.syspath_prepend(tmp_path)
    with later("slow"):
        import slow  # type: ignore[import-not-found]
    assert capsys.readouterr().out == ""
    assert slow.value == 1
    assert capsys.readouterr().out == "slow is run\n"


def test_workers_do_without_what_no_step_uses_and_still_have_it() -> None:
    code = (
        "import importlib, sys\n"
        "from aarsmelding.building.workers import PRELOADED\n"
        "for name in PRELOADED:\n    importlib.import_module(name)\n"
        "print([name in sys.modules for name in ('urllib3', 'soupsieve.css_parser')])\n"
        "print(sys.modules['bs4'].BeautifulSoup('<p>a<b>c</b>', 'html.parser').select('p b'))\n"
        "print(sys.modules['papermill.iorw'].requests.get.__name__)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[False, False]\n[<b>c</b>]\nget\n"
