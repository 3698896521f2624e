"""House style for figures: SVG in an `img` with alternative text, a title that states the finding."""

from __future__ import annotations

import base64
import html
import io
import re
from dataclasses import dataclass
from typing import Any

import matplotlib
import pandas as pd
from cycler import cycler
from matplotlib.figure import Figure

from aarsmelding import norwegian
from aarsmelding.errors import AarsmeldingError
from aarsmelding.facts import MIME
from aarsmelding.prose import Sentence, as_sentence
from aarsmelding.tabledata import MIME as DATA_MIME
from aarsmelding.tables import Table

# Each at least 3:1 on white, and distinguishable under simulated colour-vision deficiencies.
INK = "#0F2750"
RUST = "#CD4805"
SKY = "#2892CF"
GREY = "#696969"
EARTH = "#481705"
PALE = "#DDE3EC"

STYLE: dict[str, Any] = {
    "axes.edgecolor": GREY,
    "axes.labelcolor": "#333333",
    "axes.prop_cycle": cycler(color=[INK, RUST, SKY, GREY, EARTH]),
    "axes.spines.right": False,
    "axes.spines.top": False,
    "axes.titlelocation": "left",
    "axes.titlesize": 11,
    "axes.titleweight": "bold",
    "figure.constrained_layout.use": True,
    "figure.figsize": (7.2, 3.6),
    "font.family": "DejaVu Sans",
    "font.size": 9.5,
    "legend.frameon": False,
    "svg.fonttype": "path",
    "svg.hashsalt": "aarsmelding",
    "xtick.color": "#333333",
    "ytick.color": "#333333",
}


def use_house_style() -> None:
    """Colours, fonts and a fixed hash salt, so that a figure is the same to the byte every time."""
    matplotlib.use("agg")
    matplotlib.rcParams.update(STYLE)  # type: ignore[arg-type]


@dataclass(frozen=True)
class Picture:
    """A figure of the report with its text alternatives and the numbers behind it."""

    title: Sentence
    alt: str
    svg: str
    data: Table

    def as_html(self) -> str:
        source = base64.b64encode(self.svg.encode()).decode()
        return (
            f"<figure><figcaption>{self.title.__html__()}</figcaption>"
            f'<img alt="{html.escape(self.alt)}" src="data:image/svg+xml;base64,{source}">'
            f"<details><summary>Tallene bak figuren</summary>{self.data.html}</details></figure>"
        )

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
    import matplotlib.pyplot as plt

    stream = io.StringIO()
    fig.savefig(stream, format="svg", metadata={"Date": None, "Creator": None})
    plt.close(fig)
    svg = re.sub(r"<\?xml.*?\?>\s*|<!DOCTYPE.*?>\s*", "", stream.getvalue(), flags=re.DOTALL)
    return Picture(as_sentence(title), alt, svg, data)


def described(values: pd.Series, show: Any = norwegian.number, limit: int = 30) -> str:
    """`Tromsø 101, Harstad 59 og Narvik 34`: a Series as text for alternative text."""
    return norwegian.listing([f"{name} {show(value)}" for name, value in values.head(limit).items()])
