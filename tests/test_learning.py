"""What is learned of a site, how sure it is, and what rules change on its pages."""

from __future__ import annotations

import itertools
import json
import pathlib
import sys
from collections.abc import Iterator, Sequence

import pytest

import qaclean
from qaclean.cleaner import Cleaner, Options
from qaclean.command import main
from qaclean.errors import SourceError, UsageError
from qaclean.intake import Broken, Source
from qaclean.learning import learn
from qaclean.learning.check import score_profile
from qaclean.learning.gathered import Gathered
from qaclean.learning.model import Furniture
from qaclean.learning.observed import observe_page
from qaclean.learning.tallies import Tally
from qaclean.learning.trial import Change, keeping_rule, try_out
from qaclean.profiles import load_profile_file
from qaclean.profiles.own_rules import read_rules
from qaclean.profiles.rule_sets import RuleSet

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "benchmarks"))

import accuracy_learned
from generated_sites import board_pages, guide_pages, portal_pages

PAGE = "怎么退订彩铃?\n先编辑短信TD,(点击展开)再发到客服号,等一分钟就可以了,不用打电话。\n上一篇:怎么办理停机\n"
ROWS = (
    {"id": "unfold", "do": "drop", "on": "phrase", "words": "(点击展开)"},
    {"id": "mine", "do": "keep", "starts": "上一篇"},
)


def test_a_trial_names_what_goes_and_what_stays() -> None:
    own = RuleSet(read_rules(ROWS, "", "own.toml"))
    trial = try_out(Source("page.txt", 0, PAGE), Cleaner(), Cleaner(Options(rules=own)))
    assert trial.changes == (
        Change(2, "(点击展开)", True, "unfold"),
        Change(3, "上一篇:怎么办理停机", False, "prev-next"),
    )
    assert (trial.characters(gone=True), trial.characters(gone=False)) == (6, 10)
    kept_by = keeping_rule(own.rules, trial.changes[1].text)
    assert kept_by is not None and kept_by.id == "mine"
    assert try_out(Source("page.txt", 0, PAGE), Cleaner(), Cleaner()).changes == ()


SITES = {"board": board_pages, "portal": portal_pages, "guides": guide_pages}


@pytest.mark.parametrize("name", SITES)
def test_what_is_learned_drops_more_and_loses_nothing(name: str, tmp_path: pathlib.Path) -> None:
    """20 pages to learn from, 20 others to score, as in docs/accuracy.md."""
    pages = accuracy_learned.invented(SITES[name](40, seed=7), name)
    learned = learn((page.source for page in pages[:20]), name)
    path = tmp_path / "site.toml"
    path.write_text(learned.text, "utf-8")
    content, boilerplate = accuracy_learned.score(pages[20:], "none")
    after = accuracy_learned.score(pages[20:], str(path))
    assert after[0] >= content and after[1] > boilerplate
    assert learned.certainty > 0.9 and "# Certainty: " in learned.text


def learned_of(texts: Sequence[str]) -> Furniture:
    return learn(Source(f"{n}.txt", n, text, media_type="text/plain") for n, text in enumerate(texts)).furniture


_THINGS = ("灯", "锅", "门", "车", "钟", "伞", "琴", "笔", "鞋", "床", "柜", "壶")


def pages_with(*lines: str) -> list[str]:
    """A page a thing, each with a question and an answer of its own and some lines more."""
    return [
        f"{thing}坏了怎么修?\n{thing}先别急着扔,把{_THINGS[-n]}旁边的螺丝拧下来看看,里面多半是{thing}芯松了,装回去就行。\n"
        + "".join(f"{line}\n" for line in lines)
        for n, thing in enumerate(_THINGS)
    ]


def test_lines_and_shapes_that_recur_are_learned() -> None:
    found = learned_of(pages_with("欢迎您光临修理大全,一起动手过日子", "浏览 1234 次", "上一篇:别的"))
    assert "欢迎您光临修理大全,一起动手过日子" in {known.words for known in found.lines}
    assert all(known.pages == len(_THINGS) for known in found.lines)


def test_what_people_wrote_is_not_learned_though_it_recurs() -> None:
    copied = "这种东西一般是用久了以后里面的弹簧没有劲了,拆开以后先拍一张照片,再把弹簧拉长一点点,装回去的时候对着照片装就不会错,我家的几样都是这样修好的,没有花一分钱。"
    texts = pages_with("方法/步骤", "1、先关掉电源。", "注意事项:", "欢迎您光临修理大全,一起动手过日子")
    texts = [text + (f"{copied}\n" if n % 3 == 0 else "") for n, text in enumerate(texts)]
    words = {known.words for known in learned_of(texts).lines}
    assert copied not in words and words.isdisjoint({"方法/步骤", "1、先关掉电源。", "注意事项:"})


def test_the_title_of_a_page_is_never_learned() -> None:
    for page in itertools.islice(portal_pages(30), 30):
        assert qaclean.clean(page.source).title is not None
    sources = [Source("p", n, page.source, media_type="text/plain") for n, page in enumerate(portal_pages(30))]
    titles = {observe_page(source).title for source in sources}
    found = learn(sources).furniture
    assert titles.isdisjoint(known.words for known in found.lines)
    assert not any("\ue001" in known.words and known.words.startswith("\ue001") for known in found.shapes)


def test_places_of_html_are_learned() -> None:
    sources = [Source("b", n, page.source, media_type="text/html") for n, page in enumerate(board_pages(20))]
    found = learn(sources).furniture
    assert {known.words for known in found.drops} >= {"div.top", "div.foot"}
    assert "div.say" in {known.words for known in found.keeps} and found.region is None


def test_the_region_that_holds_all_content_is_learned() -> None:
    pages = (
        f"<html><head><title>{thing}坏了怎么修?</title></head><body><div class='menu'><a href='/'>首页</a> <a href='/x'>修理</a></div>"
        f"<div id='main'><h1>{thing}坏了怎么修?</h1><div class='text'><p>{thing}先别急着扔,把{_THINGS[-n]}旁边的螺丝拧下来看看,里面多半是松了,装回去就行,我修过好几个。</p></div></div>"
        f"<div class='side'><h3>猜你喜欢</h3><ul><li><a href='/{n}'>{_THINGS[-n]}的挑选</a></li><li><a href='/0'>二手市场</a></li></ul></div></body></html>"
        for n, thing in enumerate(_THINGS)
    )
    found = learn(Source("r", n, page, media_type="text/html") for n, page in enumerate(pages)).furniture
    assert found.region is not None and found.region.words == "div#main"


def test_a_zone_is_learned_with_its_end() -> None:
    sources = [Source("p", n, page.source, media_type="text/plain") for n, page in enumerate(portal_pages(20))]
    zones = learn(sources).furniture.zones
    assert [zone.head.words for zone in zones] == ["别人家的难题"]
    assert zones[0].until[0].startswith("本站内容由用户自行发布") and 3 < zones[0].lines <= 10


def test_the_profile_is_the_same_each_time_and_sound_whatever_the_pages_hold(tmp_path: pathlib.Path) -> None:
    odd = 'say "hi" \\ and \x00\x7f \ue000\ue001 [x] {y} a+b* 9999 \udc80 次'
    sources = [Source(f"{n}", n, text) for n, text in enumerate(pages_with(odd, f"{odd} \u2028 99", "'''", '"""'))]
    text = learn(sources, 'od"d').text
    assert text == learn(sources, 'od"d').text
    path = tmp_path / "site.toml"
    path.write_bytes(text.encode("utf-8", "backslashreplace"))
    profile = load_profile_file(path)
    assert profile.site == 'od"d' and profile.rules
    for source in sources[:3]:
        qaclean.clean(source.content, profile=str(path))


def test_hosts_and_the_extended_profile_stand_in_the_file(tmp_path: pathlib.Path) -> None:
    texts = pages_with("欢迎您光临修理大全,一起动手过日子")
    sources = [Source(f"{n}", n, text, url="http://www.a.example/1") for n, text in enumerate(texts)]
    path = tmp_path / "site.toml"
    path.write_text(learn(sources, extends="discuz").text, "utf-8")
    profile = load_profile_file(path)
    assert (profile.site, profile.hosts) == ("www.a.example", ("www.a.example",)) and profile.generations


def test_what_fails_is_named_and_too_few_pages_are_an_error() -> None:
    texts = pages_with("欢迎您光临修理大全,一起动手过日子")
    broken = Broken("x.jsonl", 5, "bad-json", "no JSON")
    learned = learn([broken, *(Source(f"{n}", n, text) for n, text in enumerate(texts))])
    assert learned.pages == len(texts) and learned.failed == (("x.jsonl@5", "no JSON"),)
    with pytest.raises(UsageError, match="at least 6"):
        learn([Source("a", 0, texts[0])] * 5)
    with pytest.raises(SourceError, match="nothing recurs on these 12 pages"):
        learn(Source(f"{n}", n, text) for n, text in enumerate(pages_with()))


def test_memory_is_bounded() -> None:
    """What is counted and held has a bound, whatever comes; a thing on every page is never forgotten."""
    tally = Tally(capacity=100)
    for n in range(5_000):
        for words in ("always", f"once {n}"):
            tally.on_page(words)
        assert len(tally.seen) <= 100
    assert tally.seen["always"].pages == 5_000 and tally.forgotten < 150
    gathered = Gathered()
    page = observe_page(Source("a", 0, PAGE))
    for _ in range(2_000):
        gathered.add(page)
    assert gathered.pages == 2_000 and len(gathered.sample) <= 400


# -- the command ------------------------------------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> pathlib.Path:
    for name, seed in (("learn", 0), ("other", 1)):
        rows = (json.dumps({"text": page.source, "url": "http://p.example/"}) for page in portal_pages(20, seed))
        (tmp_path / f"{name}.jsonl").write_text("\n".join(rows) + "\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_command_learns_writes_and_scores(folder: pathlib.Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["learn", "learn.jsonl", "-o", "site.toml", "--site", "p.example", "--check", "other.jsonl"]) == 0
    out, err = capsys.readouterr()
    assert out.startswith("20 pages: ") and "prose that goes by the profile alone: 0 characters" in out
    assert "certainty" in err and load_profile_file("site.toml").hosts == ("p.example",)
    assert main(["profiles", "check", "site.toml"]) == 0
    capsys.readouterr()
    assert main(["learn", "--profile", "site.toml", "--check", "other.jsonl"]) == 0
    assert capsys.readouterr().out == out


@pytest.mark.parametrize(
    "arguments",
    [
        ["learn.jsonl"],
        ["-o", "site.toml"],
        ["learn.jsonl", "--profile", "site.toml"],
        ["learn.jsonl", "-o", "site.toml", "--extends", "nope"],
        ["learn.jsonl", "-o", "other.jsonl"],
    ],
)
def test_wrong_usage_ends_with_2(folder: pathlib.Path, arguments: list[str]) -> None:
    before = (folder / "other.jsonl").read_bytes()
    assert main(["learn", *arguments]) == 2
    assert (folder / "other.jsonl").read_bytes() == before


def test_a_score_tells_prose_that_is_lost(tmp_path: pathlib.Path) -> None:
    path = tmp_path / "bad.toml"
    path.write_text('site = "x"\nkind = "qa"\n[[rule]]\nid = "bad"\ndo = "drop"\nwords = "先别急着扔"\n', "utf-8")
    long = "如果还是不行,就把外面的壳子整个拆下来,看看有没有地方烧黑了,烧黑了的地方要用砂纸打磨干净以后才能再装回去。"

    def sources() -> Iterator[Source]:
        yield from (
            Source(f"{n}.txt", n, text.replace("就行。", "就行," + long)) for n, text in enumerate(pages_with("再见"))
        )

    score = score_profile(sources(), str(path))
    assert score.pages == len(_THINGS) and score.prose > 0 and score.lines and score.agreed < score.characters
    assert f"prose that goes by the profile alone: {score.prose} characters" in score.report()
