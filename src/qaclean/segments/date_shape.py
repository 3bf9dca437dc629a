"""The pattern of a date inside a line: numbers and English names of months (`rules/segments.toml`), and names of months in all languages we know."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from qaclean.rules import literals, load
from qaclean.text.led_patterns import led, led_spans

__all__ = ["BEGINS", "date_shape", "date_spans"]

_LATIN = "\u0600"  # names of months below it stand between spaces
BEGINS = "0-9A-Za-z\u00aa-\u05ff\u212a\u6628"  # what a date begins with


@lru_cache(maxsize=1)
def _led() -> re.Pattern[str]:
    return led(BEGINS, date_shape())


def date_spans(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    """The spans of the dates of a stretch of text, in code points."""
    return led_spans(_led(), text, start, end)


def date_shape() -> str:
    """A pattern for `regex.compile`, without groups that have names.

    >>> import re
    >>> [re.search(date_shape(), line)[0] for line in ("» Sa 9. Okt 2021, 11:55", "le 6 décembre 2022 à 9h05", "14 de mayo de 2016")]
    ['Sa 9. Okt 2021, 11:55', '6 décembre 2022 à 9h05', '14 de mayo de 2016']
    """
    shape = next(row["pattern"] for row in load("segments")["shape"] if row["id"] == "date")
    dates = load("dates")
    months = literals(sorted({name for names in dates["months"] for name in names if name[0] < _LATIN}))
    days = literals(sorted(load("post_lines")["weekdays"]))
    of, at = literals(dates["of"]), literals(dates["at"])
    day = rf"(?<![0-9.:])(?:\b(?i:{days})\.?,?\s)?[0-9]{{1,2}}(?:st|nd|rd|th|er|\.)?\s(?:(?:{of})\s)?"
    month = rf"(?i:{months})\.?,?\s(?:(?:{of})\s)?"
    time = rf"(?:(?:,|\s-|,?\s(?:{at}))?\s[0-9]{{1,2}}[:h][0-9]{{2}}(?::[0-9]{{2}})?(?:\s?[AaPp][Mm]\b)?)?"
    return f"(?:{day}{month}(?:19|20)[0-9]{{2}}(?![0-9]){time}|{shape})"
