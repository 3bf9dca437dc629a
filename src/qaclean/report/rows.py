"""What the report counts of one document: its row in the list, with the characters that each rule took, all without white space as in `--explain`."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from qaclean.records import Page, Span, Steps
from qaclean.records.removal_rules import rule_name
from qaclean.records.walk import blocks_of
from qaclean.report.marks import shown

__all__ = ["LINE", "Row", "removed_lines", "row_of", "solid"]

LINE = 200  # characters of a removed line that are kept to know it by
TITLE = 60
_LINE_ENDS = re.compile(r"[\r\n]+")


@dataclass(frozen=True, slots=True)
class Row:
    """A document: `size` and what was `removed` in characters; by reason and rule (`related weighed-after`) characters and spans; step lists as
    `(role, steps)`.

    `rank` is a digest of name and source, by which samples are drawn. `changed`: characters that the other record has otherwise, of a comparison.
    """

    name: str
    title: str
    kind: str
    site: str
    language: str
    media: str
    size: int
    removed: int
    rank: int
    rules: dict[str, tuple[int, int]] = field(default_factory=dict)
    repairs: dict[str, int] = field(default_factory=dict)
    warnings: dict[str, int] = field(default_factory=dict)
    steps: tuple[tuple[str, int], ...] = ()
    changed: int = -1

    def kept_share(self) -> float:
        """The share of the characters that is kept, 0 for a page without any."""
        return 1 - self.removed / self.size if self.size else 0.0

    def as_json(self) -> list[Any]:
        """The row as plain values, for `Row.from_json`."""
        return [getattr(self, name) for name in self.__slots__]

    @classmethod
    def from_json(cls, values: list[Any]) -> Row:
        """The row that `as_json` wrote."""
        named = dict(zip(cls.__slots__, values, strict=True))
        named["rules"] = {rule: (size, spans) for rule, (size, spans) in named["rules"].items()}
        named["steps"] = tuple((role, steps) for role, steps in named["steps"])
        return cls(**named)


def row_of(page: Page, name: str) -> Row:
    """The row of a page.

    >>> from qaclean import clean
    >>> row = row_of(clean("怎么退订?\\n发短信TD。\\n相关阅读:\\n怎么开通"), "a.txt")
    >>> row.size, row.removed, row.rules
    (20, 9, {'related related-heading': (5, 1), 'related under-related-heading': (4, 1)})
    """
    text = page.source_text
    rules: dict[str, tuple[int, int]] = {}
    for removed in page.removed:
        rule = f"{removed.reason} {shown(rule_name(removed.rule))}"
        size, spans = rules.get(rule, (0, 0))
        rules[rule] = (size + solid(text, removed.span), spans + 1)
    lists = [block for block in blocks_of(page) if isinstance(block, Steps)]
    digest = hashlib.blake2b(f"{name}\0{page.source.sha256}".encode("utf-8", "replace"), digest_size=6)
    return Row(
        name=shown(name),
        title=shown(page.title or "")[:TITLE],
        kind=page.kind,
        site=page.site or "",
        language=page.language or "",
        media=page.source.media_type,
        size=solid(text, (0, len(text))),
        removed=sum(size for size, _ in rules.values()),
        rank=int.from_bytes(digest.digest(), "big"),
        rules=rules,
        repairs=dict(Counter(repair.kind for repair in page.repairs)),
        warnings=dict(Counter(warning.code for warning in page.warnings)),
        steps=tuple((block.role, len(block.steps)) for block in lists),
    )


def solid(text: str, span: Span) -> int:
    """The characters of a span that are no white space."""
    return sum(map(len, text[span[0] : span[1]].split()))


def removed_lines(page: Page) -> dict[str, str]:
    """The lines that were removed of a page and hold a letter or a digit, each with its reason and rule, at most `LINE` characters of each."""
    found: dict[str, str] = {}
    for removed in page.removed:
        for line in _lines(page.source_text[slice(*removed.span)]):
            found.setdefault(line, f"{removed.reason} {shown(rule_name(removed.rule))}")
    return found


def _lines(text: str) -> Iterator[str]:
    for line in _LINE_ENDS.split(text):
        words = " ".join(line.split())
        if any(character.isalnum() for character in words[:LINE]):
            yield shown(words[:LINE])
