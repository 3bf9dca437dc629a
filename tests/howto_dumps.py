"""A how-to as a dump, without its steps: what stands above them, and below."""

from __future__ import annotations

ABOVE = """Lantern Barley Bowl
A bowl for the first cold evening of the year, when nobody wants to stand at the stove for long.
Ingredients
200 g pearl barley
2 tbsp walnut oil
1 tsp thyme
80 g goat cheese
Instructions
"""
BELOW = "\nNotes\nIt keeps for two days in a closed jar.\n"
