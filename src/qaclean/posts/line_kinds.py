"""What a line of a page is by its shape, and which lines say the page's title."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qaclean.patterns import compile_at_once, compile_on_use
from qaclean.posts.line_rows import Row
from qaclean.posts.line_shapes import FLOOR, Shape, path_entries
from qaclean.posts.line_words import button_at_end, heads_answers, is_button, title_lead
from qaclean.text.menus import is_menu_word
from qaclean.text.titles import parted_beginnings, split_title

__all__ = [
    "MIN_TITLE",
    "is_counted_name",
    "is_name",
    "is_named_today",
    "is_numbered_heading",
    "line_kind",
    "own_length",
    "path_ends",
    "runs_on",
    "title_rows",
    "without_label",
    "without_reply",
]

TITLE_LINES = 6  # first lines of which one may be the page's `<title>`
MIN_TITLE = 4
MAX_TITLE = 160
MAX_NAME = 16  # code points of a name with other marks in it
MIN_AGAIN = 12  # code points of a first line that is the title because it comes again
MIN_PART = 12  # code points of a title that is not the first part
_NAME = compile_on_use(r"[^\s,:;!?()\[\]{}<>|\"“”。、…/\\=]{1,20}(?:\s[^\s,:;!?()\[\]{}<>|\"“”。、…/\\=]{1,14}){0,2}")
_BETWEEN = frozenset("-–—|_·•:»>/【[(《,")  # what stands between a title and the site's name
_ENDS_INSIDE = compile_on_use(r"[a-z]{2}[.!?]\s[A-Z]|[\u3002!?\uff01\uff1f][^\s\u3002!?\uff01\uff1f)\]\u3011]{2}")
_HOST = compile_at_once(
    r"\s\((?:[\w-]{1,40}\.){1,4}[A-Za-z][\w-]{1,40}\)$"
)  # `(example.org)`, whence a link board has what it shows
_DIGIT = compile_at_once("[0-9]")
# The kind of a thread before its title, and the button behind it: `[求助] 链条老掉怎么办 [复制链接]`.
_LABEL = compile_at_once(r"^[\[【][^\[\]【】]{1,12}[\]】]\s?(?=[^\s\[【])|(?<=\S)\s?\[复制链接\]$")
_NUMBERED = compile_on_use(rf"[^\W\d_][^{FLOOR}]{{0,60}}{FLOOR}\s?[:.\u2013\u2014-]\s?[^\W\d_]")
_COUNTED_NAME = compile_at_once(r"#?0\s?[:.)]\s\S{1,20}(?:\s\S{1,14}){0,2}$")
_RE = compile_at_once(r"^(?:re|aw|回复|答复|sv|fwd?)\s?:\s?", re.IGNORECASE)


def line_kind(row: Row) -> str:
    """The kind of a line, as a short name.

    A date `D` with its kind and place, a floor `F`, a number, a button, a head of answers, a name, text by its length.
    """
    shape = row.shape
    if not shape.key:
        return "long"
    if shape.mark:
        return "mark"
    if heads_answers(shape):
        return "section"
    if row.ends:
        return "end"
    if shape.date:
        if shape.sentence and row.length > 50:
            return "dated-text"
        return f"D{'F' if shape.floor is not None else ''}{shape.date[0]}{shape.place[0]}"
    if is_button(shape):
        return "button"
    if shape.floor is not None:
        return "F" if len(shape.rest.strip(" |")) < 3 else "F-words" if row.length <= 40 else "text"
    if shape.key == "0":
        return "number"
    if shape.sentence:
        return "sentence" if row.length <= 40 else "text"
    if row.length <= 24 and _NAME.fullmatch(shape.text):
        return "name0" if "0" in shape.key else "name"
    if shape.text.rstrip().endswith(":"):
        return "label"
    return "words0" if "0" in shape.key and row.length <= 30 else "words" if row.length <= 30 else "text"


def is_name(row: Row) -> bool:
    """Whether a line could be no more than a name."""
    kind = line_kind(row)
    return kind in ("name", "name0") or (kind == "words" and row.length <= MAX_NAME)


def is_counted_name(row: Row) -> bool:
    """Whether a line could be the number of a post and a name: `2: ann`."""
    return not row.shape.sentence and _COUNTED_NAME.match(row.shape.key) is not None


def title_rows(rows: Sequence[Row]) -> tuple[list[bool], int, str]:
    """Which rows say the page's title, the row of the title itself (the longest of the first lines that comes again), or -1, and its own words."""
    own: dict[str, int] = {}
    best, at = "", -1
    own_words = [
        _HOST.sub("", _RE.sub("", without_label(row.shape.text[title_lead(row.shape.text) :]))) for row in rows
    ]
    texts = dict.fromkeys(
        words for row, words in zip(rows, own_words, strict=True) if row.length <= MAX_TITLE and not row.ends
    )
    for row in rows[:TITLE_LINES]:
        text = row.shape.text
        if not MIN_TITLE <= len(text) <= 200 or row.shape.date == "timed":
            continue  # with the time of day it is the head of a post
        for _, told in parted_beginnings(text):
            if told in texts and len(told) > len(best):
                best, at = told, row.at
        words = text[: split_title(text).length]
        for other in [other for other in texts if other in text]:
            longer = MIN_TITLE <= len(other) < len(text) and len(other) > len(best)
            if longer and _names(text, other) and not is_menu_word(other):
                best, at = other, row.at
        if at < 0 and words != text and len(words) >= 6 and row.at < 3:
            own[words] = row.at
    if at < 0 and not own and rows[0].length >= MIN_AGAIN and _is_said_again(rows):
        best, at = own_words[0], 0
    if at < 0 and own:
        best = max(own, key=len)
        at = own[best]
    if not best:
        return [False] * len(rows), -1, ""
    said = [words == best for words in own_words]
    return said, at, best


def _is_said_again(rows: Sequence[Row]) -> bool:
    """Whether the page's first line stands again in front of its text, word for word, and is no button of the template."""
    first = rows[0].shape
    if is_button(first) or first.date or first.mark or rows[0].ends:
        return False
    return any(row.shape.text == first.text for row in rows[1:])


def own_length(title: str) -> int:
    """The length of a title's own words, without the site's name, the host or a button behind them.

    >>> own_length("Is a torn door worth it? (self.Mending)"), own_length("Rust_Bike Forum")
    (24, 4)
    """
    host = _HOST.search(title)
    return host.start() if host else button_at_end(title) or split_title(title).length


def without_label(title: str) -> str:
    """A title without the kind of its thread before it, and a button behind it.

    >>> without_label("[求助] 链条老掉怎么办 [复制链接]"), without_label("[LV.8]")
    ('链条老掉怎么办', '[LV.8]')
    """
    return _LABEL.sub("", title) if "[" in title or "【" in title else title


def without_reply(title: str) -> str:
    """A title without what marks it as a reply's.

    >>> without_reply("Re: Slipping chain")
    'Slipping chain'
    """
    return _RE.sub("", title)


def runs_on(row: Row) -> bool:
    """Whether a sentence ends inside a row: it is no title."""
    return _ENDS_INSIDE.search(row.shape.text) is not None


def path_ends(rows: Sequence[Row]) -> frozenset[str]:
    """The last entries of the ways to the page: what it is called."""
    ends = (path[-1] for row in rows if (path := path_entries(row.shape.text)))
    return frozenset(words for words in ends if len(words) >= MIN_TITLE)


def _names(title: str, line: str) -> bool:
    """Whether a `<title>` begins with the line, or has it as a part of its own."""
    if title.startswith(line):
        return title[len(line) :].lstrip()[:1] in _BETWEEN
    at = title.find(line)
    return at > 2 and len(line) >= MIN_PART and title[at - 3 : at].strip() in ("-", "|", ":", "·", "»", "–")


def is_named_today(row: Row) -> bool:
    """Whether a line is a name that comes again and has a day's word in it (`Garden Today`): a head of a post says more than that, a number."""
    shape = row.shape
    return shape.date == "relative" and row.repeated and shape.rest != "" and _DIGIT.search(shape.text) is None


def is_numbered_heading(shape: Shape) -> bool:
    """Whether a line is a heading that counts (`Idea #3: Use the Walls`): words before the number, and behind it what they are about."""
    return not shape.date and FLOOR in shape.key and _NUMBERED.match(shape.key) is not None
