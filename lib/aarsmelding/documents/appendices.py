"""The appendices as the printed report has them: every contradiction, and counts of what agrees.

The whole of them is in the page and in the folder of tables, where it can be searched and sorted.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from html import escape

from lxml.html import HtmlElement

from aarsmelding import norwegian
from aarsmelding.documents import ledger, tree

AGREEING, UNKNOWN = "avstemming-stemmer", "avstemming-ukjent"
DOCUMENTS, FILES, DATASETS = "datagrunnlag-dokumenter", "datagrunnlag-tabeller", "datagrunnlag-datasett"
COLUMNS = ("Nr.", "Dokument", "Stemmer", "Avviker", "Kan ikke regnes ut")
CAPTION = "Påstander etter dokument"
NUMBERED = "Et tall i hakeparentes er dokumentets nummer i tabellen under og i listen over dokumenter."
NOT_HERE = (
    "Påstandene som stemmer, er talt opp etter dokument i tabellen «Påstander etter dokument». Hver av dem "
    "står på nettsiden, i arbeidsboken tabeller.xlsx og i mappen tabeller."
)
DICTIONARY = (
    "Kolonnene i datasettene er beskrevet på nettsiden, i arbeidsboken tabeller.xlsx og i mappen tabeller."
)
EDITIONS = "egne-sider"
BESIDE = "Disse har egne sider i mapper ved siden av nettsiden"
EXPLAINED = "Forklaring og sted"
# Classes of what names documents.
CITING = ("avvikende", "motsagt", "kilder")
# As they stand in the page: claims that agree, up to the next heading, and the columns of datasets.
FOLDED = re.compile(rf'(?<=<h3 id="{AGREEING}">).*?(?=<h3\b|</section>|\Z)', re.DOTALL)
CELL = re.compile(r"<(t[hd])\b.*?</\1>", re.DOTALL)
DESCRIBED = re.compile(r'(<table class="kolonner\b[^>]*>).*?(?=</table>)', re.DOTALL)


def lightened(html: str) -> str:
    """`html` without most of what `shorten` takes away unread: the tree is half as large.

    Of claims that agree their rows stay, which are counted and linked to.
    """
    html = FOLDED.sub(lambda folded: CELL.sub("", folded[0]), html)
    return DESCRIBED.sub(r"\1", html) if f'id="{DATASETS}"' in html else html


def shorten(page: HtmlElement) -> None:
    """Shorten the appendices of `page` where it stands; a page without them stays as it is."""
    places = dict(tree.places(page))
    titles = _numbered_documents(places.get(DOCUMENTS))
    counts = _claims_by_document(page, places, list(titles))
    left_out = _leave_out_agreeing(places.get(AGREEING))
    for table in _differing(page):
        _one_row_each(table)
    ledger.shorten(page, places.get("tallgrunnlag"), left_out)
    for link in [link for link, place in tree.targets(page) if place in left_out]:
        link.drop_tag()
    _cite_by_number(page, titles)
    if any(counts.values()):
        _put_counts(places.get(AGREEING), counts, titles)
    _leave_out_editions(places.get(EDITIONS), places.get(FILES))
    _leave_out_files(places.get(FILES))
    _leave_out_columns(places.get(DATASETS))


def _numbered_documents(heading: HtmlElement | None) -> dict[str, int]:
    """The number of every document by its title, written into the list of documents too."""
    listed = tree.next_after(heading, "ul")
    titles: dict[str, int] = {}
    for number, entry in enumerate([] if listed is None else listed.iter("li"), start=1):
        cited = tree.first(entry, "cite")
        if cited is not None:
            titles[cited.text_content()] = number
            entry.text = f"[{number}] {entry.text or ''}"
    return titles


def _claims_by_document(
    page: HtmlElement, places: Mapping[str, HtmlElement], titles: list[str]
) -> dict[str, Counter[str]]:
    """How many claims of each document agree, differ, and cannot be computed, as the page lists them."""
    counts: dict[str, Counter[str]] = {title: Counter() for title in titles}
    for anchor, column in ((AGREEING, COLUMNS[2]), (UNKNOWN, COLUMNS[4])):
        for table in _folded_tables(places.get(anchor)):
            cited = tree.first(tree.first(table, "caption"), "cite")
            if cited is not None:
                rows = sum(len(body.findall("tr")) for body in table.iter("tbody"))
                counts.setdefault(cited.text_content(), Counter())[column] += rows
    for table in _differing(page):
        for place in (each for each in table.iter("span") if "merknad" in tree.classes(each)):
            cites = place.text_content()
            found = next((title for title in counts if cites.startswith(f"{title},")), None)
            if found is not None:
                counts[found][COLUMNS[3]] += 1
    return {title: found for title, found in counts.items() if found}


def _differing(page: HtmlElement) -> list[HtmlElement]:
    """The tables of claims that differ."""
    return [table for table in page.iter("table") if "avvikende" in tree.classes(table)]


def _folded_tables(heading: HtmlElement | None) -> list[HtmlElement]:
    folded = tree.next_after(heading)
    return [] if folded is None or folded.tag != "details" else list(folded.iter("table"))


def _one_row_each(table: HtmlElement) -> None:
    """A contradiction on one row: its explanation beside it, not under it."""
    heads = table.find("thead/tr")
    if heads is None:
        return
    heads.append(tree.made("th", EXPLAINED, scope="col"))
    body = tree.made("tbody")
    for group in table.findall("tbody"):
        first, second = group.iter("tr")
        (explained,) = second.iter("td")
        for cell in first.iter("th"):
            cell.attrib.clear()
            cell.set("scope", "row")
        explained.attrib.clear()
        first.append(tree.taken(explained))
        first.set("id", group.get("id"))
        body.append(tree.taken(first))
        group.drop_tree()
    table.append(body)


def _leave_out_agreeing(heading: HtmlElement | None) -> set[str]:
    """Take away the claims that agree and say where they are; what could have been linked to."""
    folded = tree.next_after(heading, "details")
    if folded is None:
        return set()
    gone = {str(row.get("id")) for row in folded.iter("tr") if row.get("id")}
    folded.addprevious(tree.made("p", NOT_HERE))
    folded.drop_tree()
    return gone


def _cite_by_number(page: HtmlElement, titles: dict[str, int]) -> None:
    """In the appendices a document is called by its number, not by its long title."""
    numbers = {f"{title}{mark}": f"[{number}]" for title, number in titles.items() for mark in ":,"}
    longest_first = sorted(numbers, key=len, reverse=True)
    known = re.compile("|".join(map(re.escape, longest_first)) or r"(?!)")

    def short(text: str) -> str:
        return known.sub(lambda found: numbers[found[0]], text)

    for part in tree.of_class(page, *CITING):
        for each in part.iter():
            each.text = each.text and short(each.text)
            if each is not part:
                each.tail = each.tail and short(each.tail)


def _put_counts(heading: HtmlElement | None, counts: dict[str, Counter[str]], titles: dict[str, int]) -> None:
    """How many claims of each document agree and differ, before the first that differs."""
    first = None if heading is None else tree.first(heading.getparent(), "h3")
    if first is None:
        return
    rows = [
        f"<tr><th scope='row' class='tall'>{titles.get(title, '–')}</th><td>{escape(title)}</td>"
        + "".join(f"<td class='tall'>{found[column]}</td>" for column in COLUMNS[2:])
        + "</tr>"
        for title, found in counts.items()
    ]
    heads = "".join(
        f"<th scope='col'{'' if column == COLUMNS[1] else ' class=tall'}>{column}</th>" for column in COLUMNS
    )
    for made in tree.parts(
        f"<p>{NUMBERED}</p><div class='tabell'><table><caption>{CAPTION}</caption>"
        f"<thead><tr>{heads}</tr></thead><tbody>{''.join(rows)}</tbody></table></div>"
    ):
        first.addprevious(made)


def _leave_out_editions(heading: HtmlElement | None, files: HtmlElement | None) -> None:
    """The pages beside the report are on the screen only: one sentence says which, and where they are."""
    section = tree.above(heading, "section")
    if section is None:
        return
    kinds = [kind for kind in section.iter("h3") if kind.get("id")]
    folders = [
        f"{kind.text_content()} (mappen {kind.get('id').removeprefix(f'{EDITIONS}-')})" for kind in kinds
    ]
    listed = tree.next_after(files, "details")
    if listed is not None:
        listed.addprevious(tree.made("p", f"{BESIDE}: {norwegian.listing(folders)}."))
    section.drop_tree()


def _leave_out_files(heading: HtmlElement | None) -> None:
    """The list of files is one of links, which on paper lead nowhere."""
    listed = tree.next_after(heading, "details")
    if listed is not None:
        listed.drop_tree()


def _leave_out_columns(heading: HtmlElement | None) -> None:
    """The datasets with what they hold and their caveats, without their columns."""
    if heading is None:
        return
    tables = [each for each in heading.getparent().iter("table") if "kolonner" in tree.classes(each)]
    for table in tables:
        tree.frame(table).drop_tree()
    if tables:
        heading.addnext(tree.made("p", DICTIONARY))
