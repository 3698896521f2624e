"""Long appendices in parts, each from the top of a page: one is drawn again without the others."""

from __future__ import annotations

from collections.abc import Iterable

from lxml.html import HtmlElement

from aarsmelding.documents import tree

# Characters, about two pages: neither a part nor what is left after it is shorter.
LONG = 12_000
CONTINUES = "videre"


def divide(appendices: Iterable[HtmlElement]) -> None:
    """Make of each of the `appendices` that is long several sections, the later ones of the class `videre`.

    A part begins at a heading of the third level that has a name, which becomes that of the section.
    """
    for appendix in appendices:
        section, taken = appendix, len(appendix.text or "")
        left = len(appendix.text_content()) - taken
        for child in list(appendix):
            name = child.get("id") if child.tag == "h3" else None
            if name and taken >= LONG and left >= LONG:
                following = _following(name)
                section.addnext(following)
                section, taken = following, 0
            length = len(child.text_content()) + len(child.tail or "")
            taken, left = taken + length, left - length
            if section is not appendix:
                section.append(child)


def _following(name: str) -> HtmlElement:
    return tree.made("section", **{"aria-labelledby": name, "class": f"vedlegg {CONTINUES}"})


def continues(part: HtmlElement) -> bool:
    """Whether this section goes on with the appendix that stands before it."""
    return CONTINUES in tree.classes(part)
