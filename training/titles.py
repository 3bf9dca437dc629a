"""Train what the signs of a title are worth (`qaclean.posts.title_signs`): a choice among the lines above a how-to's parts or a thread's posts.

Saved pages whose title is known are flattened by eight tools; in each dump one or several lines say the title, and the weights make these the likeliest
(a conditional logit with an L2 penalty). Dumps in which no line says it teach nothing. Of every three pages of a corpus the last is left out, so that
figures can be taken on pages that no weight has seen. Deterministic. Needs numpy, scipy and the tools of the extra `flatteners`.
"""

from __future__ import annotations

import gzip
import json
import pathlib
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from qaclean.decoding.decode import from_text
from qaclean.pipeline.rendering import read_source, repair_lines
from qaclean.posts.anchors import rows_of
from qaclean.posts.declared_title_lines import declared_title
from qaclean.posts.howto_parts import find_howto
from qaclean.posts.howto_title import howto_candidates, howto_lines
from qaclean.posts.repeated_lines import place_of_title
from qaclean.posts.title_heading import title_heading
from qaclean.posts.title_lines import title_candidates
from qaclean.posts.title_signs import BULLETS, Signs, Worth
from qaclean.segments.document import Document
from qaclean.segments.lines import cut_lines
from qaclean.segments.signals import Evidence, observe
from training.crf import Fit
from training.flattened_blocks import soup_of
from training.inputs import every_site
from training.tool_flatteners import TOOLS

__all__ = ["PageOfTitle", "TitleExample", "fit_titles", "title_example", "title_text", "validate_titles"]

SAYS = 0.85  # F1 of the words of a title and of a line that says it
MOST_OF, MIN_WORDS = 0.4, 8  # share of a line that a title of so many code points has in it
MIN_TITLE = 4  # code points
_WORD = re.compile(r"[\u2e80-\uffef]|\w+")
Array = NDArray[np.float64]


class PageOfTitle(NamedTuple):
    """A saved page and what it is called."""

    site: str
    html: str
    title: str


class TitleExample(NamedTuple):
    """The lines of a dump that may be its title: their signs, and which of them say it."""

    site: str
    tool: str
    signs: list[Signs]
    right: list[bool]


def title_text(corpus: pathlib.Path, of: Worth, fit: Fit, seen: Callable[[str], bool] = every_site) -> str:
    """The weights file trained on the saved pages below `corpus` whose site is `seen`: JSON with a sign a line."""
    worth = fit_titles([*_examples(corpus, of, seen)], fit)
    rows = {name: round(weight, 2) for name, weight in sorted(worth.items()) if abs(weight) >= fit.smallest}
    return json.dumps(rows, indent=0) + "\n"


def validate_titles(corpus: pathlib.Path, of: Worth, fit: Fit, folds: int) -> list[str]:
    """The share of dumps whose title is chosen, a row a tool, each chosen by weights that never saw its site."""
    examples = [*_examples(corpus, of)]
    fold_of = {site: number % folds for number, site in enumerate(sorted({example.site for example in examples}))}
    told: dict[str, list[bool]] = defaultdict(list)
    for fold in range(folds):
        worth = fit_titles([example for example in examples if fold_of[example.site] != fold], fit)
        for example in examples:
            if fold_of[example.site] == fold:
                told[example.tool].append(_chooses(worth, example))
    return [f"{of} {tool}: {sum(right) / len(right):.3f} of {len(right)} dumps" for tool, right in told.items()]


def _chooses(worth: dict[str, float], example: TitleExample) -> bool:
    sums = [sum(worth.get(name, 0.0) * value for name, value in signs.items()) for signs in example.signs]
    return example.right[sums.index(max(sums))]


def _examples(corpus: pathlib.Path, of: Worth, seen: Callable[[str], bool] = every_site) -> Iterator[TitleExample]:
    pages = _howtos(corpus) if of == "howto" else _threads(corpus)
    for page in (page for page in pages if seen(page.site)):
        for tool, flatten in TOOLS.items():
            example = title_example(page, tool, flatten(page.html), of)
            if any(example.right):
                yield example


def title_example(page: PageOfTitle, tool: str, text: str, of: Worth) -> TitleExample:
    """The lines of a dump `text` of a page that may be its title; none where the dump shows no how-to, or no thread."""
    source = read_source(from_text(text), "text/plain", None)
    document = cut_lines(repair_lines(source).text, source.layout)
    evidence = observe(document)
    found = _of_howto(document, evidence) if of == "howto" else _of_thread(document, evidence)
    lines = [evidence[i].text.strip(BULLETS) for i, _ in found]
    return TitleExample(page.site, tool, [signs for _, signs in found], [_says(line, page.title) for line in lines])


def _of_howto(document: Document, evidence: Sequence[Evidence]) -> list[tuple[int, Signs]]:
    howto = find_howto(evidence, document.layout)
    return [] if howto is None else [*howto_candidates(evidence, howto_lines(evidence, howto))]


def _of_thread(document: Document, evidence: Sequence[Evidence]) -> list[tuple[int, Signs]]:
    if title_heading(document.layout, evidence) >= 0:
        return []
    rows = rows_of(document, evidence)
    above = place_of_title(rows) if rows else None
    if above is None or above.known >= 0 or declared_title(rows, above.high, above.end)[0] >= 0:  # nothing is weighed
        return []
    return [*title_candidates(rows, evidence, above)]


def _howtos(corpus: pathlib.Path) -> Iterator[PageOfTitle]:
    return (PageOfTitle(row["id"], row["html"], row["title"]) for row in _rows(corpus / "howto/pages.jsonl.gz"))


def _threads(corpus: pathlib.Path) -> Iterator[PageOfTitle]:
    """Forum pages with their annotated titles, and those whose first heading begins what they declare as their title."""
    for row in _rows(corpus / "content/forum.jsonl.gz"):
        if len(row["gold_title"] or "") >= MIN_TITLE:
            yield PageOfTitle(urlsplit(row["url"]).hostname or row["id"], row["html"], row["gold_title"])
    for row in _rows(corpus / "unlabelled/pages.jsonl.gz"):
        title = _heading(row["html"])
        if len(title) >= MIN_TITLE:
            yield PageOfTitle(row["site"], row["html"], title)


def _rows(path: pathlib.Path) -> Iterator[dict[str, Any]]:
    """Two of every three rows."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from (json.loads(line) for number, line in enumerate(lines) if number % 3 != 2)


def _heading(html: str) -> str:
    soup = soup_of(html)
    declared = " ".join(soup.title.get_text().split()) if soup.title else ""
    headings = (" ".join(tag.get_text(" ").split()) for tag in soup.find_all(["h1", "h2"]))
    return next((words for words in headings if words and words in declared and words != declared), "")


def _says(line: str, title: str) -> bool:
    """Whether a line says a title: its words, or all of them and not many others."""
    one, other = Counter(_WORD.findall(line.casefold())), Counter(_WORD.findall(title.casefold()))
    both = sum((one & other).values())
    if 2 * both >= SAYS * (one.total() + other.total()) > 0:
        return True
    return len(title) > MIN_WORDS and title in line and len(title) > MOST_OF * len(line)


def fit_titles(examples: Iterable[TitleExample], fit: Fit) -> dict[str, float]:
    """What each sign is worth: each site weighs with the root of its dumps."""
    pages = list(examples)
    names = sorted({name for page in pages for signs in page.signs for name in signs})
    matrix = np.array([[signs.get(name, 0.0) for name in names] for page in pages for signs in page.signs])
    right = np.array([said for page in pages for said in page.right])
    starts = np.cumsum([0, *(len(page.signs) for page in pages)])[:-1]
    page_of = np.repeat(np.arange(len(pages)), [len(page.signs) for page in pages])
    counts = Counter(page.site for page in pages)
    shares = np.array([(len(TOOLS) / counts[page.site]) ** 0.5 for page in pages])

    def loss(weights: Array) -> tuple[float, Array]:
        sums = matrix @ weights
        sums -= np.maximum.reduceat(sums, starts)[page_of]
        odds = np.exp(sums)
        whole, said = np.add.reduceat(odds, starts), np.add.reduceat(odds * right, starts)
        pull = shares[page_of] * odds * (1 / whole[page_of] - right / said[page_of])
        value = float((shares * np.log(whole / said)).sum() + fit.penalty / 2 * (weights @ weights))
        return value, matrix.T @ pull + fit.penalty * weights

    found = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": fit.iterations}).x
    return dict(zip(names, map(float, found), strict=True))
