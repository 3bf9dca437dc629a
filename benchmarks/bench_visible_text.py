"""Whether the reader loses text of real pages: what html5lib and lxml show of every page at hand, looked up in our text (`tests/visible_text.py`).

    python benchmarks/bench_visible_text.py [--corpus DIR] [--every N] [--group WORD] [--show 20]

A text that a page shows and that stands nowhere in ours (white space apart) is lost; those of the elements that the reader leaves out by choice (hidden parts, fields of
forms, drawings) are counted apart. Prints a row a group and the first of what is lost; exits with 1 if anything is.
"""

from __future__ import annotations

import argparse
import pathlib
import sys
from collections import Counter

TESTS = pathlib.Path(__file__).resolve().parent.parent / "tests"
sys.path.insert(0, str(TESTS))

from digest import Document, documents, thinned  # noqa: E402

from qaclean.decoding.decode import decode  # noqa: E402
from qaclean.surrogates import without_surrogates  # noqa: E402
from visible_text import Text, compared  # noqa: E402


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=pathlib.Path, default=pathlib.Path("none"))
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--group", default="")
    parser.add_argument("--show", type=int, default=20)
    options = parser.parse_args()
    totals: dict[tuple[str, str], Counter[str]] = {}
    rows: list[tuple[str, str, Text]] = []
    for document in thinned(documents(options.corpus), options.every):
        if options.group not in document.group or document.profile or not _is_markup(document):
            continue
        source = document.source
        markup = without_surrogates(source if isinstance(source, str) else decode(source).text)
        for name, (counts, texts) in compared(markup.replace("\0", "\ufffd")).items():
            totals.setdefault((document.group, name), Counter()).update(counts, pages=1)
            rows += [(f"{document.name} {name}", text.place, text) for text in texts]
    print(f"{'group':28s}{'parser':>10s}{'pages':>7s}{'shown':>12s}{'by choice':>11s}{'lost':>8s}")
    for (group, name), counts in totals.items():
        cells = (counts["pages"], counts["shown"], counts["chosen"], counts["lost"])
        print(f"{group:28s}{name:>10s}{cells[0]:7,}{cells[1]:12,}{cells[2]:11,}{cells[3]:8,}")
    for where, place, text in rows[: options.show]:
        print(f"  {where}  {place}  {text.words[:80]!r}")
    return int(bool(rows))


def _is_markup(document: Document) -> bool:
    return document.media_type == "text/html" or str(document.name).endswith((".html", ".htm"))


if __name__ == "__main__":
    sys.exit(main())
