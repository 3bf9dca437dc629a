"""Marks of Markdown in the lines of a dump that nobody read as Markdown: headings, strong and emphatic words."""

from __future__ import annotations

from qaclean.patterns import compile_at_once

__all__ = ["without_marks"]

_HEADING = compile_at_once(r"^(?P<number>[0-9]{1,2}\.\s{1,3})?#{1,6}\s{1,3}")
_BETWEEN_WORDS = compile_at_once(r"(?<=\w)(?:\*\*|__)(?=\w)")
_STRONG = compile_at_once(r"\*\*|__|_ _")
_EMPHASIS = compile_at_once(r"_(?<!\w_)(?=\S)([^_]{1,300})(?<=\S)_(?!\w)")


def without_marks(line: str) -> str:
    """A line without these marks; as it is where it has nothing else.

    >>> without_marks("## __Zubereitung"), without_marks("* **2** cups _sifted_ flour"), without_marks("snake_case")
    ('Zubereitung', '* 2 cups sifted flour', 'snake_case')
    """
    if "#" not in line and "*" not in line and "_" not in line:
        return line
    words = _HEADING.sub(lambda found: found["number"] or "", line) if "#" in line else line
    if "*" in words or "_" in words:
        words = _STRONG.sub("", _BETWEEN_WORDS.sub(" ", words))
    return (_EMPHASIS.sub(r"\1", words) if "_" in words else words).strip() or line
