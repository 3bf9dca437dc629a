"""Repetitions of a regular expression that have no bound: what makes time grow faster than text."""

from __future__ import annotations

import re

from qaclean.patterns import compile_at_once

__all__ = ["unbounded_repetitions"]

# A pattern's atoms and what repeats them; a class first, since `[*]` repeats nothing.
_TOKEN = compile_at_once(
    r"(?P<set>\[\^?\]?(?:\\.|[^\]\\]){0,2000}\])"
    r"|(?P<open>\((?:\?(?:P<\w{1,40}>|P=\w{1,40}|[aiLmsux-]{0,8}[:)]|<?[=!]|>|#[^)]{0,200}))?)|(?P<close>\))"
    r"|(?P<more>[*+]|\{[0-9]{0,4},\})[?+]?|(?P<bound>\{[0-9]{0,4}(?:,[0-9]{1,4})?\}|\?)[?+]?|(?P<atom>\\.|.)",
    re.DOTALL,
)

_LITERAL = compile_at_once(r"\(\?:[^\\|()\[\]*+?{}.^$]+\)")


def unbounded_repetitions(pattern: str, *, runs: bool = False) -> list[str]:
    r"""What is repeated without a bound in `pattern`, as it is written.

    With `runs` one class, character or group of plain characters may be, outside of everything that is repeated itself: its run is
    read once.

    >>> unbounded_repetitions(r"(?:ab)+[*+]\*x{2,}"), unbounded_repetitions(r"(?:a{1,3}b){2,8}[*+]?")
    (['(?:ab)+', 'x{2,}'], [])
    >>> unbounded_repetitions(r"[ \t]+x", runs=True), unbounded_repetitions(r"(?:[ \t]*x){2,8}", runs=True)
    ([], ['[ \\t]*'])
    """
    found: list[tuple[int, int]] = []  # the spans of repeated atoms
    repeated: list[tuple[int, int]] = []  # the spans of repeated groups
    opened: list[int] = []
    atom, grouped = 0, False
    for match in _TOKEN.finditer(pattern):
        kind = match.lastgroup
        if kind == "open" and not match.group().endswith(")") and not match.group().startswith("(?P="):
            opened.append(match.start())
        elif kind == "close" and opened:
            atom, grouped = opened.pop(), True
        elif kind == "more":
            found.append((atom, match.end()))
        elif kind == "bound":
            if grouped and match.group() not in ("?", "??", "?+"):
                repeated.append((atom, match.end()))
        else:
            atom, grouped = match.start(), False
    return [pattern[a:b] for a, b in found if _is_fault(pattern, a, b, repeated, runs)]


def _is_fault(pattern: str, start: int, end: int, repeated: list[tuple[int, int]], runs: bool) -> bool:
    """Whether the repetition at `[start, end)` is of a group, or inside something repeated, or may not be at all."""
    if not runs or (pattern[start] == "(" and _LITERAL.match(pattern, start, end) is None):
        return True
    return any(a <= start and end <= b for a, b in repeated if a >= 0)
