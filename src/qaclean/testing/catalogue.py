"""The catalogue of the fixtures: every case with what it covers, the head of its source and what its record gives, as Markdown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from qaclean.export.escapes import for_message, for_terminal
from qaclean.testing.fixtures_on_disk import COVERS, GROUPS, KNOWN_FAILURES, Case, cases

__all__ = ["catalogue", "preview_of", "record_in_brief"]

PREVIEW_LINES = 4
PREVIEW_LENGTH = 100  # code points of a line of a preview

_ABOUT = {
    "dumps": "The great structures of flattened pages.",
    "layouts": "Layouts, one each: numbering, tables, papers, recipes, articles, indexes, one-line dumps.",
    "negative": "Must come back whole: nothing is removed, nothing repaired.",
    "hostile": "Bytes and markup that break readers.",
    "engines": "Flattened pages of forum and question engines: a text node a line, a crawler's text, get_text().",
    "sites": "HTML pages in the structure of each generation of each site profile, and of other engines.",
    "damage": "What scraping did to pages, one damage each.",
    "languages": "Threads, articles and how-tos in many languages.",
    "markdown": "What clippers and converters write.",
    KNOWN_FAILURES: "Not right yet: the record is the right one, and the test is expected to fail.",
}


def catalogue() -> str:
    """The whole page.

    >>> catalogue().startswith("# Fixtures")
    True
    """
    groups = {group: cases(group) for group in (*GROUPS, KNOWN_FAILURES)}
    every = [case for found in groups.values() for case in found]
    parts = [_head(groups), *(_covered(kind, every) for kind in COVERS)]
    for group, found in groups.items():
        parts.append(f"## {group}\n\n{_ABOUT[group]}\n")
        parts += map(_section, found)
    return "\n".join(parts)


def _head(groups: dict[str, Sequence[Case]]) -> str:
    counted = ", ".join(f"{group} {len(found)}" for group, found in groups.items())
    total = sum(map(len, groups.values()))
    return (
        "# Fixtures\n\nWritten by `make fixtures` from `fixtures/`; how to use them stands in `docs/testing.md`. All pages are written by us, in structures that were "
        f"seen on pages.\n\n{total} cases: {counted}.\n"
    )


def _covered(kind: str, every: Iterable[Case]) -> str:
    """A table: each value of a kind of tags, and its cases."""
    rows: dict[str, list[str]] = {}
    for case in every:
        for tag in case.tags:
            own, _, value = tag.partition(":")
            if own == kind:
                rows.setdefault(value, []).append(f"[{case.name}](#{_anchor(case.name)})")
    lines = [f"| {value} | {', '.join(names)} |" for value, names in sorted(rows.items())]
    return "\n".join([f"| {kind} | cases |", "|---|---|", *lines, ""])


def _anchor(name: str) -> str:
    """The place of a heading, as GitHub names it.

    >>> _anchor("sites/mybb-1.8")
    'sitesmybb-18'
    """
    return "".join(c for c in name.lower() if c.isalnum() or c in "-_")


def _section(case: Case) -> str:
    told = [case.media_type, case.charset, f"{len(case.source):,} bytes", *([case.url] if case.url else [])]
    head = "\n".join(f"    {line}" for line in preview_of(case)) or "    (nothing)"
    covers = f"Covers {', '.join(case.tags)}. " if case.tags else ""
    return f"### {case.name}\n\n{case.note}\n\n{covers}{', '.join(told)}.\n\n{head}\n\n{record_in_brief(case.expected_json)}\n"


def preview_of(case: Case) -> list[str]:
    """The first lines of a source as it was scraped, without empty ones; of HTML those from the body on. Control characters are escaped.

    >>> from qaclean.testing import load
    >>> preview_of(load("hostile/controls"))[0]
    '怎么关闭提示音?'
    """
    text = case.source.decode(case.charset, "replace")
    body = text.find("<body") if case.media_type == "text/html" else -1
    lines = (line for line in text[max(body, 0) :].split("\n", 60) if line.strip())
    shown = []
    for line, _ in zip(lines, range(PREVIEW_LINES), strict=False):
        cut = line.rstrip()[:PREVIEW_LENGTH]
        shown.append(for_message(cut.replace("\t", "    ")) + ("…" if len(line.rstrip()) > PREVIEW_LENGTH else ""))
    return shown


def record_in_brief(record: dict[str, Any]) -> str:
    """What a record gives, in one line of words.

    >>> from qaclean.testing import load
    >>> record_in_brief(load("hostile/empty").expected_json)
    'Gives: none.'
    """
    if not record:
        return "Gives: nothing yet; `make fixtures` makes its record."
    answers = [answer for question in record["questions"] for answer in question["answers"]]
    blocks = Counter(block["type"] for block in _blocks(record))
    facts = [
        f"{record['kind']}" + (f" “{for_terminal(record['title'])}”" if record["title"] else ""),
        *_counted("question", len(record["questions"])),
        *_counted("answer", len(answers)),
        *(f"by {answer['author']}" for answer in answers[:3] if answer["author"]),
        *(words for kind, count in sorted(blocks.items()) for words in _counted(kind.removesuffix("s"), count)),
        *_counts("removed", (row["reason"] for row in record["removed"])),
        *_counts("repaired", (row["kind"] for row in record["repairs"])),
        *_counts("warnings", (row["code"] for row in record["warnings"])),
    ]
    return f"Gives: {'; '.join(facts)}."


def _blocks(record: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield from record["body"]
    for question in record["questions"]:
        yield from question["body"]
        for answer in question["answers"]:
            yield from answer["blocks"]
            for followup in answer["followups"]:
                yield from followup


def _counted(what: str, count: int) -> list[str]:
    return [f"{count} {what}{'s' if count > 1 else ''}"] if count else []


def _counts(what: str, values: Iterable[str]) -> list[str]:
    counted = Counter(values)
    return [f"{what}: {', '.join(f'{value} {count}' for value, count in sorted(counted.items()))}"] if counted else []
