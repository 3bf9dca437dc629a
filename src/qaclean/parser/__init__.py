"""THE parser: turns what the stripper kept into questions, answers, step lists and images.

It may not drop text: what it cannot place stays a paragraph. It imports nothing of the stripper; it is given removals.
"""

from __future__ import annotations

from qaclean.parser.metadata import Facts, read_facts
from qaclean.parser.posts import attach_heads, find_heads
from qaclean.parser.questions import Parsed, parse_pages_questions

__all__ = ["Facts", "Parsed", "attach_heads", "find_heads", "parse", "read_facts"]

parse = parse_pages_questions
