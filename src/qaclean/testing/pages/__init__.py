"""Clean pages with gold, without end: questions with answers, threads, FAQs, how-tos and articles in four languages, from a slot grammar.

    from qaclean.testing.pages import generate_page

    page = generate_page("qa", "ko", seed=7)

Wording, length, layout, numbering and punctuation vary. `part` chooses the two thirds of the grammar that rules may be made with (`open`), or the third that
is held back for scoring (`held`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from qaclean.errors import UsageError
from qaclean.testing.damage.model import CleanPage
from qaclean.testing.grammar import Part
from qaclean.testing.pages.articles import article_page, howto_page
from qaclean.testing.pages.questions import answers_page, faq_page, qa_page, replies_page, thread_page
from qaclean.testing.pages.writer import Writer

__all__ = ["LAYOUTS", "generate_page"]

LAYOUTS: Mapping[str, Callable[[Writer], CleanPage]] = MappingProxyType(
    {
        "answers": answers_page,
        "article": article_page,
        "faq": faq_page,
        "howto": howto_page,
        "qa": qa_page,
        "replies": replies_page,
        "thread": thread_page,
    }
)


def generate_page(layout: str, language: str = "zh", seed: int | str = 0, *, part: Part = "all") -> CleanPage:
    """A page of a layout (`LAYOUTS`) in a language of the grammar. The same arguments give the same page. Errors: `UsageError`.

    >>> page = generate_page("howto", "en", seed=3)
    >>> sum(block.role == "step" for block in page.blocks()) > 1
    True
    """
    if layout not in LAYOUTS:
        raise UsageError(f"no layout {layout!r}; there are {', '.join(LAYOUTS)}")
    return LAYOUTS[layout](Writer(language, f"{layout}/{language}/{seed}", part))
