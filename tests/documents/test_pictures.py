"""Words in figures become type on paper; where that is not certain, they stay outlines."""

from __future__ import annotations

import base64
import re
from typing import Any

from aarsmelding.charts.svg import as_svg
from aarsmelding.documents import pictures
from matplotlib.figure import Figure


def drawn(words: str, **style: Any) -> str:
    figure = Figure(figsize=(3, 1))
    figure.text(0.1, 0.5, words, **style)
    return as_svg(figure)


def test_words_become_text_in_the_same_place_size_and_weight():
    svg = pictures.with_text(drawn("Møter & saker", size=12, weight="bold", rotation=90, color="#0f2750"))
    (line,) = re.findall("<text.*?</text>", svg)
    assert ">Møter &amp; saker</text>" in line
    assert 'font-size="12"' in line
    assert 'font-weight="700"' in line
    assert 'fill="#0f2750"' in line
    assert "rotate(-90)" in line
    assert "<use" not in svg


def test_two_lines_become_two_texts():
    svg = pictures.with_text(drawn("8 holdt\n1 avlyst", size=9.5))
    assert svg.count("<text") == 2
    assert svg.count('font-size="9.5"') == 2


def test_a_formula_stays_and_so_does_the_whole_figure():
    svg = drawn("$x^2$")
    assert pictures.with_text(svg) == svg


def test_a_picture_that_is_no_svg_stays():
    assert pictures.for_print("data:image/png;base64,AAAA") == "data:image/png;base64,AAAA"


def test_a_picture_in_the_page_is_read_and_written_again():
    source = pictures.PREFIX + base64.b64encode(drawn("Saker").encode()).decode()
    made = base64.b64decode(pictures.for_print(source).removeprefix(pictures.PREFIX)).decode()
    assert ">Saker</text>" in made
