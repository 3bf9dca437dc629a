"""What quoted lines of mail and plain text look like: the mark before each (`> words`), and whether a line is prose."""

from __future__ import annotations

from collections.abc import Sequence

from qaclean.patterns import compile_on_use

__all__ = ["is_prose", "is_told", "unmarked"]

# A word is read from its beginning alone: from each of its letters took the square of a long one.
_SPEAKS = compile_on_use(
    r"(?<![^\W\d_])[^\W\d_]{2,}(?:[\s,']{1,2}[^\W\d_]{1,}){3}|[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]{8}"
)
_TELLS = compile_on_use(
    r"[^\W\d_]{1,30}(?:[\s,'\u2019-]{1,2}[^\W\d_]{1,30}){6}|[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]{12}"
)


def unmarked(lines: Sequence[str]) -> list[str]:
    """The lines without one mark at the start of each, where all have one; lines of nothing else are empty ones and go.

    >>> unmarked(["> one", "> > two", ">"]), unmarked(["> one", "two"])
    (['one', '> two'], ['> one', 'two'])
    """
    if not all(line.startswith(">") for line in lines):
        return list(lines)
    return [words for line in lines if (words := line[1:].lstrip())]


def is_prose(line: str) -> bool:
    """Whether a line has four words in a row, or a clause of a script without spaces.

    >>> is_prose("I would try the other one"), is_prose("deb http://a.example/b main")
    (True, False)
    """
    return _SPEAKS.search(line) is not None


def is_told(line: str) -> bool:
    """Whether a line is a sentence of some length: seven words in a row, or a clause of a script without spaces.

    >>> is_told("I would try the other one first, it is new"), is_told("6:58:37 AM: Failing build: failed to build site")
    (True, False)
    """
    return _TELLS.search(line) is not None
