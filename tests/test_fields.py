"""Facts beside the content: dates, authors, views, votes; who wrote which post. The rules carry their own examples."""

from __future__ import annotations

import random
from datetime import datetime
from typing import Any, cast

import pytest

import qaclean
from growth import processor_seconds
from qaclean.errors import UsageError
from qaclean.parser.attributed_fields import _Post, _Posts
from qaclean.parser.page_facts import read_author, read_views
from qaclean.posts.attributions import read_attribution
from qaclean.records import Answer, Page
from qaclean.records.rows import QuestionRow
from qaclean.rules import load
from qaclean.text.bylines import is_byline, names_author
from qaclean.text.dates import read_date

DATES: dict[str, Any] = load("dates")
FIELDS: dict[str, Any] = load("page_facts")
ATTRIBUTIONS: dict[str, Any] = load("attributions")
FETCHED = datetime(2017, 5, 20, 14, 30)  # a Saturday; the examples in rules/dates.toml count from it


def page_of(*lines: str, reference_time: datetime | None = None) -> Page:
    return qaclean.clean("\n".join(lines), media_type="text/plain", reference_time=reference_time)


def answers_of(page: Page) -> list[Answer]:
    return [answer for question in page.questions for answer in question.answers]


# Dates


@pytest.mark.parametrize(("line", "iso"), DATES["hits"])
def test_date(line: str, iso: str) -> None:
    assert read_date(line) == iso
    assert read_date(line, reference=FETCHED) == iso


@pytest.mark.parametrize("line", DATES["misses"])
def test_no_full_date(line: str) -> None:
    assert read_date(line) is None


@pytest.mark.parametrize(("line", "iso"), DATES["short"])
def test_year_of_two_digits_only_where_allowed(line: str, iso: str) -> None:
    assert (read_date(line), read_date(line, short=True)) == (None, iso)


@pytest.mark.parametrize("line", DATES["short_misses"])
def test_no_short_date(line: str) -> None:
    assert read_date(line, short=True) is None


@pytest.mark.parametrize(("line", "iso"), DATES["relative"])
def test_relative_date_only_with_a_reference_time(line: str, iso: str) -> None:
    assert (read_date(line), read_date(line, reference=FETCHED)) == (None, iso)


@pytest.mark.parametrize("line", DATES["relative_misses"])
def test_no_relative_date(line: str) -> None:
    assert read_date(line, reference=FETCHED) is None


def test_the_29th_of_february_a_year_ago_is_the_28th() -> None:
    assert read_date("1年前", reference=datetime(2016, 2, 29)) == "2015-02-28"


# Labels of a page


@pytest.mark.parametrize(("line", "name"), FIELDS["author"]["hits"])
def test_author(line: str, name: str) -> None:
    found = read_author(line)
    assert found is not None
    assert found[0] == name


@pytest.mark.parametrize("line", FIELDS["author"]["misses"])
def test_no_author(line: str) -> None:
    assert read_author(line) is None


@pytest.mark.parametrize(("line", "views"), FIELDS["views"]["hits"])
def test_views(line: str, views: int) -> None:
    assert read_views(line) == views


@pytest.mark.parametrize("line", FIELDS["views"]["misses"])
def test_no_views(line: str) -> None:
    assert read_views(line) is None


# Posts


@pytest.mark.parametrize(("line", "author", "published", "votes", "accepted", "floor"), ATTRIBUTIONS["hits"])
def test_attribution(line: str, author: str, published: str, votes: str, accepted: str, floor: str) -> None:
    said = read_attribution(line)
    assert said is not None
    assert (said.author or "", said.published or "") == (author, published)
    assert (said.votes, said.floor) == (int(votes) if votes else None, int(floor) if floor else None)
    assert said.accepted is (True if accepted else None)


@pytest.mark.parametrize("line", ATTRIBUTIONS["misses"])
def test_no_attribution(line: str) -> None:
    assert read_attribution(line) is None


@pytest.mark.parametrize(("line", "votes"), FIELDS["votes"]["hits"])
def test_votes(line: str, votes: int) -> None:
    said = read_attribution(line)
    assert said is not None
    assert said.votes == votes


@pytest.mark.parametrize("line", FIELDS["votes"]["misses"])
def test_no_votes(line: str) -> None:
    said = read_attribution(line)
    assert said is None or said.votes is None


QUESTION = "旧空调遥控器没反应怎么办_某某知道"
FIRST = "先换两节新电池,再对着空调按开关键,听到滴的一声就好了,一般都是电池没电的原因。"
SECOND = "我家那台也是这样,后来把遥控器后盖拆开,用橡皮把电路板擦了一遍,装回去又能用了。"


def test_heads_below_each_answer() -> None:
    page = page_of(QUESTION, FIRST, "青石板 | 2017-3-2 10:11", SECOND, "热心网友 | 2017-3-3 09:05")
    assert [(a.author, a.published) for a in answers_of(page)] == [
        ("青石板", "2017-03-02T10:11:00"),
        (None, "2017-03-03T09:05:00"),
    ]
    assert {row.reason for row in page.removed} == {"site_chrome", "metadata"}


def test_heads_above_each_answer() -> None:
    page = page_of(QUESTION, "青石板 2017-3-2 10:11", FIRST, "白墙 2017-3-3 09:05", SECOND)
    assert [(a.author, a.published) for a in answers_of(page)] == [
        ("青石板", "2017-03-02T10:11:00"),
        ("白墙", "2017-03-03T09:05:00"),
    ]


def test_relative_heads_are_cut_and_read_only_with_a_reference_time() -> None:
    lines = (QUESTION, FIRST, "青石板 | 2017-3-2 10:11", SECOND, "白墙 | 昨天 10:22")
    without, with_time = page_of(*lines), page_of(*lines, reference_time=FETCHED)
    assert [(a.author, a.published) for a in answers_of(without)][1:] == [("白墙", None)]
    assert [a.published for a in answers_of(with_time)] == ["2017-03-02T10:11:00", "2017-05-19T10:22:00"]
    assert [row.span for row in without.removed] == [row.span for row in with_time.removed]


def test_status_is_no_begging() -> None:
    accepted = page_of(QUESTION, "最佳答案", FIRST, "其他回答", SECOND)
    assert [a.accepted for a in answers_of(accepted)] == [True, False]
    begging = page_of(QUESTION, FIRST + "望采纳", SECOND + "有用请采纳")
    assert [a.accepted for a in answers_of(begging)] == [None, None]
    assert "望采纳" in begging.model_dump_json()


def test_votes_belong_to_the_answer_above_them() -> None:
    page = page_of(QUESTION, FIRST, "12人觉得有用", SECOND, "赞(3)")
    assert [a.votes for a in answers_of(page)] == [12, 3]


def test_dates_of_a_list_are_not_the_pages() -> None:
    page = page_of(
        "净水器滤芯多久换一次",
        "来源:某站 发布时间:2016-09-16 浏览次数:4934",
        "滤芯要看水质,自来水硬的地方半年换一次,其他地方一年换一次就可以,平时多留意出水的速度。",
        "相关文章",
        "净水器怎么选 2014-01-02",
        "净水器漏水 2013-05-06",
    )
    assert (page.published, page.views) == ("2016-09-16", 4934)


def test_reference_time_must_be_a_time() -> None:
    with pytest.raises(UsageError, match="reference_time"):
        qaclean.clean("问", reference_time="2017-05-20")  # type: ignore[arg-type]


@pytest.mark.parametrize("line", ["作者:" * 30, "2017-", "3天前 ", "赞 ", "a b ", "1楼 ", "编辑:甲 ", "(", "12月"])
def test_lines_of_facts_take_linear_time(line: str) -> None:
    def read_all(text: str) -> None:
        for read in (read_date, read_author, read_views):
            read(text)
        read_date(text, reference=FETCHED, short=True)

    def seconds(times: int) -> float:
        text = line * times
        return min(processor_seconds(lambda: read_all(text)) for _ in range(3))

    seconds(10)
    assert seconds(2_000) < 10 * seconds(500) + 0.05


# Bylines


@pytest.mark.parametrize("line", FIELDS["byline"]["hits"])
def test_byline(line: str) -> None:
    assert is_byline(line)


@pytest.mark.parametrize("line", FIELDS["byline"]["misses"])
def test_no_byline(line: str) -> None:
    assert not is_byline(line)


def test_a_name_behind_by() -> None:
    byline = FIELDS["byline"]
    assert all(map(names_author, byline["alone_hits"])) and not any(map(names_author, byline["alone_misses"]))


def test_a_byline_in_the_article_is_no_content() -> None:
    page = qaclean.clean(
        "<html><head><title>How to oil a clock | Clock Corner</title></head><body><div id=body><h1>How to oil a clock</h1>"
        "<p class=by>Written by Ruth on 4 March 2012</p><p>A clock that stops every few days wants oil, and no more than a drop of it.</p>"
        "<ol><li>Take the hands off.</li><li>Put a drop on each pivot.</li><li>Wipe off the rest.</li></ol></div></body></html>"
    )
    assert (page.author, page.published) == ("Ruth", "2012-03-04")
    assert "Written by" not in page.model_dump_json(exclude={"source_text", "removed"})


def test_a_name_behind_by_stands_beside_its_date() -> None:
    page = page_of(
        "Brot ohne Kneten",
        "",
        "Von Anna Muster",
        "Aktualisiert am 03.02.2020",
        "",
        "Dieses Brot braucht viel Zeit und wenig Arbeit. Der Teig steht über Nacht in der Schüssel und wird am Morgen gebacken.",
        "",
        "Zubereitung",
        "1. Mehl, Salz, Hefe und Wasser in einer Schüssel verrühren.",
        "2. Den Teig zwölf Stunden stehen lassen, bis er Blasen wirft.",
        "3. In einem Topf mit Deckel bei 240 Grad backen.",
    )
    assert page.author == "Anna Muster"


def test_an_answer_below_which_stands_who_gave_it() -> None:
    page = qaclean.clean(
        "<html><head><title>水龙头滴水怎么办_家修问答</title></head><body><div><a href='/'>首页</a><a href='/q'>问答</a></div><h1>水龙头滴水怎么办？</h1>"
        "<div>提问者：小苗 时间：2015-03-02 09:10</div><div class=best><h3>最佳答案</h3><div><p>多半是阀芯里的垫片老化了，换一个就好。</p>"
        "<p>关掉总阀以后拧下手柄，取出阀芯，照着样子买新的装回去。</p></div><div>回答者：水暖老周 2015-03-02 12:40</div></div></body></html>"
    )
    assert [(answer.author, answer.published) for answer in answers_of(page)] == [("水暖老周", "2015-03-02T12:40:00")]


def test_posts_beside_a_piece_are_those_that_a_look_at_each_finds() -> None:
    dice = random.Random(6)
    for _ in range(300):
        rows = []
        for _ in range(dice.randrange(1, 9)):
            first = dice.randrange(30)
            rows.append(_Post(first, first + dice.randrange(6), cast(QuestionRow, {}), dice.random() < 0.6))
        if dice.random() < 0.5:
            rows.sort(key=lambda row: row.first)
        posts = _Posts(rows)
        for piece in range(-2, 45):
            before = [row for row in rows if row.last < piece]
            assert posts.before(piece) == (before[-1] if before else None)
            assert posts.asked_before(piece) == next((row for row in reversed(before) if not row.is_answer), None)
            assert posts.after(piece) == next((row for row in rows if row.first > piece), None)
            assert posts.around(piece) == next((row for row in rows if row.first <= piece <= row.last), None)
