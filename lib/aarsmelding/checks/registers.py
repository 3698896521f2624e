"""A register and the published aggregate of the same thing: every difference between them, named."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import pandas as pd

from aarsmelding.checks import Broken


def _of_the_year(register: pd.DataFrame) -> pd.DataFrame:
    """The reports of the youngest year: older ones may be there because they were answered in it."""
    return register[register["aar"] == register["aar"].max()]


def _differences(
    counted: pd.Series, stated: pd.Series, dataset: str, names: Sequence[str], what: str
) -> Iterator[Broken]:
    """Where two counts with the same index differ; not to be there is to be none."""
    for key in sorted(set(counted.index) | set(stated.dropna().index)):
        in_register, published = int(counted.get(key, 0)), stated.get(key, 0)
        published = 0 if pd.isna(published) else int(published)
        if in_register != published:
            identity: Mapping[str, object] = dict(zip(names, key if len(names) > 1 else (key,), strict=True))
            rule = f"the register must count as many {what} as is published"
            yield Broken(dataset, rule, identity, f"published {published}, in the register {in_register}")


def registeret_har_kommunenes_avvik(
    avvik_register: pd.DataFrame, avvik_kommune: pd.DataFrame
) -> Iterator[Broken]:
    """Reports and answers per municipality and direction are as many as published."""
    keys = ["kommune_nr", "retning"]
    own = _of_the_year(avvik_register).dropna(subset="kommune_nr")
    published = avvik_kommune.set_index(keys)
    reported, answered = own.groupby(keys).size(), own.groupby(keys)["besvart_dato"].count()
    yield from _differences(reported, published["antall_meldt"], "avvik_kommune", keys, "reports")
    yield from _differences(answered, published["antall_besvart"], "avvik_kommune", keys, "answers")


def registeret_har_aarsakene(avvik_register: pd.DataFrame, avvik_aarsak: pd.DataFrame) -> Iterator[Broken]:
    """Causes per direction are as many as published, for the municipalities of the partnership."""
    keys = ["retning", "aarsak"]
    own = _of_the_year(avvik_register).dropna(subset="kommune_nr")
    counted = own.dropna(subset="aarsak").groupby(keys).size()
    published = avvik_aarsak.set_index(keys)["antall_avvik"]
    yield from _differences(counted, published, "avvik_aarsak", keys, "reports with this cause")


def registeret_har_opphavet(avvik_register: pd.DataFrame, avvik_opphav: pd.DataFrame) -> Iterator[Broken]:
    """Reports to the trust from inside and outside the primary area are as many as published."""
    to_trust = _of_the_year(avvik_register).query("retning == 'til_foretak'")
    is_inside = to_trust["kommune_nr"].notna().rename("er_primaeromraade")
    counted = to_trust.groupby(is_inside).size()
    published = avvik_opphav.groupby("er_primaeromraade")["antall_avvik"].sum()
    names = ["er_primaeromraade"]
    yield from _differences(counted, published, "avvik_opphav", names, "reports to the trust")
