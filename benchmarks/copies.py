"""A copy of the project in a temporary folder, and the ways to make something of it."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from aarsmelding.gaps import reduction
from aarsmelding.paths import Project

CHECKOUT = Path(__file__).parents[1]
BIN = Path(sys.executable).parent
OTHERS = CHECKOUT / ".venv-bench" / "bin"
# One that two sections and the page of every municipality rest on, and one of a single section, as most are.
OF_MANY, OF_ONE = "avvik_kommune", "nettrafikk"
TWO_PROCESSES = """
import sys
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

def one(path):
    import papermill
    from nbconvert import HTMLExporter
    executed = Path(sys.argv[1]) / path.name
    papermill.execute_notebook(path, executed, {"year": int(sys.argv[2])}, progress_bar=False)
    body, _ = HTMLExporter().from_filename(executed)
    executed.with_suffix(".html").write_text(body, encoding="utf-8")

if __name__ == "__main__":
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        list(pool.map(one, map(Path, sys.argv[3:])))
"""
# The steps of the report's page, without those of the editions and documents; begun as a build begins.
MAIN_PAGE = """
import os
import sys
from pathlib import Path

PARTS = {"data", "checks", "section", "evidence", "ledger", "page"}

def main():
    from aarsmelding.building import workers
    workers.begin()
    from aarsmelding.building.bare import bare_engine
    from aarsmelding.building.hoarding import seldom_collected, uncollected
    with uncollected(), bare_engine():
        from aarsmelding.building import pipeline
    seldom_collected()
    from aarsmelding.paths import Project
    project, year = Project(Path(sys.argv[1])), int(sys.argv[2])
    tasks = [task for task in pipeline.graph(project, year) if task.pytask_meta.name.split()[0] in PARTS]
    pipeline.COLLECTED_TASKS.clear()
    made = pipeline.run(project, year, tasks, jobs=os.cpu_count() or 1, explain=False)
    sys.exit("\\n".join(map(str, made.errors)) or None)

if __name__ == "__main__":
    main()
"""


class Copy:
    """One copy of the project, and the ways to make something of it."""

    def __init__(self, folder: Path, year: int) -> None:
        self.root, self.year = folder / "prosjekt", str(year)
        self.out = folder / "ut"
        self.raw = self.root / "data" / "raw" / self.year
        shutil.copytree(CHECKOUT / "data" / "raw" / self.year, self.raw)
        shutil.copytree(CHECKOUT / "notebooks", self.root / "notebooks")
        project = Project(self.root)
        # Those that the report of the year shows, which are not all there are.
        self.notebooks = [section.path for section in reduction.sections_of(project, year)]
        self.editions = [edition.path for edition in reduction.editions_of(project, year)]
        self.environment = {**os.environ, "AARSMELDING_ROOT": str(self.root), "PYTHONWARNINGS": "ignore"}
        # Not the copy's: git would say that the whole checkout has changed.
        self.environment["PATH"] = f"{OTHERS}{os.pathsep}{os.environ['PATH']}"
        self.environment.update(GIT_CEILING_DIRECTORIES=str(folder), MPLBACKEND="agg")

    def run(self, *command: str | Path) -> None:
        done = subprocess.run(
            [str(part) for part in command],
            cwd=self.root,
            env=self.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
        if done.returncode:
            sys.exit(f"{command[0]} ended with {done.returncode}:\n{done.stderr}")

    def ours(self, *arguments: str) -> None:
        self.run(sys.executable, "-m", "aarsmelding", *arguments)

    def build(self, *options: str) -> None:
        self.ours("build", "--year", self.year, "--quiet", *options)

    def pages_run(self) -> int:
        """How many pages of municipalities and committees the last build has run, not kept."""
        logs = (self.root / "reports" / self.year / "logs").glob("*.jsonl")
        last = max(logs, key=lambda path: path.stat().st_mtime_ns)
        events = map(json.loads, last.read_text(encoding="utf-8").splitlines())
        return sum(bool(each.get("edition") and each["cells"]) for each in events)

    def clear(self) -> None:
        for path in (self.root / ".build", self.root / "data" / "clean", self.root / "reports", self.out):
            shutil.rmtree(path, ignore_errors=True)
        self.out.mkdir()

    def only_data(self) -> None:
        """The clean datasets and nothing else: the other ways start with what ours has to make."""
        self.clear()
        self.build(*(f"--only={path.stem}" for path in self.notebooks))
        shutil.rmtree(self.root / ".build")

    def shell_loop(self) -> None:
        for path in self.notebooks:
            self._usual(path)

    def one_edition(self, path: Path, key: str) -> None:
        """The notebook for one row, with the datasets that the last build has left."""
        column = json.loads(path.read_text(encoding="utf-8"))["metadata"]["aarsmelding"]["per"]
        self._usual(path, "-r", column.partition(".")[2], key)

    def _usual(self, path: Path, *given: str) -> None:
        executed = self.out / path.name
        self.run(BIN / "papermill", path, executed, "-p", "year", self.year, *given, "--no-progress-bar")
        self.run(BIN / "jupyter", "nbconvert", "--to", "html", executed)

    def two_processes(self) -> None:
        script = self.out / "two.py"
        script.write_text(TWO_PROCESSES, encoding="utf-8")
        self.run(sys.executable, script, self.out, self.year, *self.notebooks)

    def jupyter_book(self) -> None:
        book = self.out / "book"
        book.mkdir()
        for path in self.notebooks:
            shutil.copyfile(path, book / path.name)
        settings = {"title": "Årsmelding", "execute": {"execute_notebooks": "force", "timeout": 600}}
        first, *rest = (path.stem for path in self.notebooks)
        contents = {"format": "jb-book", "root": first, "chapters": [{"file": name} for name in rest]}
        # JSON is YAML.
        (book / "_config.yml").write_text(json.dumps(settings), encoding="utf-8")
        (book / "_toc.yml").write_text(json.dumps(contents), encoding="utf-8")
        self.run(OTHERS / "jupyter-book", "build", "--quiet", book)

    def marimo(self) -> None:
        for path in self.notebooks:
            script = self.out / f"{path.stem}.py"
            self.run(OTHERS / "marimo", "convert", path, "-o", script)
            self.run(OTHERS / "marimo", "export", "html", script, "-o", script.with_suffix(".html"))

    def sections(self) -> None:
        self.build(*(f"--only={path.stem}" for path in self.notebooks))

    def main_page(self) -> None:
        """The whole main report, from nothing to its one page."""
        script = self.out / "main_page.py"
        script.write_text(MAIN_PAGE, encoding="utf-8")
        self.run(sys.executable, script, self.root, self.year)

    def plain_sections(self) -> None:
        self.build("--kernel=plain", *(f"--only={path.stem}" for path in self.notebooks))

    def change(self, name: str) -> None:
        """Another place for the first row of the raw file of `name`, and a receipt that fits."""
        path = self.raw / f"{name}.csv"
        before = path.read_bytes()
        rows = list(csv.reader(io.StringIO(before.decode())))
        rows[1][-1] += ", endret"
        stream = io.StringIO()
        csv.writer(stream, lineterminator="\n").writerows(rows)
        path.write_text(stream.getvalue(), encoding="utf-8")
        receipt = path.with_suffix(".receipt.yml")
        old, new = (hashlib.sha256(content).hexdigest() for content in (before, path.read_bytes()))
        receipt.write_text(receipt.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
