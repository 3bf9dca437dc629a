"""Microdata of a page's elements as JSON-LD would give it."""

from __future__ import annotations

from typing import Any

from qaclean.posts.json_ld import MAX_ITEMS

__all__ = ["microdata_items"]

_Item = dict[str, Any]


def microdata_items(root: Any) -> list[_Item]:
    """The items of a page's microdata as JSON-LD would give them."""
    if root is None:
        return []
    items: dict[Any, _Item] = {}
    for count, element in enumerate(root.iter()):
        if count > 50 * MAX_ITEMS or len(items) >= MAX_ITEMS or not isinstance(element.tag, str):
            continue
        prop = element.get("itemprop")
        own: _Item | None = None
        if element.get("itemtype"):
            own = items[element] = {"@type": element.get("itemtype").rpartition("/")[2]}
        if prop:
            holder = next((items[above] for above in element.iterancestors() if above in items), None)
            if holder is not None:
                for name in prop.split():
                    _hold(holder, name, own if own is not None else _value_of(element))
    return [item for item in items.values() if len(item) > 1]


def _hold(holder: _Item, name: str, value: Any) -> None:
    held = holder.get(name)
    if held is None:
        holder[name] = value
    elif isinstance(held, list):
        held.append(value)
    else:
        holder[name] = [held, value]


def _value_of(element: Any) -> str:
    for name in ("content", "datetime"):
        if element.get(name) is not None:
            return str(element.get(name))
    return " ".join(" ".join(element.itertext()).split())
