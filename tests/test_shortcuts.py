"""Shortcuts: a cheap test of a whole text says no only where the dear search finds nothing; what is written out gives what the plain form gives."""

from __future__ import annotations

import ast
import importlib
import re
from collections.abc import Collection, Iterable, Sequence
from functools import partial
from itertools import chain, islice, pairwise, product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import qaclean
from qaclean.named_tuples import made_of
from qaclean.parser import questions, roles
from qaclean.parser.headings import find_headings, may_hold_headings
from qaclean.parser.images import find_fragments, may_hold_fragments
from qaclean.parser.steps import sequence
from qaclean.posts import answer_heads, believed, counted_rows, line_shapes
from qaclean.rules import any_of, load
from qaclean.segments import code_runs, joined_pages
from qaclean.segments import dated_places as dated_places_module
from qaclean.segments.boundaries import template_places
from qaclean.segments.chain import Scores, Weights, best_path, sum_scores
from qaclean.segments.consent import find_consent, may_ask
from qaclean.segments.date_shape import date_shape, date_spans
from qaclean.segments.dated_places import FEWEST_DATES, date_signs, dated_places, glued_date_places
from qaclean.segments.document import Piece
from qaclean.segments.lines import read_text
from qaclean.segments.phrases import lines_with_phrases, phrases_in
from qaclean.stripper import layout_scores, view
from qaclean.stripper.layout_features import LineFeatures
from qaclean.text import amounts, language, led_patterns, text_index
from qaclean.text.dates import names_a_date
from qaclean.text.section_heads import may_begin_head, part_of
from qaclean.text.titles import title_kind

SOURCE = Path(__file__).parent.parent / "src" / "qaclean"
SOURCES = sorted((Path(__file__).parent.parent / "fixtures").glob("*/*/source.txt"))
TEXTS = [text for path in SOURCES if (text := path.read_bytes().decode("utf-8", "replace")).strip()]
DATED = "".join(f"annMember12 Mar 2014 09:0{n}Oil the chain first, then look at the cables." for n in range(4))


@pytest.mark.parametrize(
    "words", [["ab", "abc", "xbc", "xb", "b.", "上一篇", "上一页", "下载"], ["a", "ab", "问", "问题", "."]]
)
def test_any_of_finds_what_a_plain_alternation_finds(words: list[str]) -> None:
    plain = re.compile("|".join(map(re.escape, sorted(words, key=lambda word: -len(word)))))
    text = "".join("".join(pair) for pair in product([*words, "上", "x", " "], repeat=2))
    assert any_of(words).findall(text) == plain.findall(text)


def test_any_of_finds_each_of_many_words_in_bundles() -> None:
    words = sorted({word for row in load("phrases")["phrase"] for word in row["words"]})
    plain = re.compile("|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word)))))
    text = "".join(f"{word}{other[:1]}" for word, other in zip(words, reversed(words), strict=True))
    assert any_of(words).findall(text) == plain.findall(text)


def test_words_of_templates_are_found_wherever_a_line_holds_them() -> None:
    line = "ShareReport 回复 2"
    assert [line[start:end] for start, end in template_places(line)] == ["Share", "Report", "回复"]


def test_whatever_is_kana_or_hangul_is_of_the_blocks_looked_at() -> None:
    letters = [chr(code) for code in range(0x110000) if not 0xD800 <= code < 0xE000]
    kana, hangul = language._compiled(language._KANA), language._compiled(language._HANGUL)
    asian = [c for c in letters if kana.match(c) or hangul.match(c)]
    assert len(asian) > 10_000
    assert all(language._MAY_BE_KANA_OR_HANGUL.match(c) for c in asian)


@pytest.mark.parametrize("latin", range(0, 400, 7))
def test_what_is_told_to_be_chinese_by_a_third_of_it_is_so_by_all_its_letters(latin: int) -> None:
    letters = "先关机再开机" * 80
    for sample in (letters[: 400 - latin] + "a" * latin, "a b" * (latin // 3) + letters[: 400 - latin]):
        han, others = (language._letters(script, sample) for script in (language._HAN, language._LATIN))
        assert not language._is_chinese(sample) or han > others // 4


@pytest.mark.parametrize("text", [*TEXTS, DATED])
def test_a_text_without_a_sign_holds_nothing_of_what_it_is_a_sign_of(text: str) -> None:
    document = read_text(text)
    folded, spans = document.folded, [(piece.start, piece.end) for piece in document.pieces]
    lines = [folded[start:end] for start, end in spans]
    if date_signs(folded) < FEWEST_DATES:
        assert not glued_date_places(folded, spans)
        assert not any(dated_places(folded, start, end) for start, end in spans)
    telling = lines_with_phrases(lines)
    assert not any(phrases_in(line) for i, line in enumerate(lines) if i not in telling)
    if not may_ask(text):
        assert not find_consent(text.splitlines())


@pytest.mark.parametrize("text", TEXTS)
def test_a_page_without_a_heading_or_a_fragment_has_none_in_any_piece(text: str) -> None:
    document = read_text(text)
    for piece in document.pieces:
        if not may_hold_headings(document.folded):
            assert not find_headings(document.folded, piece.start, piece.end)
        if not may_hold_fragments(document.folded):
            assert not find_fragments(document.folded, piece.start, piece.end)


def test_marks_around_a_line_are_taken_off_wherever_the_pattern_finds_any() -> None:
    characters = [chr(code) for code in range(0x110000) if not 0xD800 <= code < 0xE000]
    taken = {c for c in characters if line_shapes._BULLET.sub("", f"{c} a") != f"{c} a"}
    taken |= {c for c in characters if line_shapes._BULLET.sub("", f"a{c}") != f"a{c}"}
    assert len(taken) > 30
    assert taken == line_shapes._EDGES


def test_roles_are_those_that_all_their_features_give(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the training reads (`role_features`) and what is summed part by part and remembered is one chain."""
    seen: list[tuple[Sequence[roles.Seen], Collection[str]]] = []

    def roles_of(pieces: Sequence[roles.Seen], cues: Collection[str] = ()) -> list[int]:
        seen.append((pieces, cues))
        return roles.roles_of(pieces, cues)

    monkeypatch.setattr(questions, "roles_of", roles_of)
    for text in TEXTS:
        qaclean.clean(text[:8_000], media_type="text/plain")
    weights = roles._weights()
    for pieces, cues in seen:
        rows = [sum_scores(names, weights) for names in roles.role_features(pieces, cues)]
        asked = bool(title_kind(pieces[0].text))
        assert roles.roles_of(pieces, cues) == roles.best_roles(rows, asked, weights)
    assert len(seen) > 50


def test_scores_of_lines_are_those_that_all_their_features_give(monkeypatch: pytest.MonkeyPatch) -> None:
    pages: list[tuple[Sequence[Scores], Sequence[LineFeatures], Weights]] = []

    def with_layout(texts: Sequence[Scores], lines: Iterable[LineFeatures], weights: Weights) -> list[Scores]:
        held = list(lines)
        pages.append((texts, held, weights))
        return layout_scores.with_layout(texts, held, weights)

    monkeypatch.setattr(view, "with_layout", with_layout)
    for path in sorted((Path(__file__).parent.parent / "fixtures").glob("*/*/source.html"))[:40]:
        qaclean.clean(path.read_bytes()[:30_000], media_type="text/html")
    seen = 0
    for texts, lines, weights in pages:
        for text, line, score in zip(texts, lines, layout_scores.with_layout(texts, lines, weights), strict=True):
            told = sum_scores([f"h:{name}" for name in line.names()], weights)
            assert score == pytest.approx([a + b for a, b in zip(text, told, strict=True)])
            seen += 1
    assert seen > 100


def test_whatever_begins_an_amount_may() -> None:
    characters = [chr(code) for code in range(0x10000) if not 0xD800 <= code < 0xE000]
    openers = {c for c in characters for rest in ("", "1 g", " 1 g", "a. 1 g") if amounts._OPENS.match(c + rest)}
    assert len(openers) > 30
    assert openers == amounts._FIRST


@pytest.mark.parametrize(
    "month",
    ["March 5, 2014", "5 mars 2014", "\u044f\u043d\u0432 5, 2014", "Mittwoch, 5. Mai 2014", "\u4e94\u6708 5, 2014"],
)
def test_dates_are_found_by_what_their_names_begin_with(month: str) -> None:
    assert line_shapes.shape_of(f"ann {month} 10:22").date == "timed"


def test_a_tuple_made_quickly_is_what_the_class_makes() -> None:
    piece = made_of(Piece)((3, 9, 0, 1, 0, 0))
    assert type(piece) is Piece
    assert piece == Piece(3, 9, gap=1)
    assert (piece.end, piece.gap) == (9, 1)


def test_all_fields_are_given_wherever_a_tuple_is_made_quickly() -> None:
    seen = 0
    for path in sorted(SOURCE.rglob("*.py")):
        code = path.read_text("utf-8")
        if "made_of(" not in code:
            continue
        tree = ast.parse(code)
        module = importlib.import_module(".".join(path.relative_to(SOURCE.parent).with_suffix("").parts))
        for call in ast.walk(tree):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name):
                made = getattr(module, call.func.id, None)
                if isinstance(made, partial) and made.func is tuple.__new__ and made.args[0] is not sequence._Path:
                    (given,) = call.args
                    assert isinstance(given, ast.Tuple), f"{path.name}:{call.lineno}"
                    assert not any(isinstance(part, ast.Starred) for part in given.elts), f"{path.name}:{call.lineno}"
                    assert len(given.elts) == len(made.args[0]._fields), f"{path.name}:{call.lineno}"
                    seen += 1
    assert seen > 12


def test_a_text_with_dates_glued_to_names_has_their_signs() -> None:
    assert date_signs(DATED) >= FEWEST_DATES
    assert glued_date_places(DATED, [(0, len(DATED))])


def test_all_words_that_head_a_part_begin_with_a_letter_that_may() -> None:
    heads = [word for part in ("steps", "materials", "ends") for word in load("sections")[part]["whole"]]
    known = [word for word in heads if part_of(word)]
    assert len(known) > 50
    assert all(may_begin_head(word.strip()[0].upper()) and may_begin_head(word.strip()[0]) for word in known)


@pytest.mark.parametrize("labels", [2, 3, 4, 5])
def test_the_best_path_is_the_best_of_all_paths(labels: int) -> None:
    scores = [[((7 * i + 3 * b) % 11) / 4 for b in range(labels)] for i in range(5)]
    follow = tuple(tuple(((5 * a + 2 * b) % 7) / 3 - 1 for b in range(labels)) for a in range(labels))
    weights = Weights(tuple("abcde"[:labels]), (0.0, 0.5, -0.5, 0.25, 0.0)[:labels], {}, follow)

    def worth(path: tuple[int, ...]) -> float:
        steps = sum(follow[a][b] for a, b in pairwise(path))
        return weights.first[path[0]] + steps + sum(row[label] for row, label in zip(scores, path, strict=True))

    found = tuple(best_path(scores, weights))
    assert worth(found) == pytest.approx(max(map(worth, product(range(labels), repeat=5))))


_DATED = ["2019", "-04", "-01", " 10:21", "Mar ", "3, ", "3天前", "am ", "9. ", "Okt ", "昨天", "中", "x", " "]


@given(st.lists(st.sampled_from(_DATED), max_size=14))
def test_dates_behind_the_class_of_what_they_begin_with_are_those_of_the_pattern_itself(parts: list[str]) -> None:
    text = "".join(parts)
    assert [*date_spans(text)] == [match.span() for match in re.finditer(date_shape(), text)]


@given(st.lists(st.sampled_from(["2019", "19", "年", "-", ".", ":", "a", "B", "1", "30", " ", ")", "中"]), max_size=20))
def test_signs_of_glue_are_found_as_by_the_pattern_that_begins_with_their_first_characters(parts: list[str]) -> None:
    text = "".join(parts)
    glued = r"[a-z0-9!?.)][A-Z](?=[a-z])|[0-9]:[0-9]{2}(?=[^\W0-9_])|[^\W\d_](?:19|20)[0-9]{2}[-/.\u5e74]"
    assert [*joined_pages._glued(text)] == [match.start() for match in re.finditer(glued, text)]


def test_every_heading_of_answers_holds_a_word_for_them_that_is_looked_for_first() -> None:
    headings = [line.lower() for row in load("answer_heads")["language"] for line in row["hits"]]
    assert len(headings) > 60
    assert all(answer_heads._nouns().search(line) for line in headings)


@pytest.mark.parametrize("row", load("segments")["shape"], ids=lambda row: str(row["id"]))
def test_a_shape_behind_the_class_of_what_it_begins_with_is_found_as_by_itself(row: dict[str, Any]) -> None:
    led = led_patterns.led(row["begins"], row["pattern"])
    parts = [
        *row["hits"],
        *row["misses"],
        *" |3中:、年",
        *(hit[1:] for hit in row["hits"]),
        *(hit[:-1] for hit in row["hits"]),
    ]
    for pair in product(parts, repeat=3):
        text = "".join(pair)
        assert [*led_patterns.led_spans(led, text)] == [m.span() for m in re.finditer(row["pattern"], text)], text


def test_counters_behind_a_class_are_found_as_whole_words() -> None:
    names = load("indexes")["counters"]
    plain = re.compile(rf"(?:\b|(?<=[0-9])|^)(?:{'|'.join(sorted(names, key=len, reverse=True))})(?:\b|(?=[0-9:])|$)")
    for name, before, behind in product(names, ["", "3", "3 ", "x", "帖", "_", " "], ["", ":", "7", "s", "复", " b"]):
        line = f"{before}{name}{behind}"
        assert [m.span() for m in counted_rows.counter_names().finditer(line)] == [
            m.span() for m in plain.finditer(line)
        ], line


@pytest.mark.parametrize("word", load("dates")["ago"]["before_times"])
def test_a_word_before_a_time_says_when_in_either_case(word: str) -> None:
    assert all(names_a_date(f"{said} 3 abcde") for said in (word, word.upper(), word.title()))


def test_a_month_beside_a_day_says_when_in_either_case() -> None:
    for month in chain.from_iterable(load("dates")["months"]):
        assert (
            names_a_date(f"{month} 5") == names_a_date(f"{month.upper()} 5") == names_a_date(f"x 5 {month.title()}")
        ), month


_COMMENTED = [
    "// x",
    "/* x */",
    "<!-- x -->",
    "# x",
    "-- x",
    "%% x",
    "*/",
    "* x",
    "; x",
    "REM x",
    "rem x",
    "'x",
    "well-known's",
    "a/b",
    "50%",
    "{{ x }}",
]


@pytest.mark.parametrize("line", ["".join(row) for row in product(["", "a = 1; ", "a ", "a"], _COMMENTED, ["", " b"])])
def test_comments_and_templates_are_taken_off_as_without_a_look_before(line: str) -> None:
    plain = code_runs._COMMENT.sub("", code_runs._STRING.sub('""', line))
    assert code_runs._bare(line) == code_runs._TEMPLATE.sub("", plain).strip()


def test_ascii_gives_up_its_letters_as_any_text_does() -> None:
    text = "".join(map(chr, range(128))) * 2
    assert text_index._solid(text) == text_index._SOLID.sub("", text).lower()
    words = believed._words_of(f"{text}\nOil the chain—first, weil’s sonst quietscht\n关闭, 相册")
    assert {"chain", "first", "weil", "sonst", "quietscht", "关闭", "相册"} <= words


_GLUED_PARTS = [
    "2014",
    "-05",
    "-01",
    "3",
    "Mar",
    " ",
    "ago",
    "A",
    '"',
    "10:21",
    "pm",
    "中",
    "年",
    ".",
    "x",
    "12/3/",
    ":30",
]


@given(st.lists(st.sampled_from(_GLUED_PARTS), max_size=20))
def test_dates_glued_to_words_are_counted_as_by_the_forms_themselves(parts: list[str]) -> None:
    text = "".join(parts)
    found = [*islice(re.finditer(dated_places_module._GLUED_FORMS, text), FEWEST_DATES)]
    assert dated_places_module._has_glued(text) == (len(found) == FEWEST_DATES)
