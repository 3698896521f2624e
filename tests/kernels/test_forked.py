"""A forked kernel leaves the same executed notebook as a plain one, also when things go wrong."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from itertools import groupby
from pathlib import Path
from types import SimpleNamespace

import nbformat
import papermill
import pytest
from aarsmelding import kernels, sections
from aarsmelding.kernels import Kernel, lean
from aarsmelding.kernels.client import NearbyClient, is_plain_result
from aarsmelding.notebook import Notebook
from aarsmelding.paths import Project
from ipykernel.kernelapp import IPKernelApp
from jupyter_client.session import DELIM, Session
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat.v4 import new_code_cell, new_notebook
from traitlets.config import Config

from tests.conftest import CHECKOUT

pytestmark = pytest.mark.skipif(not kernels.can_fork(), reason="processes cannot be forked here")
KERNELSPEC = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
CELLS = {
    "expression": "x = 40\nx + 2",
    "silent": "x + 2;",
    "empty": "",
    "frame": "import pandas as pd\npd.DataFrame({'kommune': ['Oppdiktet'], 'antall': [3]})",
    "several values": "from IPython.core.interactiveshell import InteractiveShell as Shell\n"
    "Shell.ast_node_interactivity = 'all'\n1\n2\nShell.ast_node_interactivity = 'last_expr'",
    "figure": "import matplotlib.pyplot as plt\nfig, ax = plt.subplots(figsize=(2, 1))\nax.plot([1, 2]);",
    "shown figure": "plt.plot([3, 1])\nplt.show()",
    "where figures go": "import matplotlib\nmatplotlib.get_backend(), plt.get_fignums(), plt.isinteractive()",
    "mixed streams": "import sys\nprint('en')\nprint('to', file=sys.stderr)\nprint('tre')",
    "stream around display": "print('før')\ndisplay('midt')\nprint('etter')",
    "overwritten line": "print('10 %', end='\\r')\nprint('99 %')",
    # What is written past Python is read by a thread: a cell that ends at once can be faster.
    "file descriptor": "import os, time\nos.write(1, b'lavt\\n')\ntime.sleep(0.5)",
    "descriptor of errors": "os.write(2, b'lavt galt\\n')\ntime.sleep(0.5)",
    "child process": "import subprocess\nsubprocess.run(['echo', 'fra et barn'])\ntime.sleep(0.5)",
    "shell escape": "!echo skall",
    "bash magic": "%%bash\necho celle",
    "warning": "import warnings\nwarnings.warn('se opp')",
    "deprecation": "warnings.warn('gammelt', DeprecationWarning)",
    "rich display": "from IPython.display import HTML, Markdown, display\n"
    "display(HTML('<b>fet</b>'), Markdown('*skrå*'), metadata={'text/html': {'isolated': True}})",
    "mime bundle": "class Noe:\n    def _repr_mimebundle_(self, include=None, exclude=None):\n"
    "        return {'text/plain': 'noe', 'application/json': {'a': [1]}}\nNoe()",
    "great and no numbers": "display({'application/json': {'a': 2**70, 'b': float('nan')}}, raw=True)\n"
    "display({'application/json': {'b': float('nan')}}, raw=True)",
    "image": "from IPython.display import Image\n"
    "Image(data=b'\\x89PNG\\r\\n\\x1a\\n0000IHDR0000000100000001', format='png')",
    "first display": "vist = display('gammel', display_id='oppdiktet')",
    "updated display": "vist.update('ny')\ndisplay('ved siden av')",
    "cleared": "from IPython.display import clear_output\nprint('borte')\nclear_output()\nprint('igjen')",
    "cleared later": "print('borte')\nclear_output(wait=True)\nprint('igjen')",
    "error": "def f(n):\n    return 1 / n\n\nf(0)",
    "syntax error": "hvis sant:\n    pass",
    "error in library": "import os\nos.environ['FINNES_IKKE_I_DET_HELE_TATT']",
    "pandas error": "pd.DataFrame({'a': [1]})['b']",
    "error in repr": "class Feil:\n    def __repr__(self):\n        raise ValueError('skjult')\nFeil()",
    "chained error": "try:\n    1 / 0\nexcept ZeroDivisionError as fault:\n    raise KeyError from fault",
    "exception group": "raise ExceptionGroup('flere', [ValueError('en'), TypeError('to')])",
    "input": "input('Hva? ')",
    "password": "import getpass\ngetpass.getpass()",
    "stdin": "sys.stdin.read()",
    "exit": "sys.exit('ferdig')",
    "exit with code": "raise SystemExit(3)",
    "still alive": "x",
    "interrupt": "raise KeyboardInterrupt",
    "thread": "import threading\nt = threading.Thread(target=lambda: print('fra en tråd'))\n"
    "t.start(); t.join()",
    "failing thread": "t = threading.Thread(target=lambda: 1 / 0, name='Tråd')\nt.start(); t.join()",
    "pool of threads": "from concurrent.futures import ThreadPoolExecutor\n"
    "with ThreadPoolExecutor(4) as pool:\n    verdier = list(pool.map(abs, range(-5, 0)))\nverdier",
    "pool of processes": "from concurrent.futures import ProcessPoolExecutor\n"
    "with ProcessPoolExecutor(2) as pool:\n    verdier = list(pool.map(abs, range(-5, 0)))\nverdier",
    # Each is one writing: two go two ways, and can come in the other order.
    "printing process": "import multiprocessing\ndef tell(where, what):\n    where.write(what)\n"
    "p = multiprocessing.Process(target=tell, args=(sys.stdout, 'fra barnet\\n')); p.start(); p.join()\n"
    "time.sleep(0.3)\np.exitcode",
    "complaining process": "p = multiprocessing.Process(target=tell, args=(sys.stderr, 'galt\\n'))\n"
    "p.start(); p.join()\ntime.sleep(0.3)\np.exitcode",
    "forked": "if not os.fork():\n    tell(sys.stdout, 'forket\\n')\n    os._exit(0)\n"
    "time.sleep(0.3)\nos.wait()[1]",
    "printing pool": "def tell_all(what):\n    sys.stdout.write(what)\n"
    "with ProcessPoolExecutor(1) as pool:\n    list(pool.map(tell_all, ['fra en annen\\n']))\n"
    "time.sleep(0.3)",
    "warning of the compiler": "'\\d', x is 3",
    "useless assertion": "assert (1, 'x')",
    "await": "import asyncio\nawait asyncio.sleep(0.01)\nawait asyncio.gather(asyncio.sleep(0, 'a'))",
    "async for": "async def tell():\n    for n in range(2):\n        yield n\n"
    "async for n in tell():\n    print(n)",
    "logging": "import logging\nlogging.getLogger('oppdiktet').warning('logget')\nlogging.info('ikke')",
    "magics": "%pwd\n%precision 2\n3.14159",
    "capture magic": "%%capture fanget\nprint('fanget')",
    "captured": "fanget.stdout",
    "who": "%who int",
    "unknown magic": "%finnes_ikke",
    "history": "_, In[1], len(Out) > 3",
    "help": "len?",
    "inline backend": "%matplotlib inline\nplt.plot([1, 3])",
    "atexit": "import atexit\natexit.register(print, 'ute');",
    "names": "__name__, sys.argv[0].rsplit('/')[-1], sys.path, [n for n in dir() if n[0] != '_']",
    "environment": "sorted(set(os.environ) - {'_', 'JPY_PARENT_PID'}), os.getcwd()",
    "hash": "hash('årsmelding')",
    "interpreter": "sys.flags, sys.executable, sys.version, __builtins__.__name__, sys.getswitchinterval()",
    "session": "os.getsid(0) == os.getpid(), threading.current_thread() is threading.main_thread()",
    "unicode": "print('æøå Guovdageaidnu 🙂')",
    # The last ones, for a plain kernel then has no pandas either.
    "modules come since": "import tabnanny\nget_ipython().reset(aggressive=True)",
    "modules left": "import sys\n'tabnanny' in sys.modules, 'zmq.error' in sys.modules",
}
PATHS = re.compile(r"ipykernel_\d+|0x[0-9a-f]{6,}|Thread-\d+")


def write(folder: Path, cells: dict[str, str], *, bears_errors: bool = True) -> Path:
    metadata = {"tags": ["raises-exception"]} if bears_errors else {}
    content = [
        new_code_cell(source, id=name.replace(" ", "-"), metadata=metadata) for name, source in cells.items()
    ]
    path = folder / "oppdiktet.ipynb"
    nbformat.write(new_notebook(cells=content, metadata=KERNELSPEC), path)
    return path


def execute(path: Path, engine: str, folder: Path, **options) -> nbformat.NotebookNode:
    kernels.register()
    result = folder / f"{engine}.ipynb"
    transport = Config({"KernelManager": {"transport": "ipc", "ip": str(folder / f"{engine}-kernel")}})
    papermill.execute_notebook(
        path, result, engine_name=engine, progress_bar=False, config=transport, **options
    )
    return nbformat.read(result, as_version=4)


@pytest.fixture(scope="module")
def executed(tmp_path_factory):
    """The made-up notebook as each of the two ways leaves it, by cell."""
    left = {}
    with pytest.MonkeyPatch.context() as patch:
        # Inline figures, and everything else as a section finds it.
        for name, value in kernels.ENVIRONMENT.items():
            patch.setenv(name, value)
        patch.delenv("MPLBACKEND")
        # ipykernel does not capture file descriptors where it sees this.
        patch.delenv("PYTEST_CURRENT_TEST")
        for engine in ("nbclient", "forked"):
            folder = tmp_path_factory.mktemp(engine)
            patch.setenv("IPYTHONDIR", str(tmp_path_factory.getbasetemp() / "ipython"))
            # papermill ends by pointing at an error, also at one that the notebook allows.
            with pytest.raises(papermill.PapermillExecutionError):
                execute(write(folder, CELLS), engine, folder, timeout=300)
            left[engine] = nbformat.read(folder / f"{engine}.ipynb", as_version=4)
            left[engine].cells = [c for c in left[engine].cells if c.cell_type == "code"]
    return left


def _streams(outputs):
    """Runs of outputs to one stream, with its name; other outputs with None."""
    return [(name, list(run)) for name, run in groupby(outputs, key=lambda output: output.get("name"))]


def as_left(notebook: nbformat.NotebookNode, place: int) -> str:
    """A cell without clock times, process numbers and addresses, which no two kernels share."""
    cell = notebook.cells[place]
    # Whether a stream comes in one piece or two is a matter of when it was looked at.
    cell.outputs = [
        {**output, "text": "".join(each.text for each in together)} if name else output
        for name, together in _streams(cell.outputs)
        for output in ([together[0]] if name else together)
    ]
    content = {
        **cell,
        "metadata": {k: v for k, v in cell.metadata.items() if k not in ("papermill", "execution")},
    }
    return PATHS.sub("…", json.dumps(content, indent=1, ensure_ascii=False))


@pytest.mark.parametrize("name", CELLS)
def test_a_cell_is_left_the_same_by_both_kernels(executed, name):
    place = list(CELLS).index(name)
    assert as_left(executed["forked"], place) == as_left(executed["nbclient"], place)


def test_the_notebook_around_the_cells_is_the_same_too(executed):
    plain, forked = executed["nbclient"].metadata, executed["forked"].metadata
    assert forked.language_info == plain.language_info
    assert forked.kernelspec == plain.kernelspec
    assert set(forked.papermill) == set(plain.papermill)
    assert [c.metadata.papermill.status for c in executed["forked"].cells] == [
        c.metadata.papermill.status for c in executed["nbclient"].cells
    ]


def test_the_made_up_notebook_shows_what_it_is_there_to_show(executed):
    """So that the comparison above cannot pass on two empty notebooks."""
    outputs = {name: cell.outputs for name, cell in zip(CELLS, executed["forked"].cells, strict=True)}
    assert outputs["expression"][0].data["text/plain"] == "42"
    assert "<table" in outputs["frame"][0].data["text/html"]
    assert "image/png" in outputs["figure"][0].data
    assert "image/png" in outputs["shown figure"][0].data
    assert outputs["first display"][0].data["text/plain"] == "'ny'"
    assert outputs["error"][0].ename == "ZeroDivisionError"
    assert outputs["input"][0].ename == "StdinNotImplementedError"
    assert outputs["file descriptor"][0]["text"] == "lavt\n"
    assert outputs["descriptor of errors"][0]["name"] == "stderr"
    assert outputs["await"][0].data["text/plain"] == "['a']"
    assert outputs["still alive"][0].data["text/plain"] == "40"


@pytest.mark.parametrize("stem", ["40_tilskudd", "50_avvik"])
def test_a_section_of_the_report_is_the_same_to_the_byte(stem, tmp_path):
    project = Project(CHECKOUT)
    section = Notebook(project.notebooks / f"{stem}.ipynb")
    made = Project(tmp_path)
    _link(project, made, section)
    for kernel in Kernel:
        sections.run(made, section, {"year": 2025}, tmp_path / kernel / "notebooks" / "a.ipynb", kernel)
    plain, forked = ((tmp_path / kernel / "notebooks" / "a.ipynb").read_bytes() for kernel in Kernel)
    assert len(plain) > 20_000
    assert forked == plain


def _link(project: Project, made: Project, section: Notebook) -> None:
    """The section's clean datasets, in a project of the test's own."""
    from aarsmelding.building import steps

    (made.root / "notebooks").mkdir()
    (made.root / "data").mkdir()
    (made.root / "data" / "raw").symlink_to(project.root / "data" / "raw")
    for name in section.datasets:
        steps.make_dataset(str(made.root), 2025, name)


def test_chance_is_not_the_same_in_two_kernels(tmp_path):
    path = write(
        tmp_path,
        {"numpy": "import numpy as np\nnp.random.random()", "python": "import random\nrandom.random()"},
    )
    made = [execute(path, "forked", tmp_path).cells for _ in range(3)]
    for place in (0, 1):
        assert len({cells[place].outputs[0].data["text/plain"] for cells in made}) == 3


@pytest.mark.parametrize("engine", ["nbclient", "forked"])
def test_the_environment_of_each_kernel_is_its_own(engine, tmp_path, monkeypatch):
    path = write(tmp_path, {"sone": "import time\ntime.tzname", "hash": "hash('a')"})
    left = []
    for zone, seed in (("Asia/Tokyo", "1"), ("Europe/Oslo", "2"), ("Asia/Tokyo", "1")):
        monkeypatch.setenv("TZ", zone)
        monkeypatch.setenv("PYTHONHASHSEED", seed)
        left.append([cell.outputs[0].data["text/plain"] for cell in execute(path, engine, tmp_path).cells])
    assert [zone for zone, _ in left] == ["('JST', 'JST')", "('CET', 'CEST')", "('JST', 'JST')"]
    assert left[0] == left[2] and left[0][1] != left[1][1]


@pytest.mark.parametrize("engine", ["nbclient", "forked"])
def test_an_error_that_is_allowed_by_name_stops_nothing(engine, tmp_path):
    path = write(tmp_path, {"a": "1 / 0", "b": "40 + 2"}, bears_errors=False)
    with pytest.raises(papermill.PapermillExecutionError):
        execute(path, engine, tmp_path, allow_error_names=["ZeroDivisionError"])
    kept = nbformat.read(tmp_path / f"{engine}.ipynb", as_version=4)
    assert kept.cells[-1].outputs[0].data["text/plain"] == "42"


def test_a_process_of_a_cell_that_fails_is_heard_before_the_cell_ends(tmp_path):
    fails = "import multiprocessing\np = multiprocessing.Process(target=lambda: 1 / 0); p.start(); p.join()"
    (cell,) = execute(write(tmp_path, {"a": fails}), "forked", tmp_path).cells
    assert "ZeroDivisionError: division by zero" in "".join(output.text for output in cell.outputs)


def test_nothing_of_much_is_lost(tmp_path):
    path = write(
        tmp_path,
        {
            "linjer": "for n in range(1000):\n    print(n, flush=True)",
            "verdier": "for n in range(5000):\n    display(n)",
        },
    )
    lines, values = (cell.outputs for cell in execute(path, "forked", tmp_path, execution_timeout=120).cells)
    assert "".join(output.text for output in lines).split() == [str(n) for n in range(1000)]
    assert [output.data["text/plain"] for output in values] == [str(n) for n in range(5000)]


def test_what_many_threads_say_at_once_is_whole(tmp_path):
    says = (
        "import threading\ndef say(name):\n    for _ in range(100):\n        print(name * 50, flush=True)\n"
    )
    starts = "threads = [threading.Thread(target=say, args=(name,)) for name in 'abcdefgh']\n"
    waits = "for t in threads:\n    t.start()\nfor t in threads:\n    t.join()"
    path = write(tmp_path, {"alle": says + starts + waits})
    (cell,) = execute(path, "forked", tmp_path).cells
    said = "".join(output.text for output in cell.outputs)
    assert {letter: said.count(letter) for letter in "abcdefgh"} == dict.fromkeys("abcdefgh", 5000)


def test_a_message_that_is_not_the_kernels_own_is_refused():
    session = Session(key=b"hemmelig")
    message = session.serialize(session.msg("stream", {"name": "stdout", "text": "falsk"}))

    def read(sent: list[bytes]) -> dict:
        reader = SimpleNamespace(kc=SimpleNamespace(session=session))
        return NearbyClient._read(reader, SimpleNamespace(recv_multipart=lambda: sent))

    assert read(message)["content"]["text"] == "falsk"
    place = message.index(DELIM) + 1
    with pytest.raises(ValueError, match="not the kernel's own"):
        read([*message[:place], b"0" * 64, *message[place + 1 :]])


def test_nothing_of_one_notebook_is_left_for_the_next(tmp_path):
    path = write(
        tmp_path,
        {
            "a": "import builtins, os\nhasattr(builtins, 'rest'), os.environ.get('REST')",
            "b": "builtins.rest = 1\nos.environ['REST'] = 'x'",
        },
    )
    for _ in range(2):
        assert execute(path, "forked", tmp_path).cells[0].outputs[0].data["text/plain"] == "(False, None)"


@pytest.mark.parametrize("engine", ["nbclient", "forked"])
def test_a_killed_kernel_is_named_as_such(engine, tmp_path):
    path = write(
        tmp_path,
        {
            "a": "print('før')",
            "b": "import os, signal\nimport time\nprint('til slutt', flush=True)\n"
            "time.sleep(0.5)\nos.kill(os.getpid(), signal.SIGKILL)",
        },
    )
    with pytest.raises(DeadKernelError) as died:
        execute(path, engine, tmp_path)
    kept = nbformat.read(tmp_path / f"{engine}.ipynb", as_version=4)
    assert [cell.outputs[0].text for cell in kept.cells] == ["før\n", "til slutt\n"]
    if engine == "forked":
        assert re.fullmatch(r"Kernel died: killed by SIGKILL, peak memory \d+ MiB", str(died.value))


def test_text_that_cannot_be_encoded_is_lost_and_the_next_cell_runs(tmp_path):
    path = write(tmp_path, {"a": "print('\\ud800')", "b": "40 + 2"})
    lost, after = execute(path, "forked", tmp_path, execution_timeout=60).cells
    assert lost.outputs == []
    assert after.outputs[0].data["text/plain"] == "42"


@pytest.mark.parametrize("engine", ["nbclient", "forked"])
def test_a_hanging_cell_is_stopped_after_its_time(engine, tmp_path):
    path = write(tmp_path, {"a": "import time\ntime.sleep(600)"})
    begun = time.monotonic()
    with pytest.raises(CellTimeoutError, match="Cell execution timed out"):
        execute(path, engine, tmp_path, execution_timeout=1)
    assert time.monotonic() - begun < 300


def test_a_notebook_that_is_broken_off_at_once_is_left_too(tmp_path, monkeypatch):
    def break_off(*_, **__):
        raise DeadKernelError("Kernel died")

    monkeypatch.setattr(kernels.engine.ForkedEngine, "execute_managed_notebook", break_off)
    with pytest.raises(DeadKernelError):
        execute(write(tmp_path, {"a": "print('aldri')"}), "forked", tmp_path)
    assert nbformat.read(tmp_path / "forked.ipynb", as_version=4).cells[0].source == "print('aldri')"


@pytest.mark.parametrize("engine", ["nbclient", "forked"])
def test_an_error_stops_the_notebook_as_papermill_does(engine, tmp_path):
    path = write(tmp_path, {"a": "1 / 0", "b": "print('aldri')"}, bears_errors=False)
    with pytest.raises(papermill.PapermillExecutionError) as failed:
        execute(path, engine, tmp_path)
    assert (failed.value.ename, failed.value.cell_index) == ("ZeroDivisionError", 0)
    kept = nbformat.read(tmp_path / f"{engine}.ipynb", as_version=4)
    assert "An Exception was encountered" in kept.cells[0].source
    assert kept.cells[-1].outputs == []


def test_a_section_whose_kernel_dies_says_where_and_how(notebook_file, tmp_path):
    path = tmp_path / "20_doer.ipynb"
    notebook_file(path, "## Her", "import os\nos.abort()", parameters="year = 2031")
    (tmp_path / "notebooks").mkdir()
    with pytest.raises(sections.SectionFailed) as failed:
        sections.run(Project(tmp_path), Notebook(path), {}, tmp_path / "bygg" / "notebooks" / "a.ipynb")
    assert re.search(
        r"section doer lost its kernel: killed by SIGABRT, peak memory \d+ MiB", str(failed.value)
    )
    assert "under «Her», cell 4" in str(failed.value)


def test_an_error_of_ours_in_a_cell_keeps_its_place_and_remedy(notebook_file, tmp_path):
    path = tmp_path / "notebooks" / "20_velger.ipynb"
    path.parent.mkdir()
    cell = 'from aarsmelding.errors import UsageError as U\nraise U("feil valg", "saker, felt", "velg et")'
    notebook_file(path, "## Her", cell, parameters="year = 2031")
    with pytest.raises(sections.SectionFailed) as failed:
        sections.run(Project(tmp_path), Notebook(path), {}, tmp_path / "bygg" / "notebooks" / "a.ipynb")
    assert str(failed.value).splitlines() == [
        "section velger failed: UsageError: feil valg",
        "  where: notebooks/20_velger.ipynb, under «Her», cell 4 (saker, felt)",
        "  do:    velg et; the run with the whole error lies in bygg/failed/a.ipynb",
    ]


ASKS = """
import os, sys
from aarsmelding.kernels.process import parent_for
kernel = parent_for((), dict(os.environ)).fork(["-f", sys.argv[1]], dict(os.environ), os.getcwd())
print(kernel.pid, os.getpid(), flush=True)
sys.stdin.read()
"""


def test_no_kernel_outlives_the_process_that_asked_for_it(tmp_path):
    asking = subprocess.Popen(
        [sys.executable, "-c", ASKS, str(tmp_path / "kernel.json")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    kernel, process = map(int, asking.stdout.readline().split())
    assert _lives(kernel)
    os.kill(process, signal.SIGKILL)
    asking.wait()
    end = time.monotonic() + 60
    while _lives(kernel) and time.monotonic() < end:
        time.sleep(0.05)
    assert not _lives(kernel)


def _lives(pid: int) -> bool:
    try:
        return "Z" not in Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False


def test_where_nothing_can_be_forked_the_plain_way_is_taken_and_said_once(tmp_path, monkeypatch, caplog):
    from aarsmelding.kernels import engine

    kernels.register()
    monkeypatch.setattr(engine, "can_fork", lambda: False)
    monkeypatch.setattr(engine.ForkedEngine, "told", False)
    path = write(tmp_path, {"a": "1 + 1"})
    with caplog.at_level("WARNING", logger="papermill"):
        for _ in range(2):
            assert execute(path, "forked", tmp_path).cells[0].outputs[0].data["text/plain"] == "2"
    assert [r.message for r in caplog.records].count(engine.CANNOT) == 1


def test_the_way_is_chosen_by_what_the_system_can(monkeypatch):
    assert (kernels.usable(), kernels.usable(Kernel.PLAIN)) == (Kernel.FORKED, Kernel.PLAIN)
    monkeypatch.delattr(os, "fork")
    assert {kernels.usable(), kernels.usable(Kernel.FORKED)} == {Kernel.PLAIN}


def test_a_forked_kernel_opens_no_tcp_port(tmp_path):
    asked = "import psutil\n[c.laddr.port for c in psutil.Process().net_connections(kind='tcp')]"
    notebook = execute(write(tmp_path, {"ports": asked}), "forked", tmp_path)
    assert notebook.cells[-1].outputs[0].data["text/plain"] == "[]"


def test_a_kernel_reads_what_it_is_started_with_without_a_parser(tmp_path):
    notebook = execute(write(tmp_path, {"asked": "import sys\nprint(*sys.argv[1:])"}), "forked", tmp_path)
    assert lean.take_file_only(IPKernelApp(), notebook.cells[-1].outputs[0].text.split())


def test_a_thread_that_prints_past_the_end_of_its_cell_holds_nobody_up(tmp_path):
    cells = {
        "begun": "import threading\n"
        "chat = threading.Thread(target=lambda: [print(n, flush=True) for n in range(300)])\nchat.start()",
        "ended": "chat.join()\n'slutt'",
    }
    notebook = execute(write(tmp_path, cells), "forked", tmp_path, execution_timeout=30)
    assert notebook.cells[-1].outputs[-1].data["text/plain"] == "'slutt'"


VALUE = {"data": {"text/plain": "42", "application/vnd.x+json": [1]}, "metadata": {}, "execution_count": 1}


@pytest.mark.parametrize(
    ("kind", "changed", "is_plain"),
    [
        ("execute_result", {}, True),
        ("display_data", {}, False),
        ("execute_result", {"transient": {}}, False),
        ("execute_result", {"metadata": None}, False),
        ("execute_result", {"execution_count": "1"}, False),
        ("execute_result", {"data": {"text/html": 42}}, False),
        ("execute_result", {"data": {"text/json": [1]}}, False),
    ],
)
def test_only_what_the_schema_of_notebooks_has_is_taken_in_without_it(kind, changed, is_plain):
    assert is_plain_result({"msg_type": kind, "content": VALUE | changed}) is is_plain
