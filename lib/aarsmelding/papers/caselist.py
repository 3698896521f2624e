"""The list of cases, under its heading or in a programme with times."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from aarsmelding.papers.lines import Line
from aarsmelding.papers.lists import heading
from aarsmelding.papers.parts import LABEL, NUMBER

LISTED = re.compile(
    rf"^\s*(?:\d\d[.:]\d\d ?[-–] ?\d\d[.:]\d\d\s+)?(?:PS |RS |[Ss]ak:? )?{NUMBER}[\s:.]+(\S.*)$"
)
CASE_TYPE = re.compile(
    r"[\s(]\(?([BOR])\)?\s*$|\((?P<word>beslutning|orientering|referat)\w*\)\s*$", re.IGNORECASE
)
TYPE_SECTION = re.compile(r"(?i)\b((beslutning|orientering|referat)s?saker)\b")


@dataclass
class Listed:
    """A line of the list of cases."""

    number: str
    title: str
    kind: str
    line: Line
    heading: str = ""


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
    for n, line in enumerate(lines):
        label = heading(line.text.strip(" *:#_"))
        if label and label[0] == "saksliste":
            inside, kind = n, ""
        if section_of := TYPE_SECTION.search(line.text):
            kind = section_of[1].upper() if section_of[1].isupper() else ""
        match = LISTED.match(line.text)
        timed = re.match(r"\s*\d\d[.:]\d\d ?[-–]", line.text)
        if match and (timed or (inside and n - inside < 15)):
            title, own = case_type(" ".join(match[3].replace("\t", "  ").split()))
            number = f"{match[1]}{'/' if '/' in line.text[: match.start(3)] else '-'}{match[2]}"
            found.append(Listed(number, title, own or (kind if timed else ""), line))
            inside = n if inside else 0
        elif found and inside and _continues(found[-1], line, lines[n - 1]):
            title, own = case_type(f"{found[-1].title} {line.text.strip()}")
            found[-1] = Listed(found[-1].number, title, found[-1].kind or own, found[-1].line)
    return found


def _continues(last: Listed, line: Line, before: Line) -> bool:
    """A title broken over two lines: nothing else stands on the second one."""
    text = line.text.strip()
    return (
        bool(text)
        and not last.kind
        and before.number == last.line.number
        and not LABEL.match(text.split(":")[0] + ":x" if ":" in text else "")
        and not text.startswith("*")
        and not heading(text.strip(":"))
        and len(text) < 90
    )
