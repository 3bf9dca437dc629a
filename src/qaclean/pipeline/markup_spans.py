"""Spans of a Markdown page in its source: steps begin at their markers, images are where their markup is, and markup outside of what is kept
is removed as such."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from qaclean.records.rows import BlockRow, ImageRow, PageRow, RepairRow, Span, StepRow
from qaclean.records.walk import row_lists, step_rows_in_depth

if TYPE_CHECKING:
    from qaclean.markdown.render import MarkdownPage

__all__ = ["inside_kept", "place_markup", "removed_markup"]

_SAID = ("front-matter", "reader-head")  # rules of what a file says of itself


def place_markup(record: PageRow, page: MarkdownPage) -> None:
    """Let each step begin at its marker, and each image be where its markup is. Spans count in the source."""
    text, at = page.rendered.source, page.rendered.to_source
    starts = [at(start) for start in _line_starts(page.rendered.text)]
    markers = {starts[line]: span for line, span in page.markers.items() if line < len(starts)}
    images = _Images(page)
    titles = [row["span"] for row in record["questions"]] + ([record["title_span"]] if record["title_span"] else [])
    places = list(row_lists(record["questions"], record["body"]))
    words = (block["span"] for place in places for block in place.blocks if block["type"] != "image")
    taken = sorted({*(row["span"] for row in record["removed"]), *titles, *words})
    for place in places:
        _show(place.blocks, images, taken, text)
        for block in place.blocks:
            if block["type"] == "steps":
                _mark(block["steps"], markers, text)
                block["span"] = (min(block["span"][0], block["steps"][0]["span"][0]), block["span"][1])
                block["style"] = block["steps"][0]["marker"]


class _Images:
    """Where the markup of the images stands, by address; each place is of one image."""

    def __init__(self, page: MarkdownPage) -> None:
        self.spans: dict[str, list[Span]] = {}
        for image, span in zip(page.layout.images, page.image_spans, strict=True):
            self.spans.setdefault(image.url or "", []).append(span)  # in order
        self.used: set[Span] = set()

    def nearest(self, image: ImageRow) -> Span:
        """The place nearest to where the image is; that itself where there is none, or it is another's."""
        spans, at = self.spans.get(image["url"] or "", ()), image["span"][0]
        number = bisect_left(spans, (at, at))
        near = min(spans[max(number - 1, 0) : number + 1], key=lambda span: abs(span[0] - at), default=image["span"])
        return image["span"] if near in self.used else near

    def put(self, image: ImageRow, span: Span) -> None:
        """Let an image stand at a place."""
        image["span"] = span
        if span[0] < span[1]:
            self.used.add(span)


def _line_starts(text: str) -> Iterator[int]:
    """Where the words of each line begin that has any."""
    at = 0
    for line in text.replace("\r", "\n").split("\n"):
        body = line.lstrip()
        if body:
            yield at + len(line) - len(body)
        at += len(line) + 1


def _show(blocks: Sequence[BlockRow], images: _Images, taken: Sequence[Span], text: str) -> None:
    """Let each image span its markup, where that stands between blocks and is in nothing that is removed, a title, or a block of another list; one of a step is inside its list."""
    above = 0  # where the blocks above end, all of them: an image inside of one is not placed
    for index, block in enumerate(blocks):
        # A broken anchor in the text has its own place.
        if block["type"] == "image" and block["span"][0] == block["span"][1]:
            start, end = images.nearest(block)
            below = blocks[index + 1]["span"][0] if index + 1 < len(blocks) else end
            if above <= start and end <= below and not _overlaps(taken, start, end):
                images.put(block, (start, end))
        elif block["type"] == "steps":
            first, last = block["span"]
            below = blocks[index + 1]["span"][0] if index + 1 < len(blocks) else len(text)
            for image in [image for step in step_rows_in_depth(block["steps"]) for image in step.get("images", ())]:
                start, end = images.nearest(image)
                if (
                    image["span"][0] == image["span"][1]
                    and first <= start
                    and end <= below
                    and not _overlaps(taken, last, end)
                ):
                    images.put(image, (start, end))
                    last = max(last, end)
            block["span"] = (first, last)
        above = max(above, block["span"][1])


def _overlaps(taken: Sequence[Span], start: int, end: int) -> bool:
    """Whether one of the spans that are taken, in order and apart, has something in common with a span."""
    at = bisect_right(taken, (start, start))
    return (at > 0 and taken[at - 1][1] > start) or (at < len(taken) and taken[at][0] < end)


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
