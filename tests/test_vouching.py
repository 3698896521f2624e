"""Which cells can only know the data by `load`."""

from pathlib import Path

import pytest
from aarsmelding.notebook import editions
from aarsmelding.notebook.vouching import is_vouched
from aarsmelding.paths import Project

CHECKOUT = Project(Path(__file__).parents[1])


@pytest.mark.parametrize("notebook", editions(CHECKOUT), ids=lambda notebook: notebook.name)
def test_the_notebooks_with_editions_know_nothing_else(notebook):
    assert is_vouched(tuple(notebook.code))


@pytest.mark.parametrize(
    "cell",
    [
        'open("fil.csv")',
        "import os",
        "from pathlib import Path",
        "import pandas as pd\npd.read_csv('fil.csv')",
        "import pandas as pd\npd.io.common",
        "import pandas as pd\nleser = pd",
        "import numpy as np\nnp.random.rand()",
        "import numpy as np\nnp.loadtxt('fil')",
        "from aarsmelding.store import read_whole",
        "import aarsmelding.store",
        "from aarsmelding import *",
        "from aarsmelding import norwegian\nnorwegian.sys",
        "from aarsmelding.charts.dots import plt",
        "from datetime import date\ndate.today()",
        "import pandas as pd\npd.Timestamp('now')",
        "frame = []\nframe.sample(1)",
        "().__class__",
        '"{0.__class__}".format(1)',
        "x = 1\nx.query('@pd.read_csv(1)')",
        "exec('1')",
        "hash('a')",
        "get_ipython()",
        "filer = !ls",
        "%time 1",
        "open = open('fil')\nopen",
        "noe_ukjent",
    ],
)
def test_what_may_know_something_else_is_not_vouched_for(cell):
    assert not is_vouched(("year = 2031", cell))


@pytest.mark.parametrize(
    "cell",
    [
        'from aarsmelding import load, norwegian\nsaker = load("saker", year)\nnorwegian.noun(1, "a", "b")',
        "import pandas as pd\npd.concat([pd.Series([1])]).rank()",
        "import numpy as np\nnp.where(True, 1, 2)",
        "from functools import partial\n[partial(len)(x) for x in ('a', 'b')]",
        "from aarsmelding.charts.ranked import ranked_bars\nranked_bars",
        "import math\n(lambda tall: math.sqrt(tall))(4)",
        "sum(n for n in range(year)) if year else None",
    ],
)
def test_what_computes_from_what_it_is_given_is_vouched_for(cell):
    assert is_vouched(("year = 2031", cell))
