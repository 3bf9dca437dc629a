"""Boards whose heads tell of members, lists between and behind posts, posts below their teasers: invented dumps in the structures seen."""

from __future__ import annotations

import pytest

import qaclean
from qaclean.records import Page

SAID = [
    "The deck was silent when we bought the house, and since March it squeaks with every step.",
    "Pull the nails where it is worst, and put in screws of the same length.",
    "Stainless, please, or they will stain the larch within a year or two.",
    "Drill first near the ends, and use two in each of the joists.",
    "That did it, thank you all for the help with it.",
]
NAMES = ["marl", "Tess Wilde", "oakhand", "Pine Ron", "marl"]
SUMMARY = [f"One member tells of {what}, which others do not think worth the trouble, as it has to be done each year." for what in (
    "wax", "tape of bitumen", "powder", "longer screws", "oil", "wedges", "a second joist", "new boards", "felt",
)]  # fmt: skip


def read(lines: list[str]) -> Page:
    return qaclean.clean("\n".join(lines) + "\n", media_type="text/plain")


def answers(page: Page) -> list[str]:
    return [
        "\n".join(getattr(block, "text", "") for block in answer.blocks)
        for question in page.questions
        for answer in question.answers
    ]


def board(card: list[str], between: list[str]) -> list[str]:
    """A board with a summary above its first post, a card in each head, and lines between the second and the third post."""
    lines = [
        "Squeaky deck boards - Hollow Creek",
        "Forums",
        "Log in",
        "Squeaky deck boards",
        "Start new topic",
        "Summary of this thread",
        *SUMMARY,
    ]
    for n, (name, words) in enumerate(zip(NAMES, SAID, strict=True)):
        lines += [
            name,
            *card,
            f"Apr {n + 3}, 2023",
            f"#{n + 1}",
            words,
            "Report",
            "Reply",
            *(between if n == 1 else ()),
        ]
    return lines


def test_below_a_summary_posts_of_members_are_a_thread() -> None:
    assert answers(read(board(["Member", "12 posts"], []))) == SAID[1:]


@pytest.mark.parametrize(
    "card", [["Messages", "196"], ["Joined Jun 29, 2016"], ["388 posts · Joined 2018"], ["Posts: 5"]]
)
def test_how_cards_tell_of_members(card: list[str]) -> None:
    assert answers(read(board(card, []))) == SAID[1:]


def test_without_members_they_are_comments_on_an_article() -> None:
    assert answers(read(board([], []))) == []


def test_posts_go_on_below_a_list_of_other_pages() -> None:
    between = ["Related questions", "How long does larch last?", "Which screws for oak?"]
    assert answers(read(board(["Member", "12 posts"], between))) == SAID[1:]


def test_a_list_with_dates_of_another_kind_is_no_post() -> None:
    topics = [
        "Gravel under a shed?",
        "Which oil for a bench",
        "Fence posts lean",
        "Stairs creak at the top",
        "A gate that opens",
    ]
    behind = [
        line
        for n, topic in enumerate(topics)
        for line in (topic, "by lintel", "in", "Outdoor", f"{n + 2} weeks ago", str(n + 3))
    ]
    lines = board(["Member", "12 posts"], [])
    assert answers(read([*lines, "More from this board", *behind])) == SAID[1:]


def test_a_post_is_told_once_where_its_beginning_stands_above_a_button() -> None:
    lines = ["Why does bread dough tear? - Askwell", "Sign in", "Why does bread dough tear?", "5 answers"]
    for name, words in zip(NAMES, SAID, strict=True):
        begin = words[: words.rindex(" ")]
        lines += [name, "Apr 3, 2023", begin + "...", "Show the rest", words, "Upvote", "Share"]
    assert answers(read(lines)) == SAID


def test_who_liked_a_post_is_none_of_its_words() -> None:
    lines = ["Squeaky deck boards - Hollow Creek", "Forums", "Log in", "Squeaky deck boards"]
    for n, (name, words) in enumerate(zip(NAMES, SAID, strict=True)):
        liked = "Reactions: ann, bea and cyn" if n % 2 else "Likes: dan, eve and 3 others"
        lines += [name, f"Apr {n + 3}, 2023", f"#{n + 1}", words, liked]
    assert answers(read(lines)) == SAID[1:]


def test_answers_of_a_few_words_below_their_number() -> None:
    lines = [
        "How do I stop a door from squeaking? - Hinge Talk",
        "Home",
        "Log in",
        "How do I stop a door from squeaking?",
    ]
    lines += ["My door squeaks in the night and wakes the whole house. What should I put on the hinge?", "Reply"]
    short = [
        "ann",
        "Mar 3, 2021",
        "Oil it.",
        "Reply",
        "bob",
        "Mar 5, 2021",
        "Wax on the pin.",
        "Reply",
        "Privacy policy",
    ]
    assert answers(read([*lines, "2 answers", *short])) == ["Oil it.", "Wax on the pin."]


def test_what_counts_the_answers_to_a_post_is_none_of_its_words() -> None:
    lines = ["Squeaky deck boards : decks", "Squeaky deck boards", "5 comments"]
    for n, (name, words) in enumerate(zip(NAMES, SAID, strict=True)):
        lines += [
            name,
            f"{n + 3} points",
            f"{n + 2} hours ago",
            "(1 child)" if n == 2 else "(0 children)",
            words,
            "reply",
        ]
    assert answers(read(lines)) == SAID[1:]
