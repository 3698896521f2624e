"""Raw rows with their corrections; a correction that no longer fits is refused."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from aarsmelding.corrections.declaration import Corrected, Correction
from aarsmelding.corrections.files import SUFFIX
from aarsmelding.corrections.reading import read
from aarsmelding.errors import Fault

if TYPE_CHECKING:
    import pandas as pd

PLACES = ("kilde", "sted")
# Stands in `sted` of a corrected row, and so in everything that is computed from it.
MARK = " (rettet)"


def applied(
    raw: pd.DataFrame, raw_file: Path, shown: str
) -> tuple[pd.DataFrame, list[Corrected], list[Fault]]:
    """`raw` with what is declared for it, the cells that changed, and what no longer fits.

    The place of a corrected row bears `MARK`. Where there are faults, `raw` is returned as it was.
    """
    import pandas as pd

    declared, faults = read(raw_file, shown)
    cells: dict[tuple[int, str], Corrected] = {}
    for correction in declared:
        unfit = list(_unfit(correction, raw, shown, cells))
        faults += unfit
        if not unfit:
            for line in correction.chosen(raw):
                document, place = (str(raw.at[line, name]) for name in PLACES)
                cells[line, correction.column] = Corrected(line, document, place, correction)
    if faults or not cells:
        return raw, [], faults
    changed = {"sted", *(column for _, column in cells)}
    categories = [column for column in changed if isinstance(raw[column].dtype, pd.CategoricalDtype)]
    # A text that is not among the categories cannot be written into them.
    corrected = raw.astype(dict.fromkeys(categories, "str"))
    for (line, column), cell in cells.items():
        corrected.at[line, column] = cell.declared.becomes or pd.NA
    lines = sorted({line for line, _ in cells})
    corrected.loc[lines, "sted"] += MARK
    corrected = corrected.astype(dict.fromkeys(categories, "category"))
    return corrected, list(cells.values()), []


def _unfit(
    correction: Correction, raw: pd.DataFrame, shown: str, taken: dict[tuple[int, str], Corrected]
) -> Iterator[Fault]:
    import pandas as pd

    file = shown.rpartition(".")[0] + SUFFIX
    named = list(correction.rows) if isinstance(correction.rows, dict) else []
    known = "use one of: " + ", ".join(c for c in raw.columns if c not in PLACES)
    if correction.column in PLACES:
        yield Fault(file, "where a row stands is not corrected here", known, column=correction.column)
        return
    if unknown := [c for c in (correction.column, *named) if c not in raw.columns]:
        yield from (Fault(file, "a correction names an unknown column", known, column=c) for c in unknown)
        return
    lines = correction.chosen(raw)
    asked = correction.rows if isinstance(correction.rows, tuple) else ()
    missing = [line for line in asked if line not in raw.index]
    remedy = f"correct rows in {file}; the rows are those from line {raw.index[0]} to {raw.index[-1]}"
    yield from (Fault(shown, "a correction names a row that is not there", remedy, row=n) for n in missing)
    if not lines and not missing:
        chosen = ", ".join(f"{column}: {cell}" for column, cell in _named_cells(correction))
        yield Fault(shown, "a correction names rows that are not there", remedy, value=chosen)
    for line in lines:
        found = "" if pd.isna(raw.at[line, correction.column]) else str(raw.at[line, correction.column])
        if (line, correction.column) in taken:
            rule, remedy = "a cell is corrected twice", f"remove one of the corrections in {file}"
        elif found != correction.found:
            rule = f"a declared correction no longer applies: the cell is not «{correction.found}»"
            remedy = f"remove the correction from {file} if the source has been mended, or mend what it says"
        else:
            continue
        yield Fault(shown, rule, remedy, column=correction.column, row=line, value=found)


def _named_cells(correction: Correction) -> list[tuple[str, str]]:
    """The cells that choose its rows; nothing where it names line numbers."""
    return list(correction.rows.items()) if isinstance(correction.rows, dict) else []


def unmarked(place: str) -> str:
    """A place as the raw file has it."""
    return place.removesuffix(MARK)
