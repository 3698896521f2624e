"""What every verb does with a year that is none, an empty word, and what the system refuses."""

from __future__ import annotations

import pytest


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
