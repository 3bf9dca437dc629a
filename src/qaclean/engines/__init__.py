"""Engines: thin adapters that run `qaclean.arrow.clean_batch`, or a cleaner, inside Ray, Spark, Hugging Face datasets, Daft, datatrove and Scrapy.

Each module imports its engine only when it is used, and names the extra to install where that is missing.
"""

from __future__ import annotations

from qaclean.errors import MissingExtraError

__all__ = ["missing"]


def missing(package: str, extra: str) -> MissingExtraError:
    """The error for an engine that is not installed.

    >>> str(missing("ray", "ray"))
    "ray is not installed: pip install 'qaclean[ray]'"
    """
    return MissingExtraError(f"{package} is not installed: pip install 'qaclean[{extra}]'")
