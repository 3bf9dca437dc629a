"""Parquet: the rows of a file as raw records, batch by batch."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from qaclean.errors import MissingExtraError
from qaclean.intake.model import Raw

__all__ = ["split_rows"]

BATCH = 64  # rows held at a time


def split_rows(path: str) -> Iterator[Raw]:
    """The rows of a parquet file as mappings. Errors: `MissingExtraError`."""
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as error:
        raise MissingExtraError(f"{path} is parquet: pip install 'qaclean[arrow]'") from error
    number = 0
    try:
        with pyarrow.parquet.ParquetFile(path) as file:
            for batch in file.iter_batches(batch_size=BATCH):
                rows: list[dict[str, Any]] = batch.to_pylist()
                for row in rows:
                    yield Raw(path, number, "row", row)
                    number += 1
    except (pyarrow.ArrowException, OSError) as error:
        yield Raw(path, number, "row", None, f"the file is broken from here on ({error})")
