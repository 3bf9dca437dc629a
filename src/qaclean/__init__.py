"""qaclean turns scraped question-and-answer and how-to pages into typed records.

`clean(source)` gives a `Page`; see the README. Names load on first use, so that `python -m qaclean --version` starts fast.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from qaclean.errors import (
        QacleanError,
        RuleError,
        SourceError,
        SourceTooLargeError,
        UndecodableSourceError,
        UsageError,
    )
    from qaclean.limits import Limits
    from qaclean.pipeline import clean
    from qaclean.records import Answer, Image, Page, Question, Removed, Repair, Step, Steps

__all__ = [
    "Answer",
    "Image",
    "Limits",
    "Page",
    "QacleanError",
    "Question",
    "Removed",
    "Repair",
    "RuleError",
    "SourceError",
    "SourceTooLargeError",
    "Step",
    "Steps",
    "UndecodableSourceError",
    "UsageError",
    "clean",
]

__version__ = "0.1.0"

_HOMES = {
    "clean": "pipeline",
    "Limits": "limits",
    **dict.fromkeys(("Answer", "Image", "Page", "Question", "Removed", "Repair", "Step", "Steps"), "records"),
    **dict.fromkeys(
        ("QacleanError", "RuleError", "SourceError", "SourceTooLargeError", "UndecodableSourceError", "UsageError"),
        "errors",
    ),
}


def __getattr__(name: str) -> Any:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module 'qaclean' has no attribute {name!r}")
    return getattr(importlib.import_module(f"qaclean.{home}"), name)
