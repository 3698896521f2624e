"""An invented year in a temporary project, and the command line as a user types it."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from aarsmelding import cli, datasets, filestate, norwegian, receipts
from aarsmelding.paths import ROOT_VARIABLE, Project

CHECKOUT = Path(__file__).parents[1]
YEAR = 2031
# The invented year has no declared exceptions, so the places where the source of 2025 breaks its
# own rules get made-up values that keep them. The partnership's name says that the year is made up.
POT_2026 = [
    ("kr 18 842 816", "kr 18 842 817"),
    ("kr 23 388 122", "kr 23 388 121"),
    ("kr 15 588 122", "kr 15 588 121"),
]
MADE_UP = {
    "avvik_sum": [("nedgang,44,", "nedgang,41,")],
    "frister": [
        ("SSU,tildelingsutvalget,1. april 2025", "SSU,tildelingsutvalget,1. april 2026"),
        ("SSU,KS,1. april 2025", "SSU,KS,1. april 2026"),
    ],
    "helsefellesskap": [("Helsefellesskapet Troms og Ofoten,", "Det oppdiktede helsefellesskapet,")],
    "moeteaktivitet_sum": [
        ('saker,184,001_f3e3f05cfd8f90b4,"Avsnitt 5', 'saker,196,001_f3e3f05cfd8f90b4,"Avsnitt 5'),
        ('saker,184,001_f3e3f05cfd8f90b4,"Avsnitt 9', 'saker,196,001_f3e3f05cfd8f90b4,"Avsnitt 9'),
    ],
    "moeter": [("12.30,15.00,12.00,12.50", "12.30,15.00,12.00,12.20")],
    "pm_program": [("09.00,09.45,seksjon", "09.00,09.40,seksjon")],
    "prosjekter": [
        ("Eldreloftet 2.0;Eldrelgftet 2.0,Prosjekt X,", "Eldreloftet 2.0;Eldrelgftet 2.0,Lokal tildeling,")
    ],
    "ressurser": [("samlet,sju,", 'samlet,"6,5",')],
    "tilskuddspott": POT_2026,
    "tilskuddspott_vedlegg": POT_2026,
}
# Grants that nobody spends: with them the projects of 2025 add up to the pot.
MADE_UP_GRANTS = """\
2025,CADD Solis,,kr 25 000,kr 0,Ja,kr 25 000,kr 0,kr 0,kr 0,kr 25 000,,,Videreføres,oppdiktet,linje 1
2025,Forprosjekt ROP,,kr 502 782,kr 0,Ja,kr 502 782,kr 0,kr 0,kr 0,kr 502 782,,,Videreføres,oppdiktet,linje 1
"""
# One made-up statement instead of the register of the real documents' statements.
MADE_UP_CLAIM = {
    "paastand": "oppdiktet.meldt",
    "hva": "Oppdiktet",
    "slag": "tall",
    "trykt": "247",
    "verdi": "247",
    "enhet": "avvik",
    "toleranse": "0",
    "uttrykk": "sum(avvik_opphav.antall_avvik)",
    "alvor": "3",
    "kilde": "oppdiktet",
    "sted": "linje 1",
}
# Every function that shows one value of a fact.
SHOWING = [
    norwegian.number,
    norwegian.word,
    norwegian.kroner,
    norwegian.million_kroner,
    norwegian.percent,
    norwegian.percentage_points,
    norwegian.long_date,
    norwegian.short_date,
]


def first_often(*cases: object) -> list[object]:
    """Cases that each take seconds: the first is for every day, the others are for `make heavy`."""
    first, *others = cases
    return [pytest.param(first), *(pytest.param(case, marks=pytest.mark.heavy) for case in others)]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever needs a cluster of its own takes minutes."""
    for item in items:
        if "cluster" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.heavy)


def made_up_receipt(raw_file: Path) -> None:
    """A receipt that fits the raw file as it is now."""
    receipts.Receipt(
        file=raw_file.name,
        sha256=filestate.sha256(raw_file),
        documents=("oppdiktet",),
        published_by="the test",
        received=date(YEAR, 1, 31),
        transcribed_by="made up by the test",
    ).write(receipts.receipt_path(raw_file))


def read_rows(raw_file: Path) -> list[list[str]]:
    return list(csv.reader(io.StringIO(raw_file.read_text(encoding="utf-8"))))


def write_rows(raw_file: Path, rows: Iterable[Iterable[str]]) -> None:
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n").writerows(rows)
    raw_file.write_text(stream.getvalue(), encoding="utf-8")


def set_cells(raw_file: Path, *changes: tuple[int, str, str, str]) -> None:
    """Set cells of a raw file, each given as line, column, what stands there and what shall."""
    rows = read_rows(raw_file)
    for line, column, before, after in changes:
        place = rows[0].index(column)
        assert rows[line - 1][place] == before, (raw_file.name, line, column, rows[line - 1])
        rows[line - 1][place] = after
    write_rows(raw_file, rows)


def put_rows(raw_file: Path, rows: Iterable[Iterable[str]]) -> None:
    """Write made-up rows, given without document and place, under the columns of their dataset."""
    placed = [[*row, "oppdiktet", f"linje {number}"] for number, row in enumerate(rows, 1)]
    write_rows(raw_file, [datasets.get(raw_file.stem).raw_columns, *placed])
    made_up_receipt(raw_file)


@dataclass
class Invented:
    """A temporary project with one made-up year."""

    root: Path

    @property
    def project(self) -> Project:
        return Project(self.root)

    def raw(self, name: str) -> Path:
        return self.project.raw(YEAR) / f"{name}.csv"

    def keep(self, *names: str) -> None:
        """Take away the raw files of every other dataset, with their receipts."""
        for path in self.project.raw(YEAR).iterdir():
            if path.name.partition(".")[0] not in names:
                path.unlink()

    def renew(self, name: str) -> None:
        made_up_receipt(self.raw(name))

    def replace(self, name: str, before: str, after: str) -> None:
        """Change text that stands once in a raw file, and renew the receipt."""
        text = self.raw(name).read_text(encoding="utf-8")
        assert text.count(before) == 1, (name, before, text.count(before))
        self.write(name, text.replace(before, after).encode())

    def write(self, name: str, content: bytes) -> None:
        self.raw(name).write_bytes(content)
        self.renew(name)

    def rows(self, name: str) -> list[list[str]]:
        return read_rows(self.raw(name))

    def put(self, name: str, rows: list[list[str]]) -> None:
        write_rows(self.raw(name), rows)
        self.renew(name)

    def edit(self, name: str, row: int, column: str, value: str) -> None:
        """Set one cell; `row` is the line number in the file."""
        rows = self.rows(name)
        rows[row - 1][rows[0].index(column)] = value
        self.put(name, rows)

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """The command in a process of its own, as a user or a scheduler starts it."""
        return subprocess.run(
            [sys.executable, "-m", "aarsmelding", *arguments],
            cwd=self.root,
            env={**os.environ, ROOT_VARIABLE: str(self.root), "COLUMNS": "200", "NO_COLOR": "1"},
            capture_output=True,
            text=True,
            timeout=900,
            check=False,
        )


def invent(root: Path) -> Invented:
    """Copy the raw files of 2025 to a made-up year that keeps every rule."""
    invented = Invented(root)
    shutil.copytree(Project(CHECKOUT).raw(2025), invented.project.raw(YEAR))
    invented.project.notebooks.mkdir()
    for name, changes in MADE_UP.items():
        for before, after in changes:
            invented.replace(name, before, after)
    for name in ("tilskudd", "tilskudd_vedlegg"):
        invented.write(name, invented.raw(name).read_bytes() + MADE_UP_GRANTS.encode())
    columns = datasets.get("paastander").raw_columns
    invented.put("paastander", [list(columns), [MADE_UP_CLAIM.get(column, "") for column in columns]])
    return invented


@pytest.fixture
def invented(tmp_path: Path) -> Invented:
    return invent(tmp_path)


@dataclass(frozen=True)
class Result:
    """What a command line left: exit code and what it printed."""

    exit_code: int
    output: str
    error: str


@pytest.fixture
def command(monkeypatch, capsys):
    """The same entry point as `aarsmelding`, without the cost of a new process."""

    def run(root: Path, *arguments: str) -> Result:
        monkeypatch.setenv(ROOT_VARIABLE, str(root))
        monkeypatch.setattr(sys, "argv", ["aarsmelding", *arguments])
        with pytest.raises(SystemExit) as stopped:
            cli.main()
        printed = capsys.readouterr()
        return Result(int(stopped.value.code or 0), printed.out, printed.err)

    return run


def write_notebook(
    path: Path, *cells: str, title: str = "# Oppdiktet", parameters: str | None = "year = 2031"
) -> Path:
    """A small made-up section: title, parameters, then `cells`; a cell starting with # is prose."""
    code = {"execution_count": None, "outputs": []}
    content = [{"cell_type": "markdown", "metadata": {}, "source": f"{title}\n\nHva er diktet opp?"}]
    if parameters is not None:
        content += [{"cell_type": "code", "metadata": {"tags": ["parameters"]}, "source": parameters, **code}]
    for text in cells:
        if text.startswith("#"):
            content.append({"cell_type": "markdown", "metadata": {}, "source": text})
        else:
            content.append({"cell_type": "code", "metadata": {}, "source": text, **code})
    numbered = [{"id": f"celle{number}", **cell} for number, cell in enumerate(content)]
    kernel = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
    whole = {"cells": numbered, "metadata": kernel, "nbformat": 4, "nbformat_minor": 5}
    path.write_text(json.dumps(whole), encoding="utf-8")
    return path


@pytest.fixture
def notebook_file():
    return write_notebook
