"""How-tos that are no recipes: tools without amounts, steps that headings or lists count, questions beside them, bylines in pieces, captions, notices."""

from __future__ import annotations

import pytest

from growth import grows_linearly
from qaclean import Page, clean
from qaclean.html.render import read_html
from qaclean.posts.howto_byline import labels_day
from qaclean.posts.howto_parts import materials_of
from qaclean.records import ListBlock, Paragraph, Step, Steps
from qaclean.rules import load
from qaclean.segments.lines import cut_lines
from qaclean.segments.signals import observe
from qaclean.text.counted_heads import counted_head

COUNTED = load("sections")["counted"]
TOLD = [
    "Knock the boards off with a hammer and a block of wood.",
    "Glue the short boards between the long ones and clamp them.",
    "Rub in linseed oil with a rag and let it dry overnight.",
]
NAMES = ["Cut the pallet", "Build the frame", "Oil it"]
TOOLS = ["One pallet", "Wood glue", "Linseed oil"]
ASKED = [
    ("How long does the oil last?", "It lasts about two winters before it wears off."),
    ("Can I paint it?", "Yes, you can, as long as the glue has set."),
]


def page_of(html: str) -> Page:
    head = "<html><head><title>A box for herbs</title></head><body><h1>A box for herbs</h1>"
    return clean(f"{head}<p>Our window was begging for basil, and this is what came of it.</p>{html}</body></html>")


def words_of(step: Step) -> str:
    return " ".join([step.text, *map(words_of, step.steps)])


def steps_of(page: Page) -> list[list[str]]:
    blocks = [*page.body, *(b for q in page.questions for a in q.answers for b in a.blocks)]
    return [[words_of(step) for step in block.steps] for block in blocks if isinstance(block, Steps)]


def lists_of(page: Page) -> list[list[str]]:
    blocks = [*page.body, *(b for q in page.questions for a in q.answers for b in a.blocks)]
    return [block.items for block in blocks if isinstance(block, ListBlock)]


def test_headings_that_count_steps() -> None:
    assert [hit for hit in COUNTED["hits"] if not counted_head(hit)] == []
    assert [miss for miss in COUNTED["misses"] if counted_head(miss)] == []


@pytest.mark.parametrize("word", ["Step {}: ", "Schritt {} - ", "Step {}. "])
def test_headings_that_count_are_steps_and_the_list_above_is_what_they_need(word: str) -> None:
    rows = enumerate(zip(NAMES, TOLD, strict=True), 1)
    steps = "".join(f"<section><h2>{word.format(n)}{name}</h2><p>{told}</p></section>" for n, (name, told) in rows)
    tools = f"<h2>Supplies</h2><ul>{''.join(f'<li>{tool}</li>' for tool in TOOLS)}</ul>"
    page = page_of(f"{tools}{steps}<h2>3 Comments</h2><p>Lovely.</p>")
    assert page.kind == "howto"
    assert steps_of(page) == [[f"{name} {told}" for name, told in zip(NAMES, TOLD, strict=True)]]
    assert lists_of(page) == [TOOLS]


def test_chapters_with_code_are_no_steps() -> None:
    code = "<pre><code>sudo apt install caddy\nsudo caddy run</code></pre>"
    steps = "".join(f"<h2>Step {n} — {name}</h2><p>{TOLD[n - 1]}</p>{code}" for n, name in enumerate(NAMES, 1))
    assert steps_of(page_of(steps)) == []


def test_headings_of_days_are_no_steps() -> None:
    days = "".join(f"<h2>Day {n}: {name}</h2><p>{TOLD[n - 1]}</p>" for n, name in enumerate(NAMES, 1))
    assert steps_of(page_of(days)) == []


@pytest.mark.parametrize("below", ["Step 1: Cut it", "Instructions"])
def test_tools_without_amounts_in_a_dump(below: str) -> None:
    steps = [below, TOLD[0], "Step 2: Build it", TOLD[1], "Step 3: Oil it", TOLD[2]]
    steps = steps if below.startswith("Step") else [below, *TOLD]
    page = clean(
        "\n".join(["A Box for Herbs", "Our window was begging for basil, so here is one.", "Supplies", *TOOLS, *steps])
    )
    assert page.kind == "howto"
    assert lists_of(page) == [TOOLS]


def test_a_head_of_tools_above_buttons_alone_is_none() -> None:
    rows = ["A Box for Herbs", "Supplies", "Print Recipe", "Pin Recipe", "Instructions", *TOLD]
    assert lists_of(clean("\n".join(rows))) == []


def test_counted_lists_of_a_page_that_asks_how_are_its_steps_and_its_questions_follow() -> None:
    steps = [
        "打开“设置”，点击“系统和更新”，进入“备份和恢复”。",
        "点击“数据备份”，选择“外部存储”。",
        "勾选需要备份的内容，点击“开始备份”。",
    ]
    asked = [
        ("空间不足怎么办？", "请取消勾选体积较大的视频，或者换一张卡后重试。"),
        ("需要重新登录吗？", "出于安全考虑，支付类应用需要重新登录。"),
    ]
    questions = "".join(f"<h3>{question}</h3><p>{answer}</p>" for question, answer in asked)
    page = clean(
        f"""<html><head><title>如何用存储卡备份手机数据 | 青禾服务</title></head><body><article><h1>如何用存储卡备份手机数据</h1>
        <p>更换手机之前，可以把照片和应用数据备份到存储卡里，再到新手机上恢复。</p><h2>备份数据</h2><ol>{"".join(f"<li>{step}</li>" for step in steps)}</ol>
        <h2>温馨提示</h2><ul><li>备份密码忘记后无法找回，请妥善保管。</li></ul><h2>常见问题</h2>{questions}</article></body></html>"""
    )
    assert (page.kind, page.title) == ("howto", "如何用存储卡备份手机数据")
    assert steps_of(page) == [steps]
    pairs = [
        (q.text, block.text)
        for q in page.questions[1:]
        for block in q.answers[0].blocks
        if isinstance(block, Paragraph)
    ]
    assert pairs == asked
    assert page.questions[0].text == page.title


def test_a_page_of_sentences_below_a_hint_is_no_notice() -> None:
    told = "".join(
        f"<p>{line}</p>"
        for line in (
            "先把水槽下面的角阀关紧，再打开龙头，把软管里的水放干净。",
            "新的软管要先放好垫圈，再用手把两端的螺母拧到底。",
        )
        * 4
    )
    page = clean(
        f"<html><head><title>换软管</title></head><body><h1>换软管</h1>{told}<h2>温馨提示</h2><p>不要用蛮力。</p></body></html>"
    )
    assert page.kind != "none"


@pytest.mark.parametrize(
    ("head", "rows"),
    [
        ("FAQ", [words for pair in ASKED for words in pair]),
        (
            "常见疑问",
            [
                "问：绳子总是缩进去怎么办？",
                "答：两端各打一个大一点的结。",
                "问：可以做有里衬的吗？",
                "答：可以，外布和里布各做一个。",
            ],
        ),
    ],
)
def test_questions_beside_the_steps_of_a_dump(head: str, rows: list[str]) -> None:
    page = clean(
        "\n".join(
            [
                "A Box for Herbs",
                "Supplies",
                *TOOLS,
                "Instructions",
                *TOLD,
                head,
                *rows,
                "Related Stories",
                "A bird house",
            ]
        )
    )
    assert page.kind == "howto"
    assert steps_of(page) == [TOLD]
    told = [(q.text, [b.text for a in q.answers for b in a.blocks if isinstance(b, Paragraph)]) for q in page.questions]
    bare = [row.removeprefix("问：").removeprefix("答：") for row in rows]
    assert told == [(bare[0], [bare[1]]), (bare[2], [bare[3]])]


def test_one_question_is_no_section_of_them() -> None:
    page = clean("\n".join(["A Box for Herbs", "Supplies", *TOOLS, "Instructions", *TOLD, "FAQ", *ASKED[0]]))
    assert page.questions == []


def test_a_byline_in_pieces_below_the_title_tells_author_and_day() -> None:
    page = clean(
        "\n".join(
            [
                "手工束口袋的做法",
                "棉花糖阿姨",
                "发布于",
                "2020年6月12日",
                "家里剩下的碎布别扔，做几个束口袋装零碎东西特别好用。",
                "准备材料",
                "棉麻布 30×50厘米",
                "棉绳 1米",
                "制作步骤",
                "按照纸样在布料背面画线，四周各留一厘米缝份。",
                "两片布正面相对，用珠针固定后缝合左右两边。",
                "用穿绳器把棉绳穿过通道，两端打结。",
            ]
        )
    )
    assert (page.kind, page.author, str(page.published)[:10]) == ("howto", "棉花糖阿姨", "2020-06-12")
    assert "发布于" not in page.to_text()


def test_a_title_in_a_script_without_spaces_may_ask() -> None:
    steps = [
        "把空调电源拔掉，打开面板，取下两侧滤网。",
        "用吸尘器吸去滤网表面的浮尘，再放到温水里浸泡。",
        "放在阴凉处自然晾干，切忌暴晒或烘烤。",
    ]
    rows = [
        "首页装修家电妙招",
        "空调滤网怎么清洗？",
        "2019-07-08 10:15",
        "夏天开空调之前，先把滤网洗干净，制冷更快还省电。",
        "准备工具",
        "软毛刷",
        "吸尘器",
        "操作方法",
    ]
    page = clean("\n".join([*rows, *steps, "特别提醒", "建议每两周清洗一次，油烟大的家庭要更勤快一些。"]))
    assert (page.kind, page.title) == ("howto", "空调滤网怎么清洗？")
    assert steps_of(page) == [steps]
    assert lists_of(page) == [["软毛刷", "吸尘器"]]


def test_words_of_days() -> None:
    assert [labels_day(line) for line in ("发布于", "Posted on", "Published Date:", "Updated the list", "")] == [
        True
    ] * 3 + [False] * 2


def test_captions_of_pictures_are_none_of_a_step_and_a_tip_ends_them() -> None:
    steps = "".join(
        f"<li><h3>{name}</h3><p>{told}</p><figure><img src='a.jpg'><figcaption>The Porch / Ada Moss</figcaption></figure></li>"
        for name, told in zip(NAMES, TOLD, strict=True)
    )
    page = page_of(
        f"<h2>Instructions</h2><ol>{steps}</ol><div><h3>Tip</h3><p>Oil for boats holds longer than oil for floors.</p></div>"
    )
    assert steps_of(page) == [[f"{name} {told}" for name, told in zip(NAMES, TOLD, strict=True)]]
    assert "Ada Moss" not in page.to_text()
    assert "Oil for boats holds longer than oil for floors." in [b.text for b in page.body if isinstance(b, Paragraph)]


AMOUNTS = ["Ingredients", "200 g pearl barley", "2 tbsp walnut oil", "1 tsp thyme", "80 g goat cheese"]
COOKED = ["Instructions", "Rinse the barley well.", "Boil it in a pot until it is soft.", "Crumble the cheese on top."]


def test_the_way_to_a_how_to_counts_and_its_last_entry_names_it() -> None:
    way = ["1. Home", "2. Barley Recipes", "3. Lantern Barley Bowl: warm and quick!"]
    page = clean(
        "\n".join(
            [
                "Skip to content",
                *way,
                "Lantern Barley Bowl: warm and quick!",
                "Lantern Barley Bowl: warm and quick!",
                *AMOUNTS,
                *COOKED,
            ]
        )
    )
    assert page.title == "Lantern Barley Bowl: warm and quick!"


def test_a_card_below_the_first_list_may_say_the_title() -> None:
    menu = ["Get the book", "Ingredients", "• Beef", "• Barley", "• Cheese", "• Fish", "Holidays"]
    told = "A bowl for the first cold evening of the year, when nobody wants to stand at the stove for long."
    card = ["Lantern Barley Bowl", "Servings: 4", "Prep Time 10 minutes"]
    page = clean("\n".join([*menu, "Lantern Barley Bowl", "By Mara Quill", told, *card, *AMOUNTS, *COOKED]))
    assert page.title == "Lantern Barley Bowl"


METHODS = [
    [
        "Stand far enough away that the whole wall is in the frame.",
        "Slide the finder along the wall and mark each stud.",
        "Draw a faint line with a level.",
    ],
    ["Choose a bit that is slightly thinner than your screws.", "Tighten the brackets by hand at first."],
]


def counted_rows() -> list[str]:
    return [row for method in METHODS for n, told in enumerate(method, 1) for row in (str(n), told)]


def test_numbers_on_their_own_count_the_steps_of_a_title_that_asks_how_anew_for_each_method() -> None:
    below = [
        "Submit",
        "Tips",
        "Vacuum the dust right below the bit while you drill.",
        "Warnings",
        "Never drill above a socket, as wires run there.",
    ]
    needed = ["Things You'll Need", "Stud finder", "Spirit level", "You Might Also Like", "How to Build a Bookcase"]
    page = clean(
        "\n".join(
            ["How to Hang a Shelf", "Co-authored by Mara Quill and Example Staff", *counted_rows(), *below, *needed]
        )
    )
    assert (page.kind, page.title, page.author) == ("howto", "How to Hang a Shelf", "Mara Quill")
    assert [text for rows in steps_of(page) for text in rows] == [text for method in METHODS for text in method]
    assert lists_of(page) == [["Stud finder", "Spirit level"]]
    assert [text for text in (below[2], below[4]) if text not in page.to_text()] == []


def guide_of_converter(media_type: str, heads_questions: str) -> Page:
    """A wiki's how-to as html2text writes it: an item holds its number alone, and a paragraph below tells the step."""
    rows = ["# How to Hang a Shelf", "A shelf makes room where there is none, if it hangs level.", "## Method 1"]
    for number, text in enumerate(METHODS[0], 1):
        rows += [f"  {number}. {number}", f"**{text}** Take your time with it.[{number}]"]
    rows.append(heads_questions)
    for asked, told in ASKED:
        rows += ["  * Question", asked, "Community Answer", told, "Thanks! Not Helpful 0 Helpful 9"]
    rows += [
        "## Things You'll Need",
        "  * Stud finder\n  * Spirit level",
        "## Tips",
        "  * Wear gloves while you drill.",
    ]
    return clean("\n\n".join(rows), media_type=media_type)


@pytest.mark.parametrize("media_type", ["text/plain", "text/markdown"])
def test_readers_questions_below_counted_steps_make_no_thread_of_a_how_to(media_type: str) -> None:
    page = guide_of_converter(media_type, "## Community Q&A")
    assert page.kind == "howto"
    assert [[text.split(" Take")[0] for text in rows] for rows in steps_of(page)] == [METHODS[0]]
    assert [question.text for question in page.questions[-2:]] == [asked for asked, _ in ASKED]
    assert lists_of(page)[-1:] == [["Stud finder", "Spirit level"]] or "Stud finder" in page.to_text()


def test_who_asks_how_and_counts_what_was_tried_is_answered_by_others() -> None:
    tried = [row for number, text in enumerate(METHODS[0], 1) for row in (str(number), text)]
    told = ["Use longer screws, those of the kit are too short for your wall.", "Look for the studs first, then drill."]
    posts = [
        row
        for k, text in enumerate(told, 1)
        for row in (f"writer{k}", f"Answered May {k}, 2019 at 10:1{k}", text, "Reply")
    ]
    page = clean(
        "\n".join(
            ["How to hang a shelf on a soft wall?", "asker", "Asked May 1, 2019 at 9:00", *tried, "2 Answers", *posts]
        )
    )
    assert page.kind == "qa"
    assert [
        answer.blocks[0].text for answer in page.questions[0].answers if isinstance(answer.blocks[0], Paragraph)
    ] == told


@pytest.mark.parametrize("credit", ["The Porch / Ada Moss", "© Ada Moss"])
def test_whose_pictures_they_are_is_in_no_step_of_a_converted_page(credit: str) -> None:
    picture = f"![a box](https://img.example.com/s.jpg){credit}"
    rows = [
        f"  {k}. ### {name}\n\n{text}\n\n{picture}" for k, (name, text) in enumerate(zip(NAMES, TOLD, strict=True), 1)
    ]
    needed = "\n".join(f"  * {tool}" for tool in TOOLS)
    head = f"# A box for herbs\n\nOur window was begging for basil, and this came of it.\n\n## Materials\n\n{needed}\n\n## Instructions\n\n"
    page = clean(head + "\n".join(rows) + "\n\n## Tips\n\nWear gloves while you saw.\n", media_type="text/markdown")
    assert page.kind == "howto"
    assert [text for rows in steps_of(page) for text in rows if credit in text] == []
    assert [text for text in TOLD if not any(text in told for rows in steps_of(page) for told in rows)] == []


def test_numbers_below_a_title_that_asks_nothing_count_no_steps() -> None:
    assert steps_of(clean("\n".join(["The shelf", *counted_rows()]))) != [[*METHODS[0]], [*METHODS[1]]]


def test_a_menu_of_materials_far_above_is_no_list_of_tools() -> None:
    menu = [
        "Equipment",
        "Knives",
        "Pans",
        "Ingredients",
        "Fish",
        "Grains",
        "Holidays",
        "Lantern Barley Bowl",
        "By Mara Quill",
    ]
    told = "A bowl for the first cold evening of the year, when nobody wants to stand at the stove for long."
    page = clean("\n".join([*menu, told, *AMOUNTS, *COOKED]))
    assert page.title == "Lantern Barley Bowl"
    assert lists_of(page) == [AMOUNTS[1:]]


@pytest.mark.parametrize(("entry", "found"), [("<a href='/a'>{}</a>", 0), ("{}", 1)])
def test_a_list_of_links_below_a_head_of_tools_is_a_menu(entry: str, found: int) -> None:
    rows = "".join(f"<li>{entry.format(tool)}</li>" for tool in TOOLS)
    rendered = read_html(f"<html><body><h2>Tools</h2><ul>{rows}</ul><p>{TOLD[0]}</p></body></html>")
    document = cut_lines(rendered.text, rendered.layout)
    assert len(materials_of(observe(document), rendered.layout)) == found


def test_a_menu_whose_words_are_glued_is_no_title() -> None:
    told = "A bowl for the first cold evening of the year, when nobody wants to stand at the stove for long."
    page = clean(
        "\n".join(["RecipesBooksVideosAbout", "Lantern Barley Bowl", "By Mara Quill", told, *AMOUNTS, *COOKED])
    )
    assert page.title == "Lantern Barley Bowl"


@pytest.mark.parametrize("row", ["herbs to serve", "fresh parsley for garnish", "green onions, for serving"])
def test_what_is_needed_to_serve_is_an_item_of_its_own(row: str) -> None:
    needed = ["200 g", "pearl barley", "2 tbsp", "walnut oil", "80 g", "goat cheese", row]
    page = clean("\n".join(["Lantern Barley Bowl", "By Mara Quill", "Ingredients", *needed, *COOKED]))
    assert lists_of(page) == [["200 g pearl barley", "2 tbsp walnut oil", "80 g goat cheese", row]]


@pytest.mark.parametrize("mark", ["• ", "{}. "])
def test_texts_of_pictures_between_and_below_steps_with_marks_are_of_none(mark: str) -> None:
    told = [
        "Rinse the barley well in a sieve.",
        "Boil it in a pot until it is soft.",
        "Crumble the cheese on top of it.",
    ]
    shown = "a bowl of barley and cheese on a white table seen from above"
    rows = [row for n, text in enumerate(told, 1) for row in (mark.format(n) + text, shown)]
    rows = [row for n, row in enumerate(rows) if mark == "• " or row != shown or n == len(rows) - 1]
    page = clean(
        "\n".join(
            ["Lantern Barley Bowl", "By Mara Quill", *AMOUNTS, "Instructions", *rows, "Notes", "It keeps for two days."]
        )
    )
    assert steps_of(page) == [told]


@pytest.mark.parametrize("text", ["Step 1 ", "第一步", "发布于", "Posted on "])
def test_shapes_of_heads_scale_linearly(text: str) -> None:
    for read in (counted_head, labels_day):
        grows_linearly(read, text)


@pytest.mark.parametrize(
    "rows", ["FAQ\nWhy?\n", "FAQ\nIs it safe?\nYes.\n", "发布于\n2020年6月12日\n", "Supplies\nGlue\n"]
)
def test_how_tos_with_questions_scale_linearly(rows: str) -> None:
    above = "\n".join(["A Box for Herbs", "Supplies", *TOOLS, "Instructions", *TOLD, ""])
    grows_linearly(lambda text: clean(above + text), rows)
