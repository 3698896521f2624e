"""What the browser tests say where a tool is missing."""

from __future__ import annotations

import json

import pytest

from tests.browser import conftest


def test_a_missing_tool_is_a_skip_that_says_how_to_install_it(monkeypatch):
    monkeypatch.delenv(conftest.REQUIRED, raising=False)
    with pytest.raises(pytest.skip.Exception) as skipped:
        conftest.found("a browser", ("finnes-ikke",), "type «apt-get install chromium»")
    assert str(skipped.value) == "a browser is missing: type «apt-get install chromium»"


def test_a_missing_tool_is_a_failure_where_the_tools_are_required(monkeypatch):
    monkeypatch.setenv(conftest.REQUIRED, "1")
    with pytest.raises(pytest.fail.Exception, match="a browser is missing: type «apt-get install chromium»"):
        conftest.found("a browser", ("finnes-ikke",), "type «apt-get install chromium»")


def test_the_lock_pins_every_package_by_its_content_and_names_no_host():
    text = (conftest.HERE / "package-lock.json").read_text(encoding="utf-8")
    packages = [entry for name, entry in json.loads(text)["packages"].items() if name]
    assert {entry["integrity"].split("-")[0] for entry in packages} == {"sha512"}
    assert "http" not in text
