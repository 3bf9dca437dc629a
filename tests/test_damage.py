"""The damage model: what is broken, and that the gold is carried whatever is done (`qaclean.testing.damage`)."""

from __future__ import annotations

import json
import random
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import qaclean
from qaclean.command import main
from qaclean.errors import SourceError, UsageError
from qaclean.records import Page, Steps
from qaclean.testing import Case, cases
from qaclean.testing.damage import (
    OPERATIONS,
    Block,
    CleanPage,
    Dump,
    Recipe,
    Run,
    damage,
    gold_record,
    load_page,
    load_recipe,
    page_of_record,
    recipes,
)
from qaclean.testing.damage.anchors import anchor_of, forms
from qaclean.testing.damage.dump import BETWEEN, cut_runs, joined_lines, lines_of
from qaclean.testing.damage.force import Force
from qaclean.testing.damage.furniture import PLACES, furniture_blocks
from qaclean.testing.grammar import LANGUAGES, Grammar, load_grammar

SEEDS = Path(__file__).resolve().parent.parent.parent / "shared/seeds"
PICTURE = "https://iknow-pic.cdn.bcebos.com/ab12cd34ab12cd34ab12cd34ab12cd34ab12cd34"


def qa_page() -> CleanPage:
    """Two questions, three answers, steps with a picture, facts of posts, furniture."""
    rows = [
        (Block("navigation", "首页 问答 论坛"),),
        (Block("question", "旧路由器怎么恢复出厂?", 0),),
        (Block("paragraph", "搬家以后忘了密码,设备还在:https://example.org/a?b=1&c=2。", 0),),
        (Block("author", "小满", 0, 0), Block("published", "2021-03-04", 0, 0, value="2021-03-04T00:00:00")),
        (Block("paragraph", "找一根牙签就行,具体如下:", 0, 0),),
        (Block("step", "接上电源,等两分钟,不要着急。", 0, 0, "1、", 0),),
        (Block("image", "路由器背面", 0, 0, steps=0, url=PICTURE),),
        (Block("step", "按住小孔十秒钟,松开,再等一会儿。", 0, 0, "2、", 0),),
        (Block("heading", "注意事项", 0, 0),),
        (Block("paragraph", "设置会全部丢失,请先抄下来 备用。", 0, 0),),
        (Block("paragraph", "打客服电话也可以,他们会一步一步教你。", 0, 1), Block("votes", "赞 3", 0, 1, value=3)),
        (Block("share", "分享到: 微信 微博"),),
        (Block("question", "路由器灯不亮是什么原因?", 1),),
        (Block("paragraph", "多半是電源坏了,换一个試試,還不行再問。", 1, 0),),
        (Block("footer", "京ICP备10000000号-1"),),
    ]
    return CleanPage("qa", "zh", tuple(rows), "https://example.org/q/1")


def gold_steps(page: Page) -> list[Steps]:
    blocks = [block for question in page.questions for answer in question.answers for block in answer.blocks]
    blocks += [block for question in page.questions for block in question.body]
    return [block for block in [*blocks, *page.body] if isinstance(block, Steps)]


def ledger_faults(record: dict[str, Any], text: str) -> list[str]:
    """Characters that are in no leaf and in no removed span, or in both."""
    page = Page.model_validate(record)
    leaves = [page.title_span] if page.title_span else []
    for question in page.questions:
        leaves.append(question.span)
        leaves += [block.span for block in question.body]
        leaves += [block.span for answer in question.answers for block in answer.blocks]
    leaves += [block.span for block in page.body]
    kept = [0] * (len(text) + 1)
    for start, end in leaves:
        assert 0 <= start <= end <= len(text)
        for at in range(start, end):
            kept[at] = 1
    for hole in (hole for block in gold_steps(page) for hole in block.holes):
        kept[slice(*hole)] = [0] * (hole[1] - hole[0])
    gone = [0] * (len(text) + 1)
    for removed in page.removed:
        for at in range(*removed.span):
            gone[at] = 1
    return [
        f"{at}: {char!r} kept {kept[at]} removed {gone[at]}"
        for at, char in enumerate(text)
        if not char.isspace() and kept[at] + gone[at] != 1
    ]


def force(seed: int = 1, intensity: float = 1.0, **options: Any) -> Force:
    return Force(random.Random(seed), intensity, options)


def flat(**options: Any) -> Dump:
    """The page, a block a line, unbroken."""
    return damage(qa_page(), Recipe("plain", "", "", {"block": "\n", **options}), 1)


def said(dump: Dump) -> str:
    """All words that the gold still has, without white space."""
    return re.sub(r"\s", "", "".join(run.said() for run in dump.runs if dump.kept(run)))


@pytest.mark.parametrize("recipe", [recipe.name for recipe in recipes()])
def test_the_gold_of_every_recipe_accounts_for_every_character(recipe: str) -> None:
    for seed in range(6):
        for intensity in (0, 1, 2, 6):
            dump = damage(qa_page(), recipe, seed, intensity=intensity)
            record = gold_record(dump, name="page")
            assert ledger_faults(record, dump.text) == [], (recipe, seed, intensity)
            assert record["source"]["length"] == len(dump.text)


@pytest.mark.parametrize("recipe", [recipe.name for recipe in recipes()])
def test_the_same_seed_gives_the_same_dump_and_another_seed_another(recipe: str) -> None:
    first = damage(qa_page(), recipe, 7, intensity=2)
    assert first == damage(qa_page(), recipe, 7, intensity=2)
    assert len({damage(qa_page(), recipe, seed, intensity=3).text for seed in range(40)}) > 1


def test_unbroken_the_spans_hold_the_words_themselves() -> None:
    dump = flat(images="address")
    record = Page.model_validate(gold_record(dump))
    first, second = record.questions
    assert dump.text[slice(*first.span)] == first.text == "旧路由器怎么恢复出厂?"
    assert [answer.author for answer in first.answers] == ["小满", None]
    assert (first.answers[0].published, first.answers[1].votes) == ("2021-03-04T00:00:00", 3)
    assert [block.type for block in first.answers[0].blocks] == ["paragraph", "steps", "heading", "paragraph"]
    steps = gold_record(dump)["questions"][0]["answers"][0]["blocks"][1]["steps"]
    assert [(step["marker"], step["number"]) for step in steps] == [("1、", 1), ("2、", 2)]
    assert [image["url"] for image in steps[0]["images"]] == [PICTURE]
    assert dump.text[slice(*steps[0]["span"])].startswith("1、接上") and dump.text[steps[1]["span"][0] :].startswith(
        "2、"
    )
    assert dump.text[slice(*second.answers[0].span)] == "多半是電源坏了,换一个試試,還不行再問。"
    assert [(row.reason, dump.text[slice(*row.span)]) for row in record.removed] == [
        ("navigation", "首页 问答 论坛"),
        ("metadata", "小满"),
        ("metadata", "2021-03-04"),
        ("metadata", "赞 3"),
        ("share", "分享到: 微信 微博"),
        ("footer", "京ICP备10000000号-1"),
    ]


def test_a_page_that_was_cut_has_the_gold_that_is_left() -> None:
    dump = flat(drop=["told", "furniture"])
    at = dump.text.index("再等一会儿")
    half = gold_record(dump.with_runs(cut_runs(dump.runs, 0, at)))
    steps = half["questions"][0]["answers"][0]["blocks"][1]["steps"]
    assert [step["text"] for step in steps] == ["接上电源,等两分钟,不要着急。", "按住小孔十秒钟,松开,"]
    assert len(half["questions"]) == 1 and len(half["questions"][0]["answers"]) == 1
    end = gold_record(dump.with_runs(cut_runs(dump.runs, dump.text.index("上电源"), len(dump.text))))
    assert [question["text"] for question in end["questions"]] == ["路由器灯不亮是什么原因?"]
    assert [block["type"] for block in end["body"]] == ["steps", "heading", "paragraph", "paragraph"]
    assert end["body"][0]["steps"][0]["marker"] == ""  # the first marker was cut off


# What each operation leaves of the page's words, and what its text shows: pattern, or None where nothing is put in.
SHOWN: dict[str, tuple[dict[str, Any], str | None]] = {
    "blank-lines": ({"share": 1.0}, r"\n\n"),
    "byte-shift": ({"share": 1.0}, None),
    "copy-marks": ({"count": [2, 2], "share": 1.0}, r"[0-9a-f]{30}"),
    "deduplicated": ({"chance": 1.0}, None),
    "entities": ({"share": 1.0}, r"&amp;|&nbsp;"),
    "furniture": ({"kinds": list(PLACES), "chance": 1.0}, None),
    "garbled": ({"written": "utf-8", "read": "gbk", "share": 1.0}, "闆绘簮"),
    "indented": ({"before": ["  "]}, r"(?m)^  \S"),
    "injected-letters": ({"share": 1.0}, r"[\u4e00-\u9fff][a-v],"),
    "joined": ({"share": 1.0, "between": " | "}, r" \| "),
    "odd-spaces": ({"share": 1.0, "form": "牋"}, "牋"),
    "readings": ({"share": 1.0}, r"電\(diàn\)"),
    "scheme-loss": ({"chance": 1.0, "slashes": "//"}, r"(?<!https:)//example"),
    "strays": ({"share": 1.0}, r"<\n"),
    "wrapped": ({"chance": 1.0, "column": 10}, r"(?m)^.{1,10}$"),
    "zero-width": ({"share": 1.0}, "[\u200b\u200c\ufeff]"),
}
LOSE = {"lost-characters", "truncated", "width", "repeated-answers"}  # what they change the gold has changed too


def test_every_operation_is_tested() -> None:
    assert SHOWN.keys() | LOSE == OPERATIONS.keys()
    used = {options["op"] for recipe in recipes() for options in recipe.damage}
    assert used <= OPERATIONS.keys()


@pytest.mark.parametrize("name", SHOWN)
def test_an_operation_changes_the_text_and_not_the_words(name: str) -> None:
    before = flat()
    options, pattern = SHOWN[name]
    after = OPERATIONS[name](before, force(**options))
    assert said(after) == said(before)
    assert after.text != before.text or name == "deduplicated"
    assert pattern is None or re.search(pattern, after.text)
    assert ledger_faults(gold_record(after), after.text) == []
    assert OPERATIONS[name](before, force(**options)) == after


def test_lost_characters_are_lost_to_the_gold_too() -> None:
    before = flat()
    after = OPERATIONS["lost-characters"](before, force(share=1.0))
    assert len(said(after)) == len(said(before)) - len(re.findall("[\u4e00-\u9fff]{2}(?=,)", said(before)))
    assert "多半是電源坏,换一个試,還不行再問。" in after.text


def test_punctuation_of_the_other_width_is_what_the_gold_says() -> None:
    after = OPERATIONS["width"](flat(), force(chance=1.0, to="full"))
    assert "多半是電源坏了,换一个試試,還不行再問。" in after.text
    assert gold_record(after)["questions"][1]["answers"][0]["blocks"][0]["text"] in after.text


def test_a_repeated_answer_is_a_duplicate() -> None:
    after = OPERATIONS["repeated-answers"](flat(), force(chance=1.0))
    record = gold_record(after)
    assert {row["reason"] for row in record["removed"]} >= {"duplicate"}
    assert [len(question["answers"]) for question in record["questions"]] == [2, 1]
    assert ledger_faults(record, after.text) == []


def test_equal_lines_are_left_once() -> None:
    page = CleanPage("article", "zh", tuple((Block("paragraph", text),) for text in ("甲乙丙。", "丁。", "甲乙丙。")))
    dump = OPERATIONS["deduplicated"](damage(page, Recipe("plain", "", "", {})), force(chance=1.0))
    assert dump.text == "甲乙丙。\n丁。"


def test_a_byte_shift_is_the_one_that_the_notes_tell() -> None:
    page = CleanPage(
        "qa", "zh", ((Block("question", "牙齿怎么白?", 0),), (Block("paragraph", "你看,白了很多。", 0, 0),))
    )
    dump = OPERATIONS["byte-shift"](damage(page, Recipe("plain", "", "", {})), force(share=1.0))
    assert "琢撕芏" in dump.text
    assert gold_record(dump)["questions"][0]["answers"][0]["blocks"][0]["text"] == "你看,白了很多。"


def test_double_entities_and_those_without_their_ampersand() -> None:
    assert "&amp;amp;c=2" in OPERATIONS["entities"](flat(), force(share=1.0, double=1.0)).text
    bare = OPERATIONS["entities"](flat(), force(share=1.0, double=0.0, bare=1.0)).text
    assert "nbsp;" in bare and "&nbsp;" not in bare


def test_intensity_scales_chances_shares_and_counts() -> None:
    counts = []
    for intensity in (0, 1, 2):
        dumps = [damage(qa_page(), "copy-protected", seed, intensity=intensity) for seed in range(60)]
        counts.append(sum(len(re.findall("[0-9a-f]{24,}", dump.text)) for dump in dumps))
    assert counts[0] == 0 < counts[1] < counts[2]
    assert force(intensity=2, share=0.5).share() == 0.75 and force(intensity=0, share=0.5).share() == 0


@pytest.mark.parametrize("form", forms())
def test_an_anchor_can_have_its_attributes_in_any_order(form: str) -> None:
    image = Block("image", url=PICTURE)
    made = {anchor_of(image, form, "zh", force(seed, shuffled=1.0, lost=0.0, halved=0.0)) for seed in range(60)}
    orders = {tuple(re.findall(r'(target|title|class)="', anchor)[:3]) for anchor in made}
    assert len(orders) == 6 and all(PICTURE.removeprefix("https://") in anchor for anchor in made)


def test_pictures_come_back_from_anchors_of_every_form() -> None:
    """The rules know each form, whatever is missing of it."""
    for recipe in ("zhidao-2021", "jingyan"):
        for seed in range(30):
            dump = damage(qa_page(), recipe, seed, intensity=2)
            page = qaclean.clean(dump.text, media_type="text/plain").model_dump(mode="json")
            assert (PICTURE in json.dumps(page)) == (PICTURE in json.dumps(gold_record(dump))), (recipe, seed)


def test_lines_are_cut_and_joined_without_loss() -> None:
    runs = flat().runs
    assert "".join(run.text for run in joined_lines(lines_of(runs))) == flat().text
    assert lines_of([Run("a", 0), Run("\n  ", BETWEEN)]) == [[Run("a", 0)], [Run("  ", BETWEEN)]]


def test_a_page_that_cannot_be_carried_is_refused() -> None:
    for block, told in (
        (Block("chrome", "甲"), "no role 'chrome'"),  # type: ignore[arg-type]
        (Block("step", "甲", 0, 0), "needs its marker"),
        (Block("image", "甲"), "needs its address"),
        (Block("paragraph", " "), "no text"),
    ):
        with pytest.raises(UsageError, match=told):
            damage(CleanPage("qa", "zh", ((block,),)), "wet")
    with pytest.raises(UsageError, match="intensity"):
        damage(qa_page(), "wet", intensity=-1)
    with pytest.raises(UsageError, match="no operation 'break'"):
        damage(qa_page(), Recipe("mine", "", "", {}, [{"op": "break"}]))
    with pytest.raises(UsageError, match="near: wet"):
        load_recipe("wett")


# The grammar of furniture, and recipes


WEIGHED = (
    "openers",
    "closers",
    "step_ends",
    "answer_labels",
    "breadcrumbs",
    "connectors",
    "numberings",
)  # a text twice: it comes more often


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_rule_of_a_grammar_can_be_said(language: str) -> None:
    grammar, dice = load_grammar(language), random.Random(1)
    fixed = dict.fromkeys(("y", "m", "d", "mm", "dd", "hh", "mi", "ss", "n", "v", "c", "h"), 7)
    fixed |= dict.fromkeys(("mon", "thing2", "title", "trail", "words", "related"), "x")  # type: ignore[arg-type]
    for name, texts in grammar.rules.items():
        assert len(texts) == len(set(texts)) or name in WEIGHED, name
        for text in texts:
            told = Grammar(language, {**grammar.rules, "only": (text,)}).say("only", dice, **fixed)
            assert "{" not in told and "}" not in told


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_third_of_each_rule_is_held_back(language: str) -> None:
    whole, free, held = (load_grammar(language, part) for part in ("all", "open", "held"))
    for name, texts in whole.rules.items():
        if len(texts) >= 3:
            assert len(free.rules[name]) + len(held.rules[name]) == len(texts)
            assert len(held.rules[name]) == len(texts) // 3


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", PLACES)
def test_furniture_is_made_in_each_language(language: str, kind: str) -> None:
    made = [
        block for seed in range(9) for block in furniture_blocks(kind, load_grammar(language), random.Random(seed), "x")
    ]
    assert {block.role for block in made} == {PLACES[kind][1]}
    assert len({block.text for block in made}) > 2


def test_korean_particles_and_english_articles_fit_their_words() -> None:
    dice = random.Random(1)
    korean = Grammar("ko", {"a": ("{x:을} {y:이} {x:으} {z:으}",)})
    assert korean.say("a", dice, x="사과", y="책", z="칼") == "사과를 책이 사과로 칼로"
    assert (
        Grammar("en", {"a": ("{a:x} and {a:y}",)}).say("a", dice, x="ice maker", y="kettle")
        == "an ice maker and a kettle"
    )


# The kinds of fragments of the two given dumps: their structure, not their words.
ANSWERS = {
    "half-eaten anchor, the picture three times": r'/[a-z.-]+/[0-9a-f]{40}"target="_blank"title="[^"]*"class="ikqb_img_alink">/[a-z.-]+/[0-9a-f]{40}\?x-bce-process=[^"]+"esrc="https://[a-z.-]+/[0-9a-f]{40}"/>',
    "steps on one line": r"(?m)^.*1、.*2、",
    "a step behind an anchor": r'"/> 2、',
    "two no-break spaces read as GBK": r"牋",
    "a heading inside the line": r"注意事项",
    "a line of a question, then one of its answer": r"(?m)^.{4,30}\n.{20,}$",
}
ARTICLE = {
    "breadcrumb": r"(?m)^\S+[:\uff1a]\S+[ \xa0]>[ \xa0].+[ \xa0]>[ \xa0].+$",
    "time and views": r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d[ \xa0]{2,}\S+[:\uff1a]\d+",
    "caption without its picture": r"(?m)^.{2,20},.{2,30},.{2,20}$",
    "tags": r"(?m)^相关标签[:\uff1a].+[ \xa0]{3}.+",
    "comment form": r"留言与评论|验证码[:\uff1a]",
    "bulleted teasers": r"(?m)^ {2}• .+$",
    "teaser that breaks off": r"(?m)(\.\.\.|…)$",
    "paragraphs parted by empty lines": r"[。!?]\n\n.",
}


def article_page() -> CleanPage:
    rows = [
        (Block("breadcrumb", "当前位置:首页 > 办事指南 > 正文", value="首页\n办事指南\n正文"),),
        (Block("title", "图书借阅证怎么续期"),),
        (
            Block("published", "2020-05-06 07:08:09", value="2020-05-06T07:08:09"),
            Block("views", "阅读量:1234", value=1234),
        ),
        (Block("paragraph", "借阅证到期以后不能借书,需要去前台续期。"),),
        (Block("image", "借阅证,图书借阅证怎么续期,续期", url="https://pic.example.org/1.jpg"),),
        (Block("step", "带上身份证和旧的借阅证。", marker="1、", steps=0),),
        (Block("step", "到前台填一张表。", marker="2、", steps=0),),
        (Block("paragraph", "当天就能办好,不收费。"),),
        (
            Block("tags", "相关标签:借阅证", value="借阅证"),
            Block("tags", "续期", value="续期"),
        ),
        (Block("comment_form", "留言与评论(共有 条评论)"),),
        (Block("comment_form", "验证码:"),),
        (Block("hot_content", "热门内容"),),
        (Block("hot_content", "公交卡怎么充值", steps=0),),
        (Block("hot_content", "公交卡充值的办法有好几种,下面就来说一说..."),),
    ]
    return CleanPage("howto", "zh", tuple(rows))


@pytest.mark.parametrize(
    ("recipe", "page", "kinds", "given"),
    [
        ("zhidao-2021", qa_page(), ANSWERS, "000_7599e63f552b2b8f.txt"),
        ("seller-forum", article_page(), ARTICLE, "001_2274cf3d4e48ff16.txt"),
    ],
)
def test_the_recipes_of_the_given_dumps_give_their_kinds_of_fragments(
    recipe: str, page: CleanPage, kinds: dict[str, str], given: str
) -> None:
    dumps = "\n\n".join(damage(page, recipe, seed, intensity=1).text for seed in range(20))
    assert [name for name, pattern in kinds.items() if not re.search(pattern, dumps)] == []
    if (SEEDS / given).is_file():  # the list is theirs
        text = (SEEDS / given).read_text("utf-8")
        assert [name for name, pattern in kinds.items() if not re.search(pattern, text)] == []


# Pages that users have, and the command


def test_a_record_from_html_and_from_json_can_be_damaged(tmp_path: Path) -> None:
    html = (
        "<html><body><div>首页 > 数码 > 正文</div><h1>旧路由器怎么恢复出厂?</h1><p>找一根牙签就行,具体如下:</p>"
        "<p>1、接上电源,等两分钟。</p><p>2、按住小孔十秒钟,松开。</p><p>3、重新登录,设置密码。</p></body></html>"
    )
    (tmp_path / "page.html").write_text(html, "utf-8")
    record = qaclean.clean(html)
    (tmp_path / "page.json").write_text(record.model_dump_json(), "utf-8")
    for name in ("page.html", "page.json"):
        page = load_page(tmp_path / name)
        dump = damage(page, "answer-lines", 3, intensity=0)
        assert ledger_faults(gold_record(dump), dump.text) == []
        again = qaclean.clean(dump.text, media_type="text/plain")
        assert [q.text for q in again.questions] == [q.text for q in record.questions]
    removed = [block.role for block in load_page(tmp_path / "page.html").blocks()]
    assert "breadcrumb" in removed
    assert [block.role for block in page_of_record(record).blocks() if block.role == "step"] == ["step"] * 3


@pytest.mark.parametrize("case", list(cases()), ids=lambda case: case.name)
def test_a_record_tells_all_its_posts_with_their_facts(case: Case) -> None:
    record = case.expected
    if not record.questions and not record.body and not record.title:
        with pytest.raises(SourceError, match="no content"):
            page_of_record(record)
        return
    told = list(page_of_record(record).blocks())
    asked = [block.text for block in told if block.role == "question"]
    assert asked == [question.text for question in sorted(record.questions, key=lambda row: row.span)]
    answers = [answer for question in record.questions for answer in question.answers]
    for role, facts in (("author", [a.author for a in answers]), ("published", [a.published for a in answers])):
        assert sorted(block.text for block in told if block.role == role) == sorted(filter(None, facts))


def test_steps_in_steps_keep_their_markers_and_their_images() -> None:
    inner = "   ![wheel](https://a.example/1.png)\n   1. Lift it.\n   2. Set it down.\n"
    text = f"# Oil a chain\n\n1. Turn the bike.\n{inner}2. Drip the oil.\n3. Wipe it off.\n"
    record = qaclean.clean(text, media_type="text/markdown")
    told = page_of_record(Page.model_validate_json(record.model_dump_json())).blocks()
    assert [(block.role, block.marker, block.text.strip(), block.url) for block in told] == [
        ("title", "", "Oil a chain", ""),
        ("step", "1.", "Turn the bike.", ""),
        ("image", "", "wheel", "https://a.example/1.png"),
        ("step", "1.", "Lift it.", ""),
        ("step", "2.", "Set it down.", ""),
        ("step", "2.", "Drip the oil.", ""),
        ("step", "3.", "Wipe it off.", ""),
    ]


def test_tables_lists_and_pictures_of_a_page_are_damaged_with_it() -> None:
    opening = "换灯头之前要先拔掉插头，等灯泡凉了再动手，否则容易烫手，也容易触电。\n\n需要的东西有这些，买之前先量一量灯座的口径：\n\n"
    table = "| 灯泡 | 9元 |\n|---|---|\n| 灯头 | 2元 |\n\n灯座坏了也不要紧，照着下面的图看一看就知道接在哪里了：\n\n"
    rest = "![灯座](https://a.example/1.png)\n\n家里常备这些东西，用的时候就不用再跑出去买：\n\n- 绝缘胶布一卷\n- 十字螺丝刀一把\n\n"
    end = "换好之后先不要装灯罩，通电试一下，灯亮了再把灯罩装回去，这样返工的时候比较方便。\n"
    text = f"# 怎么给旧台灯换灯头\n\n{opening}{table}{rest}{end}"
    page = page_of_record(qaclean.clean(text, media_type="text/markdown"))
    assert {"table", "image", "item"} <= {block.role for block in page.blocks()}
    for recipe in recipes():
        dump = damage(page, recipe, 3)
        assert ledger_faults(gold_record(dump), dump.text) == []


def test_a_page_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="check the path"):
        load_page(tmp_path / "none.html")
    (tmp_path / "a.json").write_text("{}", "utf-8")
    with pytest.raises(SourceError, match="no record as JSON"):
        load_page(tmp_path / "a.json")
    (tmp_path / "empty.txt").write_text("", "utf-8")
    with pytest.raises(SourceError, match="no content to damage"):
        load_page(tmp_path / "empty.txt")


def run(*words: str | Path) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([sys.executable, "-m", "qaclean", "damage", *map(str, words)], capture_output=True)


def test_the_command_writes_dump_and_gold(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text("旧路由器怎么恢复出厂?\n找一根牙签就行:1、接上电源。2、按住小孔。3、松开。", "utf-8")
    gold = tmp_path / "gold.json"
    done = run(page, "--recipe", "zhidao-2021", "--seed", "7", "--gold", gold)
    assert done.returncode == 0, done.stderr
    text, record = done.stdout.decode(), json.loads(gold.read_text("utf-8"))
    assert ledger_faults(record, text) == []
    assert record["questions"][0]["text"] == "旧路由器怎么恢复出厂?"
    assert run(page, "--recipe", "zhidao-2021", "--seed", "7").stdout == done.stdout


def test_the_command_lists_recipes_and_tells_what_is_wrong(capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["damage", "--list"]) == 0
    assert [line.split()[0] for line in capfd.readouterr().out.splitlines()] == [recipe.name for recipe in recipes()]
    for words, code, told in (
        ([], 2, "--recipe"),
        (["x.html", "--recipe", "wett"], 1, "check the path"),
        ([__file__, "--recipe", "wett"], 2, "near: wet"),
        ([__file__, "--recipe", "wet", "--intensity", "99"], 2, "intensity"),
    ):
        assert main(["damage", *words]) == code
        assert told in capfd.readouterr().err
    assert main(["completion", "bash"]) == 0
    assert "--intensity" in capfd.readouterr().out
