"""A new year is laid out from the year before, and its status tells what has come."""

import io

import openpyxl
import pytest
from aarsmelding import datasets
from aarsmelding.receiving import expectations
from aarsmelding.receiving.expectations import State

from .conftest import HEADER, ROWS, YEAR, book_of


@pytest.fixture
def laid_out(office, command):
    done = command(office.project.root, "new-year", str(YEAR))
    assert done.exit_code == 0, done.error
    return office


def names_before(project):
    """The datasets that the year before has."""
    before = project.raw(expectations.year_before(project, YEAR))
    return [name for name in datasets.names() if (before / f"{name}.csv").is_file()]


def states(office):
    return {s.dataset: s.state for s in expectations.status(office.project, YEAR)}


def test_every_dataset_of_the_year_before_has_a_line_and_two_templates(laid_out):
    folder = laid_out.project.raw(YEAR)
    plan = (folder / "plan.md").read_text(encoding="utf-8")
    assert len(names_before(laid_out.project)) > 30
    for name in names_before(laid_out.project):
        assert f"**{name}**" in plan
        assert {f"{name}.csv", f"{name}.xlsx"} <= {path.name for path in (folder / "maler").iterdir()}
    assert plan.index("**kommuner**") < plan.index("**tilskudd**")
    assert "## the test" in plan


@pytest.mark.parametrize(
    ("name", "column", "value"),
    [
        ("avvik_kommune", "kommune", "Tromsø"),
        ("moeter", "utvalg", "Strategisk samarbeidsutvalg"),
        ("avvik_aarsak", "aarsak", "Mangelfull dialog i pasientforløp"),
        ("moeter", "status", "avholdt"),
        ("tilskudd", "overfoeres", "Ja"),
    ],
)
def test_a_template_offers_the_known_values(laid_out, name, column, value):
    book = openpyxl.load_workbook(laid_out.project.raw(YEAR) / "maler" / f"{name}.xlsx")
    sheet = book.worksheets[0]
    header = [cell.value for cell in sheet[1]]
    place = header.index(column)
    letter = sheet.cell(1, place + 1).column_letter
    (rule,) = [r for r in sheet.data_validations.dataValidation if f"{letter}2" in str(r.sqref).split(":")[0]]
    offered = [cell.value for cell in book["Lister"][letter]]
    assert rule.type == "list"
    assert value in offered


def test_a_filled_template_is_received(laid_out):
    path = laid_out.project.raw(YEAR) / "maler" / "tilskudd.xlsx"
    book = openpyxl.load_workbook(io.BytesIO(path.read_bytes()))
    header = [cell.value for cell in book.worksheets[0][1]]
    for row in ROWS:
        given = dict(zip(_raw_names(), row, strict=True))
        book.worksheets[0].append([given[column] for column in header])
    stream = io.BytesIO()
    book.save(stream)
    assert laid_out.deliver(stream.getvalue()).rows == 2


def _raw_names():
    from aarsmelding.receiving import headers

    return [headers.column_of("tilskudd", [h]) for h in HEADER]


def test_status_tells_received_transcribed_refused_and_missing(laid_out):
    assert set(states(laid_out).values()) == {State.MISSING}
    laid_out.deliver(book_of([HEADER, *ROWS]))
    with pytest.raises(Exception, match="must be a whole number"):
        laid_out.deliver("Opphav;Er primærområde;Antall\r\nNord;Ja;mange\r\n", "a.csv")
    for name in ("kommuner.csv", "kommuner.receipt.yml"):
        (laid_out.project.raw(YEAR) / name).write_bytes((laid_out.project.raw(2031) / name).read_bytes())
    found = states(laid_out)
    assert (found["tilskudd"], found["kommuner"]) == (State.RECEIVED, State.TRANSCRIBED)
    assert (found["avvik_opphav"], found["saker"]) == (State.REFUSED, State.MISSING)


def test_templates_may_go_elsewhere(office, command, tmp_path):
    done = command(office.project.root, "new-year", str(YEAR), "--out", str(tmp_path / "ut"))
    assert done.exit_code == 0, done.error
    assert (tmp_path / "ut" / "tilskudd.xlsx").is_file()
    assert not (office.project.raw(YEAR) / "maler").exists()


def test_the_status_command_counts(laid_out, command):
    done = command(laid_out.project.root, "status", "--year", str(YEAR))
    assert done.exit_code == 0, done.error
    missing = len(names_before(laid_out.project))
    assert f"{YEAR}: 0 received, 0 transcribed, {missing} missing, 0 refused" in done.output
