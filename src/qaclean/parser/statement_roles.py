"""The roles of an article whose headings and sentences the chain took for questions: what asks nothing there is none."""

from __future__ import annotations

from collections.abc import Sequence

from qaclean.parser.kept_spans import KeptSpan
from qaclean.parser.roles import ANSWER, DETAIL, MORE, OTHER, QUESTION, Seen
from qaclean.parser.seen_roles import tells_of_posts
from qaclean.patterns import compile_at_once
from qaclean.text.question_forms import asking_manners
from qaclean.text.titles import asks, title_kind

__all__ = ["without_statements"]

MAX_ASKED = 160  # code points of a line that asks; a longer one is a paragraph
SEVERAL = 3  # questions of a page of which most ask nothing
LONG, MANY = 60, 4  # code points of a line of running text, and how many make an article
_LATIN = compile_at_once(r"[^\W\d_\u0e00-\U0010ffff]")
_ASKED = compile_at_once(r"[?\uff1f\u061f\u037e][\s)\"'\u201d\u2019\u300d\u300f*_]{0,4}$")


def without_statements(roles: list[int], pieces: Sequence[KeptSpan], seen: Sequence[Seen]) -> list[int]:
    """The roles, where on a page of running text of which nothing says that it holds questions a line that asks nothing is no question,
    and what stands below it is the article's.

    The first line may be a title that asks in no words, unless most of the page is neither its question nor an answer.
    """
    asking = [i for i, role in enumerate(roles) if role == QUESTION]
    if all(_asks(seen[i].text) for i in asking) or title_kind(seen[0].text) or tells_of_posts(pieces):
        return roles
    manners = asking_manners([piece.text for piece in seen], [piece.underlined for piece in seen])
    asked = [manners[i] not in ("", "plain") or _asks(seen[i].text) for i in asking]
    if all(asked) or not (_is_article(roles, seen) or 2 * sum(asked) < len(asked) >= SEVERAL):
        return roles
    settled, told, each = list(roles), False, iter(asked)
    loose = sum(len(piece.text) for piece, role in zip(seen, roles, strict=True) if role == OTHER)
    whole = sum(len(piece.text) for piece in seen)
    for i, role in enumerate(roles):
        if role == QUESTION:
            told = next(each) or (i == 0 and 2 * loose < whole)
        if not told and role in (QUESTION, DETAIL, ANSWER, MORE):
            settled[i] = OTHER
    return settled


def _is_article(roles: Sequence[int], seen: Sequence[Seen]) -> bool:
    """Whether so much running text is neither question nor answer that the page is an article."""
    return sum(role == OTHER and len(piece.text) >= LONG for piece, role in zip(seen, roles, strict=True)) >= MANY


def _asks(line: str) -> bool:
    """Whether a line asks: by its mark, or, in a script that has words for it anywhere, by these."""
    if _ASKED.search(line) is not None:
        return len(line) <= MAX_ASKED
    return len(line) <= MAX_ASKED and _LATIN.match(line.lstrip("\"'\u201c(0123456789.) ")) is None and asks(line)
