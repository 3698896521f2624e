"""The PDF in chapters: where the page is cut, and what only the whole report can say of a chapter."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import pytest
from aarsmelding import documents
from aarsmelding.building import pipeline
from aarsmelding.documents import pdf
from aarsmelding.documents.cutting import cut
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.ttLib import TTFont

from tests.conftest import YEAR, invent, write_notebook
from tests.pdf_structure import Document

DATED = date(2031, 3, 18)
LONG = "Et langt avsnitt. " * 60

pytestmark = pytest.mark.skipif(not documents.can_draw(), reason=documents.INSTALL)


def section(name: str, text: str = LONG, heading: str = "h2") -> str:
    return (
        f"<section aria-labelledby='{name}'><{heading} id='{name}'>{name}</{heading}><p>{text}</p></section>"
    )


def report(*sections: str, end: str = "") -> str:
    main = f"<main id='innhold'>{''.join(sections)}</main>{end}"
    header = "<header class='topp'><h1>Årsmelding</h1></header>"
    return f"<html lang='nb'><head><title>A</title></head><body>{header}{main}</body></html>"


def made(html: str, folder: Path) -> Document:
    pdf.write_pdf(html, DATED, folder / "a.pdf", folder / "b.pdf")
    return Document(folder / "a.pdf")


@pytest.mark.parametrize(
    ("sections", "cut_before"),
    [
        ((section("a"), section("b")), ["a", "b"]),
        ((section("a", "Kort."), section("b", "Kort."), section("c")), ["a", "c"]),
        ((section("a"), section("b", "Kort."), section("c", "Kort.")), ["a", "b"]),
        ((section("a"), "<p>Mellom.</p>", section("b")), ["a", "b"]),
        ((section("a"), section("b", heading="h3")), ["a"]),
        (("<p>Først.</p>", section("b")), ["del-1", "b"]),
        ((), ["del-1"]),
    ],
)
def test_a_chapter_is_what_begins_on_a_page_of_its_own(sections, cut_before):
    front, chapters = cut(report(*sections))
    assert front.order == list(chapters) == cut_before


def appendix(*lengths: int) -> str:
    """The list of numbers, with a part for each of `lengths`: so many characters with its heading."""
    parts = (
        f"<h3 id='tallgrunnlag-{n}'>{n}</h3><p>{'x' * (length - 1)}</p>" for n, length in enumerate(lengths)
    )
    return f"<section aria-labelledby='tallgrunnlag'><h2 id='tallgrunnlag'></h2>{''.join(parts)}</section>"


@pytest.mark.parametrize(
    ("lengths", "further"),
    [
        ((12000, 12000), ["tallgrunnlag-1"]),
        ((11999, 12000), []),
        ((12000, 11999), []),
        ((12000, 6000, 6000), ["tallgrunnlag-1"]),
        ((6000, 6000, 12000), ["tallgrunnlag-2"]),
        ((13000, 13000, 13000), ["tallgrunnlag-1", "tallgrunnlag-2"]),
        ((30000,), []),
    ],
)
def test_a_long_appendix_goes_on_in_chapters_of_its_own(lengths, further):
    front, chapters = cut(report(section("a"), appendix(*lengths)))
    assert front.order == ["a", "tallgrunnlag", *further]
    assert front.further == further
    everything = "".join(chapters[name].html for name in front.order)
    assert [everything.count(f">{n}</h3><p>") for n in range(len(lengths))] == [1] * len(lengths)


def test_only_the_part_of_an_appendix_that_changed_is_another_chapter():
    def papers(*lengths: int) -> list[str]:
        return [str(each) for each in cut(report(appendix(*lengths)))[1].values()]

    before, after = papers(13000, 13000, 13000), papers(13000, 13001, 13000)
    assert [a == b for a, b in zip(before, after, strict=True)] == [True, False, True]


def test_what_goes_on_with_an_appendix_stands_below_it_in_the_outline_and_has_its_head(tmp_path):
    words = "Et ord som kan brytes. " * 600
    parts = "".join(f"<h3 id='tallgrunnlag-{n}'>Del {n}</h3><p>{words}</p>" for n in range(3))
    whole = f"<section aria-labelledby='tallgrunnlag'><h2 id='tallgrunnlag'>Tall</h2>{parts}</section>"
    drawn = made(report(section("a"), whole, section("datagrunnlag")), tmp_path)
    outlines = drawn.pdf.Root.Outlines
    assert int(outlines.Count) == 8
    assert int(outlines.First.First.Next.Next.Count) == 3
    with drawn.pdf.open_outline() as outline:
        (title,) = outline.root
        listed = [(entry.title, [below.title for below in entry.children]) for entry in title.children]
    assert listed[1:] == [("a", []), ("Tall", ["Del 0", "Del 1", "Del 2"]), ("datagrunnlag", [])]
    heads = [page.artifacts for page in drawn.content][3:-1]
    assert len(heads) >= 3
    assert all("Tall" in head for head in heads)


def test_a_section_that_nobody_expects_belongs_to_the_chapter_before():
    front, chapters = cut(report(section("a"), section("ny"), section("b")), ("a", "ubrukt", "b"))
    assert front.order == ["a", "b"]
    assert "ny" in chapters["a"].html


def test_text_between_two_sections_is_a_paragraph_of_the_chapter_before_it():
    _, chapters = cut(report(f"Først. {section('a')} Mellom. {section('b')}"))
    assert [text in chapters["a"].html for text in ("<p>Først. </p>", "<p> Mellom. </p>")] == [False, True]
    assert "<p>Først. </p>" in chapters["del-1"].html


def test_a_word_that_is_in_no_section_and_what_stands_at_the_end_are_kept():
    end = "<footer class='bunn'>Slutt.</footer>"
    _, chapters = cut(report("Løst.", section("a"), section("b"), end=end))
    assert ["Løst." in each.html for each in chapters.values()] == [True, False, False]
    assert ["Slutt." in each.html for each in chapters.values()] == [False, False, True]


def test_a_chapter_changes_only_with_what_it_holds_or_leads_to():
    def papers(text: str, heading: str = "c") -> list[str]:
        last = section("c", text).replace(">c<", f">{heading}<")
        link = "Se <a href='#c'>der</a>. " + LONG
        return [str(each) for each in cut(report(section("a"), section("b", link), last))[1].values()]

    first, second, third = papers(LONG)
    assert papers(LONG + "Mer.")[:2] == [first, second]
    assert papers(LONG + "Mer.")[2] != third
    changed = papers(LONG, "Et annet navn")
    assert changed[0] == first
    assert changed[1] != second


def test_a_link_leads_into_another_chapter_and_says_where(tmp_path):
    there = "Se <a href='#b'>der</a> og <a href='https://a.no/'>ute</a>. " + LONG
    drawn = made(report(section("a", there), section("b")), tmp_path)
    inner, outer = drawn.pdf.pages[2].obj.Annots
    assert (str(inner.Dest), str(inner.Contents), "/A" in inner) == ("b", "Gå til: b", False)
    assert (str(outer.A.URI), "/Dest" in outer) == ("https://a.no/", False)
    names = list(drawn.pdf.Root.Names.Dests.Names)
    places = dict(zip(map(str, names[::2]), names[1::2], strict=True))
    assert drawn.pages[places["b"][0].objgen] == 3


def test_every_page_has_the_number_and_the_heading_that_the_whole_report_gives_it(tmp_path):
    drawn = made(report(section("a", "</p><p>".join([LONG] * 9)), section("b")), tmp_path)
    assert [sorted({*page.artifacts} - {". "}) for page in drawn.content] == [
        [],
        ["A", "Innhold", "Side 2 av 5"],
        ["A", "Side 3 av 5", "a"],
        ["A", "Side 4 av 5", "a"],
        ["A", "Side 5 av 5", "b"],
    ]


def test_a_glyph_looks_the_same_whatever_glyphs_other_chapters_have(tmp_path):
    # Å is A and a ring, and the ring has another number in each chapter.
    html = report(section("a", f"<strong>Å</strong> {LONG}"), section("b", f"<strong>ÄÖÉñ</strong> {LONG}"))
    joined = glyphs(made(html, tmp_path))
    for name, paper in cut(html)[1].items():
        (tmp_path / f"{name}.pdf").write_bytes(pdf.draw_chapter(paper)[0])
        alone = glyphs(Document(tmp_path / f"{name}.pdf"))
        assert len(alone) > 10
        assert {key: joined.get(key) for key in alone} == alone


def glyphs(document: Document) -> dict[tuple[str, int], tuple[int, list]]:
    """Width and outline of every glyph that is used, by font and number."""
    found = {}
    for key, font in document.pdf.pages[-1].resources.Font.items():
        below = font.DescendantFonts[0]
        face = TTFont(io.BytesIO(below.FontDescriptor.FontFile2.read_bytes()))
        face.setGlyphOrder([str(number) for number in range(face["maxp"].numGlyphs)])
        runs = list(below.W)
        for start, widths in zip(runs[::2], runs[1::2], strict=True):
            for number in range(int(start), int(start) + len(widths)):
                pen = DecomposingRecordingPen(face.getGlyphSet())
                face.getGlyphSet()[str(number)].draw(pen)
                found[key, number] = (face["hmtx"][str(number)][0], pen.value)
    return found


def test_what_is_said_of_a_font_covers_all_glyphs(tmp_path):
    drawn = made(report(section("a", "abc " * 300), section("b", "xyzæøå " * 200)), tmp_path)
    assert "xyzæøå" in drawn.text(drawn.root)
    assert "\ufffd" not in drawn.text(drawn.root)


def test_only_the_chapter_that_changed_is_drawn_and_read_again(tmp_path):
    invented = invent(tmp_path)
    for number, name in ((10, "kommuner"), (20, "fylker")):
        write_notebook(
            invented.project.notebooks / f"{number}_{name}.ipynb",
            "from aarsmelding import load, table\n\nkommuner = load('kommuner', year)",
            "table(kommuner.groupby('fylke')[['navn']].count(), 'Per fylke', headers={'navn': 'Antall'})",
            f"## Forbehold\n\nAlt er diktet opp. {LONG}",
            title=f"# {name.title()}",
        )

    documented = ("cut", "chapter", "front", "pdf", "words", "docx")

    def ran() -> list[str]:
        graph = pipeline.graph(invented.project, YEAR)
        result = pipeline.run(invented.project, YEAR, graph, jobs=1, explain=False)
        assert result.errors == []
        return [name for name in result.ran if name.split()[0] in documented]

    names = documents.chapters(("kommuner", "fylker"))
    chapters = {f"{kind} {YEAR} {name}" for kind in ("chapter", "words") for name in names}
    whole = {f"{kind} {YEAR}" for kind in ("cut", "pdf", "docx")}
    assert set(ran()) == {f"front {YEAR}", *whole, *chapters}
    changed = invented.project.notebooks / "20_fylker.ipynb"
    changed.write_text(
        changed.read_text(encoding="utf-8").replace("Alt er", "Alt dette er"), encoding="utf-8"
    )
    assert set(ran()) == {*whole, f"chapter {YEAR} fylker", f"words {YEAR} fylker"}
    assert ran() == []
