"""How hard a damage strikes: the dice of a dump, its intensity, and the options of a recipe that both scale."""

from __future__ import annotations

import random
from collections.abc import Mapping
from typing import Any, NamedTuple, TypeVar

from qaclean.testing.grammar import Part

__all__ = ["Force"]

T = TypeVar("T")


class Force(NamedTuple):
    """What an operation asks how often, how many and which. `intensity` 1 is what a recipe says; 0 leaves damage out that has a chance."""

    dice: random.Random
    intensity: float
    options: Mapping[str, Any]
    part: Part = "all"  # of the grammar, for what is put into the dump

    def strikes(self, name: str = "chance") -> bool:
        """Whether something happens: its chance, once for each unit of intensity.

        >>> Force(random.Random(1), 0, {"chance": 0.9}).strikes()
        False
        """
        return self.dice.random() < self.share(name)

    def share(self, name: str = "share") -> float:
        """An option between 0 and 1, scaled: at double intensity, of what is left the same share again.

        >>> Force(random.Random(1), 2, {"share": 0.5}).share()
        0.75
        """
        plain = float(self.options.get(name, 1.0))
        return 1.0 - float((1.0 - plain) ** self.intensity)

    def count(self, name: str) -> int:
        """A number between the two of an option, scaled."""
        least, most = self.options[name]
        return round(self.dice.randint(least, most) * self.intensity)

    def choice(self, name: str, default: T) -> T:
        """One of the values of an option, or its only value; without it, `default`."""
        values: Any = self.options.get(name, default)
        chosen: T = self.dice.choice(values) if isinstance(values, list) else values
        return chosen
