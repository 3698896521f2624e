"""Claims against data: the verdicts. All claims and data are made up."""

import json

import pandas as pd
import pytest
from aarsmelding import parse, reconcile
from aarsmelding.datasets import paastander
from aarsmelding.errors import DataRefused
from aarsmelding.reconcile.contradictions import contradictions
from aarsmelding.reconcile.verdicts import NOT_STATED

FRAMES = {
    "moeter": pd.DataFrame(
        {
            "utvalg": ["a", "a", "b"],
            "antall": pd.Series([4, 6, None], dtype="Int64"),
            "dato": pd.to_datetime(["2025-04-10", "2025-05-08", None]),
        }
    )
}
FACTS = [
    {"id": "moeter.antall", "value": 3, "unit": "møter"},
    {"id": "moeter.andel_a", "value": 0.6666666667, "unit": "hel prosent"},
    {"id": "moeter.foerste", "value": "2025-04-10", "unit": "dato"},
]


def claims(*rows: dict[str, str | None]) -> pd.DataFrame:
    common = dict.fromkeys(paastander.RAW_COLUMNS, None) | {
        "paastand": "moeter.antall.tekst",
        "hva": "Oppdiktede møter",
        "slag": "tall",
        "trykt": "3",
        "verdi": "3",
        "enhet": "møter",
        "toleranse": "0",
        "uttrykk": "count(moeter)",
        "alvor": "1",
        "kilde": "oppdiktet",
        "sted": "Tabell, linje 7",
    }
    index = range(2, 2 + len(rows))
    return paastander.clean(pd.DataFrame([common | row for row in rows], index=index, dtype="str"))


def outcome(facts=(), **cells):
    rows = claims(cells)
    reconcile.require_facts(rows, reconcile.computed(rows, FRAMES), facts)
    return reconcile.reconcile(rows, FRAMES)[0]


def test_a_record_has_the_form_that_other_programs_read():
    assert outcome(verdi="5", merknad="Oppdiktet forklaring.") == {
        "id": "moeter.antall.tekst",
        "document": "oppdiktet",
        "place": "Tabell, linje 7",
        "stated": 5,
        "unit": "møter",
        "fact": "count(moeter)",
        "computed": 3,
        "difference": -2,
        "verdict": "differs",
        "note": "Oppdiktet forklaring.",
    }


@pytest.mark.parametrize(
    ("stated", "tolerance", "verdict"),
    [
        ("3", "0", "agrees"),
        ("3.05", "0.05", "agrees"),
        ("2.95", "0.05", "agrees"),
        ("3.0501", "0.05", "differs"),
        ("2.9499", "0.05", "differs"),
        ("4", "0", "differs"),
        ("4", "1", "agrees"),
        ("-3", "0", "differs"),
    ],
)
def test_a_number_agrees_up_to_its_tolerance_and_not_beyond(stated, tolerance, verdict):
    assert outcome(verdi=stated, toleranse=tolerance)["verdict"] == verdict


def test_a_printed_percentage_agrees_within_its_last_digit():
    share = {"enhet": "andel", "uttrykk": "share(2, 3)"}
    assert outcome(**share, verdi="0.667", toleranse="0.0005")["verdict"] == "agrees"
    assert outcome(**share, verdi="0.666", toleranse="0.0005")["verdict"] == "differs"


def test_the_difference_is_computed_minus_stated():
    assert outcome(verdi="2")["difference"] == 1
    assert outcome(verdi="5")["difference"] == -2
    assert outcome(verdi="3")["difference"] == 0
    assert outcome(verdi="1", uttrykk="0.1 + 0.2")["difference"] == -0.7


@pytest.mark.parametrize(("stated", "verdict"), [("2025-04-10", "agrees"), ("2026-04-10", "differs")])
def test_a_date_agrees_only_when_it_is_the_same_day(stated, verdict):
    found = outcome(verdi=stated, enhet="dato", toleranse=None, uttrykk="min(moeter.dato)")
    assert found["verdict"] == verdict
    assert (found["stated"], found["computed"], found["difference"]) == (stated, "2025-04-10", None)


def test_text_agrees_whatever_its_case_and_spaces():
    text = {"enhet": "tekst", "toleranse": None, "uttrykk": "join(names(moeter.utvalg))"}
    assert outcome(**text, verdi="A  OG\u00a0B")["verdict"] == "agrees"
    assert outcome(**text, verdi="a og c")["verdict"] == "differs"


def test_several_names_are_compared_as_the_list_a_reader_sees():
    found = outcome(enhet="tekst", toleranse=None, verdi="a og b", uttrykk="names(moeter.utvalg)")
    assert (found["computed"], found["verdict"]) == ("a og b", "agrees")


@pytest.mark.parametrize(("stated", "verdict"), [("true", "differs"), ("false", "agrees")])
def test_a_statement_about_all_is_true_or_false(stated, verdict):
    found = outcome(verdi=stated, enhet="sann", toleranse=None, uttrykk='count(moeter, utvalg="a") == 3')
    assert (found["computed"], found["verdict"]) == (False, verdict)


def test_a_claim_that_needs_more_is_not_computable_and_says_what():
    found = outcome(uttrykk=None, krever="Et oppdiktet register")
    assert found["verdict"] == "not computable"
    assert (found["fact"], found["computed"], found["difference"]) == ("", None, None)
    assert found["note"] == "Et oppdiktet register"


def test_a_value_that_the_data_lack_is_not_computable_and_not_zero():
    found = outcome(verdi="0", uttrykk='value(moeter.antall, utvalg="b")', merknad="Oppdiktet.")
    assert (found["verdict"], found["computed"]) == ("not computable", None)
    assert found["note"] == f"Oppdiktet. {NOT_STATED}"


def test_a_claim_can_be_held_against_another_place():
    first = {"paastand": "moeter.antall.tabell", "verdi": "4"}
    second = {"paastand": "moeter.antall.tekst", "uttrykk": 'claim("moeter.antall.tabell")'}
    records = reconcile.reconcile(claims(first, second), FRAMES)
    assert [(r["computed"], r["verdict"]) for r in records] == [(3, "differs"), (4, "differs")]


def test_a_claim_held_against_itself_is_refused():
    with pytest.raises(DataRefused, match="held against itself"):
        outcome(uttrykk='claim("moeter.antall.tekst")')


def test_a_claim_takes_the_value_of_the_fact_it_names():
    found = outcome(FACTS, faktum="moeter.antall")
    assert (found["fact"], found["computed"], found["verdict"]) == ("moeter.antall", 3, "agrees")
    dated = {"enhet": "dato", "toleranse": None, "uttrykk": "min(moeter.dato)", "verdi": "2025-04-10"}
    assert outcome(FACTS, **dated, faktum="moeter.foerste")["verdict"] == "agrees"


def test_a_unit_that_is_only_shown_differently_is_the_same_unit():
    share = {"enhet": "andel", "uttrykk": "share(2, 3)", "verdi": "0.67", "toleranse": "0.005"}
    assert outcome(FACTS, **share, faktum="moeter.andel_a")["verdict"] == "agrees"


@pytest.mark.parametrize(
    ("cells", "problem"),
    [
        ({"faktum": "moeter.finnes_ikke"}, "moeter.finnes_ikke is not in the ledger"),
        ({"faktum": "moeter.antall", "uttrykk": "count(moeter) + 1"}, "is 3, but the expression gives 4"),
        ({"faktum": "moeter.antall", "enhet": "saker"}, "is in møter, the claim in saker"),
        ({"faktum": "moeter.foerste"}, "is '2025-04-10', but the expression gives 3"),
    ],
)
def test_a_fact_that_does_not_correspond_stops_the_build_by_name(cells, problem):
    with pytest.raises(DataRefused, match=problem) as caught:
        outcome(FACTS, **cells)
    assert "moeter.antall.tekst" in str(caught.value)
    assert caught.value.faults[0].column == "faktum"


def test_every_claim_that_cannot_be_understood_is_reported_at_once():
    rows = claims(
        {"paastand": "a.a", "uttrykk": "count(x)"}, {"paastand": "b.b", "uttrykk": "min(moeter.dato)"}
    )
    with pytest.raises(DataRefused) as caught:
        reconcile.reconcile(rows, FRAMES)
    assert [fault.rule.split(":")[0] for fault in caught.value.faults] == ["the claim a.a", "the claim b.b"]


def test_what_is_computed_before_there_are_facts_is_held_against_them_later():
    rows = claims(
        {"paastand": "m.a"},
        {"paastand": "m.b", "faktum": "moeter.antall"},
        {"paastand": "m.c", "uttrykk": 'value(moeter.antall, utvalg="b")'},
        {"paastand": "m.d", "uttrykk": None, "toleranse": None},
    )
    known = reconcile.computed(rows, FRAMES)
    assert known == {"m.a": 3, "m.b": 3, "m.c": None}
    assert reconcile.reconcile(rows, {}, known) == reconcile.reconcile(rows, FRAMES)
    reconcile.require_facts(rows, known, FACTS)
    with pytest.raises(DataRefused, match=r"the claim m\.b"):
        reconcile.require_facts(rows, known | {"m.b": 4}, FACTS)


def test_what_cannot_be_understood_is_reported_before_the_facts_also_of_claims_that_name_one():
    rows = claims({"paastand": "a.a", "uttrykk": "count(x)", "faktum": "moeter.antall"}, {"paastand": "b.b"})
    with pytest.raises(DataRefused, match=r"the claim a\.a"):
        reconcile.computed(rows, FRAMES)


def test_records_are_in_order_of_id_whatever_the_order_of_rows():
    rows = claims(*({"paastand": f"m.{letter}"} for letter in "cab"))
    assert [r["id"] for r in reconcile.reconcile(rows, FRAMES)] == ["m.a", "m.b", "m.c"]


def test_the_records_are_written_with_schema_and_year(tmp_path):
    records = [outcome()]
    reconcile.write(records, tmp_path / "reconciliation.json", 2025)
    written = (tmp_path / "reconciliation.json").read_text(encoding="utf-8")
    assert json.loads(written) == {"schema": 1, "year": 2025, "claims": records}
    assert "møter" in written


def test_one_quantity_with_two_values_is_a_contradiction():
    rows = claims(
        {"paastand": "m.a", "verdi": "3", "uttrykk": 'count(moeter, utvalg="a")'},
        {"paastand": "m.b", "verdi": "4", "uttrykk": "count(moeter,utvalg='a')"},
        {"paastand": "m.c", "verdi": "4", "uttrykk": 'count(moeter, utvalg="b")'},
    )
    assert contradictions(rows) == [
        {"expression": "count(moeter, utvalg='a')", "unit": "møter", "claims": ["m.a", "m.b"]}
    ]


def test_a_rounded_and_an_exact_value_that_can_both_be_right_are_no_contradiction():
    rounded = {"paastand": "m.a", "verdi": "18000000", "toleranse": "500000"}
    assert contradictions(claims(rounded, {"paastand": "m.b", "verdi": "18400000"})) == []
    assert len(contradictions(claims(rounded, {"paastand": "m.b", "verdi": "18600000"}))) == 1


def test_labels_that_read_no_data_are_not_one_quantity():
    label = {"enhet": "tekst", "toleranse": None, "uttrykk": '"prosentpoeng"'}
    rows = claims(
        {"paastand": "m.a", "verdi": "prosent", **label}, {"paastand": "m.b", "verdi": "x", **label}
    )
    assert contradictions(rows) == []


def test_the_made_up_claims_keep_the_rules_of_the_dataset():
    with parse.collecting() as context:
        paastander.Rows.validate(claims({}))
    assert context.faults == []
