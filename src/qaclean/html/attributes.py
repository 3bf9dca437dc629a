"""Elements with thousands of attributes: the parser's time grows with the square of their number, so that only the first are read."""

from __future__ import annotations

import re

from qaclean.patterns import compile_at_once, compile_on_use

__all__ = ["MAX_ATTRIBUTES", "with_fewer_attributes"]

MAX_ATTRIBUTES = 1000  # of one element that are read
LONG = 16_000  # code points of a tag that may hold more than that
_LONG_TAG = compile_at_once(rf"<[A-Za-z][^\s/<>]{{0,60}}(?=[\s/][^<]{{{LONG}}})")
_ATTRIBUTE = compile_on_use(
    r"[\s/]{0,999}+(?:[^\s/>=][^\s/>=]{0,999}+)?+(?:\s{0,99}+=\s{0,99}+(?:\"[^\"]{0,99999}+\"|'[^']{0,99999}+'|[^\s>]{0,99999}+))?+"
)


def with_fewer_attributes(text: str) -> str:
    """The markup, where no element has over `MAX_ATTRIBUTES` attributes; the further ones go. Linear.

    Cheap looks find the places: long markup without a `<`. Attributes whose values hold `<` pass unseen.

    >>> page = "<p " + " ".join(f"a{i}=1" for i in range(4000)) + " >text</p>"
    >>> with_fewer_attributes(page)[-22:]
    'a998=1 a999=1>text</p>'
    """
    parts: list[str] = []
    at = 0
    match = _long_tag(text, 0)
    while match:
        enough, end = _attributes(text, match.end())
        parts.append(text[at:enough])
        at = end
        match = _long_tag(text, max(end, match.end()))
    return "".join(parts) + text[at:] if parts else text


def _long_tag(text: str, at: int) -> re.Match[str] | None:
    """The next tag, from `at` on, that goes on for `LONG` code points without a `<`. Of most pages a few characters each `LONG` are looked at.

    >>> [match and match.start() for match in (_long_tag("<b><p " + "a" * n, 0) for n in (LONG - 1, LONG))]
    [None, 3]
    """
    first = at
    while at + LONG <= len(text):
        last = text.rfind("<", at, at + LONG)
        if last >= 0:
            at = last + 1
            continue
        match = _LONG_TAG.match(text, at - 1) if at > first else None
        if match is not None:
            return match
        at = text.find("<", at + LONG) + 1
        if at == 0:
            return None
    return None


def _attributes(text: str, position: int) -> tuple[int, int]:
    """Where the first `MAX_ATTRIBUTES` of a tag end, and where all of them do."""
    enough = position
    count = 0
    while (match := _ATTRIBUTE.match(text, position)) and match.end() > position:
        position = match.end()
        count += 1
        if count <= MAX_ATTRIBUTES:
            enough = position
    return (enough, position) if count > MAX_ATTRIBUTES else (position, position)
