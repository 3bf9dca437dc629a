"""Quotes in a text without elements: what a post says of another again, below the head of the quote or word for word; lines marked with `>`.

How far a quote goes is never guessed. Proof is the button below it, its indentation, or an earlier post that says the same; without proof
the lines stay the author's own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from qaclean.patterns import compile_at_once
from qaclean.posts.model import Range, Thread, ranges_of
from qaclean.posts.quote_heads import MAX_LINE, QuoteHead, find_head, quote_words, told_inside
from qaclean.segments.columns import held_pieces
from qaclean.segments.document import Document
from qaclean.segments.signals import Evidence
from qaclean.text.quote_marks import is_told

__all__ = ["Quote", "find_quotes", "with_quoted_words", "with_quotes"]

MIN_INSIDE = 12  # code points of a line that another may hold; a shorter one must be a line of its own there
MIN_ALONE = 40  # code points that are said again without a head
ABOVE = 5  # lines above a post's own that may be the head of its quote
OF_SEVERAL = (
    2  # posts of a page that say a line that is quoted without a head: one of more is the template's or a signature
)
MAX_POSTS = 400
_SPACE = compile_at_once(r"\s{2,}|[\t\n\r\f\v\x1c-\x1f\x85]")
_OPENS, _CLOSES = "[quote", "[/quote]"
_CUT = ".\u2026 ()[]"


class Quote(NamedTuple):
    """The pieces of a quote's head (none where `head` is empty) and of the quoted words, `[first, last)` of each; the button below them, or -1;
    and the number of the post it stands in, 0 for the question's, or -1."""

    head: Range
    words: Range
    button: int = -1
    post: int = -1

    def told(self) -> list[int]:
        """The pieces that tell of the quote and are none of its words."""
        return [*range(*self.head), *([self.button] if self.button >= 0 else [])]


class _Told(NamedTuple):
    """What a post says: its lines, and all of them as one."""

    lines: frozenset[str]
    whole: str


class _Page:
    """The lines of a page's posts: `owner` of each line, what each post says, and who wrote the posts."""

    def __init__(self, document: Document, evidence: Sequence[Evidence], thread: Thread) -> None:
        self.pieces = document.pieces
        self.lines = [_SPACE.sub(" ", seen.text).strip() for seen in evidence]
        self.lower = [line[: MAX_LINE + 1].lower() for line in self.lines]
        posts = (thread.question, *thread.posts)
        self.rows = [[i for first, last in post.all_ranges() for i in range(first, last)] for post in posts]
        self.spans = _spans(self.rows)
        self.authors = [(post.fields.author or "").lower() for post in posts]
        self.names = frozenset(name for name in self.authors if len(name) > 1)
        self._told: dict[int, _Told] = {}

    def told(self, post: int) -> _Told:
        if post not in self._told:
            lines = [self.lines[i] for i in self.rows[post]]
            self._told[post] = _Told(frozenset(lines), " ".join(lines))
        return self._told[post]

    def by_two(self, posts: Sequence[int]) -> bool:
        """Whether two posts are not known to be of one author: what he says again may be his signature."""
        first, second = posts
        return first != second and not self.authors[first] == self.authors[second] != ""

    def says(self, post: int, line: str) -> bool:
        """Whether a post says a line, or what stands between the dots at its ends."""
        told = self.told(post)
        bare = line.strip(_CUT)
        return line in told.lines or (len(bare) >= MIN_INSIDE and bare in told.whole)


def find_quotes(document: Document, evidence: Sequence[Evidence], thread: Thread) -> list[Quote]:
    """The quotes in the posts of a thread, in order."""
    page = _Page(document, evidence, thread)
    again = _said_again(page)
    found: list[Quote] = []
    for post, span in enumerate(page.spans[:MAX_POSTS]):
        found += [quote._replace(post=post) for quote in _quotes_of(page, post, span, again)]
    return sorted(found)


def _spans(rows: Sequence[Sequence[int]]) -> list[Range]:
    """The lines of each post from the first to behind the last, with those above that may be the head of a quote it begins with, and
    what was taken for the template's between its own."""
    spans: list[Range] = []
    last = 0
    for own in rows:
        low = max(last, own[0] - ABOVE) if own else last
        last = max(last, own[-1] + 1) if own else last
        spans.append((low, last))
    return spans


def _said_again(page: _Page) -> dict[int, int]:
    """The long lines of prose that one other post said before, each with that post."""
    by: dict[str, list[int]] = {}
    for post, rows in enumerate(page.rows):
        for i in rows:
            line = page.lines[i]
            if len(line) >= MIN_ALONE and not page.pieces[i].code:
                by.setdefault(line, []).append(post)
    shared = {
        line: posts[0]
        for line, posts in by.items()
        if len(posts) == OF_SEVERAL and page.by_two(posts) and is_told(line)
    }
    return {
        i: shared[page.lines[i]]
        for post, rows in enumerate(page.rows)
        for i in rows
        if shared and shared.get(page.lines[i], post) != post
    }


def _quotes_of(page: _Page, post: int, span: Range, again: dict[int, int]) -> Iterator[Quote]:
    low, high = span
    at = low
    while at < high:
        head = find_head(page.lower, at, low, high, page.names)
        quote = None
        if head is not None:
            quote = _below(page, post, head, high)
        elif page.lower[at].rstrip(" :") in page.names:
            quote = _named(page, post, at, high)
        elif told_inside(page.lower[at]) or told_inside(page.lines[at][:MAX_LINE]):
            quote = _glued(page, post, at, high)
        elif _ends(page.lower[at], raw=False):
            quote = _above(page, post, low, at)
        if quote is None and at in again:
            quote = _alone(page, post, (at, high), again, low)
        if quote is not None and quote.words[1] > at:
            yield quote
            at = quote.words[1]
            low = at
        else:
            at += 1


def _ends(line: str, raw: bool) -> bool:
    """Whether a line (lower case) is the button below a quote, or of a quote left in the board's own markup (`raw`) the mark of its end."""
    return line.startswith(_CLOSES) if raw else line.rstrip("\u2026. ") in quote_words().ends


def _below(page: _Page, post: int, head: QuoteHead, high: int) -> Quote | None:
    """The quote below a head: up to its button, or as far as an earlier post says it, or as it is indented."""
    start = head.last
    raw = page.lower[head.first].startswith(_OPENS)
    end = next((i for i in range(start, high) if _ends(page.lower[i], raw)), -1)
    if end > start and not _has_head(page, start, end, high):
        return Quote((head.first, start), (start, end), end)
    last = _as_said(page, post, start, high)
    last = last if last > start else _indented(page, head, high)
    return Quote((head.first, start), (start, last)) if last > start else None


def _named(page: _Page, post: int, at: int, high: int) -> Quote | None:
    """The quote below the name of its author and a colon, as far as one of his posts says it."""
    alone = page.lower[at][-1:] != ":"
    start = at + 1 + alone
    if start >= high or (alone and page.lines[at + 1] != ":"):
        return None
    name = page.lower[at].rstrip(" :")
    by = [n for n in range(post) if page.authors[n] == name and page.says(n, page.lines[start])]
    last = max((_extent(page, n, start, high) for n in by), default=start)
    return Quote((at, start), (start, last)) if last > start else None


def _has_head(page: _Page, start: int, end: int, high: int) -> bool:
    """Whether the head of another quote stands between a head and a button: then this one had no button."""
    return any(
        (head := find_head(page.lower, i, start, high, page.names)) is not None and head.sure for i in range(start, end)
    )


def _as_said(page: _Page, post: int, start: int, high: int) -> int:
    """The row behind the lines from `start` on that one earlier post says, the one that says most of them; `start` where none does.

    Heads of other quotes may stand before these lines, where the quoted words begin with a quote themselves.
    """
    first = start
    while first < high and (head := find_head(page.lower, first, start, high, page.names)) is not None:
        first = max(head.last, first + 1)
    best = start
    for earlier in range(post - 1, -1, -1):
        if first < high and page.says(earlier, page.lines[first]):
            best = max(best, _extent(page, earlier, first, high))
    return best


def _extent(page: _Page, earlier: int, start: int, high: int) -> int:
    """The row behind the lines that one post says without a break."""
    last = start
    while last < high and page.says(earlier, page.lines[last]):
        last += 1
    return last


def _indented(page: _Page, head: QuoteHead, high: int) -> int:
    """The row behind the lines below a head that are indented like it, where the author's own words below stand further left."""
    indent = page.pieces[head.first].indent
    for i in range(head.last, high):
        if page.pieces[i].indent < indent:
            return i if page.pieces[i].indent + 1 < indent or i > head.last else head.last
    return head.last


def _glued(page: _Page, post: int, at: int, high: int) -> Quote | None:
    """The quote whose first words stand on the line of its head."""
    line = page.lines[at]
    cut = told_inside(line)
    rest = line[cut:].rstrip(_CUT)
    for earlier in range(post - 1, -1, -1):
        if rest in page.told(earlier).lines or (len(rest) >= MIN_INSIDE and rest in page.told(earlier).whole):
            return Quote((at, at), (at, max(at + 1, _extent(page, earlier, at + 1, high))))
    return None


def _above(page: _Page, post: int, low: int, end: int) -> Quote | None:
    """The quote above its button that has no head: the lines that one earlier post says."""
    best = end
    for earlier in range(post - 1, -1, -1):
        first = end
        while first > low and page.says(earlier, page.lines[first - 1]):
            first -= 1
        best = min(best, first)
    return Quote((best, best), (best, end), end) if best < end else None


def _alone(page: _Page, post: int, span: Range, again: dict[int, int], low: int) -> Quote | None:
    """The lines that an earlier post says word for word, with the author's own words below; the name of its author may stand above."""
    start, high = span
    earlier = again[start]
    last = start
    while last < high and page.lines[last] in page.told(earlier).lines:
        last += 1
    if last == high:  # a post said twice, or a signature
        return None
    first = start
    while first > low and len(page.lines[first - 1]) > 1 and page.lines[first - 1] in page.told(earlier).lines:
        first -= 1
    named = first > low and page.lower[first - 1].strip(" :@\u2191") in page.names
    return Quote((first - named, first), (first, last))


def with_quotes(document: Document, quotes: Sequence[Quote]) -> Document:
    """The document, whose pieces know which quote they are words of, counted from 1.

    >>> from qaclean.segments.lines import read_text
    >>> [piece.quote for piece in with_quotes(read_text("a\\nb\\nc"), [Quote((0, 1), (1, 2))]).pieces]
    [0, 1, 0]
    """
    if not quotes:
        return document
    numbers = {i: number for number, quote in enumerate(quotes, 1) for i in range(*quote.words)}
    pieces = (piece._replace(quote=numbers.get(i, piece.quote)) for i, piece in enumerate(document.pieces))
    return document._replace(pieces=held_pieces(pieces, len(document.text)))


def with_quoted_words(thread: Thread, quotes: Sequence[Quote]) -> Thread:
    """The thread, whose posts hold the words that they quote: said again on many pages, these were taken for the template's."""
    posts = [thread.question, *thread.posts]
    around, changed = set(thread.furniture.heads), False
    for quote in quotes:
        if quote.post >= 0:
            held = {i for first, last in posts[quote.post].all_ranges() for i in range(first, last)}
            if not held.issuperset(range(*quote.words)):
                own = {i for first, last in posts[quote.post].ranges for i in range(first, last)}
                posts[quote.post] = posts[quote.post]._replace(ranges=ranges_of(sorted(own | set(range(*quote.words)))))
                around, changed = around - set(range(*quote.words)), True
    if not changed:
        return thread
    furniture = thread.furniture._replace(heads=frozenset(around), buttons=thread.furniture.buttons & around)
    return thread._replace(question=posts[0], posts=posts[1:], furniture=furniture)
