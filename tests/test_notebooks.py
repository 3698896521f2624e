"""Every notebook is held to the rules for sections without being run; a new one by lying in its place."""

from __future__ import annotations

import ast
import json
import re
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from aarsmelding import datasets
from aarsmelding.notebook import SECTION_NAME, Notebook
from aarsmelding.numbers import gate, literals
from aarsmelding.paths import Project
from nbconvert.filters import markdown2html

NOTEBOOKS = sorted(Project(Path(__file__).parents[1]).notebooks.glob("*.ipynb"))
LONGEST_CELL = 15
WIDEST_LINE = 100
PLUMBING = re.compile(
    r"\bopen\(|\bread_\w+\(|\.to_\w*(?:csv|parquet|excel|pickle)\(|\bPath\b|\bos\.|https?://|\.\./"
)
every_notebook = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


@cache
def trees(path: Path) -> list[ast.Module]:
    return [ast.parse(text) for text in Notebook(path).code]


def nodes(path: Path, *kinds: type) -> list[ast.AST]:
    return [node for tree in trees(path) for node in ast.walk(tree) if isinstance(node, kinds)]


def headings(path: Path) -> list[tuple[int, str]]:
    found = (re.findall(r"^(#+) +(.+)$", text, re.MULTILINE) for text in Notebook(path).prose)
    return [(len(marks), text.strip()) for part in found for marks, text in part]


def tagged(path: Path) -> list[bool]:
    return ["parameters" in cell.get("metadata", {}).get("tags", []) for cell in Notebook(path).cells]


def analysis(path: Path) -> list[str]:
    """The code cells of a notebook but the one with its parameters."""
    notebook = Notebook(path)
    cells = zip(notebook.cells, tagged(path), strict=True)
    return [
        notebook.source(cell) for cell, is_tagged in cells if cell["cell_type"] == "code" and not is_tagged
    ]


def test_there_are_notebooks():
    assert NOTEBOOKS


def test_no_two_sections_have_the_same_name():
    names = [Notebook(path).name for path in NOTEBOOKS]
    assert len(set(names)) == len(names)


@every_notebook
def test_the_file_name_is_a_number_and_a_name(path):
    assert SECTION_NAME.fullmatch(path.stem)


@every_notebook
def test_it_opens_with_a_title_and_the_question_it_answers(path):
    first = Notebook(path).cells[0]
    title, _, question = Notebook(path).source(first).strip().partition("\n")
    assert first["cell_type"] == "markdown"
    assert re.fullmatch(r"# \S.*", title)
    assert "?" in question.strip().partition("\n\n")[0]


@every_notebook
def test_there_is_one_title(path):
    assert [level for level, _ in headings(path)].count(1) == 1


@every_notebook
def test_the_second_cell_is_the_parameters_the_year_and_what_it_is_run_once_per(path):
    assert tagged(path)[:2] == [False, True]
    dimension = Notebook(path).dimension
    wanted = {"year": int} | ({dimension.column: str} if dimension else {})
    assert {name: type(value) for name, value in Notebook(path).parameters.items()} == wanted


@every_notebook
def test_one_cell_imports_and_it_comes_right_after_the_parameters(path):
    importing = [any(isinstance(n, (ast.Import, ast.ImportFrom)) for n in ast.walk(t)) for t in trees(path)]
    assert importing.count(True) == 1
    assert importing.index(True) == 1


@every_notebook
def test_data_is_loaded_in_two_cells_but_for_rows_that_other_data_choose(path):
    later = [node for tree in trees(path)[3:] for node in ast.walk(tree) if isinstance(node, ast.Call)]
    loads = [call for call in later if isinstance(call.func, ast.Name) and call.func.id == "load"]
    assert [ast.unparse(call) for call in loads if not call.keywords] == []


@every_notebook
def test_the_loaded_datasets_exist(path):
    assert set(Notebook(path).datasets) <= set(datasets.names())


@every_notebook
def test_data_is_loaded_for_the_year_of_the_report(path):
    for call in nodes(path, ast.Call):
        if isinstance(call.func, ast.Name) and call.func.id == "load":
            assert [ast.unparse(argument) for argument in call.args[1:]] in (["year"], ["year - 1"])


@every_notebook
def test_there_are_no_functions_or_classes_in_cells(path):
    assert nodes(path, ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef) == []


@every_notebook
def test_nothing_is_caught(path):
    assert nodes(path, ast.Try, ast.TryStar) == []


@every_notebook
def test_nothing_is_read_written_or_found_by_path(path):
    assert [text for text in Notebook(path).code if PLUMBING.search(text)] == []


@every_notebook
def test_no_line_is_for_the_shell_or_the_notebook_itself(path):
    assert [text for text in Notebook(path).code if re.search(r"^\s*[%!]", text, re.MULTILINE)] == []


@every_notebook
def test_no_cell_is_longer_than_a_reader_can_hold(path):
    assert [text for text in Notebook(path).code if text.strip().count("\n") >= LONGEST_CELL] == []


@every_notebook
def test_no_line_of_code_is_wider_than_the_window(path):
    lines = [line for text in Notebook(path).code for line in text.splitlines()]
    assert [line for line in lines if len(line) > WIDEST_LINE] == []


@every_notebook
def test_no_cell_is_empty(path):
    assert [n for n, cell in enumerate(Notebook(path).cells) if not Notebook(path).source(cell).strip()] == []


@every_notebook
def test_outputs_and_counts_are_not_kept(path):
    for cell in Notebook(path).cells:
        if cell["cell_type"] == "code":
            assert cell["outputs"] == []
            assert cell["execution_count"] is None


@every_notebook
def test_no_digit_is_typed_into_prose(path):
    assert [text for text in Notebook(path).prose if re.search(r"\d", text)] == []


@every_notebook
def test_no_number_and_no_relation_is_typed_into_prose(path):
    pages = (str(markdown2html(text)) for text in Notebook(path).prose)
    assert [stray for page in pages for stray in gate.strays(page, is_typed=True)] == []


@every_notebook
def test_no_number_is_typed_into_the_code(path):
    assert literals.typed(analysis(path)) == []


@every_notebook
def test_the_alternative_text_of_a_figure_is_made_from_the_data(path):
    assigned = {
        target.id: node.value
        for node in nodes(path, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for call in nodes(path, ast.Call):
        if isinstance(call.func, ast.Name) and call.func.id == "figure":
            (alt,) = [keyword.value for keyword in call.keywords if keyword.arg == "alt"]
            made = assigned.get(alt.id) if isinstance(alt, ast.Name) else alt
            assert not isinstance(made, ast.Constant), ast.unparse(alt)


@every_notebook
def test_headings_do_not_jump_over_a_level(path):
    levels = [level for level, _ in headings(path)]
    assert all(after <= before + 1 for before, after in pairwise(levels))


@every_notebook
def test_no_heading_stands_twice(path):
    texts = [text for _, text in headings(path)]
    assert len(set(texts)) == len(texts)


@every_notebook
def test_it_ends_with_forbehold(path):
    assert headings(path)[-1] == (2, "Forbehold")


@every_notebook
def test_a_fact_has_an_id_of_its_section_form(path):
    for call in nodes(path, ast.Call):
        if (
            isinstance(call.func, ast.Name)
            and call.func.id == "fact"
            and isinstance(call.args[0], ast.Constant)
        ):
            assert re.fullmatch(r"[a-z][a-z0-9_]*(\.[a-z0-9_]+)+", call.args[0].value), call.args[0].value


@every_notebook
def test_the_file_is_utf8_json_with_a_newline_at_the_end(path):
    text = path.read_bytes().decode("utf-8")
    assert json.loads(text)["nbformat"] == 4
    assert text.endswith("\n")
    assert "\\u00e5" not in text
