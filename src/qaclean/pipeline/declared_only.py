"""How-tos that a page declares and does not show: their materials, their steps or both become its last lines, and a warning says so."""

from __future__ import annotations

from qaclean.patterns import compile_at_once
from qaclean.pipeline.declared_seams import with_declared_seams
from qaclean.posts.believed import SHOWN, read_declared, shown_share
from qaclean.posts.declared_howto import declared_materials
from qaclean.posts.declared_items import declared_items
from qaclean.posts.structured_data import Declared
from qaclean.segments.layout import NO_ORIGIN, Layout, Nodes, Rendered

__all__ = ["with_declared_only"]

FEWEST = 2  # steps, materials
MAX_LINE, MORE = 160, 2  # code points of a line that shows a material, times as many words as it has
_DECLARES = ("recipeIn", "HowToStep")  # `recipeInstructions`, `recipeIngredient`
_MESSAGE = "the page declares the {} of a how-to and does not show them: they stand below its lines, as declared"
_SOLID = compile_at_once(r"[\W_]+")
_WORD = compile_at_once(r"[^\W\d_]{3,}|[\u3040-\u30ff\u3400-\u9fff]{2}")


def with_declared_only(rendered: Rendered) -> Rendered:
    """The page, its lines parted as it declares its how-to, and with that below them where it does not show it."""
    layout = rendered.layout
    texts = (*layout.head.json_ld, *([layout.markup] if layout.declares else ()))  # a search of a long markup is dear
    if not any(sign in text for text in texts for sign in _DECLARES):
        return rendered
    layout = layout._replace(items=declared_items(layout))  # they are read again when the posts are looked for
    rendered = Rendered(rendered.text, layout, rendered.warnings)
    declared = read_declared(layout)
    if declared.kind != "howto":
        return rendered
    steps = () if len(declared.steps) < FEWEST or _steps_shown(declared, rendered.text) else declared.steps
    # Beside steps that nobody shows only materials that will be found for certain are not repeated.
    shown = bool(declared_materials(declared.materials, layout.lines)) if steps else _materials_shown(declared, layout)
    materials = () if shown else declared.materials
    if not steps:
        rendered = with_declared_seams(rendered, declared)
    rows = [(" ".join(words.split()), 0) for words in materials]
    rows += [(" ".join(text.split()) or name, number) for number, (name, text) in enumerate(steps, 1)]
    rows = [row for row in rows if row[0]]
    if not rows:
        return rendered
    layout = _with_lines(rendered.layout, rows)
    message = _MESSAGE.format("steps" if steps else "materials")
    return Rendered("\n".join(layout.lines), layout, (*rendered.warnings, ("declared-only", message)))


def _steps_shown(declared: Declared, text: str) -> bool:
    """Whether a page has the words of the steps that it declares."""
    return shown_share(Declared("howto", steps=declared.steps), text.casefold()) >= SHOWN


def _materials_shown(declared: Declared, layout: Layout) -> bool:
    """Whether short lines have most words of half of the declared materials, or the page all their letters on end; so few that they prove nothing count as
    shown."""
    page = _SOLID.sub("", "".join(layout.lines)).casefold()
    wanted = [
        frozenset() if _SOLID.sub("", material).casefold() in page else words
        for material in declared.materials
        if (words := frozenset(_WORD.findall(material.casefold())))
    ]
    if len(wanted) < FEWEST:
        return True
    told = {" ".join(text.split()).casefold() for _, text in declared.steps}
    lines = [line.casefold() for line in layout.lines if len(line) <= MAX_LINE]
    held = {line: frozenset(_WORD.findall(line)) for line in lines if line not in told}
    by_word: dict[str, set[str]] = {}
    for line, words in held.items():
        for word in words:
            by_word.setdefault(word, set()).add(line)

    def is_shown(words: frozenset[str]) -> bool:
        if not words:
            return True
        near = {line for word in words for line in by_word.get(word, ())}
        rows = (held[line] for line in near if len(held[line]) <= MORE * len(words) + MORE)
        return any(len(words & row) >= SHOWN * len(words) for row in rows)

    return sum(map(is_shown, wanted)) >= SHOWN * len(wanted)


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
