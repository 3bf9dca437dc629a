"""What stands around the words of a page: heads with menus and breadcrumbs, feet with sidebars, forms and footers."""

from __future__ import annotations

from qaclean.testing.damage.furniture import furniture_blocks
from qaclean.testing.damage.model import Block
from qaclean.testing.pages.writer import Writer

__all__ = ["breadcrumb", "foot", "head", "page_title", "tags"]


def head(writer: Writer) -> None:
    """Menus above the page, and where it stands in its site."""
    if writer.chance(0.4):
        writer.furniture("site_chrome", "site_chrome", 1, 2)
    if writer.chance(0.5):
        writer.furniture("navigation", "navigation", 1, 2)
    if writer.chance(0.5):
        breadcrumb(writer)


def breadcrumb(writer: Writer) -> None:
    """The line that tells where a page stands in its site."""
    names = [writer.say("home"), *writer.grammar.several("topics", writer.dice, writer.dice.randint(1, 2))]
    if writer.chance(0.5):
        names.append(writer.say("trail_ends"))
    trail = writer.dice.choice(writer.grammar.rules["breadcrumb_marks"]).join(names)
    writer.add(Block("breadcrumb", writer.say("breadcrumbs", trail=trail), value="\n".join(names)))


def page_title(writer: Writer, title: str) -> None:
    """The page's title with the name of its site, as the first line of many dumps has it."""
    site = writer.fixed["site"]
    writer.add(Block("title", writer.dice.choice((f"{title}_{site}", f"{title} - {site}", f"{title} | {site}", title))))


def tags(writer: Writer) -> None:
    """A line of keywords: each is a text node."""
    words = list(dict.fromkeys([writer.thing, *writer.grammar.several("hot_words", writer.dice, 2)]))
    first = writer.say("tags", words=words[0])
    writer.add(Block("tags", first, value=words[0]), *(Block("tags", word, value=word) for word in words[1:]))


def foot(writer: Writer) -> None:
    """What stands below: some kinds, in an order of the page."""
    kinds = ["previous_next", "share", "related", "hot", "comment_forms", "footer"]
    chosen = [kind for kind in kinds if writer.chance(0.4)]
    if writer.chance(0.3):
        writer.dice.shuffle(chosen)
    for kind in chosen:
        for block in furniture_blocks(kind, writer.grammar, writer.dice, writer.say("related")):
            writer.add(block._replace(text=writer._marked(block.text)))
