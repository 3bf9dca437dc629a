"""Times of day as lines write them."""

from __future__ import annotations

import re

from qaclean.patterns import compile_at_once, compile_on_use

__all__ = ["CLOCK", "ends_in_time", "written_moment"]

CLOCK = r"[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?"
_MOMENT = compile_on_use(rf"(?:[0-9]{{1,4}}[-/.年月日\s]{{1,3}}){{0,3}}{CLOCK}")
_ENDS_IN_TIME = compile_at_once(r"[0-9]:[0-9]{2}\s?(?:am|pm)?$", re.IGNORECASE)


def written_moment(line: str) -> str | None:
    """The first time of day of a line with the date before it, as it is written: to tell whether two lines name the same minute.

    >>> written_moment("回复于 2017-3-2 10:11 举报"), written_moment("2017-3-2")
    ('2017-3-2 10:11', None)
    """
    match = _MOMENT.search(line)
    return match[0] if match else None


def ends_in_time(line: str) -> bool:
    """Whether a line ends in a time of day.

    >>> ends_in_time("ann, 10:32 pm"), ends_in_time("10:32 it broke")
    (True, False)
    """
    return _ENDS_IN_TIME.search(line) is not None
