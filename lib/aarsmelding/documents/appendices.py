"""The appendices as the printed report has them: every contradiction, and counts of what agrees.

The whole of them is in the page and in the folder of tables, where it can be searched and sorted.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

from bs4 import BeautifulSoup, Tag

from aarsmelding import norwegian
from aarsmelding.documents import ledger
from aarsmelding.page import markup

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
CITING = frozenset({"avvikende", "motsagt", "kilder"})
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


def shorten(soup: BeautifulSoup) -> None:
    """Shorten the appendices of `soup` where it stands; a page without them stays as it is."""
    places = markup.by_id(soup)
    titles = _numbered_documents(places.get(DOCUMENTS))
    counts = _claims_by_document(soup, places, list(titles))
    left_out = _leave_out_agreeing(soup, places.get(AGREEING))
    for table in _differing(soup):
        _one_row_each(soup, table)
    ledger.shorten(soup, places.get("tallgrunnlag"), left_out)
    for link in markup.named(soup, "a"):
        if str(link.get("href", "")).removeprefix("#") in left_out:
            link.unwrap()
    _cite_by_number(soup, titles)
    if any(counts.values()):
        _put_counts(places.get(AGREEING), counts, titles)
    _leave_out_editions(soup, places.get(EDITIONS), places.get(FILES))
    _leave_out_files(places.get(FILES))
    _leave_out_columns(soup, places.get(DATASETS))


def _numbered_documents(heading: Tag | None) -> dict[str, int]:
    """The number of every document by its title, written into the list of documents too."""
    listed = heading.find_next_sibling("ul") if heading else None
    titles: dict[str, int] = {}
    for number, entry in enumerate(listed.find_all("li") if listed else [], start=1):
        if entry.cite is not None:
            titles[entry.cite.get_text()] = number
            entry.insert(0, f"[{number}] ")
    return titles


def _claims_by_document(
    soup: BeautifulSoup, places: Mapping[str, Tag], titles: list[str]
) -> dict[str, Counter[str]]:
    """How many claims of each document agree, differ, and cannot be computed, as the page lists them."""
    counts: dict[str, Counter[str]] = {title: Counter() for title in titles}
    for anchor, column in ((AGREEING, COLUMNS[2]), (UNKNOWN, COLUMNS[4])):
        for table in _folded_tables(places.get(anchor)):
            cited = table.caption.cite if table.caption else None
            if cited is not None:
                title = cited.get_text()
                counts.setdefault(title, Counter())[column] += sum(
                    len(body.find_all("tr", recursive=False)) for body in table.find_all("tbody")
                )
    for table in _differing(soup):
        for place in table.find_all("span", class_="merknad"):
            found = next((title for title in counts if place.get_text().startswith(f"{title},")), None)
            if found is not None:
                counts[found][COLUMNS[3]] += 1
    return {title: found for title, found in counts.items() if found}


def _differing(soup: BeautifulSoup) -> list[Tag]:
    """The tables of claims that differ."""
    return [
        table for table in markup.named(soup, "table") if "avvikende" in table.get_attribute_list("class")
    ]


def _folded_tables(heading: Tag | None) -> list[Tag]:
    folded = heading.find_next_sibling() if heading else None
    return folded.find_all("table") if folded is not None and folded.name == "details" else []


def _one_row_each(soup: BeautifulSoup, table: Tag) -> None:
    """A contradiction on one row: its explanation beside it, not under it."""
    if table.thead is None or table.thead.tr is None:
        return
    header = soup.new_tag("th", attrs={"scope": "col"})
    header.string = EXPLAINED
    table.thead.tr.append(header)
    body = soup.new_tag("tbody")
    for group in table.find_all("tbody"):
        first, second = group.find_all("tr")
        (explained,) = second.find_all("td")
        for cell in first.find_all("th"):
            cell.attrs = {"scope": "row"}
        explained.attrs = {}
        first.append(explained.extract())
        first["id"] = group["id"]
        body.append(first.extract())
        group.decompose()
    table.append(body)


def _leave_out_agreeing(soup: BeautifulSoup, heading: Tag | None) -> set[str]:
    """Take away the claims that agree and say where they are; what could have been linked to."""
    folded = heading.find_next_sibling("details") if heading else None
    if folded is None:
        return set()
    gone = {str(row["id"]) for row in folded.find_all("tr", id=True)}
    said = soup.new_tag("p")
    said.string = NOT_HERE
    folded.replace_with(said)
    return gone


def _cite_by_number(soup: BeautifulSoup, titles: dict[str, int]) -> None:
    """In the appendices a document is called by its number, not by its long title."""
    longest_first = sorted(titles, key=len, reverse=True)
    cites = [
        each for each in markup.elements(soup) if not CITING.isdisjoint(each.get_attribute_list("class"))
    ]
    for part in cites:
        for text in list(part.find_all(string=True)):
            short = str(text)
            for title in longest_first:
                for mark in (":", ","):
                    short = short.replace(f"{title}{mark}", f"[{titles[title]}]")
            if short != text:
                text.replace_with(short)


def _put_counts(heading: Tag | None, counts: dict[str, Counter[str]], titles: dict[str, int]) -> None:
    """How many claims of each document agree and differ, before the first that differs."""
    first = heading.parent.find("h3") if heading is not None and heading.parent is not None else None
    if first is None:
        return
    rows = [
        f"<tr><th scope='row' class='tall'>{titles.get(title, '–')}</th><td></td>"
        + "".join(f"<td class='tall'>{found[column]}</td>" for column in COLUMNS[2:])
        + "</tr>"
        for title, found in counts.items()
    ]
    heads = "".join(
        f"<th scope='col'{'' if column == COLUMNS[1] else ' class=tall'}>{column}</th>" for column in COLUMNS
    )
    made = BeautifulSoup(
        f"<p>{NUMBERED}</p><div class='tabell'><table><caption>{CAPTION}</caption>"
        f"<thead><tr>{heads}</tr></thead><tbody>{''.join(rows)}</tbody></table></div>",
        "html.parser",
    )
    for row, title in zip(made.find_all("tr")[1:], counts, strict=True):
        row.find_all("td")[0].string = title
    first.insert_before(*list(made.children))


def _leave_out_editions(soup: BeautifulSoup, heading: Tag | None, files: Tag | None) -> None:
    """The pages beside the report are on the screen only: one sentence says which, and where they are."""
    section = heading.find_parent("section") if heading is not None else None
    if section is None:
        return
    kinds = section.find_all("h3", id=True)
    folders = [f"{kind.get_text()} (mappen {str(kind['id']).removeprefix(f'{EDITIONS}-')})" for kind in kinds]
    listed = files.find_next_sibling("details") if files is not None else None
    if listed is not None:
        said = soup.new_tag("p")
        said.string = f"{BESIDE}: {norwegian.listing(folders)}."
        listed.insert_before(said)
    section.decompose()


def _leave_out_files(heading: Tag | None) -> None:
    """The list of files is one of links, which on paper lead nowhere."""
    listed = heading.find_next_sibling("details") if heading else None
    if listed is not None:
        listed.decompose()


def _leave_out_columns(soup: BeautifulSoup, heading: Tag | None) -> None:
    """The datasets with what they hold and their caveats, without their columns."""
    tables = heading.parent.find_all("table", class_="kolonner") if heading and heading.parent else []
    for table in tables:
        (table.find_parent(class_="tabell") or table).decompose()
    if heading is not None and tables:
        said = soup.new_tag("p")
        said.string = DICTIONARY
        heading.insert_after(said)
