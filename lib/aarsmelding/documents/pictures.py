"""Figures for print: their words as type instead of outlines.

Every letter of a figure is drawn as an outline, which is read and painted letter by letter. As
text it takes a tenth of the time, looks the same, and can be searched for and copied.
"""

from __future__ import annotations

import base64
import re

from aarsmelding.charts.lettering import DRAWN_AT, FACES

PREFIX = "data:image/svg+xml;base64,"
# How `charts.svg` writes one line of text: a group with the words as its label, of outlines.
OUTLINED = re.compile(
    r"<g aria-label=\"(?P<words>[^\"]*)\"(?: font-weight=\"700\")?(?P<style>[^>]*?)"
    r" transform=\"(?P<place>[^\"]*?) scale\((?P<scale>[\d.]+) -(?P=scale)\)\">(?P<glyphs>.*?)</g>",
    re.DOTALL,
)
GLYPH = re.compile(rf"href=\"#(?P<face>[{''.join(FACES.values())}])[0-9a-f]+\"")
# The faces of figures, as print.css knows them.
WEIGHTS = {FACES["DejaVuSans"]: 400, FACES["DejaVuSans-Bold"]: 700}
FAMILY = "Aarsmelding Reserve"


def for_print(source: str) -> str:
    """The address of a picture, with its words as text where that is certain to look the same."""
    if not source.startswith(PREFIX):
        return source
    drawn = base64.b64decode(source.removeprefix(PREFIX)).decode("utf-8")
    return PREFIX + base64.b64encode(with_text(drawn).encode("utf-8")).decode("ascii")


def with_text(svg: str) -> str:
    """`svg` with every line of outlined words as a `text` element, or as it is if one cannot be."""
    lines = list(OUTLINED.finditer(svg))
    # Outlines are shared between lines, so all go or none.
    left = OUTLINED.sub("", svg)
    if any(_weight(line) is None for line in lines) or GLYPH.search(left):
        return svg
    return OUTLINED.sub(_as_text, svg)


def _weight(line: re.Match[str]) -> int | None:
    faces = {str(glyph["face"]) for glyph in GLYPH.finditer(line["glyphs"])}
    # A formula is written in a language of its own.
    return WEIGHTS.get(faces.pop()) if len(faces) == 1 and "$" not in line["words"] else None


def _as_text(line: re.Match[str]) -> str:
    size = round(float(line["scale"]) * DRAWN_AT, 2)
    return (
        f'<text xml:space="preserve" transform="{line["place"]}" font-family="{FAMILY}" '
        f'font-weight="{_weight(line)}" font-size="{size:g}"{line["style"]}>{line["words"]}</text>'
    )
