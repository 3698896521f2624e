"""The built report in a real browser: accessible in every state, at rest, and whole on every width."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

STATES = ["desktop", "open", "phone", "dark"]
every_state = pytest.mark.parametrize("state", STATES)


@every_state
def test_there_is_no_violation_of_wcag_or_best_practice(measured, state):
    assert measured["states"][state]["violations"] == []


@every_state
def test_the_rules_were_really_applied(measured, state):
    assert measured["states"][state]["rules"] > 40


@every_state
def test_the_page_does_not_scroll_sideways(measured, state):
    found = measured["states"][state]
    assert found["page"] == found["window"]


def test_a_table_with_long_text_fits_a_phone_as_it_stands(measured):
    assert measured["states"]["phone"]["sideways"] == []


@pytest.mark.parametrize("width", ["wide", "phone"])
def test_wider_text_spacing_cuts_nothing_off(measured, width):
    found = measured["spacing"][width]
    assert found["cut"] == []
    assert found["page"] == found["window"]


@every_state
def test_the_page_asks_for_nothing_but_itself_and_breaks_no_policy(measured, state):
    found = measured["states"][state]
    assert (found["requests"], found["complaints"]) == ([], [])


def test_the_page_asks_for_nothing_either_where_no_policy_stops_it(measured):
    assert measured["scripts"]["requests"] == []


@every_state
def test_every_picture_is_drawn_under_the_policy(measured, state):
    found = measured["states"][state]
    assert found["drawn"] == found["images"] > 0


def test_without_scripts_nothing_looks_different(measured):
    assert measured["scripts"]["without"] == measured["scripts"]["with"]
    assert len(set(measured["scripts"]["with"])) > 1


def test_the_first_stop_of_the_keyboard_is_the_way_past_the_contents(measured):
    first = measured["keyboard"]["first"]
    assert (first["text"], first["visible"]) == ("Hopp til hovedinnholdet", True)


def test_the_way_past_the_contents_leads_into_the_report(measured):
    assert measured["keyboard"]["after_skip"]["id"] == "innhold"
    assert measured["keyboard"]["inside"]


def test_what_has_the_focus_is_seen_to_have_it(measured):
    stops = [
        measured["keyboard"]["first"],
        measured["keyboard"]["after_skip"],
        *measured["keyboard"]["stops"],
    ]
    assert [stop for stop in stops if not (stop["visible"] and stop["outline"] > 0)] == []


def test_a_wide_screen_has_the_contents_open_and_a_phone_has_a_folded_menu(measured):
    wide, phone = measured["states"]["desktop"], measured["states"]["phone"]
    assert (wide["list"] > 5, wide["menu"]) == (True, 0)
    assert (phone["list"], phone["menu"], phone["menu_links"]) == (0, 1, 0)


def test_numbers_in_tables_stand_to_the_right_in_tabular_figures(measured):
    assert measured["states"]["desktop"]["misaligned"] == []


def test_every_link_is_underlined(measured):
    assert measured["states"]["desktop"]["plain_links"] == []


def test_nothing_is_wider_than_the_paper(measured):
    assert measured["paper"]["wide"] == []


def test_what_is_folded_on_the_screen_is_laid_open_on_paper(measured):
    assert measured["paper"]["folded"] > 0
    assert measured["paper"]["hidden"] == []


def checked(java: str, modules: Path, *pages: Path) -> list[tuple[str, str, str | None]]:
    """What the Nu HTML checker says of the pages."""
    jar = modules / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
    options = ["--format", "json", "--stdout", "--exit-zero-always"]
    command = [java, "-jar", str(jar), *options, *map(str, pages)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=900, check=True)
    return [(m["type"], m["message"], m.get("extract")) for m in json.loads(done.stdout)["messages"]]


def test_the_html_checker_has_neither_errors_nor_warnings(report, java, modules):
    assert checked(java, modules, report) == []


def pages_beside(report: Path) -> list[Path]:
    """The reports of other years; an overview, the shortest and the longest page of each kind of edition."""
    folders = [path.parent for path in report.parent.glob("*/index.html")]
    assert folders
    chosen = [page for page in report.parents[1].glob("*/index.html") if page != report]
    for folder in folders:
        overview = folder / "index.html"
        pages = sorted(set(folder.glob("*.html")) - {overview}, key=lambda path: path.stat().st_size)
        chosen += [overview, pages[0], pages[-1]]
    return chosen


@pytest.mark.heavy
def test_the_pages_beside_the_report_are_as_good(report, measuring):
    pages = pages_beside(report)
    for page, measured in zip(pages, measuring("states", *pages), strict=True):
        for name, found in measured["states"].items():
            seen = (found["violations"], found["requests"], found["complaints"])
            assert seen == ([], [], []), (page.name, name)
            assert found["page"] == found["window"], (page.name, name)


@pytest.mark.heavy
def test_the_html_checker_accepts_every_page_beside_the_report(report, java, modules):
    assert checked(java, modules, *report.parents[1].glob("*/*.html"), *report.parent.glob("*/*.html")) == []
