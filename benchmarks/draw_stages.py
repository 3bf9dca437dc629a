"""Draws where the time goes: the stage tables that `make profile` printed into docs/speed.md become docs/stages.svg, a bar of shares for each table.

python benchmarks/draw_stages.py docs/speed.md docs/stages.svg
"""

from __future__ import annotations

import pathlib
import re
import sys
from typing import NamedTuple

_HEAD = re.compile(r"(\d+) documents, ([0-9.]+) MB")
_ROW = re.compile(r"\s{2,}(\w+)\s+(\d+)\s+([0-9.]+) %")
WIDTH, HEIGHT, LEFT, TOP, GAP = 900, 44, 20, 34, 66
SMALL = 2.5  # per cent; smaller stages are drawn as one
COLOURS = ("#4e79a7", "#f28e2b", "#59a14f", "#e15759", "#76b7b2", "#edc948", "#b07aa1", "#9c755f", "#bab0ac")
MEANING = {
    "decode": "decode", "read_source": "read markup", "repair_lines": "repair", "cut_lines": "cut into pieces", "observe": "observe",
    "find_posts": "find posts", "strip": "strip", "parse": "parse", "emit_record": "emit", "build_page": "pydantic",
}  # fmt: skip


class Table(NamedTuple):
    """A measured table: what was measured, the milliseconds of all, and the share of each stage in per cent."""

    title: str
    milliseconds: int
    shares: dict[str, float]


def tables_of(text: str) -> list[Table]:
    """The stage tables of a document, in order."""
    found: list[Table] = []
    for line in text.split("\n"):
        if head := _HEAD.search(line):
            found.append(Table(f"{head[1]} documents, {head[2]} MB", 0, {}))
        elif found and (row := _ROW.match(line)):
            if row[1] == "all":
                found[-1] = found[-1]._replace(milliseconds=int(row[2]))
            else:
                found[-1].shares[row[1]] = float(row[3])
    return [table for table in found if table.milliseconds]


def bar_of(table: Table, top: int) -> list[str]:
    """One bar: a rectangle a stage, the small ones together at its end."""
    large = {stage: share for stage, share in table.shares.items() if share >= SMALL and stage in MEANING}
    rest = sum(table.shares.values()) - sum(large.values())
    lines = [f'<text x="{LEFT}" y="{top - 8}" font-weight="bold">{table.title}: {table.milliseconds} ms</text>']
    x = float(LEFT)
    for stage, share in [*large.items(), ("rest", rest)]:
        width = share * WIDTH / 100
        colour = COLOURS[[*MEANING].index(stage) % len(COLOURS)] if stage in MEANING else "#dddddd"
        name = MEANING.get(stage, "all else")
        lines.append(
            f'<rect x="{x:.1f}" y="{top}" width="{width:.1f}" height="{HEIGHT}" fill="{colour}" stroke="white"/>'
        )
        if width > 6 * len(name):
            lines.append(f'<text x="{x + 4:.1f}" y="{top + 18}">{name}</text>')
        if width > 34:
            lines.append(f'<text x="{x + 4:.1f}" y="{top + 35}">{share:.0f} %</text>')
        x += width
    return lines


def picture_of(tables: list[Table]) -> str:
    """The whole picture as SVG."""
    height = TOP + len(tables) * (HEIGHT + GAP) - GAP + 14
    head = f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH + 2 * LEFT}" height="{height}" font-family="sans-serif" font-size="12">'
    rows = [line for i, table in enumerate(tables) for line in bar_of(table, TOP + i * (HEIGHT + GAP))]
    return "\n".join([head, '<rect width="100%" height="100%" fill="white"/>', *rows, "</svg>"]) + "\n"


if __name__ == "__main__":
    source, target = map(pathlib.Path, sys.argv[1:3])
    target.write_text(picture_of(tables_of(source.read_text("utf-8"))), "utf-8")
