"""The reference of Python names, made of signatures and docstrings."""

from __future__ import annotations

from collections.abc import Iterator

import qaclean
from generator.markdown import fenced
from generator.record_pages import MODELS
from generator.sources import Definition, definitions_of, docstring_as_markdown, find_definition, module_doc

__all__ = ["PUBLIC_MODULES", "public_names", "python_page"]

PUBLIC_MODULES = (
    "qaclean.export.chunks",
    "qaclean.arrow",
    "qaclean.engines.ray_data",
    "qaclean.engines.spark",
    "qaclean.engines.hugging_face",
    "qaclean.engines.daft_frames",
    "qaclean.engines.datatrove_step",
    "qaclean.engines.scrapy_items",
    "qaclean.testing",
    "qaclean.testing.generated",
    "qaclean.testing.damage",
)
_HEAD = """# Python

What `import qaclean` offers, and the modules beside it that are for users. Anything else may change. The models of records have [a page of their own](records.md).
"""


def public_names() -> list[Definition]:
    """What `qaclean` offers: functions first, errors last."""
    found = [find_definition("qaclean", name) for name in qaclean.__all__]
    return sorted(found, key=lambda d: (d.name.endswith("Error"), d.name[0].isupper(), d.name))


def python_page() -> str:
    """The page."""
    models = {model.__name__ for model in MODELS} | {"Block"}
    parts = [_HEAD, "## qaclean"]
    for definition in public_names():
        if definition.name not in models or definition.methods:
            parts += _shown(definition, f"qaclean.{definition.name}")
    names = ", ".join(
        f"[{name}](records.md#{name.lower()})" for name in sorted(models - {"Block"}) if name in qaclean.__all__
    )
    parts += ["### Models of records", f"{names}; `Block` is any of the blocks."]
    for module in PUBLIC_MODULES:
        parts += [f"## {module}", docstring_as_markdown(module_doc(module))]
        for definition in definitions_of(module):
            parts += _shown(definition, definition.name)
    return "\n\n".join(parts) + "\n"


def _shown(definition: Definition, name: str) -> Iterator[str]:
    yield f"### {name}"
    if definition.name not in {model.__name__ for model in MODELS}:
        yield fenced(definition.signature, "python")
    yield docstring_as_markdown(definition.doc)
    for method in definition.methods:
        yield f"#### {definition.name}.{method.name}"
        yield fenced(method.signature, "python")
        yield docstring_as_markdown(method.doc)
