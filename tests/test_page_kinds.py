"""Kinds of dumps that structure tells: papers, FAQs of several paragraphs, consultations, lists of other pages, consent texts."""

from __future__ import annotations

import re
from typing import Any

import pytest

import qaclean
from growth import grows_linearly
from qaclean.parser.section_roles import section_of
from qaclean.pipeline.doubt import UNCERTAIN, warn_of_doubt
from qaclean.pipeline.ledger import check, leaves
from qaclean.posts.listings import find_listing
from qaclean.posts.papers import find_papers
from qaclean.posts.turns import find_turns, is_labelled
from qaclean.records import Page
from qaclean.rules import load
from qaclean.segments.consent import find_consent, phrases_of
from qaclean.segments.lines import read_text
from qaclean.segments.signals import observe
from qaclean.text.prefixes import has_pairs
from qaclean.text.question_forms import faq_questions, names_faq

LISTINGS: dict[str, Any] = load("listings")
CONSENT: dict[str, Any] = load("consent")


def _said(page: Page) -> list[tuple[str, int, str]]:
    """Each question, how many answers it has, and the words of the first."""
    return [
        (q.text, len(q.answers), " ".join(getattr(b, "text", "") for b in q.answers[0].blocks) if q.answers else "")
        for q in page.questions
    ]


def _is_accounted_for(page: Page, source: str) -> bool:
    record = page.model_dump()
    return check(source, leaves(record), [tuple(row["span"]) for row in record["removed"]]) == []


# -- papers ----------------------------------------------------------------------------------------------------------

PAPER = """用电安全小测验
1. 湿手可以拔插头吗?
A. 可以
B. 不可以
C. 戴手套就可以
答案:B
解析:水会导电,湿手拔插头容易触电。

2. 电线着火时应当先做什么?
A. 泼水
B. 拉闸断电
答案:B
解析:带电时泼水会触电。
上一篇:用火安全小测验"""


def test_options_belong_to_their_question_and_the_letter_answers_it() -> None:
    page = qaclean.clean(PAPER)
    assert page.kind == "faq"
    assert page.title == "用电安全小测验"
    assert _said(page) == [
        ("湿手可以拔插头吗?", 1, "B 解析:水会导电,湿手拔插头容易触电。"),
        ("电线着火时应当先做什么?", 1, "B 解析:带电时泼水会触电。"),
    ]
    assert "戴手套就可以" in str(page.questions[0].body)
    assert _is_accounted_for(page, PAPER)


def test_options_on_one_line_and_groups_of_questions() -> None:
    source = "安全知识试题\n一、单项选择题\n1、剩饭可以放多久?( )\nA、两小时 B、六小时 C、一天\n正确答案:A\n二、多项选择题\n2、哪些不能生吃?\nA、四季豆 B、黄瓜 C、土豆\n正确答案:AC"
    page = qaclean.clean(source)
    assert [(text, count, words) for text, count, words in _said(page)] == [
        ("剩饭可以放多久?( )", 1, "A"),
        ("哪些不能生吃?", 1, "AC"),
    ]
    assert _is_accounted_for(page, source)


@pytest.mark.parametrize(
    "lines",
    [
        ["A. 先断电", "B. 再拆外壳", "C. 装回去"],
        ["选A还是选B?", "A座的房子好", "B座的便宜", "A座朝南", "B座朝北"],
        ["维生素A、维生素B和维生素C", "A 型血的人", "B 型血的人", "O 型血的人"],
        ["方案", "A、自己修", "B、找人修", "哪个好?", "我觉得B好", "A、便宜", "B、省事"],
    ],
)
def test_letters_alone_make_no_paper(lines: list[str]) -> None:
    assert find_papers(lines) == ()


def test_a_key_below_the_last_question_answers_each_by_its_number() -> None:
    source = "用火安全每日一练\n1.油锅着火先做什么?\nA.泼水\nB.盖锅盖\n2.下列可以放进微波炉的是( )\nA.铁碗\nB.瓷碗\n参考答案与解析\n1.【答案】B。解析:泼水会溅起热油。\n2.【答案】B。解析:金属会打火。"
    page = qaclean.clean(source)
    assert [(text, count) for text, count, _ in _said(page)] == [
        ("油锅着火先做什么?", 1),
        ("下列可以放进微波炉的是( )", 1),
    ]
    assert "溅起热油" in _said(page)[0][2]
    assert _is_accounted_for(page, source)


def test_true_or_false_stands_among_the_questions_of_a_paper() -> None:
    source = "用电试题\n1、湿手能碰插座吗?\nA、能\nB、不能\n【答案】B\n【解析】水会导电。\n2、保险丝断了怎么办?\nA、用铜丝代替\nB、换同样的\n【答案】B\n二、判断题\n3、插座可以自己随便加。( )\n【答案】错误\n【解析】线路会过载。"
    page = qaclean.clean(source)
    assert [count for _, count, _ in _said(page)] == [1, 1, 1]
    assert "线路会过载" in _said(page)[2][2]


def test_papers_are_found_in_linear_time() -> None:
    grows_linearly(lambda text: find_papers(text.split("\n")), "1. 问?\nA. 是 B. 不 C. 都\n答案:A\n解析:对。\n")
    grows_linearly(lambda text: find_papers(text.split("\n")), "A. 是\n")


# -- FAQs ------------------------------------------------------------------------------------------------------------

FAQS = {
    "zh": "会员问题\n怎样改手机号?\n登录以后点“修改”。\n旧号码还能用的,填验证码就行。\n积分多久过期?\n两年内有效。\n过期的不能恢复。\n能合并账户吗?\n不能。\n怎么注销?\n联系客服,说明原因。",
    "de": "Häufige Fragen\n\nWie bekomme ich einen Ausweis?\n\nBringen Sie Ihren Pass mit.\n\nEr kostet zwölf Euro im Jahr.\n\nKann ich Bücher verlängern?\n\nJa, zweimal um je vier Wochen.\n\nDas geht auch am Telefon.\n\nWas mache ich, wenn ein Buch fehlt?\n\nSprechen Sie uns bitte gleich an.",
    "ja": "よくある質問\n送料はいくらですか?\n全国一律五百円です。\n五千円以上で無料になります。\n返品はできますか?\n七日以内であれば可能です。\n未使用品に限ります。\n領収書は出ますか?\nはい、備考欄にご記入ください。",
}


@pytest.mark.parametrize("language", FAQS)
def test_paragraphs_below_a_question_are_one_answer(language: str) -> None:
    source = FAQS[language]
    page = qaclean.clean(source)
    assert page.kind == "faq"
    assert [count for _, count, _ in _said(page)] == [1] * len(page.questions)
    assert len(page.questions) == len(re.findall(r"\?$", source, re.MULTILINE))


def test_answers_of_people_stay_apart() -> None:
    source = "问:能退吗?\n答:能。\n答:七天内能。\n问:能换吗?\n答:不能。\n问:多久到?\n答:三天。"
    assert [count for _, count, _ in _said(qaclean.clean(source))] == [2, 1, 1]


def test_a_faq_by_its_name_and_by_the_manner_of_its_questions() -> None:
    source = "您的位置:首页 -> 办事指南\n水费缴纳常见问题解答\n一、可以在哪里交水费?\n营业厅和银行都可以。\n网上交的当天到账。\n二、水表坏了找谁?\n打报修电话。\n三、搬家要办过户吗?\n要,带上房产证。\n四、欠费会停水吗?\n超过三个月会。"
    page = qaclean.clean(source)
    assert [count for _, count, _ in _said(page)] == [1, 1, 1, 1]
    assert "网上交的" in str(page.questions[0].answers[0].blocks)
    assert _is_accounted_for(page, source)


def test_what_stands_between_the_questions_of_a_faq_stays() -> None:
    source = "会费缴纳常见问题\n1.怎么交\n扫码或者转账都可以,到账以后会发短信。\n2.能退吗\n能。\n3.多少钱\n一年两百。\n4.开发票吗\n开。"
    page = qaclean.clean(source)
    assert [(count, words) for _, count, words in _said(page)][1:] == [(1, "能。"), (1, "一年两百。"), (1, "开。")]


def test_a_heading_between_the_questions_is_in_no_answer() -> None:
    source = "Häufige Fragen\nWas kostet der Ausweis?\nFünfzehn Euro im Jahr.\nKinder zahlen nichts.\nAusleihe\nWie viele Bücher darf ich leihen?\nZwanzig, davon fünf Filme.\nWie verlängere ich?\nAm Telefon oder an der Theke."
    assert "Ausleihe" not in str([q.answers for q in qaclean.clean(source).questions])


def test_a_table_of_contents_asks_nothing() -> None:
    lines = [
        "FAQ",
        "1.1 How much?",
        "1.2 How long?",
        "1.3 How far?",
        "1.1 How much?",
        "Ten.",
        "1.2 How long?",
        "Two.",
        "1.3 How far?",
        "Six.",
    ]
    assert faq_questions(lines) == [4, 6, 8]
    assert names_faq(lines)
    assert not names_faq(["怎么退货?", "七天内可以退。"])


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("【问】{}", "【答】{}"), ("[Frage] {}", "[Antwort] {}"), ("Q {}", "A {}"), ("问 {}", "答 {}"),
        ("Q 7: {}", "A 7: {}"), ("Q7 {}", "A7 {}"), ("Q) {}", "A) {}"), ("問7.{}", "答7.{}"), ("Question 7. {}", "Answer 7. {}"), ("QUESTION: {}", "ANSWER: {}"),
        ("문의: {}", "답변: {}"), ("Pregunta 7: {}", "Respuesta 7: {}"), ("Вопрос: {}", "Ответ: {}"),
    ],
)  # fmt: skip
def test_bare_labels_are_prefixes_where_a_page_has_both(question: str, answer: str) -> None:
    pairs = [("能退吗?", "能。"), ("能换吗?", "不能。"), ("多久到?", "三天。")]
    source = "商品问题\n" + "\n".join(f"{question.format(a)}\n{answer.format(b)}" for a, b in pairs)
    page = qaclean.clean(source)
    assert [(text, words) for text, _, words in _said(page)] == pairs
    assert _is_accounted_for(page, source)


def test_an_article_before_white_space_is_no_label() -> None:
    assert not has_pairs(["A white glue is best.", "A thick one is not.", "Quick drying is worse."])
    assert not has_pairs(["【问】能退吗?", "能。"])


@pytest.mark.parametrize(
    "lines",
    [
        ["Q) Which is right?", "A) this one", "B) that one"],  # options of a paper
        ["Question 1. Why?", "It rains.", "Question 2. Where?", "Here."],
        ["Q 4 is late", "A 4 is not"],
    ],
)
def test_labels_that_tell_no_pairs(lines: list[str]) -> None:
    assert not has_pairs(lines)


def test_headings_of_markdown_that_ask_are_a_faq() -> None:
    asked = ["Is the lamp safe?", "Spare shades", "Does the foot come off?", "How long does it last?"]
    told = [
        "It stays cool all the time, so children can touch it.",
        "The shop in the harbour has them in green and in white.",
        "It does not, as it is glued to the lamp.",
        "Six years if you turn it off at night.",
    ]
    source = "# The lamp\n\nAbout our lamp.\n\n" + "\n\n".join(
        f"## {a}\n\n{b}" for a, b in zip(asked, told, strict=True)
    )
    page = qaclean.clean(source, media_type="text/markdown")
    assert [(text, words) for text, _, words in _said(page)] == [(a, b) for a, b in zip(asked, told, strict=True)]
    assert _is_accounted_for(page, source)
    article = qaclean.clean(source.replace("?", "."), media_type="text/markdown")
    assert [text for text, _, _ in _said(article)] != asked
    titled = qaclean.clean(source.replace("# The lamp", "# How good is the lamp?", 1), media_type="text/markdown")
    assert "Spare shades" not in [text for text, _, _ in _said(titled)]


# -- turns -----------------------------------------------------------------------------------------------------------

TURNS = "牙齿矫正在线问诊\n问诊科室:口腔科\n2020-03-02 14:01\n患者:王医生,三十岁还能矫正吗?\n2020-03-02 14:03\n医生:可以,只要牙周健康。\n2020-03-02 14:04\n患者:要戴多久?\n2020-03-02 14:09\n医生:两年左右。\n之后还要戴保持器。\n2020-03-02 14:10\n患者:疼不疼啊?\n2020-03-02 14:12\n医生:头几天有点酸。"


def test_people_who_take_turns_ask_and_answer() -> None:
    page = qaclean.clean(TURNS)
    assert [(text, count) for text, count, _ in _said(page)] == [
        ("患者:王医生,三十岁还能矫正吗?", 1),
        ("患者:要戴多久?", 1),
        ("患者:疼不疼啊?", 1),
    ]
    assert _is_accounted_for(page, TURNS)


@pytest.mark.parametrize(
    "lines",
    [
        ["姓名:小王", "电话:123", "姓名:小李", "电话:456"],
        ["甲:你好。", "乙:你好。", "甲:再见。", "乙:再见。"],
        ["注意:能用热水吗?", "不能。", "注意:能用洗洁精吗?", "能。"],
        ["病情描述:能吃鱼吗?", "医生建议:能。", "病情描述:能喝酒吗?", "医生建议:不能。"],
    ],
)
def test_labels_alone_are_no_turns(lines: list[str]) -> None:
    assert find_turns(lines) == ()


def test_labels_in_the_text_part_no_posts() -> None:
    assert is_labelled(["病情分析:", "多半是缺水。", "指导意见:", "多喝水。"])
    assert not is_labelled(["问:能退吗?", "三天内能。"])
    grows_linearly(lambda text: is_labelled(text.split("\n")), "问:能?\n答:能。\n")
    grows_linearly(lambda text: find_turns(text.split("\n")), "甲方:能?\n乙方:能。\n")


# -- consultations ---------------------------------------------------------------------------------------------------

CONSULTATIONS = """健康问答精选_某健康站
夜里咳嗽厉害怎么办?
健康咨询描述: 孩子五岁,一到夜里就咳,已经一个星期了。
曾经的治疗情况和效果: 喝过两天糖浆,没有用
病情分析:
你好,夜里咳嗽多与空气干燥有关。
指导意见:
先在房间里放一台加湿器。
嘴角总是烂是什么原因?
健康咨询描述: 每年冬天嘴角都烂。
病情分析: 多半是缺少维生素,加上天气干。
指导意见: 多吃绿叶菜,嘴角不要用舌头舔。
拔牙以后多久能吃饭?
健康咨询描述: 昨天下午拔了牙。
病情分析: 两小时后可以吃温凉的流食。
指导意见: 一天之内不要漱口。"""


def test_sections_say_what_asks_and_what_answers() -> None:
    page = qaclean.clean(CONSULTATIONS)
    assert [(text, count) for text, count, _ in _said(page)] == [
        ("夜里咳嗽厉害怎么办?", 1),
        ("嘴角总是烂是什么原因?", 1),
        ("拔牙以后多久能吃饭?", 1),
    ]
    assert [len(question.body) for question in page.questions] == [2, 1, 1]
    assert "加湿器" in str(page.questions[0].answers[0].blocks)
    assert _is_accounted_for(page, CONSULTATIONS)


def test_several_doctors_answer_one_question() -> None:
    source = "痛风能吃什么水果?_有问必答\n健康咨询描述: 家人得了痛风,想知道能吃什么。\n病情分析: 痛风与嘌呤有关。\n指导意见: 可以吃樱桃和苹果,少喝果汁。\n病情分析: 水果大多是低嘌呤的。\n指导意见: 每天半斤以内就行,注意多喝水。"
    page = qaclean.clean(source)
    assert [count for _, count, _ in _said(page)] == [2]


@pytest.mark.parametrize(
    ("source", "asked", "answers"),
    [
        # The section is the question itself, at the top and behind an answer.
        (
            "健康咨询描述:猫打喷嚏三天了,怎么办。\n病情分析:多半是受凉。\n健康咨询描述:狗也打喷嚏。\n病情分析:可能是花粉。\n",
            ["健康咨询描述:猫打喷嚏三天了,怎么办。", "健康咨询描述:狗也打喷嚏。"],
            [1, 1],
        ),
        # What else the asker tells goes with the question; a line of words behind the sections goes on with the answer.
        (
            "猫打喷嚏\n健康咨询描述:打了三天。\n想得到的帮助:怎么止住?\n病情分析:多半是受凉。\n指导意见:多喝温水。\n以上是建议,祝它早日康复。\n",
            ["猫打喷嚏"],
            [1],
        ),
        # Sections of an answer before anybody asked belong to nobody.
        (
            "病情分析:多半是受凉。\n指导意见:多喝温水。\n健康咨询描述:打了三天喷嚏。\n",
            ["健康咨询描述:打了三天喷嚏。"],
            [0],
        ),
    ],
)
def test_a_section_of_the_asker_is_a_question_or_a_detail_of_one(
    source: str, asked: list[str], answers: list[int]
) -> None:
    page = qaclean.clean(source)
    assert [question.text for question in page.questions] == asked
    assert [len(question.answers) for question in page.questions] == answers
    assert _is_accounted_for(page, source)


@pytest.mark.parametrize("line", ["病情分析得很清楚", "他的指导意见很有用", "温馨提示: 本站不作诊断"])
def test_words_like_a_section_are_none(line: str) -> None:
    assert section_of(line) is None


# -- lists of other pages --------------------------------------------------------------------------------------------

RESULTS = """木门 变形 怎么修_问答搜索
为您找到相关结果约1,280个
木门变形了关不上怎么办? - 知答
2014年6月3日 ... 木门受潮以后会膨胀,先看看合页是不是松了,如果没有问题,可以用刨子刨掉一点...
zhida.example/question/2231.html - 百度快照 - 31条评价
新装的木门变形能退吗?
2015年11月20日 ... 装修的时候订的实木门,装上去不到一个月就变形了,商家说是我们家太潮...
www.menye.example/wenda/88 - 百度快照
木门下沉怎么调整?...
2012年2月8日 ... 一般是上面的合页松了,把门抬起来一点,重新拧紧螺丝就行,要是螺丝孔大了...
bbs.zhuang.example/t/901 - 百度快照 - 评价
底部泡水变形怎么处理?
2016年9月1日 ... 最好用铝合金的,木门泡水以后很难恢复,可以把底部锯掉一截..."""
THREADS = "手工编织 - 毛线论坛\n发新帖\n" + "\n".join(
    f"{title}\n{name} 2018-3-{day} {day} 回复 {day}40 浏览"
    for day, (title, name) in enumerate(
        [
            ("围巾收针怎么收才不紧?", "小绵羊"),
            ("平针有什么区别", "线团"),
            ("毛衣缩水能救吗?", "橘子"),
            ("帽子起多少针?", "阿花"),
            ("袖子怎么缝合", "木木"),
            ("哪种线不掉色?", "石头"),
        ],
        1,
    )
)


COUNTED = "编织问答 - 毛线论坛\n" + "\n".join(
    f"{i}\n得票\n{i}\n回答\n{i}6\n浏览\n第{i}种针法怎么收针?" for i in range(1, 6)
)


@pytest.mark.parametrize(
    ("source", "title"), [(RESULTS, "木门 变形 怎么修"), (THREADS, "手工编织"), (COUNTED, "编织问答")]
)
def test_a_list_of_other_pages_is_no_question(source: str, title: str) -> None:
    page = qaclean.clean(source)
    assert (page.kind, page.title, page.questions, page.body) == ("none", title, [], [])
    assert [warning.code for warning in page.warnings] == ["no-content"]
    assert _is_accounted_for(page, source)


@pytest.mark.parametrize(
    "source",
    [
        "木门变形怎么修?\n先看合页松不松,松了就拧紧螺丝,再试一下能不能关上。\n如果还是关不上,用刨子把门边刨掉一点,刨完以后刷一层漆。\n相关问题\n"
        + "\n".join(f"门{i}坏了... " + "怎么修才好,要花多少钱,自己能不能修..." for i in range(5)),
        "毛衣缩水能救吗?\n橘子 2018-3-1 22 回复 980 浏览\n用温水加一点护发素泡半小时,再慢慢拉开,铺平晾干。\n线团 2018-3-2\n我试过,确实有用,不过不要拉得太用力,不然会变形。",
    ],
)
def test_a_page_with_text_of_its_own_lists_nothing(source: str) -> None:
    assert find_listing(observe(read_text(source))) is None
    assert qaclean.clean(source).kind != "none"


@pytest.mark.parametrize("name", ["source", "counts"])
def test_listing_patterns_fit_their_hits_and_not_their_misses(name: str) -> None:
    pattern = re.compile(LISTINGS[name])
    assert [line for line in LISTINGS[f"{name}_hits"] if not pattern.search(line)] == []
    assert [line for line in LISTINGS[f"{name}_misses"] if pattern.search(line)] == []
    grows_linearly(pattern.search, "".join(LISTINGS[f"{name}_misses"]))


# -- consent ---------------------------------------------------------------------------------------------------------

ASKED = [
    "We value your privacy",
    "We and our 80 partners store and access information on a device, such as cookies, and process personal data.",
    "You may click to consent to our and our partners' processing as described above, or refuse to consent.",
    "MORE OPTIONS",
    "AGREE",
]
OWN = [
    "How do I renew a book?",
    "You can renew a book three times, as long as nobody else has reserved it.",
    "1. Sign in.",
    "2. Choose Renew.",
]


def test_a_consent_text_goes_and_the_page_stays() -> None:
    source = "\n".join([*ASKED, "Skip to content", *OWN])
    page = qaclean.clean(source)
    assert page.title == OWN[0]
    assert {source[slice(*row.span)] for row in page.removed if row.rule == "consent-text"} == set(ASKED)
    assert _is_accounted_for(page, source)


@pytest.mark.parametrize(
    "lines",
    [
        ASKED,
        [
            *ASKED,
            "How do I delete cookies?",
            "Open the settings of the browser, and choose which cookies you want to keep.",
        ],
        [
            "Mix the dough for the cookies.",
            "Let the cookies cool on a rack, then fill them with cream from our partners in Spain.",
        ],
    ],
)
def test_a_page_of_or_about_it_keeps_its_text(lines: list[str]) -> None:
    assert find_consent(lines) == frozenset()


def test_consent_phrases_fit_their_hits_and_not_their_misses() -> None:
    assert [line for line in CONSENT["hits"] if phrases_of(line) < 2] == []
    assert [line for line in CONSENT["misses"] if phrases_of(line) >= 2] == []
    grows_linearly(lambda text: find_consent(text.split("\n")), "\n".join([*CONSENT["hits"], *CONSENT["misses"], ""]))


# -- doubt -----------------------------------------------------------------------------------------------------------


TEXT = "标题\n" + "有人说要先断电再拆外壳,也有人说不用,说法很多。" * 6 + "\n" + "第一点想好了吗?\n" * 3


def _record(**rows: Any) -> dict[str, Any]:
    return {"removed": [], "questions": [], "body": [], "warnings": [], **rows}


@pytest.mark.parametrize(
    ("record", "hard"),
    [
        (_record(removed=[{"span": (3, 147), "rule": "weighed-inside", "reason": "noise"}]), "1 lines of running text"),
        (_record(removed=[{"span": (3, 147), "rule": "copyright", "reason": "footer"}]), None),
        (_record(removed=[{"span": (148, 156), "rule": "weighed-inside", "reason": "noise"}]), None),
        (_record(questions=[{"answers": [{"span": (0, 2)}] * 4 + [{"span": (3, 147)}] * 2}]), "4 of 6 answers"),
        (_record(questions=[{"answers": [{"span": (0, 2)}] + [{"span": (3, 147)}] * 5}]), None),
        (_record(body=[{"type": "paragraph", "text": "想好了吗?", "span": (148, 156)}] * 3), "3 lines of the body"),
        (_record(body=[{"type": "paragraph", "text": "想好了。", "span": (148, 156)}] * 3), None),
    ],
)
def test_what_was_hard_is_said(record: Any, hard: str | None) -> None:
    warn_of_doubt(record, TEXT, [(0, 2)])
    assert [(row["code"], row["message"].startswith(hard or "")) for row in record["warnings"]] == (
        [(UNCERTAIN, True)] if hard else []
    )


def test_a_plain_page_is_not_uncertain() -> None:
    page = qaclean.clean("怎么换灯泡?\n先断电,等灯泡凉了再拧下来。\n换上新的灯泡,拧紧以后通电试一下。")
    assert [warning.code for warning in page.warnings] == []


@pytest.mark.parametrize(
    "rows",
    [
        ["1、红灯亮时?", "A. 停", "B. 走", "答案:A"],
        ["1. 绿灯亮时?", "( ) 对", "参考答案", "1. A 2. B 3. A"],
        ["医生:你好,哪里不舒服?", "患者:头疼三天了。"],
        ["材料", "面粉 200克", "鸡蛋 2个", "做法", "1、混合", "2、烤"],
        ["Words enough to count as the text of an answer.", "answered Mar 3 '12 at 10:11", "bob", "1,234"],
    ],
    ids=["paper", "key", "turns", "howto", "cards"],
)
def test_pages_of_a_kind_that_go_on_and_on_take_linear_time(rows: list[str]) -> None:
    grows_linearly(lambda text: qaclean.clean(text, media_type="text/plain"), "\n".join([*rows, ""]))
