"""Repeated records of an HTML page: the sets of elements that are its posts, answers or comments.

A site's templates give every post the same element with the same class word, whatever the site: elements that share tag and
class word (or an id without its digits), and do not stand in each other, are a candidate set. Candidates are compared by how much of the page's own
text they hold, whether each member carries a date and a person, and what the word says (vocabulary in `rules/layout.toml`).
No profile, no host name.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from itertools import accumulate, islice
from typing import Any

from qaclean.freed import remembered
from qaclean.limits import REMEMBERED_NAMES
from qaclean.patterns import compile_at_once
from qaclean.posts.article_above import stands_below_article
from qaclean.posts.class_words import comment_words, is_of_person, leads_to_person, says_posts, sets_of
from qaclean.posts.element_sets import DECLARED, EACH, POSTS, RepeatedElements, Sums
from qaclean.posts.named_answers import with_answers
from qaclean.posts.placed_names import placed_names
from qaclean.posts.talk_signs import are_talk
from qaclean.posts.widened_elements import widened
from qaclean.segments.document import fold
from qaclean.segments.layout import Layout
from qaclean.text.dates import names_a_date
from qaclean.text.titles import asks, title_kind

__all__ = ["RepeatedElements", "find_repeated_elements", "is_declared_article"]

MIN_TEXT = 60  # code points outside links that a set must hold
TALK = 2.0  # what it counts that each member has a button to answer it, or its floor
LOOKED_AT = 6  # members whose inside is looked at
FEWEST_BELOW = 3  # posts below an opening one that has no date of its own
MAX_CANDIDATES = 12  # sets that are looked at closely
_ITEMS = frozenset(("answer", "discussionforumposting", "comment", "socialmediaposting"))
ARTICLE = 900  # code points of running text above comments that make an article
ARTICLE_LINES = 8  # ... and lines
_ARTICLES = frozenset(
    ("Article", "NewsArticle", "BlogPosting", "ReportageNewsArticle", "TechArticle", "AnalysisNewsArticle", "Report")
)
_ARTICLE_TYPES = frozenset(("article", "news", "blog", "newsarticle"))
_TYPES = compile_at_once(r'"@type"\s{0,9}:\s{0,9}\[?\s{0,9}"([A-Za-z]{1,40})"')
_BESIDE_EACH_OTHER = frozenset(("article", "li", "tr", "dl"))  # records by their parent alone
_SAY_WHO = ("a", "span", "div", "cite", "strong", "b", "p", "h3", "h4", "h5", "td", "dt", "li", "img", "em")
MAX_ELEMENTS = 400  # elements of a member that are looked at


def find_repeated_elements(layout: Layout) -> list[RepeatedElements]:
    """The candidate sets of a page, best first; linear in its elements.

    >>> from qaclean.html.render import read_html
    >>> post = "<div class=post><b>a</b> 2020-01-02<p>{}</div>"
    >>> page = read_html("".join(post.format(t * 30) for t in ("先断电。", "再换灯。", "谢谢你。")))
    >>> [(repeat.word, len(repeat.nodes)) for repeat in find_repeated_elements(page.layout)][:1]
    [('post', 3)]
    """
    declared = _declared(layout)
    if declared is not None:
        below = declared.word in comment_words() and _is_below_article(layout, _sums_of(layout), declared)
        return [declared._replace(below_article=below)]
    sums = _sums_of(layout)
    whole = max(sums.own[-1], 1)
    words: dict[tuple[int, ...], str] = {}
    for (tag, word), nodes in _candidates(layout).items():
        if len(nodes) > 1:
            known = words.get(tuple(nodes))
            if known is None or says_posts(word) > says_posts(
                known
            ):  # one set under several names: the one that says most
                words[tuple(nodes)] = word or tag
    sets = []
    for members, word in words.items():
        held = sum(sums.own[layout.nodes.lasts[n]] - sums.own[layout.nodes.firsts[n]] for n in members)
        if held >= MIN_TEXT:
            sets.append((held / whole, word, members))
    sets.sort(key=lambda row: (-row[0] - 0.2 * says_posts(row[1]), row[2]))
    judge = _Judge(layout, sums)
    found = [judge.judged(nodes, word) for _, word, nodes in sets[:MAX_CANDIDATES]]
    found.sort(key=lambda repeat: (-repeat.score, repeat.nodes))
    if found and says_posts(found[0].word) > 0 and (wider := widened(layout, found[0].nodes)):
        found[0] = judge.judged(wider, found[0].word)
    if found and found[0].is_posts and _is_below_article(layout, sums, found[0]):
        found[0] = found[0]._replace(below_article=True)
    found = with_answers(layout, sums, found)
    if found and (found[0].is_posts or found[0].below_article):
        return found
    return _with_talk(judge, found)


def is_declared_article(layout: Layout) -> bool:
    """Whether the page says of itself (Open Graph, JSON-LD) that it is an article."""
    if layout.head.meta.get("og:type", "").lower() in _ARTICLE_TYPES:
        return True
    return any(kind in _ARTICLES for text in layout.head.json_ld for kind in _TYPES.findall(text))


def _is_below_article(layout: Layout, sums: Sums, repeat: RepeatedElements) -> bool:
    """Whether the records are comments on an article: it says so of itself, or it is longer than what they say."""
    if not comment_words() & set(re.split(r"[-_#]+", repeat.word)):
        return False
    said = is_declared_article(layout)
    if not said and layout.head.meta.get("og:type", "").lower() == "website":
        return False
    if stands_below_article(layout, repeat.nodes, sums.prose):
        return True
    first = layout.nodes.firsts[repeat.nodes[0]]
    lead, lines = sums.prose[first], sums.running[first]
    inside = sum(sums.prose[layout.nodes.lasts[n]] - sums.prose[layout.nodes.firsts[n]] for n in repeat.nodes)
    return lines >= ARTICLE_LINES and lead >= ARTICLE and lead >= (0.3 if said else 0.5) * inside


def _declared(layout: Layout) -> RepeatedElements | None:
    """The posts that the page itself declares as schema.org items: the question and its answers, or a thread's posts."""
    if not layout.declares:
        return None
    found: dict[str, list[int]] = {}
    ends: dict[str, int] = {}
    for index, element in enumerate(layout.nodes.elements):
        kind = (element.get("itemtype") or "").rpartition("/")[2].lower()
        if kind in _ITEMS and layout.nodes.lasts[index] > layout.nodes.firsts[index] >= ends.get(kind, 0):
            found.setdefault(kind, []).append(index)
            ends[kind] = layout.nodes.lasts[index]
    answers = found.get("answer", [])
    if answers:
        return RepeatedElements(tuple(answers), "answer", DECLARED, 1.0, 1.0)
    for kind in ("discussionforumposting", "comment", "socialmediaposting"):
        if len(found.get(kind, ())) > 1:
            return RepeatedElements(tuple(found[kind]), kind, DECLARED, 1.0, 1.0)
    return None


def _candidates(layout: Layout) -> dict[tuple[str, str], list[int]]:
    """The nodes of each tag and class word, or of one parent, that do not stand in each other."""
    nodes = layout.nodes
    lasts = nodes.lasts
    sets: dict[tuple[str, str], list[int]] = {}
    for index, (tag, names, first, last) in enumerate(zip(nodes.tags, nodes.names, nodes.firsts, lasts, strict=True)):
        if last <= first:
            continue
        keys = sets_of(tag, names) if names else ()
        if "-" in tag:
            keys = (*keys, (tag, tag))  # a custom element is named by its tag
        if tag in _BESIDE_EACH_OTHER:
            keys = (*keys, (tag, f"@{nodes.parents[index]}"))
        for key in keys:
            known = sets.get(key)
            if known is None:
                sets[key] = [index]
            elif first >= lasts[known[-1]]:
                known.append(index)
    return sets


def _sums_of(layout: Layout) -> Sums:
    lines = layout.lines
    solid = [len(line) for line in lines]
    own = [max(length - origin.link, 0) for length, origin in zip(solid, layout.origins, strict=True)]
    running = [int(length - origin.link > 40) for length, origin in zip(solid, layout.origins, strict=True)]
    prose = [length if run else 0 for length, run in zip(solid, running, strict=True)]
    return Sums(*(list(accumulate(row, initial=0)) for row in (solid, own, running, prose)))


class _Judge:
    """Judges the candidate sets of a page; members that several have are looked at once."""

    def __init__(self, layout: Layout, sums: Sums) -> None:
        self.layout, self.sums = layout, sums
        self._known: dict[int, tuple[bool, bool]] = {}

    def _shown_in(self, node: int) -> tuple[bool, bool]:
        """Whether a member carries a date, and names a person."""
        known = self._known.get(node)
        if known is None:
            first, last = self.layout.nodes.firsts[node], self.layout.nodes.lasts[node]
            short = [line for line in self.layout.lines[first : min(last, first + 40)] if len(line) < 100]
            element = self.layout.nodes.elements[node]
            custom = "-" in self.layout.nodes.tags[node]  # a custom element may say it by its attributes alone
            dated = any(map(_is_dated, short)) or (custom and element.get("created") is not None)
            known = self._known[node] = (
                dated,
                _names_a_person(element) or (custom and element.get("author") is not None),
            )
        return known

    def is_dated(self, node: int) -> bool:
        """Whether a member carries a date."""
        return self._shown_in(node)[0]

    def judged(self, nodes: Sequence[int], word: str) -> RepeatedElements:
        """The set, with its score."""
        firsts, lasts, sums = self.layout.nodes.firsts, self.layout.nodes.lasts, self.sums
        members = [*nodes[: LOOKED_AT - 1], nodes[-1]] if len(nodes) > LOOKED_AT else nodes
        count = len(members)
        dated, persons = (sum(column) for column in zip(*map(self._shown_in, members), strict=True))
        running = sum(sums.running[lasts[node]] > sums.running[firsts[node]] for node in members)
        solid = sum(sums.solid[lasts[n]] - sums.solid[firsts[n]] for n in nodes)
        own = sum(sums.own[lasts[n]] - sums.own[firsts[n]] for n in nodes)
        links = 1 - own / max(solid, 1)
        score = (
            4 * own / max(sums.own[-1], 1)
            + 0.5 * math.log(min(len(nodes), 30))
            + 1.5 * dated / count
            + 1.5 * persons / count
            + 1.5 * running / count
            - 3 * links
            + 1.5 * says_posts(word)
            - (1.5 if len(nodes) == 2 else 0)
        )
        return RepeatedElements(tuple(nodes), word, score, dated / count, persons / count)


def _with_talk(judge: _Judge, found: list[RepeatedElements]) -> list[RepeatedElements]:
    """The sets, of which those first that show what posts to each other show, where none is known to be posts otherwise. Below a text that is longer than
    they are, on a page that does not call itself a thread, they are comments. An opening post may have its date elsewhere."""
    talk, layout, sums = [], judge.layout, judge.sums
    for row in found[:LOOKED_AT]:
        if row.dated < 1.0 and len(row.nodes) > FEWEST_BELOW and not judge.is_dated(row.nodes[0]):
            row = judge.judged(row.nodes[1:], row.word)
        elements = [layout.nodes.elements[node] for node in row.nodes]
        if row.dated == 1.0 and row.score + TALK >= POSTS and are_talk(elements):
            named = 1.0 if row.named < EACH and all(placed_names(elements)) else row.named
            told = row._replace(score=row.score + TALK + 1.5 * (named - row.named), named=named)
            if told.is_posts:
                talk.append(told)
    talk.sort(key=lambda row: (-row.score, row.nodes))
    if talk and _stand_below_text(layout, sums, talk[0]):
        talk[0] = talk[0]._replace(below_article=True)
    return [*talk, *(row for row in found if all(row.nodes != other.nodes for other in talk))]


def _stand_below_text(layout: Layout, sums: Sums, repeat: RepeatedElements) -> bool:
    if title_kind(layout.head.title) in ("qa", "thread") or asks(fold(layout.head.title)):
        return False
    inside = sum(sums.prose[layout.nodes.lasts[n]] - sums.prose[layout.nodes.firsts[n]] for n in repeat.nodes)
    above = sums.prose[layout.nodes.firsts[repeat.nodes[0]]]
    return above >= max(inside, MIN_TEXT) or _is_below_article(layout, sums, repeat)


def _names_a_person(element: Any) -> bool:
    """Does a member hold a link or a class that names its author?"""
    for inner in islice(element.iter(*_SAY_WHO), MAX_ELEMENTS + 1):
        keys = inner.keys()  # most elements have a class alone, or nothing
        if "class" in keys and (names := inner.get("class")) and is_of_person(names):
            return True
        if "itemprop" in keys and (says := inner.get("itemprop")) and is_of_person(says):
            return True
        if "rel" in keys and (leads := inner.get("rel")) and is_of_person(leads):
            return True
        if "href" in keys and inner.tag == "a" and leads_to_person(inner.get("href")[:200]):
            return True
    return False


@remembered(REMEMBERED_NAMES)
def _is_dated(line: str) -> bool:
    """`names_a_date` of a short line: candidates hold each other's lines."""
    return names_a_date(line)
