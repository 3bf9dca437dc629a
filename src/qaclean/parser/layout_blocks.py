"""From kept lines of an HTML page to blocks, by what its elements were: headings, lists, quotes, code, tables and images.

Lines without such an element go through the outline like those of a dump, so that steps written into the text are found.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import groupby
from operator import itemgetter
from typing import Literal

from qaclean.parser.headings import names_instructions
from qaclean.parser.kept_spans import KeptSpan
from qaclean.parser.outline import Outline
from qaclean.parser.page_layout import KeptLayout
from qaclean.parser.region_blocks import code_text, region_blocks, role_of
from qaclean.records.rows import BlockRow, ImageRow, ListRow, StepRow, StepsRow
from qaclean.segments.layout import Origin

__all__ = ["layout_blocks", "with_images"]

MAX_ITEM_LINES = 6  # a list item of more lines is a container, not an item
MIN_TOLD = 12  # mean code points of the items of a procedure without numbers
MAX_STEP_LINES = 40  # ... of an ordered list
_Kind = Literal["code", "table", "quote", "heading", "list", "text"]
_Key = tuple[_Kind, int]
_Whole = Literal["code", "table", "quote", "heading"]
_Run = tuple[_Whole, list[KeptSpan]]
_LOWEST = 7  # level of what is no heading
_OF_SECTION = frozenset(("heading", "steps", "image"))


def layout_blocks(
    outline: Outline, layout: KeptLayout, pieces: Sequence[KeptSpan], *, headings: bool
) -> list[BlockRow]:
    """The blocks of a region, in order."""
    if not pieces:
        return []
    base = _base_item(layout, pieces)
    blocks: list[BlockRow] = []
    for kind, group, inside in _runs(layout, _keyed(outline, layout, pieces, base), base):
        if kind == "list":
            blocks += _with_inside(outline, layout, group, inside, blocks)
        elif kind == "text":
            blocks += region_blocks(outline, group, headings=headings)
        else:
            blocks.append(_whole_block(outline.text, kind, group))
    return with_images(layout, pieces, blocks)


def _runs(
    layout: KeptLayout, keyed: Sequence[tuple[_Key, KeptSpan]], base: int
) -> list[tuple[_Kind, list[KeptSpan], list[_Run]]]:
    """The pieces of each block, of a list with the blocks that stand inside its items: code, a table, a quote."""
    runs: list[tuple[_Kind, list[KeptSpan], list[_Run]]] = []
    for (kind, _), rows in groupby(keyed, key=lambda row: row[0]):
        group = [piece for _, piece in rows]
        held = layout.marked and layout.origins[group[0].piece].item > base and not group[0].apart
        if held and runs and runs[-1][0] == "list":
            if kind == "list":
                runs[-1][1].extend(group)
                continue
            if kind != "heading" and kind != "text":
                runs[-1][2].append((kind, group))
                continue
        runs.append((kind, group, []))
    return runs


def _with_inside(
    outline: Outline,
    layout: KeptLayout,
    group: Sequence[KeptSpan],
    inside: Sequence[_Run],
    before: Sequence[BlockRow],
) -> list[BlockRow]:
    """The blocks of a list, and behind it those inside its items, which are holes in it."""
    held = [_whole_block(outline.text, kind, run) for kind, run in inside]
    rows = _list_blocks(outline, layout, group, before)
    if len(rows) == 1 and rows[0]["type"] == "steps":
        holes = [block["span"] for block in held if block["span"][0] < rows[0]["span"][1]]
        if holes:
            rows[0]["holes"] = holes
        return [*rows, *held]
    if not held:
        return rows
    blocks: list[BlockRow] = []  # no one block holds it: in the order of the page
    at = 0
    for block, (_, run) in zip(held, inside, strict=True):
        until = sum(1 for piece in group if piece.start < run[0].start)
        blocks += _list_blocks(outline, layout, group[at:until], [*before, *blocks]) if until > at else []
        blocks.append(block)
        at = until
    return blocks + (_list_blocks(outline, layout, group[at:], [*before, *blocks]) if at < len(group) else [])


def _base_item(layout: KeptLayout, pieces: Sequence[KeptSpan]) -> int:
    """The depth of list items that the region itself stands in, where its posts are `<li>`."""
    least = min(layout.origins[p.piece].item for p in pieces)
    if not least:
        return 0
    begun = sum(1 for p in pieces if layout.origins[p.piece].item == least and layout.origins[p.piece].begins)
    return least if begun < 2 else least - 1


def _keyed(outline: Outline, layout: KeptLayout, pieces: Sequence[KeptSpan], base: int) -> list[tuple[_Key, KeptSpan]]:
    """Each piece with the kind of its block, and a number that changes where a block must end."""
    marks = {item.marker.start for item in outline.items}
    rows: list[tuple[_Key, KeptSpan]] = []
    broken = 0
    for piece in pieces:
        origin = layout.origins[piece.piece]
        key: _Key = ("text", 0)
        if piece.apart:  # captions too: neither a quote nor a list has holes
            broken += 1
        if origin.code:
            key = ("code", 1000 * origin.code + broken)
        elif origin.table:
            key = ("table", 1000 * origin.table + broken)
        elif origin.quote or piece.quote:
            key = ("quote", broken)
        elif origin.level:
            key = ("heading", piece.start)
        elif origin.item > base and piece.start not in marks:
            key = ("list", broken)
        rows.append((key, piece))
    return rows


def _whole_block(text: str, kind: _Whole, group: Sequence[KeptSpan]) -> BlockRow:
    span = (group[0].start, group[-1].end)
    if kind == "table":
        return {"type": "table", "span": span, "rows": [text[p.start : p.end].split("\t") for p in group]}
    if kind == "code":
        return {"type": "code", "span": span, "text": code_text(text, *span)}
    joint = "\n" if kind == "quote" else " "
    return {"type": kind, "span": span, "text": joint.join(text[p.start : p.end] for p in group)}


class _ListItem:
    """An item while its list is gathered."""

    def __init__(self, first: KeptSpan, origin: Origin) -> None:
        self.pieces = [first]
        self.depth = origin.item
        self.ordinal = origin.ordinal
        self.inner: list[_ListItem] = []

    def box(self, text: str) -> str | None:
        """The item's number where the page writes it into a box of its own, on a line above the words."""
        first = text[self.pieces[0].start : self.pieces[0].end]
        return first if len(self.pieces) > 1 and self.ordinal and first.strip(" .") == str(self.ordinal) else None

    def text(self, text: str) -> str:
        words = self.pieces[1:] if self.box(text) is not None else self.pieces
        return "\n".join(text[p.start : p.end] for p in words)

    def end(self) -> int:
        return self.inner[-1].end() if self.inner else self.pieces[-1].end


def _list_blocks(
    outline: Outline, layout: KeptLayout, group: Sequence[KeptSpan], before: Sequence[BlockRow]
) -> list[BlockRow]:
    """Lists of a run of list lines; a run that is no list (one item, or items of many lines) is text."""
    items: list[_ListItem] = []
    for piece in group:
        origin = layout.origins[piece.piece]
        if origin.begins or not items:
            items.append(_ListItem(piece, origin))
        else:
            items[-1].pieces.append(piece)
    if len(items) < 2 or any(len(item.pieces) > (MAX_STEP_LINES if item.ordinal else MAX_ITEM_LINES) for item in items):
        return region_blocks(outline, group, headings=True)
    blocks: list[BlockRow] = []
    told = layout.marked and _is_told(outline.text, items, before, layout)
    for ordered, run in groupby(_nested(items), key=lambda item: item.ordinal > 0):
        rows = list(run)
        steps = ordered or (told and len(rows) > 1)
        blocks.append(_steps(outline.text, rows, [*before, *blocks]) if steps else _unordered(outline.text, rows))
    return blocks


def _is_told(text: str, items: Sequence[_ListItem], before: Sequence[BlockRow], layout: KeptLayout) -> bool:
    """Whether items without numbers stand in a section of things to do, below its heading and perhaps some of parts of it, and are sentences."""
    lowest = _LOWEST
    for block in reversed(before):
        level = layout.levels.get(block["span"][0], _LOWEST)
        if _names_section(block) and level <= lowest:
            break
        if block["type"] not in _OF_SECTION:
            return False
        lowest = min(lowest, level - 1)  # the section's heading is above those of its parts
    else:
        return False
    return sum(len(item.text(text)) for item in items) >= MIN_TOLD * len(items)


def _names_section(block: BlockRow) -> bool:
    return (block["type"] == "heading" or block["type"] == "paragraph") and names_instructions(block["text"])


def _nested(items: Sequence[_ListItem]) -> list[_ListItem]:
    top: list[_ListItem] = []
    open_items: list[_ListItem] = []
    for item in items:
        while open_items and open_items[-1].depth >= item.depth:
            open_items.pop()
        (open_items[-1].inner if open_items else top).append(item)
        open_items.append(item)
    return top


def _steps(text: str, items: Sequence[_ListItem], before: Sequence[BlockRow]) -> StepsRow:
    words = [item.text(text) for item in items]
    last = before[-1] if before else None
    lead = last["text"] if last is not None and (last["type"] == "paragraph" or last["type"] == "heading") else ""
    return {
        "type": "steps",
        "span": (items[0].pieces[0].start, items[-1].end()),
        "role": role_of(words, lead, lead) if items[0].ordinal else "procedure",
        "style": f"{items[0].ordinal}." if items[0].ordinal else "-",
        "steps": [_step(text, item) for item in items],
    }


def _step(text: str, item: _ListItem) -> StepRow:
    return {
        "span": (item.pieces[0].start, item.end()),
        "marker": item.box(text) or (f"{item.ordinal}." if item.ordinal else "-"),
        "number": item.ordinal or None,
        "text": item.text(text),
        "images": [],
        "steps": [_step(text, inner) for inner in item.inner],
    }


def _unordered(text: str, items: Sequence[_ListItem]) -> ListRow:
    span = (items[0].pieces[0].start, items[-1].end())
    return {"type": "list", "span": span, "items": [words for item in items for words in _flat(text, item)]}


def _flat(text: str, item: _ListItem) -> list[str]:
    rows = [item.text(text)]
    for inner in item.inner:
        rows += _flat(text, inner)
    return rows


def with_images(layout: KeptLayout, pieces: Sequence[KeptSpan], blocks: list[BlockRow]) -> list[BlockRow]:
    """Blocks and the images of the region, each at its place; one inside a step list belongs to its step."""
    first, last = pieces[0].piece, pieces[-1].piece
    inside = [
        (at, image)
        for block, at, image in layout.images
        if (first <= block <= last and _is_held(layout, at, pieces)) or (block == last + 1 and at <= pieces[-1].end + 1)
    ]
    if not inside:
        return blocks
    lists = [block for block in blocks if block["type"] == "steps"]
    ends = [block["span"][1] for block in lists]
    between: list[tuple[int, ImageRow]] = []
    seen: set[str | None] = set()
    for at, image in inside:
        if (image.url or image.raw) in seen:
            continue
        seen.add(image.url or image.raw)
        record: ImageRow = {
            "type": "image", "span": (at, at), "url": image.url, "thumbnail_url": image.thumbnail_url,
            "alt": image.alt, "title": image.title,
        }  # fmt: skip
        if image.raw is not None:
            record["confidence"], record["raw"] = "low", image.raw
        holder = bisect_left(ends, at - 1)  # the first that ends there or behind it
        if holder < len(lists) and lists[holder]["span"][0] <= at:
            _step_at(lists[holder]["steps"], at).setdefault("images", []).append(record)
        else:
            between.append((at, record))
    return _merged(blocks, sorted(between, key=itemgetter(0)))


def _merged(blocks: Sequence[BlockRow], images: Sequence[tuple[int, ImageRow]]) -> list[BlockRow]:
    """The blocks with the images, by their places, each before the first block that begins at its place or behind it."""
    rows: list[BlockRow] = []
    number = 0
    for at, image in images:
        while number < len(blocks) and (blocks[number]["span"][0] < at or blocks[number]["span"] == (at, at)):
            rows.append(blocks[number])
            number += 1
        rows.append(image)
    return [*rows, *blocks[number:]]


def _is_held(layout: KeptLayout, at: int, pieces: Sequence[KeptSpan]) -> bool:
    """Whether an image of a line that several lists of blocks share is theirs."""
    holder = layout.holders.get(at)
    return holder is None or any(holder[0] <= piece.start < holder[1] for piece in pieces)


def _step_at(steps: Sequence[StepRow], at: int) -> StepRow:
    """The step that stands at or above a place, of those nested too."""
    step = steps[max(bisect_right(steps, at, key=lambda step: step["span"][0]) - 1, 0)]
    inner = step.get("steps")
    return _step_at(inner, at) if inner and inner[0]["span"][0] <= at else step
