"""The sections of a how-to's steps: headings of one level that stand between them (`For the dough`, `For the glaze`)."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from qaclean.patterns import compile_at_once
from qaclean.posts.howto_model import HowTo, HowToPart
from qaclean.posts.model import Range
from qaclean.posts.step_shapes import lead_of, numbers_step
from qaclean.segments.layout import Layout
from qaclean.segments.signals import Evidence
from qaclean.text.section_heads import is_howto_button, part_of

__all__ = ["with_sections"]

MAX_HEAD = 100  # code points
_SOLID = compile_at_once(r"[\W_]+")


def with_sections(howto: HowTo, evidence: Sequence[Evidence], layout: Layout, titles: Collection[str] = ()) -> HowTo:
    """The how-to, where the headings between the steps of a part are the heads of its sections, and so are those of a step that stand above its
    text in one of the `titles`."""
    named = {_folded(title) for title in titles}
    parts = []
    for part in howto.parts:
        if part.kind == "steps" and not part.sections:
            part = _without_next_section(part, layout)
            part = part._replace(sections=tuple((i, i + 1) for i in _sections(part, evidence, layout)))
            part = _titled(part, evidence, named) if named and part.declared else part
        parts.append(part)
    return howto._replace(parts=tuple(parts))


def _without_next_section(part: HowToPart, layout: Layout) -> HowToPart:
    """The part, its last step without the heading of what comes next and the lines below, where no other step holds a heading."""
    headed = [[i for i in range(first + 1, last) if layout.origins[i].level] for first, last in part.items]
    if len(headed) < 2 or not headed[-1] or any(headed[:-1]):
        return part
    return part._replace(items=(*part.items[:-1], (part.items[-1][0], headed[-1][0])))


def _titled(part: HowToPart, evidence: Sequence[Evidence], named: set[str]) -> HowToPart:
    """The part, where the title of a step with the number above it heads it as a section of one."""
    items: list[Range] = []
    heads: list[Range] = []
    for first, last in part.items:
        at = first
        while at < last - 1 and numbers_step(evidence[at].text, ""):
            at += 1
        lead, _ = lead_of(evidence[at].text)
        if at < last - 1 and named & {_folded(evidence[at].text), _folded(evidence[at].text[lead:])}:
            heads.append((first, at + 1))
            first = at + 1
        items.append((first, last))
    return part._replace(items=tuple(items), sections=tuple(sorted([*part.sections, *heads])))


def _folded(words: str) -> str:
    return _SOLID.sub("", words).casefold()


def _sections(part: HowToPart, evidence: Sequence[Evidence], layout: Layout) -> tuple[int, ...]:
    """The pieces of the heads: headings right above a step, of one level, one of them between two steps; the first may stand above all."""
    levels = [origin.level for origin in layout.origins]

    def is_head(i: int) -> bool:
        seen = evidence[i]
        if not levels[i] or seen.length > MAX_HEAD or numbers_step(seen.text, ""):
            return False
        return not part_of(seen.text) and not is_howto_button(seen.text)

    starts = [first for first, _ in part.items]
    ends = [0, *(last for _, last in part.items[:-1])]
    between = [
        first - 1 for first, above in zip(starts[1:], ends[1:], strict=True) if first > above and is_head(first - 1)
    ]
    same = [i for i in between if levels[i] == levels[between[0]]]
    if same and starts[0] - 1 > part.head and is_head(starts[0] - 1) and levels[starts[0] - 1] == levels[same[0]]:
        same = [starts[0] - 1, *same]
    return tuple(same)
