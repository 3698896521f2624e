"""CSV and TSV as offices write them: decoded, and split in every way that could be meant."""

from __future__ import annotations

import codecs
import csv
import io
import re

from aarsmelding.receiving.bounds import MOST_CELLS, MOST_COLUMNS, MOST_ROWS, Delivery
from aarsmelding.receiving.grid import Sheet, Value, Workbook, is_blank
from aarsmelding.receiving.refusal import Refused

DELIMITERS = {";": "semicolon", ",": "comma", "\t": "tab", "|": "vertical bar"}
# What Norwegian letters become when the text is read in the wrong encoding; never in a Norwegian word.
DAMAGED = re.compile("Ã[\x80-\xbf\u2020\u02dc\u2026]|Ã¦|Ã¸|Ã¥|â\u20ac|\ufffd|[a-zA-Z][‘›†¾¿Œ¤ƒ•][a-z]")
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8 with a mark"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)


def readings(delivery: Delivery) -> list[Workbook]:
    """The file split by each delimiter that occurs in it; never none. Raises Refused."""
    text, encoding = _decoded(delivery)
    hint = re.match(r"sep=(.)\r?\n", text)
    wanted = [hint[1]] if hint else [d for d in DELIMITERS if d in text] or [";"]
    found: list[Workbook] = []
    problems: list[Refused] = []
    for delimiter in wanted:
        try:
            sheet = _split(text, delimiter, delivery.name, skip=1 if hint else 0)
        except Refused as problem:
            problems.append(problem)
            continue
        name = DELIMITERS.get(delimiter, "another sign")
        notes = [f"{encoding} text, columns divided by {name}"]
        if not text.endswith(("\n", "\r")):
            notes.append("the last line has no line break: look whether the last row is whole")
        found.append(Workbook([sheet], notes=notes))
    if not found:
        raise problems[0]
    return found


def _decoded(delivery: Delivery) -> tuple[str, str]:
    content = delivery.content
    for mark, codec, name in MARKS:
        if content.startswith(mark):
            candidates = [(codec, name)]
            break
    else:
        candidates = [("utf-8", "UTF-8"), ("cp1252", "Windows-1252")]
        if content[1::2].count(0) > len(content) // 4:
            candidates = [("utf-16-le", "UTF-16")]
    for codec, name in candidates:
        try:
            text = content.decode(codec)
        except (UnicodeDecodeError, UnicodeError):
            continue
        for pattern in (CONTROL, DAMAGED):
            if match := pattern.search(text):
                line = text.count("\n", 0, match.start()) + 1
                problem = "the text is damaged: letters have been read in the wrong encoding"
                if pattern is CONTROL:
                    problem = "the file is not text"
                raise Refused(problem, f"{delivery.name}, line {line}", "save it as CSV UTF-8, or as .xlsx")
        return text, name
    raise Refused("the file is in an unknown encoding", delivery.name, "save it as CSV UTF-8, or as .xlsx")


def _split(text: str, delimiter: str, name: str, skip: int) -> Sheet:
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[list[Value]] = []
    numbers: list[int] = []
    cells = 0
    start = 1
    try:
        for place, row in enumerate(lines):
            if place >= skip:
                rows.append([None if is_blank(cell) else cell for cell in row])
                numbers.append(start)
                cells += len(row)
            start = lines.line_num + 1
            if len(rows) > MOST_ROWS or cells > MOST_CELLS or len(row) > MOST_COLUMNS:
                raise Refused("the table is larger than can be taken", name, "deliver it in parts")
    except csv.Error:
        where = f"{name}, line {lines.line_num}"
        raise Refused(
            "the quotes in the file do not match", where, "save it as .xlsx, and deliver that"
        ) from None
    return Sheet("", rows, has_columns=False, lines=numbers)
