"""Names before counted ranks: in the tail of a post, or before what follows the names of the page's other posts, and in the line of its date."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import lru_cache
from itertools import chain

from qaclean.patterns import compile_at_once
from qaclean.posts.line_names import clean_name, is_rank, is_valid_name
from qaclean.posts.line_rows import MASS, Row
from qaclean.posts.line_shapes import shape_of
from qaclean.posts.mail_heads import name_in_mail
from qaclean.posts.post_dates import Place
from qaclean.rules import load
from qaclean.text.bylines import author_by_label

__all__ = ["name_before_rank", "name_in_head", "name_in_tail"]

_NUMBER = compile_at_once(r"[0-9]{4,16}")  # a name of digits alone
BESIDE = 3  # rows between an anchor and the labelled name
TAIL = 16  # rows of a tail that may name the author


def name_in_tail(rows: Sequence[Row], place: Place, follows: Collection[str]) -> str | None:
    """The name in a post's tail: it stands before a counted rank, or what follows the names of the other posts.

    >>> lines = ["Comment", "|", "ann", "|", "LV6"]
    >>> rows = [Row(i, shape_of(line), len(line), 0.0, 0, False, False) for i, line in enumerate(lines)]
    >>> name_in_tail(rows, Place(None, (0, 0), (0, 5)), ())
    'ann'
    """
    high = place.tail[1]
    for i in range(place.tail[0], min(high, place.tail[0] + TAIL)):
        if rows[i].ends:
            return None
        parts = [p for p in rows[i].shape.text.split("|") if p.strip()]
        keys = [shape_of(p.strip()).key for p in parts[1:]]
        if any(_follows_name(key, follows) for key in keys) and is_valid_name(parts[0]):
            return clean_name(parts[0])
        barred = i + 1 < high and rows[i + 1].shape.mark and "|" in rows[i + 1].shape.text
        after = _behind_origin(rows, i + 1 + barred, high)
        if after < high and _tells_name(rows[after].shape.key, follows, barred) and is_valid_name(rows[i].shape.text):
            return clean_name(rows[i].shape.text)
    return None


def name_in_head(rows: Sequence[Row], place: Place) -> str | None:
    """The name that a post's head tells for certain: before a rank in the line of its date, in the head of a mail, or behind a label beside the anchor."""
    ranked = name_before_rank(rows, place)
    if ranked is not None or place.anchor is None:
        return ranked
    head = [row for row in rows[place.head[0] : place.head[1] + 1] if not row.mass]
    mailed = (name for row in head if (name := name_in_mail(row.shape.text)))
    first, last = place.anchor
    near = [
        row for row in head if first - BESIDE <= row.at <= last + BESIDE and _stands_beside(rows, row.at, place.anchor)
    ]
    near.sort(key=lambda row: (max(first - row.at, row.at - last, 0), -row.at))
    labelled = (name for row in near if (name := author_by_label(_with_value(rows, row))))
    return next((name for name in chain(mailed, labelled) if is_valid_name(name)), None)


def _stands_beside(rows: Sequence[Row], at: int, anchor: tuple[int, int]) -> bool:
    """Whether no text stands between a row and an anchor."""
    low, high = min(at, anchor[1]), max(at, anchor[0])
    return all(row.mass < MASS for row in rows[low : high + 1])


def _with_value(rows: Sequence[Row], row: Row) -> str:
    """The words of a row, and where they are a label those of the next."""
    text = row.shape.rest.strip(" |")
    alone = text.endswith(":") and row.at + 1 < len(rows)
    return f"{text} {rows[row.at + 1].shape.text}" if alone else text


def name_before_rank(rows: Sequence[Row], place: Place) -> str | None:
    """The name in the line of a post's date, before a bar and a counted rank, which nothing else is written so; one of digits alone, too.

    >>> rows = [Row(0, shape_of("2011-11-15 09:14 330996 | LV4"), 29, 0.0, 0, False, False)]
    >>> name_before_rank(rows, Place((0, 0), (0, 1), (1, 1)))
    '330996'
    """
    if place.anchor is None:
        return None
    for row in rows[place.anchor[0] : place.anchor[1] + 1]:
        parts = [part.strip() for part in row.shape.rest.split("|") if part.strip()]
        if (
            len(parts) == 2
            and is_rank(shape_of(parts[1]).key)
            and (is_valid_name(parts[0]) or _NUMBER.fullmatch(parts[0]))
        ):
            return clean_name(parts[0])
    return None


@lru_cache(maxsize=1)
def _origins() -> tuple[str, ...]:
    return tuple(load("post_lines")["member_origins"])


def _behind_origin(rows: Sequence[Row], at: int, high: int) -> int:
    """The row behind what tells where a member writes from (`来自团队 …`), in one row or in two, and a mark; `at` where nothing does."""
    if at >= high or not rows[at].shape.text.startswith(_origins()):
        return at
    at += 2 if rows[at].shape.text in _origins() else 1
    return at + 1 if at < high and rows[at].shape.mark else at


def _follows_name(key: str, follows: Collection[str]) -> bool:
    """Whether a part of a line stands behind names, by the other posts or since it is a rank."""
    return is_rank(key[:2]) or any(
        key == f or key.startswith(f + " ") or f.startswith(key + " ") or _alike(key, f) for f in follows
    )


def _tells_name(key: str, follows: Collection[str], barred: bool) -> bool:
    """Whether a line stands behind a name on a line of its own."""
    if key[:1] == "|":
        return _follows_name(key[1:].strip(), follows)
    return is_rank(key.split(" ")[0]) or (barred and any(_alike(key, f) for f in follows))


def _alike(key: str, other: str) -> bool:
    """Whether two shapes begin with the same counted word: `0级` and `0级 采纳率0%`."""
    first, second = key.split(" ")[0], other.split(" ")[0]
    return bool(first) and (first == second or ("0" in second and len(second) > 1 and first.startswith(second)))
