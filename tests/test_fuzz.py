"""Fuzzed documents keep every promise of a record; `make fuzz` does the same for longer."""

from __future__ import annotations

import pytest

import qaclean
from fuzz.documents import document
from fuzz.run import fault_of
from invariants import broken
from qaclean.testing import cases


@pytest.mark.parametrize("block", range(8))
def test_fuzzed_documents_are_sound(block: int) -> None:
    for number in range(50 * block, 50 * block + 50):
        made = document(0, number)
        assert fault_of(made) is None, f"document(0, {number})"


def test_a_document_depends_on_its_number_alone() -> None:
    assert document(3, 7) == document(3, 7) != document(3, 8)._replace(number=7)


@pytest.mark.parametrize("case", list(cases()), ids=lambda case: case.name)
def test_fixtures_are_sound(case: qaclean.testing.Case) -> None:
    assert list(broken(case.clean())) == []


# What fuzzing found, each the smallest document of its kind.
FOUND: list[tuple[str | bytes, str | None]] = [
    ('esrc=" 注意事项', "text/plain"),
    ('esrc=" 注意事项 "', "text/html"),
    ("?\n1. ?\n2. ?", "text/markdown"),
    ("<html><title>怎么</title>><img src=s:><", "text/html"),
    (b"-->\x8e\x95", "text/markdown"),
    ('iknow-pic.cdn.bcebos.com/68eda44b target=""<img src="https://iknow-pic.cdn.bcebos.com/68eda44b">', "text/markdown"),
    ("1打除。2、步:1、打开云相册应用,点击右下角的我的,如下图所示; /iknow", "text/html"),
    ('2021-04-1119:04"esrc=""', "text/html"),
    (b"\x85\x86\x810\x859\x810\x846\x810\x855\x810\x867\x810\x843\x810\x845\x810\x843\x810\x843", None),
    ("1.电。问:\n2:", "text/markdown"),
    ("<blockquote><<<ol>><blockquote>问:<e><ol>t", "text/html"),
    # Surrogates in the address of an image, and in what a file says of itself.
    ("如![](//\ud800)", "text/markdown"),
    ("---\nurl: http://a\ud800.example/\nauthor: 甲\ud800\ntags: [壶\ud800]\n---\n水壶怎么洗?", "text/markdown"),
    # A repair that took one of the two characters of a line end.
    ('\n<a ="\r\n什', "text/markdown"),
    # Nothing is kept but lines that say who wrote what.
    (("d>b>:20发表于3-4 10:20发表于 2021-3-4 10:20发表于 2021-3-4 10:20发表于 2021-3-4 10:20" + "\">''>").encode("utf-16-le"), "text/plain"),
    # A title that was found within a list of materials.
    ("dd the garlic and cook until it smells good, 1 to 2 minutes.2. Sir inutes.3. Pour in thervings: 4  Ingredients   2 tablespoons olive oie broth  4 cups baby spinae   Instructions  1. Heat  you Gwen! Pe", "text/plain"),
    # An image inside of a list's item, in HTML and in Markdown, and one inside of a question.
    ('li>3 c<li>4<li>1</li/><h3>Instruction</h3>>1. Heata wide pot over medium heection><footer>© : Mon Mar 02, 2009 8:45 pm\nLish\nQuote\nPost b_alink">/iknow-pic.cdn.bcebos.com/', "text/html"),
    (b'o"/> 3\xa1BUN??,N\xa4/> 4\xa1B\xcb\xb1\xbc?\xacd\xac\xdd\xa4j?"class="ikqb_img_alink">/iknow-pi><li>3<li>4<li>1<h3>Instruction<h3><div c"wprm-recipe-in in the orzo and to', "text/markdown"),
    ('。\nk"><img src="https://iknow-pic.cdn.bcebos.com/00000000000000000000000000000000cf8f366a">/a。\n2025-03-0209:55\n\n怎link"<img " src="https://iknow-pic.cdn.bcebos.com/00000000000000000000000000000000cf8f366a?x-6a"/>/a>骤说明。\n2025-3-2 4:55\n\n怎么alink"><img', "text/markdown"),
    # An image that two answers hold, and which stands in the words of the first.
    ("电池要分8…已无更多帖子\na h,![](//x)最好先有反应,   回复  答:答: 举报     赵", "text/markdown"),
    # A list of an answer that lines stand in which are no answer's, and a caption within code.
    ("?\n。\n?答:仓\n?答:。\n。3、bd\n。5、况", "text/plain"),
    ('<table class="bodyline"><tr><td><\n<table class="bodyline"><tr><td><\n<!DOCTYPE\n<table class="bodyline"><tr><td><\n<!DOCTYPE', "text/plain"),
    # An element without lines behind the last answer of a page, and a board whose last line is the foot of a post.
    ("<title>灯不亮怎么办</title><h1>灯不亮怎么办</h1><div><h3>最佳答案</h3><div><p>小满<p>2020-01-02<p>先断电,再换灯泡。</div><div class=x></div></div>", "text/html"),
    ("苔丝\n小芽 6\n上个星期刚铺到盆里的青苔,铺好就浇透了水,这两天边上一圈发黄,一碰就掉。放在北面的窗台上,没有太阳。是不是水太多了?要不要先掀起来晾一晾?\n举报 | 来自Android客户端 1楼 2018-05-02 21:14 回复\n老盆\n枝繁叶茂 11\n边上一圈的叶子发黄没有关系，是正常消耗。\n苔丝：好的谢谢，盖了一层膜,明天再看\n窗台上的苔丝：回复 养苔的老盆 :家里没有保鲜膜了，用塑料袋子可以吗\n2018-5-3 08:15 回复\n2018-5-3 08:16 回复\nbd_3390412\n1\ndd\n举报 | 来自iPhone客户端 3楼 2018-05-03 09:40 回复", "text/plain"),
    # Lists that run through each other below one item, and an image of a line that two answers share.
    (b"\x88\xea\x81A\xec1.\x8f[B 2.\xac\x81B\x8el\x81A\xd3?2.\x933.\x93B3.\x90.", "text/html"),
    ('有几张电话卡１、打开微通查”。２、填牋牋牋牋牋牋答:答:提交。３、四十八小时以"><img g" src="https://iknow" /></a>\n', "text/markdown"),
    # Comments of a profile's posts that stand in each other.
    ('<div class=l_post ><div class=d_post_content >></div><li class=lzl_single_post ><n class="lzl_content_main"><n class="lzl_content_main">好', None),
    # Named steps within an address that was cut before its quotation mark.
    ('怎么换灯泡?/iknow-pic.cdn.bcebos.com/0a" esrc="https://iknow-pic.cdn.bcebos.com/00 做法:步骤1:先断电。步骤2:再拧下灯泡。" 好了', "text/plain"),
    # Text that was read off by one byte, told by a line of the page that holds half a character.
    ("螺丝拧松了\ud81f换一颗新的就行\n菟颗∷闪换一颗新的就行", "text/plain"),
    # Captions that go from between the lines of one quote, and of code.
    ("<blockquote>。<br>网线,网线怎么接,接<br>、<br>网线,网线怎么接,接<br>标签:网线 网线怎么接 接", "text/html"),
    ("<pre><code>。\n网线,网线怎么接,接\n、\n网线,网线怎么接,接\n标签:网线 网线怎么接 接", "text/html"),
    # Code that fills a hole of the steps it stands in.
    ("1. 先断电。\n\n   ```\n   x\n   ```\n2. 再拆壳。\n", "text/markdown"),
    # A run of backticks behind an escaped one.
    ("a \\``` b", "text/markdown"),
    # A list that one nested in a step took up again behind the next step.
    ("1.打开2.”。\n一、准。1.设置\n4.\n3.却\n一、完成。四、\n5.长", "text/html"),
]  # fmt: skip


@pytest.mark.parametrize(("source", "media_type"), FOUND)
def test_what_fuzzing_found(source: str | bytes, media_type: str | None) -> None:
    assert list(broken(qaclean.clean(source, media_type=media_type))) == []


def test_broken_pages_are_told() -> None:
    page = qaclean.clean("怎么退订彩铃?\n1、编辑短信。\n2、发出去。\n")
    answer = page.questions[0].answers[0]
    moved = answer.model_copy(update={"span": (0, 3)})
    question = page.questions[0].model_copy(update={"answers": [moved]})
    wrong = page.model_copy(update={"questions": [question]})
    wrong._source_text = page.source_text
    assert any("does not hold" in words for words in broken(wrong))
    steps, code = qaclean.clean("1. 先断电。\n\n   ```\n   x\n   ```\n2. 再拆壳。\n", media_type="text/markdown").body
    whole = page.model_copy(update={"questions": [], "body": [steps.model_copy(update={"holes": []}), code]})
    whole._source_text = page.source_text + " " * 50
    assert any("out of order" in words for words in broken(whole))
    less = page.model_copy(update={"questions": []})
    less._source_text = page.source_text
    assert any("ledger" in words for words in broken(less))
