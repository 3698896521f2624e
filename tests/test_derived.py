"""A year with whole registers and no published sums: the sums are counted. Every figure is made up."""

from __future__ import annotations

import json
import shutil

import pandas as pd
import pytest
from aarsmelding import catalog, datasets, derive, disclosure, holdings, store
from aarsmelding.building import places
from aarsmelding.disclosure.marks import SUPPRESSED
from aarsmelding.gaps import reduction
from aarsmelding.paths import Project
from aarsmelding.receiving import expectations
from bs4 import BeautifulSoup

from tests.built_sections import built, facts, table, text
from tests.conftest import CHECKOUT, YEAR, Invented, invent, put_rows
from tests.test_meeting_registers import CASES, MEETINGS, PUBLISHED, case, declare, meeting
from tests.test_registers import REGISTER, SUMS

OF_DEVIATIONS = (
    "avvik_aarsak",
    "avvik_kommune",
    "avvik_manglende",
    "avvik_opphav",
    "avvik_sum",
    "svarprosent",
)
OF_MEETINGS = ("moeteaktivitet", "moeteaktivitet_sum")
COUNTED = (*OF_DEVIATIONS, *OF_MEETINGS)
NOTEBOOKS = ("20_moeter", "30_fsu", "50_avvik", "52_avvik_register")
# What was published of the year before: party twice, two years with their shares, and the difference.
SHARES = [
    ["foretak", "UNN", "2029", "80,0 %", "2030", "90,0 %", "10,0 %"],
    ["kommuner_og_fastleger", "Kommuner", "2029", "70,0 %", "2030", "75,0 %", "5,0 %"],
]
RULE = """\
regler:
  - datasett: avvik_kommune
    kolonner: [antall_meldt, antall_besvart]
    foelger_av: [andel_besvart_oppgitt]
    grense: 3
    bestemt_av: testen
    bestemt: 2031-01-01
    grunn: oppdiktet
"""


def without_sums(project: Invented) -> None:
    """Take away what is published of meetings and deviations, and put whole registers there."""
    project.keep(*set(datasets.names()) - set(COUNTED))
    put_rows(project.raw("avvik_register"), REGISTER)
    header, *bodies = project.rows("utvalg")
    listed = [dict(zip(header, body, strict=True)) for body in bodies]
    committees = [b["navn"] for b in listed if b["type"] == "FSU" and b["er_aktiv_ved_aarets_start"] == "Ja"]
    others = [name for name in committees if name != "FSU Beredskap"]
    # Six committees, each with one meeting that has one case.
    meetings = [[name, "03.06.2031", "digitalt", "ordinaer", "avholdt"] for name in others]
    cases = [["01/31", "O", name, "03.06.2031", "1", "", "Ja", "ikke_publisert"] for name in others]
    put_rows(project.raw("moeter"), [meeting(*row) for row in [*MEETINGS, *meetings]])
    put_rows(project.raw("saker"), [case(*row) for row in [*CASES, *cases]])
    declare(project, "moeter", "saker")


def remove(project: Invented, name: str) -> None:
    for path in project.project.raw(YEAR).glob(f"{name}.*"):
        path.unlink()


@pytest.fixture(scope="module")
def project(tmp_path_factory) -> Invented:
    made = invent(tmp_path_factory.mktemp("talt"))
    without_sums(made)
    before = made.project.raw(YEAR - 1)
    before.mkdir()
    put_rows(before / "avvik_sum.csv", SUMS)
    put_rows(before / "svarprosent.csv", SHARES)
    for name in NOTEBOOKS:
        shutil.copy(CHECKOUT / "notebooks" / f"{name}.ipynb", made.project.notebooks)
    return made


def counted(project: Invented, name: str) -> pd.DataFrame:
    frame, faults = derive.clean(project.project, YEAR, name)
    assert faults == []
    return frame


def rows(project: Invented, name: str, *columns: str) -> list[list[object]]:
    frame = counted(project, name)[list(columns)].astype(object)
    return frame.where(frame.notna(), None).to_numpy().tolist()


@pytest.mark.parametrize(
    ("name", "columns", "expected"),
    [
        (
            "avvik_aarsak",
            ["retning", "aarsak", "antall_avvik"],
            [
                ["fra_foretak", "Epikrise", 0],
                ["fra_foretak", "Transport", 2],
                ["til_foretak", "Epikrise", 2],
                ["til_foretak", "Transport", 0],
            ],
        ),
        (
            "avvik_opphav",
            ["opphav", "er_primaeromraade", "antall_avvik"],
            [["Primærområdet", True, 2], ["Utenfor primærområdet", False, 1]],
        ),
        ("avvik_manglende", ["hva"], []),
        (
            "svarprosent",
            ["part", "aar", "andel_svar"],
            [
                ["foretak", 2030, 0.9],
                ["kommuner_og_fastleger", 2030, 0.75],
                ["kommuner_og_fastleger", 2031, 0.5],
                ["foretak", 2031, 0.5],
            ],
        ),
        (
            "moeteaktivitet_sum",
            ["type", "maal", "antall"],
            [
                ["FSU", "moeter_avholdt", 8],
                ["PM", "moeter_avholdt", 1],
                ["PSU", "moeter_avholdt", 0],
                ["SSU", "moeter_avholdt", 3],
                ["FSU", "saker", 7],
                ["PM", "saker", 1],
                ["PSU", "saker", 0],
                ["SSU", "saker", 6],
            ],
        ),
    ],
)
def test_the_sums_are_counted(project, name, columns, expected):
    assert rows(project, name, *columns) == expected


@pytest.mark.parametrize(
    ("direction", "measure", "count"),
    [
        ("begge", "meldt", 5),
        ("til_foretak", "meldt", 3),
        ("til_foretak", "meldt_primaeromraadet", 2),
        ("til_foretak", "meldt_utenfor_primaeromraadet", 1),
        ("til_foretak", "med_aarsak", 2),
        ("til_foretak", "uten_aarsak", 0),
        ("til_foretak", "besvart", 1),
        ("fra_foretak", "meldt", 2),
        ("fra_foretak", "besvart", 1),
    ],
)
def test_a_sum_of_deviations_is_counted(project, direction, measure, count):
    sums = counted(project, "avvik_sum").query("aar == @YEAR").set_index(["retning", "maal"])
    assert sums.at[(direction, measure), "antall_avvik"] == count


def test_a_municipality_without_reports_in_the_register_has_none(project):
    columns = ["kommune_nr", "retning", "antall_meldt", "antall_besvart", "andel_besvart_oppgitt"]
    found = rows(project, "avvik_kommune", *columns)
    assert len(found) == 2 * 24
    assert [row[1:] for row in found if row[0] == "5501"] == [
        ["til_foretak", 2, 1, 0.5],
        ["fra_foretak", 0, 0, None],
    ]
    assert [row[1:] for row in found if row[0] == "5503"] == [
        ["til_foretak", 0, 0, None],
        ["fra_foretak", 2, 1, 0.5],
    ]
    assert sum(row[2] for row in found) == 4


@pytest.mark.parametrize(
    ("reports", "counts"),
    [
        # Reported in, answered in; then reports, answers, answers to reports of the year before.
        ([("2030", "2031-01-05"), ("2030", "2030-12-01"), ("2031", None)], [1, 0, 1]),
        ([("2030", "2031-01-05")], [0, 0, 1]),
        ([("2030", "2030-12-01"), ("2031", "2031-02-01")], [1, 1, 0]),
        # Nothing of the year before was taken out: nobody knows what was answered late.
        ([("2031", "2031-02-01")], [1, 1, None]),
    ],
)
def test_an_answer_to_last_years_report_is_counted_apart(reports, counts):
    register = pd.DataFrame(
        {
            "kommune_nr": "5501",
            "retning": "til_foretak",
            "aar": [int(year) for year, _ in reports],
            "besvart_dato": pd.to_datetime([answered for _, answered in reports]),
            "kilde": "oppdiktet",
        }
    )
    made = datasets.get("avvik_kommune").derived(2031, register, pd.DataFrame({"kommune_nr": ["5501"]}))
    columns = ["antall_meldt", "antall_besvart", "antall_besvart_fra_aaret_foer"]
    found = made.loc[made["retning"] == "til_foretak", columns].astype(object)
    assert found.where(found.notna(), None).to_numpy().tolist() == [counts]


def test_what_the_register_of_meetings_cannot_say_stays_missing(project):
    columns = [column for column in counted(project, "moeteaktivitet") if column.startswith("antall_")]
    found = rows(project, "moeteaktivitet", "utvalg", *columns[:9])
    assert [row for row in found if row[0] in ("pm", "ssu", "fsu_beredskap")] == [
        ["pm", 1, 0, 1, 0, 1, 1, 0, 0, 1],
        ["ssu", 3, 1, 2, 1, 3, 6, 2, 0, 1],
        ["fsu_beredskap", None, 0, None, None, 2, 1, None, None, None],
    ]


@pytest.mark.parametrize("body", ["psu", "fsu_trygg_eldremedisin", "fsu_pasientforloep"])
def test_a_body_without_any_row_in_whole_registers_had_no_meeting_and_no_case(project, body):
    columns = [column for column in counted(project, "moeteaktivitet") if column.startswith("antall_")]
    found = rows(project, "moeteaktivitet", "utvalg", *columns[:9])
    assert [row[1:] for row in found if row[0] == body] == [[0, 0, 0, 0, 0, 0, 0, 0, 0]]


def test_every_body_of_the_partnership_has_a_row_as_where_it_is_published(project):
    published, _ = derive.clean(Project(CHECKOUT), 2025, "moeteaktivitet")
    assert set(counted(project, "moeteaktivitet")["utvalg"]) == set(published["utvalg"])
    assert len(published) == 12


def test_every_number_says_in_which_register_it_was_counted_but_not_how_many_rows(project):
    assert set(counted(project, "avvik_kommune")["sted"]) == {"talt opp i registeret avvik_register, 5 rader"}
    assert set(counted(project, "moeteaktivitet")["sted"]) == {
        "talt opp i registeret moeter, 15 rader; talt opp i registeret saker, 15 rader"
    }


def test_a_published_sum_is_used_as_it_is(project):
    put_rows(project.raw("avvik_opphav"), [["Primærområdet", "Ja", "2"]])
    derived = holdings.derived_of(project.project, YEAR)
    remove(project, "avvik_opphav")
    assert set(COUNTED) - set(derived) == {"avvik_opphav"}


def test_a_part_of_a_register_gives_no_sums(project):
    declare(project, "saker", whole=False)
    derived = holdings.derived_of(project.project, YEAR)
    declare(project, "saker")
    assert derived == OF_DEVIATIONS


def test_a_year_without_the_register_has_no_sums_of_it():
    assert holdings.derived_of(Project(CHECKOUT), 2025) == ()


def test_what_is_counted_is_not_asked_for(project):
    asked = {each.dataset for each in expectations.expected(project.project, YEAR)}
    assert not asked & set(COUNTED)
    assert "avvik_register" in asked


def test_what_a_checked_year_refuses_in_a_sum_is_said_of_its_register(project, command):
    register = project.raw("avvik_register")
    put_rows(register, [*REGISTER[:3], [*REGISTER[3][:4], "Ukjent", *REGISTER[3][5:]]])
    refused = command(project.root, "check", "--year", str(YEAR))
    put_rows(register, REGISTER)
    assert refused.exit_code == 3
    assert "avvik_register.csv" in refused.error
    assert "avvik_kommune" not in refused.error
    assert command(project.root, "check", "--year", str(YEAR)).exit_code == 0


@pytest.mark.parametrize("name", datasets.names())
def test_what_the_catalogue_reads_is_what_the_module_says(name):
    module = datasets.get(name).module
    assert catalog.derived_from(name) == getattr(module, "DERIVED_FROM", ())
    assert catalog.carries_year_before(name) == getattr(module, "CARRIES_YEAR_BEFORE", False)
    assert catalog.can_be_whole(name) == getattr(module, "CAN_BE_WHOLE", False)
    assert set(catalog.derived_from(name)) <= set(datasets.names())


@pytest.fixture(scope="module")
def page(project) -> BeautifulSoup:
    done = project.run("build", "--year", str(YEAR))
    assert done.returncode == 0, done.stderr
    made = project.project.report(YEAR) / "index.html"
    return BeautifulSoup(made.read_text(encoding="utf-8"), "html.parser")


def section(page: BeautifulSoup, name: str) -> BeautifulSoup:
    return page.find("section", attrs={"aria-labelledby": name})


def test_the_report_lacks_nothing_and_is_not_unfinished(page):
    assert "(foreløpig)" not in page.title.text
    assert page.find(id="datagrunnlag-mangler") is None


def test_sections_have_the_counted_numbers(page):
    assert table(section(page, "avvik"), "Meldte og besvarte samhandlingsavvik")[:2] == [
        ["Tromsø", "2", "1", "50,0 %", "0", "0", "."],
        ["Harstad", "0", "0", ".", "2", "1", "50,0 %"],
    ]
    assert table(section(page, "moeter"), "Møter og saker i 2031")[2] == [
        "Strategisk samarbeidsutvalg",
        *["3", "1", "2", "1", "3", "6"],
    ]
    assert table(section(page, "moeter"), "Møter og saker i 2031")[1] == [
        "Politisk samarbeidsutvalg",
        *["0", "0", "0", "0", "0", "0"],
    ]
    assert "Politisk samarbeidsutvalg hadde ingen møter i året." in text(section(page, "moeter"))


def test_the_year_before_stands_beside_it_and_the_break_is_marked(page):
    assert table(section(page, "avvik"), "Meldte samhandlingsavvik i 2030 og 2031") == [
        ["Meldt til UNN", "9", "3", "−6"],
        ["Meldt fra UNN", "1", "2", "1"],
        ["I alt", "10", "5", "−5"],
    ]
    said = "Brudd: 2030 er publiserte tall, 2031 er talt opp fra registrene. De er ikke talt på samme måte."
    assert text(section(page, "avvik")).count(said) == 3


def test_what_only_a_printed_source_says_is_left_out_and_the_register_is_named(page):
    deviations, meetings = text(section(page, "avvik")), text(section(page, "moeter"))
    assert "Hva er ikke publisert?" not in deviations
    assert "trykt i kilden" not in deviations
    assert "Mangler" not in deviations
    assert "Summene er ikke publisert. De er talt opp i registeret over samhandlingsavvik" in deviations
    assert "Møtetallene er de årsmeldingen oppgir" not in meetings
    assert "Kilde: talt opp i registrene" in meetings


def test_the_page_of_a_municipality_has_its_counted_numbers(project, page):
    notebook = "80_kommuneprofil"
    copied = project.project.notebooks / f"{notebook}.ipynb"
    shutil.copy(CHECKOUT / "notebooks" / copied.name, copied)
    done = project.run("build", "--year", str(YEAR), "--only", "kommuneprofil", "--for", "5501")
    copied.unlink()
    assert done.returncode == 0, done.stderr
    made = places.edition(project.project, YEAR, notebook, "5501").read_text(encoding="utf-8")
    found = facts(BeautifulSoup(made, "html.parser"))
    assert (found["avvik_til"], found["besvart_av_foretak"]) == ("2", "1")


def test_the_report_of_a_committee_without_any_meeting_says_so(project, page):
    notebook = "35_fsu_rapport"
    copied = project.project.notebooks / f"{notebook}.ipynb"
    shutil.copy(CHECKOUT / "notebooks" / copied.name, copied)
    body = "fsu_trygg_eldremedisin"
    done = project.run("build", "--year", str(YEAR), "--only", "fsu_rapport", "--for", body)
    copied.unlink()
    assert done.returncode == 0, done.stderr
    shown = places.edition(project.project, YEAR, notebook, body).read_text(encoding="utf-8")
    made = BeautifulSoup(shown, "html.parser")
    assert "FSU Trygg eldremedisin holdt ingen møter i 2031." in text(made)


def test_the_data_quality_says_what_is_counted_and_lists_deliveries_only(page):
    quality = section(page, "datakvalitet")
    assert "Disse summene er ikke publisert, men talt opp i registrene: Registrerte årsaker" in text(quality)
    delivered = [row[0] for row in table(quality, "Leveransene")]
    assert datasets.get("avvik_register").title in delivered
    assert datasets.get("avvik_kommune").title not in delivered


def test_the_manifest_names_the_files_behind_the_numbers_of_the_year_before(project, page):
    made = json.loads((project.project.report(YEAR) / "manifest.json").read_text("utf-8"))
    files = {entry["file"] for entry in made["inputs"]}
    assert {f"data/raw/{YEAR}/avvik_register.csv", f"data/raw/{YEAR - 1}/avvik_sum.csv"} <= files


def test_the_report_is_whole_with_files_of_the_year_before(project, page, command):
    verified = command(project.root, "verify", str(project.project.report(YEAR)))
    assert verified.exit_code == 0, verified.error
    assert "the files here are the same" in verified.output


def test_a_fact_is_explained_by_the_register(project, page, command):
    explained = command(project.root, "explain", "avvik.meldt_til_foretak", "--year", str(YEAR))
    assert explained.exit_code == 0, explained.error
    assert "avvik_register.csv" in explained.output


def test_a_rule_for_small_numbers_holds_for_what_is_counted(project, page):
    rule = project.root / disclosure.FILE
    rule.write_text(RULE, encoding="utf-8")
    shown = store.read(project.project, YEAR, "avvik_kommune")
    sections = {each.stem for each in reduction.sections_of(project.project, YEAR)}
    rule.unlink()
    assert shown["antall_meldt"].value_counts().to_dict() == {0: 46, SUPPRESSED: 2}
    assert "50_avvik" in sections
    assert "52_avvik_register" not in sections


def test_a_sum_published_for_some_only_is_held_against_the_register_alone(project, command):
    put_rows(project.raw("moeteaktivitet"), [PUBLISHED])
    checked = command(project.root, "check", "--year", str(YEAR))
    remove(project, "moeteaktivitet")
    assert checked.exit_code == 0, checked.error


@pytest.mark.parametrize(
    ("direction", "said"),
    [
        ("til_foretak", "Avvik til UNN kom fra 1 kommune, flest fra Tromsø (2)."),
        ("fra_foretak", "I 2031 ble det meldt 2 samhandlingsavvik: 0 til"),
    ],
)
def test_a_register_with_reports_in_one_direction_only_makes_a_section(project, page, direction, said):
    register = project.raw("avvik_register")
    put_rows(register, [row for row in REGISTER if row[2] == direction])
    section = built(project.root, YEAR, "avvik")["avvik"]
    put_rows(register, REGISTER)
    assert said in text(section)
    assert "Registrene har ingen: avvik med årsak i begge retninger" in text(section)
    assert "ikke mottatt" not in text(section)
