"""A table that is printed twice: the two editions cell by cell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd

from aarsmelding.checks import Broken
from aarsmelding.datasets import PROVENANCE_COLUMNS


def _differences(
    main: pd.DataFrame, annex: pd.DataFrame, dataset: str, key: Sequence[str], ignore: Sequence[str]
) -> Iterator[Broken]:
    left = main.set_index(list(key)).drop(columns=[*PROVENANCE_COLUMNS, *ignore])
    right = annex.set_index(list(key)).drop(columns=[*PROVENANCE_COLUMNS, *ignore])
    rule = "the two printed editions must agree"
    for identity in left.index.symmetric_difference(right.index):
        yield Broken(dataset, rule, dict(zip(key, identity, strict=True)), "the row is in one edition only")
    shared = left.index.intersection(right.index)
    one, other = left.loc[shared], right.loc[shared, left.columns]
    differ = one.notna() & other.notna() & (one != other)
    identities = shared.tolist()
    for row, column in np.argwhere(differ.to_numpy(dtype=bool)):
        where = {**dict(zip(key, identities[row], strict=True)), "kolonne": left.columns[column]}
        found = f"main text {one.iat[row, column]}, annex {other.iat[row, column]}"
        yield Broken(dataset, rule, where, found)


def tilskudd_er_likt_i_begge_utgaver(
    tilskudd: pd.DataFrame, tilskudd_vedlegg: pd.DataFrame
) -> Iterator[Broken]:
    """Where both editions print a value for a project, it is the same."""
    yield from _differences(
        tilskudd, tilskudd_vedlegg, "tilskudd_vedlegg", ["prosjekt_id", "aar"], ["status"]
    )


def potten_er_lik_i_begge_utgaver(
    tilskuddspott: pd.DataFrame, tilskuddspott_vedlegg: pd.DataFrame
) -> Iterator[Broken]:
    """Where both editions print a figure of the pot, it is the same."""
    key, ignore = ["aar", "post"], ["post_trykt"]
    yield from _differences(tilskuddspott, tilskuddspott_vedlegg, "tilskuddspott_vedlegg", key, ignore)
