"""The posts of an HTML page: which kept lines are the question, which answer it, by the repeated records they stand in.

The first post of a thread is the question's body; where text stands above the records (a question with its answers in another
element), that text is. Comments below a post become its follow-ups.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple, Protocol

from qaclean.html.render import HtmlPage
from qaclean.parser.kept_spans import KeptPiece
from qaclean.posts.element_fields import PostFields, read_post_fields
from qaclean.posts.repeated_elements import Repeat, name_words
from qaclean.rules import load

__all__ = ["FieldsOfLines", "HtmlPost", "HtmlThread", "Shared", "find_thread", "thread_of", "with_fields"]

_ANSWERS = ("answer", "reply", "replies")  # records so named never hold the question
ELSEWHERE = "elsewhere"  # before a piece: what stood there went to another post
MIN_LEAD = 30  # code points above the records that make a question's body


class HtmlPost(NamedTuple):
    """One post: its kept pieces, those of each comment below it, and its fields."""

    pieces: list[KeptPiece]
    followups: list[list[KeptPiece]]
    fields: PostFields


class HtmlThread(NamedTuple):
    """A page's posts: the question's, the answers', and the pieces that belong to none."""

    question: HtmlPost
    answers: list[HtmlPost]
    loose: list[KeptPiece]


class Shared(Protocol):
    """A post by line ranges, as a profile gives it."""

    @property
    def lines(self) -> list[tuple[int, int]]: ...
    @property
    def followups(self) -> list[list[tuple[int, int]]]: ...
    @property
    def fields(self) -> PostFields: ...


class Profiled(Protocol):
    """A page by posts of line ranges."""

    @property
    def question(self) -> Shared: ...
    @property
    def answers(self) -> Sequence[Shared]: ...


def thread_of(profiled: Profiled, pieces: Sequence[KeptPiece]) -> HtmlThread:
    """The thread of a page whose posts are known by their lines; pieces of no post are loose."""
    taken: set[int] = set()

    def inside(ranges: Sequence[tuple[int, int]]) -> list[KeptPiece]:
        held = [p for p in pieces if p.start not in taken and any(a <= p.block < b for a, b in ranges)]
        taken.update(p.start for p in held)
        return held

    def post(given: Shared) -> HtmlPost:
        own = inside(given.lines)
        followups = [run for ranges in given.followups if (run := inside(ranges))]
        if own or not followups:
            return HtmlPost(own, followups, given.fields)
        return HtmlPost(
            followups[0], followups[1:], PostFields()
        )  # the post itself is lost: its first comment stands for it

    question = post(profiled.question)
    answers = [built for given in profiled.answers if (built := post(given)).pieces]
    loose = [p for p in pieces if p.start not in taken]
    return _parted(HtmlThread(question, answers, loose), pieces)


class FieldsOfLines(NamedTuple):
    """Fields that the page declares for the post that its lines `[first, last)` show."""

    first: int
    last: int
    fields: PostFields


def with_fields(thread: HtmlThread, declared: Sequence[FieldsOfLines], *, over: bool) -> HtmlThread:
    """The thread with declared fields: where the posts have none, or, with `over`, in place of theirs."""
    if not declared:
        return thread

    def post(given: HtmlPost) -> HtmlPost:
        said = next((d.fields for d in declared if any(d.first <= p.block < d.last for p in given.pieces)), None)
        if said is None:
            return given
        first, second = (said, given.fields) if over else (given.fields, said)
        return given._replace(
            fields=PostFields(
                second.author if first.author is None else first.author,
                second.published if first.published is None else first.published,
                second.votes if first.votes is None else first.votes,
                second.accepted if first.accepted is None else first.accepted,
            )
        )

    answers = [post(answer) for answer in thread.answers]
    if any(answer.fields.accepted for answer in answers):
        answers = [a._replace(fields=a.fields._replace(accepted=bool(a.fields.accepted))) for a in answers]
    return thread._replace(question=post(thread.question), answers=answers)


def _parted(thread: HtmlThread, pieces: Sequence[KeptPiece]) -> HtmlThread:
    """The thread, where pieces that did not stand next to each other on the page begin a new block: what was between is elsewhere."""
    place = {piece.start: index for index, piece in enumerate(pieces)}

    def run(own: Sequence[KeptPiece]) -> list[KeptPiece]:
        rows: list[KeptPiece] = []
        for piece in own:
            if rows and place[piece.start] != place[rows[-1].start] + 1:
                piece = piece._replace(removed=(*piece.removed, ELSEWHERE), joined=False)
            rows.append(piece)
        return rows

    def post(given: HtmlPost) -> HtmlPost:
        return HtmlPost(run(given.pieces), [run(comment) for comment in given.followups], given.fields)

    return HtmlThread(post(thread.question), [post(answer) for answer in thread.answers], run(thread.loose))


def find_thread(
    page: HtmlPage, repeats: Sequence[Repeat], pieces: Sequence[KeptPiece], reference: datetime | None = None
) -> HtmlThread | None:
    """The thread that the best set of records makes of the kept `pieces` (the title's not among them), or None."""
    thread = _thread(page, repeats, pieces, reference)
    return _parted(thread, pieces) if thread is not None else None


def _thread(
    page: HtmlPage, repeats: Sequence[Repeat], pieces: Sequence[KeptPiece], reference: datetime | None
) -> HtmlThread | None:
    if not repeats or not repeats[0].is_posts:
        return None
    members, lead, loose = _shared_out(page, repeats[0], pieces)
    if not members:
        return None
    posts = [_post(page, node, held, reference) for node, held in members]
    if len(posts) > 1 and any(post.fields.accepted for post in posts):
        posts = [p if p.fields.accepted else p._replace(fields=p.fields._replace(accepted=False)) for p in posts]
    named_answers = any(word in repeats[0].word for word in _ANSWERS)
    if named_answers or sum(p.end - p.start for p in lead) >= MIN_LEAD:
        return HtmlThread(HtmlPost(lead, [], _lead_fields(page, repeats[0], reference)), posts, loose)
    if len(posts) == 1 and not lead:
        return HtmlThread(posts[0], [], loose)
    first, *rest = posts
    return HtmlThread(first._replace(pieces=[*lead, *first.pieces]), rest, loose)


def _shared_out(
    page: HtmlPage, repeat: Repeat, pieces: Sequence[KeptPiece]
) -> tuple[list[tuple[int, list[KeptPiece]]], list[KeptPiece], list[KeptPiece]]:
    """Members with their pieces; the pieces above the first of them; those between and behind."""
    members: list[tuple[int, list[KeptPiece]]] = []
    lead: list[KeptPiece] = []
    loose: list[KeptPiece] = []
    at = 0
    nodes = repeat.nodes
    above = page.origins[: page.nodes.firsts[nodes[0]]]
    heading = max((i for i, origin in enumerate(above) if origin.level == 1), default=0)
    for piece in pieces:
        while at < len(nodes) and page.nodes.lasts[nodes[at]] <= piece.block:
            at += 1
        if at < len(nodes) and page.nodes.firsts[nodes[at]] <= piece.block:
            if not members or members[-1][0] != nodes[at]:
                members.append((nodes[at], []))
            members[-1][1].append(piece)
        elif not members:
            (lead if piece.block > heading else loose).append(piece)
        else:
            loose.append(piece)
    return members, lead, loose


def _post(page: HtmlPage, node: int, pieces: list[KeptPiece], reference: datetime | None) -> HtmlPost:
    comments = _comments(page, node, pieces)
    own = [p for p in pieces if not any(a <= p.block < b for a, b in comments)]
    runs = [[p for p in pieces if a <= p.block < b] for a, b in comments]
    if not own:
        own, runs = pieces, []
    return HtmlPost(own, [run for run in runs if run], read_post_fields(page.nodes.elements[node], reference))


def _comments(page: HtmlPage, node: int, pieces: Sequence[KeptPiece]) -> list[tuple[int, int]]:
    """Line ranges of the comments inside a post."""
    words = frozenset(load("layout")["followup"])
    if words & {part for word in name_words(page.nodes.names[node]) for part in word.split("-")}:
        return []
    found: list[tuple[int, int]] = []
    index, last = node + 1, page.nodes.lasts[node]
    first_kept = pieces[0].block
    while index < len(page.nodes.tags) and page.nodes.firsts[index] < last:
        names = {part for word in name_words(page.nodes.names[index]) for part in (word, *word.split("-"))}
        a, b = page.nodes.firsts[index], page.nodes.lasts[index]
        if names & words and first_kept < a < b and (not found or a >= found[-1][1]):
            found.append((a, b))
        index += 1
    return found


def _lead_fields(page: HtmlPage, repeat: Repeat, reference: datetime | None) -> PostFields:
    """The fields of a question above its answers: of the smallest element that names a question and ends before them."""
    first = page.nodes.firsts[repeat.nodes[0]]
    best: Any = None
    for index, names in enumerate(page.nodes.names):
        if page.nodes.lasts[index] <= first and any(
            w.lstrip("#").startswith(("question", "ask")) for w in name_words(names)
        ):
            best = page.nodes.elements[index]
            break
    return read_post_fields(best, reference)._replace(accepted=None, votes=None) if best is not None else PostFields()
