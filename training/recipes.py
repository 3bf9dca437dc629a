"""Recipes: the pages of each weights file, read from its inputs, and the weights fitted to them."""

from __future__ import annotations

import itertools
import json
import pathlib
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from qaclean.segments.chain import Weights
from training import html_examples, role_examples, stripper_examples
from training.annotated_pages import Annotated, annotated, read_dumps, record_lines
from training.crf import Example, Fit, train
from training.cut_titles import cut_title
from training.html_examples import HtmlExample
from training.inputs import Input, Manifest, Places, Recipe, check, packages
from training.invented_pages import invented
from training.public_pages import public_pages
from training.shortened import shortened
from training.stripper_examples import Measured

__all__ = ["CHAINS", "Chain", "annotated_of", "fit_dumps", "fit_html", "fitted", "html_of"]


class Chain(NamedTuple):
    """One of the two chains of dumps: its labels, its examples, its figures."""

    labels: tuple[str, ...]
    example: Callable[[Annotated], Example]
    measure: Callable[[Annotated, Example, Weights], Measured]
    figures: str


CHAINS = {
    "stripper": Chain(
        stripper_examples.LABELS,
        stripper_examples.stripper_example,
        stripper_examples.measure,
        "content_f1 / boilerplate_f1",
    ),
    "parser": Chain(
        role_examples.LABELS, role_examples.role_example, role_examples.measure, "role accuracy / answer start F1"
    ),
}


def fitted(recipe: Recipe, manifest: Manifest, places: Places) -> Weights:
    """The weights of a recipe. Raises `InputError` where an input is not what the manifest names."""
    if recipe.chain == "html":
        return fit_html(html_of(recipe, manifest, places), recipe)
    return fit_dumps(annotated_of(recipe, manifest, places), recipe)


def fit_html(pages: Sequence[HtmlExample], recipe: Recipe) -> Weights:
    """Weights for the lines of HTML pages; with a shortened copy of each page besides where the recipe says `copies`."""
    copies = [copy for page in pages if (copy := shortened(page)) is not None] if recipe.copies else []
    fit = Fit(recipe.penalty, recipe.iterations)
    return train(html_examples.fitted([*pages, *copies]), html_examples.LABELS, fit)


def fit_dumps(pages: Sequence[Annotated], recipe: Recipe) -> Weights:
    """Weights for the blocks or the kept pieces of dumps."""
    chain = CHAINS[recipe.chain]
    examples = [e for e in map(chain.example, pages) if e.features]
    return train(examples, chain.labels, Fit(recipe.penalty, recipe.iterations))


def html_of(recipe: Recipe, manifest: Manifest, places: Places) -> list[HtmlExample]:
    """The HTML pages of a recipe."""
    return [page for name in recipe.inputs for page in _html_pages(manifest.inputs[name], manifest, places)]


def _html_pages(given: Input, manifest: Manifest, places: Places) -> list[HtmlExample]:
    files = check(given, places)
    if given.kind == "content":
        return html_examples.read_content(files[0])
    if given.kind == "typed":
        return html_examples.read_folder(files[0].parent.parent, given.names)
    archives = {row.package: check(row, places)[0] for row in packages(manifest)}
    return html_examples.content_examples(public_pages(archives, files[0]), "pu")


def annotated_of(recipe: Recipe, manifest: Manifest, places: Places) -> list[Annotated]:
    """The annotated dumps of a recipe, with copies under cut titles where it says `cut_titles`."""
    pages = [page for name in recipe.inputs for page in _dumps(manifest.inputs[name], places)]
    return [*pages, *(copy for page in pages if (copy := cut_title(page)) is not None)] if recipe.cut_titles else pages


def _dumps(given: Input, places: Places) -> Iterator[Annotated]:
    files = check(given, places)
    if given.kind == "dumps":
        return itertools.islice(read_dumps(*files), given.rows or None)
    if given.kind == "invented":
        return (annotated(gold["file"].removesuffix(".txt"), text, gold) for text, gold in invented())
    return _labelled_files(given, files)


def _labelled_files(given: Input, files: Sequence[pathlib.Path]) -> Iterator[Annotated]:
    """Pages of a folder or fixtures: `files` are gold and text in turn."""
    for name, path, source in zip(given.names, files[::2], files[1::2], strict=True):
        text, gold = source.read_bytes().decode("utf-8-sig"), json.loads(path.read_text("utf-8"))
        yield annotated(name, text, gold if "lines" in gold else record_lines(gold, text))
