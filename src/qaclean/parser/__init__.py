"""THE parser: turns what the stripper kept into questions, answers, step lists and images.

It may not drop text: what it cannot place stays a paragraph. It imports nothing of the stripper; it is given removals.
"""

from __future__ import annotations

from qaclean.parser.attributed import complete_told, parse_told
from qaclean.parser.kept_spans import kept_pieces
from qaclean.parser.layout_blocks import PageLayout
from qaclean.parser.page_facts import Facts, read_facts
from qaclean.parser.questions import Parsed, parse_faq, parse_pages_questions, parse_thread
from qaclean.posts.threads import FieldsOfLines, find_thread, thread_of, with_fields

__all__ = [
    "Facts",
    "FieldsOfLines",
    "PageLayout",
    "Parsed",
    "complete_told",
    "find_thread",
    "kept_pieces",
    "parse",
    "parse_faq",
    "parse_thread",
    "parse_told",
    "read_facts",
    "thread_of",
    "with_fields",
]

parse = parse_pages_questions
