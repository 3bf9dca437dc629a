"""Where the steps of a dump begin and end: counts below what introduces them, what a step needs, what a site says below, and short last steps."""

from __future__ import annotations

import pytest

from growth import grows_linearly
from howto_dumps import ABOVE, BELOW
from qaclean import Page, clean
from qaclean.posts.cut_rows import cut_rows
from qaclean.posts.cut_steps import read_cut_steps
from qaclean.records import ListBlock, Steps
from qaclean.rules import load
from qaclean.text.section_heads import speaks_of_site

TOLD = ["Rinse the barley well.", "Boil it in a pot until it is soft.", "Crumble the cheese on top."]


def blocks_of(page: Page) -> list[list[str]]:
    return [[step.text for step in block.steps] for block in page.body if isinstance(block, Steps)]


def steps_of(rows: list[str], below: str = BELOW) -> list[str]:
    page = clean(ABOVE + "\n".join(rows) + below)
    assert page.kind == "howto"
    return [text for block in blocks_of(page) for text in block]


def counted(told: list[str]) -> list[str]:
    return [row for number, text in enumerate(told, 1) for row in (str(number), text)]


def test_bars_in_a_sentence_are_of_a_step_and_between_entries_of_none() -> None:
    told = [*TOLD[:2], "Blend it (40 sec | slow | 90 °C) and pour it on."]
    assert steps_of(told) == told
    assert steps_of([*TOLD, "Our kitchen and all its rooms | All our recipes"]) == TOLD


def test_facts_above_counted_steps_are_none() -> None:
    assert steps_of(["1 hr. 25 min.", "in all, with a rest", "It is easy work.", *counted(TOLD)]) == TOLD


def test_steps_that_numbers_count_far_below_their_materials_go_before_what_is_told_right_below() -> None:
    about = [
        "This bowl was born in the light of a lantern, years ago, in the hills.",
        "We ate it for years.",
        "It is our best.",
        "Now you have it.",
    ]
    page = clean(ABOVE.replace("Instructions\n", "") + "\n".join([*about, *counted(TOLD)]) + BELOW)
    assert blocks_of(page) == [TOLD]


def test_a_count_that_begins_anew_below_a_head_goes_on() -> None:
    sauce = ["Warm the oil in a pan.", "Stir the thyme into it."]
    page = clean(ABOVE + "\n".join([*counted(TOLD), "Thyme oil", *counted(sauce)]) + BELOW)
    (block,) = [block for block in page.body if isinstance(block, Steps)]
    assert [step.text for step in block.steps] == [*TOLD, "Thyme oil"]
    assert [step.text for step in block.steps[-1].steps] == sauce


def test_the_word_of_the_first_step_ends_the_materials() -> None:
    rows = [row for number, text in enumerate(TOLD, 1) for row in ("Step", str(number), *text.split(" the ", 1))]
    page = clean(ABOVE.replace("Instructions\n", "") + "\n".join(rows) + BELOW)
    assert len(blocks_of(page)[0]) == 3
    assert [block.items[-1] for block in page.body if isinstance(block, ListBlock)] == ["80 g goat cheese"]


def test_a_step_that_is_told_twice_is_one() -> None:
    told = [f"{text} Do it slowly and with all the care that you have." for text in TOLD]
    rows = [row for number, text in enumerate(told, 1) for row in (f"Step {number}/3", text, "1 tsp thyme", text)]
    assert steps_of(rows) == told


def test_what_a_step_needs_is_no_step() -> None:
    rows = [TOLD[0], "• 200 g pearl barley (washed)", TOLD[1], "goat cheese", TOLD[2]]
    assert steps_of(rows) == TOLD


@pytest.mark.parametrize("last", ["Enjoy!", "Serve hot."])
def test_a_short_sentence_above_the_next_head_is_the_last_step(last: str) -> None:
    assert steps_of([*TOLD, last]) == [*TOLD, last]
    assert steps_of([*(f"{n}. {text}" for n, text in enumerate(TOLD, 1)), last])[-1] == f"{TOLD[-1]} {last}"


def test_a_name_above_the_last_of_counted_steps_has_its_text() -> None:
    names = ["Rinse", "Boil", "Top it"]
    rows = [row for n, (name, text) in enumerate(zip(names, TOLD, strict=True), 1) for row in (str(n), name, text)]
    assert steps_of(rows) == [f"{name} {text}" for name, text in zip(names, TOLD, strict=True)]


@pytest.mark.parametrize(
    "said",
    [
        "If you made this recipe, please add your comments and ratings below.",
        "All photos are ours; ask for our written permission to use them.",
        "Gefällt es dir? Dann bewerte das Rezept und folge uns überall hin.",
    ],
)
def test_what_a_site_says_to_its_readers_is_no_step(said: str) -> None:
    assert steps_of([*TOLD, said]) == TOLD
    assert steps_of([TOLD[0], said, *TOLD[1:]]) == TOLD


def test_what_was_said_on_a_day_ends_the_steps() -> None:
    comment = ["Petra Muster", "March 3, 2021 at 9:14 am", "We made this twice, and my father took the rest home."]
    assert steps_of([*TOLD, *comment], "\n") == TOLD


def test_a_number_and_a_name_of_the_same_step_are_its_marker() -> None:
    page = clean(ABOVE + "\n".join(f"{n}. Step {n}{text}" for n, text in enumerate(TOLD, 1)) + BELOW)
    assert blocks_of(page) == [TOLD]


@pytest.mark.parametrize(
    ("lines", "row"),
    [
        (["Line a", "9×5 inch loaf pan", "(23×13 cm) with paper."], "Line a 9×5 inch loaf pan (23×13 cm) with paper."),
        (["Peel the lemon", "2", ", then grate it."], "Peel the lemon 2, then grate it."),
    ],
)
def test_amounts_and_numbers_of_pictures_stand_in_a_sentence(lines: list[str], row: str) -> None:
    told = [f"Use a {word}." for word in ("bowl", "pan", "lid", "rack")]
    assert cut_rows([*told, *lines]).texts[-1] == row


@pytest.mark.parametrize("said", load("sections")["ends"]["spoken"])
def test_words_that_a_site_says_are_found(said: str) -> None:
    assert speaks_of_site(f"Well, {said.upper()} and so on" if said.upper().lower() == said else said)


def test_steps_read_in_linear_time() -> None:
    for text in ("1\nStir it.\n", "Enjoy!\n", "Step\n1\nStir it well.\n", "1. Step 1Stir.\n", "a | b.\n"):
        grows_linearly(lambda text: read_cut_steps(cut_rows(text.split("\n")), -1), text)


def test_what_a_step_needs_stands_in_a_list_above_it() -> None:
    needs = ["• 1 sieve", "• Salt", "• Big pot", "• Wooden spoon", "• Kitchen towel", "• Lid"]
    assert steps_of([*needs, TOLD[0], *needs, TOLD[1], "• Grater", TOLD[2]]) == TOLD


def test_all_lines_of_the_last_of_counted_steps_are_of_it() -> None:
    pairs = [
        f"{text}\nDo it {how}.\nThen wait for a minute."
        for text, how in zip(TOLD, ["slowly", "twice", "carefully"], strict=True)
    ]
    rows = [row for number, told in enumerate(pairs, 1) for row in (str(number), *told.split("\n"))]
    assert steps_of(rows) == [told.replace("\n", " ") for told in pairs]


def test_a_bullet_above_the_first_number_begins_no_list() -> None:
    assert steps_of(["• Rye bread or crisp bread beside it", *counted(TOLD)]) == TOLD


def test_an_entry_of_a_table_of_contents_heads_no_steps() -> None:
    contents = ["• How to make", "• What we like to eat with a bowl of barley", "• How it keeps", "• Questions"]
    page = clean("\n".join(["Lantern Barley Bowl", *contents]) + "\n" + ABOVE + "\n".join(TOLD) + BELOW)
    assert blocks_of(page) == [TOLD]


def test_a_paragraph_that_links_cut_ends_the_materials() -> None:
    story = [
        "The",
        "pearl barley",
        "of the hills is sown late, so that the first frost never finds it in the field",
        "and",
        "that is why",
        "it is ours.",
    ]
    page = clean(ABOVE.replace("Instructions\n", "\n".join(story) + "\nInstructions\n") + "\n".join(TOLD) + BELOW)
    lists = [block.items for block in page.body if isinstance(block, ListBlock)]
    assert (lists[0][-1], blocks_of(page)) == ("80 g goat cheese", [TOLD])


def test_three_measured_lines_above_four_sentences_are_a_how_to_without_heads() -> None:
    lines = [
        "Lantern Barley Bowl",
        "200 g pearl barley",
        "2 tbsp walnut oil",
        "1 tsp thyme",
        *TOLD,
        "Pour the oil on it.",
    ]
    page = clean("\n".join(lines) + "\n")
    assert (page.kind, blocks_of(page)) == ("howto", [lines[4:]])
    assert clean("\n".join(lines[:-1]) + "\n").kind != "howto"


def test_replies_below_the_comments_of_a_how_to_are_no_captions_of_steps() -> None:
    said = [
        "Made it twice and we liked it a lot.",
        "Mine was a bit dry, so I added oil.",
        "What a bowl, thank you for it!",
    ]
    rows = [row for n, text in enumerate(said, 1) for row in (f"{n}. {text}", "Answer this comment")]
    page = clean(ABOVE + "\n".join(TOLD) + BELOW + "What others said\n" + "\n".join(rows) + "\n")
    assert blocks_of(page)[0] == TOLD
    assert not any(removed.rule == "caption-of-tags" for removed in page.removed)
