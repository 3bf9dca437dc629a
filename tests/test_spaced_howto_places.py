"""A how-to that stands on one line between spaces is cut at its heads, before its boxes or amounts, and between its sentences; prose is not."""

from __future__ import annotations

import pytest

from growth import grows_linearly
from qaclean import clean
from qaclean.records import ListBlock, Steps
from qaclean.segments.spaced_howto_places import spaced_howto_places

ABOVE = "Rye Loaf - Hearth & Crumb Skip to content Recipes About Rye Loaf By Mara Quill This loaf needs no yeast and it keeps for a week. Servings 8 "
NEEDED = "Ingredients 1x 2x 3 cups rye flour 1 ½ tsp baking soda (2 if it is old) 2 - 3 tbsp honey Salt 1 cup milk "
TOLD = "Instructions Heat the oven to 200 degrees. Stir in about 2 tbsp. Honey comes last (see below). Bake it for an hour. "
BELOW = "Notes It freezes well for a month. Leave a Comment Name Email Website Save my name in this browser."


def cut(line: str) -> list[str]:
    places = spaced_howto_places(line, 0, len(line))
    ends = [place.start for place in places] + [len(line)]
    return [line[a:b] for a, b in zip([0, *(place.end for place in places)], ends, strict=True)]


def test_a_how_to_between_spaces_is_cut() -> None:
    pieces = cut(ABOVE + NEEDED + TOLD + BELOW)
    assert pieces[0] == ABOVE.strip()
    assert pieces[1:8] == [
        "Ingredients",
        "1x",
        "2x",
        "3 cups rye flour",
        "1 ½ tsp baking soda (2 if it is old)",
        "2 - 3 tbsp honey",
        "Salt",
    ]
    assert pieces[8:10] == ["1 cup milk", "Instructions"]
    told = [
        "Heat the oven to 200 degrees.",
        "Stir in about 2 tbsp. Honey comes last (see below).",
        "Bake it for an hour.",
    ]
    assert pieces[10:] == [*told, "Notes", BELOW.removeprefix("Notes ")]


def test_boxes_begin_items_and_numbers_steps() -> None:
    needed = "Ingredients ▢ 3 cups rye flour finely ground ▢ salt ▢ 1 cup milk warm Equipment Bowl "
    told = "Instructions 1 Heat the oven. It takes a while. 2 Stir it all in a bowl. 3 Bake it for an hour. It is done then. "
    pieces = cut(ABOVE + needed + told + BELOW)
    assert pieces[1:6] == [
        "Ingredients",
        "▢ 3 cups rye flour finely ground",
        "▢ salt",
        "▢ 1 cup milk warm",
        "Equipment",
    ]
    counted = [
        "1 Heat the oven. It takes a while.",
        "2 Stir it all in a bowl.",
        "3 Bake it for an hour. It is done then.",
    ]
    assert pieces[8:11] == counted


@pytest.mark.parametrize(
    "line",
    [
        "We bought 3 cups and 2 lb of flour. The Ingredients were old. Nobody read the Instructions on the box. They were short. "
        * 3,
        "Ingredients of success: patience and luck. Instructions for life follow. Be kind. Be brave. Be on time, and sleep well. "
        * 3,
        "She took 2 cups of milk, 3 tbsp of honey and 1 tsp of salt. Then she read the method twice. It rained. Nobody came. "
        * 3,
        "Directions Take the 2 l car to the market. Turn left. Ingredients cost more there than at home, 3 g of saffron for 40. "
        * 3,
    ],
)
def test_prose_is_left_whole(line: str) -> None:
    assert cut(line) == [line]


def test_a_page_of_one_line_is_a_howto() -> None:
    page = clean(ABOVE + NEEDED + TOLD + BELOW + "\n")
    assert page.kind == "howto"
    assert [len(block.items) for block in page.body if isinstance(block, ListBlock)] == [5]
    assert [len(block.steps) for block in page.body if isinstance(block, Steps)] == [3]


def test_places_in_linear_time() -> None:
    grows_linearly(
        lambda text: spaced_howto_places(text, 0, len(text)),
        "Ingredients 2 cups milk 1 tsp salt Instructions Stir it. Bake it. ",
    )
    grows_linearly(lambda text: spaced_howto_places(text, 0, len(text)), "Ingredients 2 cups milk 1 tsp salt ")
    grows_linearly(lambda text: spaced_howto_places(text, 0, len(text)), "2 cups Ingredients Instructions ")
