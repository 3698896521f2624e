"""One way through the register in a process of its own: `register_ways.py WAY ROOT YEAR FOLDER`.

Each leaves what it counted in FOLDER, so that the ways can be compared.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pandas as pd

NAME = "avvik_register"
COUNTED_BY = ["kommune_nr", "aarsak", "maaned"]


def plain(root: Path, year: int) -> pd.DataFrame:
    """As one would write it for one file: text from pandas, vectorised cleaning, the same schema."""
    from aarsmelding.datasets import avvik_register as dataset

    folder = root / "data" / "raw" / str(year)
    number = pd.read_csv(folder / "kommuner.csv", dtype=str).set_index("navn")["kommune_nr"]
    raw = pd.read_csv(folder / f"{NAME}.csv", dtype=str, keep_default_na=False, na_values=[""])
    reported, answered = (pd.to_datetime(raw[c], format="%d.%m.%Y") for c in ("dato", "besvart_dato"))
    frame = pd.DataFrame(
        {
            "avvik_id": raw["id"],
            "meldt_dato": reported.astype("datetime64[ns]"),
            "aar": reported.dt.year.astype("Int64"),
            "maaned": reported.dt.month.astype("Int64"),
            "retning": raw["retning"],
            "kommune_nr": raw["fra"]
            .where(raw["retning"] == "til_foretak", raw["til"])
            .map(number)
            .astype("str"),
            "klinikk": raw["klinikk"],
            "aarsak": raw["aarsak"],
            "besvart_dato": answered.astype("datetime64[ns]"),
            "dager_til_svar": (answered - reported).dt.days.astype("Int64"),
            "kilde": raw["kilde"],
            "sted": raw["sted"],
        }
    )
    return dataset.Rows.validate(frame, lazy=True)


def ours(root: Path, year: int) -> pd.DataFrame:
    from aarsmelding.errors import DataRefused
    from aarsmelding.paths import Project
    from aarsmelding.validate import validate

    frame, faults = validate(Project(root), year, NAME)
    if frame is None:
        raise DataRefused(faults)
    return frame


def stored(root: Path, year: int) -> pd.DataFrame:
    from aarsmelding import store
    from aarsmelding.paths import Project

    frame = ours(root, year)
    store.write(frame, Project(root).dataset(year, NAME))
    return frame


def loaded(root: Path, year: int) -> pd.DataFrame:
    from aarsmelding import load

    return load(NAME, year)


WAYS = {way.__name__: way for way in (plain, ours, stored, loaded)}


def main() -> None:
    way, root, year, folder = sys.argv[1:]
    counts = WAYS[way](Path(root), int(year)).groupby(COUNTED_BY).size()
    counts.rename("antall").to_csv(Path(folder) / f"{way}.csv")


if __name__ == "__main__":
    main()
