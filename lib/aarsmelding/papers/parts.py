"""The parts of a document: labelled fields, case blocks, and the sections of a case."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from aarsmelding.papers.lines import FULL_LINE, Line, filled
from aarsmelding.papers.lists import heading

LABEL = re.compile(r"^[\s*#_]*([^\W\d][\w -]{0,28}?\w) ?[*_]*(?::[*_]*[ \t]*|\t+|$)(.*)$")
NUMBER = r"(\d{1,3}) ?[/–-] ?((?:20)?[1-4]\d)(?!\d|[./–-]\d)"
CASE_HEAD = re.compile(
    r"^[\s*#_]*(?:(?P<word>styresak|[A-ZÆØÅ]{2,4}-?sak|sak(?:snr|nr|snummer)?\.?)(?: nr\.?)?|PS|RS|FO|OS|BS)"
    rf" *:? *(?:PS |RS )?{NUMBER}[*_]*[:.\t –-]*(?P<rest>.*)$",
    re.IGNORECASE,
)
POINT = re.compile(r"^\s*(\d{1,2})[.)]\s+(.*)$")
BULLET = re.compile(r"^\s*[-•*–o]\s")
SECTIONS = ("forslag", "vedtak")
# A proposal that runs on for longer than this is not one.
MOST_SECTION_LINES = 60


@dataclass(frozen=True)
class Field:
    """A fixed heading with what stands behind it (or on the next line)."""

    meaning: str
    value: str
    line: Line
    repaired: bool


@dataclass
class Section:
    """A proposal or a decision: its points, whether printed with numbers or as one paragraph."""

    lines: list[Line]
    points: list[str]


@dataclass
class Block:
    """One case as presented: its number, the rest of its heading, whose it is (`RBU-sak`), and its lines."""

    number: str
    head: Line
    rest: str
    owner: str
    lines: list[Line] = field(default_factory=list)

    @property
    def year(self) -> int:
        return 2000 + int(re.split(r"\D", self.number)[-1][-2:])


def field_at(lines: Sequence[Line], place: int) -> Field | None:
    """The labelled field that begins on this line, if any."""
    match = LABEL.match(lines[place].text)
    known = heading(match[1]) if match else None
    if match is None or known is None:
        return None
    value = re.sub(r"\s*\t\s*", "\t", match[2]).strip(" *_\t")
    if not value and known[0] not in (*SECTIONS, "saksliste", "oppmoete"):
        following = next(
            (n for n in range(place + 1, min(place + 3, len(lines))) if lines[n].text.strip()), None
        )
        if following is not None and not LABEL.match(lines[following].text.split(":")[0] + ":x"):
            value = lines[following].text.strip()
    elif known[0] == "fra" and place + 1 < len(lines) and len(lines[place].text) > FULL_LINE:
        following_text = lines[place + 1].text.strip()
        if following_text and not (LABEL.match(following_text) and ":" in following_text):
            value = f"{value} {following_text}"
    return Field(known[0], value, lines[place], known[1])


def fields(lines: Sequence[Line]) -> list[Field]:
    """Every labelled field, in order."""
    return [found for n in range(len(lines)) if (found := field_at(lines, n))]


def blocks(lines: Sequence[Line]) -> list[Block]:
    """The cases as presented, each from its heading to the next one."""
    found: list[Block] = []
    for n, line in enumerate(lines):
        match = CASE_HEAD.match(line.text)
        if match and _is_head(lines, n, match):
            number = f"{match[2]}/{match[3]}" if "/" in match[0] else f"{match[2]}-{match[3]}"
            owner = re.match(r"(?i)(styre|[A-ZÆØÅ]{2,4}(?=-?sak))(?=-?sak)", match["word"] or "")
            found.append(Block(number, line, match["rest"].strip(" *_"), owner[1].lower() if owner else ""))
        if found:
            found[-1].lines.append(line)
    return found


def _is_head(lines: Sequence[Line], place: int, match: re.Match[str]) -> bool:
    """A heading stands alone or has a title that begins like one; a sentence about a case does not."""
    rest = match["rest"].strip()
    if len(match[0]) > 160 or (rest.endswith((".", ",", ";")) and not rest.endswith("mv.")):
        return False
    if rest:
        return rest[0].isupper() or rest[0] in "«\"'“0123456789"
    nearby = filled(list(lines[place + 1 : place + 6]))
    return bool(nearby)


def section(block: Block, meaning: str) -> Section | None:
    """The proposal (`forslag`) or decision (`vedtak`) printed in a case."""
    for n in range(len(block.lines)):
        match = LABEL.match(block.lines[n].text.strip()) if n else None
        known = heading(match[1]) if match and len(match[1]) > 5 else None
        if match and known and known[0] == meaning and _opens_section(match, block.lines, n):
            body = [Line(block.lines[n].number, match[2].strip(), block.lines[n].page), *block.lines[n + 1 :]]
            return _bounded(body[: MOST_SECTION_LINES + 1])
    return None


def _opens_section(match: re.Match[str], lines: Sequence[Line], place: int) -> bool:
    return ":" in match[0] or (not match[2].strip() and place + 1 < len(lines))


def _bounded(body: list[Line]) -> Section | None:
    kept: list[Line] = []
    points: list[str] = []
    for n, line in enumerate(body):
        text = line.text.strip()
        if not text:
            if kept and not _goes_on(body, n, points, kept):
                break
            continue
        if n and _ends(text):
            break
        numbered = POINT.match(text)
        if numbered and int(numbered[1]) == len(points) + 1:
            points.append(numbered[2])
        elif points:
            points[-1] += " " + text
        kept.append(line)
    if not kept:
        return None
    return Section(kept, points or [" ".join(line.text.strip() for line in kept)])


def _goes_on(body: list[Line], place: int, points: list[str], kept: list[Line]) -> bool:
    """After a gap: the next point, an item of a list, or what an introduction announced."""
    rest = next((line.text.strip() for line in body[place + 1 :] if line.text.strip()), "")
    numbered = POINT.match(rest)
    if numbered:
        return int(numbered[1]) == len(points) + 1
    return kept[-1].text.rstrip().endswith(":") or bool(points and BULLET.match(rest))


def _ends(text: str) -> bool:
    match = LABEL.match(text)
    known = heading(match[1]) if match and ":" in match[0] else heading(text.rstrip(":"))
    return bool(known) or bool(re.match(r"(?i)vedlegg\b", text)) or bool(CASE_HEAD.match(text))
