"""The colours of figures and page: enough contrast, and told apart by those who see colours otherwise."""

from __future__ import annotations

import re
from itertools import combinations
from pathlib import Path

import aarsmelding
import numpy as np
import pytest
from aarsmelding import figures

STYLE = Path(aarsmelding.__file__).parent.joinpath("template", "page.css").read_text(encoding="utf-8")
PALETTE = {name: getattr(figures, name) for name in ("INK", "RUST", "SKY", "GREY", "EARTH")}
WHITE = "#ffffff"
GRAPHICS, TEXT = 3.0, 4.5
# CIE76 in CIELAB; about 2 is the least that anyone sees side by side.
TOLD_APART = 20.0
# Machado, Oliveira and Fernandes (2009), severity 1, on linear RGB.
SIMULATIONS = {
    "none": np.eye(3),
    "protanopia": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "deuteranopia": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    "tritanopia": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ],
}
TO_XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)


def linear(colour: str) -> np.ndarray:
    parts = np.array([int(colour[place : place + 2], 16) for place in (1, 3, 5)]) / 255
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted(float(linear(colour) @ [0.2126, 0.7152, 0.0722]) for colour in (one, other))
    return (lighter + 0.05) / (darker + 0.05)


def lab(rgb: np.ndarray) -> np.ndarray:
    x, y, z = TO_XYZ @ np.clip(rgb, 0, 1) / (TO_XYZ @ np.ones(3))
    fx, fy, fz = (np.cbrt(v) if v > (6 / 29) ** 3 else v * (29 / 6) ** 2 / 3 + 4 / 29 for v in (x, y, z))
    return np.array([116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)])


def seen_apart(one: str, other: str, simulation: str) -> float:
    matrix = np.array(SIMULATIONS[simulation])
    return float(np.linalg.norm(lab(matrix @ linear(one)) - lab(matrix @ linear(other))))


def variables(block: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6});", block))


def modes() -> dict[str, dict[str, str]]:
    light, dark, printed = (variables(block) for block in re.findall(r":root \{(.*?)\}", STYLE, re.DOTALL))
    return {"light": light, "dark": {**light, **dark}, "print": {**light, **printed}}


TEXT_ON = [
    *((ink, ground) for ink in ("blekk", "svak", "merke", "lenke") for ground in ("papir", "flate", "kort")),
    ("fokus", "papir"),
    ("topp-tekst", "topp"),
    ("topp-svak", "topp"),
]
every_mode = pytest.mark.parametrize("mode", ["light", "dark", "print"])


def test_black_on_white_has_the_contrast_that_the_standard_gives_it():
    assert contrast("#000000", WHITE) == pytest.approx(21)
    assert contrast("#767676", WHITE) == pytest.approx(4.54, abs=0.01)


def test_red_and_green_are_one_colour_to_those_who_cannot_tell_them_apart():
    assert seen_apart("#b04000", "#5a6b00", "none") > 3 * seen_apart("#b04000", "#5a6b00", "protanopia")


@pytest.mark.parametrize("name", PALETTE)
def test_a_colour_of_the_palette_stands_out_from_its_ground(name):
    assert contrast(PALETTE[name], WHITE) >= GRAPHICS


@pytest.mark.parametrize("simulation", SIMULATIONS)
@pytest.mark.parametrize(("one", "other"), list(combinations(PALETTE, 2)))
def test_two_colours_of_the_palette_are_told_apart(one, other, simulation):
    assert seen_apart(PALETTE[one], PALETTE[other], simulation) >= TOLD_APART


@every_mode
@pytest.mark.parametrize(("ink", "ground"), TEXT_ON)
def test_text_is_readable_on_its_ground(mode, ink, ground):
    colours = modes()[mode]
    assert contrast(colours[ink], colours[ground]) >= TEXT


@every_mode
def test_the_mark_of_the_focus_stands_out_everywhere(mode):
    colours = modes()[mode]
    assert min(contrast(colours["fokus"], colours[g]) for g in ("papir", "flate", "kort")) >= GRAPHICS


def test_no_rule_gives_text_a_colour_that_is_not_a_variable():
    rules = re.sub(r":root \{.*?\}", "", STYLE, flags=re.DOTALL)
    given = re.findall(r"(?<![-\w])color:\s*([^;}]+)", rules)
    assert given
    assert [colour for colour in given if not re.fullmatch(r"var\(--[\w-]+\)|inherit|light", colour)] == []


def test_the_style_sheet_never_takes_the_focus_or_the_underline_away():
    assert re.findall(r"outline:\s*(?:none|0)|text-decoration(?:-line)?:\s*none", STYLE) == []
