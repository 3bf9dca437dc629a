"""A page as CommonMark (with GFM tables). Text of the page stays text: it cannot open a link, a heading, HTML or a list.

Rules of the syntax: CommonMark 0.31, "Backslash escapes", "ATX headings", "List items"; GFM, "Tables".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from qaclean.export.markdown_escapes import CONTROLS, escape, image_url
from qaclean.export.plain import indented, spaced, told, told_by
from qaclean.records import Answer, Block, Code, Heading, Image, ListBlock, Page, Question, Quote, Step, Steps, Table

__all__ = ["write"]

_BACKTICKS = re.compile("`{3,}")
_LIST_BREAK = "<!-- -->"  # between two lists, which would otherwise become one
_LANGUAGE = re.compile(r"[\w+#.-]{1,24}")
_MAX_HEADING = 6


def write(page: Page, *, pretty: bool = False) -> str:
    """The page as CommonMark.

    >>> from qaclean import clean
    >>> print(write(clean("雨后的空气为什么清新?\\n因为[雨水]带走了灰尘。")))
    # 雨后的空气为什么清新?
    <BLANKLINE>
    ## Answer
    <BLANKLINE>
    因为\\[雨水\\]带走了灰尘。
    """
    parts: list[str] = []
    level = 1
    if page.title and (len(page.questions) != 1 or page.title != page.questions[0].text):
        parts.append(_heading(page.title, 1))
        level = 2
    if facts := told(page):
        parts.append(f"*{escape(' · '.join(facts))}*")
    for question in page.questions:
        parts.extend(_question(question, level))
    parts.extend(_blocks(page.body, 2))
    return "\n\n".join(parts) or "*(no content)*"


def _heading(text: str, level: int) -> str:
    words = escape(" ".join(text.split()))
    if words.endswith("#") and not words.endswith("\\#"):  # a closing sequence would be dropped
        words = f"{words[:-1]}\\#"
    return f"{'#' * min(level, _MAX_HEADING)} {words}".rstrip()


def _question(question: Question, level: int) -> Iterator[str]:
    yield _heading(question.text, level)
    if facts := told_by(question):
        yield f"*{escape(', '.join(facts))}*"
    yield from _blocks(question.body, level + 1)
    for answer in question.answers:
        yield from _answer(answer, level + 1)


def _answer(answer: Answer, level: int) -> Iterator[str]:
    yield _heading("Accepted answer" if answer.accepted else "Answer", level)
    votes = [f"{answer.votes:,} votes"] if answer.votes is not None else []
    if facts := [*told_by(answer), *votes]:
        yield f"*{escape(', '.join(facts))}*"
    yield from _blocks(answer.blocks, level + 1)
    for followup in answer.followups:
        yield _quoted("\n\n".join(_blocks(followup, level + 1)))


def _blocks(blocks: Iterable[Block], level: int) -> Iterator[str]:
    after_list = False
    for block in blocks:
        text = _block(block, level)
        if not text:
            continue
        is_list = isinstance(block, Steps | ListBlock)
        if is_list and after_list:
            yield _LIST_BREAK
        yield text
        after_list = is_list


def _block(block: Block, level: int) -> str:
    match block:
        case Steps():
            return "\n".join(_steps(block.steps))
        case ListBlock():
            return block.markdown or "\n".join(line for item in block.items for line in _item("-", escape(item)))
        case Table():
            return "\n".join(_table(block.rows))
        case Image():
            return _image(block)
        case Heading():
            return _heading(block.text, level)
        case Code():
            return _code(block.text, block.language)
        case Quote():
            return _quoted(block.markdown or escape(block.text))
        case _:
            return block.markdown or escape(block.text)


def _steps(steps: Sequence[Step]) -> Iterator[str]:
    """Steps as an ordered list where its numbers are those of the page, else as bullets with the page's markers."""
    numbers = [step.number for step in steps]
    first = numbers[0] if numbers else None
    counted = first is not None and 0 <= first < 10**8 and numbers == list(range(first, first + len(steps)))
    for step in steps:
        marker = f"{step.number}." if counted else "-"
        words = step.markdown or escape(step.text)
        yield from _item(marker, words if counted else spaced(escape(step.marker)) + words)
        inside = " " * (len(marker) + 1)
        for image in step.images:
            yield from ("", inside + _image(image))
        if step.steps:
            yield ""
            yield from indented(_steps(step.steps), inside)


def _item(marker: str, words: str) -> Iterator[str]:
    first, *rest = words.splitlines() or [""]
    yield f"{marker} {first}".rstrip()
    yield from indented(rest, " " * (len(marker) + 1))


def _table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """A GFM table: its first row is the header, because GFM has no table without one."""
    width = max((len(row) for row in rows), default=0)
    for position, row in enumerate(rows if width else ()):
        cells = [escape(" ".join(cell.split())) for cell in row] + [""] * (width - len(row))
        yield f"| {' | '.join(cells)} |"
        if position == 0:
            yield f"|{' --- |' * width}"


def _image(image: Image) -> str:
    words = escape(" ".join((image.alt or image.title or "").split()))
    url = image_url(image.url)
    return f"![{words}]({url})" if url else f"*(image{': ' + words if words else ''})*"


def _code(text: str, language: str | None) -> str:
    fence = "`" * (1 + max((len(run) for run in _BACKTICKS.findall(text)), default=2))
    name = language if language and _LANGUAGE.fullmatch(language) else ""
    return f"{fence}{name}\n{CONTROLS.sub(' ', text)}\n{fence}"


def _quoted(markdown: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in markdown.split("\n"))
