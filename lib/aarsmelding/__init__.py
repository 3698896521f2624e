"""Reproducible annual reports for a Norwegian helsefellesskap."""

__version__ = "0.1.0"
