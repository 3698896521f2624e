"""The second edition of the sums is read by the rules of the first."""

from aarsmelding.datasets import tilskuddspott, tilskuddspott_vedlegg


def test_both_editions_have_the_same_columns():
    first, second = tilskuddspott.Rows.to_schema(), tilskuddspott_vedlegg.Rows.to_schema()
    assert list(second.columns) == list(first.columns)


def test_both_editions_keep_the_same_identities():
    first, second = tilskuddspott.Rows.to_schema(), tilskuddspott_vedlegg.Rows.to_schema()
    assert [check.name for check in second.checks] == [check.name for check in first.checks]
    assert len(second.checks) == 8
