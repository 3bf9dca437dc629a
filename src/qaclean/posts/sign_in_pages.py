"""Pages that let one in, take one in, or give one a new password: they hold a form and nothing to read (`rules/sign_in.toml`)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import Any, NamedTuple

from qaclean.patterns import compile_at_once
from qaclean.posts.index_pages import title_parts
from qaclean.rules import literals, load
from qaclean.segments.layout import Layout
from qaclean.segments.signals import Evidence
from qaclean.text.columns import columns_of
from qaclean.text.titles import asks

__all__ = ["asks_for_password", "is_sign_in_page", "names_sign_in"]

RUNNING = 40  # columns outside links of a line of running text
# Columns of running text beside the forms: where the title or the first heading names the page, with and without a field for a password; beside a
# long form with one; where nothing names it.
MAX_NAMED, MAX_ASKED, MAX_LONG, MAX_UNNAMED = 1200, 600, 600, 120
MAX_OWN, MAX_LONG_OWN = (
    500,
    1500,
)  # columns of all text outside the forms where nothing names the page, and beside a long form
MAX_SENTENCES = 4  # of that text
MAX_BEHIND = 400  # columns outside links behind the form: a box in a page's head has the page behind it
LEAST_FIELDS, LONG_FORM = 2, 8  # fields of a form that may be the page, and of one that is
MAX_FORMS, MAX_FIELDS = 40, 400  # that are looked at
MAX_NAME = 60  # code points
_TYPED = frozenset(("", "text", "email", "tel", "password", "url", "number", "date"))
_SEARCH = compile_at_once(r"search|query|keyword|suche|recherche|busca|cerca|newsletter|subscri")
_PART = compile_at_once(r"\s[\u203a\u00bb>]\s|:\s")  # what parts a name further than other titles
_MARKS = " .!?:*»›>…–—-|·•"


class _Form(NamedTuple):
    """A form: whether it asks for a password, how many fields are to be typed into, and behind which piece it ends (-1: it holds none)."""

    secret: bool
    fields: int
    end: int


def is_sign_in_page(layout: Layout, evidence: Sequence[Evidence]) -> bool:
    """Whether a page without posts is one: it calls itself so beside a form, or it is a form with a password, and hardly any running text stands beside it."""
    if layout.root is None or not layout.named:
        return False
    typed = [*islice(_typed(layout.root), MAX_FIELDS)]  # some templates close a form before its fields
    secret = any((element.get("type") or "").lower() == "password" for element in typed)
    if not secret and all(_SEARCH.search((element.get("name") or "").lower()) for element in typed):
        return False
    own, running, sentences = _outside(layout, evidence)
    if running > MAX_NAMED:
        return False
    if running <= (MAX_NAMED if secret else MAX_ASKED) and any(map(names_sign_in, _names(layout, evidence))):
        return True
    if any(map(asks, title_parts(layout))):  # a short question beside a box to sign in
        return False
    forms = _forms(layout)
    if running <= MAX_LONG and own <= MAX_LONG_OWN and any(form.secret and form.fields >= LONG_FORM for form in forms):
        return True
    if running > MAX_UNNAMED or own > MAX_OWN or sentences > MAX_SENTENCES:
        return False
    ends = [form.end for form in forms if form.secret and form.fields >= LEAST_FIELDS and form.end > 0]
    return bool(ends) and _is_last(layout, evidence, max(ends))


def _names(layout: Layout, evidence: Sequence[Evidence]) -> Iterator[str]:
    """What the page calls itself: the parts of its title, the headings of the first level."""
    firsts = (e.text for e, o in zip(evidence, layout.origins, strict=True) if o.level == 1)
    for name in (*title_parts(layout), *firsts):
        yield name
        parts = _PART.split(name)
        yield from parts if len(parts) > 1 else ()


def _is_last(layout: Layout, evidence: Sequence[Evidence], end: int) -> bool:
    """Whether hardly any text and no first heading stands behind a piece."""
    behind = range(end, len(evidence))
    if any(layout.origins[i].level == 1 for i in behind):
        return False
    return sum(_free_columns(evidence[i], layout.origins[i].link) for i in behind) <= MAX_BEHIND


@lru_cache(maxsize=1)
def _name() -> re.Pattern[str]:
    data = load("sign_in")
    act = rf"(?:(?:{literals(data['before'])})\s)*(?:{literals(data['acts'])})(?:\s?(?:{literals(data['behind'])}))*"
    return compile_at_once(rf"{act}[?!]?(?:\s?(?:{literals(data['joins'])})\s?{act}[?!]?){{0,3}}")


def names_sign_in(name: str) -> bool:
    """Whether a folded name of a page, in any case, is just that of such a page.

    >>> names_sign_in("Login or create an account"), names_sign_in("Register of the parish")
    (True, False)
    """
    return len(name) <= MAX_NAME and _name().fullmatch(name.lower().strip(_MARKS)) is not None


@lru_cache(maxsize=1)
def _passwords() -> tuple[str, ...]:
    return tuple(load("sign_in")["passwords"])


def asks_for_password(lines: Sequence[str]) -> bool:
    """Whether one of a page's short lines speaks of a password."""
    short = "\n".join([line for line in lines if len(line) < RUNNING]).lower()
    return any(map(short.__contains__, _passwords()))


def _forms(layout: Layout) -> list[_Form]:
    """The forms of a page that do not search."""
    ends = {id(element): last for element, last in zip(layout.nodes.elements, layout.nodes.lasts, strict=True)}
    found = islice(layout.root.iter("form"), MAX_FORMS)
    return [_Form(*_fields(form), ends.get(id(form), -1)) for form in found]


def _typed(element: Any) -> Iterator[Any]:
    """The fields below an element that are to be typed into."""
    return (field for field in element.iter("input", "textarea") if (field.get("type") or "").lower() in _TYPED)


def _fields(form: Any) -> tuple[bool, int]:
    """Whether a form asks for a password, and how many fields are to be typed into; one that searches or takes a text has none."""
    typed = [*islice(_typed(form), MAX_FIELDS)]
    secret = any((element.get("type") or "").lower() == "password" for element in typed)
    said = [form.get(name) or "" for name in ("action", "id", "class", "role")]
    said += [element.get("name") or "" for element in typed]
    other = any(element.tag == "textarea" for element in typed) or _SEARCH.search(" ".join(said).lower())
    return secret, 0 if other and not secret else len(typed)


def _outside(layout: Layout, evidence: Sequence[Evidence]) -> tuple[int, int, int]:
    """How much text of its own a page has outside its forms, in columns outside links, how much of it is running, and how many sentences."""
    nodes = layout.nodes
    inside: set[int] = set()
    for tag, first, last in zip(nodes.tags, nodes.firsts, nodes.lasts, strict=True):
        if tag == "form":
            inside.update(range(first, last))
    rows = enumerate(zip(evidence, layout.origins, strict=True))
    free = [_free_columns(seen, origin.link) for i, (seen, origin) in rows if i and i not in inside]
    sentences = sum(
        seen.sentences
        for i, (seen, origin) in enumerate(zip(evidence, layout.origins, strict=True))
        if i and i not in inside and not origin.link
    )
    return sum(free), sum(length for length in free if length >= RUNNING), sentences


def _free_columns(seen: Evidence, linked: int) -> int:
    """How wide a line is outside its links, in columns."""
    if linked >= seen.length:
        return 0
    return columns_of(seen.text) * (seen.length - linked) // seen.length
