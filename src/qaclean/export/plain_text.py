"""The words of blocks as plain text, for rows and chunks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qaclean.records import Block, Step

__all__ = ["plain_text"]


def plain_text(blocks: Sequence[Block]) -> str:
    """The words of blocks, a line a paragraph, item or step (with its marker), cells with tabs between; images have none.

    >>> from qaclean import clean
    >>> plain_text(clean("怎么退订彩铃?\\n1、编辑短信。2、发出去。").questions[0].answers[0].blocks)
    '1、编辑短信。\\n2、发出去。'
    """
    return "\n".join(line for block in blocks for line in _lines(block))


def _lines(block: Block) -> Iterator[str]:
    if block.type == "steps":
        yield from _step_lines(block.steps, "")
    elif block.type == "list":
        yield from (f"- {item}" for item in block.items)
    elif block.type == "table":
        yield from ("\t".join(row) for row in block.rows)
    elif block.type != "image":
        yield block.text


def _step_lines(steps: Sequence[Step], indent: str) -> Iterator[str]:
    for step in steps:
        joint = "" if not step.marker.isascii() or not step.text else " "
        yield f"{indent}{step.marker}{joint}{step.text}".rstrip()
        yield from _step_lines(step.steps, indent + "  ")
