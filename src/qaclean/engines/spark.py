"""PySpark: a frame of documents becomes a frame of `qaclean.arrow.PAGES` rows, one a document, by `mapInArrow`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from qaclean.arrow import PAGES, clean_batch
from qaclean.cleaner import Options
from qaclean.engines import missing
from qaclean.intake import Fields

__all__ = ["clean_frame"]


def clean_frame(frame: Any, options: Options | None = None, fields: Fields | None = None) -> Any:
    """A `pyspark.sql.DataFrame` of pages. Errors: `MissingExtraError`.

    qaclean must be installed for the Python of the executors (PYSPARK_PYTHON); `spark.sql.execution.arrow.maxRecordsPerBatch`
    bounds the rows that are held at once.
    """
    try:
        from pyspark.sql.pandas.types import from_arrow_schema
    except ImportError as error:
        raise missing("pyspark", "spark") from error
    return frame.mapInArrow(_batches(options, fields), from_arrow_schema(PAGES))


def _batches(options: Options | None, fields: Fields | None) -> Callable[[Iterable[Any]], Iterator[Any]]:
    def run(batches: Iterable[Any]) -> Iterator[Any]:
        return (clean_batch(batch, options, fields) for batch in batches)

    return run
