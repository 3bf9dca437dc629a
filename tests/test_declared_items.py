"""What a page declares, in three syntaxes through one reader; and what of it is believed."""

from __future__ import annotations

import json

import pytest

from qaclean import Page, clean
from qaclean.html.render import read_html
from qaclean.posts.believed import read_declared
from qaclean.posts.declared_items import declared_items
from qaclean.records import Steps

STEPS = ["Soak the peas over night in plenty of cold water.", "Simmer them with the ham bone until they fall apart.", "Season the soup and serve it with dark bread."]  # fmt: skip
MATERIALS = ["500 g yellow peas", "1 ham bone", "2 l water"]
RECIPE = {"@type": "Recipe", "name": "Pea Soup", "author": {"@type": "Person", "name": "Odo Fennick"}, "recipeIngredient": MATERIALS, "recipeInstructions": STEPS}  # fmt: skip
LD = '<script type="application/ld+json">{}</script>'
MARKED = """<div {scope}"{vocabulary}Recipe"><h1 {prop}="{prefix}name">Pea Soup</h1><p>By <span {prop}="{prefix}author" {scope}"{vocabulary}Person"><b {prop}="{prefix}name">Odo Fennick</b></span></p>
<p>My aunt cooked this on the first cold Sunday of each year, and nobody was allowed to be late for it.</p>
<ul>{materials}</ul><ol>{steps}</ol></div>"""
SYNTAXES = {
    "microdata": {"scope": "itemscope itemtype=", "prop": "itemprop", "vocabulary": "https://schema.org/", "prefix": ""},
    "microdata of scripts": {"scope": "itemScope itemType=", "prop": "itemProp", "vocabulary": "http://schema.org/", "prefix": ""},
    "rdfa": {"scope": "typeof=", "prop": "property", "vocabulary": "", "prefix": ""},
    "rdfa with prefixes": {"scope": "typeof=", "prop": "property", "vocabulary": "schema:", "prefix": "schema:"},
}  # fmt: skip


def marked(syntax: str) -> str:
    names = SYNTAXES[syntax]
    rows = {
        key: "".join(f'<li {names["prop"]}="{names["prefix"]}{prop}">{text}</li>' for text in texts)
        for key, prop, texts in (("materials", "recipeIngredient", MATERIALS), ("steps", "recipeInstructions", STEPS))
    }
    return MARKED.format(**names, **rows)


def page_of(body: str, *declared: object, language: str = "en", title: str = "Pea Soup") -> str:
    head = "".join(LD.format(json.dumps(row)) for row in declared)
    return f"<html lang={language}><head><title>{title}</title>{head}</head><body>{body}</body></html>"


def steps_of(page: Page) -> list[list[str]]:
    return [[step.text for step in block.steps] for block in page.body if isinstance(block, Steps)]


@pytest.mark.parametrize("syntax", SYNTAXES)
def test_three_syntaxes_give_the_same_items(syntax: str) -> None:
    items = declared_items(read_html(page_of(marked(syntax))).layout)
    assert items == declared_items(read_html(page_of("", RECIPE)).layout)


def test_properties_of_other_vocabularies_are_none() -> None:
    page = '<div typeof="Person"><i property="og:title">no</i><i property="https://schema.org/name">Ann</i></div>'
    assert declared_items(read_html(page).layout) == [[{"@type": "Person", "name": "Ann"}]]


def test_an_item_holds_what_it_refers_to() -> None:
    page = '<div itemscope itemtype="https://schema.org/Recipe" itemref=by></div><p id=by>By <a itemprop=author href=/ann>Ann</a><a itemprop=image href="/a.png"></a></p>'
    assert declared_items(read_html(page).layout) == [[{"@type": "Recipe", "author": "Ann", "image": "/a.png"}]]


def test_an_item_without_properties_is_called_what_it_says() -> None:
    page = '<div itemscope itemtype="Article"><b itemprop=headline>Peas</b><i itemprop=author itemscope itemtype="Person">Ann Lee</i></div>'
    assert declared_items(read_html(page).layout)[0][0]["author"] == {"@type": "Person", "name": "Ann Lee"}


def test_words_of_scripts_are_no_values() -> None:
    page = '<p itemscope itemtype="Person"><b itemprop=name>Ann<script>track(1)</script> Lee</b></p>'
    assert declared_items(read_html(page).layout)[0][0]["name"] == "Ann Lee"


def test_elements_tell_the_how_to_that_json_ld_leaves_out() -> None:
    article = {"@type": "Article", "headline": "Pea Soup", "datePublished": "2021-02-03"}
    page = clean(page_of(marked("microdata"), article), media_type="text/html")
    assert (page.kind, page.author, page.published) == ("howto", "Odo Fennick", "2021-02-03")
    assert steps_of(page) == [STEPS]


@pytest.mark.parametrize("first", (True, False))
def test_of_two_declarations_the_one_that_the_page_shows_is_believed(first: bool) -> None:
    wrong = RECIPE | {"recipeInstructions": ["Whip the cream until it stands in peaks.", "Fold the raspberries under and chill everything."], "author": "Jam Wrong"}  # fmt: skip
    rows = [wrong, RECIPE] if first else [RECIPE, wrong]
    declared = read_declared(read_html(page_of(marked("rdfa"), *rows)).layout)
    assert [text for _, text in declared.steps] == STEPS
    assert declared.author == "Odo Fennick"


def test_a_declaration_in_another_language_is_not_believed() -> None:
    told = ["Die Erbsen über Nacht in viel kaltem Wasser einweichen und dann abgießen.", "Mit dem Knochen und dem Wasser kochen, bis sie zerfallen und die Suppe dick ist."]  # fmt: skip
    german = {"@type": "Recipe", "name": "Pea Soup", "recipeInstructions": told}
    page = clean(page_of(MARKED.format(scope="data-x=", prop="data-y", vocabulary="", prefix="", materials="", steps="".join(f"<li>{row}</li>" for row in STEPS)), german), media_type="text/html")  # fmt: skip
    assert not any(told[0] in text for rows in steps_of(page) for text in rows)
    assert "declared-only" not in [warning.code for warning in page.warnings]


def test_a_declaration_of_another_page_is_not_believed() -> None:
    other = {"@type": "Recipe", "name": "Raspberry Fool", "recipeInstructions": ["Whip the cream until it stands in peaks.", "Fold the raspberries under and chill everything."]}  # fmt: skip
    body = "<h1>Our kitchen</h1><p>We cook for the whole street on Sundays, and whoever comes brings a chair and something to drink.</p>"
    page = clean(page_of(body, other, title="Our kitchen"), media_type="text/html")
    assert page.kind != "howto"
    assert "declared-only" not in [warning.code for warning in page.warnings]


def test_a_how_to_that_is_only_declared_is_still_content() -> None:
    page = clean(page_of("<h1>Pea Soup</h1><p>Loading the recipe card.</p>", RECIPE), media_type="text/html")
    assert page.kind == "howto"
    assert steps_of(page) == [STEPS]
    assert "declared-only" in [warning.code for warning in page.warnings]
