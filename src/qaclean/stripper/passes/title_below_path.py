"""The title of a dump above what is kept of it: the line right below the way to the page (`Home > Repairs > Chain`), or one said again."""

from __future__ import annotations

from qaclean.patterns import compile_at_once
from qaclean.segments.signals import Evidence
from qaclean.stripper.labels import KEEP, Labels, proof
from qaclean.stripper.passes.bylines import BYLINE
from qaclean.stripper.view import View
from qaclean.text.columns import columns_of
from qaclean.text.titles import BETWEEN, asks

__all__ = ["keep_title_below_path", "keep_title_said_again"]

BELOW = 2  # lines below the path
MIN_TITLE, MAX_TITLE = 4, 120  # code points
LEAST = 2
REACH = 40  # lines above what is kept, of which one is named by the first line
CLOSE, SAID, AGAIN = 16, 16, 2  # ... of which one is said more than so often, with so many columns
_CLOSES = "\u3002.;,:\uff1a"
_BESIDE = frozenset(BETWEEN) | {"(", ""}  # what may stand behind a title in the page's first line
_ARROW = compile_at_once(r"\s{0,3}[>»›→]\s{0,3}")


def keep_title_below_path(view: View, labels: Labels) -> Labels:
    """Where nothing is kept above it, the line below the way to the page stays if it is the way's last entry, asks, or has a byline below it."""
    if view.layout is not None:
        return labels
    first = next((i for i, label in enumerate(labels) if label is KEEP), len(labels))
    for i in range(min(first, len(labels) - 1)):
        if "breadcrumb" in view.evidence[i].fired and (words := _ARROW.split(view.evidence[i].text))[1:]:
            at = next((j for j in range(i + 1, min(i + 1 + BELOW, first)) if _is_title(view, labels, j, words[-1])), -1)
            return [KEEP if j == at else label for j, label in enumerate(labels)]
    return labels


def keep_title_said_again(view: View, labels: Labels) -> Labels:
    """Where a dump's first line is not kept, the line above what is kept that the first line names, or that the page says several times, stays.

    A first line that begins with what parts a title from a site's name (`- Site`) lacks the title: it goes.
    """
    if view.layout is not None or not labels or view.found.thread is not None or view.found.howto is not None:
        return labels
    line = view.evidence[0].text
    nameless = line[0] in BETWEEN and labels[0] is KEEP
    first = next((i for i, label in enumerate(labels) if label is KEEP and i >= nameless), 0)
    said = [i for i in range(max(first - REACH, 0) + 1, first) if _says_title(view, i, line, first)]
    if not said or len({view.evidence[i].text for i in said}) > 1:
        return labels  # lines that are all said again are the questions that a page lists
    at = said[-1]
    new = [KEEP if i == at else label for i, label in enumerate(labels)]
    if nameless:
        new[0] = proof("site_chrome", "title-suffix")
    return new


def _says_title(view: View, index: int, line: str, first: int) -> bool:
    """Whether a line says the title: the page's first `line` begins with it, or it is said again twice; `first` is the first kept one."""
    text = view.evidence[index].text
    if not LEAST <= len(text) <= MAX_TITLE or text[-1] in _CLOSES:
        return False
    wide = columns_of(text)
    if len(text) >= MIN_TITLE and line.startswith(text) and line[len(text) :].lstrip()[:1] in _BESIDE:
        return len(line) > len(text) or wide >= SAID
    times = sum(seen.text == text for seen in view.evidence) if first - index <= CLOSE and wide >= SAID else 0
    return times > AGAIN or (times == AGAIN and asks(text))


def _is_title(view: View, labels: Labels, index: int, entry: str) -> bool:
    seen = view.evidence[index]
    if seen.text == entry.strip():
        return len(seen.text) >= LEAST
    if labels[index].reason or not _may_be(seen):
        return False
    return asks(seen.text) or (index + 1 < len(labels) and labels[index + 1] is BYLINE)


def _may_be(seen: Evidence) -> bool:
    return MIN_TITLE <= seen.length <= MAX_TITLE and not seen.cues and seen.text[-1] not in _CLOSES
