"""That a register holds its whole year is declared, never guessed."""

import pytest
import yaml
from aarsmelding import datasets, receipts
from aarsmelding.errors import UsageError
from aarsmelding.receiving import declaring
from aarsmelding.validate import validate

from .conftest import HEADER, ROWS, SENDER, YEAR, book_of, text_of

CASES = text_of(
    [
        datasets.get("saker").module.RAW_COLUMNS,
        ["01/32", "Oppdiktet sak", "", "O", "", "SSU", "14.01.2032", "", "", "", "Nei", "ikke_publisert"],
        ["02/32", "En sak til", "", "O", "", "SSU", "14.01.2032", "", "", "", "Nei", "ikke_publisert"],
    ]
)
FILE = "saker.csv"


def content_of(office) -> dict[str, object]:
    receipt = office.project.raw(YEAR) / "saker.receipt.yml"
    return yaml.safe_load(receipt.read_text(encoding="utf-8"))


def write(office, **words: object) -> None:
    receipt = office.project.raw(YEAR) / "saker.receipt.yml"
    receipt.write_text(yaml.safe_dump(content_of(office) | words), encoding="utf-8")


def is_whole(office) -> bool:
    return receipts.is_declared_whole(office.project.raw(YEAR) / FILE)


def test_a_register_is_not_whole_by_itself(office):
    outcome = office.deliver(CASES, FILE)
    assert (outcome.dataset, outcome.rows) == ("saker", 2)
    assert declaring.PART in outcome.notes
    assert "whole_year" not in content_of(office)
    assert not is_whole(office)


def test_what_is_declared_stands_in_the_receipt_and_with_the_data(office):
    outcome = office.deliver(CASES, FILE, whole_year=True)
    assert declaring.WHOLE in outcome.notes
    assert content_of(office)["whole_year"] is True
    office.project.raw(YEAR).joinpath("utvalg.csv").write_bytes(
        office.project.raw(2031).joinpath("utvalg.csv").read_bytes()
    )
    frame, faults = validate(office.project, YEAR, "saker")
    assert faults == []
    assert frame.attrs == {datasets.WHOLE_YEAR: YEAR}


def test_the_same_file_again_is_declared_afterwards_and_taken_back(office):
    office.deliver(CASES, FILE)
    raw = (office.project.raw(YEAR) / FILE).read_bytes()
    declared = office.deliver(CASES, FILE, whole_year=True)
    assert declared.same_as and declared.notes == [declaring.WHOLE]
    assert is_whole(office)
    assert office.deliver(CASES, FILE).notes == []
    assert is_whole(office)
    assert office.deliver(CASES, FILE, whole_year=False).notes == [declaring.NOT_WHOLE]
    assert not is_whole(office)
    assert (office.project.raw(YEAR) / FILE).read_bytes() == raw


def test_a_dry_run_declares_nothing(office):
    office.deliver(CASES, FILE)
    assert office.deliver(CASES, FILE, dry_run=True, whole_year=True).files == [
        "data/raw/2032/saker.receipt.yml"
    ]
    assert not is_whole(office)


def test_a_new_version_without_the_declaration_says_that_it_is_lost(office):
    office.deliver(CASES, FILE, whole_year=True)
    later = office.deliver(CASES.replace("En sak til", "En annen sak"), FILE)
    assert declaring.NO_LONGER in later.notes
    assert not is_whole(office)


def test_an_earlier_version_is_not_declared_in_place_of_the_current_one(office):
    office.deliver(CASES, FILE)
    office.deliver(CASES.replace("En sak til", "En annen sak"), FILE)
    assert office.deliver(CASES, FILE, whole_year=True).files == []
    assert not is_whole(office)


@pytest.mark.parametrize("named", [{}, {"dataset": "tilskudd"}])
def test_what_is_no_register_is_not_declared_whole(office, named):
    with pytest.raises(UsageError, match="tilskudd cannot be declared") as refused:
        office.deliver(book_of([HEADER, *ROWS]), whole_year=True, **named)
    assert "the registers are: moeter, saker" in str(refused.value)
    assert not (office.project.raw(YEAR) / "tilskudd.csv").exists()


@pytest.mark.parametrize("words", [{"whole_year": "ja"}, {"whole_year": 1}, {"whole_yeer": True}])
def test_other_words_in_a_receipt_are_refused(office, words):
    office.deliver(CASES, FILE)
    write(office, **words)
    raw = office.project.raw(YEAR) / FILE
    receipt, (fault,) = receipts.read_receipt(raw, FILE)
    assert receipt is None
    assert "receipt" in fault.rule
    assert not is_whole(office)


def test_a_receipt_that_declares_what_is_no_register_is_refused(office):
    receipt = office.project.raw(2031) / "utvalg.receipt.yml"
    receipt.write_text(receipt.read_text(encoding="utf-8") + "whole_year: true\n", encoding="utf-8")
    _, (fault,) = validate(office.project, 2031, "utvalg")
    assert fault.rule == "only a register can be declared to hold the whole year"


def test_the_command_declares_and_the_status_shows_it(office, command):
    path = office.inbox / FILE
    path.write_text(CASES, encoding="utf-8")
    root, said = office.project.root, ("receive", str(path), "--year", str(YEAR), "--from", SENDER)
    assert "receive it with --whole-year" in command(root, *said).output
    assert "2 rows, not declared to be the whole year" in command(root, "status", "--year", str(YEAR)).output
    assert declaring.WHOLE in command(root, *said, "--whole-year").output
    assert "2 rows, the whole year" in command(root, "status", "--year", str(YEAR)).output


def test_meeting_papers_are_not_declared_whole(office, command):
    path = office.inbox / "referat.txt"
    path.write_text("Oppdiktet referat", encoding="utf-8")
    said = ("receive", str(path), "--year", str(YEAR), "--from", SENDER, "--whole-year")
    refused = command(office.project.root, *said)
    assert refused.exit_code == 2
    assert "meeting papers are no register" in refused.error


def test_a_transcribed_register_is_declared_with_its_receipt(office, command):
    folder, root = office.project.raw(2031), office.project.root
    written = command(
        root, "receipt", str(folder / "moeter.csv"), "--document", "ssb_klass_131", "--whole-year"
    )
    assert written.exit_code == 0
    assert receipts.is_declared_whole(folder / "moeter.csv")
    refused = command(root, "receipt", str(folder / "tilskudd.csv"), "--document", "x", "--whole-year")
    assert refused.exit_code == 2


def test_the_plan_says_how_a_register_is_declared_whole(office, command):
    assert command(office.project.root, "new-year", str(YEAR)).exit_code == 0
    plan = (office.project.raw(YEAR) / "plan.md").read_text(encoding="utf-8")
    asked = {part.split("**")[0]: part for part in plan.split("- **")[1:]}
    assert {name for name, part in asked.items() if "--whole-year" in part} == {"moeter", "saker"}
