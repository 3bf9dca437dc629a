"""One document as the report shows it: plain values for JSON, with what the record says only where the pieces of the source do not say it already."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from qaclean.records import Page
from qaclean.report.fields import Field, facts_of
from qaclean.report.marks import Marked, Range, View, marks_of, shown

__all__ = ["MOST_CHARACTERS", "MOST_PIECES", "document_of", "folded"]

MOST_CHARACTERS = 60_000  # of a source that are shown
MOST_PIECES = 3_000  # that it is cut into: so many a browser draws at once
_SPACE = re.compile("[ \t\n\xa0\u3000]+")  # white space that the script of the report folds too


def document_of(pages: Sequence[Page]) -> dict[str, Any]:
    """A document and its views, one for each record: of several the spans must count in the source text of the first.

    >>> from qaclean import clean
    >>> document_of([clean("怎么退订?\\n发短信TD。")])["texts"]
    ['怎么退订?', '\\n', '发短信TD。']
    """
    marked = marks_of(pages[0].source_text, pages, most=MOST_CHARACTERS, pieces=MOST_PIECES)
    views = [_view(page, marked, view) for page, view in zip(pages, marked.views, strict=True)]
    return {"texts": marked.texts, "left_out": marked.left_out, "views": views}


def _view(page: Page, marked: Marked, view: View) -> dict[str, Any]:
    return {
        "facts": [[name, shown(value)] for name, value in facts_of(page)],
        "fields": _fields(marked, view),
        "removed": [[row.reason, row.rule, *found] for row, found in view.removed],
        "repairs": [[row.kind, shown(row.before), shown(row.after), *found] for row, found in view.repairs],
        "warnings": [[row.code, shown(row.message), *(found or (-1, -1))] for row, found in view.warnings],
        "owners": view.owners,
        "gone": view.gone,
        "mended": view.mended,
    }


def _fields(marked: Marked, view: View) -> list[list[Any]]:
    """Role, kind, text (null: what `told` gives), range (-1, -1: none that is shown), parent, facts. Fields behind the end of what is shown are left out."""
    rows: list[list[Any]] = []
    places = {-1: -1}
    for place, (field, found) in enumerate(view.fields):
        if found is None and field.span is not None:
            continue
        places[place] = len(rows)
        text: str | None = shown(field.text)
        if found is not None and text and folded(text) == told(marked, view, place, field, found):
            text = None
        facts = [[name, shown(value)] for name, value in field.facts]
        rows.append([field.role, field.kind, text, *(found or (-1, -1)), places.get(field.parent, -1), facts])
    return rows


def told(marked: Marked, view: View, place: int, field: Field, found: Range) -> str:
    """What the pieces of a field say: repaired, without what is removed, white space folded, a step without its marker."""
    words = []
    for piece in range(*found):
        mended = view.mended[piece]
        if view.owners[piece] != place or view.gone[piece] >= 0:
            continue
        if mended < 0:
            words.append(marked.texts[piece])
        elif piece == max(found[0], view.repairs[mended][1][0]):
            words.append(shown(view.repairs[mended][0].after))
    text = folded("".join(words))
    marker = folded(shown(dict(field.facts).get("marker", "")))
    return text.removeprefix(marker).strip() if marker else text


def folded(text: str) -> str:
    """Text with one space for each run of white space, and none around.

    >>> folded(" a\\n\\u3000b ")
    'a b'
    """
    return _SPACE.sub(" ", text).strip(" ")
