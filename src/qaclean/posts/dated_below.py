"""Pages that date all posts below their words: shown by the last date, behind which no words stand, and the first answer of such a page, which stands right
below the line that says who asked."""

from __future__ import annotations

from collections.abc import Sequence

from qaclean.posts.asker_lines import asker_at, place_of_asker
from qaclean.posts.line_kinds import is_counted_name, is_name
from qaclean.posts.line_posts import LinePost
from qaclean.posts.line_rows import MASS, Anchors, Row
from qaclean.posts.line_shapes import shape_of
from qaclean.posts.line_votes import counts_votes
from qaclean.posts.line_words import is_button
from qaclean.posts.seams import Seams
from qaclean.text.menus import is_menu

__all__ = ["all_dated_below", "with_first_answer", "without_names"]

FOOT = 3  # rows behind the last anchor in which the words of its post would begin
MOST_BUTTONS = 40  # code points of a row of buttons
NAMED = 0.8  # share of the posts that end with a name, for it to be the template's
_COLONS = frozenset(":\uff1a")


def all_dated_below(rows: Sequence[Row], anchors: Anchors, seams: Seams) -> bool:
    """Whether words stand between the line that says who asked and the first anchor, and in each gap, and right behind the last anchor a line of the template: were
    the dates above the words, the last post would have none. Without who asked, the first words may as well be the question's, with its own head above."""
    inner, last = seams.gaps[:-1], seams.gaps[-1]
    if not inner or last.start >= len(rows) or not _is_foot(rows[last.start]):
        return False
    if not all(any(_tells(rows[i]) for i in range(gap.start, gap.end)) for gap in inner):
        return False
    first = anchors.clusters[0][0]
    at = first - 2 if first > 1 and not _tells(rows[first - 1]) and is_name(rows[first - 1]) else first - 1
    low = max(seams.before.start, 0)
    if at <= low or not _tells(rows[at]):
        return False
    asker = next((i for i in range(at - 1, low - 1, -1) if rows[i].shape.date and rows[i].mass == 0), -1)
    return asker >= 0 and asker_at(rows, asker)


def with_first_answer(
    rows: Sequence[Row], posts: Sequence[LinePost], seams: Seams, title: int, asker: int
) -> tuple[LinePost, tuple[LinePost, ...]]:
    """The question and the answers of posts that stand above their dates, below the line that says who asked: the first answer stands right below that,
    behind the asker's words. As they are where words stand behind the last date: then that is dated above its words, as the first is."""
    asked, told = _parted(rows, title, asker, posts[0].rows, seams)
    if not told:
        return posts[0], tuple(posts[1:])
    first = posts[0]._replace(rows=tuple(told), more=())
    return LinePost(tuple(asked), place_of_asker(asker, title)), (first, *posts[1:])


def _parted(
    rows: Sequence[Row], title: int, asker: int, own: Sequence[int], seams: Seams
) -> tuple[list[int], list[int]]:
    """The question's own words and those of the first answer, among the rows `own` above the first date below an answer: words above the line that says who
    asked are the question's; else the first paragraph below it is, where others follow, but for one that goes on in them."""
    low, end = seams.gaps[-1].start, own[-1] + 1 if own else 0
    foot = next((i for i in range(low, min(low + FOOT, len(rows))) if rows[i].ends), low + FOOT)
    if any(map(_tells, rows[low:foot])):
        return [], []
    asked = [i for i in range(title + 1, asker) if rows[i].mass >= MASS and rows[i].shape.sentence]
    start = next((i for i in range(asker + 1, end) if _tells(rows[i]) or rows[i].shape.text[-1:] in _COLONS), end)
    told = [*range(start, end)]
    if told and _is_nobodys_word(rows[told[-1]]):
        told.pop()  # who wrote what is dated right below
    if asked or len(told) < 2 or rows[start].repeated or rows[start].shape.text[-1:] in _COLONS:
        return asked, told
    return told[:1], told[1:]


def without_names(rows: Sequence[Row], anchors: Anchors, posts: Sequence[LinePost]) -> tuple[LinePost, ...]:
    """The posts that stand above their dates, each without the name right above its date, where nearly all have one there."""
    named = [first > 0 and _is_nobodys_word(rows[first - 1]) for first, _ in anchors.clusters]
    if sum(named) < NAMED * len(named):
        return tuple(posts)
    names = {first - 1 for (first, _), one in zip(anchors.clusters, named, strict=True) if one}
    return tuple(post if len(post.rows) < 2 else post.without(names) for post in posts)


def _is_nobodys_word(row: Row) -> bool:
    """Whether a row may be who wrote what is dated right below it, and tells nothing."""
    return not _tells(row) and (is_name(row) or is_counted_name(row))


def _tells(row: Row) -> bool:
    """Whether a row is words of a post: a sentence, however short, or running text."""
    return (
        not row.ends
        and not row.shape.date
        and not is_button(row.shape)
        and ((row.shape.sentence and row.mass > 0) or row.mass >= MASS)
    )


def _is_foot(row: Row) -> bool:
    """Whether a row is what a template writes below a post or below all of them."""
    if row.ends or is_button(row.shape) or counts_votes(row) or row.repeated or is_menu(row.shape.text):
        return True
    words = row.shape.text.split() if row.length <= MOST_BUTTONS else []
    return len(words) > 1 and all(is_button(shape_of(word)) for word in words)
