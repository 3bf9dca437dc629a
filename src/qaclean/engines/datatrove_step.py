"""datatrove: a pipeline step that puts a page's content into the document's text and the record into its metadata."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterable, Iterator
from typing import Any

from qaclean.cleaner import Cleaner, Options
from qaclean.engines import missing
from qaclean.export.rows import plain_text, row_text, rows_of
from qaclean.intake import Source
from qaclean.records.walk import blocks_of

try:
    from datatrove.data import Document
    from datatrove.pipeline.base import PipelineStep
except ImportError as error:
    raise missing("datatrove", "datatrove") from error

__all__ = ["CleanPages"]


class CleanPages(PipelineStep):  # type: ignore[misc] # datatrove is not typed
    """Cleans `Document.text` (text or HTML; `metadata["url"]` is its address).

    `shape="pages"`: the text becomes the page's content and `metadata["qaclean"]` the record; with another shape of `qaclean.export.rows` each row is
    a document, its question and answer (or steps) the text. A document that fails goes to `exclusion_writer` with
    `metadata["qaclean_error"]`; one without content or without a row is dropped. Both are counted.
    """

    name = "qaclean"
    type = "EXTRAC"

    def __init__(self, options: Options | None = None, shape: str = "pages", exclusion_writer: Any = None) -> None:
        super().__init__()
        self.cleaner, self.shape, self.exclusion_writer = Cleaner(options), shape, exclusion_writer

    def run(self, data: Iterable[Document], rank: int = 0, world_size: int = 1) -> Iterator[Document]:
        """The step itself; datatrove calls it."""
        with self.exclusion_writer or contextlib.nullcontext():
            for document in data or ():
                self.stat_update("total")
                with self.track_time():
                    found = self._cleaned(document, rank)
                for one in found:
                    self.stat_update("forwarded")
                    self.update_doc_stats(one)
                    yield one

    def _cleaned(self, document: Document, rank: int) -> list[Document]:
        outcome = self.cleaner.outcome(Source("", 0, document.text, document.id, document.metadata.get("url")))
        if outcome.page is None:
            self.stat_update(f"error_{outcome.error}")
            document.metadata["qaclean_error"] = f"{outcome.error}: {outcome.message}"
            if self.exclusion_writer is not None:
                self.exclusion_writer.write(document, rank)
            return []
        if self.shape == "pages":
            document.text = plain_text(blocks_of(outcome.page))
            document.metadata["qaclean"] = json.loads(outcome.page.model_dump_json())
            found = [document] if document.text else []
        else:
            rows = rows_of(outcome.page, self.shape, document.id)
            found = [self._row_document(document, number, row) for number, row in enumerate(rows)]
        if not found:
            self.stat_update("dropped")
        return found

    def _row_document(self, document: Document, number: int, row: dict[str, Any]) -> Document:
        text = row_text(row)
        return Document(text=text, id=f"{document.id}/{number}", metadata={**document.metadata, "qaclean": row})
