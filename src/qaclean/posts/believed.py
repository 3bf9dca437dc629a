"""Which of what a page declares is believed: it may declare twice, in another language than it shows, or something that is not on it.

The words decide. Of several declarations that the page shows the one with the most to say is taken, and the others fill in what it leaves open; one that
the page does not show is believed only where it could be: it is in the page's language, and its name stands there.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from qaclean.patterns import compile_at_once, compile_on_use
from qaclean.posts.declared_items import declared_items
from qaclean.posts.structured_data import Declared, read_items
from qaclean.segments.layout import Layout
from qaclean.text.language import language_of

__all__ = ["SHOWN", "read_declared", "shown_share"]

SHOWN = 0.5  # of its words that a page has which shows a declaration, in these words or others
SAMPLE = 400  # code points that tell a language
_WORD = compile_on_use(r"[^\W\d_]{4,}|[\u3040-\u30ff\u3400-\u9fff]{2}")
_SOLID = compile_at_once(r"[\W_]+")
_LETTERS = str.maketrans({mark: " " for mark in map(chr, range(128)) if not mark.isalpha()})
_NOTHING = Declared("")


def read_declared(layout: Layout, reference: datetime | None = None) -> Declared:
    """What the page declares and may be believed of.

    >>> from qaclean.html.render import read_html
    >>> ld = '{"@type": "QAPage", "mainEntity": {"@type": "Question", "name": "Why?", "acceptedAnswer": {"@type": "Answer", "text": "So.",}}}'
    >>> declared = read_declared(read_html(f"<script type=application/ld+json>{ld}</script><p>Why?<p>So.").layout)
    >>> declared.kind, declared.questions[0].name, declared.questions[0].answers[0].accepted
    ('qa', 'Why?', True)
    """
    found = [row for items in declared_items(layout) for row in read_items(items, reference)]
    if not found:
        return _NOTHING
    text = "\n".join(layout.lines).casefold()
    known = _words_of(text) if any(any(row.texts()) for row in found) else frozenset()
    shares = [shown_share(row, text, known) for row in found]
    rows = [row for row, share in zip(found, shares, strict=True) if share >= SHOWN or _could_be(row, layout, text)]
    if not rows:
        return _NOTHING
    best = max(range(len(found)), key=lambda i: (found[i] in rows, *_worth(found[i], shares[i])))
    return _filled(found[best], [row for row in rows if row is not found[best]])


def _words_of(text: str) -> frozenset[str]:
    """All words of a page; lines of ASCII give them up without a pattern, which is twice as fast, and shorter ones with them, which nobody asks for."""
    rows: tuple[list[str], list[str]] = ([], [])
    for line in text.split("\n"):
        rows[line.isascii()].append(line)
    others, plain = map("\n".join, rows)
    return frozenset(plain.translate(_LETTERS).split()).union(_WORD.findall(others))


def shown_share(declared: Declared, text: str, known: frozenset[str] = frozenset()) -> float:
    """The share of the words of its steps, questions and answers that stand in a text (in lower case), of which some words are `known`; 1.0 where it has none."""
    words = {word for told in declared.texts() for word in _WORD.findall(told.casefold())}
    if not words:
        return 1.0
    shown = words & known  # nearly all of them; the others may stand inside of longer ones
    return (len(shown) + sum(word in text for word in words - shown)) / len(words)


def _worth(declared: Declared, share: float) -> tuple[bool, bool, int]:
    """What makes one declaration better than another; the first of two alike is taken."""
    return share >= SHOWN, declared.kind == "howto", round(share * sum(1 for _ in declared.texts()))


def _could_be(declared: Declared, layout: Layout, text: str) -> bool:
    """Whether a declaration that the page does not show may be of this page: in its language, and its name stands on it."""
    told = " ".join(declared.texts())[:SAMPLE]
    longest = sorted(layout.lines, key=len, reverse=True)[:5]
    spoken = language_of(" ".join(longest)[:SAMPLE], layout.head.language)
    meant = language_of(told)
    if meant is not None and spoken is not None and meant.partition("-")[0] != spoken.partition("-")[0]:
        return False
    name = _SOLID.sub("", declared.title).casefold()
    return not name or name in _SOLID.sub("", text)


def _filled(declared: Declared, others: Sequence[Declared]) -> Declared:
    """The declaration with what it does not say as the others say it."""
    for other in others:
        declared = declared._replace(
            breadcrumb=declared.breadcrumb or other.breadcrumb,
            names=tuple(dict.fromkeys((*declared.names, *other.names))),
            author=declared.author or other.author,
            published=declared.published or other.published,
        )
    return declared
