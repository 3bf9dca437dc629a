"""How-tos that a page declares (JSON-LD) and does not show: their materials and steps become its last lines, and a warning says so."""

from __future__ import annotations

from qaclean.patterns import compile_on_use
from qaclean.pipeline.declared_seams import with_declared_seams
from qaclean.posts.structured_data import Declared, read_declared
from qaclean.segments.layout import NO_ORIGIN, Layout, Nodes, Rendered

__all__ = ["with_declared_only"]

SHOWN = 0.5  # of the words of the steps that a page has which shows them, in these words or others
FEWEST = 2  # steps
_DECLARES = ("recipeInstructions", "recipeIngredient", "HowToStep")
_WORD = compile_on_use(r"[^\W\d_]{4,}|[\u3040-\u30ff\u3400-\u9fff]{2}")
_MESSAGE = "the page declares the steps of a how-to and does not show them: they stand below its lines, as declared"


def with_declared_only(rendered: Rendered) -> Rendered:
    """The page, its lines parted as it declares its how-to, and with that below them where it does not show it."""
    layout = rendered.layout
    if not any(word in text for text in layout.head.json_ld for word in _DECLARES):
        return rendered
    declared = read_declared(layout)
    if declared.kind != "howto":
        return rendered
    if len(declared.steps) < FEWEST or _is_shown(declared, rendered.text):
        return with_declared_seams(rendered, declared)
    rows = [(" ".join(words.split()), 0) for words in declared.materials]
    rows += [(" ".join(text.split()) or name, number) for number, (name, text) in enumerate(declared.steps, 1)]
    layout = _with_lines(layout, [row for row in rows if row[0]])
    return Rendered("\n".join(layout.lines), layout, (*rendered.warnings, ("declared-only", _MESSAGE)))


def _is_shown(declared: Declared, text: str) -> bool:
    """Whether a page has the words of the steps that it declares."""
    words = {word for name, told in declared.steps for word in _WORD.findall(f"{name} {told}".casefold())}
    shown = text.casefold()
    return sum(word in shown for word in words) >= SHOWN * len(words)


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
