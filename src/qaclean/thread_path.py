"""The path of a text whose posts are told by lines that repeat: the same parts as that of a page with a profile, without a layout."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from qaclean.document import Document, Removal
from qaclean.evidence import Evidence
from qaclean.parser import Facts, Parsed, kept_pieces, parse_thread, read_facts, thread_of
from qaclean.posts.repeated_lines import find_line_thread
from qaclean.stripper import strip_thread_lines

__all__ = ["clean_line_thread"]


def clean_line_thread(
    document: Document, evidence: Sequence[Evidence], reference: datetime | None
) -> tuple[list[Removal], Facts, Parsed] | None:
    """Removals, facts and record of a text with such posts, or None."""
    found = find_line_thread(document, evidence, reference)
    if found is None:
        return None
    keep = found.page.kept(len(document.blocks))
    removals = strip_thread_lines(document, evidence, keep, found.heads, found.buttons, found.title)
    pieces, markers = kept_pieces(document, evidence, removals, labels=False)
    title = next((piece for piece in pieces if piece.block == found.title[0]), None)
    thread = thread_of(found.page, [piece for piece in pieces if title is None or piece.start != title.start])
    if (title is None and not thread.question.pieces) or not thread.answers:
        return None
    parsed = parse_thread(document, thread, title, pieces, markers, None, found.page.kind)
    of_page = [r for r in removals if r.rule not in ("post-head", "post-button")]
    facts = read_facts(
        document, sorted([*of_page, *parsed.removals]), content=parsed.content_start, reference=reference
    )
    asked = found.page.question.fields
    return (
        removals,
        facts._replace(author=asked.author or facts.author, published=asked.published or facts.published),
        parsed,
    )
