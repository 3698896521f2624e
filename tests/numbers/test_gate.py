"""What may stand in the prose of the page without being a fact. Names and numbers are made up."""

from __future__ import annotations

import re

import matplotlib.pyplot as plt
import pandas as pd
import pytest
from aarsmelding import norwegian
from aarsmelding.errors import AarsmeldingError
from aarsmelding.facts import MIME, fact
from aarsmelding.figures import figure
from aarsmelding.numbers import gate
from aarsmelding.numbers.keyfigures import highlights
from aarsmelding.paths import TEMPLATES
from aarsmelding.prose import cite, say
from aarsmelding.tables import table
from nbconvert.filters import markdown2html

HARD = "\u00a0"

CASES = fact("oppdiktet.saker", 37, "Det ble {} saker.", unit="saker")
NAME = fact("oppdiktet.navn", "Oppdiktet 2.0", unit="navn")


def stopped(html: str, *, is_typed: bool = False) -> list[str]:
    return [stray.text for stray in gate.strays(html, is_typed=is_typed)]


def typed(markdown: str) -> list[str]:
    """What is stopped of a text cell."""
    return stopped(str(markdown2html(markdown)), is_typed=True)


def shown(part) -> list[str]:
    """What is stopped of what a cell shows."""
    return stopped(part._repr_mimebundle_()["text/html"])


@pytest.mark.parametrize(
    "text",
    [
        "Møtet var 7. januar 2025.",
        f"Møtet var 7.{HARD}januar 2025.",
        "Fristen er 1. oktober.",
        "Samlingen var 7.–9. januar 2025.",
        "Den var 30. og 31. januar.",
        "Datert 07.01.2025.",
        "Møtet varte 13.00–15.30.",
        "Møtet begynte kl. 09.00.",
        "I 2025 møttes utvalget.",
        "Perioden 2024–2026.",
        "Det gjelder 2024 og 2025.",
        "Se sak 67/25.",
        "Se SSU-sak 6/2025.",
        "Se styresak 123-2025.",
        "Se sakene 12/25, 13/25 og 14/25.",
        "Etter § 5 og § 3-1.",
        "Se vedlegg 3.",
        "Se tabell 2 og 3.",
        "Se kapittel 9.1.",
        "Se side 12–14.",
        "Telefonen er åpen 24/7.",
        "Avtalen skal tre i kraft. Et tredjeparti er ikke med.",
        "Kong Olav V åpnet del IV.",
        "En av kommunene er ført opp en gang.",
        "Det finnes et par­ti.",
    ],
)
def test_dates_years_times_references_and_constants_pass(text):
    assert typed(text) == []


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Det ble 79 saker.", "79"),
        ("Det ble 7 saker.", "7"),
        (f"Det kostet 2{HARD}295{HARD}000 kr.", f"2{HARD}295{HARD}000"),
        ("Det kostet 2\u202f295 kr.", "2\u202f295"),
        ("I snitt 4,5 saker.", "4,5"),
        (f"Det er 33,6{HARD}%.", "33,6"),
        ("En endring på −12.", "−12"),
        ("Det ble 2014 saker.", "2014"),
        ("Det ble 2014 nye avvik.", "2014"),
        ("Det kostet 2000 kr.", "2000"),
        ("Det kostet kr 2000.", "2000"),
        ("Verdien 2025,5.", "2025,5"),
        ("Se tabell 2 og 12 avvik.", "12"),
        ("Se sak 37.", "37"),
        ("Møtet var 45. januar 2025.", "45"),
        ("Møtet varte 13.00–25.90.", "13.00"),
        ("Åpent 124/7.", "124"),
        ("Dette er 3. gang.", "3"),
        ("Det var ½ årsverk.", "1"),
        ("Det ble x³ saker.", "3"),
        ("Det ble ③ saker.", "3"),
        ("Det ble 3\u200b7 saker.", "37"),
        ("Det ble 3**7** saker.", "37"),
        ("Det ble &#51;7 saker.", "37"),
        ("FSU2 møttes.", "2"),
    ],
)
def test_digits_are_stopped(text, number):
    assert number in typed(text)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Det ble tolv saker.", "tolv"),
        ("Tre kommuner svarte.", "Tre"),
        ("Det ble ett møte.", "ett"),
        ("Det kom én søknad.", "én"),
        ("Det ble tjuetre saker.", "tjuetre"),
        ("Det ble femogtjue saker.", "femogtjue"),
        ("Det ble tohundreogfem saker.", "tohundreogfem"),
        ("Det kostet fem millioner.", "millioner"),
        ("Planen er treårig.", "treårig"),
        ("Det ble titalls saker.", "titalls"),
        ("Det kom et par svar.", "et par"),
        ("Det ble tol\u00adv saker.", "tolv"),
        ("Det ble **to**lv saker.", "tolv"),
        ("Halvparten svarte.", "Halvparten"),
        ("En tredjedel svarte.", "tredjedel"),
        ("To av tre svarte.", "To"),
        ("Tre femtedeler svarte.", "femtedeler"),
        ("De fleste svarte.", "De fleste"),
        ("Flertallet svarte.", "Flertallet"),
        ("Det går ned for tredje år på rad.", "tredje"),
        ("Det var det fjerde møtet.", "fjerde"),
    ],
)
def test_numbers_in_words_are_stopped(text, word):
    assert word in typed(text)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Antallet økte.", "økte"),
        ("Antallet gikk kraftig ned.", "gikk kraftig ned"),
        ("Det er dobbelt så mye.", "dobbelt"),
        ("Svarandelen ble halvert.", "halvert"),
        ("En nedgang fra året før.", "nedgang"),
        ("Samtlige kommuner svarte.", "Samtlige"),
        ("Tromsø meldte flest avvik.", "flest"),
        ("Harstad meldte nest flest avvik.", "flest"),
        ("Narvik var høyest.", "høyest"),
        ("Tromsø meldte flere avvik enn Harstad.", "flere avvik enn"),
        ("Tromsø meldte like mange som Harstad.", "like mange som"),
        ("Alle kommunene svarte.", "Alle kommunene svarte"),
        ("Ingen av dem har svart.", "Ingen av dem har"),
        ("Hva skjedde? Antallet økte.", "økte"),
        ("Antallet økte. Hva nå?", "økte"),
    ],
)
def test_a_relation_that_was_typed_is_stopped(text, word):
    assert typed(text) == [word]


@pytest.mark.parametrize(
    "text",
    [
        "## Ble det meldt flere eller færre avvik enn året før?",
        "## Hvem meldte flest avvik?",
        "Økte antallet?",
        "De mest besøkte sidene er med.",
        "Tabellen viser alle kommunene.",
        "Det kan være med mindre noen svarer.",
    ],
)
def test_a_question_and_what_is_true_by_construction_pass(text):
    assert typed(text) == []


@pytest.mark.parametrize(
    "markdown",
    [
        "# 37 saker",
        "#### 37 saker",
        "- et punkt\n- 37 saker",
        "1. et punkt\n   - 37 saker",
        "- 37 saker\n  - et punkt inni",
        "> 37 saker",
        "> 37 saker\n>\n> - et punkt",
        "[37 saker](#avvik)",
        '[saker](#avvik "37 saker")',
        "![37 saker](data:image/png;base64,AA)",
        "`37 saker`",
        "```\n37 saker\n```",
        "~~37~~ saker",
        "tekst<br>37 saker",
        "<div>37 saker</div>",
        "<dl><dt>Saker</dt><dd>37</dd></dl>",
        "<details><summary>37 saker</summary>x</details>",
        "<table><caption>x</caption><tbody><tr><th scope='row'>Saker</th><td>37</td></tr></tbody></table>",
        '<data data-fact="avvik.meldt" value="37">37</data> saker',
        "<span data-valgt>37</span> saker",
        '<span class="kode">37</span> saker',
        "<!-- synlig nok --> 37 saker",
    ],
)
def test_a_number_is_stopped_wherever_it_is_typed_in_a_text_cell(markdown):
    assert "37" in typed(markdown)


def test_markup_that_vouches_for_itself_in_a_text_cell_does_not():
    assert typed("Antallet <span data-valgt>økte</span>.") == ["økte"]


@pytest.mark.parametrize(
    "markdown",
    [
        "<table><caption>x</caption><tbody><tr><th scope='row'>Saker</th><td>37</td></tr></tbody></table>",
        "<span data-valgt>økte</span>",
        '<data data-fact="avvik.meldt" value="37">37</data>',
    ],
)
def test_a_text_cell_states_no_facts(markdown):
    with pytest.raises(AarsmeldingError, match="where: celle: «"):
        gate.require_vouched(str(markdown2html(markdown)), "celle")


def test_facts_names_and_citations_pass():
    assert shown(CASES) == []
    assert shown(say("{navn} har {saker}.", navn=NAME, saker=cite("oppdiktet.saker"))) == []
    assert shown(fact("oppdiktet.ord", 3, "Det ble {} saker.", unit="saker", as_word=True)) == []


@pytest.mark.parametrize("smuggled", ["37", "tolv", "over tolv", "37 %", "½"])
def test_a_number_smuggled_in_as_a_chosen_word_is_stopped(smuggled):
    assert shown(say("Det ble {n} saker.", n=smuggled))


def test_a_number_smuggled_in_through_a_fact_as_text_is_stopped():
    assert shown(say(f"Det ble {CASES} saker.")) == ["37"]
    assert shown(say("Det ble {n} saker.", n=f"{CASES}")) == ["37"]


@pytest.mark.parametrize("word", ["økte", "mer enn halvparten", "Tromsø", "hos begge parter", "De fleste"])
def test_a_relation_or_a_name_that_was_chosen_passes(word):
    assert shown(say("Det er {ord}.", ord=word)) == []


def test_a_date_that_was_chosen_passes():
    assert shown(say("Møtet var {d}.", d=norwegian.long_date(pd.Timestamp("2031-04-10")))) == []


@pytest.mark.parametrize(
    ("sentence", "word"),
    [
        (say("Tromsø meldte flest, {n}.", n=CASES), "flest"),
        (say("{hvem} svarte. Tromsø meldte flest, {n}.", hvem="Harstad", n=CASES), "flest"),
        (say("Antallet økte til {n}.", n=CASES), "økte"),
    ],
    ids=["beside a number", "beside a name in another sentence", "a change"],
)
def test_a_relation_beside_a_typed_name_is_stopped(sentence, word):
    assert shown(sentence) == [word]


def test_a_superlative_beside_a_chosen_name_passes():
    assert shown(say("{hvem} meldte flest, {n}.", hvem="Tromsø", n=CASES)) == []
    assert shown(say("Flest saker hadde {navn}.", navn=NAME)) == []
    assert shown(say("Det kreves minst {n} saker.", n=CASES)) == []


@pytest.mark.parametrize("unit", ["%", "prosent", "prosentpoeng", "kroner", "millioner", "tusen"])
def test_a_unit_typed_after_a_fact_is_stopped(unit):
    assert unit in shown(say(f"Det ble {{n}} {unit}.", n=CASES))


FRAME = pd.DataFrame({"Antall": [37]}, index=pd.Index(["Tromsø 2"], name="Kommune 1"))


def picture(**given):
    fig, _ = plt.subplots()
    return figure(
        fig, **{"title": "Saker", "alt": "Stolper: Tromsø 37.", "data": table(FRAME, "Saker"), **given}
    )


def test_cells_and_headers_of_a_table_and_the_text_of_a_picture_are_data():
    assert shown(table(FRAME, "Saker")) == []
    assert shown(picture()) == []


@pytest.mark.parametrize(
    "display",
    [
        lambda: table(FRAME, "Saker, 37 i alt"),
        lambda: table(FRAME, say("Saker, {n} i alt", n="37")),
        lambda: table(FRAME, "Saker", note="Det er 37 i alt."),
        lambda: table(FRAME, "Saker", source="oversikt over 37 saker"),
        lambda: picture(title="37 saker"),
        lambda: picture(title=say("{n} saker", n="37")),
        lambda: picture(data=table(FRAME, "Saker, 37 i alt")),
        lambda: highlights(fact("oppdiktet.a", 1, "av 37 saker", unit="saker")),
        lambda: highlights(cite("oppdiktet.a", "av 37 saker")),
        lambda: fact("oppdiktet.a", 1, "Det ble {} av 37 saker.", unit="saker"),
        lambda: CASES + say("Av 37."),
    ],
    ids=[
        "caption",
        "chosen in a caption",
        "note",
        "source",
        "title of a figure",
        "chosen in a title",
        "table below a figure",
        "label of a key figure",
        "label of a citation",
        "sentence of a fact",
        "added sentence",
    ],
)
def test_a_number_is_stopped_in_every_text_of_a_display_object(display):
    assert shown(display()) == ["37"]


def test_the_title_of_a_document_in_a_caption_is_data_and_nowhere_else():
    assert stopped("<table><caption>Stemmer: <cite>Referat 8</cite></caption></table>") == []
    assert stopped("<p><cite>Referat 8</cite></p>") == ["8"]


def test_the_first_stray_is_named_with_place_and_text():
    with pytest.raises(AarsmeldingError) as refused:
        gate.require_vouched("<p>Det ble 37 saker.</p>", "section avvik, 50_avvik.ipynb, cell 4")
    assert str(refused.value).splitlines()[:2] == [
        "the number «37» is not a fact, a date or a reference",
        "  where: section avvik, 50_avvik.ipynb, cell 4: «Det ble 37 saker.»",
    ]


@pytest.mark.parametrize(
    ("change", "by"),
    [(">37<", ">38<"), ('value="37"', 'value="38"'), ('data-fact="oppdiktet.saker"', 'data-fact="o.annet"')],
)
def test_a_fact_must_be_shown_as_the_cell_states_it(change, by):
    bundle = CASES._repr_mimebundle_()
    gate.require_vouched(bundle["text/html"], "celle", bundle[MIME])
    with pytest.raises(AarsmeldingError, match="but the cell does not state that"):
        gate.require_vouched(bundle["text/html"].replace(change, by), "celle", bundle[MIME])


def test_every_constant_has_a_reason():
    assert all(reason.strip() for reason in gate.CONSTANTS.values())


def template_text(name: str) -> str:
    """The text that a template adds itself, with what the data fill in marked as facts."""
    text = (TEMPLATES / name).read_text(encoding="utf-8")
    text = re.sub(r"\{#.*?#\}", "", text, flags=re.DOTALL)
    text = re.sub(r"\{\{.*?\}\}", '<data data-fact="x" value="0"></data>', text, flags=re.DOTALL)
    text = re.sub(r"\{%.*?%\}", " ", text, flags=re.DOTALL)
    return re.sub(r"<(style|head)\b.*?</\1>", "", text, flags=re.DOTALL)


# «mellom 0 og 1» is the definition of a share, «én arbeidsbok» the one file of that name.
TEMPLATE_WORDS = {"0", "1", "én"}


@pytest.mark.parametrize("name", sorted(path.name for path in TEMPLATES.glob("*.html.j2")))
def test_the_page_itself_has_no_typed_number(name):
    found = [stray for stray in gate.strays(template_text(name)) if stray.kind == "number"]
    assert [stray for stray in found if stray.text not in TEMPLATE_WORDS] == []
