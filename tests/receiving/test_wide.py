"""Made-up exports of a web statistics tool: a column per measure becomes rows, or is refused."""

import pytest
from aarsmelding.errors import DataRefused
from aarsmelding.receiving.body import Hidden
from aarsmelding.receiving.extracting import Choices
from aarsmelding.receiving.refusal import Refused

from .conftest import YEAR, book_of

COMMENTS = f"""\
# ----------------------------------------
# Oppdiktet nettsted
# Startdato: {YEAR}0101
# Sluttdato: {YEAR}1231
# Eksportert 03.02.{YEAR + 1}
# ----------------------------------------
"""
CITIES = COMMENTS + "\nBy;Aktive brukere;Økter;Inntekt\nBjørnøvik;4,2k;5123;0\nYtterfjord;789;1 020;0\n"
KEY_FIGURES = (
    "Aktive brukere;Gjennomsnittlig engasjementstid per aktiv bruker;Antall hendelser\n4,2k;88,4;45k\n"
)
MONTHS = f"Måned,Active users,New users\n{YEAR}01,300,200\n{YEAR}02,310,190\nTotalt,480,390\n"
PAGES = """\
Sidetittel og skjermklasse,Visninger,Aktive brukere,Visninger per bruker,Antall hendelser,Fluktfrekvens
,5000,1300,3.8,14000,0.2
Forside,4200,1300,3.23,13000,0.274
Om oss,534,307,1.74,1600,0.3
"""


def numbers(office, *columns):
    return [tuple(row[c] for c in columns) for row in office.rows("nettrafikk")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_a_column_per_measure_becomes_a_row_per_number(office, encoding):
    outcome = office.deliver(CITIES.encode(encoding), "byer.csv")
    assert (outcome.dataset, outcome.rows) == ("nettrafikk", 4)
    assert numbers(office, "tabell", "navn", "maal", "antall", "antall_nedre", "antall_oevre", "sted") == [
        ("by", "Bjørnøvik", "aktive_brukere", 4200, 4150, 4250, "Leveransen, linje 9"),
        ("by", "Bjørnøvik", "oekter", 5123, 5123, 5123, "Leveransen, linje 9"),
        ("by", "Ytterfjord", "aktive_brukere", 789, 789, 789, "Leveransen, linje 10"),
        ("by", "Ytterfjord", "oekter", 1020, 1020, 1020, "Leveransen, linje 10"),
    ]
    assert any("does not have: Inntekt" in note for note in outcome.notes)
    assert f"the export covers {YEAR}-01-01 to {YEAR}-12-31" in outcome.notes


def test_a_spreadsheet_of_the_same_is_read_alike(office):
    rows = [["By", "Aktive brukere"], ["Bjørnøvik", 4200], ["Ytterfjord", "1,3k"]]
    office.deliver(book_of(rows, title="Byer"), "byer.xlsx")
    assert numbers(office, "navn", "antall", "antall_nedre", "sted") == [
        ("Bjørnøvik", 4200, 4200, "Ark «Byer», rad 2"),
        ("Ytterfjord", 1300, 1250, "Ark «Byer», rad 3"),
    ]


def test_several_tables_of_one_file_are_one_delivery(office):
    office.deliver(f"{CITIES}\n# Nøkkeltall\n{KEY_FIGURES}", "alt.csv")
    found = numbers(office, "tabell", "navn", "antall")
    assert found[0] == ("by", "Bjørnøvik", 4200)
    assert found[4:] == [
        ("noekkeltall", "Aktive brukere", 4200),
        ("noekkeltall", "Gjennomsnittlig engasjementstid per aktiv bruker", 88),
        ("noekkeltall", "Antall hendelser", 45000),
    ]


def test_a_row_per_month_is_kept_and_the_row_of_the_whole_left_out(office):
    outcome = office.deliver(MONTHS, "maaneder.csv")
    assert numbers(office, "tabell", "navn", "maal", "antall") == [
        ("maaned", f"{YEAR}01", "aktive_brukere", 300),
        ("maaned", f"{YEAR}01", "nye_brukere", 200),
        ("maaned", f"{YEAR}02", "aktive_brukere", 310),
        ("maaned", f"{YEAR}02", "nye_brukere", 190),
    ]
    assert "left out: the row of the whole in maaned (row 4)" in outcome.notes


def test_a_row_per_page_is_nettsider_with_shares_in_percent(office):
    assert office.deliver(PAGES, "sider.csv").dataset == "nettsider"
    assert [
        (r["side"], r["antall_visninger"], r["antall_hendelser"], r["andel_flukt"], r["sted"])
        for r in office.rows("nettsider")
    ] == [
        ("Forside", 4200, 13000, 0.274, "Leveransen, linje 3"),
        ("Om oss", 534, 1600, 0.3, "Leveransen, linje 4"),
    ]


@pytest.mark.parametrize("written", ["88", "88,4", "88.4", "88 s", "1 m 28 s", "1m 28s", "00:01:28", "1:28"])
def test_a_duration_is_read_however_it_is_written(office, written):
    office.deliver(f"Aktive brukere;Engasjementstid\n12;{written}\n", "a.csv")
    assert numbers(office, "maal", "antall", "trykt")[1] == ("engasjementstid_sekunder", 88, "1 m 28 s")


def test_a_sign_that_may_be_two_things_is_refused_until_somebody_says(office):
    export = "By;Aktive brukere\nBjørnøvik;1.234\nYtterfjord;789\n"
    with pytest.raises(DataRefused, match="may divide thousands or decimals"):
        office.deliver(export, "a.csv")
    assert not (office.raw / str(YEAR) / "nettrafikk.csv").exists()
    office.deliver(export, "a.csv", choices=Choices(decimal=","))
    assert numbers(office, "antall") == [(1234,), (789,)]


def test_each_measure_decides_its_own_sign(office):
    # The seconds have a decimal point; that says nothing about the users.
    with pytest.raises(DataRefused, match=r"may divide thousands or decimals"):
        office.deliver("By;Aktive brukere;Engasjementstid\nBjørnøvik;1.234;88.42\n", "a.csv")


@pytest.mark.parametrize(
    ("export", "problem"),
    [
        ("By;Kallenavn;Aktive brukere\nBjørnøvik;Byen;12\n", "holds text"),
        ("By;Aktive brukere;Økter\nBjørnøvik;12\n", "the row has 2 cells, the header 3"),
        ("By;Aktive brukere\nBjørnøvik;mange\n", "must be a count"),
        ("By;Engasjementstid\nBjørnøvik;lenge\n", "must be a whole number"),
        ("By;Aktive brukere\n", "the table has no rows"),
        ("Aktive brukere;Økter\n12;13\n14;15\n", "nothing that says what they are of"),
        ("By;Land;Aktive brukere\nBjørnøvik;Norge;12\n", "holds text"),
        ("By;Brukere;Aktive brukere\nBjørnøvik;12;13\n", "two columns are both aktive_brukere"),
        (COMMENTS.replace(str(YEAR), str(YEAR - 1)) + "By;Økter\nBjørnøvik;12\n", f"not {YEAR}"),
    ],
)
def test_what_cannot_be_read_in_one_way_is_refused(office, export, problem):
    with pytest.raises((DataRefused, Refused), match=problem):
        office.deliver(export, "a.csv")
    assert not (office.raw / str(YEAR) / "nettrafikk.csv").exists()


def test_pages_and_cities_in_one_file_are_received_one_at_a_time(office):
    both = f"{PAGES}\n# Byer\nBy,Økter\nBjørnøvik,12\n"
    with pytest.raises(Refused, match="several datasets"):
        office.deliver(both, "a.csv")
    assert office.deliver(both, "a.csv", dataset="nettrafikk").rows == 1


def test_hidden_rows_are_refused_or_decided(office):
    def hide(sheet):
        sheet.row_dimensions[3].hidden = True

    book = book_of([["By", "Økter"], ["Bjørnøvik", 12], ["Ytterfjord", 13]], hide)
    with pytest.raises(Refused, match="hidden"):
        office.deliver(book, "a.xlsx")
    assert office.deliver(book, "a.xlsx", hidden=Hidden.SKIP).rows == 1


def test_a_table_that_is_long_already_is_left_alone(office):
    # Its own rows have «by» and «aktive_brukere» in them, as the header of a wide table has.
    header = "tabell;utgave;navn;maal;trykt;status\n"
    office.deliver(
        header
        + "by;1;Bjørnøvik;aktive_brukere;4,2k;\nby;;Ytterfjord;oekter;;ingen data\nland;1;Norge;oekter;12;\n",
        "lang.csv",
    )
    assert numbers(office, "tabell", "navn", "antall", "sted") == [
        ("by", "Bjørnøvik", 4200, "Leveransen, linje 2"),
        ("by", "Ytterfjord", None, "Leveransen, linje 3"),
        ("land", "Norge", 12, "Leveransen, linje 4"),
    ]
