"""The title of a flattened thread stands above the head of its first post, and is none of the names there."""

from __future__ import annotations

import pytest

from qaclean import clean

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
    ],
)
def test_menus_and_greetings_are_no_titles(lines: list[str]) -> None:
    posts = THREAD.split("\n")[3:]
    page = clean("\n".join([*lines, *posts]), media_type="text/plain")
    assert page.questions[0].text == lines[-1]
