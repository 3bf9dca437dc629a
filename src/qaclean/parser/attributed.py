"""Pages whose posts are told by words alone: attribution lines part the answers, and say who wrote them.

A dump has nothing else; an HTML page is read so where its markup shows no posts.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import cast

from qaclean.parser.attributed_fields import attach_fields
from qaclean.parser.attribution_lines import find_attribution_lines
from qaclean.parser.page_facts import Facts, read_facts
from qaclean.parser.page_layout import KeptLayout
from qaclean.parser.parsed import Parsed
from qaclean.parser.questions import parse_text
from qaclean.records.rows import PostRow, QuestionRow
from qaclean.segments.document import Document, Removal
from qaclean.segments.signals import Evidence

__all__ = ["complete_fields", "parse_attributed"]

_FIELDS = ("author", "published", "votes", "accepted")
_POSTED = frozenset({"qa", "thread", "faq"})  # kinds of pages whose answers are posts


def parse_attributed(
    document: Document,
    evidence: Sequence[Evidence],
    removals: list[Removal],
    *,
    reference: datetime | None = None,
    layout: KeptLayout | None = None,
) -> tuple[Parsed, Facts, list[Removal]]:
    """The record of a page, its facts, and the removals, where those that tell of answers are metadata now."""
    attributions = find_attribution_lines(document, evidence, removals, reference=reference)
    parsed = parse_text(document, evidence, removals, attributions, layout)
    used = attach_fields(document, evidence, parsed.questions, attributions) if parsed.kind in _POSTED else set()
    posts = (
        {attribution.start for attribution in attributions if attribution.said.belongs != "page"}
        if parsed.kind in _POSTED and len(attributions) > 1
        else used
    )
    facts = read_facts(
        document,
        [
            removal
            for removal in sorted([*removals, *parsed.removals])
            if removal.start not in posts and not removal.of_post
        ],
        content=parsed.content_start,
        reference=reference,
        said={attribution.start: attribution.said for attribution in attributions},
    )
    if parsed.kind in _POSTED and parsed.questions:  # such a page was published with its first question
        asked = parsed.questions[0]
        facts = facts._replace(
            published=facts.published or asked.get("published"), author=facts.author or asked.get("author")
        )
    return parsed, facts, _as_metadata(removals, used)


def complete_fields(
    document: Document,
    evidence: Sequence[Evidence],
    removals: Sequence[Removal],
    questions: list[QuestionRow],
    *,
    reference: datetime | None = None,
) -> None:
    """Write into the posts of an HTML page what its removed attribution lines say, where the markup says nothing."""
    attributions = [
        attribution
        for attribution in find_attribution_lines(document, evidence, removals, reference=reference)
        if not attribution.kept
    ]
    if not attributions:
        return
    posts: list[PostRow] = [*questions, *(answer for question in questions for answer in question["answers"])]
    plain = [cast("dict[str, object]", post) for post in posts]  # fields by name
    known = [(post, {field: post[field] for field in _FIELDS if post.get(field) is not None}) for post in plain]
    attach_fields(document, evidence, questions, attributions)
    for post, fields in known:
        post.update(fields)


def _as_metadata(removals: list[Removal], used: set[int]) -> list[Removal]:
    """What told of an answer is metadata, whatever made the stripper remove it."""
    if not used:
        return removals
    vague = {r.start for r in removals if r.start in used and r.reason != "metadata" and not r.silent}
    return [r._replace(reason="metadata", rule="attribution") if r.start in vague else r for r in removals]
