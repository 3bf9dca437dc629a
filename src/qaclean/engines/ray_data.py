"""Ray Data: a dataset of documents becomes a dataset of `qaclean.arrow.PAGES` rows, one a document."""

from __future__ import annotations

from typing import Any

from qaclean.arrow import clean_table
from qaclean.cleaner import Options
from qaclean.engines import missing
from qaclean.intake import Fields

__all__ = ["clean_dataset"]

BATCH = 256  # rows given to a task at once


def clean_dataset(
    dataset: Any,
    options: Options | None = None,
    fields: Fields | None = None,
    *,
    batch_size: int = BATCH,
    **ray_options: Any,
) -> Any:
    """A `ray.data.Dataset` of pages; what `map_batches` takes besides (`num_cpus`, `concurrency`) goes through. Errors: `MissingExtraError`.

    qaclean must be installed on the nodes, or be sent there with Ray's `runtime_env`.
    """
    try:
        import ray.data  # noqa: F401 named in the error where it is missing
    except ImportError as error:
        raise missing("ray", "ray") from error
    return dataset.map_batches(
        clean_table,
        batch_format="pyarrow",
        batch_size=batch_size,
        fn_kwargs={"options": options, "fields": fields},
        **ray_options,
    )
