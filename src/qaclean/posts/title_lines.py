"""Which of the lines above a thread's posts is its title: the one that the page's first line declares, or the one whose signs (`title_signs.py`) are worth most."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from qaclean.patterns import compile_at_once, compile_on_use
from qaclean.posts.declared_title_lines import MAX_WHOLE, SAID, declared_title
from qaclean.posts.line_kinds import (
    MIN_TITLE,
    is_counted_name,
    is_name,
    line_kind,
    own_length,
    path_ends,
    runs_on,
    title_rows,
    without_reply,
)
from qaclean.posts.line_rows import MASS, Row
from qaclean.posts.line_shapes import Shape, path_entries, shape_of
from qaclean.posts.line_words import heads_answers, is_button, title_lead
from qaclean.posts.model import TitleSpan
from qaclean.posts.title_signs import REACH, Look, Signs, TitlePage, worth_of
from qaclean.segments.document import Document
from qaclean.segments.signals import Evidence, cues_for
from qaclean.text.bylines import is_label_of_author
from qaclean.text.columns import columns_of
from qaclean.text.menus import begins_menu, is_menu, is_menu_word
from qaclean.text.question_forms import ends_asking_words
from qaclean.text.titles import asks, begins_topic, greets

__all__ = ["Above", "NamedTitle", "find_title", "named_title", "own_title", "title_candidates"]

BESIDE = 3  # rows below a title that tell of it
FULL = 24  # columns of a title of the usual length
ASKED_ABOVE = 3.0  # for the row that asks right above the head of the first post
REPLIED, OF_PATH = 2.5, 2.0  # for a row that replies name, or that the way to the page ends with
NAME, WORDS = 0.6, 0.2  # against what may be a name, of one or two words and of more
CLOSED = 1.2  # against a row that a full stop closes: it tells something
MENU = 1.0  # ... against words of a menu that nothing parts: `SearchHelpLog in`
DATED = 20  # code points beside a date in a title
IN_POSTS = 3  # times that a line of the template stands below
HEAD, NAMED = 4, 0.6  # rows of the head of a post, and share of the posts that have a name in one of them
_GLUED = compile_at_once(r"[a-z\u00e0-\u00ff][A-Z]")
_PARTED = compile_at_once(r"\s[•·|»]\s")
_COLUMNS = compile_on_use(r"\S\s{2,}\S+\s{2,}\S|(?:[\u2e80-\uffef]\S{0,12} ){5}")  # words side by side
_LABELLED = compile_at_once(r"[^:]{2,24}:\s?\W?0\b")
_STOPS = "。.!"
_INSIDE = compile_at_once(r"[.!?。]\s?\S{2}.{4}")  # behind the end of a sentence
_CLOSED = compile_on_use(r"[^.]\.[)\"”]?$|。$|[:：]$")


class _Said(NamedTuple):
    """What a page says again of its title: the words that replies name, those that the ways to the page end with,
    and the lines that stand in several posts below."""

    replies: frozenset[str]
    ends: frozenset[str]
    template: frozenset[str]


class NamedTitle(NamedTuple):
    """Which rows say the title that the page's first lines declare, the row of these, and its own words; `marked` where markup shows its heading, `cut`
    where it is not the whole line: beside the site's name it is the title, a whole line that is said twice may be this name."""

    said: Sequence[bool]
    line: int
    words: str
    marked: bool = False
    cut: bool = False


class Above(NamedTuple):
    """What is known where a thread's title is looked for.

    `high` is the row at which the words of its first post begin, and `end` the end of these; the title stands above the row `bottom`: where dates stand
    below posts, what was taken for the first words may be a notice above the title. `line` is given where no row reads like a title, `known` is the
    row that markup shows or that says what the first line names beside the site, or -1. `posts` are the rows of the posts, `opening` those beside the first anchor, where some sites say the title again,
    `firsts` the first row of each post, `said` which rows say what the page's first lines declare.
    """

    high: int
    bottom: int
    end: int
    line: int
    posts: Sequence[int]
    opening: Sequence[int]
    said: Sequence[bool]
    known: int = -1
    firsts: Sequence[int] = ()


def named_title(rows: Sequence[Row], heading: int = -1) -> NamedTitle:
    """What the page's first lines, or the row of its heading, declare as its title."""
    if heading < 0:
        said, line, words = title_rows(rows)
        return NamedTitle(said, line, words, cut=any(said) and len(words) < len(rows[line].shape.text))
    title = rows[heading].shape.text
    texts = (row.shape.text for row in rows)
    said = [i == heading or (text != title and without_reply(text) == title) for i, text in enumerate(texts)]
    return NamedTitle(said, heading, "", marked=True)


def find_title(rows: Sequence[Row], evidence: Sequence[Evidence], above: Above) -> tuple[int, str]:
    """The row of the title and its own words, where the page says these elsewhere: the row that the page declares; else that of the heading; else of
    the rows above the posts the one whose signs are worth most."""
    declared, words = declared_title(rows, above.high, above.end)
    if declared >= 0 or above.known >= 0:
        return (declared if declared >= 0 else above.known), words
    at = _ends_the_way(rows, above)
    if at >= 0:
        return at, words
    worth = {i: worth_of(signs, "thread") for i, signs in title_candidates(rows, evidence, above)}
    best = max(worth, key=lambda i: (worth[i], i), default=above.line)
    asked = _asks_above_head(rows, above.high)
    if asked in worth and not asks(rows[best].shape.text) and worth[asked] + ASKED_ABOVE > worth[best]:
        best = asked
    return best, words


def _asks_above_head(rows: Sequence[Row], high: int) -> int:
    """The row that asks right above the head of the first post, whose own rows are short and ask nothing, or above the words there that a full stop
    closes; -1 for none."""
    for i in range(high - 1, max(high - 1 - HEAD, -1), -1):
        row = rows[i]
        if asks(row.shape.text):
            told = i > 0 and (rows[i - 1].mass >= MASS and rows[i - 1].shape.sentence)
            return i if _may_be_title(row) and not told and _INSIDE.search(row.shape.text) is None else -1
        words = row.mass >= MASS and not (row.shape.sentence and row.shape.text[-1:] in _STOPS)
        if words or row.ends or path_entries(row.shape.text):
            break
    return -1


def _ends_the_way(rows: Sequence[Row], above: Above) -> int:
    """The row that says just what the way to the page ends with, above the posts or as the first line of the first; -1 for none."""
    end = min(max(above.high, above.end) + 1, len(rows))
    ways = ((path_entries(row.shape.text), row.at) for row in rows[:end])
    said = {way[-1]: at for way, at in ways if way and columns_of(way[-1]) >= SAID}
    found = (i for i in range(end - 1, 0, -1) if said.get(rows[i].shape.text, i) < i)
    return next(found, -1)


def title_candidates(rows: Sequence[Row], evidence: Sequence[Evidence], above: Above) -> Iterator[tuple[int, Signs]]:
    """Each row above the posts that may be the title, and its signs: those of a title of any page, and those of a thread's."""
    high, bottom, end = above.high, above.bottom, min(above.bottom + REACH, len(evidence))
    content = [(i, i + 1) for i in above.posts if high <= i < end]
    page = TitlePage(evidence[:end], bottom, end, content, Look(asking=True, paired=True))
    said = _said_again(rows[:end], high, [i for i in above.opening if i < end])
    names = {row.shape.text for row in rows[high:end] if is_name(row)}
    candidates = [*page.candidates()]
    opens = next((i for i in above.firsts[:1] if _asks_in_itself(rows[i])), -1)
    of_site = {i for i, _ in candidates if _is_of_site(evidence[i])}
    of_site = of_site if len(of_site) < len(candidates) else set()
    if any(i < high and i not in of_site and _may_be_title(rows[i]) for i, _ in candidates):
        of_site |= {i for i, _ in candidates if i >= high and i != opens and _tells(evidence[i])}
    for i, signs in candidates:
        if (i >= high and evidence[i].running and i != opens) or i in of_site or _heads_posts(rows, i, above):
            continue
        told = {
            "running": float(evidence[i].running),
            "said above": float(above.said[i]),
            "person below": float(rows[i].shape.text in names),
        }
        yield i, {**signs, **_thread_signs(rows, i, said), **told}


def _asks_in_itself(row: Row) -> bool:
    """Whether a row is one sentence that asks."""
    text = row.shape.text
    asking = text[-1:] == "?" or ends_asking_words(text)
    return asking and row.length <= MAX_WHOLE and _INSIDE.search(text) is None and _may_be_title(row)


def _is_of_site(seen: Evidence) -> bool:
    """Whether a line is of the site, not of one of its pages: a menu, a greeting, the way to the page."""
    if seen.text.endswith("?"):
        return False
    menu = is_menu(seen.text) or is_menu_word(seen.text)
    return menu or greets(seen.text) or not cues_for("breadcrumb").isdisjoint(seen.cues)


def _tells(seen: Evidence) -> bool:
    """Whether a line is of sentences: the first words of a post, where another line above these may be the title."""
    return seen.sentences > 0 and (seen.text[-1] in _STOPS or _INSIDE.search(seen.text) is not None)


def _heads_posts(rows: Sequence[Row], at: int, above: Above) -> bool:
    """Whether a row is the name above the first words of the first post: the other posts have a name at its place. Or the number of a post and a name,
    as others have above their dates."""
    if _is_counted(rows, at):
        return sum(_is_counted(rows, first - 1 - back) for first in above.firsts for back in range(1, HEAD)) > 1
    top = max([above.high, *above.firsts[:1]])
    back = top - at
    if not 0 < back <= HEAD or not is_name(rows[at]):
        return False
    others = [first for first in above.firsts if first > top]
    return len(others) > 1 and sum(is_name(rows[first - back]) for first in others) >= NAMED * len(others)


def _is_counted(rows: Sequence[Row], at: int) -> bool:
    """Whether a row is the number of a post and a name, with a date right below."""
    return 0 <= at < len(rows) - 1 and rows[at + 1].shape.date != "" and is_counted_name(rows[at])


def _thread_signs(rows: Sequence[Row], at: int, said: _Said) -> Signs:
    """What of a row tells that it is the title of a thread."""
    row, below = rows[at], rows[at + 1 : at + 1 + BESIDE]
    text = row.shape.text
    return {
        "reads like a title": _reads_like_title(row, said),
        "no title": float(not _may_be_title(row)),
        "named by replies": float(text[title_lead(text) :] in said.replies),
        "called a title": float(title_lead(text) > 0),
        "ends the way": float(any(words in text for words in said.ends)),
        "template": float(text in said.template),
        "person": float(is_name(row)),
        "asks": float("?" in text),
        "apart": float(row.apart),
        "listed": float(row.listed),
        "button": float(is_button(row.shape)),
        "repeated": float(row.repeated),
        "said right below": float(any(other.shape.text == text for other in below)),
        "dated": float(bool(row.shape.date)),
        "dated below": float(any(other.shape.date for other in below)),
        "sentence": float(row.shape.sentence),
        "numbers": float("0" in row.shape.key),
        "listed below": sum(other.listed for other in below) / BESIDE,
    }


def _said_again(rows: Sequence[Row], high: int, opening: Sequence[int]) -> _Said:
    told = (row.shape.text[title_lead(row.shape.text) :] for row in rows if row.shape.key)
    words = ((text, without_reply(text)) for text in told)
    replies = frozenset(bare for text, bare in words if len(bare) < len(text) and len(bare) >= MIN_TITLE)
    opens = frozenset(rows[i].shape.text for i in opening if columns_of(rows[i].shape.text) >= SAID)
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
        min(columns_of(shape.text), FULL) / FULL - _names(row) + row.repeated * 0.3 + row.apart * 1.0 - row.listed * 0.8
    )
    asked = asks(shape.text)
    glued = MENU * (len(_GLUED.findall(shape.text)) > 2)
    runs = runs_on(row) * (0.5 if asked else 1.5)
    again = REPLIED * (shape.text[title_lead(shape.text) :] in said.replies) + OF_PATH * any(
        words in shape.text for words in said.ends
    )
    told = MENU * (shape.text in said.template)
    return 1.5 + asked + looks - counts - tells - glued - told - runs + again


def _may_be_title(row: Row) -> bool:
    shape = row.shape
    if not shape.key or shape.mark or row.ends or shape.key == "0" or columns_of(shape.text) < MIN_TITLE:
        return False
    if shape.date and (len(shape.rest) < DATED or not asks(shape.text)):
        return False
    address = shape.text.startswith(("http:", "https:", "www."))
    menu = begins_menu(shape.text) and not asks(shape.text)
    told = is_label_of_author(shape.text) or (row.at > 0 and begins_topic(shape.text))
    told = told or path_entries(shape.text) != [] or heads_answers(shape)
    return not (address or menu or told or is_button(shape) or _is_of_buttons(shape))


def _is_of_buttons(shape: Shape) -> bool:
    """Whether a line is a row of buttons, also with a count beside them (`我来答 分享 举报 浏览 318 次`)."""
    words = shape.text.split()
    return len(words) > 2 and 2 * sum(is_button(shape_of(word)) for word in words) >= len(words)


def _names(row: Row) -> float:
    """What speaks against a row that may be a name."""
    if not is_name(row):
        return 0.0
    return WORDS if line_kind(row) in ("name", "words") and row.shape.text.count(" ") > 1 else NAME


def own_title(document: Document, rows: Sequence[Row], at: int, words: str) -> TitleSpan | None:
    """The title's piece, and the span of its own words in it."""
    if at < 0:
        return None
    piece = document.pieces[at]
    line = document.folded[piece.start : piece.end]
    start = max(line.find(rows[at].shape.text[:1]), 0)
    lead = title_lead(line[start:])
    start += lead
    told = line[start:]
    if words and words in told:
        start += told.index(words)
        return TitleSpan(at, piece.start + start, piece.start + start + len(words))
    return TitleSpan(at, piece.start + start, piece.start + start + own_length(told))
