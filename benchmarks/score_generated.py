"""Scores a record against the gold that a dump carries: hits, found and gold of questions, answers, steps and pictures; content and boilerplate.

What counts is what `accuracy.md` tells of the hand-annotated pages: a question is found where half of its words are the gold's (or the title's that asks it), an
answer where 0.7 of both is common, a step where its marker begins, a picture by its address. Content and boilerplate are counted in characters that
are no white space, page by page; titles and facts of posts count as neither.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from qaclean.testing.damage import Dump
from qaclean.testing.damage.gold import Place, gold_record, places
from qaclean.testing.damage.model import KEPT

__all__ = ["COUNTED", "MEANT", "Score", "score"]

COUNTED = ("question", "answer", "step", "image")  # hits over all pages
MEANT = ("boilerplate", "content")  # means of pages
ASKED = frozenset({"qa", "faq", "thread"})  # kinds of pages whose questions and answers are counted
NEUTRAL = frozenset(
    {"metadata", "tags", "markup", "marker", "author", "published", "votes", "accepted", "views", "title"}
)
QUESTION_SHARE, ANSWER_SHARE = 0.5, 0.7
Record = Mapping[str, Any]
Counts = tuple[int, int, int]


class Score(NamedTuple):
    """Of a page: right, found and gold of each of `COUNTED`, and F1 of each of `MEANT` (None where the page has none)."""

    counts: Mapping[str, Counts]
    means: Mapping[str, float | None]

    def badness(self) -> float:
        """How far a page is from right, from 0."""
        missed = [1 - f1(*row) for row in self.counts.values() if row[1] or row[2]]
        return sum(missed) + sum(1 - value for value in self.means.values() if value is not None)


def f1(right: int, found: int, gold: int) -> float:
    """The F1 of counts; 1 where nothing is there and nothing was found."""
    return 2 * right / (found + gold) if found + gold else 1.0


def score(dump: Dump, record: Record) -> Score:
    """A record (`Page.model_dump(mode="json")`) of a dump's text against its gold."""
    gold, shown, text = gold_record(dump), places(dump), dump.text
    counts: dict[str, Counts] = dict.fromkeys(("question", "answer"), (0, 0, 0))
    if dump.kind in ASKED:
        counts["question"], counts["answer"] = _posts(
            gold, record, text, [row for row in shown if row.block.role == "title"]
        )
    counts["step"] = _common({_solid(text, step["span"][0]) for step in _steps(record)}, _gold_steps(gold, text))
    counts["image"] = _common({row["url"] for row in _images(record)}, {row["url"] for row in _images(gold)})
    return Score(counts, _areas(dump, record))


def _common(found: set[Any], gold: set[Any]) -> Counts:
    return len(found & gold), len(found), len(gold)


def _areas(dump: Dump, record: Record) -> dict[str, float | None]:
    """F1 of the characters that stay, and of those that go: removed, or (what nobody wants) taken out by a repair that put nothing in their place."""
    gone: set[int] = set().union(*(range(*row["span"]) for row in record["removed"]))
    repaired: set[int] = set().union(*(range(*row["span"]) for row in record.get("repairs", ()) if not row["after"]))
    wanted: set[int] = set()
    unwanted: set[int] = set()
    at = 0
    for run in dump.runs:
        role = dump.blocks[run.owner].role if run.owner >= 0 else "noise"
        if run.owner != -1 and role not in NEUTRAL:
            area = wanted if role in KEPT else unwanted
            area |= {at + n for n, char in enumerate(run.text) if not char.isspace()}
        at += len(run.text)
    gone |= repaired & unwanted
    both = wanted | unwanted
    kept, removed = both - gone, both & gone
    return {
        "content": f1(len(kept & wanted), len(kept), len(wanted)) if wanted else None,
        "boilerplate": f1(len(removed & unwanted), len(removed), len(unwanted)) if unwanted else None,
    }


def _posts(gold: Record, record: Record, text: str, titles: Sequence[Place]) -> tuple[Counts, Counts]:
    free = [(_positions(text, row["span"]), row) for row in record["questions"]]
    found = right = 0
    for number, question in enumerate(gold["questions"]):
        zone = _positions(text, question["span"])
        if number == 0:
            zone |= {at for title in titles for at in range(title.start, title.end)}
        match = next((row for row in free if row[0] and len(row[0] & zone) >= QUESTION_SHARE * len(row[0])), None)
        if match is None:
            continue
        free.remove(match)
        found += 1
        right += _answers(question, match[1], text)
    asked = len(gold["questions"])
    answers = [sum(len(row["answers"]) for row in rows["questions"]) for rows in (record, gold)]
    return (found, len(record["questions"]), asked), (right, *answers)  # type: ignore[return-value]


def _answers(gold: Record, question: Record, text: str) -> int:
    spare = [_positions(text, row["span"]) for row in question["answers"]]
    right = 0
    for answer in gold["answers"]:
        zone = _positions(text, answer["span"])
        match = next((row for row in spare if len(row & zone) >= ANSWER_SHARE * len(row | zone)), None)
        if match is not None:
            spare.remove(match)
            right += 1
    return right


def _positions(text: str, span: Sequence[int]) -> set[int]:
    return {at for at in range(*span) if not text[at].isspace()}


def _solid(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at


def _gold_steps(gold: Record, text: str) -> set[int]:
    """Where steps begin that still have their markers; a single one is a list only where its page was cut."""
    return {_solid(text, step["span"][0]) for step in _steps(gold) if step["marker"]}


def _blocks(record: Record) -> Iterator[Record]:
    for question in record["questions"]:
        yield from question["body"]
        for answer in question["answers"]:
            yield from answer["blocks"]
    yield from record["body"]


def _steps(record: Record) -> Iterator[Record]:
    rows = [step for block in _blocks(record) if block["type"] == "steps" for step in block["steps"]]
    while rows:
        step = rows.pop()
        yield step
        rows += step["steps"]


def _images(record: Record) -> Iterator[Record]:
    yield from (block for block in _blocks(record) if block["type"] == "image")
    yield from (image for step in _steps(record) for image in step["images"])
