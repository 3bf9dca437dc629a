"""Dates and times of day that run together because a flattener lost the space between them: `2021-04-1119:04:13`."""

from __future__ import annotations

from collections.abc import Iterator

from qaclean.patterns import compile_on_use

__all__ = ["find_glued_times"]

_GLUED = compile_on_use(
    r"(?<![0-9])[12][0-9]{3}(?P<mark>[-/.])(?:0[1-9]|1[0-2])(?P=mark)(?:0[1-9]|[12][0-9]|3[01])"
    r"(?=(?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9])?(?![0-9:]))"
)


def find_glued_times(text: str) -> Iterator[tuple[int, int, str]]:
    """The place between each date and the time that follows it at once, and the space that is missing there: `(place, place, " ")`. Linear.

    Nothing stands at the place, so that a block may end before the space.

    Month, day and hour have two digits each: of `2021-4-119:04` nobody can tell the day.

    >>> list(find_glued_times("原创2022-10-2323:37·"))
    [(12, 12, ' ')]
    >>> list(find_glued_times("2021-4-119:04 2021-04-11 19:04 2021-04-1199:04"))
    []
    """
    for match in _GLUED.finditer(text):
        yield match.end(), match.end(), " "
