"""Text repairs as recorded, invertible edits.

Detection is one scan for the characters that any rule is about; clean text costs that scan and nothing more. The rules are
data (`rules/repairs.toml`), some with a finder in code (`mojibake`, `entities`) where it takes a proof. Application keeps
every edit with what stood there, so that a repaired text can be turned back and every position mapped to the source.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, NamedTuple

from qaclean.errors import RuleError
from qaclean.freed import remembered
from qaclean.limits import REMEMBERED_LENGTH, REMEMBERED_NAMES
from qaclean.patterns import compile_at_once, compile_on_use
from qaclean.repairs.anchor_remnants import find_anchor_remnants
from qaclean.repairs.copy_marks import find_hex_marks, find_letter_marks, find_syllable_marks
from qaclean.repairs.entities import find_entities, find_residue
from qaclean.repairs.gbk_as_big5 import big5_trigger, find_gbk_as_big5
from qaclean.repairs.gbk_shift import find_gbk_shifts, shift_trigger
from qaclean.repairs.glued_dates import find_glued_times
from qaclean.repairs.injected_urls import find_addresses
from qaclean.repairs.jammers import find_jammers
from qaclean.repairs.mojibake import find_gbk_as_cp1252, find_utf8_as_cp1252, find_utf8_as_gbk, gbk_trigger
from qaclean.repairs.page_numbers import find_page_numbers
from qaclean.repairs.ruby import find_kana, find_pinyin
from qaclean.rules import load
from qaclean.surrogates import without_surrogates
from qaclean.text.plausibility import chinese_script

__all__ = ["LINE_ENDS", "Edit", "Repaired", "compose", "in_lines", "repair", "undo"]

LINE_ENDS = ("\n", "\r")
Finding = tuple[int, int, str]  # start and end in the source, what to put there
Finder = Callable[[str], Iterable[Finding]]


class Edit(NamedTuple):
    """One repair: `before` stood at `[start, end)` of the source text (code points), `after` stands in the repaired text."""

    start: int
    end: int
    after: str
    kind: str
    before: str


class _Rule(NamedTuple):
    id: str
    kind: str
    trigger: re.Pattern[str] | None  # searched in the suspects found; None: `needs` is searched in the text
    holds: str  # one of these characters stands where `needs` does; empty: any may
    needs: re.Pattern[str]
    find: Finder
    script: str

    def wanted(self, text: str) -> bool:
        """Whether a rule for some of the text's characters has anything to look for."""
        if self.holds and not any(map(text.__contains__, self.holds)):
            return False
        return self.needs.search(text) is not None


@dataclass(frozen=True, slots=True)
class Repaired:
    """A repaired text, its source, and the edits between them: sorted, never overlapping. `meant` is what characters of it stand for that are none of the page's
    (`qaclean.repairs.one_plane`).

    >>> fixed = repair("关\\u200b机&nbsp;重启")
    >>> fixed.text, fixed.to_source(1), fixed.span_to_source(2, 3)
    ('关机 重启', 2, (3, 9))
    """

    source: str
    text: str
    edits: tuple[Edit, ...]
    meant: Mapping[str, str] = field(default_factory=dict)
    _starts: tuple[int, ...] = field(init=False, repr=False, compare=False)  # of each edit, in the repaired text

    def __post_init__(self) -> None:
        starts, shift = [], 0
        for edit in self.edits:
            starts.append(edit.start + shift)
            shift += len(edit.after) - (edit.end - edit.start)
        object.__setattr__(self, "_starts", tuple(starts))

    def to_source(self, position: int) -> int:
        """The source position of a repaired character's first source character. O(log edits), no cost without edits.

        The characters of an edit's `after` share out its source characters in order, so that spans that do not overlap in
        the repaired text do not overlap in the source.
        """
        index = bisect_right(self._starts, position) - 1
        return position if index < 0 else self._inside(index, position - self._starts[index])

    def span_to_source(self, start: int, end: int) -> tuple[int, int]:
        """The source span of a repaired span: characters that a repair deleted at its start or end stay outside."""
        if not self.edits:
            return start, end
        first = self.to_source(start)
        if end <= start:
            return first, first
        index = bisect_right(self._starts, end - 1) - 1
        return first, end if index < 0 else self._inside(index, end - self._starts[index])

    def _inside(self, index: int, offset: int) -> int:
        """The source position `offset` repaired characters after the start of edit `index`."""
        start, end, after, _, _ = self.edits[index]
        length = len(after)
        if offset < length:
            return start + offset * (end - start) // length
        return end + offset - length


def repair(text: str) -> Repaired:
    """Repair the characters of a decoded text. Linear; over 100 MB/s of UTF-8 where nothing needs repair.

    Kinds of edits: `mojibake`, `gbk_nbsp`, `surrogate`, `entity`, `injected`, `markup`, `glued`, `anchor`, `control`, `invisible`, `icon`. What looks like a tag is no damage.

    >>> repair("水泵可以正常运行牋。浓度<5").edits
    (Edit(start=8, end=9, after='', kind='gbk_nbsp', before='牋'),)
    """
    found = "".join(sorted(set(_table()[0].findall(text))))
    edits: list[Edit] = []
    script = ""
    for rule in _rules_for(found):
        if not rule.wanted(text):
            continue
        if rule.script:
            script = script or chinese_script(text)
            if not _allows(rule.script, script):
                continue
        edits = _merge(edits, _edits(rule, text))
    return Repaired(text, _apply(text, edits) if edits else text, tuple(edits))


def compose(first: Repaired, second: Repaired) -> Repaired:
    """The edits of `first` and then those of `second`, which repairs its text, as one from the source of `first`.

    An edit of `second` that reaches over edits of `first` takes them in. An edit of `first` may put one character at most. Linear.

    >>> plain = Repaired("**1&lt;2**", "1&lt;2", (Edit(0, 2, "", "markup", "**"), Edit(8, 10, "", "markup", "**")))
    >>> both = compose(plain, repair(plain.text))
    >>> both.text, [edit[:3] for edit in both.edits], both.span_to_source(1, 2)
    ('1<2', [(0, 2, ''), (3, 7, '<'), (8, 10, '')], (3, 7))
    """
    edits: list[Edit] = []
    ones, starts, at = first.edits, first._starts, 0
    for two in second.edits:
        while at < len(ones) and starts[at] + len(ones[at].after) <= two.start:
            edits.append(ones[at])
            at += 1
        start, end = first.span_to_source(two.start, two.end)
        while at < len(ones) and starts[at] < two.end:
            start, end = min(start, ones[at].start), max(end, ones[at].end)
            at += 1
        edits.append(Edit(start, end, two.after, two.kind, first.source[start:end]))
    return Repaired(first.source, second.text, (*edits, *ones[at:]))


def in_lines(repaired: Repaired) -> Repaired:
    """The same without the edits that take a line break away or put one.

    >>> in_lines(repair("1、先关\\x00机的电源线\\n2、来再打开")).text.count("\\n")
    1
    """
    edits = [
        edit for edit in repaired.edits if all(edit.before.count(end) == edit.after.count(end) for end in LINE_ENDS)
    ]
    return Repaired(repaired.source, _apply(repaired.source, edits), tuple(edits))


def undo(text: str, edits: Iterable[Edit]) -> str:
    """The source text that a repaired `text` was made from, exactly.

    >>> fixed = repair("&lt;回车&gt;\\x00")
    >>> undo(fixed.text, fixed.edits) == fixed.source
    True
    """
    parts, at, source_at = [], 0, 0
    for edit in edits:
        kept = edit.start - source_at
        parts += [text[at : at + kept], edit.before]
        at += kept + len(edit.after)
        source_at = edit.end
    return "".join([*parts, text[at:]])


def _apply(text: str, edits: list[Edit]) -> str:
    parts, at = [], 0
    for edit in edits:
        parts += [text[at : edit.start], edit.after]
        at = edit.end
    return "".join([*parts, text[at:]])


def _edits(rule: _Rule, text: str) -> list[Edit]:
    kind = rule.kind
    # A finder may put what stands elsewhere on the page, and half a character with it.
    found = ((start, end, without_surrogates(after)) for start, end, after in rule.find(text))
    return [Edit(start, end, after, kind, text[start:end]) for start, end, after in found]


def _merge(kept: list[Edit], fresh: list[Edit]) -> list[Edit]:
    """Both lists in order; of `fresh` only what touches no character of an edit in `kept`."""
    if not kept or not fresh:
        return kept or fresh
    merged: list[Edit] = []
    at, count = 0, len(kept)
    for edit in fresh:
        while at < count and kept[at].end <= edit.start:
            merged.append(kept[at])
            at += 1
        if at == count or edit.end <= kept[at].start:
            merged.append(edit)
    return merged + kept[at:]


def _allows(wanted: str, script: str) -> bool:
    return script == "simplified" if wanted == "simplified" else script != "traditional"


def _rules_for(found: str) -> tuple[_Rule, ...]:
    """The rules that are for one of these characters or wait for none, in order."""
    return _known_rules(found) if len(found) <= REMEMBERED_LENGTH else _rules(found)


def _rules(found: str) -> tuple[_Rule, ...]:
    return tuple(rule for rule in _table()[1] if rule.trigger is None or rule.trigger.search(found) is not None)


_known_rules = remembered(REMEMBERED_NAMES)(_rules)


@lru_cache(maxsize=1)
def _table() -> tuple[re.Pattern[str], tuple[_Rule, ...]]:
    """The one class of the characters that any rule is about, and the rules in order."""
    rows = load("repairs")["rule"]
    triggers = ["" if "needs" in row and "trigger" not in row else _trigger(row) for row in rows]
    rules = tuple(_rule(row, trigger) for row, trigger in zip(rows, triggers, strict=True))
    return compile_at_once(f"[{''.join(triggers)}]"), rules


def _trigger(row: dict[str, Any]) -> str:
    trigger: str = row["trigger"] if "trigger" in row else _TRIGGERS[row["function"]]()
    return trigger


def _rule(row: dict[str, Any], trigger: str) -> _Rule:
    try:
        find = _FINDERS[row["function"]] if "function" in row else _pattern_finder(row["pattern"], row["after"])
        script = row.get("script", "")
        if script not in ("", "simplified", "not-traditional"):
            raise KeyError(script)
        return _Rule(
            row["id"],
            row["kind"],
            compile_at_once(f"[{trigger}]") if trigger else None,
            row.get("holds", ""),
            compile_on_use(row.get("needs", "")),
            find,
            script,
        )
    except (KeyError, re.error) as error:
        raise RuleError(
            f"repairs.toml, rule {row.get('id', '?')!r}: {error}; see the head of the file for what a rule holds"
        ) from error


def _pattern_finder(pattern: str, after: str) -> Finder:
    compiled = compile_on_use(pattern)  # a rule is asked where a page holds its characters

    def find(text: str) -> Iterator[Finding]:
        keeps = "keep" in compiled.groupindex
        for match in compiled.finditer(text):
            if not keeps or match["keep"] is None:
                yield match.start(), match.end(), after

    return find


_SURROGATES = compile_on_use(r"[\ud800-\udbff][\udc00-\udfff]|[\ud800-\udfff]")


def _find_surrogates(text: str) -> Iterator[Finding]:
    """Lone surrogates become U+FFFD; a pair in two characters becomes the character that it means."""
    for match in _SURROGATES.finditer(text):
        pair = match.group()
        yield (
            match.start(),
            match.end(),
            "\ufffd" if len(pair) == 1 else pair.encode("utf-16-le", "surrogatepass").decode("utf-16-le"),
        )


# Finders that need more than a pattern, by the name that a rule's `function` gives.
_FINDERS: dict[str, Finder] = {
    "addresses": find_addresses,
    "anchor_remnants": find_anchor_remnants,
    "hex_marks": find_hex_marks,
    "letter_marks": find_letter_marks,
    "syllable_marks": find_syllable_marks,
    "jammers": find_jammers,
    "glued_times": find_glued_times,
    "utf8_as_gbk": find_utf8_as_gbk,
    "utf8_as_cp1252": find_utf8_as_cp1252,
    "gbk_as_cp1252": find_gbk_as_cp1252,
    "gbk_as_big5": find_gbk_as_big5,
    "gbk_shifts": find_gbk_shifts,
    "kana": find_kana,
    "page_numbers": find_page_numbers,
    "pinyin": find_pinyin,
    "surrogates": _find_surrogates,
    "entities": find_entities,
    "entity_residue": find_residue,
}
# Triggers that are computed, by the name of the finder.
_TRIGGERS: dict[str, Callable[[], str]] = {
    "utf8_as_gbk": gbk_trigger,
    "gbk_shifts": shift_trigger,
    "gbk_as_big5": big5_trigger,
}
