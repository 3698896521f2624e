"""Declared corrections of errors in a source: `<dataset>.corrections.yml` beside the raw file.

The raw file stays as it was delivered. A declaration says which cells, what stands there, what it becomes,
why, and when it was reported to whom. It is refused as soon as it no longer fits what stands there.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from aarsmelding.errors import DataRefused, Fault
from aarsmelding.paths import Project
from aarsmelding.sources import sha256

if TYPE_CHECKING:
    import pandas as pd

SUFFIX = ".corrections.yml"
FIELDS = ("rows", "column", "is", "becomes", "because", "reported")
REPORTED = ("date", "to")
PLACES = ("kilde", "sted")
# Stands in `sted` of a corrected row, and so in everything that is computed from it.
MARK = " (rettet)"
FORM = "write a list in which each has rows, column, is, becomes, because and reported (date, to)"


@dataclass(frozen=True)
class Correction:
    """One declaration. `rows` are line numbers of the raw file, or cells that choose the rows.

    A blank cell is the empty text. `reported_to` is a role or an organisation.
    """

    rows: tuple[int, ...] | dict[str, str]
    column: str
    found: str
    becomes: str
    because: str
    reported_on: date
    reported_to: str

    def chosen(self, raw: pd.DataFrame) -> list[int]:
        """The line numbers it is about that `raw` has."""
        if isinstance(self.rows, tuple):
            return [line for line in self.rows if line in raw.index]
        import pandas as pd

        is_chosen = pd.Series(True, index=raw.index)
        for column, cell in self.rows.items():
            is_chosen &= raw[column].fillna("") == cell
        return [int(line) for line in raw.index[is_chosen]]


@dataclass(frozen=True)
class Corrected:
    """One cell that a declaration changes: its line in the raw file, and where that comes from."""

    row: int
    document: str
    place: str
    declared: Correction


class _Texts(yaml.BaseLoader):
    """Every scalar as the text that stands there (`0301` stays `0301`), no key twice."""

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Hashable, Any]:
        keys = [key.value for key, _ in node.value]
        if len(keys) != len(set(map(str, keys))):
            raise yaml.YAMLError("a key stands twice")
        return super().construct_mapping(node, deep)


def path_of(raw_file: Path) -> Path:
    """Where the corrections of `raw_file` lie, if there are any."""
    return raw_file.with_suffix(SUFFIX)


def state(raw_files: Iterable[Path]) -> str:
    """What is declared for `raw_files`, as one value; it also changes when a file of theirs goes."""
    paths = [path for path in map(path_of, raw_files) if path.is_file()]
    return " ".join(f"{path.name}:{sha256(path)}" for path in sorted(paths))


def stray(folder: Path, shown: str) -> list[Fault]:
    """The corrections in a raw folder (`shown` as a person types it) that no raw file lies beside."""
    remedy = "give it the name of its raw file, such as tilskudd.corrections.yml, or remove it"
    return [
        Fault(f"{shown}/{path.name}", "the corrections belong to no raw file", remedy)
        for path in sorted(folder.glob("*corrections*"))
        if not path.name.endswith(SUFFIX)
        or not path.with_name(path.name.removesuffix(SUFFIX) + ".csv").is_file()
    ]


def require_owned(project: Project, year: int) -> None:
    """Refuse corrections that would silently never be applied. Raises DataRefused."""
    if faults := stray(project.raw(year), project.shown(project.raw(year))):
        raise DataRefused(faults)


def read(raw_file: Path, shown: str) -> tuple[list[Correction], list[Fault]]:
    """What is declared for `raw_file`, and every declaration that cannot be understood."""
    path, file = path_of(raw_file), shown.removesuffix(raw_file.suffix) + SUFFIX
    if not path.is_file():
        return [], []
    try:
        entries = yaml.load(path.read_text(encoding="utf-8"), _Texts)
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError):
        return [], [Fault(file, "the corrections cannot be read as YAML", FORM)]
    if not isinstance(entries, list) or not entries:
        return [], [Fault(file, "there must be at least one correction", "declare one, or remove the file")]
    declared, faults = [], []
    for number, entry in enumerate(entries, start=1):
        try:
            declared.append(_understood(entry))
        except ValueError as problem:
            rule, _, remedy = str(problem).partition(": ")
            faults.append(Fault(file, rule, remedy or FORM, value=f"correction {number}"))
    return declared, faults


def _understood(entry: Any) -> Correction:
    if not isinstance(entry, dict) or set(entry) != set(FIELDS):
        raise ValueError("a correction has exactly the fields " + ", ".join(FIELDS))
    reported = entry["reported"]
    if not isinstance(reported, dict) or set(reported) != set(REPORTED):
        raise ValueError("reported has exactly the fields date and to")
    texts = [*(entry[name] for name in FIELDS[1:5]), *reported.values()]
    if not all(isinstance(text, str) for text in texts):
        raise ValueError("a field of a correction is a text: put it in quotes if it has a colon")
    if not entry["because"].strip() or not reported["to"].strip():
        raise ValueError("a correction says why, and to whom it was reported: fill in because and to")
    if "@" in entry["because"] + reported["to"]:
        raise ValueError("a correction names no person: write the role or the organisation")
    if entry["is"] == entry["becomes"]:
        raise ValueError("a correction must change the cell: write another text in becomes, or remove it")
    try:
        day = date.fromisoformat(reported["date"])
    except ValueError:
        raise ValueError("the date of a report must exist: write it as 2026-01-31") from None
    return Correction(
        rows=_rows(entry["rows"]),
        column=entry["column"],
        found=entry["is"],
        becomes=entry["becomes"],
        because=entry["because"].strip(),
        reported_on=day,
        reported_to=reported["to"].strip(),
    )


def _rows(given: Any) -> tuple[int, ...] | dict[str, str]:
    remedy = "write line numbers of the raw file, such as [4, 7], or cells, such as {prosjekt: Ernæring}"
    if isinstance(given, dict) and given and all(isinstance(cell, str) for cell in given.values()):
        return dict(given)
    if isinstance(given, list) and given and all(isinstance(n, str) and n.isdecimal() for n in given):
        if len(set(given)) < len(given):
            raise ValueError("a row stands twice in a correction: remove one of them")
        return tuple(int(n) for n in given)
    raise ValueError(f"rows cannot be understood: {remedy}")


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
        chosen = ", ".join(f"{column}: {cell}" for column, cell in named_cells(correction))
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


def named_cells(correction: Correction) -> list[tuple[str, str]]:
    """The cells that choose its rows; nothing where it names line numbers."""
    return list(correction.rows.items()) if isinstance(correction.rows, dict) else []


def unmarked(place: str) -> str:
    """A place as the raw file has it."""
    return place.removesuffix(MARK)
