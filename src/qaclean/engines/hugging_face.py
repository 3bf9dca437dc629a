"""Hugging Face datasets: a dataset of documents becomes one of `qaclean.arrow.PAGES` rows, one a document."""

from __future__ import annotations

from typing import Any

from qaclean.arrow import PAGES, clean_table
from qaclean.cleaner import Options
from qaclean.engines import missing
from qaclean.intake import Fields

__all__ = ["clean_dataset"]

BATCH = 256  # rows cleaned at once


def clean_dataset(
    dataset: Any,
    options: Options | None = None,
    fields: Fields | None = None,
    *,
    batch_size: int = BATCH,
    **map_options: Any,
) -> Any:
    """A `datasets.Dataset` (or `IterableDataset`) of pages; what `map` takes besides (`num_proc`) goes through. Errors: `MissingExtraError`."""
    try:
        from datasets import Features
    except ImportError as error:
        raise missing("datasets", "datasets") from error
    pages = dataset.with_format("arrow").map(
        clean_table,
        batched=True,
        batch_size=batch_size,
        fn_kwargs={"options": options, "fields": fields},
        remove_columns=dataset.column_names,
        features=Features.from_arrow_schema(PAGES),
        **map_options,
    )
    return pages.with_format(None)
