"""Closed lists: what may be recognised, and the only thing that a misread word is repaired to.

Text recognition takes one letter for another (`Mgtedato`, `Tromsg`). Two spellings are the same where they
have the same length and differ in such letters only; fixed headings and months may also differ by a bounded
number of edits. A word that is on no list is never changed.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import yaml
from rapidfuzz.distance import Levenshtein

from aarsmelding.papers.refusal import PapersRefused
from aarsmelding.parse import MONTH_NAMES, MONTHS
from aarsmelding.paths import Project

CONFUSED = str.maketrans({"ø": "o", "@": "o", "g": "o", "å": "a", "–": "-", "—": "-", "\u00a0": " "})
# An abbreviation is too short to survive a wrong letter: it counts only as it is written.
SHORT = 4
LONGEST_HEADING = 80
# `Ordførers innstilling`, `Rådmannen sitt framlegg til vedtak`: whose it is makes no other heading of it.
WHOSE = re.compile(
    r"(?:[\w/-]+ ){0,3}[\w/-]+(?:s|ens| sin?| sitt) "
    r"(innstilling|tilråding|forslag til vedtak|framlegg til vedtak|vedtak)"
    r"|(?:enstemmig|samrøystes|samlet|samla) (vedtak)"
)
# An organisation that is listed with its abbreviation is known by that alone too.
ABBREVIATED = re.compile(r"\(([A-ZÆØÅ]{2,6})\)$")


def folded(text: str) -> str:
    """`text` with every letter replaced by what it is confused with; the length is kept."""
    return "".join(c if len(c) == 1 else "?" for c in map(str.lower, text)).translate(CONFUSED)


@dataclass(frozen=True)
class Found:
    """A name of a closed list in a text: where, which, in what form, and whether it was misread there."""

    start: int
    end: int
    name: str
    form: str
    repaired: bool

    def in_case_of(self, printed: str) -> str:
        """The form put right, in capitals or with a small letter where it was printed so."""
        if self.repaired is False:
            return printed
        if printed.isupper():
            return self.form.upper()
        return self.form if printed[0].isupper() else self.form[0].lower() + self.form[1:]


@dataclass(frozen=True)
class ClosedList:
    """Printed forms, and the name that each stands for."""

    forms: Mapping[str, str]

    @cached_property
    def _by_fold(self) -> dict[str, str]:
        """The form that a folded text stands for; a list may hold a misread form beside the right one."""
        right_last = sorted(self.forms, key=lambda form: sum(letter in "øåæ" for letter in form))
        return {folded(form): form for form in right_last if len(form) > SHORT}

    @cached_property
    def _pattern(self) -> re.Pattern[str] | None:
        known = sorted(self._by_fold, key=len, reverse=True)
        return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, known))})(?=s?(?!\w))") if known else None

    @cached_property
    def _short(self) -> re.Pattern[str] | None:
        known = [re.escape(form) for form in self.forms if len(form) <= SHORT]
        return re.compile(rf"(?<!\w)(?:{'|'.join(known)})(?!\w)") if known else None

    def find(self, text: str) -> list[Found]:
        """Every name in `text`, from left to right, none inside another."""
        found = []
        for match in self._pattern.finditer(folded(text)) if self._pattern else ():
            form = self._by_fold[match[0]]
            repaired = text[match.start() : match.end()].lower() != form.lower()
            found.append(Found(match.start(), match.end(), self.forms[form], form, repaired))
        for match in self._short.finditer(text) if self._short else ():
            if not any(f.start <= match.start() < f.end for f in found):
                found.append(Found(match.start(), match.end(), self.forms[match[0]], match[0], False))
        return sorted(found, key=lambda f: f.start)

    def repair(self, text: str) -> str:
        """`text` with misread names put right; names that are written as they should are left alone."""
        for found in reversed(self.find(text)):
            printed = text[found.start : found.end]
            if found.repaired:
                text = text[: found.start] + found.in_case_of(printed) + text[found.end :]
        return text


@cache
def fixed() -> dict[str, Any]:
    """The lists that are the same for every partnership."""
    content = Path(__file__).with_name("closed_lists.yml").read_text(encoding="utf-8")
    return yaml.safe_load(content)


@cache
def _headings() -> dict[str, str]:
    return {form.lower(): meaning for meaning, forms in fixed()["headings"].items() for form in forms}


@cache
def heading(label: str) -> tuple[str, bool] | None:
    """What a fixed heading means, and whether it was misread; None for anything else."""
    if len(label) > LONGEST_HEADING:
        return None
    label = " ".join(label.lower().split())
    if label in _headings():
        return _headings()[label], False
    if whose := WHOSE.fullmatch(label):
        return _headings()[whose[1] or whose[2]], False
    for form, meaning in _headings().items():
        if len(form) > SHORT and folded(form) == folded(label):
            return meaning, True
    best = min(_headings(), key=lambda form: Levenshtein.distance(form, label))
    allowed = len(best) // 6
    if allowed and Levenshtein.distance(best, label, score_cutoff=allowed) <= allowed:
        return _headings()[best], True
    return None


@cache
def month(word: str) -> tuple[int, bool] | None:
    """The number of a month, and whether its name was misread; at most one edit, from five letters on."""
    word = word.lower()
    if word in MONTHS:
        return MONTHS[word], False
    if len(word) < 5:
        return None
    near = [name for name in MONTH_NAMES if Levenshtein.distance(name, word, score_cutoff=1) <= 1]
    return (MONTHS[near[0]], True) if len(near) == 1 else None


@dataclass(frozen=True)
class Lists:
    """The closed lists of one partnership."""

    committees: ClosedList
    presenters: ClosedList
    places: ClosedList
    words: ClosedList
    trust: ClosedList = field(default_factory=lambda: ClosedList({}))

    def repair(self, text: str) -> str:
        """Misread municipalities, committees and words of the trade put right."""
        return self.words.repair(self.committees.repair(self.places.repair(text)))


def lists_of(project: Project, year: int | None) -> Lists:
    """Committees and municipalities of `year`, else of the nearest year that has them."""
    years = [y for y in project.years() if (project.raw(y) / "utvalg.csv").is_file()]
    if not years:
        raise PapersRefused(
            "the committees of the partnership are not known",
            project.shown(project.root / "data" / "raw"),
            "put utvalg.csv and kommuner.csv in the folder of a year",
        )
    nearest = min(years, key=lambda y: (abs(y - (year or max(years))), -y))
    folder = project.raw(nearest)
    committees = dict(_committees(_rows(folder / "utvalg.csv")))
    places = dict(_places(_rows(folder / "kommuner.csv")))
    trust = [row.get("foretak", "") for row in _rows(folder / "helsefellesskap.csv")]
    short = [row.get("foretak_kortnavn", "") for row in _rows(folder / "helsefellesskap.csv")]
    named = [*fixed()["organisations"], *fixed()["roles"], *filter(None, [*trust, *short])]
    presenters = {name: name for name in named} | committees
    presenters |= {form: name for form, name in places.items() if len(form) > SHORT}
    # A short name that is printed in capitals, as in a heading: `UIT`.
    presenters |= {name.upper(): name for name in fixed()["organisations"] if len(name) <= SHORT}
    presenters |= {match[1]: name for name in fixed()["organisations"] if (match := ABBREVIATED.search(name))}
    words = {word: word for word in [*fixed()["words"], *fixed()["titles"]]}
    trusts = {name: name for name in filter(None, [*trust, *short])}
    return Lists(
        ClosedList(committees),
        ClosedList(presenters),
        ClosedList(places),
        ClosedList(words),
        ClosedList(trusts),
    )


def _rows(path: Path) -> list[dict[str, str]]:
    if not path.is_file():
        return []
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            return list(csv.DictReader(stream))
    except (UnicodeDecodeError, csv.Error):
        raise PapersRefused("a closed list cannot be read", path.name, "type: aarsmelding check") from None


def _forms(row: Mapping[str, str], columns: Iterable[str]) -> Iterator[str]:
    for column in columns:
        yield from (form.strip() for form in (row.get(column) or "").split(";") if form.strip())


def _committees(rows: Iterable[Mapping[str, str]]) -> Iterator[tuple[str, str]]:
    for row in rows:
        short = row.get("kortnavn") or ""
        name = short if short.isupper() and len(short) <= SHORT else row.get("navn") or short
        yield from ((form, name) for form in _forms(row, ("navn", "navneformer", "kortnavn")))


def _places(rows: Iterable[Mapping[str, str]]) -> Iterator[tuple[str, str]]:
    for row in rows:
        for form in _forms(row, ("navn", "region", "navn_samisk")):
            yield form, form
        if row.get("navn"):
            yield f"{row['navn']} kommune", f"{row['navn']} kommune"
