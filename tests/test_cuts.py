"""Hard cuts: a warning where the content breaks off, and none where a line simply has no mark at its end."""

from __future__ import annotations

import pytest

import qaclean

QUESTION = "端午节的粽子怎么包才不散?\n"
HEAD = "粽叶要先用开水煮软再剪掉头尾。糯米提前泡一夜,红枣去核以后洗净备用。把两片叶子叠在一起卷成漏斗的样子!"
REST = "再放进去一把米压实,最后用棉绳来回扎紧几圈"


def warned(text: str) -> list[str]:
    page = qaclean.clean(text, media_type="text/plain")
    return [page.source_text[slice(*row.span)] for row in page.warnings if row.code == "hard-cut" and row.span]


@pytest.mark.parametrize("end", [",", "、", "然后就", "并且不", "(", "可以"])
def test_a_page_that_breaks_off_gets_a_warning(end: str) -> None:
    assert warned(QUESTION + HEAD + REST + end) == [REST + end]
    assert warned(QUESTION + HEAD + REST + end + "\n") == [REST + end]


@pytest.mark.parametrize("end", ["", "。", "了", "就好", "!", "…", "吧", "END", ":)-(", ":"])
def test_a_page_that_may_be_whole_gets_none(end: str) -> None:
    assert warned(QUESTION + HEAD + REST + end) == []


def test_the_page_itself_can_prove_a_cut_word() -> None:
    body = "芒果要挑软的。芒果皮发黄才甜。芒果核扁的肉多!不要买有黑点的芒果。"
    assert warned("怎么挑水果?\n" + body + "没有熟的可以和苹果放在一起闷两天,再拿出来就是好吃的芒") == [
        "没有熟的可以和苹果放在一起闷两天,再拿出来就是好吃的芒"
    ]
    assert warned("怎么挑水果?\n" + body + "没有熟的可以和苹果放在一起闷两天,再拿出来就是好吃的了") == []


@pytest.mark.parametrize("last", ["希望能帮到你,", "就是这样的,谢谢,", "3、保存以后重启就可以"])
def test_a_short_line_is_no_proof(last: str) -> None:
    assert warned(QUESTION + HEAD + "\n" + last) == []


def test_a_cut_in_the_middle_of_the_page_is_not_the_pages_end() -> None:
    assert warned(QUESTION + HEAD + REST + "不\n煮的时候水要没过粽子,大火烧开以后转成小火慢慢煮两个小时就熟了。") == []
