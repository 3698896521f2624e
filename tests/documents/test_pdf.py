"""The PDF as a screen reader, an archive and a printer meet it: a made-up one, and the built report's."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
from datetime import date
from itertools import pairwise
from pathlib import Path

import pikepdf
import pytest
from aarsmelding import documents
from aarsmelding.documents import pdf, tree
from aarsmelding.documents.columns import width
from aarsmelding.documents.pdf import paper
from bs4 import BeautifulSoup

from tests.paper_page import ALT, LONG, WIDE, page
from tests.pdf_structure import Document

CHECKOUT = Path(__file__).parents[2]
DATED = date(2031, 3, 18)
BUILT = sorted((CHECKOUT / "reports").glob("*/aarsmelding-*-arkiv.pdf"))
BLOCKS = {"P", "H1", "H2", "H3", "H4", "H5", "H6", "Table", "L", "TOC", "Figure", "Caption", "Sect"}
CHILDREN = {
    "Document": BLOCKS,
    "Sect": BLOCKS - {"Sect"},
    "Table": {"Caption", "THead", "TBody"},
    "THead": {"TR"},
    "TBody": {"TR"},
    "TR": {"TH", "TD"},
    "L": {"LI", "L"},
    "LI": {"Lbl", "LBody"},
    "TOC": {"TOCI"},
    "TOCI": {"Reference"},
    "Reference": {"Link"},
}

pytestmark = pytest.mark.skipif(not documents.can_draw(), reason=documents.INSTALL)


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("pdf")
    pdf.write_pdf(page(), DATED, folder / "a.pdf", folder / "a-arkiv.pdf")
    return folder / "a.pdf", folder / "a-arkiv.pdf"


@pytest.fixture(scope="module")
def small(made) -> Document:
    return Document(made[0])


@pytest.fixture(scope="module", params=["made up", "archive", "built"])
def document(request, made) -> Document:
    if request.param == "built" and not BUILT:
        pytest.skip("there is no built report: type make report")
    chosen = {"made up": made[0], "archive": made[1], "built": BUILT[-1] if BUILT else made[0]}
    return Document(chosen[request.param])


def test_every_figure_has_alternative_text_and_a_place_on_the_page(document):
    figures = document.of("Figure")
    assert figures
    for figure in figures:
        assert str(figure.object.Alt).strip()
        left, bottom, right, top = (float(edge) for edge in figure.attribute("BBox"))
        *_, page_right, page_top = document.pdf.pages[figure.marks[0][0]].mediabox
        assert 0 <= left < right <= float(page_right)
        assert 0 <= bottom < top <= float(page_top)


def test_every_header_cell_says_what_it_heads(document):
    cells = document.of("TH")
    assert cells
    assert {str(cell.attribute("Scope")) for cell in cells} == {"/Column", "/Row"}


def test_headings_follow_each_other_without_a_jump(document):
    levels = [int(heading.kind[1]) for heading in document.of("H1", "H2", "H3", "H4", "H5", "H6")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_bookmarks_are_the_headings(document):
    headings = document.of("H1", "H2", "H3", "H4", "H5", "H6")
    tight = [(int(heading.kind[1]), document.text(heading).replace(" ", "")) for heading in headings]
    assert [(level, re.sub(r"\s", "", title)) for level, title in document.bookmarks] == tight


def test_everything_that_is_painted_is_in_the_tree_or_an_artifact(document):
    assert [number for number, content in enumerate(document.content, 1) if content.unmarked] == []
    assert [content.nested for content in document.content if content.nested] == []
    held = [mark for element in document.elements for mark in element.marks]
    assert len(held) == len(set(held))
    assert set(held) == set(document.marked)


def test_elements_stand_where_the_standard_has_them(document):
    wrong = [
        (element.parent.kind, element.kind)
        for element in document.elements
        if element.parent is not None
        and element.kind not in CHILDREN.get(element.parent.kind, {element.kind})
    ]
    assert wrong == []
    loose = [e.kind for e in document.elements if e.kind in CHILDREN and (e.marks or e.annotations)]
    assert loose == []


def test_every_row_of_a_table_is_as_wide_as_the_others(document):
    for table in document.of("Table"):
        covered: dict[int, int] = {}
        widths = set()
        for number, row in enumerate(e for e in table.walk() if e.kind == "TR"):
            own = 0
            for cell in row.kids:
                across = int(cell.attribute("ColSpan") or 1)
                own += across
                for below in range(1, int(cell.attribute("RowSpan") or 1)):
                    covered[number + below] = covered.get(number + below, 0) + across
            widths.add(own + covered.get(number, 0))
        assert len(widths) == 1, document.text(table)[:80]


def test_content_leads_back_to_its_element(document):
    numbers = document.pdf.Root.StructTreeRoot.ParentTree.Nums
    back = {int(numbers[i]): numbers[i + 1] for i in range(0, len(numbers), 2)}
    for element in document.elements:
        for page_number, mark in element.marks:
            found = back[int(document.pdf.pages[page_number].obj.StructParents)][mark]
            assert found.objgen == element.object.objgen
        for annotation in element.annotations:
            assert back[int(annotation.StructParent)].objgen == element.object.objgen


def test_every_link_is_in_the_tree_printed_and_described(document):
    in_tree = {a.objgen for link in document.of("Link") for a in link.annotations}
    for sheet in document.pdf.pages:
        annotations = list(sheet.obj.get("/Annots", []))
        assert not annotations or sheet.obj.Tabs == "/S"
        for annotation in annotations:
            assert annotation.objgen in in_tree
            assert int(annotation.F) == 4
            assert not str(annotation.Contents).startswith("#")


def test_every_inner_link_leads_somewhere(document):
    names = document.pdf.Root.Names.Dests.Names
    known = {str(names[i]) for i in range(0, len(names), 2)}
    wanted = {
        str(annotation.Dest)
        for sheet in document.pdf.pages
        for annotation in sheet.obj.get("/Annots", [])
        if "/Dest" in annotation
    }
    assert wanted
    assert wanted <= known


def test_title_language_and_reader_settings_are_set(document):
    root = document.pdf.Root
    assert str(root.Lang) == "nb"
    assert bool(root.MarkInfo.Marked)
    assert bool(root.ViewerPreferences.DisplayDocTitle)
    title = str(document.pdf.docinfo.Title)
    assert title.startswith("Årsmelding 20")
    with document.pdf.open_metadata() as xmp:
        assert xmp["dc:title"] == title
        assert xmp["pdfuaid:part"] == "1"
        assert xmp["pdf:Producer"] == str(document.pdf.docinfo.Producer)
        assert xmp["xmp:CreateDate"][:10].replace("-", "") == str(document.pdf.docinfo.CreationDate)[2:10]


def test_only_our_own_fonts_are_used_and_all_are_embedded_with_their_text(document):
    fonts = {f.objgen: f for sheet in document.pdf.pages for f in sheet.resources.get("/Font", {}).values()}
    assert fonts
    for font in fonts.values():
        assert re.fullmatch(r"/[A-Z]{6}\+Aarsmelding-(Sans|Mono|Reserve)(-\w+)*", str(font.BaseFont))
        assert "/ToUnicode" in font
        assert "/FontFile2" in font.DescendantFonts[0].FontDescriptor
    assert [text for text in document.marked.values() if "\ufffd" in text] == []


def test_the_reader_sees_page_numbers_and_running_heads_but_does_not_hear_them(document):
    title = str(document.pdf.docinfo.Title)
    count = len(document.pdf.pages)
    assert document.content[0].artifacts == []
    for number, content in enumerate(document.content[1:], start=2):
        assert f"Side {number} av {count}" in content.artifacts
        assert title in content.artifacts


def test_the_contents_lead_to_the_headings_with_the_page_they_are_on(document):
    (contents,) = document.of("TOC")
    listed = [document.text(entry) for entry in contents.kids]
    headings = [h for h in document.of("H2", "H3") if document.text(h) != "Innhold"]
    anchored = [f"{document.text(h)} {_page_of(h) + 1}".replace(" ", "") for h in headings]
    assert [entry.replace(" ", "") for entry in listed] == [a for a in anchored if a[:-1]]


def _page_of(heading) -> int:
    return min(page_number for element in heading.walk() for page_number, _ in element.marks)


def test_a_table_that_goes_on_is_one_table_and_repeats_its_header_for_the_eye(small):
    (table,) = [t for t in small.of("Table") if "Nitti oppdiktede rader" in small.text(t)]
    assert [part.kind for part in table.kids][:2] == ["Caption", "THead"]
    assert sum(1 for e in table.walk() if e.kind == "TR") == LONG + 1
    sheets = {number for e in table.walk() for number, _ in e.marks}
    assert len(sheets) > 1
    assert all("Sum" in small.content[number].artifacts for number in sorted(sheets)[1:])


def test_a_wide_table_lies_on_a_landscape_page_and_a_narrow_one_does_not(small):
    def is_landscape(caption: str) -> bool:
        (table,) = [t for t in small.of("Table") if small.text(t).startswith(caption)]
        (number, *_) = {number for e in table.walk() for number, _ in e.marks}
        left, bottom, right, top = (float(edge) for edge in small.pdf.pages[number].mediabox)
        return right - left > top - bottom

    assert is_landscape("Seksten kolonner")
    assert not is_landscape("Tallene")


def on_paper(html: str) -> BeautifulSoup:
    return BeautifulSoup(tree.written(paper.for_print(html)), "lxml")


def test_a_table_is_wide_when_its_columns_do_not_fit_upright():
    def is_wide(count: int) -> bool:
        cells = "".join("<td class='tall'>18 000 000</td>" for _ in range(count))
        soup = on_paper(f"<div class='tabell'><table><tr>{cells}</tr></table></div>")
        return soup.select_one(".liggende") is not None

    each = width("18 000 000") + 1.2
    fits = int(170 / 25.4 * 72 / 8.5 / each)
    assert not is_wide(fits)
    assert is_wide(fits + 1)
    assert fits < WIDE


def test_a_small_table_widens_a_column_of_long_lines_before_it_breaks_them():
    long = "en oppdiktet forklaring som er langt lengre enn bredden en kolonne ellers får"
    soup = on_paper(f"<table><tr><th>Kort</th><td>{long}</td></tr></table>")
    _, second = (float(col["style"].split()[1].rstrip("%")) for col in soup.find_all("col"))
    page = 170 / 25.4 * 72 / 8.5
    table_width = float(soup.table["style"].split()[1].rstrip("%"))
    assert table_width / 100 * second / 100 * page >= width(long)


def test_a_short_table_stays_in_one_with_its_note_or_else_with_the_words_before_it():
    table = "<div class='tabell'><table><tr><td>1</td></tr></table></div>"
    noted = on_paper(f"<p>Ord.</p>{table}<p class='merknad'>Kilde: A</p>")
    assert noted.div["class"] == ["tabell", "med-merknad"]
    assert noted.table["class"] == ["samlet"]
    assert noted.p.attrs == {}
    plain = on_paper(f"<p>Ord.</p>{table}")
    assert plain.div["class"] == ["tabell", "samlet"]
    assert plain.p["class"] == ["foran"]


def test_a_note_binds_the_table_above_it_to_nothing_below():
    figure = "<figure><img alt='a' src='x'></figure>"
    soup = on_paper(f"<p>Ord.</p>{figure}<p class='merknad'>Kilde: A</p>{figure}")
    words, note = soup.find_all("p")
    assert words.get_attribute_list("class") == ["foran"]
    assert note.get_attribute_list("class") == ["merknad"]


@pytest.mark.parametrize("before", [32, 34])
def test_the_caveats_of_a_section_do_not_stand_alone_on_a_page(tmp_path, before):
    # Without the rule of print.css all that stands before them has room on the first page.
    caveats = "<h3 id='a-forbehold'>Forbehold</h3>" + "<p>Et lengre forbehold.</p>" * 4
    filled = "".join(f"<p>Avsnitt {number}.</p>" for number in range(before))
    html = (
        f"<html><head><title>A</title></head><body><main><section>{filled}{caveats}</section></main></body>"
    )
    pdf.write_pdf(html, DATED, tmp_path / "a.pdf", tmp_path / "b.pdf")
    made = Document(tmp_path / "a.pdf")
    pages = {made.text(part): part.marks[0][0] for part in (*made.of("P"), *made.of("H3"), *made.of("H1"))}
    assert pages["Avsnitt 0."] == 0
    assert pages[f"Avsnitt {before - 1}."] == pages["Forbehold"] == 1


def test_sections_that_say_only_what_is_missing_share_a_page(tmp_path):
    brief = "".join(f"<section><h2 id='{name}'>{name}</h2><p>Mangler.</p></section>" for name in "ABC")
    long = f"<section><h2 id='d'>D</h2><p>{'Et langt avsnitt. ' * 60}</p></section>"
    html = f"<html><head><title>A</title></head><body><main>{brief}{long}</main></body></html>"
    pdf.write_pdf(html, DATED, tmp_path / "a.pdf", tmp_path / "b.pdf")
    made = Document(tmp_path / "a.pdf")
    pages = {made.text(part): part.marks[0][0] for part in made.of("H2")}
    assert pages["A"] == pages["B"] == pages["C"] == pages["D"] - 1


def test_a_header_over_a_whole_row_heads_its_column_and_one_beside_it_its_row(small):
    scopes = {small.text(cell): str(cell.attribute("Scope")) for cell in small.of("TH")}
    assert scopes["Dokument A"] == "/Column"
    assert scopes["Antall"] in {"/Row", "/Column"}
    assert scopes["Oppdiktet 1"] == "/Row"
    assert scopes["Påstand"] == "/Column"


def test_parts_in_another_language_say_which(small):
    languages = {small.text(e): str(e.object.Lang) for e in small.of("Span")}
    assert languages == {"Romsa": "se", "Tromssa": "fkv"}


def test_a_picture_keeps_its_text_and_its_caption_and_what_was_folded_is_there(small):
    (figure,) = small.of("Figure")
    assert str(figure.object.Alt) == ALT
    text = small.text(small.root)
    assert "Stolpen er lengst" in text
    assert "Settet har tre rader." in text
    assert ("Oppdiktet sett sett").replace(" ", "") in [t.replace(" ", "") for _, t in small.bookmarks]


def test_the_box_of_a_figure_is_where_the_figure_is(small):
    (figure,) = small.of("Figure")
    left, bottom, right, top = (float(edge) for edge in figure.attribute("BBox"))
    # The picture is 300 by 120, as wide as print.css has it, and stands in the upper half of an A4 page.
    assert (right - left) / (top - bottom) == pytest.approx(300 / 120, rel=0.01)
    assert right - left == pytest.approx(132 / 25.4 * 72, abs=0.5)
    assert bottom + top > 841.89


def test_what_belongs_to_the_screen_is_left_out(small):
    text = small.text(small.root)
    assert "Hopp til" not in text
    assert "Til innholdslisten" not in text
    assert "som fil" in text


def test_a_link_says_where_it_goes(small):
    said = {str(a.Contents) for link in small.of("Link") for a in link.annotations}
    assert {"Gå til: Møter", "Gå til: 32"} <= said


def test_only_the_archive_copy_is_pdf_a_2a_with_its_colours_described(made):
    with pikepdf.open(made[0]) as reading, pikepdf.open(made[1]) as archive:
        with reading.open_metadata() as xmp:
            assert xmp.pdfa_status == ""
        with archive.open_metadata() as xmp:
            assert xmp.pdfa_status == "2A"
        assert "/OutputIntents" not in reading.Root
        (intent,) = archive.Root.OutputIntents
        assert intent.S == "/GTS_PDFA1"
        assert bytes(intent.DestOutputProfile.read_bytes()[36:40]) == b"acsp"
        assert b"pdfaExtension:schemas" in archive.Root.Metadata.read_bytes()


def test_the_archive_copy_holds_nothing_that_an_archive_refuses(made):
    document = Document(made[1])
    assert document.pdf.trailer.ID
    assert max(content.deepest for content in document.content) <= 28
    for found in document.pdf.objects:
        if not isinstance(found, pikepdf.Dictionary | pikepdf.Stream):
            continue
        assert found.get("/S") not in ("/JavaScript", "/Launch", "/Sound", "/Movie", "/ResetForm")
        assert "/EF" not in found
        assert "/CIDSet" not in found
        assert not found.get("/Interpolate", False)
        assert found.get("/Filter") != "/LZWDecode"
        assert "/TR" not in found or found.get("/Type") != "/ExtGState"


WRITE = """
import sys
from datetime import date
from pathlib import Path
from aarsmelding.documents import pdf, word
from tests.paper_page import page
folder = Path(sys.argv[1])
pdf.write_pdf(page(), date(2031, 3, 18), folder / "a.pdf", folder / "a-arkiv.pdf")
word.write_docx(page(), date(2031, 3, 18), folder / "a.docx")
"""


def test_two_makings_elsewhere_at_another_time_are_the_same_to_the_byte(tmp_path, made):
    sums = []
    for number, surroundings in enumerate(
        (
            {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "1", "SOURCE_DATE_EPOCH": "1"},
            {"TZ": "America/Adak", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "77"},
        )
    ):
        folder = tmp_path / ("dypere/" * number) / f"mappe {number}"
        folder.mkdir(parents=True)
        subprocess.run(
            [sys.executable, "-c", WRITE, str(folder)],
            check=True,
            cwd=folder,
            env={**os.environ, **surroundings, "PYTHONPATH": str(CHECKOUT)},
            timeout=900,
        )
        sums.append({path.name: _sha256(path) for path in sorted(folder.iterdir())})
    assert sums[0] == sums[1]
    assert (sums[0]["a.pdf"], sums[0]["a-arkiv.pdf"]) == tuple(_sha256(path) for path in made)


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_the_printed_page_holds_every_word_of_the_page(small):
    words = BeautifulSoup(page(), "lxml").find("main").get_text(" ").split()
    heard = small.text(small.root).replace(" ", "")
    left_out = {"Til", "innholdslisten", "Tallene", "bak", "figuren"}
    assert [word for word in words if word not in heard and word not in left_out] == []
