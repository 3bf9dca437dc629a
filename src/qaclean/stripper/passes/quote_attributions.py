"""Attribution lines of quotes: who is quoted, and the button that unfolds the rest (`rules/quotes.toml`).

They are metadata as the attribution of a post is; what was quoted stays.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from qaclean.posts.model import Thread
from qaclean.posts.quote_heads import MAX_LINE, MAX_NAME, quote_words
from qaclean.segments.layout import Layout
from qaclean.segments.signals import Evidence
from qaclean.stripper.labels import KEEP, Labels, proof
from qaclean.stripper.view import View
from qaclean.text.dates import names_a_date
from qaclean.text.moments import ends_in_time

__all__ = ["attributions_in_posts", "quote_attributions", "tell_quote_attributions"]


def quote_attributions(layout: Layout, evidence: Sequence[Evidence]) -> frozenset[int]:
    """The lines of quotes that only say whose words follow."""
    if not any(origin.quote for origin in layout.origins):
        return frozenset()
    found: list[int] = []
    depth = 0
    begun = False
    for index, (origin, seen) in enumerate(zip(layout.origins, evidence, strict=True)):
        begun = origin.quote > depth or (begun and origin.quote == depth and found[-1:] == [index - 1])
        depth = origin.quote
        if not depth or seen.length > MAX_LINE:
            begun = False
            continue
        line = seen.text.lower()
        below = layout.origins[index + 1].quote if index + 1 < len(layout.origins) else 0
        if line.rstrip("\u2026.") in quote_words().buttons or (begun and _attributes(line, below - depth)):
            found.append(index)
    return frozenset(found)


def _attributes(line: str, deeper: int) -> bool:
    """Whether the first line of a quote names who said it; `deeper` is the next line's depth less its own."""
    words = quote_words()
    if line.startswith(words.heads) or (names_a_date(line) and any(word in line for word in words.between)):
        return True
    match = words.said.match(line)
    if match is not None and (not match["rest"].strip() or names_a_date(match["rest"])):
        return True
    if len(line) > MAX_NAME:
        return False
    return (deeper > 0 and line.endswith(":")) or (deeper == 0 and ends_in_time(line))


def attributions_in_posts(thread: Thread, evidence: Sequence[Evidence]) -> frozenset[int]:
    """The lines of posts, in a text without layout, that only say whose words follow: a member's name and a verb, or how boards head a quote."""
    names = {post.fields.author.lower() for post in (thread.question, *thread.posts) if post.fields.author}
    found: set[int] = set()
    for post in (thread.question, *thread.posts):
        for first, last in post.ranges:
            for i in range(first, last):
                line = evidence[i].text.lower() if evidence[i].length <= MAX_LINE else ""
                if (line and (line.rstrip("….") in quote_words().buttons or _heads_quote(line, names))) or (
                    line and i - 1 in found and _goes_on(evidence[i - 1].text.lower(), line)
                ):
                    found.add(i)
    return frozenset(found)


def _heads_quote(line: str, names: Collection[str]) -> bool:
    """Whether a line of a post names one who posted on the page, or begins as the head of a quote does, and says nothing else."""
    words = quote_words()
    if line.startswith(words.boards):
        return len(line) <= MAX_NAME or names_a_date(line)
    match = words.said.match(line)
    if match is None or (line[-1:] not in ":↑" and not names_a_date(match["rest"])):
        return False
    return any(line.startswith(name) for name in names)


def _goes_on(head: str, line: str) -> bool:
    """Whether a line is the rest of the head of a quote: the name behind `Originally Posted by`, the time behind `ann wrote: ↑`."""
    if head.strip(" :") in quote_words().boards:
        return len(line) <= MAX_NAME and line[-1:] not in ".!?"
    return len(line) <= MAX_NAME and ends_in_time(line) and names_a_date(line)


def tell_quote_attributions(view: View, labels: Labels) -> Labels:
    """The labels, with kept lines that only say whose words a quote has as metadata."""
    layout, thread = view.document.layout, view.found.thread
    if layout is not None:
        told = quote_attributions(layout, view.evidence)
    elif thread is not None:
        told = attributions_in_posts(thread, view.evidence)
    else:
        told = frozenset()
    of_quotes = {i for quote in view.found.quotes for i in quote.told()}
    if not told and not of_quotes:
        return labels
    attribution = proof("metadata", "quote-attribution")
    return [attribution if i in of_quotes or (i in told and label is KEEP) else label for i, label in enumerate(labels)]
