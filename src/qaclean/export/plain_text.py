"""The words of blocks as plain text, for rows and chunks."""

from __future__ import annotations

from collections.abc import Sequence

from qaclean.records import Block, Step

__all__ = ["plain_text"]


def plain_text(blocks: Sequence[Block]) -> str:
    """The words of blocks, a line a paragraph, item or step (with its marker), cells with tabs between; images have none.

    >>> from qaclean import clean
    >>> plain_text(clean("怎么退订彩铃?\\n1、编辑短信。2、发出去。").questions[0].answers[0].blocks)
    '1、编辑短信。\\n2、发出去。'
    """
    lines: list[str] = []
    for block in blocks:
        if block.type == "steps":
            _add_steps(lines, block.steps, "")
        elif block.type == "list":
            lines += [f"- {item}" for item in block.items]
        elif block.type == "table":
            lines += ["\t".join(row) for row in block.rows]
        elif block.type != "image":
            lines.append(block.text)
    return "\n".join(lines)


def _add_steps(lines: list[str], steps: Sequence[Step], indent: str) -> None:
    for step in steps:
        joint = "" if not step.marker.isascii() or not step.text else " "
        lines.append(f"{indent}{step.marker}{joint}{step.text}".rstrip())
        if step.steps:
            _add_steps(lines, step.steps, indent + "  ")
