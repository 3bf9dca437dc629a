"""A profile on a page: which lines are the question's, which each answer's, and the fields that its selectors read."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from itertools import islice
from typing import Any

from qaclean.posts.adverts import is_advert
from qaclean.posts.element_fields import is_accepted, read_post_fields
from qaclean.posts.mail_heads import MARK
from qaclean.posts.model import Cut, Post, PostFields, Range, Thread, settled
from qaclean.profiles import Generation, Profile, find_profile, host_of, load_profiles, named_profile
from qaclean.profiles.selectors import MarkupNames
from qaclean.segments.layout import Layout
from qaclean.text.counts import find_count
from qaclean.text.dates import read_date

__all__ = ["apply_profile", "profiled_thread"]

MAX_NAME = 60  # code points
MAX_SIGNATURE = 8  # lines of one, with the mark above it
MAX_INLINE = 2000  # different pieces of inline furniture that are looked for on a page


def apply_profile(
    layout: Layout, profile: Profile, generation: Generation, names: MarkupNames, reference: datetime | None = None
) -> Thread | None:
    """The page by the profile, or None where its selectors find nothing (the site has changed)."""
    reader = _Reader(layout, generation, names, reference)
    posts = [post for element in reader.outermost("posts") if (post := reader.post(element)) is not None]
    if posts:
        question, *answers = posts
    else:
        elements = reader.outermost("answers")
        answers = [post for element in elements if (post := reader.post(element)) is not None]
        if not answers and any(reader.range_of(element) for element in elements):
            return None  # they hold words, and none of them where this generation has them
        question = reader.question()
    if not answers and not question.ranges:
        body = reader.ranges(reader.all("body"), reader.furniture)
        if not body:
            return None
        question = Post(body)
    return Thread(
        question,
        settled(answers),
        profile.kind,
        f"profile-{generation.id}",
        exact=True,
        site=profile.site,
        title=reader.text("title"),
        cuts=reader.cuts(),
    )


def profiled_thread(
    layout: Layout, url: str | None, name: str | None, reference: datetime | None = None
) -> tuple[Thread | None, str | None]:
    """The page by a profile (`name` as in `qaclean.clean`), and the site whose profile no longer fits, where that is why there is none."""
    if name == "none" or layout.root is None:
        return None, None
    profiles = (named_profile(name),) if name else load_profiles()
    address = url or layout.head.canonical
    names = MarkupNames(layout.markup, layout.root)
    found = find_profile(layout.root, address, profiles, names)
    if found is not None:
        thread = apply_profile(layout, *found, names, reference)
        return (thread, None) if thread is not None else (None, found[0].site)
    host = host_of(address)
    known = [p for p in profiles if p.generations]  # one of rules alone knows no posts
    return None, next((p.site for p in known if name or any(host == h for h in p.hosts if host)), None)


class _Reader:
    """The selectors of a generation on one page."""

    def __init__(self, layout: Layout, generation: Generation, names: MarkupNames, reference: datetime | None) -> None:
        self.layout, self.known, self.reference, self.names = layout, generation.select, reference, names
        self.select = {f: s for f, known in self.known.items() if (s := known.within(names)) is not None}
        self.node_of = {element: index for index, element in enumerate(layout.nodes.elements)}
        self.lines = layout.lines
        self.marked = self.all("furniture")
        self.furniture = self.lines_of(self.marked)

    def all(self, field: str, root: Any = None) -> list[Any]:
        selector = self.select.get(field)
        if not selector:
            return []
        return selector.all(self.layout.root, self.names) if root is None else selector.all(root)

    def outermost(self, field: str) -> list[Any]:
        """Matches that stand in no other match."""
        found = self.all(field)
        chosen = set(found)
        return [e for e in found if not any(above in chosen for above in e.iterancestors())]

    def text(self, field: str, root: Any = None) -> str | None:
        selector = self.select.get(field)
        if not selector:
            return None
        return selector.text(self.layout.root, self.names) if root is None else selector.text(root)

    def range_of(self, element: Any) -> tuple[int, int] | None:
        node = element
        while node is not None and node not in self.node_of:
            if len(node) == 0 and not (node.text or "").strip():
                return None
            node = node.getparent()
        if node is None:
            return None
        index = self.node_of[node]
        first, last = self.layout.nodes.firsts[index], self.layout.nodes.lasts[index]
        return (first, last) if last > first else None

    def lines_of(self, elements: Iterable[Any]) -> set[int]:
        """The lines that hold nothing but these elements."""
        lines: set[int] = set()
        for element in elements:
            if element in self.node_of:
                index = self.node_of[element]
                lines.update(range(self.layout.nodes.firsts[index], self.layout.nodes.lasts[index]))
        for span, words in self.inline(elements):
            lines.update(line for first in range(*span) for line in self.run(first, span[1], words))
        return lines

    def run(self, first: int, last: int, words: str) -> range:
        """The lines from `first` on that are words together: an element that makes no block may hold line ends."""
        rest = words
        for line in range(first, last):
            if not rest.startswith(self.lines[line]):
                break
            rest = rest[len(self.lines[line]) :].lstrip()
            if not rest:
                return range(first, line + 1)
        return range(0)

    def inline(self, elements: Iterable[Any]) -> Counter[tuple[Range, str]]:
        """The elements that make no block of their own: the lines of the block around each and its words, and how many have the same."""
        found: Counter[tuple[Range, str]] = Counter()
        for element in elements:
            if element not in self.node_of and (span := self.range_of(element)) is not None:
                words = " ".join("".join(element.itertext()).split())
                if words:
                    found[span, words] += 1
        return found

    def cuts(self) -> list[Cut]:
        """Furniture inside lines: words that stand in the lines of their block no more often than as furniture."""
        cuts: list[Cut] = []
        for (span, words), count in islice(self.inline(self.marked).items(), MAX_INLINE):
            lines = [line for line in range(*span) if line not in self.furniture and words in self.lines[line]]
            places = [Cut(line, *place) for line in lines for place in _places(self.lines[line], words)]
            if len(places) <= count:
                cuts += places
        return sorted(cuts)

    def ranges(self, elements: Iterable[Any], *without: set[int]) -> list[Range]:
        """The lines of elements, merged, without others."""
        lines: set[int] = set()
        for element in elements:
            span = self.range_of(element)
            if span:
                lines.update(range(*span))
        lines.difference_update(*without)
        merged: list[Range] = []
        for line in sorted(lines):
            if merged and merged[-1][1] == line:
                merged[-1] = (merged[-1][0], line + 1)
            else:
                merged.append((line, line + 1))
        return merged

    def unsigned(self, ranges: list[Range]) -> list[Range]:
        """The lines of a post without the signature that a line of two dashes parts from it, as mails have it (RFC 3676)."""
        lines = [line for first, last in ranges for line in range(first, last)]
        end = next((line for line in lines[-MAX_SIGNATURE:] if self.lines[line].strip() == MARK), None)
        if end is None or end == lines[0]:
            return ranges
        return [(first, min(last, end)) for first, last in ranges if first < end]

    def post(self, element: Any) -> Post | None:
        bodies = self.all("answer_body", element) if "answer_body" in self.known else [element]
        followups = self.all("followups", element)
        lines = self.unsigned(self.ranges(bodies, self.furniture, self.lines_of(followups)))
        if not lines or ("answer_body" in self.select and is_advert(element, bodies)):
            return None
        taken = {line for first, last in lines for line in range(first, last)}
        comments = [
            ranges
            for f in followups
            if (ranges := self.ranges([f], self.furniture)) and not taken & set(range(*ranges[0]))
        ]
        return Post(lines, comments, self.fields(element))

    def fields(self, element: Any) -> PostFields:
        author, votes = self.text("author", element), self.text("votes", element)
        published = self.date("published", element)
        named = "author" in self.known
        if published and named and "votes" in self.known:
            seen = PostFields()
        else:
            seen = read_post_fields(element, self.reference, name=not named, date=not published)
        accepted = bool(self.all("accepted", element)) if "accepted" in self.known else is_accepted(element)
        return PostFields(
            author[:MAX_NAME] if author else (None if named else seen.author),
            published or seen.published,
            find_count(votes) if votes else (None if "votes" in self.known else seen.votes),
            accepted or None,
        )

    def date(self, field: str, root: Any = None) -> str | None:
        selector = self.select.get(field)
        if selector is None:
            return None
        for value in selector.values(self.layout.root, self.names) if root is None else selector.values(root):
            read = read_date(value[:120], reference=self.reference, short=True)
            if read:
                return read
        return None

    def question(self) -> Post:
        root = next(iter(self.all("question")), None)
        lines = self.unsigned(
            self.ranges(self.all("question_body"), self.furniture, self.lines_of(self.all("answers")))
        )
        author = self.text("question_author")
        published = self.date("question_published")
        if root is not None and not (author and published):
            seen = read_post_fields(root, self.reference, name=not author, date=not published)
            author, published = author or seen.author, published or seen.published
        return Post(lines, [], PostFields(author, published))


def _places(line: str, words: str) -> list[tuple[int, str]]:
    """Where words stand in a line, each with the colon that may stand right behind: of a label, or of whoever speaks."""
    return [(match.start(), match[0]) for match in re.finditer(rf"{re.escape(words)}(?::(?=\s|$))?", line)]
