"""What a page of posts, or one that declares something of itself, says beside the facts of its lines."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from qaclean.parser.article_facts import article_author, article_published, head_of
from qaclean.parser.page_facts import Facts
from qaclean.parser.parsed import Parsed
from qaclean.posts.found import Found
from qaclean.records.walk import row_lists
from qaclean.segments.document import Document, fold
from qaclean.segments.signals import Evidence

__all__ = ["with_declared_facts", "with_first_post"]


def with_first_post(facts: Facts, parsed: Parsed) -> Facts:
    """The facts of a page of posts: its first post published it."""
    if parsed.kind not in ("qa", "thread") or not parsed.questions:
        return facts
    asked = parsed.questions[0]
    return facts._replace(
        author=asked.get("author") or facts.author, published=asked.get("published") or facts.published
    )


def with_declared_facts(
    facts: Facts, parsed: Parsed, found: Found, document: Document, evidence: Sequence[Evidence]
) -> Facts:
    """The facts of an HTML page, with what it declares of itself where nothing visible says it; a name and a path must stand on the page. Who wrote a
    how-to is told best by what declares its steps, who wrote an article by its head and its byline."""
    layout, declared = document.layout, found.declared
    assert layout is not None
    facts = with_first_post(facts, parsed)
    if parsed.kind == "howto" and declared.kind == "howto" and declared.author:
        facts = facts._replace(author=declared.author)
    shown = fold("\n".join(layout.lines))
    named = declared.author if declared.author and fold(declared.author) in shown else None
    path = [name for name in declared.breadcrumb if fold(name) in shown]
    facts = facts._replace(
        breadcrumb=facts.breadcrumb or (list(declared.breadcrumb) if path else []),
        author=facts.author or named,
        published=facts.published or declared.published,
    )
    if not layout.named or found.thread is not None or found.empty is not None:
        return facts
    first = _beginning(parsed, document)
    if first is None:
        return facts
    head = head_of(layout, evidence, parsed.title or "", first)
    written = facts.author if parsed.kind == "howto" else named
    return facts._replace(
        author=written or article_author(layout, evidence, head, shown) or facts.author,
        published=declared.published or article_published(layout, evidence, head) or facts.published,
    )


def _beginning(parsed: Parsed, document: Document) -> int | None:
    """The piece in which the text of a page begins."""
    spans = [block["span"] for place in row_lists(parsed.questions, parsed.body) for block in place.blocks]
    first = min((span[0] for span in spans if span[0] < span[1]), default=None)
    return None if first is None else bisect_right([piece.start for piece in document.pieces], first) - 1
