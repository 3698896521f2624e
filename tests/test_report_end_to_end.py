"""From raw files to the report, by the command that a user types, on a made-up year and sections."""

from __future__ import annotations

import base64
import json
import re
import subprocess
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pytest
from aarsmelding import documents
from bs4 import BeautifulSoup

from tests.conftest import Invented, invent, write_notebook

YEAR = "2031"
MUNICIPALITIES = (
    'from aarsmelding import fact, load, table\n\nkommuner = load("kommuner", year)',
    "## Hvor mange",
    'fact("kommuner.antall", len(kommuner), "Det er {} kommuner.", unit="kommuner", rows=kommuner)',
    'table(kommuner.groupby("fylke")[["navn"]].count(), "Kommuner per fylke", headers={"navn": "Antall"})',
    "## Forbehold\n\nAlt er diktet opp.",
)
ORIGINS = (
    "import matplotlib.pyplot as plt\nfrom aarsmelding import fact, figure, load, say, table\n\n"
    'opphav = load("avvik_opphav", year)',
    "## Hvor avvikene kommer fra",
    'alle = fact("avvik.alle", opphav["antall_avvik"].sum(), unit="avvik", period=year, rows=opphav)\n'
    'say("Det ble meldt {alle} avvik.", alle=alle)',
    "antall = opphav.set_index('opphav')[['antall_avvik']]\n"
    "fig, ax = plt.subplots()\nax.barh(antall.index, antall['antall_avvik'])\n"
    'figure(fig, "Avvik etter opphav", alt="Stolper.", data=table(antall, "Avvik etter opphav"))',
    "## Forbehold\n\nAlt er diktet opp.",
)
FAILING = (*ORIGINS[:2], 'opphav["finnes_ikke"].sum()', *ORIGINS[2:])
CONTRADICTING = (
    'from aarsmelding import fact, load\n\nkommuner = load("kommuner", year)',
    'fact("kommuner.antall", len([*kommuner["navn"], "oppdiktet"]), "Det er {} kommuner.", unit="kommuner")',
)


@dataclass(frozen=True)
class Build:
    """What a build said, and what lay in its folders when it was done."""

    exit_code: int
    output: str
    error: str
    report: dict[str, bytes]
    written: dict[str, int]

    @property
    def steps_run(self) -> int:
        (count,) = re.findall(r"(\d+) steps run", self.output + self.error)
        return int(count)


def build(invented: Invented, *options: str) -> Build:
    done: subprocess.CompletedProcess[str] = invented.run("build", "--year", YEAR, *options)
    report = invented.project.report(int(YEAR))
    products = [p for p in report.rglob("*") if p.is_file() and p.parent != report / "logs"]
    intermediate = [
        *invented.project.clean(int(YEAR)).glob("*"),
        *invented.project.build(int(YEAR)).rglob("*"),
    ]
    return Build(
        done.returncode,
        done.stdout,
        done.stderr,
        {p.relative_to(report).as_posix(): p.read_bytes() for p in products},
        {p.name: p.stat().st_mtime_ns for p in intermediate if p.is_file()},
    )


def section(invented: Invented, name: str, *cells: str, **given: str) -> None:
    write_notebook(invented.project.notebooks / name, *cells, **given)


def make(folder: Path) -> Invented:
    invented = invent(folder)
    section(invented, "10_kommuner.ipynb", *MUNICIPALITIES, title="# Kommunene")
    section(invented, "20_opphav.ipynb", *ORIGINS, title="# Opphav")
    return invented


# One project lives through the builds below; each fixture is the next thing that happens to it.


@pytest.fixture(scope="module")
def project(tmp_path_factory) -> Invented:
    return make(tmp_path_factory.mktemp("oppdiktet"))


@pytest.fixture(scope="module")
def first(project) -> Build:
    return build(project)


@pytest.fixture(scope="module")
def again(project, first) -> Build:
    return build(project)


@pytest.fixture(scope="module")
def after_a_change(project, again) -> Build:
    project.replace("avvik_opphav", "Finnmarkssykehusets opptaksområde", "Et oppdiktet område")
    return build(project)


@pytest.fixture(scope="module")
def with_a_failing_section(project, after_a_change) -> Build:
    section(project, "20_opphav.ipynb", *FAILING, title="# Opphav")
    section(project, "10_kommuner.ipynb", *MUNICIPALITIES, title="# Alle kommunene")
    return build(project)


@pytest.fixture(scope="module")
def with_two_values_of_a_fact(project, with_a_failing_section) -> Build:
    section(project, "20_opphav.ipynb", *ORIGINS, title="# Opphav")
    section(project, "30_motsagt.ipynb", *CONTRADICTING, title="# Motsagt")
    return build(project)


@pytest.fixture(scope="module")
def after_mending(project, with_two_values_of_a_fact) -> Build:
    (project.project.notebooks / "30_motsagt.ipynb").unlink()
    return build(project)


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory) -> Build:
    """The same made-up year in another folder."""
    return build(make(tmp_path_factory.mktemp("et_annet_sted") / "dypere"), "--jobs", "1")


@pytest.fixture(scope="module")
def page(first) -> BeautifulSoup:
    return BeautifulSoup(first.report["index.html"], "html.parser")


def test_the_first_build_leaves_the_report(first):
    assert first.exit_code == 0
    assert all(re.fullmatch(r"[a-z]+ 2031.*: built, \d+\.\d s", line) for line in first.error.splitlines())
    assert {"index.html", "facts.json", "manifest.json"} <= set(first.report)
    assert {"notebooks/kommuner.ipynb", "notebooks/opphav.ipynb"} <= set(first.report)
    assert "reports/2031/index.html" in first.output


def test_nothing_is_left_behind_while_building(first):
    assert not [name for name in first.written if name.endswith(".tmp")]


def test_a_second_build_with_nothing_changed_runs_nothing(first, again):
    assert (again.exit_code, again.steps_run) == (0, 0)
    assert again.report == first.report


def test_a_changed_raw_file_reruns_only_what_depends_on_it(again, after_a_change):
    rewritten = {name for name, time in after_a_change.written.items() if again.written.get(name) != time}
    assert after_a_change.exit_code == 0
    # Its dataset, the checks, the evidence, the section that loads it and the bitmaps of its figures, which
    # show it, the ledger, the page, its workbook, the chapters it is cut into, of those that show it the
    # words, and the Word file; the report. Likewise of the PDF those chapters, and the whole.
    chapters = {"opphav", "datakvalitet"}
    drawn = {name for name in rewritten if name.endswith(".pdf") and YEAR not in name}
    assert drawn == ({f"{name}.pdf" for name in chapters} if documents.can_draw() else set())
    assert after_a_change.steps_run == 11 + len(chapters) + (1 + len(drawn) if documents.can_draw() else 0)
    assert {"avvik_opphav.parquet", "20_opphav.ipynb"} <= rewritten
    assert rewritten.isdisjoint({"kommuner.parquet", "10_kommuner.ipynb"})


def test_the_changed_value_is_in_the_new_report(first, after_a_change):
    changed = "Et oppdiktet område".encode()
    assert changed not in first.report["index.html"]
    assert changed in after_a_change.report["index.html"]


def test_a_failing_section_is_named_with_heading_cell_and_error(with_a_failing_section):
    failed = with_a_failing_section
    assert failed.exit_code == 1
    assert "section opphav failed: KeyError: 'finnes_ikke'" in failed.error
    assert "notebooks/20_opphav.ipynb, under «Hvor avvikene kommer fra», cell 5" in failed.error
    assert "Traceback" not in failed.output + failed.error


def test_a_failing_section_does_not_stop_the_others(after_a_change, with_a_failing_section):
    name = "10_kommuner.ipynb"
    assert with_a_failing_section.written[name] != after_a_change.written[name]


def test_a_failing_section_leaves_the_last_good_report_as_it_was(after_a_change, with_a_failing_section):
    assert with_a_failing_section.report == after_a_change.report
    assert "reports/2031/index.html is as it was before" in with_a_failing_section.error


def test_one_fact_with_two_values_stops_the_build_and_names_both_sections(with_two_values_of_a_fact):
    stopped = with_two_values_of_a_fact
    assert stopped.exit_code == 1
    assert "the fact kommuner.antall has two values: 24 and 25" in stopped.error
    assert re.search(r"sections? .*kommuner.*motsagt", stopped.error)


def test_one_fact_with_two_values_leaves_the_last_good_report_as_it_was(
    after_a_change, with_two_values_of_a_fact
):
    assert with_two_values_of_a_fact.report == after_a_change.report


def test_after_mending_the_report_is_built_and_the_removed_section_gone(after_mending):
    assert after_mending.exit_code == 0
    assert b"Alle kommunene" in after_mending.report["index.html"]
    assert "notebooks/motsagt.ipynb" not in after_mending.report


@pytest.mark.parametrize(
    "name",
    [
        "index.html",
        "facts.json",
        "manifest.json",
        "notebooks/kommuner.ipynb",
        "notebooks/opphav.ipynb",
        "aarsmelding-2031.docx",
        *(documents.pdf_names(2031) if documents.can_draw() else ()),
    ],
)
def test_two_builds_in_two_folders_are_the_same_to_the_byte(first, elsewhere, name):
    assert elsewhere.report[name] == first.report[name]


def test_only_one_section_is_built_when_asked(tmp_path):
    invented = make(tmp_path)
    done = build(invented, "--only", "kommuner")
    assert (done.exit_code, done.steps_run) == (0, 2)
    assert [path.name for path in invented.project.clean(2031).iterdir()] == ["kommuner.parquet"]
    assert done.report == {}


def test_an_unknown_section_is_refused_with_the_known_ones(tmp_path, command):
    result = command(make(tmp_path).root, "build", "--year", YEAR, "--only", "komuner")
    assert result.exit_code == 2
    assert "there is no section 'komuner'" in result.error
    assert "use one of: kommuner, opphav" in result.error


def test_a_section_with_a_misspelt_parameter_is_refused(tmp_path, command):
    invented = make(tmp_path)
    section(invented, "20_opphav.ipynb", *ORIGINS, parameters="yaer = 2031")
    result = command(invented.root, "build", "--year", YEAR)
    assert result.exit_code == 2
    assert "unknown parameter 'year'" in result.error
    assert "the notebook has: yaer" in result.error


def test_a_section_that_loads_an_unknown_dataset_is_refused(tmp_path, command):
    invented = make(tmp_path)
    section(invented, "20_opphav.ipynb", 'load("avik_opphav", year)')
    result = command(invented.root, "build", "--year", YEAR)
    assert result.exit_code == 2
    assert "there is no dataset 'avik_opphav'" in result.error
    assert "avvik_opphav" in result.error


def test_bad_data_stops_the_build_with_the_same_words_as_check(tmp_path):
    invented = make(tmp_path)
    invented.edit("avvik_opphav", 2, "antall", "mange")
    done = build(invented, "--only", "opphav")
    assert done.exit_code == 3
    assert "must be a whole number" in done.error
    assert "row 2, value 'mange'" in done.error


def test_list_shows_the_year_the_sections_and_their_datasets(project, first):
    shown = project.run("list").stdout
    assert "Years: 2031" in shown
    assert re.search(r"opphav\W+Opphav\W+avvik_opphav", shown)


def test_the_page_is_in_bokmaal_and_says_what_it_is(page):
    assert page.html["lang"] == "nb"
    assert page.title.get_text() == "Årsmelding 2031 – Det oppdiktede helsefellesskapet"
    assert len(page.find_all("h1")) == 1
    assert page.find("main") and page.find("nav")


def test_the_page_asks_nothing_of_the_network(page):
    wanted = [
        element.get(attribute, "")
        for element in page.find_all(True)
        for attribute in ("src", "srcset", "href", "data", "poster")
        if not (element.name == "a" and attribute == "href")
    ]
    assert [url for url in wanted if re.match(r"(https?:)?//", str(url))] == []
    assert page.find_all(["script", "iframe", "object", "embed"]) == []
    assert not [style for style in page.find_all("style") if re.search(r"@import|url\((?!data:)", style.text)]


def test_every_picture_has_a_text_alternative(page):
    assert page.find_all("img")
    assert [image for image in page.find_all("img") if not image.get("alt", "").strip()] == []


def test_every_table_has_a_caption_and_its_headers_a_scope(page):
    tables = page.find_all("table")
    assert len(tables) >= 3
    assert [table for table in tables if not (table.caption and table.caption.get_text(strip=True))] == []
    assert {header.get("scope") for header in page.find_all("th")} <= {"col", "row", "colgroup", "rowgroup"}


def test_no_id_stands_twice_and_every_inner_link_leads_somewhere(page):
    ids = [element["id"] for element in page.find_all(id=True)]
    assert len(set(ids)) == len(ids)
    links = {a["href"][1:] for a in page.find_all("a", href=re.compile("^#"))}
    assert links - set(ids) == set()


def test_every_table_and_the_numbers_of_every_figure_are_files_that_the_page_links_to(first, page):
    links = [a["href"] for a in page.find_all("a", href=re.compile(r"^(?!#|https?:|data:)"))]
    assert {
        "tabeller.xlsx",
        "tabeller/kommuner-01-kommuner-per-fylke.csv",
        "tabeller/opphav-01-avvik-etter-opphav.csv",
    } <= set(links)
    assert [link for link in links if link not in first.report] == []


def test_headings_follow_each_other_without_a_jump(page):
    levels = [int(heading.name[1]) for heading in page.find_all(re.compile(r"^h[1-6]$"))]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_code_is_not_shown(page):
    assert "load(" not in page.get_text()


def test_a_fact_on_the_page_is_the_fact_in_the_ledger(first, page):
    ledger = json.loads(first.report["facts.json"])
    (fact,) = [fact for fact in ledger["facts"] if fact["id"] == "kommuner.antall"]
    shown = page.find("data", attrs={"data-fact": "kommuner.antall"})
    assert (ledger["schema"], ledger["year"]) == (1, 2031)
    assert (fact["value"], fact["unit"], fact["section"], fact["datasets"]) == (
        24,
        "kommuner",
        "kommuner",
        ["kommuner"],
    )
    assert (shown["value"], shown.get_text()) == ("24", fact["display"])
    assert fact["text"] == "Det er 24 kommuner."


def test_the_manifest_lists_what_went_in_and_what_came_out(first):
    manifest = json.loads(first.report["manifest.json"])
    assert "data/raw/2031/kommuner.csv" in {entry["file"] for entry in manifest["inputs"]}
    assert {"index.html", "facts.json", "notebooks/opphav.ipynb"} <= {e["file"] for e in manifest["outputs"]}
    assert [(e["section"], e["verdict"]) for e in manifest["sections"]][:2] == [
        ("kommuner", "built"),
        ("opphav", "built"),
    ]


def test_an_executed_notebook_keeps_its_parameters_and_no_paths_or_times(project, first):
    text = first.report["notebooks/kommuner.ipynb"].decode()
    assert json.loads(text)["metadata"]["papermill"] == {"parameters": {"year": 2031}}
    assert str(project.root) not in text
    assert "start_time" not in text and "iopub" not in text


def test_all_facts_lie_in_the_page_itself_as_a_spreadsheet(first, page):
    (link,) = page.find_all("a", href=re.compile("^data:text/csv"))
    lines = base64.b64decode(link["href"].partition(",")[2]).decode("utf-8-sig").splitlines()
    ledger = json.loads(first.report["facts.json"])["facts"]
    assert len(lines) == 1 + len(ledger)
    assert lines[0].startswith("id;value;unit")
