"""Steps of dumps without markup: lines that a link or an amount cut out of one, heads between steps, notes inside, and what stands below."""

from __future__ import annotations

import pytest

from growth import grows_linearly
from howto_dumps import ABOVE, BELOW
from qaclean import Page, clean
from qaclean.posts.cut_rows import cut_rows
from qaclean.posts.cut_steps import read_cut_steps
from qaclean.records import ListBlock, Steps
from qaclean.text.section_heads import opens_note


def steps_of(page: Page) -> list[str]:
    return [step.text for block in page.body if isinstance(block, Steps) for step in block.steps]


def nested_of(page: Page) -> list[tuple[str, list[str]]]:
    return [
        (step.text, [held.text for held in step.steps])
        for block in page.body
        if isinstance(block, Steps)
        for step in block.steps
    ]


@pytest.mark.parametrize(
    ("lines", "rows"),
    [
        (["Rinse the", "pearl barley", "under cold water."], ["Rinse the pearl barley under cold water."]),
        (["Warm", "2 tbsp walnut oil", "in a pot.", "Add salt."], ["Warm 2 tbsp walnut oil in a pot.", "Add salt."]),
        (["Let it simmer for", "25 minutes.", "Stir."], ["Let it simmer for 25 minutes.", "Stir."]),
        (["Toast it", ". Then crumble the cheese."], ["Toast it. Then crumble the cheese."]),
        (["Dry –", "Spread it on a towel."], ["Dry – Spread it on a towel."]),
        (["For the topping", "Crumble the cheese."], ["For the topping", "Crumble the cheese."]),
        (["1", "Rinse it.", "2", "Boil it."], ["1", "Rinse it.", "2", "Boil it."]),
        (["1. Rinse it", "2. Boil it"], ["1. Rinse it", "2. Boil it"]),
        (["barley", "2 tbsp oil", "thyme"], ["barley", "2 tbsp oil", "thyme"]),
        (["Instructions", "rinse the barley."], ["Instructions", "rinse the barley."]),
        (["Den Topf für ca.", "1,5 Stunden", "warm halten."], ["Den Topf für ca. 1,5 Stunden warm halten."]),
    ],
)
def test_lines_that_go_on_are_one_row(lines: list[str], rows: list[str]) -> None:
    assert cut_rows(lines).texts == rows


def test_a_capital_in_a_sentence_is_told_by_words_that_end_none() -> None:
    told = [f"Put it on the rack and wait for the {word}." for word in ("bell", "timer", "steam")]
    assert (
        cut_rows([*told, "Set it in the", "Dutch Oven", "and wait."]).texts[-1] == "Set it in the Dutch Oven and wait."
    )


def test_nouns_with_capitals_stand_in_sentences() -> None:
    told = ["Die Gerste im Sieb unter dem Wasser waschen.", "Den Topf mit dem Deckel auf die Platte stellen."]
    lines = [*told, "Nun kommt das gesamte", "Getreide", "zurück in den Topf."]
    assert cut_rows(lines).texts[-1] == "Nun kommt das gesamte Getreide zurück in den Topf."


def test_a_step_cut_at_its_links_and_amounts_is_one() -> None:
    told = "Rinse the\npearl barley\n, then boil it in\n900 ml water\nfor\n25 minutes.\nStir in\n2 tbsp walnut oil\nand the thyme.\nCrumble the cheese over it."
    assert steps_of(clean(ABOVE + told + BELOW)) == [
        "Rinse the pearl barley, then boil it in 900 ml water for 25 minutes.",
        "Stir in 2 tbsp walnut oil and the thyme.",
        "Crumble the cheese over it.",
    ]


HEADED = """For the base
Rinse the barley until the water runs clear.
Boil it with a pinch of salt for half an hour.
For the topping
Crumble the cheese and mix it with the thyme.
Spoon it over the warm barley."""


def test_heads_between_the_steps_hold_them() -> None:
    page = clean(ABOVE + HEADED + BELOW)
    assert nested_of(page) == [
        (
            "For the base",
            ["Rinse the barley until the water runs clear.", "Boil it with a pinch of salt for half an hour."],
        ),
        ("For the topping", ["Crumble the cheese and mix it with the thyme.", "Spoon it over the warm barley."]),
    ]


def test_below_a_head_numbers_begin_again_and_a_caption_between_two_of_them_is_none() -> None:
    counted = (
        "Base\n1. Rinse the barley well.\n2. Boil it in a pot.\nTopping\n1. Crumble the cheese.\n2. Spoon it on top."
    )
    assert [name for name, _ in nested_of(clean(ABOVE + counted + BELOW))] == ["Base", "Topping"]
    captioned = "1. Rinse the barley well.\nBarley in a sieve\n2. Boil it in a pot.\n3. Crumble the cheese on top."
    assert len(steps_of(clean(ABOVE + captioned + BELOW))) == 3


def test_what_the_page_says_many_times_is_no_head() -> None:
    credited = "\nJo Lund\n".join(HEADED.split("\n")[1:3] + HEADED.split("\n")[4:])
    assert [held for _, held in nested_of(clean(ABOVE + credited + BELOW))] == [[], [], [], []]


def test_names_with_colons_are_of_their_steps() -> None:
    named = "Rinse it:\nHold the barley under cold water.\nBoil it:\nLet it simmer in a pot for a while.\nServe it:\nCrumble the cheese on top."
    assert steps_of(clean(ABOVE + named + BELOW)) == [
        "Rinse it: Hold the barley under cold water.",
        "Boil it: Let it simmer in a pot for a while.",
        "Serve it: Crumble the cheese on top.",
    ]


def test_a_note_in_the_middle_ends_nothing() -> None:
    noted = "Rinse the barley until the water runs clear.\nTip:\nA fine sieve holds it best.\nBoil it for half an hour in salted water.\nCrumble the cheese on top."
    assert len(steps_of(clean(ABOVE + noted + BELOW))) == 3
    ended = "Rinse the barley until the water runs clear.\nBoil it for half an hour.\nTip:\nA fine sieve holds it best."
    assert len(steps_of(clean(ABOVE + ended + BELOW))) == 2
    assert opens_note("Tip:")
    assert not opens_note("Tip")


def test_short_steps_without_full_stops_are_some_too() -> None:
    short = [
        "Rinse the barley in a sieve until the water that runs off is clear",
        "Drain it well",
        "Boil the barley with the thyme and some salt for about half an hour",
        "Crumble the cheese over the bowl and pour the oil on top of it",
    ]
    assert steps_of(clean(ABOVE + "\n".join(short) + BELOW)) == short


def test_what_stands_far_below_the_steps_is_none() -> None:
    told = HEADED.split("\n")[1:3] + HEADED.split("\n")[4:]
    far = ["Lund", "Kitchen shop", "Add a bowl", "Our shop sends barley to all parts of the country within two days."]
    assert steps_of(clean(ABOVE + "\n".join(told + far))) == told


def test_what_introduces_counted_steps_is_none_and_they_may_stand_far_below_the_materials() -> None:
    counted = "1\nRinse the barley well.\n2\nBoil it in a pot.\n3\nCrumble the cheese on top."
    told = ["Rinse the barley well.", "Boil it in a pot.", "Crumble the cheese on top."]
    assert steps_of(clean(ABOVE + "All of this is for two people.\n" + counted + BELOW)) == told
    between = "We may send you another grain, as the season wants it.\nFat\nSugar\nFibre\nSodium\nIron\nZinc\nIodine"
    page = clean(ABOVE.replace("Instructions\n", between + "\n") + counted + BELOW)
    assert (page.kind, steps_of(page)) == ("howto", told)


def test_materials_that_are_counted_are_items_of_their_own() -> None:
    counted = "Ingredients\n1. 200 g barley\n2. 1 lemon\n3. 2 tbsp oil\n4. salt\n"
    page = clean("Lantern Barley Bowl\n" + counted + "Instructions\n" + "\n".join(HEADED.split("\n")[1:3]) + BELOW)
    lists = [block.items for block in page.body if isinstance(block, ListBlock)]
    assert lists == [["200 g barley", "1 lemon", "2 tbsp oil", "salt"]]


@pytest.mark.parametrize(
    ("above", "title"),
    [
        ("Recipes\nLantern Barley Bowl", "Lantern Barley Bowl"),
        ("Kitchen / Bowls / Lantern Barley Bowl\nLantern Barley Bowl", "Lantern Barley Bowl"),
        ("Lantern Barley Bowl\nBy Lantern Kitchen Bowls", "Lantern Barley Bowl"),
    ],
)
def test_words_of_menus_ways_and_bylines_are_no_titles(above: str, title: str) -> None:
    assert clean(ABOVE.replace("Lantern Barley Bowl", above) + HEADED + BELOW).title == title


def test_rows_grow_linearly() -> None:
    def read(text: str) -> None:
        read_cut_steps(cut_rows(text.split("\n")), -1)

    grows_linearly(read, "Stir\n2 tbsp oil\ninto the\nBig Bowl\n, then wait.\nTip:\nIt helps.\nFor the top\n")
    grows_linearly(read, "Stir it all together well.\nFor the top\n")
