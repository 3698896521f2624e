"""What a built report answers: explain and facts. Every number and name is made up."""

import json

import pandas as pd
import pytest
from aarsmelding import asking, filestate, store
from aarsmelding.errors import AarsmeldingError, UsageError
from aarsmelding.paths import Project

from tests.asking.conftest import fact_record
from tests.conftest import write_notebook

YEAR = 2031
PLACE = ["dok1", "Tabell, linje 4"]
RAW = """\
opphav,er_primaeromraade,antall,kilde,sted
Nord,Ja,kr 30,dok1,"Tabell, linje 4"
Soer,Nei,10,dok1,"Tabell, linje 5"
Vest,Nei,,dok1,"Tabell, linje 6"
"""


GROUNDS = {
    "datasets": ["avvik_opphav"],
    "sources": [{"document": "dok1", "place": "Tabell, linje 4–6"}],
    "entity": "",
    "numerator": None,
    "denominator": None,
    "sum_of": [],
    "formula": "opphav['antall_avvik'].sum()",
}


def made_up(fact_id, value, unit="avvik", **given):
    return fact_record(fact_id, value, unit, **{**GROUNDS, "text": f"Det er {value}.", **given})


SHARE = {"display": "75,0\u00a0%", "numerator": 30, "denominator": 40}
FACTS = [
    made_up("opphav.alle", 40, sum_of=["opphav.nord", "opphav.resten"]),
    made_up("opphav.andel_nord", 0.75, "andel", **SHARE),
    made_up("opphav.nord", 30, entity="Nord"),
    made_up("opphav.resten", 10),
    made_up("opphav.steder", 3, "plasser"),
]
ROWS = {
    "opphav.andel_nord": [PLACE],
    "opphav.nord": [PLACE],
    "opphav.resten": [["dok1", "Tabell, linje 5"], ["dok1", "Tabell, linje 6"]],
}
CLAIM = {
    "id": "paastand.nord",
    "document": "dok1",
    "place": "Innledning, linje 1",
    "stated": 33,
    "unit": "avvik",
    "fact": "opphav.nord",
    "computed": 30,
    "difference": -3,
    "verdict": "differs",
    "note": "Et oppdiktet avvik.",
}


def put(path, content):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")


@pytest.fixture
def project(tmp_path):
    """One made-up year with one section and one dataset, as a build leaves it."""
    made = Project(tmp_path)
    raw = made.raw(YEAR) / "avvik_opphav.csv"
    put(raw, RAW)
    made.notebooks.mkdir()
    write_notebook(made.notebooks / "20_opphav.ipynb")
    clean = pd.DataFrame(
        {
            "opphav": ["Nord", "Soer", "Vest"],
            "antall_avvik": pd.Series([30, 10, None], dtype="Int64"),
            "kilde": "dok1",
            "sted": ["Tabell, linje 4", "Tabell, linje 5", "Tabell, linje 6"],
        }
    )
    store.write(clean, made.dataset(YEAR, "avvik_opphav"))
    titles = pd.DataFrame({"dokument": ["dok1"], "tittel": ["Et oppdiktet dokument"]})
    store.write(titles, made.dataset(YEAR, "dokumenter"))
    stated = [{**fact, "rows": ROWS.get(fact["id"], [])} for fact in FACTS]
    fragment = {"section": "opphav", "title": "Opphav", "facts": stated, "cites": []}
    put(made.build(YEAR) / "fragments" / "20_opphav.json", fragment)
    put(made.report(YEAR) / "facts.json", {"schema": 1, "year": YEAR, "facts": FACTS})
    put(made.report(YEAR) / "reconciliation.json", {"schema": 1, "year": YEAR, "claims": [CLAIM]})
    hashes = [{"file": "data/raw/2031/avvik_opphav.csv", "sha256": filestate.sha256(raw)}]
    put(made.report(YEAR) / "manifest.json", {"inputs": hashes})
    return made


@pytest.fixture
def ask(project, command):
    def run(*arguments):
        result = command(project.root, *arguments)
        assert (result.exit_code, result.error) == (0, "")
        return result.output

    return run


def part(output, heading):
    """The lines under one heading."""
    (block,) = [b for b in output.split("\n\n") if b.startswith(heading)]
    return [line.strip() for line in block.splitlines()[1:]]


def test_a_fact_is_shown_with_value_unit_period_entity_and_sentence(ask):
    lines = ask("explain", "opphav.nord").split("\n\n")[0].splitlines()
    assert [" ".join(line.split()) for line in lines] == [
        "opphav.nord: 30 avvik",
        "value 30",
        "shown as 30",
        "unit avvik",
        "period 2031",
        "about Nord",
        "sentence Det er 30.",
    ]


def test_a_share_says_which_part_of_which_whole(ask):
    computed = part(ask("explain", "opphav.andel_nord"), "How it is computed")
    assert computed[0] == "in words     30 of 40 is 75,0\u00a0%"
    assert computed[1:3] == ["numerator    30", "denominator  40"]
    assert "expression   opphav['antall_avvik'].sum()" in computed
    assert "notebook     reports/2031/notebooks/opphav.ipynb, cell 5" in computed


def test_a_sum_names_its_parts(ask):
    computed = part(ask("explain", "opphav.alle"), "How it is computed")
    assert computed[:3] == [
        "in words    30 + 10 = 40, the sum of its parts",
        "part        opphav.nord = 30 avvik",
        "part        opphav.resten = 10 avvik",
    ]


def test_only_the_rows_at_the_fact_s_places_are_shown(ask):
    shown = part(ask("explain", "opphav.nord"), "Clean rows at the places it rests on")
    assert shown[0] == "data/clean/2031/avvik_opphav.parquet: 1 row"
    assert shown[-1].split() == ["1", "Nord", "30", "Tabell,", "linje", "4"]


def test_a_raw_row_is_shown_as_printed_with_file_and_line(ask):
    shown = part(ask("explain", "opphav.nord"), "Raw rows at the places it rests on, as printed")
    assert shown[0] == "data/raw/2031/avvik_opphav.csv: 1 row"
    assert " ".join(shown[-1].split()) == (
        "data/raw/2031/avvik_opphav.csv:2 Nord Ja kr 30 dok1 Tabell, linje 4"
    )


def test_a_sum_rests_on_the_rows_of_its_parts(ask):
    shown = part(ask("explain", "opphav.alle"), "Clean rows at the places it rests on")
    assert shown[0] == "data/clean/2031/avvik_opphav.parquet: 3 rows"
    assert shown[-1].split()[:3] == ["3", "Vest", ".."]


def test_without_rows_of_its_own_a_fact_shows_its_datasets(ask):
    output = ask("explain", "opphav.steder")
    assert part(output, "Clean rows of the datasets")[0] == "data/clean/2031/avvik_opphav.parquet: 3 rows"
    assert "at the places" not in output


def test_ten_rows_are_shown_and_of_eleven_the_first_ten_unless_all_are_wanted(project, ask):
    path = project.raw(YEAR) / "avvik_opphav.csv"
    fact, fragment_file = FACTS[2], project.build(YEAR) / "fragments" / "20_opphav.json"
    for count, said in ((10, ": 10 rows"), (11, ": 11 rows, the first 10 (--all shows every one)")):
        rows = [f"Nord{n},Ja,{n},dok1,linje {n}\n" for n in range(count)]
        put(path, RAW.splitlines(keepends=True)[0] + "".join(rows))
        places = [["dok1", f"linje {n}"] for n in range(count)]
        facts = [{**fact, "rows": places}]
        put(fragment_file, {"section": "opphav", "title": "Opphav", "facts": facts, "cites": []})
        shown = part(ask("explain", "opphav.nord"), "Raw rows")
        assert shown[0].split(";")[0] == f"data/raw/2031/avvik_opphav.csv{said}"
        assert sum("avvik_opphav.csv:" in line for line in shown[1:]) == 10
    everything = part(ask("explain", "opphav.nord", "--all"), "Raw rows")
    assert sum("avvik_opphav.csv:" in line for line in everything[1:]) == 11


def test_a_raw_file_that_has_changed_since_the_report_is_pointed_out(project, ask):
    assert "HAS CHANGED" not in ask("explain", "opphav.nord")
    put(project.raw(YEAR) / "avvik_opphav.csv", RAW.replace("kr 30", "kr 31"))
    shown = part(ask("explain", "opphav.nord"), "Raw rows")
    assert shown[0].endswith("1 row; THE FILE HAS CHANGED since the report was built")


def test_documents_have_their_titles_and_places(ask):
    shown = part(ask("explain", "opphav.nord"), "Documents")
    assert shown == ["Et oppdiktet dokument (dok1)", "Tabell, linje 4–6"]


def test_a_claim_is_shown_with_stated_computed_difference_and_verdict(ask):
    shown = part(ask("explain", "opphav.nord"), "What has been published")
    assert [" ".join(line.split()) for line in shown] == [
        "differs: paastand.nord",
        "stated 33",
        "computed 30",
        "difference -3",
        "unit avvik",
        "document dok1",
        "place Innledning, linje 1",
        "note Et oppdiktet avvik.",
    ]


def test_claims_about_other_facts_are_not_shown(ask):
    assert part(ask("explain", "opphav.resten"), "What has been published") == ["no claim names it"]


def test_a_report_without_reconciliation_says_so(project, ask):
    (project.report(YEAR) / "reconciliation.json").unlink()
    shown = " ".join(part(ask("explain", "opphav.nord"), "What has been published"))
    assert shown.startswith("not reconciled:") and shown.endswith("type: aarsmelding build --year 2031")


def test_the_sections_it_stands_in_and_the_anchors_are_given(project, ask):
    write_notebook(project.notebooks / "10_sammendrag.ipynb")
    cited = {"section": "sammendrag", "title": "Sammendrag", "facts": [], "cites": ["opphav.nord"]}
    put(project.build(YEAR) / "fragments" / "10_sammendrag.json", cited)
    shown = part(ask("explain", "opphav.nord"), "Where it stands")
    assert [" ".join(line.split()) for line in shown] == [
        "sammendrag («Sammendrag») cites it",
        "opphav («Opphav») states it",
        "first place reports/2031/index.html#tall-opphav-nord",
        "Tallgrunnlag reports/2031/index.html#grunnlag-opphav-nord",
    ]


def test_in_a_fresh_checkout_the_ledger_is_explained_and_what_is_missing_is_said(project, ask):
    for path in (*project.clean(YEAR).iterdir(), *(project.build(YEAR) / "fragments").iterdir()):
        path.unlink()
    output = " ".join(ask("explain", "opphav.nord").split())
    assert "avvik_opphav.parquet: the clean dataset is not there; type: aarsmelding build" in output
    assert "data/raw/2031/avvik_opphav.csv: 3 rows" in output


def test_a_clean_dataset_that_is_not_there_is_not_passed_over(project, ask):
    project.dataset(YEAR, "avvik_opphav").unlink()
    shown = " ".join(part(ask("explain", "opphav.nord"), "Clean rows at the places"))
    assert shown.startswith("data/clean/2031/avvik_opphav.parquet: the clean dataset is not there")


def test_brackets_in_a_formula_are_printed_as_they_are(project, ask):
    fact = made_up("a.b", 1, formula="frame[bold]['x'].query('[red]') + 2 :smile:")
    put(project.report(YEAR) / "facts.json", {"schema": 1, "year": YEAR, "facts": [fact]})
    assert "frame[bold]['x'].query('[red]') + 2 :smile:" in ask("explain", "a.b")


def test_what_is_piped_has_no_colours_no_frames_and_no_trailing_spaces(ask, monkeypatch):
    monkeypatch.setenv("FORCE_COLOR", "1")
    output = ask("explain", "opphav.nord") + ask("facts")
    assert "\x1b" not in output
    assert not set(output) & set("│─┌━┃╭╰|")
    assert [line for line in output.splitlines() if line != line.rstrip()] == []


def test_an_unknown_fact_is_refused_with_the_nearest_ones(project, command):
    result = command(project.root, "explain", "opphav.nordd")
    assert result.exit_code == 2
    assert "there is no fact 'opphav.nordd'" in result.error
    assert "did you mean: opphav.nord" in result.error


def test_a_name_without_a_dot_is_a_section(project, command):
    assert asking.is_fact(project, "opphav", None) is False
    result = command(project.root, "explain", "ophav")
    assert (result.exit_code, "there is no section 'ophav'" in result.error) == (2, True)


def test_a_name_without_a_dot_that_is_in_the_ledger_is_a_fact(project):
    put(project.report(YEAR) / "facts.json", {"schema": 1, "year": YEAR, "facts": [made_up("antall", 1)]})
    assert asking.is_fact(project, "antall", None) is True


def test_without_a_report_the_error_says_what_to_type(project):
    (project.report(YEAR) / "facts.json").unlink()
    with pytest.raises(AarsmeldingError) as refused:
        asking.ledger_of(project, YEAR)
    assert refused.value.problem == "there is no report for 2031 yet"
    assert refused.value.remedy == "type: aarsmelding build --year 2031"


def test_the_latest_year_is_the_latest_with_a_report(project):
    project.raw(2032).mkdir()
    (project.raw(2032) / "kommuner.csv").touch()
    assert asking.latest(project) == 2031


def test_a_fact_is_looked_for_in_the_latest_report_that_states_it(project):
    for year, name in ((2032, "halvt.aar"), (2033, "annet.tall")):
        facts = {"schema": 1, "year": year, "facts": [made_up(name, 1)]}
        put(project.report(year) / "facts.json", facts)
    assert asking.latest_with(project, "halvt.aar") == 2032
    assert asking.latest_with(project, "finnes.ikke") == 2033


@pytest.mark.parametrize(
    "text",
    ["", "[]", '{"schema": 2, "facts": []}', '{"schema": 1, "facts": [{"id": "a.b"}]}'],
)
def test_what_is_not_a_ledger_is_refused(text):
    with pytest.raises(UsageError, match="not a ledger of facts"):
        asking.facts_in(text, "facts.json")


def test_a_ledger_with_one_id_twice_is_refused():
    facts = [made_up("a.b", 1), made_up("a.b", 2)]
    with pytest.raises(UsageError):
        asking.facts_in(json.dumps({"schema": 1, "facts": facts}), "facts.json")


def test_facts_are_listed_with_display_unit_period_and_section(ask):
    lines = ask("facts").splitlines()
    assert lines[0].split() == ["id", "display", "unit", "period", "section"]
    assert lines[2].split() == ["opphav.alle", "40", "avvik", "2031", "opphav"]
    assert lines[-1] == "5 facts"


def test_only_the_facts_of_one_section_are_listed(project, ask):
    facts = [*FACTS, made_up("kommuner.antall", 24, "kommuner", section="kommuner")]
    put(project.report(YEAR) / "facts.json", {"schema": 1, "year": YEAR, "facts": facts})
    output = ask("facts", "--section", "kommuner")
    assert "kommuner.antall" in output
    assert "opphav" not in output


def test_a_section_without_facts_is_refused_with_those_that_have_some(project, command):
    result = command(project.root, "facts", "--section", "ophav")
    assert result.exit_code == 2
    assert "use one of: opphav" in result.error


def test_the_csv_file_is_as_norwegian_excel_opens_it(project, ask, tmp_path):
    facts = [made_up("a.b", 0.75, "andel", **SHARE), made_up("å.ø", 1e-7, text='Med ; og "sitat".')]
    put(project.report(YEAR) / "facts.json", {"schema": 1, "year": YEAR, "facts": facts})
    file = tmp_path / "tall.csv"
    assert ask("facts", "--csv", str(file)) == f"wrote {file} (2 facts)\n"
    assert file.read_bytes() == (
        b"\xef\xbb\xbf"
        + (
            "id;value;unit;period;entity;display;section;datasets;text\r\n"
            "a.b;0,75;andel;2031;;75,0\u00a0%;opphav;avvik_opphav;Det er 0.75.\r\n"
            'å.ø;0,0000001;avvik;2031;;1e-07;opphav;avvik_opphav;"Med ; og ""sitat""."\r\n'
        ).encode()
    )


def test_a_csv_file_that_cannot_be_written_leaves_nothing_behind(project, command, tmp_path):
    (tmp_path / "tall.csv").mkdir()
    result = command(project.root, "facts", "--csv", str(tmp_path / "tall.csv"))
    assert (result.exit_code, "cannot be written" in result.error) == (2, True)
    assert list(tmp_path.glob(".tall*")) == []


def test_a_fact_of_a_real_build_is_followed_to_its_raw_rows(invented):
    invented.keep("dokumenter", "helsefellesskap", "kommuner")
    write_notebook(
        invented.project.notebooks / "10_kommuner.ipynb",
        'from aarsmelding import fact, load\n\nkommuner = load("kommuner", year)',
        'nordland = kommuner[kommuner["fylke"] == "Nordland"]\n'
        'fact("kommuner.nordland", len(nordland), "Det er {}.", unit="kommuner", rows=nordland)',
    )
    assert invented.run("build", "--year", "2031").returncode == 0
    explained = invented.run("explain", "kommuner.nordland")
    assert (explained.returncode, explained.stderr) == (0, "")
    assert "kommuner.nordland: 3 kommuner" in explained.stdout
    assert "expression  len(kommuner[kommuner['fylke'] == 'Nordland'])" in explained.stdout
    assert "reports/2031/index.html#tall-kommuner-nordland" in explained.stdout
    raw = part(explained.stdout, "Raw rows")
    assert raw[0] == "data/raw/2031/kommuner.csv: 3 rows"
    numbered = [line.split("kommuner.csv:")[1].split()[0] for line in raw[1:] if "kommuner.csv:" in line]
    lines = invented.raw("kommuner").read_text(encoding="utf-8").splitlines()
    assert {
        name for n in numbered for name in ("Narvik", "Lødingen", "Evenes") if name in lines[int(n) - 1]
    } == {
        "Narvik",
        "Lødingen",
        "Evenes",
    }


def test_in_rows_too_wide_for_a_table_no_printed_value_is_broken_over_two_lines(project, ask):
    wide = RAW.replace("Nord,", "Nord og et langt navn til,").replace("kr 30", "kr 30 000 000")
    put(project.raw(YEAR) / "avvik_opphav.csv", wide)
    shown = part(ask("explain", "opphav.nord"), "Raw rows")
    assert [line for line in shown if "antall: kr 30 000 000" in line] == [shown[2]]
    assert shown[1].startswith("data/raw/2031/avvik_opphav.csv:2  opphav: Nord og et langt navn til")
    assert shown[-1].endswith("sted: Tabell, linje 4")
