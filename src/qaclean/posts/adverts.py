"""Adverts that a site puts between posts in the markup of one: an element of the post's furniture says what it is, and no date stands in it."""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache
from typing import Any

from qaclean.rules import load

__all__ = ["is_advert"]

MAX_LABEL = 16  # code points
MAX_ELEMENTS = 400  # of a post that are looked at
_LABELS = frozenset(("span", "div", "li", "em", "i", "a", "b", "small", "sup", "label", "td", "strong", "h6"))


@lru_cache(maxsize=1)
def _words() -> frozenset[str]:
    return frozenset(load("layout")["advert"])


def is_advert(element: Any, bodies: Collection[Any] = ()) -> bool:
    """Whether an element of a post, outside what somebody wrote (`bodies`), is only the label of an advert.

    >>> from lxml import etree
    >>> is_advert(etree.HTML("<div><span>Ad</span><p>Buy two, get one.</p></div>")), is_advert(etree.HTML("<div><p>Ad</p></div>"))
    (True, False)
    """
    written = {inner for body in bodies for inner in body.iter()}
    for count, inner in enumerate(element.iter(*_LABELS)):
        if count > MAX_ELEMENTS:
            return False
        if len(inner) == 0 and inner not in written and _is_label(inner.text or ""):
            return True
    return False


def _is_label(text: str) -> bool:
    return len(text) <= 2 * MAX_LABEL and " ".join(text.split()).strip("[]()\u3010\u3011").lower() in _words()
