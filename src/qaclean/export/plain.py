"""Blocks as lines of plain text: what the text writer prints and what schema.org's `text` holds."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from datetime import datetime

from qaclean.records import Answer, Block, Image, ListBlock, Page, Question, Quote, Step, Steps, Table

__all__ = ["block_lines", "blocks_lines", "indented", "plain", "spaced", "told", "told_by"]


def plain(blocks: Iterable[Block]) -> str:
    """The text of blocks, one line each, steps with their markers, no images (they have a place of their own).

    >>> from qaclean.records import Paragraph
    >>> plain([Paragraph(span=(0, 1), text="甲"), Paragraph(span=(2, 3), text="乙")])
    '甲\\n乙'
    """
    return "\n".join(line for block in blocks if block.type != "image" for line in block_lines(block, images=False))


def blocks_lines(blocks: Iterable[Block]) -> Iterator[str]:
    """The lines of blocks for a reader: a heading, a table and a code block have an empty line before them."""
    for position, block in enumerate(blocks):
        if position and block.type in ("heading", "table", "code"):
            yield ""
        yield from block_lines(block)


def block_lines(block: Block, *, images: bool = True) -> Iterator[str]:
    """The lines of one block."""
    if isinstance(block, Steps):
        for step in block.steps:
            yield from _step_lines(step, images)
    elif isinstance(block, ListBlock):
        for item in block.items:
            yield from _hung("- ", item)
    elif isinstance(block, Table):
        yield from (" | ".join(" ".join(cell.split()) for cell in row) for row in block.rows)
    elif isinstance(block, Image):
        yield _image_line(block)
    elif isinstance(block, Quote):
        yield from indented(block.text.splitlines(), "> ")
    else:
        yield from block.text.splitlines()


def _step_lines(step: Step, images: bool) -> Iterator[str]:
    yield from _hung(spaced(step.marker), step.text)
    for image in step.images if images else ():
        yield "   " + _image_line(image)
    for nested in step.steps:
        yield from indented(_step_lines(nested, images), "   ")


def spaced(marker: str) -> str:
    """A marker as it stands before its text: with a space, unless it ends in a wide mark that brings its own.

    >>> spaced("1."), spaced("1、")
    ('1. ', '1、')
    """
    bare = marker.strip()
    return bare if not bare or unicodedata.east_asian_width(bare[-1]) in "WF" else f"{bare} "


def _hung(marker: str, text: str) -> Iterator[str]:
    """`text` after `marker`, later lines under the first."""
    first, *rest = text.splitlines() or [""]
    yield (marker + first).rstrip()
    yield from indented(rest, "   ")


def _image_line(image: Image) -> str:
    words = " ".join((image.alt or image.title or "").split())
    return f"[image{': ' + words if words else ''}] {image.url or '(its address is lost)'}"


def indented(lines: Iterable[str], indent: str) -> Iterator[str]:
    """Lines moved to the right; empty lines stay empty.

    >>> list(indented(["a", "", "b"], "  "))
    ['  a', '', '  b']
    """
    return ((indent + line).rstrip() for line in lines)


def told(page: Page) -> list[str]:
    """What the page tells about itself, one fact an item: breadcrumb, author, date, views, tags."""
    facts = [" > ".join(page.breadcrumb), *told_by(page)]
    facts.append(f"{page.views:,} views" if page.views is not None else "")
    facts.append(f"tags: {', '.join(page.tags)}" if page.tags else "")
    return [" ".join(fact.split()) for fact in facts if fact]


def told_by(record: Page | Question | Answer) -> list[str]:
    """Author and date, as far as known, the date as a person writes it.

    >>> told_by(Question(text="?", span=(0, 1), author="小林", published="2021-03-04T05:06:00"))
    ['小林', '2021-03-04 05:06']
    """
    return [fact for fact in (record.author, _day(record.published)) if fact]


def _day(moment: str | None) -> str | None:
    """An ISO 8601 moment without seconds, without a midnight that nobody wrote; anything else as it is."""
    try:
        parsed = datetime.fromisoformat(moment or "")
    except ValueError:
        return moment
    return parsed.date().isoformat() if (parsed.hour, parsed.minute) == (0, 0) else f"{parsed:%Y-%m-%d %H:%M}"
