"""A year with whole registers and no published sums: the sums are counted. Every figure is made up."""

from __future__ import annotations

import pandas as pd
import pytest
from aarsmelding import catalog, datasets, derive, holdings
from aarsmelding.paths import Project

from tests.conftest import CHECKOUT, YEAR, Invented, invent, put_rows
from tests.test_meeting_registers import declare, registers
from tests.test_registers import REGISTER

OF_DEVIATIONS = (
    "avvik_aarsak",
    "avvik_kommune",
    "avvik_manglende",
    "avvik_opphav",
    "avvik_sum",
    "svarprosent",
)
OF_MEETINGS = ("moeteaktivitet", "moeteaktivitet_sum")
COUNTED = (*OF_DEVIATIONS, *OF_MEETINGS)
PLACE = ["kilde", "sted"]


def without_sums(project: Invented) -> None:
    """Take away what is published of meetings and deviations, and put whole registers there."""
    project.keep(*set(datasets.names()) - set(COUNTED))
    put_rows(project.raw("avvik_register"), REGISTER)
    registers(project)


@pytest.fixture(scope="module")
def project(tmp_path_factory) -> Invented:
    made = invent(tmp_path_factory.mktemp("talt"))
    without_sums(made)
    return made


def counted(project: Invented, name: str) -> pd.DataFrame:
    frame, faults = derive.clean(project.project, YEAR, name)
    assert faults == []
    return frame


def rows(project: Invented, name: str, *columns: str) -> list[list[object]]:
    frame = counted(project, name)[list(columns)].astype(object)
    return frame.where(frame.notna(), None).to_numpy().tolist()


def test_reports_and_answers_per_municipality_and_direction(project):
    columns = ["kommune_nr", "retning", "antall_meldt", "antall_besvart", "andel_besvart_oppgitt"]
    assert rows(project, "avvik_kommune", *columns) == [
        ["5501", "til_foretak", 2, 1, 0.5],
        ["5503", "fra_foretak", 2, 1, 0.5],
    ]
