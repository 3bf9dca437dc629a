"""What the inline markup of a block says beside its words: targets of links, inline code, emphasis, formulas; and the language of a box of code."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from qaclean.html.elements import BLOCK, SKIPPED
from qaclean.patterns import compile_at_once

__all__ = ["InlineText", "Mark", "code_language", "holds_marks", "inline_text"]

_KINDS = {
    "a": "link",
    "b": "strong",
    "strong": "strong",
    "em": "emphasis",
    "i": "emphasis",
    "code": "code",
    "kbd": "code",
}
_TEX = compile_at_once(r"\{\\displaystyle\s(.{1,2000})\}\s*$", re.DOTALL)
_LANGUAGE = compile_at_once(
    r"(?:^|[\s:])(?:lang(?:uage)?-|highlight-source-|brush:\s?|sourceCode\s|s-lang-)(?P<name>[\w+#.-]{1,24})",
    re.IGNORECASE,
)
_NO_LANGUAGE = frozenset(("none", "plain", "plaintext", "text", "txt", "default", "auto", "nohighlight", "undefined"))
UP = 2  # elements around a box of code that may name its language


class Mark(NamedTuple):
    """Characters `[start, end)` that are a `link`, `code`, `emphasis`, `strong`, or a formula (`math`, which has no characters); `target`: an address as
    written, or TeX."""

    start: int
    end: int
    kind: str
    target: str


class InlineText(NamedTuple):
    """The characters of the inline content of a block, white space left out, and its marks, outer ones first."""

    solid: str
    marks: tuple[Mark, ...]


def holds_marks(element: Any) -> bool:
    """Whether an element holds what could be a mark; blocks in it count."""
    return len(element) > 0 and next(element.iter(*_KINDS, "math", "script"), None) is not None


def inline_text(element: Any) -> InlineText:
    """The inline content of a block element, without that of the blocks in it.

    >>> from lxml import etree
    >>> inline_text(etree.HTML("<p>see <a href=/x>this <b>one</b></a></p>").find(".//p"))
    InlineText(solid='seethisone', marks=(Mark(start=3, end=10, kind='link', target='/x'), Mark(start=7, end=10, kind='strong', target='')))
    """
    if len(element) == 0:
        return InlineText("".join((element.text or "").split()), ())
    walk = _Walk()
    walk.run(element)
    return InlineText(
        "".join(walk.parts), tuple(Mark(*row) for row in walk.marks if row[1] > row[0] or row[2] == "math")
    )


class _Walk:
    """One walk over the inline content of a block: its words, and marks as `[start, end, kind, target]`, whose end is set when it is reached."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.marks: list[list[Any]] = []
        self.length = 0

    def run(self, block: Any) -> None:
        todo: list[Any] = [*reversed(block), block.text]
        while todo:
            node = todo.pop()
            if type(node) is list:
                node[1] = self.length  # the mark ends here
            elif node is None or type(node) is str:
                self.add(node)
            else:
                todo.append(node.tail)
                if type(node.tag) is str and node.tag not in BLOCK:
                    self.enter(node, todo)

    def add(self, text: str | None) -> None:
        if text:
            words = "".join(text.split())
            self.parts.append(words)
            self.length += len(words)

    def enter(self, element: Any, todo: list[Any]) -> None:
        tag = element.tag
        if tag in SKIPPED:
            if tex := _formula(element):
                self.marks.append([self.length, self.length, "math", tex])
            return
        kind = _KINDS.get(tag)
        if kind is not None:
            mark = [self.length, self.length, kind, element.get("href") or "" if tag == "a" else ""]
            self.marks.append(mark)
            todo.append(mark)
        todo += reversed(element)
        todo.append(element.text)


def _formula(element: Any) -> str | None:
    """The TeX of a `<math>`, as its annotation or alternative text says it (else its characters), or of a script that holds TeX."""
    if element.tag == "script":
        is_tex = (element.get("type") or "").startswith("math/tex")
        return (element.text or "").strip() or None if is_tex else None
    if element.tag != "math":
        return None
    for inner in element.iter("annotation"):
        if "tex" in (inner.get("encoding") or "").lower() and (inner.text or "").strip():
            return str(_bare(inner.text))
    words = element.get("alttext") or " ".join("".join(element.itertext()).split())
    return _bare(words) or None


def _bare(tex: str) -> str:
    match = _TEX.fullmatch(tex.strip())
    return match[1].strip() if match else tex.strip()


def code_language(element: Any) -> str | None:
    """The language that a box of code names in its class or `data-lang`, or in those of the `<code>` in it or of the elements around it.

    >>> from lxml import etree
    >>> code_language(etree.HTML("<pre><code class='hljs language-Python'>x</code></pre>").find(".//pre"))
    'python'
    """
    inner = element.find(".//code")
    around = [element, *([inner] if inner is not None else [])]
    parent = element.getparent()
    for _ in range(UP):
        if parent is None or parent.tag == "body":
            break
        around.append(parent)
        parent = parent.getparent()
    for one in around:
        named = one.get("data-lang") or one.get("data-language") or ""
        match = _LANGUAGE.search(one.get("class") or "")
        name = (named or (match["name"] if match else "")).lower()
        if re.fullmatch(r"[\w+#.-]{1,24}", name) and name not in _NO_LANGUAGE:
            return name
    return None
