"""A how-to that was glued into a line is cut at its heads, between its sentences, and before its boxes and amounts."""

from __future__ import annotations

import pytest

from growth import grows_linearly
from qaclean import clean
from qaclean.records import ListBlock, Steps
from qaclean.segments.howto_places import howto_places

TOLD = "InstructionsHeat the oven to 200 degrees.Stir the flour and the milk in a bowl.Bake it until it is brown (about an hour).Eat it warm."


def cut(line: str) -> list[str]:
    places = howto_places(line, 0, len(line))
    ends = [place.start for place in places] + [len(line)]
    return [line[a:b] for a, b in zip([0, *(place.end for place in places)], ends, strict=True)] if places else [line]


@pytest.mark.parametrize(
    ("line", "pieces"),
    [
        (TOLD, ["Instructions", "Heat the oven to 200 degrees.", "Stir the flour and the milk in a bowl.", "Bake it until it is brown (about an hour).", "Eat it warm."]),
        ("Ingredients▢ 2 cups flour▢ 1 tsp salt▢ 3 tbsp butter ▢ some milk to brush it with", ["Ingredients", "▢ 2 cups flour", "▢ 1 tsp salt", "▢ 3 tbsp butter", "▢ some milk to brush it with"]),
        ("Zutaten200 g Mehl100 g Zucker2 Eier und etwas Milch zum Bestreichen der Schnitten", ["Zutaten", "200 g Mehl", "100 g Zucker", "2 Eier und etwas Milch zum Bestreichen der Schnitten"]),
        ("and 2 spoons of milkDirections: Stir it in a bowl.Let it rest for an hour.Bake it.NotesIt freezes well.", ["and 2 spoons of milk", "Directions:", "Stir it in a bowl.", "Let it rest for an hour.", "Bake it.", "Notes", "It freezes well."]),
    ],
)  # fmt: skip
def test_a_glued_howto_is_cut(line: str, pieces: list[str]) -> None:
    assert cut(line) == pieces


@pytest.mark.parametrize(
    "line",
    [
        "Instructions are on the back of the box. They are short.Read them. Then go on with it as you like.",
        "We drove home.Then it rained.Nobody had a coat, and the shop at the corner was closed already.",
        "Method of payment: by card. Directions to the venue are below, and the doors open at six o'clock.",
    ],
)
def test_other_lines_are_not(line: str) -> None:
    assert cut(line) == [line]


def test_a_page_of_glued_lines_is_a_howto() -> None:
    text = f"Soda Loaf\nThis loaf needs no yeast, and it is best when it is warm.\nIngredients▢ 2 cups flour▢ 1 tsp soda▢ 2 cups buttermilk\n{TOLD}\n"
    page = clean(text)
    assert page.kind == "howto"
    assert [len(block.items) for block in page.body if isinstance(block, ListBlock)] == [3]
    assert [len(block.steps) for block in page.body if isinstance(block, Steps)] == [4]


def test_places_in_linear_time() -> None:
    grows_linearly(lambda text: howto_places(text, 0, len(text)), "InstructionsStir it.Bake it.Eat it.▢ 2 eggs▢ ")
