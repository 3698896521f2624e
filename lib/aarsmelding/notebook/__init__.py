"""Notebooks read as text: what each declares and loads, and which there are. Runs nothing."""

from aarsmelding.holdings import datasets_of
from aarsmelding.notebook.content import Notebook
from aarsmelding.notebook.dimension import Dimension
from aarsmelding.notebook.finding import SECTION_NAME, editions, notebooks, section, sections
from aarsmelding.notebook.loads import of_earlier
from aarsmelding.notebook.metadata import KEY
from aarsmelding.notebook.years import require_year

__all__ = [
    "KEY",
    "SECTION_NAME",
    "Dimension",
    "Notebook",
    "datasets_of",
    "editions",
    "notebooks",
    "of_earlier",
    "require_year",
    "section",
    "sections",
]
