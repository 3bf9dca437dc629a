"""Recipes: the pages of each weights file, read from its inputs, and the weights fitted to them."""

from __future__ import annotations

import itertools
import json
import pathlib
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from qaclean.segments.chain import Weights
from training import html_examples, role_examples, stripper_examples
from training.annotated_pages import Annotated, annotated, read_dumps, record_lines
from training.boundaries import boundary_text
from training.crf import Example, Fit, train
from training.flattened_pages import SavedPage, flattened_examples, site_of
from training.generated_lines import generated_lines
from training.generated_pages import generated
from training.html_examples import HtmlExample
from training.inputs import Input, Manifest, Places, Recipe, check, every_site, files_of, packages
from training.invented_pages import invented
from training.public_pages import public_pages
from training.shortened import shortened
from training.stripper_examples import Measured
from training.titles import title_text
from training.weights_files import weights_text

__all__ = ["CHAINS", "Chain", "annotated_of", "fit_dumps", "fit_html", "html_of", "pages_of_ours", "trained"]


class Chain(NamedTuple):
    """One of the chains of dumps: its labels, its examples, its figures."""

    labels: tuple[str, ...]
    example: Callable[[Annotated], Example]
    measure: Callable[[Annotated, Example, Weights], Measured]
    figures: str


EVERY = "b"  # the feature of every block
_STRIPPER = Chain(
    stripper_examples.LABELS,
    stripper_examples.stripper_example,
    stripper_examples.measure,
    "content_f1 / boilerplate_f1",
)
CHAINS = {
    "stripper": _STRIPPER._replace(example=stripper_examples.dump_example),
    "pages": _STRIPPER,
    "parser": Chain(
        role_examples.LABELS, role_examples.role_example, role_examples.measure, "role accuracy / answer start F1"
    ),
}


def trained(recipe: Recipe, manifest: Manifest, places: Places, seen: Callable[[str], bool] = every_site) -> str:
    """The text of a recipe's weights file, fitted to the pages whose site is `seen`. Raises `InputError` where an input is not what the manifest
    names."""
    fit = Fit(recipe.penalty, recipe.iterations)
    if recipe.chain in ("boundaries", "howto", "thread"):
        for name in recipe.inputs:
            check(manifest.inputs[name], places)
    if recipe.chain == "boundaries":
        rows = (manifest.inputs[name] for name in recipe.inputs)
        more = itertools.chain.from_iterable(
            generated_lines(r.names, r.rows, r.languages) for r in rows if r.kind == "generated"
        )
        return boundary_text(places.corpus, pages_of_ours(recipe, manifest, places), fit, seen, more)
    if recipe.chain in ("howto", "thread"):
        return title_text(places.corpus, "howto" if recipe.chain == "howto" else "thread", fit, seen)
    if recipe.chain == "html":
        return weights_text(fit_html([page for page in html_of(recipe, manifest, places) if seen(page.site)], recipe))
    return weights_text(fit_dumps([page for page in annotated_of(recipe, manifest, places) if seen(page.site)], recipe))


def pages_of_ours(recipe: Recipe, manifest: Manifest, places: Places) -> list[pathlib.Path]:
    """The HTML files of a recipe that lie in the project."""
    rows = (manifest.inputs[name] for name in recipe.inputs)
    return [path for row in rows if row.kind == "marked" for path in files_of(row, places)]


def fit_html(pages: Sequence[HtmlExample], recipe: Recipe) -> Weights:
    """Weights for the lines of HTML pages; with a shortened copy of each page besides where the recipe says `copies`."""
    copies = [copy for page in pages if (copy := shortened(page)) is not None] if recipe.copies else []
    fit = Fit(recipe.penalty, recipe.iterations)
    return train(html_examples.fitted([*pages, *copies]), html_examples.LABELS, fit)


def fit_dumps(pages: Sequence[Annotated], recipe: Recipe) -> Weights:
    """Weights for the blocks or the kept pieces of dumps."""
    chain = CHAINS[recipe.chain]
    examples = [
        example._replace(costs=[page.cost * cost for cost in example.costs])
        for page in pages
        if (example := chain.example(page)).features
    ]
    return _leaning(train(examples, chain.labels, Fit(recipe.penalty, recipe.iterations)), recipe.lean)


def _leaning(weights: Weights, lean: float) -> Weights:
    """The first label is worth less by `lean` in every block: the fit counts lines, the figures count pages, and most pages have little boilerplate."""
    if not lean:
        return weights
    first, *others = weights.features.get(EVERY, (0.0,) * len(weights.labels))
    return weights._replace(features=weights.features | {EVERY: (round(first - lean, 3), *others)})


def html_of(recipe: Recipe, manifest: Manifest, places: Places) -> list[HtmlExample]:
    """The HTML pages of a recipe."""
    return [page for name in recipe.inputs for page in _html_pages(manifest.inputs[name], manifest, places)]


def _html_pages(given: Input, manifest: Manifest, places: Places) -> list[HtmlExample]:
    if given.kind == "typed":
        return html_examples.read_folder(check(given, places)[0].parent.parent, given.names)
    return html_examples.content_examples(_content_rows(given, manifest, places))


def _content_rows(given: Input, manifest: Manifest, places: Places) -> Iterator[tuple[str, dict[str, Any]]]:
    """Rows of `{id, url, html, gold_text}` of an input, each with the prefix of its name."""
    files = check(given, places)
    if given.kind == "content":
        return ((files[0].name[:2], row) for row in html_examples.content_rows(files[0]))
    archives = {row.package: check(row, places)[0] for row in packages(manifest)}
    return (("pu", row) for row in public_pages(archives, files[0]))


def annotated_of(recipe: Recipe, manifest: Manifest, places: Places) -> list[Annotated]:
    """The annotated dumps of a recipe."""
    return [page for name in recipe.inputs for page in _dumps(manifest.inputs[name], manifest, places)]


def _dumps(given: Input, manifest: Manifest, places: Places) -> Iterator[Annotated]:
    files = check(given, places)
    if given.kind in ("content", "typed", "public"):
        return flattened_examples(_saved_pages(given, manifest, places))
    if given.kind == "dumps":
        return itertools.islice(read_dumps(*files), given.rows or None)
    if given.kind == "generated":
        return generated(given.names, given.rows, given.languages)
    if given.kind == "invented":
        return (annotated(gold["file"].removesuffix(".txt"), text, gold) for text, gold in invented())
    return _labelled_files(given, files)


def _saved_pages(given: Input, manifest: Manifest, places: Places) -> Iterator[SavedPage]:
    """The pages of an input of HTML pages, to be flattened."""
    if given.kind == "typed":
        for name, html, gold in html_examples.typed_pages(check(given, places)[0].parent.parent, given.names):
            yield SavedPage(name, name, html, gold)
        return
    for prefix, row in _content_rows(given, manifest, places):
        if row["gold_text"]:
            yield SavedPage(prefix + row["id"], site_of(row.get("url"), row["id"]), row["html"], row["gold_text"])


def _labelled_files(given: Input, files: Sequence[pathlib.Path]) -> Iterator[Annotated]:
    """Pages of a folder or fixtures: `files` are gold and text in turn."""
    for name, path, source in zip(given.names, files[::2], files[1::2], strict=True):
        text, gold = source.read_bytes().decode("utf-8-sig"), json.loads(path.read_text("utf-8"))
        yield annotated(name, text, gold if "lines" in gold else record_lines(gold, text))
