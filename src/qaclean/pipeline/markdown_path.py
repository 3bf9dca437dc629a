"""The path of a Markdown page: read as text without its markup, judged as a dump is, with the layout that the markup told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from qaclean.html.images import PlacedImage
from qaclean.markdown import MarkdownPage, read_markdown
from qaclean.parser import Facts, PageLayout, Parsed, parse_told
from qaclean.repairs.repair import Repaired, compose, repair
from qaclean.segments.document import Document, Removal
from qaclean.segments.lines import read_text
from qaclean.segments.signals import observe
from qaclean.stripper import MarkdownLines, strip
from qaclean.text.dates import read_date

__all__ = ["MarkdownResult", "clean_markdown", "close_markup", "place_markup"]

Record = dict[str, Any]


class MarkdownResult(NamedTuple):
    """What the path makes of a page; spans count in the repaired text."""

    page: MarkdownPage
    repaired: Repaired
    removals: list[Removal]
    facts: Facts
    parsed: Parsed


def clean_markdown(text: str, reference: datetime | None = None, *, url: str | None = None) -> MarkdownResult:
    """Strip and parse a Markdown source."""
    page = read_markdown(text, url)
    mended = repair(page.rendered.text)
    if mended.text.count("\n") != page.rendered.text.count("\n"):  # a repair across lines: places would be lost
        mended = Repaired(page.rendered.text, page.rendered.text, ())
    document = read_text(mended.text)
    page = _aligned(page, document)
    evidence = observe(document)
    lines = MarkdownLines(evidence, page.origins, page.nodes, page.head.title, page.link_counts, page.homes)
    removals = strip(document, evidence, lines)
    layout = PageLayout(_carried(document, page, removals), _images(document, page, removals), leaves=True)
    parsed, facts, removals = parse_told(document, evidence, removals, reference=reference, layout=layout)
    return MarkdownResult(page, compose(page.rendered, mended), removals, _with_head(facts, page), parsed)


def _aligned(page: MarkdownPage, document: Document) -> MarkdownPage:
    """The page with one origin a block; a repair may have emptied a line."""
    if len(page.origins) == len(document.blocks):
        return page
    numbers = [number for number, line in enumerate(page.rendered.text.replace("\r", "\n").split("\n")) if line.strip()]
    own = {number: index for index, number in enumerate(numbers)}
    kept: list[int] = []
    at = number = 0
    for block in document.blocks:
        number += document.text.replace("\r", "\n").count("\n", at, block.start)
        at = block.start
        kept.append(own.get(number, 0))
    place = {line: index for index, line in enumerate(kept)}
    images = tuple(image._replace(line=place.get(image.line, len(kept))) for image in page.images)
    markers = {place[line]: span for line, span in page.markers.items() if line in place}
    following = [0] * (len(page.origins) + 1)
    following[-1] = len(kept)
    for line in range(len(page.origins) - 1, -1, -1):
        following[line] = place.get(line, following[line + 1])
    nodes = page.nodes._replace(
        firsts=[following[n] for n in page.nodes.firsts], lasts=[following[n] for n in page.nodes.lasts]
    )
    return page._replace(
        origins=tuple(page.origins[line] for line in kept),
        nodes=nodes,
        images=images,
        markers=markers,
        link_counts=tuple(page.link_counts[line] for line in kept),
        homes=frozenset(place[line] for line in page.homes if line in place),
    )


def _carried(document: Document, page: MarkdownPage, removals: Sequence[Removal]) -> tuple[Any, ...]:
    """The origins, where an item whose first line goes begins with the next line of it that stays."""
    gone = {removal.start: removal.end for removal in removals}
    new = list(page.origins)
    for index, block in enumerate(document.blocks[:-1]):
        origin, after = new[index], new[index + 1]
        if origin.begins and gone.get(block.start, -1) >= block.end and not after.begins and after.item >= origin.item:
            new[index + 1] = after._replace(begins=True, ordinal=origin.ordinal)
    return tuple(new)


def _images(
    document: Document, page: MarkdownPage, removals: Sequence[Removal]
) -> tuple[tuple[int, int, PlacedImage], ...]:
    """The images that stand beside a kept line: block, position in the text, image; `node` is the image's number on the page."""
    gone = {removal.start: removal.end for removal in removals}
    kept = [gone.get(block.start, -1) < block.end for block in document.blocks]
    rows = []
    for number, image in enumerate(page.images):
        numbered = image._replace(node=number)
        line = image.line
        if line < len(kept) and kept[line]:
            block = document.blocks[line]
            rows.append((line, min(block.start + image.offset, block.end), numbered))
        elif line + 1 < len(kept) and kept[line + 1]:
            rows.append((line + 1, document.blocks[line + 1].start, numbered))
    return tuple(rows)


def _with_head(facts: Facts, page: MarkdownPage) -> Facts:
    """The facts, with what the file's head says of the page first."""
    head = page.head
    return facts._replace(
        author=head.author or facts.author,
        published=read_date(head.published) or facts.published if head.published else facts.published,
        tags=facts.tags or list(head.tags),
    )


# -- in the source ---------------------------------------------------------------------------------------------------


def place_markup(record: Record, page: MarkdownPage, text: str) -> None:
    """Let each step begin at its marker, and each image be where its markup is. Spans count in the source."""
    at = page.rendered.to_source
    starts = [at(start) for start in _starts(page.rendered.text)]
    markers = {starts[line]: span for line, span in page.markers.items() if line < len(starts)}
    for blocks in _block_lists(record):
        _show(blocks, page)
        for block in blocks:
            if block["type"] == "steps":
                _mark(block["steps"], markers, text)
                block["span"] = (min(block["span"][0], block["steps"][0]["span"][0]), block["span"][1])
                block["style"] = block["steps"][0]["marker"]


def _show(blocks: list[Record], page: MarkdownPage) -> None:
    """Let each image span its markup, where that stands between blocks; one of a step is inside its list."""
    for index, block in enumerate(blocks):
        if block["type"] == "steps":
            end = block["span"][1]
            for image in _images_of(block["steps"]):
                span = page.image_spans[image.pop("node")]
                image["span"] = span
                end = max(end, span[1])
            following = blocks[index + 1]["span"][0] if index + 1 < len(blocks) else end
            block["span"] = (block["span"][0], end if end <= following else block["span"][1])
        elif block["type"] == "image":
            start, end = page.image_spans[block.pop("node")]
            above = blocks[index - 1]["span"][1] if index else 0
            below = blocks[index + 1]["span"][0] if index + 1 < len(blocks) else end
            if above <= start and end <= below:
                block["span"] = (start, end)


def _images_of(steps: Sequence[Record]) -> Iterator[Record]:
    for step in steps:
        yield from step.get("images") or ()
        yield from _images_of(step.get("steps") or ())


def _starts(text: str) -> Iterator[int]:
    at = 0
    for line in text.replace("\r", "\n").split("\n"):
        body = line.lstrip()
        if body:
            yield at + len(line) - len(body)
        at += len(line) + 1


def _mark(steps: Sequence[Record], markers: Mapping[int, tuple[int, int]], text: str) -> None:
    for step in steps:
        marker = markers.get(step["span"][0])
        if marker is not None:
            step["span"] = (marker[0], step["span"][1])
            step["marker"] = text[marker[0] : marker[1]]
        _mark(step.get("steps") or (), markers, text)


def _block_lists(record: Record) -> Iterator[list[Record]]:
    for question in record["questions"]:
        yield question.get("body") or []
        for answer in question["answers"]:
            yield answer["blocks"]
            yield from answer.get("followups") or ()
    yield record["body"]


def close_markup(record: Record, page: MarkdownPage, start: int, end: int, rule_else: str) -> None:
    """Account for `[start, end)` of the source, which is in no leaf and not removed: by the rule of the markup there, noise by another rule elsewhere."""
    at = start
    for first, last, rule in page.rules_in(start, end):
        if first > at:
            _remove(record, page.rendered.source, at, first, "noise", rule_else)
        reason = "metadata" if rule in ("front-matter", "reader-head") else "markup"
        _remove(record, page.rendered.source, max(first, at), last, reason, rule)
        at = max(at, last)
    _remove(record, page.rendered.source, at, end, "noise", rule_else)


def _remove(record: Record, text: str, start: int, end: int, reason: str, rule: str) -> None:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    if start < end:
        record["removed"].append({"span": (start, end), "reason": reason, "rule": rule})
