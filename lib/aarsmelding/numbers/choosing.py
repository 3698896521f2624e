"""The rows that `load(…, filters=…)` chooses, as a notebook would choose them of the whole dataset."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from functools import lru_cache

METHODS = {"==": "eq", "!=": "ne", "<": "lt", "<=": "le", ">": "gt", ">=": "ge", "in": "isin"}
SIGNS: dict[str, type[ast.cmpop]] = {
    "==": ast.Eq,
    "!=": ast.NotEq,
    "<": ast.Lt,
    "<=": ast.LtE,
    ">": ast.Gt,
    ">=": ast.GtE,
}


def chosen(name: str, value: ast.expr, assigned: Mapping[str, ast.expr]) -> ast.expr:
    """`value`, which `name` is set to; where it loads with filters, `name[name["column"] == value]`.

    `assigned` is what names in the filters stand for. Filters that are not written out are left as they are.
    """
    if not (isinstance(value, ast.Call) and isinstance(value.func, ast.Name) and value.func.id == "load"):
        return value
    listed = next((_meant(each.value, assigned) for each in value.keywords if each.arg == "filters"), None)
    if not isinstance(listed, (ast.List, ast.Tuple)) or not listed.elts:
        return value
    filters = tuple(_meant(each, assigned) for each in listed.elts)
    return _subscript(name, filters) if all(map(_is_plain, filters)) else value


def _meant(node: ast.expr, assigned: Mapping[str, ast.expr]) -> ast.expr:
    return assigned.get(node.id, node) if isinstance(node, ast.Name) else node


def _is_plain(each: ast.expr) -> bool:
    if not isinstance(each, (ast.Tuple, ast.List)) or len(each.elts) != 3:
        return False
    column, sign, _ = each.elts
    is_known = isinstance(sign, ast.Constant) and sign.value in {*METHODS, "not in"}
    return is_known and isinstance(column, ast.Constant) and isinstance(column.value, str)


# The same tree for the same code: what is read of it is kept.
@lru_cache(1024)
def _subscript(name: str, filters: tuple[ast.expr, ...]) -> ast.expr:
    masks = [_mask(name, each, is_alone=len(filters) == 1) for each in filters]
    whole = masks[0]
    for mask in masks[1:]:
        whole = ast.BinOp(whole, ast.BitAnd(), mask)
    return ast.Subscript(ast.Name(name, ast.Load()), whole, ast.Load())


def _mask(name: str, each: ast.expr, *, is_alone: bool) -> ast.expr:
    column, sign, value = each.elts  # type: ignore[attr-defined]
    part = ast.Subscript(ast.Name(name, ast.Load()), column, ast.Load())
    op = sign.value
    if op in {"==", "!="} and isinstance(value, ast.Constant) and isinstance(value.value, bool):
        # A column of truths is a mask itself.
        return part if value.value is (op == "==") else ast.UnaryOp(ast.Invert(), part)
    if is_alone and op in SIGNS:
        return ast.Compare(part, [SIGNS[op]()], [value])
    method = METHODS[op.removeprefix("not ")]
    call = ast.Call(ast.Attribute(part, method, ast.Load()), [value], [])
    return ast.UnaryOp(ast.Invert(), call) if op.startswith("not ") else call
