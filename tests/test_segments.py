"""The segmenter: lines that hold several blocks become pieces, prose and sane lines stay as they are, nothing is lost, time is linear."""

from __future__ import annotations

import re
import textwrap
import time
import tracemalloc
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import qaclean
from growth import processor_seconds
from qaclean.pipeline.ledger import check, leaves
from qaclean.rules import load
from qaclean.segments import joined_pages, lines, recurrence, repeated_heads
from qaclean.segments.boundaries import Place, find_places, template_places, view_page
from qaclean.segments.counted_places import counted_places
from qaclean.segments.cut_pieces import cut_pieces
from qaclean.segments.document import Piece, Removal
from qaclean.segments.doubled_places import doubled_places
from qaclean.segments.lines import cut_lines, read_text
from qaclean.segments.recurrence import again_at, again_names, read_recurrence
from qaclean.segments.wrapped import join_wrapped
from repeats import KINDS

RULES: dict[str, Any] = load("segments")
PAGES: list[dict[str, Any]] = RULES["page"]
SPACED = PAGES[0]["text"]


def pieces_of(text: str) -> list[str]:
    return [text[piece.start : piece.end] for piece in cut_lines(text).pieces]


def assert_whole(text: str) -> None:
    """Pieces and separators are in order, never overlap, and hold every non-white character."""
    found = cut_lines(text)
    spans = sorted([*((p.start, p.end) for p in found.pieces), *((r.start, r.end) for r in found.aside)])
    at = 0
    for start, end in spans:
        assert at <= start < end
        assert not text[at:start].strip()
        at = end
    assert not text[at:].strip()
    assert {removal.reason for removal in found.aside} <= {"markup"}
    for piece in found.pieces:
        assert text[piece.start : piece.end] == text[piece.start : piece.end].strip()


@pytest.mark.parametrize("shape", RULES["shape"], ids=lambda shape: str(shape["id"]))
def test_shape_finds_its_hits_and_not_its_misses(shape: dict[str, Any]) -> None:
    assert shape["hits"] and shape["misses"]
    for words in shape["hits"]:
        assert re.search(shape["pattern"], words), words
    for words in shape["misses"]:
        assert re.search(shape["pattern"], words) is None, words


@pytest.mark.parametrize("shape", RULES["shape"], ids=lambda shape: str(shape["id"]))
def test_shapes_scale_linearly_on_their_own_words_repeated(shape: dict[str, Any]) -> None:
    pattern = re.compile(shape["pattern"])

    def seconds(times: int) -> float:
        line = "".join([*shape["hits"], *shape["misses"]]) * times
        return best_of(lambda: sum(1 for _ in pattern.finditer(line)))

    small, large = seconds(1_000), seconds(4_000)
    assert large < 10 * small + 0.01


@pytest.mark.parametrize("page", PAGES, ids=["spaces", "joined", "english"])
def test_page_on_one_line_is_cut_into_its_blocks(page: dict[str, Any]) -> None:
    found = pieces_of(page["text"])
    for piece in page["pieces"]:
        assert piece in found
    assert_whole(page["text"])


@pytest.mark.parametrize("line", RULES["whole"]["misses"], ids=lambda line: str(line[:8]))
def test_running_prose_stays_whole(line: str) -> None:
    assert pieces_of(line) == [line]


@pytest.mark.parametrize("page", PAGES, ids=["spaces", "joined", "english"])
def test_no_sentence_is_cut_in_the_middle(page: dict[str, Any]) -> None:
    text = page["text"]
    sentences = re.findall(r"[\u4e00-\u9fff]{2,}[，][\u4e00-\u9fff，]{4,}[。？]|[A-Z][a-z]+ [a-z' ,]{15,}[.?]", text)
    assert sentences
    for sentence in sentences:
        clauses = re.split("[，。？.?]", sentence)
        assert all(any(clause in piece for piece in pieces_of(text)) for clause in clauses)


def test_lines_of_a_sane_dump_come_out_as_they_are() -> None:
    text = "阳台的薄荷为什么长不高\n2015-03-08 20:14 小满 | 浏览 204 次\n\n  首页 | 问题 | 登录 | 注册\n光照不够，放到窗台上。\n"
    assert cut_lines(text).pieces == read_text(text).pieces
    assert cut_lines(text).aside == ()


def test_a_separator_between_two_pieces_is_removed_as_markup() -> None:
    found = cut_lines(SPACED)
    assert found.aside
    assert {SPACED[r.start : r.end] for r in found.aside} <= {"|", ">"}


def test_the_ledger_of_a_glued_page_holds() -> None:
    for page in PAGES:
        record = qaclean.clean(page["text"], media_type="text/plain")
        assert check(record.source_text, leaves(record.model_dump()), [row.span for row in record.removed]) == []


def test_a_glued_page_keeps_its_answers_and_loses_its_menu() -> None:
    record = qaclean.clean(SPACED, media_type="text/plain")
    kept = record.model_dump_json(include={"title", "questions", "body"})
    assert "多半是光照不够" in kept
    assert "意见反馈" not in kept


JOINED = """Board saw drifts in mitre cuts - Woodworkers' Corner
Woodworkers' CornerForum for people with chipsFAQLoginRegister
Board indexWorkshopTable saws
Board saw drifts in mitre cutsPost Reply3 posts • Page 1 of 1
KantePosts: 12Joined: Wed Aug 04, 2021 7:22 pm
Board saw drifts in mitre cutsQuotePost by Kante » Sat Oct 09, 2021 10:31 amStraight cuts are clean, but at 45 degrees the blade runs off to the left.Top
planerModeratorPosts: 3904Location: Leeds
Re: Board saw drifts in mitre cutsQuotePost by planer » Sat Oct 09, 2021 11:55 amCheck the flange, there is often a chip below it.Top
KantePosts: 12Re: Board saw drifts in mitre cutsQuotePost by Kante » Mon Oct 11, 2021 7:03 pmIt was the flange indeed, a crumb of resin. Thank you!Top
Powered by phpBB® Forum Software © phpBB Limited
"""


def test_short_lines_of_a_page_whose_text_nodes_were_joined_are_cut() -> None:
    found = pieces_of(JOINED)
    said = [" ".join(line.split()) for line in found]
    for whole in ("Sat Oct 09, 2021 10:31 am", "Login", "Kante", "Posts: 3904"):
        assert any(whole in line and len(line) <= len(whole) + 24 for line in said), whole
    assert "Straight cuts are clean, but at 45 degrees the blade runs off to the left." in said
    assert_whole(JOINED)


@pytest.mark.parametrize("size", range(1, 60))
def test_a_line_with_signs_of_glue_may_be_cut_anywhere_by_the_sample(
    size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    line = "HomeFAQ Reply 10:04QuoteShare 2014-05-01 10:04 KanteMember 回复 举报分享 Top Home"
    monkeypatch.setattr(joined_pages, "SAMPLE", size)
    joined_pages.is_joined(line, [(0, len(line))], template_places(line))
    joined_pages.is_run_together(line)


def test_answers_of_a_page_whose_text_nodes_were_joined_are_found() -> None:
    page = qaclean.clean(JOINED, media_type="text/plain")
    told = [" ".join(p.text for p in answer.blocks if p.type == "paragraph") for answer in page.questions[0].answers]
    assert [text.split(",")[0] for text in told] == ["Check the flange", "It was the flange indeed"]


@pytest.mark.parametrize(
    "text",
    [
        "活动时间:2017年3月22日9:00至3月28日17:00\n地点:一楼大厅\n报名于2017年4月1日9:00开始,请关注我们的回复。\n联系人:小王2017年起",
        "Use iPhone 6S and YouTube, then press Reply.\nThe macOS app has a FAQ.\nOpen GitHub at 10:30 and share it.\nMcKinsey asked eBay.",
    ],
)
def test_lines_with_a_few_signs_of_glue_stay_whole(text: str) -> None:
    assert pieces_of(text) == text.split("\n")


def test_a_page_on_one_line_is_cut_in_a_language_whose_words_of_templates_are_not_known() -> None:
    said = (
        "Todo dia eu lavo o vaso e no dia seguinte as formigas voltam.",
        "Espalhe borra de café seca em volta do vaso.",
        "Eu ponho canela em pó na trilha delas.",
    )
    names = ("Marlene", "Dona Zefa", "Caio Prado")
    posts = [
        f"{name} 2{day}/08/2019 09:1{day} {text}" for day, (name, text) in enumerate(zip(names, said, strict=True), 1)
    ]
    page = " ".join(
        [
            "Formigas no vaso | Horta na Varanda Horta na Varanda Início Fórum Loja Formigas no vaso Autor Posts",
            *posts,
            "Entrar | Contato | Loja | Mapa",
        ]
    )
    found = pieces_of(page)
    assert len(found) > 8 and sum(text in found for text in said) >= 2
    assert_whole(page)


def test_no_candidate_is_inside_a_date_or_a_latin_word() -> None:
    text = "发布于2016-10-21 09:15:30Administration3天前"
    view = view_page(text)
    places = {place.start for place in find_places(view, 0, len(text))}
    assert not any(text.index("2016") < place < text.index("Admin") for place in places)
    assert not any(text.index("Admin") < place < text.index("3天") for place in places)


def best_of(act: Any) -> float:
    best = 9.0
    for _ in range(3):
        start = time.process_time()
        act()
        best = min(best, time.process_time() - start)
    return best


def test_title_said_again_in_a_glued_line_is_a_piece() -> None:
    assert "热水器打不着火怎么办" in pieces_of(PAGES[1]["text"])
    assert "阳台的薄荷为什么总是长不高" in pieces_of(SPACED)


def test_a_title_said_twice_in_a_row_leaves_no_empty_piece() -> None:
    title = "阳台的薄荷为什么总是长不高"
    text = SPACED.replace(f"阳台种植 {title}", f"阳台种植 {title} {title}")
    assert text != SPACED
    assert_whole(text)
    assert pieces_of(text).count(title) == 2
    assert qaclean.clean(text, media_type="text/plain").questions


def test_items_glued_to_a_full_stop_are_pieces() -> None:
    line = "1. Loosen the two screws.2. Take the board out.3. Sand the edge until it is smooth."
    assert pieces_of(line) == [
        "1. Loosen the two screws.",
        "2. Take the board out.",
        "3. Sand the edge until it is smooth.",
    ]
    assert pieces_of("It was built in 1998.5. Nobody knows.7. Odd.") == ["It was built in 1998.5. Nobody knows.7. Odd."]


HOSTILE = [
    SPACED,
    PAGES[1]["text"],
    "举报 分享 ",
    "2015-03-09 ",
    "| ",
    "a1",
    "首页",
    "。\u3000\u3000",
    "评论|  2012-07-04 07:12x|六级 ",
    "1.2、(3)①",
    "end.1. A",
    "阳台的薄荷为什么总是长不高",
]


@pytest.mark.parametrize("part", HOSTILE, ids=lambda part: repr(part[:9]))
def test_one_line_of_repeated_parts_takes_linear_time(part: str) -> None:
    unit = (part * (1_000 // len(part) + 1))[:1_000]
    head = SPACED + " "  # proves the line glued, so that everything behind is judged

    def seconds(times: int) -> float:
        text = head + unit * times
        return best_of(lambda: cut_lines(text))

    small, large = seconds(5), seconds(20)
    assert large < 10 * small + 0.02


WORDS = st.sampled_from(
    [
        *SPACED.split(" "),
        *PAGES[2]["text"].split(" "),
        "\n",
        "\u3000\u3000",
        "|",
        " | ",
        "\u200b",
        "\r",
        "  ",
        "\x0b",
        "\ufeff",
    ]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(WORDS, max_size=120), st.sampled_from(["", " ", "  "]))
def test_nothing_is_lost_whatever_stands_in_the_line(words: list[str], glue: str) -> None:
    assert_whole(SPACED + glue + glue.join(words))
    assert_whole(glue.join(words))


PARAGRAPHS = [
    "My bedroom floor squeaks right beside the door, and the carpet is glued down so well that I cannot reach the boards without tearing it.",
    "Is there a way to fix the floor from above when it is covered with carpet, or do I have to open the ceiling of the kitchen below it?",
    "There are screws made for this which snap off below the carpet; find the joist first with a magnet, and mark the line with a piece of tape.",
]


def test_hard_wrapped_prose_is_one_paragraph() -> None:
    text = "\n\n".join(textwrap.fill(paragraph, 68) for paragraph in PARAGRAPHS)
    found = [" ".join(text[p.start : p.end].split()) for p in cut_lines(text).pieces]
    assert found == PARAGRAPHS


def test_wrapped_paragraphs_of_a_record_are_whole_and_the_ledger_holds() -> None:
    text = "\n\n".join(textwrap.fill(paragraph, 72) for paragraph in PARAGRAPHS)
    record = qaclean.clean(text, media_type="text/plain")
    kept = record.model_dump_json(include={"title", "questions", "body"})
    assert "the carpet is glued down so well that I cannot reach the boards without tearing it." in kept
    assert check(record.source_text, leaves(record.model_dump()), [row.span for row in record.removed]) == []


def test_a_line_that_ends_or_begins_with_a_number_goes_on_and_stops_near_the_column_speak_against_nothing() -> None:
    told = [
        "The carpet is glued down, so that nobody can reach the boards from above, which took me 4 hours to find out.",
        "There are screws made for this, which snap off below the surface and are hard to see; the shop sells them for 12 coins.",
        "Find the joist first with a magnet and a strip of tape, and mark it with a pencil.",
        "Then drill on the line.",
        "Talcum powder in the gap helped at my mother's house too.",
    ]
    lines = [line for paragraph in told for line in textwrap.wrap(paragraph, 60)]
    assert any(line[-1].isdigit() for line in lines) or any(line[0].isdigit() for line in lines)
    text = "\n".join(lines)
    assert [" ".join(text[p.start : p.end].split()) for p in cut_lines(text).pieces] == told


def test_wrapped_chinese_joins_without_spaces() -> None:
    prose = "去年秋天我在阳台上种了三盆薄荷,一开始长得很好,后来叶子慢慢变黄,我以为是缺水,就每天都浇,结果根都烂了,邻居看了以后说是土太黏,换成沙土以后果然好了起来,现在每个星期浇一次就够了,到了夏天可以天天摘来泡水喝,味道比买的还要好一些,邻居也来要了两盆回去。"
    text = "\n".join(prose[at : at + 34] for at in range(0, len(prose), 34))
    assert len(cut_lines(text).pieces) == 1
    record = qaclean.clean("阳台薄荷种植记\n\n" + text, media_type="text/plain")
    assert prose in record.model_dump_json(include={"title", "questions", "body"})


LISTS = [
    "\n".join(f"{n}. Loosen the screw of shelf {n}, take the board out and put it on the table" for n in range(1, 6)),
    "\n".join(
        [
            "How to clean a wooden kitchen table that has become sticky over time",
            "How to remove candle wax from a cotton tablecloth without an iron",
        ]
        * 3
    ),
    "\n".join(
        [
            "阳台薄荷高度,和光照以及肥料之间的关系是怎样的...",
            "窗台上的多肉植物,冬天要不要搬到屋子里面去呢...",
            "花盆底下一直有水,是不是浇得太多了应该怎么办...",
        ]
    ),
    "    for name in sorted(names_of_all_plants_on_the_balcony):\n    water(name, amount=amounts[name], when=next_dry_day)\n    log.append((name, amounts[name], next_dry_day, True))\n    rest(minutes=5)",
]


@pytest.mark.parametrize("text", LISTS, ids=["steps", "titles", "teasers", "code"])
def test_lines_that_are_no_wrapped_prose_stay_lines(text: str) -> None:
    assert join_wrapped(read_text(text)).pieces == read_text(text).pieces


def test_joining_takes_linear_time() -> None:
    paragraph = textwrap.fill(" ".join(PARAGRAPHS), 68) + "\n"
    small, large = (best_of(lambda n=n: join_wrapped(read_text(paragraph * n))) for n in (50, 200))
    assert large < 10 * small + 0.02


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_line_end_of_any_system_is_one(end: str) -> None:
    pieces = read_text(f"问{end}{end}  答{end}谢").pieces
    assert [(piece.indent, piece.gap) for piece in pieces] == [(0, 0), (2, 1), (0, 0)]


def test_heads_of_very_many_dates_are_those_of_all_and_hold_little_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    said = ("先关总阀,再把旧垫片取下来。", "我家的也是这样,换一个就好了。", "别忘了缠生料带,不然还会漏。")
    text = "".join(
        f"{said[n % 3] * 3}{n % 7}条评论 举报 user{n} 会员2019-04-{n % 28 + 1:02d} 10:2{n % 10}" for n in range(900)
    )
    dates = [match.span() for match in re.finditer("2019-04-.. 10:2.", text)]
    tracemalloc.start()
    (found,) = repeated_heads.repeated_heads(text, 0, len(text), [dates])
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 10 * len(text.encode())
    assert {text[e.start : b] for e, (_, b) in zip(found[1:], dates[1:], strict=True) if e.start < b - 16}
    monkeypatch.setattr(repeated_heads, "AT_ONCE", len(dates))
    assert repeated_heads.repeated_heads(text, 0, len(text), [dates]) == [found]


def test_what_comes_again_with_other_words_beside_it_is_told_from_what_always_stands_so() -> None:
    said = ("Oil it first", "Mine was dry", "Tension the chain", "Nothing helped")
    text = " ".join(f"{words} see reply bar by Member" for words in said)
    page = read_recurrence(text, view_page(text).shape)
    before = again_names(again_at(page, text.index("see reply"), "1"))
    inside = again_names(again_at(page, text.index("bar by"), "1"))
    assert {"again 3+ 1", "again 4 3- 1"} & {*before} == {"again 3+ 1"}  # other words before it each time
    assert "again 3= 1" in inside and "said 3= 1" in inside  # always behind the same words


def test_what_recurs_takes_linear_time() -> None:
    part = "heron Member said that the tap drips. Reply 3 Likes "

    def seconds(times: int) -> float:
        text = part * times
        start = time.process_time()
        page = read_recurrence(text, view_page(text).shape)
        for at in range(0, len(text), 7):
            again_names(again_at(page, at, "1"))
        return time.process_time() - start

    assert min(seconds(1600) for _ in range(3)) < 12 * min(seconds(400) for _ in range(3)) + 0.05


def test_runs_of_words_are_told_by_how_often_they_come_and_what_stands_beside_them() -> None:
    text = "p a b x q a b x r a b y s a b y"
    read = read_recurrence(text, view_page(text).shape)

    def told(word: int) -> list[str]:
        return [name.removesuffix(" 1") for name in again_names(again_at(read, 2 * word, "1"))]

    # `a b` four times, behind other words each time; `x q` and the last `y` once; what ends before the place has two words behind it.
    assert told(1)[:4] == ["again 3+", "again 4 1", "said 1", "said 4 1"]
    assert told(2)[:4] == ["again 2=", "again 4 1", "said 1", "said 4 1"]  # `b x` comes twice, always behind `a`
    assert told(3)[:4] == ["again 1", "again 4 1", "said 3-", "said 4 1"]  # before it `a b`, of which two words follow
    assert told(16)[:4] == [
        "again 1",
        "again 4 1",
        "said 2+",
        "said 4 1",
    ]  # the end: `b y` was before a word and before none
    assert told(0)[:4] == ["again 1", "again 4 1", "said 1", "said 4 1"]
    four = "k a b c d l a b c d m a b c d"
    read = read_recurrence(four, view_page(four).shape)
    assert told(1)[1] == "again 4 3+" and told(5)[3] == "said 4 3+" and told(5)[5] == "both 4 3+|1"


def test_lines_of_glued_posts_are_read_in_linear_time() -> None:
    kind = KINDS["text: lines of glued posts"]

    def seconds(size: int) -> float:
        text = kind.make(size)
        return processor_seconds(lambda: cut_lines(text))

    assert len(cut_lines(kind.make(2_000)).pieces) > 60  # they are cut
    assert min(seconds(40_000) for _ in range(3)) < 7 * min(seconds(10_000) for _ in range(3)) + 0.05


def test_questions_and_answers_with_labels_on_one_line_are_pairs() -> None:
    asked = (
        "How deep does the bulb go?",
        "May I water it in the frost?",
        "When do I cut it back?",
        "Does it need lime?",
    )
    told = (
        "As deep as three bulbs.",
        "No, wait until the soil is soft.",
        "In March, to the lowest bud.",
        "Only on sour soil.",
    )
    line = "Bulbs and beds: what our readers asked. " + " ".join(
        f"Q: {q} A: {a}" for q, a in zip(asked, told, strict=True)
    )
    assert len(line) > 200
    assert pieces_of(line)[1:] == [part for q, a in zip(asked, told, strict=True) for part in (f"Q: {q}", f"A: {a}")]
    page = qaclean.clean(line, media_type="text/plain")
    assert [len(question.answers) for question in page.questions] == [1, 1, 1, 1]


def test_numbers_of_posts_that_count_on_are_found_and_other_numbers_are_not() -> None:
    counted = RULES["counted"]
    for words in counted["hits"]:
        assert re.search(counted["pattern"], words), words
    for words in counted["misses"]:
        assert re.search(counted["pattern"], words) is None, words
    said = "Look at the label first, the two models differ in the valve alone. "
    for line in (said.join(("#4 ", "#9 ", "#2 ", "#7 ")), "#1 #2 #3 #4", said.join(("#1 ", "#2 "))):
        assert counted_places(line, 0, len(line)) == []


def test_words_said_twice_are_no_names_where_no_date_stands_near() -> None:
    line = "It was very very dry and that that was all, a long long way off, so so. " * 3 + "30 Jun 2024"
    assert doubled_places(line, 0, len(line)) == []


@pytest.mark.parametrize("places", [counted_places, doubled_places])
def test_counted_and_doubled_posts_take_linear_time(places: Any) -> None:
    def seconds(times: int) -> float:
        line = "".join(
            f"#{number} Look at the label first. ann ann 30 Jun 2024 12楼 3# so so " for number in range(times)
        )
        return best_of(lambda: places(line, 0, len(line)))

    small, large = seconds(1_000), seconds(4_000)
    assert large < 10 * small + 0.01


def test_what_recurs_is_told_alike_of_some_places_and_of_all() -> None:
    text = (
        "ann see reply bar by Member tom see reply bar by Member 3 ann see it bar by Member 4 tom see reply bar by me"
    )
    shape = view_page(text).shape
    whole = read_recurrence(text, shape)
    for end in range(0, len(text), 3):
        some = read_recurrence(text, shape, [end, 17])
        assert again_at(some, end, "1") == again_at(whole, end, "1")
        assert again_at(some, 17, "1") == again_at(whole, 17, "1")


@given(st.text(alphabet="a问\r\n ", max_size=30), st.integers(1, 5))
def test_lines_of_a_large_text_are_those_of_a_small_one(text: str, part: int) -> None:
    """However many characters are cut at once: a Windows line end may stand at the border of two parts."""
    whole = read_text(text).pieces
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(lines, "LARGE", part)
        assert read_text(text).pieces == whole


def test_what_recurs_is_the_same_however_many_words_are_counted_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "".join(f"先关总阀{n % 7}再把旧垫片取下来{n % 3}的的的换上新的。" for n in range(200))
    seen = read_recurrence(text, view_page(text, recurs=False).shape)
    monkeypatch.setattr(recurrence, "_AT_ONCE", 40)
    assert read_recurrence(text, view_page(text, recurs=False).shape) == seen
    monkeypatch.setattr(recurrence, "_MANY_WORDS", 100)
    assert read_recurrence(text, view_page(text, recurs=False).shape) == seen


def test_a_place_before_the_mark_that_closes_a_tag_is_in_no_two_pieces() -> None:
    text = '<time title="Z">2 May</time>'
    aside: list[Removal] = []
    pieces = [*cut_pieces(text, Piece(0, len(text), 0, 0), [Place(15, 15), Place(16, 16)], aside)]
    assert [(before.end, behind.start) for before, behind in pairwise(pieces)] == [(15, 15), (16, 16)]
    assert aside == []
