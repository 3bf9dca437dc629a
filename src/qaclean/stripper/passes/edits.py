"""Notes of edits: lines of posts that only say who edited them, and when (`Last edited by Ann on 2 May 2021`), also where a tool cut them around the name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain

from qaclean.patterns import compile_at_once
from qaclean.posts.model import Post
from qaclean.rules import load
from qaclean.stripper.labels import KEEP, Labels, proof
from qaclean.stripper.view import View
from qaclean.text.dates import names_a_date

__all__ = ["begins_an_edit", "notes_an_edit", "tell_edits"]

MAX_LINE = 140  # code points
MAX_WORDS = 48  # ... of its begin that is looked at
_MARKS = "[(*_ \t"
MAX_REST = 3  # lines below the begin of a note in which its date stands
NEAR = 18  # ... behind a lone verb in which its date begins


@lru_cache(maxsize=1)
def _begins() -> tuple[tuple[str, ...], re.Pattern[str]]:
    words = sorted(load("attributions")["edits"], key=len, reverse=True)
    return tuple(words), compile_at_once(rf"(?:{'|'.join(map(re.escape, words))})(?![^\W\d_])")


def notes_an_edit(line: str) -> bool:
    """Whether a line only says that a post was edited, and when.

    >>> [notes_an_edit(line) for line in ("Edited April 19, 2024 by don", "Edited the file on April 19, 2024.", "Last edited by hand")]
    [True, False, False]
    """
    words, pattern = _begins()
    lower = line[:MAX_WORDS].lstrip(_MARKS).lower()
    if not lower.startswith(words) or (begin := pattern.match(lower)) is None:
        return False
    rest = line.lstrip(_MARKS)[begin.end() :]
    return names_a_date(rest if " " in begin[0] or not begin[0].isascii() else rest[:NEAR])


def begins_an_edit(line: str) -> bool:
    """Whether a line is nothing but the words that such a note begins with, which are more than one.

    >>> [begins_an_edit(line) for line in ("Last edited by", "Zuletzt bearbeitet:", "Edited", "Last edited by hand")]
    [True, True, False, False]
    """
    lower = line.strip(_MARKS + ":").lower() if len(line) <= MAX_WORDS else ""
    return " " in lower and lower in _begins()[0]


def tell_edits(view: View, labels: Labels) -> Labels:
    """The labels, with kept lines of posts that note an edit as metadata; a post's only line stays."""
    thread = view.found.thread
    if thread is None:
        return labels
    new, note = list(labels), proof("metadata", "edited")
    for post in (thread.question, *thread.posts):
        for first, last in post.ranges:
            for i in range(first, last):
                seen = view.evidence[i]
                if labels[i] is KEEP and seen.length <= MAX_LINE and i > first and notes_an_edit(seen.text):
                    new[i] = note
        for i in chain.from_iterable(_cut_notes(view, post)):
            new[i] = note if new[i] is KEEP else new[i]
    return new


def _cut_notes(view: View, post: Post) -> Iterator[range]:
    """The lines of each note of a post that a tool cut around the name; what it begins with may be told from the post's own words already."""
    end = post.ranges[0][0] + 1 if post.ranges else 0
    for first, behind in post.ranges:
        for i in range(max(end, first - MAX_REST), behind):
            if begins_an_edit(view.evidence[i].text):
                yield range(i, _end_of_note(view, i, post.ranges[-1][1]))
        end = behind


def _end_of_note(view: View, begin: int, last: int) -> int:
    """Behind the line that tells when, where the line before says no more than that there was an edit; behind that line where none soon does.

    Until then short lines stand, a name and what joins it, which end no sentence.
    """
    for i in range(begin + 1, min(begin + 1 + MAX_REST, last)):
        seen = view.evidence[i]
        if seen.length > MAX_LINE:
            break
        if names_a_date(seen.text[:MAX_WORDS]):
            return i + 1
        if seen.length > MAX_WORDS or seen.text.rstrip().endswith((".", "!", "?", "。", "!", "?")):
            break
    return begin + 1
