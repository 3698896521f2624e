"""A notebook read as text."""

from pathlib import Path

import pytest
from aarsmelding import notebook
from aarsmelding.errors import AarsmeldingError, UsageError
from aarsmelding.notebook import Notebook
from aarsmelding.paths import Project


@pytest.fixture
def section(tmp_path, notebook_file):
    def make(*cells: str, **given) -> Notebook:
        return Notebook(notebook_file(tmp_path / "50_oppdiktet.ipynb", *cells, **given))

    return make


def test_the_name_is_the_file_without_number_and_ending(section):
    assert section().name == "oppdiktet"


def test_the_title_is_the_first_heading(section):
    assert section("## Funn", title="# Avvik i året").title == "Avvik i året"


def test_a_notebook_without_a_title_is_refused(section):
    with pytest.raises(AarsmeldingError, match="the notebook has no title"):
        _ = section(title="Uten overskrift").title


def test_a_file_that_is_not_a_notebook_is_refused(tmp_path):
    path = tmp_path / "50_oppdiktet.ipynb"
    path.write_text("{", encoding="utf-8")
    with pytest.raises(AarsmeldingError, match="the notebook cannot be read"):
        _ = Notebook(path).cells


def test_parameters_keep_their_types(section):
    given = 'year = 2031\ngrense: float = 0.5\nkommune = "0301"\nalle = True\nlavest = -1'
    found = section(parameters=given).parameters
    assert found == {"year": 2031, "grense": 0.5, "kommune": "0301", "alle": True, "lavest": -1}


def test_a_notebook_without_a_parameters_cell_is_refused(section):
    with pytest.raises(UsageError, match="has 0 cells tagged «parameters», it must have one"):
        _ = section(parameters=None).parameters


def test_two_parameters_cells_are_refused(section):
    made = section("grense = 5")
    made.cells[2]["metadata"] = {"tags": ["parameters"]}
    with pytest.raises(UsageError, match="has 2 cells tagged «parameters»"):
        _ = made.parameters


@pytest.mark.parametrize(
    "code",
    ["year = 2030 + 1", "import os", "year = [2031]", "year = None", "a = b = 1", "a, b = 1, 2", "print(1)"],
)
def test_a_parameters_cell_holds_plain_assignments_only(section, code):
    with pytest.raises(UsageError, match="must hold plain assignments only"):
        _ = section(parameters=code).parameters


def test_a_parameters_cell_that_is_not_python_is_refused(section):
    with pytest.raises(AarsmeldingError):
        _ = section(parameters="year = ").parameters


def test_given_parameters_are_filled_up_with_the_defaults(section):
    made = section(parameters="year = 2031\ngrense = 5")
    assert made.checked({"year": 2032}) == {"year": 2032, "grense": 5}


def test_an_unknown_parameter_is_refused_with_the_known_ones(section):
    with pytest.raises(UsageError, match=r"unknown parameter 'yaer'(.|\n)*the notebook has: year"):
        section().checked({"yaer": 2031})


@pytest.mark.parametrize("value", ["2031", 2031.0, True, None])
def test_a_parameter_of_another_type_is_refused(section, value):
    with pytest.raises(UsageError, match="the parameter must be int, not"):
        section().checked({"year": value})


def test_a_municipality_number_stays_a_text(section):
    made = section(parameters='kommune = "0301"')
    assert made.checked({"kommune": "5501"}) == {"kommune": "5501"}
    with pytest.raises(UsageError, match="must be str, not int"):
        made.checked({"kommune": 301})


def test_the_datasets_are_those_it_loads(section):
    made = section('b = load("moeter", year)\na = load("avvik_kommune", year)', 'load("moeter", year)')
    assert made.datasets == ("avvik_kommune", "moeter")


@pytest.mark.parametrize("call", ["load(name, year)", 'load(f"{x}", year)', "load()", 'load(name="avvik")'])
def test_a_dataset_named_otherwise_than_in_plain_text_is_refused(section, call):
    with pytest.raises(UsageError, match="must be given the dataset's name as a plain text"):
        _ = section(call).datasets


def test_a_cell_that_is_not_python_is_refused_with_its_place(section):
    with pytest.raises(AarsmeldingError, match=r"50_oppdiktet\.ipynb"):
        _ = section("a = = 1").datasets


def project_with(folder: Path, notebook_file, *names: str) -> Project:
    (folder / "notebooks").mkdir()
    for name in names:
        notebook_file(folder / "notebooks" / name)
    return Project(folder)


def test_sections_come_in_the_order_of_their_numbers(tmp_path, notebook_file):
    project = project_with(tmp_path, notebook_file, "50_avvik.ipynb", "10_sammendrag.ipynb")
    assert [made.name for made in notebook.sections(project)] == ["sammendrag", "avvik"]


@pytest.mark.parametrize("name", ["avvik.ipynb", "5_avvik.ipynb", "50_Avvik.ipynb", "50-avvik.ipynb"])
def test_a_file_with_another_kind_of_name_is_refused(tmp_path, notebook_file, name):
    with pytest.raises(UsageError, match="a section's file name is two digits"):
        notebook.sections(project_with(tmp_path, notebook_file, name))


@pytest.mark.parametrize("asked", ["avvik", "50_avvik"])
def test_a_section_is_found_with_or_without_its_number(tmp_path, notebook_file, asked):
    project = project_with(tmp_path, notebook_file, "50_avvik.ipynb")
    assert notebook.section(project, asked).stem == "50_avvik"


def test_an_unknown_section_is_refused_with_the_known_ones(tmp_path, notebook_file):
    project = project_with(tmp_path, notebook_file, "50_avvik.ipynb", "60_nettside.ipynb")
    with pytest.raises(UsageError, match=r"no section 'aviik'(.|\n)*use one of: avvik, nettside"):
        notebook.section(project, "aviik")
