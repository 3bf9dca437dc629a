"""Words of lines around posts (`rules/post_lines.toml`): section heads, buttons, what stands behind the last post."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from qaclean.freed import remembered
from qaclean.limits import REMEMBERED
from qaclean.patterns import compile_at_once, compile_on_use
from qaclean.posts.answer_heads import read_answer_head
from qaclean.posts.line_shapes import DATE, Shape
from qaclean.rules import load
from qaclean.text.menus import is_menu

__all__ = [
    "begins_accepted",
    "button_at_end",
    "counts_answers",
    "heads_accepted",
    "heads_answers",
    "heads_any_posts",
    "heads_chosen",
    "heads_comments",
    "heads_only_answers",
    "heads_other_answers",
    "heads_others",
    "heads_tail",
    "is_button",
    "is_end",
    "is_gone",
    "may_head_comments",
    "names_nobody",
    "opens_words",
    "says_answered",
    "says_asked",
    "says_by",
    "title_lead",
    "without_counts",
]

MAX_ORIGIN = 24  # code points of a line that says from where a post was sent
MAX_HEAD = 20  # ... of a line that heads comments
MAX_BUTTONS = 40  # ... of a line of buttons
MAX_NOTICE = 72  # code points of a notice behind the last post
MAX_END = 60  # code points of a line that ends the posts
_TRIM = " \xa0\t:|·・>»<\u200b()[]「」【】+-*"
_BY = compile_on_use(r"(?i:(?:posted\s)?by|von|par)\s?:?\s[\w.'-]{2,20}(?:\s[\w.'-]{1,20}){0,2}")
_TOPIC = compile_at_once(r"(?<=\S)\s?#[^#\s]{2,8}#.{0,60}$")  # what a site advertises behind the number of answers
_NEIGHBOURS = compile_at_once(r"[«‹]\s[^|]{1,60}\s\|\s[^|]{1,60}\s[»›]")  # the threads before and after this one
_RIGHTS = compile_at_once(r"(?:©|\([cC]\))\s{0,3}(?:(?:19|20)[0-9]{2}|[A-Z][^\W\d_]{2,20}\s)")
_CAPITAL = compile_at_once(r"(?<=[a-z0-9\u00df-\u00ff\u0430-\u045f])(?=[A-Z\u00c0-\u00de\u0410-\u042f])")
_BRACKET = compile_at_once(r"\s\[(?P<word>[^\[\]]{1,12})\]$")


class _Words(NamedTuple):
    answers: frozenset[str]
    comment_heads: re.Pattern[str]
    any_posts: frozenset[str]
    gone: frozenset[str]
    counts: re.Pattern[str]
    buttons: frozenset[str]
    openers: frozenset[str]
    tails: frozenset[str]
    answered: re.Pattern[str]
    asked: re.Pattern[str]
    nobody: frozenset[str]
    title_lead: re.Pattern[str]
    origins: tuple[str, ...]
    ends: re.Pattern[str]
    end_lines: frozenset[str]
    end_starts: frozenset[str]  # their first characters: most lines begin with another
    related: re.Pattern[str]
    foots: tuple[str, ...]
    glued: re.Pattern[str]  # buttons with their counts, one behind the other
    accepted: tuple[str, ...]
    others: tuple[str, ...]


@lru_cache(maxsize=1)
def _words() -> _Words:
    data = load("post_lines")
    return _Words(
        frozenset(form.strip(_TRIM) for w in data["answers"] for form in (w, w if w.isascii() else w.replace(" ", ""))),
        compile_at_once(data["comment_heads"]),
        frozenset(w.strip(_TRIM) for w in data["any_posts"]),
        frozenset(w.strip(_TRIM) for w in data["gone"]),
        compile_at_once(
            rf"(?i:(?:[+-]?[0-9][0-9,.]{{0,9}}\s?k?\s?(?:{'|'.join(sorted(data['counted'], key=len, reverse=True))})\s?){{1,4}}(?![a-z]))"
        ),
        frozenset(w.strip(_TRIM) for w in data["buttons"]),
        frozenset(data["openers"]),
        frozenset(w.strip(_TRIM) for w in data["tails"]),
        _anywhere(load("attributions")["answers"]),
        compile_at_once(
            f"{_anywhere(load('attributions')['asks']).pattern}|{load('attributions')['patterns']['read']}"
        ),
        frozenset(load("attributions")["nobody"]),
        compile_at_once(
            rf"(?:[0-9]{{1,6}}\u4eba)?(?:{'|'.join(' {1,3}'.join(map(re.escape, lead.split())) for lead in data['title_leads'])})\s+(?=\S)"
        ),
        tuple(data["origins"]),
        _beginnings([*data["ends"], *data["related"]]),
        frozenset(w.strip(_TRIM) for w in data["end_lines"]),
        frozenset(word[0] for word in (*data["ends"], *data["related"])),
        _beginnings(data["related"]),
        tuple(data["foots"]),
        _glued(data["buttons"]),
        tuple(load("attributions")["below"]),
        tuple(word.lower() for word in load("attributions")["others"]),
    )


def _glued(buttons: list[str]) -> re.Pattern[str]:
    words = sorted({w.strip("0()") for w in buttons if not w.isascii()}, key=lambda w: (-len(w), w))
    return compile_at_once(rf"(?:0\s?)?(?:(?:{'|'.join(map(re.escape, words))})\s?\(?0?\)?\s?){{1,12}}")


def _anywhere(words: list[str]) -> re.Pattern[str]:
    return compile_at_once(
        "|".join(rf"\b{re.escape(w)}\b" if w[0].isascii() else re.escape(w) + "(?![0-9])" for w in words)
    )


def _beginnings(words: list[str]) -> re.Pattern[str]:
    ordered = sorted(words, key=lambda w: (-len(w), w))
    return compile_at_once(
        "|".join(re.escape(w) + (r"\b" if w[-1].isascii() and w[-1].isalpha() else "") for w in ordered)
    )


def heads_others(shape: Shape) -> bool:
    """Whether a line heads a list of other pages."""
    return is_end(shape) and _words().related.match(shape.text.lower().lstrip(_TRIM)) is not None


def is_end(shape: Shape) -> bool:
    """Whether a line heads what stands behind the posts."""
    if not shape.key or len(shape.text) > MAX_NOTICE:
        return False
    if shape.date:
        return shape.text.lower().lstrip(_TRIM).startswith(_words().foots)
    marked = "©" in shape.text or "(" in shape.text
    if _NEIGHBOURS.fullmatch(shape.text) or (marked and _RIGHTS.search(shape.text)):
        return True
    line, words = shape.text.lower().lstrip(_TRIM), _words()
    known = line.rstrip(_TRIM) in words.end_lines
    return known or (line[:1] in words.end_starts and words.ends.match(line) is not None)


def heads_answers(shape: Shape) -> bool:
    """Whether a line stands between the question and its answers; some templates say the count twice (`14 Answers 14`) or behind it in
    brackets or between spaces, or the date of the last."""
    return _is_head(shape.key, shape.date != "") if shape.key else False


@remembered(REMEMBERED)
def _is_head(key: str, dated: bool) -> bool:
    """Of a line of a page this is asked by many steps."""
    line, heads = _head_in(key, dated), _words().answers
    if line in heads or (" " in line and not line.isascii() and line.replace(" ", "") in heads):
        return True
    if (told := read_answer_head(line)) is not None and not told.listed:
        return True
    return (line[-2:] == "(0" and line[:-2].rstrip() in heads) or (
        line[:1] == line[-1:] == "0" and line[:-1].rstrip() in heads
    )


def _head_of(shape: Shape) -> str:
    return _head_in(shape.key, shape.date != "")


def _head_in(key: str, dated: bool) -> str:
    line = key.lower()
    line = (line if "#" not in line else _TOPIC.sub("", line)).strip(_TRIM)
    if dated and line.startswith("0"):
        line = line.replace(DATE, "").strip(_TRIM + "•·").replace("0 ", "0", 1 - line.isascii())
    return line


def heads_any_posts(shape: Shape) -> bool:
    """Whether a head of answers may as well stand above the replies of a thread."""
    line = _head_of(shape)
    if line in _words().answers:
        return line in _words().any_posts
    told = read_answer_head(line)
    return told is not None and told.any_posts


def heads_only_answers(shape: Shape) -> bool:
    """Whether a line heads answers to a question, and none of the replies of a thread.

    >>> from qaclean.posts.line_shapes import shape_of
    >>> heads_only_answers(shape_of("3个回答")), heads_only_answers(shape_of("全部回复"))
    (True, False)
    """
    return heads_answers(shape) and not heads_any_posts(shape)


def heads_other_answers(shape: Shape) -> bool:
    """Whether a head of answers stands above those beside the first or the accepted one.

    >>> from qaclean.posts.line_shapes import shape_of
    >>> heads_other_answers(shape_of("其他回答(3)")), heads_other_answers(shape_of("全部回答(3)"))
    (True, False)
    """
    line = _head_of(shape)
    told = read_answer_head(line)
    return told.others if told is not None else line.startswith(_words().others)


def heads_chosen(shape: Shape) -> bool:
    """Whether a line heads the answer that was accepted (`最佳答案`)."""
    told = read_answer_head(_head_of(shape)) if shape.key else None
    return told is not None and told.accepted


def heads_comments(shape: Shape) -> bool:
    """Whether a line heads what readers say of a Chinese page, alone or with their number.

    >>> from qaclean.posts.line_shapes import shape_of
    >>> [heads_comments(shape_of(line)) for line in ("全部评论", "3 条评论", "评论", "写评论")]
    [True, True, False, False]
    """
    return len(shape.text) <= MAX_HEAD and _words().comment_heads.fullmatch(_head_of(shape)) is not None


def may_head_comments(folded: str) -> bool:
    """A cheap test: whether a text has words of which heads of comments are made."""
    return any(word in folded for word in load("post_lines")["comment_words"])


def is_gone(shape: Shape) -> bool:
    """Whether a line stands in the place of a post that was deleted."""
    return bool(shape.key) and shape.text.lower().strip(_TRIM) in _words().gone


def without_counts(part: str) -> str:
    """A part of a head without what it counts.

    >>> without_counts("tinsmith 21 points22 points23 points"), without_counts("agent 47")
    ('tinsmith', 'agent 47')
    """
    return _words().counts.sub(" ", part).strip()


def says_by(shape: Shape) -> bool:
    """Whether a line is only a word like `by` and a name."""
    return len(shape.text) <= MAX_BUTTONS and _BY.fullmatch(shape.text) is not None


def heads_tail(shape: Shape) -> bool:
    """Whether a line stands below a post's words and heads more about it; buttons may be glued behind."""
    if not shape.key or len(shape.key) > MAX_BUTTONS:
        return False
    line, words = shape.key.lower().strip(_TRIM), _words()
    if line in words.tails:
        return True
    tail = next((word for word in words.tails if line.startswith(word)), "")
    return len(tail) > 2 and words.glued.fullmatch(line, len(tail)) is not None


def heads_accepted(shape: Shape) -> bool:
    """Whether a line with a date begins with the words below which the accepted answer stands: `最佳答案推荐于2018-04-11`."""
    return bool(shape.date) and len(shape.text) <= MAX_END and begins_accepted(shape.text)


def begins_accepted(line: str) -> bool:
    """Whether a line or a part of one begins with such words."""
    return line.startswith(_words().accepted)


def opens_words(shape: Shape) -> bool:
    """Whether a line is a button that stands right above the words of a post, and shows all of them (`展开全部`)."""
    return shape.key in _words().openers


def says_answered(shape: Shape) -> bool:
    """Whether a line says of a moment that somebody answered then."""
    told = bool(shape.key) and len(shape.text) <= MAX_END and not heads_answers(shape)
    return told and _words().answered.search(shape.text) is not None


def says_asked(shape: Shape) -> bool:
    """Whether a line says who asked, or how often the page was read since.

    >>> from qaclean.posts.line_shapes import shape_of
    >>> says_asked(shape_of("提问者:小满 2016-5-4")), says_asked(shape_of("小满 2016-5-4")), says_asked(shape_of("小满 2016-5-4 | 浏览 31 次"))
    (True, False, True)
    """
    told = bool(shape.key) and len(shape.text) <= MAX_END and not says_answered(shape)
    return told and not heads_answers(shape) and _words().asked.search(shape.text) is not None


def names_nobody(shape: Shape) -> bool:
    """Whether a line is what a site writes for one without a name (`热心网友`)."""
    return shape.text in _words().nobody


def title_lead(line: str) -> int:
    """The length of the button that a title's line begins with, with the space behind it.

    >>> title_lead("同问 怎么关机"), title_lead("3人同问 怎么关机"), title_lead("同问这个")
    (3, 5, 0)
    """
    match = _words().title_lead.match(line)
    return match.end() if match else 0


def button_at_end(title: str) -> int:
    """The length of a title without the button in brackets behind it, or 0 where there is none.

    >>> button_at_end("链条打滑 [复制链接]"), button_at_end("链条打滑 [已试]")
    (4, 0)
    """
    match = _BRACKET.search(title)
    return match.start() if match and match["word"].lower() in _words().buttons else 0


def counts_answers(shape: Shape) -> bool:
    """Whether a line heads the answers and says how many there are, with or without a space behind the number."""
    if "0" not in shape.key:
        return False
    if heads_answers(shape) or (shape.key[:2] == "0 " and "0" + shape.key[2:] in _words().answers):
        return True
    return not shape.key.isascii() and shape.key.replace(" ", "") in _words().answers


def is_button(shape: Shape) -> bool:
    """Whether a line is only a button of a post, or several."""
    return _is_button(shape.key, shape.text) if shape.key else False


@remembered(REMEMBERED)
def _is_button(key: str, text: str) -> bool:
    """Of a line of a page this is asked three times and more."""
    line, words = key.lower().strip(_TRIM).rstrip("."), _words()
    if line in words.buttons or (len(line) <= MAX_ORIGIN and line.startswith(words.origins)):
        return True
    if len(line) > MAX_BUTTONS:
        return False
    if is_menu(text):
        return True
    if " " not in line and (parts := _CAPITAL.split(text)) and len(parts) > 1:
        return words.buttons.issuperset(part.strip(_TRIM + "0123456789").lower() for part in parts)
    if not line.isascii():
        return words.glued.fullmatch(line) is not None or line.replace("0 ", "0", 1) in words.buttons
    return line.count(" ") > 1 and words.buttons.issuperset(word for word in line.split() if word != "0")
