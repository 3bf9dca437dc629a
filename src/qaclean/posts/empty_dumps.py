"""Dumps that hold nothing: notices, errors, walls of consent and log-in, redirections, lists of tags, members and domains.

What such a page says is data (`rules/notices.toml`, `rules/indexes.toml`), as for pages of markup; without one, lines of running text alone speak for content.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from qaclean.patterns import compile_at_once, compile_on_use
from qaclean.posts.empty_pages import LISTS, MAX_LONG, EmptyPage, find_notice, told_by_names
from qaclean.posts.index_pages import calls_itself_an_index, parts_of
from qaclean.segments.columns import texts_of
from qaclean.segments.signals import Evidence
from qaclean.text.columns import columns_of
from qaclean.text.titles import asks

__all__ = ["empty_dump"]

MOST_LINES = 150  # of a page that only says why it shows nothing
FEW_LINES = 30  # of one whose words stand on pages of content too: log in, accept cookies
MOST_OTHER, MOST_BESIDE_WEAK = 120, 60  # code points of running text beside a notice; wide ones count twice
MOST_TOLD = 200  # ... that a list of tags says of itself
FEWEST_LISTED = 8  # lines of such a list
# Lines of a list of domains, and shares of its lines: domains, and these with what is beside them.
FEWEST_DOMAINS, DOMAINS, LISTED = 20, 0.25, 0.6
_WEAK = frozenset(
    ("log-in", "log-in-first", "consent-wall", "consent-in-words", "needs-script", "age-gate", "redirected")
)
_SENTENCE = compile_on_use(  # begins with one class, to which the engine skips
    r"[.!?,;:\u3002\uff01\uff1f\uff0c](?:(?<=[.!?])(?=\s|$)|(?<=[,;:])\s[a-z]|(?<=[\u3002\uff01\uff1f\uff0c!?,;])(?=[\u3400-\u9fff])"
    r"|(?<=[\u3002\uff01\uff1f])|(?<=[\u3400-\u9fff][,.!?;])$)"
)
_DOMAIN = compile_on_use(r"[\s|*\u2022-]{0,8}(?:[a-z0-9-]{1,63}\.){1,3}[a-z]{2,10}(?=[\s|]|$)", re.IGNORECASE)
_BESIDE = compile_at_once(r"[\s|]{0,8}[0-9][0-9./: -]{0,24}[\s|]{0,8}$")


def empty_dump(evidence: Sequence[Evidence]) -> EmptyPage | None:
    """Why a dump in which nobody asks, answers or tells how holds nothing, or None where it may hold something. Linear.

    >>> from qaclean import clean
    >>> [clean(f"Shed Notes\\nHome\\n{line}\\n").kind for line in ("Sorry, but nothing matched your search terms.", "Oil the stone first.")]
    ['none', 'article']
    """
    lines = texts_of(evidence)
    if not lines or asks(lines[0]):
        return None
    if len(lines) <= MOST_LINES:
        name = _notice(lines)
        if name is not None:
            return EmptyPage("site_chrome", "notice", f"the page only says why it shows nothing ({name})")
    return EmptyPage("navigation", "link-list", LISTS) if _lists(lines) else None


def _notice(lines: Sequence[str]) -> str | None:
    """The notice that a page is, by a line that gives one or by its title."""
    if any(len(line) > MAX_LONG and _runs(line) for line in lines):
        return None  # more running text than any notice has beside it
    runs = [len(line) if not _runs(line) else 0 for line in lines]
    name = find_notice(lines, runs) or told_by_names(parts_of(lines[0]), lines)
    if name is None:
        return None
    other = sum(
        columns_of(line)
        for line, menu in zip(lines, runs, strict=True)
        if not menu and find_notice([line], [0]) is None
    )
    if name in _WEAK and (len(lines) > FEW_LINES or other > MOST_BESIDE_WEAK):
        return None
    return name if other <= MOST_OTHER else None


def _lists(lines: Sequence[str]) -> bool:
    """Whether a page calls itself a list and tells hardly anything, or is a list of domains."""
    if len(lines) >= FEWEST_LISTED and calls_itself_an_index(lines[0]):
        return sum(columns_of(line) for line in lines if _runs(line)) <= MOST_TOLD
    if len(lines) < FEWEST_DOMAINS:
        return False
    domains = sum(_DOMAIN.match(line) is not None for line in lines)
    if domains < FEWEST_DOMAINS or domains < DOMAINS * len(lines):
        return False
    return sum(
        _DOMAIN.match(line) is not None or _BESIDE.fullmatch(line) is not None for line in lines
    ) >= LISTED * len(lines)


def _runs(line: str) -> bool:
    """Whether a line has the marks of a sentence: menus have none, however long their line is."""
    return _SENTENCE.search(line) is not None
