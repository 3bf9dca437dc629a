"""What hangs below an article of markup goes: its editor, its rights, what to scan, what else to read, teasers, the next article."""

from __future__ import annotations

import pytest

from qaclean import clean
from qaclean.records import Page

TOLD = (
    "城南的旧货市场始建于上世纪八十年代，最多时有两百多个摊位，如今留下来的不到六十个，多数摊主守了二十年。",
    "好工具是用出来的，不是摆出来的，老周拿起一把旧刨子推了几下，薄薄的刨花便卷了起来，围观的人都鼓掌。",
    "类似的市场在周边城市已经所剩无几，不少收藏者专程坐火车赶来，只为了找一件称手的家伙带回家去。",
)
PLACES = ("秋季木材价格上涨", "老师傅教你选凿子", "刨刀研磨的误区")


def story(below: str) -> Page:
    told = "".join(f"<p>{line}</p>" for line in TOLD)
    source = f"<html><head><title>市场里的老刨子 - 木工时报</title></head><body><h1>市场里的老刨子</h1><div class=content>{told}{below}</div></body></html>"
    return clean(source, media_type="text/html")


def kept(page: Page) -> list[str]:
    return [block.text for block in page.body if hasattr(block, "text")]


@pytest.mark.parametrize(
    ("below", "reason"),
    [
        ("<p>编辑：张三　校对：赵五</p>", "metadata"),
        ("<p>（原标题：市场里的老刨子）</p>", "metadata"),
        ("<p>版权声明：凡注明来源为木工时报的作品，未经授权不得转载、摘编或利用其它方式使用。</p>", "site_chrome"),
        ("<p><a href=/>返回首页</a></p>", "site_chrome"),
        ("<p>长按识别二维码关注我们</p>", "site_chrome"),
        ("<p>▼往期精彩回顾▼</p>" + "".join(f"<p><a href=/{i}>{name}</a></p>" for i, name in enumerate(PLACES)), "related"),
        ("".join(f"<h4><a href=/{i}>{name}</a></h4><p>{TOLD[i][:34]}...</p>" for i, name in enumerate(PLACES)), "related"),
    ],
)  # fmt: skip
def test_the_tail_of_an_article_goes(below: str, reason: str) -> None:
    page = story(below)
    assert kept(page) == list(TOLD)
    assert reason in {removed.reason for removed in page.removed}


def test_what_an_article_tells_is_no_tail() -> None:
    said = "编辑：你守了多少年？周师傅说他自己也记不清了，只知道来的时候儿子还没有上学，如今孙子都会磨刨刀了。"
    assert said in kept(story(f"<p>{said}</p><p>{TOLD[0][::-1]}</p>"))


def test_the_next_heading_with_a_date_is_another_article() -> None:
    parts = "".join(
        f"<section><h2>{name}</h2><p>木工时报 2019年10月2{i}日</p><p>{TOLD[i]}</p><p>{TOLD[i - 1]}</p></section>"
        for i, name in enumerate(PLACES)
    )
    page = clean(f"<html><head><title>{PLACES[0]}</title></head><body>{parts}</body></html>", media_type="text/html")
    assert TOLD[0] in kept(page)
    assert TOLD[1] not in kept(page)
