"""The how-to of a page of HTML as the page declares and shows it: by its markup, lists are whole, headings are sections, captions are none of a step."""

from __future__ import annotations

from collections.abc import Sequence

from qaclean.posts.counted_elements import with_counted_elements
from qaclean.posts.declared_howto import counted_on, declared_materials, declared_title, in_one_telling
from qaclean.posts.howto_model import HowTo
from qaclean.posts.material_lists import listed_materials, with_whole_lists, without_dated_lists
from qaclean.posts.model import Range
from qaclean.posts.shown_steps import step_titles
from qaclean.posts.step_captions import without_captions
from qaclean.posts.step_sections import with_sections
from qaclean.posts.structured_data import Declared
from qaclean.segments.columns import texts_of
from qaclean.segments.document import Document
from qaclean.segments.layout import Layout
from qaclean.segments.signals import Evidence

__all__ = ["shown_howto"]

MOST_DECLARED = 400  # declared materials; a recipe has some dozens


def shown_howto(
    howto: HowTo, document: Document, evidence: Sequence[Evidence], declared: Declared, located: Sequence[Range]
) -> HowTo:
    """The how-to with what the page declares of it and shows: its steps, which are `located` on it, its materials, its title."""
    lines = texts_of(evidence)
    tellings = [part.items for part in howto.parts if part.kind == "steps" and part.certain]
    shown = in_one_telling(located, tellings, len(declared.steps))
    steps = counted_on(shown, lines)
    counted = max(len(declared.steps), len(shown)) + len(steps) - len(shown)
    titles = step_titles(declared.steps)
    howto = howto.with_declared(steps, counted, titled=bool(titles))
    if document.layout is not None:
        howto = without_dated_lists(howto, lines)
        howto = _with_materials(howto, declared.materials, lines, document.layout)
        howto = with_counted_elements(howto, evidence, document.layout)
        howto = with_whole_lists(howto, document.layout)
        howto = without_captions(with_sections(howto, evidence, document.layout, titles), document.layout)
    return howto._replace(title=declared_title(document, evidence, declared))


def _with_materials(howto: HowTo, materials: Sequence[str], lines: Sequence[str], layout: Layout) -> HowTo:
    """The how-to with the materials that the page declares, in their words or as a list of theirs; each is looked for among all, so that very many
    are left where the page shows them."""
    if len(materials) > MOST_DECLARED:
        return howto
    shown = declared_materials(materials, lines)
    if not shown and not any(part.kind == "materials" for part in howto.parts):
        shown = listed_materials(materials, layout)
    return howto.with_materials(shown) if shown else howto
