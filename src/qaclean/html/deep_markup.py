"""Markup that nests deeper than a parser reads, made flat: the tags below a depth go, all text stays in its order.

End tags end what they end in a browser, where libxml2 ignores them: much deep markup is a list of thousands of comments whose items
each leave a `<div>` open. What hides its content (scripts, `display:none`) keeps its tags, so that flattening shows nothing that
the page hides.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache

from qaclean.html.elements import BLOCK, RAW_TEXT, SKIPPED, VOID
from qaclean.html.hidden import may_hide
from qaclean.patterns import compile_at_once, compile_on_use

__all__ = ["MAX_DEPTH", "flattened"]

MAX_DEPTH = 200  # open elements; the tags of deeper ones go
_TAG = compile_on_use(
    r"<(?:(!--)"
    r"|(/?)([A-Za-z][A-Za-z0-9:-]{0,40})"
    r"((?:[^<>\"']{1,400}+|\"[^\"]{0,4000}+\"|'[^']{0,4000}+'){0,400}+)>)"
)
_CELLS = frozenset(("td", "th"))
# What an end tag does not reach beyond: a table for parts of tables, cells too for blocks, lists for their items, any block for inline ones.
_TABLE = frozenset(("table", "template", "html"))
_IN_TABLES = frozenset(("table", "caption", "thead", "tbody", "tfoot", "tr", "td", "th"))
_WALLS = _TABLE | _CELLS | {"caption", "object", "button"}
_ITEM_WALLS = _WALLS | {"ul", "ol"}
MAX_WALK = 400  # open elements that an end tag may end
# Elements whose end tags may be missing, and by which start tags they end (HTML Standard, 13.1.2.4 "Optional tags").
_ENDED_BY = {
    "p": frozenset(("p",)), "li": frozenset(("li", "p")), "dt": frozenset(("dt", "dd", "p")), "dd": frozenset(("dt", "dd", "p")),
    "option": frozenset(("option",)), "td": _CELLS, "th": _CELLS, "tr": _CELLS | {"tr"},
}  # fmt: skip


def flattened(text: str) -> str:
    """The markup without the tags of elements below `MAX_DEPTH`; where one made a block there is a line break. Linear.

    >>> deep = "<b>" * 199 + "<div>a<div>b<p>c</div>d</div><div hidden>e<i>f</i></div>" + "</b>" * 199
    >>> flattened(deep).replace("<b>", "").replace("</b>", "")
    '<div>a<br>b<br>c<br>d</div><div hidden>ef</div>'
    """
    parts: list[str] = []
    elements = _OpenElements()
    at = position = 0
    put: str | None
    while match := _TAG.search(text, position):
        position = match.end()
        comment, ends, name, attributes = match.groups("")
        name = name.lower()
        if comment or (name in RAW_TEXT and not ends):
            position = _end_of_raw(text, name, position)
            continue
        if ends:
            put = elements.close(name)
        elif name in VOID or attributes.endswith("/"):
            continue
        else:
            put = elements.open(name, match.group(), attributes)
        if put is not None:
            _append(parts, text[at : match.start()], put)
            at = position
    parts.append(text[at:])
    return "".join(parts)


def _append(parts: list[str], between: str, put: str) -> None:
    """Add the text before a tag and what stands for it: one line break is enough for tags in a row."""
    if put == "<br>" and parts and parts[-1] == put and (not between or between.isspace()):
        return
    parts += (between, put)


class _OpenElements:
    """The stack of open elements: whose tags stand, and what stands for the others."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self.counts: dict[str, int] = defaultdict(int)
        self.hiding = -1  # place on the stack of the deep element that keeps its tags

    def open(self, name: str, tag: str, attributes: str) -> str | None:
        """What stands for a start tag; None: itself."""
        ends = self._close_implied(name) if name in _ENDED_BY else None
        names = self.names
        names.append(name)
        self.counts[name] += 1
        if len(names) > MAX_DEPTH:
            if self.hiding >= 0 or not _hides(name, attributes):
                return _joined([*ends, _break_of(name)]) if ends else _break_of(name)
            self.hiding = len(names) - 1
        return _joined([*ends, tag]) if ends else None

    def close(self, name: str) -> str:
        """What stands for an end tag: the end tags of all that it ends."""
        if self.names and self.names[-1] == name:
            return self._pop()
        place = self._ended(name)
        if place is None:
            return ""
        ends = [self._pop() for _ in range(len(self.names) - place)]
        return _joined(ends)

    def _close_implied(self, name: str) -> list[str]:
        """What stands for the end tags that a start tag implies."""
        ended = _ENDED_BY[name]
        ends = []
        while self.names and self.names[-1] in ended:
            ends.append(self._pop())
        return ends

    def _ended(self, name: str) -> int | None:
        """The place of the element that an end tag ends (HTML Standard, 13.2.4.2 "scope"); None: it ends none."""
        if not self.counts.get(name):
            return None
        walls = _TABLE if name in _IN_TABLES else _ITEM_WALLS if name == "li" else _WALLS if name in BLOCK else BLOCK
        names = self.names
        for place in range(len(names) - 1, max(len(names) - MAX_WALK, 0) - 1, -1):
            if names[place] == name:
                return place
            if names[place] in walls:
                return None
        return None

    def _pop(self) -> str:
        """Close the innermost element: what stands for its end tag."""
        name = self.names.pop()
        self.counts[name] -= 1
        place = len(self.names)
        if place == self.hiding:
            self.hiding = -1
        elif place >= MAX_DEPTH:
            return _break_of(name)
        return f"</{name}>"


def _joined(tags: list[str]) -> str:
    """The tags, one line break of those in a row."""
    return "".join(tag for place, tag in enumerate(tags) if tag != "<br>" or not place or tags[place - 1] != tag)


def _break_of(name: str) -> str:
    return "<br>" if name in BLOCK or "-" in name else ""


def _hides(name: str, attributes: str) -> bool:
    """Whether an element may hide its content; one whose end tag may be missing would hide what follows too."""
    if name in _ENDED_BY:
        return False
    if name in SKIPPED or name == "noscript":
        return True
    return bool(attributes) and may_hide(attributes)


def _end_of_raw(text: str, name: str, position: int) -> int:
    """Where a comment (no name) or an element of raw text ends; the text's end for one that is never closed."""
    if not name:
        end = text.find("-->", position - 2)  # `<!-->` is a comment
        return end + 3 if end >= 0 else len(text)
    match = _end_tag(name).search(text, position)
    return match.end() if match else len(text)


@lru_cache(maxsize=len(RAW_TEXT))
def _end_tag(name: str) -> re.Pattern[str]:
    return compile_at_once(rf"(?i)</{name}[^<>]{{0,400}}>")
