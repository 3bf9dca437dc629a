"""Warnings that a record's own rows give rise to: what deceives a reader, what was lost of images, counts that do not count."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from qaclean.patterns import compile_at_once
from qaclean.records.rows import ImageRow, PageRow, Span, StepRow
from qaclean.records.walk import row_lists, step_rows_in_depth

__all__ = ["INVISIBLE", "LOST_IMAGE", "STEP_NUMBERS", "UNSAFE_URL", "warn_of_suspicions"]

INVISIBLE, LOST_IMAGE, STEP_NUMBERS, UNSAFE_URL = "invisible-text", "lost-image", "step-numbers", "unsafe-url"
# Characters that make a text look like another or hide one in it. Zero width spaces, joiners, byte order marks and soft hyphens are taken out
# without a word: editors and sites strew them in by the million.
_DECEIVING = compile_at_once("[\u202a-\u202e\u2066-\u2069\u115f\u1160\u3164\uffa0\u180e\u034f\U000e0000-\U000e007f]")


def warn_of_suspicions(record: PageRow) -> None:
    """Add the warnings of a record's repairs, images and step lists: one of a code, with the first place. Linear."""
    hidden = [
        row["span"] for row in record["repairs"] if row["kind"] == "invisible" and _DECEIVING.search(row["before"])
    ]
    _warn(record, INVISIBLE, hidden, "characters that show nothing or turn the text around were taken out")
    lost = [row["span"] for row in record["repairs"] if row["kind"] == "anchor"]
    _warn(record, LOST_IMAGE, lost, "what is left of an image's anchor does not name the image")
    unsafe: list[Span] = []
    odd: list[Span] = []
    for place in row_lists(record["questions"], record["body"]):
        for block in place.blocks:
            if block["type"] == "image":
                unsafe += _unsafe((block,))
            elif block["type"] == "steps":
                unsafe += _unsafe(
                    image for step in step_rows_in_depth(block["steps"]) for image in step.get("images", ())
                )
                if not _counts(block["steps"]):
                    odd.append(block["span"])
    _warn(
        record,
        UNSAFE_URL,
        unsafe,
        "an image has no address that may be opened, or one that looks like another's: see its `raw`",
    )
    _warn(
        record,
        STEP_NUMBERS,
        odd,
        "the numbers of a step list are not in sequence: some may be lost, repeated or in disorder",
    )


def _warn(record: PageRow, code: str, spans: Sequence[Span], message: str) -> None:
    if spans:
        times = f" ({len(spans):,} times)" if len(spans) > 1 else ""
        record["warnings"].append({"code": code, "message": message + times, "span": spans[0]})


def _unsafe(images: Iterable[ImageRow]) -> Iterable[Span]:
    return (image["span"] for image in images if "raw" in image)


def _counts(steps: Sequence[StepRow]) -> bool:
    """Whether each number is one more than that before it, where both have one; all may be equal, as Markdown allows."""
    numbers = [step["number"] for step in steps]
    pairs = [(a, b) for a, b in pairwise(numbers) if a is not None and b is not None]
    return all(b == a + 1 for a, b in pairs) or (len(pairs) > 1 and all(a == b for a, b in pairs))
