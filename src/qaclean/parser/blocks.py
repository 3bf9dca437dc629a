"""Blocks of a run of kept spans, and the rows of answers and titles made of them."""

from __future__ import annotations

from collections.abc import Sequence

from qaclean.parser.kept_spans import KeptSpan
from qaclean.parser.layout_blocks import layout_blocks, with_images
from qaclean.parser.outline import Outline
from qaclean.parser.region_blocks import region_blocks
from qaclean.parser.section_blocks import Places, section_block, section_runs, without_list_of_one
from qaclean.records.rows import AnswerRow, BlockRow
from qaclean.text.one_line import one_line

__all__ = ["answer_row", "blocks_of", "folded_words"]


def blocks_of(outline: Outline, spans: Sequence[KeptSpan], *, headings: bool = True) -> list[BlockRow]:
    """The blocks of a run of spans, by the layout where there is one; `headings`: lines may be headings of what follows."""
    if outline.places:
        return _blocks_with_sections(outline, outline.places, spans, headings=headings)
    if outline.layout is not None:
        return layout_blocks(outline, outline.layout, spans, headings=headings)
    return region_blocks(outline, spans, headings=headings)


def _blocks_with_sections(
    outline: Outline, places: Places, spans: Sequence[KeptSpan], *, headings: bool
) -> list[BlockRow]:
    """The blocks of spans of which some stand in the parts of a how-to."""
    plain, blocks = outline._replace(places=None), []
    for place, run in section_runs(places, spans):
        if place is not None:
            blocks.append(section_block(outline.text, places, place, run))
        elif outline.layout is not None:
            layout = outline.layout._replace(images=())
            blocks += map(without_list_of_one, layout_blocks(plain, layout, run, headings=headings))
        else:
            blocks += map(without_list_of_one, region_blocks(plain, run, headings=headings))
    return with_images(outline.layout, spans, blocks) if outline.layout is not None and spans else blocks


def answer_row(outline: Outline, blocks: list[BlockRow], followups: Sequence[Sequence[KeptSpan]] = ()) -> AnswerRow:
    """The row of an answer of these blocks (at least one), with the spans of each follow-up."""
    record: AnswerRow = {"blocks": blocks, "span": (blocks[0]["span"][0], blocks[-1]["span"][1])}
    if followups:
        record["followups"] = [blocks_of(outline, run, headings=False) for run in followups]
    return record


def folded_words(text: str, span: KeptSpan) -> tuple[str, tuple[int, int]]:
    """The words of a span, white space folded, and where it stands."""
    return one_line(text[span.start : span.end]), (span.start, span.end)
