"""Pages whose posts are told by words alone: attribution lines part the answers, and say who wrote them.

A dump has nothing else; an HTML page is read so where its markup shows no posts.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from qaclean.parser.layout_blocks import PageLayout
from qaclean.parser.page_facts import Facts, read_facts
from qaclean.parser.questions import Parsed, parse_pages_questions
from qaclean.posts.attribution_lines import attach_heads, find_heads
from qaclean.segments.document import Document, Removal
from qaclean.segments.signals import Evidence

__all__ = ["complete_told", "parse_told"]

_FIELDS = ("author", "published", "votes", "accepted")
_POSTED = frozenset({"qa", "thread", "faq"})  # kinds of pages whose answers are posts


def parse_told(
    document: Document,
    evidence: Sequence[Evidence],
    removals: list[Removal],
    *,
    reference: datetime | None = None,
    layout: PageLayout | None = None,
) -> tuple[Parsed, Facts, list[Removal]]:
    """The record of a page, its facts, and the removals, where those that tell of answers are metadata now."""
    heads = find_heads(document, evidence, removals, reference=reference)
    parsed = parse_pages_questions(document, evidence, removals, heads, layout)
    used = attach_heads(document, evidence, parsed.questions, heads) if parsed.kind in _POSTED else set()
    posts = (
        {head.start for head in heads if head.said.belongs != "page"}
        if parsed.kind in _POSTED and len(heads) > 1
        else used
    )
    facts = read_facts(
        document,
        [removal for removal in sorted([*removals, *parsed.removals]) if removal.start not in posts],
        content=parsed.content_start,
        reference=reference,
        said={head.start: head.said for head in heads},
    )
    if parsed.kind in _POSTED and parsed.questions:  # such a page was published with its first question
        asked = parsed.questions[0]
        facts = facts._replace(
            published=facts.published or asked.get("published"), author=facts.author or asked.get("author")
        )
    return parsed, facts, _as_metadata(removals, used)


def complete_told(
    document: Document,
    evidence: Sequence[Evidence],
    removals: Sequence[Removal],
    questions: list[dict[str, Any]],
    *,
    reference: datetime | None = None,
) -> None:
    """Write into the posts of an HTML page what its removed attribution lines say, where the markup says nothing."""
    heads = [head for head in find_heads(document, evidence, removals, reference=reference) if not head.kept]
    if not heads:
        return
    posts = [*questions, *(answer for question in questions for answer in question["answers"])]
    known = [(post, {field: post[field] for field in _FIELDS if post.get(field) is not None}) for post in posts]
    attach_heads(document, evidence, questions, heads)
    for post, fields in known:
        post.update(fields)


def _as_metadata(removals: list[Removal], used: set[int]) -> list[Removal]:
    """What told of an answer is metadata, whatever made the stripper remove it."""
    if not used:
        return removals
    vague = {r.start for r in removals if r.start in used and r.reason != "metadata"}
    return [r._replace(reason="metadata", rule="attribution") if r.start in vague else r for r in removals]
