"""A map of equal tiles: every municipality gets the same room, and its numbers are written in it."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.patches import Rectangle

from aarsmelding import norwegian
from aarsmelding.charts.canvas import Drawing, chart, is_narrow, paper
from aarsmelding.charts.labels import SMALL, room, text_width, wrapped
from aarsmelding.charts.room import PAD
from aarsmelding.charts.style import GREY, INK, PALE
from aarsmelding.charts.svg import POINTS_PER_INCH

SIZE = 0.94
SHADES = LinearSegmentedColormap.from_list("shades", [PALE, INK])
DARK_FROM = 0.42
TILE_EDGE = 4.0


@chart
def tile_map(tiles: pd.DataFrame, *, values: dict[str, str], key: str) -> Drawing:
    """One tile per row of `tiles` (columns `navn`, `flis_rad`, `flis_kolonne` and those of `values`).

    `values` names the columns to write and the word before each number; the first one also shades
    the tile, on a root scale. A tile with no number at all has a dashed edge. `key` explains the
    words below the map.
    """
    if is_narrow():
        tiles, key = _closer(tiles), wrapped(" ".join(key.split()), room())
    rows, columns = int(tiles["flis_rad"].max()), int(tiles["flis_kolonne"].max())
    fig = paper(0.66 * rows + 0.5)
    axes = fig.subplots()
    shading = tiles[next(iter(values))].astype("Float64")
    shades = (shading / shading.max()) ** 0.5
    for (_, tile), shade in zip(tiles.iterrows(), shades, strict=True):
        x, y = tile["flis_kolonne"] - 1, tile["flis_rad"] - 1
        is_empty = tile[list(values)].isna().all()
        strength = 0.0 if norwegian.is_missing(shade) else float(shade)
        face = "#ffffff" if norwegian.is_missing(shade) else SHADES(strength)
        line: Any = (0, (3, 2)) if is_empty else "-"
        axes.add_artist(Rectangle((x, y), SIZE, SIZE, facecolor=face, edgecolor=GREY, linestyle=line))
        colour = "#ffffff" if strength > DARK_FROM else "#1a1a1a"
        middle = x + SIZE / 2
        style: dict[str, Any] = {"ha": "center", "va": "center", "color": colour, "in_layout": False}
        axes.text(middle, y + 0.2, tile["navn"], fontsize=9, **style)
        for place, (name, word) in enumerate(values.items()):
            text = f"{word} {norwegian.number(tile[name])}"
            weight = "bold" if place == 0 else "normal"
            height = y + 0.49 + 0.25 * place
            axes.text(middle, height, text, fontsize=9.5, weight=weight, **style)
    axes.set(xlim=(-0.02, columns), ylim=(rows, -0.02))
    axes.axis("off")
    above_edge = PAD / (POINTS_PER_INCH * fig.get_figheight())
    fig.text(0.01, above_edge, key, va="bottom", fontsize=9, color="#333333")
    return fig


def _closer(tiles: pd.DataFrame) -> pd.DataFrame:
    """The tiles moved together, each still in its line and order, so that the widest name has room."""
    fit = int(room() // (max(text_width(str(name), SMALL) for name in tiles["navn"]) + TILE_EDGE))
    widest = int(tiles["flis_kolonne"].max())
    moved = tiles.sort_values(["flis_rad", "flis_kolonne"])
    number = moved.groupby("flis_rad").cumcount()
    size = moved.groupby("flis_rad")["flis_rad"].transform("size")
    deep = -(-size // fit)
    above = deep.groupby(moved["flis_rad"]).first().cumsum().shift(fill_value=0)
    middle = moved.groupby("flis_rad")["flis_kolonne"].transform("mean")
    start = ((middle - 0.5) / widest * fit - size.clip(upper=fit) / 2).round().clip(lower=0)
    start = start.where(start + size.clip(upper=fit) <= fit, fit - size.clip(upper=fit))
    row = moved["flis_rad"].map(above) + number // fit + 1
    moved = moved.assign(flis_rad=row.astype(int), flis_kolonne=(start + number % fit + 1).astype(int))
    return moved.loc[tiles.index]
