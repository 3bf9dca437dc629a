"""Edges of posts: rows that stand at the beginning or the end of what somebody wrote and are none of it.

The title said again above a post, its subject made of its first words, the signature below a drawn line, the links to the thread's other pages behind the last post.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from qaclean.patterns import compile_at_once
from qaclean.posts.line_kinds import is_name
from qaclean.posts.line_names import is_told_of_member
from qaclean.posts.line_rows import MASS, Row
from qaclean.posts.line_words import is_button, is_gone, without_counts
from qaclean.posts.mail_heads import without_mail_lines
from qaclean.posts.said_twice import without_teaser
from qaclean.rules import load
from qaclean.text.menus import is_menu_word

__all__ = ["cut_edges"]

MAX_SIGNATURE = 8  # rows
MAX_CARD = 5  # first rows of a post that may be a card: an avatar's letters, the name, the rank, the place
MAX_BUTTONS = 12  # rows behind the last sentence of a post that are looked at
MIN_SUBJECT, MAX_SUBJECT = 2, 64  # code points of a subject
MAX_LABEL = 24  # code points of a label or a button
FEW_LIKED = 2  # posts of a page that end so: what a template writes; one alone may end with such words (`Mine looks like this.`)
MAX_LIKED = 120  # code points of a line that names who liked a post
MAX_REMARK = 24  # code points of a rank or a remark
_REMARK = compile_at_once(r"[(\[][^\W\d_]{3,16}[)\]]")
_NAMES = compile_at_once(r",\s?\S|\S\s[^\W\d_]{1,5}\s\S")  # `ann, bea`, `ann and bea`
_NAME = compile_at_once(r"\s?[^\W\d]\S{1,23}")
_LINE = compile_at_once(r"_{5,80}")
_BAR = compile_at_once(r"\s[|·•]\s")
MENU_ENTRIES, MENU_WORDS = 4, 24  # of a menu in one row, and code points of an entry
FEW_WORDS = 3  # lines behind the last post that are more than its last short ones
_NUMBER = compile_at_once("0")
MIN_NUMBERS = 2  # of a row of page links


def cut_edges(
    rows: Sequence[Row], posts: Sequence[Sequence[int]], said: Sequence[bool], first: int
) -> list[tuple[int, ...]]:
    """The rows of each post that are its own; `said` are those that say the page's title, `first` is the first anchor's row."""
    *above, last = (*(_without_subject(rows, post, below) for post, below in pairwise(posts)), posts[-1])
    own = [_own_rows(rows, post, said, frozenset()) for post in above]
    own.append(_without_foot(rows, _without_menu(rows, _own_rows(rows, last, said, _page_links(rows, first)))))
    return _without_likers(rows, own)


def _without_subject(rows: Sequence[Row], post: Sequence[int], below: Sequence[int]) -> Sequence[int]:
    """The rows of a post without its last, where the post below begins with the same words: that one's subject, made of them."""
    if len(post) < 2 or not below:
        return post
    subject, begins = rows[post[-1]].shape.text.rstrip(" .\u2026"), rows[below[0]].shape.text
    goes_on = len(subject) <= MAX_SUBJECT if len(begins) > len(subject) else len(subject) <= MAX_LABEL
    return post[:-1] if goes_on and len(subject) >= MIN_SUBJECT and begins.startswith(subject) else post


def _own_rows(rows: Sequence[Row], post: Sequence[int], said: Sequence[bool], links: frozenset[str]) -> tuple[int, ...]:
    """The own rows of a post, none of one that was deleted; `links` are the shapes of page links."""
    if post and is_gone(rows[post[0]].shape):
        return ()
    first = next((k for k, i in enumerate(post) if not said[i]), 0)
    end = next((k for k, i in enumerate(post) if k > first and rows[i].shape.key in links), len(post))
    own = without_teaser(rows, _without_card(rows, _without_mail(rows, post[first:end])))
    return _without_buttons(rows, _without_liked(rows, _without_signature(rows, own)))


def _without_mail(rows: Sequence[Row], post: Sequence[int]) -> Sequence[int]:
    """The rows of a post without a mail-like head and foot."""
    first, end = without_mail_lines([rows[i].shape.text for i in post])
    return post[first:end]


def _without_card(rows: Sequence[Row], post: Sequence[int]) -> Sequence[int]:
    """The rows of a post without the name and the rank that it begins with, or the remark (`(edited)`)."""
    for k, i in enumerate(post[:MAX_CARD]):
        if _ends_card(rows[i].shape.text, first=k == 0):
            return post[k + 1 :] if any(rows[j].mass >= MASS for j in post[k + 1 :]) else post
        if not is_name(rows[i]):
            break
    return post


def _ends_card(text: str, *, first: bool) -> bool:
    """Whether a line is a rank below a name, or, as the first, a word or a count in brackets."""
    if len(text) > MAX_REMARK or any(c.isdigit() for c in text):
        return first and text[:1] + text[-1:] == "()" and not without_counts(text[1:-1])  # `(1 child)`
    return (_REMARK.fullmatch(text) is not None or not first) and is_told_of_member(text)


def _without_buttons(rows: Sequence[Row], post: tuple[int, ...]) -> tuple[int, ...]:
    """The rows of a post without the short lines behind its last sentence, where one of them is a button or ends the posts."""
    end = next((k + 1 for k in range(len(post) - 1, -1, -1) if _is_said(rows[post[k]])), 0)
    behind = post[end:]
    told = any(is_button(rows[i].shape) or rows[i].ends or _is_label(rows[i]) for i in behind)
    return post[:end] if end and told and len(behind) <= MAX_BUTTONS else post


def _without_liked(rows: Sequence[Row], post: tuple[int, ...]) -> tuple[int, ...]:
    """The rows of a post without the line of those who liked it, which a label begins, and the short lines behind it: the card of the next member."""
    for k in _last_rows(post):
        if _names_likers(rows[post[k]]) and not _goes_on(rows, post[k + 1 :]):
            return post[:k]
    return post


def _without_likers(rows: Sequence[Row], posts: list[tuple[int, ...]]) -> list[tuple[int, ...]]:
    """The rows of posts without a line of those who liked them, told by a verb, and the short lines behind it, where several end so."""
    liked = [next((k for k in _last_rows(post) if _is_liked(rows[post[k]])), 0) for post in posts]
    if sum(map(bool, liked)) < FEW_LIKED:
        return posts
    return [post[:k] if k and not _goes_on(rows, post[k + 1 :]) else post for post, k in zip(posts, liked, strict=True)]


def _last_rows(post: Sequence[int]) -> range:
    """The places of the last rows of a post, its first apart, which may be the card of the next member."""
    return range(max(1, len(post) - MAX_CARD), len(post))


def _goes_on(rows: Sequence[Row], behind: Sequence[int]) -> bool:
    """Whether running text stands behind a line of a post."""
    return any(rows[i].shape.sentence and rows[i].mass >= 2 * MASS for i in behind)


def _names_likers(row: Row) -> bool:
    """Whether a row names those who liked a post behind a label (`Reactions: ann`)."""
    label, colon, names = row.shape.text.partition(":")
    if not colon or label.strip().lower() not in load("post_lines")["liked"]:
        return False
    return _NAMES.search(names) is not None or (not row.shape.sentence and _NAME.fullmatch(names) is not None)


def _is_liked(row: Row) -> bool:
    """Whether a row says nothing but who liked a post, as a template may: names, what joins the last, and a verb (`ann, bea and 3 others like this.`)."""
    text = row.shape.text.rstrip(". ") if len(row.shape.text) <= MAX_LIKED else ""
    return text.lower().endswith(_verbs()) and _likers().fullmatch(text) is not None


@lru_cache(maxsize=1)
def _verbs() -> tuple[str, ...]:
    return tuple(f" {end}" for end in load("post_lines")["liked_ends"])


@lru_cache(maxsize=1)
def _likers() -> re.Pattern[str]:
    """Names of a word or two, with commas between, what joins the last of them or a count of others, and such a verb."""
    name, joints = r"[^\s,]{1,24}(?:\s[^\s,]{1,24})?", "|".join(map(re.escape, load("post_lines")["joints"]))
    last = rf"(?:\s(?:{joints})\s(?:[0-9]{{1,5}}\s[^\s,]{{1,16}}|{name}))?"
    return compile_at_once(
        rf"{name}(?:,\s{name}){{0,9}}{last}\s{{1,120}}(?i:{'|'.join(load('post_lines')['liked_ends'])})"
    )


def _is_label(row: Row) -> bool:
    """Whether a short row ends in a colon, with nothing behind it that it heads."""
    return row.shape.text.rstrip().endswith(":") and row.length <= MAX_LABEL


def _is_said(row: Row) -> bool:
    """Whether a row is text rather than a label or a button."""
    return (row.shape.sentence or row.length > MAX_LABEL) and not is_button(row.shape) and not row.ends


def _without_menu(rows: Sequence[Row], post: Sequence[int]) -> tuple[int, ...]:
    """The rows of the last post up to the page's menu."""
    end = next((k for k, i in enumerate(post) if _is_menu(rows[i])), len(post))
    return tuple(post[:end])


def _without_foot(rows: Sequence[Row], post: tuple[int, ...]) -> tuple[int, ...]:
    """The rows of the last post without the words of a menu behind its last sentence, a line each, and what stands around them there."""
    end = next((k + 1 for k in range(len(post) - 1, -1, -1) if _is_said(rows[post[k]])), 0)
    words = [row for row in (rows[i] for i in post[end:]) if not row.shape.mark]
    menu = sum(is_menu_word(row.shape.text) for row in words)
    return post[:end] if end and len(words) >= FEW_WORDS and menu and len(words) <= MAX_BUTTONS else post


def _is_menu(row: Row) -> bool:
    """Whether a row is short words with bars or dots between them."""
    parts = _BAR.split(row.shape.text)
    return len(parts) >= MENU_ENTRIES and max(map(len, parts)) <= MENU_WORDS and not row.shape.sentence


def _without_signature(rows: Sequence[Row], post: Sequence[int]) -> tuple[int, ...]:
    for k in range(1, len(post)):
        if _LINE.fullmatch(rows[post[k]].shape.text) and len(post) - k <= MAX_SIGNATURE + 1:
            return tuple(post[:k])
    return tuple(post)


def _page_links(rows: Sequence[Row], first: int) -> frozenset[str]:
    """The shapes of rows of numbers that stand above the first anchor and come again: links to the pages of a thread."""
    return frozenset(
        row.shape.key
        for row in rows[:first]
        if row.repeated and not row.shape.sentence and len(_NUMBER.findall(row.shape.key)) >= MIN_NUMBERS
    )
