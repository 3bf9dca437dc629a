"""Posts found by lines that repeat: invented dumps in the structures that flattened pages have."""

from __future__ import annotations

import pytest

import qaclean
from qaclean.posts.line_shapes import shape_of
from qaclean.posts.line_words import heads_answers, is_button, is_end
from qaclean.records import Page
from qaclean.rules import load

LONG = "先断开电源，再把滤网取下来用清水冲洗，晾干之后装回去就可以了。"
MORE = "我家的那台用了三年，每个月洗一次，一直都没有什么异味。"
LAST = "说明书上写着不能用热水，热水会让滤网变形，千万要注意。"


def read(text: str) -> Page:
    return qaclean.clean(text, media_type="text/plain")


def answers(page: Page) -> list[str]:
    return ["".join(getattr(b, "text", "") for b in a.blocks) for a in page.questions[0].answers]


def zhidao(*, joined: bool) -> str:
    """A question page as `get_text("\\n")` gives it, or with each head on a line as other flatteners do."""
    menu = ["首页", "登录", "注册", "新闻", "网页", "贴吧", "音乐", "图片", "视频"]
    asked = ["2012-06-29 00:13", "木棉花开", "|", "分类：", "家电"]
    best = [
        "提问者采纳",
        "2012-06-29 00:17",
        LONG,
        "评论",
        "|",
        "老张修理",
        "|",
        "十三级",
        "采纳率66%",
        "擅长：",
        "家电",
    ]
    others = ["按默认排序", "|", "按时间排序", "其他2条回答"]
    rest = [["2012-06-29 00:35", "hongmei88", "|", "五级"], [MORE, "评论", "|"]]
    rest += [["2012-06-29 00:50", "小河流水", "|", "二级"], [LAST, "评论", "|"]]
    related = [
        "其他类似问题",
        "2008-11-28",
        "空调滤网多久洗一次？",
        "3",
        "2010-01-02",
        "滤网怎么拆下来？",
        "更多相关问题>>",
    ]
    rows = ["空调滤网怎么清洗？_某某知道", *menu, "空调滤网怎么清洗？"]
    if joined:
        rows += [" ".join(asked), best[0], best[1], LONG, "评论 |", "老张修理 | 十三级 采纳率66%", "擅长： 家电"]
        rows += ["按默认排序 | 按时间排序", others[-1]]
        rows += [" ".join(part) if i % 2 == 0 else "\n".join([part[0], "评论 |"]) for i, part in enumerate(rest)]
    else:
        rows += [*asked, *best, *others, *(row for part in rest for row in part)]
    return "\n".join([*rows, *related]) + "\n"


@pytest.mark.parametrize("joined", [False, True])
def test_question_page(joined: bool) -> None:
    page = read(zhidao(joined=joined))
    question = page.questions[0]
    assert question.text == "空调滤网怎么清洗？"
    assert answers(page) == [LONG, MORE, LAST]
    assert [a.author for a in question.answers] == ["老张修理", "hongmei88", "小河流水"]
    assert [a.accepted for a in question.answers] == [True, False, False]
    assert question.answers[1].published == "2012-06-29T00:35:00"
    assert (question.author, question.published) == ("木棉花开", "2012-06-29T00:13:00")


def test_related_questions_are_no_answers() -> None:
    page = read(zhidao(joined=False))
    removed = {(r.reason, r.rule) for r in page.removed}
    assert ("metadata", "post-head") in removed
    assert not any("多久洗一次" in text for text in answers(page))


FORUM = """Filter smells after rain - Garden Pump Forum
Home
Forums
Search
Filter smells after rain
wilma
Posts:
3
Joined:
2013-10-30 14:51
#1
Post
by
wilma
»
2014-04-10 16:01
My pump filter smells since the last heavy rain, and cleaning it twice did not help at all.
Top
otto77
Posts:
668
Joined:
2008-02-18 05:04
#2
Post
by
otto77
»
2014-04-13 22:16
Take the sponge out and let it dry in the sun for a day, that kills most of the smell.
Do not use soap, the fish will not like it.
Top
wilma
Posts:
3
Joined:
2013-10-30 14:51
#3
Post
by
wilma
»
2014-04-15 20:40
That worked, thank you very much, the pond is clear again.
Top
Post Reply
Powered by SomeBoard
"""


def test_forum_with_cards_above_posts() -> None:
    page = read(FORUM)
    question = page.questions[0]
    assert page.kind == "thread"
    assert question.text == "Filter smells after rain"
    assert len(question.answers) == 2
    assert [a.author for a in question.answers] == ["otto77", "wilma"]
    assert [str(a.published)[:10] for a in question.answers] == ["2014-04-13", "2014-04-15"]
    assert answers(page)[1] == "That worked, thank you very much, the pond is clear again."


def test_dates_below_posts() -> None:
    """Floors and dates stand below each post, the name above: the first post has no date above it."""
    post = "{}\n初级粉丝\n1\n该楼层已被折叠\n隐藏此楼\n查看此楼\n{}\n来自\nAndroid客户端\n{}楼\n2022-10-0{} 23:02\n回复\n我也说一句\n"
    rows = [("绫清", LONG), ("逝水", MORE), ("行云", "随缘吧"), ("落霞", LAST)]
    text = "滤网有没有必要每周都洗？_清洁吧_某某贴吧\n登录\n滤网有没有必要每周都洗？\n只看楼主\n收藏\n回复\n"
    text += "".join(post.format(name, words, n, n) for n, (name, words) in enumerate(rows, 1))
    page = read(text + "下载客户端看高清直播\n用户协议\n")
    assert answers(page) == [MORE, "随缘吧", LAST]
    assert [str(a.published)[:10] for a in page.questions[0].answers] == ["2022-10-02", "2022-10-03", "2022-10-04"]


def test_answered_beside_comments() -> None:
    """Where `answered` stands beside dates, other dates are those of comments."""
    answer = "This answer is useful\n{}\nSave this answer.\n{}\nShare\nCopy link\nFollow\nanswered\nMay {} at 14:03\n{}\n15k\nAdd a comment\n|\n"
    texts = [
        "The left valve is the one that closes first, so turn it by a quarter and wait for the pressure.",
        "Because the gauge is mounted after the filter, it shows the pressure of the clean side only.",
        "Look at the arrow on the housing, it always points in the direction of the flow.",
    ]
    text = "Which valve closes first? - Pump Exchange\nHome\nQuestions\nTags\nWhich valve closes first?\nAsk Question\n"
    text += "I have two valves in a row and the gauge behind them moves late, which one do I turn?\nShare\n3 Answers\nSorted by:\n"
    text += "".join(answer.format(n, t, n + 10, f"user{n}x") for n, t in enumerate(texts))
    page = read(text + "Your Answer\nPrivacy Policy\n")
    assert page.questions[0].text == "Which valve closes first?"
    assert answers(page) == texts


def test_an_article_with_dates_is_no_thread() -> None:
    text = f"滤网清洗指南\n2016-03-04 10:22\n{LONG}{MORE}\n{LAST}{LONG}\n更新于 2016-05-06 11:00\n{MORE}{LAST}\n"
    page = read(text)
    assert not any(r.rule.startswith("post-") for r in page.removed)


def test_comments_below_an_article_do_not_take_it() -> None:
    body = "\n".join(LONG + MORE + LAST for _ in range(12))
    comments = "".join(f"网友{n}\n2016-03-0{n} 10:22\n{MORE}\n" for n in range(1, 4))
    page = read(f"滤网清洗指南\n编辑部\n2016-03-01 10:22\n{body}\n{comments}")
    kept = "".join(getattr(b, "text", "") for q in page.questions for a in q.answers for b in a.blocks)
    kept += "".join(getattr(b, "text", "") for b in page.body)
    kept += "".join(getattr(b, "text", "") for q in page.questions for b in q.body)
    assert LONG in kept


def test_every_word_list_is_used() -> None:
    data = load("post_lines")
    assert all(heads_answers(shape_of(word.replace("0", "3"))) for word in data["answers"] if word != "回答0")
    assert all(is_button(shape_of(word)) for word in data["buttons"])
    assert all(is_end(shape_of(word)) for word in [*data["ends"], *data["related"], *data["end_lines"]])


def test_ordinary_lines_are_no_buttons() -> None:
    for line in (
        "评论区有人说不能用热水",
        "Reply to the letter at once",
        "分享一个办法给大家",
        "相机的问题",
        "3个回答都不对",
    ):
        shape = shape_of(line)
        assert not is_button(shape)
        assert not heads_answers(shape)


@pytest.mark.parametrize(
    "line", ["2012-06-29 00:13 " * 40, "#1 " * 300, "昨天 " * 200, "May 19 at " * 60, "1 2 3 " * 200]
)
def test_shapes_of_hostile_lines(line: str) -> None:
    shape_of(line[:120])
    read((line[:120] + "\n") * 500)


def fields(page: Page) -> list[tuple[str | None, str]]:
    return [(answer.author, (answer.published or "")[:10]) for answer in page.questions[0].answers]


MEMBERS = """Squeaky hinge on the shed door? | Hill Farm Board
Hill Farm Board > Buildings > Doors > Squeaky hinge on the shed door?
Log in Register Members Search
Page 1 of 3 1 2 3 >
Thread Options
21-03-2011, 06:15 PM #1
oldgate
New Member
Join Date: May 2010
Posts: 12
Squeaky hinge on the shed door?
It squeaks in the morning only, and by noon it is gone. I have put grease on it twice, and it lasts for about two days.
Which oil is right?
03-04-2011, 08:02 AM #2
May in Dorset
Senior Member
Join Date: Jan 2006
Posts: 1,044
Quote:
Originally Posted by oldgate
Which oil is right?
None. Take the pin out, clean it with a wire brush, and rub it with candle wax.
_______________
Two sheep, one dog.
Ask me about gates.
05-04-2011, 09:40 PM #3
oldgate
New Member
Join Date: May 2010
Posts: 12
wax did it
Page 1 of 3 1 2 3 >
« Moss on the roof | Which paint for a barn? »
Posting Rules
You may not post new threads
"""


def test_members_above_their_posts_in_a_forum_dump() -> None:
    page = read(MEMBERS)
    assert (page.kind, page.title, page.author) == ("thread", "Squeaky hinge on the shed door?", "oldgate")
    assert fields(page) == [("May in Dorset", "2011-04-03"), ("oldgate", "2011-04-05")]
    assert answers(page)[1] == "wax did it"
    assert "Which oil is right?" in [getattr(block, "text", "") for block in page.questions[0].body]


def test_signatures_and_page_links_are_no_words_of_a_post() -> None:
    kept = "".join(answers(read(MEMBERS)))
    assert "candle wax" in kept
    assert not any(words in kept for words in ("Ask me about gates", "Page 1 of", "Moss on the roof"))


def test_comments_with_points_and_one_that_is_gone() -> None:
    head = "Does salt harm a dishwasher? (self.Kitchens)"
    rows = ["Does salt harm a dishwasher? : Kitchens", "my boards", "log in", "4 users here", "12", head]
    rows += ["submitted 2 years ago by tealeaf", "The manual says to fill it up, the shop says never. Who is right?"]
    rows += ["3 comments", "share", "save", "sorted by:", "top"]
    texts = ["It wants the coarse kind only, the fine kind clogs the valve.", "Same here, coarse for ten years."]
    for name, points, text in zip(("brine", "brine"), (14, 3), texts, strict=True):
        rows += [f"[-]{name} {points} points{points + 1} points {points} months ago (1 child)", text]
        rows += ["permalink", "save", "reply"]
    rows += ["[-][deleted] 2 years ago (0 children)", "[removed]", "about", "help"]
    page = read("\n".join(rows))
    assert (page.kind, page.title, page.author) == ("thread", "Does salt harm a dishwasher?", "tealeaf")
    assert [name for name, _ in fields(page)] == ["brine", "brine"]
    assert answers(page) == texts


def test_posts_of_a_print_view_are_headed_by_labels() -> None:
    rows = ["Garden Talk", "Plants => Roses => Topic started by: thorn on May 02, 2013, 08:14:51 PM"]
    posts = [
        ("thorn", "02", "Black spots on the leaves", "They came with the rain, and now half of the leaves are gone."),
        (
            "mulch99",
            "03",
            "Re: Black spots on the leaves",
            "Cut the bad ones off, and water the soil and not the leaves.",
        ),
        ("thorn", "09", "Re: Black spots on the leaves", "That helped, thank you."),
    ]
    for name, day, title, text in posts:
        rows += ["", f"Subject: {title}", f"Post by: {name} on May {day}, 2013, 09:40:02 PM", "", text, ""]
    page = read("\n".join([*rows, "Powered by BoardWare 2.1.14 | BoardWare © 2011-2013"]))
    assert (page.title, page.author) == ("Black spots on the leaves", "thorn")
    assert fields(page) == [("mulch99", "2013-05-03"), ("thorn", "2013-05-09")]
    assert answers(page)[-1] == posts[-1][-1]


def test_a_title_with_a_button_behind_it_is_the_end_of_the_path() -> None:
    rows = [
        "清溪园艺网 › 论坛 › 果树 › 柿子树落果怎么办",
        "返回列表 发新帖",
        "查看: 1204|回复: 2",
        "柿子树落果怎么办 [复制链接]",
    ]
    texts = [
        "柿子刚长到指头大就掉，浇水也没有用，请问是什么原因？",
        "多半是六月浇水太多，根透不了气。",
        "刚换过地方的树头两年都这样，不要紧的。",
    ]
    for n, (name, text) in enumerate(zip(("山脚人家", "老园丁", "橘子洲"), texts, strict=True)):
        rows += [name, f"积分 {1560 + n}", str(12 + n), "主题", str(208 + n), "帖子", str(1560 + n), "积分", "发消息"]
        rows += [
            f"发表于 2014-6-1{n} 20:31:07 | 只看该作者",
            text,
            f"收藏{n} 分享 淘帖 支持 反对",
            "回复",
            "使用道具 举报",
        ]
    page = read("\n".join([*rows, "返回列表 发新帖", "您需要登录后才可以回帖"]))
    assert page.title == "柿子树落果怎么办"
    assert answers(page) == texts[1:]


@pytest.mark.parametrize("apart", [False, True])
def test_floors_with_name_and_rank_above_and_comments_between(apart: bool) -> None:
    """With `apart` each text node stands on a line of its own, as `get_text("\\n")` gives it."""
    rows = ["手工木工吧", "关注：48,113 贴子：104,551", "3回复贴，共1页", "榫头总是松怎么办？", "只看楼主 收藏 回复"]
    posts = [
        ("刨花小子", "初露锋芒 6", LONG),
        ("老木匠", "登堂入室 11", MORE),
        ("bd_77120", "1", "dd"),
        ("斧头帮", "小有名气 7", LAST),
    ]
    for n, (name, rank, text) in enumerate(posts, 1):
        rows += [name, *(rank.split() if apart else [rank]), text]
        tail = ["举报", "|", "来自Android客户端", f"{n}楼", f"2018-05-0{n} 21:14", "回复"]
        rows += tail if apart else [" ".join(tail)]
        if n == 2:
            rows += [
                "收起回复",
                "刨花小子：多谢，我试一试",
                "2018-5-3 07:20 回复",
                "老木匠：回复 刨花小子 :别用钉子",
                "2018-5-3 08:11 回复",
                "我也说一句",
            ]
    page = read("\n".join([*rows, "发表回复", "保存至快速回贴"]))
    assert page.author == "刨花小子"
    assert fields(page) == [("老木匠", "2018-05-02"), ("bd_77120", "2018-05-03"), ("斧头帮", "2018-05-04")]
    assert answers(page) == [MORE, "dd", LAST]
    said = [getattr(block, "text", "") for run in page.questions[0].answers[0].followups for block in run]
    assert said == ["刨花小子：多谢，我试一试", "老木匠：回复 刨花小子 :别用钉子"]


GLUED = """首页问题全部问题经济金融企业管理法律法规社会民生科学教育健康生活
搜索答案我要提问
问答>生活>家用电器
电饭锅内胆粘底怎么洗
我来答分享举报浏览318 次
满意回答推荐于2016-05-02
展开全部
泡一个晚上就会软，不要用铁丝球，会把涂层刮掉，以后粘得更厉害。
1、先倒掉剩饭，加温水没过锅底。
2、放一勺小苏打，泡一个晚上。
3、用海绵顺着一个方向擦干净。
如果还有黑印，可以再煮一次水。
本回答由提问者推荐赞12踩3评论(5)
厨房小张采纳率：71%来自：生活团
其他回答
青瓦白墙2016-05-04我家用的是柠檬片，煮开以后放凉，第二天一擦就掉了。已赞过评论
匿名用户2016-05-07新锅先用米汤养一次就不会粘了，洗的时候也省事。赞2评论
类似问题电饭锅怎么选电饭锅内胆掉涂层还能用吗
"""


def test_answers_that_each_stand_on_a_line_with_name_date_and_buttons() -> None:
    page = read(GLUED)
    assert (page.kind, page.title) == ("qa", "电饭锅内胆粘底怎么洗")
    assert [a.accepted for a in page.questions[0].answers] == [True, False, False]
    assert fields(page)[1:] == [("青瓦白墙", "2016-05-04"), (None, "2016-05-07")]
    assert answers(page)[1:] == [
        "我家用的是柠檬片，煮开以后放凉，第二天一擦就掉了。",
        "新锅先用米汤养一次就不会粘了，洗的时候也省事。",
    ]
    assert [len(block.steps) for block in page.questions[0].answers[0].blocks if block.type == "steps"] == [3]


def test_a_dump_that_holds_its_page_twice_says_everything_once() -> None:
    once = ["Home > Garden > Tools", "How to sharpen a hoe", "by T. Miller, 3 May 2019"]
    once += [
        "A hoe that is blunt bends the weeds and does not cut them, and it makes your back ache.",
        "Clamp it in a vice.",
        "File along the bevel, away from you.",
        "Take off the burr with two strokes on the back.",
    ]
    page = read("\n".join([*once, *once, *once[3:], "Subscribe to our letter", "About us Contact"]))
    assert (page.kind, page.title, page.author) == ("article", "How to sharpen a hoe", "T. Miller")
    said = [getattr(block, "text", "") for block in page.questions[0].answers[0].blocks]
    assert said == once[3:]


WARP = """Loom Board
A board for weavers

Warp threads break at the edge
http://loomboard.example/viewtopic.php?f=3&t=881
Page 1 of 1

Warp threads break at the edge
Posted: Tue Mar 04, 2014 8:14 pm
by heddle
The outer four threads break every twenty centimetres, always on the left. What should I look at?

Re: Warp threads break at the edge
Posted: Tue Mar 04, 2014 9:02 pm
by Old Treadle
You draw in. Use a temple, or beat on an open shed.

Re: Warp threads break at the edge
Posted: Thu Mar 06, 2014 6:10 pm
by heddle
temple it is
"""


def test_the_author_may_stand_between_the_date_and_the_words() -> None:
    page = read(WARP)
    assert (page.title, page.author) == ("Warp threads break at the edge", "heddle")
    assert fields(page) == [("Old Treadle", "2014-03-04"), ("heddle", "2014-03-06")]
    assert answers(page)[-1] == "temple it is"


def test_a_menu_behind_the_last_comment_is_none_of_it() -> None:
    rows = [
        "Ask: How do you store yarn? | Link Board",
        "Link Board",
        "new | past | comments | submit",
        "Ask: How do you store yarn?",
    ]
    rows += [
        "84 points by skein 4 days ago | hide | 2 comments",
        "Mine sits in paper bags, and the moths love it. What keeps them out?",
    ]
    rows += ["mothball 4 days ago | next [-]", "Glass jars, and a week in the freezer before.", "reply"]
    rows += [
        "skein 3 days ago | parent [-]",
        "jars it is",
        "Guidelines | FAQ | Lists | API | Legal | Contact",
        "Search:",
    ]
    page = read("\n".join(rows))
    assert [name for name, _ in fields(page)] == ["mothball", "skein"]
    assert answers(page) == ["Glass jars, and a week in the freezer before.", "jars it is"]


def test_a_head_of_replies_with_a_date_is_no_post() -> None:
    rows = [
        "铸铁锅怎么养？ - 厨房站",
        "厨房站 › 锅具",
        "铸铁锅怎么养？",
        "ember · 2019-03-11 21:40:12 +08:00 · 817 次点击",
        "买来第二天就生了一层锈，是不是要先用油养？",
    ]
    rows += [
        "2 条回复 • 2019-03-12 10:02:33 +08:00",
        "1",
        "tongs 2019-03-11 21:52:40 +08:00",
        "步骤：",
        "1、洗干净，烧干。",
        "2、薄薄抹一层油，烤一个小时。",
        "3、放凉再抹一次。",
    ]
    rows += [
        "2",
        "ladle 2019-03-12 10:02:33 +08:00",
        "不用就别沾水",
        "关于 · 帮助文档 · 博客 · 我们的愿景 · 实用小工具",
    ]
    page = read("\n".join(rows))
    assert (page.kind, page.title, page.author) == ("thread", "铸铁锅怎么养？", "ember")
    assert [name for name, _ in fields(page)] == ["tongs", "ladle"]
    assert answers(page)[-1] == "不用就别沾水"


def test_a_detail_that_asks_is_no_title() -> None:
    rows = [
        "Q&A: How do I season a wok?",
        "Kitchen Corner",
        "How do I season a wok?",
        "Asked by tinfoil on 12 June 2017",
    ]
    rows += ["My new wok is grey and everything sticks to it. I have washed it twice. What do I do first?", "2 Answers"]
    rows += [
        "smoky_joe answered on 12 June 2017",
        "Scrub the oil off, heat it until it is blue, and rub in new oil.",
        "Helpful (12) Report",
    ]
    rows += [
        "lotus answered on 13 June 2017",
        "Potato skins and salt, half an hour on a low flame.",
        "Helpful (3) Report",
        "Related questions",
    ]
    page = read("\n".join(rows))
    assert (page.kind, page.title) == ("qa", "How do I season a wok?")
    assert fields(page) == [("smoky_joe", "2017-06-12"), ("lotus", "2017-06-13")]


def test_answers_above_their_date_with_comments_between() -> None:
    def answer(votes: int, words: str, day: int, name: str, comment: str) -> list[str]:
        said = [comment, f"\u2013 {name}man", f"May {day + 1}, 2014 at 8:05"]
        return [
            str(votes),
            words,
            "Share",
            f"edited May {day}, 2014 at 9:30",
            f"answered May {day}, 2014 at 7:10",
            name,
            *said,
        ]

    first = "Rinse the filter with cold water and let it dry on a towel overnight."
    second = "Replace it once a year, whatever the manual says about cleaning it."
    rows = [
        "Home",
        "Tags",
        "Users",
        "How do I clean the filter of my fan?",
        "Asked 9 years ago",
        "Viewed 2k times",
        "7",
    ]
    rows += [
        "The filter of my fan is full of dust, and the manual is gone. What do I do?",
        "Share",
        "asked May 1, 2014 at 6:00",
    ]
    rows += ["Willow", "2 Answers 2", "Reset to default"]
    rows += answer(5, first, 3, "Hazel", "Warm water works as well, in my experience.")
    rows += answer(2, second, 6, "Rowan", "That is what the shop would like to hear from you.")
    page = read("\n".join(rows))
    assert page.questions[0].text == "How do I clean the filter of my fan?"
    assert answers(page) == [first, second]
    assert [a.author for a in page.questions[0].answers] == ["Hazel", "Rowan"]


def test_signatures_and_names_above_the_next_head_are_no_words_of_posts() -> None:
    words = [
        "The hinge squeaks when the door is cold, and only then.",
        "Mine did so too until I took the pin out and greased it.",
        "Grease draws dust, so I would take wax for the pin.",
        "Wax it is, and it has been silent since last night.",
        "Good to hear that, and thanks for telling us how it went.",
        "The same wax is fine for the window, I have used it for years.",
    ]
    names = ["birch", "alder", "cedar", "birch", "alder", "cedar"]
    titles = ["Keeper of planes", "Sawdust", "Never done", "Keeper of planes", "Sawdust", "Never done"]
    signed = {"alder": ["Old tools, new tricks, and a shed full of both"]}
    rows = ["Squeaking hinge | Doors and Windows", "Squeaking hinge"]
    for n, (name, title, text) in enumerate(zip(names, titles, words, strict=True), 1):
        rows += [name, title, "Member", f"Mar {n}, 2021", f"#{n}", text, *signed.get(name, [])]
    page = read("\n".join(rows))
    assert answers(page) == words[1:]


def test_a_question_above_numbered_replies() -> None:
    asked = "The kettle switches itself off long before the water boils. What could be wrong with it?"
    rows = ["Kettle trouble | Kitchen Board", "Home", "Topics", "Kettle trouble", "elm 3 days ago 120 views", asked]
    replies = ["Scale on the sensor, most likely.", "Boil vinegar in it twice.", "The vinegar did it, thank you."]
    for n, (name, text) in enumerate(zip(["oak", "ash", "elm"], replies, strict=True), 1):
        rows += [f"{name} #{n} {4 - n} days ago", text]
    page = read("\n".join(rows))
    assert [block.text for block in page.questions[0].body if hasattr(block, "text")] == [asked]
    assert answers(page) == replies


def _floors(*rows: str) -> list[str]:
    """Three floors below some rows, each with its name, rank and date."""
    said = [
        "Mine gave up after the first frost, so I keep it indoors now.",
        "Check the seal, then the spring below it.",
    ]
    told = ["Which of the two barrels leaks at its tap in the end?", *said]
    names = ["heron", "willow", "heron"]
    floors = [
        line
        for n, (name, words) in enumerate(zip(names, told, strict=True), 1)
        for line in (name, "Member", f"Mar {n}, 2021", f"#{n}", words, "Reply")
    ]
    return [*rows, *floors]


def test_a_title_reads_like_one_and_what_a_full_stop_closes_is_none() -> None:
    rows = [
        "Garden Board",
        "Forums",
        "Log in",
        "Please turn on scripts to see the whole page.",
        "Leaky rain barrel tap",
    ]
    assert read("\n".join(_floors(*rows))).title == "Leaky rain barrel tap"


def test_a_label_with_its_count_is_no_title() -> None:
    rows = ["Garden Board", "Forums", "Log in", "Leaky rain barrel tap, again", "Posts: 31"]
    assert read("\n".join(_floors(*rows))).title == "Leaky rain barrel tap, again"


def test_the_first_line_names_the_title_that_stands_above_the_posts_in_a_longer_line() -> None:
    rows = [
        "taps - Leaky rain barrel tap - Garden Board",
        "Log in",
        "Start here",
        "Home Taps Leaky rain barrel tap Follow",
    ]
    assert read("\n".join(_floors(*rows))).title == "Leaky rain barrel tap"


def test_a_heading_inside_a_post_is_no_title() -> None:
    text = "Leaky rain barrel tap\n\nheron March 1, 2021, 2:43pm 1\n\nIt drips all night, and the seal is new. What else can I look at?\n\n"
    text += "willow March 2, 2021, 3:05pm 2\n\n# Spring\n\nThe spring below the seal is often rusty, have a look at it first.\n\n"
    text += "heron March 3, 2021, 4:00pm 3\n\nThat was it, thank you. The spring was as brown as the barrel itself.\n"
    page = qaclean.clean(text, media_type="text/markdown")
    assert (page.kind, page.title) == ("thread", "Leaky rain barrel tap")


def test_a_title_alone_above_the_first_date_is_no_post_below_which_that_stands() -> None:
    rows = ["水桶龙头怎么老是漏水？", "3回复 / 浏览"]
    rows += ["heron ( 3级 ) 2021-03-01 14:49", "桶是去年买的，龙头的垫圈换过一次，夜里还是一直滴水，" * 3]
    rows += ["willow ( 5级 ) 2021-03-01 15:58", "看看垫圈下面的弹簧，多半是锈了，换一根不贵，自己就能装上。" * 3]
    rows += ["birch ( 9级 ) 2021-03-02 08:03", "换一个铜的龙头吧，我家的那个用了十年，从来没有漏过一滴水。" * 3]
    page = read("\n".join(rows))
    assert page.title == "水桶龙头怎么老是漏水？"
    assert [name for name, _ in fields(page)] == ["willow", "birch"]


def test_one_who_writes_most_posts_is_named() -> None:
    rows = ["Leaky rain barrel tap", "Log in"]
    for n, (name, words) in enumerate(
        [
            ("heron", "It drips all night, and the seal is new."),
            ("willow", "The spring below the seal is often rusty."),
            ("heron", "I looked, and it is as good as new."),
            ("heron", "Found it: the barrel itself was cracked."),
        ],
        1,
    ):
        rows += [f"#{n} Post by {name} » 2021-03-0{n} 10:01", words, "Top"]
    assert [name for name, _ in fields(read("\n".join(rows)))] == ["willow", "heron", "heron"]


def test_an_article_keeps_the_title_that_its_first_line_and_the_line_above_its_text_say() -> None:
    rows = [
        "How to mend a tap (with Pictures) | Handy",
        "mom",
        "food",
        "tech",
        "Browse Articles By Category",
        "Cars",
        "Pets",
    ]
    rows += ["How to mend a tap", "How to mend a tap", "By Rowan Field", "Pin", "Share"]
    rows += [
        "A tap that drips wastes a bath of water each week, and mending it takes ten minutes and one small spanner."
    ]
    rows += [
        "Close the valve below the sink first, then open the tap until no more water comes, and lay a towel in the sink."
    ]
    rows += ["Copyright 2021 Handy"]
    assert read("\n".join(rows)).title == "How to mend a tap"


def test_a_long_answer_in_short_lines_goes_on_to_the_line_that_ends_the_posts() -> None:
    books = [f"第{n}本是老师傅手写的那一册" for n in range(1, 12)]  # a dozen lines without a sentence
    told = [f"{LONG}{MORE}这一条我自己也试过{n}次。" for n in (2, 3, 4)]
    rows = ["木工入门看什么书_手艺问答", "木工入门看什么书", "2011-03-04 10:12刨花|分类：木工", "我来答", "提问者采纳"]
    rows += [
        "2011-03-05 09:30",
        LONG,
        *books,
        *told,
        "评论|",
        "老木匠|三级",
        "分享到:",
        "相关问题",
        "刨子怎么选",
        "凿子怎么磨",
    ]
    assert answers(read("\n".join(rows))) == ["".join([LONG, *books, *told])]


SAID = [
    "The chain slips on the third cog only, and I have already cleaned it twice with the brush.",
    "Measure the chain over twelve links before you buy anything, a worn one is longer by a hand.",
    "Mine did the same, the hanger was bent after a fall and nobody could see it with the naked eye.",
    "Then turn the barrel by a quarter and try it again on a hill, that was all it needed here.",
]


def test_a_thread_on_one_line_is_parted_at_the_dates_of_one_form() -> None:
    """Names stand before the dates; a post that ends without a mark shows its next name by the others' lengths."""
    heads = ["heron", "willow", "heron", "birch"]
    ends = ["", " Greetings and thanks", "", ""]
    text = "Slipping chain on my old bicycle - Workshop archive Boards Search Topics Slipping chain on my old bicycle"
    for n, (name, said, end) in enumerate(zip(heads, SAID, ends, strict=True), 1):
        text += f" {name} 2019-04-0{n} 10:2{n} UTC " + f"{said} " * 4 + end
    page = read(f"{text} Workshop archive")
    assert [name for name, _ in fields(page)] == ["willow", "heron", "birch"]
    assert [str(a.published)[:10] for a in page.questions[0].answers] == ["2019-04-02", "2019-04-03", "2019-04-04"]


def test_the_date_of_a_quote_is_no_post() -> None:
    rows = ["Slipping chain", "Log in", "Slipping chain"]
    for n, name in enumerate(("heron", "willow", "birch"), 1):
        rows += [name, "Posts:", str(4 * n), "Post", "by", name, "»", f"Sat Feb 2{n}, 2020 5:12 pm"]
        if n > 1:
            for part in SAID[0].split(", "):
                rows += ["heron", "wrote:", "Fri Feb 21, 2020 5:12 pm", part, f"{LONG}{MORE * n}"]
        rows += [SAID[n], "Top"]
    found = answers(read("\n".join([*rows, "Privacy policy"])))
    assert len(found) == 2
    assert all(words.endswith(SAID[n]) for n, words in zip((2, 3), found, strict=True))


def test_the_only_answer_is_told_from_comments_by_the_line_that_says_answered() -> None:
    rows = ["Which valve closes first?", "Asked 7 years ago", "Viewed 2k times", "4", SAID[0], "Share", "Follow"]
    rows += ["edited Jul 8, 2016 at 13:13", "asked Jul 8, 2016 at 13:01", "Hazel", SAID[1], "– Rowan Field"]
    rows += ["Jul 8, 2016 at 13:42", "Add a comment", "1 Answer 1", "Reset to default", "6", SAID[2], "Share", "Follow"]
    rows += ["answered Jul 8, 2016 at 13:05", "Willow", "2", SAID[3], "– Aspen Lane", "Jul 8, 2016 at 13:07", "5"]
    rows += ["That is what the shop would like to hear from you.", "– Hazel", "Jul 8, 2016 at 13:12", "Your Answer"]
    page = read("\n".join(rows))
    assert answers(page) == [SAID[2]]
    assert page.questions[0].answers[0].author == "Willow"


def test_lines_that_only_tell_an_age_are_dates_of_posts() -> None:
    rows = ["Slipping chain", "Menu", "Log in", "Slipping chain", "Repairs"]
    for n, (name, said) in enumerate(zip(("heron", "willow", "birch", "aspen"), SAID, strict=True), 1):
        rows += [name, f"{31 - n}d", said, str(n)]
    rows += ["Reply", "Related topics", "Topic", "Replies", "Views", "Squeaking brakes", "2", "734"]
    page = read("\n".join(rows))
    assert answers(page) == SAID[1:]
    assert [name for name, _ in fields(page)] == ["willow", "birch", "aspen"]


def test_posts_that_stand_deeper_are_follow_ups() -> None:
    rows = ["Slipping chain on my bicycle", "Posted by heron 3 years ago", SAID[0], "4 comments"]
    for depth, said in zip((1, 2, 1, 2), (*SAID[1:], LAST), strict=True):
        rows += [f"level {depth}", "· 3 yr. ago", said, "Reply", "Share"]
    page = read("\n".join([*rows, "Advertisement"]))
    assert answers(page) == [SAID[1], SAID[3]]
    assert [len(a.followups) for a in page.questions[0].answers] == [1, 1]


def test_the_level_of_a_member_is_no_depth() -> None:
    rows = ["Slipping chain", "Log in", "Slipping chain"]
    for n, (level, said) in enumerate(zip((1, 5, 2, 4), SAID, strict=True), 1):
        rows += [f"name{n}x", f"Level {level}", "Posted", f"March {n}, 2024", said, "Quote"]
    assert answers(read("\n".join([*rows, "Privacy policy"]))) == SAID[1:]


def test_the_card_of_a_member_with_a_date_glued_to_its_label_is_no_post() -> None:
    rows = ["Chaîne qui saute", "Connexion", "Accueil", "FAQ", "Rechercher", "Répondre", "Chaîne qui saute"]
    for n, said in enumerate(SAID, 1):
        rows += [f"de name{n % 2}x » Dim {n} Oct 2011 16:2{n}", said]
        rows += [
            f"name{n % 2}x",
            f"Messages: {168 + n % 2}Inscription: Mer {3 + n % 2} Nov 2010 17:05",
            "E-mail",
            "Haut",
        ]
        rows += ["Re: Chaîne qui saute"]
    assert answers(read("\n".join([*rows[:-1], "Copyright 2011"]))) == SAID[1:]


def test_the_card_of_the_next_member_in_one_line_is_no_word_of_a_post() -> None:
    rows = ["Slipping chain", "Log in", "Search", "Slipping chain"]
    for n, said in enumerate(SAID, 1):
        rows += [
            f"name{n}x{'y' * n} Posts: {7 * n} Joined: Mar 2, 2009 Location: Hill Farm, {'North ' * n}Road",
            "Re: Slipping chain",
        ]
        rows += [f"Sat Feb 2{n}, 2020 5:12 pm", said]
    assert answers(read("\n".join([*rows, "Privacy policy"]))) == SAID[1:]


def test_the_one_whose_answer_was_accepted_is_named_by_his_rank_on_a_page_on_one_line() -> None:
    text = "空调滤网怎么清洗？_某某知道 首页 登录 注册 新闻 网页 贴吧 音乐 图片 > 家电 空调滤网怎么清洗？ 2012-06-29 00:13 木棉花开 | 分类：家电 提问者采纳 2012-06-29 00:17 "
    text += f"{LONG} 评论 | 老张修理 | 十三级 采纳率66% 擅长： 家电 其他类似问题 2008-11-28 空调滤网多久洗一次？ 2010-01-02 滤网怎么拆下来？ 4     "
    text += f"其他2条回答 2012-06-29 00:35 zhong88 | 五级 {MORE} 评论 | 2012-06-29 00:50 小河流水 | 二级 {LAST} 评论 | 等待您来回答 分享到： 投诉举报"
    page = read(text)
    assert answers(page) == [LONG, MORE, LAST]
    assert [a.author for a in page.questions[0].answers] == ["老张修理", "zhong88", "小河流水"]


def test_a_menu_that_comes_again_is_no_first_post() -> None:
    menu = [f"{kind} course {word}" for kind in ("Basic", "Master") for word in SAID[0].split() + SAID[1].split()]
    ad = ["Next cohort:", "Jan 5, 2026", *menu]
    rows = ["Slipping chain - Workshop", *ad, *ad, "Slipping chain"]
    for n, said in enumerate(SAID, 1):
        rows += [f"name{n}x", f"Mar {n}, 2024", said, "Quote"]
    page = read("\n".join([*rows, "Privacy policy"]))
    assert page.title == "Slipping chain"
    assert answers(page) == SAID[1:]


def test_answers_above_their_line_begin_behind_the_buttons_of_the_one_above() -> None:
    rows = ["Which valve closes first?", "Asked 7 years ago", SAID[0], "Share", "2 Answers 2", "Reset to default", "0"]
    rows += [SAID[1], "Share", "Follow", "answered", "Jan 4, 2024 at 13:16", "Willow", "251"]
    rows += ["Ask here to request some more details in the comments.", "Comments", "Add a comment", "0", SAID[2]]
    rows += [SAID[3], "Share", "Follow", "answered", "Jan 4, 2024 at 16:10", "Hazel", "412", "Comments"]
    page = read("\n".join([*rows, "Add a comment", "Your Answer"]))
    assert answers(page) == [SAID[1], SAID[2] + SAID[3]]


def test_the_clicks_on_a_link_end_no_post() -> None:
    rows = ["Slipping chain", "Log in", "Slipping chain"]
    for n, (said, more) in enumerate(zip(SAID, SAID[::-1], strict=True), 1):
        rows += [f"name{n}x", f"Mar {n}, 2024 10:0{n}", said, str(20 + n), ".", f"And then: {more}", str(n), "Quote"]
    found = answers(read("\n".join([*rows, "Privacy policy"])))
    assert len(found) == 3
    assert all(words.endswith(more) for words, more in zip(found, SAID[2::-1], strict=True))


def test_the_row_of_a_markdown_table_with_head_and_words_is_a_post() -> None:
    text = "# 游戏全屏的时候地方看不到\n\n请 登录 后使用\n\n"
    text += f"楼主 _发表于 2024-5-18 19:27:00_ | 只看该作者 来自 - 四川 |倒序浏览 |阅读模式 |  {LONG * 4}\n\n---\n\n|  _回复_ 举报\n\n"
    text += f"**沙发** _发表于 2024-5-19 10:27:00_ | 只看该作者 来自 - 重庆 |  {MORE * 4}\n\n---\n\n|  _回复_ 举报\n\n返回列表\n"
    page = qaclean.clean(text, media_type="text/markdown")
    assert answers(page) == [MORE * 4]
    assert "".join(getattr(b, "text", "") for b in page.questions[0].body) == LONG * 4


HEATER = (
    "My heater clicks for two minutes in the morning and then goes quiet. Has anybody seen this before?",
    "Check the valve first. It sticks after the summer and most people never clean it again.",
    "Same here, it was the thermostat. I took it off, cleaned the contacts and it has been silent since.",
    "Thanks both. I will have a look at the valve on Saturday, when the shop is open.",
    "Do not spray anything on it, the dust sticks to it and then it is worse than it was.",
)
WHO = ("mossridge", "PeterVanDam", "lowgear77", "mossridge", "greta")


def test_heads_and_tails_that_come_again_are_cut_out_of_a_page_on_one_line() -> None:
    posts = " ".join(
        f"{name} Contributor Options Mark as New Bookmark Permalink 03-1{n}-2014 08:1{n} AM {said} {n} Kudos Reply"
        for n, (name, said) in enumerate(zip(WHO, HEATER, strict=True))
    )
    page = read(f"Clicking heater - Heater Community Forums Ideas Register Sign In Clicking heater {posts} All topics")
    assert answers(page)[:-1] == list(HEATER[1:-1])
    assert answers(page)[-1].startswith(HEATER[-1])
    assert [a.author for a in page.questions[0].answers] == list(WHO[1:])


def test_dates_glued_to_names_and_words_part_posts() -> None:
    posts = "\n".join(
        f"{name}March 1{n}, 2014, 8:1{n}am{said}{2 * n + 1} Likes"
        for n, (name, said) in enumerate(zip(WHO, HEATER, strict=True))
    )
    page = read(f"Clicking heater - Heater Yard\nHeater YardSign UpLog InClicking heaterRepair\n{posts}\nPowered by us")
    assert answers(page) == list(HEATER[1:])


def test_the_first_post_below_the_byline_of_a_thread_asks() -> None:
    posts = "\n".join(
        f"{name}\nMembers\n{31 * n + 4} posts\nShare\nPosted March 1{n}, 2014\n{said}\nQuote"
        for n, (name, said) in enumerate(zip(WHO, HEATER, strict=True))
    )
    page = read(
        f"Heaters\nClicking heater\nBy mossridge\nMarch 10, 2014 in Valves\nFollowers 0\nRecommended Posts\n{posts}"
    )
    assert answers(page) == list(HEATER[1:])


def test_the_subject_that_a_post_begins_with_is_not_in_the_post_above() -> None:
    posts = "\n".join(
        f"{' '.join(said.split()[:3])}\nSubmitted by {name} on Wed, 03/1{n}/2014 - 08:1{n}\n{said}\nLog in to post comments"
        for n, (name, said) in enumerate(zip(WHO, HEATER, strict=True))
    )
    page = read(f"Clicking heater\nHome\nForums\n{posts}")
    assert answers(page) == list(HEATER[1:])


def test_floors_in_words_are_only_the_first_posts() -> None:
    floors = ["楼主", "沙发", "板凳", "地板", "5"]
    words = (LONG, MORE, LAST, LONG[::-1], MORE[::-1])
    posts = "\n".join(
        f"成员{n}号\n{floor}\n发表于 2015-9-1{n} 20:31:07\n|\n只看该作者\n{said}\n回复\n举报"
        for n, (floor, said) in enumerate(zip(floors, words, strict=True))
    )
    page = read(f"滤网怎么洗 - 家电论坛\n滤网怎么洗\n{posts}\n返回列表")
    assert len(answers(page)) == 4


def test_the_title_is_the_line_whose_words_the_posts_say_and_not_the_site_s_name_said_twice() -> None:
    rows = ["Garden Board", "Garden Board", "Home", "Forums", "New posts Search forums", "Log in Register", ""]
    rows += [
        f"Board of {name} and what grows there"
        for name in ("sheds", "roofs", "paths", "ponds", "fences", "beds", "trees", "walls", "gates")
    ]
    rows += [
        "Your browser is out of date. It may show this page otherwise than it is.",
        "",
        "Leaky rain barrel tap",
        "",
    ]
    rows += ["Thread starter heron", "Start date Mar 1, 2021", ""]
    assert read("\n".join(_floors(*rows))).title == "Leaky rain barrel tap"


def test_a_line_that_says_who_asked_is_no_head_of_an_answer() -> None:
    rows = ["How do I bleed a radiator?", "Asked by larkspur · 2014-03-05 · 312 views"]
    for name, words in (("cobb", SAID[0]), ("mallow", SAID[1])):
        rows += [f"{name} replied on 2014-03-07", words]
    page = read("\n".join(rows))
    assert (page.title, len(page.questions)) == ("How do I bleed a radiator?", 1)
    assert answers(page) == SAID[:2]
    assert [name for name, _ in fields(page)] == ["cobb", "mallow"]


def test_who_asked_may_stand_in_text_nodes_of_its_own() -> None:
    rows = ["Home News Forum", "How do I bleed a radiator?", "larkspur", "asked on 2014-03-05", "312 views"]
    for name, words in (("cobb", SAID[0]), ("mallow", SAID[1]), ("tansy", SAID[2])):
        rows += [name, "replied on 2014-03-07", words, "Like Reply Share"]
    page = read("\n".join(rows))
    assert page.title == "How do I bleed a radiator?"
    assert answers(page) == SAID[:3]


def test_heads_stand_below_where_no_words_stand_behind_the_last() -> None:
    rows = ["난방기 공기는 어떻게 빼나요?", "질문자 들국화 2014.03.05", "답변 3개"]
    for name, words in (
        ("물망초", "네, 됩니다."),
        ("보리밭", "밸브를 조금 열고 물이 나올 때까지 기다리면 됩니다."),
        ("솔방울", "저는 작년에 기사님을 불렀어요."),
    ):
        rows += [words, f"{name}님의 답변 2014.03.07", "공감 4", "신고 공감"]
    rows += ["목록", "인기 글", "보일러 고르는 법"]
    page = read("\n".join(rows))
    assert answers(page) == [
        "네, 됩니다.",
        "밸브를 조금 열고 물이 나올 때까지 기다리면 됩니다.",
        "저는 작년에 기사님을 불렀어요.",
    ]


def test_a_dotted_date_right_behind_its_label_is_one() -> None:
    shape = shape_of("提问者:木棉 提问时间:2014.03.05")
    assert (shape.date, shape.key) == ("day", "提问者:木棉 提问时间:\x01")
