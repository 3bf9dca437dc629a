"""The title of a flattened thread stands above the head of its first post, and is none of the names there."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from qaclean import Block, Paragraph, clean

THREAD = """花友论坛
论坛 新帖 精华 会员
茉莉掉叶子要紧吗
山茶
| 2017-07-23 21:09
| 浏览2768次
上周搬到室内以后就开始掉,土是湿的,没有虫。
老张
| 2017-08-12 15:48
这种情况是不适应,先放到窗边,过一个星期再看。水不要太勤,土干了再浇。
阿绿
| 2017-08-13 06:46
我家的也掉过,后来松了松土就好了。叶子黄的要剪掉,别让它耗养分。
小豆
| 2017-08-14 08:02
换盆试试,根烂了就会这样。新土里要掺一点沙子。
"""


def words_of(blocks: Sequence[Block]) -> list[str]:
    return [block.text for block in blocks if isinstance(block, Paragraph)]


def test_a_title_above_the_name_of_the_asker_is_no_name() -> None:
    page = clean(THREAD, media_type="text/plain")
    assert page.questions[0].text == "茉莉掉叶子要紧吗"
    assert [answer.author for answer in page.questions[0].answers] == ["老张", "阿绿", "小豆"]
    assert page.questions[0].author == "山茶"


@pytest.mark.parametrize(
    "lines",
    [
        ["首页 资讯 问答 论坛 商城", "茉莉掉叶子要紧吗"],
        ["欢迎来到花友之家!", "茉莉掉叶子"],
        ["Home FAQ Search Register Login", "Welcome to Green Corner", "Jasmine: leaves turning yellow"],
        ["홈 » 식물 » 상담", "로그인 회원가입", "재스민 잎 문제"],
        ["Forums", "New posts", "Jasmine: leaves keep falling off"],
    ],
)
def test_menus_and_greetings_are_no_titles(lines: list[str]) -> None:
    posts = THREAD.split("\n")[3:]
    page = clean("\n".join([*lines, *posts]), media_type="text/plain")
    assert page.questions[0].text == lines[-1]


ON_ONE_LINE = (
    "글꼴 크게 작게 앱 받기 알림 3 현재 위치: 처음 > 정원 장미 꽃봉오리 피우는 방법을 알려 주세요. 정원사 2011.05.02 09:14 작년에 심은 장미인데 올"
    "해는 봉오리만 맺히고 그대로 있어요. 물은 이틀에 한 번 줍니다. 풀잎소리 2011.05.02 11:40 햇빛이 모자라면 그럴 수 있습니다. 하루에 여섯 시간은 볕이"
    " 드는 자리로 옮겨 보세요. 마당쇠 2011.05.03 08:05 봄비가 길게 오면 봉오리가 젖어서 못 피는 일이 많아요. 처마 밑으로 옮기니 저희 집은 괜찮았습니다"
    ". 초록손 2011.05.04 21:37 진딧물이 있는지 먼저 보시고 있으면 물로 씻어 내세요. 그다음에 거름을 조금 주면 됩니다. 댓글 쓰기 이용약관 개인정보처리방"
    "침 © 2019 꽃마당"
)


def test_what_asks_right_above_the_first_head_is_the_title_of_a_page_on_one_line() -> None:
    page = clean(ON_ONE_LINE, media_type="text/plain")
    assert page.questions[0].text == "장미 꽃봉오리 피우는 방법을 알려 주세요."
    assert [answer.author for answer in page.questions[0].answers] == ["풀잎소리", "마당쇠", "초록손"]


NAMED_BY_THE_SITE = """緑のベランダ - 園芸の質問と回答

本文へ移動

- [メニュー](/2.html)

# ミニトマトの葉が丸まるのは病気ですか? | 緑のベランダ

## ミニトマトの葉が丸まるのは病気ですか?

はるかぜ さん 質問日 2014/06/11 19:24

苗を植えて三週間になります。下のほうの葉だけが内側に丸まってきました。

ほかの回答(2件)

1: 畑の主 : 2014/06/11 21:02

肥料が多いときによく見られる形です。追肥をしばらく止めて、水だけで様子を見てください。新しい葉がまっすぐ出てくれば心配ありません。

2: つる子 : 2014/06/12 07:45

うちも梅雨の前にそうなりました。葉の裏に虫がいないかだけ確かめて、あとは放っておいても実はなりました。
"""


@pytest.mark.parametrize("media_type", ["text/markdown", "text/plain"])
def test_the_name_that_another_row_ends_with_is_the_sites(media_type: str) -> None:
    page = clean(NAMED_BY_THE_SITE, media_type=media_type)
    assert (page.questions[0].text or "").lstrip("# ") == "ミニトマトの葉が丸まるのは病気ですか?"
    assert len(page.questions[0].answers) == 2


WORDS_ABOVE_THE_ASKER = """Home Forums Garden
Raised bed sinking on one side
Does anyone know why the soil level drops so fast. I filled it in April and it is down a hand already.
mosswood | 2016-07-23 21:09 | 412 views
hedgerow
2016-07-23 22:15
The compost is still breaking down, so it settles. Top it up each spring and it will slow after two years.
old_spade
2016-07-24 08:03
Check for ants or moles under the low side. Mine had a run that went right through and carried the soil away.
finch
2016-07-24 11:30
If the boards are not level the water goes to one end and takes the fine soil with it.
"""


def test_a_closed_sentence_that_asks_stands_below_its_title() -> None:
    page = clean(WORDS_ABOVE_THE_ASKER, media_type="text/plain")
    assert page.questions[0].text == "Raised bed sinking on one side"
    assert words_of(page.questions[0].body) == [
        "Does anyone know why the soil level drops so fast. I filled it in April and it is down a hand already."
    ]
    assert [answer.author for answer in page.questions[0].answers] == ["hedgerow", "old_spade", "finch"]


POSTS = """Thread starter hazel
Start date Feb 20, 2019
Status
Not open for further replies.
hazel
Member
Feb 20, 2019
#1
My chain slips on every second climb, and the sprockets are a year old. Where would you look first?
rowan
Member
Feb 21, 2019
#2
Measure the chain before anything else. If it is longer than it was by one part in a hundred, it is worn.
alder
Member
Feb 22, 2019
#3
I would check the hanger of the derailleur too, mine was bent after a fall and it slipped just so.
"""


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (["Question - Chain slips when climbing | Two Wheels", "Forums", "Question Chain slips when climbing"], "Question - Chain slips when climbing"),
        (["[Workshop] - Chain slips on climbs | Two Wheels", "Forums", "[Workshop] Chain slips on climbs"], "[Workshop] - Chain slips on climbs"),
        (["Chain slip - Workshop and Repairs - Two Wheels", "Forums", "Workshop and Repairs", "Chain slip", "Chain slip"], "Chain slip"),
        (["Workshop - Chain slips when climbing - Two Wheels", "Workshop", "Forums", "Chain slips when climbing"], "Chain slips when climbing"),
    ],
    ids=["label without its mark", "label in brackets", "short title below its section", "section before the title"],
)  # fmt: skip
def test_the_first_line_declares_the_title(lines: list[str], title: str) -> None:
    page = clean("\n".join([*lines, POSTS]), media_type="text/plain")
    assert page.questions[0].text == title
    assert [answer.author for answer in page.questions[0].answers] == ["rowan", "alder"]


def test_what_replies_name_is_the_heading_that_titles_the_page() -> None:
    posts = POSTS.split("\n")
    source = "\n".join(
        ["# Two Wheels", "", "* Home", "* Two Wheels shop", "", "## #1 2019-02-20 10:59:47", "", "**hazel**", "", "### Chain slips when climbing", "", posts[8], "",
         "## #2 2019-02-21 14:22:38", "", "**rowan**", "", "### Re: Chain slips when climbing", "", posts[13], "",
         "## #3 2019-02-22 15:48:19", "", "**alder**", "", "### Re: Chain slips when climbing", "", posts[18], ""]
    )  # fmt: skip
    assert clean(source, media_type="text/markdown").title == "Chain slips when climbing"


def test_a_title_whose_words_stand_below_its_marks_is_the_heading() -> None:
    page = clean(
        "__\n\nTwo Wheels\n\n# \n\nChain slips when climbing\n\nMeasure it first.\n", media_type="text/markdown"
    )
    assert page.title == "Chain slips when climbing"
    assert any(row.rule == "markdown-heading" for row in page.removed)
    joined = clean("# Chain slips\n\nMeasure it first.\n\n# \n\n**Join Two Wheels**\n", media_type="text/markdown")
    assert joined.title == "Chain slips"


def test_a_link_that_begins_with_a_space_leaves_the_heading_above_as_it_is() -> None:
    source = "### Search\n\nSearch titles only\n\n# Chain slips when climbing \n\n  * [ Home ](https://bikes.example)\n  * [ Forums ](/forums/)\n\nMeasure the chain first.\n"
    assert clean(source, media_type="text/markdown").title == "Chain slips when climbing"


def test_the_heading_of_a_reply_is_no_part_of_it() -> None:
    posts = POSTS.split("\n")
    rows = ["# Two Wheels", "", "* Home", "", "### Chain slips when climbing", ""]
    for number, name in enumerate(("hazel", "rowan", "alder")):
        rows += [f"## #{number + 1} 2019-02-2{number} 10:59:47", "", f"**{name}**", ""]
        rows += ["### Re: Chain slips when climbing", ""] if number else []
        rows += [posts[8 + 5 * number], ""]
    page = clean("\n".join(rows), media_type="text/markdown")
    assert page.questions[0].text == "Chain slips when climbing"
    assert [words_of(answer.blocks) for answer in page.questions[0].answers] == [[posts[13]], [posts[18]]]
