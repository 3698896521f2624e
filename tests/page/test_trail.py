"""The way from a number to its grounds, on a made-up page."""

from aarsmelding.page.trail import linked
from bs4 import BeautifulSoup

FACT = {"id": "oppdiktet.saker", "value": 79, "display": "79"}
SHOWN = '<data data-fact="oppdiktet.saker" value="79">79</data>'
DIFFERING = {"oppdiktet.saker": [{"id": "s.saker"}]}


def made(html: str, differing=None) -> BeautifulSoup:
    return BeautifulSoup(linked(html, {FACT["id"]: FACT}, differing or {}, set()), "html.parser")


def test_a_fact_links_to_its_grounds_and_its_first_place_can_be_linked_to():
    first, second = made(f"<p>{SHOWN} og {SHOWN}</p>").find_all("a")
    assert first["href"] == second["href"] == "#grunnlag-oppdiktet-saker"
    assert (first.get("id"), second.get("id")) == ("tall-oppdiktet-saker", None)


def test_a_fact_that_is_published_differently_has_a_mark_that_leads_to_the_claim():
    _, mark = made(f"<p>{SHOWN}</p>", DIFFERING).find_all("a")
    assert (mark["href"], mark.get_text()) == ("#avstemming-s-saker", "≠")


def test_a_fact_in_the_line_that_unfolds_something_is_not_a_link_inside_a_control():
    summary = made(f"<details><summary>Vis {SHOWN} saker</summary></details>", DIFFERING).summary
    assert summary.find_all("a") == []
    assert summary.data["data-fact"] == "oppdiktet.saker"


def test_a_citation_is_filled_in_with_the_fact():
    cited = made('<p><data data-cite="oppdiktet.saker"></data></p>').data
    assert (cited.get_text(), cited["value"], cited["data-fact"]) == ("79", "79", "oppdiktet.saker")


def test_only_the_first_place_in_the_whole_page_has_the_id():
    seen: set[str] = set()
    sections = [linked(f"<p>{SHOWN}</p>", {FACT["id"]: FACT}, {}, seen) for _ in range(2)]
    assert ['id="tall-oppdiktet-saker"' in section for section in sections] == [True, False]


def test_several_claims_about_a_fact_make_one_mark():
    claims = {"oppdiktet.saker": [{"id": "s.en"}, {"id": "s.to"}]}
    assert len(made(f"<p>{SHOWN}</p>", claims).select("a.avvik-merke")) == 1


def test_a_word_chosen_from_the_data_stands_as_plain_text():
    assert str(made("<p>Tallet <span data-valgt>økte</span>.</p>")) == "<p>Tallet økte.</p>"


TABLE = '<table id="t" class="a"><tr><td>&#34;7&#34;</td></tr></table>'


def test_a_table_with_nothing_to_link_stays_to_the_byte_and_in_its_place():
    shown = f"<table><tr><td>{SHOWN}</td></tr></table>"
    html = linked(f"<p>A</p>{TABLE}<p>B</p>{shown}{TABLE}", {FACT["id"]: FACT}, {}, set())
    before, between, after = html.split(TABLE)
    assert (before, after) == ("<p>A</p>", "")
    assert between.startswith("<p>B</p><table><tr><td><a ")


def test_a_table_in_a_table_is_read_with_it():
    assert linked(f"<table><tr><td>{TABLE}</td></tr></table><p>B</p>", {}, {}, set()) == (
        '<table><tr><td><table class="a" id="t"><tr><td>"7"</td></tr></table></td></tr></table><p>B</p>'
    )


def test_a_comment_that_looks_like_the_mark_of_a_table_stays_one():
    html = f"<!--uten lenke 0-->{TABLE}"
    assert linked(html, {}, {}, set()).startswith('<!--uten lenke 0--><table class="a" id="t">')
