"""The list of all modules of the package, each with its subject: the first line that it says of itself."""

from __future__ import annotations

import ast
import pathlib
from collections.abc import Iterator

import qaclean
from generator.markdown import code, table

__all__ = ["modules", "modules_page"]

_HEAD = """# Modules

Every module has one subject and says it in its first line. How they work together: [Architecture](architecture.md).
"""


def modules() -> Iterator[tuple[str, str]]:
    """Each module by its name, with its subject."""
    root = pathlib.Path(qaclean.__file__).parent
    for path in sorted(root.rglob("*.py")):
        name = ".".join(("qaclean", *path.relative_to(root).with_suffix("").parts)).removesuffix(".__init__")
        doc = ast.get_docstring(ast.parse(path.read_text("utf-8"))) or ""
        yield name, " ".join(doc.split("\n\n")[0].split())


def modules_page() -> str:
    """The page, package by package."""
    packages: dict[str, list[tuple[str, str]]] = {}
    for name, subject in modules():
        packages.setdefault(name.split(".")[1] if "." in name else "qaclean", []).append((name, subject))
    parts = [_HEAD]
    for package, rows in packages.items():
        if len(rows) > 1:
            parts.append(f"## {package}")
        parts.append(table(("", ""), ((code(name), subject.replace("|", "\\|")) for name, subject in rows)))
    return "\n\n".join(parts) + "\n"
