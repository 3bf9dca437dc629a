"""Answers below headings that say so, whatever their elements are called, and names that stand at one place of each."""

from __future__ import annotations

import pytest

from qaclean import Page, clean
from qaclean.html.render import read_html
from qaclean.posts.answer_sections import answer_sections

TITLE = "阳台的栏杆掉漆了怎么补"
ASKED = "去年冬天开始一片一片地往下掉,露出来的地方已经有点锈了,刷子一碰又掉一块。"
SAID = (
    "先用钢丝刷把锈和松掉的漆都刷干净,擦一遍稀料,晾干以后刷两道防锈底漆,再上面漆。",
    "找物业就行,公共部位归他们管。",
    "别用喷的,风一吹全飞到楼下去了,老老实实拿刷子刷,一天刷一道。",
)
WHO = ("补漆匠", "住在六楼", "青瓦白墙")
ROW = '<div class="xr"><div class="xh"><img src="/p{n}.jpg"><div><a class="xn" href="/h/{n}">{who}</a><em>{n}级</em></div></div><div class="xt">{said}</div><p class="xd">2016-05-0{n} 10:2{n} 回应</p></div>'
RELATED = '<div class="xq"><h3>相关问题</h3><ul><li><a href="/q/7">木门掉漆怎么修补</a><span>2015-11-02</span></li><li><a href="/q/8">防锈漆要刷几遍</a><span>2016-01-19</span></li></ul></div>'
CHOSEN = '<div class="best9"><div class="t9"><h3>{head}</h3></div><div class="c9"><div class="s9">{said}</div><div class="f9"><a class="ask-author">{who}</a> <span>2016-05-0{n}</span></div></div></div>'


def rows(first: int = 0) -> str:
    return "".join(ROW.format(n=n + 1, who=WHO[n], said=SAID[n]) for n in range(first, 3))


def page(answers: str) -> Page:
    markup = f'<title>{TITLE}_修缮问答</title><div class="m9"><h1>{TITLE}</h1><p>{ASKED}</p></div>{answers}{RELATED}'
    return clean(markup, media_type="text/html", profile="none")


def texts(read: Page) -> list[str]:
    return ["".join(block.text for block in answer.blocks) for answer in read.questions[0].answers]  # type: ignore[union-attr]


@pytest.mark.parametrize("head", ["律师解答", "医生回复区", "网友回答(3)", "3位老师的回答", "全部3条回答"])
def test_records_below_a_heading_are_answers(head: str) -> None:
    read = page(f'<div class="l9"><h3>{head}</h3>{rows()}</div>')
    assert read.kind == "qa"
    assert texts(read) == list(SAID)
    assert [answer.author for answer in read.questions[0].answers] == list(WHO)
    assert [(answer.published or "")[:10] for answer in read.questions[0].answers] == [f"2016-05-0{n}" for n in (1, 2, 3)]  # fmt: skip


def test_the_accepted_answer_stands_in_a_section_of_its_own() -> None:
    best = CHOSEN.format(head="满意回答", said=SAID[0], who=WHO[0], n=1)
    read = page(
        f'{best}<div class="o9"><div class="t9"><h3>其他回答(2)</h3></div><div class="b9">{rows(1)}</div></div>'
    )
    assert texts(read) == list(SAID)
    assert [answer.accepted for answer in read.questions[0].answers] == [True, False, False]
    assert [answer.author for answer in read.questions[0].answers] == list(WHO)


def test_a_heading_of_something_else_heads_no_answers() -> None:
    assert (
        not page(f'<div class="l9"><h3>施工记录</h3>{"".join(f"<p>{said}</p>" for said in SAID)}</div>')
        .questions[0]
        .answers[1:]
    )


def test_parts_of_one_answer_are_no_answers() -> None:
    parts = f'<div class="line i9"><span>2016-05-01</span></div><div class="line c9">{SAID[0]}</div><div class="line d9">{SAID[2]}</div>'
    read = page(f'<div class="l9"><h3>最佳答案</h3><div class="a9">{parts}</div></div>')
    assert len(read.questions[0].answers) == 1
    assert SAID[0] + SAID[2] in texts(read)[0]


def test_a_heading_above_each_answer_is_a_label() -> None:
    pairs = "".join(f'<div class="p9"><h3>{TITLE[:-1]}{n}</h3><h4>专家解答</h4><div><p>{said}</p><p>2016-05-01</p></div></div>' for n, said in enumerate(SAID))  # fmt: skip
    layout = read_html(f"<title>{TITLE}</title>{pairs}").layout
    own = [0]
    for line in layout.lines:
        own.append(own[-1] + len(line))
    assert answer_sections(layout, own) is None


TALK = '<div class="zz9"><div class="k9"><ul><li><b>{who}</b></li></ul><ul><li>等级:老手</li><li>注册:2011年3月{n}日</li></ul></div><div class="v9"><div><span>{n}楼</span><span>发表于 </span><span>2016-05-0{n} 10:2{n}:00</span><span>来自 手机版</span></div><div class="w9">{said}</div><div><a>送花</a><a>举报</a></div></div></div>'


def test_what_each_has_a_button_to_answer_is_a_post() -> None:
    posts = "".join(TALK.format(n=n + 1, who=WHO[n], said=SAID[n]) for n in range(3))
    read = clean(f"<title>栏杆怎么补漆_修缮论坛</title>{posts}", media_type="text/html", profile="none")
    assert read.kind == "thread"
    assert ["".join(block.text for block in place) for place in (read.questions[0].body, *(a.blocks for a in read.questions[0].answers))] == list(SAID)  # type: ignore[union-attr]  # fmt: skip
    assert [answer.author for answer in read.questions[0].answers] == list(WHO[1:])
    assert [answer.published for answer in read.questions[0].answers] == ["2016-05-02T10:22:00", "2016-05-03T10:23:00"]


def test_below_a_longer_text_they_are_comments() -> None:
    text = "".join(f"<p>{said * 2}</p>" for said in SAID)
    posts = "".join(TALK.format(n=n + 1, who=WHO[n], said=SAID[1]) for n in range(3))
    read = clean(f"<title>我家栏杆补漆的两天</title><h1>我家栏杆补漆的两天</h1>{text}{posts}", media_type="text/html", profile="none")  # fmt: skip
    assert read.kind == "article"
    assert WHO[1] not in str([question.answers for question in read.questions])


def test_lines_of_name_and_moment_are_no_part_of_a_post() -> None:
    added_by = (
        "我家2016年5月1日刷的,晾了两天才干透。",
        "2016年5月2日打过电话,第二天就来人了。",
        "楼上邻居从2015年起每年刷一遍,到现在没锈。",
    )
    rows = "".join(f'<div class="answer"><p class="username">{WHO[n]}</p><p>{WHO[n]} 2016-05-0{n + 1} 10:2{n}</p><p>{SAID[n]}</p><p>{added_by[n]}</p></div>' for n in range(3))  # fmt: skip
    read = clean(f"<title>{TITLE}_问答</title><h1>{TITLE}</h1><p>{ASKED}</p>{rows}", media_type="text/html")
    assert texts(read) == [said + added for said, added in zip(SAID, added_by, strict=True)]


def test_votes_that_only_the_words_of_a_button_tell() -> None:
    foot = '<p class="xf"><a>{} ({})</a><a>没用(9)</a><a>评论(4)</a></p></div>'
    words = ("有用", "支持", "有帮助")
    answers = "".join(ROW.format(n=n + 1, who=WHO[n], said=SAID[n])[: -len("</div>")] + foot.format(words[n], n + 3) for n in range(3))  # fmt: skip
    read = page(f'<div class="l9"><h3>网友回答</h3>{answers}</div>')
    assert [answer.votes for answer in read.questions[0].answers] == [3, 4, 5]
    assert [answer.author for answer in read.questions[0].answers] == list(WHO)


def test_a_name_ends_with_its_link() -> None:
    boxed = '<div class="answer"><div class="user9"><a href="/h/{n}">{who}</a><span>Lv.{n}</span></div><p>2016-05-0{n}</p><p>{said}</p></div>'
    read = page("".join(boxed.format(n=n + 1, who=WHO[n], said=SAID[n]) for n in range(3)))
    assert [answer.author for answer in read.questions[0].answers] == list(WHO)


def test_a_profile_that_finds_no_answers_where_headings_show_some_is_left() -> None:
    asked = f'<h1>{TITLE}</h1><div class="question_text"><pre>{ASKED}</pre></div><div class="answer_text"><pre>等人回答</pre></div>'
    markup = f"<title>{TITLE}_爱问</title>{asked}"
    url = "http://iask.sina.com.cn/b/1.html"
    assert clean(markup, url=url).site == "iask.sina.com.cn"
    read = clean(f'{markup}<div class="l9"><h3>其他回答(3)</h3>{rows()}</div>', url=url)
    assert texts(read) == list(SAID)
    assert [warning.code for warning in read.warnings] == ["profile-mismatch"]
