"""The blocks of a how-to whose parts are known: a list of its materials, and its steps, whatever numbers them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from qaclean.parser.kept_spans import KeptSpan
from qaclean.parser.page_layout import KeptLayout
from qaclean.patterns import compile_on_use
from qaclean.posts.howto_model import HowTo, HowToPart
from qaclean.posts.step_shapes import lead_of, numbers_step
from qaclean.records.rows import BlockRow, ListRow, Span, StepRow, StepsRow
from qaclean.text.amounts import is_box
from qaclean.text.markdown_marks import without_marks
from qaclean.text.one_line import one_line

__all__ = ["Places", "places_of", "section_block", "section_runs", "without_list_of_one"]


class Place(NamedTuple):
    """Where a piece stands in a how-to: the part (its place among all), the item, whether it is of things to do, whether the page counts
    the items though its lines do not, whether it is the head of a section of items, and the number that an `<ol>` gives the item, or 0."""

    part: int
    item: int
    steps: bool
    counted: bool = False
    section: bool = False
    ordinal: int = 0


Places = dict[int, Place]
FEWEST_COUNTED = 3  # materials that count from 1
_NUMBER = compile_on_use("[0-9]{1,2}")
_MARK = compile_on_use(r"^(?:[\u25a2\u2610\u25a1\u2022\u25aa\s]|\*\s){1,8}")
_Item = list[KeptSpan]


def places_of(howto: HowTo, layout: KeptLayout | None) -> Places:
    """The place of each piece in the items of a how-to's parts, but for those that are lists of the layout."""
    return {
        piece: Place(
            part, number, row.kind == "steps", row.declared, (first, last) in row.sections, _ordinal(layout, first)
        )
        for part, row in enumerate(howto.parts)
        if not _is_list(row, layout)
        for number, (first, last) in enumerate(sorted([*row.items, *row.sections]))
        for piece in range(first, last)
    }


def _ordinal(layout: KeptLayout | None, piece: int) -> int:
    """The number that a list of the page gives the item that begins with a piece, or 0."""
    return layout.origins[piece].ordinal if layout is not None else 0


def _is_list(part: HowToPart, layout: KeptLayout | None) -> bool:
    """Whether the layout has a part as a list: Markdown numbers it, with the code that stands in its items."""
    if layout is None or not layout.marked:
        return False
    return any(layout.origins[first].ordinal for first, _ in part.items)


def section_runs(places: Places, spans: Sequence[KeptSpan]) -> Iterator[tuple[Place | None, list[KeptSpan]]]:
    """The spans in runs, each of one part of the how-to (its first place) or of none. A list ends where something was cut out of it."""
    run: list[KeptSpan] = []
    before: Place | None = None
    for span in spans:
        place = places.get(span.piece)
        same = (place is None) == (before is None) and (place is None or before is None or place.part == before.part)
        cut = (span.broken or span.hollow) and place is not None and not place.steps
        if run and (not same or cut):
            yield places.get(run[0].piece), run
            run = []
        run.append(span)
        before = place
    if run:
        yield before if before is None else places[run[0].piece], run


def section_block(text: str, places: Places, place: Place, spans: Sequence[KeptSpan]) -> BlockRow:
    """The block of a run of one part."""
    items: list[_Item] = []
    last = -1
    for span in spans:
        item = places[span.piece].item
        if item != last:
            items.append([])
        items[-1].append(span)
        last = item
    if not place.steps:
        return _materials(text, items)
    return _steps(text, items, spans, [places[item[0].piece] for item in items])


def _materials(text: str, items: Sequence[_Item]) -> ListRow:
    rows = [_joined(text, item, 0) for item in items]
    leads = [lead_of(row) for row in rows]
    if len(rows) >= FEWEST_COUNTED and [number for _, number in leads] == list(range(1, len(rows) + 1)):
        rows = [row[lead:] for row, (lead, _) in zip(rows, leads, strict=True)]
    return {"type": "list", "span": (items[0][0].start, items[-1][-1].end), "items": [row for row in rows if row]}


def _steps(text: str, items: Sequence[_Item], spans: Sequence[KeptSpan], places: Sequence[Place]) -> StepsRow:
    """The step list of the items; those below the head of a section are nested in it."""
    steps: list[StepRow] = []
    told: list[StepRow] = []  # those that are no section
    section: StepRow | None = None
    for item, place in zip(items, places, strict=True):
        if place.section:
            section = _step(text, item, None)
            steps.append(section)
            continue
        counted = place.counted and (section is None or section["number"] is None)
        step = _step(text, item, len(told) + 1 if counted else place.ordinal or None)
        told.append(step)
        if section is None:
            steps.append(step)
        else:
            section["steps"] = [*section.get("steps", []), step]
            section["span"] = (section["span"][0], step["span"][1])
    block: StepsRow = {
        "type": "steps",
        "span": (spans[0].start, spans[-1].end),
        "role": "procedure",
        "style": (told or steps)[0]["marker"],
        "steps": steps,
    }
    holes = _holes(text, spans)
    if holes:
        block["holes"] = holes
    return block


def _holes(text: str, spans: Sequence[KeptSpan]) -> list[Span]:
    """What was removed between the spans."""
    gaps = [(a.end, b.start) for a, b in pairwise(spans) if b.apart]
    rows = [(a + len(text[a:b]) - len(text[a:b].lstrip()), a + len(text[a:b].rstrip())) for a, b in gaps]
    return [(a, b) for a, b in rows if a < b]


def _step(text: str, item: _Item, ordinal: int | None) -> StepRow:
    words, rows = 0, [text[span.start : span.end].strip() for span in item]  # spans that only number the step
    while words < len(item) - 1 and numbers_step(rows[words], rows[words + 1]):
        words += 1
    lead, number = lead_of(text[item[words].start : item[words].end])
    marker = " ".join(text[span.start : span.end] for span in item[:words])
    if not words:
        marker = text[item[0].start : item[0].start + lead].strip()
    counted = _NUMBER.search(marker)  # `1. 1` and `Step 1 1` tell it twice
    known = number if not words else int(counted[0]) if counted else None
    if ordinal is not None and not marker:
        marker, known = f"{ordinal}.", ordinal
    return {
        "span": (item[0].start, item[-1].end),
        "marker": one_line(marker) or "-",
        "number": known,
        "text": _joined(text, item[words:], lead if not words else 0, " " if ordinal is None else "\n"),
        "steps": [],
    }


def _joined(text: str, item: Sequence[KeptSpan], lead: int, joint: str = " ") -> str:
    """The words of an item's spans with `joint` between them, `lead` code points of the first left out, without boxes."""
    parts = [text[span.start : span.end].strip() for span in item]
    parts[:1] = [parts[0][lead:].strip()] if lead else parts[:1]
    kept = [without_marks(_MARK.sub("", part)).strip() for part in parts if not is_box(part)]
    return joint.join(map(one_line, filter(None, kept))).replace(" ,", ",").replace(" .", ".")


def without_list_of_one(block: BlockRow) -> BlockRow:
    """The block; what is left of a list where all but one item was cut away (the number of a comment, a date) is a paragraph."""
    if block["type"] != "steps" or len(block["steps"]) != 1:
        return block
    step = block["steps"][0]
    if step.get("steps") or step.get("images") or block.get("holes"):
        return block
    return {"type": "paragraph", "span": block["span"], "text": f"{step['marker']} {step['text']}".strip()}
