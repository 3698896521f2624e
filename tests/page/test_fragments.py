"""An executed notebook into a fragment of the page; the notebooks are made up."""

import nbformat
import pytest
from aarsmelding.errors import AarsmeldingError
from aarsmelding.facts import MIME, fact
from aarsmelding.page.fragments import Fragment, fragment
from aarsmelding.page.headings import slug
from bs4 import BeautifulSoup
from nbformat import v4


@pytest.fixture
def rendered(tmp_path):
    """Render a notebook of cells: text is prose, a pair is code with its output."""

    def make(*cells) -> Fragment:
        made = []
        for number, cell in enumerate(cells):
            if isinstance(cell, str):
                made.append(v4.new_markdown_cell(cell, id=f"celle{number}"))
            else:
                code, output = cell
                made.append(v4.new_code_cell(code, outputs=[output], id=f"celle{number}"))
        path = tmp_path / "50_oppdiktet.ipynb"
        nbformat.write(v4.new_notebook(cells=made), path)
        return fragment(path, "oppdiktet")

    return make


def shown(part) -> nbformat.NotebookNode:
    return v4.new_output("execute_result", data=part._repr_mimebundle_())


FACT = fact("oppdiktet.saker", 79, "Det ble {} saker.", unit="saker")


def test_a_section_has_its_title_and_its_facts(rendered):
    made = rendered("# Oppdiktet\n\nHva?", ('a = load("saker", year)\na', shown(FACT)))
    assert made.title == "Oppdiktet"
    (record,) = made.facts
    assert (record["id"], record["value"], record["section"], record["datasets"], record["cell"]) == (
        "oppdiktet.saker",
        79,
        "oppdiktet",
        ["saker"],
        2,
    )


def test_code_is_left_out_and_output_kept(rendered):
    made = rendered("# Oppdiktet", ("hemmelig_kode = 1", shown(FACT)))
    assert "hemmelig_kode" not in made.html
    assert "Det ble" in made.html


def test_what_a_cell_leaves_open_ends_with_it_and_comments_stay(rendered):
    open_ended = v4.new_output("display_data", data={"text/html": "<p><b>Åpent", MIME: []})
    page = BeautifulSoup(rendered("# Del", ("1", open_ended), "Etter.<!-- ja -->").html, "html.parser")
    assert [(bold.get_text(), bold.parent.name) for bold in page.find_all("b")] == [("Åpent", "p")]
    assert "Etter.<!-- ja -->" in str(page)


def test_headings_go_one_level_down_and_get_readable_ids(rendered):
    made = rendered("# Møter og saker", "## Færre møter på høsten", "### Årsaker")
    assert made.headings == [
        (2, "oppdiktet", "Møter og saker"),
        (3, "oppdiktet-faerre-moeter-paa-hoesten", "Færre møter på høsten"),
        (4, "oppdiktet-aarsaker", "Årsaker"),
    ]
    assert [h.name for h in BeautifulSoup(made.html, "html.parser").find_all(["h2", "h3", "h4"])] == [
        "h2",
        "h3",
        "h4",
    ]


def test_a_heading_may_go_up_more_than_one_level(rendered):
    assert [level for level, *_ in rendered("# A", "## B", "### C", "## D").headings] == [2, 3, 4, 3]


def test_a_heading_that_jumps_over_a_level_is_refused(rendered):
    with pytest.raises(AarsmeldingError, match=r"jumps over a level(.|\n)*50_oppdiktet.ipynb, cell 2: «C»"):
        rendered("# A", "### C")


@pytest.mark.parametrize(
    ("output", "problem"),
    [
        (v4.new_output("stream", name="stdout", text="79\n"), "writes to stdout: '79'"),
        (v4.new_output("stream", name="stderr", text="FutureWarning"), "writes to stderr: 'FutureWarning'"),
        (v4.new_output("execute_result", data={"text/plain": "79"}), "shows a raw value"),
        (v4.new_output("display_data", data={"image/png": "iVBORw0KGgo="}), "shows a raw value"),
        (
            v4.new_output("execute_result", data={"text/html": "<table><tr><td>1</td></tr></table>"}),
            "shows a raw value",
        ),
        (
            v4.new_output(
                "display_data", data={"application/javascript": "alert(1)", "text/html": "<p>1</p>"}
            ),
            "shows a script or a widget",
        ),
        (
            v4.new_output(
                "display_data", data={"application/vnd.jupyter.widget-view+json": {}, "text/html": "<p>1</p>"}
            ),
            "shows a script or a widget",
        ),
        (
            v4.new_output(
                "display_data", data={"text/html": "<figure><img src='data:image/png,x'></figure>", MIME: []}
            ),
            "an image has no alternative text",
        ),
        (v4.new_output("error", ename="KeyError", evalue="x", traceback=[]), "the cell failed: KeyError"),
    ],
    ids=["print", "warning", "number", "picture", "frame", "script", "widget", "no alt", "error"],
)
def test_what_a_reader_must_not_see_is_refused_with_its_cell(rendered, output, problem):
    with pytest.raises(AarsmeldingError) as refused:
        rendered("# Oppdiktet", ("1", output))
    assert problem in str(refused.value)
    assert "50_oppdiktet.ipynb, cell 2" in str(refused.value)


@pytest.mark.parametrize(
    ("prose", "problem"),
    [
        ("| Navn | Antall |\n|---|---|\n| A | ni |", "a table has no caption"),
        ("![](data:image/png;base64,iVBORw0KGgo=)", "an image has no alternative text"),
        ("![Et kart](kart.png)", "an image lies outside the page"),
        ("<p style='color: red'>Rødt</p>", "<p> has a style of its own"),
    ],
    ids=["table", "no alt", "file", "style"],
)
def test_markdown_that_the_page_does_not_take_is_refused_with_its_cell(rendered, prose, problem):
    with pytest.raises(AarsmeldingError) as refused:
        rendered("# Oppdiktet", prose)
    assert problem in str(refused.value)
    assert "50_oppdiktet.ipynb, cell 2" in str(refused.value)


def test_a_number_typed_into_prose_is_refused(rendered):
    with pytest.raises(AarsmeldingError, match="the number «79» is not a fact"):
        rendered("# Oppdiktet\n\nDet ble 79 saker.")


@pytest.mark.parametrize(
    ("heading", "identity"),
    [("Møter i året", "moeter-i-aaret"), ("«Hva nå?»", "hva-naa"), ("A – B / C", "a-b-c")],
)
def test_a_slug_is_readable_ascii(heading, identity):
    assert slug(heading) == identity
