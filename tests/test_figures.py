"""Figures in house style, on made-up numbers."""

import base64
import re

import matplotlib.pyplot as plt
import pandas as pd
import pytest
from aarsmelding import figures
from aarsmelding.charts.lettering import DRAWN_AT
from aarsmelding.charts.ranked import ranked_bars
from aarsmelding.documents import printed, tree
from aarsmelding.errors import AarsmeldingError
from aarsmelding.facts import MIME, fact
from aarsmelding.figures import described, figure
from aarsmelding.prose import say
from aarsmelding.tables import table
from bs4 import BeautifulSoup

DATA = table(
    pd.DataFrame({"antall_avvik": [3, 1]}, index=pd.Index(["A", "B"], name="navn")), "Tallene", source="ingen"
)


@pytest.fixture(autouse=True)
def house_style():
    with plt.rc_context():
        figures.use_house_style()
        yield
    plt.close("all")


def drawn(title="Oppdiktet funn", alt="To stolper.") -> figures.Picture:
    fig, ax = plt.subplots()
    ax.bar(["A", "B"], [3, 1])
    return figure(fig, title, alt=alt, data=DATA)


def test_a_picture_has_its_finding_its_alternative_text_and_its_numbers():
    made = BeautifulSoup(drawn(alt='To "stolper" <A>').as_html(), "html.parser")
    assert made.figcaption.get_text() == "Oppdiktet funn"
    assert made.img["alt"] == 'To "stolper" <A>'
    assert made.details.caption.get_text() == "Tallene"


def svg(source: str) -> BeautifulSoup:
    kind, _, content = source.partition(",")
    assert kind == "data:image/svg+xml;base64"
    return BeautifulSoup(base64.b64decode(content).decode(), "xml").svg


def of_a_form() -> BeautifulSoup:
    bars = ranked_bars(pd.Series({"Et langt navn på en kommune": 3.0, "B": 1.0}), unit="avvik")
    return BeautifulSoup(
        figure(bars, "Oppdiktet funn", alt="To stolper.", data=DATA).as_html(), "html.parser"
    )


def pixels(drawing: BeautifulSoup, shown: float) -> list[float]:
    """How large each line of text is in a picture that is `shown` pixels wide."""
    scale = shown / float(drawing["viewBox"].split()[2])
    return [
        float(re.search(r"scale\(([\d.]+)", line["transform"])[1]) * DRAWN_AT * scale
        for line in drawing.find_all("g", attrs={"aria-label": True})
    ]


def test_a_form_is_in_the_page_twice_and_described_once():
    made = of_a_form()
    assert [part.name for part in made.picture.find_all(True)] == ["source", "img"]
    assert made.source["media"] == "screen and (max-width: 40em)"
    assert made.img["alt"] == "To stolper."
    widths = [svg(address)["width"] for address in (made.source["srcset"], made.img["src"])]
    assert widths == ["266.4pt", "518.4pt"]


def test_the_texts_of_a_figure_are_large_enough_on_a_telephone():
    # A page of 360 pixels leaves 352 for the picture, one of 320 leaves 312.
    narrow = svg(of_a_form().source["srcset"])
    assert min(pixels(narrow, 352)) >= 10
    assert min(pixels(narrow, 312)) >= 9


def test_on_paper_only_the_wide_one_is_left():
    wide = of_a_form().img["src"]
    page = printed.read(f"<html><body>{of_a_form()}</body></html>")
    printed.left_out(page)
    soup = BeautifulSoup(tree.written(page), "lxml")
    assert [image["src"] for image in soup.find_all("img")] == [wide]
    assert soup.find(["picture", "source"]) is None


def test_a_figure_that_an_analyst_has_drawn_is_there_once():
    assert BeautifulSoup(drawn().as_html(), "html.parser").picture is None


def test_words_stand_in_the_drawing_with_the_letters_they_are_made_of():
    drawing = svg(of_a_form().img["src"])
    lines = {
        line["aria-label"]: line.find_all("use") for line in drawing.find_all("g", attrs={"aria-label": True})
    }
    assert len(lines["Et langt navn på en kommune"]) == len("Etlangtnavnpåenkommune")
    defined = {path["id"] for path in drawing.defs.find_all(id=True)}
    assert {use["href"].removeprefix("#") for uses in lines.values() for use in uses} <= defined


def test_the_picture_is_in_the_page_itself():
    source = BeautifulSoup(drawn().as_html(), "html.parser").img["src"]
    kind, _, content = source.partition(",")
    assert kind == "data:image/svg+xml;base64"
    assert base64.b64decode(content).decode().startswith("<svg")


@pytest.mark.parametrize("alt", ["", " \n"])
def test_a_figure_without_alternative_text_is_refused(alt):
    with pytest.raises(AarsmeldingError, match="a figure must have alternative text"):
        drawn(alt=alt)


def test_a_figure_without_a_title_is_refused():
    with pytest.raises(AarsmeldingError, match="a figure must have a title"):
        drawn(title=" ")


def test_the_same_figure_is_the_same_bytes_twice():
    assert drawn().svg == drawn().svg


def test_a_drawn_figure_is_closed():
    drawn()
    assert plt.get_fignums() == []


def test_a_number_in_the_title_is_a_fact():
    title = say("Flest er {antall}", antall=fact("oppdiktet.flest", 3, unit="avvik"))
    records = drawn(title=title)._repr_mimebundle_()[MIME]
    assert [record["id"] for record in records] == ["oppdiktet.flest"]


def test_a_series_is_described_in_words():
    values = pd.Series({"Tromsø": 101, "Harstad": 59, "Narvik": 34})
    assert described(values) == "Tromsø 101, Harstad 59 og Narvik 34"
    assert described(values, limit=1) == "Tromsø 101"
