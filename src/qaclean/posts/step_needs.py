"""What a step needs, said again among the steps: a line of the materials is no step."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from qaclean.patterns import compile_at_once
from qaclean.posts.step_runs import StepRun

__all__ = ["solid", "without_needs"]

_SOLID = compile_at_once(r"[\W_]+")
_STOPS = ".!\u3002\uff01"
SHORT = 80  # code points of what a step needs


def solid(words: str) -> str:
    """The letters and digits of words, small.

    >>> solid("\u2022 Sea salt, to taste")
    'seasalttotaste'
    """
    return _SOLID.sub("", words).casefold()


def without_needs(run: StepRun, lines: Sequence[str], needs: Collection[str]) -> StepRun:
    """The run without items that are one line without a full stop whose words are those of one of the `needs`, or within one.

    >>> run = StepRun(((0, 1), (1, 2), (2, 3)), 3)
    >>> without_needs(run, ["Rim the glass.", "Sugar for the rim", "Serve"], [solid("2 tbsp sugar for the rim")]).items
    ((0, 1), (2, 3))
    """
    if not needs:
        return run
    items = tuple(row for row in run.items if not _is_need(lines, row, needs))
    return run._replace(items=items) if items else run


def _is_need(lines: Sequence[str], row: tuple[int, int], needs: Collection[str]) -> bool:
    first, last = row
    line = lines[first]
    if last - first > 1 or len(line) > SHORT or line[-1] in _STOPS:
        return False
    words = solid(line)
    return any(words in need for need in needs)
