"""Copies of annotated dumps whose title is cut, as many crawlers store it: what the site's name told of the page is gone.

From whole titles alone the chains learn to lean on the name behind them; a page of 30 posts under a cut title is then taken for an article.
Where the cut stands is decided by the page's name alone.
"""

from __future__ import annotations

import zlib

from qaclean.text.titles import split_title
from training.annotated_pages import Annotated, annotated

__all__ = ["cut_title"]

KEPT = 4  # code points of the site's name, at most


def cut_title(page: Annotated) -> Annotated | None:
    """The page with its title cut within the site's name or before it; nothing where its first line names no site.

    >>> whole = annotated("a", "怎么关机?_天天问答网\\n拔掉电源。", {"lines": [[0, "question"], [1, "answer"]]})
    >>> copy = cut_title(whole)
    >>> copy.name, copy.site, copy.document.text
    ('a-cut', '天天问答网', '怎么关机?_天天\\n拔掉电源。')
    """
    text = page.document.text
    if not page.document.pieces or text.startswith("\n"):
        return None
    first = page.document.pieces[0]
    parts = split_title(page.document.folded[first.start : first.end])
    if not parts.suffix:
        return None
    end = first.start + parts.length + zlib.crc32(page.name.encode()) % KEPT
    if end >= first.end:
        return None
    copy = annotated(f"{page.name}-cut", text[:end].rstrip() + text[first.end :], page.gold)
    return copy._replace(site=page.site) if copy.lines == page.lines else None
