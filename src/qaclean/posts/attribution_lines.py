"""Posts: gives each question and answer what the attribution lines above or below it say: author, date, votes, accepted.

Whether a page's attributions stand above or below their posts is read off the page: below, if one follows the last answer.
What could belong to two posts belongs to none.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from qaclean.parser.kept_spans import KeptPiece
from qaclean.parser.roles import ANSWER, MORE, OTHER, QUESTION
from qaclean.posts.attributions import (
    MAX_LINE,
    Attribution,
    may_attribute,
    member_line,
    read_attribution,
    read_name,
)
from qaclean.segments.document import Document, Removal
from qaclean.segments.signals import Evidence
from qaclean.text.followup_prefixes import opening_turn

__all__ = ["Head", "attach_heads", "between_heads", "find_heads"]

Record = dict[str, Any]
NEAR = 3  # blocks between a head and its post: badges, signatures, buttons
MIN_GROUPS = 3  # heads that a line of its own must stand above, each time, to be the name
_CLOSED = frozenset({"duplicate", "breadcrumb", "comment_form"})  # what stands there is of no post
_WORDS = re.compile(r"(?!-{4}|_{4})[^\w]{0,20}\w[^\w]{0,20}\w")
_FOOT = re.compile(r"[|]|投诉|举报|回复$")
_LONE = re.compile(r"[|]|[0-9]\s?[楼樓]|(?:发表|發表|回答|回复|提问)[于於时]")


class Head(NamedTuple):
    """An attribution and the block it stands in; `[start, end)` is its span, `kept` tells that the stripper left it.

    `inside` tells that it was cut off the end of a line whose other words stay.
    """

    block: int
    start: int
    end: int
    said: Attribution
    kept: bool
    inside: bool = False


class _Post(NamedTuple):
    """A stretch of blocks that one person wrote; a question has two, its words and its body."""

    first: int
    last: int
    record: Record
    is_answer: bool


def find_heads(
    document: Document, evidence: Sequence[Evidence], removals: Sequence[Removal], *, reference: datetime | None = None
) -> list[Head]:
    """The attribution lines of a page, in order; kept ones only where the page proves what they are."""
    whole = {removal.start: removal for removal in removals}
    touched = {bisect_right(document.blocks, r.start, key=lambda b: b.start) - 1 for r in removals}
    heads = []
    for index, block in enumerate(document.blocks):
        line = evidence[index].text
        if index == 0 or len(line) > MAX_LINE or not may_attribute(line) or opening_turn(line):
            continue
        removal = whole.get(block.start)
        kept = index not in touched
        if not kept and (removal is None or removal.end != block.end or removal.reason in _CLOSED):
            continue
        said = read_attribution(line, reference=reference)
        if said is not None:
            heads.append(Head(index, block.start, block.end, said, kept))
    dated = sum(head.said.dated for head in heads)
    proven = [h for h in heads if not h.kept or _proves(h, document, dated, heads)]
    tails = _tails(document, removals, reference)
    return sorted([*_with_names(document, evidence, proven, whole, touched), *tails])


def _tails(document: Document, removals: Sequence[Removal], reference: datetime | None) -> list[Head]:
    """What was cut off the ends of lines: `… 发表于 2013-4-5 12:00`."""
    found = []
    for removal in removals:
        if removal.reason != "metadata":
            continue
        block = bisect_right(document.blocks, removal.start, key=lambda b: b.start) - 1
        if document.blocks[block].start < removal.start:
            said = read_attribution(document.folded[removal.start : removal.end], reference=reference)
            if said is not None:
                found.append(Head(block, removal.start, removal.end, said, False, True))
    return found


def _proves(head: Head, document: Document, dated: int, heads: list[Head]) -> bool:
    said = head.said
    if said.accepted is not None or said.votes is not None:
        return True
    if said.dated:
        return dated > 1 or _LONE.search(document.folded, head.start, head.end) is not None
    return said.floor is None or sum(other.said.floor is not None for other in heads) > 1


def _with_names(
    document: Document,
    evidence: Sequence[Evidence],
    heads: list[Head],
    whole: dict[int, Removal],
    touched: set[int],
) -> list[Head]:
    """Names on lines of their own: a line above every dated head of the page that has none."""
    at = {head.block for head in heads}
    bare = [h for h in heads if (h.said.dated or h.said.floor is not None) and h.block - 1 not in at]
    if len(bare) < MIN_GROUPS or any(h.said.author for h in heads):
        return heads
    names = []
    for head in bare:
        above = head.block - 1
        while above > 0 and member_line(evidence[above].text):
            above -= 1
        name = read_name(evidence[above].text) if above > 0 else None
        block = document.blocks[above]
        if name is None or (above in touched and block.start not in whole):
            return heads
        said = Attribution(name, None, None, None, None, False, "", "down")
        names.append(Head(above, block.start, block.end, said, above not in touched))
    return sorted([*heads, *names]) if len({h.block for h in names} - at) == len(names) else heads


def between_heads(
    pieces: Sequence[KeptPiece], roles: Sequence[int], heads: Sequence[Head]
) -> tuple[list[KeptPiece], list[int], list[Removal]]:
    """Take the kept heads out of the pieces, and let a new answer begin where two heads prove that posts end."""
    gone = {head.block for head in heads if head.kept}
    marks = [h.block for h in heads if not h.inside and (h.said.dated or h.said.votes is not None)]
    marks = marks if len(marks) > 1 else []
    left: list[KeptPiece] = []
    settled: list[int] = []
    cut: list[Removal] = []
    opened = False
    for piece, role in zip(pieces, roles, strict=True):
        if piece.block in gone:
            cut.append(Removal(piece.start, piece.end, "metadata", "attribution"))
            opened = opened or role == ANSWER
            continue
        before = left[-1].block if left else -1
        if cut and cut[-1].start > (left[-1].start if left else -1):
            piece = piece._replace(removed=(*piece.removed, "metadata"), joined=False)
        apart = bisect_right(marks, before) < bisect_right(marks, piece.block)
        if role == MORE and not piece.turn and (apart or opened):
            role = ANSWER
        left.append(piece)
        settled.append(role)
        opened = False
    return left, _posted(left, settled, marks), cut


def _posted(pieces: list[KeptPiece], roles: list[int], marks: list[int]) -> list[int]:
    """What stands beside a mark under a question is a post: an answer, not loose text."""
    if not marks or QUESTION not in roles:
        return roles
    first = roles.index(QUESTION)
    out = [*roles]
    for i in range(first + 1, len(pieces)):
        low = pieces[i - 1].block
        high = pieces[i + 1].block if i + 1 < len(pieces) else pieces[i].block + NEAR
        if roles[i] == OTHER and bisect_right(marks, low) < bisect_right(marks, high):
            out[i] = ANSWER
    return out


def attach_heads(
    document: Document, evidence: Sequence[Evidence], questions: list[Record], heads: Sequence[Head]
) -> set[int]:
    """Write what the heads say into the questions and answers beside them; the starts of those used for answers."""
    posts = _posts(document, questions)
    if not posts or not heads:
        return set()
    used: set[int] = set()
    at = {head.block for head in heads}
    writer = _Writer()
    for head in heads:
        post = next((p for p in posts if p.first <= head.block <= p.last), None) if head.inside else None
        if post is not None:
            writer.write(post, head.said)
            used.add(head.start)
    for kind in (_is_dated, _is_named, _is_voted, _is_status):
        rows = [head for head in heads if kind(head.said) and not head.inside and head.said.belongs != "page"]
        below = _stand_below(rows, posts, document)
        if below is None and kind is not _is_status:
            continue
        for number, head in enumerate(rows):
            others = {h.block for h in (rows[max(number - 1, 0) : number] + rows[number + 1 : number + 2])}
            post = _post_of(head, posts, bool(below), others, kind is _is_status, number == 0)
            if post is not None and _fits(head, post) and _clear(evidence, head, post, at):
                writer.write(post, head.said)
                if post.is_answer:
                    used.add(head.start)
    _reject_others(questions, document, heads)
    return used


def _is_dated(said: Attribution) -> bool:
    return said.dated


def _is_named(said: Attribution) -> bool:
    return said.author is not None and not said.dated


def _is_voted(said: Attribution) -> bool:
    return said.votes is not None and not said.dated and said.author is None


def _is_status(said: Attribution) -> bool:
    return said.accepted is True


def _posts(document: Document, questions: list[Record]) -> list[_Post]:
    posts = []
    for question in questions:
        posts.append(_post(document, question["span"], question, False))
        body = question.get("body")
        if body:
            posts.append(_post(document, (body[0]["span"][0], body[-1]["span"][1]), question, False))
        posts += [_post(document, _with_followups(answer), answer, True) for answer in question["answers"]]
    return posts


def _with_followups(answer: Record) -> tuple[int, int]:
    """From the answer's first block to the last of what was asked and answered below it."""
    start, end = answer["span"]
    return start, max([end, *(run[-1]["span"][1] for run in answer.get("followups", ()))])


def _post(document: Document, span: tuple[int, int], record: Record, is_answer: bool) -> _Post:
    def block_at(position: int) -> int:
        return bisect_right(document.blocks, position, key=lambda block: block.start) - 1

    return _Post(block_at(span[0]), block_at(max(span[0], span[1] - 1)), record, is_answer)


def _stand_below(rows: list[Head], posts: list[_Post], document: Document) -> bool | None:
    """Where the heads of a page stand: True below their posts, False above, None where the page does not show it.

    The last post has a head below it only if all have, the first answer has one above it only if all have. Where chrome kept
    at the end hides that, a line with buttons (`投诉`) closes its post, one with a floor opens it.
    """
    answers = [post for post in posts if post.is_answer]
    if not answers or len(rows) > 2 * len(posts):
        return None if answers else False
    closes = any(0 < head.block - answers[-1].last <= NEAR for head in rows)
    opens = any(0 < answers[0].first - head.block <= NEAR + 1 for head in rows)
    numbered = any(head.said.floor is not None for head in rows)
    if closes and not (opens and numbered):  # numbered heads after the end are of posts that were not kept
        return True
    if opens or numbered:
        return False
    voted = all(head.said.votes is not None for head in rows)
    return (
        True if (rows and voted) or any(_FOOT.search(document.folded, head.start, head.end) for head in rows) else None
    )


def _post_of(head: Head, posts: list[_Post], below: bool, others: set[int], status: bool, first: bool) -> _Post | None:
    """The post a head belongs to, or None where it could be another's."""
    before = [post for post in posts if post.last < head.block]
    after = [post for post in posts if post.first > head.block]
    above_it = before[-1] if before and head.block - before[-1].last <= NEAR else None
    under_it = after[0] if after and after[0].first - head.block <= NEAR + 1 else None
    if head.said.points or status:
        return _pointed(head, above_it, under_it)
    if head.said.belongs == "question":
        return next((post for post in reversed(before) if not post.is_answer), None)
    post = above_it if below else under_it
    if post is None:
        return None
    low, high = sorted((head.block, post.last if below else post.first))
    between = sum(low < block < high for block in others)
    if between:
        asked = first and not below and between == 1 and _opens(before) and head.said.floor is None
        return before[-1] if asked else None
    if not below and post.is_answer and _opens(before) and head.said.belongs != "answer" and not others:
        return before[-1]  # the only date of the page, under the question's words
    return post


def _opens(before: list[_Post]) -> bool:
    """Only a question's own words stand above: its date may come before that of the first answer."""
    return bool(before) and not before[-1].is_answer


def _pointed(head: Head, above_it: _Post | None, under_it: _Post | None) -> _Post | None:
    if head.said.points == "down":
        return under_it
    if head.said.points == "up":
        return above_it
    if above_it is None or not above_it.is_answer:
        return under_it if under_it is not None and under_it.is_answer else None
    return above_it if under_it is None else None


def _clear(evidence: Sequence[Evidence], head: Head, post: _Post, heads: set[int]) -> bool:
    """Between a head and its post stand only other heads, badges, labels and rules: a removed line may be a post that was lost."""
    between = range(head.block + 1, post.first) if post.first > head.block else range(post.last + 1, head.block)
    return all(block in heads or _is_furniture(evidence[block].text) for block in between)


def _is_furniture(line: str) -> bool:
    if member_line(line) or not _WORDS.match(line):
        return True
    turn = opening_turn(line)
    return turn is not None and turn.end == len(line)


def _fits(head: Head, post: _Post) -> bool:
    if head.said.accepted or head.said.votes is not None or head.said.belongs == "answer":
        return post.is_answer
    return True


class _Writer:
    """Writes facts into records; a field given two values is None."""

    def __init__(self) -> None:
        self.written: dict[tuple[int, str], Any] = {}

    def write(self, post: _Post, said: Attribution) -> None:
        facts: Record = {"author": said.author, "published": said.published}
        if post.is_answer:
            facts |= {"votes": said.votes, "accepted": said.accepted}
        for field, value in facts.items():
            if value is None:
                continue
            known = self.written.setdefault((id(post.record), field), value)
            post.record[field] = value if known == value else None


def _reject_others(questions: list[Record], document: Document, heads: Sequence[Head]) -> None:
    """Answers under `其他回答` were not accepted, if the page shows the one that was."""
    marks = [head.start for head in heads if head.said.accepted is False]
    for question in questions:
        answers = question["answers"]
        if not marks or not any(answer.get("accepted") for answer in answers):
            continue
        for answer in answers:
            if answer.get("accepted") is None and any(question["span"][1] <= m < answer["span"][0] for m in marks):
                answer["accepted"] = False
