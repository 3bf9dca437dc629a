"""Who wrote a post, told by the card of the member above its date: invented dumps in the structures of forums, flattened a line a text node."""

from __future__ import annotations

import pytest

import qaclean
from qaclean.records import Page

TITLE = "Chain slips under load on a hub gear"
SAID = [
    "The chain jumps whenever I stand up on the pedals, and a new sprocket did not change that at all.",
    "Check the tension first, a chain on a hub gear that hangs more than a finger's width will always slip.",
    "I had the same trouble with mine, and in the end it was a bent tooth that one could hardly see.",
    "Turn the sprocket round and ride on its other side, that is what my father did all his life.",
    "Thank you all, it was the tension after all and now it runs without a sound.",
]
NAMES = ["moritz", "Wrench Annie", "oldspoke", "Wrench Annie", "moritz"]
DAYS = ["May 5, 2021", "May 5, 2021", "May 6, 2021", "May 8, 2021", "May 11, 2021"]


def authors(lines: list[str]) -> list[str | None]:
    page: Page = qaclean.clean("\n".join(lines) + "\n", media_type="text/plain")
    return [answer.author for answer in page.questions[0].answers]


def dump(cards: list[list[str]], below: list[list[str]], menu: list[str]) -> list[str]:
    """A thread of five posts: a card, a date and a number above each, something of the template's below."""
    lines = [f"{TITLE} | Spokes and Hubs", *menu, TITLE]
    for n, said in enumerate(SAID):
        lines += [*cards[n], DAYS[n], f"#{n + 1}", said, *below[n]]
    return [*lines, "You must log in or register to reply here.", "Similar threads", "Which oil for a hub gear?"]


MENU = ["Home", "Forums", "New posts", "What's new", "Log in", "Register", "Gears"]
LIKED = [
    ["bea", ",", "cyn", "and 4 others"],
    ["cyn"],
    ["bea", "and", "dora"],
    ["dora", ",", "bea", ",", "cyn"],
    ["cyn"],
]


def reacted(n: int) -> list[str]:
    return ["Reactions:", *LIKED[n]]


def test_a_card_of_any_length_below_a_list_of_who_liked_the_post_above() -> None:
    joined = [["Joined", "Jan 2, 2015", "Messages", str(300 + n), "Reaction score", str(41 + n)] for n in range(5)]
    place = [[], ["Location", "Leeds"], ["Location", "Ghent", "Bike", "a green one"], ["Location", "Leeds"], []]
    ranks = ["Tinkerer", "Rides in any weather", "Well-known member", "Rides in any weather", "Tinkerer"]
    cards = [[NAMES[n], ranks[n], *joined[n], *place[n]] for n in range(5)]
    assert authors(dump(cards, [reacted(n) for n in range(5)], MENU)) == NAMES[1:]


def test_the_letter_of_a_picture_is_above_the_name_and_a_custom_title_is_no_name() -> None:
    titles = ["Wheel Whisperer", "Legend", "Wheel Whisperer", "Legend", "Wheel Whisperer"]
    cards = [[NAMES[n][0].upper(), NAMES[n], titles[n], "Joined", "Jan 2, 2015", "Posts", "12"] for n in range(5)]
    assert authors(dump(cards, [["Reply", *reacted(n)] for n in range(5)], MENU)) == NAMES[1:]


def test_a_card_without_labels_between_who_liked_it_and_the_date() -> None:
    marked = [["OP", NAMES[n]] if NAMES[n] == "moritz" else [NAMES[n]] for n in range(5)]
    assert authors(dump(marked, [reacted(n) for n in range(5)], MENU)) == NAMES[1:]


def test_who_wrote_the_post_above_and_when_is_not_who_wrote_the_one_below() -> None:
    cards = [[NAMES[n], "Active Member", "Messages:", "47", "Likes Received:", "3"] for n in range(5)]
    below = [[NAMES[n], ",", DAYS[n], "IP"] for n in range(5)]
    lines = dump(cards, below, MENU)
    assert (
        authors([line for i, line in enumerate(lines) if not (line in DAYS and lines[i + 1][:1] == "#")]) == NAMES[1:]
    )


def test_a_rank_that_comes_again_is_not_taken_for_the_name_above_it() -> None:
    ranks = ["Site Ambassador" if name == "Wrench Annie" else "Member" for name in NAMES]
    cards = [[NAMES[n], ranks[n], "Oct 10, 2012", str(16 + n), "0", "3"] for n in range(5)]
    assert authors(dump(cards, [[] for _ in NAMES], MENU)) == NAMES[1:]


def test_events_between_posts_are_no_cards() -> None:
    """A discussion whose names stand right above the dates, with events of the thread between the posts."""
    event = [
        [],
        ["bea", "changed the title", "May 5, 2021"],
        ["9 days later"],
        [],
        ["cyn", "likes this", "19 days later"],
    ]
    cards = [[*event[n], NAMES[n]] for n in range(5)]
    assert authors(dump(cards, [["Reply"] for _ in NAMES], MENU)) == NAMES[1:]


@pytest.mark.parametrize("label", ["[Gears]", "Solved problem", "Tips and tricks", "Question"])
def test_the_label_of_a_thread_is_not_its_title(label: str) -> None:
    """The label stands on a line of its own above the title, and the page's first line says both."""
    cards = [[NAMES[n], "Member", "Joined", "Jan 2, 2015"] for n in range(5)]
    lines = dump(cards, [["Reply"] for _ in NAMES], [*MENU, label])
    lines[0] = f"{label} - {TITLE} | Spokes and Hubs"
    page = qaclean.clean("\n".join(lines) + "\n", media_type="text/plain")
    assert page.questions[0].text == TITLE
    lines[0] = f"{TITLE} | Spokes and Hubs"
    assert qaclean.clean("\n".join(lines) + "\n", media_type="text/plain").questions[0].text == TITLE
