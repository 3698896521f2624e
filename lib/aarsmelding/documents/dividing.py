"""Long appendices in parts, each from the top of a page: one is drawn again without the others."""

from __future__ import annotations

from collections.abc import Iterable

from bs4 import BeautifulSoup, Tag

# Characters, about two pages: neither a part nor what is left after it is shorter.
LONG = 12_000
CONTINUES = "videre"


def divide(soup: BeautifulSoup, appendices: Iterable[Tag]) -> None:
    """Make of each of the `appendices` that is long several sections, the later ones of the class `videre`.

    A part begins at a heading of the third level that has a name, which becomes that of the section.
    """
    for appendix in appendices:
        section, taken = appendix, 0
        left = len(appendix.get_text())
        for child in list(appendix.children):
            name = child.get("id") if isinstance(child, Tag) and child.name == "h3" else None
            if name and taken >= LONG and left >= LONG:
                following = _following(soup, str(name))
                section.insert_after(following)
                section, taken = following, 0
            length = len(child.get_text())
            taken, left = taken + length, left - length
            if section is not appendix:
                section.append(child.extract())


def _following(soup: BeautifulSoup, name: str) -> Tag:
    return soup.new_tag("section", attrs={"aria-labelledby": name, "class": f"vedlegg {CONTINUES}"})


def continues(part: Tag) -> bool:
    """Whether this section goes on with the appendix that stands before it."""
    return CONTINUES in " ".join(part.get_attribute_list("class")).split()
