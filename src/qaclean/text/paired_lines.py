"""Field dumps of several questions: every other line asks, as a title does, and the line below each is its answer. Nothing labels either."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from qaclean.patterns import compile_on_use
from qaclean.text.question_forms import ends_asking_words
from qaclean.text.titles import asks, title_kind

__all__ = ["are_pairs", "lines_of", "may_be_pairs"]

FEWEST = 2  # pairs
SHORTEST = 6  # code points of a line that asks; whoever asks back says less
MOST_WIDE, MOST_LATIN = 40, 110
CERTAIN = 3  # of so many pairs a third may have a title that asks nothing by its words
LEAST_ANSWER = 1.5  # of two pairs the answers are at least so many times as long as the questions
_INSIDE = compile_on_use(r"[\u3002;\uff1b](?!$)|(?<=.{4})[.!?\uff01\uff1f]\s*\S*[^\W\d_]{2}")
_CLOSED = ("。", ".", "!", "\uff01", "…", ";", ":", ",", "、")


def lines_of(text: str, spans: Sequence[tuple[int, int]]) -> tuple[list[int], list[str]]:
    """Which of some spans of a text begin its lines, by their number, and the lines that all of them make: a line may hold several.

    >>> lines_of("ab cd\\nef", [(0, 2), (3, 5), (6, 8)])
    ([0, 2], ['ab cd', 'ef'])
    """
    starts = [0] if spans else []
    for i, (before, span) in enumerate(pairwise(spans), 1):
        if "\n" in text[before[1] : span[0]]:
            starts.append(i)
    ends = [*starts[1:], len(spans)]
    return starts, [text[spans[a][0] : spans[b - 1][1]] for a, b in zip(starts, ends, strict=True)]


def may_be_pairs(text: str, spans: Sequence[tuple[int, int]]) -> bool:
    """A cheap test: whether the lines that some spans of a text make are as many as those of pairs, and the first is no longer than a title.

    >>> may_be_pairs("ab\\ncd\\nef\\ngh", [(0, 2), (3, 5), (6, 8), (9, 11)]), may_be_pairs("ab\\ncd", [(0, 2), (3, 5)])
    (True, False)
    """
    if len(spans) < 2 * FEWEST or spans[0][1] - spans[0][0] > MOST_LATIN:
        return False
    lines = 1 + sum(["\n" in text[before[1] : span[0]] for before, span in pairwise(spans)])
    return lines >= 2 * FEWEST and lines % 2 == 0


def are_pairs(lines: Sequence[str]) -> bool:
    """Whether the (folded) lines of a page are questions and answers by turns: the first asks, the second tells, the third asks, and so on.

    >>> are_pairs(["怎么退订彩铃?", "编辑短信TD,发到客服号,等回执。", "彩铃退订要多少钱", "不要钱,只收发短信的一毛。"])
    True
    >>> are_pairs(["怎么退订彩铃?", "编辑短信TD,发到客服号。", "发到哪里?", "就是账单上的那个号。"])  # somebody asks back
    False
    """
    asked, told = lines[::2], lines[1::2]
    if len(told) < FEWEST or len(asked) != len(told) or title_kind(lines[0]):
        return False
    return _are_titles(asked) and _tell(asked, told)


def _are_titles(lines: Sequence[str]) -> bool:
    """Whether lines are titles of questions: short, one sentence each, nearly all of them ask, and none says another again."""
    if sum(map(_asks, lines)) < len(lines) - len(lines) // CERTAIN or not all(map(_is_short, lines)):
        return False
    begun = sorted(line.rstrip("?") for line in lines)
    return not any(after.startswith(before) for before, after in pairwise(begun))


def _is_short(line: str) -> bool:
    closed = line.endswith(_CLOSED) and not ends_asking_words(line)
    most = MOST_LATIN if line.isascii() else MOST_WIDE
    return SHORTEST <= len(line) <= most and not closed and _INSIDE.search(line) is None


def _asks(line: str) -> bool:
    return asks(line) or ends_asking_words(line)


def _tell(asked: Sequence[str], told: Sequence[str]) -> bool:
    """Whether lines tell: none is such a title, and of few pairs they are much longer than what asks."""
    if any(line.endswith("?") or _is_title(line) for line in told):
        return False
    return len(told) > FEWEST or sum(map(len, told)) >= LEAST_ANSWER * sum(map(len, asked))


def _is_title(line: str) -> bool:
    return len(line) <= MOST_WIDE // 2 and _asks(line) and not line.endswith(_CLOSED)
