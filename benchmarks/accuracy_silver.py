"""Threads of sites that nobody annotated: what their dumps give, held against what we read from the HTML of the same page.

    PYTHONPATH=. python benchmarks/accuracy_silver.py PAGES... [--half even] [--tools nodes,resiliparse] [--worst 20] [--gold FILE] [--save FOLDER]

PAGES are `.jsonl.gz` files of {id, html} (`../shared/corpus/content/forum.jsonl.gz`), folders of saved pages (`*.html`), or folders with `pages` and typed
`gold` of the corpus' form (`html`), whose gold counts. Elsewhere our own record of the HTML is the gold, where it looks like a thread: one question, two answers or more,
half of them with an author or a date. That record is right for .95 and more of the answers of annotated pages, so the figures tell what a dump loses beside HTML, not how
right it is; a page that HTML reads wrongly counts all the same. Each page is flattened by the eight tools of `training.tool_flatteners`; a dump counts where it
holds at least half of the words of the gold's answers (some tools leave out what a page shows without scripts alone).

An answer is right where its text has token F1 of .9 with an answer of the gold, each counted once, with its quotes or without. Prints for each tool F1 of the answers, the share of questions
whose description is right, and of right titles, authors and days; then what becomes of the answers: right, run together with others, a part, not found. `--half` takes the pages of even or
odd number (in the order of the names) alone, so that rules can be written on one half; `--gold` keeps the gold in a file, so that a later tree is held against the same one; `--save` writes
dumps and both readings side by side.
"""

from __future__ import annotations

import argparse
import gzip
import json
import pathlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from accuracy_html import block_text, token_f1, tokens

import qaclean
from qaclean.decoding.decode import decode
from qaclean.records import Page
from training.tool_flatteners import TOOLS

RIGHT = 0.9  # token F1 of a right text
PART = 0.8  # of the gold's words that a longer answer holds, or of its own words that a shorter one has of the gold
Answer = dict[str, Any]  # text, whole (with its quotes), author, published


class Silver(NamedTuple):
    """A page and what counts as right for it."""

    name: str
    html: str
    thread: dict[str, Any]  # title, question (its description), author, published, answers


class Row(NamedTuple):
    """A dump of a page, compared."""

    name: str
    tool: str
    right: int
    found: int
    gold: int
    fates: Counter[str]
    fields: list[tuple[str, bool]]


def read_pages(path: pathlib.Path) -> Iterator[tuple[str, str, dict[str, Any] | None]]:
    """Name, HTML and typed gold (if there is one) of the pages of a file or folder."""
    if path.is_file():
        with gzip.open(path, mode="rt", encoding="utf-8") as lines:
            for row in map(json.loads, lines):
                yield str(row["id"]), row["html"], None
        return
    typed = (path / "gold").is_dir()
    for page in sorted((path / "pages" if typed else path).glob("*.html")):
        gold = path / "gold" / f"{page.stem}.json"
        html = decode(page.read_bytes()).text
        yield page.stem, html, json.loads(gold.read_text("utf-8")) if gold.is_file() else None


def thread_of(page: Page) -> dict[str, Any]:
    """What a record says of a thread: that of its first question."""
    first = page.questions[0] if page.questions else None
    return {
        "title": page.title or (first.text if first else ""),
        "kind": page.kind,
        "question": _texts(first.body)[0] if first else "",
        "author": first.author if first else None,
        "published": first.published if first else None,
        "questions": len(page.questions),
        "answers": [
            {
                **dict(zip(("text", "whole"), _texts(answer.blocks), strict=True)),
                "author": answer.author,
                "published": answer.published,
            }
            for question in page.questions
            for answer in question.answers
        ],
    }


def _texts(blocks: Iterable[Any]) -> tuple[str, str]:
    """Without quotes and with them."""
    every = [(block.type, block_text(block)) for block in blocks]
    return "\n".join(text for kind, text in every if kind != "quote"), "\n".join(text for _, text in every)


def typed_thread(gold: dict[str, Any]) -> dict[str, Any]:
    """The typed gold of a saved page, in the same form."""
    first = gold["questions"][0] if gold["questions"] else {}
    answers = [{**answer, "whole": answer["text"]} for question in gold["questions"] for answer in question["answers"]]
    return {
        "title": gold.get("title") or "",
        "question": first.get("body") or "",
        "author": first.get("author"),
        "published": first.get("published"),
        "questions": len(gold["questions"]),
        "answers": answers,
    }


def is_plausible(thread: dict[str, Any]) -> bool:
    """Whether our reading of a page looks like that of a thread."""
    told = sum(bool(answer["author"] or answer["published"]) for answer in thread["answers"])
    return thread["questions"] == 1 and len(thread["answers"]) > 1 and 2 * told >= len(thread["answers"])


def silver_of(paths: Sequence[pathlib.Path], kept: pathlib.Path | None, half: str) -> list[Silver]:
    """The pages of one half that have a gold."""
    known = json.loads(kept.read_text("utf-8")) if kept and kept.is_file() else {}
    silver = []
    for path in paths:
        for number, (name, html, gold) in enumerate(read_pages(path)):
            if half in ("even", "odd") and number % 2 != (half == "odd"):
                continue
            key = f"{path.name}/{name}"
            if key not in known:
                known[key] = typed_thread(gold) if gold else thread_of(qaclean.clean(html, media_type="text/html"))
            if gold or is_plausible(known[key]):
                silver.append(Silver(key, html, known[key]))
    if kept:
        kept.write_text(json.dumps(known, ensure_ascii=False), "utf-8")
    return silver


def shows(dump: str, thread: dict[str, Any]) -> bool:
    """Whether a dump holds at least half of the words of the gold's answers."""
    words = tokens("\n".join(answer["text"] for answer in thread["answers"]))
    return 2 * sum((words & tokens(dump)).values()) >= sum(words.values())


def compared(page: Silver, tool: str, mine: dict[str, Any]) -> Row:
    """How the reading of a dump compares with the page's gold."""
    gold, found = page.thread["answers"], mine["answers"]
    pairs = matched(gold, found)
    fields = [
        ("question", _alike(mine["question"], page.thread["question"])),
        ("title", _folded(mine["title"]) == _folded(page.thread["title"])),
    ]
    for field, size in (("author", None), ("published", 10)):
        both = [(page.thread, mine), *((gold[one], found[other]) for one, other in pairs.items())]
        fields += [(field, (two[field] or "")[:size] == one[field][:size]) for one, two in both[1:] if one.get(field)]
    fates = Counter(fate(answer, found) for number, answer in enumerate(gold) if number not in pairs)
    return Row(page.name, tool, len(pairs), len(found), len(gold), fates, fields)


def matched(gold: Sequence[Answer], found: Sequence[Answer]) -> dict[int, int]:
    """The number of the answer found for each that is right."""
    pairs: dict[int, int] = {}
    for number, answer in enumerate(gold):
        for other, mine in enumerate(found):
            if other not in pairs.values() and _says(mine, answer):
                pairs[number] = other
                break
    return pairs


def _says(mine: Answer, answer: Answer) -> bool:
    """Whether an answer says what another does, each with its quotes or without."""
    golds = (answer["text"], answer["whole"])
    return _alike(mine["whole"], *golds) or (mine["text"] != mine["whole"] and _alike(mine["text"], *golds))


def _alike(text: str, *golds: str) -> bool:
    return any(token_f1(text, gold) >= RIGHT for gold in golds)


def _folded(text: str | None) -> str:
    return " ".join((text or "").lower().split())


def fate(answer: Answer, found: Sequence[Answer]) -> str:
    """What became of an answer that is not right: the first word that is true of the one found that shares most with it."""
    words = tokens(answer["text"])
    size = sum(words.values()) or 1
    shared = [(sum((words & tokens(mine["whole"])).values()), mine) for mine in found]
    most, mine = max(shared, key=lambda pair: pair[0], default=(0, None))
    if mine is None or most < size / 2:
        return "not found"
    own = sum(tokens(mine["whole"]).values())
    if most >= PART * size:
        return "longer" if own < 2 * size + 20 else "run together"
    return "a part"


def figures(rows: Sequence[Row]) -> str:
    """A line of figures."""
    right, found, gold = (sum(getattr(row, key) for row in rows) for key in ("right", "found", "gold"))
    told = [(name, [value for row in rows for key, value in row.fields if key == name]) for name in FIELDS]
    cells = [f"{2 * right / (found + gold):.4f}" if found + gold else "–", f"{right}/{found}/{gold}"]
    cells += [f"{name} {sum(values) / len(values):.3f}" for name, values in told if values]
    fates = sum((row.fates for row in rows), Counter[str]())
    return "  ".join([*cells, ", ".join(f"{name} {count}" for name, count in sorted(fates.items()))])


FIELDS = ("question", "title", "author", "published")


def save(folder: pathlib.Path, page: Silver, tool: str, dump: str, mine: dict[str, Any]) -> None:
    """Write a dump and both readings."""
    folder.mkdir(parents=True, exist_ok=True)
    stem = f"{page.name.replace('/', '__')}.{tool}"
    (folder / f"{stem}.txt").write_text(dump, "utf-8")
    both = {"gold": page.thread, "mine": mine}
    (folder / f"{stem}.json").write_text(json.dumps(both, ensure_ascii=False, indent=1), "utf-8")


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pages", type=pathlib.Path, nargs="+")
    parser.add_argument("--half", choices=("even", "odd", "all"), default="all")
    parser.add_argument("--tools", default=",".join(TOOLS))
    parser.add_argument("--worst", type=int, default=0)
    parser.add_argument("--gold", type=pathlib.Path)
    parser.add_argument("--save", type=pathlib.Path)
    options = parser.parse_args()
    pages = silver_of(options.pages, options.gold, options.half)
    rows = []
    for tool in options.tools.split(","):
        for page in pages:
            dump = TOOLS[tool](page.html)
            if not shows(dump, page.thread):
                continue
            media = "text/markdown" if tool.startswith("html2text") else "text/plain"
            mine = thread_of(qaclean.clean(dump, media_type=media))
            rows.append(compared(page, tool, mine))
            if options.save:
                save(options.save, page, tool, dump, mine)
        print(f"{tool:16} {figures([row for row in rows if row.tool == tool])}", flush=True)
    print(f"{'all':16} {figures(rows)}   {len(pages)} pages")
    lost = sorted(rows, key=lambda row: 2 * row.right - row.gold - row.found)
    for row in lost[: options.worst]:
        print(f"{row.name:40} {row.tool:16} {row.right}/{row.found}/{row.gold}  {dict(row.fates)}")


if __name__ == "__main__":
    main()
