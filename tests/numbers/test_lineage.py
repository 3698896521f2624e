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


def test_what_is_appended_adds_to_a_list():
    assert last("rows = []", "rows.append(b.size)", "rows") == ("moeter",)
    assert last("rows = []", "for row in a.index:\n    rows.append(row)", "rows") == ("avvik",)
