"""qaclean turns scraped question-and-answer and how-to pages into typed records.

`clean(source)` gives a `Page`; see the README. Names load on first use, so that `python -m qaclean --version` starts fast.
"""

from __future__ import annotations

import functools
import importlib
from typing import TYPE_CHECKING, Any

from qaclean.renderings import register_rendering

if TYPE_CHECKING:
    from qaclean.cleaner import Cleaner, Options, Outcome
    from qaclean.compiled import is_compiled
    from qaclean.errors import (
        BatchError,
        MissingExtraError,
        ProfileError,
        QacleanError,
        RuleError,
        SourceError,
        SourceTooLargeError,
        UndecodableSourceError,
        UsageError,
        WorkerError,
    )
    from qaclean.intake import Broken, Fields, Source, read
    from qaclean.limits import Limits
    from qaclean.pipeline import clean
    from qaclean.records import (
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
        Removed,
        Repair,
        Step,
        Steps,
        Table,
    )

__all__ = [
    "Answer",
    "BatchError",
    "Block",
    "Broken",
    "Cleaner",
    "Code",
    "Fields",
    "Heading",
    "Image",
    "Limits",
    "ListBlock",
    "MissingExtraError",
    "Options",
    "Outcome",
    "Page",
    "Paragraph",
    "ProfileError",
    "QacleanError",
    "Question",
    "Quote",
    "Removed",
    "Repair",
    "RuleError",
    "Source",
    "SourceError",
    "SourceTooLargeError",
    "Step",
    "Steps",
    "Table",
    "UndecodableSourceError",
    "UsageError",
    "WorkerError",
    "clean",
    "is_compiled",
    "read",
]

__version__ = "0.1.0"

_HOMES = {
    "clean": "pipeline",
    "is_compiled": "compiled",
    "Limits": "limits",
    **dict.fromkeys(("Cleaner", "Options", "Outcome"), "cleaner"),
    **dict.fromkeys(("Broken", "Fields", "Source", "read"), "intake"),
    **dict.fromkeys(
        (
            *("Answer", "Block", "Code", "Heading", "Image", "ListBlock", "Page", "Paragraph", "Question", "Quote"),
            *("Removed", "Repair", "Step", "Steps", "Table"),
        ),
        "records",
    ),
    **dict.fromkeys(
        (
            *("BatchError", "MissingExtraError", "ProfileError", "QacleanError", "RuleError", "SourceError"),
            *("SourceTooLargeError", "UndecodableSourceError", "UsageError", "WorkerError"),
        ),
        "errors",
    ),
}


_RENDERINGS = {
    "markdown": ("export.markdown", "write"),
    "text": ("export.text", "write"),
    "pairs": ("export.rows", "rows_of"),
    "chunks": ("export.chunks", "chunks"),
    "notebook": ("report.notebook", "page_html"),
}


def _function(module: str, name: str) -> Any:
    return getattr(importlib.import_module(f"qaclean.{module}"), name)


for _name, _home in _RENDERINGS.items():
    register_rendering(_name, functools.partial(_function, *_home))


def __getattr__(name: str) -> Any:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module 'qaclean' has no attribute {name!r}")
    return _function(home, name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
