"""A page being written: its dice, its subject and habits, and what is said with them."""

from __future__ import annotations

import random
import re
from datetime import date, timedelta
from typing import NamedTuple

from qaclean.testing.damage.model import PAGE, Block, CleanPage, Kind, Role, Row
from qaclean.testing.grammar import Grammar, Part, load_grammar

__all__ = ["Post", "Writer"]

SPACELESS = frozenset({"zh", "ja"})
_DATE_SLOTS = ("y", "m", "d", "mm", "dd", "mon", "hh", "mi", "ss")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_HANZI = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十")
_WIDE = str.maketrans(",?!:;()", ",?!:;()")
_MARK = re.compile(r"(?<=[\u3400-\u9fff”」])[,?!:;](?=\D|$)|\((?=[\u3400-\u9fff])|(?<=[\u3400-\u9fff])\)")


class Post(NamedTuple):
    """Whose words: the number of the question, and that of the answer (`PAGE`: the asker's own, or the page's)."""

    question: int = PAGE
    answer: int = PAGE


class Writer:
    """Writes rows. What a page keeps to is drawn once: its thing, its title, its numbering, where heads of posts stand, which marks it likes."""

    def __init__(self, language: str, seed: str, part: Part) -> None:
        self.language = language
        self.dice = random.Random(seed)
        self.grammar: Grammar = load_grammar(language, part)
        self.rows: list[Row] = []
        self.lists = 0
        self.posts = 0  # heads of posts so far: their numbers go up
        self._decks: dict[str, list[str]] = {}
        self.wide = language == "zh" and self.dice.random() < 0.5
        self.glued_labels = self.dice.random() < 0.7
        self.bare_ends = self.dice.random() < 0.2
        self.fixed: dict[str, object] = {}
        things = self.grammar.several("things", self.dice, 4)
        self.fixed = {"thing2": things[1], "site": self.grammar.say("sites", self.dice)}
        self.thing = things[0]
        self._date_form = self.grammar.say("dates", self.dice, **{name: f"<{name}>" for name in _DATE_SLOTS})
        self.year = self.dice.randint(2006, 2022)
        self._days = self.dice.randrange(365)

    def page(self, kind: Kind) -> CleanPage:
        """What was written, as a page."""
        return CleanPage(kind, self.language, tuple(self.rows))

    def chance(self, share: float) -> bool:
        """Whether something happens on this page."""
        return self.dice.random() < share

    def say(self, rule: str, **fixed: object) -> str:
        """A text of a rule about the page's thing."""
        about = {"thing": self.thing} if self.chance(0.8) else {}
        return self._marked(self.grammar.say(rule, self.dice, **{**self.fixed, **about, **fixed})).strip()

    def _marked(self, text: str) -> str:
        """With the marks of the page's habit."""
        return _MARK.sub(lambda match: match.group().translate(_WIDE), text) if self.wide else text

    def fresh(self, rule: str, **fixed: object) -> str:
        """A text of a rule whose wording the page has not used yet, as long as there is one."""
        deck = self._decks.get(rule) or list(self.grammar.rules[rule])
        text = deck.pop(self.dice.randrange(len(deck)))
        self._decks[rule] = deck
        about = {"thing": self.thing} if self.chance(0.6) else {}
        return self._marked(self.grammar.fill(text, self.dice, **{**self.fixed, **about, **fixed})).strip()

    def speech(self, least: int, most: int, rule: str = "sentences") -> str:
        """Sentences of a paragraph; some pages leave out its last full stop."""
        told = []
        for _ in range(self.dice.randint(least, most)):
            sentence, before = self.fresh(rule), self.grammar.say("connectors", self.dice)
            if self.language == "en" and before and not sentence.startswith("I "):
                sentence = sentence[0].lower() + sentence[1:]
            told.append(self._marked(before + sentence))
        text = ("" if self.language in SPACELESS else " ").join(told)
        return text.rstrip("。.") if self.bare_ends and self.chance(0.7) else text

    def pick(self, rule: str) -> str:
        """One of the texts of a rule, its slots left open: a form that the page keeps to."""
        return self.dice.choice(self.grammar.rules[rule])

    def moment(self) -> tuple[str, str]:
        """A date as the page writes it, and in ISO 8601; one form a page."""
        dice = self.dice
        self._days += dice.choice((0, 0, 1, 1, 3, 20, 200))
        year, month, day = (date(self.year, 1, 1) + timedelta(self._days)).timetuple()[:3]
        hour, minute, second = dice.randint(0, 23), dice.randint(0, 59), dice.randint(0, 59)
        values = {
            "y": year, "m": month, "d": day, "mm": f"{month:02}", "dd": f"{day:02}", "mon": _MONTHS[month - 1],
            "hh": f"{hour:02}", "mi": f"{minute:02}", "ss": f"{second:02}",
        }  # fmt: skip
        text = self._date_form
        for name, value in values.items():
            text = text.replace(f"<{name}>", str(value))
        clock = f"{hour:02}:{minute:02}:{second if '<ss>' in self._date_form else 0:02}"
        clock = clock if "<hh>" in self._date_form else "00:00:00"
        return text, f"{year}-{month:02}-{day:02}T{clock}"

    def add(self, *blocks: Block) -> None:
        """One row."""
        self.rows.append(blocks)

    def text(self, role: Role, text: str, post: Post) -> None:
        """A row of one block."""
        self.add(Block(role, text, *post))

    def _name(self) -> str:
        """A name that nobody else of the page has yet, as long as there is one; now and then an earlier one writes again."""
        deck = self._decks.get("names") or list(self.grammar.rules["names"])
        name = deck.pop(self.dice.randrange(len(deck)))
        self._decks["names"] = deck + [name] * self.chance(0.1)
        return name

    def facts(self, form: str, post: Post) -> None:
        """A line in a form that tells who and when, part by part: each part is a text node of its own."""
        name, (day, moment) = self._name(), self.moment()
        views, number = self.dice.randint(3, 90_000), self.posts
        self.posts += 1
        values = {"name": "\0a", "date": "\0p", "v": "\0v", "n": number}
        told = {
            "a": Block("author", name, *post, value=name),
            "p": Block("published", day, *post, value=moment),
            "v": Block("views", str(views), *post, value=views),
        }
        self.add(*_parts(self.grammar.fill(form, self.dice, **{**self.fixed, **values}), told))

    def votes(self, post: Post) -> Block:
        """The votes of a post."""
        count = self.dice.randint(0, 99)
        return Block("votes", self.say("votes", n=count), *post, value=count)

    def marker(self, form: str, number: int) -> str:
        """The marker of a step in a form of numbering."""
        circled = chr(0x2460 + number - 1)
        return form.format(n=number, c=circled, h=_HANZI[number - 1])

    def furniture(self, rule: str, role: Role, least: int, most: int) -> None:
        """Rows of a rule of furniture, each its own."""
        values = {
            "related": self.say("related"),
            "y": self.year,
            "mm": "05",
            "dd": f"{self.dice.randint(10, 28)}",
            "n": 3,
        }
        for text in self.grammar.several(rule, self.dice, self.dice.randint(least, most), **{**self.fixed, **values}):
            self.add(Block(role, self._marked(text).strip()))


def _parts(text: str, told: dict[str, Block]) -> list[Block]:
    """The blocks of a line in which `\\0a`, `\\0p`, `\\0v` stand for what it tells: each with the words before it, the last also with those behind it."""
    pieces = re.split("\0([apv])", text)
    blocks: list[Block] = []
    for words, name in zip(pieces[::2], [*pieces[1::2], ""], strict=True):
        if name:
            block = told[name]
            blocks.append(block._replace(text=(words + block.text).strip()))
        elif words.strip() and blocks:
            last = blocks[-1]
            blocks[-1] = last._replace(text=last.text + words.rstrip())
    return blocks
