"""The documents of the inputs: each file, and each record of a file that holds many (JSON, parquet, WARC, WET), with what the options say of it."""

from __future__ import annotations

import contextlib
import os
from argparse import Namespace
from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

from qaclean.command.inputs import STDIN, Inputs, read_input
from qaclean.command.options import WRONG_USAGE, fields_of
from qaclean.errors import QacleanError
from qaclean.intake.model import kind_of
from qaclean.surrogates import speakable

if TYPE_CHECKING:
    from qaclean.intake import Source
    from qaclean.records import Page
    from qaclean.records.rows import PageRow

__all__ = ["cleaned", "cleaned_row", "documents", "named_failure"]


def documents(options: Namespace, inputs: Inputs) -> Iterator[tuple[str, Callable[[], Source]]]:
    """Name and reader of each document; a record that is none is named as a failure. Readers raise `SourceError`."""
    for name in inputs:
        if name == STDIN or os.path.isdir(name) or kind_of(name) == "page":
            yield name, partial(_file, name)
        else:
            yield from _records(options, inputs, name)


def _records(options: Namespace, inputs: Inputs, name: str) -> Iterator[tuple[str, Callable[[], Source]]]:
    from qaclean.intake import Broken, read

    fields = fields_of(options, ())
    found = False
    try:
        for source in read(name, fields):
            found = True
            if isinstance(source, Broken):
                inputs.fail(source.place, source.message)
            else:
                yield source.place, partial(_itself, source)
    except (QacleanError, OSError) as error:
        inputs.fail(name, str(error))
        return
    if not found:
        inputs.fail(name, "it holds no record; check what is in it")


def _itself(source: Source) -> Source:
    return source


def _file(name: str) -> Source:
    from qaclean.intake import Source
    from qaclean.intake.records import check_name, media_type_of
    from qaclean.limits import Limits

    check_name(name)
    declared = "text/markdown" if media_type_of(name) == "text/markdown" else None
    return Source(name, 0, read_input(name, Limits().max_bytes), media_type=declared)


def cleaned(options: Namespace, source: Source, name: str) -> Page:
    """The page of a document; what the options say of it goes before what is declared. Errors: as `qaclean.clean`."""
    from qaclean.pipeline import clean

    page = clean(source.content, **_known(options, source))
    if options.guess_language:
        from qaclean.cleaner import with_guessed_language

        page = with_guessed_language(page)
    return page.model_copy(update={"source": page.source.model_copy(update={"name": speakable(name)})})


def cleaned_row(options: Namespace, source: Source, name: str) -> PageRow:
    """The same as plain rows, without a guess at the language. Errors: as `qaclean.clean`."""
    from qaclean.pipeline.clean_page import Known, clean_row

    row, _ = clean_row(source.content, Known(**_known(options, source)))
    row["source"]["name"] = speakable(name)
    return row


def _known(options: Namespace, source: Source) -> dict[str, Any]:
    """What is known of a document, as `qaclean.clean` is told it."""
    return {
        "url": options.url or source.url,
        "media_type": source.media_type if source.profile else options.media_type or source.media_type,
        "encoding": options.encoding if isinstance(source.content, bytes) else None,
        "profile": source.profile or options.profile,
        "reference_time": options.reference_time or source.fetched,
        "rules": options.rules,
    }


@contextlib.contextmanager
def named_failure(inputs: Inputs, name: str) -> Iterator[None]:
    """An error over one document is named, and does not cost the others. Errors: those that concern them all."""
    try:
        yield
    except WRONG_USAGE:
        raise
    except QacleanError as error:
        inputs.fail(name, str(error))
    except Exception as error:  # a fault of ours in one page
        inputs.fail(name, f"qaclean itself failed on it ({type(error).__name__}: {error}); please report it")
