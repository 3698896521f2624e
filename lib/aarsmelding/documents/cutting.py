"""The page cut into a front and chapters, each from the top of a page: documents make them one by one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from lxml.html import HtmlElement

from aarsmelding.documents import dividing, printed, tree

PLACE = "kapittelet"


@dataclass(frozen=True)
class Chapter:
    """A part of the report: its HTML, and what only the whole report knows of it.

    `names` says what each place is called that its links lead to, wherever that is. Of its own places
    `linked` are those that a link of the report leads to, and `listed` those that the front leads to.
    """

    html: str
    names: dict[str, str] = field(default_factory=dict)
    linked: list[str] = field(default_factory=list)
    listed: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Front:
    """What stands before the chapters, and what these make together: their order, title and author.

    `head` and `header` are HTML. `headings` are those that contents can list: level, place and text. `names`
    says what each place is called that the front leads to. `further` are the chapters that go on with the one
    before.
    """

    head: str
    header: str
    headings: list[list[str]]
    names: dict[str, str]
    order: list[str]
    title: str
    author: str
    further: list[str] = field(default_factory=list)


def cut(html: str, names: Sequence[str] = ()) -> tuple[Front, dict[str, Chapter]]:
    """The page as a front and chapters by name, in order.

    A chapter bears the name of the section it begins with. Where `names` are given, only those sections
    begin one, and what stands between them belongs to the one before.
    """
    page = printed.whole(html)
    called, title, author = printed.targets(page), printed.title(page), printed.author(page)
    headings = printed.headings(page)
    linked = set(_leads_to([page]))
    header = [tree.taken(part) for part in list(page.iter("header"))[:1]]
    leads = {*_leads_to(header), *(place for _, place, _ in headings)} if header else set()
    main = tree.first(page, "main")
    main = page.body if main is None else main
    groups = _grouped(main, names)
    further = [name for name, group in groups.items() if any(map(dividing.continues, group[:1]))]
    opening, closing, end = _around(page, main)
    chapters = {}
    for name, parts in groups.items():
        text = "".join(map(tree.written, parts))
        own = [place for part in parts for place, _ in tree.places(part)]
        chapters[name] = Chapter(
            html=f"{opening}{text}{end if name == list(groups)[-1] else closing}",
            names=_among(called, _leads_to(parts)),
            linked=[place for place in own if place in linked],
            listed=[place for place in own if place in leads],
        )
        opening = opening.replace(f' id="{main.get("id")}"', "")
    head, before = ("".join(map(tree.written, parts)) for parts in (page.findall("head"), header))
    front = Front(head, before, headings, _among(called, leads), list(groups), title, author, further)
    return front, chapters


def _leads_to(parts: Iterable[HtmlElement]) -> list[str]:
    """The places that links in `parts` lead to."""
    return [place for part in parts for _, place in tree.targets(part)]


def _among(called: Mapping[str, str], wanted: Iterable[str]) -> dict[str, str]:
    """Those of `called` that are wanted, in their order."""
    chosen = set(wanted)
    return {place: text for place, text in called.items() if place in chosen}


def _grouped(main: HtmlElement, names: Sequence[str]) -> dict[str, list[HtmlElement]]:
    """The parts of `main` by the name of their chapter, taken out of it."""
    groups: dict[str, list[HtmlElement]] = {}
    before: HtmlElement | None = None
    for part in _parts(main):
        name = part.get("aria-labelledby") or f"del-{len(groups) + 1}"
        known = name not in groups and (not names or name in names)
        if not groups or (known and _begins(part, before)):
            current = groups[name if known else names[0]] = []
        current.append(part)
        before = part
    for part in (part for parts in groups.values() for part in parts):
        tree.taken(part)
    return groups or {names[0] if names else "del-1": []}


def _parts(main: HtmlElement) -> list[HtmlElement]:
    """The elements in `main`; text that stands beside them becomes one of its own."""
    if (main.text or "").strip():
        main.insert(0, tree.made("p", main.text))
    for part in list(main):
        if (part.tail or "").strip():
            loose = tree.made("p", part.tail)
            part.tail = None
            part.addnext(loose)
    return list(main)


def _begins(part: HtmlElement, before: HtmlElement | None) -> bool:
    """Whether `print.css` lets this part begin on a new page, whatever stands before it."""
    if dividing.continues(part):
        return True
    brief = before is not None and all("kort" in tree.classes(each) for each in (before, part))
    return part.tag == "section" and len(part) > 0 and part[0].tag == "h2" and not brief


def _around(page: HtmlElement, main: HtmlElement) -> tuple[str, str, str]:
    """What stands before a chapter and after it, and what stands after the last one."""
    main.text = PLACE
    opening, end = tree.written(page).split(PLACE)
    for after in main.xpath("following::*"):
        after.drop_tree()
    return opening, tree.written(page).split(PLACE)[1], end
