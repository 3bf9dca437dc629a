"""Cross-validation by site: no page of a site is scored by weights that saw another page of it.

All pages of Baidu Zhidao are one site, however they were saved. Pages without a known site are sites of their own.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator, Sequence
from typing import Protocol, TypeVar

from training import html_examples
from training.annotated_pages import Annotated
from training.html_examples import HtmlExample
from training.inputs import Recipe
from training.recipes import CHAINS, fit_dumps, fit_html
from training.shortened import shortened
from training.stripper_examples import Measured

__all__ = ["Scored", "fold_of", "folds", "report", "validate_dumps", "validate_html"]


class _Sited(Protocol):
    @property
    def site(self) -> str: ...


Page = TypeVar("Page", bound=_Sited)
Scored = tuple[str, Measured]


def fold_of(site: str, count: int) -> int:
    """The fold of a site.

    >>> fold_of("百度知道", 5) == fold_of("zhidao.baidu.com", 5) == fold_of("tankle__1", 5)
    True
    """
    zhidao = any(word in site for word in ("zhidao", "tankle", "知道"))
    return zlib.crc32(("zhidao" if zhidao else site).encode()) % count


def folds(pages: Sequence[Page], count: int) -> Iterator[tuple[list[Page], list[Page]]]:
    """For each fold the pages to train with and those to score."""
    for fold in range(count):
        inside = [fold_of(page.site, count) == fold for page in pages]
        scored = [page for page, here in zip(pages, inside, strict=True) if here]
        if scored:
            yield [page for page, here in zip(pages, inside, strict=True) if not here], scored


def validate_dumps(pages: Sequence[Annotated], recipe: Recipe, count: int) -> list[Scored]:
    """The figures of each page by weights that never saw its site."""
    chain = CHAINS[recipe.chain]
    rows: list[Scored] = []
    for train, scored in folds(pages, count):
        weights = fit_dumps(train, recipe)
        for page in scored:
            example = chain.example(page)
            if example.features:
                rows.append((page.name, chain.measure(page, example, weights)))
    return rows


def validate_html(pages: Sequence[HtmlExample], recipe: Recipe, count: int) -> list[Scored]:
    """Token F1 of the kept lines of each page and of its shortened copy, and what the labels of the gold would give."""
    rows: list[Scored] = []
    for train, scored in folds(pages, count):
        weights = fit_html(train, recipe)
        copies = [copy for page in scored if (copy := shortened(page)) is not None]
        for page in [*scored, *copies]:
            found = html_examples.page_f1(page, html_examples.labels_by(page, weights))
            rows.append((page.name, Measured(found, html_examples.page_f1(page, page.example.gold), [])))
    return rows


def report(rows: Sequence[Scored], label: str, chosen: Callable[[str], bool] = bool) -> str:
    """Means over the pages whose names are chosen.

    >>> report([("a", Measured(1.0, None, [])), ("b", Measured(0.5, 0.25, []))], "all")
    'all: 0.7500 / 0.2500 over 2 pages'
    """
    mine = [row for name, row in rows if chosen(name)]
    second = [row.second for row in mine if row.second is not None]
    means = f"{sum(row.first for row in mine) / max(len(mine), 1):.4f} / {sum(second) / max(len(second), 1):.4f}"
    return f"{label}: {means} over {len(mine)} pages"
