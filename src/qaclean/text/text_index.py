"""Where a text stands in the lines of a page, whatever white space and punctuation lies between its words."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from qaclean.patterns import compile_at_once

__all__ = ["TextIndex"]

MIN_TEXT = 4  # solid code points of a text that can be looked up
BEGIN, END = 48, 24  # solid code points that show where a text begins and ends
LOOSE = 1.6  # how much longer than declared a text may be on the page
_SOLID = compile_at_once(r"[\W_]+")
_MARKS = str.maketrans("", "", "".join(mark for mark in map(chr, range(128)) if not mark.isalnum()))
_ELLIPSES = ("...", "\u2026", "[\u2026]", "[...]")


class TextIndex:
    """Where a text stands in the lines of a page, whatever white space and punctuation lies between its words.

    >>> TextIndex(["Home", "Turn it off.", "Then, wait."]).find("turn it off; then wait")
    (1, 3, True)
    """

    def __init__(self, lines: Sequence[str]) -> None:
        parts = [_solid(line) for line in lines]
        self.lines = lines
        self.text = "".join(parts)
        self.starts: list[int] = []
        at = 0
        for part in parts:
            self.starts.append(at)
            at += len(part)

    def find(self, text: str, start: int = 0) -> tuple[int, int, bool] | None:
        """The range of lines that hold the text, from line `start`, and whether all of it; None where the page does not show it."""
        words = _solid(text)
        if len(words) < MIN_TEXT or start >= len(self.starts):
            return None
        at = self.text.find(words[:BEGIN], self.starts[start])
        if at < 0:
            return None
        end, whole = at + min(len(words), BEGIN), True
        if len(words) > BEGIN:
            tail = words[-END:]
            behind = self.text.find(tail, max(end - END, at), at + int(LOOSE * len(words)) + END)
            whole = behind >= 0
            end = behind + len(tail) if whole else at + self._shared(words, at)
        last = self._line(end - 1)
        cut = text.rstrip().endswith(_ELLIPSES) and not self.lines[last].rstrip().endswith(_ELLIPSES)  # a teaser
        return self._line(at), last + 1, whole and not cut

    def begins_line(self, text: str, line: int) -> bool:
        """Whether a line begins with this text."""
        return self.text.startswith(_solid(text), self.starts[line])

    def is_line(self, text: str, line: int) -> bool:
        """Whether a line holds just this text."""
        end = self.starts[line + 1] if line + 1 < len(self.starts) else len(self.text)
        return self.text[self.starts[line] : end] == _solid(text)

    def _shared(self, words: str, at: int) -> int:
        """How many code points the page goes along with a text that it does not show to its end."""
        low, high = 0, len(words)
        while low < high:
            middle = (low + high + 1) // 2
            if self.text.startswith(words[:middle], at):
                low = middle
            else:
                high = middle - 1
        return low

    def _line(self, at: int) -> int:
        return bisect_right(self.starts, at) - 1


def _solid(text: str) -> str:
    """The letters and digits of a text, in lower case."""
    return (text.translate(_MARKS) if text.isascii() else _SOLID.sub("", text)).lower()
