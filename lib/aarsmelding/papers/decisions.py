"""Proposed and final decision compared: as proposed, amended, postponed, turned into orientation."""

from __future__ import annotations

import re
from itertools import zip_longest

from aarsmelding.papers.cells import INFERRED, PRINTED, REPAIRED
from aarsmelding.papers.lists import folded
from aarsmelding.papers.parts import Section

ORIENTATION = re.compile(r"(omgjort|gjort om|endret|omgjøres) til (en )?orientering", re.IGNORECASE)
POSTPONED = re.compile(
    r"\b(utsettes|utsatt|utsette[rs]? sak|behandles (på|i) (neste|et senere) møte)", re.IGNORECASE
)
NO_PROPOSAL = "uten_trykt_forslag"
AS_PROPOSED = re.compile(
    r"(?i)^\W*(?:enstemmig\W+)?(?:vedtatt|vedtak|forslaget|innstillingen)?\W*(?:(?:ble|er)\s+)?(?:enstemmig\s+)?"
    r"(?:vedtatt\s+)?(?:som|i tråd med|i samsvar med|i henhold til)\s+"
    r"(?:foreslått|forslag\w*|innstilt|innstilling\w*)"
    r"(?: til vedtak)?\W*(?:enstemmig\W*(?:vedtatt)?\W*)?$"
)
TOKEN = re.compile(r"\w+", re.UNICODE)


def outcome(proposal: Section | None, decision: Section | None, text: str) -> tuple[str, float]:
    """How it went with the proposal, and how sure that is; `text` is the whole case."""
    if decision is None:
        return "ikke_publisert", INFERRED
    if proposal is None:
        return NO_PROPOSAL, PRINTED
    decided = " ".join(decision.points)
    if ORIENTATION.search(" ".join(text.split())):
        return "omgjort_til_orientering", PRINTED
    if POSTPONED.search(decided):
        return "utsatt", PRINTED
    if AS_PROPOSED.search(decided):
        return "som_foreslaatt", PRINTED
    if len(proposal.points) == len(decision.points):
        verdicts = [same(p, d) for p, d in zip(proposal.points, decision.points, strict=True)]
        if all(verdicts):
            return "som_foreslaatt", PRINTED if all(v == PRINTED for v in verdicts) else REPAIRED
    return "endret", REPAIRED


def same(proposed: str, decided: str) -> float:
    """PRINTED where two texts say the same, REPAIRED where only misread letters part them, else 0."""
    first, second = words(proposed), words(decided)
    if first == second:
        return PRINTED
    pairs = list(zip_longest(first, second, fillvalue=""))
    return REPAIRED if all(folded(a) == folded(b) for a, b in pairs) else 0.0


def words(text: str) -> list[str]:
    """The words and numbers of a text, a word divided at a line's end put together."""
    return TOKEN.findall(re.sub(r"(?<=\w)- (?=[a-zæøå])", "", text.lower()))
