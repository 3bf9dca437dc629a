"""Daft: a frame of documents becomes a frame of `qaclean.arrow.PAGES` columns, one row a document."""

from __future__ import annotations

from typing import Any

from qaclean.arrow import PAGES, clean_batch
from qaclean.cleaner import Options
from qaclean.engines import missing
from qaclean.intake import Fields

__all__ = ["clean_frame"]

BATCH = 256  # rows given to the function at once


def clean_frame(
    frame: Any,
    options: Options | None = None,
    fields: Fields | None = None,
    *,
    batch_size: int = BATCH,
    **daft_options: Any,
) -> Any:
    """A `daft.DataFrame` of pages; what `daft.func.batch` takes besides goes through. Errors: `MissingExtraError`.

    It runs in processes of its own (`use_process=True`), since cleaning holds Python's lock.
    """
    try:
        import daft
    except ImportError as error:
        raise missing("daft", "daft") from error
    import pyarrow as pa

    known = fields or Fields()
    names = [name for name in frame.column_names if name in _columns(known)]

    def clean_columns(*columns: Any) -> Any:
        arrays = [column.to_arrow() for column in columns]
        return clean_batch(pa.RecordBatch.from_arrays(arrays, names=names), options, known).to_struct_array()

    wrapped = daft.func.batch(
        return_dtype=daft.DataType.from_arrow_type(pa.struct(list(PAGES))),
        unnest=True,
        **{"batch_size": batch_size, "use_process": True, **daft_options},
    )(clean_columns)
    return frame.select(wrapped(*(frame[name] for name in names)))


def _columns(fields: Fields) -> set[str]:
    """The columns that fields name, or lie in."""
    return {part for name in (fields.text, fields.html, fields.url, fields.id) for part in (name, name.split(".")[0])}
