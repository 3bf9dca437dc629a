"""Rules of the user's own: each changes what it names and nothing beside it, on dumps, Markdown and HTML, in one process and in workers."""

from __future__ import annotations

import json
import pathlib
import pickle
import random
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from importlib import metadata
from importlib.machinery import PathFinder
from typing import Any, get_args

import pytest

import qaclean
from invariants import broken
from qaclean import profiles
from qaclean.command import main
from qaclean.errors import ProfileError, RuleError
from qaclean.pipeline import installed_groups, page_rules
from qaclean.profiles import rule_sets
from qaclean.profiles.own_rules import REASONS, faults_of_rules, read_rules
from qaclean.profiles.rule_sets import RuleSet, load_rules
from qaclean.records.models import Reason
from qaclean.stripper.own_cues import Finder, Patience, plain

ROOT = pathlib.Path(__file__).resolve().parent.parent
DUMP = """\
怎么关闭手机的自动更新?
长按识别二维码进群领红包
打开设置,进入系统更新,(点击展开)关掉自动下载就行了,下次它就不会在夜里自己重启。
编辑推荐栏
这里的三行都是别处的文章,和问题没有关系,读者不需要它们。
还有一行。
以上就是全部内容,希望能帮到你。
上一篇:怎么清理手机内存
"""
HTML = """<html><head><title>怎么关闭自动更新?</title></head><body><div id="main"><h1>怎么关闭自动更新?</h1>
<div class="answer"><p>打开设置,进入系统更新,关掉自动下载就行了,下次它就不会在夜里自己重启,<b>长按识别二维码</b>。</p>
<p class="slogan">天天有好礼,关注我们就知道,一百万人都在看的好内容。</p></div></div>
<div class="box"><p>这一栏说的是别的文章,和问题没有关系,读者不需要它们。</p></div></body></html>"""


def rules(*rows: dict[str, Any]) -> RuleSet:
    return RuleSet(read_rules([{"id": f"r{n}", "do": "drop", **row} for n, row in enumerate(rows)], "", "own.toml"))


def cut(page: qaclean.Page, rule: str) -> list[str]:
    """What a rule took, in order."""
    return [page.source_text[a:b] for a, b in (row.span for row in page.removed if row.rule == rule)]


def kept(page: qaclean.Page) -> str:
    gone = {at for row in page.removed for at in range(*row.span)}
    return "".join(c for at, c in enumerate(page.source_text) if at not in gone)


def test_reasons_are_those_of_records() -> None:
    assert set(REASONS) == set(get_args(Reason))


@pytest.mark.parametrize(
    ("row", "taken"),
    [
        ({"whole": "还有一行。"}, ["还有一行。"]),
        ({"starts": ["长按", "短按"]}, ["长按识别二维码进群领红包"]),
        ({"ends": "领红包"}, ["长按识别二维码进群领红包"]),
        ({"words": "二维码"}, ["长按识别二维码进群领红包"]),
        ({"pattern": "长按.{0,9}红包"}, ["长按识别二维码进群领红包"]),
        ({"on": "phrase", "words": "(点击展开)"}, ["(点击展开)"]),
        ({"on": "phrase", "pattern": r"\(点击..\)|(点击..)"}, ["(点击展开)"]),
        ({"on": "phrase", "ends": "希望能帮到你。"}, ["希望能帮到你。"]),
        (
            {"on": "zone", "whole": "编辑推荐栏", "lines": 1},
            ["编辑推荐栏", "这里的三行都是别处的文章,和问题没有关系,读者不需要它们。"],
        ),
        (
            {"on": "zone", "whole": "编辑推荐栏", "until": "以上"},
            ["编辑推荐栏", "这里的三行都是别处的文章,和问题没有关系,读者不需要它们。", "还有一行。"],
        ),
        ({"on": "zone", "whole": "编辑推荐栏", "until": "不来的"}, ["编辑推荐栏"]),
        (
            {"on": "zone", "whole": "以上就是全部内容,希望能帮到你。", "to_end": True},
            ["以上就是全部内容,希望能帮到你。", "上一篇:怎么清理手机内存"],
        ),
    ],
)
def test_a_drop_takes_what_it_names_and_nothing_else(row: dict[str, Any], taken: list[str]) -> None:
    before, page = qaclean.clean(DUMP), qaclean.clean(DUMP, rules=rules(row))
    assert cut(page, "r0") == taken and not list(broken(page))
    gone = {at for r in page.removed if r.rule == "r0" for at in range(*r.span)}
    assert "".join(kept(page).split()) == "".join(
        c
        for at, c in enumerate(DUMP)
        if at not in gone and c in kept(before) and not c.isspace() and _is_kept(before, at)
    )


def _is_kept(page: qaclean.Page, at: int) -> bool:
    return not any(a <= at < b for a, b in (row.span for row in page.removed))


def test_what_a_rule_takes_parts_no_answer() -> None:
    page = qaclean.clean(DUMP, rules=rules({"starts": "长按"}, {"on": "zone", "whole": "编辑推荐栏", "until": "以上"}))
    assert page.kind == qaclean.clean(DUMP).kind and len(page.questions[0].answers) == 1


def test_a_keep_wins_over_our_rules_and_over_drops() -> None:
    assert "上一篇" not in kept(qaclean.clean(DUMP))
    page = qaclean.clean(
        DUMP,
        rules=rules(
            {"on": "zone", "starts": "还有", "to_end": True}, {"do": "keep", "starts": "上一篇"}, {"words": "上一篇"}
        ),
    )
    assert "上一篇:怎么清理手机内存" in kept(page) and cut(page, "r0") == [
        "还有一行。",
        "以上就是全部内容,希望能帮到你。",
    ]
    assert cut(page, "r2") == [] and not list(broken(page))


def test_a_phrase_is_kept_of_a_line_that_goes_and_the_rest_names_the_rule() -> None:
    page = qaclean.clean(DUMP, rules=rules({"do": "keep", "on": "phrase", "words": "怎么清理手机内存"}))
    assert "怎么清理手机内存" in kept(page) and cut(page, "r0") == ["上一篇:"] and not list(broken(page))


def test_full_width_forms_and_blanks_are_the_same_in_literals() -> None:
    text = "怎么办?\n先关机,等一分钟再打开,一般就好了,不行的话请送修。\n广告:\u3000好礼\n"
    for literal in ("广告: 好礼", "广告: 好礼", "广告:\u3000好礼"):
        assert cut(qaclean.clean(text, rules=rules({"whole": literal})), "r0") == ["广告:\u3000好礼"]


def test_an_empty_page_of_which_rules_keep_something_has_content() -> None:
    text = (
        "<html><head><title>Lathe Board - Information</title></head><body><h2>Information</h2>"
        "<p>The requested topic does not exist.</p><p>Seen at: the old mill</p></body></html>"
    )
    assert qaclean.clean(text).kind == "none"
    page = qaclean.clean(text, rules=rules({"do": "keep", "starts": "Seen at"}))
    assert page.kind != "none" and "the old mill" in kept(page) and "does not exist" not in kept(page)
    assert not list(broken(page)) and "no-content" not in {warning.code for warning in page.warnings}


def test_what_the_segmenter_sets_aside_can_be_kept() -> None:
    text = "怎么办?\n先关机,等一分钟再打开,一般就好了。\nvar _hmt = _hmt || []; (function() { var hm = document.createElement('script'); })();\n"
    assert [row.rule for row in qaclean.clean(text).removed] == ["page-script"]
    page = qaclean.clean(text, rules=rules({"do": "keep", "starts": "var _hmt"}))
    assert page.removed == [] and not list(broken(page))


@pytest.mark.parametrize(
    ("row", "taken"),
    [
        ({"starts": "天天有好礼"}, ["天天有好礼,关注我们就知道,一百万人都在看的好内容。"]),
        ({"on": "element", "select": "p.slogan"}, ["天天有好礼,关注我们就知道,一百万人都在看的好内容。"]),
        ({"on": "phrase", "words": "长按识别二维码"}, ["长按识别二维码"]),
        ({"on": "outside", "select": "#main"}, ["这一栏说的是别的文章,和问题没有关系,读者不需要它们。"]),
        ({"on": "outside", "select": "#nowhere"}, []),
        ({"on": "element", "select": "b"}, []),  # a part of a line: a phrase, no element of its own
    ],
)
def test_rules_on_html(row: dict[str, Any], taken: list[str]) -> None:
    page = qaclean.clean(HTML, rules=rules(row))
    assert cut(page, "r0") == taken and not list(broken(page))


def test_rules_on_markdown() -> None:
    text = "# 怎么关闭自动更新?\n\n打开**设置**,进入系统更新,关掉自动下载就行了。\n\n长按[识别](http://a.example/)二维码\n\n- 一\n- 二\n"
    page = qaclean.clean(text, media_type="text/markdown", rules=rules({"whole": "长按识别二维码"}))
    assert "识别" not in kept(page) and not list(broken(page))
    assert any(row.rule == "r0" for row in page.removed)


def test_hosts_choose_pages() -> None:
    own = rules({"starts": "长按", "hosts": ["a.example", "*.b.example"]})
    for url, count in (("https://www.a.example/1", 1), ("http://x.b.example", 1), ("http://b.example", 0), (None, 0)):
        assert len(cut(qaclean.clean(DUMP, url=url, rules=own), "r0")) == count


@pytest.mark.parametrize("seed", range(3))
def test_the_record_is_sound_under_any_rules(seed: int) -> None:
    chosen = random.Random(seed)
    paths = [*sorted(ROOT.glob("fixtures/*/*/source.*")), *sorted(ROOT.glob("tests/pages/*.html"))]
    for path in chosen.sample(paths, 25):
        source = path.read_bytes()
        lines = [line.strip() for line in qaclean.clean(source).source_text.split("\n") if line.strip()]
        if lines:
            page = qaclean.clean(source, rules=rules(*(_any_rule(chosen, lines) for _ in range(3))))
            assert not list(broken(page)), path


def _any_rule(chosen: random.Random, lines: Sequence[str]) -> dict[str, Any]:
    line = chosen.choice(lines)
    at = chosen.randrange(len(line))
    words = line[at : at + chosen.randint(1, 9)].strip() or line[0]
    ends: dict[str, Any] = chosen.choice(
        [{"to_end": True}, {"lines": chosen.randint(1, 5)}, {"until": chosen.choice(lines)[:6].strip() or "x"}]
    )
    row = chosen.choice(
        [
            {"whole": line},
            {"words": words},
            {"on": "phrase", "words": words},
            {"on": "zone", "starts": line[:8].strip(), **ends},
        ]
    )
    return {"do": chosen.choice(["drop", "keep"]), **row}


# -- files, profiles, packages --------------------------------------------------------------------------------------

GOOD = '[[rule]]\nid = "ad"\ndo = "drop"\nstarts = "长按"\n\n[[rule]]\nid = "mine"\ndo = "keep"\nstarts = [\n  "上一篇",\n]\n'


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ('do = "drop"', 'do = "hide"', 3, "drop, keep"),
        ('starts = "长按"', 'start = "长按"', 4, "unknown"),
        ('starts = "长按"', 'pattern = "(长按"', 4, "is no pattern"),
        ('starts = "长按"', 'pattern = "x*"', 4, "empty line"),
        ('starts = "长按"', 'starts = [" "]', 4, "white space"),
        ('starts = "长按"', "", 1, "has none of"),
        ('starts = "长按"', 'starts = "长按"\non = "zone"', 1, "without an end"),
        ('starts = "长按"', 'starts = "长按"\nlines = 3', 5, "belongs to a zone"),
        ('starts = "长按"', 'select = "p >"\non = "element"', 4, "is no selector"),
        ('starts = "长按"', 'starts = "长按"\nreason = "boring"', 5, "is none of"),
        ('id = "mine"', 'id = "ad"', 7, "stands twice"),
        ('id = "mine"', 'id = "post-head"', 7, "means something else"),
        ('do = "keep"', 'do = "keep"\nreason = "advert"', 9, "is for what is dropped"),
        ("[[rule]]", 'site = "x"\n[[rule]]', 1, "--profile"),
    ],
)
def test_a_fault_is_named_with_file_and_line(tmp_path: pathlib.Path, old: str, new: str, line: int, says: str) -> None:
    path = tmp_path / "own.toml"
    path.write_text(GOOD.replace(old, new, 1), "utf-8")
    with pytest.raises(RuleError) as error:
        load_rules(path)
    assert f"own.toml: line {line}: " in str(error.value) and says in str(error.value)


def test_a_missing_file_and_broken_toml_are_errors_of_rules(tmp_path: pathlib.Path) -> None:
    path = tmp_path / "own.toml"
    with pytest.raises(RuleError, match="cannot be read"):
        qaclean.clean("x", rules=path)
    path.write_text("[[rule]\n", "utf-8")
    with pytest.raises(RuleError, match=r"own\.toml"):
        qaclean.clean("x", rules=[path])


def test_options_carry_the_rules_to_workers_and_into_manifests(tmp_path: pathlib.Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text(GOOD, "utf-8")
    options = qaclean.Options(rules=path)
    assert qaclean.Cleaner(rules=path).options == options == qaclean.Cleaner(options).options
    path.unlink()  # read when the options were made
    cleaner = pickle.loads(pickle.dumps(qaclean.Cleaner(options)))
    assert cleaner.options == options and hash(cleaner.options) == hash(options)
    assert cut(cleaner.clean(DUMP), "ad") and [len(cut(o.page, "ad")) for o in cleaner.pipe([DUMP])] == [1]
    assert options.as_json()["rules"]["files"][0][0] == "own.toml" and "rules" not in qaclean.Options().as_json()


def test_a_batch_goes_by_rules_and_refuses_faulty_ones(
    tmp_path: pathlib.Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "own.toml").write_text(GOOD, "utf-8")
    (tmp_path / "in.jsonl").write_text(json.dumps({"text": DUMP}) + "\n", "utf-8")
    at = [str(tmp_path / "in.jsonl"), "--out", str(tmp_path / "out"), "--workers", "1"]
    assert main(["batch", *at, "--rules", str(tmp_path / "own.toml")]) == 0
    row = json.loads((tmp_path / "out/parts/part-00000.jsonl").read_text("utf-8"))
    assert any(removed["rule"] == "ad" for removed in row["removed"])
    manifest = json.loads((tmp_path / "out/manifest.json").read_text("utf-8"))
    assert manifest["options"]["cleaning"]["rules"]["files"][0][0] == "own.toml" and manifest["rules"]["ad"] == 1
    capsys.readouterr()
    assert main(["batch", *at, "--rules", str(tmp_path / "none.toml")]) == 2
    assert main(["batch", *at, "--profile", "nope"]) == 2
    assert "zhidao.baidu.com" in capsys.readouterr().err


def test_engines_go_by_rules(tmp_path: pathlib.Path) -> None:
    """What all engines run: options and rows, pickled."""
    pa = pytest.importorskip("pyarrow")
    from qaclean.arrow import clean_batch

    path = tmp_path / "own.toml"
    path.write_text(GOOD, "utf-8")
    options = pickle.loads(pickle.dumps(qaclean.Options(rules=path)))
    path.unlink()
    table = clean_batch(pa.RecordBatch.from_pylist([{"text": DUMP}]), options).to_pylist()
    assert any(removed["rule"] == "ad" for removed in json.loads(table[0]["record"])["removed"])


def test_the_command_goes_by_rules_of_several_files(tmp_path: pathlib.Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "own.toml").write_text(GOOD, "utf-8")
    (tmp_path / "more.toml").write_text('[[rule]]\nid = "one"\ndo = "drop"\nwhole = "还有一行。"\n', "utf-8")
    (tmp_path / "page.txt").write_text(DUMP, "utf-8")
    given = [word for name in ("own", "more") for word in ("--rules", str(tmp_path / f"{name}.toml"))]
    assert main([*given, str(tmp_path / "page.txt")]) == 0
    assert {"ad", "one"} <= {row["rule"] for row in json.loads(capsys.readouterr().out)["removed"]}
    assert main(["--rules", str(tmp_path / "none.toml"), str(tmp_path / "page.txt")]) == 2
    assert main(["--profile", "nope", str(tmp_path / "page.txt")]) == 2
    assert "zhidao.baidu.com" in capsys.readouterr().err


PROFILE = f'site = "a.example"\nkind = "qa"\nhosts = ["a.example"]\n{GOOD}'


@pytest.mark.parametrize(
    ("source", "url"),
    [
        (DUMP, None),
        ("# 怎么办?\n\n" + DUMP, "http://www.a.example/"),
        (f"<p>怎么办?<p>{DUMP}".replace("\n", "<p>"), None),
    ],
)
def test_a_profile_of_rules_fits_any_page(tmp_path: pathlib.Path, source: str, url: str | None) -> None:
    path = tmp_path / "a.toml"
    path.write_text(PROFILE, "utf-8")
    page = qaclean.clean(source, profile=str(path), url=url)
    assert page.site == "a.example" and cut(page, "ad") and "上一篇" in kept(page)
    assert "profile-mismatch" not in {warning.code for warning in page.warnings}


def test_a_profile_extends_a_packaged_one(tmp_path: pathlib.Path) -> None:
    path = tmp_path / "a.toml"
    path.write_text(f'site = "my-zhidao"\nkind = "qa"\nextends = "zhidao.baidu.com"\n{GOOD}', "utf-8")
    page = qaclean.clean(
        (ROOT / "tests/pages/zhidao-2013.html").read_bytes(), profile=str(path), media_type="text/html"
    )
    assert page.site == "my-zhidao" and any(row.rule == "profile-zhidao-2013" for row in page.removed)
    path.write_text(f'site = "b"\nkind = "qa"\nextends = "nope"\n{GOOD}', "utf-8")
    with pytest.raises(ProfileError, match=r"a.toml: line 3: .*zhidao.baidu.com"):
        qaclean.clean("x", profile=str(path))


class Entry:
    """Stands for an entry point of an installed package."""

    def __init__(self, name: str, given: object) -> None:
        self.name, self.given = name, given

    def load(self) -> object:
        return self.given


class Entries(list[Entry]):
    def __init__(self, entries: Sequence[Entry], group: str = "qaclean.rules") -> None:
        super().__init__(entries)
        self.group = group

    def select(self, group: str) -> list[Entry]:
        return list(self) if group == self.group else []


def test_a_package_brings_rules(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "own.toml"
    path.write_text(GOOD, "utf-8")
    for given in (str(path), path, [path], lambda: [str(path)]):
        found = Entries([Entry("mine", given)])
        monkeypatch.setattr(installed_groups, "_may_be_named", lambda: True)
        monkeypatch.setattr(
            metadata, "entry_points", lambda group=None, found=found: found if group != "qaclean.profiles" else []
        )
        for cached in (installed_groups.installed_groups, page_rules._profiles_have_rules, rule_sets.installed_rules):
            cached.cache_clear()
        try:
            assert cut(qaclean.clean(DUMP), "ad") and not cut(qaclean.clean(DUMP, rules="none"), "ad")
        finally:
            monkeypatch.undo()
            for cached in (
                installed_groups.installed_groups,
                page_rules._profiles_have_rules,
                rule_sets.installed_rules,
            ):
                cached.cache_clear()


@pytest.mark.parametrize(
    ("named", "found"),
    [
        ("[qaclean.rules]\nmine = mine:paths\n", {"qaclean.rules"}),
        ("[console_scripts]\nmine = mine:main\n", set()),
        ("[console_scripts]\nqaclean.rules = mine:main\n", set()),
        (None, set()),
    ],
)
def test_groups_of_installed_packages_are_found(
    named: str | None, found: set[str], tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "mine-1.dist-info"
    folder.mkdir()
    (folder / "METADATA").write_text("Metadata-Version: 2.1\nName: mine\nVersion: 1\n", "utf-8")
    if named is not None:
        (folder / "entry_points.txt").write_text(named, "utf-8")
    monkeypatch.setattr(sys, "path", [*sys.path, str(tmp_path), str(tmp_path / "none")])
    monkeypatch.setattr(sys, "meta_path", [PathFinder])
    installed_groups.installed_groups.cache_clear()
    try:
        assert installed_groups.installed_groups() == found
    finally:
        installed_groups.installed_groups.cache_clear()


def test_packages_elsewhere_than_in_folders_are_asked_for(
    tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "packages.zip").touch()
    (tmp_path / "mine-1.egg").touch()
    monkeypatch.setattr(sys, "meta_path", [PathFinder])
    monkeypatch.setattr(sys, "path", [])
    assert not installed_groups._may_be_named()
    for place in (tmp_path / "packages.zip", tmp_path):
        monkeypatch.setattr(sys, "path", [str(place)])
        assert installed_groups._may_be_named()
    monkeypatch.setattr(sys, "path", [])
    monkeypatch.setattr(sys, "meta_path", [PathFinder, metadata.MetadataPathFinder])
    assert installed_groups._may_be_named()


@pytest.fixture
def installed_profile(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[pathlib.Path]:
    """A package that brings a profile of its own for a host that a packaged one has too."""
    path = tmp_path / "mine.toml"
    hosts = 'hosts = ["zhidao.baidu.com", "a.example"]'
    path.write_text(f'site = "mine"\nkind = "qa"\n{hosts}\nextends = "zhidao.baidu.com"\n{GOOD}', "utf-8")
    cached = (
        installed_groups.installed_groups,
        page_rules._profiles_have_rules,
        profiles._installed,
        profiles.load_profiles,
    )
    found = Entries([Entry("mine", str(path))], group="qaclean.profiles")
    monkeypatch.setattr(installed_groups, "_may_be_named", lambda: True)
    monkeypatch.setattr(metadata, "entry_points", lambda group=None: found if group is None else found.select(group))
    for function in cached:
        function.cache_clear()
    yield path
    monkeypatch.undo()
    for function in cached:
        function.cache_clear()


def test_a_profile_of_a_package_wins_over_ours_on_pages_of_any_kind(installed_profile: pathlib.Path) -> None:
    url = "http://zhidao.baidu.com/question/1.html"
    page = qaclean.clean((ROOT / "tests/pages/zhidao-2013.html").read_bytes(), url=url, media_type="text/html")
    assert page.site == "mine" and any(row.rule == "profile-zhidao-2013" for row in page.removed)
    dump = qaclean.clean(DUMP, url="https://www.a.example/1")
    assert dump.site == "mine" and cut(dump, "ad") and "上一篇" in kept(dump)
    for other in (
        qaclean.clean(DUMP),
        qaclean.clean(DUMP, url="http://b.example/"),
        qaclean.clean(DUMP, url=url, profile="none"),
    ):
        assert other.site is None and not cut(other, "ad")


def test_without_rules_nothing_of_them_is_imported() -> None:
    code = "import sys, qaclean; qaclean.clean('怎么办?\\n重启。', url='http://a.example/1'); print([m for m in sys.modules if 'stripper.own' in m or 'qaclean.profiles' in m])"
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"
    )


# -- time -------------------------------------------------------------------------------------------------------------


def test_a_pattern_without_end_is_given_up_with_a_warning(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "怎么办?\n" + "先关机再开机。" * 3 + "\n" + "a" * 5000 + "!\n"
    monkeypatch.setattr(page_rules, "PATIENCE", 0.05)
    began = time.process_time()
    page = qaclean.clean(text, rules=rules({"pattern": "(a|aa)+$"}, {"on": "phrase", "words": "先关机"}))
    assert time.process_time() - began < 5.0
    assert [w.code for w in page.warnings if w.code == "rule-timeout"] == ["rule-timeout"]
    assert cut(page, "r1") and not list(broken(page))


def test_many_literals_cost_what_few_do() -> None:
    lines = [f"第{n}行说的是第{n * 7}件事,和别的没有关系" for n in range(4000)]
    few, many = (
        Finder(rules({"words": [f"词{n}尾" for n in range(count)], "whole": [f"行{n}" for n in range(count)]}).rules)
        for count in (10, 5000)
    )

    def seconds(finder: Finder) -> float:
        best = 9.0
        for _ in range(3):
            began = time.process_time()
            for line in lines:
                finder.find(plain(line), line, Patience())
            best = min(best, time.process_time() - began)
        return best

    assert seconds(many) < 6 * seconds(few)


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"on": "element"}, "`on` is 'element' and needs `select`"),
        ({"select": "p.ad", "whole": "x"}, '`select` needs on = "element" or "outside"'),
        ({"on": "element", "select": "p", "words": "x"}, "`words` says nothing of an element: it is chosen by `select`"),
        ({"on": "phrase", "whole": "x"}, '`whole` is the whole line, no phrase in it: use `words`, or on = "line"'),
        ({"on": "zone", "starts": "x"}, "is a zone without an end: say `until`, `lines`, or to_end = true"),
        ({"on": "zone", "starts": "x", "until": "y", "to_end": True}, "`to_end` goes not with `until`: a zone has one end"),
        ({"starts": "x", "lines": 3}, '`lines` belongs to a zone: on = "zone"'),
        ({"pattern": ""}, "`pattern` is no pattern"),
        ({"on": "element", "select": 5}, "`select` is no selector"),
    ],
)  # fmt: skip
def test_what_makes_no_sense_in_a_rule_is_said(given: dict[str, Any], says: str) -> None:
    rows = [{"id": "ad", "do": "drop", **given}]
    assert [fault.message for fault in faults_of_rules(rows, '[[rule]]\nid = "ad"\n')] == [f"rule 'ad': {says}"]


@pytest.mark.parametrize("rows", ["words", [5], {"id": "ad"}])
def test_rules_are_a_list_of_tables(rows: object) -> None:
    (fault,) = faults_of_rules(rows, '\nrule = "words"\n')
    assert fault.message == "`rule` is no list of rules: write [[rule]]" and fault.line == 2
