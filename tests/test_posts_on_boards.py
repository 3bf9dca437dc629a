"""Posts of boards: heads and feet that grew from mail, buttons glued into one line, thanks below an answer."""

from __future__ import annotations

import pytest

from qaclean import clean
from qaclean.posts.line_shapes import shape_of
from qaclean.posts.line_words import heads_others, is_button, is_end
from qaclean.records import Paragraph

SAID = (
    "分水器有一路接头往下滴水，生料带缠过一次没用。",
    "铜的也该结垢了，自己买来让物业装。",
    "先拿盆接着，开春再弄。",
)
WHO = ("Windy", "laozhang", "mhs")


def test_mail_heads_and_feet_of_posts_are_none_of_what_is_said() -> None:
    post = (
        "<div class='article'><div class='head'><a href='/user/{n}'>{who}</a> <a>回复</a> <span>{n}楼</span></div><div class='body'>发信人: {who} (甲乙), 信区: House<br>"
        "标&nbsp;&nbsp;题: Re: 漏水<br>发信站: 水边社区 (2018年11月1{n}日 09:31:22), 站内<br>&nbsp;<br>{said}<br>--<br>踏实一点<br>※ 来源:·水边社区 http://example.org·[FROM: 192.0.2.*]</div></div>"
    )
    rows = "".join(post.format(n=n, who=who, said=said) for n, (who, said) in enumerate(zip(WHO, SAID, strict=True), 1))
    page = clean(f"<title>漏水换接头吗</title><h1>漏水换接头吗</h1>{rows}", media_type="text/html")
    opening, answers = page.questions[0].body, page.questions[0].answers
    said = [
        " ".join(b.text for b in blocks if isinstance(b, Paragraph))
        for blocks in (opening, *(a.blocks for a in answers))
    ]
    assert said == list(SAID)


@pytest.mark.parametrize(
    "line", ["HilfreichDankeKommentierenTeilenMelden", "НравитсяКомментироватьПожаловаться", "Нравится2Комментировать"]
)
def test_buttons_glued_into_one_line(line: str) -> None:
    assert is_button(shape_of(line))


@pytest.mark.parametrize("line", ["MacBookPro", "HilfreichGanzSicher", "Danke"])
def test_words_glued_into_one_line_are_no_buttons_unless_all_are(line: str) -> None:
    assert is_button(shape_of(line)) == (line == "Danke")


@pytest.mark.parametrize(
    "line", ["Похожие вопросы", "Ähnliche Fragen", "Preguntas relacionadas", "이 질문과 비슷한 질문", "大家还在问"]
)
def test_lists_of_other_questions_end_a_page_in_many_languages(line: str) -> None:
    assert is_end(shape_of(line))
    assert heads_others(shape_of(line))


def test_the_thanks_of_the_asker_belong_to_the_answer_above() -> None:
    lines = [
        *("炊飯器の内釜がはがれました", "質問者：minmi", "2017/05/14 20:21", "5年使っている炊飯器の内釜が点々とはがれて銀色になっています。", "回答 (2)"),
        *("2017/05/14 21:10", "回答No.1", "kuma", "フッ素樹脂は体の中で消化されずに出ていくので害はないそうです。", "通報する"),
        *("質問者からのお礼", "2017/05/15 20:44", "早速のご回答ありがとうございます。買い換えることにします。"),
        *("2017/05/14 22:35", "回答No.2", "tenin", "家電量販店の店員です。保証が残っていることもあるので見てください。", "通報する"),
    ]  # fmt: skip
    answers = clean("\n".join(lines), media_type="text/plain").questions[0].answers
    assert len(answers) == 2
    assert len(answers[0].followups) == 1


@pytest.mark.parametrize("place", ["above", "below"])
def test_a_notice_that_an_answer_was_accepted_is_none_of_its_words(place: str) -> None:
    notice = "Vom Fragesteller als hilfreich ausgezeichnet"
    said = [
        *("Der Briefkasten gehört zur Mietsache, und du musst ihn jederzeit benutzen können.", "Ruf ihn an und setz ihm eine Frist bis morgen."),
        *("Sag bei der Post Bescheid, dass sie deine Briefe eine Woche lagern sollen.", "Frag mal die Nachbarn, ob die ihren Schlüssel schon haben."),
    ]  # fmt: skip
    first = [notice, *said[:2]] if place == "above" else [*said[:2], notice]
    lines = [
        *("Darf er den Briefkasten austauschen?", "Lotte", "12.03.2019, 18:21", "Ich komme seit gestern nicht an meine Post, der Schlüssel fehlt mir.", "Antworten"),
        *("3 Antworten", "anna", "12.03.2019, 18:42", *first, "Danke", "bert", "12.03.2019, 18:55", said[2], "Danke", "cleo", "12.03.2019, 19:30", said[3], "Danke"),
    ]  # fmt: skip
    answers = clean("\n".join(lines), media_type="text/plain").questions[0].answers
    assert [answer.accepted for answer in answers] == [True, False, False]
    assert [" ".join(b.text for b in answer.blocks if isinstance(b, Paragraph)) for answer in answers] == [" ".join(said[:2]), *said[2:]]  # fmt: skip
