"""Do once what every notebook does first, so that the processes forked from this one need not.

Python is slow with what it has not run before, and pandas and IPython find much out at their first use.
What is done here leaves nothing behind but that.
"""

from __future__ import annotations

import atexit
import builtins
import os
import sys
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

HOOKS = ("stdin", "stdout", "stderr", "excepthook", "displayhook")
# The cells of a notebook in small: rows that say nothing, and every kind of thing shown.
CELLS = (
    "import pandas as pd\nfrom aarsmelding import facts_of, highlights, norwegian, say, table",
    """fact = facts_of(1)
rows = pd.DataFrame({"a": ["x", "y", "x"], "n": [2, 1, None], "kilde": "k", "sted": "linje 1"})
rows = rows.astype({"n": "Int64", "a": "str", "kilde": "str", "sted": "str"})
days = pd.Series(pd.to_datetime(["2000-01-01", "2000-01-02"])).rename("d")""",
    """from aarsmelding import readings, rowfilters
kinds = dict(rows.dtypes.items())
for asked in [("a", "==", "x"), ("a", "!=", ""), ("n", "==", 1), ("a", "in", rows["a"])]:
    understood = rowfilters.checked("x", kinds, [asked])
    found = rowfilters.holds(rows, kinds, understood)
    came = rowfilters.chosen(rows, found)
    readings.written(rows).of(["n", "a"]).value(found)""",
    """own = rows[rows["a"] == "x"].set_index("a")
other = rows.set_index("a")[["n"]].rename(columns={"n": "m"})
joined = own.join(other).reset_index().sort_values(["a", "m"]).dropna(subset="m")
counts = rows.groupby("a").size().reindex(["x", "y", "z"], fill_value=0)
sums = rows.groupby("a")["n"].sum().rank(ascending=False, method="min")
listed = rows["a"].map({"x": "X"}).fillna("").value_counts(sort=False)
chosen = rows[rows["a"].isin(["x"]) & rows["n"].notna()]
parts = rows["a"].str.contains("x").sum(), rows["n"].eq(2).any(), rows["n"].max(), rows["a"].str.upper()
both = pd.concat([rows, own.reset_index()]).drop_duplicates(["a", "n"]).loc[:, ["a", "n"]]
items = {name: value for name, value in sums.items()}, rows.iloc[0]["a"], own.loc[["x"]]
missing = days.dt.year.max(), days.isna().sum(), rows.assign(b=1).merge(both, on="a")""",
    'one = fact("a.b", own["n"].sum(), "rader", unit="rader", rows=own)\n'
    'part = fact("a.c", of=(1, 2), unit="andel", rows=rows)',
    'say("{word} {one}, {part}.", word=norwegian.noun(1, "én", "to"), one=one, part=part)',
    "highlights(one)",
    "table(joined.set_index('a')[['n', 'm']], say('{x}', x='x'), headers={'a': 'A', 'n': 'N', 'm': 'M'})",
)


class Nobody:
    """Stands where the socket for outputs would be."""

    def send_multipart(self, *args: Any, **kwargs: Any) -> None:
        pass


def rehearse() -> None:
    """Run `CELLS` in a shell like those of kernels, which then is thrown away."""
    from ipykernel.zmqshell import ZMQInteractiveShell
    from IPython.core.profiledir import ProfileDir
    from jupyter_client.session import Session
    from traitlets.config import Config

    with _as_it_was(), tempfile.TemporaryDirectory(prefix="aarsmelding-") as folder:
        shell: Any = ZMQInteractiveShell(
            ipython_dir=folder,
            profile_dir=ProfileDir(location=f"{folder}/profile"),
            config=Config({"HistoryManager": {"hist_file": ":memory:"}}),
        )
        shell.displayhook.session, shell.displayhook.pub_socket = Session(key=b"a"), Nobody()
        try:
            for cell in CELLS:
                shell.run_cell(cell, store_history=True).raise_error()
        finally:
            # Or else the shell, at its end, has the collector look through all that was imported.
            shell.displayhook.do_full_cache = False
            shell.atexit_operations()
            atexit.unregister(shell.atexit_operations)


@contextmanager
def _as_it_was() -> Iterator[None]:
    """Afterwards, what a shell changes of its process is as it was."""
    hooks = {name: getattr(sys, name) for name in HOOKS}
    main, path, names = sys.modules["__main__"], sys.path[:], set(vars(builtins))
    environment = dict(os.environ)
    try:
        with warnings.catch_warnings():
            yield
    finally:
        for name, hook in hooks.items():
            setattr(sys, name, hook)
        sys.modules["__main__"], sys.path[:] = main, path
        for name in set(os.environ) - set(environment):
            del os.environ[name]
        os.environ.update(environment)
        for name in set(vars(builtins)) - names:
            delattr(builtins, name)
