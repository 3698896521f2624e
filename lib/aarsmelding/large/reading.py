"""A large raw file as text columns: quickly where it is plain, record by record where it is not."""

from __future__ import annotations

import csv
from array import array
from collections.abc import Iterator
from hashlib import blake2b
from itertools import islice
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.csv as arrow_csv

from aarsmelding import sources
from aarsmelding.errors import Fault, bounded
from aarsmelding.large.columns import Columns
from aarsmelding.large.repeats import repeated

BLOCK_BYTES = 4 * 2**20
BLOCK_ROWS = 100_000


def read(
    path: Path, shown: str, columns: tuple[str, ...], categories: bool
) -> tuple[pd.DataFrame | None, list[Fault]]:
    """What `sources.read_raw` returns, for a file of any size."""
    frame = _quickly(path, columns, categories)
    if frame is None:
        frame = _record_by_record(path, columns, categories)
    if frame is not None and not len(repeated(frame)):
        return frame, []
    del frame  # its memory is needed to find out what is wrong
    return None, _faults(path, shown, columns)


def _quickly(path: Path, columns: tuple[str, ...], categories: bool) -> pd.DataFrame | None:
    """The rows of a file in which every record is one line and nothing is wrong; None for any other."""
    header = _header(path)
    if sorted(header) != sorted(columns):
        return None
    lines = _lines(path)
    if lines is None:
        return None
    gathered = Columns(header, categories)
    try:
        with arrow_csv.open_csv(
            path,
            read_options=arrow_csv.ReadOptions(column_names=header, skip_rows=1, block_size=BLOCK_BYTES),
            convert_options=arrow_csv.ConvertOptions(
                column_types=dict.fromkeys(header, pa.string()), null_values=[""], strings_can_be_null=True
            ),
        ) as batches:
            for batch in batches:
                gathered.add(batch)
    except pa.ArrowInvalid:
        return None
    if not 0 < gathered.rows == lines - 1 or gathered.longest_cell() > csv.field_size_limit():
        return None
    return gathered.frame(pd.RangeIndex(2, lines + 1))


def _header(path: Path) -> list[str]:
    with path.open("rb") as stream:
        first = stream.readline()
    try:
        return next(csv.reader([first.decode("utf-8-sig")], strict=True), [])
    except (UnicodeDecodeError, csv.Error):
        return []


def _lines(path: Path) -> int | None:
    """How many lines there are, without blank ones at the end.

    None where quotes or line ends mean different things to the two readers.
    """
    lines, block = 0, b""
    for block in _blocks(path):
        lines += block.count(b"\n") + (not block.endswith(b"\n"))
        if b"\r" in block and block.count(b"\r") != block.count(b"\r\n"):
            return None
        if b'"' in block and not _are_whole(line for line in block.split(b"\n") if b'"' in line):
            return None
    line_ends = block[len(block.rstrip(b"\r\n")) :]
    return lines - max(0, line_ends.count(b"\n") - 1)


def _blocks(path: Path) -> Iterator[bytes]:
    """The file in pieces that end where a line ends."""
    with path.open("rb") as stream:
        while block := stream.read(BLOCK_BYTES):
            yield block + stream.readline()


def _are_whole(lines: Iterator[bytes]) -> bool:
    """Whether each of the lines is one well-formed record."""
    reader = csv.reader((line.decode("utf-8") for line in lines), strict=True)
    try:
        return all(reader.line_num == number for number, _ in enumerate(reader, start=1))
    except (UnicodeDecodeError, csv.Error):
        return False


def _record_by_record(path: Path, columns: tuple[str, ...], categories: bool) -> pd.DataFrame | None:
    """The rows of a file in which nothing is wrong; None for any other."""
    rows = _records(path)
    try:
        _, header = next(rows, (0, []))
        if sorted(header) != sorted(columns):
            return None
        gathered, lines = Columns(header, categories), array("q")
        while block := list(islice(rows, BLOCK_ROWS)):
            if any(len(cells) != len(header) for _, cells in block):
                return None
            lines.extend(number for number, _ in block)
            cells = zip(*(cells for _, cells in block), strict=True)
            texts = [pa.array([cell or None for cell in column], pa.string()) for column in cells]
            gathered.add(pa.record_batch(texts, names=header))
    except (UnicodeDecodeError, sources.NotWellFormed):
        return None
    return gathered.frame(pd.Index(lines)) if lines else None


def _faults(path: Path, shown: str, columns: tuple[str, ...]) -> list[Fault]:
    """What is wrong, in the words of the reader of small files."""
    if faults := sources.encoding_faults(path, shown):
        return faults
    try:
        return bounded(sources.structural_faults(shown, _records(path), columns, _identity))
    except sources.NotWellFormed as problem:
        return [problem.fault(shown)]


def _records(path: Path) -> Iterator[tuple[int, list[str]]]:
    with path.open(encoding="utf-8-sig", newline="\n") as lines:
        yield from sources.records(lines)


def _identity(cells: list[str]) -> bytes:
    """Stands for the cells of a row: the same only for the same cells, and small."""
    return blake2b(repr(cells).encode("utf-8", "surrogatepass"), digest_size=16).digest()
