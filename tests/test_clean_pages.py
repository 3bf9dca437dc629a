"""Clean pages with gold, and how well generated dumps are read: `qaclean.testing.pages`, `benchmarks/accuracy_generated.py`."""

from __future__ import annotations

import pathlib
import sys
from xml.etree import ElementTree

import pytest

from qaclean.errors import UsageError
from qaclean.records import Page as Record
from qaclean.testing.damage import Recipe, damage, gold_record, recipes
from qaclean.testing.damage.model import KEPT, PAGE, check_page
from qaclean.testing.grammar import LANGUAGES, load_grammar
from qaclean.testing.pages import LAYOUTS, generate_page

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "benchmarks"))

import accuracy_generated
from draw_heat_map import heat_map
from score_generated import COUNTED, f1, score

EVERY = [(layout, language) for layout in LAYOUTS for language in LANGUAGES]
PLAIN = Recipe("plain", "", "", {"block": "\n", "images": "address"})


@pytest.mark.parametrize(("layout", "language"), EVERY)
def test_pages_are_sound_and_their_gold_is(layout: str, language: str) -> None:
    for seed in range(12):
        page = generate_page(layout, language, seed)
        check_page(page)
        assert page == generate_page(layout, language, seed)
        record = Record.model_validate(gold_record(damage(page, PLAIN)))
        steps = [block for block in page.blocks() if block.role == "step"]
        assert record.language == language
        if layout in ("answers", "replies", "qa", "faq", "thread"):
            assert record.questions and all(question.answers for question in record.questions)
            asked = {block.question for block in page.blocks() if block.role == "question"}
            assert asked == set(range(len(record.questions)))
        else:
            assert record.title and record.body and not record.questions
        if layout == "howto":
            assert len(steps) >= 3
        for text in (block.text for block in page.blocks()):
            assert ("{" not in text and "<" not in text.replace("<<", "") and text == text.strip()) or text[0] == " "


@pytest.mark.parametrize(("layout", "language"), EVERY)
def test_pages_vary(layout: str, language: str) -> None:
    pages = [generate_page(layout, language, seed) for seed in range(30)]
    first = {block.text for page in pages for block in page.blocks() if block.role in ("question", "title")}
    assert len(first) >= 25
    assert len({len(page.rows) for page in pages}) >= 6
    shapes = {tuple(dict.fromkeys(block.role for block in page.blocks())) for page in pages}
    assert len(shapes) >= 3 or layout in ("answers", "replies")


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_held_back_is_in_no_page_of_the_open_part(language: str) -> None:
    held = set(load_grammar(language, "held").rules["things"])
    for layout in LAYOUTS:
        for seed in range(10):
            text = damage(generate_page(layout, language, seed, part="open"), PLAIN).text
            assert not any(thing in text for thing in held - {"프린터", "kettle"})
            assert damage(generate_page(layout, language, seed, part="held"), PLAIN).text != text


def test_facts_of_posts_are_told_and_carried() -> None:
    page = generate_page("thread", "en", 3)
    dates = [block for block in page.blocks() if block.role == "published"]
    answers = {block.answer for block in page.blocks() if block.role in KEPT and block.question != PAGE}
    assert {block.answer for block in dates} == answers
    moments = [str(block.value) for block in dates]
    assert moments == sorted(moments, key=lambda moment: moment[:10])
    record = gold_record(damage(page, PLAIN))
    assert all(answer["author"] and answer["published"] for answer in record["questions"][0]["answers"])


def test_a_layout_that_there_is_not_is_named() -> None:
    with pytest.raises(UsageError, match="no layout 'blog'"):
        generate_page("blog")
    with pytest.raises(UsageError, match="no grammar of 'fr'"):
        generate_page("qa", "fr")


# How well generated dumps are read


@pytest.mark.parametrize("recipe", [recipe.name for recipe in recipes()])
def test_the_gold_itself_scores_full_marks(recipe: str) -> None:
    for number in range(6):
        dump = accuracy_generated.Page(recipe, 1, number).dump()
        full = score(dump, gold_record(dump))
        missed = {name: row for name, row in full.counts.items() if name != "step" and f1(*row) < 1}
        assert missed == {} and all(value is None or value > 0.999 for value in full.means.values())


def test_a_record_that_lacks_things_scores_less() -> None:
    dump = accuracy_generated.Page("wet", 1, 0).dump()
    nothing: dict[str, list[object]] = {"questions": [], "body": [], "removed": []}
    empty = score(dump, nothing)
    assert all(right == found == 0 for right, found, _ in empty.counts.values())
    assert empty.counts["question"][2] == 1 and empty.means["boilerplate"] == 0
    gold = gold_record(dump)
    gold["questions"][0]["answers"][0]["span"] = [0, 3]
    assert score(dump, gold).counts["answer"][0] == len(gold["questions"][0]["answers"]) - 1


def test_every_third_round_of_pages_is_from_the_held_part() -> None:
    places = [accuracy_generated.Page("wet", 1, number).place() for number in range(60)]
    assert {(layout, language) for layout, language, _ in places} == {
        (layout, language) for layout in ("qa", "thread", "faq", "howto", "article") for language in LANGUAGES
    }
    assert [part for _, _, part in places] == ["open"] * 40 + ["held"] * 20


def test_the_report_tells_goals_and_tables_and_is_the_same_each_time() -> None:
    chosen = [recipe for recipe in recipes() if recipe.name in ("zhidao-2021", "wet")]
    rows = accuracy_generated.run(chosen, [1, 2], 4, 1)
    lines = list(accuracy_generated.report(rows))
    assert any(line.startswith("| zhidao-2021 | 4 |") for line in lines)
    assert list(accuracy_generated.report(accuracy_generated.run(chosen, [1, 2], 4, 1))) == lines
    assert any("goal 0.99" in line for line in accuracy_generated.reached(rows))
    assert len(list(accuracy_generated.worst(rows, 3))) == 3
    cells = {(name, 1.0): accuracy_generated.figures(rows) for name in ("zhidao-2021", "wet")}
    picture = heat_map(cells, COUNTED)
    assert picture == heat_map(cells, COUNTED)
    assert len(ElementTree.fromstring(picture)) > 2 * len(COUNTED)
