"""Lists of other pages at the end of a dump go, also where a FAQ or an article stands above them."""

from __future__ import annotations

import pytest

from qaclean import clean
from qaclean.stripper.labels import DROP, KEEP
from qaclean.stripper.passes.end_lists import drop_end_lists, drop_menus
from stripper.test_passes import SENTENCE, all_of, dump

FAQ = """Pool Care FAQ
Q: How often should the water be tested?
A: Twice a week in summer, once in winter. Write the numbers down.
Q: Can I use table salt?
A: No, it has additives that stain the liner.
Q: Why is the water green?
A: There is too little chlorine, or too much sun. Brush the walls and run the pump overnight.
"""
ARTICLE = """泳池水怎么保养
每周要测两次水,夏天更勤一些,数字最好记下来,方便以后对照。
水发绿多半是氯不够,把池壁刷一遍,水泵开一个晚上,第二天再补药。
冬天可以半个月测一次,盖上防尘罩,水位降到进水口以下就行。
"""


def kept_of(text: str) -> str:
    page = clean(text, media_type="text/plain")
    gone = {at for row in page.removed for at in range(*row.span)}
    return "".join(char for at, char in enumerate(text) if at not in gone)


@pytest.mark.parametrize(
    ("above", "head", "rows"),
    [
        (FAQ, "Most read", ["Is it worth heating a pool?", "How to choose a pump", "What to do with an old liner"]),
        (FAQ, "Related articles", ["Which ladder fits?", "Is a cover worth it?"]),
        (ARTICLE, "热门内容", ["水泵怎么选", "很多人问水泵要不要带过滤,接下来小编就给大家讲一讲这方面的内容,先看功率...", "池边地砖打滑怎么办?", "天热以后泳池用水多了不少,那么怎样才能省一点呢?一、先看…"]),
        (ARTICLE, "相关推荐", ["水泵怎么选", "池边地砖打滑怎么办?"]),
    ],
)  # fmt: skip
def test_what_hangs_below_a_head_at_the_end_goes(above: str, head: str, rows: list[str]) -> None:
    kept = kept_of(above + "\n".join([head, *rows]))
    assert [line for line in [head, *rows] if line in kept] == []
    assert all(line.removeprefix("Q: ").removeprefix("A: ") in kept for line in above.splitlines()[1:])


@pytest.mark.parametrize(
    "below",
    [
        "相关推荐\n水泵怎么选\n池边地砖\n水泵要选带过滤的,功率不用太大,一百瓦左右就够家用了。",  # a text goes on behind it
        "夏天多测几次\n冬天少测几次",  # no head
        "相关推荐\n水泵怎么选",  # one line is no list
    ],
)
def test_what_tells_something_or_has_no_head_stays(below: str) -> None:
    view = dump(ARTICLE + below)
    labels = all_of(view, KEEP)
    assert drop_end_lists(view, labels) == labels


def test_the_lines_of_a_list_go_with_the_furniture_among_them_and_nothing_else() -> None:
    view = dump(
        ARTICLE
        + "相关推荐\n水泵怎么选\n池边地砖打滑怎么办?\n发表评论\n最新文章\n泳池能游几个月\n京ICP备00000000号\n谢谢。\n水泵"
    )
    labels = drop_end_lists(view, all_of(view, KEEP))
    assert labels == [*[KEEP] * 4, *[DROP] * 7, KEEP, KEEP]


def test_menus_go_outside_of_the_running_text() -> None:
    text = [SENTENCE * 2, "首页 论坛 问答", SENTENCE.replace("总阀", "水表") * 2]
    view = dump("\n".join(["首页 资讯 问答 论坛", *text, "联系我们 | 友情链接"]))
    assert [label.reason for label in drop_menus(view, all_of(view, KEEP))] == ["navigation", "", "", "", "navigation"]
