"""What HTML the page takes, on made-up pieces."""

import pytest
from aarsmelding.errors import AarsmeldingError
from aarsmelding.page.headings import Headings, headings_in
from aarsmelding.page.markup import require_fit, written
from bs4 import BeautifulSoup

WHERE = "section oppdiktet, 50_oppdiktet.ipynb, cell 3"
PICTURE = '<img alt="To stolper." src="data:image/svg+xml;base64,PHN2Zy8+">'
TABLE = (
    "<table><caption>Oppdiktet</caption><thead><tr><th scope='col'>Navn</th></tr></thead>"
    "<tbody><tr><th scope='row'>A</th><td>1</td></tr></tbody></table>"
)


def refusal(html: str) -> str:
    with pytest.raises(AarsmeldingError) as refused:
        require_fit(html, WHERE)
    return str(refused.value)


@pytest.mark.parametrize(
    "html", [PICTURE, TABLE, "<p>Tekst med <a href='#x'>lenke</a> og <em>vekt</em>.</p>", ""]
)
def test_what_is_whole_passes(html):
    require_fit(html, WHERE)


@pytest.mark.parametrize(
    ("html", "problem"),
    [
        (PICTURE.replace("To stolper.", " "), "an image has no alternative text"),
        (PICTURE.replace('alt="To stolper." ', ""), "an image has no alternative text"),
        ('<img alt="Kart" src="kart.png">', "an image lies outside the page (kart.png)"),
        (
            f'<picture><source srcset="smal.svg">{PICTURE}</picture>',
            "an image lies outside the page (smal.svg)",
        ),
        (TABLE.replace("<caption>Oppdiktet</caption>", ""), "a table has no caption"),
        (TABLE.replace("Oppdiktet", " "), "a table has no caption"),
        (TABLE.replace(">Navn<", "><"), "the corner of a table is empty"),
        (TABLE.replace("scope='row'", ""), "a header cell does not say what it is the header of"),
        ("<table><caption>Tom</caption><tr><td>1</td></tr></table>", "the corner of a table is empty"),
        ("<p>a</p><script>1</script>", "there is a <script>"),
        ("<p>a<style>p{}</style></p>", "there is a <style>"),
        ("<iframe src='x'></iframe>", "there is a <iframe>"),
        ("<button>Vis</button>", "there is a <button>"),
        ('<p style="color:red">a</p>', "<p> has a style of its own"),
        ('<p onclick="x()">a</p>', "<p> runs a script (onclick=…)"),
        ('<a href="JavaScript:x()">a</a>', "<a> runs a script (href=…)"),
    ],
)
def test_what_a_reader_could_not_use_is_refused_with_its_cell(html, problem):
    message = refusal(html)
    assert problem in message
    assert WHERE in message


def read(*cells: str) -> None:
    headings = Headings()
    for number, cell in enumerate(cells, start=1):
        headings.require_next(headings_in(cell), f"cell {number}")


def test_headings_may_go_down_one_level_and_up_any():
    read("<h1>A</h1><p>a</p>", "<h2>B</h2>", "<h3>C</h3>", "<h2>D</h2>", "<p>ingen</p>")


def test_a_heading_that_jumps_is_refused_with_its_cell():
    with pytest.raises(AarsmeldingError, match=r"jumps over a level(.|\n)*cell 2: «C»"):
        read("<h1>A</h1>", "<h3>C</h3>")


def test_a_section_cannot_begin_below_its_title():
    with pytest.raises(AarsmeldingError, match=r"jumps over a level(.|\n)*cell 1: «B»"):
        read("<h2>B</h2>")


def test_headings_that_would_get_the_same_id_are_refused():
    with pytest.raises(AarsmeldingError, match=r"stands twice(.|\n)*cell 3: «Hva, nå\?»"):
        read("<h1>A</h1>", "<h2>Hva nå?</h2>", "<h2>Hva, nå?</h2>")


def test_void_elements_are_written_as_html_has_them():
    assert written(BeautifulSoup("<p>a<br>b &lt; å</p><img alt='x'>", "html.parser")) == (
        '<p>a<br>b &lt; å</p><img alt="x">'
    )
