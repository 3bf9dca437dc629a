"""What a Markdown file says of itself above its text: front matter, and the head that reader services write.

Front matter is YAML between `---` lines (TOML between `+++`); only flat `key: value` lines and lists below a key are read. Reader services
begin with `Title: …`, `URL Source: …`, `Markdown Content:`. Keys stand in `rules/markdown.toml`.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from qaclean.patterns import compile_at_once
from qaclean.rules import load
from qaclean.surrogates import without_surrogates

__all__ = ["FileHead", "read_file_head"]

MAX_LINES = 200  # of front matter
MAX_HEAD = 12  # lines of a reader service's head
MAX_KEY = 40
_KEY = compile_at_once(r"[ \t]{0,3}([^\s:=#][^:=\n]{0,39}?)[ \t]{0,3}[:=](?:[ \t]+|$)(.{0,2000})")
_ITEM = compile_at_once(r"[ \t]{0,8}-[ \t]+(.{1,500})")
_BRACKETS = compile_at_once(r"[\[\]]")


class FileHead(NamedTuple):
    """The fields of a file's head, and where it ends; of the title also its place in the source. Empty where it says nothing."""

    end: int = 0
    title: str = ""
    title_span: tuple[int, int] = (0, 0)
    url: str = ""
    published: str = ""
    author: str = ""
    tags: tuple[str, ...] = ()
    rule: str = ""


@lru_cache(maxsize=1)
def _keys() -> tuple[dict[str, str], dict[str, str]]:
    data = load("markdown")
    rows = []
    for name in ("front_matter", "reader_head"):
        rows.append({word: field for field, words in data[name].items() for word in words})
    return rows[0], rows[1]


def read_file_head(text: str) -> FileHead:
    """The head of a file; one without any has `end` 0.

    >>> head = read_file_head('---\\ntitle: "Fix a tap"\\ndate: 2020-01-02\\n---\\nFirst, …')
    >>> head.title, head.published, head.end
    ('Fix a tap', '2020-01-02', 44)
    >>> read_file_head("Title: Fix a tap\\n\\nURL Source: https://a.example/b\\n\\nMarkdown Content:\\nFirst").url
    'https://a.example/b'
    """
    text = without_surrogates(text)
    start = len(text) - len(text.lstrip("\ufeff \t\r\n"))
    if text.startswith(("---", "+++"), start):
        return _front_matter(text, start)
    return _reader_head(text, start)


def _front_matter(text: str, start: int) -> FileHead:
    fence = text[start : start + 3]
    fields: dict[str, list[tuple[str, int]]] = {}
    key = ""
    at = _next(text, start)
    if text[start:at].strip() != fence:
        return FileHead()
    for count in range(MAX_LINES):
        end = _next(text, at)
        line = text[at:end].rstrip("\r\n")
        if line.strip() in (fence, "...") and count:
            return _head(text, end, fields, "front-matter") if fields else FileHead()
        match, item = _KEY.match(line), _ITEM.match(line)
        if item and key:
            fields[key].append((item.group(1), at + item.start(1)))
        elif match:
            key = match.group(1).strip().strip("\"'").lower()
            fields.setdefault(key, []).append((match.group(2), at + match.start(2)))
        elif line.strip() and not line[0].isspace() and not line.startswith("#"):
            return FileHead()
        if end >= len(text):
            return FileHead()
        at = end
    return FileHead()


def _reader_head(text: str, start: int) -> FileHead:
    known = _keys()[1]
    fields: dict[str, list[tuple[str, int]]] = {}
    at = start
    for _ in range(MAX_HEAD):
        end = _next(text, at)
        line = text[at:end].strip()
        match = _KEY.match(line)
        field = known.get(match.group(1), "") if match else ""
        if field == "end" and fields:
            return _head(text, end if not match or not match.group(2) else at + text[at:end].index(":") + 1, fields, "reader-head", known)  # fmt: skip
        if line and not field:
            return FileHead()
        if match and field:
            place = at + text[at:end].index(match.group(2)) if match.group(2) else end
            fields.setdefault(match.group(1), []).append((match.group(2), place))
        if end >= len(text):
            break
        at = end
    return FileHead()


def _head(
    text: str, end: int, fields: dict[str, list[tuple[str, int]]], rule: str, known: dict[str, str] | None = None
) -> FileHead:
    by_field: dict[str, list[tuple[str, int]]] = {}
    for key, values in fields.items():
        field = (known or _keys()[0]).get(key)
        if field:
            by_field.setdefault(field, []).extend(values)
    title, span = "", (0, 0)
    for value, place in by_field.get("title", ()):
        words = _unquoted(value)
        if words and not title:
            first = place + value.index(words)
            title, span = words, (first, first + len(words))

    def first_of(field: str) -> str:
        return next((words for value, _ in by_field.get(field, ()) if (words := _unquoted(value))), "")

    tags = tuple(
        word.strip().strip("\"'")
        for value, _ in by_field.get("tags", ())
        for word in _BRACKETS.sub("", value).split(",")
        if word.strip().strip("\"'")
    )
    author = _BRACKETS.sub("", first_of("author")).strip("\"' ")
    return FileHead(end, title, span, first_of("url"), first_of("published"), author, tags[:50], rule)


def _unquoted(value: str) -> str:
    words = value.strip()
    if len(words) > 1 and words[0] == words[-1] and words[0] in "\"'":
        words = words[1:-1].strip()
    return words


def _next(text: str, at: int) -> int:
    """Where the next line begins."""
    end = text.find("\n", at)
    return len(text) if end < 0 else end + 1
