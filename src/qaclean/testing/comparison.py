"""Where two records differ, told for people: field by field, with the text around. Needs neither pytest nor anything but the records."""

from __future__ import annotations

import difflib
import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from qaclean.testing.fixtures_on_disk import Case

if TYPE_CHECKING:
    from qaclean.records import Page

__all__ = ["Difference", "assert_page_equal", "differences", "outline"]

AROUND = 24  # code points shown on each side of where two texts part
SHORT = 60  # code points of a text that is shown whole
SHOWN = 20  # differences that a message tells
_MISSING = object()
_NO_TEXT: Collection[str] = ()

Record = Any  # plain JSON: dicts, lists, strings, numbers, None


class Difference(NamedTuple):
    """One field that differs: where (`questions[0].answers[1].author`), and what was expected and found, in words."""

    path: str
    expected: str
    found: str

    def __str__(self) -> str:
        return f"{self.path}\n  expected: {self.expected}\n  found:    {self.found}"


def assert_page_equal(
    found: Page | Mapping[str, Any] | Case,
    expected: Page | Mapping[str, Any] | Case,
    *,
    only: Collection[str] = _NO_TEXT,
    ignore: Collection[str] = _NO_TEXT,
) -> None:
    """Fail with an AssertionError that tells each field that differs, where two records are not the same.

    Pages of qaclean, their records as plain JSON, or what any parser gives in the form of `outline`. `only`: compare values under keys of these
    names alone (containers are walked anyway); `ignore`: leave such keys out. A case stands for its expected record.

    >>> assert_page_equal({"title": "Soup", "views": 3}, {"title": "Soup", "views": 4}, ignore=["views"])
    >>> assert_page_equal({"title": "Soap"}, {"title": "Soup"})
    Traceback (most recent call last):
    AssertionError: the page differs in 1 field
    title
      expected: 'Soup'
      found:    'Soap'
    """
    __tracebackhide__ = True
    rows = differences(found, expected, only=only, ignore=ignore)
    if not rows:
        return
    name = f" from {expected.name}" if isinstance(expected, Case) else ""
    more = [f"… and {len(rows) - SHOWN} more"] if len(rows) > SHOWN else []
    head = f"the page differs{name} in {len(rows)} field{'s' if len(rows) > 1 else ''}"
    raise AssertionError("\n".join([head, *map(str, rows[:SHOWN]), *more]))


def differences(
    found: Page | Mapping[str, Any] | Case,
    expected: Page | Mapping[str, Any] | Case,
    *,
    only: Collection[str] = _NO_TEXT,
    ignore: Collection[str] = _NO_TEXT,
) -> list[Difference]:
    """The fields in which two records differ, in the record's order.

    >>> [row.path for row in differences({"questions": [{"text": "a"}]}, {"questions": [{"text": "b"}, {"text": "c"}]})]
    ['questions[0].text', 'questions[1]']
    """
    chosen = _Chosen(frozenset(only), frozenset(ignore))
    return [*_compare("", _plain(found), _plain(expected), chosen)]


def outline(page: Page | Mapping[str, Any] | Case) -> dict[str, Any]:
    """A record in the few fields that any parser of question pages has: compare what your crawler gives with that of a case.

    `title`, `text` (the page's own running text), and `questions`, each with `text`, `body`, `author`, `published` and `answers`, each with `text`, `author`,
    `published`, `votes` and `accepted`. Texts are plain, a line a paragraph, item or step (with its marker).

    >>> from qaclean.testing import load
    >>> outline(load("negative/less-than-is-no-tag"))["questions"][0]["answers"][0]["text"][:5]
    '可以发芽。'
    """
    from qaclean.export.plain_text import plain_text
    from qaclean.records import Page

    record = page if isinstance(page, Page) else Page.model_validate(_plain(page))
    return {
        "title": record.title,
        "text": plain_text(record.body),
        "questions": [
            {
                "text": question.text,
                "body": plain_text(question.body),
                "author": question.author,
                "published": question.published,
                "answers": [
                    {
                        "text": plain_text(answer.blocks),
                        "author": answer.author,
                        "published": answer.published,
                        "votes": answer.votes,
                        "accepted": answer.accepted,
                    }
                    for answer in question.answers
                ],
            }
            for question in record.questions
        ],
    }


class _Chosen(NamedTuple):
    """The keys that are compared: all of them where `only` is empty, none of `ignore`."""

    only: frozenset[str]
    ignore: frozenset[str]

    def value(self, key: str) -> bool:
        return not self.only or key in self.only

    def without(self) -> _Chosen:
        """Below a key of `only` everything counts."""
        return _Chosen(frozenset(), self.ignore)


def _plain(page: Page | Mapping[str, Any] | Case) -> Record:
    if isinstance(page, Case):
        return page.expected_json
    if isinstance(page, Mapping):
        return dict(page)
    return page.model_dump(mode="json")


def _compare(path: str, found: Record, expected: Record, chosen: _Chosen) -> Iterator[Difference]:
    if isinstance(found, Mapping) and isinstance(expected, Mapping):
        for key in dict.fromkeys((*expected, *found)):
            if key in chosen.ignore:
                continue
            below = f"{path}.{key}" if path else str(key)
            pair = found.get(key, _MISSING), expected.get(key, _MISSING)
            inner = chosen.without() if key in chosen.only else chosen
            if chosen.value(key) or any(isinstance(value, list | tuple | Mapping) for value in pair):
                yield from _compare(below, *pair, inner)
    elif _is_list(found) and _is_list(expected):
        yield from _compare_lists(path, found, expected, chosen)
    elif found != expected or type(found) is not type(expected):
        yield Difference(path, *_told(found, expected))


def _is_list(value: Record) -> bool:
    return isinstance(value, list | tuple)


def _compare_lists(
    path: str, found: Sequence[Record], expected: Sequence[Record], chosen: _Chosen
) -> Iterator[Difference]:
    """Members that are the same stand beside each other, so that one that is missing does not make all behind it differ."""
    right, own = (
        [json.dumps(_kept(row, chosen), sort_keys=True, default=str) for row in rows] for rows in (expected, found)
    )
    for tag, a, b, c, d in difflib.SequenceMatcher(None, right, own, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        both = min(b - a, d - c)
        for offset in range(both):
            yield from _compare(f"{path}[{a + offset}]", found[c + offset], expected[a + offset], chosen)
        for index in range(a + both, b):
            yield Difference(f"{path}[{index}]", _shown(_kept(expected[index], chosen)), "nothing")
        for index in range(c + both, d):
            yield Difference(f"{path}[{index}]", "nothing", _shown(_kept(found[index], chosen)))


def _kept(value: Record, chosen: _Chosen) -> Record:
    """A value without what is not compared."""
    if isinstance(value, Mapping):
        return {
            key: _kept(inner, chosen.without() if key in chosen.only else chosen)
            for key, inner in value.items()
            if key not in chosen.ignore and (chosen.value(key) or isinstance(inner, list | tuple | Mapping))
        }
    return [_kept(inner, chosen) for inner in value] if _is_list(value) else value


def _told(found: Record, expected: Record) -> tuple[str, str]:
    """Both values in words; of two longer texts what stands around the place where they part."""
    if not (isinstance(found, str) and isinstance(expected, str)) or max(len(found), len(expected)) <= SHORT:
        return _shown(expected), _shown(found)
    start = next(
        (i for i, (a, b) in enumerate(zip(found, expected, strict=False)) if a != b), min(len(found), len(expected))
    )
    least = min(len(found), len(expected)) - start
    same = next((i for i in range(least) if found[-1 - i] != expected[-1 - i]), least)
    return tuple(_around(text, start, len(text) - same) for text in (expected, found))  # type: ignore[return-value]


def _around(text: str, start: int, end: int) -> str:
    """`[start, end)` of a text between marks, and the text around.

    >>> _around("Feed the starter once a day, better twice.", 18, 22)
    "'Feed the starter o⟦nce ⟧a day, better twice.'"
    """
    first, last = max(start - AROUND, 0), min(end + AROUND, len(text))
    middle = text[start:end] if end - start <= 2 * SHORT else f"{text[start : start + SHORT]}…{text[end - SHORT : end]}"
    parts = ("…" if first else "") + text[first:start], middle, text[end:last] + ("…" if last < len(text) else "")
    before, own, behind = (repr(part)[1:-1] for part in parts)
    return f"'{before}⟦{own}⟧{behind}'"


def _shown(value: Record) -> str:
    if value is _MISSING:
        return "no such field"
    words = repr(value) if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    return words if len(words) <= 4 * SHORT else f"{words[: 3 * SHORT]}… ({len(words)} characters)"
