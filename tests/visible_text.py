"""What other parsers show of a page and our reader does not: the text nodes of html5lib (a browser's tree) and of lxml that a browser shows, each looked up in our text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

import html5lib
from lxml import etree

from qaclean.html.elements import SKIPPED
from qaclean.html.hidden import hides, is_left_out
from qaclean.html.render import read_html

# A browser shows nothing of these, or what is no text of the page (a script, a drawing, a field to fill in).
UNSEEN = frozenset(("script", "style", "template", "head", "noscript", "noframes", "iframe", "object", "audio", "video", "canvas", "datalist", "embed", "frameset", "param", "title"))  # fmt: skip
CHOSEN = (
    SKIPPED - UNSEEN
)  # shown by a browser, left out by choice: fields of forms, drawings, formulas, readings beside characters


class Text(NamedTuple):
    """A text node that a browser shows, without white space; `chosen` where the reader leaves out what it is in, `place` the names of the elements around it."""

    words: str
    chosen: str
    place: str


def shown(root: Any) -> Iterator[Text]:
    """The text nodes of a tree (lxml or `xml.etree`) in order, but those that a browser hides."""
    todo: list[tuple[Any, str, str]] = [(root, "", "")]
    while todo:
        node, chosen, place = todo.pop()
        if isinstance(node, str):
            if words := "".join(node.split()):
                yield Text(words, chosen, place)
            continue
        if node.tail:
            todo.append((node.tail, chosen, place))
        tag = node.tag.rpartition("}")[2] if isinstance(node.tag, str) else "script"  # a comment
        if tag in UNSEEN:
            continue
        how = hides(tag, node, node.keys())
        if how:
            chosen = chosen or ("hidden" if how != "aria" or is_left_out(node, how, 0) else "")
        inner = chosen or (tag if tag in CHOSEN else "")
        where = f"{place}/{tag}"[-60:]
        todo += [(child, inner, where) for child in reversed(node)]
        if node.text:
            todo.append((node.text, inner, where))


def lost(texts: Iterator[Text], ours: str) -> tuple[Counter[str], list[Text]]:
    """Characters shown, lost, and left out by choice; and what is lost."""
    counts: Counter[str] = Counter()
    rows = []
    at = 0
    for text in texts:
        counts["shown"] += len(text.words)
        found = ours.find(text.words, at)
        if found >= 0:
            at = found + len(text.words) if found - at < 20_000 else at
        elif text.words not in ours:
            counts["chosen" if text.chosen else "lost"] += len(text.words)
            if not text.chosen:
                rows.append(text)
    return counts, rows


def compared(markup: str, url: str | None = None) -> dict[str, tuple[Counter[str], list[Text]]]:
    """What each parser shows of a page and ours does not."""
    ours = "".join(read_html(markup, url).text.split())
    trees = {
        "html5lib": html5lib.parse(markup, treebuilder="etree", namespaceHTMLElements=False, scripting=True),
        "lxml": etree.fromstring(markup.encode(), etree.HTMLParser(encoding="utf-8", huge_tree=True)),
    }
    return {name: lost(shown(tree), ours) for name, tree in trees.items() if tree is not None}
