"""Roles: which kept piece asks, which answers, where one answer ends and the next begins.

A second chain (see `qaclean.segments.chain`) over the kept pieces, with the labels
`other` (article text), `question` (names the question), `detail` (the asker's own description), `answer` (an answer begins),
`more` (it goes on).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import Any, NamedTuple

from qaclean.freed import remembered
from qaclean.limits import REMEMBERED_NAMES
from qaclean.named_tuples import made_of
from qaclean.rules import any_of, load
from qaclean.segments.chain import Scores, Weights, add_scores, adder_of, best_path, read_weights, sum_scores
from qaclean.segments.signals import cues_with
from qaclean.text.item_marks import item_marks
from qaclean.text.question_forms import asking_manners
from qaclean.text.titles import holds_asking_words, split_title, title_kind

__all__ = ["ANSWER", "DETAIL", "MORE", "OTHER", "QUESTION", "Seen", "best_roles", "role_features", "roles_of"]

OTHER, QUESTION, DETAIL, ANSWER, MORE = range(5)
_AT = ((3,), (0, 3), (0, 1, 3), (0, 1, 2, 3))  # columns of what a page says, by how many pieces it has
_LENGTHS = (6, 12, 20, 30, 45, 70, 120, 250)
_SIZES = (1, 2, 3, 5, 8, 14, 25)
LEAN = 8.0  # against `other` where the title names a Q&A site or a forum: 151 of 155 such annotated pages are questions or threads
REMEMBERED_PAGES = 256
_ENDS = {mark: kind for kind, marks in (("?", "?"), (".", "。.!~"), (":", ":"), (",", ",、")) for mark in marks}
_CLOSED = frozenset('\u3002.!?\uff01\uff1f:;\uff1a\uff1b)\u201d"\u2026')


class Seen(NamedTuple):
    """What the role chain knows of a kept piece: its text, its cues, and the reasons removed right before it.

    `gap` is the number of empty lines before it, `marker` whether a list item starts it and goes on from a piece before,
    `underlined` whether a drawn rule stands right below it.
    """

    text: str
    cues: tuple[str, ...]
    removed: tuple[str, ...]
    gap: int
    marker: str
    underlined: bool = False


@lru_cache(maxsize=1)
def _words() -> tuple[re.Pattern[str], tuple[str, ...]]:
    """Words of people who talk to each other, and those that such a piece begins with."""
    data = load("roles")
    return any_of(data["voices"]), tuple(data["starts"])


@lru_cache(maxsize=1)
def _weights() -> Weights:
    return read_weights("qaclean.parser", "weights")


def roles_of(pieces: Sequence[Seen], cues: Collection[str] = ()) -> list[int]:
    """The role of each piece: OTHER, QUESTION, DETAIL, ANSWER or MORE. `cues` are those of the whole page, removed blocks included."""
    manners = asking_manners([p.text for p in pieces], [p.underlined for p in pieces])
    rows = _role_scores(pieces, manners, cues)
    return best_roles(rows, bool(pieces and title_kind(pieces[0].text)), _weights())


def _role_scores(pieces: Sequence[Seen], manners: Sequence[str], cues: Collection[str]) -> Iterator[Scores]:
    """The scores of each piece, made one by one: a page may have a million."""
    add = adder_of(len(_weights().labels))
    on_page, cut = _page_scores(tuple(_page_features(pieces, manners, cues)), min(len(pieces), 3))
    following = map(_own_scores, pieces, _told_of(pieces))
    told, below = _NOTHING, next(following, _NOTHING)
    for i, place in enumerate(_places_of(pieces, manners)):
        above, told, below = told, below, next(following, _NOTHING)
        parts = [on_page[i if i < 2 else 2], _place_scores(place), *told.of_it, *above.of_next, *below.of_last]
        if place.removed and i > 1:
            parts.append(cut)
        yield add(parts)


def best_roles(rows: Iterable[Scores], asked: bool, weights: Weights) -> list[int]:
    """The best path; on a page whose title names a Q&A site or a forum (`asked`) with a lean against `other`."""
    if asked:
        rows = ([row[OTHER] - LEAN, *row[OTHER + 1 :]] for row in rows)
    return best_path(rows, weights)


def role_features(pieces: Sequence[Seen], cues: Collection[str] = ()) -> list[list[str]]:
    """Named features of every piece, with those of the page on each (what the training reads)."""
    manners = asking_manners([p.text for p in pieces], [p.underlined for p in pieces])
    page = _page_features(pieces, manners, cues)
    names = [_own_names(piece, shown) for piece, shown in zip(pieces, _told_of(pieces), strict=True)]
    rows = []
    for i, place in enumerate(_places_of(pieces, manners)):
        row = [f"{name}|at{min(i, 2)}" for name in page] + _place_names(place) + names[i]
        if place.removed and i > 1:
            row.extend(f"cut:{name}" for name in page)
        if i:
            row.extend(f"p:{name}" for name in names[i - 1])
        if i + 1 < len(pieces):
            row.extend(f"n:{name}" for name in names[i + 1])
        rows.append(row)
    return rows


def _title_of(pieces: Sequence[Seen]) -> str:
    return pieces[0].text[: split_title(pieces[0].text).length] if pieces else ""


class _Place(NamedTuple):
    """A piece's place in its page, coarse, so that few places differ: the key that scores are remembered by."""

    at: int
    last: bool
    gap: int
    removed: tuple[str, ...]
    size: str  # beside the piece before
    alike: bool
    shared: int
    again: bool
    manner: str
    above: str
    below: str


class _Told(NamedTuple):
    """The weights that some names have for the piece itself, for the piece after it, and for the piece before it."""

    of_it: tuple[Scores, ...]
    of_next: tuple[Scores, ...]
    of_last: tuple[Scores, ...]


_place, _told = made_of(_Place), made_of(_Told)  # one a piece each


def _own_scores(piece: Seen, shown: tuple[object, ...]) -> _Told:
    """What a piece's own features say of itself and of its neighbours."""
    told, text = _told_scores(shown), piece.text
    of_begins, of_ends = _edges()
    begins, ends = of_begins.get(text[:2], _NOTHING), of_ends.get(text[-2:], _NOTHING)
    if begins is ends:
        return told
    return _told(
        (
            told.of_it + begins.of_it + ends.of_it,
            told.of_next + begins.of_next + ends.of_next,
            told.of_last + begins.of_last + ends.of_last,
        )
    )


_NOTHING = _Told((), (), ())


@lru_cache(maxsize=1)
def _edges() -> tuple[dict[str, _Told], dict[str, _Told]]:
    """What first and what last characters (the names `^…` and `$…`) say."""
    names = {name for side in _sides() for name in side.features if name[0] in "^$"}
    rows = {name: [side.features.get(name) for side in _sides()] for name in names}
    told = {name: _Told(*(() if row is None else (row,) for row in found)) for name, found in rows.items()}
    begins, ends = ({name[1:]: row for name, row in told.items() if name[0] == sign} for sign in "^$")
    return begins, ends


@remembered(REMEMBERED_PAGES)
def _page_scores(page: tuple[str, ...], pieces: int) -> tuple[list[Scores], Scores]:
    """What the page says of its first piece, of its second, and of each other; and of one before which something was removed.

    `pieces` is how many there are, 3 for more: of those that are not there nothing is summed.
    """
    rows = [*filter(None, map(_page_rows().get, page))]
    labels = len(_weights().labels)
    *at, cut = (add_scores(filter(None, map(itemgetter(k), rows)), labels) for k in _AT[pieces])
    return at, cut


@remembered(REMEMBERED_NAMES)
def _told_scores(told: tuple[object, ...]) -> _Told:
    return _Told(*((sum_scores(_told_names(told), side),) for side in _sides()))


@remembered(REMEMBERED_NAMES)
def _place_scores(place: _Place) -> Scores:
    return sum_scores(_place_names(place), _weights())


@lru_cache(maxsize=1)
def _sides() -> tuple[Weights, Weights, Weights]:
    """The weights, those of names of a piece before (`p:`) and those of names of a piece behind (`n:`), without the prefix."""
    weights = _weights()
    before, behind = (
        weights._replace(features={n[2:]: row for n, row in weights.features.items() if n.startswith(side)})
        for side in ("p:", "n:")
    )
    return weights, before, behind


@lru_cache(maxsize=1)
def _page_rows() -> dict[str, list[Scores | None]]:
    """What each name of a page says of its first piece, its second, the others, and one before which something was removed."""
    rows: dict[str, list[Scores | None]] = {}
    for name, row in _weights().features.items():
        page, bar, at = name.rpartition("|at")
        if bar and at in ("0", "1", "2"):
            rows.setdefault(page, [None] * 4)[int(at)] = row
        if name.startswith("cut:"):
            rows.setdefault(name[4:], [None] * 4)[3] = row
    return rows


def _places_of(pieces: Sequence[Seen], manners: Sequence[str]) -> Iterator[_Place]:
    title, last = _title_of(pieces), len(pieces) - 1
    known = set(title)
    above: Seen | None = None
    for i, piece in enumerate(pieces):
        size, alike, shared, again = "", False, -1, False
        if above is not None:
            a, b = len(above.text), len(piece.text)
            size = "longer" if b > 2 * a else "shorter" if 2 * b < a else "alike"
            begin = piece.text[:10]
            alike, again = begin[:8] == above.text[:8], begin in title
            if i == 1 and title:
                head = piece.text[:80]
                shared = int(len([c for c in known if c in head]) / len(known) * 4)
        above_it, below_it = manners[i - 1] if i else "", manners[i + 1] if i < last else ""
        at, gap = i if i < 3 else 3, piece.gap if piece.gap < 2 else 2
        yield _place((at, i == last, gap, piece.removed, size, alike, shared, again, manners[i], above_it, below_it))
        above = piece


def _place_names(place: _Place) -> list[str]:
    row = ["b", f"at{place.at}", "last" if place.last else "inner", f"gap{place.gap}"]
    row.extend(f"removed:{reason}" for reason in place.removed)
    if place.removed and place.at > 1:
        row.append("cut-before")
    if place.size:
        row.append(place.size)
    if place.alike:
        row.append("begins-alike")
    if place.shared >= 0:
        row.append(f"title-shared{place.shared}")
    if place.again:
        row.append("title-again")
    if place.above:
        row.append(f"after-manner:{place.above}")
    if place.manner:
        row += [f"manner:{place.manner}", f"manner:{place.manner}|at{min(place.at, 1)}", "manner"]
    if place.below:
        row.append("before-manner")
    return row


def _told_of(pieces: Sequence[Seen]) -> Iterator[tuple[object, ...]]:
    """What each piece shows by itself but for its first and last characters, coarse."""
    marks, (_, voices) = item_marks(), _words()
    for text, cues, _, _, marker, _ in pieces:
        sentences = text.count("\u3002") + text.count("!") + text.count("?")
        yield (
            bisect_right(_LENGTHS, len(text)),
            _ENDS.get(text[-1], "w"),
            len(text) <= 120 and holds_asking_words(text[:60]),
            cues,
            marker,
            text[0] in marks,
            "-----" in text,
            text[0] if text.startswith(voices) else "",
            sentences if sentences < 3 else 3,
        )


@lru_cache(maxsize=1)
def _counted_cues() -> tuple[str, ...]:
    return tuple(sorted(cues_with("counted")))


def _own_names(piece: Seen, shown: tuple[object, ...]) -> list[str]:
    return [*_told_names(shown), "^" + piece.text[:2], "$" + piece.text[-2:]]


def _told_names(told: tuple[Any, ...]) -> list[str]:
    size, mark, asking, cues, marker, marked, quotes, voice, sentences = told
    row = [f"len{size}", f"end{mark}", f"asks{int(asking)}:{min(size, 6)}:{mark == '?'}", f"sent{sentences}"]
    row.extend(f"cue:{cue}" for cue in cues)
    if marker:
        row.append(f"marker:{marker}")
    if marked:
        row.append("marked")
    if quotes:
        row.append("quotes")
    if voice:
        row.append(f"voice:{voice}")
    return row


def _page_features(pieces: Sequence[Seen], manners: Sequence[str], page_cues: Collection[str]) -> list[str]:
    """Features of the page as a whole; each piece carries them with its place."""
    if not pieces:
        return []
    first = pieces[0].text
    parts = split_title(first)
    kind = title_kind(first)
    row = [f"suffix:{kind or bool(parts.suffix)}"]
    title_asks = holds_asking_words(first[: parts.length])
    row.append(f"title-asks:{title_asks}")
    row.append(f"{kind}+{title_asks}")
    row.append(f"size{bisect_right(_SIZES, len(pieces))}")
    cues = [cue for p in pieces for cue in p.cues]
    for cue in _counted_cues() if cues else ():
        if cue in cues:
            row.append(f"has:{cue}{min(cues.count(cue), 3)}")
    lengths = [len(p.text) for p in pieces[1:]]
    if lengths:
        row.append(f"longest{bisect_right(_LENGTHS, max(lengths))}")
        row.append(f"mean{bisect_right(_LENGTHS, sum(lengths) // len(lengths))}")
    if len(pieces) > 2 and any(p.marker == "start" for p in pieces[1:]):
        row.append("lists")
    begins = [p.text[:12] for p in pieces if len(p.text) > 12]
    if len(set(begins)) < len(begins):
        row.append("again")
    asking = sum([len(p.text) < 60 and holds_asking_words(p.text) for p in pieces[1:]])
    row.append(f"asking{min(asking, 3)}")
    alike = len(manners) - 1 - manners[1:].count("")
    row.append(f"manners{bisect_right(_SIZES, alike)}")
    posts = sum(["metadata" in p.removed for p in pieces[1:]])
    row.append(f"posts{bisect_right(_SIZES, posts)}")
    row.extend(f"page:{cue}" for cue in sorted(page_cues))
    row.extend(dict.fromkeys(f"sfx:{parts.suffix[i : i + 2]}" for i in range(len(parts.suffix) - 1)))
    row += _voice_features([piece.text for piece in pieces[1:]])
    return row


def _voice_features(rest: Sequence[str]) -> list[str]:
    """How many of a page's lines end without a mark, and how many speak as people do to each other."""
    if not rest:
        return []
    voice, _ = _words()
    loose = sum([text[-1] not in _CLOSED for text in rest])
    # one look at the lines' ends for most pages
    ends = [text if len(text) <= 60 else f"{text[:40]}\n{text[-20:]}" for text in rest]
    spoken = rest if voice.search("\n".join(ends)) else ()
    voices = sum([bool(voice.search(t, 0, 40) or voice.search(t, max(len(t) - 20, 0))) for t in spoken])
    return [f"loose{4 * loose // len(rest)}", f"voices{4 * voices // len(rest)}:{min(voices, 2)}"]
