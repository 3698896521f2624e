"""Made-up deliveries in the shapes that offices make, and a made-up project that receives them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from aarsmelding.paths import Project
from aarsmelding.receiving import reception

YEAR = 2032
SENDER = "Den oppdiktede avdelingen"
# As the finance department would write it: two made-up years of two of the projects that there are.
HEADER = [
    "År",
    "Prosjekt",
    "Søkt (kr)",
    "Innvilget",
    "Ubrukt fra året før",
    "Disponibelt",
    "Brukt per 1. oktober",
    "Brukt resten av året",
    "Brukt",
    "Ubrukt",
    "Søkt minus disponibelt",
    "Forslag til ekstra",
    "Overføres",
    "Status",
]
MONEY = range(2, 12)
ROWS: list[list[Any]] = [
    [
        2031,
        "Ernæring",
        1500000,
        1234000,
        0,
        1234000,
        200000,
        34000,
        234000,
        1000000,
        266000,
        None,
        "Nei",
        "Videreføres",
    ],
    [2031, "Palliasjon", 12345, 12000, None, 12000, None, None, 13500, -1500, 345, None, None, "Avsluttet"],
]
ROWS[1][8:10] = [12000, 0]


def printed(value: Any, space: str = " ") -> str:
    """A cell as text: money with `kr` and groups of three."""
    if value is None:
        return ""
    if isinstance(value, int) and not 2000 < value < 2100:
        return f"kr {value:,}".replace(",", space)
    return str(value)


def text_of(rows: Sequence[Sequence[Any]], delimiter: str = ";", end: str = "\r\n", space: str = " ") -> str:
    quoted = [[f'"{c}"' if delimiter in (c := printed(cell, space)) else c for cell in row] for row in rows]
    return "".join(delimiter.join(row) + end for row in quoted)


def book_of(rows: Sequence[Sequence[Any]], change=lambda sheet: None, title: str = "Tilskudd") -> bytes:
    """An XLSX file with one sheet; `change` may do anything to it before it is saved."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    change(sheet)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def ods_of(rows: Sequence[Sequence[Any]], row_attributes: Sequence[str] = (), extra: str = "") -> bytes:
    """A minimal ODS file with one sheet."""
    lines = []
    for place, row in enumerate(rows):
        cells = []
        for cell in row:
            if cell is None:
                cells.append("<table:table-cell/>")
            elif isinstance(cell, int):
                cells.append(f'<table:table-cell office:value-type="float" office:value="{cell}"/>')
            else:
                content = f"<text:p>{cell}</text:p>"
                cells.append(f'<table:table-cell office:value-type="string">{content}</table:table-cell>')
        attributes = row_attributes[place] if place < len(row_attributes) else ""
        lines.append(f"<table:table-row {attributes}>{''.join(cells)}</table:table-row>")
    namespace = "urn:oasis:names:tc:opendocument:xmlns"
    content = (
        f'<office:document-content xmlns:office="{namespace}:office:1.0" xmlns:table="{namespace}:table:1.0" '
        f'xmlns:text="{namespace}:text:1.0" office:version="1.2"><office:body><office:spreadsheet>'
        f'<table:table table:name="Ark1">{"".join(lines)}{extra}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    return archive_of(
        {
            "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": content.encode(),
            "META-INF/manifest.xml": (
                b'<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
            ),
        }
    )


def archive_of(parts: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def repacked(content: bytes, change) -> bytes:
    """An archive with its parts changed: `change` gets and returns name -> bytes."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    return archive_of(change(parts))


def files_below(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


class Office:
    """A made-up project, and what a person does with a file that has come."""

    def __init__(self, invented: Any, inbox: Path) -> None:
        self.invented, self.inbox = invented, inbox
        self.project: Project = invented.project
        inbox.mkdir()

    @property
    def raw(self) -> Path:
        return self.project.root / "data" / "raw"

    def deliver(self, content: bytes | str, name: str = "tilskudd.xlsx", dry_run: bool = False, **said: Any):
        path = self.inbox / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        request = reception.Request(path, **{"year": YEAR, "sender": SENDER} | said)
        return reception.receive(self.project, request, dry_run)

    def rows(self, dataset: str = "tilskudd") -> list[dict[str, Any]]:
        """The clean rows of what was received."""
        from aarsmelding.receiving.trial import trial_of
        from aarsmelding.validate import validate

        with trial_of(self.project, YEAR, [dataset], {}) as (trial, _):
            frame, faults = validate(trial, YEAR, dataset)
        assert faults == []
        return frame.astype(object).where(frame.notna(), None).to_dict("records")


@pytest.fixture
def office(invented, tmp_path):
    return Office(invented, tmp_path / "inbox")
