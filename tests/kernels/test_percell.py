"""What a forked kernel does for a cell in a shorter way has the same outcome as the long one."""

import pytest
from aarsmelding.kernels import percell
from IPython.core.inputtransformer2 import TransformerManager


@pytest.mark.parametrize(
    "cell",
    [
        "%pwd",
        "x = %pwd",
        "!ls",
        "x = !ls",
        "len?",
        "?len",
        "%%bash\nls",
        "  , f a",
        "if x:\n    /f a",
        ";f a",
    ],
)
def test_a_command_to_ipython_is_seen(cell):
    assert percell.COMMAND.search(cell)


@pytest.mark.parametrize("cell", ["x = 1", "f(a,\n  b)", "'a'; b", "x / y", "# ,\nx"])
def test_what_has_no_command_in_it_is_left_as_it_is(cell):
    assert not percell.COMMAND.search(cell)
    manager = TransformerManager()
    percell._transform_less(manager)
    assert manager.transform_cell(cell) == cell + "\n"


@pytest.mark.parametrize(
    "cell",
    [
        "",
        "x = 1\n",
        "  x = 1\n  y = 2",
        "\n\nx",
        ">>> x = 1\n... y",
        "x = 1\n>>> y",
        "In [3]: x = 1\n   ...: y",
        "[ins] In [3]: x",
        "x = '''\n   \n'''",
        "x\r\n  \r\ny",
        "%pwd",
        "a = !ls",
        "x??",
        "\tx",
    ],
)
def test_a_cell_becomes_the_python_that_ipython_makes_of_it(cell):
    manager = TransformerManager()
    percell._transform_less(manager)
    for _ in range(2):
        assert manager.transform_cell(cell) == TransformerManager().transform_cell(cell)


def test_a_transformation_that_was_added_is_used():
    manager = TransformerManager()
    percell._transform_less(manager)
    assert manager.transform_cell("gammelt") == "gammelt\n"
    manager.line_transforms.append(lambda lines: [line.replace("gammelt", "nytt") for line in lines])
    assert manager.transform_cell("gammelt her") == "nytt her\n"
