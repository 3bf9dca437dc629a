"""What a page of posts, or one that declares something of itself, says beside the facts of its lines."""

from __future__ import annotations

from qaclean.parser.page_facts import Facts
from qaclean.parser.parsed import Parsed
from qaclean.posts.repeated_elements import is_declared_article
from qaclean.posts.structured_data import Declared
from qaclean.segments.document import fold
from qaclean.segments.layout import Layout
from qaclean.text.dates import read_date

__all__ = ["with_declared_facts", "with_first_post"]


def with_first_post(facts: Facts, parsed: Parsed) -> Facts:
    """The facts of a page of posts: its first post published it."""
    if parsed.kind not in ("qa", "thread") or not parsed.questions:
        return facts
    asked = parsed.questions[0]
    return facts._replace(
        author=asked.get("author") or facts.author, published=asked.get("published") or facts.published
    )


def with_declared_facts(facts: Facts, parsed: Parsed, declared: Declared, layout: Layout) -> Facts:
    """The facts, with what the page declares of itself where nothing visible says it; a name and a path must stand on the page. Who wrote a
    how-to is told best by what declares its steps."""
    facts = with_first_post(facts, parsed)
    if parsed.kind == "howto" and declared.kind == "howto" and declared.author:
        facts = facts._replace(author=declared.author)
    shown = fold("\n".join(layout.lines))
    named = declared.author if declared.author and fold(declared.author) in shown else None
    path = [name for name in declared.breadcrumb if fold(name) in shown]
    meta = layout.head.meta.get("article:published_time", "")
    return facts._replace(
        breadcrumb=facts.breadcrumb or (list(declared.breadcrumb) if path else []),
        author=facts.author or named,
        published=facts.published or declared.published or (read_date(meta) if is_declared_article(layout) else None),
    )
