"""What could be a name in the lines around a post, and what stands there and is none: ranks, labels, buttons with their counts."""

from __future__ import annotations

import re
from functools import lru_cache

from qaclean.freed import remembered
from qaclean.limits import REMEMBERED
from qaclean.patterns import compile_at_once, compile_on_use
from qaclean.posts.attributions import read_attribution
from qaclean.posts.line_shapes import SHORT, shape_of
from qaclean.posts.line_words import begins_accepted, heads_answers, heads_tail, is_button
from qaclean.posts.name_affixes import beside_picture, said_once
from qaclean.rules import load

__all__ = [
    "clean_name",
    "counts_of_member",
    "is_rank",
    "is_told_of_member",
    "is_valid_name",
    "known_words",
    "no_names",
    "ranks_member",
]

MAX_NAME = 40  # code points
_NOT_NAME = compile_on_use(
    r"[。!?;…\"“”<>{}=]|^#.*#$|^#(?![#\s])|:\s?\S|:$|,\s?\S|https?:|www\.|(?<!\b[A-Z])(?<!\b[A-Z][a-z])(?<!\b[A-Z][a-z]{2})\.\s"
)
_RANK = compile_on_use(
    r"[^\w]*(?:[Ll][Vv]\.?\s?)?0[\u3400-\u9fff]{1,2}[^\w]*|[Ll][Vv]\.?\s?0|\[[Ll][Vv]\.0\].{1,10}"
)  # `三级`, `LV6`
_LEVEL = compile_on_use(
    r"(?<=\S)\s?[Ll][Vv]\.?\s?[0-9]{1,2}(?:\s?[\u3400-\u9fff]{2,3})?$"
)  # behind a name, with a word glued to it or not
_THOUSANDS = compile_on_use(r"(?<=\S)\s[0-9]{1,3}(?:[.,][0-9])?[kK]$")  # a reputation behind a name
_WORD = compile_at_once(r"[^\W_]")
_MERE_COUNT = compile_on_use(r"[0-9]{1,3}|[0-9]{1,3}[.,][0-9]{1,3}[kKmM]?|[0-9]{1,4}[kKmM]|[0-9]{1,3}\s[·•].{0,3}")
_COUNT_BEHIND = compile_at_once(
    r"[\s(:]{0,3}(?:[0-9][0-9.,]{0,12}\s?[%万亿kw]?|(?<=\s)[\u4e00-\u9fff]{1,3}于)?$"
)  # `posts: 1,204`, `采纳率:97%`, `帮助的人:1.2万`; `… 推荐于` before a date
_COUNT = compile_at_once(r"0 [a-z]{2,12}(?: [a-z]{2,12})?")  # `4931 posts`, `3 more replies`


@lru_cache(maxsize=1)
def known_words() -> tuple[frozenset[str], frozenset[str], frozenset[str], frozenset[str]]:
    data = load("attributions")
    words = {w.lower() for name in ("asks", "answers", "words", "buttons", "ranks") for w in data[name]}
    return frozenset(words), frozenset(data["nobody"]), frozenset(data["accepted"]), frozenset(data["above"])


@lru_cache(maxsize=1)
def no_names() -> tuple[frozenset[str], frozenset[str], frozenset[str], frozenset[str]]:
    """Words that stand where a name could, those that ranks are made of, those before a name (`by`), and before these."""
    data = load("post_lines")
    told = (*data["no_names"], *data["member_dates"], *data["beside_votes"], *data["depths"])
    return frozenset(told), frozenset(data["rank_words"]), frozenset(data["by"]), frozenset(data["before_by"])


@lru_cache(maxsize=1)
def _rank_ends() -> tuple[str, ...]:
    """What ranks end with in languages that write no spaces."""
    return tuple(load("post_lines")["rank_ends"])


@lru_cache(maxsize=1)
def _counted_ranks() -> frozenset[str]:
    """Ranks with a number inside, as shapes have it."""
    return frozenset(load("post_lines")["counted_ranks"])


@lru_cache(maxsize=1)
def _floors() -> re.Pattern[str]:
    """A word for one of the first posts, above the mark of its number (`沙发 #`)."""
    return compile_at_once(rf"(?:{'|'.join(map(re.escape, load('post_lines')['floor_words']))})\s?#")


def is_told_of_member(text: str) -> bool:
    """Whether a line is a rank (`Senior Member`), a label, a button with its count, or a remark in brackets behind a name."""
    return _is_short_told(text) if len(text) <= SHORT else _is_told(text)


def _is_told(text: str) -> bool:
    words, ranks, _, _ = no_names()
    line = text.lower().rstrip(":, .").removesuffix(")")
    bare = _COUNT_BEHIND.sub("", line)
    if bare.endswith(_rank_ends()) or (text[:1] == "[" and is_rank(shape_of(text).key)):
        return True
    counted = "0" in shape_of(text).key and read_attribution(text)
    if counted and counted.votes is not None:
        return True
    return bare in words or text[:1] + text[-1:] in ("()", "[]") or ranks.issuperset(line.split())


_is_short_told = remembered(REMEMBERED)(_is_told)


def counts_of_member(text: str) -> bool:
    """Whether a line is a rank that ends so, or one of a member's labels with its count.

    >>> counts_of_member("采纳率:66%"), counts_of_member("知道大有可为答主"), counts_of_member("采纳率")
    (True, True, False)
    """
    line = text.lower()
    bare = _COUNT_BEHIND.sub("", line)
    return bare.endswith(_rank_ends()) or (len(bare) < len(line) and line[-1:] != ":" and bare in no_names()[0])


def ranks_member(text: str) -> bool:
    """Whether a line is only words that ranks are made of (`Senior Member`).

    >>> ranks_member("Senior Member"), ranks_member("Joined")
    (True, False)
    """
    words = text.lower().split()
    return bool(words) and no_names()[1].issuperset(words)


def is_rank(key: str) -> bool:
    """Whether the key of a line's shape is that of a counted rank (`0级`, `LV0`)."""
    return _RANK.fullmatch(key) is not None or key in _counted_ranks()


def is_valid_name(text: str) -> bool:
    """Whether a part of a head could be a name."""
    text = text.strip()
    return 1 <= len(text) <= MAX_NAME and _is_valid(text)


@remembered(REMEMBERED)
def _is_valid(text: str) -> bool:
    """Of a line beside several posts this is asked once for each place that it has there."""
    words, _, _, _ = known_words()
    if is_told_of_member(text):
        return False
    if text.lower() in words or _NOT_NAME.search(text) or _WORD.search(text) is None:
        return False
    if begins_accepted(text) or _floors().match(text) is not None:
        return False
    shape = shape_of(text)
    return (
        not is_rank(shape.key)
        and _MERE_COUNT.fullmatch(text) is None
        and _COUNT.fullmatch(shape.key) is None
        and not (shape.date or shape.floor is not None or is_button(shape) or heads_answers(shape) or heads_tail(shape))
        and len(text.split()) <= 4
    )


def clean_name(text: str) -> str | None:
    name = " ".join(text.split()).strip("@:|,·- ")
    if name[1:2] == " " and name[:1].lower() == name[2:3].lower():
        name = name[2:]  # an avatar that is the first letter
    name = said_once(beside_picture(_THOUSANDS.sub("", _LEVEL.sub("", name))))
    return None if name in known_words()[1] or not name else name
