"""Repeated records of an HTML page: the sets of elements that are its posts, answers or comments.

A site's templates give every post the same element with the same class word, whatever the site: elements that share tag and
class word (or an id without its digits), and do not stand in each other, are a candidate set. Candidates are compared by how much of the page's own
text they hold, whether each member carries a date and a person, and what the word says (vocabulary in `rules/layout.toml`).
No profile, no host name.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate
from typing import Any, NamedTuple

from qaclean.limits import REMEMBERED_NAMES
from qaclean.patterns import compile_at_once
from qaclean.posts.answer_sections import AnswerSections, answer_sections
from qaclean.posts.article_above import stands_below_article
from qaclean.posts.class_words import comment_words, is_of_person, leads_to_person, name_words, says_posts, sets_of
from qaclean.posts.widened_elements import widened
from qaclean.segments.document import fold
from qaclean.segments.layout import Layout
from qaclean.text.dates import names_a_date
from qaclean.text.titles import asks

__all__ = ["RepeatedElements", "find_repeated_elements", "is_declared_article"]

MIN_TEXT = 60  # code points outside links that a set must hold
LOOKED_AT = 6  # members whose inside is looked at
MAX_CANDIDATES = 12  # sets that are looked at closely
POSTS = 6.0  # score from which a set is posts: of 113 forum pages the best set of two had less
DECLARED = 12.0  # the score of a set that microdata declares
_ITEMS = frozenset(("answer", "discussionforumposting", "comment", "socialmediaposting"))
EACH = 0.9  # share of the members with a date and a person, where the word says nothing
PLAIN_POSTS = 4.0  # ... where its word says posts and each member has a date and a person: a thread with one reply
ARTICLE = 900  # code points of running text above comments that make an article
ARTICLE_LINES = 8  # ... and lines
_ARTICLES = frozenset(
    ("Article", "NewsArticle", "BlogPosting", "ReportageNewsArticle", "TechArticle", "AnalysisNewsArticle", "Report")
)
_ARTICLE_TYPES = frozenset(("article", "news", "blog", "newsarticle"))
_TYPES = compile_at_once(r'"@type"\s{0,9}:\s{0,9}\[?\s{0,9}"([A-Za-z]{1,40})"')
_ANSWER_NAMES = frozenset(
    (
        *("answer", "answer-item", "answeritem", "answer_item", "answer-box"),
        *("best-answer", "bestanswer", "best_answer", "accepted-answer"),
    )
)
_QUESTION_NAMES = frozenset(("question", "ask", "faq-question", "question-item", "q"))
_RECORDS = frozenset(("div", "li", "article", "section", "dl", "dd", "td", "tr"))
_BESIDE_EACH_OTHER = frozenset(("article", "li", "tr", "dl"))  # records by their parent alone
_FURNITURE = compile_at_once(r"related|recommend|similar|sidebar|hot-|-hot|relate")
MIN_ANSWER = 4  # code points outside links of an answer
MIN_ANSWERED = 0.1  # of a page's text outside links stands in its answers
_SAY_WHO = ("a", "span", "div", "cite", "strong", "b", "p", "h3", "h4", "h5", "td", "dt", "li", "img", "em")
MAX_ELEMENTS = 400  # elements of a member that are looked at


class RepeatedElements(NamedTuple):
    """A set of repeated elements: indexes of `Layout.nodes`, the word they share, the score of the set.

    `dated` and `named` are the shares of its members that carry a date and name a person; `below_article` where they are the comments
    under an article; `accepted` are the nodes that a heading above calls accepted.
    """

    nodes: tuple[int, ...]
    word: str
    score: float
    dated: float = 0.0
    named: float = 0.0
    below_article: bool = False
    accepted: tuple[int, ...] = ()

    @property
    def is_posts(self) -> bool:
        """Whether the set is what people posted to each other, and no list of teasers, no parts of an article, no comments on one."""
        if self.below_article:
            return False
        if self.score >= POSTS:
            return max(self.dated, self.named) >= 0.5 and (
                says_posts(self.word) > 0 or min(self.dated, self.named) >= EACH or self.score >= DECLARED
            )
        return self.score >= PLAIN_POSTS and self.named == 1.0 == self.dated and says_posts(self.word) > 0


class _Sums(NamedTuple):
    """Running sums over lines: code points, those outside links, lines of running text, code points in those."""

    solid: list[int]
    own: list[int]
    running: list[int]
    prose: list[int]


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
        return [declared]
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
    return _with_answers(layout, sums, found)


def _with_answers(layout: Layout, sums: _Sums, found: list[RepeatedElements]) -> list[RepeatedElements]:
    """The sets with the answers before them that names of the template or headings tell, where these say more."""
    if found and found[0].below_article:
        named = _named_answers(layout, sums)
        return [named, *found] if named is not None else found
    best = found[0] if found and found[0].is_posts else _named_answers(layout, sums)
    sections = answer_sections(layout, sums.own)
    if sections is not None:
        best = _in_sections(layout, sections, best)
    if best is not None and not (found and best is found[0]):
        return [best, *(row for row in found if row.nodes != best.nodes)]
    return found


def _in_sections(layout: Layout, sections: AnswerSections, best: RepeatedElements | None) -> RepeatedElements:
    """The answers below headings, where they are more than the best set and hold it; else that, with what the headings say of it."""
    if best is None:
        return RepeatedElements(sections.nodes, "answer", DECLARED, 1.0, 1.0, accepted=sections.accepted)
    firsts, lasts = layout.nodes.firsts, layout.nodes.lasts

    def holds(outer: int, inner: int) -> bool:
        return firsts[outer] <= firsts[inner] and lasts[inner] <= lasts[outer]

    if len(sections.nodes) > len(best.nodes) and all(any(holds(a, n) for a in sections.nodes) for n in best.nodes):
        return RepeatedElements(sections.nodes, "answer", DECLARED, 1.0, 1.0, accepted=sections.accepted)
    accepted = (n for n in best.nodes if any(holds(a, n) or holds(n, a) for a in sections.accepted))
    return best._replace(accepted=tuple(accepted))


def _named_answers(layout: Layout, sums: _Sums) -> RepeatedElements | None:
    """The answers that a template names so, one alone too, where the page asks and they hold much of what it says."""
    nodes = layout.nodes
    answers: list[int] = []
    asked: list[int] = []
    end = 0
    for index, names in enumerate(nodes.names):
        first, last = nodes.firsts[index], nodes.lasts[index]
        if last <= first or not names:
            continue
        named = "answer" in names and not _ANSWER_NAMES.isdisjoint(name_words(names))
        if named and first >= end and nodes.tags[index] in _RECORDS:
            if sums.own[last] - sums.own[first] >= MIN_ANSWER and not _in_furniture(layout, index):
                answers.append(index)
                end = last
        elif "ask" in names or "question" in names:
            asked.append(index)
    if not answers:
        return None
    top, bottom = nodes.firsts[answers[0]], nodes.lasts[answers[-1]]
    inside = [(nodes.firsts[a], nodes.lasts[a]) for a in answers]
    starts = [a for a, _ in inside]

    def between(line: int) -> bool:
        return top <= line < bottom and line >= inside[bisect_right(starts, line) - 1][1]

    pairs = any(between(nodes.firsts[n]) and not _QUESTION_NAMES.isdisjoint(name_words(nodes.names[n])) for n in asked)
    if pairs or not (any(nodes.lasts[n] <= top for n in asked) or asks(fold(layout.head.title))):
        return None  # pairs of question and answer, or an answer to nothing
    held = sum(sums.own[b] - sums.own[a] for a, b in inside)
    if held < MIN_ANSWERED * sums.own[-1]:
        return None
    return RepeatedElements(tuple(answers), "answer", DECLARED, 1.0, 1.0)


def _in_furniture(layout: Layout, index: int) -> bool:
    """Whether an element stands in a form or in a part of the page that names itself furniture."""
    above = layout.nodes.parents[index]
    while above >= 0:
        if layout.nodes.tags[above] in ("form", "aside", "nav", "footer") or any(
            _FURNITURE.search(word) for word in name_words(layout.nodes.names[above])
        ):
            return True
        above = layout.nodes.parents[above]
    return False


def is_declared_article(layout: Layout) -> bool:
    """Whether the page says of itself (Open Graph, JSON-LD) that it is an article."""
    if layout.head.meta.get("og:type", "").lower() in _ARTICLE_TYPES:
        return True
    return any(kind in _ARTICLES for text in layout.head.json_ld for kind in _TYPES.findall(text))


def _is_below_article(layout: Layout, sums: _Sums, repeat: RepeatedElements) -> bool:
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
        if tag in _BESIDE_EACH_OTHER:
            keys = (*keys, (tag, f"@{nodes.parents[index]}"))
        for key in keys:
            known = sets.get(key)
            if known is None:
                sets[key] = [index]
            elif first >= lasts[known[-1]]:
                known.append(index)
    return sets


def _sums_of(layout: Layout) -> _Sums:
    lines = layout.lines
    solid = [len(line) for line in lines]
    own = [max(length - origin.link, 0) for length, origin in zip(solid, layout.origins, strict=True)]
    running = [int(length - origin.link > 40) for length, origin in zip(solid, layout.origins, strict=True)]
    prose = [length if run else 0 for length, run in zip(solid, running, strict=True)]
    return _Sums(*(list(accumulate(row, initial=0)) for row in (solid, own, running, prose)))


class _Judge:
    """Judges the candidate sets of a page; members that several have are looked at once."""

    def __init__(self, layout: Layout, sums: _Sums) -> None:
        self.layout, self.sums = layout, sums
        self._known: dict[int, tuple[bool, bool]] = {}

    def _shown_in(self, node: int) -> tuple[bool, bool]:
        """Whether a member carries a date, and names a person."""
        known = self._known.get(node)
        if known is None:
            first, last = self.layout.nodes.firsts[node], self.layout.nodes.lasts[node]
            short = [line for line in self.layout.lines[first : min(last, first + 40)] if len(line) < 100]
            dated = any(map(_is_dated, short))
            known = self._known[node] = dated, _names_a_person(self.layout.nodes.elements[node])
        return known

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


def _names_a_person(element: Any) -> bool:
    """Does a member hold a link or a class that names its author?"""
    for count, inner in enumerate(element.iter(*_SAY_WHO)):
        if count > MAX_ELEMENTS:
            return False
        get = inner.get
        if (names := get("class")) and is_of_person(names):
            return True
        if (says := get("itemprop")) and is_of_person(says):
            return True
        if (leads := get("rel")) and is_of_person(leads):
            return True
        if inner.tag == "a" and (address := get("href")) and leads_to_person(address[:200]):
            return True
    return False


@lru_cache(maxsize=REMEMBERED_NAMES)
def _is_dated(line: str) -> bool:
    """`names_a_date` of a short line: candidates hold each other's lines."""
    return names_a_date(line)
