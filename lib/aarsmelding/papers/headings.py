"""The headings of attendance lists, and the status that each gives to those below it."""

from __future__ import annotations

import re
from functools import cache

from aarsmelding.papers.lists import fixed, folded

PRESENT, ABSENT, FOR_A_CASE = "tilstede", "forfall", "deltaker_paa_sak"
# These are headings inside an attendance list only: «Sekretariatet» alone may be a presenter.
INSIDE = ("sekretariat", FOR_A_CASE)
# So are these, which head lists of members too.
MEMBERS = ("medlemmer", "medlemer", "varamedlemmer", "faste medlemmer")
BESIDE = (
    "navn",
    "namn",
    "møteleder",
    "møteleiar",
    "referent",
    "rolle",
    "funksjon",
    "organisasjon",
    "stilling",
    "representerer",
    "verv",
)
LONGEST = 100
# `Deltakere i utvalget, møte den 19.02.2021` is the same heading as `Deltakere`.
LONGER = re.compile(
    r"(?i)^(deltakere|deltagere|deltakarar|til stede|til stades|forfall) (?:i|på|frå|fra|til)\b(.*)$"
)


def attendance_heading(text: str, is_inside: bool) -> tuple[str, str] | None:
    """The status that a heading gives those below it, and what stands behind it on the line."""
    label, _, rest = re.sub(r"[:\t]", "\n", text.strip(" *#_\t"), count=1).partition("\n")
    label = label.strip(" *_")
    if (longer := LONGER.match(label)) and len(label) < LONGEST and (rest or "møte" in longer[2].lower()):
        label = longer[1]
    status = status_of(label)
    alone = folded(label) in map(folded, MEMBERS)
    if not status or ((status in INSIDE or alone) and not is_inside):
        return None
    return status, rest.strip(" *_")


def status_of(label: str) -> str:
    """The status that a heading, or a cell beside a role, stands for; nothing for any other text."""
    return _statuses().get(folded(label.strip(" *_.")), "")


def is_beside(text: str) -> bool:
    """Whether a line of an attendance list is no person but the header of a column, or who led it."""
    label = text.strip().rstrip(":").partition(":")[0].partition("\t")[0]
    return folded(label.strip()) in map(folded, BESIDE)


@cache
def _statuses() -> dict[str, str]:
    known = {folded(form): status for status, forms in fixed()["attendance"].items() for form in forms}
    return known | {folded("observatør"): "tilstede_talerett"}
