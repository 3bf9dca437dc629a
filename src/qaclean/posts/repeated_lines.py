"""The thread of a text without layout: who wrote what, by the lines that come again beside each post."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from qaclean.document import Document
from qaclean.evidence import Evidence
from qaclean.posts.anchors import Anchors, Row, find_anchors, rows_of
from qaclean.posts.line_features import title_rows
from qaclean.posts.line_fields import Place, read_fields
from qaclean.posts.line_words import heads_answers, is_button, title_lead
from qaclean.posts.seams import MASS, Seams, compare_seams
from qaclean.profiles.apply import ProfiledPage, ProfiledPost
from qaclean.titles import split_title, title_kind

__all__ = ["FoundThread", "LineThread", "best_thread", "find_line_thread"]

TRIED = 4  # candidate sets of anchors that are compared
MIN_SCORE = 0.4
TAIL = 16  # rows of a tail
AROUND = 14  # rows of a head before its anchor


class LinePost(NamedTuple):
    """A post by its rows, and the rows beside them that tell of it."""

    rows: tuple[int, ...]
    place: Place


class LineThread(NamedTuple):
    """The thread of a page by rows."""

    title: int
    question: LinePost
    answers: tuple[LinePost, ...]
    score: float
    kind: str


class FoundThread(NamedTuple):
    """What is found of a page: its posts as a profile gives them, the lines around posts, those that are buttons, and the title's block with
    the span of its own words."""

    page: ProfiledPage
    heads: frozenset[int]
    buttons: frozenset[int]
    title: tuple[int, int, int]


def find_line_thread(
    document: Document, evidence: Sequence[Evidence], reference: datetime | None = None
) -> FoundThread | None:
    """The thread of a document without layout, or None where no lines show one."""
    rows = rows_of(document, evidence)
    thread = best_thread(rows)
    if thread is None:
        return None
    posts = (thread.question, *thread.answers)
    asked, *told = read_fields(rows, [post.place for post in posts], reference)
    question = ProfiledPost(_ranges(thread.question.rows), [], asked._replace(accepted=None))
    answers = [ProfiledPost(_ranges(post.rows), [], fields) for post, fields in zip(thread.answers, told, strict=True)]
    kind = "qa" if any(heads_answers(row.shape) for row in rows) or title_kind(rows[0].shape.text) == "qa" else "thread"
    page = ProfiledPage(None, kind, "repeated-lines", None, question, answers)
    heads = frozenset(i for post in posts for i in (*range(*post.place.head), *range(post.place.tail[0], min(post.place.tail[1], post.place.tail[0] + TAIL))))
    buttons = frozenset(i for i in heads if is_button(rows[i].shape) or rows[i].shape.mark)
    return FoundThread(page, heads, buttons, _own_title(document, rows, thread.title))


def _own_title(document: Document, rows: Sequence[Row], at: int) -> tuple[int, int, int]:
    """The title's block, and the span of its own words in it."""
    if at < 0:
        return -1, 0, 0
    block = document.blocks[at]
    line = document.folded[block.start : block.end]
    start = line.find(rows[at].shape.text[:1])
    lead = title_lead(line[start:])
    end = start + lead + split_title(line[start + lead :]).length
    return at, block.start + start + lead, block.start + end


def _ranges(rows: Sequence[int]) -> list[tuple[int, int]]:
    out: list[tuple[int, int]] = []
    for i in rows:
        if out and out[-1][1] == i:
            out[-1] = (out[-1][0], i + 1)
        else:
            out.append((i, i + 1))
    return out


def best_thread(rows: Sequence[Row]) -> LineThread | None:
    """The thread by the best of the candidate anchors."""
    said, line = title_rows(rows)
    threads = []
    for anchors in find_anchors(rows, said)[:TRIED]:
        if anchors.score < MIN_SCORE:
            break
        thread = _thread(rows, anchors, said, line)
        if thread is not None:
            threads.append(thread)
    return max(threads, key=lambda t: t.score, default=None)


def _stops(rows: Sequence[Row], base: int | None) -> object:
    def stop(head: int, end: int) -> int:
        short = 0
        for i in range(head, end):
            row = rows[i]
            if row.ends or (i > head and heads_answers(row.shape)):
                return i
            if base and i > head and row.indent + 1 < base and not row.shape.mark:
                return i
            short = short + 1 if row.mass < MASS else 0
            if short >= 8 and i - short >= head:
                return i - short + 1
        return end

    return stop


def _thread(rows: Sequence[Row], anchors: Anchors, said: Sequence[bool], line: int) -> LineThread | None:
    indents = sorted(rows[a].indent for a, _ in anchors.clusters)
    seams = compare_seams(rows, anchors, _stops(rows, indents[len(indents) // 4]))
    posts = _posts(rows, anchors, seams)
    title = _title(rows, said, line, seams)
    score = anchors.score
    if not posts:
        return None
    first = posts[0]
    question, answers = (first, posts[1:])
    section = any(heads_answers(rows[i].shape) for i in range(max(title, seams.before.start), seams.before.end))
    if section:
        body = _lead(rows, title, seams)
        question, answers = LinePost(body, Place(None, (title, title), (title, title))), posts
    answers = tuple(a for a in answers if a.rows)
    if not answers:
        return None
    return LineThread(title, question, answers, score, anchors.kind)


def _posts(rows: Sequence[Row], anchors: Anchors, seams: Seams) -> tuple[LinePost, ...]:
    posts = []
    for n, (gap, cluster) in enumerate(zip(seams.gaps, anchors.clusters, strict=True)):
        own = tuple(i for i in range(gap.head, gap.tail) if i not in seams.fixed)
        low = max(seams.gaps[n - 1].tail if n else seams.before.tail, cluster[0] - AROUND)
        last = n + 1 == len(seams.gaps)
        posts.append(LinePost(own, Place(cluster, (low, gap.head), (gap.tail, min(gap.tail + TAIL, gap.end) if last else gap.end))))
    return tuple(posts)


def _lead(rows: Sequence[Row], title: int, seams: Seams) -> tuple[int, ...]:
    return ()


def _title(rows: Sequence[Row], said: Sequence[bool], line: int, seams: Seams) -> int:
    """The row of the title: the last above the posts that says what the page is called, else the line right above them."""
    again = [i for i in range(seams.before.end) if said[i]]
    if again:
        return again[-1]
    for i in range(seams.before.tail - 1, max(seams.before.start - 1, -1), -1):
        row = rows[i]
        if row.length >= 4 and not row.shape.mark and not row.shape.date and not heads_answers(row.shape) and not is_button(row.shape):
            return i
    return line
