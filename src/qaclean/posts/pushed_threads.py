"""Threads of boards whose readers push remarks below a letter, a line each: `推 ann: 先换电池 01/09 21:30`; the letter's head tells its author, title and day."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from qaclean.patterns import compile_at_once
from qaclean.posts.mail_heads import MARK, is_mail_foot
from qaclean.posts.model import Cut, Post, PostFields, Thread, TitleSpan
from qaclean.rules import load
from qaclean.segments.document import Document
from qaclean.segments.signals import Evidence
from qaclean.text.dates import read_date

__all__ = ["pushed_thread"]

TOP = 4000  # code points in which the letter's head stands
MAX_LINE = 200  # code points of a pushed line
MAX_SIGNATURE = 400  # code points of one
ESCAPED = "\\--"  # the mark above it, as Markdown has it
MAX_FOOT = 8  # lines between the mark above a signature and the first remark


class _Push(NamedTuple):
    """The pieces of a remark `[first, end)`, that of its words, who pushed it, and what stands around the words in their piece."""

    first: int
    piece: int
    author: str
    cuts: Sequence[Cut]
    end: int


class _Words(NamedTuple):
    head: re.Pattern[str]
    tags: frozenset[str]
    line: re.Pattern[str]
    said: re.Pattern[str]
    origin: re.Pattern[str]


@lru_cache(maxsize=1)
def _words() -> _Words:
    data = load("post_lines")
    author, board, title, time = ("|".join(map(re.escape, labels)) for labels in data["push_heads"])
    tags = "|".join(map(re.escape, data["push_tags"]))
    day = r"(?:\s{1,3}(?:[0-9.]{7,15}\s)?[0-9]{1,2}/[0-9]{1,2}(?:\s[0-9]{1,2}:[0-9]{2})?)?\s{0,3}$"
    return _Words(
        compile_at_once(
            rf"(?:{author})[:\s]{{0,4}}(?P<author>[A-Za-z]\w{{1,11}})\s{{0,3}}(?:\([^()\n]{{0,40}}\))?\s{{0,12}}(?:{board})[:\s]{{0,4}}[A-Za-z][\w.-]{{1,30}}?\s{{0,12}}"
            rf"(?:{title})[:\s]{{0,4}}(?P<title>[^\n]{{1,120}}?)\s{{0,12}}(?:{time})[:\s]{{0,4}}(?P<date>[A-Z][a-z]{{2}} [A-Z][a-z]{{2}} {{1,2}}[0-9]{{1,2}} [0-9:]{{5,8}} [0-9]{{4}})"
        ),
        frozenset(data["push_tags"]),
        compile_at_once(
            rf"(?P<lead>\s{{0,3}}(?:{tags})\s{{0,3}}(?P<author>[A-Za-z]\w{{1,11}})\s?:\s{{0,2}})(?P<words>.{{1,160}}?)(?P<day>{day})"
        ),
        compile_at_once(rf"(?P<lead>\s{{0,3}}:\s{{0,2}})(?P<words>.{{1,160}}?)(?P<day>{day})"),
        compile_at_once(rf"\s(?:{'|'.join(map(re.escape, data['push_origins']))})"),
    )


def pushed_thread(document: Document, evidence: Sequence[Evidence]) -> Thread | None:
    """The thread of a letter with such a head, each remark below it an answer; None for another page. Linear."""
    match = _words().head.search(document.folded, 0, TOP)
    if match is None:
        return None
    pieces = document.pieces
    title = next((i for i, piece in enumerate(pieces) if piece.start <= match.start("title") < piece.end), -1)
    first = next((i for i, piece in enumerate(pieces) if piece.start >= match.end()), len(pieces))
    if title < 0 or match.end("title") > pieces[title].end:
        return None
    pushes = [*_pushes(document, first)]
    end = pushes[0].first if pushes else len(pieces)
    fields = PostFields(match["author"], read_date(match["date"]))
    said = _without_foot(evidence, first, end)
    if said <= first:
        return None
    return Thread(
        Post([(first, said)], [], fields),
        [Post([(push.piece, push.piece + 1)], [], PostFields(push.author)) for push in pushes],
        "thread",
        "pushed",
        exact=True,
        title_span=TitleSpan(title, *match.span("title")),
        cuts=[
            *_origin_behind(document, said - 1),
            *(cut for push in pushes for cut in push.cuts),
        ],
    )


def _without_foot(evidence: Sequence[Evidence], first: int, end: int) -> int:
    """The line behind what a letter says: above the mark of a signature, or the lines that tell where it came from."""
    low = max(first, end - MAX_FOOT)
    marks = [i for i in range(low, end) if evidence[i].text == MARK or is_mail_foot(evidence[i].text)]
    return marks[0] if marks else end


def _origin_behind(document: Document, at: int) -> list[Cut]:
    """What tells where a letter came from, and the signature above it, where they stand on the line of its last words."""
    piece, text = document.pieces[at], document.folded
    match = _words().origin.search(text, piece.start, piece.end)
    if match is None:
        return []
    low = max(piece.start, match.start() - MAX_SIGNATURE)
    marks = [text.rfind(f" {mark} ", low, match.start() + 1) for mark in (MARK, ESCAPED)]
    start = max(marks) if max(marks) >= 0 else match.start()
    return [_cut(document, at, start - piece.start, piece.end - piece.start)]


def _pushes(document: Document, first: int) -> Iterator[_Push]:
    """The remarks from piece `first` on, each on a line, or its tag, its author and its words on lines of their own."""
    at = first
    while at < len(document.pieces):
        push = _push(document, at)
        if push is not None:
            yield push
        at = push.end if push is not None else at + 1


def _push(document: Document, at: int) -> _Push | None:
    words, pieces = _words(), document.pieces
    match = words.line.fullmatch(line) if (line := _line(document, at)) else None
    if match is not None:
        return _Push(at, at, match["author"], _around(document, at, match), at + 1)
    if line.strip() not in words.tags or at + 2 >= len(pieces):
        return None
    name, said = (_line(document, i) for i in (at + 1, at + 2))
    match = words.said.fullmatch(said)
    if match is None or not name.strip().isalnum():
        return None
    return _Push(at, at + 2, name.strip(), _around(document, at + 2, match), at + 3)


def _line(document: Document, at: int) -> str:
    """The folded words of a piece, or nothing where it is too long to be of a remark."""
    piece = document.pieces[at]
    return document.folded[piece.start : piece.end] if piece.end - piece.start <= MAX_LINE else ""


def _around(document: Document, at: int, match: re.Match[str]) -> list[Cut]:
    """What stands before and behind the words of a remark on their line."""
    lead, day = match.span("lead"), match.span("day")
    return [_cut(document, at, *lead), *([_cut(document, at, *day)] if match["day"].strip() else [])]


def _cut(document: Document, at: int, start: int, end: int) -> Cut:
    """What goes of a piece, by places in it; in the words of the text as it is."""
    first = document.pieces[at].start
    return Cut(at, start, document.text[first + start : first + end])
