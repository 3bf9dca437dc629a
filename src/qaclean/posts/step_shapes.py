"""Shapes of the lines of things to do: whether one tells something, only numbers a step, goes on in the next."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from qaclean.patterns import compile_at_once, compile_on_use
from qaclean.posts.model import Range
from qaclean.text.amounts import is_amount, opens_with_amount
from qaclean.text.section_heads import part_of

__all__ = [
    "BULLETED",
    "MORE_LINES",
    "count_follows",
    "counts_all",
    "ends_sentence",
    "goes_on",
    "is_no_step",
    "is_number_between",
    "is_told",
    "lead_of",
    "number_of",
    "numbers",
    "numbers_step",
    "opens_sentence",
    "titles_of",
]

MORE_LINES = 14  # lines of one step, up to the mark of the next
TOLD, TOLD_WORDS = 40, 7  # code points and words of a line that tells without a full stop
FEWEST_TITLES, SHARE_OF_TITLES = 3, 0.4  # names of steps, where each has one; of the lines that tell
MAX_TITLE = 60  # code points of such a name
TOLD_ENDED = 12  # ... with one
TOLD_DENSE = 9  # ... in a script without spaces
_ENDS = compile_on_use(r"[.!\u3002\uff01;\u2026)\u06d4\u0964][\"'\u201d\u2019]?$")
_DENSE = compile_on_use(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3\u0e00-\u0e7f]")
_COUNT = compile_on_use(r"(?:#\s?)?(?:[0-9]{1,2}|[\u2460-\u2473])\s?[.):\u3001]?(?:\s?/\s?[0-9]{1,2})?")
_NAMED = compile_on_use(
    r"[^\W\d_]{3,14}\s?#?(?P<n>[0-9]{1,2})\s?[.:)]?(?:\s?/\s?[0-9]{1,2})?|[0-9]{1,2}\s?[\ub2e8\u6b65]\S{0,2}"
)
_TITLED = compile_at_once(r"[^\W\d_]{3,14}\s?#?[0-9]{1,2}\s?[:.]\s?(?![0-9])\S.{0,60}")
_OF = compile_at_once(r"/\s?[0-9]{1,2}")
_MARKED_COUNT = compile_on_use(r"(?:(?:[\u2022\u25aa\u00b7\u25cf*-]|[0-9]{1,2}\\?[.)])\s{1,3}){1,3}")
_LEAD = compile_on_use(
    r"(?:[\u2022\u25aa\u00b7\u25e6\u25a2\u25a1*\u25cf\u2013-]\s{1,3}){0,2}"
    r"(?:(?:[^\W\d_]{3,14}\s)?(?P<n>[0-9]{1,2})(?:\s?\\?[.):\u3001\uff0e\uff1a](?![0-9])\s{0,3}|\s?[-\u2013](?:\s(?![0-9])|(?![\s0-9a-z]))|(?=[A-Z\u00c0-\u00d6\u00d8-\u00de])|\s(?=[A-Z\u00c0-\u00d6\u00d8-\u00de])))?"
)
_NO_STEP = compile_at_once(r"https?:|www\.|^[@#]|[{}]|\u00a9")
_STOPS = ".!\u3002\uff01"
_AFTER_NUMBER = frozenset(
    (",", ", ", ".", ". ", ";", "; ", ") ", ").")
)  # how a sentence goes on behind the number of a picture
BULLETED = frozenset(f"{bullet} " for bullet in "\u2022\u25aa\u25e6\u00b7*\u25a2\u2610\u25cf-\u2013")
_DASH_ALONE = ("-", "\u2013", "\u2014")
_DASHED = compile_at_once(r"[\u2013-]\s?[^\W_a-z]")
_GOES_ON = compile_on_use(r"[,.;:!?)\u2013\u2014%\u00b0\u2019'&+/-]")


def lead_of(line: str) -> tuple[int, int | None]:
    """How long the marker is that a step begins with (a bullet, a number), and the number.

    >>> lead_of("1. Stir well."), lead_of("\u2022 Stir"), lead_of("1Stir it"), lead_of("350 degrees will do"), lead_of("2-3 minutes")
    ((3, 1), (2, None), (1, 1), (0, None), (0, None))
    >>> lead_of("1. Step 1Stir well.")
    (9, 1)
    """
    match = _LEAD.match(line)
    if match is None:
        return 0, None
    number = int(match["n"]) if match["n"] else None
    if number is not None and line[match.end() : match.end() + 1].isalpha():
        again = _LEAD.match(line, match.end())  # `1. Step 1Stir`
        if again is not None and again["n"] == match["n"]:
            return again.end(), number
    return match.end(), number


def ends_sentence(line: str) -> bool:
    """Whether a sentence ends with the line.

    >>> ends_sentence("Stir it."), ends_sentence("Stir it (well)"), ends_sentence("Stir")
    (True, True, False)
    """
    return _ENDS.search(line) is not None


def is_no_step(line: str) -> bool:
    """Whether a line has what no step has: an address, a mark of a network or of a right, or bars between entries; a full stop ends no row of these.

    >>> is_no_step("Home | Recipes"), is_no_step("Stir it (2 min | slow | 90 degrees)."), is_no_step("See www.example.org.")
    (True, False, True)
    """
    return _NO_STEP.search(line) is not None or ("|" in line and line[-1] not in _STOPS)


def is_told(line: str) -> bool:
    """Whether a line tells something: a sentence, or words enough for one.

    >>> is_told("Stir it well."), is_told("Prep time"), is_told("Whisk the eggs with the sugar until they are pale")
    (True, False, True)
    """
    if len(line) < TOLD_DENSE or line.endswith(("?", "\uff1f")) or is_no_step(line):
        return False
    if _ENDS.search(line) and len(line) >= TOLD_ENDED and " " in line:
        return True
    if len(_DENSE.findall(line[:40])) >= TOLD_DENSE:
        return True
    return len(line) >= TOLD and line.count(" ") + 1 >= TOLD_WORDS


def numbers_step(line: str, below: str) -> bool:
    """Whether a line is only the number of a step, or part of one: its word (`Step`) above the number `below` it, or how many there are (`/8`)."""
    line, below = _without_mark(line.strip("#* ")), below.strip("#* ")
    if _COUNT.fullmatch(line) or _NAMED.fullmatch(line) or _OF.fullmatch(line):
        return True
    return len(line) <= 14 and line.isalpha() and _COUNT.fullmatch(below) is not None


def numbers(line: str, after: str = "") -> bool:
    """Whether a line is only the number of a step, or that with its name; none is in a head that goes on `after` it with a dash or a closing bracket.

    >>> numbers("1", "Heat it."), numbers("6", "-"), numbers("1", "loaf)")
    (True, False, False)
    """
    if line.isdigit() and (after in _DASH_ALONE or (after[-1:] == ")" and "(" not in after)):
        return False
    line = _without_mark(line)
    if len(line) <= 24 and (_COUNT.fullmatch(line) is not None or _NAMED.fullmatch(line) is not None):
        return True
    return _TITLED.fullmatch(line) is not None and not is_told(line)


def counts_all(line: str) -> bool:
    """Whether a line only says how many steps there are.

    >>> counts_all("/8"), counts_all("8")
    (True, False)
    """
    return _OF.fullmatch(line) is not None


def number_of(line: str, below: str) -> int | None:
    """The number of the step that a line begins or only numbers; that of the line `below` where the line is its word (`Step`).

    >>> number_of("2. Stir.", ""), number_of("Step 3", ""), number_of("Step", "4"), number_of("Stir.", "")
    (2, 3, 4, None)
    """
    if numbers_step(line, below):
        digits = re.search(r"[0-9]{1,2}", _without_mark(line)) or re.search(r"[0-9]{1,2}", below)
        return int(digits[0]) if digits else None
    return lead_of(line)[1]


def count_follows(lines: Sequence[str], at: int, number: int) -> bool:
    """Whether a step with the number begins soon behind line `at`, above the head of another part.

    >>> count_follows(["1. Stir.", "Stir on.", "2. Bake."], 0, 2)
    True
    """
    for k in range(at + 1, min(at + 1 + MORE_LINES, len(lines))):
        if part_of(lines[k]):
            return False
        if number_of(lines[k], lines[k + 1] if k + 1 < len(lines) else "") == number:
            return not opens_with_amount(lines[k]) or is_amount(lines[k])
    return False


def _without_mark(line: str) -> str:
    """A short line without the mark of a list before the number that is in it: `1. Step 1`, a bullet before `1`."""
    return _MARKED_COUNT.sub("", line, count=1) if len(line) <= 24 else line


def goes_on(above: str, line: str) -> bool:
    """Whether a sentence goes on from a line to the next: by a small letter or a mark; a dash before a capital is a bullet."""
    if line[:1] in "(\uff08" and not is_no_step(line):
        return True
    if line[:1] in ",;:)" or (line[:1] == "." and len(line) < 4):
        return True
    if _DASHED.match(line):
        return False
    if _ENDS.search(above) and not above.endswith(")"):
        return _GOES_ON.match(line) is not None and len(line) > 1 and line[1] == " "
    return line[:1].islower() or _GOES_ON.match(line) is not None


def opens_sentence(lines: Sequence[str]) -> bool:
    """Whether a sentence begins in the first of the lines that the next ones go on with: links, bold words or amounts part them.

    >>> opens_sentence(["Add", "2 tbsp sugar", "to the bowl and stir."]), opens_sentence(["Pour it on,", "then stir."]), opens_sentence(["Note", "It is hot."])
    (True, True, False)
    """
    line, after, last = (*lines[:3], "", "")[:3]
    if not line[:1].isupper() or ends_sentence(line) or line.endswith(":") or (line.endswith(",") and " " not in line):
        return False
    if goes_on(line, after):
        return True
    if len(after) > TOLD or ends_sentence(after) or not last:
        return False
    return (last[:1] in ",." and " " in line) or (last[:1].islower() and is_told(last))


def is_number_between(above: str, line: str, after: str = "") -> bool:
    """Whether a number stands between two lines of a sentence.

    >>> is_number_between("Scoop", "6", "balls onto it."), is_number_between("Stir it.", "6", "Bake it.")
    (True, False)
    """
    return line.isdigit() and (after[:1].islower() or after[:2] in _AFTER_NUMBER) and not ends_sentence(above)


def titles_of(lines: Sequence[str], items: Sequence[Range], named: Collection[int] = ()) -> list[int]:
    """The lines that name the steps of which `items` are the ranges of lines, the first one on or above them: a colon ends a name, or they are `named`.
    Empty where not each step, as it seems, has one."""
    first, end = max(items[0][0] - 1, 0), items[-1][1]
    if len(items) < FEWEST_TITLES:
        return []
    titles = [at for at in range(first, end) if at in named or _is_title(lines, at)]
    if len(titles) < max(FEWEST_TITLES, SHARE_OF_TITLES * len(items)) or titles[0] > items[0][0]:
        return []
    return titles


def _is_title(lines: Sequence[str], at: int) -> bool:
    line = lines[at]
    if not 2 < len(line) <= MAX_TITLE or not line[0].isupper():
        return False
    return line.endswith(":") and (at == 0 or not goes_on(lines[at - 1], line))
