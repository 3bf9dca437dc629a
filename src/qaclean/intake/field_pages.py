"""A record whose question and answers stand in fields of their own as one page, whose markup says what each of them is.

The page is HTML that the packaged profile `fields` knows to the element: nothing is weighed, what a field holds is what its author wrote. Texts keep their
lines; a field that holds markup is read as markup, made whole first, so that no end tag of it leaves its field.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from qaclean.intake.model import Fields

__all__ = ["PROFILE", "is_field_page", "page_of_fields", "values_of"]

PROFILE = "fields"  # the site profile that reads such a page
_OPENING = "<!DOCTYPE html><html data-qaclean=fields><body>"
_MARKUP = re.compile(
    r"</(?:p|div|span|a|b|i|em|strong|ul|ol|li|pre|code|h[1-6]|table|blockquote)>|<(?:br|p)\s?/?>", re.I
)

_BLANK = re.compile(r"\n(?:[ \t]*\n)+")
_INDENT = re.compile(r"^[ \t]{2,}", re.MULTILINE)


def is_field_page(content: str | bytes) -> bool:
    """Whether a content was made by `page_of_fields`: a dead letter of one is read again."""
    return isinstance(content, str) and content.startswith(_OPENING)


def page_of_fields(row: Mapping[str, Any], fields: Fields) -> str | None:
    """The page of a record; None where the fields are not named, or the record has no question in them.

    >>> page_of_fields({"q": "怎么办?", "a": ["重启。", {"body": "等。"}]}, Fields(question=("q",), answers=("a", "a.body")))
    '<!DOCTYPE html><html data-qaclean=fields><body><section><h1>怎么办?</h1></section><section><p>重启。</p></section><section><p>等。</p></section></body></html>'
    """
    if not fields.question:
        return None
    asked, detail, answers = (list(_texts(row, names)) for names in (fields.question, fields.detail, fields.answers))
    if not asked:
        return None
    title = html.escape(" ".join(" ".join(asked).split()), quote=False)
    posts = ["\n".join((f"<h1>{title}</h1>", *map(_markup, detail))), *map(_markup, answers)]
    return f"{_OPENING}{''.join(f'<section>{post}</section>' for post in posts)}</body></html>"


def values_of(row: Any, name: str) -> list[Any]:
    """The values of a key, or of one in nested mappings, dots between them; of a list those of all its members.

    >>> values_of({"replies": [{"body": "a"}, {"body": "b"}]}, "replies.body")
    ['a', 'b']
    """
    if isinstance(row, Mapping) and name in row:
        value = row[name]
        return list(value) if _is_list(value) else [value]
    first, _, rest = name.partition(".")
    value = row.get(first) if isinstance(row, Mapping) else None
    if not rest or value is None:
        return []
    return [found for member in (value if _is_list(value) else [value]) for found in values_of(member, rest)]


def _is_list(value: Any) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str | bytes)


def _texts(row: Mapping[str, Any], names: Sequence[str]) -> Iterator[str]:
    """What the fields hold that is text, not empty, in the order of their names."""
    for name in names:
        yield from (value for value in values_of(row, name) if isinstance(value, str) and value.strip())


def _paragraph(text: str) -> str:
    """Lines between two empty ones as markup; indents are kept, for code stands in texts too."""
    escaped = html.escape(text, quote=False)
    return f"<pre>{escaped}</pre>" if _INDENT.search(text) else f"<p>{'<br>'.join(escaped.splitlines())}</p>"


def _markup(text: str) -> str:
    if _MARKUP.search(text) is None:
        return "".join(map(_paragraph, _BLANK.split(text.strip("\n"))))
    from lxml import html as lxml_html

    whole = lxml_html.fragment_fromstring(text, create_parent="div")
    return str(lxml_html.tostring(whole, encoding="unicode"))
