"""Why a line goes: zones, what ends them, and cues that are like others."""

from __future__ import annotations

import pytest

from qaclean.segments.document import Document, Piece
from qaclean.segments.signals import Evidence, observe
from qaclean.stripper.reasons import explain_drop


def seen(line: str) -> Evidence:
    return observe(Document(line, line, (Piece(0, len(line)),)))[0]


def reasons(*lines: str) -> list[tuple[str, str]]:
    """Reason and rule of each of some lines that the chain dropped."""
    above, found = "", []
    for line in lines:
        reason, rule, above = explain_drop(seen(line), "before", False, above)
        found.append((reason, rule))
    return found


@pytest.mark.parametrize("crumb", ["当前位置:首页 > 生活 > 正文", "首页 > 生活 > 家电", "Home » Küche » Wasser"])
def test_a_breadcrumb_swallows_neither_byline_nor_words_below_it(crumb: str) -> None:
    assert reasons(crumb, "滤芯怎么换", "作者:海盐 2019-03-02 10:20") == [
        ("breadcrumb", "breadcrumb"),
        ("site_chrome", "weighed-before"),
        ("metadata", "publication-line"),
    ]


def test_a_breadcrumb_ends_the_zone_above_it() -> None:
    found = reasons("网站地图", "装修大全", "当前位置:首页 > 生活 > 正文", "2019-03-02")
    assert [rule for _, rule in found] == ["site-map", "under-site-map", "breadcrumb", "publication-line"]


def test_a_zone_goes_on_below_its_head() -> None:
    found = reasons("相关文章", "洗衣机怎么清理", "2019-03-02")
    assert [rule for _, rule in found] == ["related-heading", "under-related-heading", "under-related-heading"]
