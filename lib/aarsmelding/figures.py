"""House style for figures: SVG in an `img` with alternative text, a title that states the finding."""

from __future__ import annotations

import base64
import html
import io
import re
from dataclasses import dataclass
from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from aarsmelding import norwegian
from aarsmelding.charts.canvas import Drawing
from aarsmelding.charts.style import EARTH, GREY, INK, PALE, RUST, SKY, use_house_style
from aarsmelding.charts.svg import as_svg
from aarsmelding.errors import AarsmeldingError
from aarsmelding.facts import MIME
from aarsmelding.prose import Sentence, as_sentence
from aarsmelding.tabledata import MIME as DATA_MIME
from aarsmelding.tables import Table

__all__ = ("EARTH", "GREY", "INK", "PALE", "RUST", "SKY", "Picture", "described", "figure", "use_house_style")

# Below this width of the page the narrow drawing is shown; print always has the wide one.
NARROW_PAGE = "screen and (max-width: 40em)"
SVG_URL = "data:image/svg+xml;base64,"


@dataclass(frozen=True)
class Picture:
    """A figure of the report with its text alternatives and the numbers behind it."""

    title: Sentence
    alt: str
    svg: str
    data: Table
    narrow: str = ""

    def as_html(self) -> str:
        return (
            f"<figure><figcaption>{self.title.__html__()}</figcaption>{self._image()}"
            f"<details><summary>Tallene bak figuren</summary>{self.data.html}</details></figure>"
        )

    def _image(self) -> str:
        image = f'<img alt="{html.escape(self.alt)}" src="{_url(self.svg)}">'
        if not self.narrow:
            return image
        return f'<picture><source media="{NARROW_PAGE}" srcset="{_url(self.narrow)}">{image}</picture>'

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        records = [*self.title.records(), *self.data.records]
        return {
            "text/html": self.as_html(),
            "text/plain": f"{self.title}\n{self.alt}",
            MIME: records,
            DATA_MIME: self.data.data.as_record(),
        }


def figure(fig: Figure, title: str | Sentence, *, alt: str, data: Table) -> Picture:
    """A figure of the report.

    `title` states the finding, `alt` says what the picture shows (both made from the data), `data`
    is the table of its numbers, which the page shows folded below; a label of the figure that shall
    have an identity gets it there. A title with a number is a `say(…)`. Raises AarsmeldingError
    where the title or the alternative text is missing.
    """
    for what, given in (("a title", str(title)), ("alternative text", alt)):
        if not given.strip():
            raise AarsmeldingError(
                f"a figure must have {what}", "the cell that calls figure(…)", "make it from the data"
            )
    if isinstance(fig, Drawing):
        narrow = as_svg(fig.narrow) if fig.narrow else ""
        return Picture(as_sentence(title), alt, as_svg(fig), data, narrow)
    return Picture(as_sentence(title), alt, _saved(fig), data)


def _url(svg: str) -> str:
    return SVG_URL + base64.b64encode(svg.encode()).decode()


def _saved(fig: Figure) -> str:
    """A figure that an analyst has drawn: what matplotlib itself makes of it, in one width."""
    import matplotlib.pyplot as plt

    stream = io.StringIO()
    fig.savefig(stream, format="svg", metadata={"Date": None, "Creator": None})
    plt.close(fig)
    return re.sub(r"<\?xml.*?\?>\s*|<!DOCTYPE.*?>\s*", "", stream.getvalue(), flags=re.DOTALL)


def described(values: pd.Series, show: Any = norwegian.number, limit: int = 30) -> str:
    """`Tromsø 101, Harstad 59 og Narvik 34`: a Series as text for alternative text."""
    return norwegian.listing([f"{name} {show(value)}" for name, value in values.head(limit).items()])
