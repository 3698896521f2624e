"""The appendices on paper: contradictions in full, what agrees as counts, no link to what is gone."""

from __future__ import annotations

from aarsmelding.documents import appendices, tree
from bs4 import BeautifulSoup, Tag

TITLE = "Det oppdiktede referatet, del 1"


def claims(verdict: str, rows: str) -> str:
    return f"""<details><summary>Vis</summary><div class="tabell"><table class="fire">
<caption>{verdict}: <cite>{TITLE}</cite></caption><thead><tr><th>Påstand</th></tr></thead>
<tbody>{rows}</tbody></table></div></details>"""


PAGE = f"""<main><section><h2 id="avstemming">Avstemming</h2>
<p>Vi har fire <a href="#avstemming-b">påstander</a>.</p>
<h3 id="avstemming-avvik">Påstander som ikke stemmer</h3>
<div class="tabell"><table class="avvikende"><caption>Alvorlige</caption>
<thead><tr><th>Påstand</th><th>Oppgitt</th><th>Dataene sier</th><th>Forskjell</th></tr></thead>
<tbody id="avstemming-feil" class="avvik"><tr><th scope="rowgroup" rowspan="2">Møter</th><td>7</td><td>8</td>
<td>1 for lavt</td></tr>
<tr><td colspan="3">Listen har åtte. <span class="merknad">{TITLE}, linje 3.</span></td></tr></tbody>
</table></div>
<h3 id="avstemming-stemmer">Påstander som stemmer</h3>
{claims("Stemmer", '<tr id="avstemming-a"><th>Én</th></tr><tr id="avstemming-b"><th>To</th></tr>')}
<h3 id="avstemming-ukjent">Påstander som ikke kan regnes ut</h3>
{claims("Kan ikke regnes ut", '<tr id="avstemming-c"><th>Alderen</th></tr>')}</section>
<section><h2 id="tallgrunnlag">Tallgrunnlag</h2><p>Hvert tall.</p><div class="tabell"><table class="grunnlag">
<caption>Tall</caption><thead><tr><th>Tall</th><th>Utsagn</th><th>Regnet ut</th><th>Kilde</th></tr></thead>
<tbody>
<tr id="grunnlag-x"><th><a href="#tall-x">8</a><br><span class="kode">x</span></th><td>åtte møter</td>
<td><span class="kode">moeter.sum()</span><br>moeter</td><td>{TITLE}: l. 1; l. 2; l. 3<details
><summary>og 2 steder til</summary>l. 4; l. 5</details><br>
<a href="#avstemming-a">Publisert likt</a>, l. 1<br><a href="#avstemming-b">Publisert likt</a>, l. 2<br>
<a href="#avstemming-feil">Publisert annerledes</a>, l. 3</td></tr>
<tr id="grunnlag-y"><th><a href="#tall-y">95,8 %</a></th><td>av kommunene</td>
<td>23 / 24<br><span class="kode">y / z</span><br>moeter</td>
<td>{TITLE}: l. 1; l. 2; l. 3; l. 4; l. 5</td></tr>
</tbody></table></div></section>
<section><h2 id="egne-sider">Egne sider</h2><h3 id="egne-sider-kommuner">Kommuneprofil</h3>
<ul><li><a href="kommuner/1.html">Nord</a></li></ul><h3 id="egne-sider-fsu">Utvalgsrapport</h3></section>
<section><h2>Datagrunnlag</h2><h3 id="datagrunnlag-dokumenter">Dokumenter</h3>
<ul><li><span class="kode">annet</span>: <cite>Et annet dokument</cite>. Utgiver.</li>
<li><span class="kode">ref</span>: <cite>{TITLE}</cite>. Utgiver.</li></ul>
<h3 id="datagrunnlag-tabeller">Tabellene som filer</h3><p>De ligger i en mappe.</p>
<details><summary>Vis</summary><ul><li><a href="tabeller/a.csv">A</a></li></ul></details>
<h3 id="datagrunnlag-datasett">Datasett</h3><details><summary>Møter</summary><p>Én rad er ett møte.</p>
<div class="tabell"><table class="kolonner"><caption>Kolonner</caption></table></div>
</details></section></main>"""


def shortened(html: str = PAGE) -> BeautifulSoup:
    page = tree.read(html)
    appendices.shorten(page)
    return BeautifulSoup(tree.written(page), "lxml")


def text(element: Tag) -> str:
    return " ".join(element.get_text(" ", strip=True).split())


def test_a_contradiction_keeps_every_word_on_one_row_that_links_lead_to():
    row = shortened().find("tr", id="avstemming-feil")
    cells = [text(cell) for cell in row.find_all(["th", "td"])]
    assert cells == ["Møter", "7", "8", "1 for lavt", "Listen har åtte. [2] linje 3."]
    heads = row.find_parent("table").thead.find_all("th")
    assert len(heads) == len(cells)
    assert all(head["scope"] == "col" for head in heads[-1:])


def test_claims_are_counted_by_document_before_the_first_contradiction():
    soup = shortened()
    table = soup.find("caption", string=appendices.CAPTION).find_parent("table")
    (row,) = table.tbody.find_all("tr")
    assert [text(cell) for cell in row.find_all(["th", "td"])] == ["2", TITLE, "2", "1", "1"]
    assert table.find_next("h3")["id"] == "avstemming-avvik"


def test_what_agrees_is_left_out_and_the_page_says_where_it_is():
    soup = shortened()
    assert soup.find(id="avstemming-a") is None
    assert "tabeller.xlsx" in text(soup.find(id="avstemming-stemmer").find_next_sibling("p"))
    assert "Alderen" in text(soup)


def test_numbers_with_the_same_sources_stand_under_them():
    soup = shortened()
    (sources,) = soup.find_all("p", class_="kilder")
    assert text(sources) == "Datasett moeter. [2] l. 1; l. 2; l. 3 og 2 til."
    first, second = sources.find_next_sibling("ul").find_all("li")
    assert text(first) == "8 åtte møter Publisert likt: 2 steder. Publisert annerledes , l. 3."
    assert text(second) == "95,8 % av kommunene Andel: 23 av 24."
    assert (first.a["id"], first.a["href"]) == ("grunnlag-x", "#tall-x")


def test_many_numbers_of_one_place_are_counted_too():
    soup = shortened(PAGE.replace("l. 1; l. 2; l. 3; l. 4; l. 5", "kode 1, 2, 3–4, 5, 6"))
    assert "[2] kode 1, 2, 3–4 og 2 til." in [
        text(part).split("Datasett moeter. ")[1] for part in soup.find_all("p", class_="kilder")
    ]


def test_no_link_leads_to_what_is_left_out():
    soup = shortened()
    known = {str(element["id"]) for element in soup.find_all(id=True)} | {"tall-x", "tall-y"}
    assert [link["href"] for link in soup.find_all("a", href=True) if link["href"][1:] not in known] == []


def test_datasets_keep_their_words_and_lose_their_columns():
    soup = shortened()
    assert soup.find("table", class_="kolonner") is None
    assert "Én rad er ett møte." in text(soup)
    assert text(soup.find(id="datagrunnlag-datasett").find_next_sibling("p")) == appendices.DICTIONARY


def test_the_pages_beside_the_report_are_one_sentence_that_says_where_they_are():
    soup = shortened()
    assert soup.find(id="egne-sider") is None
    assert "Nord" not in text(soup)
    said = soup.find(string=lambda found: appendices.BESIDE in found)
    assert said.endswith(": Kommuneprofil (mappen kommuner) og Utvalgsrapport (mappen fsu).")
    assert said.find_previous("h3")["id"] == "datagrunnlag-tabeller"


def test_a_page_without_appendices_stays_as_it_is():
    page = "<main><section><h2>Møter</h2><table><tr><td>1</td></tr></table></section></main>"
    assert str(shortened(page)) == str(BeautifulSoup(page, "lxml"))


def test_what_is_taken_away_before_the_page_is_read_changes_no_word():
    less = appendices.lightened(PAGE)
    assert str(shortened(less)) == str(shortened())
    assert "<th>Én</th>" not in less
    assert '<tr id="avstemming-a">' in less
    assert "<th>Alderen</th>" in less


def test_columns_are_taken_away_only_where_the_datasets_are_described():
    columns = '<table class="kolonner x"><tr><td>a</td></tr></table>'
    assert appendices.lightened(columns) == columns
    described = appendices.lightened(f'<h3 id="datagrunnlag-datasett">Datasett</h3>{columns}')
    assert described.endswith('<table class="kolonner x"></table>')
