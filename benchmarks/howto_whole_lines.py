"""What a dump of a how-to page holds in whole lines or sentences: the share of its gold that can be found so.

    PYTHONPATH=. python benchmarks/howto_whole_lines.py FILE.jsonl.gz [--tools nodes,resiliparse]

FILE holds rows of {id, html, instructions, ingredients} (`../shared/corpus/howto/pages.jsonl.gz`). The gold is what pages declare (JSON-LD, microdata), which may say what no visitor sees: `1/4 cup`
where the page shows `¼ cup`, brackets, names of sections, other words. A piece of gold can be found where its words have token F1 >= .9 with up to six lines of the dump in a row, or with sentences
in a row of one line. Prints for each tool of `training.tool_flatteners` the share of the instructions and of the ingredients that can (mean of pages).
An estimate, no strict bound: a reading that cuts inside a line (at amounts, commas, bars) may find more, and one line may serve several pieces of gold here, which the scorer does not allow.
"""

from __future__ import annotations

import argparse
import gzip
import json
import pathlib
import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from accuracy_html import tokens

from training.tool_flatteners import TOOLS

NEAR = 0.9  # token F1
MOST_LINES = 6
MOST_LOOKED = 12  # lines that share most words with a piece of gold
LONGER = 1.3  # times its words, and three more: longer runs of lines are not looked at
_SENTENCE = re.compile(r"(?<=[.!?;。])\s+")


class Dump:
    """The words of a dump's lines and of their sentences, and in which lines a word stands."""

    def __init__(self, text: str) -> None:
        lines = [line for line in text.split("\n") if line.strip()]
        self.lines = [tokens(line) for line in lines]
        self.sentences = [[tokens(part) for part in _SENTENCE.split(line)] for line in lines]
        self.lines_of: defaultdict[str, set[int]] = defaultdict(set)
        for at, words in enumerate(self.lines):
            for word in words:
                self.lines_of[word].add(at)

    def can_tell(self, gold: str) -> bool:
        """Whether some lines, or sentences of a line, say a piece of gold."""
        wanted = tokens(gold)
        if not wanted:
            return True
        shared = Counter(at for word in wanted for at in self.lines_of[word])
        for at, _ in shared.most_common(MOST_LOOKED):
            first = max(0, at - MOST_LINES + 1)
            starts = [self.lines[start : start + MOST_LINES] for start in range(first, at + 1)]
            starts += [self.sentences[at][start:] for start in range(len(self.sentences[at]))]
            if any(_says(parts, wanted) for parts in starts):
                return True
        return False


def _says(parts: Sequence[Counter[str]], wanted: Counter[str]) -> bool:
    """Whether the first of some parts, or the first few together, are the wanted words."""
    told: Counter[str] = Counter()
    for part in parts:
        told = told + part
        if told.total() > LONGER * wanted.total() + 3:
            return False
        if 2 * (told & wanted).total() >= NEAR * (told.total() + wanted.total()):
            return True
    return False


def share(dump: Dump, gold: Sequence[str]) -> float:
    """The share of the gold that a dump can tell."""
    return sum(map(dump.can_tell, gold)) / len(gold)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=pathlib.Path)
    parser.add_argument("--tools", default=",".join(TOOLS))
    options = parser.parse_args()
    with gzip.open(options.file, mode="rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    print(f"{'':16s}{'instructions':>14s}{'ingredients':>14s}")
    for tool in options.tools.split(","):
        dumps = [(row, Dump(TOOLS[tool](row["html"]))) for row in rows]
        kept = [share(dump, row["instructions"]) for row, dump in dumps]
        named = [share(dump, row["ingredients"]) for row, dump in dumps if row["ingredients"]]
        print(f"{tool:16s}{sum(kept) / len(kept):14.4f}{sum(named) / len(named):14.4f}", flush=True)


if __name__ == "__main__":
    main()
