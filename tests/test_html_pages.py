"""HTML pages through the whole path: threads without a profile, declared items, profiles, articles, pages without content."""

from __future__ import annotations

import json
import pathlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

import qaclean
from qaclean.export.rows import plain_text
from qaclean.html.render import read_html
from qaclean.posts.repeated_elements import find_repeated_elements
from qaclean.records.walk import blocks_of
from test_pipeline import assert_ledger

PAGES = pathlib.Path(__file__).parent / "pages"


def words(blocks: list[qaclean.records.Block]) -> str:
    return " ".join(" ".join(getattr(block, "text", "").split()) for block in blocks)


def test_a_thread_of_an_unknown_engine() -> None:
    page = qaclean.clean((PAGES / "thread-unknown.html").read_bytes(), url="https://board.example/t/1")
    assert_ledger(page)
    assert (page.kind, page.title, page.site) == ("thread", "Squeaky bicycle chain", None)
    (question,) = page.questions
    assert "squeaking" in words(question.body)
    assert (question.author, question.published) == ("Ann", "2021-05-02T10:15:00")
    assert [(a.author, a.published) for a in question.answers] == [
        ("Bob", "2021-05-02T11:40:00"),
        ("Cy", "2021-05-03T08:05:00"),
        ("Ann", "2021-05-03T19:30:00"),
    ]
    quote, _, steps = question.answers[0].blocks
    assert quote.type == "quote" and steps.type == "steps"
    assert [s.text for s in steps.steps] == [
        "Degrease the chain.",
        "Let it dry for an hour.",
        "Oil it.",
    ]
    assert [b.url for b in question.answers[1].blocks if b.type == "image"] == ["https://board.example/up/wheel.jpg"]
    assert words(question.answers[2].blocks) == "Thanks!"


def test_repeated_records_need_no_class_names_we_know() -> None:
    page = read_html((PAGES / "thread-unknown.html").read_text("utf-8"))
    best = find_repeated_elements(page.layout)[0]
    assert len(best.nodes) == 4 and best.is_posts


def test_declared_items_are_the_answers() -> None:
    answer = "<div itemscope itemtype='https://schema.org/Answer' itemprop='{}'><div itemprop=text><p>{}</p></div><span itemprop=upvoteCount>{}</span><time itemprop=dateCreated datetime='2020-02-0{}T00:00:00Z'>d</time></div>"
    markup = (
        "<html><title>Can I freeze soup? - Pots</title><h1>Can I freeze soup?</h1><div itemscope itemtype='https://schema.org/QAPage'>"
        "<div itemprop=mainEntity itemscope itemtype='https://schema.org/Question'><p>I made far too much of it on Sunday and the week is short.</p>"
        + answer.format("suggestedAnswer", "Not with cream in it, it will split when you warm it up again.", 3, 1)
        + answer.format("acceptedAnswer", "Yes, for about three months; leave some room in the box.", 12, 2)
        + "</div></div></html>"
    )
    page = qaclean.clean(markup)
    assert_ledger(page)
    answers = page.questions[0].answers
    assert [(a.accepted, a.votes, a.published) for a in answers] == [
        (False, 3, "2020-02-01T00:00:00Z"),
        (True, 12, "2020-02-02T00:00:00Z"),
    ]
    assert "Sunday" in words(page.questions[0].body)


def test_a_profile_reads_questions_answers_and_fields() -> None:
    raw = (PAGES / "zhidao-2013.html").read_text("utf-8")
    page = qaclean.clean(raw.encode("utf-8"))  # declares GBK and is UTF-8
    assert_ledger(page)
    assert (page.site, page.kind, page.title) == ("zhidao.baidu.com", "qa", "热水壶漏水怎么修")
    (question,) = page.questions
    assert (words(question.body), question.author, question.published) == (
        "壶底一直滴水,才买一年。",
        "阿柳",
        "2012-03-01T09:10:00",
    )
    assert [(a.accepted, a.author, a.votes, words(a.blocks)) for a in question.answers] == [
        (True, "修壶匠", 7, "先倒空水。 再看密封圈,老化了就换一个。"),
        (False, "路过的", None, "可以找售后,一年内保修。"),
    ]
    assert {r.rule for r in page.removed if r.rule.startswith("profile-")} == {"profile-zhidao-2013"}


def test_without_profiles_the_general_path_reads_the_page() -> None:
    page = qaclean.clean((PAGES / "zhidao-2013.html").read_bytes(), profile="none")
    assert_ledger(page)
    assert page.site is None
    assert "密封圈" in " ".join(words(a.blocks) for q in page.questions for a in q.answers) + words(page.body)


def test_a_profile_that_no_longer_fits_warns_and_the_page_is_read() -> None:
    markup = (
        "<html><title>壶</title><body><div><h1>壶漏水怎么办</h1><p>"
        + "先把水倒空,再检查密封圈是不是老化了。" * 4
        + "</p></div></body></html>"
    )
    page = qaclean.clean(markup, url="https://zhidao.baidu.com/question/1.html")
    assert [w.code for w in page.warnings] == ["profile-mismatch"]
    assert "密封圈" in page.model_dump_json()
    assert page.kind != "none"


def test_an_article_is_its_body() -> None:
    text = "木器漆要刷三遍,每一遍都要等上一遍干透,再用细砂纸轻轻打磨,这样表面才会平整光滑。"
    other = "先把旧漆铲掉,再用腻子补平坑洼,干了以后打磨一遍,扫净灰尘,这些都做好了才能开始上漆。"
    markup = f"<html><title>木器漆的刷法 - 手工坊</title><nav><a href=/>首页</a></nav><article><h1>木器漆的刷法</h1><p>{text}</p><h2>准备</h2><p>{other}</p></article><footer>版权所有</footer></html>"
    page = qaclean.clean(markup)
    assert_ledger(page)
    assert page.title == "木器漆的刷法"
    assert text in words(page.body)
    assert "heading" in {block.type for block in page.body}


@pytest.mark.parametrize("markup", ["<html></html>", "<!-- x --><html><body>  </body></html>"])
def test_a_page_without_text_is_none(markup: str) -> None:
    page = qaclean.clean(markup)
    assert (page.kind, page.source_text) == ("none", "")


def test_an_index_of_threads_is_none() -> None:
    row = "<tr class=threadrow id=thread_{0}><td><a href=/t/{0}>Question number {0}</a><td><a href=/user/u{0}>u{0}</a> 2021-01-{0:02}</tr>"
    markup = (
        "<html><title>Bicycles - Example Board</title><h1>Bicycles</h1><table>"
        + "".join(row.format(n) for n in range(1, 25))
        + "</table></html>"
    )
    page = qaclean.clean(markup)
    assert_ledger(page)
    assert (page.kind, page.questions, page.body) == ("none", [], [])
    assert [w.code for w in page.warnings] == ["no-content"]


def test_a_deep_page_warns() -> None:
    page = qaclean.clean(
        "<html><body>" + "<div>" * 3000 + "正文在这里,很深很深的地方。" + "</div>" * 3000 + "</body></html>"
    )
    assert "deep-markup" in {w.code for w in page.warnings}
    assert "很深" in page.source_text


TAGS = st.sampled_from(
    [
        "<p>",
        "</p>",
        "<div class=post>",
        "</div>",
        "<br>",
        "<li>",
        "<ol>",
        "</ol>",
        "<table><tr><td>",
        "</table>",
        "<pre>",
        "</pre>",
        "<blockquote>",
        "<h1>",
        "</h1>",
        "<a href=/u/1>",
        "</a>",
        "<img src=/a.jpg>",
    ]
)
TEXTS = st.sampled_from(
    [
        "先关机。",
        "1、断电。2、换灯。",
        "2020-01-02 10:00",
        "赞 3",
        "&nbsp;",
        "\u724b",
        "网站地图",
        "这一段是正文,说明为什么要先备份再关闭,不然照片会丢失。",
        " ",
        "\n",
    ]
)


@given(st.lists(st.one_of(TAGS, TEXTS, st.text(max_size=20)), max_size=40).map("".join))
def test_every_character_of_any_page_is_accounted_for(body: str) -> None:
    page = qaclean.clean(f"<html><title>怎么换灯 - 某站</title><body>{body}</body></html>", media_type="text/html")
    assert_ledger(page)
    assert page == qaclean.clean(
        f"<html><title>怎么换灯 - 某站</title><body>{body}</body></html>", media_type="text/html"
    )


def test_a_comment_inside_a_post_is_its_follow_up_and_parts_the_post() -> None:
    post = (
        "<div class=post id=p{0}><a href=/user/u{0}>u{0}</a> <time datetime=2021-03-0{0}>d</time><div class=text><p>{1}</p></div>"
        "<div class=comments><div class=comment><p>{2}</p></div></div><div class=text><p>{1} {1}</p></div></div>"
    )
    told = [
        "Loosen the two screws below the lid first.",
        "The belt has to sit on both of the wheels.",
        "Mine broke at the same place last spring.",
    ]
    markup = "<title>Lid will not close - Board</title><h1>Lid will not close</h1>" + "".join(
        post.format(n, text, "Which screws do you mean, the long ones or the short ones?")
        for n, text in enumerate(told, 1)
    )
    page = qaclean.clean(f"<html>{markup}</html>")
    assert_ledger(page)
    assert len(page.questions[0].answers) == 2
    for answer, text in zip(page.questions[0].answers, told[1:], strict=True):
        assert words(answer.blocks) == f"{text} {text} {text}"


NAVIGATION = (
    "<ul class=nav><li><a href=/>首页</a></li><li><a href=/q>问题</a></li><li><a href=/login>登录</a></li></ul>"
)


@pytest.mark.parametrize(
    "markup",
    [
        "<title>页面不存在_某站</title><h2>抱歉,该问题已被删除或不存在</h2><p>您可以返回<a href=/>首页</a></p>",
        "<title>404 Not Found</title><h1>404</h1><p>Sorry, the page you are looking for could not be found.</p>",
        "<title>提示信息 - 某论坛</title><div id=messagetext><p>您需要登录后才能查看本帖,还没有账号?<a>立即注册</a></p></div>",
        "<title>Log in</title><h1>You must be logged in to do that.</h1><form><label>Your name:</label><input></form>",
        "<title>安全验证</title><p>请完成下方验证</p><p>网络不给力,请稍后重试</p>",
    ],
)
def test_a_page_that_only_says_why_it_is_empty_is_none(markup: str) -> None:
    page = qaclean.clean(f"<html><body>{NAVIGATION}{markup}</body></html>", media_type="text/html")
    assert_ledger(page)
    assert page.kind == "none"
    assert not page.questions and not page.body
    assert [warning.code for warning in page.warnings] == ["no-content"]


def test_an_answer_about_a_notice_is_none() -> None:
    text = "浏览器提示该页面不存在的话,先清缓存,再检查地址有没有抄错,还不行就是网站把它删了,可以用快照看旧内容。" * 3
    page = qaclean.clean(
        f"<title>页面不存在怎么办</title>{NAVIGATION}<h1>页面不存在怎么办</h1><p>{text}</p>", media_type="text/html"
    )
    assert page.kind != "none"


def test_comments_under_an_article_are_no_answers() -> None:
    story = "".join(
        f"<p>走到第{n}座桥,水越来越清,两岸的树也越来越密,到中午才看到第一座桥,过桥再走三里就是村子。</p>"
        for n in range(1, 25)
    )
    comments = "".join(
        f"<li class=comment><a class=comment-author href=/u/{n}>路人{n}</a> <span>2019-03-0{n}</span><p>写得真好,我也想去看看这条河,请问哪个月份水最清?</p></li>"
        for n in range(1, 5)
    )
    page = qaclean.clean(
        f"<title>沿河而上</title><meta property=og:type content=article>{NAVIGATION}<article><h1>沿河而上</h1>{story}</article><ol class=comments>{comments}</ol>",
        media_type="text/html",
    )
    assert_ledger(page)
    assert page.kind == "article" and not page.questions
    assert len(page.body) == 24 and "路人" not in words(page.body)


def test_declared_answers_are_read_where_the_page_shows_them() -> None:
    answers = [
        "先关总阀,再把手柄拧下来,换上新的陶瓷阀芯就不滴了。",
        "老式龙头换垫片就行,五金店里几毛钱一个,自己就能换好。",
    ]
    declared = {
        "@type": "QAPage",
        "mainEntity": {
            "@type": "Question",
            "name": "龙头关紧了还滴水怎么办",
            "text": "家里的龙头用了六年,关到底还是一直滴。",
            "acceptedAnswer": {
                "@type": "Answer",
                "text": answers[0],
                "upvoteCount": 7,
                "author": {"name": "修理工"},
                "dateCreated": "2020-02-03",
            },
            "suggestedAnswer": [{"@type": "Answer", "text": answers[1]}, {"@type": "Answer", "text": "页面上没有的话"}],
        },
    }
    script = f"<script type=application/ld+json>{json.dumps(declared, ensure_ascii=False)[:-1]},}}</script>"
    rows = "".join(
        f"<div class=x{n}><div class=y{n}><p>{text}</p></div><i>分享</i></div>" for n, text in enumerate(answers)
    )
    page = qaclean.clean(
        f"<title>龙头关紧了还滴水怎么办 - 某站</title>{script}{NAVIGATION}<h1>龙头关紧了还滴水怎么办</h1><section>家里的龙头用了六年,关到底还是一直滴。</section>{rows}",
        media_type="text/html",
    )
    assert_ledger(page)
    (question,) = page.questions
    assert (page.kind, question.text) == ("qa", "龙头关紧了还滴水怎么办")
    assert [words(answer.blocks) for answer in question.answers] == answers
    first, second = question.answers
    assert (first.accepted, first.votes, first.author, first.published) == (True, 7, "修理工", "2020-02-03")
    assert second.accepted is False


def test_a_declared_faq_is_questions_with_answers() -> None:
    pairs = [("多久换一次滤芯?", "一般半年换一次,水质差的地方三个月。"), ("能自己换吗?", "能,关水以后拧下外壳就能换。")]
    declared = {
        "@type": "FAQPage",
        "mainEntity": [
            {"@type": "Question", "name": q, "acceptedAnswer": {"@type": "Answer", "text": f"<p>{a}</p>"}}
            for q, a in pairs
        ],
    }
    rows = "".join(f"<dt>{q}</dt><dd>{a}</dd>" for q, a in pairs)
    page = qaclean.clean(
        f"<title>滤芯常见问题</title><script type=application/ld+json>{json.dumps(declared)}</script>{NAVIGATION}<h1>滤芯常见问题</h1><dl>{rows}</dl>",
        media_type="text/html",
    )
    assert_ledger(page)
    assert page.kind == "faq"
    assert [(q.text, words(q.answers[0].blocks)) for q in page.questions] == pairs


def test_declared_steps_are_a_step_list() -> None:
    steps = [("关总阀", "总阀一般在水表旁边,顺时针拧到底。"), ("换垫片", "取下旧的,把新的放平。")]
    declared = {
        "@type": "HowTo",
        "name": "换垫片",
        "step": [{"@type": "HowToStep", "name": n, "text": t} for n, t in steps],
    }
    rows = "".join(
        f"<div><h3>{n}</h3><p>{t}</p><img src=https://img.example.com/{i}.jpg></div>" for i, (n, t) in enumerate(steps)
    )
    page = qaclean.clean(
        f"<title>换垫片</title><script type=application/ld+json>{json.dumps(declared)}</script>{NAVIGATION}<h1>换垫片</h1>{rows}",
        media_type="text/html",
    )
    assert_ledger(page)
    assert page.kind == "howto"
    (block,) = [block for block in page.body if block.type == "steps"]
    assert [(step.text, [(inner.number, inner.text) for inner in step.steps]) for step in block.steps] == [
        (name, [(number, text)]) for number, (name, text) in enumerate(steps, 1)
    ]


@pytest.mark.parametrize(
    "markup",
    [
        "<title>{0}_问答</title><h1>{0}</h1><div class=answer>1、打开设置。<br>2、点开铃声。<br>次日就好了。</div>",
        "<h1>{0}</h1><ol><li>打开设置。<li>点开铃声。<li>次日就好了。</ol>",
        "<h2>{0}</h2><p>打开设置。</p><h2>答案</h2><p>点开铃声。</p><p>次日就好了。</p>",
        "<title>{0}</title><table><tr><td>打开设置。<td>点开铃声。<tr><td>次日<td>次日就好了。</table>",
    ],
)
def test_a_page_of_a_few_short_lines_is_not_left_empty(markup: str) -> None:
    page = qaclean.clean(markup.format("怎么换铃声"), media_type="text/html")
    kept = plain_text(blocks_of(page))
    assert all(line in kept for line in ("打开设置。", "点开铃声。", "次日就好了。"))


def test_a_page_of_links_alone_stays_empty() -> None:
    links = "".join(f"<li><a href='/q/{n}'>第{n}个怎么办</a></li>" for n in range(5))
    page = qaclean.clean(f"<title>问答</title><ul>{links}</ul>", media_type="text/html")
    assert "怎么办" not in plain_text(blocks_of(page))


def answers_of(page: qaclean.Page) -> list[tuple[str, list[str]]]:
    return [(question.text, [plain_text(answer.blocks) for answer in question.answers]) for question in page.questions]


def test_a_short_faq_in_folding_boxes() -> None:
    page = qaclean.clean((PAGES / "faq-details.html").read_bytes())
    assert_ledger(page)
    assert answers_of(page) == [
        ("How do I return an item?", ["Send it back within 30 days. We pay the postage if the item is broken."]),
        ("Do you ship abroad?", ["Yes, to all countries of the EU."]),
        ("Can I pay by invoice?", ["Only companies can."]),
    ]


def test_a_short_faq_as_a_definition_list() -> None:
    page = qaclean.clean((PAGES / "faq-definitions.html").read_bytes())
    assert_ledger(page)
    assert answers_of(page) == [
        ("怎么退货?", ["七天内可以无理由退货,请保持包装完好。"]),
        ("多久发货?", ["一般当天发货,节假日顺延。"]),
        ("能开发票吗?", ["可以,下单时填写抬头。"]),
    ]


def test_a_short_question_with_one_answer() -> None:
    page = qaclean.clean((PAGES / "one-answer.html").read_bytes())
    assert_ledger(page)
    (question,) = page.questions
    assert (question.text, plain_text(question.body)) == ("手机充不进电怎么办", "昨天还好好的,今天插上没有反应。")
    (answer,) = question.answers
    (steps,) = answer.blocks
    assert steps.type == "steps" and len(steps.steps) == 3
    assert (answer.published, answer.accepted) == ("2020-03-05T11:02:00", True)


def test_a_short_thread() -> None:
    page = qaclean.clean((PAGES / "short-thread.html").read_bytes())
    assert_ledger(page)
    assert page.kind == "thread" and page.title == "Which oil?"
    (question,) = page.questions
    assert plain_text(question.body) == "Which oil for the chain?"
    assert [plain_text(answer.blocks) for answer in question.answers] == ["Any wet lube.", "+1"]
    assert [answer.author for answer in question.answers] == ["bob", "cy"]


def test_one_answer_of_an_unknown_site_is_an_answer() -> None:
    markup = (
        "<title>Why does my bread not rise?</title><div id=menu><a href=/>Home</a> <a href=/new>New</a></div><h1>Why does my bread not rise?</h1>"
        "<div class='question-body'><p>It stays flat although I follow the book to the letter.</p></div>"
        "<div class=answer id=a9><div class=user><a href=/u/9>Mia</a></div><p>Your yeast is too old. Put a spoon of it into warm water with sugar; "
        "if there is no foam after ten minutes, buy new one.</p></div><form class=answer-form><p>Your answer</p></form>"
    )
    page = qaclean.clean(markup)
    assert_ledger(page)
    (question,) = page.questions
    assert page.kind == "qa" and plain_text(question.body).startswith("It stays flat")
    (answer,) = question.answers
    assert answer.author == "Mia" and plain_text(answer.blocks).startswith("Your yeast is too old.")


def test_pairs_of_question_and_answer_are_not_answers_to_one_question() -> None:
    pair = "<div class=question><h3>{}?</h3></div><div class=answer><p>{}</p></div>"
    pairs = [
        ("Do you ship abroad", "Yes, to all countries of the union, within two weeks, and the postage is ours."),
        ("Can I return an item", "Within thirty days, in its box; if it is broken we pay for the way back too."),
    ]
    markup = "<title>Questions?</title><h1>Questions?</h1>" + "".join(pair.format(*row) for row in pairs)
    assert not any(repeat.is_posts for repeat in find_repeated_elements(read_html(markup).layout))


POST = "<div class=post id=p{0}><div class=by><a class=username href=/u/{1}>{1}</a> <span>2021-05-0{0} 10:1{0}</span></div><div class=said>{2}</div></div>"


def thread_of(*posts: tuple[str, str]) -> qaclean.Page:
    rows = "".join(POST.format(number, *post) for number, post in enumerate(posts, 1))
    page = qaclean.clean(f"<title>Squeaky chain - Board</title><h1>Squeaky chain</h1>{rows}")
    assert_ledger(page)
    return page


OPENING = "<p>My chain squeaks since it rained last week, and I have wiped it down twice already.</p>"
REPLY = "<p>Put one drop of a wet lube on each link, and wipe off whatever is left over.</p>"


@pytest.mark.parametrize(
    "said",
    [
        "ann said:",
        "ann wrote: \u2191 Sun May 02, 2021 10:11 am",
        "Originally Posted by ann",
        "引用 @ann 发表的:",
        "ann 发表于 2021-5-2 10:11",
    ],
)
def test_who_is_quoted_is_metadata_of_the_quote(said: str) -> None:
    quote = f"<blockquote><div>{said}</div><p>My chain squeaks since it rained last week: what now?</p><a>Click to expand...</a></blockquote>"
    page = thread_of(
        ("ann", OPENING),
        ("bob", quote + REPLY),
        ("cy", "<p>Check the jockey wheels too, they sound the same when dry.</p>"),
    )
    first = page.questions[0].answers[0]
    assert [block.type for block in first.blocks] == ["quote", "paragraph"]
    assert plain_text(first.blocks[:1]).strip("> ") == "My chain squeaks since it rained last week: what now?"
    gone = {page.source_text[slice(*row.span)]: row.reason for row in page.removed if row.rule == "quote-attribution"}
    assert set(gone.values()) == {"metadata"} and len(gone) == 2


def test_a_quoted_line_with_a_colon_stays() -> None:
    quote = (
        "<blockquote><p>The change comes in two steps:</p><p>first the old wheels, then the new ones.</p></blockquote>"
    )
    page = thread_of(
        ("ann", OPENING),
        ("bob", quote + REPLY),
        ("cy", "<p>Check the jockey wheels too, they sound the same when dry.</p>"),
    )
    assert "The change comes in two steps:" in plain_text(page.questions[0].answers[0].blocks)


def test_a_quote_may_say_again_what_a_post_said() -> None:
    page = thread_of(
        ("ann", OPENING), ("bob", f"<blockquote>{OPENING}</blockquote>" + REPLY), ("cy", REPLY.replace("wet", "dry"))
    )
    assert "wiped it down twice" in plain_text(page.questions[0].answers[0].blocks)


def test_code_may_say_a_line_again() -> None:
    frame = "  File /usr/lib/python3/site-packages/board/wheels.py, line 58, in run_all_the_wheels"
    code = f"<pre>Traceback:\n{frame}\n    run()\n{frame}\n    run()\nError: no oil</pre>"
    page = thread_of(("ann", OPENING + code), ("bob", REPLY), ("cy", REPLY.replace("wet", "dry")))
    (block,) = [block for block in page.questions[0].body if block.type == "code"]
    assert block.text.count("wheels.py") == 2


def test_a_declared_teaser_is_not_the_whole_question() -> None:
    rest = (
        "<p>I have wiped it down twice already, and I do not want to buy a new one, as this one is from last year.</p>"
    )
    rows = [("bob", REPLY), ("cy", REPLY.replace("wet", "dry")), ("di", REPLY.replace("wet", "green"))]
    posts = "".join(POST.format(number, *post) for number, post in enumerate(rows, 1))
    declared = {
        "@context": "https://schema.org",
        "@type": "DiscussionForumPosting",
        "headline": "Squeaky chain",
        "text": OPENING.removeprefix("<p>")[:80] + "\u2026",
        "comment": [{"@type": "Comment", "text": REPLY[3:-4]}],
    }
    script = f"<script type='application/ld+json'>{json.dumps(declared)}</script>"
    page = qaclean.clean(
        f"<title>Squeaky chain - Board</title>{script}<h1>Squeaky chain</h1><div>{OPENING}{rest}</div>{posts}"
    )
    assert "wiped it down twice" in plain_text(page.questions[0].body)
    assert "from last year" in plain_text(page.questions[0].body)


def test_a_post_shown_twice_is_kept_once() -> None:
    liked = POST.format(2, "bob", "<p>Wet lube, one drop a link.</p>")
    rows = [("ann", OPENING), ("bob", "<p>Wet lube, one drop a link.</p>"), ("cy", REPLY)]
    posts = "".join(POST.format(number, *post) for number, post in enumerate(rows, 1))
    page = qaclean.clean(f"<title>Squeaky chain - Board</title><h1>Squeaky chain</h1>{liked}{posts}")
    assert_ledger(page)
    assert [answer.author for answer in page.questions[0].answers] == ["bob", "cy"]
    assert [
        row.rule[:8]
        for row in page.removed
        if row.reason == "duplicate" and "drop" in page.source_text[slice(*row.span)]
    ] == ["said-at-"]


def test_figures_of_two_members_are_no_content() -> None:
    figures = "<p>{}</p><p>topics</p><p>{}</p><p>replies</p><p>{}</p><p>points</p>"
    page = thread_of(("ann", figures.format(1, 7, 30) + OPENING), ("bob", figures.format(12, 0, 4) + REPLY))
    assert "topics" not in plain_text(blocks_of(page)) and "drop of a wet lube" in plain_text(blocks_of(page))


def test_images_of_what_is_removed_go_with_it() -> None:
    text = "<p>A chain that squeaks is a dry chain: degrease it, let it dry for an hour, and put one drop of a wet lube on each link.</p>"
    card = (
        "<div class='related-items'><img src=https://i.example/ad.png><h4>Related articles</h4>"
        "<a href=/1>How to fix a flat tyre</a><br><a href=/2>The best ten brushes</a></div>"
    )
    shown = "<figure><img src=https://i.example/chain.jpg><figcaption>Photo</figcaption></figure>"
    page = qaclean.clean(
        f"<title>Chains</title><h1>Chains</h1><article>{text}{shown}{text.replace('chain', 'cable')}{card}{text.replace('chain', 'wheel')}</article>"
    )
    assert_ledger(page)
    assert "flat tyre" not in plain_text(blocks_of(page))
    assert [block.url for block in blocks_of(page) if block.type == "image"] == ["https://i.example/chain.jpg"]


def test_counts_of_votes_as_templates_write_them() -> None:
    row = "<div class=post><a class=username href=/u/{0}>{0}</a> <i>2021-05-02 10:10</i><p>{1}</p><span class=votes {3}>{2}</span></div>"
    texts = [
        "My chain squeaks since it rained last week, and I wiped it down.",
        "Put one drop of a wet lube on each link.",
        "Check the jockey wheels too, they sound the same.",
        "Throw it away, a new one costs ten euro.",
    ]
    counts = [("7", ""), ("2.9k", ""), ("-3", ""), ("", "data-count=12")]
    rows = "".join(row.format(f"u{n}", text, *count) for n, (text, count) in enumerate(zip(texts, counts, strict=True)))
    page = qaclean.clean(f"<title>Squeaky chain</title><h1>Squeaky chain</h1>{rows}")
    assert [answer.votes for answer in page.questions[0].answers] == [2900, -3, 12]


def test_a_name_in_a_box_of_the_author() -> None:
    box = "<div class=author><a class=u href=/{0}>{0}</a> <b>(29th rank)</b> <i>2021-05-02 10:1{1}</i> <u>likes (4)</u> joined in 2015 from afar</div>"
    rows = [
        ("ann", OPENING),
        ("bob", REPLY),
        ("cy", "<p>Check the jockey wheels too, they sound the same when dry.</p>"),
    ]
    posts = "".join(f"<div class=floor>{box.format(name, n)}{text}</div>" for n, (name, text) in enumerate(rows))
    page = qaclean.clean(f"<title>Squeaky chain</title><h1>Squeaky chain</h1>{posts}")
    assert [answer.author for answer in page.questions[0].answers] == ["bob", "cy"]


def test_a_removed_line_of_a_post_tells_of_the_post() -> None:
    page = thread_of(("ann", OPENING), ("bob", REPLY), ("cy", REPLY.replace("wet", "dry")))
    told = {page.source_text[slice(*row.span)]: (row.reason, row.rule) for row in page.removed}
    assert told["bob 2021-05-02 10:12"] == ("metadata", "tells-of-post")
    assert (page.author, page.published) == ("ann", "2021-05-01T10:11:00")


BOARD = """<html><head><title>Clock loses ten minutes a day - Repair Talk</title></head><body><nav><a href="/">Home</a><a href="/f">Boards</a></nav>
<h1>Clock loses ten minutes a day</h1><div id="posts">{}</div><footer>© 2018 Repair Talk</footer></body></html>"""
BOARD_POST = """<div class="post"><div class="user"><a class="username" href="/u/{0}">{0}</a></div>{1}<div class="post-body"><p>{2}</p></div></div>"""
DATED = '<time datetime="2018-01-{}T19:20:00Z">Jan {}, 2018</time>'


def board(label: str) -> qaclean.Page:
    posts = [
        ("ann", DATED.format(10, 10), "It was right for thirty years, and since last week it loses ten minutes a day. What can it be?"),
        ("bo", DATED.format(11, 11), "The oil is old and thick. Take the works out, and wash them in spirit."),
        ("shop", label, "Watches straight from the factory, all of them at a third of the price, and a strap for free!"),
        ("cy", DATED.format(12, 12), "Or the rod has slipped. Turn the nut below the weight two rounds to the right."),
    ]  # fmt: skip
    return qaclean.clean(BOARD.format("".join(BOARD_POST.format(*post) for post in posts)), media_type="text/html")


@pytest.mark.parametrize("label", ["<span class=tag>Sponsored</span>", "<em>[Ad]</em>", "<div><b>广告</b></div>"])
def test_an_advert_with_the_markup_of_a_post_is_none(label: str) -> None:
    page = board(label)
    assert [answer.author for answer in page.questions[0].answers] == ["bo", "cy"]
    assert [r.reason for r in page.removed if "a third of the price" in page.source_text[slice(*r.span)]] == ["advert"]


def test_a_post_of_one_who_only_names_an_advert_stays() -> None:
    assert len(board("<span class=tag>Add sponsors</span>").questions[0].answers) == 3


RECIPE = """<html><head><title>Plum Dumplings - Hearth and Spoon</title><script type="application/ld+json">{"@context": "https://schema.org", "@graph": [
{"@type": "Recipe", "name": "Plum Dumplings", "recipeInstructions": STEPS}]}</script></head><body><header><a href="/">Hearth and Spoon</a></header>
<article><h1>Plum Dumplings</h1><a href="#recipe">Jump to Recipe</a><p>My aunt made them every autumn, when the plums lay in the grass, and nobody ate less than six.</p>
<div id="recipe"><h2>Plum Dumplings</h2><h3>Ingredients</h3><ul><li>12 plums</li><li>1 pound potatoes</li><li>1 cup flour</li></ul><h3>METHOD</h3>
<div class="text">1. Boil the potatoes in their skins, and mash them while they are hot.<br><br>2. Knead the flour in until the dough no longer sticks.<br><br>3. Wrap each plum in dough, and simmer for ten minutes.</div></div></article>
<footer>© 2020 Hearth and Spoon</footer></body></html>"""


@pytest.mark.parametrize("method", ["Instructions", "What happens in the pot"])
@pytest.mark.parametrize(
    "steps",
    [
        '[{"@type": "HowToStep", "text": "1. Boil the potatoes in their skins, and mash them while they are hot.2. Knead the flour in until the dough no longer sticks.3. Wrap each plum."}]',
        '["Boil the potatoes in their skins, and mash them while they are hot.", "Knead the flour in until the dough no longer sticks."]',
    ],
)
def test_a_page_that_declares_a_recipe_and_shows_its_steps_is_a_howto(method: str, steps: str) -> None:
    page = qaclean.clean(RECIPE.replace("STEPS", steps).replace("METHOD", method), media_type="text/html")
    assert_ledger(page)
    assert (page.kind, page.title) == ("howto", "Plum Dumplings")
    assert [len(block.steps) for block in page.body if block.type == "steps"] == [3]
    assert "Jump to Recipe" not in words(page.body)
