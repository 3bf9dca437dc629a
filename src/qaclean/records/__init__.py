"""The records: what `qaclean.clean` returns (`models`), the same as plain rows while it is made (`rows`), its blocks in order (`walk`).

The models load on first use: building them and importing pydantic takes a third of the time to a first record, and a command that writes JSON needs neither.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from qaclean.records.models import (
        Answer,
        Block,
        Code,
        Heading,
        Image,
        ListBlock,
        Page,
        Paragraph,
        Question,
        Quote,
        Reason,
        Removed,
        Repair,
        Source,
        Span,
        Step,
        Steps,
        Table,
        Warning,
        build_block,
        json_schema,
    )

__all__ = [
    "Answer",
    "Block",
    "Code",
    "Heading",
    "Image",
    "ListBlock",
    "Page",
    "Paragraph",
    "Question",
    "Quote",
    "Reason",
    "Removed",
    "Repair",
    "Source",
    "Span",
    "Step",
    "Steps",
    "Table",
    "Warning",
    "build_block",
    "json_schema",
]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module 'qaclean.records' has no attribute {name!r}")
    from qaclean.records import models

    globals()[name] = found = getattr(models, name)
    return found
