"""What every verb does with a year that is none, an empty word, and what the system refuses."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest
from aarsmelding.building import jobs
from aarsmelding.unattended import faults

from tests.conftest import YEAR


@pytest.mark.parametrize("year", ["0", "-1", "1999", "2100", "99999"])
@pytest.mark.parametrize(
    "verb",
    [
        ("status",),
        ("check",),
        ("facts",),
        ("explain", "avvik"),
        ("explain", "avvik.meldt"),
        ("diff", "a", "b"),
        ("schedule", "--cron"),
        ("papers", "innkalling.txt"),
        ("accept", "innkalling.forslag.csv"),
        ("receive", "saker.csv", "--from", "Sekretariatet"),
        ("build", "--quiet"),
    ],
    ids=" ".join,
)
def test_a_year_that_no_report_is_about_is_never_taken_for_another(verb, year, command, invented):
    result = command(invented.root, *verb, "--year", year)
    assert result.exit_code == 2
    assert f"{year} is not a year of a report" in result.error or f"no data for {year}" in result.error
    assert result.output == ""


@pytest.mark.parametrize(("year", "code"), [("2000", 0), ("2099", 0)])
def test_the_first_and_the_last_year_of_a_report_are_known(year, code, command, invented):
    assert command(invented.root, "status", "--year", year).exit_code == code


@pytest.mark.parametrize(
    ("words", "where"),
    [
        (("facts", "--csv", ""), "--csv ''"),
        (("facts", "--csv="), "--csv="),
        (("diff", "", "HEAD"), "diff ''"),
        (("accept", "", "--year", "2031"), "accept ''"),
        (("explain", " "), "explain ' '"),
        (("",), "aarsmelding ''"),
    ],
)
def test_an_empty_word_is_refused_and_the_word_before_it_named(words, where, command, invented):
    result = command(invented.root, *words)
    assert result.exit_code == 2
    assert "a word of the command is empty" in result.error
    assert f"where: {where}\n" in result.error


@pytest.mark.parametrize("place", [".", "/", "finnes/ikke.csv", "/proc/tall.csv"])
def test_facts_are_written_to_a_file_in_a_folder_or_refused(place, command, with_report):
    result = command(with_report.root, "facts", "--csv", place)
    assert result.exit_code == 2
    assert "give a file in a folder that exists" in result.error


@pytest.fixture
def with_report(invented):
    """A made-up report without any facts."""
    folder = invented.project.report(YEAR)
    folder.mkdir(parents=True)
    (folder / "facts.json").write_text('{"schema": 1, "facts": []}')
    return invented


@pytest.fixture
def read_only(monkeypatch):
    """Nothing can be made any more, as on a file system that is mounted for reading."""

    def refuse(path: object, *_: object, **__: object) -> None:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS), str(path))

    for owner, name in ((Path, "mkdir"), (Path, "write_text"), (Path, "write_bytes")):
        monkeypatch.setattr(owner, name, refuse)


@pytest.mark.parametrize(
    "verb",
    [
        ("explain", "kommuneliste"),
        ("new-year", "2032"),
        ("receipt", f"data/raw/{YEAR}/kommuner.csv", "--document", "ssb_klass_131"),
        ("receive", f"data/raw/{YEAR}/kommuner.csv", "--year", str(YEAR), "--from", "Sekretariatet"),
        ("facts", "--csv", "tall.csv"),
        ("schedule", "--cron", "--out", "ut"),
    ],
    ids=lambda verb: verb[0],
)
def test_a_read_only_checkout_is_said_in_one_sentence(
    verb, command, with_report, notebook_file, monkeypatch, request
):
    notebook_file(with_report.project.notebooks / "10_kommuneliste.ipynb", 'load("kommuner", year)')
    monkeypatch.chdir(with_report.root)
    request.getfixturevalue("read_only")
    result = command(with_report.root, *verb)
    assert result.exit_code == 1
    assert "the file system is read-only\n  where: " in result.error
    assert "do:    mount it for writing, then try again" in result.error


def test_a_place_that_cannot_be_made_is_no_fault_in_the_program(command, invented):
    result = command(invented.root, "schedule", "--cron", "--out", "/proc/oppdiktet")
    assert result.exit_code == 1
    assert "where: /proc/oppdiktet" in result.error
    assert "check the path, then try again" in result.error


@pytest.mark.parametrize("verb", [("schedule", "--cron"), ("new-year", "2032")], ids=lambda verb: verb[0])
def test_a_file_is_no_place_for_several_files(verb, command, invented):
    result = command(invented.root, *verb, "--out", str(invented.raw("kommuner")))
    assert result.exit_code == 2
    assert "the place for the files is not a folder" in result.error


@pytest.mark.parametrize("number", [*faults.SAID, *faults.SAID_OF_PATHS, errno.EIO])
def test_whatever_the_system_refuses_has_a_remedy_for_that_verb(number):
    error = faults.refused(OSError(number, os.strerror(number)), "aarsmelding receipt")
    assert error.where == "aarsmelding receipt"
    assert error.remedy.endswith("then try again")
    assert "build" not in error.remedy and error.remedy != faults.PROGRAM


@pytest.mark.parametrize("given", ["0", "-1", "to", str(jobs.MOST + 1), "9" * 20])
def test_a_number_of_jobs_that_makes_no_sense_is_refused(given, command, invented):
    result = command(invented.root, "build", "--year", str(YEAR), "--jobs", given)
    assert (result.exit_code, result.output) == (2, "")
    assert "--jobs" in result.error


def test_the_most_jobs_there_can_be_are_said(command, invented):
    refused = command(invented.root, "build", "--year", "2040", "--jobs", str(jobs.MOST + 1))
    assert str(jobs.MOST) in refused.error
    assert (
        "no data for 2040"
        in command(invented.root, "build", "--year", "2040", "--jobs", str(jobs.MOST)).error
    )


def test_without_a_number_of_jobs_the_cluster_or_the_cores_decide(monkeypatch):
    monkeypatch.setattr(os, "cpu_count", lambda: 5000)
    assert jobs.at_a_time(3, 7) == 3
    assert jobs.at_a_time(None, 7) == 7
    assert jobs.at_a_time(None, None) == jobs.MOST
