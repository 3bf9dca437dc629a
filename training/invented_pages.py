"""Invented pages with gold, in the structures of FAQ, question, forum and article pages of six languages: training data.

Gold is in the form of the corpus README. Every sentence comes from `invented_pages.toml` and was written for this project; what varies is the
structure: labels, numbering, hard wraps, tables of contents, what stands before and after a post, furniture. Deterministic for a seed.
"""

from __future__ import annotations

import pathlib
import random
import textwrap
import tomllib
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

POOLS = pathlib.Path(__file__).with_suffix(".toml")
SPACELESS = {"zh", "zh-hant", "ja"}
WEIGHTS = {"zh": 2, "en": 7, "ja": 4, "ko": 3, "zh-hant": 3, "de": 2}


class Writer:
    """A page being written: lines, their labels, questions with answer ranges, list starts."""

    def __init__(self, pool: dict[str, list[str]], language: str, dice: random.Random) -> None:
        self.pool, self.language, self.dice = pool, language, dice
        self.lines: list[str] = []
        self.labels: list[tuple[int, str]] = []
        self.questions: list[dict[str, Any]] = []
        self.starts: list[list[list[int]]] = []
        self.wrap = 0
        self.loose = 0.0

    def line(self, text: str, label: str) -> int:
        """Add one line (or several, on a hard-wrapped page); the number of its first."""
        first = len(self.lines)
        parts = textwrap.wrap(text, self.wrap) if self.wrap and label in ("answer", "body", "question") else [text]
        for part in parts:
            self.labels.append((len(self.lines), label))
            self.lines.append(part)
        return first

    def gap(self, chance: float) -> None:
        """An empty line, sometimes."""
        if self.dice.random() < chance:
            self.lines.append("")

    def pick(self, name: str) -> str:
        """One entry of a pool."""
        return self.dice.choice(self.pool[name])

    def some(self, name: str, least: int, most: int) -> list[str]:
        """Different entries of a pool."""
        rows = self.pool[name]
        return self.dice.sample(rows, min(self.dice.randint(least, most), len(rows)))

    def filled(self, name: str, **values: object) -> str:
        """An entry of a pool with its places filled."""
        date = self.dice.choice(["{}-{:02}-{:02}", "{}/{}/{}", "{}.{:02}.{:02}"])
        given = {
            "name": self.pick("names"),
            "date": date.format(self.dice.randint(2006, 2019), self.dice.randint(1, 12), self.dice.randint(1, 28)),
            "time": f"{self.dice.randint(0, 23):02}:{self.dice.randint(0, 59):02}",
            "v": self.dice.randint(12, 9000),
            "n": self.dice.randint(2, 9),
            "site": self.pick("sites"),
            "topic": self.pick("topics"),
        }
        return self.pick(name).format(**{**given, **values})

    def speech(self, least: int, most: int) -> str:
        """Sentences on one line."""
        joint, before = "" if self.language in SPACELESS else " ", "\n".join(self.lines)
        for _ in range(12):
            text = joint.join(self.some("sentences", least, most))
            if text not in before:  # a repeated answer would be a duplicate
                break
        return text

    def chrome(self, name: str, least: int, most: int, label: str = "chrome") -> None:
        """Lines of furniture."""
        for text in self.some(name, least, most):
            self.line(text, label)

    def tail(self) -> None:
        """What stands below the content."""
        if self.dice.random() < 0.5:
            self.line(self.dice.choice(self.pool["tail"][:2]), "related")
            for text in self.some("related", 2, 6):
                self.line(text, "related")
        self.chrome("tail", 0, 5)

    def answer(self, question: dict[str, Any], lines: int, prefix: str = "") -> None:
        """One answer of some lines; now and then with a list in it."""
        first = len(self.lines)
        for number in range(lines):
            text = self.speech(1, 3)
            if number and self.dice.random() < 0.12:
                self.items()
                continue
            self.line((prefix if number == 0 else "") + text, "answer")
            self.gap(self.loose)
        while self.lines and not self.lines[-1]:
            self.lines.pop()
        question["answers"].append([first, len(self.lines) - 1])

    def items(self) -> None:
        """A short numbered list, one item a line."""
        style = self.dice.choice(["{}. ", "{}、", "({}) ", "{}) "])
        marks = []
        for number, text in enumerate(self.some("sentences", 2, 4), 1):
            at = self.line(style.format(number) + text, "answer")
            marks.append([at, 0])
        self.starts.append(marks)

    def gold(self, name: str, kind: str) -> dict[str, Any]:
        """The gold record."""
        lists = [
            {"items": len(marks), "style": "", "nested": False, "inline": False, "starts": marks}
            for marks in self.starts
        ]
        return {
            "file": f"{name}.txt",
            "kind": kind,
            "lines": [list(row) for row in self.labels],
            "questions": self.questions,
            "step_lists": lists,
            "images": [],
            "metadata": {},
        }


class _FaqForm(NamedTuple):
    """What all questions of one FAQ have in common: labels, a rule under each question, a line below each answer."""

    question: str
    answer: str
    underline: str
    helpful: str
    own_line: bool = False


def faq_page(page: Writer) -> str:
    """A FAQ: labels or not, sections, table of contents, answers over several lines, hard wraps."""
    dice = page.dice
    page.line(page.filled("faq_titles"), "title")
    page.loose = dice.choice([0, 0, 0.5])
    page.chrome("nav", 0, 4)
    asked = page.some("questions", 4, 10)
    form = _faq_form(page)
    if dice.random() < 0.3:
        page.line(page.pick("articles"), "body")
    if dice.random() < 0.3:
        for number, text in enumerate(asked, 1):
            page.line(form.question.format(n=number, s=1) + text, "chrome")
    if page.language not in SPACELESS and dice.random() < 0.3:
        page.wrap = dice.choice([60, 68, 72, 78])
    form = form._replace(own_line=bool(form.answer) and dice.random() < 0.3)
    section, sections = 0, dice.random() < 0.4
    for number, text in enumerate(asked, 1):
        if sections and (number == 1 or dice.random() < 0.25):
            section += 1
            page.line(dice.choice(["", f"{section}. ", ""]) + page.pick("sections"), "section_heading")
        page.gap(page.loose)
        _faq_entry(page, form, number, form.question.format(n=number, s=max(section, 1)) + text)
    page.wrap = 0
    page.tail()
    return "faq"


def _faq_form(page: Writer) -> _FaqForm:
    style = page.dice.randrange(len(page.pool["qlabels"]))
    question = page.pool["qlabels"][style]
    answer = page.dice.choice([page.pool["alabels"][style % len(page.pool["alabels"])], ""])
    underline = page.dice.choice(["", "", "", "-", "="]) if not question else ""
    return _FaqForm(question, answer, underline, page.pick("between") if page.dice.random() < 0.35 else "")


def _faq_entry(page: Writer, form: _FaqForm, number: int, asked: str) -> None:
    """One question with its answer."""
    question: dict[str, Any] = {"line": page.line(asked, "question"), "answers": []}
    page.questions.append(question)
    label = form.answer.format(n=number)
    if form.underline:
        bare = len(asked) - len(form.question.format(n=number, s=1))
        page.line(form.underline * bare, "chrome")
    if form.own_line:
        page.line(label.strip(), "answer")
    page.answer(question, page.dice.choice([1, 1, 1, 2, 3]), "" if form.own_line else label)
    if form.own_line:
        question["answers"][0][0] -= 1
    if form.helpful:
        page.line(form.helpful, "chrome")


def question_page(page: Writer) -> str:
    """One question with one or several answers, each with or without a line that tells who wrote it."""
    dice = page.dice
    asked = page.pick("questions")
    question: dict[str, Any] = {"line": page.line(page.filled("qa_titles", q=asked), "question"), "answers": []}
    page.questions.append(question)
    page.chrome("nav", 0, 3)
    if dice.random() < 0.3:
        page.line(asked, "title")
    if dice.random() < 0.4:
        page.line(page.filled("asked_by"), "metadata")
    for _ in range(dice.choice([0, 1, 1, 2])):
        page.line(page.pick("details"), "question")
    several = dice.choice([1, 2, 3, 4, 5, 7])
    if dice.random() < 0.5:
        page.line(page.filled("count", n=several), "chrome")
    heads = dice.choice(["", "before", "before", "after"])
    posted = page.pick("posted")
    below = page.pick("between") if dice.random() < 0.4 else ""
    medical = dice.random() < 0.3
    longest = 1 if not heads and not below else 4
    for number in range(several):
        if number == 0 and dice.random() < 0.35:
            page.line(page.pick("best"), "chrome")
        if heads == "before":
            page.line(_fill(page, posted, number + 1), "metadata")
        _reply(page, question, medical, longest)
        if heads == "after":
            page.line(_fill(page, posted, number + 1), "metadata")
        if below:
            page.line(below, "chrome")
    page.tail()
    return "qa-multi" if several > 1 else "qa-single"


def _reply(page: Writer, question: dict[str, Any], medical: bool, longest: int) -> None:
    """An answer of up to `longest` lines, or one in the sections of medical sites."""
    if not medical:
        page.answer(question, page.dice.randint(1, longest))
        return
    at = page.line(page.filled("medical", a=page.speech(1, 3), b=page.speech(1, 2)), "answer")
    question["answers"].append([at, at])


def _fill(page: Writer, form: str, number: int) -> str:
    saved, page.pool = page.pool, {**page.pool, "posted": [form]}
    text = page.filled("posted", n=number)
    page.pool = saved
    return text


def thread_page(page: Writer) -> str:
    """A forum thread: title, first post, replies, each under a line of name and date, with quotes and buttons."""
    dice = page.dice
    asked = page.pick("questions")
    question: dict[str, Any] = {"line": page.line(page.filled("qa_titles", q=asked), "question"), "answers": []}
    page.questions.append(question)
    page.chrome("nav", 0, 4)
    posted, below = page.pick("posted"), page.pick("between") if dice.random() < 0.5 else ""
    page.line(_fill(page, posted, 1), "metadata")
    for _ in range(dice.choice([1, 1, 2, 3])):
        page.line(dice.choice([page.pick("details"), page.speech(1, 2)]), "question")
    if below:
        page.line(below, "chrome")
    for number in range(dice.choice([2, 3, 4, 6, 9])):
        page.line(_fill(page, posted, number + 2), "metadata")
        page.answer(question, dice.choice([1, 1, 1, 2, 3]))
        if below:
            page.line(below, "chrome")
    page.tail()
    return "forum-thread"


def article_page(page: Writer) -> str:
    """An article that asks on the way: no question of the page."""
    dice = page.dice
    page.line(page.filled("qa_titles", q=page.pick("related")), "title")
    page.chrome("nav", 0, 4)
    if dice.random() < 0.4:
        page.line(page.filled("asked_by"), "metadata")
    for _ in range(dice.randint(3, 12)):
        roll = dice.random()
        if roll < 0.15:
            page.line(page.pick("sections"), "section_heading")
        elif roll < 0.3:
            page.line(page.pick("questions") + " " + page.pick("articles"), "body")
        elif roll < 0.5:
            page.line(page.speech(1, 3), "body")
        else:
            page.line("".join(page.some("articles", 1, 3)), "body")
    page.tail()
    return "other"


PAGES: tuple[tuple[Callable[[Writer], str], int], ...] = (
    (faq_page, 4),
    (question_page, 4),
    (thread_page, 3),
    (article_page, 11),
)


def invented(pages: int = 240, seed: int = 1) -> Iterator[tuple[str, dict[str, Any]]]:
    """Text and gold of `pages` pages; `gold["file"]` names each.

    >>> text, gold = next(invented(1))
    >>> gold["file"], len(gold["lines"]) <= text.count("\\n")
    ('s000.txt', True)
    """
    pools = tomllib.loads(POOLS.read_text("utf-8"))
    for number in range(pages):
        dice = random.Random(f"{seed}:{number}")
        language = dice.choices([*WEIGHTS], [*WEIGHTS.values()])[0]
        make = dice.choices([make for make, _ in PAGES], [weight for _, weight in PAGES])[0]
        page = Writer(pools[language], language, dice)
        kind = make(page)
        yield "\n".join(page.lines) + "\n", page.gold(f"s{number:03d}", kind)
