"""The parts of a document: labelled fields, case blocks, and the sections of a case."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from aarsmelding.papers.lines import FULL_LINE, Line, filled
from aarsmelding.papers.lists import heading
from aarsmelding.papers.numbering import NUMBER, SERIES, in_order, written

LABEL = re.compile(r"^[\s*#_]*([^\W\d][\w -]{0,40}?\w) ?[*_]*(?::[*_]*[ \t]*|\t+|$)(.*)$")
CASE_HEAD = re.compile(
    r"^[\s*#_]*(?:(?P<word>styresak|[A-ZÆØÅ]{2,4}[- ]?sak|sak(?:snr|nr|snummer|nummer)?\.?)(?: nr\.?)?"
    rf"|{SERIES}) *:? *(?:{SERIES} |[A-ZÆØÅ]{{2,4}}[- ]?sak )?{NUMBER}[*_]*[:.\t –-]*(?P<rest>.*)$",
    re.IGNORECASE,
)
BARE_HEAD = re.compile(rf"^[\s*#_]*(?P<word>){NUMBER}[*_]*[:.\t –-]+(?P<rest>[A-ZÆØÅ«].*)$")
POINT = re.compile(r"^\s*(\d{1,2})[.)]\s+(.*)$")
BULLET = re.compile(r"^\s*[-•*–o]\s")
SECTIONS = ("forslag", "vedtak")
# A proposal that runs on for longer than this is not one.
MOST_SECTION_LINES = 60
# Nor is a number without a word before it the heading of a case that comes to nothing for longer.
MOST_BARE_LINES = 150
# `Vedtak (enstemmig):` and `Vedtak i sak 12/26:` are headings as `Vedtak:` is.
BESIDE_LABEL = re.compile(
    rf"(?i)^([^:\n]{{5,40}}?)(?: ?\([^()]*\)| (?:i )?(?:[a-zæøå]{{2,4}}-)?sak {NUMBER})(?= ?:| ?$)"
)


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
        if match := _case_head(lines, n):
            owner = re.match(r"(?i)(styre|[A-ZÆØÅ]{2,4}(?=[- ]?sak))(?=[- ]?sak)", match["word"] or "")
            rest, number = match["rest"].strip(" *_"), written(match[0], match[2], match[3])
            found.append(Block(number, line, rest, owner[1].lower() if owner else ""))
        if found:
            found[-1].lines.append(line)
    return found


def _case_head(lines: Sequence[Line], place: int) -> re.Match[str] | None:
    """A case number as a heading; one without a word before it must have a proposal or decision below."""
    text = in_order(lines[place].text)
    match = CASE_HEAD.match(text)
    if match:
        return match if _is_head(lines, place, match) else None
    match = BARE_HEAD.match(text)
    if match is None or not _is_head(lines, place, match):
        return None
    for n in range(place + 1, min(place + MOST_BARE_LINES, len(lines))):
        below = in_order(lines[n].text)
        if CASE_HEAD.match(below) or BARE_HEAD.match(below):
            return None
        if (known := field_at(lines, n)) and known.meaning in (*SECTIONS, "fra"):
            return match
    return None


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
        match = LABEL.match(BESIDE_LABEL.sub(r"\1", block.lines[n].text.strip())) if n else None
        known = heading(match[1]) if match and len(match[1]) > 5 else None
        if match and known and known[0] == meaning and _opens_section(match, block.lines, n):
            body = [Line(block.lines[n].number, match[2].strip(), block.lines[n].page), *block.lines[n + 1 :]]
            if found := _bounded(body[: MOST_SECTION_LINES + 1]):
                return found
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
