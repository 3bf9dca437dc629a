"""Manner: lines of a page that ask in the same manner (numbered, underlined, bulleted), as the questions of a FAQ do; pages that are FAQs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from qaclean.patterns import compile_at_once, compile_on_use
from qaclean.rules import any_of, load
from qaclean.text.titles import asks

__all__ = ["asking_manners", "ends_asking_words", "faq_questions", "is_rule", "manner_of", "names_faq"]

MAX_ASKED = 160  # code points; a longer line is text
FEWEST = 2
FEWEST_OF_FAQ = 3  # questions of a FAQ
HEADED = 16  # first lines of a page of which one may name it a FAQ
MAX_HEADING = 60  # code points
MAX_QUESTION = 120  # code points
_MANNERS = (
    r"(?P<bracket>[\[(\u3010][0-9]{1,3}(?:[.-][0-9]{1,3}){0,3}[\])\u3011])"
    r"|(?P<deep>[0-9]{1,3}(?:\.[0-9]{1,3}){1,3}[.):\u3001]?\s)"
    r"|(?P<number>[0-9]{1,3}[.):\u3001]\s?(?![0-9]))"
    r"|(?P<han>[\u4e00\u4e8c\u4e09\u56db\u4e94\u516d\u4e03\u516b\u4e5d\u5341]{1,3}[\u3001.:])"
    r"|(?P<bullet>[-*\u2022\u25cf\u25a0\u25c6\u25bc\u25b6\u203b>+]\s?)"
)
_BULLETS = frozenset("-*\u2022\u30fb\u00b7\u25cf")
_RULE = compile_on_use(r"([-=~_*^+#.\u2500\u2501\u2550\u2014\u2026])\1{2,}\s*$")


@lru_cache(maxsize=1)
def _manners() -> re.Pattern[str]:
    labels = load("roles")["question_forms"]
    return compile_at_once(rf"(?P<labelled>(?:{labels})(?:[.:)\]\uff1a]|\s(?=\S)))|{_MANNERS}")


def is_rule(line: str) -> bool:
    """Is a line nothing but a drawn rule, as under a heading?

    >>> is_rule("======"), is_rule("-- 2"), is_rule("")
    (True, False, False)
    """
    return bool(line) and line[0] == line[-1] and _RULE.match(line) is not None


def manner_of(text: str, underlined: bool) -> str:
    """How a line begins or is set off: `underlined`, `labelled`, `bracket`, `deep` (1.2), `number`, `han`, `bullet`, `plain`.

    >>> manner_of("9.1. Where is my order?", False), manner_of("Can I pay later?", True)
    ('deep', 'underlined')
    """
    match = _manners().match(text)
    return match.lastgroup or "" if match else "underlined" if underlined else "plain"


def asking_manners(lines: Sequence[str], underlined: Sequence[bool]) -> list[str]:
    """For each line the manner it shares with lines that ask, or nothing.

    A manner counts where at least `FEWEST` lines are of it and half of them ask; a plain line must ask itself.

    >>> asking_manners(["1.1 Why?", "Because.", "1.2 How so?", "No.", "1.3 It fails"], [False] * 5)
    ['deep', '', 'deep', '', 'deep']
    """
    asked = [len(line) <= MAX_ASKED and (asks(line) or _asks_wrapped(line, lines, i)) for i, line in enumerate(lines)]
    if True not in asked:
        return [""] * len(asked)
    manners: list[str] = []
    asking: Counter[str] = Counter()
    count: Counter[str] = Counter()
    for i, line in enumerate(lines):
        manner = manner_of(line, underlined[i]) if len(line) <= MAX_ASKED else ""
        if manner == "plain" and not (asked[i] and ends_asking(line, lines, i)):
            manner = ""
        manners.append(manner)
        if manner:
            count[manner] += 1
            asking[manner] += asked[i]
    good = {m for m in count if count[m] >= FEWEST and 2 * asking[m] >= count[m]}
    return [m if m in good else "" for m in manners]


def ends_asking(line: str, lines: Sequence[str], i: int) -> bool:
    """Does the line, or the short line it is wrapped into, end with a question mark?"""
    return line.endswith(("?", "\uff1f")) or _asks_wrapped(line, lines, i)


def _asks_wrapped(line: str, lines: Sequence[str], i: int) -> bool:
    if i + 1 >= len(lines) or len(line) < 40 or not line[-1].isalnum() or not line.isascii():
        return False
    return len(lines[i + 1]) < len(line) and lines[i + 1].endswith("?")


@lru_cache(maxsize=1)
def _faq_words() -> tuple[re.Pattern[str], re.Pattern[str]]:
    data = load("titles")
    ends = "|".join(map(re.escape, data["asking_ends"]))
    return any_of(data["faq_words"]), compile_at_once(rf"(?:{ends})[.\u3002]?$")


def names_faq(lines: Sequence[str]) -> bool:
    """Whether one of a page's first lines names it a FAQ.

    >>> names_faq(["首页", "退货常见问题"]), names_faq(["怎么退货?"])
    (True, False)
    """
    heads = "\n".join([line for line in lines[:HEADED] if len(line) <= MAX_HEADING])
    return _faq_words()[0].search(heads.lower()) is not None


def faq_questions(lines: Sequence[str]) -> list[int]:
    """The lines of a FAQ that are its questions, above lines that are none: those of the manner (numbered, underlined, labelled) of most that ask, or
    the plain ones that end as a question does. Empty where they are few.

    >>> faq_questions(["FAQ", "1. Is it safe?", "Yes.", "2. Is it cheap?", "No.", "3. It does not ship", "It does."])
    [1, 3, 5]
    """
    manners = asking_manners(lines, [i + 1 < len(lines) and is_rule(lines[i + 1]) for i in range(len(lines))])
    ends = [len(line) <= MAX_QUESTION and line[:1] not in _BULLETS and _ends_asking(line) for line in lines]
    plain = [manner in ("", "plain") for manner in manners]
    count = Counter(
        "" if own else manner
        for manner, own, end, line in zip(manners, plain, ends, lines, strict=True)
        if end or (not own and asks(line))
    )
    best = max(sorted(count), key=lambda manner: count[manner], default="")
    asked = [manner == best if best else end for manner, end in zip(manners, ends, strict=True)]
    again = {line: i for i, line in enumerate(lines)}  # a table of contents says its questions first
    found = [i for i in range(1, len(lines) - 1) if asked[i] and not asked[i + 1] and again[lines[i]] == i]
    return found if len(found) >= FEWEST_OF_FAQ else []


def _ends_asking(line: str) -> bool:
    return line.endswith("?") or ends_asking_words(line)


def ends_asking_words(line: str) -> bool:
    """Whether a line ends with words that ask, with a full stop or without.

    >>> ends_asking_words("方法を教えてください。"), ends_asking_words("できますよ。")
    (True, False)
    """
    return _faq_words()[1].search(line) is not None
