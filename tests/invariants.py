"""What holds of every record, of any input: checked on the pages of the tests and on fuzzed ones."""

from __future__ import annotations

import json
from collections.abc import Iterator

from qaclean.pipeline.ledger import check, leaves
from qaclean.records import Page
from qaclean.records.blocks import Block
from qaclean.records.walk import block_lists, steps_in_depth

Span = tuple[int, int]


def broken(page: Page) -> Iterator[str]:
    """The invariants that a page breaks, in words; none for a sound page.

    The ledger; spans inside the source; blocks of a list in order and apart; steps in order and inside of their block; an answer's span holds its
    blocks; the record is written as JSON and read back equal.
    """
    record = page.model_dump()
    faults = check(page.source_text, leaves(record), [tuple(row["span"]) for row in record["removed"]])
    yield from (f"ledger: {fault.kind} [{fault.start}, {fault.end})" for fault in faults)
    yield from (f"unplaced text at {row.span}" for row in page.removed if row.rule == "unplaced")
    length = len(page.source_text)
    spans = [
        *(row.span for row in page.removed),
        *(row.span for row in page.repairs),
        *(q.span for q in page.questions),
    ]
    yield from (f"outside of the source: {span}" for span in spans if not 0 <= span[0] <= span[1] <= length)
    for place in block_lists(page):
        yield from _of_blocks([(block.span, _holes(block)) for block in place.blocks], length)
        for block in place.blocks:
            if block.type == "steps":
                yield from _of_steps(block.span, [step.span for step in steps_in_depth(block.steps)])
    for question in page.questions:
        for answer in question.answers:
            spans = [block.span for block in answer.blocks]
            if any(not _holds(answer.span, span) for span in spans):
                yield f"an answer at {answer.span} does not hold its blocks {spans}"
    if json.loads(page.model_dump_json()) != page.model_dump(mode="json"):
        yield "written as JSON, the record is another"


def _holes(block: Block) -> list[Span]:
    return block.holes if block.type == "steps" else []


def _of_blocks(blocks: list[tuple[Span, list[Span]]], length: int) -> Iterator[str]:
    """`blocks`: their spans, and the holes in them. A block may fill a hole of the list above it (code inside of a step)."""
    yield from (f"outside of the source: {span}" for span, _ in blocks if not 0 <= span[0] <= span[1] <= length)
    above, holes, filled = (0, 0), [], 0
    for span, own in blocks:
        if span[0] == span[1]:
            continue
        if span in holes and span[0] >= filled:
            filled = span[1]
        elif span[0] < above[1]:
            yield f"blocks out of order: {above}, {span}"
        else:
            above, holes, filled = span, own, span[0]


def _of_steps(block: Span, steps: list[Span]) -> Iterator[str]:
    yield from (f"a step at {span} is outside of its block {block}" for span in steps if not _holds(block, span))
    starts = [span[0] for span in steps]
    if starts != sorted(starts):
        yield f"steps out of order: {starts}"


def _holds(outer: Span, inner: Span) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]
