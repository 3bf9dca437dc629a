"""Seams: the lines between two posts, compared over the whole page; what is left between them are the posts' own lines.

Between one anchor and the next stand the rest of a head, the post, its tail and the beginning of the next head. Lines whose
shape comes again in most of these gaps are the template's; whether a shape stands before the text or behind it, it does so in all.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Callable, Sequence
from typing import NamedTuple

from qaclean.patterns import compile_at_once
from qaclean.posts.answered_below import answered_below, behind_seams
from qaclean.posts.asker_lines import asked_start
from qaclean.posts.cards_behind import end_of_card
from qaclean.posts.headed_followups import is_followup_label
from qaclean.posts.line_kinds import is_name, line_kind
from qaclean.posts.line_names import counts_of_member, is_rank, no_names
from qaclean.posts.line_rows import LONG_MASS, MASS, Anchors, Gap, Row
from qaclean.posts.line_votes import counts_votes
from qaclean.posts.line_words import heads_answers, heads_tail, is_button, names_nobody, says_by
from qaclean.posts.post_ends import without_ends

__all__ = ["Gap", "Seams", "compare_seams"]

WIDE_EDGE = 150  # rows from a page's title to the first anchor
EDGE = 30  # rows looked at before the first anchor
MOST = 0.45  # share of the gaps that makes a shape the template's
LOOK = 3  # rows ahead of a name in which the head goes on
MAX_TOLD = 24  # code points of a member's rank or count
CARD = 10  # ... of short rows, a member's card, above a row that stands in heads alone
MAX_TAKEN = 800  # rows of the last post
FEW = 3  # gaps that prove little of where a button stands
SAID = 3  # gaps that a sentence above running text must stand in to be the template's
SHORT = 6  # rows behind a mere number in which the text that it counts goes on
LEAD = 12  # rows of a first post without running text
_ITEM = compile_at_once(r"0[.、)]")


_STOPS = frozenset(".,!?\u3002")
_CODE_MARK = compile_at_once(r"[(){}\[\];<>=$#%]")


class Seams(NamedTuple):
    """The gaps behind each anchor, the one before the first, and the shapes of the template by their place. `whole`: nothing but the
    post's own stands between head and tail of a gap."""

    before: Gap
    lead: Gap
    gaps: tuple[Gap, ...]
    roles: dict[str, str]
    fixed: frozenset[int]
    whole: bool = False

    @property
    def asked_at(self) -> int:
        """The row at which the question's own words begin, where a head of answers stands below them; else one behind all."""
        return self.lead.start if self.lead.end > self.lead.start else self.before.end


class _Template:
    """The shapes that come again beside the anchors, and where they stand."""

    def __init__(self, rows: Sequence[Row], anchors: Anchors) -> None:
        self.rows = rows
        clusters = anchors.clusters
        self.inner = [(b + 1, a) for (_, b), (a, _) in itertools.pairwise(clusters)]
        self.edge = (max(0, clusters[0][0] - EDGE), clusters[0][0])
        self.last = (clusters[-1][1] + 1, min(anchors.end or len(rows), clusters[-1][1] + 1 + MAX_TAKEN))
        looked = [*self.inner, self.edge, (self.last[0], min(self.last[1], self.last[0] + 2 * EDGE))]
        seen: Counter[str] = Counter()
        for a, b in looked:
            seen.update(
                {
                    r.shape.key
                    for r in rows[a:b]
                    if r.shape.key
                    and (len(r.shape.key) <= 60 or (r.repeated and (r.mass == 0 or _is_address(r.shape.key))))
                    and (r.repeated or not r.shape.sentence)
                }
            )
        least = max(2.0, MOST * len(self.inner))
        quoted = self._above_text(looked)
        self.strong = {key for key, n in seen.items() if n >= (max(least, SAID) if key in quoted else least)}
        self.weak = {key for key, n in seen.items() if n >= 2}
        places = self._places()
        self.roles = {key: max(sorted(at), key=lambda w: at[w]) for key, at in places.items()}
        self.opening = {key for key, at in places.items() if set(at) == {"head"} and at["head"] >= FEW - 1}

    def _above_text(self, looked: Sequence[tuple[int, int]]) -> set[str]:
        """The sentences below which running text stands: one that comes twice may be quoted there; below a signature none stands."""
        found: set[str] = set()
        for a, b in looked:
            b = next((i for i in range(a, b) if self.rows[i].ends), b)
            text = next((i for i in range(b - 1, a - 1, -1) if self.rows[i].mass >= 2 * MASS), a)
            found.update(row.shape.key for row in self.rows[a:text] if row.shape.sentence and row.repeated)
        return found

    def is_fixed(self, i: int) -> bool:
        """Whether a row is the template's, or at least no text."""
        row = self.rows[i]
        shape = row.shape
        if not shape.key:
            return False
        if shape.mark or shape.key in self.strong or is_button(shape) or heads_answers(shape) or counts_votes(row):
            return True
        if shape.key[:1] == "[" and is_rank(shape.key):
            return True
        return bool(shape.date or shape.floor is not None) and row.mass == 0

    def _places(self) -> dict[str, Counter[str]]:
        """How often each strong shape stands in the `head`, the `tail` or `inner` of the gaps that have text for certain."""
        count: dict[str, Counter[str]] = {}
        for a, b in [*self.inner, self.last]:
            b = next((i for i in range(a, min(b, a + MAX_TAKEN)) if self.rows[i].ends), min(b, a + MAX_TAKEN))
            text = [i for i in range(a, b) if self.rows[i].mass >= MASS and self.rows[i].shape.key not in self.strong]
            if a == self.last[0]:
                text = text[:1]
                b = text[0] if text else a
            if not text:
                continue
            for i in range(a, b):
                key = self.rows[i].shape.key
                if key in self.strong:
                    where = "head" if i < text[0] else "tail" if i > text[-1] else "inner"
                    count.setdefault(key, Counter())[where] += 1
        return count

    def role(self, i: int) -> str:
        return self.roles.get(self.rows[i].shape.key, "")

    def head_end(self, start: int, end: int) -> int:
        """Where the head behind an anchor ends, with the card of its member."""
        return end_of_card(self.rows, self._template_end(start, end), end)

    def _template_end(self, start: int, end: int) -> int:
        """Where what the template wrote behind an anchor ends."""
        if not self.inner:
            return self._only_head(start, end)
        head = start
        i = start
        while i < end:
            role = self.role(i)
            if role == "tail" and i > start and not self.rows[i].shape.mark:
                break
            fixed = role != "tail" and (self.is_fixed(i) or self._tells_member(i))
            if role == "head" or fixed or self._is_aside(i, start, end):
                head = i + 1
            elif self.rows[i].mass >= MASS * 2 or not self._goes_on(i, end):
                break
            i += 1
        return head

    def _tells_member(self, i: int) -> bool:
        """Whether a row of a head is a member's rank or count."""
        row = self.rows[i]
        return row.mass < MASS and row.length <= MAX_TOLD and counts_of_member(row.shape.text)

    def _goes_on(self, i: int, end: int) -> bool:
        """Whether the head goes on below a row: soon, or below no more than a card (`Posts: 18`, `采纳率:66%`)."""
        if any(self.role(j) == "head" for j in range(i + 1, min(i + 1 + LOOK, end))):
            return True
        for j in range(i, min(i + CARD, end)):
            if self.rows[j].shape.key in self.opening:
                return True
            if self.rows[j].mass >= MASS or self.rows[j].shape.sentence:
                return False
        return False

    def _only_head(self, start: int, end: int) -> int:
        """Where the head of a page's only answer ends: at its first running text."""
        text = next((i for i in range(start, min(end, start + EDGE)) if self.rows[i].mass >= 2 * MASS), start)
        if any(self.is_fixed(i) for i in range(start, text)):
            return text
        return next((i for i in range(start, end) if not self.is_fixed(i)), end)

    def _is_aside(self, i: int, start: int, end: int) -> bool:
        """Whether a row of a head says a name before a separator, a label, or what stands behind one."""
        row = self.rows[i]
        if names_nobody(row.shape):
            return True
        if row.mass >= MASS or row.length > 30:
            return False
        by = no_names()[2]
        if row.shape.text.lower() in by:
            return True
        before_it = self.rows[i - 1]
        behind = i > start and (line_kind(before_it) == "label" or before_it.shape.text.lower() in by)
        if i == start and says_by(row.shape):
            return True
        if i + 1 < end and _ITEM.match(self.rows[i + 1].shape.key):
            return behind  # what announces a list is no label
        before = i + 1 < end and self.rows[i + 1].shape.mark and self.rows[i + 1].shape.text.strip() in "|·•/"
        return behind or (before and is_name(row)) or line_kind(row) == "label"

    def tail_start(self, head: int, end: int) -> int:
        """Where the text ends: at the first row of the tail's shapes behind a row of text."""
        found = False
        for i in range(head, end):
            row = self.rows[i]
            if heads_tail(row.shape):
                return self._without_fixed(head, i)
            if not self.is_fixed(i):
                found = True
            elif (
                found
                and not self._counts_text(i, end)
                and not row.shape.mark
                and not self._heads_followup(i, end)
                and (self.role(i) == "tail" or row.ends or heads_answers(row.shape) or self._closes(i, end))
            ):
                return self._without_fixed(head, i)
        return self._without_fixed(head, end)

    def _heads_followup(self, i: int, end: int) -> bool:
        """Whether a row heads what asker and answerer go on with, or is the button right above such a head."""
        return any(is_followup_label(row) for row in self.rows[i : min(i + 2, end)])

    def _counts_text(self, i: int, end: int) -> bool:
        """Whether a row is the mere number above running text, marks and a few short lines aside: the votes of a post, the clicks on a link
        or a picture, no end of one."""
        if self.rows[i].shape.key != "0":
            return False
        below = [j for j in range(i + 1, min(end, i + 1 + SHORT)) if not self.rows[j].shape.mark]
        text = next((n for n, j in enumerate(below) if self.rows[j].mass >= 2 * MASS), -1)
        return text == 0 or (text > 0 and not any(self.is_fixed(j) for j in below[:text]))

    def _closes(self, i: int, end: int) -> bool:
        """Whether a button closes a post: no text follows at once, and it is not the text's own (an edit link below each of its
        headings: said again in this gap and in no other)."""
        key = self.rows[i].shape.key
        if not is_button(self.rows[i].shape) or (self.role(i) in ("inner", "head") and len(self.inner) > FEW):
            return False
        if key not in self.weak and any(self.rows[j].shape.key == key for j in range(i + 1, end)):
            return False
        return i + 1 >= end or self.rows[i + 1].mass < MASS

    def _without_fixed(self, head: int, end: int) -> int:
        while end > head and self.is_fixed(end - 1):
            end -= 1
        return end

    def gap(self, start: int, end: int) -> Gap:
        head = self.head_end(start, end)
        tail = max(head, self.tail_start(head, end))
        text = self._below_labels(head, tail, end)
        return (
            Gap(start, text, max(text, self.tail_start(text, end)), end) if text > tail else Gap(start, head, tail, end)
        )

    def _below_labels(self, head: int, tail: int, end: int) -> int:
        """The row of running text soon below what was taken for a post and is nothing but lines that the page says again: its head goes on to there."""
        rows = self.rows
        if head == tail or not all(rows[i].repeated and rows[i].mass == 0 for i in range(head, tail)):
            return head
        soon = range(tail, min(end, tail + SHORT))
        return next(
            (i for i in soon if rows[i].mass >= LONG_MASS and not rows[i].repeated and not self.is_fixed(i)), head
        )

    def gap_above(self, start: int, end: int) -> Gap:
        """The gap before an anchor that stands below its post: what is dated in it, and above buttons, is said of the post before."""
        for head in (*behind_seams(self.rows, start, end), start):
            head = self.behind_fixed(head, end)
            tail = self.tail_start(head, end)
            if any(self.rows[i].mass >= MASS and not self.is_fixed(i) for i in range(head, tail)):
                return Gap(start, head, tail, end)
        return self.gap(start, end)

    def behind_fixed(self, head: int, end: int) -> int:
        """The row behind the last of the template's before running text."""
        text = next((i for i in range(head, end) if self.rows[i].mass >= MASS and not self.is_fixed(i)), end)
        return next((i + 1 for i in range(text - 1, head - 1, -1) if self.is_fixed(i)), head)


def _is_address(key: str) -> bool:
    """Whether a row is nothing but an address: of several with other numbers each leads to a post."""
    return "://" in key and " " not in key


def compare_seams(rows: Sequence[Row], anchors: Anchors, above: int, stops: Callable[[int, int], int]) -> Seams:
    """The seams of a page by its anchors; `above` is the first row that can be a post's, `stops(head, end)` tells where the last
    post ends at the latest."""
    template = _Template(rows, anchors)
    above_date = answered_below(rows, anchors)
    inner = [template.gap_above(a, b) if above_date else template.gap(a, b) for a, b in template.inner]
    inner = without_ends(rows, template.edge, inner)
    start, end = template.last
    head = template.head_end(start, end)
    last = Gap(start, head, template.tail_start(head, stops(head, end)), end)
    low, high = above or max(0, template.edge[1] - WIDE_EDGE), template.edge[1]
    top = high
    while top > low and (template.is_fixed(top - 1) or template.role(top - 1) == "tail"):
        top -= 1
    lead = _first_start(rows, template, low, top) if above_date else _lead_start(rows, template, low, top)
    if anchors.kind == "counted":  # name and rank stand above each answer
        lead = template.behind_fixed(lead, top)
    before = Gap(low, lead, template.tail_start(lead, top) if above_date else top, high)
    section = next((i for i in range(low, lead) if heads_answers(rows[i].shape)), low)
    asked = template.gap(asked_start(rows, low, section), section) if section > low else Gap(low, low, low, low)
    fixed = frozenset(
        i
        for gap in (before, asked, *inner, last)
        for i in range(gap.head, gap.tail)
        if template.is_fixed(i) and _parts(rows[i], template.role(i))
    )
    return Seams(before, asked, (*inner, last), template.roles, fixed, above_date)


def _parts(row: Row, role: str) -> bool:
    """Whether a row of the template inside a post parts it: marks alone do so where they are separators; others are lines of code, or end a
    sentence that a link parted."""
    if row.shape.text in _STOPS:
        return False
    return role != "" if not row.shape.mark else role in ("head", "tail") or _CODE_MARK.search(row.shape.text) is None


def _first_start(rows: Sequence[Row], template: _Template, low: int, top: int) -> int:
    """Where an answer above its date begins: below the last head of answers, or as in any thread."""
    head = next((i for i in range(top - 1, low - 1, -1) if heads_answers(rows[i].shape)), -1) + 1
    if not head:
        return _lead_start(rows, template, low, top)
    for start in (*behind_seams(rows, head, top), head):
        while start < top and (template.is_fixed(start) or line_kind(rows[start]) == "number"):
            start += 1
        if any(rows[i].mass >= MASS for i in range(start, template.tail_start(start, top))):
            return start
    return head


def _lead_start(rows: Sequence[Row], template: _Template, low: int, top: int) -> int:
    """Where the text right above the first anchor begins: below a head of answers, or what is no text."""
    lead, short = top, 0
    for i in range(top - 1, low - 1, -1):
        if template.role(i) == "head" or heads_answers(rows[i].shape):
            return i + 1 if lead == top and top - i <= LEAD else lead
        if rows[i].mass >= MASS and not rows[i].ends:
            lead, short = i, 0
        else:
            short += 1
            if short > LEAD or (short > 2 and lead < top):
                break
    return lead
