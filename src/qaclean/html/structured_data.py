"""Structured data of an HTML page: what JSON-LD and microdata declare of questions, answers, posts, steps and the page, as evidence.

A declaration is never content by itself: the records hold visible text alone, so each declared text is looked up in the rendered
lines (`TextIndex`), and what does not stand there counts for nothing. Vocabulary: schema.org's QAPage, FAQPage, Question, Answer, HowTo,
HowToStep, DiscussionForumPosting, Comment, Article and its kinds, BreadcrumbList. Malformed JSON-LD is mended where that is
plain (comments, control characters, commas before a bracket) and skipped where it is not.
"""

from __future__ import annotations

import html
import json
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from qaclean.html.render import HtmlPage
from qaclean.text.dates import read_date

__all__ = [
    "ARTICLES",
    "Declared",
    "DeclaredPost",
    "DeclaredQuestion",
    "Located",
    "LocatedPost",
    "TextIndex",
    "declared_steps",
    "locate",
    "read_declared",
]

MAX_JSON = 4_000_000  # code points of one JSON-LD text that is read
MAX_ITEMS = 20_000  # objects of a page that are looked at
MAX_DEPTH = 40
MAX_NAME = 60  # code points of a person's name
MIN_TEXT = 4  # solid code points of a text that can be looked up
BEGIN, END = 48, 24  # solid code points that show where a text begins and ends
FAQ_GAP = 3  # lines between a question and its answer
STEP_LINES = 60  # of one step
LOOSE = 1.6  # how much longer than declared a text may be on the page
_TYPES = {
    "qapage": "qa",
    "faqpage": "faq",
    "howto": "howto",
    "discussionforumposting": "thread",
    "socialmediaposting": "thread",
}
ARTICLES = frozenset(
    ("article", "newsarticle", "blogposting", "reportagenewsarticle", "techarticle", "analysisnewsarticle", "report")
)
_TAG = re.compile(r"<[^<>]{0,2000}>")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_COMMENT = re.compile(
    r"^\s*(?:<!--|/\*\s*<!\[CDATA\[\s*\*/|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|/\*\s*\]\]>\s*\*/|//\s*\]\]>|\]\]>)\s*$"
)
_LOOSE_COMMA = re.compile(r",(\s{0,50}[}\]])")
_SOLID = re.compile(r"[\W_]+")


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
    """What a page declares: `kind` is qa, faq, howto, thread, article or empty; `steps` holds name and text of each step."""

    kind: str
    questions: tuple[DeclaredQuestion, ...] = ()
    steps: tuple[tuple[str, str], ...] = ()
    breadcrumb: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    author: str | None = None
    published: str | None = None

    def posts(self) -> Iterator[DeclaredPost]:
        """All declared posts."""
        for question in self.questions:
            yield question.post
            yield from question.answers


_Item = dict[str, Any]


def read_declared(page: HtmlPage, reference: datetime | None = None) -> Declared:
    """What the page declares, JSON-LD before microdata.

    >>> from qaclean.html.render import read_html
    >>> ld = '{"@type": "QAPage", "mainEntity": {"@type": "Question", "name": "Why?", "acceptedAnswer": {"@type": "Answer", "text": "So.",}}}'
    >>> declared = read_declared(read_html(f"<script type=application/ld+json>{ld}</script><p>Why?<p>So."))
    >>> declared.kind, declared.questions[0].name, declared.questions[0].answers[0].accepted
    ('qa', 'Why?', True)
    """
    items = [item for text in page.head.json_ld for item in _json_items(text)]
    if not any(_kind_of(item) for item in items):
        items += _microdata_items(page.root)
    if not items:
        return Declared("")
    by_id = {item["@id"]: item for item in items if isinstance(item.get("@id"), str) and len(item) > 1}
    reader = _Reader(by_id, reference)
    return reader.declared(items)


# -- JSON-LD ---------------------------------------------------------------------------------------------------------


def _json_items(text: str) -> list[_Item]:
    """All objects with a type in a JSON-LD text, outermost first."""
    if len(text) > MAX_JSON:
        return []
    data = _loads(text)
    found: list[_Item] = []
    todo: list[tuple[Any, int]] = [(data, 0)]
    while todo and len(found) < MAX_ITEMS:
        value, depth = todo.pop()
        if depth > MAX_DEPTH:
            continue
        if isinstance(value, list):
            todo += [(inner, depth + 1) for inner in reversed(value[:MAX_ITEMS])]
        elif isinstance(value, dict):
            if "@type" in value or "@id" in value:
                found.append(value)
            todo += [(inner, depth + 1) for inner in reversed(value.values()) if isinstance(inner, dict | list)]
    return found


def _loads(text: str) -> Any:
    for attempt in (text, _mended(text), html.unescape(_mended(text))):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return _first_values(_mended(text))


def _mended(text: str) -> str:
    text = _COMMENT.sub("", _COMMENT.sub("", text.strip()))
    return _LOOSE_COMMA.sub(r"\1", _CONTROL.sub(" ", text)).strip().rstrip(";")


def _first_values(text: str) -> list[Any]:
    """The values at the begin of a text that is several, or is broken behind them."""
    decoder = json.JSONDecoder(strict=False)
    found: list[Any] = []
    at = 0
    while at < len(text) and len(found) < 50:
        try:
            value, at = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            break
        found.append(value)
        while at < len(text) and text[at] in " ,;":
            at += 1
    return found


# -- microdata -------------------------------------------------------------------------------------------------------


def _microdata_items(root: Any) -> list[_Item]:
    """The items of a page's microdata as JSON-LD would give them."""
    if root is None:
        return []
    items: dict[Any, _Item] = {}
    for count, element in enumerate(root.iter()):
        if count > 50 * MAX_ITEMS or len(items) >= MAX_ITEMS or not isinstance(element.tag, str):
            continue
        prop = element.get("itemprop")
        own: _Item | None = None
        if element.get("itemtype"):
            own = items[element] = {"@type": element.get("itemtype").rpartition("/")[2]}
        if prop:
            holder = next((items[above] for above in element.iterancestors() if above in items), None)
            if holder is not None:
                for name in prop.split():
                    _hold(holder, name, own if own is not None else _value_of(element))
    return [item for item in items.values() if len(item) > 1]


def _hold(holder: _Item, name: str, value: Any) -> None:
    held = holder.get(name)
    if held is None:
        holder[name] = value
    elif isinstance(held, list):
        held.append(value)
    else:
        holder[name] = [held, value]


def _value_of(element: Any) -> str:
    for name in ("content", "datetime"):
        if element.get(name) is not None:
            return str(element.get(name))
    return " ".join(" ".join(element.itertext()).split())


# -- what the items say ----------------------------------------------------------------------------------------------


def _types_of(item: _Item) -> list[str]:
    given = item.get("@type")
    rows = given if isinstance(given, list) else [given]
    return [str(row).rpartition("/")[2].lower() for row in rows if row]


def _kind_of(item: _Item) -> str:
    for kind in _types_of(item):
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


class _Reader:
    """Reads items of one page."""

    def __init__(self, by_id: dict[str, _Item], reference: datetime | None) -> None:
        self.by_id, self.reference = by_id, reference

    def items(self, value: Any) -> list[_Item]:
        rows = value if isinstance(value, list) else [value]
        found = []
        for row in rows[:MAX_ITEMS]:
            if isinstance(row, dict):
                found.append(
                    self.by_id.get(row["@id"], row) if set(row) == {"@id"} and isinstance(row["@id"], str) else row
                )
        return found

    def declared(self, items: Sequence[_Item]) -> Declared:
        kinds = [(kind, item) for item in items if (kind := _kind_of(item))]
        crumbs = next((row for item in items if "breadcrumblist" in _types_of(item) and (row := self.crumbs(item))), ())
        questions: list[DeclaredQuestion] = []
        kind = ""
        for wanted in ("qa", "faq", "howto", "thread", "article"):
            held = [item for k, item in kinds if k == wanted]
            if held:
                kind = wanted
                break
        if kind in ("qa", "faq", ""):
            questions = [q for item in items if "question" in _types_of(item) and (q := self.question(item))]
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
        steps = self.steps(held[0]) if kind == "howto" else ()
        page = next((item for k, item in kinds if k == kind), None) if kind in ("article", "howto") else None
        names = [_text(item.get(name)) for _, item in kinds for name in ("headline", "name")]
        names += [question.name for question in questions]
        return Declared(
            kind,
            tuple(questions),
            steps,
            crumbs,
            tuple(dict.fromkeys(name for name in names if name)),
            self.author(page) if page else None,
            self.date(page) if page else None,
        )

    def crumbs(self, item: _Item) -> tuple[str, ...]:
        rows = []
        for place, entry in enumerate(self.items(item.get("itemListElement"))):
            name = _text(entry.get("name")) or _text(entry.get("item") if isinstance(entry.get("item"), dict) else "")
            position = str(entry.get("position"))
            rows.append((int(position) if position.isdecimal() and len(position) < 6 else place, name))
        return tuple(name for _, name in sorted(rows, key=lambda row: row[0]) if name and len(name) <= MAX_NAME)

    def question(self, item: _Item) -> DeclaredQuestion | None:
        name = _text(item.get("name")) or _text(item.get("headline"))
        post = self.post(item, item.get("text") or item.get("description"))
        accepted = [
            self.post(row, row.get("text"))._replace(accepted=True) for row in self.items(item.get("acceptedAnswer"))
        ]
        others = [self.post(row, row.get("text")) for row in self.items(item.get("suggestedAnswer"))]
        others += [self.post(row, row.get("text")) for row in self.items(item.get("answer"))]
        answers = [answer for answer in (*accepted, *others) if answer.text]
        return DeclaredQuestion(name, post, tuple(answers)) if name or post.text else None

    def thread(self, item: _Item) -> DeclaredQuestion | None:
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

    def post(self, item: _Item, text: Any) -> DeclaredPost:
        return DeclaredPost(_text(text), self.author(item), self.date(item), self.votes(item))

    def author(self, item: _Item) -> str | None:
        for row in self.items(item.get("author")):
            name = _text(row.get("name"))
            if 0 < len(name) <= MAX_NAME:
                return name
        name = _text(item.get("author")) if isinstance(item.get("author"), str) else ""
        return name if 0 < len(name) <= MAX_NAME and "://" not in name else None

    def date(self, item: _Item) -> str | None:
        for key in ("dateCreated", "datePublished", "uploadDate"):
            value = item.get(key)
            if isinstance(value, str) and len(value) < 60:
                read = read_date(value, reference=self.reference)
                if read:
                    return read
        return None

    def votes(self, item: _Item) -> int | None:
        value = item.get("upvoteCount")
        if value is None:
            for row in self.items(item.get("interactionStatistic")):
                if "like" in str(row.get("interactionType", "")).lower():
                    value = row.get("userInteractionCount")
        text = str(value).replace(",", "").strip()
        return int(text) if re.fullmatch(r"-?[0-9]{1,9}", text) else None

    def steps(self, item: _Item) -> tuple[tuple[str, str], ...]:
        rows: list[tuple[str, str]] = []
        todo = self.items(item.get("step")) or self.items(item.get("steps"))
        while todo and len(rows) < MAX_ITEMS:
            step = todo.pop(0)
            inner = self.items(step.get("itemListElement"))
            if "howtosection" in _types_of(step) and inner:
                todo = [*inner, *todo]
                continue
            text = _text(step.get("text")) or " ".join(_text(row.get("text")) for row in inner)
            rows.append((_text(step.get("name")), text))
        return tuple(row for row in rows if any(row))


class LocatedPost(NamedTuple):
    """A declared post that the page shows in the lines `[first, last)`; `whole` where to its end."""

    post: DeclaredPost
    first: int
    last: int
    whole: bool


class Located(NamedTuple):
    """What of a page's declarations its lines show: the question's post, the answers, the lines of each step, and a FAQ's questions
    as the range of their name and those of their answers."""

    question: LocatedPost | None
    answers: tuple[LocatedPost, ...]
    declared: int
    faq: tuple[tuple[tuple[int, int], tuple[int, int]], ...] = ()
    steps: tuple[tuple[int, int], ...] = ()


def locate(declared: Declared, page: HtmlPage) -> Located:
    """Look the declared texts up in the page's lines, the title's line left out."""
    if not declared.questions and not declared.steps:
        return Located(None, (), 0)
    index = TextIndex(page.text.split("\n"))
    first = 1 if page.head.title else 0
    if declared.kind == "faq":
        return Located(None, (), 0, tuple(_faq_of(declared, index, first)))
    if declared.kind == "howto":
        return Located(None, (), 0, (), tuple(_steps_of(declared, index, first)))
    question = declared.questions[0]
    asked = index.find(question.post.text, first)
    answers = []
    for post in question.answers:
        found = index.find(post.text, first)
        if found is not None:
            answers.append(LocatedPost(post, *found))
    answers.sort(key=lambda row: row.first)
    kept: list[LocatedPost] = []
    for answer in answers:
        if not kept or answer.first >= kept[-1].last:
            kept.append(answer)
    own = LocatedPost(question.post, *asked) if asked is not None else None
    if own is not None and any(a.first < own.last and own.first < a.last for a in kept):
        own = None
    return Located(own, tuple(kept), len(question.answers))


def declared_steps(page: HtmlPage, located: Located) -> HtmlPage:
    """The page, with the lines of each declared step as an item of an ordered list."""
    if len(located.steps) < 2:
        return page
    origins = list(page.origins)
    for number, (first, last) in enumerate(located.steps, 1):
        for line in range(first, last):
            origin = origins[line]
            if line == first:
                origins[line] = origin._replace(item=1, ordinal=number, begins=True, level=0)
            elif not (origin.code or origin.table or origin.quote):
                deeper = origin.item + 1 if origin.begins else 1
                origins[line] = origin._replace(item=deeper, begins=origin.begins, level=0, ordinal=0)
    return page._replace(origins=tuple(origins))


def _faq_of(declared: Declared, index: TextIndex, at: int) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    for question in declared.questions:
        named = index.find(question.name, at)
        answer = index.find(question.answers[0].text, named[1]) if named and question.answers else None
        if named is not None and answer is not None and answer[0] - named[1] <= FAQ_GAP:
            yield (named[0], named[1]), (answer[0], answer[1])
            at = answer[1]


def _steps_of(declared: Declared, index: TextIndex, at: int) -> Iterator[tuple[int, int]]:
    for name, text in declared.steps:
        found = [row for words in (name, text) if words and (row := index.find(words, at)) is not None]
        if found:
            first, last = min(row[0] for row in found), max(row[1] for row in found)
            if name and first > at and index.is_line(name, first - 1):  # a name too short to be looked up
                first -= 1
            if last - first <= STEP_LINES:
                yield first, last
                at = last


# -- the visible text ------------------------------------------------------------------------------------------------


_ELLIPSES = ("...", "\u2026", "[\u2026]", "[...]")


class TextIndex:
    """Where a text stands in the lines of a page, whatever white space and punctuation lies between its words.

    >>> TextIndex(["Home", "Turn it off.", "Then, wait."]).find("turn it off; then wait")
    (1, 3, True)
    """

    def __init__(self, lines: Sequence[str]) -> None:
        parts = [_SOLID.sub("", line).lower() for line in lines]
        self.lines = lines
        self.text = "".join(parts)
        self.starts: list[int] = []
        at = 0
        for part in parts:
            self.starts.append(at)
            at += len(part)

    def find(self, text: str, start: int = 0) -> tuple[int, int, bool] | None:
        """The range of lines that hold the text, from line `start`, and whether all of it; None where the page does not show it."""
        words = _SOLID.sub("", text).lower()
        if len(words) < MIN_TEXT or start >= len(self.starts):
            return None
        at = self.text.find(words[:BEGIN], self.starts[start])
        if at < 0:
            return None
        end, whole = at + min(len(words), BEGIN), True
        if len(words) > BEGIN:
            tail = words[-END:]
            behind = self.text.find(tail, max(end - END, at), at + int(LOOSE * len(words)) + END)
            whole = behind >= 0
            end = behind + len(tail) if whole else at + self._shared(words, at)
        last = self._line(end - 1)
        cut = text.rstrip().endswith(_ELLIPSES) and not self.lines[last].rstrip().endswith(_ELLIPSES)  # a teaser
        return self._line(at), last + 1, whole and not cut

    def is_line(self, text: str, line: int) -> bool:
        """Whether a line holds just this text."""
        end = self.starts[line + 1] if line + 1 < len(self.starts) else len(self.text)
        return self.text[self.starts[line] : end] == _SOLID.sub("", text).lower()

    def _shared(self, words: str, at: int) -> int:
        """How many code points the page goes along with a text that it does not show to its end."""
        low, high = 0, len(words)
        while low < high:
            middle = (low + high + 1) // 2
            if self.text.startswith(words[:middle], at):
                low = middle
            else:
                high = middle - 1
        return low

    def _line(self, at: int) -> int:
        return bisect_right(self.starts, at) - 1
