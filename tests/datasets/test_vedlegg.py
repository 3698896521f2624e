"""The second edition of a table is read by the rules of the first."""

import pytest
from aarsmelding.datasets import tilskudd, tilskudd_vedlegg, tilskuddspott, tilskuddspott_vedlegg

both_editions = pytest.mark.parametrize(
    ("first", "second", "identities"),
    [(tilskudd, tilskudd_vedlegg, 5), (tilskuddspott, tilskuddspott_vedlegg, 8)],
    ids=["tilskudd", "tilskuddspott"],
)


@both_editions
def test_both_editions_have_the_same_columns(first, second, identities):
    assert list(second.Rows.to_schema().columns) == list(first.Rows.to_schema().columns)


@both_editions
def test_both_editions_keep_the_same_identities(first, second, identities):
    checks = [check.name for check in second.Rows.to_schema().checks]
    assert checks == [check.name for check in first.Rows.to_schema().checks]
    assert len(checks) == identities
