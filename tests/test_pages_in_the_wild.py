"""Pages in structures of known sites, in our own words: what stands around their content goes, what they say of it is read."""

from __future__ import annotations

import pytest

from qaclean import Page, clean
from qaclean.text.bylines import is_dated_source

BODY = "<p>昨天上午,最后一块青砖砌进了河西老城墙的北段,历时三年的修缮工程宣告完工。</p><p>这段城墙长两千一百米,修缮以前有十七处裂缝,雨季的时候墙根常常积水,行人要绕道。</p><p>施工队用了十二万块旧砖,其中一半是从附近的村里收来的,另一半在窑里重新烧过,颜色深了一些。</p>"
STORY = "<p>At ninety-one he still opens the shop at eight, winds forty clocks, and waits for the first of them to strike.</p><p>He has repaired the tower clock four times, and says that the fifth will be the last.</p>"


def page_of(body: str, title: str = "", url: str | None = None) -> Page:
    return clean(
        f"<html><head><title>{title}</title></head><body>{body}</body></html>", media_type="text/html", url=url
    )


def kept(page: Page) -> str:
    return "\n".join(page.source_text[slice(*block.span)] for block in page.body)


def test_a_date_and_a_source_below_the_heading_say_when_the_page_was_published() -> None:
    news = page_of(
        f"<h1>老城墙修缮完工</h1><div class=date-source><span>2023年05月17日 08:21</span> <span>晨岸日报</span></div>{BODY}",
        "老城墙修缮完工_晨岸网",
    )
    assert news.published == "2023-05-17T08:21:00"
    assert "晨岸日报" not in kept(news)


def test_a_name_below_the_heading_is_the_author() -> None:
    story = page_of(
        f"<h1>The clocks of the valley</h1><p class=byline>By Nora Quist</p>{STORY}", "The clocks of the valley | Post"
    )
    assert story.author == "Nora Quist"
    assert "Nora" not in kept(story)


def test_days_of_an_update_and_sentences_are_no_dated_sources() -> None:
    assert not is_dated_source("Updated May 13, 2020")
    assert not is_dated_source("2019年,我们搬了家,书都装进了箱子。")
    assert is_dated_source("2022-11-03 09:40 县交通运输局")


def test_a_link_back_to_the_site_is_cut_off_the_last_line() -> None:
    blog = page_of(
        f"<h1>老城墙修缮完工</h1>{BODY}<p>你去看过了吗?欢迎在评论区留言。<a href=/>返回晨岸,查看更多</a></p><p>责任编辑:</p>",
        "老城墙修缮完工_晨岸号",
    )
    assert kept(blog).endswith("欢迎在评论区留言。")


MENU = "".join(f"<li><a href=/c{n}>{name}</a></li>" for n, name in enumerate(("Round tables", "Folding chairs", "Tents for a garden", "Glasses and mugs", "Table linen", "Dance floors", "Stoves and grills", "Lamps", "Games")))  # fmt: skip


def test_menus_above_the_heading_of_the_title_go() -> None:
    rent = page_of(
        f"<div class=main-menu><ul><li>Things</li>{MENU}</ul></div><h1>Tents for a garden</h1>{STORY}",
        "Tents for a garden - Rent",
    )
    assert kept(rent).startswith("At ninety-one")


def test_a_list_of_links_that_nothing_names_a_menu_stays_above_the_heading_where_it_is_kept() -> None:
    rent = page_of(f"<ul>{MENU}</ul><h1>Tents for a garden</h1>{STORY}", "Tents for a garden - Rent")
    assert "Folding chairs" in kept(rent)


@pytest.mark.parametrize("words", ["128赞", "赞 128", "128 votes", "128 人赞同", "+128"])
def test_votes_beside_their_word(words: str) -> None:
    answers = "".join(
        f"<div class=answer-item><a class=user-name>{name}</a><time>2018-06-0{n}</time><div class=answer-text><p>{text}</p></div><span class=like>{words}</span></div>"
        for n, (name, text) in enumerate(
            (("轮子", "买一件连脚的雨披,前面能盖住车把。"), ("河狸", "挡泥板一定要装,后面的要长一些。")), 1
        )
    )
    asked = page_of(
        f"<h1>骑车上班,雨天怎么办?</h1><div class=question-text>单位十二公里,没有直达公交。</div>{answers}",
        "骑车上班,雨天怎么办?",
    )
    (question,) = asked.questions
    assert [answer.votes for answer in question.answers] == [128, 128]
    assert [block.text for block in question.body] == ["单位十二公里,没有直达公交。"]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "words",
    [
        "<h1>Ihre Privatsphäre ist uns wichtig</h1><p>Wir und unsere 812 Partner speichern Informationen auf einem Gerät, um personenbezogene Daten zu verarbeiten.</p><p>Sie können Ihre Auswahl akzeptieren oder verwalten, indem Sie unten klicken.</p><p>Mit Werbung weiterlesen oder werbefrei im Abo für 2,99 € im Monat.</p><button>Alle akzeptieren</button>",
        "<h2>Before you go on</h2><p>We and our 96 partners store and/or access information on a device, such as unique IDs in cookies.</p><p>You may accept or manage your choices by clicking below, or at any time in the privacy policy.</p><button>Accept all</button>",
    ],
)
def test_a_wall_of_consent_holds_nothing(words: str) -> None:
    assert page_of(words, "Tageblatt am Fluss").kind == "none"


QUORA = """<div class="q-text puppeteer_test_question_title"><span>Why does my bread taste flat?</span></div>{}<div class="dom_annotate_related_questions"><a>How long can dough rest?</a></div>"""
ANSWER = """<div class="q-box dom_annotate_question_answer_item_{}"><div class="spacing_log_answer_header"><a href="/profile/{}"><img src=a.png></a><a href="/profile/{}">{}</a><span>Author has 210 answers</span>
<a href="/Why/answer/{}">{}</a></div><div class="spacing_log_answer_content puppeteer_test_answer_content"><p>{}</p></div><div>911 views</div><button>Upvote · {}</button></div>"""


def test_answers_whose_elements_count() -> None:
    rows = [("Odile Farrow", "May 4, 2021", "Salt, nearly always: two percent of the flour.", 12), ("Bram Teller", "June 1, 2021", "Check your starter. If it smells of nothing, the bread will too.", 2)]  # fmt: skip
    answers = "".join(
        ANSWER.format(n, *[name.replace(" ", "-")] * 2, name, name.replace(" ", "-"), day, text, votes)
        for n, (name, day, text, votes) in enumerate(rows)
    )
    page = page_of(QUORA.format(answers), "Why does my bread taste flat? - Quora", url="https://www.quora.com/Why")
    (question,) = page.questions
    told = [(a.author, a.published, a.blocks[0].text) for a in question.answers]  # type: ignore[union-attr]
    assert told == [("Odile Farrow", "2021-05-04", rows[0][2]), ("Bram Teller", "2021-06-01", rows[1][2])]


def test_answers_whose_words_stand_elsewhere_than_the_profile_knows_are_read_without_it() -> None:
    answer = (
        "<div class='ContentItem AnswerItem'><a class=UserLink-link>{}</a><div class=NewContent><p>{}</p></div></div>"
    )
    answers = answer.format("纸飞机", "画一条长长的纸带,一天一格,每天睡前涂一格。") + answer.format(
        "老钟", "用睡觉来数:睡一次是明天,睡两次是后天。"
    )
    page = page_of(
        f"<div class=QuestionHeader><h1 class=QuestionHeader-title>怎样讲清楚时间?</h1></div>{answers}",
        "怎样讲清楚时间? - 知乎",
        url="https://www.zhihu.com/question/1",
    )
    assert [warning.code for warning in page.warnings] == ["profile-mismatch"]
    assert [answer.author for answer in page.questions[0].answers] == ["纸飞机", "老钟"]
