"""What each line of a page shows of its part in a thread: its shape, its repetition, its place beside the anchors, the title it repeats."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from itertools import accumulate, pairwise

from qaclean.posts.anchors import Anchors, Row
from qaclean.posts.line_words import heads_answers, is_button
from qaclean.segments.signals import Evidence
from qaclean.text.titles import asks, split_title

__all__ = ["line_features", "line_kind", "title_rows"]

TITLE_LINES = 6  # first lines of which one may be the page's `<title>`
MIN_TITLE = 4
NEAR = 8  # rows of a head or a tail that are compared over all posts
FAR = 13
TEXT = 8.0  # of a row's mass: it is text
HELD = 20.0  # of the mass between two rows: there is a post
_NAME = re.compile(r"[^\s,:;!?()\[\]{}<>|\"“”。、…/\\=]{1,20}(?:\s[^\s,:;!?()\[\]{}<>|\"“”。、…/\\=]{1,14}){0,2}")
_RE = re.compile(r"^(?:re|aw|回复|答复|sv|fwd?)\s?:\s?", re.IGNORECASE)


def line_kind(row: Row) -> str:
    """The kind of a line, as a short name.

    A date `D` with its kind and place, a floor `F`, a number, a button, a head of answers, a name, text by its length.
    """
    shape = row.shape
    if not shape.key:
        return "long"
    if shape.mark:
        return "mark"
    if heads_answers(shape):
        return "section"
    if row.ends:
        return "end"
    if shape.date:
        if shape.sentence and row.length > 50:
            return "dated-text"
        return f"D{'F' if shape.floor is not None else ''}{shape.date[0]}{shape.place[0]}"
    if is_button(shape):
        return "button"
    if shape.floor is not None:
        return "F" if len(shape.rest.strip(" |")) < 3 else "F-words" if row.length <= 40 else "text"
    if shape.key == "0":
        return "number"
    if shape.sentence:
        return "sentence" if row.length <= 40 else "text"
    if row.length <= 24 and _NAME.fullmatch(shape.text):
        return "name0" if "0" in shape.key else "name"
    if shape.text.rstrip().endswith(":"):
        return "label"
    return "words0" if "0" in shape.key and row.length <= 30 else "words" if row.length <= 30 else "text"


def title_rows(rows: Sequence[Row]) -> tuple[list[bool], int]:
    """Which rows say the page's title, and the row of the title itself (the longest of the first lines that comes again), or -1."""
    own: dict[str, int] = {}
    best, at = "", -1
    texts = Counter(row.shape.text for row in rows if row.length <= 160)
    for row in rows[:TITLE_LINES]:
        text = row.shape.text
        if not MIN_TITLE <= len(text) <= 200:
            continue
        words = text[: split_title(text).length]
        for other in texts:
            if (
                MIN_TITLE <= len(other) < len(text)
                and len(other) > len(best)
                and text.startswith(other)
                and not text[len(other)].isalnum()
            ):
                best, at = other, row.at
        if at < 0 and words != text and len(words) >= 6 and row.at < 3:
            own[words] = row.at
    if at < 0 and own:
        best = max(own, key=len)
        at = own[best]
    if not best:
        return [False] * len(rows), -1
    said = [_RE.sub("", row.shape.text) == best for row in rows]
    return said, at


def _near(n: int) -> str:
    return str(n) if n < 5 else "5-8" if n <= 8 else "9-13" if n <= FAR else "14+"


def _share(part: float) -> str:
    return "0" if part < 0.05 else "<.3" if part < 0.3 else "<.7" if part < 0.7 else "<.95" if part < 0.95 else "1"


class _Places:
    """Where a row stands between the anchors, and what stands at the same place beside the others."""

    def __init__(self, rows: Sequence[Row], anchors: Anchors | None) -> None:
        self.rows = rows
        self.clusters = anchors.clusters if anchors else ()
        self.firsts = [a for a, _ in self.clusters]
        gaps = [(b + 1, a) for (_, b), (a, _) in zip(self.clusters, self.clusters[1:], strict=False)]
        self.count = len(gaps)
        self.below, self.above = [], []
        for offset in range(NEAR):
            self.below.append(self._column([a + offset for a, b in gaps if a + offset < b]))
            self.above.append(self._column([b - 1 - offset for a, b in gaps if b - 1 - offset >= a]))
        seen: Counter[str] = Counter()
        for a, b in gaps:
            seen.update({r.shape.key for r in rows[a : min(b, a + 400)] if r.shape.key and r.length <= 40})
        self.least = max(2, 0.5 * self.count)
        self.strong = {key for key, n in seen.items() if n >= self.least}

    def _column(self, at: Sequence[int]) -> tuple[str, str]:
        """The share of text among the rows at one place, and how alike they are."""
        if not at:
            return "none", "none"
        text = sum(self.rows[i].mass >= 12 for i in at) / len(at)
        keys = Counter(self.rows[i].shape.key for i in at)
        return _share(text), _share(max(keys.values()) / len(at)) if len(at) > 1 else "one"

    def features(self, i: int, kind: str) -> list[str]:
        if not self.clusters:
            return ["no-anchors", f"no-anchors:{kind}"]
        n = bisect_right(self.firsts, i) - 1
        out = []
        if n >= 0 and i <= self.clusters[n][1]:
            last = "last" if n == len(self.clusters) - 1 else "first" if n == 0 else "in"
            return ["anchor", f"anchor-{last}"]
        below = i - self.clusters[n][1] - 1 if n >= 0 else -1
        above = self.firsts[n + 1] - i - 1 if n + 1 < len(self.clusters) else -1
        where = "pre" if n < 0 else "post" if above < 0 else "in"
        out.append(f"at:{where}")
        out.append(f"at:{where}:{kind}")
        if below >= 0:
            out.append(f"below:{where}:{_near(below)}")
            if below < NEAR:
                text, alike = self.below[below]
                out += [f"column-below:{text}", f"column-below:{text}:{alike}", f"column-below:{text}:{kind}"]
        if above >= 0:
            out.append(f"above:{where}:{_near(above)}")
            if above < NEAR:
                text, alike = self.above[above]
                out += [f"column-above:{text}", f"column-above:{text}:{alike}", f"column-above:{text}:{kind}"]
        return out

    def is_strong(self, i: int) -> bool:
        return 0 <= i < len(self.rows) and self.rows[i].shape.key in self.strong


class _Habits:
    """What stands beside the lines of one shape, over the page: text below, text above, text between one and the next."""

    def __init__(self, rows: Sequence[Row], kinds: Sequence[str]) -> None:
        self.rows = rows
        self.own = [self._name(row, kind) for row, kind in zip(rows, kinds, strict=True)]
        total = [0.0, *accumulate(row.mass for row in rows)]
        at: dict[str, list[int]] = {}
        for i, name in enumerate(self.own):
            if name:
                at.setdefault(name, []).append(i)
        self.habit: dict[str, str] = {}
        for name, places in at.items():
            if len(places) > 1:
                below = sum(i + 1 < len(rows) and rows[i + 1].mass >= TEXT for i in places) / len(places)
                above = sum(i > 0 and rows[i - 1].mass >= TEXT for i in places) / len(places)
                held = [total[b] - total[a + 1] for a, b in pairwise(places)]
                between = sum(h >= HELD for h in held) / len(held)
                self.habit[name] = f"{_times(len(places))}/{_third(below)}{_third(above)}{_third(between)}"

    def _name(self, row: Row, kind: str) -> str:
        if row.repeated and row.length <= 40:
            return row.shape.key
        return kind if kind[:1] in "DF" and kind != "dated-text" else ""

    def of(self, i: int) -> str:
        return self.habit.get(self.own[i], "-") if 0 <= i < len(self.rows) else "-"

    def features(self, i: int) -> list[str]:
        own, up, down = self.of(i), self.of(i - 1), self.of(i + 1)
        out = [f"habit:{own}", f"habit-up:{up}", f"habit-down:{down}"]
        if own == "-":
            out.append(f"habits:{up[-3:]}|{down[-3:]}")
            for d in (2, 3):
                if up == "-" and self.of(i - d) != "-":
                    out.append(f"habit-up{d}:{self.of(i - d)[-3:]}")
                    break
            for d in (2, 3):
                if down == "-" and self.of(i + d) != "-":
                    out.append(f"habit-down{d}:{self.of(i + d)[-3:]}")
                    break
        else:
            out.append(f"habits:{up[-3:]}|{own[-3:]}|{down[-3:]}")
        return out


def _third(part: float) -> str:
    return "n" if part < 0.25 else "s" if part < 0.7 else "y"


def line_features(rows: Sequence[Row], evidence: Sequence[Evidence], anchors: Sequence[Anchors]) -> list[list[str]]:
    """The names of what each row shows, for the chain."""
    best = anchors[0] if anchors else None
    places = _Places(rows, best)
    kinds = [line_kind(row) for row in rows]
    habits = _Habits(rows, kinds)
    said, at = title_rows(rows)
    keys = Counter(row.shape.key for row in rows if row.shape.key)
    told = [*accumulate(said, initial=0)]
    since_title = since_section = since_end = 10**6
    indents = Counter(rows[a].indent for a in places.firsts)
    base = indents.most_common(1)[0][0] if indents else None
    names = {
        row.shape.text for row, kind in zip(rows, kinds, strict=True) if kind in ("name", "name0") and row.repeated
    }
    held = (
        "none"
        if best is None
        else "weak"
        if best.score < 1
        else "some"
        if best.score < 4
        else "good"
        if best.score < 12
        else "best"
    )
    out = []
    padded = ["^^", "^", *kinds, "$", "$$"]
    for i, (row, seen) in enumerate(zip(rows, evidence, strict=True)):
        kind, up, upper, down, lower = padded[i + 2], padded[i + 1], padded[i], padded[i + 3], padded[i + 4]
        repeat = _times(keys.get(row.shape.key, 1))
        features = [
            kind, f"up:{up}", f"down:{down}", f"upper:{upper}", f"lower:{lower}",
            f"{up}|{kind}", f"{kind}|{down}", f"{up}|{kind}|{down}", f"held:{held}:{kind}",
            f"times:{repeat}", f"times:{repeat}:{kind}",
        ]  # fmt: skip
        features += places.features(i, kind)
        features += habits.features(i)
        features += [f"cue:{cue}" for cue in seen.cues]
        strong = places.is_strong(i)
        features.append(f"strong:{places.is_strong(i - 1)}:{strong}:{places.is_strong(i + 1)}")
        if row.shape.text in names:
            features.append("name-again")
        if said[i]:
            features += [
                "title",
                f"title:{'last' if told[i + 1] == told[-1] else 'more'}:{'first' if told[i] == 0 else 'again'}",
                f"title:{down}",
            ]
        if i == at:
            features.append("title-line")
        if told[-1] and told[i + 1] == 0:
            features.append("title-comes")
        if asks(row.shape.text[:200]) and row.length < 120:
            features.append("asks")
            features.append(f"asks:{kind}")
        features += [
            f"title-ago:{_near(since_title)}",
            f"section-ago:{_near(since_section)}",
            f"end-ago:{_near(since_end)}",
        ]
        if base is not None and base > 0:
            features.append(f"indent:{'less' if row.indent < base else 'same' if row.indent == base else 'more'}")
        features.append(f"length:{len(bin(min(row.length, 1023))) - 2}")
        since_title = 0 if said[i] else since_title + 1
        since_section = 0 if kind == "section" else since_section + 1
        since_end = 0 if kind == "end" else since_end + 1
        out.append(features)
    return out


def _times(n: int) -> str:
    return str(n) if n < 3 else "3-5" if n < 6 else "6+"
