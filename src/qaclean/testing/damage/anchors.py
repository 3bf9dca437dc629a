"""What flatteners leave of pictures: half-eaten anchors with their attributes in every order, Markdown, bare addresses, the words of `alt`."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from qaclean.testing.damage.force import Force
from qaclean.testing.damage.model import Block

__all__ = ["anchor_of", "forms"]

_SCHEME = re.compile(r"https?://")


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads((files("qaclean.testing.damage") / "anchors.toml").read_text("utf-8"))


def forms() -> list[str]:
    """The names of the forms that an anchor may have, besides `markdown` and `address`.

    >>> forms()
    ['zhidao-2021', 'zhidao-spaced', 'whole-tags']
    """
    return [form["name"] for form in _data()["form"]]


def anchor_of(image: Block, form: str, language: str, force: Force) -> str:
    """What stands in the dump for a picture. `shuffled`, `lost` and `halved` of the force's options say how often attributes change places, one is
    missing, and the address of the whole picture is.

    >>> import random
    >>> image = Block("image", url="https://iknow-pic.cdn.bcebos.com/ab12cd34ab12cd34")
    >>> anchor_of(image, "zhidao-2021", "zh", Force(random.Random(1), 0, {}))[:76]
    '/iknow-pic.cdn.bcebos.com/ab12cd34ab12cd34"target="_blank"title="点击查看大图"clas'
    """
    if form == "markdown":
        return f"![{image.text}]({image.url})"
    if form == "address":
        return image.url
    data = _data()
    shape = next(row for row in data["form"] if row["name"] == form)
    dice = force.dice
    number = str(dice.choice((300, 500, 600, 800)))
    values = {
        "slashes": dice.choice(("/", "/", "/", "//")) if force.intensity else "/",
        "address": _SCHEME.sub("", image.url),
        "query": (dice.choice(data["queries"]["resize"]) if force.intensity else data["queries"]["resize"][0]).replace(
            "{n}", number
        ),
        "title": (data["titles"].get(language) or data["titles"]["en"])[0],
    }
    parts = [shape["begin"], *_attributes(shape["attributes"], force), shape["end"]]
    if not force.strikes("halved"):
        parts.append(shape["spare"])
    return _filled("".join(parts) + shape["close"], values)


def _attributes(attributes: list[str], force: Force) -> list[str]:
    """The attributes in some order, seldom without one; never without the class, which is what tells a picture's anchor."""
    left = list(attributes)
    if force.strikes("shuffled"):
        force.dice.shuffle(left)
    if force.strikes("lost"):
        left.remove(force.dice.choice([row for row in left if not row.startswith("class")]))
    return left


def _filled(text: str, values: dict[str, str]) -> str:
    for name, value in values.items():
        text = text.replace("{" + name + "}", value)
    return text
