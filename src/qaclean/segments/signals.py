"""Evidence: what each block of a document shows, before anything is decided.

The stripper and the parser both read it; neither knows the other. One scan of a line finds every vocabulary cue
(`rules/cues.toml`); the rest is counting.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any, Literal, NamedTuple, get_args

from qaclean.freed import remembered
from qaclean.limits import REMEMBERED, REMEMBERED_NAMES
from qaclean.named_tuples import made_of
from qaclean.patterns import compile_at_once
from qaclean.rules import any_of, load
from qaclean.segments.columns import held_evidence
from qaclean.segments.document import Document
from qaclean.segments.evidence import Evidence

__all__ = ["LONG", "SHORT_LINE", "Cue", "Evidence", "cue_table", "cues_for", "cues_with", "observe"]

Mark = Literal["zone", "ends_zone", "under", "in_posts", "content", "counted", "publication", "of_post"]

_PUNCTUATION = " \t\u3000\u00a0。.,、;:!?|·•-—_>»*#\r"
_BULLETS = " \t\u3000\u00a0•·-*|>»■◆●★【["
SHORT_LINE = 100  # code points; lines of templates are shorter, and they come again on page after page
LONG = 60  # code points; a line this long with a sentence in it is running text
LONG_LATIN = 110  # code points; Latin script takes about two for one
_DIGITS = compile_at_once("[0-9]")
_QUOTES = compile_at_once("[\u201c\u300c\u300e]")
_NAMED = compile_at_once(
    "[\u201c\u300c\u300e][^\u201d\u300d\u300f]{1,12}[\u201d\u300d\u300f]"
)  # what a sentence names: a button to press
_PATTERN_LINE = 100  # code points; patterns are for short lines, and this bounds their cost


class Cue(NamedTuple):
    """A vocabulary cue: its id, the reason of the contract it speaks for, the cue it is weighed as (itself or one it is `like`).

    Of several cues on a line the one of the lowest `rank` gives the reason; `marks` are what it means besides (`rules/cues.toml`).
    """

    id: str
    reason: str
    like: str
    rank: int
    marks: frozenset[str]


_seen = made_of(Evidence)


class _CueTable(NamedTuple):
    cues: dict[str, Cue]
    like: dict[str, str]  # of the cues that are weighed as others
    words: dict[str, tuple[str, ...]]
    scan: re.Pattern[str]
    starts: dict[str, tuple[tuple[str, str], ...]]
    whole: dict[str, str]
    needed: re.Pattern[str]
    patterns: tuple[tuple[str, Callable[[str], re.Match[str] | None], frozenset[str]], ...]


@lru_cache(maxsize=1)
def cue_table() -> _CueTable:
    """The compiled cues of `rules/cues.toml`."""
    cues = _cues(load("cues")["cue"])
    words: dict[str, list[str]] = {}
    starts: list[tuple[str, str]] = []
    whole: dict[str, str] = {}
    patterns = []
    for row in load("cues")["cue"]:
        for word in row.get("words", ()):
            words.setdefault(word, []).append(row["id"])
        for word in row.get("starts", ()):
            starts.append((word, row["id"]))
        for word in row.get("whole", ()):
            whole.setdefault(word.strip(_PUNCTUATION) or word, row["id"])
        if "pattern" in row:
            patterns.append((row["id"], _test_of(row["pattern"]), frozenset(row["needs"])))
    return _CueTable(
        cues,
        {cue.id: cue.like for cue in cues.values() if cue.like != cue.id},
        {word: tuple(ids) for word, ids in words.items()},
        any_of(sorted(words)),
        _by_beginning(starts),
        whole,
        compile_at_once(
            "[" + re.escape("".join(sorted(frozenset().union(*(needs for _, _, needs in patterns))))) + "]"
        ),
        tuple(patterns),
    )


def _by_beginning(words: Iterable[tuple[str, str]]) -> dict[str, tuple[tuple[str, str], ...]]:
    """Words with their cues by the first two characters, longer ones first; those of one character stand with all that go on from it, and by themselves.

    >>> _by_beginning([("a", "x"), ("abc", "y"), ("bc", "z")])
    {'a': (('a', 'x'),), 'b': (), 'ab': (('abc', 'y'), ('a', 'x')), 'bc': (('bc', 'z'),)}
    """
    ordered = sorted(words, key=lambda row: -len(row[0]))
    begins = sorted({word[:size] for word, _ in ordered for size in (1, 2)}, key=lambda begin: (len(begin), begin))
    return {begin: tuple(row for row in ordered if begin.startswith(row[0][:2])) for begin in begins}


_BRANCH = compile_at_once(r"\\.|\[\^?\]?(?:\\.|[^\]\\]){0,400}\]|.", re.DOTALL)  # a character of a pattern, or a class


def _test_of(pattern: str) -> Callable[[str], re.Match[str] | None]:
    """What searches a line for a pattern; one of which each branch begins with `^` is tried at the beginning alone: `re` tries it everywhere.

    >>> _test_of("^[|]a|^b")("ab"), _test_of("^a|b")("ab") is None
    (None, False)
    """
    depth, branches = 0, [""]
    for match in _BRANCH.finditer(pattern):
        depth += (match[0] == "(") - (match[0] == ")")
        if match[0] == "|" and not depth:
            branches.append("")
        else:
            branches[-1] += match[0]
    compiled = compile_at_once(pattern)
    return compiled.match if all(branch.startswith("^") for branch in branches) else compiled.search


def _cues(rows: list[dict[str, Any]]) -> dict[str, Cue]:
    """The cues by their ids; one that is `like` another has its properties where it says nothing else."""
    by_id = {row["id"]: row for row in rows}
    cues = {}
    for row in rows:
        known = {**by_id.get(row.get("like", ""), {}), **row}
        marks = frozenset(name for name in get_args(Mark) if known.get(name))
        cues[row["id"]] = Cue(row["id"], row["reason"], row.get("like", row["id"]), known["rank"], marks)
    return cues


@lru_cache(maxsize=16)
def cues_with(mark: Mark) -> frozenset[str]:
    """The ids of the cues with a property of `rules/cues.toml`.

    >>> sorted(cues_with("content"))
    ['answer-label', 'question-label']
    """
    return frozenset(cue.id for cue in cue_table().cues.values() if mark in cue.marks)


@lru_cache(maxsize=16)
def cues_for(reason: str) -> frozenset[str]:
    """The ids of the cues that speak for a reason of the contract.

    >>> sorted(cues_for("tags"))
    ['tag-line']
    """
    return frozenset(cue.id for cue in cue_table().cues.values() if cue.reason == reason)


def observe(document: Document) -> Sequence[Evidence]:
    """The evidence of every block, in order. Linear in the text.

    >>> from qaclean.segments.lines import read_text
    >>> observe(read_text("网站地图\\n先关机,再开机。"))[0].whole
    'site-map'
    """
    return held_evidence(_observed(document), document)


def _observed(document: Document) -> Iterator[Evidence]:
    text = document.folded
    for piece in document.pieces:
        line = text[piece.start : piece.end]
        yield _short_evidence(line) if len(line) <= SHORT_LINE else _evidence(line)


def _cues_of(table: _CueTable, line: str) -> tuple[tuple[str, ...], int, str | None]:
    """The cues of a line, how many of its code points they cover, and the cue that the whole line is."""
    length = len(line)
    cues: dict[str, None] = {}
    covered = 0
    for word in table.scan.findall(_NAMED.sub(" ", line) if _QUOTES.search(line) else line):
        covered += len(word)
        for cue in table.words[word]:
            cues[cue] = None
    bare = line.lstrip(_BULLETS) if line[0] in _BULLETS else line
    for word, cue in table.starts.get(bare[:2]) or table.starts.get(bare[:1], ()):
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
        held = frozenset(table.needed.findall(line))
        for cue, pattern in _patterns_for(held) if held else ():
            if cue not in cues and pattern(line):
                cues[cue] = None
                covered = max(covered, length // 2)
    return tuple(cues), covered, whole


@remembered(REMEMBERED_NAMES)
def _patterns_for(held: frozenset[str]) -> tuple[tuple[str, Callable[[str], re.Match[str] | None]], ...]:
    """The cues whose patterns may match a line that holds these of the characters that they need, and the patterns, in order."""
    return tuple((cue, pattern) for cue, pattern, needs in cue_table().patterns if not needs.isdisjoint(held))


def _evidence(line: str) -> Evidence:
    table = cue_table()
    fired, covered, whole = _cues_of(table, line)
    length, count = len(line), line.count
    sentences = count("。") + count("!") + count("?") + count(";") + count(". ") + line.endswith(".")
    commas = count(",")
    return _seen(
        (
            line,
            length,
            sentences,
            commas,
            count(" ") + 1,
            len(_DIGITS.findall(line)) if length <= _PATTERN_LINE else 0,
            fired if table.like.keys().isdisjoint(fired) else tuple(dict.fromkeys(table.like.get(c, c) for c in fired)),
            covered,
            whole,
            _is_running(line, length, sentences, commas),
            fired,
        )
    )


_short_evidence = remembered(REMEMBERED)(_evidence)


def _is_running(line: str, length: int, sentences: int, commas: int) -> bool:
    """Running text: long enough for its script, and a sentence or clauses in it, no teaser cut short."""
    if length < LONG or (sentences == 0 and commas < 2):
        return False
    if length < LONG_LATIN and line.isascii():
        return sentences > 0
    return not line.endswith(("...", "…"))
