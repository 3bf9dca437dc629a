"""How-tos: materials and steps by their heads and the shapes of lines, in dumps and in HTML; comments below are no answers."""

from __future__ import annotations

import json

import pytest

from growth import grows_linearly
from qaclean import Page, clean
from qaclean.posts.material_items import stands_alone
from qaclean.posts.step_shapes import is_told, lead_of
from qaclean.records import ListBlock, Steps
from qaclean.rules import load
from qaclean.text.amounts import holds_amount, is_amount, is_measured
from qaclean.text.markdown_marks import without_marks
from qaclean.text.named_authors import introduced_name, named_author
from qaclean.text.section_heads import begins_part, ends_part, is_howto_button, part_of

CARD = """Walnut Soda Bread - Hearth & Crumb
Skip to content
Recipes
About
Walnut Soda Bread
By
Mara Quill
This loaf needs no yeast and no patience, and it tastes best on the day on which you bake it, still warm.
Jump to Recipe
Walnut Soda Bread
Servings
8
Ingredients
1x
2x
▢
2
cups
wholemeal flour
▢
1 ½
teaspoons
baking soda
sifted
▢
salt
Instructions
Heat the oven to 200 degrees and dust a tray with flour.
Stir the flour, the soda and the salt together in a wide
mixing bowl
, then pour in the buttermilk all at once.
Bake the loaf for forty minutes until it sounds hollow.
Notes
It freezes well for a month.
"""
COMMENTS = """3 Comments
Petra says:
March 3, 2021 at 9:14 am
We made this twice already and my father took the rest of it home with him.
Reply
Ivo says:
March 5, 2021 at 7:40 pm
Can I use rye flour instead of wholemeal, or will the loaf be too heavy then?
Reply
Lena says:
April 9, 2021 at 8:02 pm
Mine needed ten more minutes, but then it was a lovely loaf with a thick crust.
Reply
"""


def steps_of(page: Page) -> list[list[str]]:
    return [[step.text for step in block.steps] for block in page.body if isinstance(block, Steps)]


def lists_of(page: Page) -> list[list[str]]:
    return [block.items for block in page.body if isinstance(block, ListBlock)]


def test_a_recipe_card_is_a_howto_with_its_materials_and_steps() -> None:
    page = clean(CARD)
    assert page.kind == "howto"
    assert page.title == "Walnut Soda Bread"
    assert page.author == "Mara Quill"
    assert lists_of(page) == [["2 cups wholemeal flour", "1 ½ teaspoons baking soda sifted", "salt"]]
    assert steps_of(page) == [
        [
            "Heat the oven to 200 degrees and dust a tray with flour.",
            "Stir the flour, the soda and the salt together in a wide mixing bowl, then pour in the buttermilk all at once.",
            "Bake the loaf for forty minutes until it sounds hollow.",
        ]
    ]
    gone = {page.source_text[r.span[0] : r.span[1]] for r in page.removed}
    assert "Jump to Recipe" in gone


def test_comments_below_a_howto_are_no_answers_and_it_stays_whole() -> None:
    page = clean(CARD + COMMENTS)
    assert page.kind == "howto"
    assert page.questions == []
    assert [len(steps) for steps in steps_of(page)] == [3]
    said = " ".join(block.text for block in page.body if block.type == "paragraph")
    assert "rye flour" not in said


def test_numbers_on_lines_of_their_own_count_the_steps() -> None:
    text = (
        CARD.replace("Heat the oven", "1\nHeat the oven")
        .replace("Stir the", "2\nStir the")
        .replace("Bake the", "3\nBake the")
    )
    (block,) = [block for block in clean(text).body if isinstance(block, Steps)]
    assert [(step.marker, step.number) for step in block.steps] == [("1", 1), ("2", 2), ("3", 3)]
    assert block.steps[0].text.startswith("Heat the oven")


@pytest.mark.parametrize(
    ("materials", "steps"),
    [
        ("Zutaten", "Zubereitung"),
        ("Ingrédients :", "Préparation :"),
        ("材料", "作り方"),
        ("재료", "만드는 법"),
        ("用料", "做法"),
    ],
)
def test_heads_of_other_languages(materials: str, steps: str) -> None:
    text = CARD.replace("Ingredients", materials).replace("Instructions", steps)
    page = clean(text)
    assert (page.kind, [len(rows) for rows in steps_of(page)]) == ("howto", [3])


def test_amounts_on_lines_of_their_own_lead_an_item_each() -> None:
    text = CARD.replace("▢\n", "")
    assert lists_of(clean(text)) == [["2 cups wholemeal flour", "1 ½ teaspoons baking soda sifted", "salt"]]


def test_dashes_before_capitals_are_bullets_and_before_small_letters_none() -> None:
    text = (
        CARD.replace("Heat the oven", "– Heat the oven")
        .replace("Stir the", "– Stir the")
        .replace("Bake the", "– Bake the")
    )
    assert [len(rows) for rows in steps_of(clean(text))] == [3]


def test_a_short_line_between_bullets_is_no_end_of_the_step_above() -> None:
    text = (
        CARD.replace("Heat the", "• Heat the")
        .replace("Stir the", "• Stir the")
        .replace("Bake the", "Bake and enjoy!\n• Bake the")
    )
    (last, *_) = [rows[-1] for rows in reversed(steps_of(clean(text)))]
    assert last == "Bake the loaf for forty minutes until it sounds hollow."
    assert all("enjoy" not in step for rows in steps_of(clean(text)) for step in rows)


def test_heads_of_parts_of_the_steps_stand_between_them() -> None:
    text = CARD.replace("Bake the loaf", "For the crust:\nBrush the top with milk before it goes in.\nBake the loaf")
    assert [len(rows) for rows in steps_of(clean(text))] == [3]
    (block,) = [block for block in clean(text).body if isinstance(block, Steps)]
    assert [(step.text, len(step.steps)) for step in block.steps[2:]] == [("For the crust:", 2)]


NEEDED = "Ingredients\n• 250 g oat flakes\n• 80 g honey\n• 1 tsp cinnamon\n"
TOASTED = [
    "Toast the flakes in a wide pan until they smell of nuts.",
    "Warm the honey with the cinnamon and fold it into the flakes.",
    "Spread everything on a tray and let it cool for an hour.",
]


def test_of_steps_told_twice_those_below_their_materials_are_the_list() -> None:
    retold = "\n".join(f"{i}. {step[:-1]}, as always." for i, step in enumerate(TOASTED, 1))
    card = NEEDED + "Instructions\n" + "\n".join(f"• {step}" for step in TOASTED)
    page = clean(
        f"Honey Oat Clusters\nHow to make honey oat clusters\n{retold}\n{card}\nNotes\n", media_type="text/plain"
    )
    assert (page.kind, steps_of(page)) == ("howto", [TOASTED])
    assert any("as always." in item for items in lists_of(page) for item in items)


def test_of_two_cards_that_say_the_same_one_has_the_steps() -> None:
    card = NEEDED + "Instructions\n" + "\n".join(TOASTED)
    page = clean(f"Honey Oat Clusters\n{card}\nPrint\n{card}\nNotes\nThey keep.\n", media_type="text/plain")
    assert steps_of(page) == [TOASTED]


def test_steps_end_where_they_begin_again() -> None:
    told = "\n".join(f"{i}\n{step}" for i, step in enumerate(TOASTED, 1))
    page = clean(
        f"Honey Oat Clusters\n{NEEDED}Instructions\n{told}\n{told}\nNotes\nThey keep.\n", media_type="text/plain"
    )
    assert steps_of(page) == [TOASTED]


def test_counted_steps_have_a_name_more_lines_and_captions_that_go() -> None:
    told = """1. Toast the flakes:
Heat a wide pan without any oil and add the flakes.
flakes in a pan on a stove
Mara Quill
Shake it until they smell of nuts.
2. Add the rest:
Fold in the honey and the cinnamon.
• Note: runny honey needs no warming before you add it.
Spread everything on a tray.
3. Serve:
Let it cool for an hour and break it up.
Reviews
"""
    page = clean(f"Honey Oat Clusters\n{NEEDED}Instructions\n{told}", media_type="text/plain")
    (steps,) = steps_of(page)
    assert (
        steps[0]
        == "Toast the flakes: Heat a wide pan without any oil and add the flakes. Shake it until they smell of nuts."
    )
    assert [step.split(":")[0] for step in steps] == ["Toast the flakes", "Add the rest", "Serve"]
    assert {gap.rule for gap in page.removed if "stove" in page.source_text[gap.span[0] : gap.span[1]]} == {
        "howto-caption"
    }


def test_short_items_of_a_list_of_steps_are_steps() -> None:
    told = (
        "• Tip flakes into a pan\n• Toast them in a wide pan until they smell of nuts\n• Pour honey over flakes\n• "
        + TOASTED[2]
    )
    page = clean(f"Honey Oat Clusters\n{NEEDED}Instructions\n{told}\nNotes\n", media_type="text/plain")
    assert [len(steps) for steps in steps_of(page)] == [4]


def test_amounts_below_a_bulleted_step_are_none_of_its_words() -> None:
    told = f"• {TOASTED[0]}\n250 g oat flakes, 1 tsp cinnamon\n• {TOASTED[1]}\n• {TOASTED[2]}"
    page = clean(f"Honey Oat Clusters\n{NEEDED}Instructions\n{told}\nNotes\n", media_type="text/plain")
    assert [step for steps in steps_of(page) for step in steps] == TOASTED


def test_lines_below_a_name_with_a_colon_are_one_step() -> None:
    told = f"""Toast:
{TOASTED[0]}
Shake it now and then.
Sweeten:
{TOASTED[1]}
Cool:
{TOASTED[2]}
Break it into pieces by hand.
"""
    page = clean(f"Honey Oat Clusters\n{NEEDED}Instructions\nVideo\nOn\nOff\n{told}Notes\n", media_type="text/plain")
    (steps,) = steps_of(page)
    assert [step.split(":")[0] for step in steps] == ["Toast", "Sweeten", "Cool"]
    assert steps[0].endswith("Shake it now and then.")


def test_a_how_to_whose_parts_no_head_names() -> None:
    needed = NEEDED.split("\n", 1)[1] + "• 2 tbsp sunflower oil\n• salt\n"
    told = "\n".join(f"{i}- {step}" for i, step in enumerate(TOASTED, 1))
    page = clean(
        f"Honey Oat Clusters\nA snack for the road, and for the days on which you walk.\n{needed}{told}\n",
        media_type="text/plain",
    )
    assert (page.kind, steps_of(page)) == ("howto", [TOASTED])
    assert [len(items) for items in lists_of(page)] == [5]


def test_bullets_before_amounts_begin_items_whose_names_stand_below() -> None:
    needed = "Ingredients\n\n  • 250 g\n\n    oat flakes\n\n  • 2\n\n    ripe pears\n\n  • butter, for the tray\n\n"
    page = clean(f"Oat Pears\n\n{needed}Instructions\n\n" + "\n\n".join(TOASTED), media_type="text/plain")
    assert lists_of(page) == [["250 g oat flakes", "2 ripe pears", "butter, for the tray"]]


def test_materials_lose_their_numbers_and_the_marks_of_markdown() -> None:
    needed = (
        "## __Ingredients\n\n  1. **250** **g** oat flakes\n  2. 80 g honey, _runny_\n  3. 1 tsp cinnamon\n\n* * *\n\n"
    )
    page = clean(f"# Honey Oat Clusters\n\n{needed}## Instructions\n\n" + "\n\n".join(TOASTED), media_type="text/plain")
    assert [items[:3] for items in lists_of(page)] == [["250 g oat flakes", "80 g honey, runny", "1 tsp cinnamon"]]


def test_a_thread_in_which_somebody_posts_a_recipe_stays_a_thread() -> None:
    post = "Forum index\nBread without yeast - Bakers' Forum\n"
    post += "Tom\nMarch 3, 2021 at 9:14 am\nHas anybody a bread without yeast that works in a small oven? I tried three and none of them rose at all.\n"
    post += "Ann\nMarch 4, 2021 at 8:10 am\nUse soda. Steps are simple: stir it, shape it, and bake it at once in a hot oven.\n"
    post += "Tom\nMarch 5, 2021 at 9:00 am\nThat worked, thank you very much, the loaf is nearly gone already.\n"
    assert clean(post).kind != "howto"


def test_html_steps_below_their_head_without_what_follows_the_list() -> None:
    page = clean(
        "<title>Walnut Soda Bread | Hearth</title><h1>Walnut Soda Bread</h1><h2>Ingredients</h2><ul><li>2 cups flour<li>1 tsp soda<li>salt</ul>"
        "<h2>Method</h2><ul><li>Heat the oven to 200 degrees and dust a tray.<li>Stir it all together with the buttermilk.<li>Bake it for forty minutes.</ul>"
        "<p>Last step! Please tell us in a comment how you liked this recipe of ours.</p><h2>Notes</h2><p>It freezes well for a month.</p>",
        media_type="text/html",
    )
    assert (page.kind, page.title) == ("howto", "Walnut Soda Bread")
    assert lists_of(page) == [["2 cups flour", "1 tsp soda", "salt"]]
    assert [len(rows) for rows in steps_of(page)] == [3]


def test_a_title_that_the_page_shares_whole_loses_the_sites_name_all_the_same() -> None:
    page = clean(
        "<title>Walnut Soda Bread | Hearth</title><meta property=og:title content='Walnut Soda Bread | Hearth'><h1>Walnut Soda Bread</h1>"
        f"<article><p>{'The loaf needs no yeast and no patience at all. ' * 6}</p></article>",
        media_type="text/html",
    )
    assert page.title == "Walnut Soda Bread"


RECIPE = {
    "@type": "Recipe",
    "name": "Walnut Soda Bread",
    "author": {"@type": "Person", "name": "Mara Quill"},
    "recipeIngredient": ["2 cups flour", "1 tsp soda", "salt"],
}
STEPS = [
    "Heat the oven to 200 degrees and dust a tray.",
    "Stir it all with the buttermilk.",
    "Bake it for forty minutes.",
]


@pytest.mark.parametrize("given", [STEPS, "\n".join(STEPS), [{"@type": "HowToStep", "text": text} for text in STEPS]])
def test_a_declared_recipe_tells_the_steps_of_lines_under_no_known_head(given: object) -> None:
    declared = json.dumps({**RECIPE, "recipeInstructions": given})
    page = clean(
        f"<title>Walnut Soda Bread | Hearth</title><script type=application/ld+json>{declared}</script><h1>Walnut Soda Bread</h1>"
        f"<p>By Mara Quill</p><p>Off we go, this is what we do:</p>{''.join(f'<div>{text}</div>' for text in STEPS)}",
        media_type="text/html",
    )
    assert (page.kind, page.title, page.author) == ("howto", "Walnut Soda Bread", "Mara Quill")
    assert steps_of(page) == [STEPS]


SECTIONS = load("sections")


@pytest.mark.parametrize("part", ["steps", "materials", "ends"])
def test_heads_of_parts(part: str) -> None:
    assert [hit for hit in SECTIONS[part]["hits"] if part_of(hit) != part] == []
    assert [miss for miss in SECTIONS[part]["misses"] if part_of(miss) == part] == []


def test_heads_that_end_in_the_name_of_the_part() -> None:
    assert begins_part("Tandır Ekmeği İçin Malzemeler:") == begins_part("田舎パンの材料") == "materials"
    assert begins_part("Malzemeler pahalı oldu.") == begins_part("材料は安い") == ""


def test_buttons_of_a_howto() -> None:
    assert [hit for hit in SECTIONS["buttons"]["hits"] if not is_howto_button(hit)] == []
    assert [miss for miss in SECTIONS["buttons"]["misses"] if is_howto_button(miss)] == []


def test_the_title_of_a_flattened_howto_is_no_entry_of_the_menu_and_no_value() -> None:
    menu = "• Breads Of The World\n• Soda And Yeast\n1. Home\n2. Breads\n3. Walnut Soda Bread"
    card = CARD.split("Jump to Recipe\n")[1].removeprefix("Walnut Soda Bread\n")
    page = clean(f"Skip to content\n{menu}\nWalnut Soda Bread\nBy Mara Quill\nTotal time 40 minutes\n{card}")
    assert (page.kind, page.title, page.author) == ("howto", "Walnut Soda Bread", "Mara Quill")


@pytest.mark.parametrize(
    "line", ["Walnut Soda Bread | Hearth", "Walnut Soda Bread Walnut Soda Bread", "1. Breads\n2. Walnut Soda Bread"]
)
def test_a_title_in_a_dump_is_its_own_words(line: str) -> None:
    card = CARD.split("Jump to Recipe\n")[1].removeprefix("Walnut Soda Bread\n")
    page = clean(f"Hearth\nSkip to content\nBreads\n{line}\nBy Mara Quill\n{card}")
    assert (page.kind, page.title) == ("howto", "Walnut Soda Bread")


def test_who_introduces_herself_wrote_the_howto() -> None:
    box = "Mara Quill\nHi there! I'm Mara, and I bake bread in a small kitchen by the sea.\nMore about Mara Quill\n"
    assert clean(CARD.replace("By\nMara Quill\n", "") + box).author == "Mara Quill"


def test_introductions() -> None:
    said = [
        "Hi, I’m Jane! I cook.",
        "Ich bin Petra und ich backe.",
        "I'm Dutch",
        "Well, I'm sure it works.",
        "I am Legend",
    ]
    assert [introduced_name(line) for line in said] == ["Jane", "Petra", None, None, None]


def test_units_of_materials() -> None:
    assert [hit for hit in SECTIONS["units"]["hits"] if not is_measured(hit)] == []
    assert [miss for miss in SECTIONS["units"]["misses"] if is_measured(miss)] == []


def test_authors_of_a_howto() -> None:
    assert [hit for hit in SECTIONS["author"]["hits"] if named_author(hit) is None] == []
    assert [miss for miss in SECTIONS["author"]["misses"] if named_author(miss) is not None] == []


@pytest.mark.parametrize(
    "text", ["1 ½ ", "Step 1 ", "Author: Jane ", "2 cups flour ", "Stir. ", "(", "1. ", "_a ", "**", "# "]
)
def test_shapes_of_lines_scale_linearly(text: str) -> None:
    for read in (
        part_of,
        begins_part,
        ends_part,
        is_told,
        lead_of,
        is_amount,
        holds_amount,
        introduced_name,
        is_measured,
        named_author,
        without_marks,
    ):
        grows_linearly(read, text)


def test_headings_between_steps_are_sections_that_hold_them() -> None:
    html = """<html><head><title>Plum buns</title></head><body><h1>Plum buns</h1><h3>Ingredients</h3>
    <ul><li>300 g flour</li><li>6 plums</li><li>50 g sugar</li></ul><h3>Instructions</h3>
    <h4>For the dough</h4><ol><li>Knead the flour with warm milk for ten minutes.</li><li>Let it rise in a warm place for an hour.</li></ol>
    <h4>For the filling</h4><ol><li>Stew the plums with the sugar until they are soft.</li></ol>
    <h3>Notes</h3><p>The buns keep for two days in a tin with a tight lid.</p></body></html>"""
    page = clean(html, media_type="text/html")
    (block,) = [block for block in page.body if isinstance(block, Steps)]
    assert [(step.text, [inner.text for inner in step.steps]) for step in block.steps] == [
        (
            "For the dough",
            ["Knead the flour with warm milk for ten minutes.", "Let it rise in a warm place for an hour."],
        ),
        ("For the filling", ["Stew the plums with the sugar until they are soft."]),
    ]
    assert [page.source_text[slice(*step.span)].split("\n")[0] for step in block.steps] == [
        "For the dough",
        "For the filling",
    ]


def test_a_list_of_amounts_above_paragraphs_that_tell_is_a_howto_without_heads() -> None:
    html = """<html><head><title>Quince paste</title></head><body><h1>Quince paste</h1>
    <p>My aunt made this every autumn, and nobody was allowed into the kitchen while she did.</p>
    <ul><li>2 kg quinces</li><li>1 kg sugar</li><li>2 lemons</li><li>1 stick cinnamon</li></ul>
    <p>1- Boil the quinces whole until a knife goes in.</p><p>2- Rub them through a sieve.</p><p>3- Stir the sugar in and cook it dark.</p>
    <h3>More from the shelf</h3></body></html>"""
    page = clean(html, media_type="text/html")
    assert page.kind == "howto"
    assert steps_of(page) == [
        [
            "Boil the quinces whole until a knife goes in.",
            "Rub them through a sieve.",
            "Stir the sugar in and cook it dark.",
        ]
    ]
    assert lists_of(page)[0] == ["2 kg quinces", "1 kg sugar", "2 lemons", "1 stick cinnamon"]
    talk = html.replace("2 kg quinces", "Quinces").replace("1 kg sugar", "Sugar").replace("2 lemons", "Lemons")
    assert clean(talk, media_type="text/html").kind != "howto"


def test_numbers_in_elements_of_one_kind_count_the_steps_where_no_head_names_them() -> None:
    def step(number: int, title: str, *lines: str) -> str:
        return f'<li class="stage"><figcaption class="no">{number}</figcaption><h4>{title}</h4><p>{"<br>".join(lines)}</p></li>'

    html = f"""<html><head><title>Fish stew</title></head><body><h1>Fish stew</h1><h2>Ingredients</h2>
    <ul><li>2 kg cod</li><li>1 l stock</li><li>2 onions</li></ul><h4>Before you start</h4>
    <ul><li>Thaw the cod in the refrigerator overnight, and keep it cold until then.</li><li>Wash everything that comes out of the garden.</li><li>Sharpen the knife before you need it.</li></ul>
    <h1>Rules of the house</h1><p>Fish is cooked when it is opaque all the way through.</p>
    <ol>{step(1, "Soften the onions", "Slice the onions thinly.", "Sweat them under a lid for ten minutes.")}
    {step(2, "Make the broth", "Pour the stock on and bring it to the boil.")}
    {step(3, "Poach the cod", "Slide the cod in and take the pot off.", "Serve it with bread after five minutes.")}</ol>
    <h2>Other stews</h2></body></html>"""
    page = clean(html, media_type="text/html")
    blocks = [block for block in page.body if isinstance(block, Steps)]
    assert [(step.number, step.text, len(step.steps)) for step in blocks[-1].steps] == [
        (1, "Soften the onions", 2),
        (2, "Make the broth", 1),
        (3, "Poach the cod", 2),
    ]


@pytest.mark.parametrize("head", ["Zutaten für 4 Portionen", "Ingredients (serves 4)", "材料（2人份）"])
def test_a_head_of_materials_may_say_for_how_many(head: str) -> None:
    assert part_of(head) == "materials"
    assert part_of("Ingredients 2023") == part_of("Our 4 favourite ingredients") == ""


def test_units_of_any_script_measure() -> None:
    assert holds_amount("猪肉 300克")
    assert stands_alone("1/2 φλ.")
    assert not stands_alone("αυγά μεγάλα")


MATERIALS = ["250", "g", "Roggenmehl", "2", "TL", "Salz", "1", "EL", "Honig", "300", "ml", "Wasser"]
TWO_STEPS = [
    "Das Mehl mit dem Salz in einer weiten Sch\u00fcssel mischen und den Honig im Wasser aufl\u00f6sen.",
    "Beides verkneten, eine Stunde ruhen lassen und das Brot vierzig Minuten backen, bis es braun ist.",
]


def told_steps(lines: list[str]) -> list[str]:
    page = clean("\n".join(lines) + "\n", media_type="text/plain")
    return [step.text for block in page.body if isinstance(block, Steps) for step in block.steps]


def test_two_steps_between_many_amounts_and_the_head_of_another_part() -> None:
    assert (
        told_steps(["Roggenbrot", "Zutaten:", *MATERIALS, *TWO_STEPS, "Tipp:", "Es schmeckt auch kalt."]) == TWO_STEPS
    )
    assert told_steps(["Roggenbrot", "Zutaten:", *MATERIALS[:6], *TWO_STEPS, "Tipp:", "Es schmeckt auch kalt."]) == []


def test_heads_that_name_the_dish_are_some_where_both_stand() -> None:
    told = [
        "Unu ve tuzu geni\u015f bir kapta kar\u0131\u015ft\u0131r\u0131n.",
        "Hamuru bir saat dinlendirin ve k\u0131rk dakika pi\u015firin.",
    ]
    needed = [
        "2 su barda\u011f\u0131 un",
        "1 \u00e7ay ka\u015f\u0131\u011f\u0131 tuz",
        "Tatl\u0131 bir \u00fcr\u00fcn de olur.",
    ]
    heads = [
        "\u00c7avdar Ekme\u011fi \u0130\u00e7in Malzemeler",
        "\u00c7avdar Ekme\u011fi Nas\u0131l Yap\u0131l\u0131r?",
    ]
    assert told_steps(["\u00c7avdar Ekme\u011fi", heads[0], *needed, heads[1], *told]) == told
    assert told_steps(["\u00c7avdar Ekme\u011fi", *needed, heads[1], *told]) == []


def test_a_number_inside_of_a_head_counts_no_step() -> None:
    lines = [
        "Rye loaf",
        "Ingredients",
        "2 cups rye flour",
        "1 tsp salt",
        "Instructions",
        "For the loaves (makes",
        "2",
        "-",
        "3",
        "loaves)",
    ]
    told = [
        "Add",
        "2 cups rye flour",
        "to a wide bowl and stir the salt in.",
        "Knead it and bake it for forty minutes.",
    ]
    assert told_steps([*lines, *told]) == ["Add 2 cups rye flour to a wide bowl and stir the salt in.", told[3]]


PARTS = [
    "Ingredients",
    "2 cups rye flour",
    "1 tsp salt",
    "300 ml water",
    "Directions",
    "Mix flour and salt in a bowl.",
    "Add the water and knead until smooth.",
    "Bake for an hour at 200 degrees.",
]


@pytest.mark.parametrize(
    ("above", "name"),
    [
        (["Portrait of Petra MusterBy Petra MusterUpdated: Sep 3, 2021", "Rye all the way."], "Petra Muster"),
        (["Author:", "Petra @ Crumbs and Crust"], "Petra @ Crumbs and Crust"),
        (["Author", "Petra – Crumbs and Crust"], "Petra – Crumbs and Crust"),
        (["Recipe by Crumbs and CrustCourse: BreadCuisine: Nordic", "Serves 4"], "Crumbs and Crust"),
        (["Petra Muster 12 May 2021 3 Comments", "Rye all the way."], "Petra Muster"),
        (["Af", "Hr. Muster", "12. maj 2021"], "Hr. Muster"),
        (["By Petra Muster | May 3, 2020", "Author: Petra"], "Petra Muster"),
        (["• Petra Muster", "• May 3, 2020"], "Petra Muster"),
        (["Zubereitungszeit", "15 min", "Kochzeit", "20 min"], None),
        (["Easy", "0:20"], None),
        (["By", "Published", "Rye all the way."], None),
        (["Rezeptautor:in", "Bild von Petra Muster", "Petra Muster"], "Petra Muster"),
        (["Home » Dark Rye Loaf", "Petra Muster 12/05/2021 Breads"], "Petra Muster"),
        (["Petra Muster", "Dark Rye Loaf"], "Petra Muster"),
        (["por porção individual.", "163 kcal"], None),
        (["Recipe by Rye Loaf", "12 min"], None),
        (["Submitted by", "PetraBakes!", "Rye all the way."], "PetraBakes!"),
        (["Author", "editors of Crumbs and Crust", "12 min"], "editors of Crumbs and Crust"),
        (["Author", "Petra Muster @ Bread in a Bowl", "12 min"], "Petra Muster @ Bread in a Bowl"),
        (["_posted by_ Petra _on_ May 3, 2020", "Rye all the way."], "Petra"),
        (["3 May 2020 par", "Petra Muster", "Rye all the way."], "Petra Muster"),
        (["Petra Muster", "|", "May 3, 2020", "Rye all the way."], "Petra Muster"),
        (["Blog", "May 3, 2020", "Rye all the way."], None),
        (["12 ratings", "Petra Muster", "Contributing Food Editor", "Rye all the way."], "Petra Muster"),
        (["12 ratings", "Petra Muster", "Editor's choice", "Rye all the way."], None),
        (["Save", "Petra", "Published", "May 3, 2020", "Hi, I'm Petra"], "Petra"),
        (["Save", "Petra", "Published", "May 3, 2020", "Rye all the way."], None),
    ],
)
def test_who_wrote_a_flattened_how_to(above: list[str], name: str | None) -> None:
    page = clean("\n".join(["Dark Rye Loaf", *above, *PARTS]) + "\n")
    assert (page.kind, page.author) == ("howto", name)


def test_who_wrote_a_flattened_how_to_may_stand_far_above() -> None:
    def author(*above: str) -> str | None:
        menu = ["• Breads", "• Soups", "• About", "• Search"]
        post = ["A rye loaf for the days on which nothing else will do, made of rye flour and of very little else."] * 4
        page = clean("\n".join([*menu, *above, *post, "Dark Rye Loaf", "Print", *PARTS]) + "\n")
        assert page.title == "Dark Rye Loaf"
        return page.author

    assert author("by", "Petra Muster", "·") == "Petra Muster"
    assert author("Author:", "Petra Muster") == "Petra Muster"
    assert author("by Petra Muster", "Search", "by Ivo Beispiel") is None  # other pages
    assert author("By Course") is None


@pytest.mark.parametrize(
    ("below", "name"),
    [
        (["\u00a9 Petra Muster", "Cuisine:", "Nordic"], "Petra Muster"),
        (["(C) Petra Muster", "**Cuisine:** Nordic / **Category:** Bread"], "Petra Muster"),
        (["\u00a9 2024 Crumbs and Crust", "Contact"], None),
        ([*["Calories", "210 kcal"] * 20, "Author:", "Petra Muster"], "Petra Muster"),
        ([*["Calories", "210 kcal"] * 20, "Author", "Reply to"], None),  # the mark of the author of a comment
    ],
)
def test_the_foot_of_a_recipe_says_who_wrote_it(below: list[str], name: str | None) -> None:
    assert clean("\n".join(["Dark Rye Loaf", *PARTS, *below]) + "\n").author == name


def test_a_title_with_its_author_is_the_title_alone() -> None:
    page = clean("\n".join(["Bread", "Dark Rye Loaf by Petra Muster", "Dark Rye Loaf", *PARTS]) + "\n")
    assert page.title == "Dark Rye Loaf"


def test_a_tab_between_the_head_of_the_steps_and_the_first_of_them_ends_nothing() -> None:
    counted = [f"{number}. {text}" for number, text in enumerate(PARTS[5:], 1)]
    assert told_steps([*PARTS[:5], "Video", "Cook", *counted]) == PARTS[5:]


def test_a_headline_with_its_author_is_no_other_title() -> None:
    rows = "".join(f"<p>{text} It is a loaf for the days on which nothing else will do.</p>" for text in PARTS[5:])
    page = clean(
        f"<html><head><title>Dark Rye Loaf</title></head><body><h1>Dark Rye Loaf by Petra Muster</h1>{rows}</body></html>"
    )
    assert page.title == "Dark Rye Loaf"
