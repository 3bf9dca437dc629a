"""Lines that a dump says twice: which of them stays, and which two are none of the same."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from qaclean import Block, Paragraph, clean
from qaclean.posts.found import Wanted, find_posts
from qaclean.segments.lines import cut_lines
from qaclean.segments.signals import observe
from qaclean.stripper.labels import DROP, KEEP, proof
from qaclean.stripper.passes.duplicates import settle_duplicates
from qaclean.stripper.view import view_page


def words_of(blocks: Sequence[Block]) -> str:
    return "\n".join(block.text for block in blocks if isinstance(block, Paragraph))


def test_a_labelled_question_that_is_asked_twice_with_two_answers_stays() -> None:
    first, second = "Oil it from above, a drop is enough.", "Lift it out and clean the pin first."
    between = ["Q: Does the frost harm the seal of a door?", "A: It does not, if the seal is clean and dry."]
    asked = "Q: How do I oil the hinge of a balcony door?"
    page = clean("\n".join([asked, f"A: {first}", *between, asked, f"A: {second}"]), media_type="text/plain")
    assert [words_of(question.answers[0].blocks) for question in page.questions] == [first, between[1][3:], second]


@pytest.mark.parametrize("times", [2, 3])
def test_of_a_line_that_a_dump_says_twice_the_first_stays_among_the_posts(times: int) -> None:
    again = "うちも同じでした。油は300円くらいの物で足ります。よく動くといいですね。"
    lines = ["扉は自分で直せますか?", again, "まず、扉を外して、布で軸をふいてください。", *[again] * (times - 1)]
    document = cut_lines("\n".join(lines))
    view = view_page(document, observe(document), find_posts(document, observe(document), Wanted(profile="none"))[1])
    first, last = (proof("duplicate", f"said-at-{p.start}-{p.end}") for p in (document.pieces[1], document.pieces[-1]))
    labels = settle_duplicates(view, [KEEP, DROP, KEEP, *[DROP] * (times - 2), KEEP])
    assert labels == ([KEEP, KEEP, KEEP, first] if times == 2 else [KEEP, last, KEEP, last, KEEP])


def test_a_heading_of_markdown_that_is_said_twice_stays_where_it_heads_the_recipe() -> None:
    again = "## Millet Porridge with Plums"
    lines = [
        "Stir it now and then, or it sticks to the pot.",
        again,
        "We eat it in autumn, when plums are ripe.",
        "Print",
        again,
    ]
    document = cut_lines("\n\n".join(lines))
    view = view_page(document, observe(document), find_posts(document, observe(document), Wanted(profile="none"))[1])
    last = document.pieces[-1]
    labels = settle_duplicates(view, [KEEP, DROP, KEEP, DROP, KEEP])
    assert labels == [KEEP, proof("duplicate", f"said-at-{last.start}-{last.end}"), KEEP, DROP, KEEP]
