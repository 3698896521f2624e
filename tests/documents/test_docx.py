"""The Word file: what a case worker, a screen reader and a second making of it find."""

from __future__ import annotations

import zipfile
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from aarsmelding.documents import word as word_file
from aarsmelding.documents.columns import width
from aarsmelding.documents.word import styles
from lxml import etree

from tests.paper_page import ALT, LONG, WIDE, page

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
BUILT = sorted((Path(__file__).parents[2] / "reports").glob("*/aarsmelding-*.docx"))


class Word:
    """A Word file as its parts."""

    def __init__(self, path: Path) -> None:
        self.file = zipfile.ZipFile(path)
        self.body: Any = etree.fromstring(self.file.read("word/document.xml"))

    def part(self, name: str) -> Any:
        return etree.fromstring(self.file.read(name))

    def all(self, name: str) -> list[Any]:
        return list(self.body.iter(f"{WORD}{name}"))

    def styled(self, style: str) -> list[str]:
        return [
            text(paragraph)
            for paragraph in self.all("p")
            if (found := paragraph.find(f"{WORD}pPr/{WORD}pStyle")) is not None and value(found) == style
        ]


def value(element: Any, name: str = "val") -> str:
    return str(element.get(f"{WORD}{name}"))


def text(element: Any) -> str:
    return "".join(part.text or "" for part in element.iter(f"{WORD}t"))


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Path:
    out = tmp_path_factory.mktemp("docx") / "a.docx"
    word_file.write_docx(page(), date(2031, 3, 18), out)
    return out


@pytest.fixture(scope="module", params=["made up", "built"])
def word(request, made) -> Word:
    if request.param == "built" and not BUILT:
        pytest.skip("there is no built report: type make report")
    return Word(BUILT[-1] if request.param == "built" else made)


@pytest.fixture(scope="module")
def small(made) -> Word:
    return Word(made)


def test_every_table_has_its_caption_and_a_header_row_that_repeats(word):
    tables = word.all("tbl")
    assert len(tables) >= 5
    for table in tables:
        assert value(table.find(f"{WORD}tblPr/{WORD}tblCaption")).strip()
        assert table.find(f"{WORD}tr").find(f"{WORD}trPr/{WORD}tblHeader") is not None
        assert value(table.find(f"{WORD}tblPr/{WORD}tblLook"), "firstColumn") == "1"
    assert len(word.styled("TableCaption")) == len(tables)


def test_every_picture_has_alternative_text_and_no_name_of_a_folder(word):
    pictures = list(word.body.iter(f"{DRAWING}docPr"))
    assert pictures
    assert [picture for picture in pictures if not picture.get("descr", "").strip()] == []
    assert "/tmp/" not in etree.tostring(word.body).decode()


def test_headings_begin_at_the_first_level_and_do_not_jump(word):
    levels = [
        int(value(style).removeprefix("Heading"))
        for style in word.body.iter(f"{WORD}pStyle")
        if value(style).startswith("Heading")
    ]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_every_inner_link_has_its_bookmark(word):
    bookmarks = {value(mark, "name") for mark in word.all("bookmarkStart")}
    wanted = {link.get(f"{WORD}anchor") for link in word.all("hyperlink")} - {None}
    assert wanted
    assert wanted <= bookmarks


def test_language_title_and_dates_do_not_come_from_the_machine(word):
    properties = word.file.read("docProps/core.xml").decode()
    assert "<dc:language>nb-NO</dc:language>" in properties
    assert "<dc:title>Årsmelding 20" in properties
    language = word.part("word/styles.xml").find(f"{WORD}docDefaults/{WORD}rPrDefault/{WORD}rPr/{WORD}lang")
    assert value(language) == "nb-NO"
    assert {entry.date_time for entry in word.file.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_paper_is_a4_with_a_page_number_below(word):
    (section,) = word.all("sectPr")
    assert value(section.find(f"{WORD}pgSz"), "w") == "11906"
    assert value(section.find(f"{WORD}pgSz"), "h") == "16838"
    assert "PAGE" in word.file.read("word/footer1.xml").decode()


def test_the_date_is_that_of_the_data(small):
    assert "2031-03-18T00:00:00Z" in small.file.read("docProps/core.xml").decode()


def test_what_was_folded_is_there_and_what_belongs_to_the_screen_is_not(small):
    words = text(small.body)
    assert "Settet har tre rader." in words
    assert "Bygget av validerte data." in words
    assert "Hopp til" not in words
    assert "Til innholdslisten" not in words


def test_a_picture_keeps_its_words_and_its_caption(small):
    (picture,) = small.body.iter(f"{DRAWING}docPr")
    assert picture.get("descr") == ALT
    assert small.styled("ImageCaption") == ["Stolpen er lengst"]
    (image,) = [name for name in small.file.namelist() if name.startswith("word/media/")]
    assert small.file.read(image).startswith(b"\x89PNG")


def test_a_table_keeps_every_row_and_its_numbers_stand_to_the_right(small):
    (table,) = [t for t in small.all("tbl") if "Oppdiktet 1" in text(t)]
    assert len(table.findall(f"{WORD}tr")) == LONG + 1
    last = table.findall(f"{WORD}tr")[LONG].findall(f"{WORD}tc")
    assert [text(cell) for cell in last] == ["Oppdiktet 90", "90", "630"]
    aligned = [value(side) for side in table.findall(f"{WORD}tr")[LONG].iter(f"{WORD}jc")]
    assert aligned == ["right", "right"]


def test_parts_in_another_language_say_which(small):
    languages = {
        text(run): value(run.find(f"{WORD}rPr/{WORD}lang")) for run in small.all("r") if _foreign(run)
    }
    assert languages == {"Romsa": "se", "Tromssa": "fkv"}


def _foreign(run: Any) -> bool:
    return run.find(f"{WORD}rPr/{WORD}lang") is not None


def test_a_key_figure_reads_value_first(small):
    assert "32 møter i alt" in [text(paragraph).strip() for paragraph in small.all("p")]


def test_no_column_is_narrower_than_its_longest_word(word):
    # Calibri is about as wide as the type that is measured; a cell of Word has margins besides.
    for table in word.all("tbl"):
        widths = [int(value(column, "w")) / 20 for column in table.iter(f"{WORD}gridCol")]
        (header, *_) = table.findall(f"{WORD}tr")
        words = [max(map(width, text(cell).split()), default=0) for cell in header.findall(f"{WORD}tc")]
        margins = 2 * int(styles.CELL_MARGIN) / 20
        narrow = [
            text(cell)
            for cell, room, longest in zip(header.findall(f"{WORD}tc"), widths, words, strict=True)
            if len(widths) < WIDE and room < 8.5 * longest + margins
        ]
        assert narrow == []


def test_a_sum_row_is_bold_and_no_row_stands_on_two_pages(small):
    (row,) = [row for row in small.all("tr") if text(row).startswith("I alt")]
    assert [run.find(f"{WORD}rPr/{WORD}b") is not None for run in row.iter(f"{WORD}r")] == [True, True]
    split = [row for row in small.all("tr") if row.find(f"{WORD}trPr/{WORD}cantSplit") is None]
    assert split == []


def test_the_contents_stand_below_the_title_as_no_chapter_of_their_own(word):
    assert word.styled("TOCHeading") == ["Innhold"]
    assert "Innhold" not in word.styled("Heading1")


def test_a_note_below_a_table_is_told_from_the_text(small):
    assert small.styled("Merknad") == ["Kilde: oppdiktet"]


def test_colours_are_the_reports_and_not_those_of_a_theme(word):
    colours = {
        value(style, "styleId"): dict(style.find(f"{WORD}rPr/{WORD}color").attrib)
        for style in word.part("word/styles.xml").iter(f"{WORD}style")
        if value(style, "styleId") in styles.HEADINGS
    }
    assert set(colours) == set(styles.HEADINGS)
    assert {tuple(colour.items()) for colour in colours.values()} == {((f"{WORD}val", styles.INK),)}


def test_the_parts_of_a_style_stand_in_the_order_that_word_reads(word):
    for name, order in styles.ORDER.items():
        places = {f"{WORD}{part}": place for place, part in enumerate(order.split())}
        for parent in word.part("word/styles.xml").iter(f"{WORD}{name}"):
            found = [places[part.tag] for part in parent if part.tag in places]
            assert found == sorted(found)
