"""Runs of lines that are code: programs, commands, configuration, stack traces, in a dump as in an HTML page.

A line alone proves little. Each line is weighed by the shapes of `rules/code.toml`, after its indentation, its comments and its strings
are taken off; lines that go on without prose between them make a run, and the run is judged by how much of it looks like code.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from qaclean.freed import remembered
from qaclean.limits import REMEMBERED, REMEMBERED_LENGTH
from qaclean.patterns import compile_at_once, compile_on_use
from qaclean.rules import load

__all__ = [
    "CodeRun",
    "find_code_runs",
    "glued_buttons",
    "is_button",
    "is_code",
    "shapes_of",
    "weight_of",
]

MIN_WEIGHT = 1.9  # of a run: two lines that are hardly anything else
MIN_SHARE = 0.5  # mean weight of its lines
MIN_WEIGHT_DENSE, MIN_SHARE_DENSE = 1.4, 0.7  # ... or one such line beside one that goes well with it
MIN_OFFERED = 0.5  # weight that is enough where a button says that it is code
ALONE_STATEMENTS = 2  # statements of one line that make it a run of its own
MAX_NEUTRAL = 3  # lines in a row that tell nothing, inside a run
MARKED_SHARE = 0.2  # mean weight that is enough where the page marks lines as code
SURE_SHARE = 0.4  # ... whatever the rest looks like
PROSE_SHARE = 0.5  # of the characters marked as code: more prose than this is prose
MAX_LINE = 4000  # code points of a line that is looked at

_OPENER = compile_at_once(r"[\"'“#/*]|--")  # of a string or a comment
# The usual line: three Chinese characters at its start, or behind a word, before any string or comment. 复 and 拷 begin buttons.
_TOLD_AT_ONCE = compile_at_once(
    "(?:[^\\-\"'“#/*复拷復\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]{0,40}[\u3040-\u30ff\u3400-\u590c\u590e-\u5fa8\u5faa-\u62f6\u62f8-\u9fff\uac00-\ud7a3]){3}"
)
# Three characters near each other, outside strings and comments, that make a line prose.
_SPEAKS = compile_on_use(
    "[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3][^\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]{0,40}" * 3
)
_STRING = compile_on_use(r'"[^"\n]{0,600}"|\'[^\'\n]{0,600}\'|“[^”\n]{0,200}”')
_COMMENT = compile_on_use(
    r"/\*.{0,2000}?\*/|<!--.{0,2000}?-->|(?<![:/\w])//.{0,2000}|(?<=[\s;)}])(?:--|#|%%)\s.{0,2000}|^(?:#|--|//|/\*|\*|;|REM\b|rem\b|')\s.{0,2000}|^/\*{1,2}.{0,2000}|^\*{1,2}/"
)
_MARK = compile_at_once("[\"'“/<#%;*{-]")  # one of which each string, comment and hole of a template has
_COMMENTED = ("#", "-", "/", "*", ";", "REM", "rem", "'")  # what a line begins with that is a comment
_MAY_COMMENT = compile_at_once(
    r"[/<#%-](?:(?<=/)[/*]|(?<=<)!--|(?<=-)-|(?<=#)|(?<=%)%)"
)  # what one inside of a line has
_HAN = compile_on_use("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
_BRACKETS = compile_at_once(r"[\s{}()\[\];,]{1,12}$")
_PLAIN_WORDS = compile_on_use(r"(?<![\w.$/\\-])[A-Za-z]{2,}(?![\w$/\\(=-])")
_SYMBOL = compile_at_once(r"[\[\](){}<>=+*/&|%$@#^~_`\\]")
_REPL = compile_on_use(r"(?:>>>|\.\.\.(?!\s[0-9]{1,4}\smore))\s")  # the prompts of an interpreter
_ADDRESS = compile_at_once(r"(?:https?://|www\.)\S{1,2000}$")
_CLAUSE = compile_at_once(r"(?<![\w.$/\\-])(?:[A-Za-z]{1,20} ){4}[A-Za-z]{2,20}(?![\w(=/\\-])")  # five words in a row
_TEMPLATE = compile_at_once(r"\{\{[^{}\n]{0,120}\}\}")  # of a page that was saved before it was filled in
_CALLS = compile_at_once(r"\w\(|[{=]")
_DIGITS = frozenset("0123456789")
_GUTTER = compile_at_once(r"\s{0,8}([0-9]{1,4})[.:|)]?(?=\s|$|[#@<{}/A-Za-z(])\s{0,2}")
_TAGS = compile_at_once(r"</?[A-Za-z][\w:.-]{0,40}[^<>\n]{0,400}>")
PROSE, NEUTRAL = -1.0, 0.0
MIN_PROSE_WORDS = 5
MAX_SYMBOLS = 0.12  # of a sentence's characters


class CodeRun(NamedTuple):
    """The lines `[first, last)` that are code; white lines between them belong to it."""

    first: int
    last: int


class _Shape(NamedTuple):
    id: str
    weight: float
    alone: bool
    worded: bool
    pattern: re.Pattern[str]


@lru_cache(maxsize=1)
def _shapes() -> tuple[_Shape, ...]:
    rows = load("code")["line"]
    return tuple(
        sorted(
            (
                _Shape(r["id"], float(r["weight"]), "alone" in r, "worded" in r, compile_at_once(r["pattern"]))
                for r in rows
            ),
            key=lambda shape: (not shape.alone, -shape.weight),
        )
    )


def shapes_of(line: str) -> list[str]:
    """The ids of the shapes that a line has, comments and strings taken off.

    >>> shapes_of('int n = 3; // 三'), shapes_of("先关机;再开机")
    (['statement', 'declaration'], [])
    """
    bare = _bare(line.strip())
    return [shape.id for shape in _fitting(bare)]


def _fitting(bare: str) -> Iterator[_Shape]:
    """The shapes of a bare line; one that holds a clause of words has only those whose lines may."""
    clause = _CLAUSE.search(bare) is not None
    for shape in _shapes():
        if (shape.worded or not clause) and shape.pattern.match(bare):
            yield shape


def find_code_runs(lines: Sequence[str]) -> tuple[CodeRun, ...]:
    """The runs of code among a page's lines (without line ends, indentation kept), in order. Linear.

    >>> find_code_runs(["怎么写循环?", "for (i = 0; i < 9; i++) {", "    f(i);", "}", "这样就行。"])
    (CodeRun(first=1, last=4),)
    >>> find_code_runs(["先打开设置;再点通用。", "Call me (or not);", "a < b"])
    ()
    """
    known = {
        line: weight_of(line) for line in {*lines}
    }  # of a page of HTML most lines are links, which come here as one
    weights = [known[line] for line in lines]
    if not any(weight > 0 for weight in weights) and len(lines) < 2:
        return ()
    numbered = _gutter(lines, weights)
    if numbered:
        for index, start in numbered.items():
            weights[index] = max(weights[index], weight_of(lines[index][start:]))
    return tuple(_runs(lines, weights))


def is_code(lines: Sequence[str]) -> bool:
    """Whether lines that a page marks as preformatted are code: they look like it, or like anything but prose.

    >>> is_code(["x = 1", "print(x)"]), is_code(["先把水烧开。", "1、放面", "2、煮三分钟"]), is_code(["+---+---+", "| 1 | 2 |"])
    (True, False, True)
    """
    solid = [line for line in lines if line.strip()]
    weights = [weight_of(line) for line in solid]
    looks = sum(
        max(weight, 1.0 if _REPL.match(line.lstrip()) else 0.0) for line, weight in zip(solid, weights, strict=True)
    )
    if looks >= SURE_SHARE * len(solid):
        return True
    told = sum(len(line.strip()) for line, weight in zip(solid, weights, strict=True) if weight == PROSE)
    if told > PROSE_SHARE * sum(len(line.strip()) for line in solid):
        return False
    return looks >= MARKED_SHARE * len(solid) or (told == 0 and not _is_plain(solid))


@lru_cache(maxsize=1)
def _buttons() -> frozenset[str]:
    return frozenset(load("code")["buttons"]["words"])


def is_button(line: str) -> bool:
    """Whether a line beside code only serves to copy, show or name it: `复制代码`, `Copy`.

    >>> is_button(" 复制代码 "), is_button("复制代码到剪贴板")
    (True, False)
    """
    return line.strip() in _buttons()


@lru_cache(maxsize=1)
def _glued_words() -> tuple[str, ...]:
    return tuple(load("code")["buttons"]["glued"])


def glued_buttons(line: str) -> tuple[int, int]:
    """How many code points of a line of code are a button at its start, and at its end.

    >>> glued_buttons("return 0;复制代码")
    (0, 4)
    """
    words = _glued_words()
    if not (line.startswith(words) or line.endswith(words)):  # most lines
        return 0, 0
    before = next((len(word) for word in words if line.startswith(word) and len(line) > len(word)), 0)
    after = next((len(word) for word in words if line.endswith(word) and len(line) > before + len(word)), 0)
    return before, after


def _is_plain(lines: Sequence[str]) -> bool:
    """Words and marks of sentences, nothing else: a short answer."""
    text = "\n".join(lines)
    return re.fullmatch(r"[\w\s.,!?:;()'\"、。,!?:;()~…-]{0,400}", text) is not None and "  " not in text.strip()


def _bare(line: str) -> str:
    """The line, its strings emptied and its comments gone, and the prompt of an interpreter."""
    line = _unprompted(line[:MAX_LINE])
    if _MARK.search(line) is None and not line.startswith(("REM", "rem")):
        return line.strip()
    line = _STRING.sub('""', line)
    if line.startswith(_COMMENTED) or _MAY_COMMENT.search(line) is not None:  # prose has apostrophes and hyphens
        line = _COMMENT.sub("", line)
    return _TEMPLATE.sub("", line).strip() if "{{" in line else line.strip()


def _unprompted(line: str) -> str:
    return _REPL.sub("", line, count=1) if line.startswith((">>> ", "... ")) else line


def weight_of(line: str) -> float:
    """How much a line looks like code: 1 or 0.5, NEUTRAL, or PROSE."""
    if _TOLD_AT_ONCE.match(line):
        return PROSE
    line = line.strip()
    if not line:
        return NEUTRAL
    if not line.isascii():
        before, after = glued_buttons(line)
        line = line[before : len(line) - after]
        opener = _OPENER.search(line, 0, MAX_LINE)
        if _SPEAKS.search(line, 0, opener.start() if opener else MAX_LINE):
            return PROSE
    return _known_weight(line) if len(line) <= REMEMBERED_LENGTH else _shaped(line)


def _shaped(line: str) -> float:
    """The same of a line that is not plainly prose."""
    bare = _bare(line)
    if not bare:
        return NEUTRAL if _COMMENT.match(_unprompted(line)) else PROSE
    if _SPEAKS.search(bare) or _ADDRESS.match(bare):
        return PROSE
    for shape in _fitting(bare):
        return 1.0 if _REPL.match(line) else shape.weight
    if _BRACKETS.fullmatch(bare):
        return 0.5 if "{" in bare or "}" in bare else NEUTRAL
    return PROSE if _HAN.search(bare) or _is_told(bare) else NEUTRAL


_known_weight = remembered(REMEMBERED)(_shaped)


def _is_told(line: str) -> bool:
    """Words of a language as in a sentence."""
    words = len([*islice(_PLAIN_WORDS.finditer(line, 0, MAX_LINE), MIN_PROSE_WORDS)])
    if words < 3 or len(_SYMBOL.findall(line, 0, MAX_LINE)) > MAX_SYMBOLS * min(len(line), MAX_LINE):
        return False
    return words >= MIN_PROSE_WORDS or line[-1] in ".!?:,"


def _gutter(lines: Sequence[str], weights: Sequence[float]) -> dict[int, int]:
    """Lines behind line numbers that count on, each with where its own text begins."""
    found: dict[int, int] = {}
    run: list[tuple[int, int, int]] = []
    for index, line in enumerate([*lines, ""]):
        match = _GUTTER.match(line) if line.lstrip()[:1] in _DIGITS else None
        if match and run and int(match[1]) == run[-1][1] + 1 and index == run[-1][0] + 1:
            run.append((index, int(match[1]), match.end()))
            continue
        if len(run) >= 3 and 2 * sum(weight_of(lines[i][at:]) > 0 for i, _, at in run) >= len(run):
            found.update((i, at) for i, _, at in run)
        run = [(index, int(match[1]), match.end())] if match else []
    return found


def _runs(lines: Sequence[str], weights: Sequence[float]) -> Iterator[CodeRun]:
    first = last = -1  # of the run: its first and its last line that looks like code
    for index, weight in enumerate([*weights, PROSE]):
        if weight > 0:
            first = index if first < 0 else first
            last = index
        elif first >= 0 and (weight == PROSE or index - last > MAX_NEUTRAL):
            run = lines[first : last + 1]
            if _holds(run, weights[first : last + 1]) or _is_offered(lines, weights, first, last):
                yield CodeRun(first, last + 1)
            first = last = -1


def _holds(lines: Sequence[str], weights: Sequence[float]) -> bool:
    solid = [weight for line, weight in zip(lines, weights, strict=True) if line.strip()]
    total = sum(solid)
    if total >= MIN_WEIGHT and total >= MIN_SHARE * len(solid):
        return True
    if total >= MIN_WEIGHT_DENSE and total >= MIN_SHARE_DENSE * len(solid):
        return True
    return any(_stands_alone(line) for line, weight in zip(lines, weights, strict=True) if weight >= 1)


def _is_offered(lines: Sequence[str], weights: Sequence[float], first: int, last: int) -> bool:
    """A run that a button beside it, or glued to it, calls code."""
    words = _glued_words()
    beside = {lines[max(first - 1, 0)].strip(), lines[min(last + 1, len(lines) - 1)].strip()}
    offered = not beside.isdisjoint(words) or any(glued_buttons(lines[i].strip()) != (0, 0) for i in (first, last))
    return offered and sum(weights[first : last + 1]) >= MIN_OFFERED


def _stands_alone(line: str) -> bool:
    """A line that is code without neighbours: a command, several statements, a document of elements."""
    bare = _bare(line.strip())
    if any(shape.alone for shape in _fitting(bare)):
        return True
    if _HAN.search(bare):
        return False
    opened, closed = (sum(map(bare.count, marks)) for marks in ("({[", ")}]"))
    statements = bare.count(";") + bare.count("{")
    balanced = opened > 0 and abs(opened - closed) <= 1 and _CALLS.search(bare) is not None
    return (statements >= ALONE_STATEMENTS and balanced) or len(_TAGS.findall(bare)) >= 4
