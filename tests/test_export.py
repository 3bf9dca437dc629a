"""The writers: what they print, and that text of a page cannot act as anything else."""

from __future__ import annotations

import json
import unicodedata
from html.parser import HTMLParser
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qaclean import clean
from qaclean.errors import UndecodableSourceError, UsageError
from qaclean.export import FORMATS, REPORT, find_writer, write
from qaclean.export.escapes import for_json_line, for_message, for_terminal
from qaclean.export.explain import REASONS, Places, shortened
from qaclean.export.jsonl import write_row
from qaclean.export.markdown_escapes import escape, image_url
from qaclean.export.rows import rows_of
from qaclean.export.schema_org import as_schema_org
from qaclean.pipeline.clean_page import Known, build_page, clean_row
from qaclean.records import (
    Answer,
    Code,
    Heading,
    Image,
    ListBlock,
    Page,
    Paragraph,
    Question,
    Quote,
    Reason,
    Removed,
    Repair,
    Source,
    Step,
    Steps,
    Table,
    Warning,
)
from qaclean.records.walk import blocks_of
from qaclean.surrogates import speakable

SPAN = (0, 1)
SOURCE = Source(name="page.txt", media_type="text/plain", encoding="utf-8", sha256="0" * 64, length=0)
HOSTILE_TEXTS = [
    "[点我](javascript:alert(1))",
    "![x](https://evil.example/?q=1)",
    "# 大标题",
    "- 项目",
    "1. 一步",
    "1) 一步",
    "`代码` 和 ```围栏```",
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "> 引用",
    "标题\n===",
    "标题\n---",
    "<!-- 注释",
    "a | b\n--- | ---",
    "&lt;b&gt; &#60;b&#62;",
    "*粗* _斜_ ~~删~~",
    "[引]: https://evil.example",
    "<https://evil.example>",
    "~~~\n围栏",
    "+ 项目",
    "\\[x](y)",
]


def paragraph(text: str) -> Paragraph:
    return Paragraph(span=SPAN, text=text)


def step(text: str, number: int | None = 1, marker: str | None = None, **more: object) -> Step:
    return Step.model_validate(
        {"span": SPAN, "marker": marker or f"{number}、", "number": number, "text": text, **more}
    )


def steps(*items: Step, role: str = "procedure") -> Steps:
    return Steps.model_validate({"span": SPAN, "role": role, "style": items[0].marker, "steps": items})


def image(url: str | None = "https://img.example/a.png", **more: object) -> Image:
    return Image.model_validate({"span": SPAN, "url": url, **more})


def answer(*blocks: object, **more: object) -> Answer:
    return Answer.model_validate({"blocks": blocks, "span": SPAN, **more})


def question(text: str = "怎么泡绿茶?", *answers: Answer, **more: object) -> Question:
    return Question.model_validate({"text": text, "span": SPAN, "answers": answers, **more})


def page(**fields: object) -> Page:
    return Page.model_validate({"kind": "qa", "source": SOURCE, **fields})


TEA = page(
    kind="howto",
    title="怎么泡绿茶?",
    breadcrumb=["生活", "饮食"],
    tags=["绿茶", "泡茶"],
    published="2021-03-04T05:06:00",
    views=1234,
    language="zh",
    questions=[
        question(
            "怎么泡绿茶?",
            answer(
                paragraph("水温最要紧。"),
                steps(
                    step("烧水,放凉到八十度。", 1, images=[image(alt="水壶")]),
                    step("洗杯子。", 2, steps=[step("用热水烫。", 1, "①"), step("倒掉。", 2, "②")]),
                    step("放茶叶。", 3),
                ),
                Heading(span=SPAN, text="注意事项"),
                ListBlock(span=SPAN, items=["不用沸水", "不闷盖"]),
                accepted=True,
                author="小林",
                votes=7,
                followups=[[paragraph("红茶呢?")]],
            ),
            body=[paragraph("每次都很苦。")],
            author="小周",
        )
    ],
)

TEA_TEXT = """\
生活 > 饮食 | 2021-03-04 05:06 | 1,234 views | tags: 绿茶, 泡茶

Q: 怎么泡绿茶?
   (小周)

   每次都很苦。

A: (accepted, 小林, 7 votes)
   水温最要紧。
   1、烧水,放凉到八十度。
      [image: 水壶] https://img.example/a.png
   2、洗杯子。
      ① 用热水烫。
      ② 倒掉。
   3、放茶叶。

   注意事项
   - 不用沸水
   - 不闷盖

   > 红茶呢?"""

TEA_MARKDOWN = """\
*生活 > 饮食 · 2021-03-04 05:06 · 1,234 views · tags: 绿茶, 泡茶*

# 怎么泡绿茶?

*小周*

每次都很苦。

## Accepted answer

*小林, 7 votes*

水温最要紧。

1. 烧水,放凉到八十度。

   ![水壶](https://img.example/a.png)
2. 洗杯子。

   1. 用热水烫。
   2. 倒掉。
3. 放茶叶。

### 注意事项

- 不用沸水
- 不闷盖

> 红茶呢?"""


def test_text_of_a_how_to() -> None:
    assert write(TEA, "text") == TEA_TEXT


def test_markdown_of_a_how_to() -> None:
    assert write(TEA, "markdown") == TEA_MARKDOWN


@pytest.mark.parametrize("name", ["text", "markdown"])
def test_a_title_of_its_own_is_printed_and_one_that_is_the_question_is_not_repeated(name: str) -> None:
    own = write(page(title="茶的常识", questions=[question()]), name)
    assert own.count("茶的常识") == 1 and own.count("怎么泡绿茶?") == 1
    assert write(page(title="怎么泡绿茶?", questions=[question()]), name).count("怎么泡绿茶?") == 1


@pytest.mark.parametrize(("name", "expected"), [("text", "(no content)"), ("markdown", "*(no content)*")])
def test_an_empty_page_says_so(name: str, expected: str) -> None:
    assert write(page(kind="none"), name) == expected


def test_text_of_other_blocks() -> None:
    blocks = [
        Quote(span=SPAN, text="旧话\n两行"),
        Table(span=SPAN, rows=[["名", "价"], ["绿 茶", "9"]]),
        Code(span=SPAN, text="a\n  b"),
        image(None),
        steps(step("第一行\n第二行", None, "步骤一:")),
    ]
    expected = (
        "> 旧话\n> 两行\n\n名 | 价\n绿 茶 | 9\n\na\n  b\n[image] (its address is lost)\n步骤一: 第一行\n   第二行"
    )
    assert write(page(kind="article", body=blocks), "text") == expected


def test_unknown_format_names_the_known_ones() -> None:
    with pytest.raises(UsageError, match=r"jsonl, json, markdown, text, schema-org"):
        write(TEA, "xml")


def test_every_format_has_a_writer() -> None:
    for format in [*FORMATS.values(), REPORT]:
        assert find_writer(format)(TEA).strip()


# JSON


def test_json_is_the_record_on_one_line_for_every_reader() -> None:
    text = "甲\u2028乙\u2029丙\u0085丁\x0b戊\x0c己\x1b庚\x7f辛\r壬\n癸"
    line = write(page(title=text))
    assert line.splitlines() == [line]
    assert line.isprintable()
    assert "甲" in line, "letters stay readable"
    assert Page.model_validate_json(line) == page(title=text)


def test_pretty_json_is_the_same_value() -> None:
    pretty = write(TEA, pretty=True)
    assert pretty.count("\n") > 20
    assert json.loads(pretty) == json.loads(write(TEA))


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_escapes_do_not_change_the_json_value(text: str) -> None:
    raw = json.dumps(text, ensure_ascii=False)
    for escaped in (for_json_line(raw), for_terminal(raw)):
        assert json.loads(escaped) == text
        assert escaped.splitlines() == [escaped]


# Terminals and messages


@pytest.mark.parametrize(
    "attack",
    [
        "\x1b[2J",
        "\x1b]52;c;eA==\x07",
        "\x9b31m",
        "\x9d0;x\x9c",
        "\r",
        "\x08",
        "\x00",
        "\u202e",
        "\u2066",
        "\u200f",
        "\ufeff",
        "\u200b",
        "\U000e0041",
    ],
)
def test_a_terminal_is_not_obeyed(attack: str) -> None:
    for escaped in (for_terminal(f"前{attack}后"), for_message(f"前{attack}后")):
        assert escaped.isprintable()
        assert escaped.startswith("前\\u") and escaped.endswith("后")


def test_ordinary_text_reaches_the_terminal_unchanged() -> None:
    text = "é 茶\t👩\u200d🍳\nक्\u200dष"
    assert for_terminal(text) == text


def test_messages_are_one_line_and_encodable() -> None:
    assert for_message("a\nb\tc") == "a\\u000ab\\u0009c"
    assert speakable("\udce4\ud800.txt") == "\\xe4\\ud800.txt"
    assert for_message("\ud800").encode() == b"\\ud800"


# Markdown


class _Tags(HTMLParser):
    """Collects the tags that a browser would see."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)

    def handle_comment(self, data: str) -> None:
        self.tags.append("!--")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[点我](javascript:alert(1))", "\\[点我\\](javascript:alert(1))"),
        ("![x](https://evil.example/?q=1)", "!\\[x\\](https://evil.example/?q=1)"),
        ("# 大标题", "\\# 大标题"),
        ("- 项目", "\\- 项目"),
        ("+ 项目", "\\+ 项目"),
        ("1. 一步", "1\\. 一步"),
        ("10) 一步", "10\\) 一步"),
        ("> 引用", "\\> 引用"),
        ("标题\n===", "标题\n\\==="),
        ("标题\n---", "标题\n\\---"),
        ("    缩进", "缩进"),
        ("\n\n前后空行\n", "前后空行"),
        ("`代码`", "\\`代码\\`"),
        ("<b> & &amp; &#60;", "&lt;b> & &amp;amp; &amp;#60;"),
        ("a*b_c~d|e", "a\\*b\\_c\\~d\\|e"),
        ("\\[x]", "\\\\\\[x\\]"),
        ("甲\x1b乙\u2028丙", "甲 乙 丙"),
        ("版本 10.2.13, 1. 不在行首", "版本 10.2.13, 1. 不在行首"),
        ("第一行\r\n# 第二行", "第一行\n\\# 第二行"),
    ],
)
def test_markdown_escape(text: str, expected: str) -> None:
    assert escape(text) == expected


@pytest.mark.parametrize("text", HOSTILE_TEXTS)
def test_hostile_text_is_inert_wherever_markdown_holds_it(text: str) -> None:
    everywhere = page(
        title=text,
        author=text,
        breadcrumb=[text],
        tags=[text],
        questions=[
            question(
                text + "?",
                answer(
                    paragraph(text),
                    Heading(span=SPAN, text=text),
                    Quote(span=SPAN, text=text),
                    ListBlock(span=SPAN, items=[text]),
                    Table(span=SPAN, rows=[[text, "x"], ["y", text]]),
                    steps(step(text, 1, images=[image(None, alt=text)]), step(text, 9)),
                    author=text,
                    followups=[[paragraph(text)]],
                ),
            )
        ],
        body=[paragraph(text)],
    )
    markdown = write(everywhere, "markdown")
    parser = _Tags()
    parser.feed(markdown)
    parser.close()
    assert parser.tags == []
    _assert_inert(markdown)


def _assert_inert(markdown: str) -> None:
    """No unescaped link, image, code or HTML; headings only as deep as ours, rules none."""
    naked = markdown.replace("\\\\", "")
    for position, character in enumerate(naked):
        if character in "[]`<":
            assert naked[position - 1] == "\\", naked[max(0, position - 20) : position + 20]
    for line in naked.split("\n"):
        assert not set(line.strip()) <= set("=-:") or not line.strip() or line.startswith("|"), line


@given(st.text(st.sampled_from(" \n\t#*_-+=>|`~[]()<>&!\\:.1a茶\u2028\x1b"), max_size=40))
def test_escaped_markdown_starts_no_block(text: str) -> None:
    for line in escape(text).split("\n"):
        assert line == line.strip()
        assert not line.startswith(("#", "-", "+", "=", ">", "`", "~", "|", "<", "*", "[", "_", ":", "1.", "1)"))


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:x",
        "data:text/html,x",
        "//evil.example/x",
        "file:///etc/passwd",
        "https://",
        "http://[",
        "",
        None,
    ],
)
def test_only_http_addresses_become_images(url: str | None) -> None:
    assert image_url(url) is None
    assert "](" not in write(page(kind="article", body=[image(url, alt="图")]), "markdown")


@pytest.mark.parametrize(
    "character", ["(", ")", "<", ">", '"', "'", "`", " ", "\n", "\\", "[", "]", "茶", "|", "\x1b", "\ud800"]
)
def test_an_image_address_cannot_close_its_brackets(character: str) -> None:
    address = image_url(f"https://img.example/a{character}b.png?x=1&y=%20")
    assert address is not None
    assert character not in address
    assert address.isascii() and address.isprintable()
    assert address.endswith("b.png?x=1&y=%20"), "what is encoded is not encoded twice"


def test_image_words_cannot_close_their_brackets() -> None:
    markdown = write(page(kind="article", body=[image(alt="x](javascript:y)\n# z")]), "markdown")
    assert markdown == "![x\\](javascript:y) # z](https://img.example/a.png)"


def test_code_is_fenced_longer_than_its_longest_fence() -> None:
    assert (
        write(page(kind="article", body=[Code(span=SPAN, text="`````\nx\n")]), "markdown")
        == "``````\n`````\nx\n\n``````"
    )


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ([1, 2], "1. 甲\n2. 甲"),
        ([4, 5], "4. 甲\n5. 甲"),
        ([1, 3], "- 1、甲\n- 3、甲"),
        ([2, 1], "- 2、甲\n- 1、甲"),
        ([None], "- None、甲"),
    ],
)
def test_numbers_of_steps_are_those_of_the_page(numbers: list[int | None], expected: str) -> None:
    block = steps(*(step("甲", number) for number in numbers))
    assert write(page(kind="article", body=[block]), "markdown") == expected


def test_two_lists_stay_two() -> None:
    markdown = write(page(kind="article", body=[steps(step("甲")), steps(step("乙"))]), "markdown")
    assert markdown == "1. 甲\n\n<!-- -->\n\n1. 乙"


def test_a_table_with_short_rows_is_a_table() -> None:
    markdown = write(page(kind="article", body=[Table(span=SPAN, rows=[["名", "价|元"], ["茶"]])]), "markdown")
    assert markdown == "| 名 | 价\\|元 |\n| --- | --- |\n| 茶 |  |"


# schema.org


def test_how_to_as_schema_org() -> None:
    thing = as_schema_org(TEA)
    assert thing["@context"] == "https://schema.org"
    assert (thing["@type"], thing["name"], thing["description"]) == (
        "HowTo",
        "怎么泡绿茶?",
        "每次都很苦。\n水温最要紧。",
    )
    first, second, third = thing["step"]
    assert first == {
        "@type": "HowToStep",
        "position": 1,
        "text": "烧水,放凉到八十度。",
        "image": ["https://img.example/a.png"],
    }
    assert second["@type"] == "HowToSection" and second["name"] == "洗杯子。"
    assert [nested["text"] for nested in second["itemListElement"]] == ["用热水烫。", "倒掉。"]
    assert third["position"] == 3
    assert "- 不闷盖" in thing["text"], "what is no step is not lost"


def test_several_step_lists_are_sections_under_their_headings() -> None:
    blocks = [
        Heading(span=SPAN, text="安卓"),
        steps(step("点设置。")),
        Heading(span=SPAN, text="苹果"),
        steps(step("点通用。")),
    ]
    thing = as_schema_org(page(kind="howto", title="如何重启", body=blocks))
    assert [(s["@type"], s["name"], len(s["itemListElement"])) for s in thing["step"]] == [
        ("HowToSection", "安卓", 1),
        ("HowToSection", "苹果", 1),
    ]


def test_one_question_is_a_qa_page() -> None:
    asked = question(
        "猫为什么踩奶?",
        answer(paragraph("习惯。"), votes=2),
        answer(paragraph("放松。"), image(), accepted=True, votes=0, author="阿明", published="2020-01-02"),
        body=[paragraph("每晚都踩。")],
    )
    thing = as_schema_org(page(questions=[asked], url="https://ask.example/1", views=5))
    assert (thing["@type"], thing["url"]) == ("QAPage", "https://ask.example/1")
    assert thing["interactionStatistic"]["userInteractionCount"] == 5
    entity = thing["mainEntity"]
    assert (entity["@type"], entity["name"], entity["text"], entity["answerCount"]) == (
        "Question",
        "猫为什么踩奶?",
        "每晚都踩。",
        2,
    )
    assert entity["acceptedAnswer"] == {
        "@type": "Answer",
        "text": "放松。",
        "image": ["https://img.example/a.png"],
        "author": {"@type": "Person", "name": "阿明"},
        "datePublished": "2020-01-02",
        "upvoteCount": 0,
    }
    assert entity["suggestedAnswer"] == [{"@type": "Answer", "text": "习惯。", "upvoteCount": 2}]


def test_an_answer_is_called_accepted_only_where_the_page_says_so() -> None:
    entity = as_schema_org(page(questions=[question("问?", answer(paragraph("答。")))]))["mainEntity"]
    assert "acceptedAnswer" not in entity and len(entity["suggestedAnswer"]) == 1


def test_several_questions_are_a_faq_page() -> None:
    thing = as_schema_org(page(questions=[question("一?", answer(paragraph("甲"))), question("二?")]))
    assert thing["@type"] == "FAQPage"
    assert thing["mainEntity"][0]["acceptedAnswer"]["text"] == "甲"
    assert thing["mainEntity"][1] == {"@type": "Question", "name": "二?", "answerCount": 0}


def test_a_thread_is_a_forum_posting() -> None:
    replied = answer(paragraph("换个插座。"), author="阿明", votes=3, followups=[[paragraph("好了,谢谢。")]])
    asked = question("台灯不亮", replied, body=[paragraph("昨天还好。")], author="小周", published="2020-05-06")
    thing = as_schema_org(page(kind="thread", title="台灯不亮", questions=[asked]))
    assert (thing["@type"], thing["headline"], thing["text"]) == ("DiscussionForumPosting", "台灯不亮", "昨天还好。")
    assert (thing["author"]["name"], thing["datePublished"]) == ("小周", "2020-05-06")
    assert thing["comment"][0]["upvoteCount"] == 3
    assert thing["comment"][0]["comment"] == [{"@type": "Comment", "text": "好了,谢谢。"}]


def test_an_article_and_a_page_without_content() -> None:
    article = as_schema_org(page(kind="article", title="谈茶", body=[paragraph("茶有六类。"), image()]))
    assert (article["@type"], article["articleBody"], article["image"]) == (
        "Article",
        "茶有六类。",
        ["https://img.example/a.png"],
    )
    assert as_schema_org(page(kind="none")) == {"@context": "https://schema.org", "@type": "WebPage"}


@pytest.mark.parametrize("kind", ["qa", "howto", "faq", "thread", "article", "none"])
def test_every_kind_is_json_ld_on_one_line_that_cannot_end_its_script(kind: str) -> None:
    hostile = question("</script><script>alert(1)</script>\u2028?", answer(paragraph("<!--")))
    line = write(page(kind=kind, questions=[hostile], title="</script>"), "schema-org")
    assert "<" not in line and line.splitlines() == [line]
    assert "</script>" in str(json.loads(line))


# The report

SOURCE_TEXT = "茶馆 - 喝茶的地方\n怎么泡绿茶?牋\n" + "绿茶红茶白茶" * 30 + "\n首页"


def _explained() -> str:
    length = len(SOURCE_TEXT)
    chatter = SOURCE_TEXT.index("绿茶红茶")
    explained = page(
        title="怎么泡绿茶?",
        questions=[question()],
        removed=[
            Removed(span=(0, 10), reason="site_chrome", rule="tagline"),
            Removed(span=(chatter, length - 3), reason="hot_content", rule="ranking"),
            Removed(span=(length - 2, length), reason="site_chrome", rule="site-map"),
        ],
        repairs=[
            Repair(span=(17, 18), kind="gbk_nbsp", before="牋", after=" "),
            Repair(span=(18, 19), kind="control", before="\x1b", after=""),
            Repair(span=(20, 21), kind="gbk_nbsp", before="牋", after=" "),
            Repair(span=(21, 22), kind="undecodable", before="\ufffd", after="\ufffd", raw="e4b8"),
        ],
        warnings=[Warning(code="doubtful", message="look\x1b[2J twice", span=(11, 12))],
        source=SOURCE.model_copy(update={"length": length}),
    )
    explained._source_text = SOURCE_TEXT
    return find_writer(REPORT)(explained)


def test_the_report_names_every_removal_with_place_reason_rule_and_text() -> None:
    report = _explained()
    rows = report.split("Removed: 3 spans\n")[1].split("\n\n")[0].split("\n")[1:]
    assert [row.split()[:2] for row in rows] == [["1:1", "site_chrome"], ["3:1", "hot_content"], ["4:1", "site_chrome"]]
    assert [row.split()[-2] for row in rows] == ["tagline", "ranking", "site-map"]
    assert rows[0].split()[-1] == "0-10"
    assert "茶馆 - 喝茶的地方" in rows[0]
    assert "绿茶红茶" in rows[1] and " … " in rows[1]


def test_the_columns_of_the_report_stand_under_each_other() -> None:
    table = _explained().split("Removed: 3 spans\n")[1].split("\n\n")[0].split("\n")
    widths = [
        _columns(row[: row.index(rule)])
        for row, rule in zip(table, ["rule", "tagline", "ranking", "site-map"], strict=True)
    ]
    assert len(set(widths)) == 1


def _columns(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def test_the_report_names_every_repair_with_its_places() -> None:
    report = _explained()
    assert "Repaired: 4 places" in report
    assert '  gbk_nbsp: "牋" became a space, 2 times, at\n      2:7 3:2\n' in report
    assert '  control: "<U+001B>" became nothing, 1 time, at\n      2:8\n' in report
    assert "stands for the bytes e4b8" in report


def test_the_report_counts_and_explains() -> None:
    report = _explained()
    solid = len("".join(SOURCE_TEXT.split()))
    kept = len("怎么泡绿茶?牋")
    assert f"kept     {kept:>3}    4%   1 question\n" in report
    assert f"removed  {solid - kept:>3}   96%   2 site_chrome, 1 hot_content\n" in report
    assert "doubtful: look\\u001b[2J twice (at 2:1)" in report
    assert report.count(REASONS["site_chrome"]) == 1
    assert REASONS["advert"] not in report


def test_every_reason_of_the_contract_has_its_words() -> None:
    assert set(REASONS) == set(get_args(Reason))


def test_a_page_without_its_source_text_is_reported_too() -> None:
    loaded = Page.model_validate_json(write(TEA))
    assert "removed   0    0%   nothing" in find_writer(REPORT)(loaded)


@given(st.text(max_size=400), st.integers(10, 60))
def test_shortened_text_fits_and_is_harmless(text: str, columns: int) -> None:
    short = shortened(text, columns)
    assert sum(2 if unicodedata.east_asian_width(c) in "WF" else not unicodedata.combining(c) for c in short) <= columns
    assert "\n" not in short and "\x1b" not in short


def test_places_count_every_kind_of_line_end() -> None:
    places = Places("a\r\nb\rc\nd")
    assert [places.of(position) for position in (0, 3, 5, 7)] == ["1:1", "2:1", "3:1", "4:1"]


# With real pages


@pytest.mark.parametrize("name", [*FORMATS])
def test_the_formats_hold_the_words_of_a_cleaned_page(name: str) -> None:
    cleaned = clean("问:阳台上的薄荷怎么过冬?\n答:剪短枝条,搬进室内,少浇水。\n")
    text = write(cleaned, name)
    assert "阳台上的薄荷怎么过冬?" in text and "搬进室内" in text


@given(st.text(st.sampled_from("问答:1、2.?。\n 茶<[`#-\x1b\u2028牋"), max_size=60))
def test_no_writer_fails_on_any_page(text: str) -> None:
    cleaned = clean(text)
    for format in [*FORMATS.values(), REPORT]:
        assert find_writer(format)(cleaned)
    assert "\x1b" not in find_writer(REPORT)(cleaned)


def test_a_row_of_a_page_is_its_record() -> None:
    page = clean("怎么退订彩铃?\n1、编辑短信TD。2、发到客服号。\n上一篇:怎么关机")
    row = rows_of(page, "pages", "7")[0]
    assert {name: row[name] for name in json.loads(page.model_dump_json())} == json.loads(page.model_dump_json())


FIXTURES = sorted((Path(__file__).parent.parent / "fixtures").glob("*/*/source.*"))
TABLE = "# Chains\n\nChoose it by the speeds.\n\n| Speeds | Width |\n|---|---|\n| 8 | 7.1 mm |\n| 9 | 6.6 mm |\n\nThen measure."


@pytest.mark.parametrize("pretty", [False, True])
def test_rows_are_written_as_the_pages_made_of_them(pretty: bool) -> None:
    kinds: set[str] = set()
    sources: list[str | bytes] = [TABLE, *(path.read_bytes() for path in FIXTURES)]
    for source in sources:
        try:
            row, text = clean_row(source, Known(media_type="text/markdown" if source is TABLE else None))
        except UndecodableSourceError:
            continue
        written = write_row(row, pretty=pretty)
        page = build_page(row, text)
        assert written == write(page, pretty=pretty), source[:80]
        kinds |= {block.type for block in blocks_of(page)}
    assert kinds == {"paragraph", "heading", "quote", "code", "steps", "list", "table", "image"}
