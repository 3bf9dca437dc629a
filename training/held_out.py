"""A copy of the package whose weights never saw some sites: what dumps are weighed by is fitted again without any page of them.

    python -m training.held_out OUT SITE... [--corpus CORPUS]

writes `OUT/qaclean`, which a process reads in place of ours with `PYTHONPATH=OUT`. Each file is fitted in a process of its own that already reads those
before it: pages are cut by the new boundaries before titles and lines are weighed. Rules are not refitted: they are written by people who read some of
the pages. What weighs HTML (`html`) and how-tos (`howto-titles`: other sites, every third page left out) stays as it is.
"""

from __future__ import annotations

import argparse
import os
import pathlib
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence

from training.inputs import ROOT, Places, read_manifest

__all__ = ["REFITTED", "outside", "refit"]

REFITTED = ("boundaries", "stripper", "pages", "parser", "thread-titles")
_WORDS = {
    "zhidao": ("zhidao", "tankle", "知道"),
    "tieba.baidu.com": ("tieba", "贴吧"),
    "zhihu.com": ("zhihu", "知乎"),
    "sina.com.cn": ("sina.com", "新浪"),
    "bbs.hupu.com": ("hupu", "虎扑"),
}  # what the corpora call a site: hosts, names of pages, suffixes of titles


def outside(sites: Sequence[str]) -> Callable[[str], bool]:
    """Tells whether a page of some site (its host, its name, its title's suffix) is of none of these; names of pages hold out these alone.

    >>> seen = outside(["zhidao", "reddit"])
    >>> [seen(site) for site in ("百度知道", "old.reddit.com", "知乎")]
    [False, False, True]
    """
    words = [word for site in sites for word in _WORDS.get(site, (site,))]
    return lambda site: not any(word in site for word in words)


def refit(sites: Sequence[str], out: pathlib.Path, corpus: pathlib.Path, files: Sequence[str] = REFITTED) -> None:
    """Write `out/qaclean` with weights (those of `files`) that never saw a page of these sites, or these pages."""
    shutil.rmtree(out, ignore_errors=True)
    shutil.copytree(ROOT / "src/qaclean", out / "qaclean", ignore=shutil.ignore_patterns("__pycache__"))
    env = os.environ | {"PYTHONPATH": str(out.resolve())}
    for name in files:
        command = [
            sys.executable,
            "-m",
            "training.held_out",
            str(out.resolve()),
            *sites,
            "--corpus",
            str(corpus.resolve()),
        ]
        subprocess.run([*command, "--only", name], check=True, cwd=ROOT, env=env)


def _fit(name: str, sites: Sequence[str], out: pathlib.Path, places: Places) -> None:
    from training.recipes import trained  # reads qaclean

    manifest = read_manifest()
    recipe = manifest.recipes[name]
    (out / "qaclean" / recipe.file).write_text(trained(recipe, manifest, places, outside(sites)), "utf-8", newline="")


def main() -> None:
    """Command line; see the module."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=pathlib.Path)
    parser.add_argument("sites", nargs="+")
    parser.add_argument("--corpus", type=pathlib.Path, default=ROOT.parent / "shared/corpus")
    parser.add_argument("--archives", type=pathlib.Path, default=ROOT / "build/archives")
    parser.add_argument("--files", nargs="+", choices=REFITTED, default=REFITTED, help="fit these alone")
    parser.add_argument("--only", choices=REFITTED, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.only:
        _fit(args.only, args.sites, args.out, Places(args.corpus, args.archives))
    else:
        refit(args.sites, args.out, args.corpus, args.files)


if __name__ == "__main__":
    main()
