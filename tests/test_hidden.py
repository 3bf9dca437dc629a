"""What a page hides is not rendered; furniture inside a line that a profile names is cut out of it."""

from __future__ import annotations

import pathlib

import pytest

import qaclean
from qaclean.html.render import read_html
from qaclean.records import Page

PROFILE = """
site = "stones"
kind = "thread"
[[generation]]
id = "stones-1"
fingerprints = ["#stones"]
[generation.select]
posts = ".said"
furniture = ".strewn, .edited, .whole"
"""


def lines(markup: str) -> list[str]:
    return read_html(markup).text.split("\n")


@pytest.mark.parametrize(
    "strewn",
    [
        "<font style='font-size:0px;color:#FFF'>k@ 8z</font>",
        "<span style='FONT-SIZE: 0'>k@ 8z</span>",
        "<font class='jammer'>k@ 8z</font>",
        "<font class='a Jammer'>k@<b> 8z</b></font>",
    ],
)
def test_letters_that_nobody_sees_are_not_rendered(strewn: str) -> None:
    assert lines(f"<p>石头{strewn}要先洗净") == ["石头要先洗净"]


@pytest.mark.parametrize(
    "shown",
    [
        "<span style='font-size:0'><i style='font-size:14px'>要</i></span>",
        "<span style='font-size:0.8em'>要</span>",
        "<span class='jammers'>要</span>",
        "<span style='color:#fff'>要</span>",
    ],
)
def test_letters_that_may_be_seen_are_rendered(shown: str) -> None:
    assert lines(f"<p>石头{shown}先洗净") == ["石头要先洗净"]


def test_a_block_of_no_size_is_rendered() -> None:
    assert lines("<div class=jammer style='font-size:0'>石头</div>") == [
        "石头"
    ]  # its lines may have a size of their own


def cleaned(tmp_path: pathlib.Path, *posts: str) -> Page:
    path = tmp_path / "stones.toml"
    path.write_text(PROFILE, "utf-8")
    said = "".join(f"<div class=said>{post}</div>" for post in posts)
    page = f"<title>石头怎么洗</title><div id=stones><h1>石头怎么洗</h1>{said}</div>"
    return qaclean.clean(page, media_type="text/html", profile=str(path))


def removed(page: Page) -> list[tuple[str, str, str]]:
    text = page.source_text or ""
    return [(text[a:b], row.reason, row.rule) for row in page.removed for a, b in [row.span]]


def test_inline_furniture_is_cut_out_of_its_line(tmp_path: pathlib.Path) -> None:
    page = cleaned(
        tmp_path,
        "<p>先用清水泡着。<i class=strewn>u7 \n x;</i></p>",
        "<p><span class=edited>昨天 2021-05-03 10:11 编辑</span> 再用刷子刷。<br>晾干。<b class=strewn>q~</b> 收好。</p>",
        "<p>谢谢</p><p><em class=whole>只看他</em></p>",
    )
    text = page.model_dump_json(exclude={"removed", "source"})
    for words in ("u7", "编辑", "q~", "只看他"):
        assert words not in text
    rows = removed(page)
    assert ("u7 x;", "noise", "profile-stones-1") in rows
    assert ("昨天 2021-05-03 10:11 编辑", "metadata", "profile-stones-1") in rows
    assert ("q~", "noise", "profile-stones-1") in rows
    blocks = [
        block.text for answer in page.questions[0].answers for block in answer.blocks if block.type == "paragraph"
    ]
    assert blocks == ["再用刷子刷。", "晾干。", "收好。", "谢谢"]


def test_words_that_an_author_wrote_too_stay(tmp_path: pathlib.Path) -> None:
    page = cleaned(tmp_path, "<p>水垢是白的。</p>", "<p>水垢用醋。<i class=strewn>水垢</i></p>")
    assert all(words != "水垢" for words, _, _ in removed(page))


def test_a_cut_keeps_its_place_where_a_repair_moved_it(tmp_path: pathlib.Path) -> None:
    page = cleaned(tmp_path, "<p>先洗。</p>", "<p>&amp;nbsp;再用&amp;amp;刷子刷。<i class=strewn>u7x;</i></p>")
    assert ("u7x;", "noise", "profile-stones-1") in removed(page)


def test_overlapping_furniture_is_cut_once(tmp_path: pathlib.Path) -> None:
    page = cleaned(tmp_path, "<p>先洗。</p>", "<p>再刷。<i class=strewn>a1 <b class=edited>b2</b> c3</i></p>")
    assert [words for words, _, _ in removed(page) if "b2" in words] == ["a1 b2 c3"]


def test_the_toolbar_of_an_archive_is_no_part_of_the_page() -> None:
    bar = (
        "<div id=wm-ipp-base><div id=wm-ipp><a href='/web/*/x'>12 captures</a><div>3 Mar 2012 - 9 Jan 2020</div><div>COLLECTED BY</div>"
        "<div>Web wide crawl with an initial list of seeds from March 2011, run from the machines of the archive, and given to it later.</div></div></div>"
    )
    text = (
        "<h1>Oiling a hinge</h1><p>A drop on each pin is enough. Swing the door a few times, and wipe off the rest.</p>"
    )
    page = qaclean.clean(f"<html><head><title>Oiling a hinge</title></head><body>{bar}{text}</body></html>")
    assert "captures" not in page.source_text and "A drop on each pin" in page.source_text
