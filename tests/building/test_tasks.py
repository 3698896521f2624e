"""What the steps of a build depend on, besides the data."""

from __future__ import annotations

from aarsmelding.building import fingerprint, pipeline

from tests.conftest import YEAR
from tests.editions.test_editions import made


def test_what_says_something_of_datasets_is_made_again_when_a_dataset_module_changes(tmp_path, monkeypatch):
    monkeypatch.setattr(fingerprint, "program", lambda: "another module")
    found = {
        task.pytask_meta.name.split()[0]
        for task in pipeline.graph(made(tmp_path).project, YEAR)
        if task.pytask_meta.kwargs["code"].value.startswith("another module")
    }
    assert found == {"checks", "section", "editions", "overview", "evidence", "ledger", "page", "report"}
