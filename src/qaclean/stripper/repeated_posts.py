"""Posts that a page shows twice: the liked ones above the others, the accepted answer above and again in its place."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qaclean.html.render import HtmlPage
from qaclean.posts.repeated_elements import Repeat

__all__ = ["doubled_posts"]

KEEP = 0
MIN_WORDS = 4  # code points of a post that two people do not write in one minute
_TIME = re.compile(r"(?:[0-9]{1,4}[-/.\u5e74\u6708\u65e5\s]{1,3}){0,3}[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?")
MAX_LINE = 100  # code points of a line that says when


def doubled_posts(page: HtmlPage, repeat: Repeat, labels: Sequence[int]) -> dict[int, int]:
    """The kept lines of posts that come again further down, each with the line that says the same there.

    A post is another's double where its words are the same and so is its id or the minute that it names.
    """
    lines = page.text.split("\n")
    later: dict[tuple[str, str], list[int]] = {}
    doubled: dict[int, int] = {}
    for node in reversed(repeat.nodes):
        own = range(page.nodes.firsts[node], page.nodes.lasts[node])
        kept = [i for i in own if labels[i] == KEEP]
        words = "\n".join(lines[i] for i in kept)
        if len(words) < MIN_WORDS:
            continue
        marks = _marks(page, node, [lines[i] for i in own if labels[i] != KEEP])
        again = next((later[words, mark] for mark in marks if (words, mark) in later), None)
        if again is not None:
            doubled.update(zip(kept, again, strict=True))
            continue
        for mark in marks:
            later[words, mark] = kept
    return doubled


def _marks(page: HtmlPage, node: int, told: Sequence[str]) -> list[str]:
    """What tells a post from others of the same words: its id, the minute."""
    name = page.nodes.elements[node].get("id")
    times = [match.group() for line in told if len(line) <= MAX_LINE and (match := _TIME.search(line))]
    return [*(["#" + name] if name else []), *times[:1]]
