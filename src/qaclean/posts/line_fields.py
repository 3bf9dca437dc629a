"""Author, date, floor and acceptance of posts, read from their place in the lines around each.

A name has no list: it is what changes from post to post at one place of the head (behind the date, above the rank), and what
does not change there is the template's.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from qaclean.patterns import compile_at_once, compile_on_use
from qaclean.posts.line_names import clean_name, is_rank, is_told_of_member, is_valid_name, known_words, no_names
from qaclean.posts.line_rows import Row
from qaclean.posts.line_shapes import DATE, shape_of
from qaclean.posts.line_words import (
    heads_accepted,
    heads_answers,
    is_button,
    says_by,
    without_counts,
)
from qaclean.posts.member_cards import card_above, card_of_first
from qaclean.posts.model import PostFields
from qaclean.posts.name_affixes import without_counts_behind, without_shared
from qaclean.posts.post_dates import Place, dates_of
from qaclean.posts.tail_names import name_in_head, name_in_tail

__all__ = ["Place", "read_fields"]

NEAR = 5  # rows between an anchor and the name
# Share of the heads in which a template's row stands; in more hardly any member's own line does.
EVERYWHERE, ALL = 0.6, 0.8
AGREE, EVEN = 0.8, 0.5  # what it is worth that the heads with one name say the same, and from which share of them on
FROM_TOP = 0.3  # what a head begins with may be the end of the post above
NEAREST = 0.05  # the row right above may be the end of a short post
CARD = 0.1  # the first line of a member's card
OF_ONE = 1.0  # what stands beside one of several posts alone may be said of the page
BY = 0.2  # behind `by` on the line before
FEW, SAME = 3, 0.8  # posts; share of the heads in which two places say the same
TOP = 2  # first rows of a head that may be the name
MIN_COVER = 0.5
_PARTS = compile_on_use(r"\s*[|·•»›>()\[\]「」【】\t]+\s*|\s{2,}|,\s|\s[-–—]\s")
_WORDS = compile_at_once(r"\w+")
_MARK_AT_END = compile_on_use(r"[,|·•–—)\]-]\s{0,3}\x01$")
_WORD = compile_at_once(r"[^\W_]")


def read_fields(rows: Sequence[Row], places: Sequence[Place], reference: datetime | None = None) -> list[PostFields]:
    """The fields of each post, in order."""
    names = _names(rows, places)
    dates = dates_of(rows, places, reference)
    marks = [_is_accepted(rows, place) for place in places]
    some = any(marks)
    return [
        PostFields(name, date, None, True if mark else False if some else None)
        for name, date, mark in zip(names, dates, marks, strict=True)
    ]


def _is_accepted(rows: Sequence[Row], place: Place) -> bool:
    _, _, accepted, above = known_words()
    for i in range(place.head[0], place.head[1] + 1):
        if i >= len(rows):
            break
        words = rows[i].shape.text.strip(" :()[]【】★☆√✓|")
        if (words in accepted and words not in above) or heads_accepted(rows[i].shape):
            return True
    return any(rows[i].shape.text.strip(" :()[]【】★☆√✓|") in above for i in range(*place.tail))


def _is_by(key: str) -> bool:
    return key.strip(" :").lower() in no_names()[2]


def _says_buttons(remark: str) -> bool:
    """Whether all words behind a date are buttons, counts, or words of ranks (`2018-01-03 14:51 亮了 ( 0 )`)."""
    known = known_words()[0]
    return all(w == "0" or w in known or is_button(shape_of(w)) for w in _WORDS.findall(remark.lower()))


def _doubt(slot: str) -> float:
    """How much less names are to be found at a place than inside the anchor's line."""
    if slot == "^up":
        return NEAREST
    if slot == "card":
        return -CARD
    if slot[0] == "^":
        return FROM_TOP + 0.1 * int(slot[1:])
    if slot[0] in "+-":
        return 0.1 * int(slot[1:])
    return (-BY if slot[0] == "<" and _is_by(slot[1:]) else 0.35) if slot[0] in "<>" else 0.0


class _Slots:
    """The places of a head at which something stands, and what it is in each post."""

    def __init__(self, rows: Sequence[Row], places: Sequence[Place]) -> None:
        self.rows, self.places = rows, places
        self.found: dict[str, dict[int, tuple[str, str]]] = {}
        self.common, self.everywhere = self._common(), self._in_heads(EVERYWHERE)
        self.of_posts = self._in_heads(ALL) | self._labels()
        self.told = [self._told(place) for place in places]
        for n, place in enumerate(places):
            if place.anchor is not None:
                self._inside(n, place)
                self._beside(n, place)
                if n or len(places) < FEW:  # above the first post stands the page's menu
                    self._from_top(n, place)
                self._nearest(n, place)
        self._from_cards()

    def _told(self, place: Place) -> frozenset[str]:
        """What the head of a post says that not most say, and no date alone."""
        own = (self.rows[i].shape for i in range(*place.head) if not self._stands_in_most(i))
        return frozenset(shape.text for shape in own if shape.place != "alone")

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
            if n >= max(3, 0.7 * count) or ("0" in key and n > 1 and (len(said[key]) > 1 or is_rank(key)))
        )

    def _in_heads(self, share: float) -> frozenset[str]:
        """The shapes of rows that stand in so many of the heads."""
        seen = Counter(key for place in self.places for key in {self.rows[i].shape.key for i in range(*place.head)})
        return frozenset(key for key, n in seen.items() if n >= max(3, share * len(self.places)))

    def _labels(self) -> frozenset[str]:
        """The labels with something behind them that stand in several heads."""
        heads = ({self.rows[i].shape.text for i in range(*place.head)} for place in self.places)
        seen = Counter(k for head in heads for k in {t.partition(":")[0] + ":" for t in head if ": " in t})
        return frozenset(label for label, n in seen.items() if n > 1)

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
                said_by = bare != part and bare == self._without_lead(part)  # one person may write most posts
                if (said_by or shape_of(part).key not in self.common) and is_valid_name(bare):
                    self._add("in", n, bare, shape_of(parts[k + 1]).key if k + 1 < len(parts) else "")
                    break

    def _without_lead(self, part: str) -> str:
        """The part without known words before it: `Post by ann` is `ann`."""
        words = part.split()
        known, by = known_words()[0], no_names()[2] | no_names()[3]
        while len(words) > 1 and (word := words[0].lower().strip(":,")) and (word in known or word in by):
            words = words[1:]
        return " ".join(words)

    def _bare(self, part: str) -> str:
        """The part without known words at its ends, and without counts behind it: `Post by ann 41 points` is `ann`."""
        known = known_words()[0]
        words = self._without_lead(part).split()
        while len(words) > 1 and words[-1].lower().strip(":,()") in known:
            words = words[:-1]
        bare = without_counts_behind(" ".join(words)) if len(words) > 3 else " ".join(words)
        label, _, value = bare.partition(":")
        return value.strip() if label.strip().lower() in known and value.strip() else bare

    def _beside(self, n: int, place: Place) -> None:
        assert place.anchor is not None
        first, last = place.anchor
        low, high = place.head
        for offset in range(1, NEAR + 1):
            for i, slot in ((first - offset, f"-{offset}"), (last + offset, f"+{offset}")):
                if low <= i < high and first <= high:  # no post stands between
                    self._row(n, i, slot)
        for i in range(low, high):
            if not first <= i <= last:
                for j, side in ((i - 1, "<"), (i + 1, ">"), (i + 2, ">>")):
                    if low <= j < high and self._marks_place(j):
                        self._row(n, i, side + self.rows[j].shape.key)

    def _marks_place(self, j: int) -> bool:
        """Whether a row tells what stands beside it: it comes again, is a mark, or says `by`."""
        return self.rows[j].repeated or self.rows[j].shape.mark or _is_by(self.rows[j].shape.key)

    def _from_top(self, n: int, place: Place) -> None:
        """The first rows of a head: many cards begin with the name, however long they are; the letter of an avatar is none."""
        own = [i for i in range(*place.head) if not self._is_aside(i) and not self._is_template(i)]
        if len(own) > 1 and self._is_initial(own[0], own[1]):
            own = own[1:]
        for k, i in enumerate(own[:TOP]):
            self._row(n, i, f"^{k}")

    def _from_cards(self) -> None:
        """The names that members' cards above the dates begin with."""
        cards = []
        for n, (place, before) in enumerate(zip(self.places[1:], self.places, strict=False), start=1):
            floor = before.anchor[1] + 1 if before.anchor else place.head[0]
            card = card_above(self.rows, floor, place, self.of_posts)
            if card is not None:
                self._row(n, card.name, "card")
                cards.append((card, place))
        first = card_of_first(self.rows, self.places[0], cards) if self.places else -1
        if first >= 0:
            self._row(0, first, "card")

    def _is_template(self, i: int) -> bool:
        """Whether a row is the site's by its words: a button, a head of answers, a rank."""
        shape = self.rows[i].shape
        return is_button(shape) or heads_answers(shape) or self.rows[i].ends or is_told_of_member(shape.text)

    def _nearest(self, n: int, place: Place) -> None:
        """The name right above the anchor, but for marks, ranks, labels and remarks between."""
        assert place.anchor is not None
        if place.head[1] < place.anchor[0]:
            return  # the post's words stand right above it
        for i in range(place.anchor[0] - 1, max(place.head[0], place.anchor[0] - NEAR) - 1, -1):
            shape = self.rows[i].shape
            if not (shape.mark or is_button(shape) or is_rank(shape.key) or is_told_of_member(shape.text)):
                self._row(n, i, "^up")
                return

    def _is_aside(self, i: int) -> bool:
        """Whether a row of a head is a mark, the template's, or said of a label before it."""
        labelled = i > 0 and self.rows[i - 1].shape.text.rstrip().endswith(":")
        return labelled or self._stands_in_most(i)

    def _stands_in_most(self, i: int) -> bool:
        """Whether a row of a head is a mark, or stands in most."""
        return self.rows[i].shape.mark or self.rows[i].shape.key in self.everywhere

    def _row(self, n: int, i: int, slot: str) -> None:
        row = self.rows[i]
        if row.shape.date:  # the name and the date of a post beside its floor, a mark between them
            key, _, remark = row.shape.key.partition(DATE)
            ends = not remark or is_told_of_member(remark.strip()) or _says_buttons(remark)
            if not ends or _MARK_AT_END.search(key + DATE) is None:
                return
            part = next(iter(self._parts(i)), "")
            if is_valid_name(part) and shape_of(part).key not in self.common:
                self._add(slot, n, part, row.shape.key)
            return
        text = row.shape.text
        if is_button(row.shape) or self._is_avatar(i):
            return  # its first word may be known to stand before a name
        name = self._bare(text) if says_by(row.shape) else self._without_lead(text)
        if row.shape.key and not row.shape.mark and is_valid_name(name):
            at = i + 2 if i + 1 < len(self.rows) and self.rows[i + 1].shape.mark else i + 1
            self._add(slot, n, name, self.rows[at].shape.key if at < len(self.rows) else "")

    def _is_initial(self, i: int, below: int) -> bool:
        """Whether a row is one letter, with which the row `below` begins: an avatar."""
        letter = self.rows[i]
        return letter.length == 1 and self.rows[below].shape.text[:1].lower() == letter.shape.text.lower()

    def _is_avatar(self, i: int) -> bool:
        """Whether a row is the letter of an avatar, above a name that begins with it."""
        return i + 1 < len(self.rows) and len(self.rows[i + 1].shape.text) > 1 and self._is_initial(i, i + 1)

    def _agrees(self, values: dict[int, str]) -> float:
        """How much the heads with one value say the same beside it: those of one person do, those of one rank do not."""
        last: dict[str, int] = {}
        shared: list[float] = []
        for n, value in values.items():
            before = last.get(value)
            last[value] = n
            one, other = (self.told[k] - {value} for k in (n, n if before is None else before))
            if before is not None and one and other:
                shared.append(len(one & other) / min(len(one), len(other)))
        return AGREE * (sum(shared) / len(shared) - EVEN) if len(shared) > 1 else 0.0

    def named_by(self) -> dict[int, tuple[str, str]]:
        """What stands behind `by` on the line before."""
        found: dict[int, tuple[str, str]] = {}
        for slot, entries in sorted(self.found.items()):
            if slot[0] == "<" and _is_by(slot[1:]):
                found = {**entries, **found}
        return found

    def best(self) -> dict[int, tuple[str, str]]:
        """What stands at the place that looks most like that of the names."""
        count = sum(place.anchor is not None for place in self.places)
        best: tuple[float, str] = (0.0, "")
        for slot, entries in sorted(self.found.items()):
            values = Counter(text for text, _ in entries.values())
            few = _is_by(slot[1:]) and len(entries) < MIN_COVER * count  # said of one post alone
            if few or len(entries) < max(1, MIN_COVER * (count - 1)) or (len(values) == 1 and len(entries) > 2):
                continue
            numbers = sum(shape_of(v).key.partition(" ")[0] == "0" for v in values.elements()) / len(entries)
            shapes = {shape_of(text).key for text in values}
            score = len(entries) / count + 0.7 * len(shapes) / len(entries) - numbers + (0.6 if slot == "in" else 0)
            score += self._agrees({n: text for n, (text, _) in entries.items()}) - _doubt(slot)
            score -= OF_ONE * (len(entries) == 1 and count > 2)
            if score > best[0]:
                best = (score, slot)
        return _without_shared(self._completed(best[1]))

    def _completed(self, slot: str) -> dict[int, tuple[str, str]]:
        """What stands at a place, and in heads where nothing does what stands at another that says the same in most of the others."""
        entries = self.found.get(slot, {})
        if len(entries) == len(self.places):
            return entries
        told = {n: text for n, (text, _) in entries.items()}
        like: list[tuple[float, str]] = []
        for other, found in self.found.items():
            both = [n for n in found if n in told]
            same = sum(found[n][0] == told[n] for n in both)
            if same >= FEW and same >= SAME * len(both):
                like.append((-same, other))
        for _, other in sorted(like):
            entries = {**self.found[other], **entries}
        return entries


def _without_shared(entries: dict[int, tuple[str, str]]) -> dict[int, tuple[str, str]]:
    """The names without what they share with the others of the page."""
    names = without_shared(text for text, _ in entries.values())
    return {n: (names[text], follow) for n, (text, follow) in entries.items()}


def _names(rows: Sequence[Row], places: Sequence[Place]) -> list[str | None]:
    slots = _Slots(rows, places)
    named = {**slots.named_by(), **slots.best()}
    follows = Counter(follow for _, follow in named.values() if follow and _WORD.search(follow))
    names: list[str | None] = []
    for n, place in enumerate(places):
        if (told := name_in_head(rows, place)) is not None:
            names.append(told)
        elif n in named:
            names.append(clean_name(named[n][0]))
        else:
            names.append(name_in_tail(rows, place, {f for f, k in follows.items()}))
    return names
