"""Personal data is found wherever it hides, and never shown; what only looks like it is left in peace."""

import pytest
from aarsmelding.errors import AarsmeldingError, DataRefused
from aarsmelding.receiving import personal
from openpyxl.comments import Comment
from stdnum.no import fodselsnummer

from .conftest import HEADER, ROWS, book_of, files_below, ods_of, text_of

TABLE = [HEADER, *ROWS]


def made_up(start: str) -> str:
    """A number of nobody: the first serial after `start` (six digits) that has two check digits."""
    for serial in range(100, 1000):
        nine = f"{start}{serial:03d}"
        first = fodselsnummer.calc_check_digit1(nine)
        if first != "10" and (second := fodselsnummer.calc_check_digit2(nine + first)) != "10":
            return nine + first + second
    raise AssertionError


BORN = made_up("010190")
WRITTEN = [
    BORN,
    f"{BORN[:6]} {BORN[6:]}",
    f"{BORN[:2]}.{BORN[2:4]}.{BORN[4:6]} {BORN[6:]}",
    f"{BORN[:2]}.{BORN[2:4]}.19{BORN[4:6]} {BORN[6:]}",
    " ".join(BORN),
    f"{BORN[:6]}\u00a0{BORN[6:]}",
    f"{BORN[:6]}\u200b{BORN[6:]}",
    f"fnr{BORN}.",
    f"1 {BORN}",
    BORN.translate({48 + n: 0xFF10 + n for n in range(10)}),
    BORN[1:],
    made_up("410190"),
    made_up("014190"),
    made_up("018190"),
    made_up("810190"),
]


@pytest.mark.parametrize("text", WRITTEN)
def test_an_identity_number_is_found_however_it_is_written(text):
    assert personal.IDENTITY in personal.kinds_in(text)


@pytest.mark.parametrize("place", range(11))
def test_a_number_with_one_digit_wrong_is_no_identity_number(place):
    wrong = BORN[:place] + str((int(BORN[place]) + 1) % 10) + BORN[place + 1 :]
    assert personal.kinds_in(wrong) == []


@pytest.mark.parametrize("first", range(10))
def test_both_check_digits_count(first):
    nine = BORN[:9] + str(first)
    second = fodselsnummer.calc_check_digit2(nine)
    found = personal.kinds_in(nine + second) if second != "10" else []
    assert found == ([personal.IDENTITY] if nine + second == BORN else [])


def test_the_check_of_a_date_holds_at_its_ends():
    assert personal.IDENTITY in personal.kinds_in(made_up("290200"))
    assert personal.kinds_in(made_up("300200")) == []
    assert personal.kinds_in(made_up("290201")) == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("ring 41 23 45 67", personal.PHONE),
        ("412 34 567", personal.PHONE),
        ("+47 41234567", personal.PHONE),
        ("004741234567", personal.PHONE),
        ("(+47)41 23 45 67", personal.PHONE),
        ("tlf. 77755555 på dagtid", personal.PHONE),
        ("oppdiktet@eksempel.no", personal.EMAIL),
        ("oppdiktet (at) eksempel.no", personal.EMAIL),
        ("<oppdiktet.navn@post.eksempel.no>", personal.EMAIL),
        ("oppdiktet\uff20eksempel.no", personal.EMAIL),
    ],
)
def test_ways_to_reach_a_person_are_found(text, kind):
    assert personal.kinds_in(text) == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "kr 41 234 567",
        "41 234 567 kr",
        "kr 41234567",
        "12 345 678",
        "2 295 000",
        "10.12.2025 13.00",
        "20261203",
        "2026/41234567",
        "000_f9a185e3a0c9b334",
        "sak 10/26",
        "kl. 09.00-15.30",
        "123456789",
        "1,2345678",
        "Sak 47/23, 53/23",
        "a@b",
    ],
)
def test_what_only_looks_like_it_is_left_in_peace(text):
    assert personal.kinds_in(text) == []


def hidden_in_a_note(sheet):
    sheet["B2"].comment = Comment(f"gjelder {BORN}", "x")


def hidden_in_a_hidden_sheet(sheet):
    other = sheet.parent.create_sheet("Skjult")
    other["AB200"] = BORN
    other.sheet_state = "veryHidden"


def hidden_in_a_number(sheet):
    sheet["T3"] = int(BORN[1:])


def hidden_in_the_footer(sheet):
    sheet.oddFooter.center.text = "oppdiktet@eksempel.no"


def hidden_in_the_properties(sheet):
    sheet.parent.properties.description = BORN


def hidden_in_a_link(sheet):
    sheet["B3"].hyperlink = "mailto:oppdiktet@eksempel.no"


def split_in_two_cells(sheet):
    sheet["T3"], sheet["U3"] = BORN[:6], BORN[6:]


def in_the_name_of_the_sheet(sheet):
    sheet.title = BORN


def in_a_choice(sheet):
    from openpyxl.worksheet.datavalidation import DataValidation

    rule = DataValidation(type="list", formula1=f'"{BORN},nei"')
    sheet.add_data_validation(rule)
    rule.add("B9")


HIDING = [
    hidden_in_a_note,
    hidden_in_a_hidden_sheet,
    hidden_in_a_number,
    hidden_in_the_footer,
    hidden_in_the_properties,
    hidden_in_a_link,
    split_in_two_cells,
    in_the_name_of_the_sheet,
    in_a_choice,
]


@pytest.mark.parametrize("hide", HIDING, ids=lambda hide: hide.__name__)
def test_a_workbook_is_searched_everywhere(office, hide, capsys, caplog):
    before = files_below(office.raw)
    with pytest.raises(DataRefused, match="personal data") as refused:
        office.deliver(book_of(TABLE, hide))
    left = files_below(office.project.root)
    assert files_below(office.raw) == before
    told = str(refused.value) + capsys.readouterr().out + caplog.text + str(refused.value.faults)
    for value in (BORN, BORN[1:], BORN[:6], "eksempel.no"):
        assert value not in told
        logs = [content for name, content in left.items() if name.startswith(".build")]
        assert all(value.encode() not in content for content in logs)


def test_the_place_is_told(office):
    with pytest.raises(DataRefused) as refused:
        office.deliver(text_of([HEADER, ROWS[0], [*ROWS[1][:13], f"Avsluttet {BORN}"]]), "a.csv")
    assert {(fault.row, fault.column) for fault in refused.value.faults} == {(3, "14")}


@pytest.mark.parametrize("header", ["Telefon", "Mobilnr", "E-post", "Fødselsnummer", "Født"])
def test_a_column_for_personal_data_is_refused_by_its_header(office, header):
    with pytest.raises(DataRefused, match="a column for personal data"):
        office.deliver(book_of([[*HEADER, header], [*ROWS[0], 1]]))


def test_ods_is_searched_too(office):
    with pytest.raises(DataRefused, match="identity number"):
        office.deliver(ods_of([*TABLE, [], [BORN]]), "a.ods")


@pytest.mark.parametrize("said", [{"name": f"{BORN}.xlsx"}, {"sender": "oppdiktet@eksempel.no"}])
def test_names_of_files_and_senders_are_searched(office, said):
    with pytest.raises(AarsmeldingError, match="personal data") as refused:
        office.deliver(book_of(TABLE), **said)
    assert BORN not in str(refused.value)


def test_eight_digits_in_a_column_of_numbers_are_no_phone_number(office):
    rows = [[2031, "Ernæring", None, 41234567, None, 41234567], [2031, "Palliasjon", None, 5, None, 5]]
    assert (
        office.deliver(text_of([HEADER, *[r + [None] * 8 for r in rows]]).replace("kr ", ""), "a.csv").rows
        == 2
    )
