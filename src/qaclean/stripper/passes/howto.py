"""How-tos: what is needed and what to do stay, and so does the title that a dump says above."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qaclean.posts.howto_byline import byline_below
from qaclean.posts.howto_model import HowTo
from qaclean.posts.model import TitleSpan
from qaclean.segments.signals import Evidence, cues_with
from qaclean.stripper.labels import DROP, KEEP, TITLE_AGAIN, Labels, proof
from qaclean.stripper.view import View
from qaclean.text.dates import names_a_date
from qaclean.text.section_heads import heads_advice, is_howto_button, part_of

__all__ = ["keep_howto"]

NEAR, FAR, MOST_SECTIONS = (
    4,
    80,
    4,
)  # lines from the last step to the head of notes; farther down these are sentences; sections of them
MOST_NOTES, MIN_NOTE = 12, 5  # lines of notes, and code points of each


def keep_howto(view: View, labels: Labels) -> Labels:
    """The labels, with `keep` for the parts of a how-to and its title, without buttons and the comments below."""
    howto = view.found.howto
    if howto is None:
        return labels
    button = proof("site_chrome", "howto-button")
    new = [
        button if label is KEEP and is_howto_button(seen.text) else label
        for label, seen in zip(labels, view.evidence, strict=True)
    ]
    for first, last in howto.comments:
        new[first:last] = [label if label.reason else DROP for label in labels[first:last]]
    for first, last in howto.content:
        new[first:last] = [label if label is button else KEEP for label in new[first:last]]
    advice = _advice(view, howto)
    for at in (at for section in advice for at in section):
        new[at] = KEEP
    end = max([howto.end, *(section.stop for section in advice)]) if howto.parts else len(new)
    for at in _of_site_below(view, end):
        new[at] = DROP if new[at] is KEEP else new[at]
    caption = proof("image_alt", "howto-caption")
    for at in (at for part in howto.parts for at in part.asides):
        new[at] = caption
    if howto.title is not None:
        above = range(howto.title.piece)
        if not any(view.evidence[i].running and labels[i] is KEEP for i in above):
            new[: len(above)] = [DROP if labels[i] is KEEP else labels[i] for i in above]
        new[howto.title.piece] = KEEP
        if view.layout is None:
            byline = proof("metadata", "howto-byline")
            for at in byline_below(view.evidence, howto.title.piece, howto.first):
                new[at] = byline
        if view.layout is not None:
            new = _without_title_again(view, new, howto, howto.title)
    return new


def _advice(view: View, howto: HowTo) -> list[range]:
    """In a dump the lines of notes below the steps with their head, right below or farther down: up to the first line that is the site's."""
    evidence = view.evidence
    if not howto.parts or view.layout is not None:
        return []
    end = (
        max(last for part in howto.parts if part.kind == "steps" for _, last in part.items)
        if howto.has_steps
        else howto.end
    )
    sections: list[range] = []
    for head in range(end, min(end + FAR, len(evidence))):
        if sections and head < sections[-1].stop:
            continue
        if heads_advice(evidence[head].text) and len(notes := _notes(evidence, head)) > 1:
            near = head < end + NEAR or (sections and head < sections[-1].stop + NEAR)
            if near or all(seen.sentences for seen in evidence[notes.start + 1 : notes.stop]):
                sections.append(notes)
    return sections[:MOST_SECTIONS]


def _notes(evidence: Sequence[Evidence], head: int) -> range:
    last = head + 1
    while last < min(head + 1 + MOST_NOTES, len(evidence)) and _is_note(evidence[last]):
        if heads_advice(evidence[last].text):
            break
        last += 1
    return range(head, last)


def _of_site_below(view: View, end: int) -> Iterator[int]:
    """In a dump the short lines behind the first head of what is the site's below the steps and notes."""
    zone = cues_with("zone")
    below = range(end, len(view.evidence)) if view.layout is None else range(0)
    first = next((i for i in below if not zone.isdisjoint(view.evidence[i].fired)), len(view.evidence))
    return (i for i in range(first, len(view.evidence)) if not view.evidence[i].sentences)


def _is_note(seen: Evidence) -> bool:
    told = cues_with("content").issuperset(seen.fired) and not names_a_date(seen.text)
    return told and seen.length >= MIN_NOTE and not part_of(seen.text) and not is_howto_button(seen.text)


def _without_title_again(view: View, labels: Labels, howto: HowTo, title: TitleSpan) -> Labels:
    """The labels, where lines that only say the how-to's name again go, and so does the title that the page has instead."""
    again = proof("duplicate", TITLE_AGAIN)
    name = view.document.folded[title.start : title.end].casefold()
    parts = {i for first, last in howto.content for i in range(first, last)}
    new = [
        again if label is KEEP and i != title.piece and i not in parts and seen.text.casefold() == name else label
        for i, (label, seen) in enumerate(zip(labels, view.evidence, strict=True))
    ]
    if view.titled and title.piece:
        new[0] = again
    return new
