"""Made-up papers of a made-up partnership: other committees, other municipalities, no real meeting."""

from __future__ import annotations

import html
from datetime import date
from itertools import groupby
from pathlib import Path

import pytest
from aarsmelding import datasets, filestate, receipts
from aarsmelding.paths import Project

YEAR = 2031
COMMITTEES = [
    {"utvalg": "osu", "navn": "Oppdiktet samarbeidsutvalg", "kortnavn": "OSU", "type": "SSU"},
    {"utvalg": "ffu", "navn": "FSU Fjellmedisin", "kortnavn": "Fjellmedisin", "type": "FSU"},
]
MUNICIPALITIES = [
    {"kommune_nr": "5599", "navn": "Bjørnøvik", "fylke": "Troms", "fylke_nr": "55", "region": "Ytterfjord"}
]
AGENDA = """\
Møte 2-2031 Oppdiktet samarbeidsutvalg (OSU)

Dato: 12.03.2031
Klokkeslett: 09.00-11.30
Sted: Digitalt via Teams

SAKSLISTE

Saksnummer\tSakstittel\tSakstype
10/31\tInnkalling og dagsorden\tB
11/31\tFelles venterom i Bjørnøvik\tO

SAKSFRAMLEGG

Sak: 10/31
Tittel: Innkalling og dagsorden (B)
Til: Oppdiktet samarbeidsutvalg (OSU)
Fra: Sekretariatet (saksbehandler Kari Oppdiktsen)
Møtedato: 12.03.2031

Teksten er diktet opp.

Forslag til vedtak:

1. Innkallingen godkjennes.
2. Dagsorden godkjennes.

Sak: 11/31
Tittel: Felles venterom i Bjørnøvik (O)
Til: Oppdiktet samarbeidsutvalg (OSU)
Fra: Bjørnøvik kommune v/Per Påfunn
Møtedato: 12.03.2031

Forslag til vedtak:

OSU tar saken til orientering.
"""
# As a scanner misreads it: g for ø, a for å.
MINUTES = """\
Mgotereferat Oppdiktet samarbeidsutvalg (OSU)

Dato: 12.03.2031
Klokkeslett: 09.00-11.30
Sted: Radhuset i Bjgrngvik

Til stede:
Kari Oppdiktsen
Per Pafunn
Smittevernoverlege, Bjgrngvik kommune. Sak 14/31

Sak: 10/31
Tittel: Venterom i Bjgrngvik (B)
Til: Oppdiktet samarbeidsutvalg (OSU)
Fra: Sekretariatet
Mgtedato: 12.03.2031

Forslag til vedtak:
1. Rommet males innen 1. februar.
2. Stolene byttes.

Vedtak:
1. Rommet males innen 1. februar.
2. Stolene byttes.

Sak: 11/31
Tittel: Frist for maling (B)
Fra: Sekretariatet
Mgtedato: 12.03.2031

Forslag til vedtak:
1. Rommet males innen 1. februar.

Vedtak:
1. Rommet males innen 1. mai.

Sak: 12/31
Tittel: Benk (B)
Fra: FSU Fjellmedisin
Mgtedato: 12.03.2031

Forslag til vedtak:
Benken kjgpes.

Vedtak:
Saken utsettes til neste mgte.

Sak: 13/31
Tittel: Lampe (O)
Fra: Sekretariatet
Mgtedato: 12.03.2031

(OSU ikke beslutningsdyktig, sak omgjort til orienteringssak.)

Forslag til vedtak:
Lampen kjgpes.

Vedtak:
OSU tar saken til orientering.

Sak: 14/31
Tittel: Smittevern (O)
Fra: Per Pafunn
Mgtedato: 12.03.2031

Vedtak:
OSU tar saken til orientering.
"""


def put(project: Project, name: str, rows: list[dict[str, str]], year: int = YEAR) -> None:
    import csv

    path = project.raw(year) / f"{name}.csv"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as stream:
        lines = csv.DictWriter(stream, datasets.get(name).raw_columns, restval="", lineterminator="\n")
        lines.writeheader()
        lines.writerows({**row, "kilde": "oppdiktet", "sted": "linje 1"} for row in rows)
    receipts.Receipt(
        path.name, filestate.sha256(path), ("oppdiktet",), "the test", date(YEAR, 1, 31), "made up"
    ).write(receipts.receipt_path(path))


def as_pdf(text: str, path: Path, **options: bool) -> Path:
    """Write `text` as PDF; lines with tabs that follow each other become a ruled table."""
    weasyprint = pytest.importorskip("weasyprint", exc_type=OSError)
    parts = ["<style>td{border:1px solid} table{border-collapse:collapse}</style>"]
    for is_table, lines in groupby(text.split("\n"), lambda line: "\t" in line):
        if is_table:
            rows = ["".join(f"<td>{html.escape(cell)}</td>" for cell in line.split("\t")) for line in lines]
            parts.append("<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>")
        else:
            parts += [f"<div style='min-height:10pt'>{html.escape(line)}</div>" for line in lines]
    weasyprint.HTML(string="".join(parts)).write_pdf(path, **options)
    return path


def as_docx(text: str, path: Path, bold: tuple[str, ...] = ()) -> Path:
    """Write `text` as Word, with tables and numbered lists; paragraphs are bold where they are in `bold`."""
    import docx

    document = docx.Document()
    for is_table, lines in groupby(text.split("\n"), lambda line: "\t" in line):
        if is_table:
            rows = [line.split("\t") for line in lines]
            table = document.add_table(rows=0, cols=len(rows[0]))
            for row in rows:
                for cell, content in zip(table.add_row().cells, row, strict=True):
                    cell.text = content
            continue
        for line in lines:
            if line.startswith(("1. ", "2. ")):
                document.add_paragraph(line[3:], style="List Number")
            elif line.strip():
                document.add_paragraph().add_run(line).bold = line in bold
    document.save(str(path))
    return path


@pytest.fixture
def partnership(tmp_path: Path) -> Project:
    """A project that has its closed lists, and nothing else."""
    project = Project(tmp_path / "prosjekt")
    project.notebooks.mkdir(parents=True)
    put(project, "utvalg", COMMITTEES)
    put(project, "kommuner", MUNICIPALITIES)
    return project


@pytest.fixture
def document(tmp_path: Path):
    """Write a text file of papers and return its path."""

    def write(text: str, name: str = "papirer.txt") -> Path:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write
