"""Spans of a Markdown page in its source: steps begin at their markers, images are where their markup is, and markup outside of what is kept
is removed as such."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from qaclean.records.rows import BlockRow, ImageRow, PageRow, RepairRow, Span, StepRow
from qaclean.records.walk import row_lists, step_rows_in_depth

if TYPE_CHECKING:
    from qaclean.markdown import MarkdownPage

__all__ = ["inside_kept", "place_markup", "removed_markup"]

_SAID = ("front-matter", "reader-head")  # rules of what a file says of itself


def place_markup(record: PageRow, page: MarkdownPage) -> None:
    """Let each step begin at its marker, and each image be where its markup is. Spans count in the source."""
    text, at = page.rendered.source, page.rendered.to_source
    starts = [at(start) for start in _line_starts(page.rendered.text)]
    markers = {starts[line]: span for line, span in page.markers.items() if line < len(starts)}
    spans: dict[str, list[Span]] = {}
    for image, span in zip(page.layout.images, page.image_spans, strict=True):
        spans.setdefault(image.url or "", []).append(span)
    removed = sorted(row["span"] for row in record["removed"])
    for place in row_lists(record["questions"], record["body"]):
        _show(place.blocks, spans, removed, text)
        for block in place.blocks:
            if block["type"] == "steps":
                _mark(block["steps"], markers, text)
                block["span"] = (min(block["span"][0], block["steps"][0]["span"][0]), block["span"][1])
                block["style"] = block["steps"][0]["marker"]


def _line_starts(text: str) -> Iterator[int]:
    """Where the words of each line begin that has any."""
    at = 0
    for line in text.replace("\r", "\n").split("\n"):
        body = line.lstrip()
        if body:
            yield at + len(line) - len(body)
        at += len(line) + 1


def _show(blocks: Sequence[BlockRow], spans: Mapping[str, Sequence[Span]], removed: Sequence[Span], text: str) -> None:
    """Let each image span its markup, where that stands between blocks and is not removed; one of a step is inside its list."""
    above = 0  # where the blocks above end, all of them: an image inside of one is not placed
    for index, block in enumerate(blocks):
        # A broken anchor in the text has its own place.
        if block["type"] == "image" and block["span"][0] == block["span"][1]:
            start, end = _nearest(block, spans)
            below = blocks[index + 1]["span"][0] if index + 1 < len(blocks) else end
            if above <= start and end <= below and not _overlaps(removed, start, end):
                block["span"] = (start, end)
        elif block["type"] == "steps":
            first, last = block["span"]
            below = blocks[index + 1]["span"][0] if index + 1 < len(blocks) else len(text)
            images = [image for step in step_rows_in_depth(block["steps"]) for image in step.get("images", ())]
            for image in images:
                start, end = _nearest(image, spans)
                if (
                    image["span"][0] == image["span"][1]
                    and first <= start
                    and end <= below
                    and not _overlaps(removed, last, end)
                ):
                    image["span"] = (start, end)
                    last = max(last, end)
            block["span"] = (first, last)
        above = max(above, block["span"][1])


def _overlaps(removed: Sequence[Span], start: int, end: int) -> bool:
    """Whether one of the removed spans, in order and apart, has something in common with a span."""
    at = bisect_right(removed, (start, start))
    return (at > 0 and removed[at - 1][1] > start) or (at < len(removed) and removed[at][0] < end)


def _nearest(image: ImageRow, spans: Mapping[str, Sequence[Span]]) -> Span:
    at = image["span"][0]
    return min(spans.get(image["url"] or "", (image["span"],)), key=lambda span: abs(span[0] - at))


def _mark(steps: Sequence[StepRow], markers: Mapping[int, Span], text: str) -> None:
    for step in step_rows_in_depth(steps):
        marker = markers.get(step["span"][0])
        if marker is not None:
            step["span"] = (marker[0], step["span"][1])
            step["marker"] = text[marker[0] : marker[1]]


def removed_markup(page: MarkdownPage, start: int, end: int, otherwise: str) -> Iterator[tuple[Span, str, str]]:
    """Spans, reasons and rules of `[start, end)` of the source, which is in no leaf and not removed: by the markup there, noise by the rule
    `otherwise` elsewhere."""
    at = start
    for first, last, rule in page.rules_in(start, end):
        yield from _solid(page, at, first, "noise", otherwise)
        yield from _solid(page, max(first, at), last, "metadata" if rule in _SAID else "markup", rule)
        at = max(at, last)
    yield from _solid(page, at, end, "noise", otherwise)


def _solid(page: MarkdownPage, start: int, end: int, reason: str, rule: str) -> Iterator[tuple[Span, str, str]]:
    words = page.rendered.source[start:end] if start < end else ""
    if words.strip():
        first = start + len(words) - len(words.lstrip())
        yield (first, first + len(words.strip())), reason, rule


def inside_kept(repairs: Sequence[RepairRow], kept: Sequence[Span]) -> list[RepairRow]:
    """The repairs, of markup those alone that stand inside what is kept: the rest is removed."""
    starts = [start for start, _ in kept]
    rows = []
    for row in repairs:
        if row["kind"] == "markup":
            place = bisect_right(starts, row["span"][0]) - 1
            if place < 0 or row["span"][1] > kept[place][1] or not row["before"].strip():
                continue
        rows.append(row)
    return rows
