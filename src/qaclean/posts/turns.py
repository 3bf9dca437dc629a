"""Two people who take turns in the lines of a dump: readers and a doctor, callers and a clerk.

Lines begin with one of two labels in turn (`Reader: ...`, `Doctor: ...`), and those of the one who begins ask. Labels that say 问 or 答 are not
looked at here: they are read piece by piece (`qaclean.text.prefixes`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from qaclean.patterns import compile_at_once
from qaclean.posts.model import Range
from qaclean.rules import load
from qaclean.text.prefixes import find_prefixes, has_pairs, is_question_word
from qaclean.text.titles import asks

__all__ = ["Pair", "find_turns", "is_labelled"]

Pair = tuple[Range, Range]

FEWEST = 2  # turns of each of two people
MOST_LABEL = 16  # code points of a label that says 问 or 答
UNEVEN = 3  # times as many of the one label as of the other
MAX_LABEL = 12  # code points before the colon
ALTERNATE = 0.75  # of the turns that follow one of the other person
ASKED = 0.6  # of the turns of the person who asks that do ask
MOST_ASKED = 0.34  # ... of the other
_COUNT = " 0123456789"  # behind the word of a label
_LABEL = compile_at_once(r"[\[【(]?([^\W\d_][\w·.\- ]{0,11})[\]】)]?\s?:\s?(?=\S)")


def find_turns(lines: Sequence[str]) -> tuple[Pair, ...]:
    """The pairs of question and answer of two people who take turns, by ranges of the page's lines, or none; `lines` are folded. Linear.

    >>> find_turns(["在线答疑", "网友:能退吗?", "客服:能。", "网友:要多久?", "客服:三天。", "周末不算。"])
    (((1, 2), (2, 3)), ((3, 4), (4, 6)))
    >>> find_turns(["姓名:小王", "地址:北京", "姓名:小李", "地址:上海"])
    ()
    """
    labels = [_label(line) for line in lines]
    if len(lines) - labels.count("") < 2 * FEWEST:
        return ()
    common = [label for label, n in Counter(filter(None, labels)).most_common(2) if n >= FEWEST]
    if len(common) < 2:
        return ()
    said = [(at, label) for at, label in enumerate(labels) if label in common]
    starts = [turn for n, turn in enumerate(said) if not n or said[n - 1][1] != turn[1]]
    asker = starts[0][1]
    asking = [asks(lines[at]) for at, label in said if label == asker]
    telling = [asks(lines[at]) for at, label in said if label != asker]
    alternate = len(starts) - 1 >= ALTERNATE * (len(said) - 1)
    if not alternate or sum(asking) < ASKED * len(asking) or sum(telling) > MOST_ASKED * len(telling):
        return ()
    pairs = []
    for (at, label), (told, _), after in zip(
        starts, starts[1:], [*(at for at, _ in starts[2:]), len(lines)], strict=False
    ):
        if label == asker:
            pairs.append(((at, told), (told, after)))
    return tuple(pairs) if len(pairs) >= FEWEST else ()


def is_labelled(lines: Sequence[str]) -> bool:
    """Whether labels in the text itself (`问:`, `A:`, 病情分析) tell what asks and what answers: what repeats beside them parts no posts.

    >>> is_labelled(["Q1:要多久?", "A1:三天。", "Q2:贵吗?", "A2:不贵。"]), is_labelled(["问:要多久?", "三天。"])
    (True, False)
    """
    sections, letters = _answer_sections(), _first_letters()
    if sum(line.startswith(sections) for line in lines) >= FEWEST:
        return True
    lines = [line for line in lines if line[:1] in letters]
    if len(lines) < 2 * FEWEST:
        return False
    forms = has_pairs(lines)
    found = [find_prefixes(line, 0, min(len(line), MOST_LABEL), forms)[:1] for line in lines]
    asked = sum(prefix.asks for prefixes in found for prefix in prefixes)
    told = sum(map(len, found)) - asked
    return min(asked, told) >= FEWEST and max(asked, told) <= UNEVEN * min(asked, told)


def _label(line: str) -> str:
    """The label that a line begins with, or nothing."""
    if line.find(":", 1, MAX_LABEL + 6) < 0:
        return ""
    match = _LABEL.match(line)
    if match is None or len(match[1]) < 2 or is_question_word(match[1].rstrip(_COUNT)) or match[1] in _sections():
        return ""
    return match[1]


@lru_cache(maxsize=1)
def _sections() -> frozenset[str]:
    """The names of sections of a consultation: nobody's."""
    return frozenset(word for words in load("prefixes")["sections"].values() for word in words)


@lru_cache(maxsize=1)
def _answer_sections() -> tuple[str, ...]:
    sections = load("prefixes")["sections"]
    return (*sections["begins"], *sections["goes_on"])


@lru_cache(maxsize=1)
def _first_letters() -> frozenset[str]:
    """What a line begins with that may begin with a label: only such a line is looked at."""
    data = load("prefixes")
    return frozenset("[【〔(") | {word[0] for word in (*data["question"], *data["answer"])}
