"""Which markers are items: the best set of lists over a whole region.

A beam search reads the markers left to right. Each may continue an open list (n to n+1, gaps cost), open a new one
(1 is cheap, the middle of a count is dear) or be no item at all. A list only pays once its second item is there, so that no
pattern alone ever makes a list. Scores are additive and about log-odds; the constants were set on annotated dumps
(`make accuracy` measures them).
"""

from __future__ import annotations

from collections.abc import Callable
from operator import itemgetter
from typing import Any, NamedTuple

from qaclean.named_tuples import made_of
from qaclean.parser.steps.markers import BARE, Marker
from qaclean.parser.steps.numbering import numbering

__all__ = ["Item", "find_items"]

OPEN_AT_ONE = -3.0
OPEN_MID_COUNT = -4.2
SECOND_ITEM = 4.4
NEXT_ITEM = 2.2
OTHER_DELIMITER = -0.7
GAP = -1.6
GAP_EACH = -0.5
MAX_GAP = 3
EMPTY_ITEM = -5.0
IGNORED_LINE_START = -0.8
IGNORED_CLEAR = -0.5
CLEAR = 0.9
PLAIN = -0.5
NEST = -0.2
BARE_CONTINUES = -1.5
RESUMED = -0.5
RESUME_WITHIN = 6  # code points behind the parent's marker
MAX_RESTING = 2
BEAM = 12
WIDE_BEAM = 30  # where several counts run side by side, 12 lost a list in 320
SIDE_BY_SIDE = 4  # styles of numerals
MARGIN = 8.0
MAX_DEPTH = 6
FEWEST_BOXES = 2  # lines that a bare `1` begins
BOX_PRIOR = 0.5
BOX_LENGTH = 30  # code points of a line of such a box, or of an item that is cut
_REACH = tuple(d for d in range(-MAX_GAP, MAX_GAP + 1) if d)
_ENDS = frozenset('。.!?;…)”"~:')


class Item(NamedTuple):
    """A marker that is an item: `list_id` names its list, `parent` the index of the item it is nested in, or -1."""

    marker: Marker
    list_id: int
    parent: int


class _Open(NamedTuple):
    """An open list of a hypothesis: style, last number, its last marker, items so far, index of the last item."""

    style: str
    number: int
    marker: Marker
    size: int
    item: int
    list_id: int


_Stack = tuple[_Open, ...]
_Trail = tuple[object, ...] | None
_Marks = tuple[tuple[int, ...], tuple[int, ...]]


class _Path(NamedTuple):
    """A hypothesis: score, open lists (outermost first), lists that a parent's next item closed, linked items, counts."""

    score: float
    stack: _Stack
    resting: _Stack
    trail: _Trail
    items: int
    lists: int
    marks: _Marks  # where the last markers of the open and of the resting lists stand


class _Turn(NamedTuple):
    """A marker, what it costs to ignore it, and to open a list with it (None: it opens none); what scores less than `floor` would be pruned."""

    marker: Marker
    ignored: float
    opened: float | None
    floor: float


# A hypothesis that is not made yet, since most are pruned: its score and marks, the one that it comes from, how, and at which depth.
_Move = tuple[float, _Marks, _Path, int, int]
_IGNORE, _EXTEND, _RESUME, _OPEN = range(4)
# The search makes tens of them a marker: a third of the time of a call of the class.
_open_list, _path, _turn = made_of(_Open), made_of(_Path), made_of(_Turn)
_score: Callable[[tuple[Any, ...]], float] = itemgetter(0)  # of a path, or of a move


def find_items(text: str, markers: list[Marker], walls: tuple[int, ...] = ()) -> list[Item]:
    """The items among `markers` (sorted by position); no list crosses a position of `walls` (section headings).

    >>> from qaclean.parser.steps.markers import find_markers
    >>> t = "共2.5元:1.填姓名2.选地区(1、2、3)3.提交"
    >>> [i.marker.number for i in find_items(t, find_markers(t, 0, len(t)))]
    [1, 2, 3]
    """
    items: list[Item] = []
    at = 0
    for wall in (*walls, len(text) + 1):
        upto = at
        while upto < len(markers) and markers[upto].start < wall:
            upto += 1
        if upto - at >= 2:
            items.extend(_best(text, markers[at:upto], len(items)))
        at = upto
    return _with_single(items, _single(text, markers, items))


def _single(text: str, markers: list[Marker], items: list[Item]) -> list[Marker]:
    """The markers that are lists of one item: step boxes that hold one step, where the page begins lines of text with a bare `1` again and again,
    and the first of a list that the end of the page cuts."""
    boxes = [m for m in markers if m.style == BARE and m.number == 1 and m.line_start and _is_text(text, m)]
    taken = {item.marker.start for item in items}
    alone = [marker for marker in boxes if marker.start not in taken] if len(boxes) >= FEWEST_BOXES else []
    last = next((m for m in reversed(markers) if m.number == 1 and m.style != BARE), None)
    if last is not None and _is_cut(text, last, max(taken, default=-1)):
        alone.append(last)
    return alone


def _is_cut(text: str, first: Marker, last: int) -> bool:
    """Whether a list begins with this marker, behind the last item and a colon, that the end of the text cuts within a sentence."""
    end = text.rstrip()
    led = first.start > last and text[: first.start].rstrip()[-1:] == ":" and first.prior >= CLEAR
    return led and end[-1:] not in _ENDS and "\n" not in end[first.start :] and len(end) - first.end >= BOX_LENGTH


def _with_single(items: list[Item], alone: list[Marker]) -> list[Item]:
    """The items, with each of those markers as a list of its own."""
    if not alone:
        return items
    known = [(item.marker.start, n) for n, item in enumerate(items)]
    order = sorted([*known, *((marker.start, -1 - n) for n, marker in enumerate(alone))])
    places = {n: at for at, (_, n) in enumerate(order) if n >= 0}  # an item without a parent has -1
    fresh = max((item.list_id for item in items), default=-1) + 1
    return [
        Item(alone[-1 - n], fresh - 1 - n, -1) if n < 0 else items[n]._replace(parent=places.get(items[n].parent, -1))
        for _, n in order
    ]


def _is_text(text: str, marker: Marker) -> bool:
    """Whether running text stands behind a marker on its line."""
    end = text.find("\n", marker.end)
    end = len(text) if end < 0 else end
    return marker.prior >= BOX_PRIOR and end - marker.end >= BOX_LENGTH and text.find("。", marker.end, end) >= 0


def _best(text: str, markers: list[Marker], offset: int) -> list[Item]:
    markers = _linkable(markers)
    if _is_plain(text, markers):
        return [Item(marker, offset, -1) for marker in markers]
    paths = [_Path(0.0, (), (), None, 0, 0, ((), ()))]
    beam = WIDE_BEAM if len({marker.style for marker in markers}) >= SIDE_BY_SIDE else BEAM
    for marker in markers:
        ignored = _ignore(marker)
        turn = _turn((marker, ignored, _open(marker), paths[0].score + ignored - MARGIN))  # the first is the best one
        moves: list[_Move] = []
        for path in paths:
            _add_moves(moves, text, path, turn)
        paths = [_made(move, marker) for move in _pruned(beam, moves)]
    best = max(paths, key=_score)
    return _unwind(best, offset)


def _is_plain(text: str, markers: list[Marker]) -> bool:
    """A list nobody would doubt: 1, 2, 3 … in one style, each in a fair place and with words, and no other marker among them. The search would find the same."""
    if not markers:
        return True
    first = markers[0]
    return all(
        marker.number == number
        and marker.style == first.style
        and marker.delimiter == first.delimiter
        and marker.prior >= (CLEAR if number == 1 else PLAIN)
        and _has_words(text, marker.end, markers[number].start if number < len(markers) else marker.end + 13)
        for number, marker in enumerate(markers, 1)
    )


def _linkable(markers: list[Marker]) -> list[Marker]:
    """Drop markers no list can use: no neighbour in count (within the gap) of the same style anywhere."""
    counts = [_count_of(marker.style) for marker in markers]
    numbers: dict[str, set[int]] = {}
    for count, marker in zip(counts, markers, strict=True):
        numbers.setdefault(count, set()).add(marker.number)
    near = {count: {number + d for number in held for d in _REACH} for count, held in numbers.items()}
    return [marker for count, marker in zip(counts, markers, strict=True) if marker.number in near[count]]


def _count_of(style: str) -> str:
    return numbering().counts_as.get(style, style)


def _pruned(beam: int, moves: list[_Move]) -> list[_Move]:
    """The best move for each set of open lists, and of those the best `beam`."""
    if len(moves) == 1:
        return moves
    best: dict[_Marks, _Move] = {}
    for move in moves:
        known = best.get(move[1])
        if known is None or move[0] > known[0]:
            best[move[1]] = move
    ranked = sorted(best.values(), key=_score, reverse=True)
    floor = ranked[0][0] - MARGIN
    return [move for move in ranked[:beam] if move[0] >= floor]


def _add_moves(moves: list[_Move], text: str, path: _Path, turn: _Turn) -> None:
    """Add what a hypothesis may make of a marker."""
    marker, ignored, opened, floor = turn
    score, stack, resting, _, _, _, marks = path
    number, style = marker.number, marker.style
    moves.append((score + ignored, marks, path, _IGNORE, 0))
    for depth in range(len(stack) - 1, -1, -1):
        last = stack[depth]
        if not 1 <= number - last.number <= MAX_GAP:
            continue
        gain = _continue(text, last, marker)
        if gain is not None:
            if score + gain >= floor:
                moves.append((score + gain, _marks_behind(marks, depth, marker.start), path, _EXTEND, depth))
            if last.marker.style == style and not _is_bracketed_apart(last.marker, marker):
                break
    at = _resumable(path, marker) if resting else -1
    if at >= 0:
        resumed = ((*marks[0], marker.start), ())
        moves.append((score + marker.prior + NEXT_ITEM + RESUMED, resumed, path, _RESUME, at))
    if opened is not None and score + opened >= floor:
        for depth in _places(stack, marker):
            # the bits inverted: a list of one item has its second, dearest one before it, and is another hypothesis
            begun = ((*marks[0][:depth], ~marker.start), marks[1])
            moves.append((score + opened + NEST * depth, begun, path, _OPEN, depth))


def _marks_behind(marks: _Marks, depth: int, start: int) -> _Marks:
    """The marks where the list at that depth goes on: those inside of it rest."""
    open_at, resting_at = marks
    if depth + 1 < len(open_at):
        resting_at = (*open_at[depth + 1 :], *resting_at)[:MAX_RESTING]
    return (*open_at[:depth], start), resting_at


def _made(move: _Move, marker: Marker) -> _Path:
    """The hypothesis of a move that was not pruned."""
    score, marks, path, how, depth = move
    if how == _IGNORE:
        return path if score == path.score else _path((score, *path[1:]))
    _, stack, resting, _, items, lists, _ = path
    if how == _OPEN:
        entry = (marker, lists, stack[depth - 1].item if depth else -1)
        top = _open_list((marker.style, marker.number, marker, 1, items, lists))
        return _path((score, (*stack[:depth], top), resting, (path.trail, entry), items + 1, lists + 1, marks))
    last = resting[depth] if how == _RESUME else stack[depth]
    top = _open_list((last.style, marker.number, marker, last.size + 1, items, last.list_id))
    if how == _RESUME:
        entry = (marker, last.list_id, stack[-1].item)
        return _path((score, (*stack, top), (), (path.trail, entry), items + 1, lists, marks))
    entry = (marker, last.list_id, stack[depth - 1].item if depth else -1)
    if depth + 1 < len(stack):
        resting = (*stack[depth + 1 :], *resting)[:MAX_RESTING]
    return _path((score, (*stack[:depth], top), resting, (path.trail, entry), items + 1, lists, marks))


def _ignore(marker: Marker) -> float:
    """The cost of calling a marker in a clear place no item."""
    if marker.prior < CLEAR:
        return 0.0
    return IGNORED_LINE_START if marker.line_start else IGNORED_CLEAR


def _continue(text: str, last: _Open, marker: Marker) -> float | None:
    before = last.marker
    gain = marker.prior + (SECOND_ITEM if last.size == 1 else NEXT_ITEM)
    if before.style != marker.style:
        if _count_of(before.style) != _count_of(marker.style):
            return None  # but a bare numeral may stand among delimited ones: `9、甲 10乙`
        gain += BARE_CONTINUES
    step = marker.number - last.number
    if step > 1:
        gain += GAP + GAP_EACH * (step - 1)
    if before.delimiter != marker.delimiter:
        gain += OTHER_DELIMITER
    if not _has_words(text, before.end, marker.start):
        gain += EMPTY_ITEM
    return gain


def _has_words(text: str, start: int, end: int) -> bool:
    """Does an item hold at least two letters? `(1、2、3、4)` and `3、4刀` are no lists."""
    if end - start > 12:
        return True
    return sum(c.isalnum() for c in text[start:end]) >= 2 and any(c.isalpha() for c in text[start:end])


def _open(marker: Marker) -> float | None:
    if marker.number == 1:
        return marker.prior + OPEN_AT_ONE
    if marker.prior > 0.4:
        return marker.prior + OPEN_MID_COUNT
    return None


def _resumable(path: _Path, marker: Marker) -> int:
    """The resting list that goes on under the parent's next item (`1 ③… 2 ④…`), right behind the parent's marker, or -1; bare numerals
    of a page's own step boxes also run beside the text's numbering (`1 二、… 2 三、…`): they resume anywhere."""
    if not path.stack or (marker.style != BARE and marker.start - path.stack[-1].marker.end > RESUME_WITHIN):
        return -1
    wanted = marker.style, marker.number - 1
    return next((at for at, last in enumerate(path.resting) if (last.style, last.number) == wanted), -1)


def _places(stack: _Stack, marker: Marker) -> list[int]:
    """Depths at which a new list may open: under the current item, or where it ends a list of its style."""
    style = marker.style
    places = [depth for depth, known in enumerate(stack) if known.style == style] if stack else []
    top = stack[-1] if stack else None
    if (top is None or top.style != style or _is_bracketed_apart(top.marker, marker)) and len(stack) < MAX_DEPTH:
        places.append(len(stack))
    return places


def _is_bracketed_apart(one: Marker, other: Marker) -> bool:
    """`1.` and `1)`: one list may be inside the other, though they count alike."""
    return (one.delimiter == ")") != (other.delimiter == ")")


def _unwind(path: _Path, offset: int) -> list[Item]:
    entries: list[tuple[Marker, int, int]] = []
    trail = path.trail
    while trail is not None:
        trail, entry = trail  # type: ignore[assignment]
        entries.append(entry)  # type: ignore[arg-type]
    entries.reverse()
    return [Item(m, list_id + offset, parent + offset if parent >= 0 else -1) for m, list_id, parent in entries]
