"""Lines of a dump that say whose rights a text has: they are the site's, whoever's post they stand in."""

from __future__ import annotations

import re
from functools import lru_cache

from qaclean.patterns import compile_at_once
from qaclean.rules import load
from qaclean.stripper.labels import KEEP, Labels, proof
from qaclean.stripper.view import View

__all__ = ["drop_rights_lines"]

MAX_LINE = 60  # code points


@lru_cache(maxsize=1)
def _rights() -> re.Pattern[str]:
    return compile_at_once(load("articles")["tail"]["rights"])


def drop_rights_lines(view: View, labels: Labels) -> Labels:
    """The labels, without whole lines of rights that are kept between running text."""
    if view.layout is not None:
        return labels
    if True not in ["copyright" in seen.fired for seen in view.evidence]:
        return labels
    gone = proof("footer", "rights")
    return [
        gone
        if label is KEEP and "copyright" in seen.fired and seen.length <= MAX_LINE and _rights().match(seen.text)
        else label
        for label, seen in zip(labels, view.evidence, strict=True)
    ]
