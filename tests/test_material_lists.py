"""Materials as HTML pages show them: glued by style, in lists that hold more than amounts, in other words than declared, or not at all."""

from __future__ import annotations

import json

import pytest

from qaclean import Page, clean
from qaclean.html.glued_amounts import with_parted_amounts
from qaclean.html.render import read_html
from qaclean.records import ListBlock, Steps

STEPS = ["Wash the lentils until the water stays clear.", "Simmer them with the carrots for half an hour.", "Season the pot and let it rest under its lid."]  # fmt: skip


def items(page: Page) -> list[str]:
    return [item for block in page.body if isinstance(block, ListBlock) for item in block.items]


def steps(page: Page) -> list[str]:
    return [step.text for block in page.body if isinstance(block, Steps) for step in block.steps]


def recipe(shown: str, materials: list[str], below: str = "") -> Page:
    declared = {"@type": "Recipe", "name": "Lentil Pot", "recipeIngredient": materials, "recipeInstructions": STEPS}
    told = "".join(f"<li>{step}</li>" for step in STEPS)
    return clean(
        f"""<html lang="en"><head><title>Lentil Pot | Lid</title><script type="application/ld+json">{json.dumps(declared)}</script></head><body><h1>Lentil Pot</h1>
        <p>The pot that my aunt brings to every harvest, and nobody has ever carried a full one home.</p>{shown}<h2>Instructions</h2><ol>{told}</ol>{below}</body></html>""",
        media_type="text/html",
    )


@pytest.mark.parametrize(
    ("item", "words"),
    [
        ("<span>2</span><span>cups</span><span>red lentils</span>", "2 cups red lentils"),
        ("<div><b>1½</b><span>dl</span><span>oil<i> (cold)</i></span></div>", "1½ dl oil (cold)"),
        ("<span>面粉</span><span>200克</span>", "面粉 200克"),
        ("<a>red lentils</a><span>(washed)</span><span>300 g</span>", "red lentils (washed) 300 g"),
        ("H<sub>2</sub>O", "H2O"),
        ("<span>3</span>rd of a lemon", "3rd of a lemon"),
        ("<span>carrots</span><span>sliced</span>", "carrotssliced"),
    ],
)
def test_items_made_of_elements_are_parted_where_they_have_an_amount(item: str, words: str) -> None:
    assert with_parted_amounts(read_html(f"<p>用料</p><ul><li>{item}</li></ul>")).text == f"用料\n{words}"
    assert with_parted_amounts(other := read_html(f"<ul><li>{item}</li></ul>")) is other


def test_a_row_of_labels_is_parted_and_running_text_is_not() -> None:
    facts = [("Calories: ", "90", "kcal"), ("Protein: ", "4", "g"), ("Fat: ", "0.5", "g"), ("Sugar: ", "2", "g")]
    row = "".join(f"<span><b>{a}</b><i>{b}</i><i>{c}</i></span>" for a, b, c in facts)
    page = with_parted_amounts(
        read_html(f"<p>Ingredients<div>{row}</div><p><span>in 20</span><span>22 it</span> rained</p>")
    )
    assert page.text.split("\n")[1:] == ["Calories: 90kcal Protein: 4g Fat: 0.5g Sugar: 2g", "in 2022 it rained"]


def test_a_list_most_of_whose_items_are_materials_is_one_whole() -> None:
    materials = ["2 cups lentils", "3 carrots", "salt", "thyme sprigs", "lemon wedges"]
    box = "<li><span><label><b>▢ </b></label></span><span>{}</span></li>"
    pot, table = ("".join(box.format(words) for words in rows) for rows in (materials[:3], ["salt", *materials[3:]]))
    page = recipe(f"<h2>Ingredients</h2><ul>{pot}</ul><h4>For the table (all optional)</h4><ul>{table}</ul>", materials)
    assert [item.strip("▢ ") for item in items(page)] == [*materials[:3], "salt", *materials[3:]]
    assert steps(page) == STEPS


def test_a_list_shows_declared_materials_in_other_words() -> None:
    rows = [("red lentils", "2-3", ""), ("salt", "to taste", "<button>Salty</button>"), ("carrots", "a few", "")]
    shown = "".join(f"<li><div>{name}{more}</div><div>{much}</div></li>" for name, much, more in rows)
    page = recipe(f"<h4>Shopping</h4><ul>{shown}</ul>", ["Red lentils, 2-3", "Salt, to taste", "Carrots, ~4"])
    assert items(page) == ["red lentils 2-3", "salt Salty to taste", "carrots a few"]
    assert page.warnings == []


def test_materials_that_are_declared_and_not_shown_stand_below_with_a_warning() -> None:
    page = recipe("", ["400 g beluga", "3 kohlrabi", "1 dl verjuice"])
    assert (items(page), steps(page)) == (["400 g beluga", "3 kohlrabi", "1 dl verjuice"], STEPS)
    (warning,) = page.warnings
    assert (warning.code, "the materials of a how-to" in warning.message) == ("declared-only", True)


def test_materials_that_the_page_shows_are_not_repeated_below_steps_that_it_does_not_show() -> None:
    declared = {"@type": "Recipe", "name": "Pot", "recipeIngredient": ["400 g beluga", "3 kohlrabi"], "recipeInstructions": STEPS}  # fmt: skip
    page = clean(
        f"""<html lang="en"><title>Pot</title><script type="application/ld+json">{json.dumps(declared)}</script><h1>Pot</h1>
        <p>The pot that my aunt brings to every harvest.</p><h2>Ingredients</h2><ul><li>400 g beluga</li><li>3 kohlrabi</li></ul>""",
        media_type="text/html",
    )
    assert (items(page), steps(page)) == (["400 g beluga", "3 kohlrabi"], STEPS)


def test_comments_below_tags_that_are_called_ingredients_are_no_materials() -> None:
    said = "".join(
        f"<li class=comment>Ida<div>Ate it twice</div><div>{day} March 2023 Reply</div></li>" for day in (21, 17, 4, 2)
    )
    below = f"<h3>Ingredients</h3><div>lentils carrots</div><div>Comments (4)</div><ul>{said}</ul>"
    page = recipe("<h2>Ingredients</h2><ul><li>2 cups lentils</li><li>3 carrots</li></ul>", ["2 cups lentils", "3 carrots"], below)  # fmt: skip
    assert items(page) == ["2 cups lentils", "3 carrots"]


def test_the_last_step_ends_above_the_next_heading() -> None:
    broken = f"<h2>Method</h2><ul>{''.join(f'<li><label><div>{step}<div></label></li>' for step in STEPS)}</ul><h3>Your note</h3><div>This was paid for by a mill.</div>"
    page = clean(
        f"""<html lang="en"><title>Pot</title><h1>Pot</h1><h2>Ingredients</h2><ul><li>400 g beluga</li><li>3 kohlrabi</li></ul>{broken}""",
        media_type="text/html",
    )
    assert steps(page) == STEPS


def test_declared_steps_are_those_of_one_telling() -> None:
    names = ["The wash", "The simmer", "The rest"]
    told = [*STEPS[:2], "Season it, and let it rest."]
    blog = "".join(f"<h3>{name}</h3><p>{step}</p>" for name, step in zip(names, told, strict=True))
    card = "".join(f"<li>{step}</li>" for step in STEPS)
    parts = [{"@type": "HowToStep", "name": name, "text": step} for name, step in zip(names, STEPS, strict=True)]
    declared = {"@type": "Recipe", "name": "Pot", "recipeInstructions": parts}
    page = clean(
        f"""<html lang="en"><title>Pot</title><script type="application/ld+json">{json.dumps(declared)}</script><h1>Pot</h1>{blog}
        <h2>Ingredients</h2><ul><li>400 g beluga</li><li>3 kohlrabi</li></ul><h2>Instructions</h2><ol>{card}</ol>""",
        media_type="text/html",
    )
    (block,) = [block for block in page.body if isinstance(block, Steps)]
    assert [step.text for step in block.steps] == STEPS
    assert items(page) == ["400 g beluga", "3 kohlrabi"]
