"""Which of the lines above a thread's posts is its title, by how it reads, where it stands, and what says it again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from qaclean.posts.line_kinds import MIN_TITLE, is_name, line_kind, path_ends, runs_on, without_reply
from qaclean.posts.line_rows import Row
from qaclean.posts.line_shapes import path_entries
from qaclean.posts.line_words import heads_answers, is_button
from qaclean.text.titles import asks

__all__ = ["declared_title", "find_title"]

HEAD = 60  # rows above the posts of which one is the title
FAR, NEAR, OWN = (
    0.1,
    0.04,
    6.0,
)  # against a title for each row below it: with so much text of its own, or with less (names, counts)
FULL = 24  # columns of a title of the usual length
SAID = 12  # columns of a title that is said again
REPLIED, OF_PATH = 2.5, 2.0  # for a row that replies name, or that the way to the page ends with
NAME, WORDS = 0.6, 0.2  # against what may be a name, of one or two words and of more
CLOSED = 1.2  # against a row that a full stop closes: it tells something
MENU = 1.0  # ... against words of a menu that nothing parts: `SearchHelpLog in`
DATED = 20  # code points beside a date in a title
MAX_WHOLE = 160  # code points of a title
IN_POSTS = 3  # times that a line of the template stands below
MOST_SEGMENTS = 8  # of a first line
CLOSE = 300  # code points above the posts in which they say what the first line declares
_SEGMENTS = re.compile(r"\s[-|·—–»•:]\s|_")
_GLUED = re.compile(r"[a-z\u00e0-\u00ff][A-Z]")
_WIDE = re.compile(r"[\u2e80-\uffef]")
_PARTED = re.compile(r"\s[•·|»]\s")
_COLUMNS = re.compile(r"\S\s{2,}\S+\s{2,}\S|(?:[\u2e80-\uffef]\S{0,12} ){5}")  # words side by side
_LABELLED = re.compile(r"[^:]{2,24}:\s?\W?0\b")
_CLOSED = re.compile(r"[^.]\.[)\"”]?$|。$|[:：]$")


class _Said(NamedTuple):
    """What a page says again of its title: the words that replies name, those that the ways to the page end with,
    and the lines that stand in several posts below."""

    replies: frozenset[str]
    ends: frozenset[str]
    template: frozenset[str]


def find_title(rows: Sequence[Row], low: int, high: int, line: int, opening: Sequence[int] = ()) -> int:
    """The row of the title: of the rows `[low, high)` the one that reads most like one; it stands not far above.

    `opening` are the rows beside the first anchor, above its words, where some sites say the title again; `line` is what is given where none reads like one.
    """
    said = _said_again(rows, high, opening)
    best, at, away = 0.0, line, 0.0
    for i in range(high - 1, max(low, high - HEAD) - 1, -1):
        score = _reads_like_title(rows[i], said) - away
        if score > best:
            best, at = score, i
        away += NEAR if rows[i].mass < OWN else FAR
    return at


def declared_title(rows: Sequence[Row], high: int, end: int) -> tuple[int, str]:
    """The row and the words of the title where the page's first line declares it, alone or beside the site's name: it is said again
    right above the posts, whose first words stand at the row `high`, or in the rows up to `end`. The row is -1 where none does."""
    line = rows[0].shape.text
    texts = [row.shape.text for row in rows[1:end]]
    above = " ".join(texts[: max(high - 1, 0)])
    whole = " ".join(texts)
    words = next((part for part in _runs(line) if len(above) - CLOSE <= whole.rfind(part) >= 0), "")
    if not words or is_button(rows[0].shape):
        return -1, ""
    return next((i for i in range(high - 1, 0, -1) if rows[i].shape.text == words), 0), words


def _runs(line: str) -> Iterator[str]:
    """The line's runs of segments: those that begin first before others, longer ones before shorter."""
    cuts = [match.span() for match in _SEGMENTS.finditer(line)][:MOST_SEGMENTS]
    starts, ends = [0, *(end for _, end in cuts)], [*(start for start, _ in cuts), len(line)]
    for n, start in enumerate(starts):
        for end in reversed(ends[n:]):
            if end - start <= MAX_WHOLE and _columns(line[start:end]) >= SAID:
                yield line[start:end]


def _said_again(rows: Sequence[Row], high: int, opening: Sequence[int]) -> _Said:
    words = ((row.shape.text, without_reply(row.shape.text)) for row in rows if row.shape.key)
    replies = frozenset(bare for text, bare in words if len(bare) < len(text) and len(bare) >= MIN_TITLE)
    opens = frozenset(rows[i].shape.text for i in opening if _columns(rows[i].shape.text) >= SAID)
    below = Counter(row.shape.text for row in rows[high:] if row.repeated)
    template = frozenset(text for text, n in below.items() if n >= IN_POSTS)
    return _Said(replies | (opens - template), path_ends(rows[:high]), template - replies)


def _reads_like_title(row: Row, said: _Said) -> float:
    shape = row.shape
    if not _may_be_title(row):
        return 0.0
    counts = 0.8 * (shape.key[:1] == "0" or _PARTED.search(shape.text) is not None)  # `4 posts • Page 1 of 1`
    tells = MENU * (_COLUMNS.search(shape.text) is not None) + CLOSED * (
        _CLOSED.search(shape.text) is not None or _LABELLED.match(shape.key) is not None
    )
    looks = (
        min(_columns(shape.text), FULL) / FULL - _names(row) + row.repeated * 0.3 + row.apart * 1.0 - row.listed * 0.8
    )
    asked = asks(shape.text)
    glued = MENU * (len(_GLUED.findall(shape.text)) > 2)
    runs = runs_on(row) * (0.5 if asked else 1.5)
    again = REPLIED * (shape.text in said.replies) + OF_PATH * any(words in shape.text for words in said.ends)
    told = MENU * (shape.text in said.template)
    return 1.5 + asked + looks - counts - tells - glued - told - runs + again


def _may_be_title(row: Row) -> bool:
    shape = row.shape
    if not shape.key or shape.mark or row.ends or shape.key == "0" or _columns(shape.text) < MIN_TITLE:
        return False
    if shape.date and (len(shape.rest) < DATED or not asks(shape.text)):
        return False
    address = shape.text.startswith(("http:", "https:", "www."))
    return not (address or path_entries(shape.text) or heads_answers(shape) or is_button(shape))


def _names(row: Row) -> float:
    """What speaks against a row that may be a name."""
    if not is_name(row):
        return 0.0
    return WORDS if line_kind(row) in ("name", "words") and row.shape.text.count(" ") > 1 else NAME


def _columns(text: str) -> int:
    return len(text) + len(_WIDE.findall(text))
