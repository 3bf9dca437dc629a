"""What a page hides: parts that a browser does not show, letters too small to be seen, and folded posts, which are content."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from qaclean.freed import remembered
from qaclean.html.elements import BLOCK
from qaclean.limits import REMEMBERED_LENGTH, REMEMBERED_NAMES
from qaclean.patterns import compile_at_once
from qaclean.rules import load

__all__ = ["hides", "is_left_out", "may_hide"]

LONG_HIDDEN = 200  # code points of a hidden part that may be a folded post (`show more`); shorter ones are decoys
MAX_FOLDED = 4  # folded posts in each other; in more of them all that is long is shown
_DISPLAY = compile_at_once(r"(?i)display\s{0,3}:\s{0,3}none|visibility\s{0,3}:\s{0,3}hidden")
_HIDING = frozenset(("style", "hidden", "aria-hidden"))  # attributes
_TINY = compile_at_once(r"(?i)font-size\s{0,3}:\s{0,3}0{1,3}(?:\.0{1,3})?(?:px|pt|em|rem|%)?\s{0,3}(?:[!;\"']|$)")
_ATTRIBUTE = compile_at_once(r"(?i)(?:^|[\s-])hidden(?:[\s=/]|$)")  # `hidden`, `aria-hidden=true`


def hides(tag: str, element: Any, keys: Sequence[str]) -> str:
    """How an element, whose attributes are called `keys`, hides its content: `display` (a browser shows nothing), `tiny` (inline letters of no size, or
    of a class that a style sheet hides, `hidden_names` in `rules/layout.toml`), `aria` (screen readers tell nothing), `inserted` (an archive's toolbar,
    no part of the page); empty where it does not.

    >>> styles = ("font-size:0px; color:#fff", "display: none", "font-size:0.9em")
    >>> [hides("font", {"style": style}, ["style"]) for style in styles]
    ['tiny', 'display', '']
    """
    if _HIDING.isdisjoint(keys):  # most elements
        if tag in BLOCK:
            return "inserted" if tag == "div" and "id" in keys and element.get("id").lower() in _inserted() else ""
        return "tiny" if "class" in keys and _is_hidden_name(element.get("class")) else ""
    style = element.get("style")
    if (style is not None and _DISPLAY.search(style) is not None) or "hidden" in keys:
        return "display"
    if tag == "div" and "id" in keys and element.get("id").lower() in _inserted():
        return "inserted"
    if tag not in BLOCK:
        names = element.get("class")
        if (style is not None and _TINY.search(style) is not None) or (names is not None and _is_hidden_name(names)):
            return "tiny"
    return "aria" if element.get("aria-hidden") == "true" else ""


def may_hide(attributes: str) -> bool:
    """Whether the attributes of a start tag, as written, may hide its content."""
    return any(pattern.search(attributes) for pattern in (_DISPLAY, _ATTRIBUTE, _TINY))


def is_left_out(element: Any, how: str, folded: int) -> bool:
    """Whether an element that hides its content (`how`: see `hides`) is not rendered; `folded` posts are open around it. Linear: of what
    stands in many folded posts only the beginning is looked at."""
    if how == "inserted":
        return True
    if how == "aria":
        return not _is_longer(element, LONG_HIDDEN - 1)
    if how == "tiny":
        return not any(_restores_size(inner) for inner in element.iter())
    return not (_is_folded(element) if folded < MAX_FOLDED else _is_longer(element, LONG_HIDDEN))


def _restores_size(element: Any) -> bool:
    """Whether an element gives its letters a size again, as inside a line whose gaps are hidden that way."""
    style = element.get("style") or ""
    return "font-size" in style and _TINY.search(style) is None


def _is_longer(element: Any, most: int) -> bool:
    """Whether an element's text has more code points than that; reads no further."""
    length = 0
    for text in element.itertext():
        length += len(text)
        if length > most:
            return True
    return False


def _is_folded(element: Any) -> bool:
    """Whether a hidden element holds a folded post: running text, that is sentences and hardly any links."""
    if element.tag in ("form", "nav", "ul") or not _is_longer(element, LONG_HIDDEN):
        return False
    text = "".join(element.itertext())
    sentences = sum(text.count(mark) for mark in ("\u3002", ". ", "! ", "? ", "\uff01", "\uff1f"))
    links = sum(len("".join(a.itertext())) for a in element.iter("a"))
    return sentences >= 3 and links <= 0.3 * len(text)


def _is_hidden_name(names: str) -> bool:
    return _is_known_hidden(names) if len(names) <= REMEMBERED_LENGTH else _is_hidden(names)


def _is_hidden(names: str) -> bool:
    return not _hidden_names().isdisjoint(names.lower().split())


_is_known_hidden = remembered(REMEMBERED_NAMES)(_is_hidden)


@lru_cache(maxsize=1)
def _hidden_names() -> frozenset[str]:
    return frozenset(load("layout")["hidden_names"])


@lru_cache(maxsize=1)
def _inserted() -> frozenset[str]:
    return frozenset(load("layout")["inserted"])
