"""Definitions as they stand in the package's sources: found by name, with signature and docstring, without importing what needs an extra."""

from __future__ import annotations

import ast
import importlib.util
import pathlib
import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from generator.markdown import fenced

__all__ = ["Definition", "definitions_of", "docstring_as_markdown", "find_definition", "module_doc"]

WIDTH = 78  # characters of a signature on one line
_ROLE = re.compile(r"^( {4,})(\S.*)$")


class Definition(NamedTuple):
    """A function, class or constant: the module that defines it, its name, how it is called, what it says, and its public methods."""

    module: str
    name: str
    signature: str
    doc: str
    methods: tuple[Definition, ...] = ()


@cache
def _tree(module: str) -> ast.Module:
    spec = importlib.util.find_spec(module)
    assert spec is not None and spec.origin is not None, module
    return ast.parse(pathlib.Path(spec.origin).read_text("utf-8"))


def module_doc(module: str) -> str:
    """A module's docstring."""
    return ast.get_docstring(_tree(module)) or ""


def definitions_of(module: str) -> list[Definition]:
    """What a module offers by `__all__`, in that order."""
    names = next(
        [ast.literal_eval(name) for name in node.value.elts]
        for node in _tree(module).body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.List | ast.Tuple)
        if isinstance(node.targets[0], ast.Name) and node.targets[0].id == "__all__"
    )
    return [find_definition(module, name) for name in names]


def find_definition(module: str, name: str) -> Definition:
    """A name's definition, in this module or in the one that it imports it from. `KeyError` where there is none."""
    for node in _statements(_tree(module).body):
        if isinstance(node, ast.ClassDef) and node.name == name:
            return _class(module, node)
        if isinstance(node, ast.FunctionDef) and node.name == name:
            return Definition(module, name, _signature(node), ast.get_docstring(node) or "")
        if isinstance(node, ast.Assign | ast.AnnAssign) and name in _targets(node):
            return Definition(module, name, name, _words_at(module, node))
        if isinstance(node, ast.ImportFrom) and node.module and any(a.name == name for a in node.names):
            return find_definition(node.module, name)
    raise KeyError(f"{module}.{name}")


def _statements(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    """Statements of a module, those that are for types alone too."""
    for node in body:
        yield from _statements(node.body) if isinstance(node, ast.If) else (node,)


def _targets(node: ast.Assign | ast.AnnAssign) -> list[str]:
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    return [name.id for target in targets for name in ast.walk(target) if isinstance(name, ast.Name)]


def _words_at(module: str, node: ast.stmt) -> str:
    """The comment behind a constant, or above it."""
    spec = importlib.util.find_spec(module)
    assert spec is not None and spec.origin is not None
    lines = pathlib.Path(spec.origin).read_text("utf-8").splitlines()
    behind = lines[(node.end_lineno or node.lineno) - 1].partition("  # ")[2]
    above = lines[node.lineno - 2].strip()
    return behind or (above[2:] if above.startswith("# ") else "")


def _class(module: str, node: ast.ClassDef) -> Definition:
    methods = [m for m in node.body if isinstance(m, ast.FunctionDef)]
    init = next((m for m in methods if m.name == "__init__"), None)
    fields = [m for m in node.body if isinstance(m, ast.AnnAssign) and not ast.unparse(m.target).startswith("_")]
    if init is not None:
        signature = _call(node.name, _arguments(init.args)[1:])
    else:
        signature = _call(node.name, list(map(ast.unparse, fields))) if fields else node.name
    public = tuple(
        Definition(module, m.name, _signature(m, bound=True), ast.get_docstring(m) or "")
        for m in methods
        if not m.name.startswith("_")
    )
    return Definition(module, node.name, signature, ast.get_docstring(node) or "", public)


def _signature(node: ast.FunctionDef, *, bound: bool = False) -> str:
    returns = ast.unparse(node.returns) if node.returns else ""
    if any(ast.unparse(d) == "property" for d in node.decorator_list):
        return f"{node.name}: {returns}"
    return _call(node.name, _arguments(node.args)[bound:], f" -> {returns}" if returns else "")


def _call(name: str, arguments: list[str], returns: str = "") -> str:
    """A call on one line, or an argument a line where that is long."""
    line = f"{name}({', '.join(arguments)}){returns}"
    return line if len(line) <= WIDTH else "\n".join([f"{name}(", *(f"    {row}," for row in arguments), f"){returns}"])


def _arguments(node: ast.arguments) -> list[str]:
    """Each argument with its type and default; `*` before those that go by name alone."""
    plain = [*node.posonlyargs, *node.args]
    defaults: list[ast.expr | None] = [*[None] * (len(plain) - len(node.defaults)), *node.defaults]
    rows = [_argument(a, default) for a, default in zip(plain, defaults, strict=True)]
    if node.vararg or node.kwonlyargs:
        rows.append(f"*{ast.unparse(node.vararg)}" if node.vararg else "*")
    rows += [_argument(a, default) for a, default in zip(node.kwonlyargs, node.kw_defaults, strict=True)]
    return [*rows, f"**{ast.unparse(node.kwarg)}"] if node.kwarg else rows


def _argument(node: ast.arg, default: ast.expr | None) -> str:
    return ast.unparse(node) + (f" = {ast.unparse(default)}" if default is not None else "")


def docstring_as_markdown(doc: str) -> str:
    """A docstring with its examples and its indented blocks fenced.

    >>> docstring_as_markdown("Add.\\n\\n>>> 1 + 1\\n2")
    'Add.\\n\\n```python\\n>>> 1 + 1\\n2\\n```'
    """
    parts = []
    for part in filter(None, doc.strip("\n").split("\n\n")):
        lines = part.splitlines()
        if part.startswith(">>>"):
            parts.append(fenced(part, "python"))
        elif all(map(_ROLE.match, lines)):
            indent = min(len(line) - len(line.lstrip()) for line in lines)
            parts.append(fenced("\n".join(line[indent:] for line in lines)))
        else:
            parts.append(part)
    return "\n\n".join(parts)
