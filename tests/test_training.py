"""The training of the shipped weights: what is made of saved pages."""

from __future__ import annotations

import gzip
import hashlib
import pathlib
import sys

from qaclean.posts.title_signs import Signs
from training.annotated_pages import Annotated, annotated
from training.boundaries import boundary_text
from training.crf import Fit
from training.flattened_blocks import Kind, flattened_pages
from training.flattened_pages import FLATTENERS, SavedPage, damaged, flattened_examples
from training.generated_pages import FIRST, generated
from training.held_out import outside
from training.inputs import ROOT, read_manifest
from training.recipes import fit_dumps
from training.titles import PageOfTitle, TitleExample, fit_titles, title_example

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "benchmarks"))
from accuracy_flat import figures, folds_of

SAID = "Moss grows where the roof stays wet. Brush it off in dry weather, and start at the ridge so that nothing falls on what is clean."
PAGE = f"""<html><head><title>Moss on a roof - Shed Letters</title></head><body>
<ul><li><a href=/>Home</a></li><li><a href=/roofs>Roofs</a></li><li><a href=/doors>Doors</a></li></ul>
<h1>Moss on a roof</h1><p>12 March 2019</p><p>{SAID}</p><p>Lime kills what is left, but it also eats the gutters.</p>
<div><a href=/a>Paint for a barn door</a> <a href=/b>Hinges that squeak</a></div></body></html>"""


def labels(page: Annotated) -> dict[str, str]:
    lines = [page.document.text[piece.start : piece.end] for piece in page.document.pieces]
    return dict(zip(lines, (label for _, label in page.gold["lines"]), strict=True))


def test_gold_is_carried_over_to_the_lines_of_each_flattener() -> None:
    gold = f"{SAID}\nLime kills what is left, but it also eats the gutters."
    pages = [*flattened_examples(SavedPage(f"moss{n}", "shed.example", PAGE, gold) for n in range(8))]
    assert {page.name.partition("-")[2] for page in pages} == set(FLATTENERS)
    right = {SAID: "body", "12 March 2019": "metadata", "Doors": "chrome"}
    for page in pages:  # some are cut: what is left of them has its label
        assert all(right.get(line, label) == label for line, label in labels(page).items())
        assert page.site == "shed.example"
    assert any(right.keys() <= labels(page).keys() for page in pages)


def test_a_page_whose_gold_is_of_another_age_teaches_nothing() -> None:
    assert not [*flattened_examples([SavedPage("moss", "moss", PAGE, "Nothing of this stands on the page. " * 20)])]


def test_the_shipped_weights_are_those_that_the_manifest_names() -> None:
    """Weights that somebody edits, or trains without `--new`, are no longer what `make train` gives."""
    for recipe in read_manifest().recipes.values():
        shipped = (ROOT / "src/qaclean" / recipe.file).read_bytes()
        assert hashlib.sha256(shipped).hexdigest() == recipe.sha256, recipe.id


def test_damage_is_decided_by_the_dice_alone() -> None:
    text = "\n".join(f"line {n}" for n in range(40)) + "\n\nline 3"
    made = [damaged(text, dice) for dice in range(12)]
    assert made == [damaged(text, dice) for dice in range(12)]
    assert text in made
    assert any(part and len(part) < len(text) and part.startswith("line 0\n") for part in made)
    assert any(part.endswith("line 3") and not part.startswith("line 0\n") for part in made)


def test_the_worth_of_a_sign_is_that_of_the_lines_that_say_the_title() -> None:
    menu: Signs = {"listed": 1.0, "asks": 0.0}
    asking: Signs = {"listed": 0.0, "asks": 1.0}
    examples = [TitleExample(f"site{n}", "nodes", [menu, asking, menu], [False, True, False]) for n in range(6)]
    worth = fit_titles(examples, Fit(1.0))
    assert worth["asks"] > 0.5 > -0.5 > worth["listed"]
    assert worth == fit_titles(examples, Fit(1.0))


def test_the_lines_above_a_thread_are_examples_and_those_that_say_its_title_are_right() -> None:
    rows = ["Garden Board", "Forums", "Log in", "Leaky rain barrel tap"]
    for day, name, words in [
        (1, "heron", SAID),
        (2, "willow", "Turn the tap to the left, and look below its seal."),
        (3, "heron", SAID),
    ]:
        rows += [name, "Member", f"Mar {day}, 2021", f"#{day}", words, "Reply"]
    page = PageOfTitle("garden.example", "", "Leaky rain barrel tap")
    example = title_example(page, "nodes", "\n".join(rows), "thread")
    assert sum(example.right) == 1
    assert example.signs[example.right.index(True)]["first line"] == 0.0
    assert not title_example(page, "nodes", "Nothing is dated here.", "thread").signs


def test_lines_that_no_how_to_is_called_by_teach_no_titles() -> None:
    rows = ["Home / Cakes", "by Jane Roe", "Plum Cake", "Ingredients", "2 cups of flour", "1 cup of plums", "3 eggs"]
    rows += [
        "Instructions",
        "1. Stir the flour into the eggs.",
        "2. Press the plums into it.",
        "3. Bake it for an hour.",
    ]
    example = title_example(PageOfTitle("cakes.example", "", "Plum Cake"), "nodes", "\n".join(rows), "howto")
    assert example.right == [True]


def saved(corpus: pathlib.Path, *sites: str) -> pathlib.Path:
    """A corpus of one saved page of each site."""
    for name in ("html/pages", "unlabelled", "content", "howto"):
        (corpus / name).mkdir(parents=True)
    for name in ("unlabelled/pages", "content/forum", "content/other", "howto/pages"):
        (corpus / f"{name}.jsonl.gz").write_bytes(gzip.compress(b""))
    for number, site in enumerate(sites):
        posts = f"<p>Turn the valve of pump {number}, then wait.</p><p>Reply</p><p>It drips again.</p>" * (number + 2)
        (corpus / "html/pages" / f"{site}__1.html").write_text(f"<body><h1>Pump {site}</h1>{posts}</body>", "utf-8")
    return corpus


def test_a_site_that_is_held_out_teaches_no_boundaries(tmp_path: pathlib.Path) -> None:
    sites, fit = ("alpha", "beta", "gamma", "delta"), Fit(penalty=1.0, iterations=20)
    whole = saved(tmp_path / "whole", *sites, "zhidao.baidu.com", "tankle")
    held = boundary_text(whole, [], fit, outside(["zhidao"]))
    assert held == boundary_text(saved(tmp_path / "rest", *sites), [], fit)
    assert held != boundary_text(whole, [], fit)


def test_paragraphs_that_only_a_sentence_parts_teach_nothing_and_other_blocks_do(tmp_path: pathlib.Path) -> None:
    page = tmp_path / "pump" / "source.html"
    page.parent.mkdir()
    said = "<p>The first screw, on the left, is loose.</p><p>Turn it by hand, and it holds again.</p><p>Reply</p>"
    page.write_text(f"<body>{said}</body>", "utf-8")
    spaced, joined = flattened_pages(saved(tmp_path / "empty"), [page])
    at = spaced.text.index(" Turn"), spaced.text.index(" Reply")
    assert [spaced.kinds[place] for place in at] == [Kind.NEUTRAL, Kind.BLOCK]
    assert joined.kinds[joined.text.index("Turn")] == Kind.BLOCK


def test_zhidao_is_a_fold_of_its_own_and_no_site_is_in_two() -> None:
    stems = ["tankle__7", "zhidao.baidu.com__1", "phpbb__1", "phpbb__2", "ehow__1", "reddit__1"]
    assert folds_of(stems, 3) == [["zhidao"], ["ehow", "reddit"], ["phpbb"]]


def test_figures_count_answers_over_all_pages_and_fields_over_the_answers_found() -> None:
    told: dict[str, list[bool]] = {"author": [True, False], "published": [], "accepted": [True]}
    nothing: dict[str, list[bool]] = {"author": [], "published": [], "accepted": []}
    one = {"hit": 2, "found": 3, "gold": 2, "content": 0.5, "keep_all": 0.25, "title": True, "fields": told}
    other = {"hit": 0, "found": 0, "gold": 3, "content": 1.0, "keep_all": 0.75, "title": False, "fields": nothing}
    assert figures([one, other]) == [0.5, 0.75, 0.5, 0.5, 0.5, -1.0, 1.0]


def test_kept_lines_are_worth_less_by_the_lean_of_the_recipe() -> None:
    gold = {"lines": [[0, "question"], [1, "answer"], [2, "chrome"]]}
    pages = [annotated(f"p{n}", f"水泵{n}怎么修?\n先关阀门,再拆水泵。\n返回首页", gold) for n in range(4)]
    recipe = read_manifest().recipes["stripper"]._replace(iterations=5)
    straight, leaning = (fit_dumps(pages, recipe._replace(lean=lean)) for lean in (0.0, 0.5))
    keep, *others = straight.features.get("b", (0.0, 0.0, 0.0))
    assert leaning.features["b"] == (round(keep - 0.5, 3), *others)
    assert leaning.features | {"b": ()} == straight.features | {"b": ()}


def test_generated_pages_are_of_the_open_part_and_none_that_is_scored() -> None:
    pages = list(generated(["answer-lines", "markdown"], 12, ["en", "ko"]))
    assert pages
    assert {page.name.rsplit("-", 1)[0] for page in pages} == {"answer-lines", "markdown"}
    for page in pages:
        labels = dict(page.gold["lines"])
        assert all(labels[question["line"]] == "question" for question in page.gold["questions"])
        starts = [first for question in page.gold["questions"] for first, _ in question["answers"]]
        assert all(labels[line] == "answer" for line in starts)
    assert FIRST > 10_000  # pages that `make accuracy-generated` scores
