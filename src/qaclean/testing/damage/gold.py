"""The record that a dump should give, in the form of the record contract: spans, questions, answers, steps, pictures, and what goes for which reason."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, groupby
from typing import Any, NamedTuple

from qaclean.testing.damage.dump import BETWEEN, Dump
from qaclean.testing.damage.model import KEPT, PAGE, TOLD, Block

__all__ = ["Place", "gold_record", "places"]

_Spans = list[list[int]]  # of what goes, in order
_RULE = "gold"  # the rule of a removed span: none of ours
_NUMBER = re.compile(r"\d{1,4}")
_TEXTS = {"paragraph": "paragraph", "heading": "heading", "quote": "quote", "code": "code"}


class Place(NamedTuple):
    """Where a block is found in the dump (first to last character that is no white space), and what is left of its words."""

    block: Block
    start: int
    end: int
    text: str


def places(dump: Dump) -> list[Place]:
    """The blocks that the dump shows, in order; a block whose parts stand apart is as wide as all of them."""
    found: dict[int, Place] = {}
    at = 0
    for run in dump.runs:
        solid = run.text.strip()
        if run.owner >= 0:
            start = at + len(run.text) - len(run.text.lstrip()) if solid else -1
            end = at + len(run.text.rstrip())
            old = found.get(run.owner)
            if old is not None:
                found[run.owner] = old._replace(end=max(old.end, end) if solid else old.end, text=old.text + run.said())
            elif solid:
                found[run.owner] = Place(dump.blocks[run.owner], start, end, run.said())
        at += len(run.text)
    return sorted((row for row in found.values() if _shown(row)), key=lambda row: (row.start, row.end))


def _shown(place: Place) -> bool:
    return place.block.role == "image" or bool(place.text.strip())


def gold_record(dump: Dump, *, name: str | None = None) -> dict[str, Any]:
    """The record of a dump, as `Page.model_dump(mode="json")` would give it.

    >>> from qaclean.testing.damage.dump import Run
    >>> blocks = (Block("question", "怎么退订?", 0), Block("paragraph", "发短信。", 0, 0))
    >>> record = gold_record(Dump("qa", "zh", (Run("怎么退订?", 0), Run("\\n", BETWEEN), Run("发短信。", 1)), blocks))
    >>> [(q["text"], [a["span"] for a in q["answers"]]) for q in record["questions"]]
    [('怎么退订?', [[6, 10]])]
    """
    shown = places(dump)
    asked = {row.block.question for row in shown if row.block.role == "question"}
    title = next((row for row in shown if row.block.role == "title"), None)
    text, removed = dump.text, _removed(dump, shown)
    gone = [row["span"] for row in removed]
    return {
        "schema_version": "1",
        "kind": dump.kind,
        "url": dump.url,
        "site": None,
        "language": dump.language,
        "title": title and title.text.strip(),
        "title_span": title and [title.start, title.end],
        "breadcrumb": _trail(shown),
        "tags": _parts(shown, "tags"),
        **_told(shown, PAGE, PAGE, ("author", "published", "views")),
        "questions": [_question(shown, number, gone) for number in sorted(asked)],
        "body": _blocks((row for row in shown if row.block.question not in asked), gone),
        "removed": removed,
        "repairs": [],
        "warnings": [],
        "source": {
            "name": name,
            "media_type": "text/plain",
            "encoding": "str",
            "sha256": hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
            "length": len(text),
        },
    }


def _parts(shown: Sequence[Place], role: str) -> list[str]:
    return [str(row.block.value or row.text).strip() for row in shown if row.block.role == role and row.block.value]


def _trail(shown: Sequence[Place]) -> list[str]:
    """The names of a breadcrumb: its value parts them by line feeds, for a name may hold any other mark."""
    return [name for row in _parts(shown, "breadcrumb")[:1] for name in row.split("\n")]


def _told(shown: Sequence[Place], question: int, answer: int, names: Iterable[str]) -> dict[str, Any]:
    """What the dump still tells of a post, or of the page."""
    told: dict[str, Any] = dict.fromkeys(names)
    for row in shown:
        block = row.block
        if block.role in told and (block.question, block.answer) == (question, answer) and told[block.role] is None:
            told[block.role] = row.text.strip() if block.value is None else block.value
    return told


def _question(shown: Sequence[Place], number: int, gone: _Spans) -> dict[str, Any]:
    mine = [row for row in shown if row.block.question == number]
    asked = next(row for row in mine if row.block.role == "question")
    answers = sorted({row.block.answer for row in mine if row.block.answer != PAGE and row.block.role in KEPT})
    return {
        "text": asked.text.strip(),
        "span": [asked.start, asked.end],
        "body": _blocks((row for row in mine if row.block.answer == PAGE), gone),
        **_told(mine, number, PAGE, ("author", "published")),
        "answers": [_answer(mine, number, answer, gone) for answer in answers],
    }


def _answer(mine: Sequence[Place], question: int, answer: int, gone: _Spans) -> dict[str, Any]:
    blocks = _blocks((row for row in mine if row.block.answer == answer), gone)
    told = _told(mine, question, answer, ("accepted", "author", "published", "votes"))
    span = [min(block["span"][0] for block in blocks), max(block["span"][1] for block in blocks)]
    return {"blocks": blocks, "span": span, **told, "followups": []}


def _blocks(rows: Iterable[Place], gone: _Spans) -> list[dict[str, Any]]:
    """The blocks of a body or an answer: neighbours of one list are one block, where nothing that goes stands between them."""
    kept = [row for row in rows if row.block.role in KEPT and row.block.role not in ("title", "question")]
    runs: list[dict[str, Any]] = []
    for number, group in groupby(kept, key=lambda row: row.block.steps):
        members = list(group)
        if number == PAGE:
            runs.extend(_block(row) for row in members)
        elif any(row.block.role == "step" for row in members):
            runs.extend(_steps(members, gone))
        elif _inside(gone, members[0].start, members[-1].end):
            runs.extend(_block(row) for row in members)
        else:
            runs.append({"type": "list", **_hull(members), "items": [row.text.strip() for row in members]})
    return runs


def _block(row: Place) -> dict[str, Any]:
    block, span = row.block, [row.start, row.end]
    if block.role == "image":
        return _image(row)
    if block.role == "table":
        return {"type": "table", "span": span, "rows": [line.split("\t") for line in row.text.strip().split("\n")]}
    if block.role == "item":
        return {"type": "list", "span": span, "items": [row.text.strip()]}
    return {"type": _TEXTS[block.role], "span": span, "text": row.text.strip()}


def _image(row: Place) -> dict[str, Any]:
    return {"type": "image", "span": [row.start, row.end], "url": row.block.url, "alt": row.block.text or None}


def _hull(rows: Sequence[Place]) -> dict[str, Any]:
    return {"span": [rows[0].start, max(row.end for row in rows)]}


def _inside(gone: _Spans, start: int, end: int) -> list[list[int]]:
    """The removed spans between two positions."""
    return gone[bisect_left(gone, [start, 0]) : bisect_left(gone, [end, 0])]


def _steps(rows: Sequence[Place], gone: _Spans) -> Iterator[dict[str, Any]]:
    """A step list; what is left of one that was cut before its first marker stands before it."""
    steps: list[dict[str, Any]] = []
    for row in rows:
        if row.block.role == "step":
            steps.append(_step(row))
        elif not steps:
            yield _block(row)
        else:
            last = steps[-1]
            last["span"][1] = max(last["span"][1], row.end)
            if row.block.role == "image":
                last["images"].append(_image(row))
            else:
                last["text"] += "\n" + row.text.strip()
    if steps:
        span = [steps[0]["span"][0], steps[-1]["span"][1]]
        told = {"role": "procedure", "style": steps[0]["marker"], "steps": steps}
        yield {"type": "steps", "span": span, **told, "holes": _inside(gone, *span)}


def _step(row: Place) -> dict[str, Any]:
    marker = row.block.marker if row.text.startswith(row.block.marker) else ""
    found = _NUMBER.search(marker)
    return {
        "span": [row.start, row.end],
        "marker": marker,
        "number": int(found.group()) if found else None,
        "text": row.text[len(marker) :].strip(),
        "images": [],
        "steps": [],
    }


def _removed(dump: Dump, shown: Sequence[Place]) -> list[dict[str, Any]]:
    """What goes, run by run; what stands between the parts of one kept block is inside it."""
    kept = [row for row in shown if row.block.role in KEPT]
    starts, ends = [row.start for row in kept], [*accumulate((row.end for row in kept), max)]
    removed: list[dict[str, Any]] = []
    at = 0
    for run in dump.runs:
        start, end = at, at + len(run.text)
        at = end
        if dump.kept(run) or not run.text.strip():
            continue
        start += len(run.text) - len(run.text.lstrip())
        end -= len(run.text) - len(run.text.rstrip())
        before = bisect_right(starts, start)
        if not before or ends[before - 1] < end:
            removed.append({"span": [start, end], "reason": _reason(dump, run.owner), "rule": _RULE})
    return removed


def _reason(dump: Dump, owner: int) -> str:
    if owner < 0:
        return "markup" if owner == BETWEEN else "noise"
    role = dump.blocks[owner].role
    return "metadata" if role in TOLD else role
