"""What a pattern's matches must hold: words to look for before the pattern is tried, which is a hundred times dearer."""

from __future__ import annotations

import re

from qaclean.patterns import compile_at_once

__all__ = ["required_words"]

# The atoms of a pattern, as far as needed: classes, groups, escapes, what repeats.
_TOKEN = compile_at_once(
    r"(?P<set>\[\^?\]?(?:\\.|[^\]\\]){0,2000}\])|(?P<open>\()|(?P<close>\))|(?P<either>\|)"
    r"|(?P<more>(?:[*+?]|\{[0-9]{0,4}(?:,[0-9]{0,4})?\})[?+]?)|(?P<escape>\\.)|(?P<other>[.^$])|(?P<plain>.)",
    re.DOTALL,
)


def required_words(pattern: str) -> str:
    r"""The longest run of characters that stands in every match of a pattern; an empty text where none is sure.

    >>> required_words(r"^已有[0-9]{1,9}人收藏$"), required_words(r"(?:a|b)cd?e\.f"), required_words("a|b"), required_words("(?i)abc"), required_words(r"ab\p{L}")
    ('人收藏', 'e.f', '', '', '')
    """
    if "(?" in pattern.replace("(?:", ""):  # flags and look-arounds
        return ""
    best = run = ""
    depth = 0
    for match in _TOKEN.finditer(pattern):
        kind, text = match.lastgroup, match.group()
        if kind == "open":
            depth += 1
        elif kind == "close":
            depth -= 1
        elif text == "{" or (kind == "either" and depth == 0):  # what is fuzzy, a class by name, or one of several
            return ""
        literal = ""
        if depth == 0 and kind == "plain":
            literal = text
        elif depth == 0 and kind == "escape" and not text[1].isalnum():
            literal = text[1]
        if kind == "more":  # what it repeats may not stand there
            best, run = max(best, run[:-1], key=len), ""
        elif literal:
            run += literal
        else:
            best, run = max(best, run, key=len), ""
    return max(best, run, key=len)
