"""How a fact was computed, read from the cells of a notebook."""

import pytest
from aarsmelding.numbers.formula import formula_of, formulas

LOADED = 'saker = load("saker", year)'


def formula(fact_id: str, *cells: str) -> str:
    return formula_of(fact_id, formulas([LOADED, *cells]))


@pytest.mark.parametrize(
    ("cell", "expression"),
    [
        ('fact("o.a", len(saker), unit="saker")', "len(saker)"),
        ('fact("o.a", value=len(saker), unit="saker")', "len(saker)"),
        ('n = len(saker)\nfact("o.a", n, unit="saker")', "len(saker)"),
        ('n, m = len(saker), saker.sum()\nfact("o.a", m, unit="saker")', "saker.sum()"),
        ('say("{a}", a=fact("o.a", len(saker), unit="saker"))', "len(saker)"),
        ('n = saker.max()\nfact("o.a", of=(n, saker.sum()), unit="andel")', "(saker.max()) / (saker.sum())"),
        ('fact("o.a", unit="saker")', ""),
        ('x = fact("o.b", len(saker), unit="saker")', ""),
    ],
)
def test_the_formula_is_the_expression_behind_the_value(cell, expression):
    assert formula("o.a", cell) == expression


def test_names_are_followed_through_earlier_cells_as_they_were_then():
    cells = ("n = len(saker)", 'fact("o.a", n, unit="saker")', "n = 0", 'fact("o.b", n, unit="saker")')
    assert (formula("o.a", *cells), formula("o.b", *cells)) == ("len(saker)", "0")


def test_a_name_that_is_made_from_itself_is_followed_once():
    assert formula("o.a", "saker = saker.dropna()", 'fact("o.a", len(saker), unit="saker")') == (
        "len(saker.dropna())"
    )


def test_an_id_with_a_part_from_the_data_is_known_by_its_pattern():
    cell = '[fact(f"o.per.{navn}", n, unit="saker") for navn, n in saker.items()]'
    assert formula("o.per.5501", cell) == "n for navn, n in saker.items()"
    assert formula("o.annet.5501", cell) == ""


def test_an_id_written_out_goes_before_a_pattern():
    cells = (
        '[fact(f"o.{navn}", n, unit="saker") for navn, n in saker.items()]',
        'fact("o.alle", len(saker), unit="saker")',
    )
    assert formula("o.alle", *cells) == "len(saker)"
    assert formula("oXalle", *cells) == ""


def test_a_name_inside_a_loop_is_not_the_one_outside():
    cells = ("n = len(saker)", '[fact(f"o.{navn}", n, unit="saker") for navn, n in saker.items()]')
    assert formula("o.x", *cells) == "n for navn, n in saker.items()"


def test_a_name_inside_a_lambda_is_not_the_one_outside():
    cells = ("v = len(saker)", 'fact("o.a", saker.map(lambda v: v).sum(), unit="saker")')
    assert formula("o.a", *cells) == "saker.map(lambda v: v).sum()"


def test_a_parameter_stands_in_the_formula_as_each_edition_has_it():
    cells = ("egne = saker[saker['nr'] == nr]", 'fact("o.a", len(egne), unit="saker")')
    shown = [formula("o.a", f"nr = {nr}", *cells) for nr in (5501, 5503, 5501)]
    assert shown == [f"len(saker[saker['nr'] == {nr}])" for nr in (5501, 5503, 5501)]


def test_names_are_replaced_only_as_deep_as_the_formula_can_be_read():
    """The innermost name stands for more than a reader takes in; those above it are still shown."""
    rows = f"store = saker[saker['navn'].isin({[f'sak {n}' for n in range(40)]})]"
    cells = (rows, "egne = store.dropna()", 'fact("o.a", len(egne), unit="saker")')
    assert formula("o.a", *cells) == "len(store.dropna())"


@pytest.mark.parametrize(("letters", "shown"), [(193, "len('…')"), (194, "len(navn)")])
def test_the_longest_formula_has_two_hundred_characters(letters, shown):
    cells = (f"navn = '{'a' * letters}'", 'fact("o.a", len(navn), unit="saker")')
    assert formula("o.a", *cells).replace("a" * letters, "…") == shown


@pytest.mark.parametrize(
    ("filters", "rows"),
    [
        ('[("utvalg", "==", "ssu")]', "saker[saker['utvalg'] == 'ssu']"),
        ('[("aar", ">=", year)]', "saker[saker['aar'] >= 2031]"),
        ('[("utvalg", "in", egne)]', "saker[saker['utvalg'].isin(egne)]"),
        ('[("utvalg", "not in", egne)]', "saker[~saker['utvalg'].isin(egne)]"),
        (
            '[("utvalg", "==", "ssu"), ("aar", "<", year)]',
            "saker[saker['utvalg'].eq('ssu') & saker['aar'].lt(2031)]",
        ),
        ('[("utvalg", "!=", "ssu"), aarets]', "saker[saker['utvalg'].ne('ssu') & saker['aar'].eq(2031)]"),
        ('[("er_ny", "==", True)]', "saker[saker['er_ny']]"),
        ('[("er_ny", "!=", True), aarets]', "saker[~saker['er_ny'] & saker['aar'].eq(2031)]"),
        ('[("er_ny", "==", False)]', "saker[~saker['er_ny']]"),
        ("begge", "saker[saker['aar'] == 2031]"),
        ("filtre(year)", "saker"),
        ("[]", "saker"),
    ],
)
def test_the_rows_that_a_load_chooses_are_part_of_the_formula(filters, rows):
    cells = (
        'year = 2031\naarets = ("aar", "==", year)\nbegge = [aarets]',
        f'saker, moeter = load("saker", year, filters={filters}), load("moeter", year)',
        'antall = len(saker)\nfact("o.a", antall, unit="saker")',
    )
    assert formula("o.a", *cells) == f"len({rows})"
