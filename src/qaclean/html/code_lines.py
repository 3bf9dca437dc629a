"""Which lines of a rendered page are code: those that it marks as such and that look like it, and runs that look like nothing else.

`<pre>` proves no code: sites put prose into it to keep its line breaks. What `<code>` in `<pre>`, or a box of code (`rules/layout.toml`,
`code_boxes`), holds is code unless it is evidently prose.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import groupby

from qaclean.segments.code_runs import find_code_runs, is_button, is_code
from qaclean.segments.layout import Origin

__all__ = ["judge_code"]

_WALL = "。"  # a line of prose: no run goes across it


def judge_code(lines: Sequence[str], origins: Sequence[Origin], boxes: Collection[int] = ()) -> tuple[Origin, ...]:
    """The origins, with the number of its code block (from 1) in `code` of each line that is code, 0 in others.

    `origins[i].pre` is the number of the preformatted block of line i; `boxes` are the numbers of those that the page marks as code.
    """
    found: list[tuple[int, int]] = []
    unmarked: list[int] = []
    for number, run in groupby(range(len(lines)), key=lambda i: origins[i].pre):
        rows = list(run)
        held = _without_buttons(lines, rows) if number else []
        if held and (number in boxes or is_code([lines[i] for i in held])):
            found.append((held[0], held[-1] + 1))
            unmarked.append(-1)
        else:
            unmarked += rows
    if len(unmarked) > 1:
        found += _by_looks(lines, origins, unmarked)
    judged = list(origins)
    for count, (first, last) in enumerate(sorted(found), start=1):
        for i in range(first, last):
            judged[i] = judged[i]._replace(code=count)
    return tuple(judged)


def _without_buttons(lines: Sequence[str], rows: list[int]) -> list[int]:
    """The lines of a block without the buttons at its ends."""
    while rows and is_button(lines[rows[0]]):
        rows = rows[1:]
    while rows and is_button(lines[rows[-1]]):
        rows = rows[:-1]
    return rows


def _by_looks(lines: Sequence[str], origins: Sequence[Origin], unmarked: Sequence[int]) -> list[tuple[int, int]]:
    """Runs of code among lines that nothing marks; -1 parts what does not go together."""
    runs = find_code_runs([lines[i] if i >= 0 and _is_plain(origins[i]) else _WALL for i in unmarked])
    return [(unmarked[run.first], unmarked[run.last - 1] + 1) for run in runs]


def _is_plain(origin: Origin) -> bool:
    """A line that the page says nothing else of: no heading, list item, table or link."""
    return not (origin.level or origin.item or origin.table or origin.link)
