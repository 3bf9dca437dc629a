"""What the fields of records mean: the strings below them in their modules, read where a schema or a document asks for them.

pydantic can read them at each start (`use_attribute_docstrings`, 10 to 14 ms for our models); here only those who ask pay.
"""

from __future__ import annotations

import ast
import inspect
import sys
from collections.abc import Iterable
from itertools import pairwise
from typing import Any

from pydantic import BaseModel

__all__ = ["describe", "field_docs"]


def field_docs(model: type[BaseModel]) -> dict[str, str]:
    """The meaning of each field of a model by its name, on one line; nothing where the package has no sources.

    >>> from qaclean import Heading
    >>> field_docs(Heading)["text"]
    'Its words.'
    """
    try:
        tree = ast.parse(inspect.getsource(sys.modules[model.__module__]))
    except OSError:
        return {}
    body = next(node.body for node in tree.body if isinstance(node, ast.ClassDef) and node.name == model.__name__)
    return {
        field.target.id: " ".join(below.value.value.split())
        for field, below in pairwise(body)
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name)
        if isinstance(below, ast.Expr) and isinstance(below.value, ast.Constant) and isinstance(below.value.value, str)
    }


def describe(schema: dict[str, Any], models: Iterable[type[BaseModel]]) -> None:
    """Put the meanings into a JSON Schema of these models, as `description` of their properties."""
    tables = {schema["title"]: schema, **schema.get("$defs", {})}
    for model in models:
        for name, meaning in field_docs(model).items():
            tables[model.__name__]["properties"][name].setdefault("description", meaning)
