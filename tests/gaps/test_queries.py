"""What a query chooses without pandas is what pandas would choose."""

import pandas as pd
import pytest
from aarsmelding.gaps.queries import chosen

FRAME = pd.DataFrame(
    {
        "aar": pd.array([2024, 2025, 2026, None], dtype="Int64"),
        "maal": pd.array(["meldt", "meldt_1", None, "besvart"], dtype="str"),
        "er_aktiv": pd.array([True, None, True, False], dtype="boolean"),
        "blandet": pd.Series([1, "1", None, 2], dtype=object),
    }
)
BY_HAND = {
    "aar == @year": [1],
    "aar == @year + 1": [2],
    "aar >= @year - 1": [0, 1, 2],
    "aar != 2024 and maal == 'meldt_1'": [1],
    "er_aktiv": [0, 2],
    "er_aktiv and aar < 2026": [0],
    "maal.str.startswith('meldt') and maal.str.endswith('_1')": [1],
    # What only pandas understands.
    "aar == 2024 or aar == 2026": [0, 2],
    "maal in ['meldt', 'besvart'] and not er_aktiv": [3],
    "maal == 'x and y'": [],
    "blandet == 1": [0],
    "maal == 'meldt_%d' % (@year - 2024)": [1],
}


@pytest.mark.parametrize("query", BY_HAND)
def test_a_query_chooses_the_rows_that_it_says(query: str) -> None:
    found = chosen(FRAME, query, {"year": 2025})
    assert found.index[found.fillna(False).astype(bool)].tolist() == BY_HAND[query]
    pd.testing.assert_series_equal(found, FRAME.eval(query, local_dict={"year": 2025}), check_names=False)


@pytest.mark.parametrize(
    "query", ["ukjent == 1", "aar == @ukjent", "aar == 'tekst'", "maal > 1", "er_aktiv == 01", "aar = 1"]
)
def test_what_pandas_refuses_is_refused_in_its_words(query: str) -> None:
    def asked(ask) -> str:
        try:
            return str(ask().tolist())
        except Exception as problem:
            return repr(problem)

    told = asked(lambda: FRAME.eval(query, local_dict={"year": 2025}, engine="python"))
    assert asked(lambda: chosen(FRAME, query, {"year": 2025})) == told
