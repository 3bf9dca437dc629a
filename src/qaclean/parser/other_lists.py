"""Counted lists on the page of a how-to that are none of its steps: tips, notes, other recipes, the same told again in pictures.

They stay, as lists with their items as the page writes them: what to do is then one step list, that of the how-to.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from qaclean.parser.kept_spans import KeptSpan
from qaclean.posts.howto_model import HowTo
from qaclean.records.rows import BlockRow, ImageRow, ListRow, StepRow, StepsRow

__all__ = ["without_other_steps"]


def without_other_steps(
    text: str, howto: HowTo, spans: Sequence[KeptSpan], blocks: Sequence[BlockRow]
) -> list[BlockRow]:
    """The blocks of a how-to, with each step list that holds none of its steps as a list; as they are where nothing makes sure
    which its steps are."""
    pieces = {i for part in howto.parts if part.kind == "steps" for a, b in part.items for i in range(a, b)}
    starts = [span.start for span in spans if span.piece in pieces]
    if not starts or not (howto.sure or any(part.declared or part.kind == "materials" for part in howto.parts)):
        return list(blocks)
    rows: list[BlockRow] = []
    for block in blocks:
        first, last = block["span"]
        if block["type"] != "steps" or "holes" in block or any(first <= start < last for start in starts):
            rows.append(block)
        else:
            rows += _listed(text, block)
    return rows


def _listed(text: str, block: StepsRow) -> Iterator[BlockRow]:
    """The steps as lists, each image between them at its place."""
    rows = [row for step in block["steps"] for row in _flat(text, step)]
    for is_image, run in groupby(rows, key=lambda row: not isinstance(row, tuple)):
        held = list(run)
        if is_image:
            yield from (row for row in held if not isinstance(row, tuple))
        else:
            yield _list([row for row in held if isinstance(row, tuple)])


def _list(rows: Sequence[tuple[int, int, str]]) -> ListRow:
    return {"type": "list", "span": (rows[0][0], rows[-1][1]), "items": [words for _, _, words in rows]}


def _flat(text: str, step: StepRow) -> Iterator[tuple[int, int, str] | ImageRow]:
    """The step as an item (start, end, words), its images, and the steps in it."""
    inner = step.get("steps", [])
    start, end = step["span"]
    own = inner[0]["span"][0] if inner else end
    written = text.startswith(step["marker"], start) and not step["text"].startswith(step["marker"])
    words = f"{step['marker']} {step['text']}".strip() if written else step["text"]
    if words:
        yield start, start + len(text[start:own].rstrip()), words
    yield from step.get("images", ())
    for below in inner:
        yield from _flat(text, below)
