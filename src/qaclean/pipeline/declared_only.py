"""How-tos that a page declares and does not show: their materials and steps become its last lines, and a warning says so."""

from __future__ import annotations

from qaclean.pipeline.declared_seams import with_declared_seams
from qaclean.posts.believed import SHOWN, read_declared, shown_share
from qaclean.posts.structured_data import Declared
from qaclean.segments.layout import NO_ORIGIN, Layout, Nodes, Rendered

__all__ = ["with_declared_only"]

FEWEST = 2  # steps
_DECLARES = ("recipeInstructions", "recipeIngredient", "HowToStep")
_MESSAGE = "the page declares the steps of a how-to and does not show them: they stand below its lines, as declared"


def with_declared_only(rendered: Rendered) -> Rendered:
    """The page, its lines parted as it declares its how-to, and with that below them where it does not show it."""
    layout = rendered.layout
    if not any(word in text for text in (*layout.head.json_ld, layout.markup) for word in _DECLARES):
        return rendered
    declared = read_declared(layout)
    if declared.kind != "howto":
        return rendered
    if len(declared.steps) < FEWEST or _steps_shown(declared, rendered.text):
        return with_declared_seams(rendered, declared)
    rows = [(" ".join(words.split()), 0) for words in declared.materials]
    rows += [(" ".join(text.split()) or name, number) for number, (name, text) in enumerate(declared.steps, 1)]
    layout = _with_lines(layout, [row for row in rows if row[0]])
    return Rendered("\n".join(layout.lines), layout, (*rendered.warnings, ("declared-only", _MESSAGE)))


def _steps_shown(declared: Declared, text: str) -> bool:
    """Whether a page has the words of the steps that it declares."""
    return shown_share(Declared("howto", steps=declared.steps), text.casefold()) >= SHOWN


def _with_lines(layout: Layout, rows: list[tuple[str, int]]) -> Layout:
    """The layout with a list item for each row of words and ordinal (0 for none) behind its lines, in its outermost element."""
    nodes = layout.nodes if layout.nodes.tags else Nodes([-1], ["body"], [""], [0], [0], [layout.root])
    lasts = [len(layout.lines) + len(rows), *nodes.lasts[1:]]
    origins = [NO_ORIGIN._replace(node=0, item=1, ordinal=ordinal, begins=True) for _, ordinal in rows]
    return layout._replace(
        lines=(*layout.lines, *(words for words, _ in rows)),
        origins=(*layout.origins, *origins),
        nodes=nodes._replace(lasts=lasts),
    )
