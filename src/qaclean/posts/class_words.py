"""What the class words and attributes of elements say: names of posts, of furniture, of persons (vocabulary in `rules/layout.toml`)."""

from __future__ import annotations

import re
from functools import lru_cache

from qaclean.freed import remembered
from qaclean.limits import REMEMBERED_LENGTH, REMEMBERED_NAMES
from qaclean.patterns import compile_at_once
from qaclean.rules import load

__all__ = ["comment_words", "is_of_person", "leads_to_person", "name_words", "says_posts", "sets_of"]

_WORD = compile_at_once(r"#?[a-z][a-z_-]*")


@lru_cache(maxsize=1)
def _words() -> tuple[frozenset[str], frozenset[str], frozenset[str], tuple[str, ...], frozenset[str]]:
    data = load("layout")
    return (
        frozenset(data["post"]),
        frozenset(data["furniture"]),
        frozenset(data["state"]),
        tuple(data["person"]),
        frozenset(data["comment"]),
    )


def comment_words() -> frozenset[str]:
    """Words that name comments."""
    return _words()[4]


def name_words(names: str) -> tuple[str, ...]:
    """The class words of an element, and its id as `#word`, without digits.

    >>> name_words("post bg2 #p1234")
    ('post', 'bg', '#p')
    """
    return _known_words(names) if len(names) <= REMEMBERED_LENGTH else _name_words(names)


def _name_words(names: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word.rstrip("-_") for word in _WORD.findall(names)))


_known_words = remembered(REMEMBERED_NAMES)(_name_words)


def sets_of(tag: str, names: str) -> tuple[tuple[str, str], ...]:
    """The sets that an element belongs to by its tag and class words.

    >>> sets_of("div", "post odd")
    (('div', 'post'),)
    """
    return _known_sets(tag, names) if len(names) <= REMEMBERED_LENGTH else _sets_of(tag, names)


def _sets_of(tag: str, names: str) -> tuple[tuple[str, str], ...]:
    state = _words()[2]
    return tuple((tag, word) for word in name_words(names) if word not in state)


_known_sets = remembered(REMEMBERED_NAMES)(_sets_of)


def says_posts(word: str) -> int:
    """1 for a word that names posts, -1 for one that names furniture, else 0.

    >>> says_posts("post"), says_posts("sidebar"), says_posts("wide")
    (1, -1, 0)
    """
    return _known_says(word) if len(word) <= REMEMBERED_LENGTH else _says(word)


def _says(word: str) -> int:
    post, furniture = _words()[:2]
    parts = set(re.split(r"[-_#]+", word)) | {word.lstrip("#")}
    if parts & furniture:
        return -1
    return 1 if parts & post or any(word.lstrip("#").startswith(p) for p in post if len(p) > 3) else 0


_known_says = remembered(REMEMBERED_NAMES)(_says)


def is_of_person(value: str) -> bool:
    """Whether an attribute of the template names a person: it has few values, which come again and again."""
    return _is_known_of_person(value) if len(value) <= REMEMBERED_LENGTH else leads_to_person(value)


def leads_to_person(value: str) -> bool:
    """Whether a value of an attribute, or an address, holds a word for persons.

    >>> leads_to_person("/user/12"), leads_to_person("/q/12")
    (True, False)
    """
    return any(map(value.lower().__contains__, _words()[3]))


_is_known_of_person = remembered(REMEMBERED_NAMES)(leads_to_person)
