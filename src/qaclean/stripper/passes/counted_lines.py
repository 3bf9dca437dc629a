"""Lines that count on go together: of the items 1, 2, 3 of one list none is furniture where the others are content."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from qaclean.patterns import compile_at_once
from qaclean.rules import literals, load
from qaclean.segments.signals import Evidence
from qaclean.stripper.labels import KEEP, Labels
from qaclean.stripper.view import View

__all__ = ["keep_counted_lines"]

REACH = 8  # lines from an item to the next
LEAST = 8  # code points of an item that tells something: page numbers and ranks are shorter
SHARE = 0.5  # of the items that are kept: where fewer are, the list may be one of teasers
MAX_LEAD = 60  # code points of the line that announces a list
NEAR = 3  # bin of distances: three lines from a head of furniture to the first item
CERTAIN = 3  # items below a kept first one that stand below no head of furniture
_BREAKS_OFF = ("...", "…")
_CHINESE = "".join(map(chr, (0x4E00, 0x4E8C, 0x4E09, 0x56DB, 0x4E94, 0x516D, 0x4E03, 0x516B, 0x4E5D, 0x5341)))
_CIRCLED = "".join(map(chr, range(0x2460, 0x2474)))


@lru_cache(maxsize=1)
def _counted() -> tuple[re.Pattern[str], frozenset[str]]:
    """A count at the start of a line, with what stands around it: `1、`, `(2)`, `第三步`, `步骤4:`, `⑤`; and what such a line begins with."""
    data = load("numbering")
    before = f"[(\uff08{data['ordinal']['before']}]|{literals(data['named']['words'])}"
    behind = rf"(?:{literals(data['ordinal']['steps'])})?[\u3001.\uff0e)\uff09:\uff1a,\uff0c]?"
    first = {
        *"0123456789(\uff08 ",
        data["ordinal"]["before"],
        *_CHINESE,
        *_CIRCLED,
        *(w[0] for w in data["named"]["words"]),
    }
    pattern = compile_at_once(
        rf"(?P<before>{before})?\s?(?:(?P<number>[0-9]{{1,2}}|[{_CHINESE}])(?P<mark>{behind})|(?P<circled>[{_CIRCLED}]))\s{{0,3}}(?=[^\s0-9])"
    )
    return pattern, frozenset(first)


def keep_counted_lines(view: View, labels: Labels) -> Labels:
    """In a dump, the items of a counted list, where half of them or more are kept and nothing proves the others to be none; or where
    the first is, or a line announces them, no head of furniture stands above, and none breaks off as teasers do."""
    if view.layout is not None:
        return labels
    new = list(labels)
    for run in _runs(view.evidence):
        lead = _lead_of(view, run)
        dropped = [i for i in (*lead, *run) if labels[i] is not KEEP]
        told = bool(lead) or labels[run[0]] is KEEP
        if 0 < len(dropped) <= (1 - SHARE) * len(run) or (dropped and told and _is_procedure(view, run, bool(lead))):
            for i in dropped:
                if not labels[i].reason and (i in lead or view.evidence[i].length >= LEAST):
                    new[i] = KEEP
    return new


def _lead_of(view: View, run: list[int]) -> list[int]:
    """The line right above a run that announces it: it ends with a colon, or is a heading of Markdown."""
    above, marked = run[0] - 1, view.marked
    if above < 0 or view.evidence[above].cues or view.evidence[above].length > MAX_LEAD:
        return []
    heads = marked is not None and bool(marked.origins[above].level)
    return [above] if heads or view.evidence[above].text.endswith(":") else []


def _is_procedure(view: View, run: list[int], announced: bool) -> bool:
    """Whether no head of furniture stands above an item; where a line announces the items: near above that, for an item's words may look like a head, and one
    far above is that of the site's menus."""
    heads = [view.text.heads[i] for i in (run[:1] if announced else run)]
    if announced:
        heads = [head for head in heads if head and int(head.rpartition(":")[2]) <= NEAR]
    return len(run) >= CERTAIN and not any(heads) and not any(view.evidence[i].text.endswith(_BREAKS_OFF) for i in run)


def _runs(evidence: Sequence[Evidence]) -> Iterator[list[int]]:
    """Runs of lines that count from 1 on in one manner, at most `REACH` lines apart; of two items at least."""
    counted, first = _counted()
    run: list[int] = []
    manner, number = "", 0
    for i, seen in enumerate(evidence):
        match = counted.match(seen.text) if seen.text[0] in first else None
        if match is None or not (match["circled"] or match["before"] or match["mark"]):
            continue
        here, count = _manner_of(match), _number_of(match)
        if run and here == manner and count == number + 1 and i - run[-1] <= REACH:
            run.append(i)
            number += 1
            continue
        if len(run) > 1:
            yield run
        run = [i] if count == 1 else []
        manner, number = here, 1
    if len(run) > 1:
        yield run


def _manner_of(match: re.Match[str]) -> str:
    numeral = match["circled"] or match["number"]
    kind = "circled" if match["circled"] else "arabic" if numeral.isascii() else "chinese"
    return f"{match['before'] or ''} {kind} {match['mark'] or ''}"


def _number_of(match: re.Match[str]) -> int:
    if match["circled"]:
        return _CIRCLED.index(match["circled"]) + 1
    return int(match["number"]) if match["number"].isascii() else _CHINESE.index(match["number"]) + 1
