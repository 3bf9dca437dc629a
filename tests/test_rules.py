"""Rules carry their own examples; here they are run, and repeated to show that they scale linearly."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable
from datetime import datetime
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from growth import grows_linearly
from hatch_build import rules_as_json
from qaclean.parser.page_facts import read_author, read_views
from qaclean.posts.answer_heads import read_answer_head
from qaclean.posts.attributions import MAX_LINE, read_attribution
from qaclean.posts.empty_pages import notice_of
from qaclean.records import Reason
from qaclean.rules import load
from qaclean.segments.code_runs import shapes_of
from qaclean.segments.consent import phrases_of
from qaclean.segments.document import Document, Piece, fold
from qaclean.segments.page_scripts import is_script
from qaclean.segments.phrases import phrases_in
from qaclean.segments.signals import cue_table, observe
from qaclean.stripper.inline import cut_inside
from qaclean.text.dates import find_dates
from qaclean.text.followup_prefixes import DETAIL, FOLLOWUP, find_followup_prefixes, opening_followup_prefix
from qaclean.text.menus import is_menu
from qaclean.text.prefixes import find_prefixes

ROOT = Path(__file__).parent.parent
CUES: list[dict[str, Any]] = load("cues")["cue"]
CUTS: list[dict[str, Any]] = load("inline")["cut"]


def test_the_rules_that_are_loaded_are_those_of_the_files() -> None:
    """Of a checkout and of a wheel, which has them as JSON (`make test` runs on the wheel)."""
    written = json.loads(rules_as_json(ROOT))
    paths = sorted((ROOT / "src/qaclean/rules").glob("*.toml"))
    assert list(written) == [path.stem for path in paths]
    for path in paths:
        assert written[path.stem] == load(path.stem) == tomllib.loads(path.read_text("utf-8")), path.name
        assert json.dumps(written[path.stem]) == json.dumps(load(path.stem)), path.name  # in the same order


def test_a_value_that_json_has_no_form_for_is_told(tmp_path: Path) -> None:
    (tmp_path / "src/qaclean/rules").mkdir(parents=True)
    (tmp_path / "src/qaclean/rules/bad.toml").write_text("shares = [nan]", "utf-8")
    with pytest.raises(ValueError, match="another one in JSON"):
        rules_as_json(tmp_path)


def _headed(line: str) -> str:
    return re.sub("[0-9]{1,9}", "0", fold(line).lower())


def _fired(line: str) -> tuple[str, ...]:
    return observe(Document(line, line, (Piece(0, len(line)),)))[0].fired


@pytest.mark.parametrize("cue", CUES, ids=lambda cue: str(cue["id"]))
def test_cue_fires_on_its_hits_and_not_on_its_misses(cue: dict[str, Any]) -> None:
    assert cue["hits"] and cue["misses"]
    for line in cue["hits"]:
        assert cue["id"] in _fired(line), line
    for line in cue["misses"]:
        assert cue["id"] not in _fired(line), line


def test_cue_ids_are_unique_and_their_reasons_are_the_contracts() -> None:
    ids = [cue["id"] for cue in CUES]
    assert len(ids) == len(set(ids))
    assert {cue.reason for cue in cue_table().cues.values()} <= set(Reason.__args__)  # type: ignore[attr-defined]


def test_a_cue_that_is_like_another_is_weighed_as_it_and_has_its_properties() -> None:
    line = "비밀번호를 입력해 주세요"
    (seen,) = observe(Document(line, line, (Piece(0, len(line)),)))
    assert (seen.fired, seen.cues) == (("comment-form-ko",), ("comment-form",))
    own, other = cue_table().cues["comment-form-ko"], cue_table().cues["comment-form"]
    assert (own.marks, own.rank, own.reason) == (other.marks, other.rank, other.reason)


def test_every_cue_is_ranked_and_none_is_like_an_unknown_one() -> None:
    assert {cue.like for cue in cue_table().cues.values()} <= cue_table().cues.keys()
    ranks = [cue["rank"] for cue in CUES if "rank" in cue]
    assert len(ranks) == len(set(ranks))


@pytest.mark.parametrize("line", load("prefixes")["followup_hits"])
def test_turn_is_found(line: str) -> None:
    prefixes = find_followup_prefixes(line, 0, len(line))
    assert prefixes
    assert {prefix.kind for prefix in prefixes} <= {FOLLOWUP, DETAIL}


@pytest.mark.parametrize("line", load("prefixes")["followup_misses"])
def test_words_like_a_turn_are_none(line: str) -> None:
    assert find_followup_prefixes(line, 0, len(line)) == []
    assert opening_followup_prefix(line) is None


def _cut_rules(line: str) -> list[str]:
    return [removal.rule for removal in cut_inside(line, 0, len(line))]


@pytest.mark.parametrize("cut", CUTS, ids=lambda cut: str(cut["id"]))
def test_cut_fires_on_its_hits_and_not_on_its_misses(cut: dict[str, Any]) -> None:
    assert cut["hits"] and cut["misses"]
    for line in cut["hits"]:
        assert cut["id"] in _cut_rules(line), line
    for line in cut["misses"]:
        assert cut["id"] not in _cut_rules(line), line


@pytest.mark.parametrize("length", [40, 159, 160, 161, 319, 320, 321, 3_000])
def test_a_line_of_any_length_is_cut_at_both_ends(length: int) -> None:
    head, inner, tail = "展开全部 ", "壶" * length, " 举报 | 2楼 | 打赏 | 回复 | 评论 | 赞"
    text = f"前 {head}{inner}{tail}\n后"
    start, end = 2, len(text) - 2
    cuts = cut_inside(text, start, end)
    assert [(text[cut.start : cut.end], cut.rule) for cut in cuts] == [(head, "show-all"), (tail, "post-buttons")]
    assert [cut.rule for cut in cut_inside(text, start + len(head), end)] == ["post-buttons"]
    assert [cut.rule for cut in cut_inside(text, start, end - len(tail))] == ["show-all"]
    assert cut_inside(text, start + len(head), end - len(tail)) == []


def test_a_line_is_cut_at_its_ends_alone_and_something_is_left() -> None:
    tail = " 举报 | 2楼 | 打赏 | 回复 | 评论 | 赞"
    assert _cut_rules(f"{'壶' * 400}{tail}。{'壶' * 400}") == []
    assert _cut_rules(f"壶里{tail}") == ["post-buttons"]
    assert _cut_rules(f"壶{tail}") == []
    assert _cut_rules("展开全部 壶里") == ["show-all"]
    assert _cut_rules("展开全部 壶") == []


@pytest.mark.parametrize("notice", load("notices")["notice"], ids=lambda notice: str(notice["id"]))
def test_notice_is_told_by_its_hits_and_not_by_its_misses(notice: dict[str, Any]) -> None:
    assert notice["hits"] and notice["misses"]
    for line in notice["hits"]:
        assert notice_of(line), line
    for line in notice["misses"]:
        assert notice_of(line) is None, line


CODE: dict[str, Any] = load("code")


@pytest.mark.parametrize("line", CODE["line"], ids=lambda line: str(line["id"]))
def test_shape_of_code_fits_its_hits_and_not_its_misses(line: dict[str, Any]) -> None:
    assert [hit for hit in line["hits"] if line["id"] not in shapes_of(hit)] == []
    assert [miss for miss in line["misses"] if line["id"] in shapes_of(miss)] == []


@pytest.mark.parametrize("shape", load("segments")["shape"], ids=lambda shape: str(shape["id"]))
def test_shape_of_a_cut_fits_its_hits_and_not_its_misses(shape: dict[str, Any]) -> None:
    assert [hit for hit in shape["hits"] if not re.search(shape["pattern"], hit)] == []
    assert [miss for miss in shape["misses"] if re.search(shape["pattern"], miss)] == []


def test_scripts_of_pages() -> None:
    assert [hit for hit in CODE["scripts"]["hits"] if not is_script(hit)] == []
    assert [miss for miss in CODE["scripts"]["misses"] if is_script(miss)] == []


def test_menus() -> None:
    assert [hit for hit in load("menus")["hits"] if not is_menu(hit)] == []
    assert [miss for miss in load("menus")["misses"] if is_menu(miss)] == []


def test_phrases_of_consent() -> None:
    assert [hit for hit in load("consent")["hits"] if phrases_of(hit) < 2] == []
    assert [miss for miss in load("consent")["misses"] if phrases_of(miss) >= 2] == []


@pytest.mark.parametrize("row", load("phrases")["phrase"], ids=lambda row: str(row["id"]))
def test_phrases_of_sites(row: dict[str, Any]) -> None:
    assert [hit for hit in row["hits"] if row["id"] not in phrases_in(hit)] == []
    assert [miss for miss in row["misses"] if row["id"] in phrases_in(miss)] == []


@pytest.mark.parametrize("name", ["source", "counts"])
def test_lines_of_listings(name: str) -> None:
    table = load("listings")
    assert [hit for hit in table[f"{name}_hits"] if not re.search(table[name], hit)] == []
    assert [miss for miss in table[f"{name}_misses"] if re.search(table[name], miss)] == []


@pytest.mark.parametrize("name", ["names", "cut", "notices", "unanswered"])
def test_names_of_indexes(name: str) -> None:
    table = load("indexes")
    find = re.search if name == "cut" else re.match if name in ("names", "unanswered") else re.fullmatch
    assert [hit for hit in table[f"{name}_hits"] if not find(table[name], hit)] == []
    assert [miss for miss in table[f"{name}_misses"] if find(table[name], miss)] == []


@pytest.mark.parametrize("name", ["facts", "lines", "anywhere", "rights", "heads", "shares"])
def test_lines_of_the_tail_of_an_article(name: str) -> None:
    table = load("articles")["tail"]
    find = re.search if name == "anywhere" else re.match
    assert [hit for hit in table[f"{name}_hits"] if not find(table[name], hit)] == []
    assert [miss for miss in table[f"{name}_misses"] if find(table[name], miss)] == []
    grows_linearly(lambda text: re.search(table[name], text), "".join(table[f"{name}_hits"]))


def _examples(name: str) -> list[str]:
    """The examples of a rules file as texts, a text for each rule or list."""
    found = []
    for value in load(name).values():
        for rule in value if isinstance(value, list) else [value]:
            if isinstance(rule, dict) and "misses" in rule:
                found.append("".join(_texts(rule.get("hits", [])) + _texts(rule["misses"])))
    found.extend("".join(_texts(value)) for key, value in load(name).items() if key.endswith(("hits", "misses")))
    return found


def _texts(rows: list[Any]) -> list[str]:
    return [row if isinstance(row, str) else row[0] for row in rows]


def _read_attributions(text: str) -> None:
    for line in (text, text[:MAX_LINE]):
        read_attribution(line)


READERS: dict[str, Callable[[str], object]] = {
    "cues": _fired,
    "inline": _cut_rules,
    "notices": notice_of,
    "prefixes": lambda text: [
        find_prefixes(text, 0, len(text), ("letters", "brackets", "spaces")),
        find_followup_prefixes(text, 0, len(text)),
    ],
    "dates": lambda text: [*find_dates(text, reference=datetime(2017, 5, 20), short=True)],
    "page_facts": lambda text: (read_author(text), read_views(text)),
    "attributions": _read_attributions,
    "answer_heads": lambda text: read_answer_head(_headed(text)),
    "code": lambda text: (shapes_of(text), is_script(text)),
    "consent": phrases_of,
    "menus": is_menu,
    "phrases": phrases_in,
    "indexes": lambda text: [
        re.search(load("indexes")[name], text) for name in ("names", "cut", "notices", "unanswered")
    ],
    "listings": lambda text: [re.search(load("listings")[name], text) for name in ("source", "counts")],
    "segments": lambda text: [[*re.finditer(shape["pattern"], text)] for shape in load("segments")["shape"]],
}


@pytest.mark.parametrize(
    ("name", "text"), [(name, text) for name in READERS for text in _examples(name)], ids=lambda value: value[:24]
)
def test_rules_scale_linearly_on_their_own_examples_repeated(name: str, text: str) -> None:
    grows_linearly(READERS[name], text)


def test_files_with_examples_are_all_read_here_or_by_the_tests_of_their_subject() -> None:
    names = {Path(entry.name).stem for entry in files("qaclean.rules").iterdir() if entry.name.endswith(".toml")}
    elsewhere = {
        "repairs": "test_repairs.py",
        "numbering": "test_steps.py",
        "images": "test_images.py",
        "articles": "test_declared_howtos.py",
        "sections": "test_howtos.py",
        "page_head": "test_article_heads.py",
        "sign_in": "test_empty_pages.py",
    }
    assert {name for name in names if _examples(name)} == {*READERS, *elsewhere}


def test_heads_of_answers() -> None:
    for language in load("answer_heads")["language"]:
        assert all(read_answer_head(_headed(line)) for line in language["hits"]), language["id"]
        assert not any(read_answer_head(_headed(line)) for line in language["misses"]), language["id"]


@pytest.mark.parametrize("part", ["追问", "追问我", "追答", "回答 "])
def test_words_of_prefixes_scale_linearly(part: str) -> None:
    grows_linearly(lambda text: find_followup_prefixes(text, 0, len(text)), part)
