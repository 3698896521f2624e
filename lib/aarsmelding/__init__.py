"""Reproducible annual reports for a Norwegian helsefellesskap: what a notebook imports."""

from __future__ import annotations

import importlib
from typing import Any

__version__ = "0.2.0"
__all__ = [
    "break_of",
    "cite",
    "described",
    "fact",
    "facts_of",
    "figure",
    "highlights",
    "load",
    "norwegian",
    "origin",
    "say",
    "table",
]

_HOME = {
    "break_of": "counting",
    "cite": "prose",
    "described": "figures",
    "fact": "facts",
    "facts_of": "facts",
    "figure": "figures",
    "highlights": "numbers.keyfigures",
    "load": "loading",
    "origin": "counting",
    "say": "prose",
    "table": "tables",
}


def __getattr__(name: str) -> Any:
    """Import on first use: the command line must not wait for pandas and matplotlib."""
    if name == "norwegian":
        return importlib.import_module("aarsmelding.norwegian")
    if name not in _HOME:
        raise AttributeError(f"module 'aarsmelding' has no attribute {name!r}")
    module = importlib.import_module(f"aarsmelding.{_HOME[name]}")
    if name == "figure":
        module.use_house_style()
    if name == "load":
        module.use_own_texts()
    return getattr(module, name)
