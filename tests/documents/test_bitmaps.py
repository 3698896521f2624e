"""Figures as bitmaps: painted once for a section, found again for the Word file."""

from __future__ import annotations

import base64
import json
import zipfile
from datetime import date

import pytest
from aarsmelding.building import places, steps
from aarsmelding.documents import bitmaps, word
from aarsmelding.paths import Project

from tests.paper_page import SVG, page

ADDRESS = bitmaps.SVG + base64.b64encode(SVG.encode()).decode()
PNG = b"\x89PNG"


def test_every_figure_is_painted_with_two_dots_for_each_of_a_screen():
    ((name, png),) = bitmaps.of(page()).items()
    assert name == bitmaps.name(ADDRESS)
    assert png.startswith(PNG)
    # 300 and 120 points are 400 and 160 dots of a screen.
    assert (int.from_bytes(png[16:20]), int.from_bytes(png[20:24])) == (800, 320)


@pytest.mark.parametrize("picture", ["data:image/png;base64,AAAA", "figur.svg"])
def test_a_picture_that_is_no_drawing_is_left_alone(picture):
    assert bitmaps.of(f'<img alt="x" src="{picture}">') == {}


def test_the_word_file_has_the_bitmap_that_was_painted_before(tmp_path):
    other = bitmaps.painted(ADDRESS) + b"\0"
    word.write_docx(page(), date(2031, 3, 18), tmp_path / "a.docx", {bitmaps.name(ADDRESS): other})
    with zipfile.ZipFile(tmp_path / "a.docx") as file:
        (media,) = [name for name in file.namelist() if name.startswith("word/media/")]
        assert file.read(media) == other


def test_a_step_paints_the_figures_of_a_section(tmp_path):
    project = Project(tmp_path)
    figures = places.figures(project, 2031, "10_moeter")
    figures.parent.mkdir(parents=True)
    figures.write_text(json.dumps(bitmaps.addresses(page())), encoding="utf-8")
    steps.make_bitmaps(str(tmp_path), 2031, "10_moeter")
    record = json.loads(places.bitmaps(project, 2031, "10_moeter").read_text(encoding="utf-8"))
    assert bitmaps.from_record(record) == bitmaps.of(page())
