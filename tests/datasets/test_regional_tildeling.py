"""The allotment per health region, whose parts are printed without a name."""

import pandas as pd
from aarsmelding import parse
from aarsmelding.datasets import get, regional_tildeling
from aarsmelding.schemafaults import schema_faults

PRINTED = [
    ("Helse Vest RHF", None, "32,9", "29,-"),
    (None, "saldert budsjett", "40,0", "82,-"),
    (None, "revidert nasjonalbudsjett", "90,0", "185,-"),
    ("Helse Nord RHF", None, "130,0", "267,-"),
]


def cleaned(rows: list[tuple]) -> pd.DataFrame:
    raw = pd.DataFrame(
        rows, columns=list(regional_tildeling.RAW_COLUMNS), index=range(2, 2 + len(rows)), dtype="str"
    )
    with parse.collecting():
        return regional_tildeling.clean(raw.assign(kilde="made up", sted="linje 1"))


def broken_rules(rows: list[tuple]) -> list[str]:
    faults = schema_faults(get("regional_tildeling"), cleaned(rows), "regional_tildeling.csv", 2025)
    return [fault.rule for fault in faults]


def test_rows_without_a_name_are_parts_of_the_region_below():
    rows = cleaned(PRINTED)
    assert rows["helseregion"].tolist() == ["helse_vest", "helse_nord", "helse_nord", "helse_nord"]
    assert rows["budsjettdel"].tolist() == ["sum", "saldert_budsjett", "revidert_nasjonalbudsjett", "sum"]


def test_millions_and_kroner_become_whole_kroner():
    rows = cleaned(PRINTED)
    assert rows["tildelt_kr"].tolist() == [32_900_000, 40_000_000, 90_000_000, 130_000_000]
    assert rows["per_innbygger_kr"].tolist() == [29, 82, 185, 267]


def test_the_printed_parts_make_up_the_sum():
    assert broken_rules(PRINTED) == []


def test_a_sum_that_differs_from_its_parts_is_refused():
    off = [*PRINTED[:3], ("Helse Nord RHF", None, "130,1", "268,-")]
    assert broken_rules(off) == [
        "the parts must make up the sum",
        "the parts per inhabitant must make up the sum",
    ]
