"""The report of `--explain`: what was kept, every removal and every repair with its place, its reason and its rule.

Places are `line:column` as an editor counts them (from 1, in characters) in the decoded source; spans are those of the record.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator

from qaclean.export.escapes import for_message
from qaclean.records import Block, Page, Repair, Steps
from qaclean.records.walk import blocks_of, steps_in_depth

__all__ = ["REASONS", "Places", "shortened", "summary", "write"]

REASONS = {  # what each reason of the contract means, in the words of the report
    "site_chrome": "the site's own name, slogan and buttons",
    "navigation": "menus and links to other parts of the site",
    "breadcrumb": "the way from the front page to here; kept in `breadcrumb`",
    "metadata": "author, date, views; kept in fields of their own",
    "tags": "key words; kept in `tags`",
    "hot_content": "popular pages of the site, with cut-off teasers",
    "related": "links to pages on similar topics",
    "comment_form": "where visitors write: form, captcha, rules",
    "advert": "advertising",
    "share": "buttons for sharing, liking, reporting",
    "footer": "copyright, licences, contact",
    "image_alt": "captions left behind where images stood",
    "duplicate": "said once more, word for word",
    "noise": "fragments that mean nothing to a reader",
    "markup": "leftovers of HTML or other markup",
    "marker": "labels such as `Q:` that the record expresses by its structure",
}

TEXT_COLUMNS = 44  # so that a row with its rule and span fits 120 columns
PLACES_A_LINE = 12
_LINE_END = re.compile(r"\r\n?|\n")


def write(page: Page, *, pretty: bool = False) -> str:
    """The report of one page.

    >>> from qaclean import clean
    >>> print(write(clean("雨后的空气为什么清新?\\n因为雨水带走了灰尘。")).split("\\n", 2)[2])
      kept     21  100%   1 question, 1 answer, 1 paragraph
      removed   0    0%   nothing
    """
    places = Places(page.source_text)
    parts = [
        summary(page),
        _removals(page, places),
        _repairs(page.repairs, places),
        _warnings(page, places),
        _meanings(page),
    ]
    return "\n\n".join("\n".join(part) for part in map(list, parts) if part)


class Places:
    """Positions of a text as `line:column`, both from 1.

    >>> Places("ab\\ncd").of(4)
    '2:2'
    """

    def __init__(self, text: str) -> None:
        self._starts = [0, *(match.end() for match in _LINE_END.finditer(text))]

    def of(self, position: int) -> str:
        """The place of a code point position."""
        line = bisect_right(self._starts, position)
        return f"{line}:{position - self._starts[line - 1] + 1}"


def shortened(text: str, columns: int = TEXT_COLUMNS) -> str:
    """`text` on one line and harmless, its middle cut out where it is wider than `columns` (a CJK character has two).

    >>> shortened("one two three four five six", 16)
    'one two … e six'
    """
    folded = for_message(
        " ".join((text if len(text) <= 4 * columns else f"{text[: 2 * columns]} … {text[-columns:]}").split())
    )
    if _width(folded) <= columns:
        return folded
    head = _cut(folded, (columns - 3) * 2 // 3)
    tail = _cut(folded[::-1], columns - 3 - _width(head))[::-1]
    return f"{head.rstrip()} … {tail.lstrip()}"


def _width(text: str) -> int:
    return sum(map(_columns, text))


def _columns(character: str) -> int:
    return 2 if unicodedata.east_asian_width(character) in "WF" else 0 if unicodedata.combining(character) else 1


def _cut(text: str, columns: int) -> str:
    width = 0
    for at, character in enumerate(text):
        width += _columns(character)
        if width > columns:
            return text[:at]
    return text


def _padded(text: str, columns: int) -> str:
    return text + " " * (columns - _width(text))


def summary(page: Page) -> Iterator[str]:
    """Name and title, what the page is, what was kept of it and removed, in lines."""
    source = page.source
    solid = _solid(page.source_text)
    removed = sum(_solid(page.source_text[start:end]) for start, end in (row.span for row in page.removed))
    digits = max(2, len(f"{solid:,}"))
    yield ": ".join(for_message(name) for name in (source.name, page.title) if name) or "(no title)"
    facts = [page.kind, page.site, page.language, f"{source.media_type} in {source.encoding}"]
    size = f"{_count(source.length, 'character')} ({solid:,} without white space)"
    yield f"  {', '.join([*filter(None, facts), size])}"
    for label, share, what in (("kept", solid - removed, _kept(page)), ("removed", removed, _reasons(page))):
        yield f"  {label:7}  {share:>{digits},}  {share / solid if solid else 0:4.0%}   {what or 'nothing'}"


def _solid(text: str) -> int:
    return len("".join(text.split()))


def _kept(page: Page) -> str:
    answers = [answer for question in page.questions for answer in question.answers]
    counts = Counter({"question": len(page.questions), "answer": len(answers)})
    blocks = blocks_of(page)
    counts.update(map(_named, blocks))
    lists = [block.steps for block in blocks if isinstance(block, Steps)]
    counts["image"] += sum(len(step.images) for steps in lists for step in steps_in_depth(steps))
    return ", ".join(_count(number, what) for what, number in counts.items() if number)


def _named(block: Block) -> str:
    if isinstance(block, Steps):
        return f"list of steps ({block.role})"
    return "piece of code" if block.type == "code" else block.type


def _reasons(page: Page) -> str:
    return ", ".join(
        f"{number:,} {reason}" for reason, number in Counter(row.reason for row in page.removed).most_common()
    )


def _count(number: int, what: str) -> str:
    noun, _, rest = what.partition(" ")
    return f"{number:,} {noun}{'' if number == 1 else 's'}{' ' + rest if rest else ''}"


def _removals(page: Page, places: Places) -> Iterator[str]:
    """One row a removal, in the order of the page."""
    if not page.removed:
        return
    rows = [
        (places.of(row.span[0]), row.reason, shortened(page.source_text[slice(*row.span)]), row.rule, row.span)
        for row in page.removed
    ]
    heads = {0: "line", 1: "reason", 3: "rule"}
    at, reasons, rules = (max(len(head), *(len(row[column]) for row in rows)) for column, head in heads.items())
    yield f"Removed: {_count(len(rows), 'span')}"
    yield f"  {'line':>{at}}  {'reason':{reasons}}  {_padded('text', TEXT_COLUMNS)}  {'rule':{rules}}  span"
    for place, reason, text, rule, (start, end) in rows:
        yield f"  {place:>{at}}  {reason:{reasons}}  {_padded(text, TEXT_COLUMNS)}  {rule:{rules}}  {start}-{end}"


def _repairs(repairs: list[Repair], places: Places) -> Iterator[str]:
    """Repairs of the same kind that change the same text stand together, each with its place."""
    groups: dict[tuple[str, str, str], list[str]] = {}
    for row in repairs:
        what = f"stands for the bytes {row.raw}" if row.raw else f"became {_quoted(row.after)}"
        groups.setdefault((row.kind, row.before, what), []).append(places.of(row.span[0]))
    if groups:
        yield f"Repaired: {_count(len(repairs), 'place')}"
    for (kind, before, what), at in groups.items():
        yield f"  {kind}: {_quoted(before)} {what}, {_count(len(at), 'time')}, at"
        yield from (f"      {' '.join(at[i : i + PLACES_A_LINE])}" for i in range(0, len(at), PLACES_A_LINE))


def _quoted(text: str) -> str:
    """Text in quotes, with everything that cannot be seen written by its code point; nothing is said in words."""
    seen = "".join(c if c.isprintable() else f"<U+{ord(c):04X}>" for c in text[: 2 * TEXT_COLUMNS])
    return f'"{shortened(seen)}"' if seen.strip() else "a space" if seen == " " else f'"{seen}"' if seen else "nothing"


def _warnings(page: Page, places: Places) -> Iterator[str]:
    if page.warnings:
        yield f"Warnings: {len(page.warnings):,}"
    for row in page.warnings:
        place = f" (at {places.of(row.span[0])})" if row.span else ""
        yield f"  {row.code}: {for_message(row.message)}{place}"


def _meanings(page: Page) -> Iterator[str]:
    """The reasons that occur, each in words."""
    reasons = dict.fromkeys(row.reason for row in page.removed)
    if reasons:
        yield "What the reasons mean"
    width = max(map(len, reasons), default=0)
    yield from (f"  {reason:{width}}  {REASONS[reason]}" for reason in reasons)
