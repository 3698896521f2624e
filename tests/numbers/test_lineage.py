"""Which datasets a cell rests on."""

import pytest
from aarsmelding.numbers.lineage import datasets_by_cell

LOADED = 'a = load("avvik", year)\nb = load("moeter", year)'


def last(*cells: str) -> tuple[str, ...]:
    return datasets_by_cell((LOADED, *cells))[-1]


@pytest.mark.parametrize(
    ("cell", "rests_on"),
    [
        ("a.head()", ("avvik",)),
        ("a.merge(b)", ("avvik", "moeter")),
        ("1 + 1", ()),
        ('load("saker", year)', ("saker",)),
        ("print(f'{len(b)}')", ("moeter",)),
        ("[row for row in a.index]", ("avvik",)),
        ("a.assign(x=lambda df: b.size)", ("avvik", "moeter")),
    ],
)
def test_a_cell_rests_on_what_it_reads(cell, rests_on):
    assert last(cell) == rests_on


def test_an_assignment_passes_on_what_its_right_hand_side_rests_on():
    assert last("sums = a.sum()", "more = sums + 1", "more") == ("avvik",)


def test_a_name_that_is_given_a_new_value_forgets_the_old_one():
    assert last("a = b.copy()", "a") == ("moeter",)


def test_a_new_column_adds_to_what_a_frame_rests_on():
    assert last('a["x"] = b["y"]', "a") == ("avvik", "moeter")


def test_an_increment_adds_to_what_a_name_rests_on():
    assert last("n = len(a)", "n += len(b)", "n") == ("avvik", "moeter")


def test_a_pair_passes_on_both():
    assert last("x, y = a, b", "y") == ("avvik", "moeter")


def test_a_loop_variable_rests_on_what_it_runs_over():
    assert last("for row in a.itertuples():\n    total = row.x", "total") == ("avvik",)


def test_a_name_inside_a_comprehension_does_not_change_the_one_outside():
    assert last("small = [a for a in b.index]", "a") == ("avvik",)


@pytest.mark.parametrize(
    ("cell", "rests_on"),
    [
        ("[dag for dag in a.index]", ("avvik",)),
        ("{hva: dag + 1 for hva, dag in a.items() if dag}", ("avvik",)),
        ("{dag for x in a.index for dag in x}", ("avvik",)),
        ("list(dag for x in a.index for y in dag for dag in x)", ("avvik",)),
        ("[[x for x in dag] for dag in a.index]", ("avvik",)),
        ("[(dag, [dag for dag in x]) for x in a.index]", ("avvik", "moeter")),
        ("[dag for dag in a.index], dag", ("avvik", "moeter")),
        ("[a for a in dag]", ("moeter",)),
        ("[dag for dag in dag]", ("moeter",)),
        ("[x for x in a.index if x in dag]", ("avvik", "moeter")),
        ("a.map(lambda dag: dag + 1)", ("avvik",)),
        ("a.map(lambda x, /, *dag, y=1, **b: (dag, b))", ("avvik",)),
        ("a.map(lambda x, dag=dag: x)", ("avvik", "moeter")),
        ("a.map(lambda x, *, dag=dag: x)", ("avvik", "moeter")),
        ("a.map(lambda x: (dag := x) + dag)", ("avvik",)),
        ("a.map(lambda x: [(dag := y) for y in x] + dag)", ("avvik",)),
        ("a.map(lambda x: [dag for y in x])", ("avvik", "moeter")),
    ],
)
def test_a_name_of_a_comprehension_or_a_lambda_hides_the_one_outside(cell, rests_on):
    assert last("dag = b.max()", cell) == rests_on


@pytest.mark.parametrize(
    ("cell", "name", "rests_on"),
    [
        ("dato = {hva: dag for hva, dag in a.items()}", "dato", ("avvik",)),
        ("a = [a for a in b.index]", "a", ("moeter",)),
        ("[(siste := dag) for dag in b.index]", "siste", ("moeter",)),
        ("n = 0\nn += (siste := b.size)", "siste", ("moeter",)),
        ("f = lambda x: (a := x) + b.size", "a", ("avvik",)),
        ("f = lambda x: x + b.size", "f", ("moeter",)),
    ],
)
def test_what_a_comprehension_or_a_lambda_makes_rests_on_what_it_reads(cell, name, rests_on):
    assert last(cell, name) == rests_on


def test_what_is_appended_adds_to_a_list():
    assert last("rows = []", "rows.append(b.size)", "rows") == ("moeter",)
    assert last("rows = []", "for row in a.index:\n    rows.append(row)", "rows") == ("avvik",)
