"""Main content of saved pages, cross-validated: the whole path, with weights of HTML lines that saw no page of the site.

    PYTHONPATH=. python benchmarks/held_out_pages.py ../shared/corpus/content/forum.jsonl.gz ../shared/corpus/content/other.jsonl.gz [--folds 3]

Prints for each file the mean token F1 by the weights of each page's fold, and by the shipped ones. Rules are the same in both: what they were fitted on is
no part of this. Minutes of processor time: the chain is trained once a fold.
"""

from __future__ import annotations

import argparse
import pathlib
from collections.abc import Sequence
from unittest.mock import patch

from accuracy_html import content, token_f1

import qaclean
from qaclean.segments.chain import Weights
from qaclean.stripper.piece_scores import PieceScorer
from training.cross_validation import fold_of, folds
from training.html_examples import HtmlExample, content_rows
from training.inputs import ROOT, Places, read_manifest
from training.recipes import fit_html, html_of


def by_fold(pages: Sequence[HtmlExample], fits: Sequence[Weights], count: int) -> dict[str, PieceScorer]:
    """The scorer of each page's name, of weights that did not see its site."""
    scorers = [PieceScorer(weights) for weights in fits]
    return {page.name: scorers[fold_of(page.site, count)] for page in pages}


def _f1(html: str, gold: str, scorer: PieceScorer | None) -> float:
    if scorer is None:
        return token_f1(content(qaclean.clean(html, media_type="text/html")), gold)
    with patch("qaclean.stripper.view.layout_scorer", return_value=scorer):
        return _f1(html, gold, None)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", type=pathlib.Path, nargs="+")
    parser.add_argument("--corpus", type=pathlib.Path, default=ROOT.parent / "shared/corpus")
    parser.add_argument("--archives", type=pathlib.Path, default=ROOT / "build/archives")
    parser.add_argument("--folds", type=int, default=3)
    options = parser.parse_args()
    manifest = read_manifest()
    recipe = manifest.recipes["html"]
    pages = html_of(recipe, manifest, Places(options.corpus, options.archives))
    fits = [fit_html(train, recipe) for train, _ in folds(pages, options.folds)]
    scorers = by_fold(pages, fits, options.folds)
    for path in options.files:
        rows = [(row, scorers.get(f"{path.name[:2]}{row['id']}")) for row in content_rows(path)]
        known = [row for row, scorer in rows if scorer is not None]
        held = [_f1(row["html"], row["gold_text"], scorer) for row, scorer in rows]
        shipped = [_f1(row["html"], row["gold_text"], None) for row, _ in rows]
        print(
            f"{path.name}: {sum(held) / len(rows):.4f} held out, {sum(shipped) / len(rows):.4f} shipped, {len(rows)} pages, {len(known)} trained with"
        )


if __name__ == "__main__":
    main()
