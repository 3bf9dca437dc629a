"""Markdown of pages that tables lay out: a converter puts the paragraphs of a cell together, and a post with its head stands in one line."""

from __future__ import annotations

from qaclean import Page, clean
from qaclean.markdown.render import read_markdown
from qaclean.records import Paragraph
from test_pipeline import assert_ledger

SAID = (
    "The pressure cooker spits water all the time, did I fill in too much of it?",
    "Two thirds at most, and half for beans and anything that foams.",
    "Have a look whether the valve is clogged, a toothpick will do.",
    "A new gasket solved it for me, it was eight dollars in the shop.",
    "Less water did it, as the second post says. Thanks to all of you!",
)
WHO = ("marlow", "petra_w", "claydad", "oldoak", "marlow")


def post(n: int) -> str:
    return f"**{WHO[n]}**   \nMember  \n  \nPosts: {n * 7 + 3}  \nJoined: May 2014  \nReputation: **0****#{n + 1}** 08-2{n}-2017, 09:1{n} PM {SAID[n]}FindReply  \n---|---  \n"


def thread() -> Page:
    head = "  * Search\n  * Member List\n  * Help\n\nPost Reply\n\n"
    foot = "  \n**« Next Oldest | Next Newest »**  \n\nUsers browsing this thread: 1 Guest(s)  \n"
    return clean("# Cooker spits water\n\n" + head + "".join(map(post, range(len(SAID)))) + foot, media_type="text/markdown")  # fmt: skip


def test_posts_in_tables_are_parted_from_their_heads() -> None:
    page = thread()
    assert_ledger(page)
    said = [
        " ".join(block.text for block in answer.blocks if isinstance(block, Paragraph))
        for answer in page.questions[0].answers
    ]
    assert said == list(SAID[1:])


def test_tables_of_data_are_not_cut() -> None:
    text = read_markdown("Model | Length  \n---|---  \nA1Posts: 12 | 3  \nA2Posts: 14 | 4  \n\n" * 5).rendered.text
    assert len(text.split("\n")) == 5 * 5 + 1
    assert "A1Posts: 12\t3" in text
