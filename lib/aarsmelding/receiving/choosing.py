"""Which of the tables found is the one that a delivery is about."""

from __future__ import annotations

import re
from collections.abc import Sequence

from aarsmelding import datasets
from aarsmelding.receiving.columns import is_edition, raw_columns
from aarsmelding.receiving.refusal import Refused
from aarsmelding.receiving.table import Table

SCALED = re.compile(r"\b(1[ .]?000|tusen|mill\b|mill\.|millioner|mrd|tkr|mnok|mkr)", re.IGNORECASE)
NEAREST = 3


def choose(found: Sequence[Table], wanted: str | None, name: str) -> Table:
    """The one table the delivery is about. Raises Refused where there is none, or more than one."""
    if wanted:
        found = [t for t in found if t.dataset == wanted]
        fitting = [t for t in found if t.fits(0)]
    else:
        fitting = [t for t in found if t.fits() and not is_edition(t.dataset)]
    tables = _without_repeated_headers(_best_where_they_overlap(fitting))
    for table in tables:
        rivals = {t.dataset for t in fitting if _overlap(t, table) and t.rank == table.rank}
        if len(rivals) > 1:
            names = " and ".join(sorted(rivals))
            raise Refused(f"the table fits two datasets: {names}", name, "say which with --as DATASET")
    if not tables:
        raise _nothing(found, wanted, name)
    if len(names_found := {t.dataset for t in tables}) > 1:
        where = "; ".join(f"{t.dataset} at {t.sheet.where(t.header)}" for t in tables)
        remedy = "receive it once for each with --as " + " or --as ".join(sorted(names_found))
        raise Refused("the delivery holds tables of several datasets", f"{name}: {where}", remedy)
    if len(tables) > 1:
        where = "; ".join(t.sheet.where(t.header) for t in tables)
        problem = f"the delivery holds several tables of {tables[0].dataset}"
        raise Refused(problem, f"{name}: {where}", "say which with --sheet NAME, or deliver one table")
    _refuse_scaled(tables[0], name)
    if twice := tables[0].twice:
        where = tables[0].sheet.where(tables[0].header)
        raise Refused(f"two columns are both {twice[0]}", f"{name}: {where}", "rename or remove one of them")
    return tables[0]


def _refuse_scaled(table: Table, name: str) -> None:
    """Refuse amounts in thousands or millions: the dataset is in whole units."""
    for column, place in table.columns.items():
        if raw_columns(table.dataset)[column].is_number and "mill" not in column:
            above = [table.sheet.at(row, place) for row in range(table.header, table.first_row)]
            if any(isinstance(text, str) and SCALED.search(text) for text in above):
                where = f"{name}: {table.sheet.where(table.header, place)}"
                remedy = "deliver whole kroner or counts"
                raise Refused(f"the column {column} is in thousands or millions", where, remedy)


def _nothing(found: Sequence[Table], wanted: str | None, name: str) -> Refused:
    best: dict[str, Table] = {}
    for table in sorted(found, key=lambda t: t.rank, reverse=True):
        best.setdefault(table.dataset, table)
    if not best:
        what = f"a table of {wanted}" if wanted else "a table of any dataset"
        known = ", ".join(raw_columns(wanted)) if wanted else ", ".join(datasets.names())
        hint = "the columns are" if wanted else "say which it is with --as DATASET; the datasets are"
        return Refused(f"there is no header row of {what}", name, f"{hint}: {known}")
    near = list(best.values())[:NEAREST]
    told = "; ".join(f"{t.dataset} lacks {', '.join(t.missing)}" for t in near)
    where = f"{name}: {near[0].sheet.where(near[0].header)}"
    return Refused(
        f"the columns fit no dataset; nearest: {told}", where, "rename the headers, or use --as DATASET"
    )


def _overlap(one: Table, other: Table) -> bool:
    """Whether two tables share header cells."""
    (start, stop), (first, last) = one.span, other.span
    shares_rows = one.header < other.first_row and other.header < one.first_row
    return one.sheet is other.sheet and shares_rows and start <= last and first <= stop


def _best_where_they_overlap(tables: Sequence[Table]) -> list[Table]:
    """Of the readings of one header, the one that finds most columns, in the fewest rows."""
    kept: list[Table] = []
    for table in sorted(tables, key=lambda t: (-t.rank[0], -t.rank[1], t.height)):
        if not any(_overlap(table, better) for better in kept):
            kept.append(table)
    return sorted(kept, key=lambda t: t.header)


def _without_repeated_headers(tables: list[Table]) -> list[Table]:
    """A header repeated on every printed page is one table."""
    kept: list[Table] = []
    for table in tables:
        same = [
            t
            for t in kept
            if t.sheet is table.sheet and t.columns == table.columns and t.header < table.header
        ]
        if not (same and _texts(table) == _texts(same[-1])):
            kept.append(table)
    return kept


def _texts(table: Table) -> list[str]:
    sheet = table.sheet
    return [str(sheet.at(table.first_row - 1, column)) for column in sorted(table.columns.values())]
