"""Names of authors before a bar and a counted rank, as question sites of the years about 2010 write them."""

from __future__ import annotations

import pytest

import qaclean

SAID = "先把链条上的泥沙擦干净,再一节一节地滴油,倒着转几圈,最后把多余的油擦掉就可以了。"
OTHER = "看路况,灰大的地方一个星期就要擦一次,油不用每次都上,我店里的人一个月来一回。"


def authors(*lines: str) -> list[str | None]:
    page = qaclean.clean("\n".join(["车链多久上油一次?_居家问答", "车链多久上油一次?", "2011-04-11 15:06", *lines]))
    return [answer.author for question in page.questions for answer in question.answers]


@pytest.mark.parametrize("name", ["巷口修车铺", "330996369", "happy1234", "凌o灵儿"])
def test_a_name_in_the_line_of_the_date_is_read_on_a_page_with_another_place_for_names(name: str) -> None:
    accepted = ("提问者采纳", "2011-04-11 15:29", f"两百公里左右。{SAID}", "评论", "老车匠", "|", "二十级", "采纳率65%")
    other = ("其他2条回答", f"2011-04-11 16:08 {name} | 十五级", OTHER, "评论")
    nobody = (
        "2011-04-12 09:13",
        "热心网友",
        "听声音,链条开始吱吱响就该上油了,不响就先不用管它,勤擦比勤上油要紧。",
        "评论",
    )
    assert authors(*accepted, *other, *nobody) == ["老车匠", name, None]


@pytest.mark.parametrize("origin", [("来自团队", "齐鲁骑行"), ("来自团队 齐鲁骑行",)])
def test_where_a_member_writes_from_stands_between_name_and_rank(origin: tuple[str, ...]) -> None:
    accepted = (
        "提问者采纳",
        "2011-04-11 15:29",
        f"两百公里左右。{SAID}",
        "评论",
        "老车匠",
        "|",
        *origin,
        "二十级",
        "采纳率65%",
    )
    other = ("其他1条回答", "2011-04-11 16:08 巷口修车铺 | 十五级", OTHER, "评论")
    assert authors(*accepted, *other) == ["老车匠", "巷口修车铺"]
