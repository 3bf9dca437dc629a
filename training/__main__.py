"""Train the weights that qaclean ships, or see how good they would be on sites they never saw.

python -m training write [stripper] [pages] [html] [parser] [boundaries] [howto-titles] [thread-titles]      # the same bytes as before, or an error
python -m training validate stripper --folds 5 [--worst 10]
"""

from __future__ import annotations

import argparse
import hashlib
import pathlib
import subprocess
import sys
import time

from qaclean.posts.title_signs import Worth
from training import cross_validation, recipes
from training.boundaries import validate_boundaries
from training.crf import Fit
from training.inputs import MANIFEST, ROOT, InputError, Manifest, Places, Recipe, digest, files_of, pin, read_manifest
from training.titles import validate_titles


def main(arguments: list[str] | None = None) -> int:
    """Command line. 0: done and as the manifest says; 1: other bytes came out; 2: an input is missing."""
    options = _options(arguments)
    manifest = read_manifest()
    places = Places(options.corpus, options.archives)
    if options.action == "pin":
        pin(MANIFEST, {f"input.{row.id}": digest(files_of(row, places)) for row in manifest.inputs.values()})
        return 0
    rows = [manifest.recipes[name] for name in options.weights or manifest.recipes]
    try:
        if options.action == "validate":
            for recipe in rows:
                _validate(recipe, manifest, places, options)
            return 0
        if len(rows) > 1:
            return max([_written_apart(recipe, options) for recipe in rows])
        return _write(rows[0], manifest, places, options.new)
    except InputError as error:
        print(error, file=sys.stderr)
        return 2


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        "python -m training", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("action", choices=("write", "validate", "pin"), help="pin: take the digests of inputs anew")
    parser.add_argument("weights", nargs="*", help="which weights files (all)")
    parser.add_argument("--corpus", type=pathlib.Path, default=ROOT.parent / "shared/corpus", help="the corpora")
    parser.add_argument("--archives", type=pathlib.Path, default=ROOT / "build/archives", help="fetched packages")
    parser.add_argument("--new", action="store_true", help="other bytes are meant: note them in the manifest")
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--worst", type=int, default=0, help="print so many of the worst pages")
    return parser.parse_args(arguments)


def _written_apart(recipe: Recipe, options: argparse.Namespace) -> int:
    """`write` of one recipe in a process of its own: what is trained with the help of other weights must see those just written, not those that were loaded before."""
    command = [sys.executable, "-m", "training", "write", recipe.id, "--corpus", str(options.corpus)]
    command += ["--archives", str(options.archives), *(["--new"] if options.new else [])]
    return subprocess.run(command, check=False).returncode


def _write(recipe: Recipe, manifest: Manifest, places: Places, new: bool) -> int:
    """Train and write one weights file; 1 where it is not the one of the manifest and was not meant to be new."""
    start = time.perf_counter()
    text = recipes.trained(recipe, manifest, places).encode("utf-8")
    (ROOT / "src/qaclean" / recipe.file).write_bytes(text)
    found = hashlib.sha256(text).hexdigest()
    same = found == recipe.sha256
    told = "the same bytes" if same else "new bytes" if new else f"NOT the bytes of the manifest ({recipe.sha256})"
    print(f"{recipe.file}: {len(text):,} bytes in {time.perf_counter() - start:.0f} s, {found}: {told}")
    if new:
        pin(MANIFEST, {f"weights.{recipe.id}": found})
    return int(not same and not new)


def _validate(recipe: Recipe, manifest: Manifest, places: Places, options: argparse.Namespace) -> None:
    """Print the figures of one weights file, cross-validated by site."""
    if recipe.chain == "boundaries":
        ours = recipes.pages_of_ours(recipe, manifest, places)
        print(
            *validate_boundaries(places.corpus, ours, Fit(recipe.penalty, recipe.iterations), options.folds), sep="\n"
        )
        return
    if recipe.chain in ("howto", "thread"):
        of: Worth = "howto" if recipe.chain == "howto" else "thread"
        print(*validate_titles(places.corpus, of, Fit(recipe.penalty, recipe.iterations), options.folds), sep="\n")
        return
    if recipe.chain == "html":
        rows = cross_validation.validate_html(recipes.html_of(recipe, manifest, places), recipe, options.folds)
        print(cross_validation.report(rows, "html, token F1 / with the gold's labels"))
    else:
        rows = cross_validation.validate_dumps(recipes.annotated_of(recipe, manifest, places), recipe, options.folds)
        print(cross_validation.report(rows, f"{recipe.id}, {recipes.CHAINS[recipe.chain].figures}"))
    worst = sorted(rows, key=lambda row: row[1].first + (1.0 if row[1].second is None else row[1].second))
    for name, row in worst[: options.worst]:
        print(f"  {name} {row.first:.3f} {row.second if row.second is None else round(row.second, 3)} {row.wrong[:14]}")


if __name__ == "__main__":
    sys.exit(main())
