"""The list of cases, under its heading or in a programme with times."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from aarsmelding.papers.lines import Line
from aarsmelding.papers.lists import fixed, folded, heading
from aarsmelding.papers.numbering import NUMBER, SERIES, in_order, written
from aarsmelding.papers.parts import LABEL

CLOCK = r"(?:kl\.? ?)?\d\d?[.:]\d\d"
LISTED = re.compile(
    rf"^\s*(?:[-•*–] )?(?:{CLOCK}(?: ?[-–] ?\d\d?[.:]\d\d)?\s+)?"
    rf"(?:{SERIES} |(?:[A-ZÆØÅ]{{2,4}}[- ])?[Ss]ak(?:snr|nr)?\.?:? )?(?:{SERIES} )?{NUMBER}[\s:.–-]+(\S.*)$"
)
TIMED = re.compile(rf"\s*{CLOCK}(?: ?[-–]|\s+\S)")
KIND = r"(beslutning|orientering|referat)(?:s|ar)?(?:sak(?:er)?)?"
CASE_TYPE = re.compile(
    r"[\s(]\(?([BOR])\)?\s*$|\((?P<word>beslutning|orientering|referat)\w*\)\s*$", re.IGNORECASE
)
TYPE_SECTION = re.compile(r"(?i)\b((beslutning|orientering|referat)s?saker)\b")
TYPE_CELL = re.compile(rf"(?i)(?:([BOR])|{KIND}|vedtakssak|vedtak)(?: *\([BOR]\))?")
ARCHIVED = re.compile(r"(?:20)?\d\d/\d{1,6}(?:-\d+)?")


@dataclass
class Listed:
    """A line of the list of cases; `presenter` is what a table has in the column for that."""

    number: str
    title: str
    kind: str
    line: Line
    presenter: str = ""


def case_type(text: str) -> tuple[str, str]:
    """A title without the type behind it, and the type (B, O, R, or nothing)."""
    match = CASE_TYPE.search(" " + text.strip())
    if match is None or not (match[1] or match["word"]):
        return text.strip(), ""
    kind = (match["word"] or match[1])[0].upper()
    if match[1] and match[1].islower():
        return text.strip(), ""
    return (" " + text.strip())[: match.start()].strip(" \t(*"), kind


def listed(lines: Sequence[Line]) -> list[Listed]:
    """The list of cases, under its heading or in a programme with times."""
    found: list[Listed] = []
    inside, kind = 0, ""
    columns: list[str] = []
    for n, line in enumerate(lines):
        label = heading(line.text.strip(" *:#_"))
        if label and label[0] == "saksliste":
            inside, kind, columns = n + 1, "", []
        elif header := _columns(line.text):
            inside, columns = n + 1, header
            continue
        if section_of := TYPE_SECTION.search(line.text):
            kind = section_of[1].upper() if section_of[1].isupper() else ""
        text = in_order(line.text)
        match = LISTED.match(text)
        timed = TIMED.match(text)
        if match and (timed or (inside and n - inside < 15)):
            title, own, presenter = _cells(match[3], text, columns)
            number = written(text[: match.start(3)], match[1], match[2])
            found.append(Listed(number, title, own or (kind if timed else ""), line, presenter))
            inside = n + 1 if inside else 0
        elif found and inside and _continues(found[-1], line, lines[n - 1]):
            title, own = case_type(f"{found[-1].title} {line.text.strip()}")
            found[-1] = Listed(
                found[-1].number, title, found[-1].kind or own, found[-1].line, found[-1].presenter
            )
    return found


def _columns(text: str) -> list[str]:
    """What each column holds, where the line is the header of a list of cases; else nothing."""
    names = [folded(cell.strip(" *_.:")) for cell in text.split("\t")]
    if len(names) < 2:
        return []
    meanings = []
    for name in names:
        known = [m for m, forms in fixed()["case_columns"].items() if name in map(folded, forms)]
        meanings.append(next((m for m in known if m not in meanings), ""))
    return meanings if {"number", "title"} & set(meanings) and all(meanings) else []


def _cells(rest: str, text: str, columns: Sequence[str]) -> tuple[str, str, str]:
    """Title, type and presenter of a row; where the columns are not known, all but a type is the title."""
    cells = [" ".join(cell.split()) for cell in rest.split("\t")]
    kind = presenter = ""
    if len(columns) == text.count("\t") + 1:
        named = dict(zip(reversed(columns), reversed(cells), strict=False))
        title = named.get("title") or named.get("number") or cells[0]
        kind, presenter = _kind(named.get("type", "")), named.get("presenter", "")
    else:
        if len(cells) > 1 and ARCHIVED.fullmatch(cells[0]):
            cells.pop(0)
        if len(cells) > 1 and (kind := _kind(cells[-1])):
            cells.pop()
        title = "  ".join(cells)
    title, own = case_type(" ".join(title.split()))
    return title, own or kind, presenter


def _kind(cell: str) -> str:
    """B, O or R of a cell that holds nothing but a type."""
    match = TYPE_CELL.fullmatch(cell.strip(" *"))
    if match is None or (match[1] and match[1].islower()):
        return ""
    return (match[1] or match[2] or "B")[0].upper()


def _continues(last: Listed, line: Line, before: Line) -> bool:
    """A title broken over two lines: nothing else stands on the second one."""
    text = line.text.strip()
    return (
        bool(text)
        and not last.kind
        and not last.presenter
        and before.number == last.line.number
        and not LABEL.match(text.split(":")[0] + ":x" if ":" in text else "")
        and not text.startswith("*")
        and "\t" not in text
        and not heading(text.strip(":"))
        and len(text) < 90
    )
