"""Names of posts without what is none of them: what all of a page begin or end with, counts and ranks behind, a name said twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import takewhile

from qaclean.patterns import compile_at_once
from qaclean.rules import load

__all__ = ["beside_picture", "said_once", "without_counts_behind", "without_shared"]

SHARED = 0.3  # share of the names that end (or begin) with one word, which is then none of theirs
FEW = 3  # different names that show which letters all of them have
_COUNTED = compile_at_once(r"(.{1,40}?)(?:\s[♦●■]{0,1}\s?[0-9][0-9.,]{0,9}[kKmM]?(?:\s[a-z]{1,12})?){1,6}")
_RANK = compile_at_once(r"\s?[(\[][^()\[\]]{0,6}[0-9]{1,4}[^()\[\]0-9]{0,3}(?:[)\]]|$)")  # `ann (29级)`
_BEHIND = " ,;:\u3001"  # what parts a name from the place or the day behind it
_TWICE = compile_at_once(r"(.{2,40}?)\s\1")
_TWICE_GLUED = compile_at_once(r"(.{3,40}?)\1")


def said_once(name: str) -> str:
    """A name that stands there twice (a picture's and the link's), once.

    >>> said_once("ann lee ann lee"), said_once("thingthing")
    ('ann lee', 'thingthing')
    """
    twice = _TWICE.fullmatch(name)
    return twice[1] if twice else name


def without_counts_behind(name: str) -> str:
    """A name without the counts behind it.

    >>> without_counts_behind("ann 41 points"), without_counts_behind("ann 1,204 ●3 ●11"), without_counts_behind("7 up")
    ('ann', 'ann', '7 up')
    """
    counted = _COUNTED.fullmatch(name)
    return counted[1] if counted else name


def without_shared(names: Iterable[str]) -> dict[str, str]:
    """Each name of a page's posts without what many of them end or begin with.

    Counts (`ann 41 points`), the word for a rank (`ann Members`), a word glued to all (`Byann`), the first letter before it (`Aann`).

    >>> without_shared(["Byann lee", "Bybob", "Byeve,"])
    {'Byann lee': 'ann lee', 'Bybob': 'bob', 'Byeve,': 'eve'}
    """
    own = {text: said_once(_RANK.sub("", beside_picture(text))).rstrip(_BEHIND) for text in names}
    glued = {text: match[1] for text, name in own.items() if (match := _TWICE_GLUED.fullmatch(name))}
    own |= glued if 2 * len(glued) > len(own) else {}  # one may be called so
    counted = {text: bare for text, name in own.items() if (bare := without_counts_behind(name)) != name}
    if 2 * len(counted) > len(own) > 1:
        own |= counted
    own = _without_words(own)
    return _without_letters(own)


def _without_words(own: dict[str, str]) -> dict[str, str]:
    """The names without words that many end or begin with, again and again."""
    for end in (-1, -1, 0, 0, 0):
        words = {text: name.split() for text, name in own.items()}
        shared = Counter(parts[end] for parts in words.values() if len(parts) > 1)
        least = max(2 if end else FEW, SHARED * len(own))
        own |= {
            text: " ".join(parts[:-1] if end else parts[1:])
            for text, parts in words.items()
            if len(parts) > 1 and shared[parts[end]] >= least
        }
    return own


def _without_letters(own: dict[str, str]) -> dict[str, str]:
    """The names without a word before names that all begin with, and what all end in then; and without the letter of an avatar before each."""
    if len(set(own.values())) < FEW:
        return own
    head = _alike(list(own.values()))
    tail = _alike([name[::-1] for name in own.values()])
    if _is_by(next(iter(own.values()))[:head]) and min(map(len, own.values())) > head + tail:
        own = {text: name[head : len(name) - tail].strip() for text, name in own.items()}
    if all(name[:1].isupper() and name[:1].lower() == name[1:2].lower() for name in own.values()):
        own = {text: name[1:] for text, name in own.items()}
    return own


def _is_by(letters: str) -> bool:
    """Whether letters glued to names are a word that stands before such."""
    data, word = load("post_lines"), letters.strip().lower()
    return word in data["by"] or word in data["before_by"]


def _alike(names: Sequence[str]) -> int:
    """How many code points all begin with."""
    return sum(1 for _ in takewhile(lambda column: len(set(column)) == 1, zip(*names, strict=False)))


@lru_cache(maxsize=1)
def _pictures() -> tuple[tuple[str, ...], tuple[str, ...]]:
    data = load("post_lines")
    behind, before = (tuple(sorted(data[name], key=lambda w: (-len(w), w))) for name in ("avatars", "avatars_of"))
    return behind, before


def beside_picture(name: str) -> str:
    """A name without what the text of a member's picture says beside it.

    >>> beside_picture("ann's avatar"), beside_picture("Avatar of ann"), beside_picture("ann")
    ('ann', 'ann', 'ann')
    """
    behind, before = _pictures()
    lower = name.lower()
    if len(lower) != len(name):
        return name
    end = next((len(name) - len(w) for w in behind if lower.endswith(w)), len(name))
    start = next((len(w) for w in before if lower.startswith(w)), 0)
    return name[start:end] if start < end else name
