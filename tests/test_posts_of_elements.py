"""Posts of HTML that elements tell: the figures of members beside their words, marks of accepted answers, votes, dates and names in their own forms."""

from __future__ import annotations

import pytest
from lxml import etree

from qaclean import Page, clean
from qaclean.posts.accepted_marks import marked_elements
from qaclean.records import Paragraph

SAID = (
    "用干布擦干，别开机。",
    "泡过水的主板要先断电再拆。",
    "放米里没有用，我试过三次了。",
    "找人用洗板水洗一遍就好。",
)
WHO = ("阿木", "小满", "老周修机", "二狗子")


def page_of(post: str, *, title: str = "键盘进水了怎么处理", above: str = "") -> Page:
    rows = "".join(post.format(n=n, m=n + 11, who=who, said=said) for n, (who, said) in enumerate(zip(WHO, SAID, strict=True), 1))  # fmt: skip
    return clean(
        f"<title>{title}</title><h1>{title}</h1>{above}<div>{rows}</div><p>联系我们</p>", media_type="text/html"
    )


def texts(page: Page) -> list[str]:
    answers = [answer.blocks for answer in page.questions[0].answers]
    opening = page.questions[0].body
    return [
        " ".join(b.text for b in blocks if isinstance(b, Paragraph))
        for blocks in ([opening, *answers] if opening else answers)
    ]


def test_figures_of_members_are_none_of_what_they_say() -> None:
    post = (
        "<div class='readfloor'><table><tr><td class='info'><a href='u.php?uid={n}'>{who}</a><ul><li>UID: {m}</li><li>精华: {n}</li><li>威望: {m} 点</li>"
        "<li>发帖: {m}1 个</li><li>注册时间: 2011-03-0{n}</li></ul></td><td><div>发表于: 2013-10-2{n} 20:1{n}</div><div class='words'>{said}</div></td></tr></table></div>"
    )
    assert texts(page_of(post)) == list(SAID)


def test_name_with_a_rank_is_none_of_what_is_said_and_short_replies_stay() -> None:
    post = (
        "<div class='reply_item'><div><a class='uname' href='/u/{n}'>{who}</a><span>影响力★</span><span>吧龄 {n}.1年</span></div><div>2021-10-27 21:0{n}:13</div>"
        "<div class='w'>{said}</div><div><span>点赞 {m}</span><a>回复</a><a>举报</a></div></div>"
    )
    assert texts(page_of(post)) == list(SAID)


def test_custom_elements_are_posts_with_the_fields_of_their_attributes() -> None:
    post = "<forum-comment author='{who}' score='{m}' created='2024-03-0{n}T10:00:00+00:00'><div><p>{said}</p></div><button>Reply</button></forum-comment>"
    answers = page_of(post).questions[0].answers
    assert [(answer.author, answer.votes) for answer in answers][-2:] == [(WHO[2], 14), (WHO[3], 15)]
    assert [(answer.published or "")[:10] for answer in answers][-2:] == ["2024-03-03", "2024-03-04"]


def test_an_opening_post_without_a_date_of_its_own_opens_the_thread() -> None:
    post = "<div class='atl-item'><span>作者：<a href='/{n}'>{who}</a></span> <span>时间：2014-11-0{n} 22:15:31</span><div class='w'>{said}{said}{said}{said}{said}</div><a>举报</a><a>回复</a></div>"
    opening = f"<div class='atl-item'><div class='w'>{''.join(SAID)}</div></div>"
    rows = "".join(post.format(n=n, who=who, said=said) for n, (who, said) in enumerate(zip(WHO, SAID, strict=True), 1))
    page = clean(f"<title>进水了</title><h1>进水了</h1>{opening}{rows}", media_type="text/html")
    assert [b.text for b in page.questions[0].body if isinstance(b, Paragraph)] == ["".join(SAID)]
    assert [answer.author for answer in page.questions[0].answers] == list(WHO)


@pytest.mark.parametrize(
    "mark",
    [
        "Best Answer",
        "本回答被题主选为最佳回答",
        "Vom Fragesteller als hilfreich ausgezeichnet",
        "ベストアンサー",
        "채택된 답변",
    ],
)
def test_a_mark_beside_one_answer_says_that_it_was_accepted(mark: str) -> None:
    post = "<div class='answer-row'><a class='user-name' href='/u/{n}'>{who}</a> <span>2020-05-0{n} 10:00</span>[{n}]<p>{said}</p></div>"
    rows = "".join(post.format(n=n, who=who, said=said) for n, (who, said) in enumerate(zip(WHO, SAID, strict=True), 1))
    rows = rows.replace("[2]", f"<span>{mark}</span>").replace("[1]", "").replace("[3]", "").replace("[4]", "")
    page = clean(f"<title>键盘进水了怎么处理</title><h1>键盘进水了怎么处理</h1><h2>4个回答</h2>{rows}", media_type="text/html")  # fmt: skip
    answers = page.questions[0].answers
    assert [answer.accepted for answer in answers if answer.author == WHO[1]] == [True]
    assert not any(answer.accepted for answer in answers if answer.author != WHO[1])


def test_a_mark_beside_most_posts_is_a_button() -> None:
    page = etree.HTML("<p><i>Solution</i>a<p><i>Solution</i>b<p>c")
    assert marked_elements(page.findall(".//p")) == [False, False, False]


@pytest.mark.parametrize("button", ["Hilfreich {m}", "도움이 돼요 {m}", "Нравится {m}", "有用({m})", "赞 {m}"])
def test_votes_stand_behind_their_word_in_many_languages(button: str) -> None:
    post = "<div class='answer-row'><a class='user-name' href='/u/{n}'>{who}</a> <span>2020-05-0{n} 10:00</span><p>{said}</p><button>BUTTON</button></div>"
    answers = page_of(post.replace("BUTTON", button)).questions[0].answers
    assert {answer.author: answer.votes for answer in answers}[WHO[3]] == 15


def test_dates_of_posts_with_the_month_first_are_read_by_each_other() -> None:
    post = "<div class='post'><a class='username' href='/u/{n}'>{who}</a> <span>08-{m}-2017, 09:1{n} PM</span><p>{said}</p><p>{said}</p><p>{said}</p></div>"
    answers = page_of(post, title="Spilled").questions[0].answers
    assert [answer.published for answer in answers][-2:] == ["2017-08-14T21:13:00", "2017-08-15T21:14:00"]


def test_a_badge_in_the_box_of_a_name_is_none_of_it() -> None:
    post = "<div class='answer-item'><div class='user'><span class='name'>{who}</span><span class='bought'>已购买</span></div><p>{said}</p><span>2021-11-0{n} 19:23</span></div>"
    answers = page_of(post, above="<h2>全部回答（4）</h2>").questions[0].answers
    assert [answer.author for answer in answers] == list(WHO)
