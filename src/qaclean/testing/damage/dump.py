"""A dump while it is broken: runs of text that know which block of the page they came from, so that the gold is carried whatever is done to them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from qaclean.testing.damage.model import KEPT, Block, Kind

__all__ = ["BETWEEN", "NOISE", "Dump", "Run", "cut_runs", "is_break", "joined_lines", "lines_of", "replaced"]

BETWEEN = -1  # the owner of what stands between blocks: line breaks, spaces, marks of Markdown
NOISE = -2  # the owner of what no block of the page said: filler, repeated answers


class Run(NamedTuple):
    """A stretch of a dump: its `text`, the number of the block that it came from (or `BETWEEN`, `NOISE`), and what a reader should get of it
    (`clean`; None: the text itself)."""

    text: str
    owner: int
    clean: str | None = None

    def said(self) -> str:
        """What the block says here."""
        return self.text if self.clean is None else self.clean


class Dump(NamedTuple):
    """A dump with its gold: runs in order, and the blocks that they name.

    >>> from qaclean.testing.damage.model import Block
    >>> Dump("qa", "zh", (Run("怎么退订?", 0), Run("\\n", BETWEEN)), (Block("question", "怎么退订?", 0),)).text
    '怎么退订?\\n'
    """

    kind: Kind
    language: str
    runs: tuple[Run, ...]
    blocks: tuple[Block, ...]
    url: str | None = None

    @property
    def text(self) -> str:
        """The dump as the scraper writes it."""
        return "".join(run.text for run in self.runs)

    def kept(self, run: Run) -> bool:
        """Whether a run is content, by the gold."""
        return run.owner >= 0 and self.blocks[run.owner].role in KEPT

    def with_runs(self, runs: Iterable[Run]) -> Dump:
        """The same with other runs; empty ones are left out."""
        return self._replace(runs=tuple(run for run in runs if run.text))

    def with_lines(self, lines: Iterable[Sequence[Run]]) -> Dump:
        """The same with these lines, a line break between two."""
        return self.with_runs(joined_lines(lines))


def is_break(run: Run) -> bool:
    """Whether a run ends a line of the dump (line breaks inside of code do not)."""
    return run.owner == BETWEEN and "\n" in run.text


def lines_of(runs: Iterable[Run]) -> list[list[Run]]:
    """The runs line by line; a break of two line feeds gives an empty line.

    >>> lines_of([Run("a", 0), Run("\\n\\n", BETWEEN), Run("b", 1)])
    [[Run(text='a', owner=0, clean=None)], [], [Run(text='b', owner=1, clean=None)]]
    """
    lines: list[list[Run]] = [[]]
    for run in runs:
        if not is_break(run):
            lines[-1].append(run)
            continue
        for number, part in enumerate(run.text.split("\n")):
            if number:
                lines.append([])
            if part:
                lines[-1].append(Run(part, BETWEEN))
    return lines


def joined_lines(lines: Iterable[Sequence[Run]]) -> list[Run]:
    """The runs of lines, with breaks between them."""
    runs: list[Run] = []
    for number, line in enumerate(lines):
        if number:
            runs.append(Run("\n", BETWEEN))
        runs.extend(line)
    return runs


def replaced(run: Run, pattern: re.Pattern[str], change: Callable[[re.Match[str]], Run | str]) -> list[Run]:
    """A run with the matches of a pattern changed: to another run, or to other text that stands for the same words. A run that is damaged already stays.

    >>> replaced(Run("a b", 0), re.compile(" "), lambda match: "&nbsp;")
    [Run(text='a', owner=0, clean=None), Run(text='&nbsp;', owner=0, clean=' '), Run(text='b', owner=0, clean=None)]
    """
    if run.clean is not None:
        return [run]
    runs, at = [], 0
    for match in pattern.finditer(run.text):
        runs.append(Run(run.text[at : match.start()], run.owner))
        made = change(match)
        runs.append(made if isinstance(made, Run) else Run(made, run.owner, match.group()))
        at = match.end()
    runs.append(Run(run.text[at:], run.owner))
    return [part for part in runs if part.text]


def cut_runs(runs: Sequence[Run], start: int, end: int) -> list[Run]:
    """The runs between two positions of their text. Of a damaged run at a cut the words are lost, for nobody can tell which are left.

    >>> cut_runs([Run("abc", 0), Run("&nbsp;", 0, " "), Run("de", 1)], 1, 5)
    [Run(text='bc', owner=0, clean=None), Run(text='&n', owner=0, clean='')]
    """
    parts, at = [], 0
    for run in runs:
        first, last = max(start - at, 0), min(end - at, len(run.text))
        at += len(run.text)
        if first >= last:
            continue
        whole = (first, last) == (0, len(run.text))
        clean = run.clean if whole or run.clean is None else ""
        parts.append(Run(run.text[first:last], run.owner, clean))
    return parts
