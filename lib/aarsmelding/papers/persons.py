"""Personal data never reaches a proposal: names of persons, e-mail addresses, phone and identity numbers.

Names are found in three ways: after words that announce one (`v/`, `saksbehandler`), in the attendance list
of the same document, and by a given name from a closed list followed by another capitalised word. This is
the whole rule; a person who reads the proposal is the second one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from aarsmelding.papers.headings import attendance_heading, is_beside
from aarsmelding.papers.lines import Line
from aarsmelding.papers.lists import Lists, fixed, folded, heading
from aarsmelding.receiving import personal

LEFT_OUT = "[utelatt]"
WORD = r"[A-ZÆØÅ@][a-zæøåéèüöäáčđŋšŧž@]+(?:-[A-ZÆØÅ][a-zæøåéèüöäá@]+)*"
NAME = rf"{WORD}(?: (?:[A-ZÆØÅ]\.|av|von|van|de|{WORD}))*? {WORD}"
CAPITALISED = re.compile(rf"(?:{WORD}|[A-ZÆØÅ]\.)(?: (?:{WORD}|[A-ZÆØÅ]\.))+")
ANNOUNCED = re.compile(
    rf"(?:\bv/ ?|\bved |[Ss]aksbehandler:? ?|[Ss]akshandsamar:? ?|[Rr]eferent:? ?|[Mm]øteleder:? ?"
    rf"|[Mm]øteleiar:? ?|\bvara for |lagt av |[Ll]agt fram av |[Oo]rientert av "
    rf"|[Ll]eder: ?|[Ll]eiar: ?)({NAME})"
)
NAME_LINE = re.compile(rf"(?:{WORD}|[A-ZÆØÅ]\.)(?:[ -](?:{WORD}|[A-ZÆØÅ]\.)){{1,4}}")


@cache
def given_names() -> frozenset[str]:
    text = Path(__file__).with_name("given_names.txt").read_text(encoding="utf-8")
    return frozenset(word for line in text.splitlines() if not line.startswith("#") for word in line.split())


@dataclass(frozen=True)
class Persons:
    """The persons that one document names, as words that are no one else's."""

    lists: Lists
    names: frozenset[str] = field(default_factory=frozenset)

    def without(self, text: str) -> str:
        """`text` with everything personal replaced by a mark that `accept` refuses."""
        if personal.kinds_in(text):
            return LEFT_OUT
        for match in reversed(list(CAPITALISED.finditer(text))):
            if self._is_name(match[0]):
                text = text[: match.start()] + self._masked(match[0]) + text[match.end() :]
        return text

    def _masked(self, run: str) -> str:
        """From the first word that belongs to a name to the end of the run."""
        words = run.split()
        first = next(n for n, word in enumerate(words) if self._begins_name(word))
        return " ".join([*words[:first], LEFT_OUT])

    def _begins_name(self, word: str) -> bool:
        return word in self.names or word.split("-")[0] in given_names()

    def _is_name(self, run: str) -> bool:
        words = run.split()
        known = [n for n, word in enumerate(words) if self._begins_name(word)]
        if not known or self._listed(run):
            return False
        rest = words[known[0] + 1 :]
        return bool(rest) or (words[known[0]] in self.names and len(words) > 1)

    def _listed(self, run: str) -> bool:
        listed = [*self.lists.places.find(run), *self.lists.committees.find(run)]
        return any(found.end - found.start >= len(run) - 1 for found in listed)


def _is_organisation(text: str) -> bool:
    return any(folded(word) in folded(text) for word in fixed()["organisation_words"])


def persons_of(lines: Iterable[Line], lists: Lists) -> Persons:
    """Surnames and given names that the document gives away: announced ones and those in attendance lists."""
    names: set[str] = set()
    in_attendance = False
    for line in lines:
        text = line.text.strip()
        label = heading(text.rstrip(":"))
        if attendance_heading(text, is_inside=in_attendance):
            in_attendance = True
        elif label and not is_beside(text):
            in_attendance = label[0] == "oppmoete"
        elif re.match(r"(?i)sak(styper)?\b", text):
            in_attendance = False
        found = [match[1] for match in ANNOUNCED.finditer(text)]
        if in_attendance:
            parts = re.split(r"\t|[,;:(]| {2,}| [-–] ", text.lstrip(" -•*–"))
            found += [part.strip() for part in parts if NAME_LINE.fullmatch(part.strip())]
        for name in found:
            words = [w for w in name.split() if not w.endswith(".") and len(w) > 2 and w[0].isupper()]
            if not lists.presenters.find(name) and not _is_organisation(name):
                names.update(words)
    common = {part for form in lists.presenters.forms for part in re.findall(r"\w[\w-]*", form)}
    return Persons(lists, frozenset(names - common))
