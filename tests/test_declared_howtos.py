"""How-tos that a page declares: title, author and materials from what it says of itself, one list of steps; and where an article ends."""

from __future__ import annotations

import json

import pytest

from qaclean import Page, clean
from qaclean.posts.article_ends import names_editor
from qaclean.posts.declared_howto import declared_materials
from qaclean.records import ListBlock, Steps
from qaclean.rules import load
from qaclean.text.named_authors import named_author

METHOD = ["Toast the barley in a dry pan until it smells of nuts.", "Pour the broth on and simmer it for half an hour.", "Stir the herbs in and let it stand covered."]  # fmt: skip
MATERIALS = ["200 g barley", "1 l broth", "2 handfuls herbs"]
CARD = """<html><head><title>The Best Ever Barley Pot (so easy!)</title><script type="application/ld+json">{}</script></head><body>
<nav><a href="/">Ladle and Lid</a><a href="/all">All recipes</a></nav><article><h1>The Best Ever Barley Pot (so easy!)</h1>
<p>By Ines Quarrel Updated March 4, 2022</p>
<p>We cooked this on the boat for a week, and on the seventh day somebody asked for more of it, which settles the matter.</p>
<h2>What I learned</h2><ol><li>Barley from last year takes ten minutes more, so taste it before you serve.</li><li>A heavy lid keeps the broth where it belongs.</li></ol>
<p>Below is the card.</p><h2>Barley Pot</h2><h3>Ingredients</h3><div><div>barley</div><div>200 g</div><div>broth</div><div>1 l</div><div>herbs</div><div>2 handfuls</div></div>
<h3>Instructions</h3><ul><li>{}</li><li>{}</li><li>{}</li></ul></article><footer>© 2022 Ladle and Lid</footer></body></html>"""


def card(**more: object) -> Page:
    declared = {"@type": "Recipe", "name": "Barley Pot", "recipeIngredient": MATERIALS, "recipeInstructions": METHOD}
    return clean(CARD.format(json.dumps(declared | more), *METHOD), media_type="text/html")


def texts(page: Page) -> list[list[str]]:
    return [[step.text for step in block.steps] for block in page.body if isinstance(block, Steps)]


def test_the_name_that_is_declared_and_shown_is_the_title() -> None:
    page = card()
    assert (page.kind, page.title) == ("howto", "Barley Pot")
    assert page.source_text[slice(*page.title_span or (0, 0))] == "Barley Pot"


def test_a_declared_name_that_the_page_does_not_show_is_no_title() -> None:
    assert card(name="Recipe 4711").title == "The Best Ever Barley Pot (so easy!)"


def test_counted_tips_are_a_list_and_no_steps() -> None:
    page = card()
    assert texts(page) == [METHOD]
    lists = [block.items for block in page.body if isinstance(block, ListBlock)]
    assert any(item.startswith("A heavy lid") for items in lists for item in items)


def test_declared_materials_tell_the_items_whatever_the_order_of_their_words() -> None:
    lists = [block.items for block in card().body if isinstance(block, ListBlock)]
    assert ["barley 200 g", "broth 1 l", "herbs 2 handfuls"] in lists
    assert declared_materials(["3 plums", "1 pear"], ["3 plums", "Stir.", "no fruit"]) == ()


def test_the_author_is_the_declared_one_else_that_of_the_line() -> None:
    assert card(author={"@type": "Person", "name": "Ines Q."}).author == "Ines Q."
    assert card().author == "Ines Quarrel"


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("ByIda Moss", "Ida Moss"),
        ("By: Author Ida Moss", "Ida Moss"),
        ("March 8, 2023 by Ida Moss 93 Comments", "Ida Moss"),
        ("By Ida MossUpdated June 3, 2020", "Ida Moss"),
        ("By Ida MossApril 4, 2023", "Ida Moss"),
    ],
)
def test_names_glued_to_what_stands_around_them(line: str, name: str) -> None:
    assert (named_author(line) or ("",))[0] == name


def test_a_name_below_the_title_of_a_card_wrote_it() -> None:
    dump = "Menu\nPear Butter\nIda Moss\nThis keeps all winter, if nobody finds the shelf on which you hide the jars, and spreads well.\nPear Butter\nIngredients\n4 pears\n2 cups sugar\n1 lemon\nInstructions\nPeel the pears and cut them small.\nCook the pears with the sugar until they fall apart.\nAdd the lemon and fill the jars while it is hot.\n"
    page = clean(dump, media_type="text/plain")
    assert (page.kind, page.title, page.author) == ("howto", "Pear Butter", "Ida Moss")


NEWS = """<html><head><title>{0}</title><meta property="og:type" content="article"></head><body>{1}</body></html>"""
TOLD = "<p>市里昨天说,新桥的第一段已经合龙,工人们夜里也在干活,估计春节以前就能通车,两岸的居民等了十二年。</p><p>桥长一千二百米,双向六条车道,两边各有一条人行道,中间留出了以后铺电车轨道的位置。</p>"


def test_below_the_editors_line_nothing_is_of_the_article() -> None:
    tail = "<p>(责任编辑:石榴)</p><p>扫码看全文,还有更多城市消息等着你,每天早上七点准时送到你的手机里。</p>"
    page = clean(NEWS.format("新桥合龙", f"<h1>新桥合龙</h1>{TOLD}{tail}"), media_type="text/html")
    kept = " ".join(block.text for block in page.body if hasattr(block, "text"))
    assert "一千二百米" in kept
    assert "扫码" not in kept


def test_of_several_articles_the_first_is_the_page() -> None:
    stories = [(f"Story {n}", f"Line {n} of the {n}th tale tells how the river rose and what the town did about it. " * 9) for n in (1, 2)]  # fmt: skip
    body = "".join(f"<article><h1>{head}</h1><p>{told}</p></article>" for head, told in stories)
    page = clean(NEWS.format("Story 1", body), media_type="text/html")
    kept = " ".join(block.text for block in page.body if hasattr(block, "text"))
    assert "Line 1" in kept
    assert "Line 2" not in kept
    assert {r.reason for r in page.removed if "Line 2" in page.source_text[slice(*r.span)]} == {"related"}


def test_lines_that_name_an_editor() -> None:
    rules = load("articles")["ends"]
    assert [hit for hit in rules["hits"] if not names_editor(hit)] == []
    assert [miss for miss in rules["misses"] if names_editor(miss)] == []


def test_a_howto_that_is_only_declared_is_content_with_a_warning() -> None:
    source = CARD.format(json.dumps({"@type": "Recipe", "name": "Barley Pot", "recipeIngredient": MATERIALS, "recipeInstructions": METHOD}), *METHOD)  # fmt: skip
    page = clean(source[: source.index("<h3>Ingredients")] + "</article></body></html>", media_type="text/html")
    assert (page.kind, texts(page)) == ("howto", [METHOD])
    assert MATERIALS in [block.items for block in page.body if isinstance(block, ListBlock)]
    assert [warning.code for warning in page.warnings] == ["declared-only"]
    assert "declared-only" not in [warning.code for warning in card().warnings]


def test_a_declared_recipe_inside_one_of_repeated_elements_is_no_thread() -> None:
    post = '<div class="comment"><span class="author">{}</span> <time datetime="2022-03-0{}">March {}, 2022</time><p>{}</p></div>'
    said = [("Olga", "We ate it on the boat too, and the pot went round twice before the soup was gone."), ("Jens", "Mine came out too thick, so I poured another cup of broth on and it was right."), ("Pia", "How long does it keep in a cold cupboard, and may I freeze what is left of it?")]  # fmt: skip
    below = "".join(post.format(name, n, n, words) for n, (name, words) in enumerate(said, 1))
    source = CARD.replace("<article>", '<div class="comment">').replace("</article>", "</div>" + below)
    declared = {"@type": "Recipe", "name": "Barley Pot", "recipeIngredient": MATERIALS, "recipeInstructions": METHOD}
    page = clean(source.format(json.dumps(declared), *METHOD), media_type="text/html")
    assert (page.kind, texts(page)) == ("howto", [METHOD])


def test_names_above_their_amounts_make_an_item_each() -> None:
    dump = "Pear Butter\nIngredients\nfresh pears\n500 g\nbrown sugar\n250 g\nlemon juice\n2 cl\nInstructions\nPeel the pears and cut them small.\nCook the pears with the sugar until they fall apart.\nAdd the lemon and fill the jars while it is hot.\n"
    lists = [block.items for block in clean(dump, media_type="text/plain").body if isinstance(block, ListBlock)]
    assert lists == [["fresh pears 500 g", "brown sugar 250 g", "lemon juice 2 cl"]]


def test_a_line_that_shows_several_declared_steps_is_cut_between_them_and_glued_amounts_are_parted() -> None:
    steps = ["Heat the pan until it smokes.", "Lay the leeks in.", "Turn them once they have stripes."]
    declared = {"@type": "Recipe", "recipeIngredient": ["2 dl oil", "8 leeks"], "recipeInstructions": steps}
    page = clean(
        f"""<html><head><title>Leeks</title><script type="application/ld+json">{json.dumps(declared)}</script></head><body><h1>Leeks</h1>
        <ul><li><b>2</b> <b>dl</b><i>oil</i></li><li><b>8</b><i>leeks</i></li></ul>
        <div><p>{steps[0]} {steps[1]}</p><p>{steps[2]}</p></div></body></html>""",
        media_type="text/html",
    )
    assert texts(page) == [steps]
    assert ["2 dl oil", "8 leeks"] in [block.items for block in page.body if isinstance(block, ListBlock)]


def test_steps_that_are_declared_in_one_text_are_those_that_the_page_shows() -> None:
    page = card(recipeInstructions=" ".join(METHOD))
    assert texts(page) == [METHOD]
    bare = {"@type": "Recipe", "recipeInstructions": [{"@type": "HowToStep", "text": " ".join(METHOD)}]}
    html = f"""<html><head><title>Barley</title><script type="application/ld+json">{json.dumps(bare)}</script></head><body><h1>Barley</h1>
    <p>A pot for a boat, and for whoever is left on it in the evening.</p><p>{"<br>".join(METHOD)}</p></body></html>"""
    assert texts(clean(html, media_type="text/html")) == [METHOD]


def test_a_declared_step_that_the_page_shows_as_several_items_is_several() -> None:
    page = card(
        recipeInstructions=[
            {"@type": "HowToStep", "text": METHOD[0]},
            {"@type": "HowToStep", "text": " ".join(METHOD[1:])},
        ]
    )
    assert texts(page) == [METHOD]


def test_a_step_whose_name_alone_is_shown_as_declared_goes_on_to_the_next() -> None:
    steps = [("Char the leeks", "Lay", "over a hot fire until their stripes are black"), ("Whisk the sauce", "Beat", "with oil until it shines and thickens"), ("Plate it", "Bring", "together with bread, while everything is warm")]  # fmt: skip
    declared = {"@type": "Recipe", "recipeInstructions": [{"@type": "HowToStep", "name": name, "text": f"{verb} [twice] them {rest}."} for name, verb, rest in steps]}  # fmt: skip
    shown = "".join(f"<div><p>{number}</p><p>{name}</p><p>{verb} them {rest}.</p></div>" for number, (name, verb, rest) in enumerate(steps, 1))  # fmt: skip
    page = clean(
        f"""<html><head><title>Leeks</title><script type="application/ld+json">{json.dumps(declared)}</script></head><body><h1>Leeks</h1>{shown}</body></html>""",
        media_type="text/html",
    )
    (block,) = [block for block in page.body if isinstance(block, Steps)]
    assert [(step.number, step.text, [inner.text for inner in step.steps]) for step in block.steps] == [
        (1, "Char the leeks", ["Lay them over a hot fire until their stripes are black."]),
        (2, "Whisk the sauce", ["Beat them with oil until it shines and thickens."]),
        (3, "Plate it", ["Bring them together with bread, while everything is warm."]),
    ]


def test_declared_names_of_steps_that_the_page_does_not_show_stand_above_them_with_a_warning() -> None:
    names = ["Toasting", "A slow simmer", "Rest"]
    page = card(
        recipeInstructions=[{"@type": "HowToStep", "name": n, "text": t} for n, t in zip(names, METHOD, strict=True)]
    )
    (block,) = [block for block in page.body if isinstance(block, Steps)]
    assert [(step.text, [inner.text for inner in step.steps]) for step in block.steps] == [
        (name, [text]) for name, text in zip(names, METHOD, strict=True)
    ]
    assert [warning.code for warning in page.warnings] == ["declared-only"]
    numbered = card(
        recipeInstructions=[{"@type": "HowToStep", "name": f"Step {n}", "text": t} for n, t in enumerate(METHOD, 1)]
    )
    assert texts(numbered) == [METHOD]
    assert numbered.warnings == []


def test_a_name_that_a_line_begins_with_is_cut_off_as_declared() -> None:
    steps = [("The toast", METHOD[0]), ("The simmer", METHOD[1])]
    declared = {
        "@type": "Recipe",
        "recipeInstructions": [{"@type": "HowToStep", "name": n, "text": t} for n, t in steps],
    }
    shown = "".join(f"<li><b>{name}:</b> {text}</li>" for name, text in steps)
    html = f"""<html><head><title>Barley</title><script type="application/ld+json">{json.dumps(declared)}</script></head><body><h1>Barley</h1><ol>{shown}</ol></body></html>"""
    (block,) = [block for block in clean(html, media_type="text/html").body if isinstance(block, Steps)]
    assert [(step.text, [inner.text for inner in step.steps]) for step in block.steps] == [
        ("The toast:", [METHOD[0]]),
        ("The simmer:", [METHOD[1]]),
    ]


def test_materials_declared_by_name_alone_take_the_amounts_beside_them() -> None:
    shown = ["Ingredients", "leeks", "8 pieces", "salt", "oil", "2 dl", "Print"]
    assert declared_materials(["leeks", "salt", "oil"], shown) == ((1, 3), (3, 4), (4, 6))
    assert declared_materials(["leeks", "salt", "oil"], ["8", "leeks", "salt", "2 dl", "oil"]) == (
        (0, 2),
        (2, 3),
        (3, 5),
    )
    assert declared_materials(["2 eggs", "9.0 g salt"], ["1 lemon", "2 eggs", "9 g salt"]) == ((1, 2), (2, 3))


def test_very_many_declared_materials_are_not_looked_for_one_among_all() -> None:
    materials = [f"spice of jar {n}, 200 g" for n in range(1200)]
    declared = json.dumps(
        {"@context": "https://schema.org", "@type": "Recipe", "name": "Soup", "recipeIngredient": materials}
    )
    shown = "".join(f"<li>{words}</li>" for words in materials)
    page = clean(
        f'<script type="application/ld+json">{declared}</script><h1>Soup</h1><ul>{shown}</ul><p>Stir it well.</p>',
        media_type="text/html",
    )
    assert all(words in str(page.body) for words in materials[1:])
