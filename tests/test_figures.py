"""Figures in house style, on made-up numbers."""

import base64

import matplotlib.pyplot as plt
import pandas as pd
import pytest
from aarsmelding import figures
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
