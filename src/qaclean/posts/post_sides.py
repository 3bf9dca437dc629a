"""On which side of its anchor a post stands: most templates date a post above its words, some below."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

from qaclean.patterns import compile_on_use
from qaclean.posts.answered_below import answered_below
from qaclean.posts.asker_lines import asker_at
from qaclean.posts.dated_below import all_dated_below
from qaclean.posts.line_rows import LONG_MASS, MASS, Anchors, Gap, Row
from qaclean.posts.line_shapes import path_entries
from qaclean.posts.line_words import heads_answers, opens_words, says_by
from qaclean.posts.seams import Seams
from qaclean.text.titles import asks

__all__ = ["Heads", "heads_stand_above", "stand_below", "starts_of_heads"]

LEAD = 16  # rows between a head of answers and the first
ASKED = 3  # rows between the date of a post and its text
FEWEST_SEAMS, MOST_SEAMS = 2, 0.6  # seams that show a template's line above the words, and their share of all
MAX_CARD = 8  # rows of a card that tells who answered
SHOWN = 3  # shapes of a head above the first anchor that are not behind the last
_FOOT = compile_on_use(r"(?:投诉|举报|回复|回覆)\s*\d*$")


def stand_below(rows: Sequence[Row], anchors: Anchors, seams: Seams) -> bool:
    """Whether the anchors stand below their posts: the text goes on right to them, and there is one for what stands above the first."""
    before = seams.before
    if answered_below(rows, anchors) or all_dated_below(rows, anchors, seams) or _is_headed(rows, anchors, seams):
        return True
    behind = [rows[b + 1].shape for _, b in anchors.clusters if b + 1 < len(rows)]
    if len(seams.gaps) < 2 or sum(map(says_by, behind)) > len(behind) / 2:
        return False  # whose post it is stands between the date and the words
    if 2 * sum(any(opens_words(rows[i].shape) for i in range(gap.start, gap.head)) for gap in seams.gaps) > len(behind):
        return False
    inner, last = seams.gaps[:-1], seams.gaps[-1]
    inner = tuple(gap for gap in inner if gap.tail > gap.head) or inner  # a gap without text shows no side
    lead = sum(rows[i].mass for i in range(before.head, before.tail))
    after = sum(rows[i].mass for i in range(last.head, last.tail))
    shown = _shown_above(rows, seams)
    if (
        (shown <= -SHOWN and (after >= MASS or not _tells(rows[before.head : before.tail])))
        or _is_dated(rows, before, asked=after < MASS)
        or (shown <= 0 and _is_title_alone(rows, before))
        or (lead < LONG_MASS and not _tells(rows[before.head : before.tail]) and _tells(rows[last.head : last.tail]))
    ):
        return False  # the heads go on behind the last anchor, and none, or no post, stands above the first
    if lead < MASS:
        return shown >= SHOWN and before.tail > before.head
    above = sum(gap.tail == gap.end for gap in inner) / len(inner)
    below = sum(gap.head == gap.start for gap in inner) / len(inner)
    foot = sum(_FOOT.search(rows[b].shape.text) is not None for _, b in anchors.clusters) / len(anchors.clusters)
    headed = any(heads_answers(rows[i].shape) for i in range(max(before.start, before.head - LEAD), before.head))
    score = (
        (above - below)
        + 0.8 * headed
        + 0.5 * foot
        + (0.4 if before.tail == before.end else 0)
        + (0.5 if after < MASS else -0.3)
        + 0.3 * (shown > 0)
        + 0.5
        * (after < MASS and rows[anchors.clusters[0][0]].shape.floor == 1)  # words above the number of the first post
    )
    return score > 0.6


def _is_headed(rows: Sequence[Row], anchors: Anchors, seams: Seams) -> bool:
    """Whether a head of answers shows that the first of them stands above the first anchor."""
    return _is_headed_text(rows, seams) or _is_brief_below(rows, anchors, seams)


def _is_headed_text(rows: Sequence[Row], seams: Seams) -> bool:
    """Whether running text stands between a head of answers and the first anchor, right above it, as in all the other gaps, and never right below one."""
    before = seams.before
    inner = [gap for gap in seams.gaps[:-1] if gap.tail > gap.head]
    if len(inner) < FEWEST_SEAMS or before.tail != before.end or before.tail - 1 < before.head:
        return False
    if any(gap.tail != gap.end or gap.head == gap.start for gap in inner) or rows[before.tail - 1].mass < LONG_MASS:
        return False
    low = max(before.start, before.tail - LEAD)
    return any(heads_answers(rows[i].shape) for i in range(low, before.tail - 1))


def _is_brief_below(rows: Sequence[Row], anchors: Anchors, seams: Seams) -> bool:
    """Whether a sentence, however short, stands right above the first anchor and below a head of answers, words in each gap, and none behind the last
    anchor: were the dates above the words, the last post would have none."""
    before, inner, last = seams.before, seams.gaps[:-1], seams.gaps[-1]
    first = anchors.clusters[0][0]
    headed = next(
        (i for i in range(first - 1, max(first - 1 - LEAD, before.start - 1), -1) if heads_answers(rows[i].shape)), -1
    )
    end = next((i for i in range(last.start, last.end) if rows[i].ends), last.end)
    return (
        headed >= 0
        and rows[first - 1].shape.sentence
        and not any(rows[i].shape.date for i in range(headed + 1, first))
        and all(any(_says(rows[i]) for i in range(gap.start, gap.end)) for gap in inner)
        and not any(_says(rows[i]) for i in range(last.start, end))
    )


def _says(row: Row) -> bool:
    """Whether a row is a sentence that is no part of the template."""
    return row.shape.sentence and row.mass > 0


def _tells(rows: Sequence[Row]) -> bool:
    """Whether some rows are the words of a post, and not the way to the page."""
    return sum(row.mass for row in rows if row.shape.sentence and not path_entries(row.shape.text)) >= 2 * MASS


def heads_stand_above(rows: Sequence[Row], anchors: Anchors, seams: Seams) -> bool:
    """Whether the heads of posts with their dates below them (name, rank) stand above their words: above the first, and not behind the last."""
    dated = all(any(row.shape.date for row in rows[a : b + 1]) for a, b in anchors.clusters)
    return dated and _shown_above(rows, seams) > 0


class Heads(NamedTuple):
    """The first row of the head of each post, and how many rows of it are the author's card, where nothing else tells them from the words."""

    starts: Sequence[int] = ()
    card: int = 0


def starts_of_heads(rows: Sequence[Row], anchors: Anchors, seams: Seams) -> Heads:
    """The first rows of the heads of posts whose dates stand below their words, where lines of a template stand above the words as well: in what is
    between two posts, the foot of the upper one comes first. A row a post, or nothing where the page does not show it: the shapes above the first
    post are none of those behind the last, and stand in most of the seams; or a line heads the answers, and below it stands the card of the first."""
    if not all(any(row.shape.date for row in rows[a : b + 1]) for a, b in anchors.clusters):
        return Heads()
    last, before = seams.gaps[-1], seams.before
    foot = {rows[i].shape.key for i in range(last.start, last.head)} - {""}
    head = {rows[i].shape.key for i in range(before.start, before.head) if seams.roles.get(rows[i].shape.key) == "head"}
    head -= foot
    inner = seams.gaps[:-1]
    shown = [gap for gap in inner if any(rows[i].shape.key in head for i in range(gap.start, gap.head))]
    if seams.whole or not head or not foot or len(shown) < max(FEWEST_SEAMS, MOST_SEAMS * len(inner)):
        return _starts_of_cards(rows, before, inner, foot, whole=seams.whole)
    starts = [_behind(rows, gap, gap.head, foot) for gap in inner]
    own = next(i for i in range(before.start, before.head) if rows[i].shape.key in head)
    above = max((gap.head - start for start, gap in zip(starts, inner, strict=True)), default=0)
    return Heads([max(before.start, min(own, before.head - above)), *starts])


def _behind(rows: Sequence[Row], gap: Gap, end: int, foot: Collection[str]) -> int:
    """The row behind the last of the foot of the post above a gap, before row `end`."""
    return max((i + 1 for i in range(gap.start, end) if rows[i].shape.key in foot), default=gap.start)


def _starts_of_cards(
    rows: Sequence[Row], before: Gap, inner: Sequence[Gap], foot: Collection[str], *, whole: bool
) -> Heads:
    """The first rows of cards as long as the one between a line that heads the answers and the words of the first of them; where the rows beside posts are
    the posts' own as a `whole`, all must be just as long."""
    headed = next((i for i in range(before.tail - 1, before.start - 1, -1) if heads_answers(rows[i].shape)), -1)
    texts = [
        next((i for i in range(low, high) if rows[i].mass >= MASS), high)
        for low, high in [(headed + 1, before.tail), *((gap.start, gap.tail) for gap in inner)]
    ]
    if headed < 0 or not inner or texts[0] == before.tail or not 0 < texts[0] - headed - 1 <= MAX_CARD:
        return Heads()
    size = texts[0] - headed - 1
    starts = [max(_behind(rows, gap, text, foot), text - MAX_CARD) for gap, text in zip(inner, texts[1:], strict=True)]
    if any(start == gap.start for start, gap in zip(starts, inner, strict=True)):
        starts = [max(gap.start, text - size) for gap, text in zip(inner, texts[1:], strict=True)]
    longest = max(text - start for start, text in zip(starts, texts[1:], strict=True))
    if whole and not 1 < size == longest == min(text - start for start, text in zip(starts, texts[1:], strict=True)):
        return Heads()
    first = max(headed + 1, texts[0] - longest) if longest else headed + 1
    return Heads([first, *starts], texts[0] - first)


def _shown_above(rows: Sequence[Row], seams: Seams) -> int:
    """How many more of the shapes that stand in heads are above the first anchor than behind the last."""
    before, inner, last = seams.before, seams.gaps[:-1], seams.gaps[-1]
    heads = {
        rows[i].shape.key
        for gap in inner
        for i in range(gap.start, gap.head)
        if seams.roles.get(rows[i].shape.key) == "head"
    }
    return sum(rows[i].shape.key in heads for i in range(before.start, before.head)) - sum(
        rows[i].shape.key in heads for i in range(last.start, last.head)
    )


def _is_dated(rows: Sequence[Row], lead: Gap, *, asked: bool) -> bool:
    """Whether what stands above the first anchor has a date right above it, and no head of answers between: it is no post of that anchor. Where no words
    stand behind the last (`asked`), the date may be that of the question."""
    low = max(lead.start, lead.head - ASKED)
    headed = next((i + 1 for i in range(lead.head - 1, low - 1, -1) if heads_answers(rows[i].shape)), low)
    return any(
        rows[i].shape.date and rows[i].mass == 0 and not (asked and asker_at(rows, i)) for i in range(headed, lead.head)
    )


def _is_title_alone(rows: Sequence[Row], lead: Gap) -> bool:
    """Whether all that stands above the first anchor is one line that asks, and what is no text: the title."""
    text = [row for row in rows[lead.head : lead.tail] if row.mass >= MASS]
    return (
        len(text) == 1 and asks(text[0].shape.text) and sum(row.mass for row in rows[lead.head : lead.tail]) < 2 * MASS
    )
