"""What a page declares, in three syntaxes through one reader; and what of it is believed."""

from __future__ import annotations

import json

import pytest

from qaclean import Page, clean
from qaclean.html.render import read_html
from qaclean.posts.believed import read_declared
from qaclean.posts.declared_items import declared_items
from qaclean.posts.json_ld import json_items
from qaclean.posts.structured_data import Declared, read_items
from qaclean.records import Paragraph, Steps
from qaclean.text.text_index import TextIndex

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


# -- JSON-LD as pages write it -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ('{"@type":"A"} , {"@type":"B"}; and words', ["A", "B"]),
        ('<!-- {"@type":"A","x":[1,2,],} -->;', ["A"]),
        ('//<![CDATA[\n{"@type":"A","n":"a\x01b"}\n//]]>', ["A"]),
        ('{&quot;@type&quot;:&quot;A&quot;}', ["A"]),
        ('[{"@type":"A","inner":[{"@type":"B"},{"@id":"#c"}]}]', ["A", "B", "#c"]),
        ("words", []),
        ("[" * 3_000, []),
        ('{"a":' * 45 + '{"@type":"A"}' + "}" * 45, []),
        (" " * 4_000_001, []),
    ],
)  # fmt: skip
def test_json_is_read_as_far_as_it_is_json(text: str, names: list[str]) -> None:
    assert [item.get("@type", item.get("@id")) for item in json_items(text)] == names


def read(*rows: object) -> Declared:
    (declared,) = read_items(json_items(json.dumps(rows)))
    return declared


def test_crumbs_come_in_the_order_of_their_positions() -> None:
    entries = [{"position": 2, "name": "Heating"}, {"position": "1", "item": {"name": "Home"}}, {"position": 3}, {"name": "Valves"}]  # fmt: skip
    assert read({"@type": "BreadcrumbList", "itemListElement": entries}).breadcrumb == ("Home", "Heating", "Valves")


def test_a_lone_question_with_an_answer_makes_a_page_of_one() -> None:
    likes = [{"interactionType": "https://schema.org/LikeAction", "userInteractionCount": 12}, {"interactionType": "x"}]
    told = {"@type": "Answer", "text": "There &lt;b&gt;is&lt;/b&gt; air in it", "interactionStatistic": likes, "author": [{"name": ""}, {"name": "ann"}], "dateCreated": "soon", "datePublished": "2021-03-04"}  # fmt: skip
    declared = read({"@type": "Question", "name": "Why does it gurgle?", "acceptedAnswer": told})
    (post,) = declared.questions[0].answers
    assert declared.kind == "qa"
    assert (post.text, post.author, post.published, post.votes) == ("There is air in it", "ann", "2021-03-04", 12)
    assert read({"@type": "Question", "name": "Why does it gurgle?"}).questions == ()


def test_posts_that_are_items_of_their_own_answer_the_first() -> None:
    rows = [{"@type": "DiscussionForumPosting", "headline": "Kettle", "text": text} for text in ("It trips.", "Mine too.")]  # fmt: skip
    declared = read(*rows)
    assert declared.kind == "thread"
    assert [(q.post.text, [a.text for a in q.answers]) for q in declared.questions] == [("It trips.", ["Mine too."])]


def test_sections_of_steps_give_their_steps() -> None:
    section = {"@type": "HowToSection", "itemListElement": [{"@type": "HowToStep", "text": text} for text in STEPS[:2]]}
    last = {"@type": "HowToStep", "name": "Serve", "itemListElement": [{"text": STEPS[2]}]}
    declared = read({"@type": "HowTo", "name": "Soup", "step": [section, last]})
    assert declared.steps == (("", STEPS[0]), ("", STEPS[1]), ("Serve", STEPS[2]))


def test_answers_that_the_page_shows_are_found_the_others_are_not_made_up() -> None:
    texts = ["There is air in it, so bleed it first.", "The pump is too strong for the small one.", "This one is nowhere on the page at all."]  # fmt: skip
    answers = [{"@type": "Answer", "text": text} for text in texts]
    told = "It gurgles in the morning and at night too."
    asked = {"@type": "Question", "name": "Why does it gurgle?", "text": told, "acceptedAnswer": answers[0], "suggestedAnswer": answers[1:]}  # fmt: skip
    body = "".join(f"<div>{text}</div>" for text in (told, told, *texts[:2]))
    declared = {"@type": "QAPage", "mainEntity": asked}
    page = clean(page_of(f"<h1>{asked['name']}</h1>{body}", declared, title="Why does it gurgle?"), media_type="text/html")  # fmt: skip
    (question,) = page.questions
    assert [answer.blocks[0].text for answer in question.answers if isinstance(answer.blocks[0], Paragraph)] == texts[
        :2
    ]
    assert [answer.accepted for answer in question.answers] == [True, False]


def test_a_text_is_found_as_far_as_the_lines_show_it() -> None:
    long = "The pump of the heating is too strong for such a small one, so ask somebody who can set it lower, or do it yourself with the little wheel at its side, slowly."
    index = TextIndex(["Why does it gurgle?", long[:70], "Other words stand here."])
    assert index.find(long) == (1, 2, False)
    assert TextIndex(["Why does it gurgle?", long[:70], long[70:]]).find(long) == (1, 3, True)
    assert index.find("Nobody says this") is None and index.find("ok") is None
