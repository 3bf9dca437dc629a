"""Materials of dumps: which lines make one item, and which lines are of the list."""

from __future__ import annotations

import pytest

from growth import grows_linearly
from qaclean.posts.material_items import item_starts
from qaclean.posts.material_lines import read_materials, read_unnamed_materials
from qaclean.posts.step_lines import read_steps
from qaclean.rules import load
from qaclean.text.section_heads import is_remark, names_unmeasured

REMARKS = load("sections")["remarks"]
UNMEASURED = load("sections")["unmeasured"]


def items_of(rows: str) -> list[str]:
    """The items of lines that are parted by ` / `."""
    lines = rows.split(" / ")
    run = read_materials(["Ingredients", *lines], 0)
    return [" ".join(lines[a - 1 : b - 1]) for a, b in run.items]


@pytest.mark.parametrize(
    ("rows", "items"),
    [
        ("1.5 / Pounds / Lean Beef / 2 / Cloves / Garlic", ["1.5 Pounds Lean Beef", "2 Cloves Garlic"]),
        ("2 / tbsp / Rice vinegar / 1 / egg / 3 / tsp / sugar", ["2 tbsp Rice vinegar", "1 egg", "3 tsp sugar"]),
        ("0.5 / Bund / Bund / Schnittlauch / 2 / Zwiebeln", ["0.5 Bund Bund Schnittlauch", "2 Zwiebeln"]),
        ("Pinch / Cayenne / 2 / cups / Rye flour", ["Pinch Cayenne", "2 cups Rye flour"]),
        ("1 zucchini / sea salt, to season / 120g dried crumbs / 500g minced beef / 20ml soy sauce", None),
        ("2 cups / cream (or / 10 / – / 12 / spoons of it) / 1 tsp / thyme", ["2 cups cream (or 10 – 12 spoons of it)", "1 tsp thyme"]),
        ("40 g / ( / 2 tbsp / ) soft butter / 1 / egg", ["40 g ( 2 tbsp ) soft butter", "1 egg"]),
        ("1 / – / 2 / tbsp milk / 1 / cup oats / 2 / – / 3 / tbsp honey", ["1 – 2 tbsp milk", "1 cup oats", "2 – 3 tbsp honey"]),
        ("1 / 10-12 oz Bag / Corn Chips / 1 / lb / Veal", ["1 10-12 oz Bag Corn Chips", "1 lb Veal"]),
        ("2 / cups / Plums / Or dried ones / 1 / tsp / Salt", ["2 cups Plums Or dried ones", "1 tsp Salt"]),
        ("2 / cups / Plums / in halves / 1 / tsp / Salt / 1 / lb / Rye", ["2 cups Plums in halves", "1 tsp Salt", "1 lb Rye"]),
        ("1 / ripe / Plum / Chopped / Mint / Optional", ["1 ripe Plum Chopped", "Mint Optional"]),
        ("3 / cups / oats / [see note 2] / 1 / cup / milk", ["3 cups oats [see note 2]", "1 cup milk"]),
    ],
)  # fmt: skip
def test_lines_of_one_item(rows: str, items: list[str] | None) -> None:
    assert items_of(rows) == (rows.split(" / ") if items is None else items)


@pytest.mark.parametrize(
    ("rows", "starts"),
    [
        ("Carrots / 2 / Ginger / 1 piece / Oil / 1 Tbsp / Rice / 2 cups", [0, 2, 4, 6]),
        ("Produce / Carrots / 2 / Oil / 1 Tbsp / Pantry / Rice / 2 cups", [0, 1, 3, 5, 6]),
        ("rice / 1 kilogram / milk / 1 litre / eggs / 2 pieces / Add to list / My list", [0, 2, 4, 6, 7]),
        ("butter for the pan / 3 cups / rye flour / 2 tsp / soda / 1 cup / milk", [0, 1, 3, 5]),
    ],
)
def test_names_above_their_amounts(rows: str, starts: list[int]) -> None:
    lines = rows.split(" / ")
    assert sorted(item_starts(lines, range(len(lines)), None)) == starts


def test_heads_between_boxes_are_no_part_of_an_item() -> None:
    rows = "▢ / 2 / cups / oats / Sweet Topping / ▢ / 1 / tsp / brown sugar / finely ground"
    assert items_of(rows) == ["▢ 2 cups oats", "Sweet Topping", "▢ 1 tsp brown sugar finely ground"]
    assert items_of("▢ / 1 / tsp / Dijon mustard / ▢ / 2 / tbsp / oil") == ["▢ 1 tsp Dijon mustard", "▢ 2 tbsp oil"]


def test_buttons_and_scripts_are_no_items() -> None:
    assert items_of("1 / cup / oats / Cook Mode / 2 / cups / milk / (function() { go(); })") == [
        "1 cup oats",
        "2 cups milk",
    ]


def test_a_bulleted_list_goes_on_where_no_amount_follows() -> None:
    rows = [
        "• 2 cups oats",
        "• 1 cup milk",
        "• to serve: a good deal of toasted almonds, chives and some lime (optional)",
    ]
    assert len(read_materials(["Ingredients", *rows, "Instructions"], 0).items) == 3


def test_materials_without_a_head_far_above_the_steps() -> None:
    rows = ["• 10 ounces minced beef", "• 5 ounces flat noodles", "• 1 ripe pear", "• 3 ounces baby kale", "• lime"]
    lines = [
        *rows,
        "About it",
        "The flavour of this one is subtle, and it comes back in each of the bites you take.",
    ] + ["x"] * 14
    assert read_unnamed_materials(lines, len(lines), 0).items == tuple((i, i + 1) for i in range(5))


def test_figures_of_nutrition_are_no_materials() -> None:
    rows = ["• 2 tbsp oil", "• 1 tsp cumin", "• 250g minced beef", "• 200g pasta", "Nutrition: Per serving"]
    rows.insert(4, "Keep the screen of your telephone awake with the cook mode of our own app.")
    lines = [*rows, "• kcal700", "• fat25g", "• carbs80g", "• salt1g"]
    assert read_unnamed_materials(lines, len(lines), 0).items == tuple((i, i + 1) for i in range(4))


def test_remarks_on_materials() -> None:
    assert [hit for hit in REMARKS["hits"] if not is_remark(hit, begun=True)] == []
    assert [miss for miss in REMARKS["misses"] if is_remark(miss, begun=True)] == []


def test_unmeasured_materials() -> None:
    assert [hit for hit in UNMEASURED["hits"] if not names_unmeasured(hit)] == []
    assert [miss for miss in UNMEASURED["misses"] if names_unmeasured(miss)] == []


def test_fragments_of_sentences_are_of_one_step() -> None:
    lines = [
        "Add",
        "2 tbsp sugar",
        "to the bowl and stir it well until it is gone.",
        "Scoop with a spoon to get",
        "6",
        "balls onto the tray.",
    ]
    assert read_steps(["Instructions", *lines], 0).items == ((1, 4), (4, 7))


def test_the_line_between_the_last_marked_step_and_the_next_head_is_of_it() -> None:
    lines = [
        "• Heat the oven to 200 degrees.",
        "• Bake it for an hour until it is brown.",
        "Serve it warm with cream on it, please.",
        "Nutrition",
    ]
    assert read_steps(["Instructions", *lines], 0).items == ((1, 2), (2, 4))


def test_items_in_linear_time() -> None:
    def run(text: str) -> object:
        lines = text.split("\n")
        return item_starts(lines, range(len(lines)), None)

    grows_linearly(run, "2\ncups\noats (\n")
