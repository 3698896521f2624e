"""One raw file through its dataset's contract, on a made-up dataset."""

from types import ModuleType

import pandas as pd
import pandera.pandas as pa
import pytest
from aarsmelding import schemafaults, validate
from aarsmelding.datasets import Dataset, KnownBreak, Provenanced, column
from aarsmelding.paths import Project


class Rows(Provenanced):
    """Én rad er én oppdiktet rad."""

    navn: str = column("Navn", "Oppdiktet.")
    antall_meldt: pd.Int64Dtype = column("Meldt", "Oppdiktet.", "avvik", ge=0, le=100, nullable=True)
    antall_besvart: pd.Int64Dtype = column("Besvart", "Oppdiktet.", "avvik", nullable=True)

    @pa.dataframe_check(error="answers must not exceed reports")
    def besvart_hoeyst_meldt(cls, df: pd.DataFrame) -> pd.Series:
        return (df["antall_besvart"] <= df["antall_meldt"]).fillna(True).astype(bool)


def faults(*rows: tuple[str, int | None, int | None], exceptions=(), year: int = 2031):
    """What the schema says about made-up rows that stand on lines 2, 3, … of their file."""
    module = ModuleType("oppdiktet")
    module.Rows, module.KEY, module.EXCEPTIONS = Rows, ("navn",), exceptions
    frame = pd.DataFrame(rows, columns=["navn", "antall_meldt", "antall_besvart"])
    frame = frame.astype({"navn": "str", "antall_meldt": "Int64", "antall_besvart": "Int64"})
    frame = frame.assign(kilde="oppdiktet", sted="linje 1").set_axis(range(2, 2 + len(rows)))
    found = schemafaults.schema_faults(Dataset("oppdiktet", module), frame, "made_up.csv", year)
    return [(fault.rule, fault.row) for fault in found]


def known(name: str, year: int | None = None) -> KnownBreak:
    return KnownBreak("besvart_hoeyst_meldt", {"navn": name}, "Oppdiktet grunn.", year)


def test_rows_that_keep_every_rule_have_no_faults():
    assert faults(("a", 2, 1), ("b", None, None)) == []


def test_a_broken_identity_is_reported_on_its_row():
    assert faults(("a", 2, 1), ("b", 1, 2)) == [("answers must not exceed reports", 3)]


@pytest.mark.parametrize(
    ("number", "rule"), [(-1, "must be at least 0"), (101, "must be at most 100"), (0, None), (100, None)]
)
def test_a_limit_is_named_and_belongs_to_what_is_allowed(number, rule):
    assert faults(("a", number, None)) == ([(rule, 2)] if rule else [])


def test_a_missing_value_is_reported():
    assert faults((None, 1, 1)) == [("a value must not be missing", 2)]


def test_a_key_that_stands_twice_is_reported_on_the_second_row():
    assert faults(("a", 2, 1), ("b", 2, 1), ("a", 3, 1)) == [("a row must be unique in navn", 4)]


def test_a_declared_break_is_not_a_fault():
    assert faults(("a", 1, 2), exceptions=[known("a")]) == []


def test_a_declared_break_excuses_only_the_row_it_names():
    found = faults(("a", 1, 2), ("b", 1, 2), exceptions=[known("a")])
    assert found == [("answers must not exceed reports", 3)]


def test_a_declared_break_excuses_only_the_check_it_names():
    assert faults(("a", -1, None), exceptions=[known("a")])[0] == ("must be at least 0", 2)


def test_an_exception_that_no_longer_applies_is_a_fault():
    ((rule, _),) = faults(("a", 2, 1), exceptions=[known("a")])
    assert rule == ("a declared exception no longer applies: besvart_hoeyst_meldt where {'navn': 'a'}")


def test_an_exception_of_another_year_neither_excuses_nor_is_missed():
    assert faults(("a", 1, 2), exceptions=[known("a", 2030)]) == [("answers must not exceed reports", 2)]
    assert faults(("a", 2, 1), exceptions=[known("a", 2030)]) == []


def test_all_faults_of_all_kinds_are_found_at_once():
    found = faults(("a", -1, None), ("a", 1, 2), exceptions=[known("borte")])
    assert len(found) == 4


def test_names_are_translated_through_the_reference_dataset(invented):
    lookup = validate.vocabulary_of(invented.project, 2031)("kommuner")
    assert lookup["TROMSØ KOMMUNE"] == lookup["Tromsø"] == lookup["5501"] == "5501"


def test_a_spelling_added_to_the_reference_dataset_is_understood(invented):
    rows = invented.rows("kommuner")
    place = rows[0].index("navneformer")
    invented.edit("kommuner", 2, "navneformer", rows[1][place] + ";Oppdiktet skrivemåte")
    invented.edit("avvik_kommune", 2, "kommune", "OPPDIKTET SKRIVEMÅTE")
    frame, found = validate.validate(invented.project, 2031, "avvik_kommune")
    assert found == []
    assert frame["kommune_nr"].iloc[0] == rows[1][0]


def test_a_clean_frame_has_the_columns_of_the_schema_and_provenance_last(invented):
    frame, _ = validate.validate(invented.project, 2031, "avvik_opphav")
    assert frame.columns.tolist() == ["opphav", "er_primaeromraade", "antall_avvik", "kilde", "sted"]
    assert frame.index.tolist() == [0, 1, 2]


def test_a_project_without_the_file_gets_a_fault_and_no_frame(tmp_path):
    frame, (fault,) = validate.validate(Project(tmp_path), 2031, "avvik_opphav")
    assert frame is None
    assert fault.rule == "the raw file is missing"
