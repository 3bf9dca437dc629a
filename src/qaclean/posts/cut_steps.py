"""The steps of a dump without markup, read in rows (`cut_rows.py`): their names, the heads between them, and what is none of them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Sequence
from itertools import pairwise

from qaclean.patterns import compile_at_once
from qaclean.posts.cut_rows import CutRows, cut_rows
from qaclean.posts.model import Range
from qaclean.posts.step_lines import StepReader, read_steps
from qaclean.posts.step_runs import Marks, StepRun, asides_in
from qaclean.posts.step_shapes import ends_sentence, is_no_step, lead_of, number_of, numbers_step, titles_of
from qaclean.text.amounts import is_amount, is_box, opens_with_amount
from qaclean.text.section_heads import ends_part, is_howto_button, part_of

__all__ = ["read_cut_steps", "read_without"]

MAX_HEAD = 70  # code points of the head of some of the steps
SHARE_OF_ENDED = 0.6  # of the steps, where a line without a full stop may be a head
FEWEST_UNENDED, FEWEST_WORDS = 3, 3  # steps without full stops, and words of one
APART, FAR = 2, 3  # rows between the steps and what is none of them: the last one, or more
ABOVE, BELOW = 100, 600  # lines around the head of steps that are read without some
MIN_ABOVE = 2  # steps above these
FEWEST_PAIRS, SHARE_OF_PAIRS = 3, 0.8  # short sentences with long rows below; share of the steps that these are
MAX_NAME, LONGER = 45, 2  # code points of such a sentence, and how many times as long what stands below it is
_NAMING = ":-\u2013\u2014"
_NUMBERED = compile_at_once(r"[0-9]\W{0,2}$")


def read_cut_steps(cut: CutRows, head: int) -> StepRun:
    """The steps below the head in line `head`, as ranges of lines."""
    reader = StepReader(cut.texts, None, 0)
    first = cut.at(head + 1)
    run = reader.read(first)
    taken = set(reader.taken)
    items = [*run.items]
    if items and not run.marked:
        items, taken = _titled(cut, items, taken)
        items, taken = _with_unended(cut.texts, _without_tail(cut.texts, items), taken, first)
    sections = _sections(cut, items, first, marked=run.marked)
    if not run.marked and _are_names(cut, items, sections):
        items, taken, sections = _with_names(items, sections), taken | set(sections), []
    if not run.marked and not sections:
        items = _with_sentences_as_names(cut.texts, items)
    asides = [row for row in asides_in(cut.texts, items, taken) if row not in sections]
    return StepRun(
        tuple(cut.lines_of(a, b) for a, b in items),
        cut.ranges[items[-1][1] - 1][1] if items else head + 1,
        run.marked,
        tuple(line for row in asides for line in range(*cut.ranges[row])),
        run.counted,
        tuple(cut.ranges[row] for row in sections),
    )


def read_without(lines: Sequence[str], head: int, marks: Marks | None, left_out: Collection[int]) -> StepRun:
    """The steps below the head in line `head`, read as if the lines `left_out` were not there: those inside of a step are asides."""
    low = max(head - ABOVE, 0)
    at = [i for i in range(low, min(head + BELOW, len(lines))) if i not in left_out]
    shown = [lines[i] for i in at]
    first = bisect_left(at, head)
    if marks is None:
        run = read_cut_steps(cut_rows(shown), first)
    else:
        run = read_steps(shown, first, Marks([marks.begins[i] for i in at], [marks.levels[i] for i in at]))

    def whole(held: Range) -> Range:
        return at[held[0]], at[held[1] - 1] + 1

    items = tuple(map(whole, run.items))
    inside = [i for first, last in items for i in range(first, last) if i in left_out]
    return run._replace(
        items=items,
        end=items[-1][1] if items else head + 1,
        asides=tuple(sorted({*(at[i] for i in run.asides), *inside})),
        sections=tuple(map(whole, run.sections)),
    )


def _titled(cut: CutRows, items: list[Range], taken: set[int]) -> tuple[list[Range], set[int]]:
    """The steps and the rows that are of them: all rows below a name are one step, where each, as it seems, has one."""
    titles = titles_of(cut.texts, items, cut.named)
    if not titles:
        return items, taken
    end = items[-1][1]
    lasts = [max((b for _, b in items if b <= k), default=k) for k in (*titles[1:], end)]
    return [(at, last) for at, last in zip(titles, lasts, strict=True) if last > at], taken | set(titles)


def _without_tail(texts: Sequence[str], items: list[Range]) -> list[Range]:
    """The steps above more rows that are none of them than stand between any others above; the last one alone is parted by fewer, and by its
    missing full stop where all others have one."""
    gaps = [_gap(texts, above[1], below[0]) for above, below in pairwise(items)]
    for k, gap in enumerate(gaps):
        if k and gap >= (APART if k == len(gaps) - 1 else FAR) and gap > max(gaps[:k]):
            return items[: k + 1]
    end = len(items)
    while end > MIN_ABOVE and not ends_sentence(texts[items[end - 1][1] - 1]):
        if not gaps[end - 2] and texts[items[end - 1][0]].count(",") < MIN_ABOVE:
            break
        end -= 1
    return items[:end] if _share_of_ended(texts, items[:end]) == 1 else items


def _gap(texts: Sequence[str], first: int, last: int) -> int:
    """How many rows say something that is no amount, item or button."""
    return sum(
        not (opens_with_amount(row) or is_box(row) or lead_of(row)[0] or is_howto_button(row))
        for row in texts[first:last]
    )


def _share_of_ended(texts: Sequence[str], items: Sequence[Range]) -> float:
    return sum(ends_sentence(texts[last - 1]) for _, last in items) / max(len(items), 1)


def _with_unended(
    texts: Sequence[str], items: list[Range], taken: set[int], first: int
) -> tuple[list[Range], set[int]]:
    """The steps and their rows, where hardly any ends with a full stop, with the short ones between them and right above."""
    if len(items) < FEWEST_UNENDED or _share_of_ended(texts, items) >= 1 - SHARE_OF_ENDED:
        return items, taken
    held = {row for a, b in items for row in range(a, b)}
    short = [row for row in range(first, items[-1][1]) if row not in held and _may_be_short(texts[row])]
    return sorted([*items, *((row, row + 1) for row in short)]), taken.union(short)


def _may_be_short(row: str) -> bool:
    if row.count(" ") + 1 < FEWEST_WORDS or not row[0].isupper() or row.endswith((":", "?")):
        return False
    return not (is_howto_button(row) or is_no_step(row) or ends_part(row))


def _sections(cut: CutRows, items: Sequence[Range], first: int, *, marked: bool) -> list[int]:
    """The rows that are heads of some of the steps: right above a step, one of them between two; below one that numbers count begin again."""
    texts = cut.texts
    if not marked and _share_of_ended(texts, items) < SHARE_OF_ENDED:
        return []
    ends = [first, *(last for _, last in items[:-1])]
    heads = [
        at - 1
        for (at, _), end in zip(items, ends, strict=True)
        if at > end and texts[at - 1] not in cut.often and _is_head(texts, at - 1) and _begins_again(texts, at)
    ]
    return heads if any(row >= items[0][0] for row in heads) else []


def _are_names(cut: CutRows, items: Sequence[Range], heads: Sequence[int]) -> bool:
    """Whether heads are names of one step each, and the other steps have theirs in their row or none: a colon or a dash ends them."""
    texts = cut.texts
    if len(heads) < MIN_ABOVE or sum(texts[row][-1] in _NAMING for row in heads) < len(heads):
        return False
    firsts = [first for first, _ in items if first not in cut.named]
    return all(sum(a < first < b for first in firsts) == 1 for a, b in pairwise(heads))


def _with_sentences_as_names(texts: Sequence[str], items: Sequence[Range]) -> list[Range]:
    """The steps, where nearly all are a short sentence and a long row below it: these are its name and what it tells."""
    rows = [(at, last) for at, last in items if last - at == 1]
    if len(rows) < len(items):
        return [*items]
    pairs = [k for k, ((a, end), (b, _)) in enumerate(pairwise(rows)) if end == b and _names_below(texts[a], texts[b])]
    if len(pairs) < FEWEST_PAIRS or 2 * len(pairs) < SHARE_OF_PAIRS * len(items):
        return [*items]
    second = {k + 1 for k in pairs}
    return [(at, items[k + 1][1] if k in pairs else last) for k, (at, last) in enumerate(items) if k not in second]


def _names_below(row: str, below: str) -> bool:
    return len(row) <= MAX_NAME and ends_sentence(row) and row.count(". ") == 0 and len(below) >= LONGER * len(row)


def _with_names(items: Sequence[Range], heads: Sequence[int]) -> list[Range]:
    """The steps, each with the head right above it."""
    return [(first - 1 if first - 1 in heads else first, last) for first, last in items]


def _begins_again(texts: Sequence[str], at: int) -> bool:
    """Whether a step has no number, or the first."""
    after = texts[at + 1] if at + 1 < len(texts) else ""
    number = number_of(texts[at], after) if lead_of(texts[at])[1] or numbers_step(texts[at], after) else None
    return number is None or number == 1


def _is_head(texts: Sequence[str], at: int) -> bool:
    row = texts[at]
    if not 2 < len(row) <= MAX_HEAD or row[0].islower() or ends_sentence(row) or row.endswith(("?", ",")):
        return False
    if lead_of(row)[0] or opens_with_amount(row) or is_amount(row) or is_box(row) or _NUMBERED.search(row):
        return False
    return not (is_no_step(row) or part_of(row) or ends_part(row) or is_howto_button(row))
