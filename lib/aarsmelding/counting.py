"""Numbers that are counted in a register, not published: where they say that they come from, and breaks."""

from __future__ import annotations

import pandas as pd

from aarsmelding import norwegian

COUNTED = "talt opp i registeret"


def place(**registers: pd.DataFrame) -> dict[str, str]:
    """`kilde` and `sted` of a number that is counted in `registers`, given by name.

    How many rows a register has is said, never how many were counted: that may be a number not to be shown.
    """
    return {
        "kilde": str(next(iter(registers.values()))["kilde"].iloc[0]),
        "sted": "; ".join(_extent(name, register) for name, register in registers.items()),
    }


def _extent(name: str, register: pd.DataFrame) -> str:
    documents = register["kilde"].nunique()
    said = f"{COUNTED} {name}, {len(register)} {norwegian.noun(len(register), 'rad', 'rader')}"
    return f"{said} fra {documents} dokumenter" if documents > 1 else said


def is_counted(rows: pd.DataFrame) -> pd.Series:
    """Which of `rows` were counted in a register."""
    return rows["sted"].astype("str").str.startswith(COUNTED)


def origin(rows: pd.DataFrame, published: str, counted: str = "talt opp i registrene") -> str:
    """What is said of where `rows` come from: `counted` where all of them are, else `published`."""
    return counted if len(rows) and is_counted(rows).all() else published


def break_of(rows: pd.DataFrame, year: int) -> str:
    """What marks the break where only one of `year` and the year before is counted; else nothing.

    `rows` have the column `aar`.
    """
    ways = {each: is_counted(rows[rows["aar"] == each]) for each in (year - 1, year)}
    said = [
        f"{each} er {'talt opp fra registrene' if counted.all() else 'publiserte tall'}"
        for each, counted in ways.items()
        if len(counted)
    ]
    if len(said) < 2 or ways[year - 1].all() == ways[year].all():
        return ""
    return f"Brudd: {', '.join(said)}. De er ikke talt på samme måte."
