"""A map of equal tiles: every municipality gets the same room, and its numbers are written in it."""

from __future__ import annotations

from typing import Any

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from aarsmelding import norwegian
from aarsmelding.figures import GREY, INK, PALE, use_house_style

SIZE = 0.94
SHADES = LinearSegmentedColormap.from_list("shades", [PALE, INK])
DARK_FROM = 0.42


def tile_map(tiles: pd.DataFrame, *, values: dict[str, str], key: str) -> Figure:
    """One tile per row of `tiles` (columns `navn`, `flis_rad`, `flis_kolonne` and those of `values`).

    `values` names the columns to write and the word before each number; the first one also shades
    the tile, on a root scale. A tile with no number at all has a dashed edge. `key` explains the
    words below the map.
    """
    use_house_style()
    rows, columns = int(tiles["flis_rad"].max()), int(tiles["flis_kolonne"].max())
    fig, axes = plt.subplots(figsize=(7.2, 0.66 * rows + 0.5))
    shading = tiles[next(iter(values))].astype("Float64")
    shades = (shading / shading.max()) ** 0.5
    for (_, tile), shade in zip(tiles.iterrows(), shades, strict=True):
        x, y = tile["flis_kolonne"] - 1, tile["flis_rad"] - 1
        is_empty = tile[list(values)].isna().all()
        strength = 0.0 if norwegian.is_missing(shade) else float(shade)
        face = "#ffffff" if norwegian.is_missing(shade) else SHADES(strength)
        line: Any = (0, (3, 2)) if is_empty else "-"
        axes.add_patch(Rectangle((x, y), SIZE, SIZE, facecolor=face, edgecolor=GREY, linestyle=line))
        colour = "#ffffff" if strength > DARK_FROM else "#1a1a1a"
        middle = x + SIZE / 2
        axes.text(middle, y + 0.2, tile["navn"], ha="center", va="center", fontsize=9, color=colour)
        for place, (name, word) in enumerate(values.items()):
            text = f"{word} {norwegian.number(tile[name])}"
            weight = "bold" if place == 0 else "normal"
            height = y + 0.49 + 0.25 * place
            axes.text(
                middle, height, text, ha="center", va="center", fontsize=9.5, weight=weight, color=colour
            )
    axes.set(xlim=(-0.02, columns), ylim=(rows, -0.02))
    axes.axis("off")
    fig.supxlabel(key, x=0.01, ha="left", fontsize=9, color="#333333")
    return fig
