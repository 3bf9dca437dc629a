"""Posts that elements tell: with heads beside them, the question's copies above them, and titles whose parts other headings tell."""

from __future__ import annotations

import json

from qaclean import Page, clean
from qaclean.records import Heading, Paragraph
from qaclean.records.walk import block_lists

SAID = ("Which glue holds a soundboard that has come loose along the lower edge after a dry winter?", "Hide glue, warmed, and clamps over night; nothing else lets go again when the next one has to open it.", "I used fish glue on mine and it has held for six winters now, with the humidity all over the place.", "Whatever you take, clean the old joint first.", "Thanks, hide glue it is.")  # fmt: skip
HEADED = """<div class="blockpost"><h2><span>#{n}</span> <a href="#p{n}">2022-03-0{n} 10:00:0{n}</a></h2><div class="box"><div class="postbody"><dl><dt>{who}</dt><dd>Registered: 2011-01-01</dd></dl><h3>Loose soundboard</h3><div class="postmsg"><p>{said}</p></div></div></div></div>"""
NAMELESS = """<div><div class="b"><div>{who} &middot; <span>0{n}/03/2022 19:4{n}</span></div></div><div class="post-body prose"><p>{said}</p></div></div>"""
WHO = ("arlo", "bente", "cyr", "dov", "arlo")


def thread(post: str, title: str = "Loose soundboard") -> Page:
    rows = [post.format(n=n, who=who, said=said) for n, (who, said) in enumerate(zip(WHO, SAID, strict=True), 1)]
    return clean(f"<title>{title}</title><p>Index</p>{''.join(rows)}<p>Board footer</p>", media_type="text/html")


def texts(page: Page) -> list[str]:
    return [
        " ".join(block.text for block in place.blocks if isinstance(block, (Paragraph, Heading)))
        for place in block_lists(page)
        if place.followup is None and place.blocks
    ]


def test_heads_beside_the_elements_of_posts_belong_to_them() -> None:
    page = thread(HEADED)
    assert texts(page) == list(SAID)
    assert [answer.published for answer in page.questions[0].answers] == [
        f"2022-03-0{n}T10:00:0{n}" for n in range(2, 6)
    ]


def test_posts_whose_heads_all_stand_outside_are_posts() -> None:
    page = thread(NAMELESS)
    assert page.kind == "thread"
    assert texts(page) == list(SAID)


def test_a_heading_of_any_level_before_a_mark_is_the_title() -> None:
    assert thread(HEADED, "Loose soundboard / Repairs / Luthiers' Board").title == "Loose soundboard"
    assert thread(HEADED.replace("<h3>Loose soundboard</h3>", "<h3>Loose</h3>"), "Loose soundboard after winter").title == "Loose soundboard after winter"  # fmt: skip


def test_of_copies_of_the_question_the_one_above_the_answers_counts() -> None:
    answer = (
        '<div itemscope itemtype="https://schema.org/Comment" class="c"><b>{}</b><time>2022-03-02</time><p>{}</p></div>'
    )
    declared = {"@type": "DiscussionForumPosting", "headline": "Loose soundboard", "text": SAID[0], "comment": [{"@type": "Comment", "text": said} for said in SAID[1:]]}  # fmt: skip
    answers = "".join(answer.format(who, said) for who, said in zip(WHO[1:], SAID[1:], strict=True))
    page = clean(
        f"<title>Loose soundboard</title><script type='application/ld+json'>{json.dumps(declared)}</script><div class=hidden><p>{SAID[0]}</p></div>"
        f"<h1>Loose soundboard</h1><p>{SAID[0]}</p><div>{answers}</div>",
        media_type="text/html",
    )
    asked = page.questions[0].body[0]
    assert page.source_text.count(SAID[0]) == 2
    assert asked.span[0] == page.source_text.rindex(SAID[0])


BADGED = """<div class="post"><div class="user-info"><a href="/users/{n}/{who}/">{who}</a> <span>{n}83</span> <span>&#9679;2</span> <span>&#9679;6</span></div><div class="post-body"><p>{said}</p></div></div>"""


def test_counts_and_badges_beside_the_link_to_a_member_are_none_of_the_name() -> None:
    page = thread(BADGED)
    assert [answer.author for answer in page.questions[0].answers] == list(WHO[1:])
    numbered = thread(
        BADGED.replace('">{who}</a> <span>{n}83</span> <span>&#9679;2</span> <span>&#9679;6</span>', '">{who} 2</a>')
    )
    assert [answer.author for answer in numbered.questions[0].answers] == [f"{who} 2" for who in WHO[1:]]
