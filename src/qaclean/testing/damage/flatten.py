"""Flatteners: a page with gold becomes one dump, its blocks parted as a scraper parts them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from qaclean.testing.damage.anchors import anchor_of
from qaclean.testing.damage.dump import BETWEEN, Dump, Run
from qaclean.testing.damage.force import Force
from qaclean.testing.damage.model import FURNITURE, KEPT, PAGE, TOLD, Block, CleanPage

__all__ = ["flatten"]

_MARKS = {"title": "# ", "question": "## ", "heading": "### ", "item": "- ", "quote": "> "}
_GROUPS = {"content": KEPT - {"title"}, "title": {"title"}, "told": TOLD, "furniture": FURNITURE - {"marker"}}


class _Form(NamedTuple):
    """How one dump is written: what parts blocks of a row, rows, and posts; how pictures and lines are shown."""

    inline: str
    block: str
    post: str
    images: str
    markdown: bool
    dropped: frozenset[str]
    indent: str
    bullet: str


def flatten(page: CleanPage, force: Force) -> Dump:
    """The dump of a page. Options, each a value or a list of which one is drawn for the page:

    `inline`, `block`, `post` what stands between the blocks of a row, between rows, between posts (a title or question is parted as a post is); `images` one of `none`, `alt`, `markdown`,
    `address` or a form of anchors; `drop` the groups (`content`, `title`, `told`, `furniture`) and roles that the scraper left out; `markdown`
    whether headings, lists and quotes are marked; `indent` what stands before each line, `bullet` before each row of a sidebar's list.

    >>> import random
    >>> page = CleanPage("qa", "zh", ((Block("question", "怎么退订?", 0),), (Block("author", "小雨", 0, 0), Block("paragraph", "发短信。", 0, 0))))
    >>> flatten(page, Force(random.Random(1), 1, {"inline": "", "drop": "none"})).text
    '怎么退订?\\n小雨发短信。'
    """
    form = _form(force)
    blocks = list(page.blocks())
    runs: list[Run] = []
    number, post = -1, None
    for row in page.rows:
        line: list[Run] = []
        here = None
        for block in row:
            number += 1
            if (block.glued or block.role not in form.dropped) and (
                made := _runs(block, number, form, page.language, force, blocks)
            ):
                line += [Run(form.inline, BETWEEN)] * (bool(line) and not block.glued) + made
                here = (block.question, block.answer, block.role in ("title", "question"))
        if line:
            runs += _part(form, runs, post == here) + line
            post = here
    return Dump(page.kind, page.language, (), tuple(blocks), page.url).with_runs(runs)


def _form(force: Force) -> _Form:
    named = force.options.get("drop", [])
    dropped = {role for name in ([named] if isinstance(named, str) else named) for role in _GROUPS.get(name, {name})}
    block = force.choice("block", "\n")
    return _Form(
        force.choice("inline", " "),
        block,
        force.choice("post", block),
        force.choice("images", "none"),
        bool(force.choice("markdown", False)),
        frozenset(dropped),
        force.choice("indent", ""),
        force.choice("bullet", ""),
    )


def _part(form: _Form, before: list[Run], same_post: bool) -> list[Run]:
    """What parts a row from the one above it."""
    if not before:
        return [Run(form.indent, BETWEEN)]
    between = form.block if same_post else form.post
    return [Run(between, BETWEEN)] + ([Run(form.indent, BETWEEN)] if "\n" in between else [])


def _runs(block: Block, number: int, form: _Form, language: str, force: Force, blocks: list[Block]) -> list[Run]:
    if block.role == "image":
        return list(_image(block, number, form, language, force, blocks))
    listed = block.role in FURNITURE and block.steps != PAGE
    mark = _MARKS.get(block.role, "") if form.markdown else form.bullet if listed else ""
    link = form.markdown and block.role in ("related", "hot_content", "navigation")
    text = block.marker + block.text
    if link:
        return [Run("- [", BETWEEN), Run(text, number), Run(f"](/{number}.html)", BETWEEN)]
    return [Run(mark, BETWEEN), Run(text, number)] if mark else [Run(text, number)]


def _image(block: Block, number: int, form: _Form, language: str, force: Force, blocks: list[Block]) -> Iterator[Run]:
    if form.images == "alt" and block.text:
        blocks.append(Block("image_alt", block.text))
        yield Run(block.text, len(blocks) - 1)
    elif form.images not in ("none", "alt"):
        yield Run(anchor_of(block, form.images, language, force), number, "")
