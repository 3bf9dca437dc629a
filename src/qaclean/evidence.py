"""Evidence: what each block of a document shows, before anything is decided.

The stripper and the parser both read it; neither knows the other. One scan of the whole text finds every vocabulary cue
(`rules/cues.toml`); the rest is counting.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from functools import lru_cache
from typing import NamedTuple

from qaclean.document import Document
from qaclean.rules import any_of, load

__all__ = ["Cue", "Evidence", "cue_table", "observe"]

_PUNCTUATION = " \t\u3000\u00a0。.,、;:!?|·•-—_>»*#\r"
_BULLETS = " \t\u3000\u00a0•·-*|>»■◆●★【["
_PATTERN_LINE = 100  # code points; patterns are for short lines, and this bounds their cost


class Cue(NamedTuple):
    """One vocabulary cue: its id and the reason of the contract it speaks for."""

    id: str
    reason: str


class Evidence(NamedTuple):
    """What one block shows. Counts are of code points; `text` is folded (see `Document`); digits are counted in short lines only.

    `cues` are the ids that fired; `covered` is how many of its code points their words cover.
    """

    text: str
    length: int
    sentences: int
    commas: int
    words: int
    digits: int
    cues: tuple[str, ...]
    covered: int
    whole: str | None
    repeats: int


class _CueTable(NamedTuple):
    cues: dict[str, Cue]
    words: dict[str, tuple[str, ...]]
    scan: re.Pattern[str]
    starts: dict[str, tuple[tuple[str, str], ...]]
    whole: dict[str, str]
    patterns: tuple[tuple[str, re.Pattern[str], frozenset[str]], ...]


@lru_cache(maxsize=1)
def cue_table() -> _CueTable:
    """The compiled cues of `rules/cues.toml`."""
    cues: dict[str, Cue] = {}
    words: dict[str, list[str]] = {}
    starts: dict[str, list[tuple[str, str]]] = {}
    whole: dict[str, str] = {}
    patterns = []
    for row in load("cues")["cue"]:
        cues[row["id"]] = Cue(row["id"], row["reason"])
        for word in row.get("words", ()):
            words.setdefault(word, []).append(row["id"])
        for word in row.get("starts", ()):
            starts.setdefault(word[0], []).append((word, row["id"]))
        for word in row.get("whole", ()):
            whole.setdefault(word.strip(_PUNCTUATION) or word, row["id"])
        if "pattern" in row:
            patterns.append((row["id"], re.compile(row["pattern"]), frozenset(row["needs"])))
    return _CueTable(
        cues,
        {word: tuple(ids) for word, ids in words.items()},
        any_of(sorted(words)),
        {first: tuple(sorted(rows, key=lambda r: -len(r[0]))) for first, rows in starts.items()},
        whole,
        tuple(patterns),
    )


def observe(document: Document) -> tuple[Evidence, ...]:
    """The evidence of every block, in order. Linear in the text.

    >>> from qaclean.readers.text import read_text
    >>> observe(read_text("网站地图\\n先关机,再开机。"))[0].whole
    'site-map'
    """
    text, blocks = document.folded, document.blocks
    table = cue_table()
    hits = _word_hits(document, table)
    lines = [text[b.start : b.end] for b in blocks]
    counts = Counter(lines)
    return tuple(_evidence(line, hits.get(i), counts[line], table) for i, line in enumerate(lines))


def _word_hits(document: Document, table: _CueTable) -> dict[int, list[str]]:
    starts = [b.start for b in document.blocks]
    hits: dict[int, list[str]] = {}
    for match in table.scan.finditer(document.folded):
        index = bisect_right(starts, match.start()) - 1
        if index >= 0:
            hits.setdefault(index, []).append(match.group())
    return hits


def _evidence(line: str, hit_words: list[str] | None, repeats: int, table: _CueTable) -> Evidence:
    length = len(line)
    cues: dict[str, None] = {}
    covered = 0
    if hit_words:
        for word in hit_words:
            covered += len(word)
            for cue in table.words[word]:
                cues[cue] = None
    bare = line.lstrip(_BULLETS)
    for word, cue in table.starts.get(bare[:1], ()):
        if bare.startswith(word):
            cues[cue] = None
            covered = max(covered, len(word))
            break
    whole = None
    if length <= 40:
        whole = table.whole.get(line.strip(_PUNCTUATION) or line)
        if whole is not None:
            cues[whole] = None
            covered = length
    if length <= _PATTERN_LINE:
        characters = frozenset(line)
        for cue, pattern, needs in table.patterns:
            if cue not in cues and not needs.isdisjoint(characters) and pattern.search(line):
                cues[cue] = None
                covered = max(covered, length // 2)
    count = line.count
    sentences = count("。") + count("!") + count("?") + count(";") + count(". ") + line.endswith(".")
    return Evidence(
        line,
        length,
        sentences,
        count(","),
        count(" ") + 1,
        sum(map(count, "0123456789")) if length <= _PATTERN_LINE else 0,
        tuple(cues),
        covered,
        whole,
        repeats,
    )
