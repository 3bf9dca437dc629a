"""What rules or a profile change on a page: it is cleaned without them and with them, and the runs of text that come out otherwise are named."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from qaclean.cleaner import Cleaner
from qaclean.intake import Source
from qaclean.profiles.own_rules import LINE, PHRASE, Rule
from qaclean.records import Page
from qaclean.records.models import Removed
from qaclean.stripper.own_cues import Patience, finder_of, plain

__all__ = ["Change", "Trial", "keeping_rule", "try_out"]


class Change(NamedTuple):
    """A run of a page's text, within one line (from 1), that goes (`gone`) or stays now; `rule` removes it now, or did before."""

    line: int
    text: str
    gone: bool
    rule: str


class Trial(NamedTuple):
    """A page without the rules and with them, and the changes in order."""

    before: Page
    after: Page
    changes: tuple[Change, ...]

    def characters(self, *, gone: bool) -> int:
        """How many characters go (or stay) now that did not before, white space aside."""
        return sum(len("".join(change.text.split())) for change in self.changes if change.gone is gone)


def try_out(source: Source, before: Cleaner, after: Cleaner) -> Trial:
    """Clean a document twice. Errors: as in `qaclean.clean`.

    >>> from qaclean.cleaner import Options
    >>> from qaclean.profiles.own_rules import read_rules
    >>> from qaclean.profiles.rule_sets import RuleSet
    >>> own = RuleSet(read_rules([{"id": "ad", "do": "drop", "whole": "小店周三全场九折"}], "", "a.toml"))
    >>> page = Source("a.txt", 0, "怎么办?\\n小店周三全场九折\\n先关机,等一分钟再打开,一般就好了。")
    >>> try_out(page, Cleaner(), Cleaner(Options(rules=own))).changes
    (Change(line=2, text='小店周三全场九折', gone=True, rule='ad'),)
    """
    was, now = _cleaned(before, source), _cleaned(after, source)
    return Trial(was, now, tuple(_changes(was, now)))


def _cleaned(cleaner: Cleaner, source: Source) -> Page:
    known = cleaner.knowing(source.fetched, source.profile)
    return known.clean(source.content, url=source.url, media_type=source.media_type)


def _changes(before: Page, after: Page) -> list[Change]:
    text = after.source_text
    was, now = _mask(before.removed, len(text)), _mask(after.removed, len(text))
    found: list[Change] = []
    at = 0
    for line, row in enumerate(text.split("\n"), 1):
        end = at + len(row)
        if was[at:end] != now[at:end]:
            found += _in_line(text, line, (at, end), (was, now), (before.removed, after.removed))
        at = end + 1
    return found


def _in_line(
    text: str, line: int, span: tuple[int, int], masks: tuple[bytes, bytes], rows: tuple[Sequence[Removed], ...]
) -> list[Change]:
    """The runs of a line that both pages decide otherwise."""
    was, now = masks
    at, end = span
    found: list[Change] = []
    while at < end:
        stop = at + 1
        if was[at] != now[at]:
            while stop < end and (was[stop], now[stop]) == (was[at], now[at]):
                stop += 1
            words = text[at:stop].strip()
            if words:
                found.append(Change(line, words, bool(now[at]), _rule_at(rows[1] if now[at] else rows[0], at)))
        at = stop
    return found


def _mask(removed: Sequence[Removed], length: int) -> bytes:
    mask = bytearray(length)
    for row in removed:
        mask[row.span[0] : row.span[1]] = b"\x01" * (row.span[1] - row.span[0])
    return bytes(mask)


def _rule_at(removed: Sequence[Removed], at: int) -> str:
    """The rule of the removal that holds a place."""
    index = bisect_right(removed, at, key=lambda row: row.span[0]) - 1
    return removed[index].rule if index >= 0 and removed[index].span[1] > at else ""


def keeping_rule(rules: Sequence[Rule], words: str) -> Rule | None:
    """The rule that keeps a line, or a phrase in it, that would have gone; None where it is a zone's or an element's."""
    for on in (LINE, PHRASE):
        for rule in rules:
            if rule.keeps and rule.on == on and finder_of((rule,)).spans(plain(words), words, Patience()):
                return rule
            if rule.keeps and rule.on == on and finder_of((rule,)).find(plain(words), words, Patience()):
                return rule
    return None
