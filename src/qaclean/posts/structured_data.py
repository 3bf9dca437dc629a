"""Structured data of an HTML page: what its declared items say of questions, answers, posts, steps and the page, as evidence.

A declaration is never content by itself: the records hold visible text alone, so each declared text is looked up in the rendered
lines (`TextIndex`), and what does not stand there counts for nothing (`believed.py` says which is taken at all). Vocabulary: schema.org's QAPage, FAQPage, Question, Answer, HowTo,
HowToStep, Recipe, DiscussionForumPosting, Comment, Article and its kinds, BreadcrumbList. Malformed JSON-LD is mended where that is
plain (comments, control characters, commas before a bracket) and skipped where it is not.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from qaclean.patterns import compile_at_once
from qaclean.posts.declared_items import Item, types_of
from qaclean.posts.json_ld import MAX_ITEMS
from qaclean.text.counts import whole_count
from qaclean.text.dates import read_date

__all__ = [
    "ARTICLES",
    "Declared",
    "DeclaredPost",
    "DeclaredQuestion",
    "read_items",
]

MAX_HOWTOS = 8  # of a page that are held against its lines
MAX_NAME = 60  # code points of a person's name
_TYPES = {
    "qapage": "qa",
    "faqpage": "faq",
    "howto": "howto",
    "recipe": "howto",
    "discussionforumposting": "thread",
    "socialmediaposting": "thread",
}
ARTICLES = frozenset(
    ("article", "newsarticle", "blogposting", "reportagenewsarticle", "techarticle", "analysisnewsarticle", "report")
)
_TAG = compile_at_once(r"<[^<>]{0,2000}>")


class DeclaredPost(NamedTuple):
    """A declared answer, reply or comment; None where it does not say."""

    text: str
    author: str | None = None
    published: str | None = None
    votes: int | None = None
    accepted: bool | None = None


class DeclaredQuestion(NamedTuple):
    """A declared question or first post with its answers or replies."""

    name: str
    post: DeclaredPost
    answers: tuple[DeclaredPost, ...]


class Declared(NamedTuple):
    """What a page declares: `kind` is qa, faq, howto, thread, article or empty; `steps` holds name and text of each step, `title` and
    `materials` are of a how-to."""

    kind: str
    questions: tuple[DeclaredQuestion, ...] = ()
    steps: tuple[tuple[str, str], ...] = ()
    breadcrumb: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    author: str | None = None
    published: str | None = None
    title: str = ""
    materials: tuple[str, ...] = ()

    def posts(self) -> Iterator[DeclaredPost]:
        """All declared posts."""
        for question in self.questions:
            yield question.post
            yield from question.answers

    def texts(self) -> Iterator[str]:
        """All declared texts of steps, materials, questions and posts."""
        for name, text in self.steps:
            yield text or name
        yield from self.materials
        if self.kind == "faq":
            yield from (question.name for question in self.questions)
        yield from (post.text for post in self.posts() if post.text)


def read_items(items: Sequence[Item], reference: datetime | None = None) -> list[Declared]:
    """What the items of one syntax say: one declaration, or one for each how-to that tells its own steps.

    >>> [row.title for row in read_items([{"@type": "Recipe", "name": name, "recipeInstructions": "Boil."} for name in ("Soup", "Broth")])]
    ['Soup', 'Broth']
    """
    by_id = {item["@id"]: item for item in items if isinstance(item.get("@id"), str) and len(item) > 1}
    reader = _Reader(by_id, reference)
    howtos = [item for item in items if _kind_of(item) == "howto" and reader.steps(item)][:MAX_HOWTOS]
    if len(howtos) < 2:
        return [reader.declared(items)]
    rest = [item for item in items if _kind_of(item) != "howto"]
    return [reader.declared([howto, *rest]) for howto in howtos]


# -- what the items say ----------------------------------------------------------------------------------------------


def _kind_of(item: Item) -> str:
    for kind in types_of(item):
        if kind in _TYPES:
            return _TYPES[kind]
        if kind in ARTICLES:
            return "article"
    return ""


def _text(value: Any) -> str:
    """The words of a value: markup out, entities read."""
    if isinstance(value, list):
        return " ".join(_text(row) for row in value[:50])
    if isinstance(value, dict):
        return _text(value.get("@value") or value.get("name") or value.get("text") or "")
    if not isinstance(value, str | int | float):
        return ""
    text = str(value)
    if "<" in text:
        text = _TAG.sub(" ", text)
    text = html.unescape(text)
    if "<" in text and _TAG.search(text):
        text = _TAG.sub(" ", text)
    return " ".join(text.split())


def _lines_of(given: str | list[str]) -> list[str]:
    """The texts of steps that are given as one text, a line each, or as several."""
    rows = (
        re.split(r"\n|<br ?/?>|</?(?:p|li|div)\b[^<>]{0,200}>", html.unescape(given))
        if isinstance(given, str)
        else given
    )
    return [words for row in rows[:MAX_ITEMS] if (words := _text(row))]


class _Reader:
    """Reads items of one page."""

    def __init__(self, by_id: dict[str, Item], reference: datetime | None) -> None:
        self.by_id, self.reference = by_id, reference

    def items(self, value: Any) -> list[Item]:
        rows = value if isinstance(value, list) else [value]
        found = []
        for row in rows[:MAX_ITEMS]:
            if isinstance(row, dict):
                found.append(
                    self.by_id.get(row["@id"], row) if set(row) == {"@id"} and isinstance(row["@id"], str) else row
                )
        return found

    def declared(self, items: Sequence[Item]) -> Declared:
        kinds = [(kind, item) for item in items if (kind := _kind_of(item))]
        crumbs = next((row for item in items if "breadcrumblist" in types_of(item) and (row := self.crumbs(item))), ())
        questions: list[DeclaredQuestion] = []
        kind = ""
        recipe = any("recipe" in types_of(item) for _, item in kinds)  # its FAQ stands below it
        for wanted in ("howto",) if recipe else ("qa", "faq", "howto", "thread", "article"):
            held = [item for k, item in kinds if k == wanted]
            if held:
                kind = wanted
                break
        if kind in ("qa", "faq", ""):
            questions = [q for item in items if "question" in types_of(item) and (q := self.question(item))]
            if kind == "qa":
                questions = sorted(questions, key=lambda q: -len(q.answers))[:1]
            elif kind == "" and len(questions) == 1 and questions[0].answers:
                kind = "qa"
            elif kind == "":
                questions = []
        elif kind == "thread":
            threads = [q for item in held if (q := self.thread(item))]
            questions = sorted(threads, key=lambda q: -len(q.answers))[:1]
            if len(threads) > 1 and not questions[0].answers:  # a post an item
                first, *rest = threads
                questions = [first._replace(answers=tuple(t.post for t in rest))]
        steps, layout = self.about(kinds) if kind not in ("qa", "thread", "") else ((), None)
        names = [_text(item.get(name)) for _, item in kinds for name in ("headline", "name")]
        names += [question.name for question in questions]
        return Declared(
            kind,
            tuple(questions),
            steps,
            crumbs,
            tuple(dict.fromkeys(name for name in names if name)),
            self.author(layout) if layout else None,
            self.date(layout) if layout else None,
            _text(layout.get("name")) if layout and _kind_of(layout) == "howto" else "",
            self.materials(layout) if layout and _kind_of(layout) == "howto" else (),
        )

    def about(self, kinds: Sequence[tuple[str, Item]]) -> tuple[tuple[tuple[str, str], ...], Item | None]:
        """The steps of the first how-to that has some, and the item that tells of the page: a how-to, else an article."""
        howtos = [item for kind, item in kinds if kind == "howto"]
        articles = [item for kind, item in kinds if kind == "article"]
        return next((rows for item in howtos if (rows := self.steps(item))), ()), next(iter([*howtos, *articles]), None)

    def crumbs(self, item: Item) -> tuple[str, ...]:
        rows = []
        for place, entry in enumerate(self.items(item.get("itemListElement"))):
            name = _text(entry.get("name")) or _text(entry.get("item") if isinstance(entry.get("item"), dict) else "")
            position = str(entry.get("position"))
            rows.append((int(position) if position.isdecimal() and len(position) < 6 else place, name))
        return tuple(name for _, name in sorted(rows, key=lambda row: row[0]) if name and len(name) <= MAX_NAME)

    def question(self, item: Item) -> DeclaredQuestion | None:
        name = _text(item.get("name")) or _text(item.get("headline"))
        post = self.post(item, item.get("text") or item.get("description"))
        accepted = [
            self.post(row, row.get("text"))._replace(accepted=True) for row in self.items(item.get("acceptedAnswer"))
        ]
        others = [self.post(row, row.get("text")) for row in self.items(item.get("suggestedAnswer"))]
        others += [self.post(row, row.get("text")) for row in self.items(item.get("answer"))]
        answers = [answer for answer in (*accepted, *others) if answer.text]
        return DeclaredQuestion(name, post, tuple(answers)) if name or post.text else None

    def thread(self, item: Item) -> DeclaredQuestion | None:
        name = _text(item.get("headline")) or _text(item.get("name"))
        post = self.post(item, item.get("articleBody") or item.get("text"))
        rows = self.items(item.get("comment"))
        todo = list(rows)
        answers: list[DeclaredPost] = []
        while todo and len(answers) < MAX_ITEMS:
            row = todo.pop(0)
            answer = self.post(row, row.get("text") or row.get("articleBody"))
            if answer.text:
                answers.append(answer)
            todo = [*self.items(row.get("comment")), *todo] if row.get("comment") else todo
        return DeclaredQuestion(name, post, tuple(answers)) if name or post.text else None

    def post(self, item: Item, text: Any) -> DeclaredPost:
        return DeclaredPost(_text(text), self.author(item), self.date(item), self.votes(item))

    def author(self, item: Item) -> str | None:
        for row in self.items(item.get("author")):
            name = _text(row.get("name"))
            if 0 < len(name) <= MAX_NAME:
                return name
        name = _text(item.get("author")) if isinstance(item.get("author"), str) else ""
        return name if 0 < len(name) <= MAX_NAME and "://" not in name else None

    def date(self, item: Item) -> str | None:
        for key in ("dateCreated", "datePublished", "uploadDate"):
            value = item.get(key)
            if isinstance(value, str) and len(value) < 60:
                read = read_date(value, reference=self.reference)
                if read:
                    return read
        return None

    def votes(self, item: Item) -> int | None:
        value = item.get("upvoteCount")
        if value is None:
            for row in self.items(item.get("interactionStatistic")):
                if "like" in str(row.get("interactionType", "")).lower():
                    value = row.get("userInteractionCount")
        return whole_count(str(value))

    def materials(self, item: Item) -> tuple[str, ...]:
        rows: list[str] = []
        for key in ("recipeIngredient", "ingredients", "ingredient", "supply"):
            given = item.get(key)
            for row in (given if isinstance(given, list) else [given])[:MAX_ITEMS]:
                rows += [words for words in (_lines_of(row) if isinstance(row, str) else [_text(row)]) if words]
        return tuple(dict.fromkeys(rows))

    def steps(self, item: Item) -> tuple[tuple[str, str], ...]:
        rows: list[tuple[str, str]] = []
        given = next(
            (item[key] for key in ("step", "steps", "recipeInstructions", "instructions") if item.get(key)), ()
        )
        if isinstance(given, str) or (isinstance(given, list) and all(isinstance(row, str) for row in given)):
            return tuple(("", words) for words in _lines_of(given))
        todo = self.items(given)
        while todo and len(rows) < MAX_ITEMS:
            step = todo.pop(0)
            inner = self.items(step.get("itemListElement"))
            if "howtosection" in types_of(step) and inner:
                todo = [*inner, *todo]
                continue
            text = _text(step.get("text")) or " ".join(_text(row.get("text")) for row in inner)
            rows.append((_text(step.get("name")), text))
        return tuple(row for row in rows if any(row))
