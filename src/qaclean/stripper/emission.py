"""From verdicts to removals: every piece that is not kept goes whole, with its reason and rule; chrome inside a kept one is cut out."""

from __future__ import annotations

from collections.abc import Sequence

from qaclean.posts.line_words import title_lead
from qaclean.posts.model import Cut, TitleSpan
from qaclean.posts.title_heading import title_heading
from qaclean.segments.code_runs import glued_buttons
from qaclean.segments.document import TELLS_OF_POST, Piece, Removal
from qaclean.segments.signals import Evidence, cues_with
from qaclean.stripper.inline import cut_inside, may_cut_inside
from qaclean.stripper.labels import KEEP, TELL, TITLE_AGAIN, Labels
from qaclean.stripper.page_title import title_affixes
from qaclean.stripper.reasons import explain_drop
from qaclean.stripper.view import View
from qaclean.text.dates import names_a_date

__all__ = ["emit_removals"]

MAX_TOLD = 100  # code points of a piece that are looked through for a date


def emit_removals(view: View, labels: Labels) -> list[Removal]:
    """The removals of a page, in order, never overlapping."""
    posted = {piece for first, last in view.posts for piece in range(first, last)}
    begins = {first for first, _ in view.posts}
    known = view.found.thread.rule if view.layout is not None and view.found.exact and view.found.thread else None
    cuts = _cuts(view)
    removals: list[Removal] = []
    above, title = "", title_heading(view.marked, view.evidence)
    # Half of the dumps hold nothing that a kept line is cut at.
    whole = view.document.layout is None and view.found.title_span is None and not may_cut_inside(view.document.folded)
    for index, (piece, seen, verdict) in enumerate(zip(view.document.pieces, view.evidence, labels, strict=True)):
        if verdict is KEEP and whole and not (piece.code or index == title or cuts):
            above = ""
            continue
        if verdict is KEEP:
            inside = _inside(view, index, title=index == title)
            removals += _without_furniture(view, piece, cuts[index], inside) if index in cuts else inside
            above = ""
            continue
        reason, rule = verdict.reason, verdict.rule
        if not reason:
            if index in posted:
                reason, rule, above = _explain_in_post(seen, "" if index in begins else above)
            else:
                reason, rule, above = explain_drop(seen, view.text.zones[index], verdict is TELL, above)
            rule = known or rule
        elif rule == TITLE_AGAIN:
            above = ""  # the page's own heading ends any zone above it
        removals.append(Removal(piece.start, piece.end, reason, rule))
    return removals


def _cuts(view: View) -> dict[int, list[Cut]]:
    """The furniture inside pieces that what found the posts knows of, by piece."""
    cuts: dict[int, list[Cut]] = {}
    for cut in view.found.thread.cuts if view.found.thread is not None else ():
        cuts.setdefault(cut.piece, []).append(cut)
    return cuts


def _without_furniture(view: View, piece: Piece, cuts: Sequence[Cut], inside: Sequence[Removal]) -> list[Removal]:
    """What goes of a kept piece in which furniture is known: that, and of what else would go `inside` what does not overlap."""
    text, thread = view.document.text, view.found.thread
    rows: list[Removal] = []
    for cut in cuts:
        at = piece.start + cut.offset
        if not text.startswith(cut.words, at):  # a repair has moved it
            at = text.find(cut.words, rows[-1].end if rows else piece.start, piece.end)
        if at >= (rows[-1].end if rows else piece.start) and thread is not None:
            reason = "metadata" if names_a_date(cut.words) else "noise"
            rows.append(Removal(at, at + len(cut.words), reason, thread.rule))
    return sorted([*rows, *(r for r in inside if all(r.end <= row.start or row.end <= r.start for row in rows))])


def _inside(view: View, index: int, *, title: bool) -> list[Removal]:
    """What goes of a kept piece, which may be known as the page's title."""
    piece = view.document.pieces[index]
    if not (title or piece.code) and view.document.layout is None and view.found.title_span is None:
        return cut_inside(view.document.folded, piece.start, piece.end)  # the usual one of a dump
    layout = view.layout
    marked = view.marked
    if marked is not None and marked.origins[index].table:
        return []
    named = view.found.title_span
    if named is not None and named.piece == index:
        return _around(view, piece, named)
    if layout is not None and index == 0 and view.titled:
        return title_affixes(view, layout)
    if piece.code:
        return [Removal(start, end, "site_chrome", "copy-button") for start, end in _buttons(view, piece)]
    if layout is not None and (layout.origins[index].code or layout.origins[index].table):
        return []
    lead = title_lead(view.evidence[index].text) if title else 0
    cut = [Removal(piece.start, piece.start + lead, "site_chrome", "title-lead")] if lead else []
    return [*cut, *cut_inside(view.document.folded, piece.start + lead, piece.end)]


def _buttons(view: View, piece: Piece) -> list[tuple[int, int]]:
    """The buttons that stand glued to the ends of a line of code."""
    before, after = glued_buttons(view.document.text[piece.start : piece.end])
    spans = [(piece.start, piece.start + before), (piece.end - after, piece.end)]
    return [(start, end) for start, end in spans if start < end]


def _around(view: View, piece: Piece, title: TitleSpan) -> list[Removal]:
    """What stands before and behind a title's own words."""
    parts = ((piece.start, title.start, "title-lead"), (title.end, piece.end, "title-suffix"))
    return [Removal(a, b, "site_chrome", rule) for a, b, rule in parts if view.document.folded[a:b].strip()]


def _explain_in_post(seen: Evidence, above: str) -> tuple[str, str, str]:
    """Reason, rule and zone head of a piece that goes from a post: one with a date tells of it, and what names a zone of the page
    (`Top`, `Search`) names none here."""
    reason, rule, head = explain_drop(seen, "inside", names_a_date(seen.text[:MAX_TOLD]), above)
    return reason, TELLS_OF_POST if rule == "weighed-metadata" else rule, head if head in cues_with("in_posts") else ""
