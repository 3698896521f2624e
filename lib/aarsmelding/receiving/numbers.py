"""Numbers as people type them, made readable where `parse` would not understand them.

A sign that could mean two things is decided by the whole column, or the column is refused.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from aarsmelding.receiving.columns import COUNTS, RawColumn

SPACES = re.compile(r"[\s\u00a0\u2007\u2009\u202f']+")
MINUS = str.maketrans({"\u2212": "-", "\u2013": "-", "\u2010": "-", "\u2011": "-"})
CURRENCY = re.compile(r"^(-?)\s*(?:kr\.?|nok|kroner)\s*|\s*(?:,-|kr\.?|nok|kroner)+$", re.IGNORECASE)
NUMBER = re.compile(r"-?\d[\d.,]*(?:%|k)?")
EITHER = re.compile(r"-?\d{1,3}([.,])\d{3}")
POINT, COMMA = ".", ","


@dataclass(frozen=True)
class Understood:
    """The cells of a column that were rewritten, and in which way; or why they cannot be read."""

    changed: Mapping[int, str]
    note: str = ""
    problem: str = ""
    rows: tuple[int, ...] = ()


def understood(column: RawColumn, cells: Mapping[int, str], decimal: str | None) -> Understood:
    """The cells of a column of numbers (row -> text), with one decimal sign for all of them.

    `decimal` is the sign that somebody has named; None lets the column itself decide.
    """
    bare = {row: amount for row, text in cells.items() if (amount := _bare(text)) is not None}
    roles, contradiction = _evidence(bare)
    if contradiction:
        problem = f"«{contradiction}» divides thousands in some cells and decimals in others"
        return Understood({}, problem=problem, rows=_having(bare, contradiction))
    if decimal:
        roles = {decimal: "decimals", COMMA if decimal == POINT else POINT: "thousands"}
    for sign in (POINT, COMMA):
        other = COMMA if sign == POINT else POINT
        if sign not in roles and roles.get(other) == "decimals":
            roles[sign] = "thousands"
        undecided = tuple(row for row, text in bare.items() if (m := EITHER.fullmatch(text)) and m[1] == sign)
        if undecided and sign not in roles:
            problem = (
                f"«{sign}» followed by three digits may divide thousands or decimals, and no cell decides"
            )
            return Understood({}, problem=problem, rows=undecided)
    changed, ways = {}, set()
    for row, amount in bare.items():
        text = _written(amount, roles, bool(column.rules & COUNTS))
        if text != cells[row] and _needs(cells[row], column):
            changed[row] = text
            ways.add(_way(cells[row], roles))
    return Understood(changed, "; ".join(sorted(ways)))


def _bare(text: str) -> str | None:
    """The digits and signs of a number: no spaces, currency or brackets; None where it is no number."""
    plain = SPACES.sub(" ", text.translate(MINUS)).strip()
    negative = bool(re.fullmatch(r"\(.+\)", plain))
    plain = plain[1:-1].strip() if negative else plain
    if plain.endswith("-") and plain[-2:-1].isdigit():
        negative, plain = True, plain[:-1]
    for _ in range(2):
        plain = CURRENCY.sub(r"\1", plain).strip()
    digits = re.sub(r"^-\s+", "-", plain)
    if " " in digits and not re.fullmatch(r"-?\d{1,3}( \d{3})+([.,]\d+)?\s?%?", digits):
        return None
    digits = digits.replace(" ", "")
    if not NUMBER.fullmatch(digits) or (negative and digits.startswith("-")):
        return None
    return f"-{digits}" if negative else digits


def _evidence(bare: Mapping[int, str]) -> tuple[dict[str, str], str]:
    """What each sign divides, by the cells that leave no doubt; and the sign that they disagree about."""
    roles: dict[str, str] = {}
    for amount in bare.values():
        for sign, role in _roles(amount.lstrip("-").rstrip("%k")).items():
            if roles.setdefault(sign, role) != role:
                return roles, sign
    if len(roles) == 2 and len(set(roles.values())) == 1 and "decimals" in roles.values():
        return roles, COMMA
    return roles, ""


def _roles(digits: str) -> dict[str, str]:
    signs = [sign for sign in digits if sign in ".,"]
    if not signs:
        return {}
    if len(set(signs)) == 2:
        last = signs[-1]
        return {last: "decimals", COMMA if last == POINT else POINT: "thousands"}
    if len(signs) > 1:
        return {signs[0]: "thousands"}
    whole, _, rest = digits.partition(signs[0])
    if len(rest) != 3 or len(whole) > 3 or whole == "0":
        return {signs[0]: "decimals"}
    return {}


def _written(amount: str, roles: Mapping[str, str], is_count: bool) -> str:
    for sign, role in roles.items():
        if role == "thousands":
            amount = amount.replace(sign, "")
    for sign, role in roles.items():
        if role == "decimals":
            amount = amount.replace(sign, COMMA)
    if is_count and not amount.endswith("k"):
        amount = re.sub(r",0+$", "", amount)
    return amount


def _needs(text: str, column: RawColumn) -> bool:
    """Whether `parse` would not read the cell as it stands."""
    plain = SPACES.sub(" ", text).strip()
    if "kroner" in column.rules and re.fullmatch(r"-?(kr\.? ?)?-?\d{1,3}( \d{3})*( kr)?|-?\d+", plain):
        return False
    if column.rules & COUNTS:
        return not re.fullmatch(r"-?\d{1,3}( \d{3})*|-?\d+|\d+(,\d)?k", plain)
    return not re.fullmatch(r"-?\d{1,3}( \d{3})*(,\d+)? ?%?|-?\d+(,\d+)? ?%?", plain)


def _way(text: str, roles: Mapping[str, str]) -> str:
    told = [f"«{sign}» divides {role}" for sign, role in sorted(roles.items()) if sign in text]
    if text.strip().startswith("("):
        told.append("brackets are a minus")
    return ", ".join(told) or "spaces and currency taken away"


def _having(bare: Mapping[int, str], sign: str) -> tuple[int, ...]:
    return tuple(row for row, text in bare.items() if sign in text)
