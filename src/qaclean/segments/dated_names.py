"""Names before the dates of a line that holds several posts: where each begins, also where no mark stands before it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from functools import lru_cache
from typing import NamedTuple

from qaclean.patterns import compile_at_once, compile_on_use
from qaclean.rules import load
from qaclean.segments.boundaries import is_word_of_template
from qaclean.text.columns import WIDE

__all__ = ["NAMED", "Head", "name_before", "with_names"]

MAX_NAME = 32  # code points of what stands between a sentence's end and a date
MOST_WORDS = 3  # of a name
NAMED = 0.4  # share of the dates with a name right behind a sentence's end, from which on those of the others are looked for
FEWEST, SPACED = 3, 0.6  # dates behind a word that may be a name, and their share of all
LEARNED = 2  # times a name stands so before it is known
_SENTENCE_END = compile_on_use(r"(?:(?<!\b[A-Z])\.|[!?\u3002\u2026)\]}\"\u201d\u300d|»·•>])\s+(?=[^\s.!?])")
_NO_NAME = compile_on_use(r"(?<!\b[A-Z])\.\s|[!?,;:\u3002\u3001]\s|[\u3002\u3001\"(){}\[\]=<>|]")
_BAR = compile_on_use(
    r"(?:\s{0,2}[|·•»›]|\s[,:]|\s[^\s:]{1,12}:)\s{0,2}$"
)  # between a name and its date: a mark, a label
_LABEL = compile_on_use(r"(?<!\S)[^\s:]{1,12}:\s{0,2}$")
_COUNTED = compile_at_once(r"\s{0,2}#?[0-9]{1,5}\s?[:.)]\s")  # the number of a post before its name
_STOPS = frozenset(".!?\u3002")
_BARS = frozenset("|·•»›:")
_LAST_WORD = compile_on_use(r"(?<=\s)(?:#?[0-9]{1,5}\s?[:.)]\s)?([^\s.!?\u3002]{1,16})\s{0,2}$")
_SPACED_SCRIPT = compile_at_once("[\uac00-\ud7a3]")
_WORD = compile_at_once(r"[^\s]{1,40}")
_NUMBER = compile_at_once(r"[0-9]+")


class Head(NamedTuple):
    """A date: `start` and `end` of its words, and where the words before it begin that may be a name, or -1."""

    start: int
    end: int
    name: int


def name_before(text: str, start: int, date: int) -> int:
    """Where the words between the last end of a sentence and a date begin, where those are few; else -1. A bar before the date is none.

    >>> name_before("Oil it. ann k | 2019-04-01", 0, 16), name_before("Oil it ann k 2019-04-01", 0, 13)
    (8, -1)
    """
    low = max(start, date - MAX_NAME - 2)
    until = _bar(text, low, date)
    ends = [match.end() for match in _SENTENCE_END.finditer(text, low, until)]
    at = ends[-1] if ends else -1
    if not 0 <= at < until:
        return -1
    if (counted := _COUNTED.match(text, at, until)) is not None and _is_name(text[counted.end() : until]):
        return at
    for word in _WORD.finditer(text, at, until):
        if word.group().isdigit() or (is_word_of_template(word.group()) and word.group().lower() not in _by()):
            at = word.end() + 1
    if at >= until or not _is_name(text[at:until]):
        return -1
    last = [*_WORD.finditer(text, at, until)][-1]
    return last.start() if last.group()[0] > WIDE else at  # names of these scripts have no spaces


def _bar(text: str, low: int, date: int) -> int:
    """Where the bar before a date begins, or the date."""
    bar = _BAR.search(text, low, date)
    return bar.start() if bar else date


def _is_name(words: str) -> bool:
    words = _COUNTED.sub("", words).strip()
    return 0 < len(words) <= MAX_NAME and len(words.split()) <= MOST_WORDS and _NO_NAME.search(words) is None


def with_names(text: str, start: int, heads: Sequence[Head]) -> Sequence[Head]:
    """The heads, where those of posts that end without a mark have their names too: one that is known, or as many words as the others have. Words that
    stand before several names are none of theirs, but the buttons of the post above.

    >>> text = "Oil it. Reply ann 2019-04-01 No. Reply tom 2019-04-02 Chain slips bob 2019-04-03"
    >>> heads = [Head(at, at + 10, name_before(text, 0, at)) for at in (18, 43, 70)]
    >>> [text[head.name : head.start] for head in with_names(text, 0, heads)]
    ['ann ', 'tom ', 'bob ']
    """
    if sum(head.name >= 0 for head in heads) < NAMED * len(heads):
        heads = _spaced(text, start, heads)
    if sum(head.name >= 0 for head in heads) < NAMED * len(heads):
        return [head._replace(name=-1) for head in heads]
    heads = _without_buttons(text, heads)
    named = [_name(text, head) for head in heads if head.name >= 0]
    count = Counter(named)
    known = frozenset(name for name, n in count.items() if n >= LEARNED)
    words, _ = Counter(len(name.split()) for name in named).most_common(1)[0]
    found = (head if head.name >= 0 else head._replace(name=_found(text, start, head, known, words)) for head in heads)
    return [_with_label(text, start, head) for head in found]


def _spaced(text: str, start: int, heads: Sequence[Head]) -> Sequence[Head]:
    """The heads with the last word before each as its name, where most have a short one there, between white space, in a script whose names have no
    spaces; a script that writes spaces between words has a bar behind its names."""
    ends = [_bar(text, max(start, head.start - MAX_NAME - 2), head.start) for head in heads]
    words = [_LAST_WORD.search(text, max(start, end - MAX_NAME), end) for end in ends]
    told = [
        (word, end < head.start or text[head.start] in _BARS)
        for word, end, head in zip(words, ends, heads, strict=True)
        if _may_name(word)
    ]
    wide = [word[1] for word, _ in told if word is not None and max(word[1]) > WIDE]
    barred = all(bar for _, bar in told) or not any(map(_SPACED_SCRIPT.search, wide))
    if len(told) < max(FEWEST, SPACED * len(heads)) or 2 * len(wide) < len(told) or not barred or len(set(wide)) < 2:
        return heads
    return [
        head if word is None or not _may_name(word) else head._replace(name=word.start())
        for head, word in zip(heads, words, strict=True)
    ]


def _may_name(word: re.Match[str] | None) -> bool:
    """Whether the last word before a date, with the number of a post before it, may be a name."""
    return word is not None and not word[1].isdigit() and _is_name(word[1]) and not is_word_of_template(word[1])


def _with_label(text: str, start: int, head: Head) -> Head:
    """A head with the label before its name (`作者: 小满`)."""
    label = _LABEL.search(text, max(start, head.name - MAX_NAME), head.name) if head.name >= 0 else None
    return head._replace(name=label.start()) if label else head


def _name(text: str, head: Head) -> str:
    return _BAR.sub("", text[head.name : head.start].rstrip()).strip()


def _without_buttons(text: str, heads: Sequence[Head]) -> list[Head]:
    """The heads with their names without the words that stand before several others, and without numbers behind these."""
    behind: dict[str, set[str]] = defaultdict(set)
    for head in heads:
        words = _words(text, head)
        for many in range(1, len(words)):
            behind[_said(words[:many])].add(_said(words[many:]))
    shared = {said for said, rests in behind.items() if len(rests) > 1 and said.lower() not in _by()}
    return [_without(text, head, shared) for head in heads] if shared else [*heads]


@lru_cache(maxsize=1)
def _by() -> frozenset[str]:
    """Words before a name that belong to it: `by`, `posted by`."""
    byline = load("page_facts")["byline"]
    verbs = [*byline["verbs"], "post"]
    return frozenset([*byline["by"], *verbs, *(f"{verb} {by}" for verb in verbs for by in byline["by"])])


def _words(text: str, head: Head) -> list[re.Match[str]]:
    """The words of a head's name."""
    return [*_WORD.finditer(text, head.name, head.name + len(_name(text, head)))] if head.name >= 0 else []


def _said(words: Sequence[re.Match[str]]) -> str:
    return _NUMBER.sub("0", " ".join(word.group() for word in words))


def _without(text: str, head: Head, shared: set[str]) -> Head:
    words = _words(text, head)
    at = max((many for many in range(1, len(words)) if _said(words[:many]) in shared), default=0)
    return head._replace(name=words[at].start()) if at else head


def _found(text: str, start: int, head: Head, known: Collection[str], words: int) -> int:
    """Where the name before a date begins: the longest that is known, whatever their number, or so many words."""
    low = max(start, head.start - MAX_NAME - 2)
    before = text[low : _bar(text, low, head.start)].rstrip()
    for at in range(len(before)):
        if before[at:] in known and not before[at - 1 : at].isalnum():
            return low + at
    parts = before.rsplit(maxsplit=words)
    own = before[len(before) - len(before.removeprefix(parts[0]).lstrip()) :] if len(parts) > words else ""
    own = _capitalised(own)
    ended = own.rstrip()[-1:] in _STOPS and max(own) > WIDE  # `Jane D.` is a name
    return text.rindex(own, start, head.start) if own and _is_name(own) and not ended else -1


def _capitalised(words: str) -> str:
    """Words of which so many were taken as other names have: without those in small letters before the first capital, which are of the sentence above.

    >>> _capitalised("off Perry"), _capitalised("Old Tom"), _capitalised("ann k")
    ('Perry', 'Old Tom', 'ann k')
    """
    parts = words.split(maxsplit=1)
    while len(parts) > 1 and parts[0].islower() and parts[1][:1].isupper():
        words, parts = parts[1], parts[1].split(maxsplit=1)
    return words
