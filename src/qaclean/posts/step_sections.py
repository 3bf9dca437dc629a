"""The sections of a how-to's steps: headings of one level that stand between them (`For the dough`, `For the glaze`)."""

from __future__ import annotations

from collections.abc import Sequence

from qaclean.posts.howto_parts import HowTo, HowToPart
from qaclean.posts.step_lines import numbers_step
from qaclean.segments.layout import Layout
from qaclean.segments.signals import Evidence
from qaclean.text.section_heads import is_howto_button, part_of

__all__ = ["with_sections"]

MAX_HEAD = 100  # code points


def with_sections(howto: HowTo, evidence: Sequence[Evidence], layout: Layout) -> HowTo:
    """The how-to, where the headings between the steps of a part are the heads of its sections."""
    parts = tuple(
        part._replace(sections=_sections(part, evidence, layout)) if part.kind == "steps" else part
        for part in howto.parts
    )
    return howto._replace(parts=parts)


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
