"""All facts of a report held together. The facts are made up."""

from __future__ import annotations

import pandas as pd
import pytest
from aarsmelding.errors import AarsmeldingError
from aarsmelding.facts import fact
from aarsmelding.numbers.ledger import CONTRACT, ledger, require_cited

FRAMES = {
    "saker": pd.DataFrame({"kilde": ["dok"] * 3, "sted": [f"Tabell, linje {n}" for n in (3, 4, 9)]}),
    "moeter": pd.DataFrame({"kilde": ["brev"], "sted": ["linje 1"]}),
}


def stated(made, section: str = "a", **changed) -> dict:
    """A record as a fragment has it."""
    return {
        **made.as_record(),
        "text": f"{made.display}.",
        "section": section,
        "cell": 4,
        "datasets": ["saker"],
        "formula": "x",
        **changed,
    }


def cases(name: str = "o.saker", value=37, **given):
    return fact(name, value, **{"unit": "saker", "period": 2031, **given})


def share(part=1, whole=4, **given):
    return fact("o.andel", of=(part, whole), **{"unit": "andel", **given})


def test_facts_stand_in_order_of_id_and_once_each():
    records = [stated(cases("b.a")), stated(cases("a.b"), "b"), stated(cases("b.a"), "c")]
    assert [(r["id"], r["section"]) for r in ledger(records, FRAMES)] == [("a.b", "b"), ("b.a", "a")]


def test_a_record_has_the_contract_first():
    (record,) = ledger([stated(cases())], FRAMES)
    assert tuple(record)[: len(CONTRACT)] == CONTRACT


@pytest.mark.parametrize(
    ("other", "problem"),
    [
        (cases(value=38), "the fact o.saker has two values: 37 and 38"),
        (cases(unit="møter"), "the fact o.saker has two values: 37 and 37"),
        (cases(period=2030), "the fact o.saker has two periods: '2031' and '2030'"),
        (cases(entity="5501"), "the fact o.saker has two entities: '' and '5501'"),
    ],
)
def test_one_id_for_two_things_is_refused_with_both_sections(other, problem):
    with pytest.raises(AarsmeldingError) as refused:
        ledger([stated(cases(), "a"), stated(other, "b")], FRAMES)
    assert str(refused.value).splitlines()[:2] == [problem, "  where: sections a and b"]


def test_one_value_in_digits_and_in_words_is_one_fact():
    seven = [cases(value=7), cases(value=7, as_word=True)]
    assert [r["display"] for r in ledger(map(stated, seven), FRAMES)] == ["7"]


@pytest.mark.parametrize(
    ("made", "changed"),
    [
        (cases(), {"display": "38"}),
        (cases(), {"value": 38}),
        (cases(), {"display": "trettisju"}),
        (cases(value=7, as_word=True), {"value": 8}),
        (share(), {"display": "26,0\u00a0%"}),
        (fact("o.kr", 2000, unit="kr"), {"unit": "mill. kr"}),
        (fact("o.dato", pd.Timestamp("2031-04-10"), unit="dato"), {"value": "2031-04-11"}),
        (cases(), {"unit": "stykk"}),
    ],
)
def test_a_text_that_does_not_follow_from_the_value_is_refused(made, changed):
    assert ledger([stated(made)], FRAMES)
    with pytest.raises(AarsmeldingError, match=rf"the fact {made.id} is shown as «.*», but its value is"):
        ledger([stated(made, **changed)], FRAMES)


@pytest.mark.parametrize("changed", [{"numerator": 2}, {"denominator": 5}, {"denominator": 0}], ids=str)
def test_a_share_that_does_not_follow_from_its_parts_is_refused(changed):
    with pytest.raises(AarsmeldingError, match=r"the share o\.andel is 0\.25 \(andel\), but"):
        ledger([stated(share(), **changed)], FRAMES)


def test_a_part_of_a_whole_must_be_in_a_unit_of_shares():
    with pytest.raises(AarsmeldingError, match=r"in a unit of shares"):
        ledger([stated(share(unit="saker", part=4, whole=2))], FRAMES)


PARTS = [cases("o.a", 2), cases("o.b", 3)]
TOTAL = cases("o.sum", 5, sum_of=PARTS)


def test_a_total_and_its_parts_stand_together():
    assert len(ledger([stated(f) for f in (TOTAL, *PARTS)], FRAMES)) == 3


def test_a_part_that_another_section_changed_is_refused():
    changed = cases("o.b", 4)
    with pytest.raises(AarsmeldingError, match=r"o\.sum is 5, but its parts o\.a, o\.b add up to 6"):
        ledger([stated(TOTAL), stated(PARTS[0]), stated(changed)], FRAMES)


def test_a_part_that_no_section_states_is_refused():
    with pytest.raises(AarsmeldingError, match=r"no section states o\.b, a part of the fact o\.sum"):
        ledger([stated(TOTAL), stated(PARTS[0])], FRAMES)


def test_a_citation_of_a_fact_that_no_section_states_is_refused_with_the_nearest():
    known = {record["id"]: record for record in ledger([stated(cases())], FRAMES)}
    require_cited([("b", "o.saker")], known)
    with pytest.raises(AarsmeldingError) as refused:
        require_cited([("b", "o.saker"), ("c", "o.sakr")], known)
    assert str(refused.value).splitlines() == [
        "no section states the fact 'o.sakr'",
        "  where: section c cites it",
        "  do:    cite one of: o.saker",
    ]


def test_the_sources_are_the_rows_of_a_fact_or_all_of_its_datasets():
    own = cases("o.egne", rows=FRAMES["saker"].tail(1))
    records = [stated(own), stated(cases("o.alle"), datasets=["moeter", "saker"])]
    by_id = {record["id"]: record["sources"] for record in ledger(records, FRAMES)}
    assert by_id == {
        "o.egne": [{"document": "dok", "place": "Tabell, linje 9"}],
        "o.alle": [
            {"document": "brev", "place": "linje 1"},
            {"document": "dok", "place": "Tabell, linje 3–4, 9"},
        ],
    }


def test_a_fact_that_rests_on_nothing_is_refused():
    with pytest.raises(AarsmeldingError, match=r"the fact o\.saker rests on no dataset"):
        ledger([stated(cases(), datasets=[])], FRAMES)
