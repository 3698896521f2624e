"""A reception is stored whole or not at all, and a new version supersedes the old one, which stays."""

import os
import re
import signal
import subprocess
import sys
from contextlib import suppress

import pytest
from aarsmelding import notebook
from aarsmelding.errors import AarsmeldingError, DataRefused, Locked
from aarsmelding.receiving import deliveries, storing

from .conftest import HEADER, ROWS, SENDER, YEAR, book_of, files_below

FIRST = book_of([HEADER, *ROWS])
MORE = [
    [*ROWS[0][:2], 1600000, *ROWS[0][3:10], 366000, *ROWS[0][11:]],
    [2031, "Hospitering", None, 7, None, 7],
]
SECOND = book_of([HEADER, *MORE])
# Writes the same files again and again, until it is killed.
ENDLESS = """
import sys
from pathlib import Path
from aarsmelding.paths import Project
from aarsmelding.receiving import storing
project = Project(Path(sys.argv[1]))
for number in range(10**9):
    content = str(number).encode() * 200_000
    with storing.receiving(project, 2032):
        storing.put(project, 2032, {"leveranser/a.xlsx": content, "a.receipt.yml": content, "a.csv": content})
    print(number, flush=True)
"""


def test_a_dry_run_writes_nothing(office):
    before = files_below(office.project.root)
    outcome = office.deliver(FIRST, dry_run=True)
    assert outcome.rows == 2 and len(outcome.files) == 4
    after = files_below(office.project.root)
    assert {name: content for name, content in after.items() if not name.startswith("inbox")} == before


def test_the_same_file_twice_is_the_same(office):
    office.deliver(FIRST)
    before = files_below(office.raw)
    again = office.deliver(FIRST, "et-annet-navn.xlsx")
    assert again.same_as.received == deliveries.all_of(office.project, YEAR)[0].received
    assert files_below(office.raw) == before


def test_a_new_version_supersedes_and_the_difference_is_shown_by_key(office):
    old = office.deliver(FIRST)
    new = office.deliver(SECOND)
    assert new.supersedes == deliveries.all_of(office.project, YEAR)[0].file
    assert new.difference.added == [("hospitering", "2031")]
    assert new.difference.gone == [("palliasjon", "2031")]
    assert new.difference.changed == [
        (("ernaering", "2031"), "soekt_kr", "1500000", "1600000"),
        (("ernaering", "2031"), "forskjell_soekt_disponibelt_kr", "266000", "366000"),
    ]
    stored = files_below(office.project.raw(YEAR) / "leveranser")
    assert FIRST in stored.values() and SECOND in stored.values()
    assert deliveries.current(office.project, YEAR)["tilskudd"].identity == new.identity != old.identity


def test_a_transcribed_raw_file_is_kept_when_a_delivery_supersedes_it(office):
    folder = office.project.raw(2031)
    transcribed = (folder / "tilskudd.csv").read_bytes()
    receipt = (folder / "tilskudd.receipt.yml").read_bytes()
    office.deliver(FIRST, year=2031)
    kept = files_below(folder / "leveranser")
    assert transcribed in kept.values() and receipt in kept.values()


def test_one_delivery_may_hold_two_datasets(office):
    def second(sheet):
        other = sheet.parent.create_sheet("Opphav")
        for row in (["Opphav", "Er primærområde", "Antall"], ["Nord", "Ja", 3]):
            other.append(row)

    content = book_of([HEADER, *ROWS], second)
    with pytest.raises(AarsmeldingError, match="tables of several datasets"):
        office.deliver(content)
    office.deliver(content, dataset="tilskudd")
    office.deliver(content, dataset="avvik_opphav")
    (receipt,) = deliveries.all_of(office.project, YEAR)
    assert sorted(receipt.datasets) == ["avvik_opphav", "tilskudd"]
    assert [row["antall_avvik"] for row in office.rows("avvik_opphav")] == [3]


@pytest.mark.parametrize("step", range(7))
def test_stopped_at_any_step_it_is_finished_or_undone(office, monkeypatch, step):
    office.deliver(FIRST)
    before = files_below(office.raw)
    real, calls = os.replace, []

    def stops(source, target):
        calls.append(target)
        if len(calls) == step + 1:
            raise KeyboardInterrupt
        real(source, target)

    monkeypatch.setattr(os, "replace", stops)
    with suppress(KeyboardInterrupt):
        office.deliver(SECOND)
    monkeypatch.setattr(os, "replace", real)
    notebook.require_year(office.project, YEAR)
    after = files_below(office.raw)
    is_new = SECOND in after.values()
    assert is_new == (step > 0)
    assert is_new or after == before
    assert not any(name.startswith(".") for name in after)
    office.rows()


@pytest.mark.parametrize("number", range(3))
def test_killed_it_leaves_one_whole_version(office, number):
    killed = subprocess.Popen(
        [sys.executable, "-c", ENDLESS, str(office.project.root)], stdout=subprocess.PIPE, text=True
    )
    while int(killed.stdout.readline()) < number * 3:
        pass
    os.kill(killed.pid, signal.SIGKILL)
    killed.wait()
    storing.settle(office.project, YEAR)
    contents = set(files_below(office.project.raw(YEAR)).values())
    assert len(contents) == 1
    assert not list(office.raw.glob(".*"))


def test_a_full_disk_leaves_nothing(office, monkeypatch):
    before = files_below(office.raw)

    def full(path, content):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(storing, "_write", full)
    with pytest.raises(AarsmeldingError, match="nothing could be stored: the disk is full"):
        office.deliver(FIRST)
    assert files_below(office.raw) == before


def test_two_receptions_at_a_time_are_one_too_many(office):
    with storing.receiving(office.project, YEAR), pytest.raises(Locked):
        office.deliver(FIRST)


def test_the_command_says_what_it_did_and_refuses_in_three_lines(office, command):
    path = office.inbox / "tall.xlsx"
    path.write_bytes(FIRST)
    arguments = ("receive", str(path), "--year", str(YEAR), "--from", SENDER)
    done = command(office.project.root, *arguments)
    assert done.exit_code == 0, done.error
    assert f"tilskudd {YEAR}: 2 rows, every rule holds" in done.output
    assert "the same file as" in command(office.project.root, *arguments).output
    path.write_bytes(b"a;b\r\n")
    refused = command(office.project.root, *arguments)
    assert (refused.exit_code, refused.error.count("\n")) == (3, 3)


def test_what_was_refused_before_stands_in_the_receipt_of_what_was_taken(office):
    def taken() -> list[list[str]]:
        receipt = deliveries.current(office.project, YEAR)["tilskudd"]
        return [turned.rules for turned in receipt.datasets["tilskudd"].refused]

    # 5 granted of 4 at disposal: a rule of the dataset, broken once in the one file and once in the other.
    broken = [2031, "Hospitering", None, 5, None, 4]
    once, again = book_of([HEADER, broken]), book_of([HEADER, MORE[0], broken])
    for content in (once, once, again):
        with pytest.raises(DataRefused):
            office.deliver(content)
    office.deliver(FIRST)
    assert taken() == [["available = granted + what is carried over"]] * 2
    office.deliver(SECOND)
    assert taken() == []


@pytest.mark.parametrize(
    ("stands", "put"),
    [
        ("sha256: ", "sha256: 0\nof: "),
        ("sha256: '?[0-9a-f]+'?", "sha256: 12"),
        ("received: .*", "received: i fjor"),
        ("refused: \\[\\]", "refused: 5"),
        ("refused: \\[\\]", "refused: [{date: i gaar, rules: []}]"),
    ],
)
def test_a_receipt_with_values_of_another_kind_is_refused_by_name(office, stands, put):
    office.deliver(FIRST)
    (receipt,) = deliveries.folder(office.project, YEAR).glob("*.receipt.yml")
    before = receipt.read_text(encoding="utf-8")
    receipt.write_text(re.sub(stands, put, before), encoding="utf-8")
    assert receipt.read_text(encoding="utf-8") != before
    with pytest.raises(AarsmeldingError, match="the receipt of a delivery cannot be read"):
        deliveries.all_of(office.project, YEAR)
