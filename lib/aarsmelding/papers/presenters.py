"""Who presents a case, as role or organisation: only what closed lists know is kept."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from aarsmelding.papers.cells import INFERRED, PRINTED, REPAIRED
from aarsmelding.papers.lines import Line
from aarsmelding.papers.lists import Found, Lists

CASE_WORKER = re.compile(
    r"\((?:[^()]*?(?:saksbehandler|fremlagt av|framlagt av|interkomm)[^()]*)\)|\(.*$|[Ss]aksbehandler.*$"
)
JOINED = re.compile(r"^\W*(og|v/|ved|,|i|for)?\W*$")
CONNECTIVES = {"og": " og ", "v/": " v/", "ved": " ved ", ",": ", ", "i": ", ", "for": ", "}


def presenter(text: str, lists: Lists) -> tuple[str, float]:
    """`Sekretariatet (saksbehandler …)` -> `Sekretariatet`; empty where no list knows anything of it."""
    plain = re.sub(r"\((?!\s*(?:NSE|SSU|PM|KE)\))[^()]*\)", " ", text)
    plain = CASE_WORKER.sub(" ", plain) if "(" not in plain else plain
    found = lists.presenters.find(plain)
    if not found:
        return "", 0.0
    parts = [_name(plain, found[0])]
    for earlier, later in pairwise(found):
        between = plain[earlier.end : later.start]
        parts += [_connective(between), _name(plain, later)]
    value = "".join(parts)
    value = value[0].upper() + value[1:]
    rest = re.sub(r"\W", "", plain[: found[0].start])
    sure = REPAIRED if any(f.repaired for f in found) else PRINTED
    return value, INFERRED if rest else sure


def _name(text: str, found: Found) -> str:
    """The listed form; the number behind a region's name belongs to it (`Nord-Troms 6`)."""
    printed = text[found.start : found.end]
    name = found.in_case_of(printed)
    numbered = re.match(r" \d\d?(?=\W|$)", text[found.end :])
    return name + (numbered[0] if numbered else "")


def _connective(between: str) -> str:
    """What joins two names; where something was dropped between them, a comma or the last joining word."""
    match = JOINED.match(between)
    if match:
        return CONNECTIVES.get(match[1] or ",", ", ")
    return " og " if re.search(r"\bog\s*$", between) else ", "


def attending(lines: Iterable[Line], number: str, lists: Lists) -> tuple[str, float, str]:
    """The role that attended for one case, from a list that says `Sak 74/25` behind it."""
    for line in lines:
        match = re.search(rf"(?i)[,.;\t ]\s*sak:? {re.escape(number)}\W*$", line.text)
        if match and (value := presenter(line.text[: match.start()], lists)[0]):
            return value, INFERRED, line.place
    return "", 0.0, ""
