"""Facts of a page against its record: what a person read off the page, written by hand in `case.toml` before the record was looked at."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from qaclean.records import Answer, Block, Page
from qaclean.records.walk import blocks_of, steps_in_depth

KNOWN = (
    *(
        "kind",
        "title",
        "language",
        "site",
        "asker",
        "published",
        "questions",
        "answers",
        "authors",
        "dates",
        "votes",
        "accepted",
    ),
    *("followups", "steps", "images", "tables", "code", "quotes", "repairs", "warnings", "keep", "drop"),
)
_HALF = str.maketrans("，：；？！（）", ",:;?!()")


def said(page: Page) -> str:
    """All that the record keeps, with half-width marks."""
    blocks = blocks_of(page)
    words = [page.title or "", *(question.text for question in page.questions)]
    words += [block.text if hasattr(block, "text") else str(block.model_dump()) for block in blocks]
    return "\n".join(words).translate(_HALF)


def wrong(page: Page, facts: dict[str, Any]) -> list[str]:
    """The facts that a record does not bear out, in words; none where it is right."""
    found: list[str] = [f"{key}: no such fact" for key in sorted({*facts} - {*KNOWN})]
    told = _told(page)
    for key in [key for key in facts if key in told]:
        right = facts[key]
        if told[key] != right and not (key == "kind" and told[key] in right):
            found.append(f"{key}: {right!r} is right, found {told[key]!r}")
    return found + list(_wrong_words(said(page), facts))


def _wrong_words(kept: str, facts: dict[str, Any]) -> Iterator[str]:
    yield from (f"lost: {words!r}" for words in facts.get("keep", ()) if words.translate(_HALF) not in kept)
    yield from (f"kept: {words!r}" for words in facts.get("drop", ()) if words.translate(_HALF) in kept)


def _told(page: Page) -> dict[str, Any]:
    """What the record says in the words of facts; "" for what it does not know."""
    answers = [answer for question in page.questions for answer in question.answers]
    blocks = blocks_of(page)
    lists = [block.steps for block in blocks if block.type == "steps"]
    shown = _count(blocks, "image")
    first = page.questions[0] if page.questions else None
    return {
        "kind": page.kind,
        "title": page.title or "",
        "language": page.language or "",
        "site": page.site or "",
        "asker": (first and first.author) or page.author or "",
        "published": ((first and first.published) or page.published or "")[:10],
        "questions": [question.text for question in page.questions],
        "answers": [len(question.answers) for question in page.questions],
        **_of_answers(answers),
        "steps": [len(steps) for steps in lists],
        "images": shown + sum(len(step.images) for steps in lists for step in steps_in_depth(steps)),
        "tables": _count(blocks, "table"),
        "code": _count(blocks, "code"),
        "quotes": _count(blocks, "quote"),
        "repairs": sorted({repair.kind for repair in page.repairs}),
        "warnings": sorted({warning.code for warning in page.warnings}),
    }


def _of_answers(answers: list[Answer]) -> dict[str, Any]:
    return {
        "authors": [answer.author or "" for answer in answers],
        "dates": [(answer.published or "")[:10] for answer in answers],
        "votes": ["" if answer.votes is None else answer.votes for answer in answers],
        "accepted": [bool(answer.accepted) for answer in answers],
        "followups": [len(answer.followups) for answer in answers],
    }


def _count(blocks: list[Block], kind: str) -> int:
    return sum(block.type == kind for block in blocks)
