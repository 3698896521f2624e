"""A person's line in an attendance list as role, organisation and party, and nothing that is the person.

What is kept must have a word of a closed list in it: a name that no rule knows is on none of them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from aarsmelding.papers.lists import Lists, fixed, folded
from aarsmelding.papers.persons import LEFT_OUT, Persons, given_names

SUBSTITUTE = re.compile(r"(?i)[,(]?\s*\bvara(?:medlem|representant)?(?: for [^,;\t()]*)?\)?")
CASE = re.compile(r"(?i)[,.;(]?\s*\bsak:? ?(\d{1,3}) ?/ ?(\d\d(?:\d\d)?)\)?")
PIECES = re.compile(r"\t|[,;()]| {2,}| [-–] ")
PERSON = re.compile(
    r"(?:[A-ZÆØÅ@][\w@'.-]*|av|von|van|de|der)(?: (?:[A-ZÆØÅ@][\w@'.-]*|av|von|van|de|der)){1,5}"
)
TRAILING = re.compile(r"(?: (?:i|for|ved|og|av|på|fra))+$")
PARTY_ELSE = "annet"
OMBUD = re.compile(r"(?i)pasient- og (brukerombud(?:et)?|brukarombod(?:et)?)( i [A-ZÆØÅ].*)?$")
OFFICES = ("Pasient- og brukerombudet", "Pasient- og brukarombodet")
CLINIC = re.compile(r"(?i)klinikk(?:en)?\b")


@dataclass
class Entry:
    """One person of the list without the person: what they are, where from, for whom, for which case."""

    is_named: bool = False
    pieces: list[str] = field(default_factory=list)
    is_substitute: bool = False
    case: str = ""


@dataclass(frozen=True)
class Capacity:
    """In which role somebody attended; blank is what no closed list knows."""

    role: str = ""
    organisation: str = ""
    party: str = PARTY_ELSE
    added: str = ""


def entries(text: str, lists: Lists) -> list[Entry]:
    """The persons of one line; one that is not named comes first, and has pieces only."""
    case = CASE.search(text)
    is_substitute = bool(SUBSTITUTE.search(text))
    plain = SUBSTITUTE.sub("", CASE.sub("", text)).strip(" -•*–.")
    found: list[Entry] = []
    for piece in PIECES.split(lists.presenters.repair(lists.repair(plain))):
        piece = piece.strip(" .:")
        if not piece:
            continue
        if is_person(piece, lists):
            found.append(Entry(is_named=True))
        elif found:
            found[-1].pieces.append(piece)
        else:
            found.append(Entry(pieces=[piece]))
    for entry in found:
        entry.case = f"{case[1]}/{case[2][-2:]}" if case else ""
    if found and is_substitute:
        found[-1].is_substitute = True
    return found


def is_person(piece: str, lists: Lists) -> bool:
    """Whether a piece is nothing but a name: capitalised words, none of which a closed list knows."""
    return bool(PERSON.fullmatch(piece)) and not is_known(piece, lists)


def is_known(piece: str, lists: Lists) -> bool:
    known = bool(lists.presenters.find(piece) or lists.places.find(piece) or lists.committees.find(piece))
    return known or bool(_role_words().search(folded(piece)) or _organisation_words().search(folded(piece)))


def capacity(pieces: Sequence[str], lists: Lists, persons: Persons) -> Capacity:
    """Role, organisation and party; what is on no closed list is left out."""
    kept = [piece for piece in pieces if is_known(piece, lists)]
    roles = [piece for piece in kept if _role_words().search(folded(piece))]
    others = [piece for piece in kept if piece not in roles]
    role = roles[0] if roles else ""
    municipality = next(
        (f.name for p in kept for f in lists.places.find(p) if f.name.endswith("kommune")), ""
    )
    if role and (not others or (municipality and role.find(municipality) > 0)):
        role, place = _divided(role, lists)
        others = [place] if place else []
    written = (_written_out(_clean(piece, persons), lists) for piece in others)
    organisation = municipality or ", ".join(filter(None, written))
    organisation = organisation[:1].upper() + organisation[1:]
    party = _party(" ".join(kept), lists, bool(municipality))
    plain = _clean(_plain_role(role, lists, persons), persons)
    plain = plain[:1].upper() + plain[1:]
    whole = organisation or (_office(role, persons) if party == "ombud" else "")
    whole = _with_trust(whole, lists)
    return Capacity(plain, whole, party, "" if whole == organisation else whole)


def _written_out(organisation: str, lists: Lists) -> str:
    """The full name behind an abbreviation that the closed list has."""
    return lists.presenters.forms.get(organisation, organisation) if organisation.isupper() else organisation


def _office(role: str, persons: Persons) -> str:
    """An ombud is an office of its own, with its county where that is printed."""
    match = OMBUD.search(role)
    where = _clean(match[2] or "", persons) if match else ""
    return f"{OFFICES['ombod' in match[1].lower()]}{where}" if match else ""


def _with_trust(organisation: str, lists: Lists) -> str:
    """A clinic belongs to the trust of the partnership, where that is one and is not printed."""
    names = sorted(lists.trust.forms, key=len)
    if not names or not CLINIC.search(organisation) or lists.trust.find(organisation):
        return organisation
    return f"{organisation}, {names[0]}"


def _divided(role: str, lists: Lists) -> tuple[str, str]:
    """`Avdelingsdirektør Tromsø kommune` in two, where an organisation begins."""
    end = 0
    for match in re.finditer(r"\S+", role):
        if _role_words().search(folded(match[0])):
            end = match.end()
            break
    starts = [f.start + end for known in (lists.places, lists.presenters) for f in known.find(role[end:])]
    starts += [
        end + m.start() for m in re.finditer(r"\S+", role[end:]) if _organisation_words().search(folded(m[0]))
    ]
    if not end or not starts:
        return role, ""
    return role[: min(starts)].strip(), role[min(starts) :].strip()


def _plain_role(role: str, lists: Lists, persons: Persons) -> str:
    """The role without capitalised words that nothing knows."""
    words = role.split()
    kept = []
    for place, word in enumerate(words):
        opens = place == 0 and not _may_be_name(word, persons) and (len(words) == 1 or words[1][0].islower())
        if not word[0].isupper() or is_known(word, lists) or opens:
            kept.append(word)
        elif _role_words().search(folded(" ".join(kept))):
            break
    return TRAILING.sub("", " ".join(kept))


def _may_be_name(word: str, persons: Persons) -> bool:
    return word in persons.names or word.split("-")[0] in given_names()


def _clean(text: str, persons: Persons) -> str:
    """`text`, or nothing where there is anything personal left in it."""
    words = re.findall(r"[\w@-]+", text)
    return "" if LEFT_OUT in persons.without(text) or any(w in persons.names for w in words) else text


def _party(text: str, lists: Lists, is_municipal: bool) -> str:
    plain = folded(text)
    for party, words in fixed()["parties"].items():
        if any(folded(word) in plain for word in words):
            return party
    if re.search(r"\bKS\b", text):
        return "ks"
    if is_municipal or lists.places.find(text):
        return "kommune"
    return "foretak" if lists.trust.find(text) else PARTY_ELSE


@cache
def _role_words() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(map(re.escape, map(folded, fixed()['role_words'])))})\b")


@cache
def _organisation_words() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, map(folded, fixed()["organisation_words"]))))
