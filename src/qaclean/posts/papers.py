"""Multiple-choice papers: questions with lettered options, the letter of the right one, and why it is.

Nothing but structure proves a paper: options that begin A, B, C in order below a line, again and again. Words that name the answer are data
(`rules/prefixes.toml`, `right_option` and `explanation`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from qaclean.patterns import compile_at_once, compile_on_use
from qaclean.posts.model import Range
from qaclean.rules import load

__all__ = ["ExamQuestion", "find_papers"]

FEWEST = 2  # questions of a paper
MAX_STEM = 4  # pieces of a question
MAX_EXPLAINED = 12  # pieces of an explanation
MAX_STEM_LENGTH = 300  # code points of a piece that asks
_LETTERS = "ABCDEFGH"
_FIRST = frozenset("ABCDEFGH([")
_OPTION = compile_on_use(r"[(\[]?([A-H])(?:\s?[.、:)\]]|(?=\s+\S))\s{0,3}\S")
_INLINE = compile_on_use(r"(?<=[\s;,。])[(\[]?([B-H])(?:\s?[.、:)\]]|(?=\s+\S))\s{0,3}(?=\S)")
_NUMBER = compile_on_use(r"(?:第\s?)?[(\[]?[0-9]{1,4}\s?(?:[.、:)\]]|题)")
_DIGITS = compile_at_once(r"(?:第\s?)?[(\[]?([0-9]{1,4})")
_KEY = compile_on_use(
    r"[(\[]?([0-9]{1,4})\s?[.、:)\]题]\s{0,3}[\[【(]?(?:\w{1,6}[\]】)]?\s?[::]?\s{0,3})?[(\[]?[A-H]{1,6}(?![A-Za-z0-9])"
)
_SECTION = compile_on_use(
    r"[一二三四五六七八九十]{1,3}[、.]|第[一二三四五六七八九十0-9]{1,3}(?:部分|章|节|大题)|Part\s|Section\s"
)


class ExamQuestion(NamedTuple):
    """One question of a paper, in ranges of pieces; `answer` is empty (`first == last`) where the paper gives none."""

    stem: Range
    options: Range
    answer: Range


def find_papers(lines: Sequence[str]) -> tuple[ExamQuestion, ...]:
    """The questions of a page that is a paper, else none; `lines` are the folded words of its pieces. Linear.

    >>> lines = ["1. 红灯亮时?", "A. 停", "B. 走", "答案:A", "2. 绿灯亮时?", "A. 停 B. 走", "答案:B", "解析:没有人。"]
    >>> find_papers(lines)[1]
    ExamQuestion(stem=(4, 5), options=(5, 6), answer=(6, 8))
    >>> find_papers(["A. 先断电", "B. 再拆", "C. 装回"])
    ()
    """
    blocks = _option_blocks(lines)
    if len(blocks) < FEWEST:
        return ()
    stems = [_stem(lines, first, blocks[i - 1][1] if i else 0) for i, (first, _) in enumerate(blocks)]
    found = []
    for i, (first, last) in enumerate(blocks):
        following = stems[i + 1] if i + 1 < len(blocks) else -1
        if stems[i] < first:
            found.append(ExamQuestion((stems[i], first), (first, last), (last, _answer_end(lines, last, following))))
    if len(found) < FEWEST:
        return ()
    if not any(question.answer[0] < question.answer[1] for question in found):
        found = _with_key(lines, found)
    answered = sum(question.answer[0] < question.answer[1] for question in found)
    if 2 * answered < len(found):
        return ()
    return tuple(sorted([*found, *_without_options(lines, found)]))


def _with_key(lines: Sequence[str], found: Sequence[ExamQuestion]) -> list[ExamQuestion]:
    """The questions with their answers from the key below the last one: lines of a question's number and a letter."""
    keys: dict[str, Range] = {}
    last = ""
    for at in range(found[-1].options[1], len(lines)):
        match = _KEY.match(lines[at])
        if match is not None and match[1] not in keys:
            last, keys[match[1]] = match[1], (at, at + 1)
        elif last and _words()[1].match(lines[at]) is not None and keys[last][1] == at:
            keys[last] = (keys[last][0], at + 1)
    return [question._replace(answer=keys.get(_number(lines, question), question.answer)) for question in found]


def _number(lines: Sequence[str], question: ExamQuestion) -> str:
    match = _DIGITS.match(lines[question.stem[0]])
    return match[1] if match is not None else ""


def _without_options(lines: Sequence[str], found: Sequence[ExamQuestion]) -> list[ExamQuestion]:
    """The numbered questions between and behind the others that have no options: true or false, with the answer right below."""
    taken = {at for question in found for held in question for at in range(*held)}
    starts = [at for at in range(found[0].stem[0], len(lines) - 1) if at not in taken and at + 1 not in taken]
    return [
        ExamQuestion((at, at + 1), (at + 1, at + 1), (at + 1, _answer_end(lines, at + 1, -1)))
        for at in starts
        if _NUMBER.match(lines[at]) is not None
        and len(lines[at]) <= MAX_STEM_LENGTH
        and _words()[0].match(lines[at + 1]) is not None
    ]


def _option_blocks(lines: Sequence[str]) -> list[Range]:
    """Ranges of pieces that are the options A, B, ... of one question, in order."""
    blocks: list[Range] = []
    at = 0
    while at < len(lines):
        letters, last = "", at
        while last < len(lines):
            more = _letters(lines[last])
            if not more or not _LETTERS.startswith(letters + more):
                break
            letters += more
            last += 1
        if len(letters) >= 2:
            blocks.append((at, last))
        at = max(last, at + 1)
    return blocks


def _letters(line: str) -> str:
    """The letters of the options that a line begins with and holds."""
    match = _OPTION.match(line) if line[:1] in _FIRST else None
    if match is None:
        return ""
    letters = match[1]
    for inner in _INLINE.finditer(line):
        if inner[1] == _LETTERS[min(_LETTERS.index(letters[-1]) + 1, len(_LETTERS) - 1)]:
            letters += inner[1]
    return letters


def _stem(lines: Sequence[str], options: int, after: int) -> int:
    """The first piece of the question above the options: the nearest numbered one, else the one right above."""
    first = max(after, options - MAX_STEM)
    for at in range(options - 1, first - 1, -1):
        if len(lines[at]) > MAX_STEM_LENGTH or _names_answer(lines[at]) or _SECTION.match(lines[at]):
            break
        if _NUMBER.match(lines[at]):
            return at
    above = options - 1
    fits = above >= after and len(lines[above]) <= MAX_STEM_LENGTH and not _names_answer(lines[above])
    return above if fits and not _SECTION.match(lines[above]) else options


@lru_cache(maxsize=1)
def _words() -> tuple[re.Pattern[str], re.Pattern[str]]:
    data = load("prefixes")
    answer, why = ("|".join(map(re.escape, data[key])) for key in ("right_option", "explanation"))
    return (
        compile_at_once(rf"[\[【(](?:{answer})[\]】)]|(?:{answer})\s?(?:[::是为]|is\b|\s|(?=[A-H]))"),
        compile_at_once(rf"[\[【(](?:{why})[\]】)]|(?:{why})\s?[::\s]"),
    )


def _names_answer(line: str) -> bool:
    return _words()[0].match(line) is not None or _words()[1].match(line) is not None


def _answer_end(lines: Sequence[str], first: int, following: int) -> int:
    """Where the answer ends that begins at `first`: at the next question's stem, a heading, or, in the last one, behind the explanation."""
    if first >= len(lines) or _words()[0].match(lines[first]) is None:
        return first
    last = first + 1
    explained = False
    bound = following if following >= 0 else min(len(lines), last + MAX_EXPLAINED)
    while last < min(bound, first + MAX_EXPLAINED) and not _SECTION.match(lines[last]):
        explained = explained or _words()[1].match(lines[last]) is not None
        if following < 0 and not (explained and lines[last].endswith(("。", ".", "!", "?", ";"))):
            break
        last += 1
    return last
