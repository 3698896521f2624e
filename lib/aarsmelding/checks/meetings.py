"""The registers of meetings and cases against the published counts, per body and per type of body.

A register that is declared to hold its whole year has exactly as many as is published; any other one
never has more. What is not published is held against nothing: blank is not zero.
"""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from aarsmelding.checks import Broken
from aarsmelding.datasets import WHOLE_YEAR

HELD = "status == 'avholdt'"
ORDINARY, UNKNOWN_TYPE = "moetetype == 'ordinaer'", "moetetype == 'ukjent'"
UNKNOWN_FORM = f"{HELD} and form == 'ukjent'"
NONE = "status == ''"
# Column of `moeteaktivitet` -> what is counted, the meetings that are, and those that may be.
MEETINGS = {
    "antall_avholdte": ("meetings held", HELD, NONE),
    "antall_avlyste": (
        "cancelled meetings",
        f"status == 'avlyst' and {ORDINARY}",
        f"status == 'avlyst' and {UNKNOWN_TYPE}",
    ),
    "antall_ordinaere": ("ordinary meetings", f"{HELD} and {ORDINARY}", f"{HELD} and {UNKNOWN_TYPE}"),
    "antall_ekstraordinaere": (
        "extraordinary meetings",
        f"{HELD} and moetetype == 'ekstraordinaer'",
        f"{HELD} and {UNKNOWN_TYPE}",
    ),
    "antall_digitale": ("digital meetings", f"{HELD} and form == 'digitalt'", UNKNOWN_FORM),
    "antall_hybride": ("hybrid meetings", f"{HELD} and form == 'hybrid'", UNKNOWN_FORM),
    "antall_fysiske": ("physical meetings", f"{HELD} and form == 'fysisk'", UNKNOWN_FORM),
}
BODY, TYPE = ["aar", "utvalg"], ["aar", "type"]


def _held_against(
    published: pd.DataFrame,
    column: str,
    counted: pd.DataFrame,
    uncertain: pd.DataFrame,
    whole_year: int | None,
    dataset: str,
    keys: list[str],
    what: str,
) -> Iterator[Broken]:
    """Where the rows `counted` are too many, or, with the rows `uncertain`, too few."""
    stated = published.set_index(keys)[column].dropna()
    certain, possible = counted.groupby(keys).size(), uncertain.groupby(keys).size()
    for key, number in stated.items():
        in_register, more = int(certain.get(key, 0)), int(possible.get(key, 0))
        is_whole = key[0] == whole_year
        if in_register <= number and (in_register + more >= number or not is_whole):
            continue
        rule = (
            f"the register must count as many {what} as is published"
            if is_whole
            else f"a register of a part of the year must not count more {what} than is published"
        )
        unknown = f" and {more} of which it is not known" if more else ""
        found = f"published {int(number)}, in the register {in_register}{unknown}"
        yield Broken(dataset, rule, dict(zip(keys, key, strict=True)), found)


def registeret_har_moetene(moeter: pd.DataFrame, moeteaktivitet: pd.DataFrame) -> Iterator[Broken]:
    """Meetings per body, held and cancelled, by kind and form, are as many as published."""
    whole = moeter.attrs.get(WHOLE_YEAR)
    for column, (what, chosen, possible) in MEETINGS.items():
        counted, uncertain = moeter.query(chosen), moeter.query(possible)
        yield from _held_against(
            moeteaktivitet, column, counted, uncertain, whole, "moeteaktivitet", BODY, what
        )


def registeret_har_sakene(saker: pd.DataFrame, moeteaktivitet: pd.DataFrame) -> Iterator[Broken]:
    """Cases per body are as many as published."""
    whole = saker.attrs.get(WHOLE_YEAR)
    yield from _held_against(
        moeteaktivitet, "antall_saker", saker, saker.iloc[:0], whole, "moeteaktivitet", BODY, "cases"
    )


def registeret_har_moetesummene(
    moeter: pd.DataFrame, moeteaktivitet_sum: pd.DataFrame, utvalg: pd.DataFrame
) -> Iterator[Broken]:
    """Meetings held per type of body are as many as published."""
    yield from _held_against_sums(moeter, HELD, moeteaktivitet_sum, "moeter_avholdt", utvalg, "meetings held")


def registeret_har_saksummene(
    saker: pd.DataFrame, moeteaktivitet_sum: pd.DataFrame, utvalg: pd.DataFrame
) -> Iterator[Broken]:
    """Cases per type of body are as many as published."""
    yield from _held_against_sums(saker, "loepenr > 0", moeteaktivitet_sum, "saker", utvalg, "cases")


def _held_against_sums(
    register: pd.DataFrame, chosen: str, sums: pd.DataFrame, measure: str, utvalg: pd.DataFrame, what: str
) -> Iterator[Broken]:
    counted = register.query(chosen).merge(utvalg[["utvalg", "type"]], on="utvalg")
    stated = sums[sums["maal"] == measure]
    whole = register.attrs.get(WHOLE_YEAR)
    yield from _held_against(
        stated, "antall", counted, counted.iloc[:0], whole, "moeteaktivitet_sum", TYPE, what
    )
