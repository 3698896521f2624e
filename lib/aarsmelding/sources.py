"""Raw files: read as text, refused where they are no table."""

from __future__ import annotations

import codecs
import csv
import io
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from aarsmelding import large
from aarsmelding.errors import Fault

if TYPE_CHECKING:
    import pandas as pd

# Bytes; the first lines of any raw file.
BEGINNING = 1000


def read_raw(
    path: Path, shown: str, columns: tuple[str, ...], categories: bool = False
) -> tuple[pd.DataFrame | None, list[Fault]]:
    """A raw table as text: one string column per header, missing is NA, index = line in the file.

    With `categories`, a column of a large file in which few different texts stand is a categorical.

    Refused, each with its own message: a missing or empty file, another encoding than UTF-8,
    missing or extra columns, a row with the wrong number of cells, a row that stands there twice.
    """
    if not path.is_file():
        return None, [Fault(shown, "the raw file is missing", "put it there, with its receipt")]
    if path.stat().st_size > large.LARGE_BYTES:
        from aarsmelding.large import reading

        return reading.read(path, shown, columns, categories)
    content = path.read_bytes()
    if is_utf16(content):
        return None, encoding_faults(path, shown)
    try:
        lines = io.StringIO(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return None, encoding_faults(path, shown)
    try:
        rows = list(records(lines))
    except NotWellFormed as problem:
        return None, [problem.fault(shown)]
    if faults := list(structural_faults(shown, rows, columns)):
        return None, faults
    import pandas as pd

    (_, header), *rows = rows
    frame = pd.DataFrame(
        [[cell or None for cell in cells] for _, cells in rows],
        columns=header,
        index=[number for number, _ in rows],
        dtype="str",
    )
    return frame, []


class NotWellFormed(ValueError):
    """Quotes that do not fit, on the line `line`."""

    def __init__(self, line: int, problem: csv.Error) -> None:
        super().__init__(str(problem))
        self.line = line

    def fault(self, shown: str) -> Fault:
        rule = f"the file is not well-formed CSV: {self}"
        return Fault(shown, rule, "mend the quotes on this line", row=self.line)


def records(lines: Iterable[str]) -> Iterator[tuple[int, list[str]]]:
    """Every record that is not blank, with the number of its last line. Raises NotWellFormed."""
    reader = csv.reader(lines, strict=True)
    try:
        yield from ((reader.line_num, cells) for cells in reader if cells)
    except csv.Error as problem:
        raise NotWellFormed(reader.line_num, problem) from None


def is_utf16(content: bytes) -> bool:
    """Whether a file begins as UTF-16 does: with its mark, or with a zero at every second byte.

    Without a mark and of plain letters alone, it can be read as UTF-8 too.
    """
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return True
    beginning = content[:BEGINNING]
    # Every second but a few: dashes and some quotation marks have no zero.
    fewest, most = sorted((beginning[0::2].count(0), beginning[1::2].count(0)))
    return fewest == 0 and most > len(beginning) // 4


def encoding_faults(path: Path, shown: str) -> list[Fault]:
    """The first line that is not UTF-8, if there is one."""
    remedy = "save it again as UTF-8 (in Excel: «CSV UTF-8»); it may be cp1252"
    with path.open("rb") as stream:
        if is_utf16(stream.read(BEGINNING)):
            remedy = "save it again as UTF-8 (in Excel: «CSV UTF-8»); it is UTF-16"
            return [Fault(shown, "the file is not UTF-8", remedy, row=1)]
        stream.seek(0)
        for number, line in enumerate(stream, start=1):
            try:
                line.decode("utf-8")
            except UnicodeDecodeError:
                return [Fault(shown, "the file is not UTF-8", remedy, row=number)]
    return []


def structural_faults(
    shown: str,
    rows: Iterable[tuple[int, list[str]]],
    columns: tuple[str, ...],
    identity: Callable[[list[str]], Hashable] = tuple,
) -> Iterator[Fault]:
    """What is wrong with numbered rows, the header first, whatever stands in the cells.

    `identity` gives what is remembered of a row to know it again.
    """
    rest = iter(rows)
    header, first = next(rest, None), next(rest, None)
    if header is None or first is None:
        yield Fault(shown, "the file has no rows", "put the rows in, or remove the file and its receipt")
        return
    yield from _header_faults(shown, header[1], columns)
    yield from _row_faults(shown, len(header[1]), chain([first], rest), identity)


def _header_faults(shown: str, header: list[str], columns: tuple[str, ...]) -> list[Fault]:
    known = "the columns are: " + ", ".join(columns)
    missing = [c for c in columns if c not in header]
    extra = [c for c in header if c not in columns]
    twice = [c for c, count in Counter(header).items() if count > 1]
    return (
        [Fault(shown, "a column is missing", f"add it; {known}", column=c, row=1) for c in missing]
        + [Fault(shown, "unknown column", f"remove or rename it; {known}", column=c, row=1) for c in extra]
        + [Fault(shown, "the column is there twice", "remove one", column=c, row=1) for c in twice]
    )


def _row_faults(
    shown: str,
    width: int,
    rows: Iterable[tuple[int, list[str]]],
    identity: Callable[[list[str]], Hashable],
) -> Iterator[Fault]:
    first_seen: dict[Hashable, int] = {}
    for number, cells in rows:
        if len(cells) != width:
            rule = f"a row must have {width} cells like the header"
            remedy = "quote cells that contain a comma"
            yield Fault(shown, rule, remedy, row=number, value=f"{len(cells)} cells")
        earlier = first_seen.setdefault(identity(cells), number)
        if earlier != number:
            rule = "the same row stands there twice"
            yield Fault(shown, rule, f"remove it; it repeats row {earlier}", row=number)
