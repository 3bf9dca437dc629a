"""The shape of the code: how long modules and functions are, how many parameters they take, and whether imports run in circles.

    python benchmarks/shape.py [DIR] [--top N]

DIR is the folder that holds the package (`src`). Exits with 1 where a function has over 40 lines or over 6 parameters (without self, keyword-only ones
count), a module over 350 lines, or modules import each other in a circle (imports for types alone count too).
"""

from __future__ import annotations

import argparse
import ast
import pathlib
import statistics
import sys
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

ROOT = pathlib.Path(__file__).resolve().parent.parent
MAX_FUNCTION = 40  # lines, decorators and docstring counted
MAX_PARAMETERS = 6
CONTRACT = {
    "qaclean.pipeline.clean_page.clean": 8
}  # the signature that the record contract fixes, `reference_time` and `rules`
MAX_MODULE = 350  # lines
Definition = ast.FunctionDef | ast.AsyncFunctionDef


class Function(NamedTuple):
    """A function of a module, its lines and its parameters but self and cls."""

    lines: int
    parameters: int
    module: str
    name: str


class Shape(NamedTuple):
    """What was measured: lines of each module, all functions, what each module imports, circles of modules that import each other."""

    modules: Mapping[str, int]
    functions: Sequence[Function]
    imports: Mapping[str, set[str]]
    circles: Sequence[tuple[str, ...]]


def measure(source: pathlib.Path) -> Shape:
    """The shape of all modules below a folder."""
    trees = parse(source)
    lines = {name_of(path, source): path.read_text("utf-8").count("\n") for path in sorted(source.rglob("*.py"))}
    functions = [function for name, tree in trees.items() for function in functions_of(tree, name)]
    imports = imports_of(trees)
    return Shape(lines, functions, imports, circles(imports))


def parse(source: pathlib.Path) -> dict[str, ast.Module]:
    """The syntax trees of all modules below a folder, by their names."""
    return {name_of(path, source): ast.parse(path.read_text("utf-8")) for path in sorted(source.rglob("*.py"))}


def name_of(path: pathlib.Path, source: pathlib.Path) -> str:
    """A file's module name."""
    parts = path.relative_to(source).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def functions_of(tree: ast.Module, module: str) -> Iterator[Function]:
    """All functions of a module, methods and inner ones too."""
    methods = {node for row in ast.walk(tree) if isinstance(row, ast.ClassDef) for node in row.body}
    for node in ast.walk(tree):
        if isinstance(node, Definition):
            begin = min([node.lineno, *(row.lineno for row in node.decorator_list)])
            yield Function(
                (node.end_lineno or begin) - begin + 1, _parameters(node, node in methods), module, node.name
            )


def _parameters(node: Definition, method: bool) -> int:
    own = node.args
    static = any(isinstance(row, ast.Name) and row.id == "staticmethod" for row in node.decorator_list)
    rest = [row for row in (own.vararg, own.kwarg) if row is not None]
    return len([*own.posonlyargs, *own.args, *own.kwonlyargs, *rest]) - (method and not static)


def imports_of(trees: Mapping[str, ast.Module]) -> dict[str, set[str]]:
    """The modules of the package that each module imports, at any place; importing a package's own name is importing its `__init__`."""
    found: dict[str, set[str]] = {name: set() for name in trees}
    for name, tree in trees.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                found[name] |= {row.name for row in node.names if row.name in trees}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                inner = {f"{node.module}.{row.name}" for row in node.names} & trees.keys()
                names = any(f"{node.module}.{row.name}" not in trees for row in node.names)
                found[name] |= inner | ({node.module} & trees.keys() if names else set())
        found[name].discard(name)
    return found


def circles(imports: Mapping[str, set[str]]) -> list[tuple[str, ...]]:
    """Sets of modules that reach each other, sorted (Tarjan's strongly connected components, by repeated reach: packages are small).

    >>> circles({"a": {"b"}, "b": {"c"}, "c": {"b"}})
    [('b', 'c')]
    """
    reached = {name: _reach(name, imports) for name in imports}
    sets = {tuple(sorted(other for other in reached[name] if name in reached[other])) for name in imports}
    return sorted(row for row in sets if len(row) > 1)


def _reach(start: str, imports: Mapping[str, set[str]]) -> set[str]:
    seen = {start}
    todo = [start]
    while todo:
        new = imports[todo.pop()] - seen
        seen |= new
        todo += new
    return seen


def faults(shape: Shape) -> list[str]:
    """What is over a limit, a line each."""
    found = [f"{name} has {lines} lines" for name, lines in shape.modules.items() if lines > MAX_MODULE]
    for row in shape.functions:
        if row.lines > MAX_FUNCTION:
            found.append(f"{row.module}.{row.name} has {row.lines} lines")
        if row.parameters > CONTRACT.get(f"{row.module}.{row.name}", MAX_PARAMETERS):
            found.append(f"{row.module}.{row.name} has {row.parameters} parameters")
    return found + [f"import circle: {', '.join(row)}" for row in shape.circles]


def report(shape: Shape, top: int) -> Iterator[str]:
    """What was measured, a line each."""
    lengths = sorted(row.lines for row in shape.functions)
    p95 = lengths[int(0.95 * (len(lengths) - 1))]
    yield f"{len(shape.modules)} modules, {sum(shape.modules.values()):,} lines, {len(lengths):,} functions"
    yield f"function length: median {statistics.median(lengths):g}, p95 {p95}, max {lengths[-1]}"
    longest = sorted(shape.modules.items(), key=lambda row: -row[1])[:top]
    yield "longest modules: " + ", ".join(f"{name} {lines}" for name, lines in longest)
    yield "longest functions: " + ", ".join(
        f"{r.module}.{r.name} {r.lines}" for r in sorted(shape.functions)[::-1][:top]
    )
    most = sorted(shape.functions, key=lambda row: -row.parameters)[:top]
    yield "most parameters: " + ", ".join(f"{row.module}.{row.name} {row.parameters}" for row in most)
    yield f"import circles: {len(shape.circles)}"


def main() -> int:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source", type=pathlib.Path, nargs="?", default=ROOT / "src")
    parser.add_argument("--top", type=int, default=5)
    arguments = parser.parse_args()
    shape = measure(arguments.source)
    print(*report(shape, arguments.top), sep="\n")
    over = faults(shape)
    print(*over, sep="\n")
    return int(bool(over))


if __name__ == "__main__":
    sys.exit(main())
