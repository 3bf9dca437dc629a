"""Duplicates: a line that another line repeats whole or holds in full is removed, the fuller one stays."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from qaclean.patterns import compile_on_use
from qaclean.segments.columns import texts_of
from qaclean.segments.document import SAID_AT, Document
from qaclean.segments.said_again import count_again
from qaclean.segments.signals import Evidence
from qaclean.stripper.labels import DROP, KEEP, Labels, Verdict, proof
from qaclean.stripper.view import View
from qaclean.text.prefixes import find_prefixes

__all__ = ["drop_duplicates", "duplicate_pieces", "said_at", "settle_duplicates"]

MIN_SAME = 12  # code points; shorter answers (`谢谢`) are rightly given twice
MIN_HELD = 24
MIN_SAME_LINE = 60  # code points of a line of a page with layout that is not said twice by chance
_RULE = compile_on_use(
    r"[.\u2026\s]{0,8}([-=_~\u2014\u2015\u2500\u2501\uff3f*])\1{2}"
)  # parts quoted words from a reply
_CUT = ".\u2026 "
KEY = 16  # code points of a line's start that index it
_HEADING = compile_on_use(r"#{1,6} ")  # of Markdown, which html2text writes too


def duplicate_pieces(evidence: Sequence[Evidence], kept: Sequence[bool]) -> dict[int, int]:
    """Index of each kept piece that another kept piece repeats or holds, with the index of the fuller one.

    Quoting is no repetition: in `words ----- reply` the quoted words stay where they were first said.
    """
    keys = count_again(lambda: _heads(evidence, kept), len(kept))
    alike = {key for key, times in keys.items() if times > 1}
    del keys
    if not alike:
        return {}  # the usual page: no two lines begin alike
    found: dict[int, int] = {}
    first: dict[str, int] = {}
    heads: dict[str, list[int]] = {}
    last: dict[str, int] = {}
    for i, e in enumerate(evidence):
        if not kept[i] or e.length < MIN_SAME:
            continue
        text = e.text
        if text[:KEY] not in alike:
            continue
        if text in first:
            before, last = first[text], last or _last_said(evidence)
            if not _is_listed(evidence, before, last):
                found[i] = before
                continue
            found[before] = i  # said in a table of contents, asked here
        first[text] = i
        heads.setdefault(text[:KEY], []).append(i)
    top = kept.index(True) if any(kept) else -1
    for members in heads.values():
        if len(members) > 1:
            found.update(_truncated(evidence, members))
    if top in found and evidence[top].text[-1] not in _CUT and evidence[found[top]].text != evidence[top].text:
        del found[top]  # a title whose words a heading below begins with is no cut copy of that
    return found


def _heads(evidence: Sequence[Evidence], kept: Sequence[bool]) -> Iterator[str]:
    """How the kept lines begin that are long enough."""
    return (e.text[:KEY] for e, own in zip(evidence, kept, strict=True) if own and e.length >= MIN_SAME)


def _last_said(evidence: Sequence[Evidence]) -> dict[str, int]:
    """Where each text is said last that comes again."""
    lines = texts_of(evidence)
    again = count_again(lambda: lines, len(lines))
    return {line: i for i, line in enumerate(lines) if again[line] > 1}


def _is_listed(evidence: Sequence[Evidence], index: int, last: Mapping[str, int]) -> bool:
    """Whether a line stands in a table of questions: it asks, and the line above it or below it asks or comes again too (`last`: where a
    text that comes again is said last)."""
    if not index or not evidence[index].text.endswith("?"):
        return False
    beside = [evidence[at].text for at in (index - 1, index + 1)]  # it comes again: there is a line below it
    return any(text.endswith("?") for text in beside) or any(last.get(text, index) >= index + 2 for text in beside)


def _truncated(evidence: Sequence[Evidence], members: list[int]) -> dict[int, int]:
    """Among lines that begin alike: those that another one begins with."""
    found: dict[int, int] = {}
    ordered = sorted(members, key=lambda i: (-evidence[i].length, i))[:64]
    for rank, i in enumerate(ordered):
        text = evidence[i].text.rstrip(".… ")
        if len(text) < MIN_HELD:
            continue
        for fuller in ordered[:rank]:
            whole = evidence[fuller].text
            if fuller not in found and whole.startswith(text) and _RULE.match(whole, len(text)) is None:
                found[i] = fuller
                break
    return found


def drop_duplicates(view: View, labels: Labels) -> Labels:
    """The labels, with kept pieces that another kept one says too as duplicates of it.

    With layout only long pieces count, and quotes, code and tables may say a piece again.
    """
    kept = [
        label is KEEP and not (piece.code or piece.quote)
        for label, piece in zip(labels, view.document.pieces, strict=True)
    ]
    if view.layout is not None:
        free = [not (origin.quote or origin.pre or origin.code or origin.table) for origin in view.layout.origins]
        kept = [
            own and apart and seen.length >= MIN_SAME_LINE
            for own, apart, seen in zip(kept, free, view.evidence, strict=True)
        ]
    found = duplicate_pieces(view.evidence, kept)
    found = {i: fuller for i, fuller in found.items() if not _is_answered_anew(view.evidence, i, fuller)}
    if not found:
        return labels
    return [said_at(view.document, found[i]) if i in found else label for i, label in enumerate(labels)]


def _is_answered_anew(evidence: Sequence[Evidence], index: int, other: int) -> bool:
    """Whether a line is a labelled question with a labelled answer right below it, other than the one below the line that says the same: asked twice (`Q: ...`)."""
    if max(index, other) + 1 >= len(evidence) or not _is_labelled(evidence[index].text, asks=True):
        return False
    answer = evidence[index + 1].text
    return _is_labelled(answer, asks=False) and answer != evidence[other + 1].text


def _is_labelled(text: str, *, asks: bool) -> bool:
    """Whether a line begins with the label of a question, or of an answer."""
    label = next(iter(find_prefixes(text, 0, len(text), ("letters",))), None)
    return label is not None and label.start == 0 and label.asks is asks


def settle_duplicates(view: View, labels: Labels) -> Labels:
    """The labels, where what goes is a duplicate if what it says stays elsewhere, and none if that went after all. Where a dump says a line twice the
    first stays if lines that stay are right above and below it: it stands among the posts, unless the second is a heading of Markdown, which may be the title."""
    if all(label is KEEP for label in labels):
        return labels  # the usual dump
    pieces, evidence = view.document.pieces, view.evidence
    kept = {piece.start for piece, label in zip(pieces, labels, strict=True) if label is KEEP}
    gone = {e.text for e, label in zip(evidence, labels, strict=True) if label is DROP}
    said = {
        e.text: i
        for i, (e, label) in enumerate(zip(evidence, labels, strict=True))
        if label is KEEP and e.length >= MIN_HELD and e.text in gone
    }
    del gone
    times = Counter(e.text for e in evidence if e.text in said)
    new = list(labels)
    for i, (label, seen) in enumerate(zip(labels, evidence, strict=True)):
        if label is DROP and seen.text in said:
            again = said[seen.text]
            first = view.layout is None and times[seen.text] == 2 and again > i and _is_among(labels, i)
            if first and not _HEADING.match(view.document.text, pieces[again].start):
                new[i], new[again] = KEEP, said_at(view.document, i)
            else:
                new[i] = said_at(view.document, again)
        elif label.rule.startswith(SAID_AT) and int(label.rule.removeprefix(SAID_AT).partition("-")[0]) not in kept:
            new[i] = DROP
    return new


def _is_among(labels: Labels, at: int) -> bool:
    """Whether the lines right above and below one stay."""
    return 0 < at < len(labels) - 1 and labels[at - 1] is KEEP and labels[at + 1] is KEEP


def said_at(document: Document, index: int) -> Verdict:
    """The verdict of what the piece of that index says too."""
    fuller = document.pieces[index]
    return proof("duplicate", f"{SAID_AT}{fuller.start}-{fuller.end}")
