"""What stands around a page's own words in its declared title: the site's name, the section's."""

from __future__ import annotations

from qaclean.patterns import compile_at_once
from qaclean.segments.document import Removal, fold
from qaclean.segments.layout import Layout
from qaclean.stripper.view import View
from qaclean.text.titles import PageNames, own_words

__all__ = ["own_title", "title_affixes"]

SITE_NAME = 30  # code points of a line that may be a site's name
MAX_HEADINGS = 40
_MARK = compile_at_once(r"\s{1,2}[-/|·—–»•]{1,2}\s")


def title_affixes(view: View, layout: Layout) -> list[Removal]:
    """The removals inside the first piece, the title: what stands before and behind the page's own words."""
    piece, line = view.document.pieces[0], view.evidence[0].text
    start, end = own_words(line, _names_of(view, layout))
    return [
        Removal(piece.start + a, piece.start + b, "site_chrome", "title-suffix")
        for a, b in ((0, start), (end, len(line)))
        if line[a:b].strip()
    ]


def own_title(view: View, layout: Layout) -> str:
    """The page's own words of its declared title."""
    line = view.evidence[0].text
    start, end = own_words(line, _names_of(view, layout))
    return line[start:end].strip()


def _is_part(heading: str, title: str) -> bool:
    """Whether a title has a heading before a mark that parts it from what follows."""
    return title.startswith(heading) and _MARK.match(title, len(heading)) is not None


def _names_of(view: View, layout: Layout) -> PageNames:
    thread, head = view.found.thread, layout.head
    certain = (thread.title,) if thread is not None and thread.title else view.found.declared.names
    rest = [*zip(view.evidence, layout.origins, strict=True)][1:]
    headings = [seen.text for seen, origin in rest if 1 <= origin.level <= 2][:MAX_HEADINGS]
    from qaclean.profiles import host_of  # only pages of markup have a head

    shared = fold(head.meta.get("og:title", ""))
    whole = view.evidence[0].text
    # A line in bold type may be a heading.
    parts = [seen.text for seen, origin in rest if origin.level > 2 or origin.bold]
    headings += [words for words in parts if _is_part(words, whole)]
    return PageNames(
        certain=[*map(fold, certain)],
        headings=[*headings, "" if shared == whole else shared],  # the title again tells nothing of its parts
        site=fold(head.meta.get("og:site_name", "")),
        host=host_of(head.canonical),
        lines={seen.text for seen, _ in rest if seen.length < SITE_NAME},
    )
