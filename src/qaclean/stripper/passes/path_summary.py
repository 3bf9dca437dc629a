"""A page's description in a dump: the title, the path of its subject behind it, and how the text below begins, in one line near the top."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qaclean.patterns import compile_on_use
from qaclean.segments.signals import Evidence
from qaclean.stripper.labels import Labels, proof
from qaclean.stripper.view import View

__all__ = ["drop_path_summary", "path_summaries"]

MOST_ABOVE = 4  # lines above it
SAME = 6  # code points with which it begins as the title does
MOST_BELOW = 8000  # code points
PART = 8  # code points of parts of it that are looked for below
_PATH = compile_on_use("[^_\u3002]{2,80}(?:_[^_\u3002,;!?]{1,20}){2,5}(?:\u3002|$)")


def drop_path_summary(view: View, labels: Labels) -> Labels:
    """The labels of a dump, without the line that says the title, its path (`_subject_subject。`) and the first words of the text below."""
    if view.layout is not None or not view.evidence:
        return labels
    new = list(labels)
    for i in path_summaries(view.evidence):
        new[i] = proof("duplicate", "path-summary")
    return new


def path_summaries(evidence: Sequence[Evidence]) -> Iterator[int]:
    """Where such lines stand, of a dump's lines."""
    title = evidence[0].text[:SAME] if evidence else ""
    for i, seen in enumerate(evidence[1 : 1 + MOST_ABOVE], 1):
        path = _PATH.match(seen.text) if "_" in seen.text and title in seen.text[: 3 * SAME] else None
        if (
            path is not None
            and _is_of_title(seen.text, path.end(), evidence[0].text)
            and _is_said(seen.text[path.end() :], evidence[i + 1 :])
        ):
            yield i


def _is_of_title(text: str, end: int, line: str) -> bool:
    """Whether a path, where nothing stands behind it, begins as the page's first `line` does up to its mark: names of code (`parse_url_of`) do not."""
    own = text.partition("_")[0].strip()
    return end < len(text) or (not own.isascii() and line.startswith(own))


def _is_said(words: str, below: Sequence[Evidence]) -> bool:
    """Whether half of the parts of some words are said below, wherever lines end there."""
    words = "".join(words.rstrip(" .\u2026").split())
    parts = [words[at : at + PART] for at in range(0, len(words) - PART + 1, PART)]
    if not parts:
        return bool(below)
    text = "".join("".join(seen.text.split()) for seen in below)[:MOST_BELOW]
    return 2 * sum(part in text for part in parts) >= len(parts)
