"""Names that a template shows at the same place of each post, where neither class words nor addresses say whose they are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from qaclean.posts.class_words import name_words
from qaclean.posts.line_names import is_valid_name

__all__ = ["placed_names"]

FEWEST = 2  # posts
MAX_NAME = 24  # code points
MAX_ELEMENTS = 400  # of a post that are looked at
MOST_LEVELS = 12  # elements around a name, in a post
PLACED = 0.75  # of the posts that must have a name there
DIFFERENT = 0.6  # of the names that must not be said before
_NO_NAMES = frozenset(
    ("script", "style", "blockquote", "pre", "code", "time", "button", "i", "sup", "textarea", "option")
)
_Place = tuple[str, ...]


def placed_names(posts: Sequence[Any]) -> list[str | None]:
    """The name of who wrote each of the elements `posts`, at the first place that shows another short text in most of them and leads somewhere (a
    link), or else is shown so; all None where there is no such place.

    >>> from lxml import etree
    >>> row = "<li><p><a href='/{0}'>{1}</a><span>Lv 3</span><p>{2}"
    >>> page = etree.HTML("<ul>" + row.format(1, "小满", "先断电，再换灯。") + row.format(2, "阿木", "换个灯泡试试。"))
    >>> placed_names(page.findall(".//li"))
    ['小满', '阿木']
    """
    nobody: list[str | None] = [None] * len(posts)
    if len(posts) < FEWEST:
        return nobody
    shown = [_places_of(post) for post in posts]
    order: dict[_Place, None] = {}
    for row in shown:
        order.update(dict.fromkeys(row))
    for linked in (True, False):
        for place in order:
            if (place[-1].partition(".")[0] == "a") is linked and _are_names(
                names := [row.get(place) for row in shown]
            ):
                return names
    return nobody


def _are_names(names: Sequence[str | None]) -> bool:
    told = [name for name in names if name]
    if len(told) < max(FEWEST, PLACED * len(names)) or len(set(told)) < max(FEWEST, DIFFERENT * len(told)):
        return False
    return all(map(is_valid_name, told))


def _places_of(post: Any) -> dict[_Place, str]:
    """The first short text of a post at each place: below the same tags and classes."""
    found: dict[_Place, str] = {}
    places: dict[Any, _Place] = {post: ()}
    for count, inner in enumerate(post.iter()):
        if count > MAX_ELEMENTS:
            break
        above = places.get(inner.getparent()) if count else None
        if count == 0 or above is None or type(inner.tag) is not str or inner.tag in _NO_NAMES:
            continue
        if len(above) >= MOST_LEVELS:
            continue
        word = next(iter(name_words((inner.get("class") or "").lower())), "")
        place = places[inner] = (*above, f"{inner.tag}.{word}" if word else inner.tag)
        text = " ".join((inner.text or "").split())
        if text and len(text) <= MAX_NAME and len(inner) == 0:
            found.setdefault(place, text)
    return found
