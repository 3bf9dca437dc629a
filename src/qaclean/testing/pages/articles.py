"""How-tos and articles, with their site around them."""

from __future__ import annotations

from qaclean.testing.damage.model import Block, CleanPage
from qaclean.testing.pages.bodies import picture, remarks, step_list
from qaclean.testing.pages.furniture import foot, head, page_title, tags
from qaclean.testing.pages.writer import Post, Writer

__all__ = ["article_page", "howto_page"]


def howto_page(writer: Writer) -> CleanPage:
    """A title, an introduction, one or two lists of steps with or without pictures, remarks, tags."""
    title = writer.fresh("howto_titles")
    _top(writer, title)
    writer.text("paragraph", writer.speech(1, 3, "article_sentences"), Post())
    pictures = writer.dice.choice((0.0, 0.9, 0.9))
    if pictures and writer.chance(0.4):
        writer.add(picture(writer, Post())._replace(steps=-1))
    for _ in range(writer.dice.choice((1, 1, 1, 2))):
        if writer.chance(0.5):
            writer.text("heading", writer.fresh("bold_leads"), Post())
        else:
            writer.text("paragraph", writer.say("leads"), Post())
        step_list(writer, Post(), pictures=pictures, least=3)
    if writer.chance(0.5):
        remarks(writer, Post())
    if writer.chance(0.6):
        writer.text("paragraph", writer.speech(1, 2), Post())
    _bottom(writer)
    return writer.page("howto")


def article_page(writer: Writer) -> CleanPage:
    """A title and paragraphs, some of them under headings."""
    title = writer.fresh("article_titles")
    _top(writer, title)
    for _ in range(writer.dice.randint(2, 7)):
        if writer.chance(0.25):
            writer.text("heading", writer.fresh("bold_leads"), Post())
        writer.text("paragraph", writer.speech(2, 5, "article_sentences"), Post())
    _bottom(writer)
    return writer.page("article")


def _top(writer: Writer, title: str) -> None:
    writer.fixed["title"] = title
    head(writer)
    if writer.chance(0.25):
        page_title(writer, title)
    writer.add(Block("title", title))
    if writer.chance(0.8):
        writer.facts(writer.pick("page_facts"), Post())


def _bottom(writer: Writer) -> None:
    if writer.chance(0.5):
        tags(writer)
    foot(writer)
