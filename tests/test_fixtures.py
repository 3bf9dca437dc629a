"""The fixtures: records come out as expected, and what a person reads off the dumps is in them.

The facts below are written by hand from the sources: `python -m qaclean.testing --update` rewrites records, never facts.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

import pytest

import qaclean
from facts import wrong
from qaclean.pipeline.ledger import LedgerFault, check, leaves
from qaclean.profiles import load_profiles
from qaclean.records import Image, Page, Step
from qaclean.records.walk import blocks_of, steps_in_depth
from qaclean.testing import KNOWN_FAILURES, Case, cases, load

ALL = [*cases()]
FAILURES = [*cases(KNOWN_FAILURES)]
NEGATIVE = [*cases("negative")]
# How many of its facts a known failure does not bear out today, at most; those that are not named bear out all that are noted.
FAULTS = {
    "alt-residue": 3,
    "ar-question": 1,
    "bbs-mail": 3,
    "de-article": 2,
    "field-dump": 2,
    "floor-quotes": 2,
    "fr-recipe": 1,
    "image-tags-left-whole": 2,
    "lines-deduplicated": 1,
    "phpbb-quote-glued": 1,
    "ptt-article": 2,
    "search-results": 1,
    "table-and-lists": 1,
    "text-nodes-glued": 2,
    "unclosed-everything": 1,
    "unknown-board": 6,
    "wordpress-comments": 2,
}
TITLE = "点击查看大图"
HOST = "iknow-pic.cdn.bcebos.com"


def name_of(case: Case) -> str:
    return case.name


def page_of(case: Case) -> Page:
    return case.clean()


def record_of(case: Case) -> dict[str, Any]:
    return page_of(case).model_dump(mode="json")


def lists_of(page: Page) -> list[list[Step]]:
    return [block.steps for block in blocks_of(page) if block.type == "steps"]


def images_of(page: Page) -> list[Image]:
    loose = [block for block in blocks_of(page) if block.type == "image"]
    return [*loose, *(image for steps in lists_of(page) for step in steps_in_depth(steps) for image in step.images)]


def ledger_faults(page: Page) -> list[LedgerFault]:
    return check(page.source_text, leaves(page.model_dump()), [row.span for row in page.removed])


def spaceless(text: str) -> str:
    return re.sub(r"\s+", "", text)


@pytest.mark.parametrize("case", ALL, ids=name_of)
def test_record_is_as_expected(case: Case) -> None:
    assert record_of(case) == case.expected_json


@pytest.mark.parametrize("case", ALL, ids=name_of)
def test_page_equals_the_expected_model(case: Case) -> None:
    assert page_of(case).model_dump() == case.expected.model_dump()


@pytest.mark.parametrize("case", [case for case in (*ALL, *FAILURES) if case.facts], ids=name_of)
def test_record_bears_out_what_a_person_read_off_the_page(case: Case) -> None:
    assert wrong(case.expected, case.facts) == []


@pytest.mark.parametrize("case", [case for case in FAILURES if case.facts], ids=name_of)
def test_what_is_right_of_a_known_failure_stays_right(case: Case) -> None:
    assert len(wrong(page_of(case), case.facts)) <= FAULTS.get(case.name.partition("/")[2], 0)


@pytest.mark.parametrize("case", FAILURES, ids=name_of)
@pytest.mark.xfail(strict=True, reason="known failure: its note says what is wrong; if it passes, move it to its group")
def test_known_failure(case: Case) -> None:
    assert _content(record_of(case)) == _content(case.expected_json)


def _content(record: dict[str, Any]) -> dict[str, Any]:
    """What a record says, without what is removed around it: so a known failure fails for its content only."""
    return {key: record[key] for key in ("kind", "title", "questions", "body")}


@pytest.mark.parametrize("case", [*ALL, *FAILURES], ids=name_of)
def test_every_character_is_kept_or_removed_once(case: Case) -> None:
    page = page_of(case)
    assert ledger_faults(page) == []
    assert "unplaced" not in {row.rule for row in page.removed}


@pytest.mark.parametrize("case", NEGATIVE, ids=name_of)
def test_negative_case_comes_back_unchanged(case: Case) -> None:
    page = page_of(case)
    assert (page.removed, page.repairs, page.warnings) == ([], [], [])
    assert {block.type for block in blocks_of(page)} == {"paragraph"}
    paragraphs = [block for block in blocks_of(page) if block.type == "paragraph"]
    leaves_kept = [(leaf.span, leaf.text) for leaf in page.questions] + [(leaf.span, leaf.text) for leaf in paragraphs]
    kept = [text for _, text in sorted(leaves_kept)]
    assert spaceless("".join(kept)) == spaceless(case.source.decode("utf-8"))


@pytest.mark.parametrize("case", [*ALL, *FAILURES], ids=name_of)
def test_case_has_a_note_and_a_record(case: Case) -> None:
    assert case.note.endswith(".")
    assert case.expected.source.length == len(page_of(case).source_text)


class Article(NamedTuple):
    """What a reader finds on a page of the seller-forum layout."""

    case: str
    title: str
    asks: bool
    breadcrumb: list[str]
    published: str
    views: int
    tags: list[str]
    steps: int
    paragraphs: int
    teasers: int


ARTICLES = [
    Article(
        "dumps/seller-forum-howto",
        "网店优惠券怎么设置",
        True,
        ["首页", "开店经验", "正文"],
        "2022-05-11T10:08:30",
        1206,
        ["网店", "网店优惠券怎么设置", "优惠券"],
        steps=3,
        paragraphs=4,
        teasers=4,
    ),
    Article(
        "dumps/seller-forum-crlf",
        "相机延时摄影怎么拍",
        True,
        ["首页", "入门教程", "正文"],
        "2019-07-19T08:15:44",
        5120,
        ["相机", "相机延时摄影怎么拍", "延时摄影"],
        steps=3,
        paragraphs=4,
        teasers=3,
    ),
    Article(
        "dumps/seller-forum-ten-teasers",
        "旧手机当监控的设置方法",
        False,
        ["首页", "玩机笔记", "手机", "正文"],
        "2023-09-06T19:32:08",
        12845,
        ["旧手机", "旧手机当监控的设置方法", "家庭监控"],
        steps=5,
        paragraphs=5,
        teasers=10,
    ),
]


@pytest.mark.parametrize("facts", ARTICLES, ids=lambda facts: facts.case)
def test_article_holds_what_a_reader_finds(facts: Article) -> None:
    page = page_of(load(facts.case))
    assert (page.kind, page.title) == ("howto", facts.title)
    assert [question.text for question in page.questions] == ([facts.title] if facts.asks else [])
    assert [len(question.answers) for question in page.questions] == ([1] if facts.asks else [])
    assert (page.breadcrumb, page.tags) == (facts.breadcrumb, facts.tags)
    assert (page.published, page.views) == (facts.published, facts.views)
    assert [[step.number for step in steps] for steps in lists_of(page)] == [[*range(1, facts.steps + 1)]]
    assert [block.type for block in blocks_of(page)].count("paragraph") == facts.paragraphs


@pytest.mark.parametrize("facts", ARTICLES, ids=lambda facts: facts.case)
def test_article_loses_its_furniture_for_the_right_reasons(facts: Article) -> None:
    page = page_of(load(facts.case))
    reasons: dict[str, list[str]] = {}
    for row in page.removed:
        reasons.setdefault(row.reason, []).append(page.source_text[slice(*row.span)])
    assert {reason: len(texts) for reason, texts in reasons.items()} == {
        "site_chrome": 3,
        "breadcrumb": 1,
        "metadata": 1,
        "image_alt": 3,
        "tags": 1,
        "comment_form": 2,
        "hot_content": 1 + 2 * facts.teasers,
        "related": 1,
    }
    assert {*reasons["image_alt"]} == {",".join(facts.tags)}
    assert page.source_text.startswith(reasons["site_chrome"][0])  # the tagline


class Answers(NamedTuple):
    """What a reader finds in a dump that alternates questions and answers.

    `lists`: per question, of each top-level list its role and how many steps, nested ones in brackets: `2(0,3)`.
    """

    case: str
    questions: list[str]
    lists: list[list[tuple[str, str]]]
    headings: list[list[str]]
    images: int


ANSWERS = [
    Answers(
        "dumps/answers-with-anchors",
        ["怎么把旧手机里的照片传到云相册?", "云相册的照片怎么下载到电脑?", "云相册满了怎么清理"],
        [[("procedure", "3")], [("procedure", "4"), ("enumeration", "3")], [("procedure", "2(0,3)")]],
        [["注意事项"], ["拓展资料", "操作环境"], ["温馨提示"]],
        images=3,
    ),
    Answers(
        "dumps/answers-with-long-background",
        ["如何取消小区停车月卡的自动续费?", "怎么关掉停车月卡续费?", "停车月卡买了能退吗"],
        [
            [("procedure", "6")],
            [("procedure", "5"), ("enumeration", "4")],
            [("procedure", "2(0,3)"), ("enumeration", "3")],
        ],
        [["注意事项"], ["拓展资料", "操作环境"], ["拓展资料", "操作环境"]],
        images=6,
    ),
    Answers(
        "dumps/anchors-in-another-order",
        ["电饭煲内胆粘底怎么清洗?", "电饭煲可以蒸红薯吗?"],
        [[("procedure", "4")], []],
        [[], []],
        images=4,
    ),
    Answers(
        "dumps/anchor-cut-at-the-end",
        ["怎么在地图上标记家的位置?"],
        [[("procedure", "3")]],
        [[]],
        images=3,
    ),
]


def shape_of(steps: list[Step]) -> str:
    nested = ",".join(str(len(step.steps)) for step in steps)
    return f"{len(steps)}({nested})" if any(step.steps for step in steps) else str(len(steps))


@pytest.mark.parametrize("facts", ANSWERS, ids=lambda facts: facts.case)
def test_answers_hold_what_a_reader_finds(facts: Answers) -> None:
    page = page_of(load(facts.case))
    assert page.kind == "qa"
    assert [question.text for question in page.questions] == facts.questions
    assert [len(question.answers) for question in page.questions] == [1] * len(facts.questions)
    answers = [question.answers[0].blocks for question in page.questions]
    found = [[(b.role, shape_of(b.steps)) for b in blocks if b.type == "steps"] for blocks in answers]
    assert found == facts.lists
    assert [[b.text for b in blocks if b.type == "heading"] for blocks in answers] == facts.headings
    assert page.removed == []


@pytest.mark.parametrize("facts", ANSWERS, ids=lambda facts: facts.case)
def test_each_broken_anchor_is_one_image_at_its_step(facts: Answers) -> None:
    case = load(facts.case)
    page = page_of(case)
    images = images_of(page)
    ids = list(dict.fromkeys(re.findall(r"[0-9a-f]{40}", case.source.decode("utf-8"))))
    assert len(ids) == facts.images
    assert [image.url for image in images] == [f"https://{HOST}/{identity}" for identity in ids]
    assert {image.title for image in images} <= {TITLE}
    anchored = [step for steps in lists_of(page)[: 1 if images else 0] for step in steps]
    assert [len(step.images) for step in anchored] == [1] * len(anchored)
    texts = [step.text for step in anchored]
    assert not [text for text in texts if HOST in text or "target=" in text]


def test_no_hostile_case_yields_an_address_of_another_host_or_scheme() -> None:
    urls = [image.url for case in cases("hostile") for image in images_of(page_of(case))]
    assert [url for url in urls if url and not url.startswith(f"https://{HOST}/")] == []


def test_hostile_bytes_are_read_in_their_own_charset() -> None:
    encodings = {name: page_of(load(f"hostile/{name}")).source.encoding for name in ("gb18030", "utf-16-with-mark")}
    assert encodings == {"gb18030": "gb18030", "utf-16-with-mark": "utf-16-le"}


def test_a_cut_anchor_is_survived_at_every_length() -> None:
    source = load("dumps/anchor-cut-at-the-end").source.decode("utf-8")
    start = source.rindex("/" + HOST, 0, source.rindex("target="))
    for end in range(start, len(source)):
        page = qaclean.clean(source[:end], media_type="text/plain")
        assert ledger_faults(page) == []
        assert len(page.questions) == 1
        assert [step.number for steps in lists_of(page) for step in steps] == [1, 2, 3]


GENERATIONS = [
    (profile.site, row.id) for profile in load_profiles() for row in profile.generations if profile.site != "fields"
]


@pytest.mark.parametrize(("site", "generation"), GENERATIONS)
def test_a_case_shows_each_generation_of_each_site_profile(site: str, generation: str) -> None:
    records = [case.expected_json for case in cases("sites") if case.expected_json["site"] == site]
    assert any(row["rule"] == f"profile-{generation}" for record in records for row in record["removed"])
