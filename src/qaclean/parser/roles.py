"""Roles: which kept piece asks, which answers, where one answer ends and the next begins.

A second chain (see `qaclean.segments.chain`) over the kept pieces, with the labels
`other` (article text), `question` (names the question), `detail` (the asker's own description), `answer` (an answer begins),
`more` (it goes on).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Sequence
from functools import lru_cache
from typing import NamedTuple

from qaclean.parser.question_forms import asking_manners
from qaclean.rules import any_of, load
from qaclean.segments.chain import Scores, Weights, add_scores, best_path, read_weights, sum_scores
from qaclean.segments.signals import cues_with
from qaclean.text.item_marks import item_marks
from qaclean.text.titles import asks, split_title, title_kind

__all__ = ["ANSWER", "DETAIL", "MORE", "OTHER", "QUESTION", "Seen", "best_roles", "role_features", "roles_of"]

OTHER, QUESTION, DETAIL, ANSWER, MORE = range(5)
_LENGTHS = (6, 12, 20, 30, 45, 70, 120, 250)
_SIZES = (1, 2, 3, 5, 8, 14, 25)
LEAN = 8.0  # against `other` where the title names a Q&A site or a forum: 151 of 155 such annotated pages are questions or threads
REMEMBERED = 8192  # sets of names
REMEMBERED_PAGES = 256
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
    rows: list[Scores] = []
    manners = asking_manners([p.text for p in pieces], [p.underlined for p in pieces])
    page, title = _page_features(pieces, manners, cues), _title_of(pieces)
    weights = _weights()
    on_page = _page_scores(tuple(page))
    own = [_own_scores(piece) for piece in pieces]
    for i in range(len(pieces)):
        place = _place_features(i, pieces, page, title, manners)
        parts = [on_page[min(i, 2)], sum_scores(place, weights), own[i][0]]
        if i:
            parts.append(own[i - 1][1])
        if i + 1 < len(pieces):
            parts.append(own[i + 1][2])
        rows.append(add_scores(parts, len(weights.labels)))
    return best_roles(rows, bool(pieces and title_kind(pieces[0].text)), weights)


def best_roles(rows: Sequence[Scores], asked: bool, weights: Weights) -> list[int]:
    """The best path; on a page whose title names a Q&A site or a forum (`asked`) with a lean against `other`."""
    if asked:
        rows = [[row[OTHER] - LEAN, *row[OTHER + 1 :]] for row in rows]
    return best_path(rows, weights)


def role_features(pieces: Sequence[Seen], cues: Collection[str] = ()) -> list[list[str]]:
    """Named features of every piece, with those of the page on each (what the training reads)."""
    manners = asking_manners([p.text for p in pieces], [p.underlined for p in pieces])
    page, title = _page_features(pieces, manners, cues), _title_of(pieces)
    rows = []
    for i, piece in enumerate(pieces):
        row = [f"{name}|at{min(i, 2)}" for name in page]
        row += _place_features(i, pieces, page, title, manners) + _own_features(piece)
        if i:
            row.extend(f"p:{name}" for name in _own_features(pieces[i - 1]))
        if i + 1 < len(pieces):
            row.extend(f"n:{name}" for name in _own_features(pieces[i + 1]))
        rows.append(row)
    return rows


def _title_of(pieces: Sequence[Seen]) -> str:
    return pieces[0].text[: split_title(pieces[0].text).length] if pieces else ""


def _own_scores(piece: Seen) -> tuple[Scores, Scores, Scores]:
    """What a piece's own features say of itself, of the piece after it, and of the piece before it."""
    return _scores_of(tuple(_own_features(piece)))


@lru_cache(maxsize=REMEMBERED_PAGES)
def _page_scores(page: tuple[str, ...]) -> list[Scores]:
    """What the page says of its first piece, of its second, and of each other."""
    return [sum_scores([f"{name}|at{k}" for name in page], _weights()) for k in range(3)]


@lru_cache(maxsize=REMEMBERED)
def _scores_of(names: tuple[str, ...]) -> tuple[Scores, Scores, Scores]:
    """Pure, and the same few names come again and again: remembered, bounded."""
    own, to_next, to_last = _sides()
    return sum_scores(names, own), sum_scores(names, to_next), sum_scores(names, to_last)


@lru_cache(maxsize=1)
def _sides() -> tuple[Weights, Weights, Weights]:
    """The weights, those of names of a piece before (`p:`) and those of names of a piece behind (`n:`), without the prefix."""
    weights = _weights()
    before, behind = (
        weights._replace(features={n[2:]: row for n, row in weights.features.items() if n.startswith(side)})
        for side in ("p:", "n:")
    )
    return weights, before, behind


def _place_features(i: int, pieces: Sequence[Seen], page: list[str], title: str, manners: Sequence[str]) -> list[str]:
    piece = pieces[i]
    row = ["b", f"at{min(i, 3)}", "last" if i + 1 == len(pieces) else "inner", f"gap{min(piece.gap, 2)}"]
    row.extend(f"removed:{reason}" for reason in piece.removed)
    if piece.removed and i > 1:
        row.append("cut-before")
        row.extend(f"cut:{name}" for name in page)
    if i:
        row.extend(_between(pieces[i - 1], piece, title, i))
        if manners[i - 1]:
            row.append(f"after-manner:{manners[i - 1]}")
    if manners[i]:
        row += [f"manner:{manners[i]}", f"manner:{manners[i]}|at{min(i, 1)}", "manner"]
    if i + 1 < len(manners) and manners[i + 1]:
        row.append("before-manner")
    return row


def _own_features(piece: Seen) -> list[str]:
    text = piece.text
    size = bisect_right(_LENGTHS, len(text))
    asking = asks(text[:60]) if len(text) <= 120 else False
    mark = (
        "?"
        if text[-1] in "??"
        else "."
        if text[-1] in "。.!!~"
        else ":"
        if text[-1] in "::"
        else ","
        if text[-1] in ",,、"
        else "w"
    )
    row = [f"len{size}", f"end{mark}", f"asks{int(asking)}:{min(size, 6)}:{mark == '?'}"]
    row.extend(f"cue:{cue}" for cue in piece.cues)
    if piece.marker:
        row.append(f"marker:{piece.marker}")
    if text[0] in item_marks():
        row.append("marked")
    if "-----" in text:
        row.append("quotes")
    if text.startswith(_words()[1]):
        row.append(f"voice:{text[:1]}")
    row.append("^" + text[:2])
    row.append("$" + text[-2:])
    sentence = text.count("。") + text.count("!") + text.count("?")
    row.append(f"sent{min(sentence, 3)}")
    return row


def _page_features(pieces: Sequence[Seen], manners: Sequence[str], page_cues: Collection[str]) -> list[str]:
    """Features of the page as a whole; each piece carries them with its place."""
    if not pieces:
        return []
    first = pieces[0].text
    parts = split_title(first)
    kind = title_kind(first)
    row = [f"suffix:{kind or bool(parts.suffix)}"]
    title_asks = asks(first[: parts.length])
    row.append(f"title-asks:{title_asks}")
    row.append(f"{kind}+{title_asks}")
    row.append(f"size{bisect_right(_SIZES, len(pieces))}")
    cues = Counter(cue for p in pieces for cue in p.cues)
    for cue in sorted(cues_with("counted")):
        if cues[cue]:
            row.append(f"has:{cue}{min(cues[cue], 3)}")
    lengths = [len(p.text) for p in pieces[1:]]
    if lengths:
        row.append(f"longest{bisect_right(_LENGTHS, max(lengths))}")
        row.append(f"mean{bisect_right(_LENGTHS, sum(lengths) // len(lengths))}")
    if len(pieces) > 2 and any(p.marker == "start" for p in pieces[1:]):
        row.append("lists")
    begins = Counter(p.text[:12] for p in pieces if len(p.text) > 12)
    if any(count > 1 for count in begins.values()):
        row.append("again")
    asking = sum(1 for p in pieces[1:] if len(p.text) < 60 and asks(p.text))
    row.append(f"asking{min(asking, 3)}")
    alike = sum(1 for m in manners[1:] if m)
    row.append(f"manners{bisect_right(_SIZES, alike)}")
    posts = sum(1 for p in pieces[1:] if "metadata" in p.removed)
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
    loose = sum(1 for text in rest if text[-1] not in _CLOSED)
    voices = sum(1 for text in rest if voice.search(text, 0, 40) or voice.search(text, max(len(text) - 20, 0)))
    return [f"loose{4 * loose // len(rest)}", f"voices{4 * voices // len(rest)}:{min(voices, 2)}"]


def _between(before: Seen, piece: Seen, title: str, index: int) -> list[str]:
    row = []
    a, b = len(before.text), len(piece.text)
    row.append("longer" if b > 2 * a else "shorter" if 2 * b < a else "alike")
    if piece.text[:8] == before.text[:8]:
        row.append("begins-alike")
    if index == 1 and title:
        shared = len(set(title) & set(piece.text[:80])) / max(len(set(title)), 1)
        row.append(f"title-shared{int(shared * 4)}")
    if piece.text[:10] and piece.text[:10] in title:
        row.append("title-again")
    return row
