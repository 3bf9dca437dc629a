"""Author, date, floor and acceptance of posts, read from their place in the lines around each.

A name has no list: it is what changes from post to post at one place of the head (behind the date, above the rank), and what
does not change there is the template's.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple

from qaclean.posts.line_rows import Row
from qaclean.posts.line_shapes import shape_of
from qaclean.posts.line_words import (
    begins_accepted,
    heads_accepted,
    heads_answers,
    heads_tail,
    is_button,
    says_by,
    without_counts,
)
from qaclean.posts.model import PostFields
from qaclean.rules import load
from qaclean.text.date_order import day_and_month, year_first
from qaclean.text.dates import read_date

__all__ = ["Place", "read_fields"]

MAX_NAME = 40  # code points
NEAR = 5  # rows between an anchor and the name
EVERYWHERE = 0.6  # share of the heads in which a template's row stands
SHARED = 0.3  # share of the names that end (or begin) with one word, which is then none of theirs
FROM_TOP = 0.3  # what a head begins with may be the end of the post above
TOP = 2  # first rows of a head that may be the name
TAIL = 16  # rows of a tail that may name the author
MIN_COVER = 0.5
_PARTS = re.compile(r"\s*[|·•»›>()\[\]「」【】\t]+\s*|\s{2,}|,\s|\s[-–—]\s")
_NOT_NAME = re.compile(r"[。!?;…\"“”<>{}=]|:\s?\S|:$|,\s?\S|https?:|www\.|\.\s")
_RANK = re.compile(r"[^\w]*(?:[Ll][Vv]\.?\s?)?0[\u3400-\u9fff]{1,2}[^\w]*|[Ll][Vv]\.?\s?0")  # `三级`, `LV6`
_WORD = re.compile(r"[^\W_]")
_COUNT = re.compile(r"0 [a-z]{2,12}")  # `4931 posts`
_COUNTED = re.compile(r"(.{1,40}?)(?:\s[♦●■]{0,1}\s?[0-9][0-9.,]{0,9}[kKmM]?(?:\s[a-z]{1,12})?){1,6}")


class Place(NamedTuple):
    """Where a post stands: its anchor's rows, the rows `[low, high)` of its head, those of its tail."""

    anchor: tuple[int, int] | None
    head: tuple[int, int]
    tail: tuple[int, int]


@lru_cache(maxsize=1)
def _known() -> tuple[frozenset[str], frozenset[str], frozenset[str], frozenset[str]]:
    data = load("attributions")
    words = {w.lower() for name in ("asks", "answers", "words", "buttons", "ranks") for w in data[name]}
    return frozenset(words), frozenset(data["nobody"]), frozenset(data["accepted"]), frozenset(data["above"])


def read_fields(rows: Sequence[Row], places: Sequence[Place], reference: datetime | None = None) -> list[PostFields]:
    """The fields of each post, in order."""
    names = _names(rows, places)
    dates = _dates(rows, places, reference)
    marks = [_is_accepted(rows, place) for place in places]
    some = any(marks)
    return [
        PostFields(name, date, None, True if mark else False if some else None)
        for name, date, mark in zip(names, dates, marks, strict=True)
    ]


def _dates(rows: Sequence[Row], places: Sequence[Place], reference: datetime | None) -> list[str | None]:
    """The date of each post: of the dated lines of the heads those at the place where they differ and go up."""
    found: dict[str, dict[int, str]] = {}
    month = day_and_month(row.shape.text for row in rows if row.shape.date)
    for n, place in enumerate(places):
        if place.anchor is None:
            continue
        low, high = min(place.head[0], place.anchor[0]), max(place.head[1], place.anchor[1] + 1)
        dated = [(i, year_first(rows[i].shape.text, month)) for i in range(low, high) if rows[i].shape.date]
        read = [(i, r) for i, line in dated if (r := read_date(line, reference=reference, short=True))]
        at = [(i, r) for i, r in read if place.anchor[0] <= i <= place.anchor[1]]
        for slot, entries in (("first", read), ("last", read[::-1]), ("anchor", at), ("anchor-last", at[::-1])):
            if entries:
                found.setdefault(slot, {})[n] = entries[0][1]
    if not found:
        return [None] * len(places)
    best = max(sorted(found), key=lambda slot: _goes_up(found[slot]))
    return [found[best].get(n) or found.get("anchor", {}).get(n) for n in range(len(places))]


def _goes_up(dates: dict[int, str]) -> float:
    """How much the dates of a place look like those of posts."""
    values = [dates[n] for n in sorted(dates)]
    up = sum(a[:10] <= b[:10] for a, b in itertools.pairwise(values)) / max(len(values) - 1, 1)
    return len(values) + 0.5 * len(values) * up + sum("T" in v for v in values) / len(values)


def _is_accepted(rows: Sequence[Row], place: Place) -> bool:
    _, _, accepted, above = _known()
    for i in range(*place.head):
        words = rows[i].shape.text.strip(" :()[]【】★☆√✓|")
        if (words in accepted and words not in above) or heads_accepted(rows[i].shape):
            return True
    return any(rows[i].shape.text.strip(" :()[]【】★☆√✓|") in above for i in range(*place.tail))


def is_valid_name(text: str) -> bool:
    """Whether a part of a head could be a name."""
    words, _, _, _ = _known()
    text = text.strip()
    if not 1 <= len(text) <= MAX_NAME or text.lower() in words or _NOT_NAME.search(text) or _WORD.search(text) is None:
        return False
    if begins_accepted(text):
        return False
    shape = shape_of(text)
    return (
        _RANK.fullmatch(shape.key) is None
        and _COUNT.fullmatch(shape.key) is None
        and not (shape.date or shape.floor is not None or is_button(shape) or heads_answers(shape) or heads_tail(shape))
        and len(text.split()) <= 4
    )


def _clean(text: str) -> str | None:
    name = " ".join(text.split()).strip("@:|,·- ")
    return None if name in _known()[1] or not name else name


class _Slots:
    """The places of a head at which something stands, and what it is in each post."""

    def __init__(self, rows: Sequence[Row], places: Sequence[Place]) -> None:
        self.rows, self.places = rows, places
        self.found: dict[str, dict[int, tuple[str, str]]] = {}
        self.common, self.everywhere = self._common(), self._everywhere()
        for n, place in enumerate(places):
            if place.anchor is not None:
                self._inside(n, place)
                self._beside(n, place)
                self._from_top(n, place)

    def _common(self) -> frozenset[str]:
        """The parts of anchor lines that come again in other posts, and are so no names of these."""
        seen: Counter[str] = Counter()
        said: dict[str, set[str]] = {}
        count = 0
        for place in self.places:
            if place.anchor is not None:
                count += 1
                parts = {
                    p: shape_of(p).key for i in range(place.anchor[0], place.anchor[1] + 1) for p in self._parts(i)
                }
                seen.update(set(parts.values()))
                for part, key in parts.items():
                    said.setdefault(key, set()).add(part)
        return frozenset(
            key
            for key, n in seen.items()
            if n >= max(3, 0.7 * count) or ("0" in key and n > 1 and (len(said[key]) > 1 or _RANK.fullmatch(key)))
        )

    def _everywhere(self) -> frozenset[str]:
        """The shapes of rows that stand in most heads."""
        seen = Counter(key for place in self.places for key in {self.rows[i].shape.key for i in range(*place.head)})
        return frozenset(key for key, n in seen.items() if n >= max(3, EVERYWHERE * len(self.places)))

    def _parts(self, i: int) -> list[str]:
        return [bare for p in _PARTS.split(self.rows[i].shape.rest) if p.strip() and (bare := without_counts(p))]

    def _add(self, slot: str, n: int, text: str, follow: str) -> None:
        self.found.setdefault(slot, {}).setdefault(n, (text.strip(), follow))

    def _inside(self, n: int, place: Place) -> None:
        assert place.anchor is not None
        for i in range(place.anchor[0], place.anchor[1] + 1):
            parts = self._parts(i)
            for k, part in enumerate(parts):
                bare = self._bare(part)
                if shape_of(part).key in self.common or not is_valid_name(bare):
                    continue
                self._add("in", n, bare, shape_of(parts[k + 1]).key if k + 1 < len(parts) else "")
                break

    def _without_lead(self, part: str) -> str:
        """The part without known words before it: `Post by ann` is `ann`."""
        words = part.split()
        while len(words) > 1 and words[0].lower().strip(":,") in _known()[0]:
            words = words[1:]
        return " ".join(words)

    def _bare(self, part: str) -> str:
        """The part without known words at its ends, and without counts behind it: `Post by ann 41 points` is `ann`."""
        known = _known()[0]
        words = self._without_lead(part).split()
        while len(words) > 1 and words[-1].lower().strip(":,") in known:
            words = words[:-1]
        bare = " ".join(words)
        counted = _COUNTED.fullmatch(bare) if len(words) > 3 else None
        bare = counted[1] if counted else bare
        label, _, value = bare.partition(":")
        return value.strip() if label.strip().lower() in known and value.strip() else bare

    def _beside(self, n: int, place: Place) -> None:
        assert place.anchor is not None
        first, last = place.anchor
        low, high = place.head
        for offset in range(1, NEAR + 1):
            for i, slot in ((first - offset, f"-{offset}"), (last + offset, f"+{offset}")):
                if low <= i < high:
                    self._row(n, i, slot)
        for i in range(low, high):
            if not first <= i <= last:
                for j, side in ((i - 1, "<"), (i + 1, ">"), (i + 2, ">>")):
                    if low <= j < high and (self.rows[j].repeated or self.rows[j].shape.mark):
                        self._row(n, i, side + self.rows[j].shape.key)

    def _from_top(self, n: int, place: Place) -> None:
        """The first rows of a head: many cards begin with the name, however long they are; the letter of an avatar is none."""
        own = [i for i in range(*place.head) if not self._is_aside(i)]
        initial = len(own) > 1 and self.rows[own[0]].length == 1
        if initial and self.rows[own[1]].shape.text[:1].lower() == self.rows[own[0]].shape.text.lower():
            own = own[1:]
        for k, i in enumerate(own[:TOP]):
            self._row(n, i, f"^{k}")

    def _is_aside(self, i: int) -> bool:
        """Whether a row of a head is a mark, the template's, or said of a label before it."""
        shape = self.rows[i].shape
        labelled = i > 0 and self.rows[i - 1].shape.text.rstrip().endswith(":")
        return shape.mark or labelled or shape.key in self.everywhere

    def _row(self, n: int, i: int, slot: str) -> None:
        row = self.rows[i]
        text = row.shape.text
        name = self._bare(text) if says_by(row.shape) else self._without_lead(text)
        if row.shape.key and not row.shape.mark and is_valid_name(name):
            at = i + 2 if i + 1 < len(self.rows) and self.rows[i + 1].shape.mark else i + 1
            self._add(slot, n, name, self.rows[at].shape.key if at < len(self.rows) else "")

    def best(self) -> dict[int, tuple[str, str]]:
        """What stands at the place that looks most like that of the names."""
        count = sum(place.anchor is not None for place in self.places)
        best: tuple[float, str] = (0.0, "")
        for slot, entries in sorted(self.found.items()):
            values = Counter(text for text, _ in entries.values())
            if len(entries) < max(1, MIN_COVER * (count - 1)) or (len(values) == 1 and len(entries) > 2):
                continue
            numbers = sum(shape_of(v).key == "0" for v in values.elements()) / len(entries)
            shapes = {shape_of(text).key for text in values}
            score = len(entries) / count + 0.7 * len(shapes) / len(entries) - numbers + (0.6 if slot == "in" else 0)
            score -= 0.1 * int(slot[1:]) if slot[0] in "+-^" else 0.35 if slot[0] in "<>" else 0
            score -= FROM_TOP if slot[0] == "^" else 0
            if score > best[0]:
                best = (score, slot)
        return _without_shared(self.found.get(best[1], {}))


def _without_shared(entries: dict[int, tuple[str, str]]) -> dict[int, tuple[str, str]]:
    """The names without what many of them end or begin with: counts (`ann 41 points`), the word for a rank (`ann Members`)."""
    names = {text: text for text, _ in entries.values()}
    counted = [text for text in names if _COUNTED.fullmatch(text)]
    if 2 * len(counted) > len(names) > 1:
        names |= {text: match[1] for text in counted if (match := _COUNTED.fullmatch(text))}
    for end in (-1, 0):
        words = {text: name.split() for text, name in names.items()}
        shared = Counter(parts[end] for parts in words.values() if len(parts) > 1)
        least = max(2 if end else 3, SHARED * len(names))
        names |= {
            text: " ".join(parts[:-1] if end else parts[1:])
            for text, parts in words.items()
            if len(parts) > 1 and shared[parts[end]] >= least
        }
    return {n: (names[text], follow) for n, (text, follow) in entries.items()}


def _names(rows: Sequence[Row], places: Sequence[Place]) -> list[str | None]:
    named = _Slots(rows, places).best()
    follows = Counter(follow for _, follow in named.values() if follow and _WORD.search(follow))
    names: list[str | None] = []
    for n, place in enumerate(places):
        if n in named:
            names.append(_clean(named[n][0]))
        else:
            names.append(_of_tail(rows, place, {f for f, k in follows.items()}))
    return names


def _of_tail(rows: Sequence[Row], place: Place, follows: set[str]) -> str | None:
    """The name in a post's tail: it stands before what follows the names of the other posts."""
    low, high = place.tail
    for i in range(low, min(high, low + TAIL)):
        parts = [p for p in rows[i].shape.text.split("|") if p.strip()]
        keys = [shape_of(p.strip()).key for p in parts]
        if (
            len(parts) > 1
            and any(
                key == f or key.startswith(f + " ") or f.startswith(key + " ") or _alike(key, f)
                for key in keys[1:]
                for f in follows
            )
            and is_valid_name(parts[0])
        ):
            return _clean(parts[0])
        if (
            i + 2 < high
            and rows[i + 1].shape.mark
            and "|" in rows[i + 1].shape.text
            and any(_alike(rows[i + 2].shape.key, f) for f in follows)
            and is_valid_name(rows[i].shape.text)
        ):
            return _clean(rows[i].shape.text)
    return None


def _alike(key: str, other: str) -> bool:
    """Whether two shapes begin with the same counted word: `0级` and `0级 采纳率0%`."""
    first, second = key.split(" ")[0], other.split(" ")[0]
    return bool(first) and (first == second or ("0" in second and len(second) > 1 and first.startswith(second)))
