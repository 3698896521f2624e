"""Proposed and final decision compared: as proposed, amended, postponed, turned into orientation."""

from __future__ import annotations

import re
from itertools import zip_longest

from aarsmelding.papers.cells import INFERRED, PRINTED, REPAIRED
from aarsmelding.papers.lists import folded
from aarsmelding.papers.parts import Section

ORIENTATION = re.compile(
    r"(omgjort|gjort om|endret|omgjøres|endra|gjord om|omgjord) til (en )?orientering", re.IGNORECASE
)
POSTPONED = re.compile(
    r"\b(utsettes|utsatt|utsette[rs]? sak|utsett|utsetjast|utset saka"
    r"|(behandles|handsamast|tas opp igjen|vert handsama) (på|i) (neste|et senere|eit seinare) møte)",
    re.IGNORECASE,
)
FOR_INFORMATION = re.compile(r"(?i)\b(til|som) (orientering|etterretning|vitande|informasjon)")
NO_PROPOSAL = "uten_trykt_forslag"
# A decision of no other words than these says that the proposal was adopted, if it has one of the first ones.
ADOPTED = frozenset(
    """vedtatt vedteke vedteken vedtekne vedtatte tiltrådt tiltredes tiltres tiltrådd foreslått foreslege
    tilrådd innstilt innstillingen innstillinga tilrådinga forslag forslaget framlegg framlegget tilråding
    innstilling""".split()
)
UNANIMOUS = frozenset("enstemmig enstemmige samrøystes einstemmig samstemmig".split())
AROUND = frozenset(
    """vedtak vedtaket ble blei vart er som i tråd med samsvar henhold til for sekretariatets foreliggende
    utvalget utvalets utvalgets slik det den møtet dermed alle medlemmer mot stemme stemmer røyst røyster
    to tre fire fem seks""".split()
)
UNANIMOUSLY = r"(?:enstemmig|samrøystes|einstemmig|samstemmig)(?:e?)(?: vedtatt| vedteke| vedtak)?"
BESIDE = re.compile(rf"(?i)^\W*{UNANIMOUSLY}\W+(?=\w)|(?<=\w)[.:;]?\W+{UNANIMOUSLY}\W*$")
LONGEST_INFORMATION = 14
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
    if adopted(decided):
        return "som_foreslaatt", PRINTED
    points = [point if n else _plain(point) for n, point in enumerate(decision.points)]
    points[-1] = _plain(points[-1])
    if len(proposal.points) == len(points):
        verdicts = [same(p, d) for p, d in zip(proposal.points, points, strict=True)]
        if all(verdicts):
            return "som_foreslaatt", PRINTED if all(v == PRINTED for v in verdicts) else REPAIRED
    if _only_informed(proposal, decided):
        return "omgjort_til_orientering", INFERRED
    return "endret", REPAIRED


def adopted(decided: str) -> bool:
    """Whether a decision says nothing but that the proposal was adopted (`Samrøystes vedtatt`)."""
    said = [word for word in words(decided) if not word.isdigit()]
    says_so = any(word in ADOPTED or word in UNANIMOUS for word in said)
    return says_so and all(word in ADOPTED | UNANIMOUS | AROUND for word in said)


def _plain(text: str) -> str:
    """A decision without the words around it that say how the votes fell."""
    return BESIDE.sub("", text).strip()


def _only_informed(proposal: Section, decided: str) -> bool:
    """A decision that takes a case for information, where something else was proposed."""
    short = len(words(decided)) <= LONGEST_INFORMATION
    proposed = " ".join(proposal.points)
    return short and bool(FOR_INFORMATION.search(decided)) and not FOR_INFORMATION.search(proposed)


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
