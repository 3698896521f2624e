"""Printed text into typed columns."""

import pandas as pd
import pytest
from aarsmelding import parse
from aarsmelding.errors import DataRefused


def printed(*values: str | None) -> pd.Series:
    """A made-up column whose first value stands on line 2 of its file."""
    return pd.Series(list(values), index=range(2, 2 + len(values)), name="beloep", dtype="str")


def refused(function, value: str, *more) -> str:
    """The rule that refuses `value`."""
    with parse.collecting("made_up.csv") as context:
        result = function(printed(value), *more)
    assert result.isna().all()
    (fault,) = context.faults
    assert (fault.file, fault.column, fault.row, fault.value) == ("made_up.csv", "beloep", 2, value)
    assert fault.remedy
    return fault.rule


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("kr 2 295 000", 2_295_000),
        ("kr\u00a02\u00a0295\u00a0000", 2_295_000),
        ("2 295 000 kr", 2_295_000),
        ("2295000", 2_295_000),
        ("-kr 260 043", -260_043),
        ("kr -260 043", -260_043),
        ("29,-", 29),
        ("kr 0", 0),
    ],
)
def test_an_amount_is_read_as_printed(text, amount):
    assert parse.kroner(printed(text)).tolist() == [amount]


@pytest.mark.parametrize(
    "text", ["kr 2 295 00", "kr 2 295 O00", "2.295.000", "kr 2 295,5", "kr", "--5", "kr 1" + 15 * "0"]
)
def test_an_amount_with_a_typing_error_is_refused(text):
    assert refused(parse.kroner, text) == "must be an amount in whole kroner"


@pytest.mark.parametrize("function", [parse.kroner, parse.whole_number, parse.decimal_number, parse.share])
def test_blank_is_missing_and_not_zero(function):
    assert function(printed(None, " ")).isna().tolist() == [True, True]


@pytest.mark.parametrize(("text", "number"), [("241", 241), ("-44", -44), ("1 234", 1234), ("0", 0)])
def test_a_whole_number_is_read_as_printed(text, number):
    assert parse.whole_number(printed(text)).tolist() == [number]


@pytest.mark.parametrize("text", ["4,5", "12 34", "1e3", "*1", "241 st", "９9a"])
def test_what_is_not_a_whole_number_is_refused(text):
    assert refused(parse.whole_number, text) == "must be a whole number"


def test_a_number_too_long_to_hold_exactly_is_refused():
    assert parse.whole_number(printed(15 * "9")).tolist() == [999_999_999_999_999]
    assert refused(parse.whole_number, 16 * "9") == "must be a whole number"
    assert refused(parse.decimal_number, 16 * "9") == "must be a number with decimal comma"


def test_decimals_are_written_with_a_comma():
    assert parse.decimal_number(printed("31,7", "1 234,5", "4")).tolist() == [31.7, 1234.5, 4.0]
    assert refused(parse.decimal_number, "31.7") == "must be a number with decimal comma"


def test_a_percentage_becomes_a_share():
    assert parse.share(printed("31,7", "7,84 %", "100,0", "0")).tolist() == [0.317, 0.0784, 1.0, 0.0]
    assert refused(parse.share, "mange") == "must be a percentage"


def test_number_words_up_to_twelve_are_numbers():
    assert parse.number_word(printed("sju", "Syv", "ett", "tolv", "4,5")).tolist() == [7, 7, 1, 12, 4.5]
    assert refused(parse.number_word, "tretten") == "must be a number or a number word up to tolv"


def test_a_count_is_a_word_or_digits_but_never_a_fraction():
    counts = parse.whole_number_word(printed("sju", "ingen", "21"))
    assert counts.tolist() == [7, 0, 21]
    assert counts.dtype == "Int64"
    assert refused(parse.whole_number_word, "4,5") == "must be a whole number or a number word up to tolv"


def test_a_number_behind_a_star_is_kept_apart():
    plain, noted = parse.starred(printed("3", "*1", None))
    assert plain.tolist() == [3, pd.NA, pd.NA]
    assert noted.tolist() == [pd.NA, 1, pd.NA]


@pytest.mark.parametrize(
    "text", ["10.12.2025", "10.12.25", "2025-12-10", "10. desember 2025", "10.desember 2025"]
)
def test_a_date_is_read_in_every_printed_form(text):
    assert parse.date_of(printed(text)).tolist() == [pd.Timestamp(2025, 12, 10)]


@pytest.mark.parametrize("text", ["31.02.2025", "10. desembr 2025", "desember 2025", "10/12/2025"])
def test_a_date_that_does_not_exist_is_refused(text):
    assert refused(parse.date_of, text) == "must be a date that exists"


def test_a_year_has_four_digits_and_lies_in_our_time():
    assert parse.year(printed("1999", "2026")).tolist() == [1999, 2026]
    assert refused(parse.year, "2126") == "must be a year"


def test_a_time_of_day_gets_two_digits_and_a_colon():
    assert parse.clock(printed("9.05", "13:00", "23.59")).tolist() == ["09:05", "13:00", "23:59"]
    assert refused(parse.clock, "24.00") == "must be a time of day"


def test_a_rounded_count_keeps_its_precision():
    counts = parse.rounded_count(printed("14k", "6,8k", "989", None))
    assert counts["verdi"].tolist() == [14_000, 6_800, 989, pd.NA]
    assert counts["nedre"].tolist() == [13_500, 6_750, 989, pd.NA]
    assert counts["oevre"].tolist() == [14_500, 6_850, 989, pd.NA]


def test_a_count_in_an_unknown_unit_is_refused():
    with parse.collecting() as context:
        parse.rounded_count(printed("14M"))
    assert [fault.rule for fault in context.faults] == ["must be a count such as 989, 6,8k or 14k"]


def test_text_keeps_one_kind_of_space():
    assert parse.text(printed("  to\u00a0 ord\n")).tolist() == ["to ord"]


def test_a_closed_vocabulary_is_translated():
    assert parse.choice(printed("Videreføres"), {"Videreføres": "viderefoeres"}).tolist() == ["viderefoeres"]


def test_an_unknown_word_is_refused_with_the_known_ones():
    with parse.collecting() as context:
        parse.choice(printed("Kanskje"), {"Fortsatt": "f", "Avsluttet": "a"})
    assert context.faults[0].rule == "unknown value in beloep"
    assert context.faults[0].remedy == "use one of: Fortsatt, Avsluttet"


def test_yes_and_no_are_read_in_any_case():
    assert parse.yes_no(printed("Ja", "nei", None)).tolist() == [True, False, pd.NA]


def test_a_refused_yes_is_shown_as_it_stands_in_the_file():
    assert refused(parse.yes_no, "Kanskje") == "unknown value in beloep"


def test_a_name_is_translated_in_any_case_and_spacing():
    with parse.collecting(vocabulary={"kommuner": {"Oppdiktet kommune": "9901"}}):
        assert parse.code(printed("OPPDIKTET  KOMMUNE"), "kommuner").tolist() == ["9901"]


def test_an_unknown_name_is_refused_with_the_known_ids():
    with parse.collecting(vocabulary={"kommuner": {"Oppdiktet": "9901"}}) as context:
        parse.code(printed("Utenfor"), "kommuner")
    assert context.faults[0].rule == "unknown name in kommuner"
    assert context.faults[0].remedy.endswith("known: 9901")


def test_all_faults_are_collected_and_the_good_values_kept():
    with parse.collecting() as context:
        result = parse.whole_number(printed("a", "2", "b"))
    assert [(fault.row, fault.value) for fault in context.faults] == [(2, "a"), (4, "b")]
    assert result.tolist() == [pd.NA, 2, pd.NA]


def test_where_nothing_collects_the_first_fault_is_raised():
    with pytest.raises(DataRefused, match="must be a whole number"):
        parse.whole_number(printed("a"))


def test_a_collection_does_not_reach_into_the_next_one():
    with parse.collecting() as first:
        parse.whole_number(printed("a"))
    with parse.collecting() as second:
        pass
    assert (len(first.faults), len(second.faults)) == (1, 0)
