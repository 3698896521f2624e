"""Numbers that are counted in a register, not published: where they say that they come from, and breaks."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from aarsmelding import norwegian

COUNTED = "talt opp i registeret"


def place(register: pd.DataFrame, rows: pd.DataFrame, name: str) -> dict[str, str]:
    """`kilde` and `sted` of a number that was counted in `rows` of the register `name`."""
    own = rows if len(rows) else register
    documents = own["kilde"].nunique()
    said = f"{COUNTED} {name}, {len(rows)} {norwegian.noun(len(rows), 'rad', 'rader')}"
    return {
        "kilde": str(own["kilde"].iloc[0]),
        "sted": f"{said} fra {documents} dokumenter" if documents > 1 else said,
    }


def places(counted: Mapping[str, tuple[pd.DataFrame, pd.DataFrame]]) -> dict[str, str]:
    """The same for a row with numbers of several registers: name -> the register and its rows."""
    parts = [place(register, rows, name) for name, (register, rows) in counted.items()]
    return {"kilde": parts[0]["kilde"], "sted": "; ".join(part["sted"] for part in parts)}


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
