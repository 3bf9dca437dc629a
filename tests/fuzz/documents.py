"""Documents without end for fuzzing: fixtures and generated pages, spliced, flattened and damaged; the same for the same seed."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from qaclean.testing import cases
from qaclean.testing.damage import Block, damage, recipes
from qaclean.testing.damage.anchors import anchor_of, forms
from qaclean.testing.damage.force import Force
from qaclean.testing.damage.mojibake import garble
from qaclean.testing.generated import generate
from qaclean.testing.pages import generate_page

__all__ = ["Document", "document"]

# Code points of a part, at most: a fault shows in little text as in much, and little is soon tried.
MOST = (200, 400, 800, 2_500)
MEDIA_TYPES = ("text/plain", "text/html", "text/markdown", None)
_Damage = Callable[[str, random.Random], str]

PIECES = (
    "1、先断电。2、再拆壳。", "步骤阅读", "①", "Step 2", "二、", "(3) ", "追问", "追答", "答:", "问:", "Q: ", "A: ", "> ", "x wrote:", "发表于 2021-3-4 10:20", "#3", "2楼",
    "评论|", "举报", "Reply", "首页 > 生活 > 正文", "相关阅读", "发表评论", "昵称:", "版权所有", "标签:甲 乙", "2021-04-1119:04:13", "```", "    int a;", "| a | b |", "- [x] ", "***",
    "[甲](http://x.example/a_(b) \"t\")", "![](//x.example/a.png)", "&nbsp;&amp;lt;", "<<br/>", "-->", "<!--", "<![CDATA[", "<div style=\"display:none\">", "<pre>", "<ol><li>", "</ol></table>", "<br>",
    "<script>{\"@type\":\"Question\"", "\ufffd", "\ud800", "\u202e", "\u200b", "\u3000", "\x00", "\x85", "\r", "锟斤拷", "鐧惧害", "Ã©", "牋", "𠮷", "👩\u200d🔧", "ก็", "한글 ", "日本語の説明。",
    "---\ntitle: a\n---\n", "Ingredients", "2 cups flour", "Directions", "baidu知道e799be31333431343666", "iknow-pic.cdn.bcebos.com/", "esrc=\"", "10.2.13", "1.", "1.", "1.", "9999999999999、",
)  # fmt: skip


class Document(NamedTuple):
    """A document to clean: `number` of the run, and the content as text or bytes."""

    number: int
    source: str | bytes
    media_type: str | None


def document(seed: int, number: int) -> Document:
    """The document of a seed and a number: it depends on nothing else."""
    dice = random.Random(f"{seed} {number}")
    text = _spliced(dice, _sources())
    for spoil in dice.sample(DAMAGES, dice.randrange(5)):
        text = spoil(text, dice)
    return Document(number, _encoded(text, dice), dice.choice(MEDIA_TYPES))


@lru_cache(maxsize=1)
def _sources() -> list[str]:
    texts = [case.source.decode("utf-8", "replace") for case in cases()]
    texts += [damage(generate_page("qa", "zh", n), recipe, n).text for n, recipe in enumerate(recipes())]
    texts += [row.get("text") or row["html"] for row in generate(60, seed=5, size="short")]
    return [text for text in texts if text.strip()]


def _spliced(dice: random.Random, sources: list[str]) -> str:
    """Parts of one to three sources."""
    parts, most = [], dice.choice(MOST)
    for _ in range(dice.choice((1, 1, 2, 3))):
        text = dice.choice(sources)
        start = dice.randrange(max(1, len(text) - 200)) if dice.random() < 0.5 else 0
        parts.append(text[start : start + dice.randrange(1, most)])
    return "\n".join(parts)


def _encoded(text: str, dice: random.Random) -> str | bytes:
    kind = dice.random()
    if kind < 0.6:
        return text
    data = text.encode(dice.choice(("utf-8", "gb18030", "big5", "utf-16-le", "shift_jis", "latin-1")), "replace")
    if kind > 0.8 and data:
        data = bytearray(data)  # type: ignore[assignment]
        for _ in range(dice.randrange(1, 6)):
            data[dice.randrange(len(data))] = dice.randrange(256)  # type: ignore[index]
    return bytes(data)


def _joined_lines(text: str, dice: random.Random) -> str:
    return dice.choice(("", " ", "  ", "\t", " | ")).join(text.split("\n"))


def _lost_breaks(text: str, dice: random.Random) -> str:
    return "".join(char for char in text if char != "\n" or dice.random() < 0.6)


def _shuffled(text: str, dice: random.Random) -> str:
    lines = text.split("\n")
    dice.shuffle(lines)
    return "\n".join(lines)


def _repeated(text: str, dice: random.Random) -> str:
    lines = text.split("\n")
    at = dice.randrange(len(lines))
    return "\n".join(lines[:at] + lines[at : at + 3] * dice.randrange(2, 12) + lines[at:])


def _cut(text: str, dice: random.Random) -> str:
    at = dice.randrange(len(text) + 1)
    return text[at:] if dice.random() < 0.5 else text[:at]


def _flattened(text: str, dice: random.Random) -> str:
    return re.sub(r"<[^<>]{1,300}>", dice.choice(("", " ", "\n")), text)


def _half_tags(text: str, dice: random.Random) -> str:
    return re.sub(r"[<>]", lambda match: match.group() if dice.random() < 0.7 else "", text)


def _strewn(text: str, dice: random.Random) -> str:
    """With pieces of many structures at any place."""
    for _ in range(dice.randrange(1, 8)):
        at = dice.randrange(len(text) + 1)
        text = text[:at] + dice.choice(PIECES) * dice.choice((1, 1, 1, 2, 9)) + text[at:]
    return text


def _anchors(text: str, dice: random.Random) -> str:
    """With anchors of images, each cut anywhere at both ends."""
    for _ in range(dice.randrange(1, 4)):
        picture = Block("image", "大图", url=f"https://iknow-pic.cdn.bcebos.com/{dice.randrange(16**8):040x}")
        force = Force(dice, 1, {"shuffled": 0.5, "lost": 0.3, "halved": 0.3})
        whole = anchor_of(picture, dice.choice(forms()), "zh", force)
        start, end = sorted((dice.randrange(len(whole)), dice.randrange(len(whole))))
        at = dice.randrange(len(text) + 1)
        text = (
            text[:at]
            + dice.choice((whole[start:], whole[:end], whole[start:end]))
            + dice.choice(("", "\n", " "))
            + text[at:]
        )
    return text


def _mojibake(text: str, dice: random.Random) -> str:
    written, read = dice.choice(
        (("utf-8", "gbk"), ("gbk", "latin-1"), ("utf-8", "cp1252"), ("big5", "gbk"), ("gbk", "big5"))
    )
    lines = text.split("\n")
    start = dice.randrange(len(lines))
    return "\n".join(
        garble(line, written, read) or line if start <= n < start + 6 else line for n, line in enumerate(lines)
    )


def _any_characters(text: str, dice: random.Random) -> str:
    for _ in range(dice.randrange(1, 12)):
        at = dice.randrange(len(text) + 1)
        text = (
            text[:at]
            + chr(dice.choice((dice.randrange(0x3000), dice.randrange(0x3000, 0x10000), dice.randrange(0x110000))))
            + text[at:]
        )
    return text


def _deep(text: str, dice: random.Random) -> str:
    tag = dice.choice(("div", "ul", "li", "span", "table", "blockquote", "b"))
    return f"<{tag}>" * dice.randrange(2, 400) + text


DAMAGES: list[_Damage] = [
    _joined_lines, _lost_breaks, _shuffled, _repeated, _cut, _flattened, _half_tags, _strewn, _strewn, _anchors, _mojibake, _any_characters, _deep,
]  # fmt: skip
