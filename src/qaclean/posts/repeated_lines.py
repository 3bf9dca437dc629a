"""The thread of a text without layout: who wrote what, by the lines that come again beside each post."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import NamedTuple

from qaclean.posts.accepted_above import with_accepted_above
from qaclean.posts.accepted_marks import marked_posts
from qaclean.posts.anchor_scores import MIN_SCORE
from qaclean.posts.anchors import find_anchors
from qaclean.posts.article_threads import ABOVE_TITLE, are_of_an_article, loses_text
from qaclean.posts.asker_lines import asked_above, asker_between, only_asker, place_of_asker, told_of, words_of_asker
from qaclean.posts.closed_rows import closed_rows, head_above
from qaclean.posts.dated_below import with_first_answer, without_names
from qaclean.posts.floors_below import read_floors
from qaclean.posts.headed_followups import with_followups
from qaclean.posts.line_fields import Place, read_fields
from qaclean.posts.line_posts import LinePost, asks_first, without_cards, without_first_rows
from qaclean.posts.line_posts import below as below_title
from qaclean.posts.line_rows import LONG_MASS, MASS, Anchors, Row
from qaclean.posts.line_votes import Beside, read_votes
from qaclean.posts.line_words import heads_accepted, heads_answers, heads_chosen, heads_only_answers, is_button
from qaclean.posts.model import Furniture, Post, PostFields, Thread, ranges_of
from qaclean.posts.nested_posts import depth_told, nested
from qaclean.posts.opening_heads import without_opening_head
from qaclean.posts.opening_posts import answers_first, asks_above, is_question_alone, opening_end, opens_below
from qaclean.posts.post_edges import cut_edges
from qaclean.posts.post_heads import TAIL, head_start, rows_around, top_gap
from qaclean.posts.post_sides import Heads, heads_stand_above, stand_below, starts_of_heads
from qaclean.posts.seams import Seams, compare_seams
from qaclean.posts.shared_heads import without_shared_heads
from qaclean.posts.title_heading import title_heading
from qaclean.posts.title_lines import Above, NamedTitle, find_title, named_title, own_title
from qaclean.segments.document import Document
from qaclean.segments.signals import Evidence
from qaclean.text.titles import title_kind

__all__ = ["LineThread", "best_thread", "line_thread", "place_of_title"]

TRIED = 4  # candidate sets of anchors that are compared
SHORT_RUN = 8  # rows without running text that end the last post
AHEAD = 120  # rows behind them that are looked at
LONG_TEXT, FEW_LONG = 60.0, 3  # of such rows that prove that it goes on, and how many
PARTING = 2  # lines of the template side by side that part a post from comments
CARD = 3  # rows behind the line that says `answered`, and behind the last anchor, that may tell who it was


class LineThread(NamedTuple):
    """The thread of a page by rows; `words` are the title's own, where the page says them again."""

    title: int
    question: LinePost
    answers: tuple[LinePost, ...]
    score: float
    kind: str
    words: str = ""


def line_thread(
    document: Document, evidence: Sequence[Evidence], rows: Sequence[Row], reference: datetime | None = None
) -> Thread | None:
    """The thread of a document without layout, of its `rows`, or None where no lines show one."""
    thread = best_thread(rows, evidence, title_heading(document.layout, evidence)) if rows else None
    if thread is None or (thread.title < 0 and not thread.question.rows):
        return None
    posts = (thread.question, *thread.answers)
    fields = read_fields(rows, [post.place for post in posts], reference)
    asked, *told = [
        known if post.name < 0 else known._replace(author=rows[post.name].shape.text)
        for post, known in zip(posts, fields, strict=True)
    ]
    thread, told = _with_votes(rows, thread, told)
    if thread.title >= 0 and asked.author == rows[thread.title].shape.text:
        asked = asked._replace(author=None)
    answers = [
        Post(ranges_of(post.rows), [ranges_of([i]) for i in post.more], fields)
        for post, fields in zip(thread.answers, told, strict=True)
    ]
    answers = nested(answers, [depth_told(rows, post.place) for post in thread.answers])
    headed = any(heads_only_answers(row.shape) for row in rows)
    kind = "qa" if headed or title_kind(rows[0].shape.text) == "qa" else "thread"
    around = rows_around([post.place for post in posts], thread.title)
    return Thread(
        Post(
            ranges_of(thread.question.rows),
            [ranges_of([i]) for i in thread.question.more],
            asked._replace(accepted=None),
        ),
        answers,
        kind,
        "repeated-lines",
        exact=True,
        title_span=own_title(document, rows, thread.title, thread.words),
        furniture=Furniture(
            frozenset(around), frozenset(i for i in around if is_button(rows[i].shape) or rows[i].shape.mark)
        ),
    )


def _with_votes(rows: Sequence[Row], thread: LineThread, told: list[PostFields]) -> tuple[LineThread, list[PostFields]]:
    """The answers' fields with their votes, and whether a mark says that they are accepted: it is none of a post's words."""
    beside = [Beside(post.place.head, post.place.tail, post.rows[0], post.rows[-1]) for post in thread.answers]
    votes = read_votes(rows, beside, numbered=thread.kind == "answered")
    told = [fields._replace(votes=count) for fields, count in zip(told, votes, strict=True)]
    known = any(fields.accepted is not None for fields in told)
    marked = {n: row for n, row in marked_posts(rows, beside).items() if not known or told[n].accepted}
    if not marked:
        return thread, told
    gone = frozenset(marked.values())
    thread = thread._replace(answers=tuple(post.without(gone) for post in thread.answers))
    return thread, told if known else [fields._replace(accepted=n in marked) for n, fields in enumerate(told)]


def best_thread(rows: Sequence[Row], evidence: Sequence[Evidence], heading: int = -1) -> LineThread | None:
    """The thread by the best of the candidate anchors; `heading` is the row of the title, where markup shows it."""
    named = named_title(rows, heading)
    for anchors in find_anchors(rows, named.said)[:TRIED]:
        if anchors.score < MIN_SCORE:
            break
        thread = _thread(rows, evidence, anchors, named)
        if thread is not None:
            # Where the best anchors part comments below an article, others part no thread of it either.
            if are_of_an_article(rows, (thread.question, *thread.answers), thread.kind, thread.title):
                return None
            return thread._replace(words=thread.words or named.words)
    return None


def _stops(rows: Sequence[Row], base: int | None) -> Callable[[int, int], int]:
    def stop(head: int, end: int) -> int:
        short = 0
        for i in range(head, end):
            row = rows[i]
            if i > head and row.leaf >= 0 and row.leaf == rows[i - 1].leaf:
                short = 0  # a paragraph is not parted
                continue
            if row.ends or (i > head and heads_answers(row.shape)):
                return i
            if base and i > head and row.indent + 1 < base and not row.shape.mark:
                return i
            short = short + 1 if row.mass < MASS else 0
            if short >= SHORT_RUN and i - short >= head:
                if not _goes_on(rows, i, end):
                    return i - short + 1
                short = 0
        return end

    return stop


def _goes_on(rows: Sequence[Row], at: int, end: int) -> bool:
    """Whether a post goes on behind a run of short lines: much running text stands between it and the line that ends the posts."""
    ahead = rows[at : min(end, at + AHEAD)]
    closing = next((k for k, row in enumerate(ahead) if row.ends), 0)
    return sum(row.mass >= LONG_TEXT for row in ahead[:closing]) >= FEW_LONG


def place_of_title(rows: Sequence[Row]) -> Above | None:
    """Where the title of a thread is looked for, by the best anchors; whatever it turns out to be."""
    named = named_title(rows)
    anchors = next(iter(find_anchors(rows, named.said)), None)
    return None if anchors is None or anchors.score < MIN_SCORE else _laid_out(rows, anchors, named).above


class _LaidOut(NamedTuple):
    """Posts by their anchors, the first of which may be the question's; `below`: the anchors stand below them; `asker`: the line that says who asked."""

    posts: tuple[LinePost, ...]
    seams: Seams
    below: bool
    above: Above
    asker: int


def _laid_out(rows: Sequence[Row], anchors: Anchors, title: NamedTitle) -> _LaidOut:
    said = title.said
    indents = sorted(rows[a].indent for a, _ in anchors.clusters)
    line = title.line if _stands_above(rows, anchors, title.line) else -1
    named = max((i for i in range(anchors.clusters[0][0]) if said[i]), default=line)
    seams = compare_seams(rows, anchors, named + 1, _stops(rows, indents[len(indents) // 4]))
    below = stand_below(rows, anchors, seams)
    posts = _posts(rows, anchors, seams, below=below)
    cut = cut_edges(rows, [post.rows for post in posts], said, anchors.clusters[0][0])
    posts = tuple(post._replace(rows=held) for post, held in zip(posts, cut, strict=True))
    posts = without_names(rows, anchors, posts) if below else posts
    if below and anchors.kind == "floor":
        posts = _floors(rows, anchors, posts)
    first = posts[0].rows[0] if posts and posts[0].rows else seams.before.tail
    # Where nothing tells at which row the asker's words begin, the title is any line above the head of the answers.
    high = (seams.asked_at or seams.lead.end) if _asks_something(rows, seams) else seams.before.end
    high = high if _is_brief(rows, range(first, high)) else min(first, high)
    if posts and not below and is_question_alone(rows, posts[0].rows):
        high = max(high, posts[0].rows[-1] + 1)  # it may be the title, below the line that tells who asks
    opening = range(anchors.clusters[0][0], seams.gaps[0].head)  # the rows of the first anchor's head behind it
    held = [i for post in posts for i in post.rows]
    bottom = max(high, min(anchors.clusters[0][0], high + ABOVE_TITLE)) if below else high
    firsts = [post.rows[0] for post in posts if post.rows]
    asker = only_asker(rows, closed_rows(rows))
    known = named if title.cut or title.marked else asked_above(rows, asker)
    above = Above(high, bottom, seams.gaps[0].tail, line, held, opening, said, known, firsts)
    return _LaidOut(posts, seams, below, above, asker)


def _thread(
    rows: Sequence[Row], evidence: Sequence[Evidence], anchors: Anchors, named: NamedTitle
) -> LineThread | None:
    posts, seams, below, above, asker = _laid_out(rows, anchors, named)
    title, words = find_title(rows, evidence, above)
    posts = tuple(below_title(post, title) for post in posts)
    above_first = range(max(title, seams.before.start), seams.before.end)
    headed = head_above(rows, above_first)
    section = headed >= 0 or heads_accepted(rows[anchors.clusters[0][0]].shape)
    section = section or (not below and _begins_accepted(rows, anchors, seams, posts[0]))
    question, answers = posts[0], posts[1:]
    asker = asker_between(asker, title, anchors.clusters[0][0])
    above_it = asker >= 0 or asks_above(rows, seams, title) or opens_below(rows, seams, title)
    above_it = above_it or answers_first(rows, anchors.kind, anchors.clusters[0][0], title)
    if not below and not section and above_it:
        lead = seams.before
        own, _ = _pieces(range(max(lead.head, title + 1), opening_end(rows, lead)), seams, last=False)
        question, answers = LinePost(words_of_asker(rows, own, asker), place_of_asker(asker, title)), posts
    if below and not section and asker >= 0 and posts[0].rows:
        question, answers = with_first_answer(rows, posts, seams, title, asker)
    if section:
        lead = seams.lead
        tail = lead.tail if lead.tail > title + 1 else headed
        own, more = _pieces(range(max(lead.head, title + 1), tail), seams._replace(whole=False), last=False)
        question, answers = LinePost(told_of(rows, own, title), place_of_asker(asker, title), more), posts
    answers = with_followups(rows, with_accepted_above(rows, tuple(a for a in answers if a.rows)))
    answers = without_shared_heads(rows, answers)
    question = question._replace(rows=without_opening_head(rows, question.rows, title))
    if asker < 0 and asks_first(rows, title, question, answers):
        question, answers = answers[0], answers[1:]
    if not answers or loses_text(rows, (question, *answers), title):
        return None
    return LineThread(title, question, answers, anchors.score, anchors.kind, words)


def _begins_accepted(rows: Sequence[Row], anchors: Anchors, seams: Seams, first: LinePost) -> bool:
    """Whether the head of the first post says below its date that it is the accepted answer, with its words below that."""
    head = range(anchors.clusters[0][1] + 1, seams.gaps[0].head)
    return bool(first.rows) and any(heads_chosen(rows[i].shape) for i in head)


def _stands_above(rows: Sequence[Row], anchors: Anchors, line: int) -> bool:
    """Whether a row stands above the words of the first post, and so may be the title of the thread."""
    return _is_brief(rows, range(anchors.clusters[0][1], line))


def _asks_something(rows: Sequence[Row], seams: Seams) -> bool:
    """Whether a question may stand above a head of answers: dated, or of running text; else the head is a word of the page's menu."""
    lead = seams.lead
    dated = any(row.shape.date and row.mass == 0 for row in rows[seams.before.start : lead.start])
    return dated or not _is_brief(rows, range(lead.start, lead.end))


def _is_brief(rows: Sequence[Row], at: Sequence[int]) -> bool:
    """Whether none of some rows is running text for certain."""
    return all(rows[i].mass < LONG_MASS for i in at)


def _floors(rows: Sequence[Row], anchors: Anchors, posts: tuple[LinePost, ...]) -> tuple[LinePost, ...]:
    """The posts with their names, ranks and comments told apart, where they are floors made so."""
    lines = [
        (a, b + (rows[b + 1].shape.place == "alone")) if b + 1 < len(rows) else (a, b) for a, b in anchors.clusters
    ]
    floors = read_floors(rows, lines, posts[0].rows)
    out: list[LinePost] = []
    for n, (floor, at) in enumerate(zip(floors, lines, strict=False)):
        below = floors[n + 1].start if n + 1 < len(floors) else min(max(floor.comments, default=at[1]) + 2, len(rows))
        place = Place(at, (floor.start, at[1] + 1), (at[1] + 1, below))
        out.append(LinePost(floor.rows, place, floor.comments, floor.name))
    return tuple(out) or posts


def _posts(rows: Sequence[Row], anchors: Anchors, seams: Seams, *, below: bool) -> tuple[LinePost, ...]:
    """The posts: the text behind each anchor, or before it where the anchors stand `below` their posts."""
    posts: list[LinePost] = []
    gaps = (seams.before, *seams.gaps)
    named_above = below and not seams.whole and heads_stand_above(rows, anchors, seams)
    starts, card = starts_of_heads(rows, anchors, seams) if below and not named_above else Heads()
    for n, cluster in enumerate(anchors.clusters):
        gap, next_gap = (gaps[n], gaps[n + 1]) if below else (gaps[n + 1], None)
        own, more = _pieces(range(gap.head, gap.tail), seams, last=below)
        if below:
            more = (*(i for i in range(gap.start, gap.head) if i not in seams.fixed and not rows[i].repeated), *more)
        if next_gap is not None:
            behind = (
                CARD if seams.whole or n + 1 == len(anchors.clusters) else 0
            )  # no further post shows how far its lines go
            high = max(next_gap.head, min(next_gap.start + behind, max(next_gap.end, next_gap.start)))
            named = (head_start(rows, gap._replace(tail=gap.head), gap.head), gap.head)
            head = named if anchors.kind == "counted" or named_above else (gap.tail, high)
            place = Place(cluster, head, (gap.tail, next_gap.start))
            if starts:
                end = starts[n + 1] if n + 1 < len(starts) else next_gap.head
                text = next((i for i in range(starts[n], gap.tail) if rows[i].mass >= MASS), gap.head)
                place = Place(cluster, (starts[n], max(gap.head, text)), (gap.tail, end))
        else:
            low = head_start(rows, gaps[n] if n else top_gap(cluster[0]), cluster[0])
            last = n + 1 == len(anchors.clusters)
            place = Place(cluster, (low, gap.head), (gap.tail, min(gap.tail + TAIL, gap.end) if last else gap.end))
        more = tuple(i for i in more if rows[i].mass >= MASS)
        if below and posts and more:  # what stands above a post in its gap is said of the one before
            posts[-1] = posts[-1]._replace(more=more)
            more = ()
        posts.append(LinePost(own, place, more))
    if card:
        posts = without_first_rows(posts, starts, card)
    return tuple(posts) if anchors.kind != "counted" else without_cards(rows, posts)


def _pieces(rows: Sequence[int], seams: Seams, *, last: bool) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The rows of the post, and those of what is parted from it by lines of the template (comments): before it or, with `last`, behind."""
    pieces: list[list[int]] = [[]]
    fixed = 0
    for i in rows:
        if i in seams.fixed:
            fixed += 1
            continue
        if fixed >= PARTING and pieces[-1] and not seams.whole:
            pieces.append([])
        fixed = 0
        pieces[-1].append(i)
    own = pieces[-1] if last else pieces[0]
    return tuple(own), tuple(i for piece in pieces if piece is not own for i in piece)
