"""Fields of posts by their attribution lines: gives each question and answer what the lines above or below it say.

Whether a page's attributions stand above or below their posts is read off the page: below, if one follows the last answer.
What could belong to two posts belongs to none.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple, cast

from qaclean.parser.attribution_lines import NEAR, AttributionLine
from qaclean.patterns import compile_at_once
from qaclean.posts.attributions import Attribution, is_foot, member_line
from qaclean.records.rows import AnswerRow, PostRow, QuestionRow
from qaclean.segments.document import Document
from qaclean.segments.signals import Evidence
from qaclean.text.followup_prefixes import opening_followup_prefix

__all__ = ["attach_fields"]

_NEVER = 1 << 62  # behind every piece
_WORDS = compile_at_once(r"(?!-{4}|_{4})[^\w]{0,20}\w[^\w]{0,20}\w")


class _Post(NamedTuple):
    """A stretch of blocks that one person wrote; a question has two, its words and its body."""

    first: int
    last: int
    record: PostRow
    is_answer: bool


def attach_fields(
    document: Document,
    evidence: Sequence[Evidence],
    questions: list[QuestionRow],
    attributions: Sequence[AttributionLine],
) -> set[int]:
    """Write what the heads say into the questions and answers beside them; the starts of those used for answers."""
    posts = _Posts(_posts(document, questions))
    if not posts.rows or not attributions:
        return set()
    used: set[int] = set()
    at = {attribution.piece for attribution in attributions}
    writer = _Writer()
    for attribution in attributions:
        post = posts.around(attribution.piece) if attribution.inside else None
        if post is not None:
            writer.write(post, attribution.said)
            used.add(attribution.start)
    for kind in (_is_dated, _is_named, _is_voted, _is_status):
        rows = [
            attribution
            for attribution in attributions
            if kind(attribution.said) and not attribution.inside and attribution.said.belongs != "page"
        ]
        below = _stand_below(rows, posts.rows, document)
        if below is None and kind is not _is_status:
            continue
        for number, attribution in enumerate(rows):
            others = {row.piece for row in (rows[max(number - 1, 0) : number] + rows[number + 1 : number + 2])}
            post = _post_of(attribution, posts, bool(below), others, kind is _is_status, number == 0)
            if post is not None and _fits(attribution, post) and _clear(evidence, attribution, post, at):
                writer.write(post, attribution.said)
                if post.is_answer:
                    used.add(attribution.start)
    _reject_others(questions, document, attributions)
    return used


class _Posts:
    """The posts of a page; which stand beside a piece is found without a look at the others, in whatever order they are."""

    def __init__(self, rows: list[_Post]) -> None:
        self.rows = rows
        self.lasts = _lowest_from([post.last for post in rows])
        self.asking = _lowest_from([_NEVER if post.is_answer else post.last for post in rows])
        self.starts = _lowest_from([post.first for post in rows])
        self.firsts = list(accumulate((post.first for post in rows), max))
        self.ends = list(accumulate((post.last for post in rows), max))

    def around(self, piece: int) -> _Post | None:
        """The first post that holds a piece."""
        for number in range(bisect_left(self.ends, piece), len(self.rows)):
            if self.starts[number] > piece:
                break
            if self.rows[number].first <= piece <= self.rows[number].last:
                return self.rows[number]
        return None

    def before(self, piece: int) -> _Post | None:
        """The last post of those that end before a piece."""
        number = bisect_left(self.lasts, piece) - 1
        return self.rows[number] if number >= 0 else None

    def asked_before(self, piece: int) -> _Post | None:
        """The last question of those that end before a piece."""
        number = bisect_left(self.asking, piece) - 1
        return self.rows[number] if number >= 0 and not self.rows[number].is_answer else None

    def after(self, piece: int) -> _Post | None:
        """The first post of those that begin behind a piece."""
        number = bisect_right(self.firsts, piece)
        return self.rows[number] if number < len(self.rows) else None


def _lowest_from(places: list[int]) -> list[int]:
    """The lowest place of each and all behind it."""
    return list(accumulate(reversed(places), min))[::-1]


def _is_dated(said: Attribution) -> bool:
    return said.dated


def _is_named(said: Attribution) -> bool:
    return said.author is not None and not said.dated


def _is_voted(said: Attribution) -> bool:
    return said.votes is not None and not said.dated and said.author is None


def _is_status(said: Attribution) -> bool:
    return said.accepted is True


def _posts(document: Document, questions: list[QuestionRow]) -> list[_Post]:
    posts = []
    for question in questions:
        posts.append(_post(document, question["span"], question, False))
        body = question.get("body")
        if body:
            posts.append(_post(document, (body[0]["span"][0], body[-1]["span"][1]), question, False))
        posts += [_post(document, _with_followups(answer), answer, True) for answer in question["answers"]]
    return posts


def _with_followups(answer: AnswerRow) -> tuple[int, int]:
    """From the answer's first block to the last of what was asked and answered below it."""
    start, end = answer["span"]
    return start, max([end, *(run[-1]["span"][1] for run in answer.get("followups", ()))])


def _post(document: Document, span: tuple[int, int], record: PostRow, is_answer: bool) -> _Post:
    def block_at(position: int) -> int:
        return bisect_right(document.pieces, position, key=lambda block: block.start) - 1

    return _Post(block_at(span[0]), block_at(max(span[0], span[1] - 1)), record, is_answer)


def _stand_below(rows: list[AttributionLine], posts: list[_Post], document: Document) -> bool | None:
    """Where the heads of a page stand: True below their posts, False above, None where the page does not show it.

    The last post has a head below it only if all have, the first answer has one above it only if all have. Where chrome kept
    at the end hides that, a line with buttons (`投诉`) closes its post, one with a floor opens it.
    """
    answers = [post for post in posts if post.is_answer]
    if not answers or len(rows) > 2 * len(posts):
        return None if answers else False
    closes = any(0 < attribution.piece - answers[-1].last <= NEAR for attribution in rows)
    opens = any(0 < answers[0].first - attribution.piece <= NEAR + 1 for attribution in rows)
    numbered = any(attribution.said.floor is not None for attribution in rows)
    if closes and not (opens and numbered):  # numbered heads after the end are of posts that were not kept
        return True
    if opens or numbered:
        return False
    voted = all(attribution.said.votes is not None for attribution in rows)
    return (
        True
        if (rows and voted)
        or any(is_foot(document.folded[attribution.start : attribution.end]) for attribution in rows)
        else None
    )


def _post_of(
    attribution: AttributionLine, posts: _Posts, below: bool, others: set[int], status: bool, first: bool
) -> _Post | None:
    """The post a head belongs to, or None where it could be another's."""
    before, after = posts.before(attribution.piece), posts.after(attribution.piece)
    above_it = before if before is not None and attribution.piece - before.last <= NEAR else None
    under_it = after if after is not None and after.first - attribution.piece <= NEAR + 1 else None
    if attribution.said.points or status:
        return _pointed(attribution, above_it, under_it)
    if attribution.said.belongs == "question":
        return posts.asked_before(attribution.piece)
    post = above_it if below else under_it
    if post is None:
        return None
    low, high = sorted((attribution.piece, post.last if below else post.first))
    between = sum(low < block < high for block in others)
    opens = before is not None and not before.is_answer  # only the question's own words stand above
    if between:
        return before if first and not below and between == 1 and opens and attribution.said.floor is None else None
    if not below and post.is_answer and opens and attribution.said.belongs != "answer" and not others:
        return before  # the only date of the page, under the question's words
    return post


def _pointed(attribution: AttributionLine, above_it: _Post | None, under_it: _Post | None) -> _Post | None:
    if attribution.said.points == "down":
        return under_it
    if attribution.said.points == "up":
        return above_it
    if above_it is None or not above_it.is_answer:
        return under_it if under_it is not None and under_it.is_answer else None
    return above_it if under_it is None else None


def _clear(evidence: Sequence[Evidence], attribution: AttributionLine, post: _Post, attributions: set[int]) -> bool:
    """Between a head and its post stand only other heads, badges, labels and rules: a removed line may be a post that was lost."""
    between = (
        range(attribution.piece + 1, post.first)
        if post.first > attribution.piece
        else range(post.last + 1, attribution.piece)
    )
    return all(block in attributions or _is_furniture(evidence[block].text) for block in between)


def _is_furniture(line: str) -> bool:
    if member_line(line) or not _WORDS.match(line):
        return True
    prefix = opening_followup_prefix(line)
    return prefix is not None and prefix.end == len(line)


def _fits(attribution: AttributionLine, post: _Post) -> bool:
    if attribution.said.accepted or attribution.said.votes is not None or attribution.said.belongs == "answer":
        return post.is_answer
    return True


class _Writer:
    """Writes facts into records; a field given two values is None."""

    def __init__(self) -> None:
        self.written: dict[tuple[int, str], object] = {}

    def write(self, post: _Post, said: Attribution) -> None:
        record = cast("dict[str, object]", post.record)  # fields by name
        facts: dict[str, object] = {"author": said.author, "published": said.published}
        if post.is_answer:
            facts |= {"votes": said.votes, "accepted": said.accepted}
        for field, value in facts.items():
            if value is None:
                continue
            known = self.written.setdefault((id(post.record), field), value)
            record[field] = value if known == value else None


def _reject_others(questions: list[QuestionRow], document: Document, attributions: Sequence[AttributionLine]) -> None:
    """Answers under `其他回答` were not accepted, if the page shows the one that was."""
    marks = sorted(attribution.start for attribution in attributions if attribution.said.accepted is False)
    for question in questions:
        answers = question["answers"]
        if not marks or not any(answer.get("accepted") for answer in answers):
            continue
        number = bisect_left(marks, question["span"][1])
        for answer in answers:
            if number < len(marks) and answer.get("accepted") is None and marks[number] < answer["span"][0]:
                answer["accepted"] = False
