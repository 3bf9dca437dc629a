"""Lists of what one step needs among the steps of a dump, names and labels of steps, and heads that are buttons."""

from __future__ import annotations

import pytest

from growth import grows_linearly
from howto_dumps import ABOVE, BELOW
from qaclean import Page, clean
from qaclean.posts.listed_needs import is_disclosure, needs_below
from qaclean.posts.material_lines import read_materials, read_unnamed_materials
from qaclean.posts.step_needs import solid
from qaclean.records import ListBlock, Steps
from qaclean.rules import load
from qaclean.text.amounts import joints

TOLD = ["Rinse the barley well.", "Boil it in a pot until it is soft.", "Crumble the cheese on top."]
NEEDS = {solid(line) for line in ("200 g pearl barley", "2 tbsp walnut oil", "1 tsp thyme", "80 g goat cheese")}


def steps_of(page: Page) -> list[str]:
    return [step.text for block in page.body if isinstance(block, Steps) for step in block.steps]


def read(rows: list[str]) -> list[str]:
    page = clean(ABOVE + "\n".join(rows) + BELOW)
    assert page.kind == "howto"
    return steps_of(page)


@pytest.mark.parametrize(
    "needs",
    [
        (["200", "g", "pearl barley"], ["1", "tsp", "thyme"], ["80 g goat cheese"]),
        (["pearl barley", "200 g"], ["thyme", "1 tsp"], ["goat cheese", "80 g"]),
        (["200 g pearl barley \u2013 1 tsp thyme"], ["2 tbsp walnut oil"], ["80 g goat cheese"]),
        (["100", "g", ", rinsed", "pearl barley", "1", "tsp", "thyme"], ["1", "tbsp", "walnut oil"], []),
        (
            ["200", "g", "pearl barley", "sieve", "large bowl"],
            ["2 tbsp walnut oil", "pot"],
            ["80", "g", "goat cheese", "fork"],
        ),
    ],
)
def test_what_a_step_needs_stands_between_its_number_and_its_words(needs: tuple[list[str], ...]) -> None:
    rows = [
        row for n, (told, held) in enumerate(zip(TOLD, needs, strict=True), 1) for row in (f"Step {n}/3", *held, told)
    ]
    assert read(rows) == TOLD


def test_what_a_step_needs_stands_below_its_words() -> None:
    first, second, third = TOLD
    rows = [
        first,
        "200",
        "g",
        "pearl barley",
        second,
        "1/2",
        "tsp",
        "thyme",
        "2",
        "tbsp",
        ", warm",
        "walnut oil",
        third,
    ]
    assert read(rows) == TOLD


def test_amounts_in_a_sentence_are_of_it() -> None:
    rows = ["Stir", "2 tbsp walnut oil", "and", "1 tsp thyme", "into the bowl.", *TOLD]
    assert read(rows)[0] == "Stir 2 tbsp walnut oil and 1 tsp thyme into the bowl."
    for cut in (
        ["Steps", "Fold in", "80 g goat cheese", ", then stop."],
        ["Steps", "Rinse", "200 g pearl barley", "in a sieve."],
    ):
        assert not needs_below(cut, 0, NEEDS)


def test_names_and_heads_are_no_needs() -> None:
    assert not needs_below(
        ["Steps", "Stir it well.", "For the goat cheese:", "Step", "1", "Warm it."], 0, {*NEEDS, "forthegoatcheese"}
    )
    assert not needs_below(["Steps", "1", "Goat cheese", "Crumble it."], 0, NEEDS)


def test_a_remark_that_a_link_is_paid_for_cuts_no_step() -> None:
    assert is_disclosure("(affiliate link)")
    rows = [
        "Roll the dough out on a floured board and put it into a 9-inch",
        "pie plate",
        "(affiliate link)",
        ". Crimp its edges.",
        *TOLD,
    ]
    assert len(read(rows)) == 4
    assert read(rows)[0].endswith("pie plate. Crimp its edges.")


def test_a_short_sentence_above_each_long_row_is_its_name() -> None:
    named = [
        ("Rinse the grain.", "Hold the barley under cold water until the water that runs off it is clear."),
        ("Boil it all.", "Let it simmer in a wide pot with a pinch of salt for half an hour or so."),
        ("Finish the bowl.", "Crumble the cheese over the warm barley and pour the oil on top of it."),
    ]
    assert read([row for pair in named for row in pair]) == [" ".join(pair) for pair in named]
    assert read(TOLD) == TOLD


def test_a_name_in_its_row_is_one_among_those_with_colons() -> None:
    rows = [
        "In a pot:",
        "Boil the barley for half an hour.",
        "In a cooker",
        ": Steam the barley for an hour.",
        "In an oven:",
        "Bake it under a lid for an hour.",
    ]
    assert len(read(rows)) == 3


def test_labels_inside_of_a_counted_step_are_of_it() -> None:
    rows = [
        "1",
        "Get all of it ready",
        "Barley:",
        "Rinse it in a sieve until the water runs clear.",
        "Cheese:",
        "Crumble it with a fork and put it aside.",
        "2",
        *TOLD[1:2],
        "3",
        *TOLD[2:],
    ]
    steps = read(rows)
    assert len(steps) == 3
    assert "Cheese: Crumble it" in steps[0]


def test_a_row_of_buttons_below_the_steps_begins_none() -> None:
    tabs = [
        "Ingredients",
        "Instructions",
        "Story",
        "We moved into the hills and learned to cook there, as our parents had.",
        "More of it",
        "Our shop is open on all days but Monday.",
    ]
    assert read([*TOLD, "About us", *tabs]) == TOLD


def test_a_row_of_buttons_with_more_of_them_begins_none() -> None:
    about = "We moved into the hills and learned to cook there, as our parents had."
    assert (
        read([*TOLD, "About us", "Ingredients", "Recipe", "Instructions", about, "Our shop is open on all days."])
        == TOLD
    )


def test_the_words_of_a_head_above_the_head_begin_no_part() -> None:
    page = clean(
        "\n".join(
            [
                "A Good Toast",
                "How to make a good toast",
                "Method",
                *TOLD,
                "Ingredients",
                "1 tbsp oil",
                "2 slices bread",
                "80 g cheese",
            ]
        )
        + "\n"
    )
    assert (page.kind, steps_of(page)) == ("howto", TOLD)


def test_comments_below_counted_steps_make_no_thread_of_a_page_without_heads() -> None:
    lines = [
        "Barley bowl",
        "For two people:",
        "200 g pearl barley",
        "2 tbsp walnut oil",
        "1 tsp thyme",
        "80 g goat cheese",
    ]
    told = [*TOLD, "Serve it in two bowls."]
    names = ("Ada", "Bo", "Cleo", "Dag")
    said = [
        row
        for day, name in enumerate(names, 3)
        for row in (
            name,
            f"March {day}, 2021 at 9:14 am",
            f"{name} made this for all of us and it was gone in no time at all.",
        )
    ]
    page = clean("\n".join([*lines, *(f"{n}- {text}" for n, text in enumerate(told, 1)), *said]) + "\n")
    assert (page.kind, steps_of(page)) == ("howto", told)


def test_units_below_amounts_and_joining_words_are_of_one_item() -> None:
    names_first = ["Ingredients", "barley", "200", "g", "oil", "2", "tbsp", "thyme", "1", "tsp", "Steps"]
    assert read_materials(names_first, 0).items == ((1, 4), (4, 7), (7, 10))
    joined = ["Ingredients", "2 di", "uova", "100 gr di", "zucchero", "50 gr di farina", "Steps"]
    assert "di" in joints()
    assert read_materials(joined, 0).items == ((1, 3), (3, 5), (5, 6))
    served = [
        "Zutaten",
        "für 4 Portionen",
        "200",
        "g",
        "Graupen",
        "2",
        "EL",
        "Öl",
        "1",
        "Prise(n)",
        "Salz",
        "Thymian",
        "Käse",
    ]
    assert list(read_materials(served, 0).items[1:4]) == [(2, 5), (5, 8), (8, 11)]


def test_minutes_at_the_end_of_a_sentence_go_on_with_no_list() -> None:
    lines = [
        "Ingredients",
        "200 g barley",
        "2 tbsp oil",
        "Rinse the barley in a sieve and put it into a pot of water.",
        "Let it simmer for 30 minutes.",
        "Serve it.",
    ]
    assert read_materials(lines, 0).end == 3


def test_what_a_serving_holds_is_no_list_of_materials() -> None:
    table = ["272 kcal", "Fat:", "22.5 g", "Sugar:", "11.4 g", "Salt:", "1.27 g", "Steps"]
    assert not read_unnamed_materials(table, len(table) - 1, 0).items
    assert read_unnamed_materials(["200 g barley", "2 tbsp oil", "80 g cheese", "Steps"], 3, 0).items


def test_buttons_of_shopping_lists_are_no_items() -> None:
    page = clean(ABOVE.replace("Instructions\n", "Add to the shopping list\nInstructions\n") + "\n".join(TOLD) + BELOW)
    (materials,) = [block for block in page.body if isinstance(block, ListBlock)]
    assert len(materials.items) == 4
    assert "aggiungi alla lista della spesa" in load("sections")["buttons"]["whole"]


@pytest.mark.parametrize(
    ("below", "name"),
    [
        (["Jane Roe", "Jane Roe", "Cook and writer"], "Jane Roe"),
        (["Jane Roe avatar", "Jane Roe", "Cook and writer"], "Jane Roe"),
        (["\u2022 by Jane Roe", "\u2022 20th July 2022"], "Jane Roe"),
        (["Posted by Bowls9ers Team | Nov 3, 2020 | 2"], "Bowls9ers Team"),
        (["Jane Roe\u2022Updated: April 12, 2016"], "Jane Roe"),
        (["Jane Roe", "Jane Roe", "Ivo Quill", "Ivo Quill"], None),
    ],
)
def test_names_close_to_the_title_of_a_flattened_how_to(below: list[str], name: str | None) -> None:
    page = clean(
        ABOVE.replace("Ingredients", "\n".join([*below, "Ingredients"]), 1).replace(
            "A bowl for", "\n".join([*below, "A bowl for"]), 1
        )
        + "\n".join(TOLD)
        + BELOW
    )
    assert page.author == name


def test_a_fact_behind_its_label_is_no_title() -> None:
    page = clean(
        ABOVE.replace(
            "Ingredients", "Keywords: pearl barley bowl, lantern bowl, barley with goat cheese\nIngredients", 1
        )
        + "\n".join(TOLD)
        + BELOW
    )
    assert page.title == "Lantern Barley Bowl"


def test_needs_are_found_in_linear_time() -> None:
    rows = ["1", "200", "g", "pearl barley", "Rinse the barley well.", "Instructions"]
    grows_linearly(lambda text: clean(ABOVE + text + BELOW), "\n".join(rows) + "\n")
