"""One figure at a time is falsified, in the data, in a notebook, in the built report: each is noticed."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pandas as pd
import pytest
from aarsmelding import checks, receipts, reconcile
from aarsmelding.errors import AarsmeldingError
from aarsmelding.facts import MIME, fact
from aarsmelding.page.fragments import fragment
from aarsmelding.paths import ROOT_VARIABLE, Project
from aarsmelding.prose import say
from aarsmelding.reconcile.expressions import names_used
from aarsmelding.validate import validate
from bs4 import BeautifulSoup
from nbformat import v4

from tests.conftest import Invented, invent, made_up_receipt, set_cells, write_notebook

YEAR = 2031
REAL_YEAR = 2025
CHECKOUT = Project(Path(__file__).parents[1])


# In the raw data of the real year, of which a copy is falsified.


@pytest.fixture(scope="module")
def real(tmp_path_factory) -> Project:
    project = Project(tmp_path_factory.mktemp("ekte"))
    shutil.copytree(CHECKOUT.raw(REAL_YEAR), project.raw(REAL_YEAR))
    return project


@pytest.fixture(scope="module")
def frames(real) -> dict[str, pd.DataFrame]:
    """The clean data as they are."""
    names = [path.stem for path in sorted(real.raw(REAL_YEAR).glob("*.csv"))]
    return {name: frame for name in names if (frame := validate(real, REAL_YEAR, name)[0]) is not None}


@pytest.fixture
def falsify(real) -> Iterator:
    """Set one cell of a raw file, with or without renewing the receipt; everything is put back."""
    kept: dict[Path, bytes] = {}

    def change(name: str, line: int, column: str, before: str, after: str, *, is_renewed: bool = True):
        path = real.raw(REAL_YEAR) / f"{name}.csv"
        receipt = receipts.receipt_path(path)
        kept.update({place: place.read_bytes() for place in (path, receipt)})
        set_cells(path, (line, column, before, after))
        if is_renewed:
            made_up_receipt(path)

    yield change
    for path, content in kept.items():
        path.write_bytes(content)


# One line of each table; what is stated and what it is falsified to.
IN_AN_IDENTITY = [
    ("avvik_opphav", 2, "antall", "241", "242"),
    ("avvik_kommune", 2, "meldt_fra_kommune", "101", "102"),
    ("avvik_kommune", 3, "svar_fra_kommune", "3", "4"),
    ("avvik_aarsak", 2, "antall", "44", "45"),
    ("svarprosent", 2, "svarprosent", "33,6%", "33,8%"),
    ("svarprosent", 2, "svarprosent_forrige_aar", "92,6 %", "82,6 %"),
    ("tilskudd", 2, "innvilget", "kr 2 295 000", "kr 2 295 001"),
    ("tilskuddspott", 2, "verdi", "kr 18 000 000", "kr 18 100 000"),
    ("soeknadsbeloep", 2, "beloep_aar_1", "kr 1 314 467", "kr 1 314 476"),
    ("moeteaktivitet_sum", 3, "antall", "21", "22"),
]
# No table holds these figures against another; what the documents say of them elsewhere does.
IN_A_CLAIM = [
    ("deltakelse", 2, "antall", "82", "83"),
    ("ressurser", 3, "trykt", "ett", "to"),
]


@pytest.mark.parametrize("cell", IN_AN_IDENTITY, ids=lambda cell: f"{cell[0]}-{cell[2]}")
def test_a_raw_cell_changed_without_a_new_receipt_is_refused_with_its_file(real, falsify, cell):
    falsify(*cell, is_renewed=False)
    frame, faults = validate(real, REAL_YEAR, cell[0])
    assert frame is None
    assert {fault.file for fault in faults} == {f"data/raw/{REAL_YEAR}/{cell[0]}.csv"}
    assert "the file is not the one that its receipt describes" in faults[0].rule


@pytest.mark.parametrize("cell", IN_AN_IDENTITY, ids=lambda cell: f"{cell[0]}-{cell[2]}")
def test_a_raw_cell_with_a_renewed_receipt_breaks_an_identity(real, frames, falsify, cell):
    falsify(*cell)
    frame, faults = validate(real, REAL_YEAR, cell[0])
    if frame is not None:
        faults = checks.run({**frames, cell[0]: frame}, REAL_YEAR)
    assert faults


def verdicts(frames: dict[str, pd.DataFrame], name: str) -> dict[str, tuple]:
    """Verdict and computed value of every claim that the dataset `name` decides."""
    claims = frames["paastander"].assign(faktum=pd.NA)
    decided = claims["uttrykk"].map(lambda text: name in names_used(text), na_action="ignore").eq(True)
    records = reconcile.reconcile(claims[decided], frames)
    return {record["id"]: (record["verdict"], record["computed"]) for record in records}


@pytest.mark.parametrize("cell", IN_A_CLAIM, ids=lambda cell: f"{cell[0]}-{cell[2]}")
def test_a_raw_cell_that_no_identity_holds_changes_the_verdict_of_a_claim(real, frames, falsify, cell):
    before = verdicts(frames, cell[0])
    falsify(*cell)
    frame, faults = validate(real, REAL_YEAR, cell[0])
    assert faults == []
    changed = {**frames, cell[0]: frame}
    assert checks.run(changed, REAL_YEAR) == []
    after = verdicts(changed, cell[0])
    assert [i for i in before if before[i][0] == "agrees" and after[i][0] == "differs"]


# In a notebook that ran.

LOADED = 'saker = load("saker", year)'
CASES = fact("oppdiktet.saker", 37, "Det ble {} saker.", unit="saker", period=2031)


def executed(path: Path, *cells) -> Path:
    """An executed notebook: text is prose, a pair is code with the object that it shows."""
    made = [v4.new_markdown_cell("# Oppdiktet"), v4.new_code_cell(LOADED)]
    for cell in cells:
        if isinstance(cell, str):
            made.append(v4.new_markdown_cell(cell))
        else:
            code, part = cell
            data = part._repr_mimebundle_()
            made.append(v4.new_code_cell(code, outputs=[v4.new_output("display_data", data=data)]))
    nbformat.write(v4.new_notebook(cells=made), path)
    return path


TRUE = ('fact("oppdiktet.saker", len(saker), "Det ble {} saker.", unit="saker")', CASES)


def test_the_notebook_that_is_falsified_below_is_otherwise_in_order(tmp_path):
    made = fragment(executed(tmp_path / "50_oppdiktet.ipynb", "## Saker", TRUE), "oppdiktet")
    assert [record["id"] for record in made.facts] == ["oppdiktet.saker"]


@pytest.mark.parametrize(
    ("cells", "number", "text"),
    [
        (["Det ble 38 saker."], "«38»", "Det ble 38 saker."),
        (["Det ble trettiåtte saker."], "«trettiåtte»", "Det ble trettiåtte saker."),
        (["## De 38 sakene"], "«38»", "De 38 sakene"),
        ([('say("Av 38 saker.")', say("Av 38 saker."))], "«38»", "Av 38 saker."),
        ([('say("Av {n}.", n=str(len(saker)))', say("Av {n}.", n="38"))], "«38»", "Av 38."),
        ([('fact("o.a", 38, unit="saker")', fact("o.a", 38, unit="saker"))], "38", "fact('o.a', 38"),
        (
            [('fact("o.a", len(saker) + 1, unit="saker")', fact("o.a", 38, unit="saker"))],
            "1",
            "fact('o.a', len(saker) + 1",
        ),
        ([('pd.DataFrame({"Antall": [38]})', CASES)], "38", "{'Antall': [38]}"),
        ([('saker.loc[0, "antall"] = 38', CASES)], "38", "saker.loc[0, 'antall'] = 38"),
    ],
    ids=["prose", "words", "heading", "say", "chosen", "value", "added", "table", "assigned"],
)
def test_a_number_typed_into_a_notebook_is_refused_with_section_cell_and_text(tmp_path, cells, number, text):
    with pytest.raises(AarsmeldingError) as refused:
        fragment(executed(tmp_path / "50_oppdiktet.ipynb", TRUE, *cells), "oppdiktet")
    assert number in refused.value.problem
    assert refused.value.where.startswith("section oppdiktet, 50_oppdiktet.ipynb, cell 4: ")
    assert text in refused.value.where


def test_a_number_changed_in_the_output_of_an_executed_notebook_is_refused(tmp_path):
    path = executed(tmp_path / "50_oppdiktet.ipynb", TRUE)
    content = nbformat.read(path, as_version=4)
    data = content.cells[-1].outputs[0].data
    data["text/html"] = data["text/html"].replace(">37<", ">38<")
    nbformat.write(content, path)
    with pytest.raises(AarsmeldingError, match=r"«38» stands as the fact oppdiktet\.saker(.|\n)*cell 3"):
        fragment(path, "oppdiktet")


def test_html_that_looks_like_ours_but_carries_no_facts_is_refused(tmp_path):
    class Html:
        def _repr_mimebundle_(self):
            return {"text/html": '<p><data data-fact="o.a" value="38">38</data> saker.</p>'}

    with pytest.raises(AarsmeldingError, match="the cell shows a raw value"):
        fragment(executed(tmp_path / "50_oppdiktet.ipynb", ("HTML(x)", Html())), "oppdiktet")
    assert MIME in CASES._repr_mimebundle_()


# In the report, by the command that a user types.

COUNTING = (
    'from aarsmelding import cite, fact, load, say\n\nkommuner = load("kommuner", year)',
    'fact("kommuner.antall", len(kommuner), "Det er {} kommuner.", unit="kommuner", rows=kommuner)',
)
CITING = (COUNTING[0], 'say("Av {n} kommuner.", n=cite("kommuner.antall"))')
TYPED = {
    "30_prosa.ipynb": (COUNTING[0], "## Mer\n\nDet er 25 kommuner."),
    "31_setning.ipynb": (COUNTING[0], 'say("Det er 25 kommuner.")'),
    "32_verdi.ipynb": (COUNTING[0], 'fact("kommuner.i_alt", 25, "Det er {} kommuner.", unit="kommuner")'),
}
BUILT = ("facts.json", "reconciliation.json", "index.html")


# The command without the PDF, which takes longer than everything else.
COMMAND = "from aarsmelding import cli, documents; documents.can_draw = bool; cli.main()"


def build(invented: Invented) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", COMMAND, "build", "--year", str(YEAR)],
        cwd=invented.root,
        env={**os.environ, ROOT_VARIABLE: str(invented.root)},
        capture_output=True,
        text=True,
        timeout=900,
        check=False,
    )


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Invented:
    invented = invent(tmp_path_factory.mktemp("bygget"))
    write_notebook(invented.project.notebooks / "10_kommuner.ipynb", *COUNTING, title="# Kommunene")
    write_notebook(invented.project.notebooks / "20_sitat.ipynb", *CITING, title="# Sitatet")
    done = build(invented)
    assert done.returncode == 0, done.stderr
    return invented


@pytest.fixture(scope="module")
def restored(built) -> dict[str, tuple[bytes, bytes, bytes]]:
    """Each product as built, as falsified, and as the next build leaves it."""
    paths = {name: built.project.report(YEAR) / name for name in BUILT}
    right = {name: path.read_bytes() for name, path in paths.items()}
    false = {
        "facts.json": right["facts.json"].replace(b'"value": 24,', b'"value": 25,'),
        "reconciliation.json": right["reconciliation.json"].replace(b'"agrees"', b'"differs"'),
        "index.html": right["index.html"].replace(b">24</data>", b">25</data>"),
    }
    for name, path in paths.items():
        path.write_bytes(false[name])
    done = build(built)
    assert done.returncode == 0, done.stderr
    assert "(0 steps run" not in done.stdout
    return {name: (right[name], false[name], path.read_bytes()) for name, path in paths.items()}


@pytest.mark.parametrize("name", BUILT)
def test_a_value_changed_in_the_report_is_noticed_and_restored_by_the_next_build(restored, name):
    right, false, after = restored[name]
    assert false != right
    assert after == right


def test_the_restored_page_shows_the_value_of_the_ledger(restored):
    page = BeautifulSoup(restored["index.html"][2], "html.parser")
    (known,) = [f for f in json.loads(restored["facts.json"][2])["facts"] if f["id"] == "kommuner.antall"]
    shown = page.select('main data[data-fact="kommuner.antall"]')
    assert {element.get_text() for element in shown} == {known["display"]} == {"24"}


@pytest.fixture(scope="module")
def with_a_renamed_fact(built, restored) -> str:
    renamed = [cell.replace('"kommuner.antall"', '"kommuner.tallet"') for cell in COUNTING]
    path = write_notebook(built.project.notebooks / "10_kommuner.ipynb", *renamed, title="# Kommunene")
    done = build(built)
    write_notebook(path, *COUNTING, title="# Kommunene")
    assert done.returncode == 1
    return done.stderr


def test_a_fact_that_is_renamed_while_another_section_cites_it_stops_the_build(with_a_renamed_fact):
    assert "no section states the fact 'kommuner.antall'" in with_a_renamed_fact
    assert "section sitat cites it" in with_a_renamed_fact
    assert "cite one of: kommuner.tallet" in with_a_renamed_fact


@pytest.fixture(scope="module")
def with_typed_numbers(built, with_a_renamed_fact) -> str:
    for name, cells in TYPED.items():
        write_notebook(built.project.notebooks / name, *cells, title=f"# {name[3:-6].capitalize()}")
    done = build(built)
    assert done.returncode == 1
    return done.stderr


@pytest.mark.parametrize(
    ("name", "where"),
    [
        ("30_prosa.ipynb", "section prosa, 30_prosa.ipynb, cell 4: «Det er 25 kommuner.»"),
        ("31_setning.ipynb", "section setning, 31_setning.ipynb, cell 4: «Det er 25 kommuner.»"),
        ("32_verdi.ipynb", "section verdi, 32_verdi.ipynb, cell 4: «fact('kommuner.i_alt', 25"),
    ],
)
def test_every_typed_number_is_named_in_one_build(with_typed_numbers, name, where):
    assert where in with_typed_numbers


def test_a_build_that_is_refused_leaves_the_last_good_report(with_typed_numbers, built, restored):
    for name in BUILT:
        assert (built.project.report(YEAR) / name).read_bytes() == restored[name][0]
