"""What may be typed into the code of a cell. Names and numbers are made up."""

from __future__ import annotations

import pytest
from aarsmelding.errors import AarsmeldingError
from aarsmelding.numbers import literals

LOADED = 'saker = load("saker", year)\nantall = saker["antall"]'


def problems(*cells: str) -> list[str]:
    return [found.problem for found in literals.typed([LOADED, *cells])]


@pytest.mark.parametrize(
    "cell",
    [
        "saker.iloc[0], saker.iloc[:, 2], saker[3:7], antall[-2]",
        "saker.head(3), saker.nlargest(5, 'antall'), antall.round(2)",
        "saker[saker['antall'] >= 5]",
        "'De fleste' if 2 * len(saker) < antall.sum() else 'Noen'",
        "antall.loc[[year - 1, year, year + 2]]",
        "saker.groupby('aar').sum(min_count=1).fillna(0)",
        "antall / 1_000_000",
        "1 - antall / antall.sum()",
        "norwegian.number(antall.sum(), 2), round(antall.mean(), 1)",
        "norwegian.change_word(0.5, antall.mean(), 'mer', 'mindre', 'likt')",
        "range(1, int(antall.sum()) + 1)",
        "{0: 'ingen', len(saker): 'alle'}[len(antall)]",
        "n = 0",
        "saker.query('antall > 12')",
        "saker['runde_2'], omtalt.loc[f'lokalt_{year}_kapittel_6']",
        "f'{antall.sum():.1f}'",
        "'SSU vedtok det i sak 67/25, se vedlegg 3, i 2024'",
        "alt = f'En stolpe av deler og to stolper: {antall.sum()}'",
        'fact("o.a", antall.sum(), unit="saker")',
        'fact("o.a", of=(antall.max(), antall.sum()), unit="andel")',
        'fact("o.a", antall.get("x", 0), unit="saker")',
        '[fact(f"o.{navn}", n, unit="saker") for navn, n in antall.items()]',
        "say('{hvem} {ord}.', hvem=antall.idxmax(), ord=norwegian.change_word(0, n, 'a', 'b', 'c'))",
        "say('{ord}.', ord='økte' if antall.sum() > 3 else 'gikk ned')",
    ],
)
def test_the_shape_of_an_expression_may_be_typed(cell):
    assert problems(cell) == []


@pytest.mark.parametrize(
    "cell",
    [
        'fact("o.a", 37, unit="saker")',
        'fact("o.a", value=37, unit="saker")',
        'fact("o.a", 2, unit="saker")',
        'fact("o.a", 1, unit="saker")',
        'fact("o.a", value=0, unit="saker")',
        'fact("o.a", antall.sum() + 37, unit="saker")',
        'fact("o.a", antall.sum() * 1.1, unit="saker")',
        'fact("o.a", int(37), unit="saker", rows=saker)',
        'fact("o.a", 37 if antall.sum() > 3 else antall.sum(), unit="saker")',
        'fact("o.a", of=(37, antall.sum()), unit="andel")',
        'fact("o.a", round(37, 1), unit="saker")',
        "hele = 37",
        "hele = antall.sum() + 1",
        "hele = 1_000_000",
        "hele = 2 - antall.mean()",
        "hele = antall.sum() / 37",
        "hele = antall.sum() * 1_000_000",
        "table(pd.DataFrame({'Antall': [37]}), 'Saker')",
        "table(pd.DataFrame({'Antall': [1]}), 'Saker')",
        "pd.DataFrame({'Antall': 37}, index=saker.index)",
        "pd.Series([antall.sum(), 12])",
        "saker.assign(Antall=37)",
        "saker.loc[2, 'antall'] = 37",
        "antall.fillna(37)",
        "antall.replace(12, 37)",
        "ranked_bars(pd.Series({'Tromsø': 37}))",
        "ax.barh(['Tromsø'], [37])",
        "norwegian.number(37)",
        "norwegian.word(7)",
        "len(range(37))",
        "[None] * 12",
        "date(2025, 4, 10)",
        "chr(51)",
        "saker[f(37)]",
    ],
)
def test_a_number_that_is_typed_is_found(cell):
    assert any("is typed into the code" in problem for problem in problems(cell))


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("int('37')", "37"),
        ("pd.DataFrame({'Antall': ['37']})", "37"),
        ("pd.DataFrame({'Antall': ['tolv']})", "tolv"),
        ("pd.DataFrame({'Antall': ['om lag tolv saker']})", "tolv saker"),
        ("alt = 'Stolper: Tromsø 37.'", "37"),
        ("alt = f'Stolper: {antall.idxmax()} 37.'", "37"),
        ("figure(fig, 'Saker', alt='Stolper: Tromsø 37.', data=data)", "37"),
        ("table(saker, 'Saker', headers={'antall': 'Av 37'})", "37"),
        ("table(saker, f'{len(saker)} av 37 saker')", "37"),
        ("say('Det ble {n} av 37 saker.', n=antall.idxmax())", "37"),
        ("say('Det ble {n} saker.', n='37' if antall.sum() else '38')", "37"),
        ("unit_rows(saker, notes='37 %')", "37"),
        ("table(saker, 'Saker der antall > 37')", "37"),
        ("pd.Timestamp('10.4')", "10.4"),
        ("fact('o.a', antall.sum(), 'av 37 saker', unit='saker')", "37"),
    ],
)
def test_a_number_that_is_typed_into_a_text_is_found(cell, number):
    assert f"the number «{number}» is typed into a text" in problems(cell)


@pytest.mark.parametrize(
    "cell",
    [
        "say('Antallet {ord}.', ord='økte')",
        "ord_ = 'økte'\nsay('Antallet {ord}.', ord=ord_)",
        "say('Antallet {ord}.', ord='økte' if True else 'gikk ned')",
        "say('Antallet {ord}.', ord=norwegian.change_word(0, 1, 'økte', 'gikk ned', 'var likt'))",
        "say('{hvem} meldte flest.', hvem='Tromsø')",
    ],
)
def test_a_word_that_nothing_chose_is_found(cell):
    assert any("is typed, not chosen from the data" in problem for problem in problems(cell))


def test_a_word_assigned_in_an_earlier_cell_is_found():
    assert len(problems("hvem = 'Tromsø'", "say('{hvem} meldte flest.', hvem=hvem)")) == 1


@pytest.mark.parametrize(
    "cell",
    [
        'fact("o.a", "Tromsø", unit="navn")',
        'fact("o.a", year, unit="saker")',
        'fact("o.a", len(["a", "b"]), unit="saker")',
        'fact("o.a", of=(antall.sum(), len("abc")), unit="andel")',
        'en = 1\nfact("o.a", en, unit="saker")',
        'fact("o.a", sum(1 for _ in "abc"), unit="saker")',
        'n = antall.sum()\n[fact("o.a", n, unit="saker") for n in [len("a"), len("b")]]',
    ],
)
def test_a_fact_that_rests_on_no_dataset_is_found(cell):
    assert "the value of a fact rests on no dataset" in problems(cell)


def test_what_is_typed_is_named_with_place_and_code():
    cells = [("celle 3", LOADED), ("celle 4", 'x = 1\nfact("o.a", antall.sum() + 37, unit="saker")')]
    with pytest.raises(AarsmeldingError) as refused:
        literals.require_computed(cells)
    assert str(refused.value).splitlines()[:2] == [
        "the number 37 is typed into the code",
        "  where: celle 4: «fact('o.a', antall.sum() + 37, unit='saker')»",
    ]
