"""Running text as passages: which body and which year a sentence speaks of when it says neither.

A heading that names a body gives it to the text below; so does the first body that an annual report names.
«Utvalget», «FSU-et», «rådet» are then that body, and «gruppen» the group named last.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from aarsmelding.papers.lines import Line, filled
from aarsmelding.papers.lists import ClosedList, Lists, folded
from aarsmelding.papers.parts import CASE_HEAD

LONGEST_HEADING = 90
REPORT = re.compile(r"(?i)\b(årsrapport|årsmelding|halvårsrapport)\b")
NUMBERED = re.compile(r"^\s*\d{1,2}(?:\.\d{1,2})*\.? +[A-ZÆØÅ]")
YEAR = re.compile(r"(?<![\d./-])(20\d\d)(?![\d./-])")
# How far below the heading of a report the body may be named that it is the report of.
NAMED_WITHIN = 8
SENTENCE = re.compile(
    r"(?<=[.!?])(?<!\bjf\.)(?<!\bjfr\.)(?<!\bca\.)(?<!\bnr\.)(?<!\bkl\.)(?<!\d\.)\s+(?=[A-ZÆØÅ«(])"
)
ALL_HELD = re.compile(r"(?i)\b(?:samtlige|samtlege|alle|møtene|møta)\b[^.]{0,40}\b(digitalt|fysisk)\b")
MIXED = re.compile(r"(?i)\b(kombinert|mulighet|høve|delvis|hybrid|både|skal|ett|eitt)\b")
GROUP = re.compile(r"(?i)\b(\w*gruppe)(?:n|r|ne)?s?\b|\b(\w*grupp)a\b")
ENDINGS = {
    "møtet": ("møte", "møter", "møtene"),
    "møte": ("møtet", "møter", "møtene"),
    "styret": ("styremøte", "styremøtet"),
}


@dataclass(frozen=True)
class Passage:
    """A sentence, the body and the year of the section that it stands in, and the group named last."""

    line: Line
    text: str
    owner: str = ""
    year: int | None = None
    last_year: int | None = None
    group: str = ""
    form: str = ""


def bodies(lists: Lists) -> ClosedList:
    """The committees under their forms, and as sentences inflect them: `dialogmøter`, `styremøte`."""
    forms = dict(lists.committees.forms)
    for form, name in lists.committees.forms.items():
        for ending, others in ENDINGS.items():
            if form.lower().endswith(ending):
                stem = form[: len(form) - len(ending)]
                forms |= {stem + other: name for other in others if stem + other not in forms}
                break
    return ClosedList(forms)


def passages(lines: Sequence[Line], known: ClosedList, year: int | None) -> Iterator[Passage]:
    """Every sentence, from the first to the last; `year` is that of the papers."""
    state = Passage(Line(0, ""), "", year=year)
    for n, line in enumerate(lines):
        text = line.text.strip()
        if CASE_HEAD.match(text):
            state = replace(state, owner="", year=year, form="")
        elif _is_heading(text):
            state = _under(state, text, lines[n + 1 :], known)
        for sentence in SENTENCE.split(text):
            said = replace(state, line=line, text=sentence)
            yield said
            years = YEAR.findall(sentence)
            state = replace(
                state,
                last_year=int(years[-1]) if years else state.last_year,
                group=_group(sentence, known) or state.group,
                form=_form_of_all(sentence) or state.form,
            )


def _is_heading(text: str) -> bool:
    """A short line that is neither a sentence, a row of a table nor a labelled field (`Til: …`)."""
    alone = "\t" not in text and ":" not in text[:-1]
    return bool(text) and alone and len(text) <= LONGEST_HEADING and text[-1] not in ".,;-"


def _under(state: Passage, text: str, below: Sequence[Line], known: ClosedList) -> Passage:
    named = known.find(text)
    years = YEAR.findall(text)
    year = int(years[-1]) if years else None
    if REPORT.search(text):
        if not named:
            opening = " ".join(line.text for line in filled(list(below[: 3 * NAMED_WITHIN]))[:NAMED_WITHIN])
            named = known.find(opening)
        return replace(state, owner=named[0].name if named else "", year=year or state.year, form="")
    if NUMBERED.match(text):
        return replace(state, owner=named[0].name if named else "", year=year or state.year, form="")
    if named and sum(found.end - found.start for found in named) > len(text) * 0.7:
        return replace(state, owner=named[0].name, year=year or state.year, form="")
    return state


def _form_of_all(text: str) -> str:
    """The word for how all meetings of a section were held: `fire møter, samtlige digitalt`."""
    match = ALL_HELD.search(text)
    return match[1].lower() if match and not MIXED.search(text) else ""


def _group(text: str, known: ClosedList) -> str:
    """The group that a sentence names last, by a word that only one listed body begins with."""
    last = ""
    for match in GROUP.finditer(text):
        stem = folded(match[1] or match[2] + "e")
        names = {name for form, name in known.forms.items() if folded(form).startswith(stem)}
        if len(stem) > len("gruppe") and len(names) == 1:
            last = names.pop()
    return last
