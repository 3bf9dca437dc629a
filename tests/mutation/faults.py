"""The faults that are put into a function: one operator, condition, number, call or statement at a time.

A fault is told by its place in the source; `code_with` makes the function's code with it. Default values, annotations and decorators stay as they are.
"""

from __future__ import annotations

import ast
import pathlib
from collections.abc import Callable, Iterator
from types import CodeType
from typing import Any, NamedTuple

Change = tuple[str, Callable[[], None]]
OPERATORS: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
    ast.And: ast.Or,
    ast.Or: ast.And,
}
CALLS = {"min": "max", "max": "min", "any": "all", "all": "any"}


class Fault(NamedTuple):
    """One change of one function: `node` counts the nodes of its body in the order of `ast.walk`, `change` what can be changed in that one."""

    path: str
    function: str
    line: int
    words: str
    node: int
    change: int


def faults_of(path: pathlib.Path) -> Iterator[Fault]:
    """All faults that can be put into the functions and methods of a module."""
    tree = ast.parse(path.read_text("utf-8"))
    for name, function in functions_of(tree):
        for number, node in enumerate(nodes_of(function)):
            for change, (words, _) in enumerate(changes_of(node)):
                line = getattr(node.target if isinstance(node, ast.comprehension) else node, "lineno", function.lineno)
                yield Fault(str(path), name, line, words, number, change)


def code_with(fault: Fault) -> CodeType:
    """The code of the whole function with the fault in it."""
    tree = ast.parse(pathlib.Path(fault.path).read_text("utf-8"))
    function = dict(functions_of(tree))[fault.function]
    node = list(nodes_of(function))[fault.node]
    _, change = list(changes_of(node))[fault.change]
    change()
    return code_of(compile(ast.fix_missing_locations(tree), fault.path, "exec"), fault.function)


def code_of(module: CodeType, name: str) -> CodeType:
    """The code of the function `name` (`Class.method` for a method) in that of its module."""
    found = module
    for part in name.split("."):
        inner = [row for row in found.co_consts if isinstance(row, CodeType) and row.co_name == part]
        found = inner[-1]  # the last definition is the one that stays
    return found


def functions_of(tree: ast.Module) -> Iterator[tuple[str, ast.FunctionDef]]:
    """Functions of the module and methods of its classes; what is defined inside of one belongs to it."""
    for row in tree.body:
        if isinstance(row, ast.FunctionDef):
            yield row.name, row
        elif isinstance(row, ast.ClassDef):
            yield from ((f"{row.name}.{inner.name}", inner) for inner in row.body if isinstance(inner, ast.FunctionDef))


def nodes_of(function: ast.FunctionDef) -> Iterator[ast.AST]:
    """The nodes of a function's body."""
    yield ast.Module([*function.body], [])  # holds the statements, as the body of a loop does
    for row in function.body:
        yield from ast.walk(row)


def changes_of(node: ast.AST) -> Iterator[Change]:
    """What can be changed in a node, in words, and what does it."""
    if isinstance(node, ast.Compare):
        for place, operator in enumerate(node.ops):
            yield from _other(node.ops, place, operator)
    elif isinstance(node, ast.BinOp | ast.AugAssign | ast.BoolOp) and (other := OPERATORS.get(type(node.op))):
        yield f"{_name(node.op)} becomes {other.__name__}", lambda: setattr(node, "op", other())
    elif isinstance(node, ast.If | ast.While | ast.IfExp):
        yield "the condition is turned round", lambda: setattr(node, "test", _not(node.test))
    elif isinstance(node, ast.comprehension):
        for place in range(len(node.ifs)):
            yield "the condition is turned round", _item(node.ifs, place, _not(node.ifs[place]))
    elif isinstance(node, ast.Constant) and isinstance(node.value, int):
        changed = not node.value if isinstance(node.value, bool) else node.value + 1
        yield f"{node.value} becomes {changed}", lambda: setattr(node, "value", changed)
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in CALLS:
        name = node.func
        yield f"{name.id} becomes {CALLS[name.id]}", lambda: setattr(name, "id", CALLS[name.id])
    yield from _left_out(node)


def _other(operators: list[ast.cmpop], place: int, operator: ast.cmpop) -> Iterator[Change]:
    if other := OPERATORS.get(type(operator)):
        yield f"{_name(operator)} becomes {other.__name__}", _item(operators, place, other())


def _left_out(node: ast.AST) -> Iterator[Change]:
    """Statements that can be left out: calls and what adds to a value."""
    for field in ("body", "orelse", "finalbody"):
        rows = getattr(node, field, None)
        for place, row in enumerate(rows if isinstance(rows, list) else ()):
            called = isinstance(row, ast.Expr) and isinstance(row.value, ast.Call | ast.Yield | ast.YieldFrom)
            if called or isinstance(row, ast.AugAssign | ast.Continue | ast.Break | ast.Delete):
                yield f"line {row.lineno} is left out", _item(rows, place, ast.copy_location(ast.Pass(), row))


def _item(rows: Any, place: int, new: ast.AST) -> Callable[[], None]:
    return lambda: rows.__setitem__(place, new)


def _not(test: ast.expr) -> ast.expr:
    return ast.copy_location(ast.UnaryOp(ast.Not(), test), test)


def _name(node: ast.AST) -> str:
    return type(node).__name__
