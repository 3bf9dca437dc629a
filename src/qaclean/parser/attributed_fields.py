"""Fields of posts by their attribution lines: gives each question and answer what the lines above or below it say.

Whether a page's attributions stand above or below their posts is read off the page: below, if one follows the last answer.
What could belong to two posts belongs to none.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple, cast

from qaclean.parser.attribution_lines import NEAR, AttributionLine
from qaclean.posts.attributions import Attribution, is_foot, member_line
from qaclean.records.rows import AnswerRow, PostRow, QuestionRow
from qaclean.segments.document import Document
from qaclean.segments.signals import Evidence
from qaclean.text.followup_prefixes import opening_followup_prefix

__all__ = ["attach_fields"]

_WORDS = re.compile(r"(?!-{4}|_{4})[^\w]{0,20}\w[^\w]{0,20}\w")


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
    posts = _posts(document, questions)
    if not posts or not attributions:
        return set()
    used: set[int] = set()
    at = {attribution.piece for attribution in attributions}
    writer = _Writer()
    for attribution in attributions:
        post = next((p for p in posts if p.first <= attribution.piece <= p.last), None) if attribution.inside else None
        if post is not None:
            writer.write(post, attribution.said)
            used.add(attribution.start)
    for kind in (_is_dated, _is_named, _is_voted, _is_status):
        rows = [
            attribution
            for attribution in attributions
            if kind(attribution.said) and not attribution.inside and attribution.said.belongs != "page"
        ]
        below = _stand_below(rows, posts, document)
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
    attribution: AttributionLine, posts: list[_Post], below: bool, others: set[int], status: bool, first: bool
) -> _Post | None:
    """The post a head belongs to, or None where it could be another's."""
    before = [post for post in posts if post.last < attribution.piece]
    after = [post for post in posts if post.first > attribution.piece]
    above_it = before[-1] if before and attribution.piece - before[-1].last <= NEAR else None
    under_it = after[0] if after and after[0].first - attribution.piece <= NEAR + 1 else None
    if attribution.said.points or status:
        return _pointed(attribution, above_it, under_it)
    if attribution.said.belongs == "question":
        return next((post for post in reversed(before) if not post.is_answer), None)
    post = above_it if below else under_it
    if post is None:
        return None
    low, high = sorted((attribution.piece, post.last if below else post.first))
    between = sum(low < block < high for block in others)
    if between:
        asked = first and not below and between == 1 and _opens(before) and attribution.said.floor is None
        return before[-1] if asked else None
    if not below and post.is_answer and _opens(before) and attribution.said.belongs != "answer" and not others:
        return before[-1]  # the only date of the page, under the question's words
    return post


def _opens(before: list[_Post]) -> bool:
    """Only a question's own words stand above: its date may come before that of the first answer."""
    return bool(before) and not before[-1].is_answer


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
    marks = [attribution.start for attribution in attributions if attribution.said.accepted is False]
    for question in questions:
        answers = question["answers"]
        if not marks or not any(answer.get("accepted") for answer in answers):
            continue
        for answer in answers:
            if answer.get("accepted") is None and any(question["span"][1] <= m < answer["span"][0] for m in marks):
                answer["accepted"] = False
