"""Whether the cells of a notebook can only know the data by `load`: then the same data give the same outputs.

A cell is vouched for by what it may name, not by what it may not: our own functions, the parts of the
standard library, pandas and numpy that compute from what they are given, and names that the notebook sets
itself. A file, the environment, the clock, chance, IPython's own language: whatever else there is, is not.
"""

from __future__ import annotations

import ast
import builtins
import re
from collections.abc import Collection, Iterable
from functools import lru_cache
from importlib import import_module

import aarsmelding
from aarsmelding.notebook.loads import parsed

# Modules of which everything public computes.
WHOLE = {"functools", "itertools", "math"}
NUMPY = """
    abs arange array ceil clip concatenate cumsum diff floor full inf interp isclose isfinite isnan
    linspace log log10 max maximum mean median min minimum nan nanmax nanmean nanmin nansum ones
    percentile prod quantile round select sign sqrt std sum unique where zeros
"""
PANDAS = """
    BooleanDtype Categorical CategoricalDtype DataFrame DateOffset DatetimeIndex Float64Dtype Grouper
    Index Int64Dtype Interval IntervalIndex MultiIndex NA NaT NamedAgg Period RangeIndex Series
    StringDtype Timedelta Timestamp array bdate_range concat crosstab cut date_range factorize
    get_dummies isna isnull melt merge notna notnull period_range pivot pivot_table qcut to_datetime
    to_numeric to_timedelta unique
"""
NAMED = {
    "aarsmelding": set(aarsmelding.__all__),
    "collections": {"Counter", "OrderedDict", "defaultdict", "deque"},
    "datetime": {"date", "datetime", "time", "timedelta"},
    "numpy": set(NUMPY.split()),
    "operator": {"add", "attrgetter", "itemgetter", "mul", "sub"},
    "pandas": set(PANDAS.split()),
    "re": {"compile", "escape", "findall", "finditer", "fullmatch", "match", "search", "split", "sub"},
    "textwrap": {"dedent", "fill", "indent", "shorten", "wrap"},
}
# Of our own further modules, what is written in them.
OURS = re.compile(r"aarsmelding\.(?:norwegian|charts\.\w+)")
COMPUTING = """
    abs all any bool bytes chr dict divmod enumerate filter float format frozenset int isinstance iter
    len list map max min next ord pow range repr reversed round set slice sorted str sum tuple zip
"""
BUILTINS = {
    *COMPUTING.split(),
    *(name for name in vars(builtins) if name.endswith(("Error", "Warning"))),
}
# Methods by which what is computed is not by what is given alone.
OUTSIDE = {"fromtimestamp", "mro", "now", "random", "sample", "today", "tofile", "utcnow"}
CLOCK = {"now", "today"}
# In a query: a function of a name, or a part of it.
CALLED = re.compile(r"@\w+\s*[.(\[]|__")


@lru_cache(64)
def is_vouched(cells: tuple[str, ...]) -> bool:
    """Whether the code of `cells` can only know the data by `load`."""
    try:
        nodes = [node for source in cells for node in ast.walk(parsed(source))]
    except (SyntaxError, ValueError):
        return False
    imported = _imported(nodes)
    own = _set(nodes)
    if imported is None or own & (set(vars(builtins)) - BUILTINS):
        return False
    modules = {name: origin for name, origin in imported.items() if _is_module(origin)}
    # A module alone could be handed on; a part of it is judged by its name.
    named = {
        id(node.value): _is_plain(modules[node.value.id], node.attr)
        for node in nodes
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in modules
    }
    known = BUILTINS | own | (set(imported) - set(modules))
    return all(named.get(id(node), _is_fit(node, known)) for node in nodes)


def _imported(nodes: Iterable[ast.AST]) -> dict[str, str] | None:
    """The names that imports set, and what each is; None where one is not known here."""
    found: dict[str, str] = {}
    for node in nodes:
        if isinstance(node, ast.Import):
            if not all(_is_module(each.name) and "." not in each.name for each in node.names):
                return None
            found |= {each.asname or each.name: each.name for each in node.names}
        if isinstance(node, ast.ImportFrom):
            origin = node.module or ""
            if node.level or not all(_is_plain(origin, each.name) for each in node.names):
                return None
            found |= {each.asname or each.name: f"{origin}.{each.name}" for each in node.names}
    return found


def _is_module(origin: str) -> bool:
    return origin in NAMED or origin in WHOLE or OURS.fullmatch(origin) is not None


def _is_plain(origin: str, name: str) -> bool:
    """Whether `name` of module `origin` computes from what it is given."""
    if origin in NAMED:
        return name in NAMED[origin]
    if name.startswith("_") or name == "*":
        return False
    if OURS.fullmatch(origin):
        # Not what it has imported itself.
        return getattr(getattr(import_module(origin), name, None), "__module__", None) == origin
    return origin in WHOLE


def _set(nodes: Iterable[ast.AST]) -> set[str]:
    """The names that are set anywhere, as a variable, an argument or a definition."""
    stored = {n.id for n in nodes if isinstance(n, ast.Name) and not isinstance(n.ctx, ast.Load)}
    given = {n.arg for n in nodes if isinstance(n, ast.arg)}
    return stored | given | {n.name for n in nodes if isinstance(n, (ast.FunctionDef, ast.ClassDef))}


def _is_fit(node: ast.AST, known: Collection[str]) -> bool:
    if isinstance(node, ast.Name):
        return not isinstance(node.ctx, ast.Load) or node.id in known
    if isinstance(node, ast.Attribute):
        return not node.attr.startswith(("_", "read_")) and node.attr not in OUTSIDE
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return not CALLED.search(node.value) and node.value.strip().lower() not in CLOCK
    return True
